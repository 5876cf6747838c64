"""What came of a drill: who answered what, how each student, team and claim did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from nkquiz.model import Answer, Drill, Student, Turn, TurnKind


@dataclass(frozen=True)
class Results:
    """A drill with the answers that hold, in their order, each with the student's id, and who was absent at the end."""

    drill: Drill
    answers: tuple[tuple[str, Answer], ...]
    absent: frozenset[str] = frozenset()

    @cached_property
    def by_student(self) -> dict[str, tuple[Answer, ...]]:
        """The answers of each student of the roster, by id."""
        found: dict[str, list[Answer]] = {student.id: [] for student in self.drill.students}
        for id_, answer in self.answers:
            if id_ in found:
                found[id_].append(answer)
        return {id_: tuple(answers) for id_, answers in found.items()}

    @cached_property
    def by_question(self) -> dict[str, tuple[tuple[str, Answer], ...]]:
        """The answers to each question, by its id, each with the student's id."""
        found: dict[str, list[tuple[str, Answer]]] = {question.id: [] for question in self.drill.questions}
        for id_, answer in self.answers:
            if answer.question in found:
                found[answer.question].append((id_, answer))
        return {id_: tuple(pairs) for id_, pairs in found.items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers, and how many of them right: of a student, a team or a claim, by its id."""

    id: str
    right: int
    answered: int

    @property
    def share(self) -> float | None:
        """The share of right answers, 0 to 1; None where there are none."""
        return self.right / self.answered if self.answered else None


def results(drill: Drill, turns: Iterable[Turn]) -> Results:
    """Return what came of a drill from what happened in it."""
    answers: list[tuple[str, Answer]] = []
    absent: set[str] = set()
    for turn in turns:
        if turn.answer:
            answers.append((turn.student, turn.answer))
        elif turn.kind is TurnKind.ABSENT:
            absent.add(turn.student)
        elif turn.kind is TurnKind.PRESENT:
            absent.discard(turn.student)
    return Results(drill, tuple(answers), frozenset(absent))


def by_student(found: Results) -> list[tuple[Student, Tally]]:
    """Return each student of the roster, in its order, with their tally."""
    return [
        (student, _tally(student.id, (answer.right for answer in found.by_student[student.id])))
        for student in found.drill.students
    ]


def by_team(found: Results) -> list[Tally]:
    """Return the teams with their tallies, in the roster's order."""
    teams: dict[str, list[bool]] = {student.team: [] for student in found.drill.students}
    for student in found.drill.students:
        teams[student.team] += [answer.right for answer in found.by_student[student.id]]
    return [_tally(team, rights) for team, rights in teams.items()]


def by_claim(found: Results) -> list[Tally]:
    """Return the claims that were asked about, those known least first; of equals, the one that was asked first."""
    claims: dict[str, list[bool]] = {}
    for _, answer in found.answers:
        for mark in answer.marks:
            claims.setdefault(mark.claim, []).append(mark.right)
    return sorted((_tally(claim, rights) for claim, rights in claims.items()), key=lambda tally: tally.share or 0)


def _tally(id_: str, rights: Iterable[bool]) -> Tally:
    rights = tuple(rights)
    return Tally(id_, sum(rights), len(rights))


def to_go_over(found: Results, at_most: int = 10) -> Sequence[Tally]:
    """Return the claims to go over again: those that fewer than three in four knew, known least first."""
    return [tally for tally in by_claim(found) if (tally.share or 0) < 0.75][:at_most]
