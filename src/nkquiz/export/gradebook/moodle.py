"""Moodle: any headings, which the teacher maps by hand; students are found by one column, email or ID number.

One unknown user, or one grade that is no number, and Moodle takes nothing of the file; where the column that students
are found by is empty, it takes the student of the line before. So students without a grade are left out, and everybody
in the file has that column filled. See `grade/import/csv/classes/load_data.php` of Moodle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nkquiz.classroom.roster import EMAILS, FIRST_NAMES, LAST_NAMES
from nkquiz.errors import InputError
from nkquiz.export.gradebook import Filled, Grade, Grades, left_out, shown
from nkquiz.export.gradebook.matching import Key, Person, matched
from nkquiz.export.gradebook.raw import RawRow, RawSheet, made
from nkquiz.text import cell

KEYS = (
    Key("idnumber", "id"),
    Key("username", "id"),
    *(Key(column, of) for column in EMAILS for of in ("email", "id")),
)
_FULL = ("fullname", "name", "student")
_AT_MOST = 100  # unless a site allows more


def write(grades: Grades, template: RawSheet | None) -> Filled:
    """Return the file to be imported. See `Writer`."""
    if not grades.title.strip() or cell(grades.title) != grades.title:
        raise InputError(
            f"the title '{grades.title}' can't be used: it is empty, or what a spreadsheet takes for a formula",
            "give another one with --title",
        )
    graded = [grade for grade in grades.grades if grade.points is not None]
    return _fill(grades, graded, template) if template else _new(grades, graded)


def _new(grades: Grades, graded: Sequence[Grade]) -> Filled:
    students = [grade.student for grade in graded]
    has_id = all(student.id not in (student.name, student.email.lower()) for student in students)
    has_email = all(student.email for student in students)
    if not has_id and not has_email:
        without = [student.name for student in students if not student.email]
        raise InputError(
            "\n".join(
                f"{name} has no email address in the roster, by which Moodle could find them" for name in without
            ),
            "give the roster a column `email` or `id`, or give --template the gradebook's own export",
        )
    head = ["Full name", *["ID number"] * has_id, *["Email address"] * has_email, grades.title]
    rows = [head]
    for grade in graded:
        student = grade.student
        keys = [*[cell(student.id)] * has_id, *[cell(student.email)] * has_email]
        rows.append([cell(student.name), *keys, shown(grade.points or 0)])
    column = "Email address" if has_email else "ID number"
    return Filled(made("", rows).to_bytes(), tuple(_notes(grades, len(graded), column)))


def _fill(grades: Grades, graded: Sequence[Grade], template: RawSheet) -> Filled:
    place = _place(grades.title, template)
    students = [grade.student for grade in graded]
    found = matched(students, list(_people(template)), KEYS, template.name, grades.may_miss)
    missing = [student for student in students if student.id not in found]
    points = {found[id_].place: shown(each.points or 0) for each in graded if (id_ := each.student.id) in found}
    kept = [template.rows[n] for n in points]
    column = next((key.column for key in KEYS if _is_filled(key.column, kept, template)), None)
    if column is None:
        raise InputError(
            f"{template.name}: no column has something for everybody by which Moodle could find them",
            "export the gradebook with ID numbers or email addresses",
        )
    rows = [template.rows[template.head]]
    if place == len(template.titles):
        rows = [rows[0].put(place, grades.title, template.delimiter)]
    rows += [row.put(place, points[n], template.delimiter) for n, row in enumerate(template.rows) if n in points]
    rows = [replace(row, end=row.end or "\n") for row in rows]
    sheet = RawSheet(template.name, tuple(rows), template.delimiter, template.encoding, template.mark)
    named = template.titles[template.places[column]]
    return Filled(sheet.to_bytes(), (*left_out(missing), *_notes(grades, len(graded), named)))


def _is_filled(column: str, rows: Iterable[RawRow], template: RawSheet) -> bool:
    place = template.places.get(column, -1)
    return place >= 0 and all(row.value(place).strip() for row in rows)


def _place(title: str, template: RawSheet) -> int:
    """Return the column of the grades, the one after the last where there is none.

    Raises:
        InputError: the file is no export of Moodle's gradebook, or has several such columns.
    """
    titles, line = template.titles, template.rows[template.head].line
    if not {key.column for key in KEYS} & set(template.places):
        raise InputError(
            f"{template.name}:{line}: no column for ID number, username or email; it has {', '.join(titles[:8])}",
            "in Moodle: Grades, Export, Plain text file",
        )
    same = [n for n, each in enumerate(titles) if each in (title, f"{title} (Real)")]
    if len(same) > 1:
        raise InputError(f"{template.name}:{line}: several columns are called '{title}'", "give another --title")
    return same[0] if same else len(titles)


def _people(template: RawSheet) -> Iterable[Person]:
    """Yield the students of a gradebook."""
    places = template.places
    for n, row in enumerate(template.rows):
        if n > template.head and not row.is_blank:
            full, first, last = (_first(row, names, template) for names in (_FULL, FIRST_NAMES, LAST_NAMES))
            keys = {key.column: row.value(places.get(key.column, -1)) for key in KEYS}
            yield Person(n, row.line, keys, full or f"{first} {last}")


def _first(row: RawRow, names: Iterable[str], template: RawSheet) -> str:
    return next((row.value(template.places[name]) for name in names if name in template.places), "")


def _notes(grades: Grades, number: int, column: str) -> Iterable[str]:
    yield f"in Moodle map from '{column}', and '{grades.title}' to its grade item"
    if without := len(grades.grades) - number:
        yield f"{without} without a grade are left out: Moodle takes a file whole or not at all"
    if grades.of != _AT_MOST:
        yield (
            f"a grade item that Moodle makes itself is out of {_AT_MOST}: make one with a maximum of "
            f"{shown(grades.of)} first, or give --points {_AT_MOST}"
        )
