"""What happened in drills as plain data: the list of all, and one turn by turn, from which all can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nkquiz.classroom.sheet import csv_text
from nkquiz.model import Drill, Turn
from nkquiz.progress.drills import Listed
from nkquiz.quiz.grading import in_words
from nkquiz.render.questions import questions_data

VERSION = 1
LIST_COLUMNS = ("id", "name", "bank", "mode", "started", "ended", "students", "questions", "answers")
LOG_COLUMNS = (
    "drill", "turn", "kind", "student", "name", "team", "question", "type", "claims", "variant", "given", "answer",
    "right", "marks", "seconds",
)  # fmt: skip


def list_data(drills: Iterable[Listed]) -> dict[str, Any]:
    """Return the drills as one JSON object; times are in UTC, and one that is open has ended at null."""
    return {"version": VERSION, "drills": [dict(zip(LIST_COLUMNS, _listed(one), strict=True)) for one in drills]}


def list_csv(drills: Iterable[Listed]) -> str:
    """Return a row for each drill."""
    return csv_text(LIST_COLUMNS, map(_listed, drills))


def _listed(one: Listed) -> tuple[Any, ...]:
    ended = one.ended.isoformat(timespec="seconds") if one.ended else None
    started = one.started.isoformat(timespec="seconds")
    return one.id, one.name, one.bank, one.mode.value, started, ended, one.students, one.questions, one.answers


def log_data(drill: Drill, turns: Sequence[Turn]) -> dict[str, Any]:
    """Return a drill and what happened in it as one JSON object."""
    return {
        "version": VERSION,
        "drill": {
            "id": drill.id,
            "name": drill.name,
            "bank": drill.bank,
            "mode": drill.settings.mode.value,
            "seed": drill.settings.seed,
            "limit": drill.settings.limit,
            "started": drill.started.isoformat(timespec="seconds"),
            "ended": drill.ended.isoformat(timespec="seconds") if drill.ended else None,
        },
        "students": [
            {"id": s.id, "name": s.name, "email": s.email, "team": s.team, "factor": s.factor} for s in drill.students
        ],
        "questions": questions_data(drill.questions)["questions"],
        "turns": [dict(zip(LOG_COLUMNS[1:], row[1:], strict=True)) for row in _rows(drill, turns, apart=True)],
    }


def log_csv(drill: Drill, turns: Sequence[Turn]) -> str:
    """Return a row for each turn: an answer, a question that was passed over, a student who went or came."""
    return csv_text(LOG_COLUMNS, _rows(drill, turns, apart=False))


def _rows(drill: Drill, turns: Sequence[Turn], apart: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the values of LOG_COLUMNS of each turn; what is a list is kept `apart`, or put into one text."""
    students = {student.id: student for student in drill.students}
    questions = {question.id: question for question in drill.questions}
    for number, turn in enumerate(turns, 1):
        answer, student = turn.answer, students.get(turn.student)
        asked = questions.get(answer.question if answer else turn.question)
        claims = list(asked.claims) if asked else []
        marks = {mark.claim: mark.right for mark in answer.marks} if answer else {}
        yield (
            drill.id,
            number,
            turn.kind.value,
            turn.student,
            student.name if student else "",
            student.team if student else "",
            asked.id if asked else "",
            asked.type if asked else "",
            claims if apart else "; ".join(claims),
            turn.variant,
            answer.given if answer else None,
            in_words(asked.form, answer.given) if answer and asked else None,
            answer.right if answer else None,
            marks if apart else "; ".join(f"{claim}: {'yes' if right else 'no'}" for claim, right in marks.items()),
            answer.seconds if answer else None,
        )
