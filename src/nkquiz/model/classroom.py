"""A class, a drill of it, and what was answered in it. A paper that was marked is kept as a drill too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from nkquiz.model.quiz import Answer, Question

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Student:
    """Someone on a roster.

    `id` tells students apart for ever: the roster's own, else the email address, else the name. `factor` is by how much
    a time limit is stretched. `line` is where the roster has it.
    """

    id: str
    name: str
    email: str = ""
    team: str = ""
    factor: float = 1.0
    line: int = 0


class DrillMode(StrEnum):
    """How a class answers."""

    HOT_SEAT = "hot-seat"  # each student is called in turn
    TEAMS = "teams"  # the teams take turns, and in each its students
    CLASS = "class"  # all at once: the answer is shown, and nobody's own is kept
    PAPER = "paper"  # each student answered every question, on paper


@dataclass(frozen=True, slots=True)
class DrillSettings:
    """How a drill is played. `limit` is the seconds for each question, before a student's factor; 0 for no limit."""

    seed: int
    mode: DrillMode
    limit: float = 0.0


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as it was begun: who, and what is asked. `id` is unlike that of any other; `name` is for people."""

    id: str
    bank: str
    name: str
    started: datetime
    settings: DrillSettings
    students: tuple[Student, ...]
    questions: tuple[Question, ...]
    ended: datetime | None = None


class TurnKind(StrEnum):
    """What can happen in a drill."""

    ANSWER = "answer"
    SKIP = "skip"  # the question is passed over
    ABSENT = "absent"  # the student is not here from now on
    PRESENT = "present"  # the student is here after all


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened in a drill.

    An answer has the id of the student who gave it (of none: the whole class) and, on paper, the letter of the variant.
    A skipped question has its id in `question`.
    """

    kind: TurnKind
    student: str = ""
    question: str = ""
    answer: Answer | None = None
    variant: str = ""
