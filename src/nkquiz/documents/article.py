"""Bytes -> Article: a source as its own paragraphs, in whatever format it came.

A bank numbers and fingerprints sentences; all that does so cuts `Article.text`, so that they always agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from nkquiz.documents import docx, html, markdown, plain
from nkquiz.documents.passage import Passage
from nkquiz.documents.reading import DOCX, FOREIGN, READERS, check_size, decode
from nkquiz.errors import InputError
from nkquiz.model import BlockKind
from nkquiz.text import paragraphs

HTML = frozenset((".html", ".htm", ".xhtml"))
_LEFT_OUT = frozenset((BlockKind.CODE,))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or item, on one line."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Article:
    """A source. `text` is what `nkquiz.text.paragraphs` cuts into the texts of `paragraphs`; title, author and date
    are what the file itself says of them, or ""."""

    paragraphs: tuple[Paragraph, ...]
    text: str
    title: str = ""
    author: str = ""
    date: str = ""


def read_article(data: bytes, name: str) -> Article:
    """Return the article in `data`, which were read from the file `name`: .txt, .md, .docx or .html.

    Raises:
        InputError: it cannot be read.
    """
    check_size(data, name)
    suffix = PurePath(name).suffix.lower()
    if suffix == DOCX:
        return _of(docx.read(data, name)[1])
    if suffix in HTML:
        page = html.read(data, name)
        return _of(page.passages, page.title, page.author, page.date)
    if suffix in FOREIGN:
        raise InputError(f"cannot read {name}: a {suffix} file", "save it as .docx, .html, .md or .txt")
    text = decode(data, name)
    if READERS.get(suffix) is markdown.read:
        head = markdown.front_matter(text)
        author = head.get("author") or head.get("authors") or ""
        return _of(markdown.read(text), head.get("title", ""), author, head.get("date", ""))
    return _plain(text)


def _of(passages: Iterable[Passage], title: str = "", author: str = "", date: str = "") -> Article:
    found = ((passage.kind, " ".join(passage.text.split())) for passage in passages if passage.kind not in _LEFT_OUT)
    kept = tuple(Paragraph(text, kind) for kind, text in found if text)
    return Article(kept, "\n\n".join(paragraph.text for paragraph in kept), title, author, date)


def _plain(text: str) -> Article:
    """Take plain text as it is: the banks that there are have been made so."""
    cut = paragraphs(text)
    found = tuple(
        Paragraph(
            line,
            BlockKind.HEADING if plain.is_heading(line, first=not number and len(cut) > 1) else BlockKind.PARAGRAPH,
        )
        for number, line in enumerate(cut)
    )
    return Article(found, text)
