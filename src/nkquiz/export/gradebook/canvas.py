"""Canvas: `Student,ID,SIS User ID,SIS Login ID,Section,Title`, with the points possible in a row under the headings.

Canvas finds students by ID, SIS id, login, name; columns by "Title (id)" or by title, and makes an assignment of a new
title. An empty cell takes a grade away; EX excuses. See `lib/gradebook_importer.rb` of canvas-lms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from nkquiz.errors import InputError
from nkquiz.export.gradebook import Filled, Grade, Grades, left_out, shown
from nkquiz.export.gradebook.matching import Key, Person, matched, name_key
from nkquiz.export.gradebook.raw import RawRow, RawSheet, made
from nkquiz.text import cell

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
EXCUSED = "EX"
POINTS = "    Points Possible"
KEYS = (Key("id", "id"), Key("sisuserid", "id"), Key("sisloginid", "id"), Key("sisloginid", "email"))
_NO_ASSIGNMENT = re.compile(r"(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)")
_WITH_ID = re.compile(r"(.*\S)\s*\(\d+\)", re.DOTALL)
_POSTING = re.compile(r"\s*(?:Muted|Manual Posting.*)?\s*", re.IGNORECASE)


def write(grades: Grades, template: RawSheet | None) -> Filled:
    """Return the file to be imported. See `Writer`."""
    _check_title(grades.title)
    return _fill(grades, template) if template else _new(grades)


def _check_title(title: str) -> None:
    """See that Canvas takes the title for an assignment's.

    Raises:
        InputError: it would be taken for something else.
    """
    wrong = ""
    if _NO_ASSIGNMENT.search(title):
        wrong = "Canvas takes it for one of its own totals"
    elif _WITH_ID.fullmatch(title):
        wrong = "Canvas takes a number in brackets at the end for an assignment's id"
    elif title in COLUMNS or not title.strip():
        wrong = "Canvas has a column of its own called so" if title.strip() else "it is empty"
    elif cell(title) != title:
        wrong = "a spreadsheet takes what begins so for a formula"
    if wrong:
        raise InputError(f"the title '{title}' can't be used: {wrong}", "give another one with --title")


def _mark(grade: Grade) -> str | None:
    """Return what stands in a student's cell; None where there is nothing to say."""
    if grade.points is not None:
        return shown(grade.points)
    return EXCUSED if grade.absent else None


def _new(grades: Grades) -> Filled:
    names = Counter(name_key(grade.student.name) for grade in grades.grades)
    faults = []
    rows = [[*COLUMNS, grades.title], [POINTS, "", "", "", "", shown(grades.of)]]
    for grade in grades.grades:
        student = grade.student
        if (mark := _mark(grade)) is None:
            continue
        id_ = "" if student.id in (student.name, student.email.lower()) else student.id
        name = cell(student.name)
        if not id_ and not student.email and (names[name_key(student.name)] > 1 or name != student.name):
            faults.append(f"{student.name} has neither id nor email, and can't be told by the name")
        rows.append([name, "", cell(id_), cell(student.email), "", mark])
    if faults:
        raise InputError("\n".join(faults), "give --template the gradebook's own export")
    note = "Canvas looks for the roster's ids among the SIS ids; --template with Canvas' own export is more certain"
    return Filled(made("", rows).to_bytes(), (note,))


