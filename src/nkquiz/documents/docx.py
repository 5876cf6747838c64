"""Word documents -> text and passages. The text has one line a paragraph: a line's number is the paragraph's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nkquiz.documents.passage import Passage
from nkquiz.errors import InputError
from nkquiz.model import BlockKind

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

INSTALL = "python -m pip install 'nkquiz[docx]'"
_STYLES = (
    ("Heading", BlockKind.HEADING),
    ("Title", BlockKind.HEADING),
    ("Subtitle", BlockKind.HEADING),
    ("List", BlockKind.ITEM),
    ("Quote", BlockKind.QUOTE),
    ("Intense Quote", BlockKind.QUOTE),
)


def read(data: bytes, name: str) -> tuple[str, list[Passage]]:
    """Return the text of a document and its passages. Headers, footers, footnotes and text boxes are not read.

    Raises:
        InputError: python-docx is not installed, or the file is no Word document.
    """
    try:
        import docx
    except ImportError as error:
        raise InputError(f"cannot read {name}: python-docx is not installed", INSTALL) from error
    from io import BytesIO

    try:
        found = list(_paragraphs(docx.Document(BytesIO(data))))
    except Exception as error:  # zipfile, lxml and python-docx each have their own
        raise InputError(
            f"cannot read {name}: it is no .docx document, or a damaged one", "save it again as .docx, .md or .txt"
        ) from error
    passages: list[Passage] = []
    lines: list[str] = []
    start = 0
    for kind, level, text in found:
        line = " ".join(text.split())
        passages.append(Passage(kind, line, range(start, start + len(line)), level))
        lines.append(line)
        start += len(line) + 1
    return "\n".join(lines), passages


def _paragraphs(word: Word) -> Iterator[tuple[BlockKind, int, str]]:
    """Yield kind, level and text of every paragraph, in order, those of tables among them."""
    from docx.table import Table

    for item in word.iter_inner_content():
        if isinstance(item, Table):
            seen = set()
            for cell in (cell for row in item.rows for cell in row.cells):
                if cell._tc not in seen:  # a merged cell stands in every row and column that it covers
                    seen.add(cell._tc)
                    yield from ((BlockKind.CELL, 1, paragraph.text) for paragraph in cell.paragraphs)
        else:
            yield _paragraph(item)


def _paragraph(paragraph: Paragraph) -> tuple[BlockKind, int, str]:
    style = (paragraph.style.name if paragraph.style else "") or ""
    level = re.search(r"\d$", style)
    kind = next((kind for prefix, kind in _STYLES if style.startswith(prefix)), BlockKind.PARAGRAPH)
    return kind, int(level.group()) if level else 1, paragraph.text
