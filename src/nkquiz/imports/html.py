"""HTML as Moodle and Anki keep it in their fields -> plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from nkquiz.imports.found import Misfit

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split()
)
_MEDIA = {
    "img": "a picture",
    "svg": "a picture",
    "audio": "a sound",
    "video": "a film",
    "iframe": "a frame",
    "object": "an embedded file",
    "embed": "an embedded file",
    "canvas": "a picture",
}
_LONGEST = 100_000  # characters
_DEEPEST = 4  # powers of powers
_SILENT = frozenset({"script", "style", "head", "title"})
_LOOKS_LIKE = re.compile(r"<[a-zA-Z/!]|&(?:#\d|#x|[a-zA-Z]+;)")
_UP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.raised: list[tuple[str, int]] = []  # sup and sub, and where their text begins
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _MEDIA:
            raise Misfit(f"has {_MEDIA[tag]}")
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("sup", "sub") and len(self.raised) < _DEEPEST:
            self.raised.append((tag, len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif self.raised and self.raised[-1][0] == tag:
            _, start = self.raised.pop()
            text = "".join(self.parts[start:])
            self.parts[start:] = [_raised(text, tag)]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _raised(text: str, tag: str) -> str:
    """Return what stands above or below the line: in digits that do, or after ^ or _, so that x² is not x2."""
    moved = text.translate(_UP if tag == "sup" else _DOWN)
    if not text.strip() or all(one != other for one, other in zip(text, moved, strict=True)):
        return moved
    return ("^" if tag == "sup" else "_") + (text if len(text) == 1 else f"({text})")


def plain_text(html: str) -> str:
    """Return the text of a piece of HTML; blocks stand on lines of their own. LaTeX stays as it is.

    Raises:
        Misfit: it has a picture, a sound or the like, or is endless.
    """
    if len(html) > _LONGEST:
        raise Misfit("is too long")
    whole = html.rfind(">") + 1  # what begins a tag after that ends none, and would be looked at again and again
    reader = _Reader()
    try:
        reader.feed(html[:whole] + html[whole:].replace("<", "&lt;"))
        reader.close()
    except AssertionError as error:  # "<![x"
        raise Misfit("has HTML that can't be read") from error
    text = "".join(reader.parts).replace("\N{NO-BREAK SPACE}", " ")
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def moodle_text(text: str) -> str:
    """Return a text in Moodle's own format, which may have HTML in it, and "a < b" too.

    Raises:
        Misfit: as `plain_text`.
    """
    return plain_text(text) if _LOOKS_LIKE.search(text) else text


def formatted(text: str, format_: str) -> str:
    """Return a text in one of Moodle's formats (html, markdown, plain, moodle) as plain text.

    Raises:
        Misfit: as `plain_text`.
    """
    if format_ in ("plain", "plain_text"):
        return text
    if format_ == "markdown":
        from markdown_it import MarkdownIt

        return plain_text(MarkdownIt("commonmark").render(text))
    return plain_text(text) if format_ == "html" else moodle_text(text)
