"""Finding the students of a drill in the rows of a gradebook: by what is most certain first, and never by guessing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkquiz.errors import InputError
from nkquiz.model import Student
from nkquiz.text import normalise

_HINT = "nothing was written; give the roster a column `id` with what the gradebook has, or mend the names"
_LEAVE_OUT = "; --leave-out-missing writes the others"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a row of a gradebook: where it stands, what identifies them by column, and the name."""

    place: int
    line: int
    keys: Mapping[str, str]
    name: str


@dataclass(frozen=True, slots=True)
class Key:
    """A column of the gradebook that may hold what a student has as `id` or as `email`."""

    column: str
    of: str

    def value(self, student: Student) -> str:
        """Return what the student has, as it is compared."""
        return folded(student.email if self.of == "email" else student.id)


def folded(text: str) -> str:
    """Return a text as texts are compared: case, blanks and kinds of apostrophes don't count."""
    return normalise(text).casefold()


def name_key(name: str) -> str:
    """Return a name as names are compared: "Lund, Ana" is "Ana Lund"."""
    last, comma, first = name.partition(",")
    return folded(f"{first} {last}" if comma and "," not in first else name)


def matched(
    students: Iterable[Student], people: Sequence[Person], keys: Sequence[Key], file: str, may_miss: bool = False
) -> dict[str, Person]:
    """Return the row of each student, by the student's id. The first key that fits decides, then the name. Students
    without a row `may_miss`, but not all of them.

    Raises:
        InputError: a student has no row, several, or one that is another's; all such are named at once.
    """
    by_key: dict[str, dict[str, list[Person]]] = {key.column: {} for key in keys}
    by_name: dict[str, list[Person]] = {}
    for person in people:
        for column, index in by_key.items():
            if value := folded(person.keys.get(column, "")):
                index.setdefault(value, []).append(person)
        by_name.setdefault(name_key(person.name), []).append(person)
    found: dict[str, Person] = {}
    taken: dict[int, Student] = {}
    faults, missing = [], []
    for student in students:
        named = by_name.get(name_key(student.name), [])
        column, rows = _rows(student, keys, by_key)
        rows = rows or named
        if not rows:
            missing.append(f"{file}: no row for {_who(student)}")
        elif fault := _fault(student, column, rows, named):
            faults.append(f"{file}{fault}")
        elif (other := taken.setdefault(rows[0].place, student)) is not student:
            faults.append(f"{file}:{rows[0].line}: both {_who(other)} and {_who(student)} match this row")
        else:
            found[student.id] = rows[0]
    if not may_miss or not found:
        faults += missing
    if faults:
        raise InputError("\n".join(faults), _HINT + (_LEAVE_OUT if missing and not may_miss else ""))
    return found


def _rows(
    student: Student, keys: Sequence[Key], by_key: Mapping[str, Mapping[str, list[Person]]]
) -> tuple[str, list[Person]]:
    """Return the rows that the first key finds, and its column; nothing where none does."""
    for key in keys:
        if (value := key.value(student)) and (rows := by_key[key.column].get(value)):
            return key.column, rows
    return "", []


def _fault(student: Student, column: str, rows: Sequence[Person], named: Sequence[Person]) -> str:
    """Return what is wrong with the rows that were found for a student, after the file's name; else nothing."""
    lines = ", ".join(str(person.line) for person in rows)
    if len(rows) > 1:
        return f":{rows[0].line}: several rows for {_who(student)}: lines {lines}"
    if column and named and rows[0] not in named:
        where = ", ".join(str(person.line) for person in named)
        return f":{lines}: {_who(student)} is here by {column}, but the name is on line {where}"
    return ""


def _who(student: Student) -> str:
    known = [text for text in (student.id, student.email) if text and text != student.name]
    return f"{student.name} ({', '.join(dict.fromkeys(known))})" if known else student.name