def _fill(grades: Grades, template: RawSheet) -> Filled:
    head, place = template.head, _place(grades.title, template)
    people = list(_people(template))
    marks = {grade.student.id: mark for grade in grades.grades if (mark := _mark(grade)) is not None}
    students = [grade.student for grade in grades.grades if grade.student.id in marks]
    found = matched(students, people, KEYS, template.name, grades.may_miss)
    missing = [student for student in students if student.id not in found]
    cells = {found[id_].place: mark for id_, mark in marks.items() if id_ in found}
    rows = list(template.rows)
    replaced = sum(rows[row].value(place).strip() not in ("", mark) for row, mark in cells.items())
    is_new = place == len(template.titles)
    points = _points(rows, head)
    if points is not None:
        cells[points] = _worth(rows[points], place, grades, template.name)
    if is_new:
        cells |= {row: cells.get(row, "") for row in range(head + 1, len(rows)) if not rows[row].is_blank}
        cells[head] = grades.title
    rows = [row.put(place, cells[n], template.delimiter) if n in cells else row for n, row in enumerate(rows)]
    if points is None and is_new:
        line = RawRow(0, (POINTS,), rows[head].end or "\n").put(place, shown(grades.of), template.delimiter)
        rows.insert(head + 1, line)
        rows[head] = RawRow(rows[head].line, rows[head].cells, rows[head].end or "\n")
    sheet = RawSheet(template.name, tuple(rows), template.delimiter, template.encoding, template.mark)
    return Filled(sheet.to_bytes(), (*left_out(missing), *_notes(len(people) - len(found), replaced)))


def _notes(others: int, replaced: int) -> Iterable[str]:
    if others:
        yield f"{others} in the gradebook had nothing in this drill, or are not in it: their cells are as they were"
    if replaced:
        yield f"{replaced} of the cells had something else in them, which Canvas will replace"


def _place(title: str, template: RawSheet) -> int:
    """Return the column of the assignment, the one after the last where it is new.

    Raises:
        InputError: the file is no export of Canvas' gradebook, or has several such columns.
    """
    titles = template.titles
    line = template.rows[template.head].line
    named = bool({"student", "lastname"} & set(template.places))
    if not named or "id" not in template.places or "section" not in template.places:
        listed = ", ".join(titles[:8])
        raise InputError(
            f"{template.name}:{line}: not Canvas' gradebook, which has Student, ID and Section; this has {listed}",
            "in Canvas: Grades, Export, Export Entire Gradebook",
        )
    same = [n for n, each in enumerate(titles) if each == title or ((i := _WITH_ID.fullmatch(each)) and i[1] == title)]
    if len(same) > 1:
        raise InputError(
            f"{template.name}:{line}: several columns are called '{title}': {', '.join(titles[n] for n in same)}",
            "give another --title, or rename an assignment in Canvas",
        )
    return same[0] if same else len(titles)


def _points(rows: list[RawRow], head: int) -> int | None:
    return next((n for n in range(head + 1, len(rows)) if "Points Possible" in rows[n].value(0)), None)


def _worth(row: RawRow, place: int, grades: Grades, name: str) -> str:
    """Return the points possible for the assignment's cell.

    Raises:
        InputError: the gradebook has others, or the column can't be written.
    """
    there = row.value(place).strip()
    if not there:
        return shown(grades.of)
    try:
        same = abs(float(there.replace(",", ".")) - grades.of) < 0.005
    except ValueError:
        raise InputError(f"{name}:{row.line}: '{grades.title}' is {there}", "give another --title") from None
    if not same:
        raise InputError(
            f"{name}:{row.line}: '{grades.title}' is worth {there} points in the gradebook, not {shown(grades.of)}",
            f"give --points {there}, or another --title",
        )
    return row.value(place)


def _people(template: RawSheet) -> Iterable[Person]:
    """Yield the students of a gradebook; rows about assignments, and the student that Canvas invents, are none."""
    places = template.places
    for n, row in enumerate(template.rows):
        if n <= template.head or row.is_blank or "Points Possible" in row.value(0):
            continue
        if all(_POSTING.fullmatch(row.value(place)) for place in range(len(row.cells))):
            continue
        name = row.value(places["student"]) if "student" in places else _full(row, template)
        if name_key(name) != "test student":
            yield Person(n, row.line, {key.column: row.value(places.get(key.column, -1)) for key in KEYS}, name)


def _full(row: RawRow, template: RawSheet) -> str:
    first, last = (row.value(template.places.get(each, -1)) for each in ("firstname", "lastname"))
    return f"{first} {last}"
