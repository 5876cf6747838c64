"""Marking papers: a table of answers becomes the turns of a drill in which each student answered every question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkquiz.classroom.answers import Row, faulty, on_roster, read_table
from nkquiz.classroom.paper import Paper, labels, shown_ids
from nkquiz.classroom.sheet import Fault
from nkquiz.errors import InputError
from nkquiz.model import Arrangement, Choice, Entry, Form, Student, Turn, TurnKind
from nkquiz.quiz.grading import grade, read


@dataclass(frozen=True, slots=True)
class Marked:
    """The students and their turns; who has a variant but no answer; and the columns that nothing was taken from."""

    students: tuple[Student, ...]
    turns: tuple[Turn, ...]
    blank: tuple[Student, ...] = ()
    ignored: tuple[str, ...] = ()


def marked(paper: Paper, data: bytes, name: str, roster: Sequence[Student] = ()) -> Marked:
    """Return what came of a table of answers. With a roster, all its students are in it, in its order; those without a
    row are absent.

    Raises:
        InputError: the table has faults; all of them at once, each as `file:line: message`; or it has no answer.
    """
    table = on_roster(read_table(data, name, paper), roster)
    faults = [*table.faults, *_twice(table.rows)]
    turns: dict[str, list[Turn]] = {}
    for row in table.rows:
        turns[row.student.id] = list(_turns(paper, row, faults))
    if faults:
        raise faulty(faults, name)
    if not table.rows:
        raise faulty([Fault(1, "no student has a row")], name)
    if not any(row.cells for row in table.rows):
        raise InputError(f"{name}: no row has an answer", "fill in what was answered, save it, and mark again")
    students = tuple(roster) or tuple(row.student for row in table.rows)
    every = (turn for each in students for turn in turns.get(each.id, [Turn(TurnKind.ABSENT, each.id)]))
    blank = tuple(row.student for row in table.rows if row.variant and not row.cells)
    return Marked(students, tuple(every), blank, table.ignored)


def _twice(rows: Sequence[Row]) -> Iterator[Fault]:
    seen: dict[str, Row] = {}
    for row in rows:
        if (first := seen.setdefault(row.student.id.casefold(), row)) is not row:
            told = row.student.name if row.student.name == row.student.id else f"{row.student.name} ({row.student.id})"
            is_told = row.student.id in (row.student.name, row.student.email.lower())  # by that alone
            how = "; add a column `id` if these are two" if is_told else ", by the same id"
            yield Fault(row.line, f"{told} is on line {first.line} already{how}")


def _turns(paper: Paper, row: Row, faults: list[Fault]) -> Iterator[Turn]:
    """Yield a student's answers, in the paper's base order; a blank one is the empty answer, which is wrong."""
    if row.variant is None:
        yield Turn(TurnKind.ABSENT, row.student.id)
        return
    given: dict[str, str] = {}
    for number, shown in enumerate(row.variant.questions, 1):
        try:
            given[shown.id] = answer_read(shown.form, row.cells.get(number, ""))
        except ValueError as error:
            faults.append(Fault(row.line, f"question {number}: {error}"))
    for question in paper.questions:
        if question.id in given:
            answer = grade(question, given[question.id])
            yield Turn(TurnKind.ANSWER, row.student.id, question.id, answer, row.variant.letter)


def answer_read(form: Form, text: str) -> str:
    """Return what stands in a cell as an answer is kept; the letters are those that the variant's sheet has.

    Raises:
        ValueError: it has a letter that the question lacks, or is no answer to it.
    """
    if not text:
        return ""
    match form:
        case Choice():
            return _chosen(form, text)
        case Entry():
            return text  # whatever a student writes is an answer, if only a wrong one
        case Arrangement():
            return _arranged(form, text)


def _chosen(form: Choice, text: str) -> str:
    named = dict(zip(labels(form), shown_ids(form), strict=True))
    letter = text.strip(" .)(").upper()
    if letter in named:
        return named[letter]
    if not text[:1].isdigit() and (given := read(form, text)) is not None:
        return given
    raise ValueError(f"there is no option '{_cut(text)}'; it has {', '.join(named)}")


def _arranged(form: Arrangement, text: str) -> str:
    if (given := read(form, text)) is not None:
        return given
    named = dict(zip(labels(form), shown_ids(form), strict=True))
    letters = re.sub(r"[\s,;.>)-]", "", text).upper()
    if len(letters) == len(form.key) and set(letters) <= set(named):
        return " ".join(named[letter] for letter in letters)  # one letter twice: wrong, but an answer
    raise ValueError(
        f"'{_cut(text)}' is not {len(form.key)} of the letters {', '.join(named)}, one for each place; "
        "leave the cell empty if the student did not fill in all of them"
    )


def _cut(text: str) -> str:
    return text if len(text) <= 30 else text[:27] + "..."
