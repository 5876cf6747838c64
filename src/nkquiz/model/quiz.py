"""Question, option, answer and score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose from. `id` is stable and never a position; `why` says what is wrong with a lure.

    `letter` chooses it, beside the digit of its position, where a letter is natural (t for true).
    """

    id: str
    text: str
    why: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """An item made from a claim: what is asked, the options, and the id of the key."""

    id: str
    type: str
    claim: str
    topic: str
    prompt: str
    options: tuple[Option, ...]
    key: str  # the id of the right option

    def option(self, id_: str) -> Option:
        """Return the option with that id."""
        return next(option for option in self.options if option.id == id_)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question, and whether it was right."""

    question: str
    claim: str
    option: str
    right: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many questions were answered, and how many of them right."""

    right: int
    answered: int
