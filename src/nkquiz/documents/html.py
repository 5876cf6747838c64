"""Web pages -> passages: the article without menus, adverts and comments, which trafilatura tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from nkquiz.documents.passage import Passage
from nkquiz.errors import InputError
from nkquiz.model import BlockKind

INSTALL = "python -m pip install 'nkquiz[html]'"
_KINDS = {"head": BlockKind.HEADING, "quote": BlockKind.QUOTE, "code": BlockKind.CODE}
_GROUPS = {"list": ("item", BlockKind.ITEM), "table": ("cell", BlockKind.CELL)}


class Page(NamedTuple):
    """The passages of a page, and what it says of itself; "" where it is silent."""

    passages: list[Passage]
    title: str
    author: str
    date: str


def read(data: bytes, name: str) -> Page:
    """Return the main text of a page.

    Raises:
        InputError: trafilatura is not installed, or finds no article.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(f"cannot read {name}: trafilatura is not installed", INSTALL) from error
    try:
        found: Any = trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)
    except Exception as error:  # lxml and its helpers each have their own
        raise InputError(f"cannot read {name}: no web page, or a damaged one", _HINT) from error
    passages = list(_passages(found.body)) if found is not None and found.body is not None else []
    if not passages:
        raise InputError(f"found no article in {name}", _HINT)
    return Page(passages, found.title or "", found.author or "", found.date or "")


_HINT = "copy its text into a .txt file"


def _passages(body: Any) -> Iterator[Passage]:
    for element in body:
        inner, kind = _GROUPS.get(str(element.tag), ("", _KINDS.get(str(element.tag), BlockKind.PARAGRAPH)))
        for part in element.iter(inner) if inner else [element]:
            text = " ".join("".join(str(piece) for piece in part.itertext()).split())
            if text:
                level = str(part.get("rend") or "")[-1:]
                yield Passage(kind, text, range(len(text)), int(level) if level.isdigit() else 1)
