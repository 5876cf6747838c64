"""Plain text -> passages: paragraphs and, as far as they show, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.documents.passage import Passage
from nkquiz.model import BlockKind
from nkquiz.text import WRAP_WIDTH

MAX_HEADING = 12  # words
_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def read(text: str) -> Iterator[Passage]:
    """Yield the passages. In hard-wrapped text a blank line ends a paragraph, in other text every line does."""
    blocks = [(start, end) for start, end in _blocks(text) if text[start:end].strip()]
    for number, (start, end) in enumerate(blocks):
        block = text[start:end]
        item = _ITEM.match(block)
        start += item.end() if item else 0
        kind = BlockKind.ITEM if item else BlockKind.PARAGRAPH
        if not item and is_heading(block, first=number == 0 and len(blocks) > 1):
            kind = BlockKind.HEADING
        yield Passage(kind, text[start:end], range(start, end))


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    if max(end - start for start, end in lines) > WRAP_WIDTH:
        yield from lines
        return
    begun: int | None = None
    last = 0
    for start, end in lines:
        line = text[start:end]
        if begun is not None and (not line.strip() or _ITEM.match(line)):
            yield begun, last
            begun = None
        if line.strip():
            begun = start if begun is None else begun
            last = end
    if begun is not None:
        yield begun, last


def is_heading(block: str, first: bool) -> bool:
    """Say whether a block is a heading: one short line without a mark at its end, which stands at the very beginning
    or has capitals as titles have them."""
    line = block.strip()
    typed = re.findall(r"[^\W\d_][\w'’-]*", line)
    if "\n" in line or not typed or len(typed) > MAX_HEADING or _END.search(line):
        return False
    long = [word for word in typed if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return first or (bool(long) and capitals == len(long))
