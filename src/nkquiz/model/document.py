"""Documents and lists of statements: what is checked, what is left out and why, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from nkquiz.model.report import Report, Verdict

if TYPE_CHECKING:
    from nkquiz.model.explanation import Explanation


class BlockKind(StrEnum):
    """What a block of a document is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list
    QUOTE = "quote"
    CELL = "cell"  # of a table
    CODE = "code"


class LeftOut(StrEnum):
    """Why a sentence is not checked."""

    HEADING = "heading"
    CODE = "code"
    BIBLIOGRAPHY = "bibliography"  # stands under a heading such as "References"
    FRAGMENT = "fragment"  # too few words for a sentence
    QUESTION = "question"
    FIRST_PERSON = "first_person"  # the writer on the text itself: "In this essay I will ..."
    OFF_SUBJECT = "off_subject"  # speaks of nothing that the source speaks of


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without markup, in single blanks. `start` and `end` are offsets in the document's text, `line` is
    the line on which it begins, counted from 1."""

    text: str
    start: int
    end: int
    line: int
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, quote, cell, or piece of code. `level` is that of a heading or of a nested list."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    level: int = 1


@dataclass(frozen=True)
class Document:
    """A text that is checked sentence by sentence."""

    name: str
    text: str
    blocks: tuple[Block, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks, in order."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, or a sentence of a document, with its report; without one, it was left out. `line` is 0 for
    statements that did not come from a file."""

    id: str | int
    text: str
    line: int = 0
    report: Report | None = None
    sentence: Sentence | None = None
    explanation: Explanation | None = None  # where one was asked for

    @property
    def left_out(self) -> LeftOut | None:
        """Why it is not checked, if it is not."""
        return self.sentence.left_out if self.sentence else None


@dataclass(frozen=True)
class Checked:
    """Everything that one run has looked at, in order. For a document, the items are its sentences one by one."""

    name: str
    items: tuple[Item, ...]
    document: Document | None = None

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in order."""
        return tuple(item.report for item in self.items if item.report)

    @cached_property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given, those that never were with 0."""
        counts = Counter(report.verdict for report in self.reports)
        return {verdict: counts[verdict] for verdict in Verdict}

    @cached_property
    def left_out(self) -> Mapping[LeftOut, int]:
        """How many sentences were left out for each reason that there was."""
        counts = Counter(item.left_out for item in self.items if item.left_out)
        return {reason: counts[reason] for reason in LeftOut if counts[reason]}
