"""Where and how a quiz is shown: with signs, colours and margins, or plainly, for screen readers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from nkquiz.model import Verdict
from nkquiz.render.terminal import SIGNS, Indented, can_unicode, safe

Shown = RenderableType  # what can be shown
SMALL = 18  # a terminal of fewer lines has none to spare
_BLANK = re.compile(r"_{2,}")


@dataclass(frozen=True)
class Look:
    """Where and how it is shown. A `plain` one is for screen readers: words, one thing a line, and nothing else."""

    out: Console
    plain: bool = False

    @property
    def is_small(self) -> bool:
        """Say whether the screen has few lines."""
        return self.out.is_terminal and self.out.height < SMALL

    def show(self, *shown: Shown) -> None:
        """Print."""
        for item in shown:
            self.out.print(_printed(item))

    def height(self, *shown: Shown) -> int:
        """Return how many lines things take."""
        return sum(len(self.out.render_lines(_printed(item))) for item in shown)

    def gap(self) -> None:
        """Leave a blank line where there is room."""
        if not self.is_small:
            self.out.print()

    def rule(self) -> None:
        """Part what follows from what stands above: in a terminal by a line across it, elsewhere by a blank one."""
        if self.out.is_terminal and not self.plain:
            self.out.print(Text(("─" if can_unicode(self.out) else "-") * self.out.width))
        else:
            self.gap()

    def text(self, text: str) -> str:
        """Return a text of the bank, safe to print. A screen reader would spell a gap as underscores."""
        return _BLANK.sub("blank", safe(text)) if self.plain else safe(text)

    def block(self, text: Text | str, margin: int = 2, label: Text | None = None) -> Indented:
        """Return a text behind a margin, or behind its label there."""
        text = Text(text) if isinstance(text, str) else text
        return Indented((label or Text()) + text, 0) if self.plain else Indented(text, margin, label)

    def option(self, name: str, key: str, text: str) -> Indented:
        """Return one of several things, behind the key that stands for it."""
        if self.plain:
            return self.block(f"{name} {key}: {self.text(text)}")
        return self.block(self.text(text), 4, Text(f"{key} ", style="bold cyan"))

    def mark(self, right: bool, word: str = "") -> Text:
        """Return right or wrong as sign, word and colour."""
        sign, ascii_sign, style = SIGNS[Verdict.SUPPORTED if right else Verdict.CONTRADICTED]
        word = word or ("right" if right else "wrong")
        if self.plain:
            return Text(word)
        return Text(f"{sign if can_unicode(self.out) else ascii_sign} {word}", style=style)


def _printed(item: Shown) -> Shown:
    """Return what is printed for a thing: texts are wrapped between words."""
    text = Text(item) if isinstance(item, str) else item
    return Indented(text, 0) if isinstance(text, Text) else text
