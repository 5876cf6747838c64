"""Markdown -> passages: headings, paragraphs, items, quotes, cells and code, without the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nkquiz.documents.passage import Passage
from nkquiz.model import BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FOOTNOTE = re.compile(r"(\[\^[^\]\s]+\]:?)")
_KINDS = {
    "heading_open": BlockKind.HEADING,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "th_open": BlockKind.CELL,
    "td_open": BlockKind.CELL,
}


def read(text: str) -> Iterator[Passage]:
    """Yield the passages of a CommonMark text, with the tables and struck words that GitHub knows.

    Front matter, HTML and pictures are passed over.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    lines = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    open_: list[tuple[BlockKind, int]] = []
    cursor = 0
    for token in parser.parse(_without_front_matter(text)):
        if token.map and token.type not in ("inline", "th_open", "td_open"):
            cursor = max(cursor, lines[min(token.map[0], len(lines) - 1)])
        if token.type in _KINDS:
            level = int(token.tag[1]) if token.type == "heading_open" else token.level // 2 + 1
            open_.append((_KINDS[token.type], level))
        elif token.type.replace("_close", "_open") in _KINDS:
            open_.pop()
        if token.type in ("fence", "code_block") and token.map:
            start, end = (lines[min(n, len(lines) - 1)] for n in token.map)
            yield _code(token, text, start, end)
            cursor = end
        elif token.type == "inline" and token.map:
            cursor = max(cursor, lines[token.map[0]])
            kind, level = open_[-1] if open_ else (BlockKind.PARAGRAPH, 1)
            reader = _Inline(text, cursor, lines[min(token.map[1], len(lines) - 1)])
            reader.read(token.children or ())
            cursor = reader.cursor
            yield Passage(kind, "".join(reader.characters), reader.offsets, level)


def _without_front_matter(text: str) -> str:
    """Return `text` with empty lines in the place of front matter, so that all line numbers stay."""
    found = _FRONT_MATTER.match(text)
    return "\n" * found.group().count("\n") + text[found.end() :] if found else text


def front_matter(text: str) -> dict[str, str]:
    """Return what stands in front matter under keys that have one line; of a list in brackets, its items."""
    found = _FRONT_MATTER.match(text)
    lines = found.group().splitlines()[1:-1] if found else []
    told = (re.fullmatch(r"(\w+)[ \t]*:[ \t]+(\S.*?)[ \t]*", line) for line in lines)
    return {match[1].lower(): ", ".join(_bare(each) for each in _listed(match[2])) for match in told if match}


def _listed(value: str) -> list[str]:
    return value[1:-1].split(",") if value[0] == "[" and value[-1] == "]" else [value]


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _code(token: Token, text: str, start: int, end: int) -> Passage:
    at = text.find(token.content.split("\n", 1)[0], start, end)
    return Passage(BlockKind.CODE, token.content, [max(at, start)] * max(len(token.content) - 1, 0) + [end - 1])


class _Inline:
    """The text of one block: its pieces are looked for in the original one after the other."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.cursor, self.end = text, start, end
        self.characters: list[str] = []
        self.offsets: list[int] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Take up the text of `tokens`."""
        for token in tokens:
            if token.type == "text":
                for piece in _FOOTNOTE.split(token.content):
                    self._take(piece, "" if _FOOTNOTE.fullmatch(piece) else piece)
            elif token.type == "code_inline":
                self._take(token.content, token.content)
            elif token.type == "text_special":
                self._take(token.markup, token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self._take("\n", " ")
            elif token.type == "html_inline":
                self._pass(token.content)
            elif token.type == "image":
                self._pass(token.content)
                self._pass_target()
            elif token.type == "link_close" and token.info != "auto":
                self._pass_target()

    def _pass(self, raw: str) -> None:
        at = self.text.find(raw, self.cursor, self.end)
        if at >= 0:
            self.cursor = at + len(raw)

    def _take(self, raw: str, shown: str) -> None:
        at = self.text.find(raw, self.cursor, self.end)
        if at < 0:  # changed beyond recognition: it stands where we are
            at = min(self.cursor, max(self.end - 1, 0))
            self.offsets += [at] * len(shown)
        else:
            self.cursor = at + len(raw)
            self.offsets += range(at, self.cursor) if len(raw) == len(shown) else [at] * len(shown)
        self.characters += shown

    def _pass_target(self) -> None:
        """Pass over what follows the text of a link: `](address "title")` or `][label]`."""
        closed = re.compile(r"[*_~`]*\]").match(self.text, self.cursor, self.end)
        if not closed:
            return
        self.cursor = closed.end()
        opening = self.text[self.cursor : self.cursor + 1]
        if opening == "[":
            self._pass("]")
        elif opening == "(":
            depth = 0
            for index in range(self.cursor, self.end):
                depth += {"(": 1, ")": -1}.get(self.text[index], 0)
                if depth == 0:
                    self.cursor = index + 1
                    return
