"""The report as a workbook: students, questions and answers, with numbers that are numbers."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from nkquiz.errors import InputError
from nkquiz.model import Answer, Question
from nkquiz.quiz.grading import in_words
from nkquiz.render.drills.csv import QUESTION_COLUMNS, STUDENT_COLUMNS, question_rows, student_rows
from nkquiz.render.drills.report import DrillReport

ANSWER_COLUMNS = ("id", "name", "number", "answer", "right", "seconds")  # right is 1 or 0, to be added up
_WIDEST, _LONGEST = 60, 32_767  # characters: of a column, and of what a cell may hold
_FORMATS = {"share": "0%", "discrimination": "0.00", "points": "0.00", "seconds": "0.0"}


def write(report: DrillReport) -> bytes:
    """Return the workbook. The same report gives the same bytes.

    Raises:
        InputError: xlsxwriter is not installed.
    """
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise InputError(
            "workbooks need xlsxwriter, which is not installed", "python -m pip install 'nkquiz[xlsx]'"
        ) from error
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = report.drill.started.replace(tzinfo=None)  # in UTC
    book.set_properties({"title": _clean(report.drill.name), "created": made, "comments": "Written by nkquiz."})
    formats = {"head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})}
    formats |= {name: book.add_format({"num_format": shape}) for name, shape in _FORMATS.items()}
    formats["text"] = book.add_format({"num_format": "@"})
    _sheet(book, "Students", STUDENT_COLUMNS, list(student_rows(report)), formats)
    _sheet(book, "Questions", QUESTION_COLUMNS, list(question_rows(report)), formats)
    _sheet(book, "Answers", ANSWER_COLUMNS, list(_answers(report)), formats)
    book.close()
    return file.getvalue()


def _answers(report: DrillReport) -> Iterable[tuple[Any, ...]]:
    """Yield the values of ANSWER_COLUMNS of each answer."""
    names = {student.id: student.name for student in report.drill.students}
    questions = {question.id: (number, question) for number, question in enumerate(report.drill.questions, 1)}
    for student, answer in report.analysis.results.answers:
        if answer.question in questions:
            yield (student, names.get(student, ""), *_answer(*questions[answer.question], answer))


def _answer(number: int, question: Question, answer: Answer) -> tuple[Any, ...]:
    return number, in_words(question.form, answer.given), int(answer.right), answer.seconds


def _sheet(
    book: Any, name: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], formats: dict[str, Any]
) -> None:
    """Add a sheet whose head stays in sight. Text is written as text, whatever it begins with."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, formats["head"])
        width = max((len(str(row[place])) for row in rows), default=0)
        sheet.set_column(place, place, min(_WIDEST, max(width, len(column)) + 2))
    shapes = [formats.get(column) for column in columns]
    text, write_string, write_number = formats["text"], sheet.write_string, sheet.write_number
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    write_string(line, place, _clean(value), text)
            elif isinstance(value, bool):
                write_string(line, place, "yes" if value else "no")
            elif value is not None:
                write_number(line, place, value, shapes[place])
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _clean(text: str) -> str:
    """Return a text that a cell can hold: without control and direction characters, and not too long."""
    if text.isprintable() and len(text) <= _LONGEST:  # nearly all
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")[:_LONGEST]
