"""The report as a table for programs and spreadsheets: a row for each student, or for each question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nkquiz.classroom.sheet import csv_text
from nkquiz.render.drills import By
from nkquiz.render.drills.report import DrillReport, key

STUDENT_COLUMNS = ("id", "name", "team", "right", "asked", "share", "points", "omitted", "absent")
QUESTION_COLUMNS = (
    "number", "question", "type", "topic", "claims", "prompt", "text", "key", "answers", "right", "share", "omitted",
    "discrimination", "options", "wrong", "reading",
)  # fmt: skip


def write(report: DrillReport) -> str:
    """Return the table. Shares are 0 to 1; several values of a cell are parted by "; "."""
    if report.by is By.STUDENTS:
        return csv_text(STUDENT_COLUMNS, student_rows(report))
    return csv_text(QUESTION_COLUMNS, question_rows(report))


def student_rows(report: DrillReport) -> Iterator[tuple[Any, ...]]:
    """Yield the values of STUDENT_COLUMNS of each student."""
    for line in report.analysis.students:
        student = line.student
        yield (
            student.id,
            student.name,
            student.team,
            line.right,
            line.asked,
            _rounded(line.share),
            line.points(report.of),
            line.omitted,
            line.absent,
        )


def question_rows(report: DrillReport) -> Iterator[tuple[Any, ...]]:
    """Yield the values of QUESTION_COLUMNS of each question."""
    for line in report.analysis.questions:
        question = line.question
        options = (f"{each.letter}{' (key)' if each.is_key else ''}: {each.count}" for each in line.drawn)
        yield (
            line.number,
            question.id,
            question.type,
            question.topic,
            "; ".join(question.claims),
            question.prompt,
            question.text,
            key(question),
            line.answers,
            line.right,
            _rounded(line.share),
            line.omitted,
            _rounded(line.discrimination),
            "; ".join(options),
            "; ".join(f"{text}: {count}" for text, count in line.wrong),
            "; ".join(line.readings),
        )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
