"""Questions and the forms they take, what is answered, and how that is counted.

A question's `type` says how it was made. Its `form` says how it is answered: everything that shows, reads, grades or
exports questions looks at the form alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
class Choice:
    """Choose one of the options. `key` is the id of the right one. `fixed` options (true, false) keep their order."""

    options: tuple[Option, ...]
    key: str
    fixed: bool = False

    def option(self, id_: str) -> Option | None:
        """Return the option with that id, or None."""
        return next((option for option in self.options if option.id == id_), None)


class EntryKind(StrEnum):
    """What is typed: it decides what a grader forgives."""

    WORDS = "words"  # a name or a few words: case, accents, articles and small typing errors don't count
    NUMBER = "number"  # a number in any format
    DATE = "date"  # a day, month or year, as exact as what is asked


@dataclass(frozen=True, slots=True)
class Entry:
    """Type the answer.

    `accepted` holds every text that is right, the one to show first; `wrong` what is known to be wrong, with the
    reason. `hint` tells how to answer. A number counts if it differs by at most `tolerance`, a fraction of the right
    one; one that is typed without a unit has the `unit`, which is written as people write it.
    """

    accepted: tuple[str, ...]
    kind: EntryKind = EntryKind.WORDS
    hint: str = ""
    unit: str = ""
    tolerance: float = 0.0
    wrong: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Put one of the items into each slot. `key` holds the ids of the items and `claims` the ids of the claims, slot by
    slot. To put items in order, the slots have no text."""

    slots: tuple[str, ...]
    items: tuple[Option, ...]
    key: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def is_order(self) -> bool:
        """Say whether the items are to be put in order."""
        return not any(self.slots)

    def item(self, id_: str) -> Option:
        """Return the item with that id."""
        return next(item for item in self.items if item.id == id_)


Form = Choice | Entry | Arrangement


@dataclass(frozen=True, slots=True)
class Question:
    """An item made from a claim: what is asked about which text, and how it is answered.

    `claims` are the ids of the claims that it is about, the one that it was made from first; what the source does not
    say is asked under the id of its unknown. `explanation` is told after the answer, beside the claims.
    """

    id: str
    type: str
    claims: tuple[str, ...]
    topic: str
    prompt: str
    form: Form
    text: str = ""
    explanation: str = ""

    @property
    def claim(self) -> str:
        """The id of the claim that the question was made from."""
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether an answer was right about one claim."""

    claim: str
    right: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a question, and whether it was right.

    `given` is the option's id, the text that was typed, or the items' ids slot by slot, separated by blanks; it is
    empty when the time was up. `seconds` is None where nobody waited for a person. `confidence` is 1, 2 or 3 (sure),
    None if it was not asked for.
    """

    question: str
    type: str
    given: str
    right: bool
    marks: tuple[Mark, ...]
    seconds: float | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How many questions were answered, how many of them right, and the points of confidence-based marking: None where
    no answer says how sure it was."""

    right: int
    answered: int
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How a round is played. `limit` is the seconds for each question, the factor of a pupil who needs more already in;
    0 for no limit."""

    seed: int
    count: int = 10
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    exam: bool = False
    review: bool = False
    confidence: bool = False
    limit: float = 0.0
