"""Tables of words and numbers, without lines around them and without blanks at the ends of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from nkquiz.render.terminal import safe


class _Trimmed:
    """A table without blanks at the ends of its lines."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __rich_console__(self, out: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the table."""
        for line in out.render_lines(self.table, options, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                yield from line[:-1]
                yield Segment(line[-1].text.rstrip(), line[-1].style)
            yield Segment.line()


def table(headings: Iterable[str], rows: Sequence[tuple[str | Text, ...]]) -> RenderableType:
    """Return a table whose first column is words, which are folded where it is narrow, the others numbers. What is a
    Text already, a bar, stands at the left of its column."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for number, heading in enumerate(headings):
        if number:
            bars = any(isinstance(row[number], Text) for row in rows)
            width = max((len(row[number]) for row in rows), default=0)
            made.add_column(heading, justify="left" if bars else "right", min_width=width, no_wrap=bars)
        else:
            made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(Text(safe(str(row[0]))), *(cell if isinstance(cell, Text) else Text(cell) for cell in row[1:]))
    return _Trimmed(made)
