"""Text for a terminal through Rich: no markup, no escape sequence and no control character of a bank gets through."""

from __future__ import annotations

import os
import shutil
import sys
from typing import IO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from nkquiz.model import Bank, Claim, PartReport, Report, Verdict
from nkquiz.render.highlight import highlighted, marks, placed
from nkquiz.render.wording import NO_PLACE
from nkquiz.text import one_line

SIGNS = {
    Verdict.SUPPORTED: ("✓", "+", "bold green"),
    Verdict.CONTRADICTED: ("✗", "x", "bold red"),
    Verdict.NOT_IN_SOURCE: ("?", "?", "bold yellow"),
    Verdict.MIXED: ("±", "~", "bold magenta"),
}
_MAX_SHOWN = 300
UNWRAPPED = 100_000  # the width of a pipe or file: programs like grep want whole lines


def console(stream: IO[str] | None = None, plain: bool = False) -> Console:
    """Return a console that interprets nothing in what it prints. NO_COLOR, TERM=dumb and COLUMNS hold.

    Text is wrapped for terminals, and where COLUMNS asks for it; when a terminal that is not dumb is resized, what is
    printed next is as wide as it is then. A `plain` one has no colours and no bold type.
    """
    out = Console(file=stream, markup=False, highlight=False, emoji=False)
    width, height = None, None  # as they are at each printing
    colours = not (plain or out.no_color or out.is_dumb_terminal)  # Rich itself would keep bold and dim
    if out.is_dumb_terminal:  # Rich takes them to be 80 wide, unless it is told both
        width, height = shutil.get_terminal_size().columns, out.height
    elif not out.is_terminal and "COLUMNS" not in os.environ:
        width = UNWRAPPED
    return Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        width=width,
        height=height,
        color_system="auto" if colours else None,
    )


def safe(text: str, limit: int = 0) -> str:
    """Return `text` on one line, without control, format and direction characters; cut after `limit` characters."""
    return placed(text, limit)[0] if limit else one_line(text)


def verdict_name(verdict: Verdict) -> str:
    """Return the verdict in plain words."""
    return verdict.value.replace("_", " ")


def sign(verdict: Verdict, out: Console, number: str = "") -> Text:
    """Return a verdict as sign, word and colour, with a number before the word."""
    shown, ascii_sign, style = SIGNS[verdict]
    return Text(f"{shown if can_unicode(out) else ascii_sign} {number}{verdict_name(verdict)}", style=style)


def can_unicode(out: Console) -> bool:
    """Say whether the console's encoding has our signs."""
    try:
        "✓✗±".encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class Indented:
    """A text behind a blank margin, or behind a label in the margin, without blanks at the ends of its lines. On a
    terminal there are `marked` lines: those with highlighted words have marks under them."""

    def __init__(self, text: Text, margin: int = 2, label: Text | None = None, marked: bool = False) -> None:
        self.text, self.margin, self.label, self.marked = text, margin, label or Text(), marked

    def __rich_console__(self, out: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, wrapped to the width that is left."""
        first = Text(" " * (self.margin - self.label.cell_len)).append_text(self.label) if self.margin else Text()
        width = max(10, options.max_width - self.margin)
        for number, line in enumerate(self.text.wrap(out, width)):
            line.rstrip()
            yield (first if number == 0 else Text(" " * self.margin)) + line
            if self.marked and out.is_terminal and (under := marks(line, width)):
                yield Text(" " * self.margin) + under


def report(found: Report, out: Console, place: str = "") -> RenderableType:
    """Return a report for reading: the verdict, the reason, the evidence; for a mixed one, part by part. `place` is
    where the statement stands."""
    head = sign(found.verdict, out).append("  ", style="not bold default")
    head.append_text(highlighted(found.statement, found.findings, 0, _MAX_SHOWN, "not bold default"))
    several = len(found.parts) > 1
    lines: list[RenderableType] = [Indented(Text(place).append_text(head), 0, marked=not several)]
    if several:
        for part in found.parts:
            start = found.statement.find(part.text, part.start)
            shown = sign(part.verdict, out).append("  ", style="not bold default")
            shown.append_text(highlighted(part.text, part.findings, start, _MAX_SHOWN, "not bold default"))
            lines.append(Indented(shown, marked=True))
            lines += [Indented(item, 4) for item in _explained(part)]
    elif found.parts:
        lines += [Indented(item) for item in _explained(found.parts[0])]
    else:
        lines.append(Indented(Text(found.reason)))
    return Group(*lines)


def _explained(part: PartReport) -> list[Text]:
    lines = [Text(safe(part.reason))]
    for claim in part.claims:
        lines.append(evidence(claim))
        if claim.note:
            lines.append(note(claim))
    return lines


def evidence(claim: Claim) -> Text:
    """Return where the source says a claim, with the fragments; in a set of cards there may be no such place."""
    if not claim.evidence:
        return Text(NO_PLACE, style="dim")
    shown = "; ".join(f'{e.at} "{safe(e.quote)}"' for e in claim.evidence)
    return Text("Evidence ", style="dim").append(shown, style="")


def note(claim: Claim) -> Text:
    """Return a claim's note, marked as being beyond the source."""
    text = f"{safe(claim.note.text)} ({safe(claim.note.basis)})" if claim.note else ""
    return Text("Beyond the source: ", style="italic").append(text, style="")


def cited(bank: Bank) -> Text:
    """Return how the source is cited."""
    return Text(f"Source: {safe(bank.source.citation)}", style="dim")


def warn(message: str, hint: str = "") -> None:
    """Write a message for people to standard error, with the hint under it."""
    for line in message.splitlines():
        print("nkquiz: " + safe(line), file=sys.stderr)
    if hint:
        print("  " + safe(hint), file=sys.stderr)
