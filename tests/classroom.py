"""What the tests of drills share: a class, a paper with its answers, and the report that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from progress import NOW

from nkquiz.classroom.results import Results, results
from nkquiz.model import (
    Choice,
    Drill,
    DrillMode,
    DrillSettings,
    Entry,
    Option,
    Question,
    Student,
    Turn,
    TurnKind,
)
from nkquiz.quiz.grading import grade

FOUR = Choice(tuple(Option(id_, text) for id_, text in zip("kxyz", ("Key", "Ex", "Why", "Zed"), strict=True)), "k")
TYPED = Entry(("Berg",))


def asked(number: int, form: Choice | Entry = FOUR) -> Question:
    """Return a question whose claim has the same number."""
    return Question(f"q{number}", "choice", (f"c{number}",), "topic", f"What is {number}?", form)


def drilled(
    students: Sequence[Student],
    questions: Sequence[Question],
    given: Mapping[str, str | Sequence[str | None]],
    mode: DrillMode = DrillMode.PAPER,
    absent: Sequence[str] = (),
) -> Results:
    """Return what came of a drill: `given` has what each student answered, question by question; None: not asked."""
    turns = [Turn(TurnKind.ABSENT, id_) for id_ in absent]
    for id_, answers in given.items():
        for question, text in zip(questions, answers, strict=False):
            if text is not None:
                turns.append(Turn(TurnKind.ANSWER, id_, question.id, grade(question, text)))
    drill = Drill("d" * 24, "brill-library", "7b", NOW, DrillSettings(7, mode), tuple(students), tuple(questions), NOW)
    return results(drill, turns)


def pupils(number: int) -> list[Student]:
    """Return so many students, s1 and so on."""
    return [Student(f"s{n}", f"Student {n}") for n in range(1, number + 1)]
