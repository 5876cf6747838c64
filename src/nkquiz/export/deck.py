"""What is exported, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkquiz.model import Bank, Question

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deck:
    """Questions to be carried elsewhere, with the bank that they were made from.

    `made` is when, with a time zone: programs that update what they have ask which is newer.
    """

    title: str
    bank: Bank
    questions: tuple[Question, ...]
    made: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that a format can't hold, and why."""

    question: Question
    why: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes, and the questions that are not in it. Nothing is ever cut to fit."""

    data: bytes
    left_out: tuple[LeftOut, ...] = ()
