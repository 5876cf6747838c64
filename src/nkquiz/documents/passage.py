"""Passages: plain text of which every character knows where it stands in the original; cut into sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nkquiz.model import Block, BlockKind, Document, Sentence
from nkquiz.text import sentence_spans


@dataclass(frozen=True, slots=True)
class Passage:
    """The plain text of one block, with the offset in the original of each of its characters."""

    kind: BlockKind
    text: str
    offsets: Sequence[int]
    level: int = 1


def document(name: str, text: str, passages: Iterable[Passage]) -> Document:
    """Return a document of the passages that hold any word."""
    line_ends = [index for index, character in enumerate(text) if character == "\n"]
    blocks = (Block(p.kind, tuple(_sentences(p, line_ends)), p.level) for p in passages)
    return Document(name, text, tuple(block for block in blocks if block.sentences))


def _sentences(passage: Passage, line_ends: Sequence[int]) -> Iterable[Sentence]:
    """Yield the sentences of a passage; headings and code are never cut."""
    text = passage.text
    whole = passage.kind in (BlockKind.HEADING, BlockKind.CODE)
    stripped = (len(text) - len(text.lstrip()), len(text.rstrip()))
    for start, end in [stripped] if whole else sentence_spans(text):
        shown = text[start:end].strip("\n") if passage.kind is BlockKind.CODE else " ".join(text[start:end].split())
        if not any(character.isalnum() for character in shown):
            continue
        first, last = passage.offsets[start], passage.offsets[end - 1]
        yield Sentence(shown, first, last + 1, bisect_right(line_ends, first - 1) + 1)
