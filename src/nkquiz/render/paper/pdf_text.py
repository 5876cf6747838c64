"""Text on the pages of a PDF: the fonts, widths, lines, and the characters that the fonts lack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.fonts import TTFFont

from nkquiz.render.paper import Lacking, PaperSize
from nkquiz.render.terminal import safe

FAMILY = "DejaVu Sans Condensed"
_FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_SHAPED = frozenset(("R", "AL", "AN", "NSM"))  # right to left, or marks on letters
_SELECTORS = range(0xFE00, 0xFE10)  # choose the look of the character before
_YEAR = 2000


class Pen:
    """Writes text at places of a PDF, in points from the upper left corner.

    Text that runs from right to left, or has marks on its letters, is shaped by HarfBuzz; all other text is written as
    it stands, which is much faster.
    """

    def __init__(self, title: str, size: PaperSize) -> None:
        self.pdf = FPDF(unit="pt", format=size.value)
        # The same paper gives the same bytes, so it can't have today's date. A far one in the past fools nobody.
        self.pdf.set_creation_date(self.pdf.creation_date.replace(_YEAR, 1, 1, 0, 0, 0, 0))
        self.pdf.set_auto_page_break(False)
        self.pdf.c_margin = 0
        self.pdf.set_title(safe(title))
        self.pdf.set_lang("en")
        for style, name in _FILES.items():
            with as_file(files("nkquiz.render.paper") / "fonts" / name) as path:
                self.pdf.add_font(FAMILY, style, path)
        self._widths = {style: self._font(style).cw for style in _FILES}
        self._known = {style: self._font(style).cmap for style in _FILES}
        self._lacking: dict[str, str] = {}
        self.where = ""  # what is being written, for the list of what is lacking
        self.lines = lru_cache(4096)(self._lines)
        self._is_lacking = cache(lambda text: any(self._lacks(c) for c in text))

    def _font(self, style: str) -> TTFFont:
        self.pdf.set_font(FAMILY, style, 10)
        font = self.pdf.current_font
        assert isinstance(font, TTFFont)
        return font

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """The characters that the fonts lack, each with the first place where it stands."""
        return tuple(Lacking(character, where) for character, where in self._lacking.items())

    def _lacks(self, character: str) -> bool:
        return any(ord(character) not in known for known in self._known.values())

    def printable(self, text: str) -> str:
        """Return a text on one line, with [U+1F600] in place of what the fonts lack, and note where that is."""
        text = _composed(text)
        if not self._is_lacking(text):
            return text
        for character in filter(self._lacks, text):
            self._lacking.setdefault(character, self.where)
        return "".join(f"[U+{ord(c):04X}]" if self._lacks(c) else c for c in text)

    def width(self, text: str, size: float, style: str = "") -> float:
        """Return how wide a printable text is, about so for one that is shaped."""
        widths = self._widths[style]
        return sum(widths[ord(c)] for c in text if not unicodedata.combining(c)) * size / 1000

    def _lines(self, text: str, width: float, size: float, style: str = "") -> tuple[str, ...]:
        """Return a printable text cut into lines of at most that width, at blanks where there are some."""
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, style) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._pieces(word, width, size, style)
            lines += whole
        return (*lines, line) if line else tuple(lines)

    def _pieces(self, word: str, width: float, size: float, style: str) -> list[str]:
        """Return a word cut where a line is full, but not before a mark on a letter."""
        pieces = [""]
        for character in word:
            if (
                pieces[-1]
                and not unicodedata.combining(character)
                and self.width(pieces[-1] + character, size, style) > width
            ):
                pieces.append("")
            pieces[-1] += character
        return pieces

    def write(self, x: float, baseline: float, text: str, size: float, style: str = "", width: float = 0) -> None:
        """Write a printable text. One that runs from right to left ends at the right edge of a column of `width`."""
        self.pdf.set_font(FAMILY, style, size)
        if not _needs_shaping(text):
            self.pdf.text(x, baseline, text)
            return
        self.pdf.set_text_shaping(True)
        if width and _runs_left(text):
            x += max(0.0, width - self.pdf.get_string_width(text))
        self.pdf.set_xy(x, baseline - 0.8 * size)  # `cell` has its baseline so far below its top
        self.pdf.cell(h=size, text=text)
        self.pdf.set_text_shaping(False)


@lru_cache(4096)
def _composed(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", safe(text)) if ord(c) not in _SELECTORS)


@cache
def _needs_shaping(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _SHAPED for c in text)


def _runs_left(text: str) -> bool:
    strong: Iterable[str] = (unicodedata.bidirectional(c) for c in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
