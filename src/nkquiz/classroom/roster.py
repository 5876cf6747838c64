"""Reading a roster: CSV as people, spreadsheets and gradebooks write it, or one name a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nkquiz.classroom.sheet import (
    DELIMITERS,
    NONE,
    Fault,
    Record,
    clean,
    decoded,
    first_cells,
    heading,
    headings,
    likeliest,
    records,
    without_separator,
)
from nkquiz.errors import InputError
from nkquiz.model import Student

# What columns are called, without blanks and punctuation. Of several for one thing, the first that has something in it.
NAMES = ("name", "student", "studentname", "fullname", "displayname", "pupil", "learner")
FIRST_NAMES = ("firstname", "givenname", "forename", "first")
LAST_NAMES = ("lastname", "surname", "familyname", "last")
IDS = tuple("id idnumber studentid studentnumber sisuserid sisid sisloginid username login loginid".split())
EMAILS = ("email", "emailaddress", "mail")
TEAMS = ("team", "group", "teamname", "groupname", "groups")
EXTRA = ("extratime", "extra")  # what is added: 25% is a factor of 1.25
FACTORS = ("timefactor", "factor", "timemultiplier", *EXTRA)
_KNOWN = {*NAMES, *FIRST_NAMES, *LAST_NAMES, *IDS, *EMAILS, *TEAMS, *FACTORS}
_NAMING = {*NAMES, *FIRST_NAMES, *LAST_NAMES}
_LEAST, _MOST = 0.5, 10.0  # factors beyond are slips of the pen
_FACTOR = re.compile(r"(\+?)\s*(\d+(?:[.,]\d+)?)\s*(%?)\s*(extra|more)?", re.IGNORECASE)
_DELIMITED = re.compile(r"[;\t|]|,(?=\S)")  # "Lund, Ana" is a name, "Lund,Ana" are two cells
_MORE = "more than a name, but no heading says what; write a line of headings, such as name,email"
_HINT = "mend these lines and try again; nothing was taken from the file"
_COLUMNS = "call a column `name`, or two `first name` and `last name`; see docs/reports.md"


def read_roster(data: bytes, name: str) -> tuple[Student, ...]:
    """Return the students on a roster, in its order. `name` is the file's, for messages.

    Raises:
        InputError: it can't be read, or has faults: all of them at once, each as `file:line: message`.
    """
    text, delimiter = without_separator(decoded(data, name))
    table = _table(text, delimiter, name)
    students, faults = _students(table)
    faults += [*table.faults, *_twice(students)]
    if faults:
        found = sorted({(fault.line, fault.message) for fault in faults})
        raise InputError("\n".join(f"{name}:{line}: {message}" for line, message in found), _HINT)
    if not students:
        raise InputError(f"there is no student in {name}", "write one name a line, or a table with a column `name`")
    return tuple(student for student, _ in students)


def delimiter_of(data: bytes, name: str) -> str:
    """Return what stands between the cells of a roster; a comma where it has one name a line."""
    text, delimiter = without_separator(decoded(data, name))
    best = delimiter or likeliest(text, lambda title: title in _KNOWN)
    return best if len(first_cells(text, best)) > 1 else ","


@dataclass(frozen=True)
class _Table:
    """A roster's rows, the place of each heading, and what could not be read."""

    places: Mapping[str, int]
    width: int
    rows: tuple[Record, ...]
    faults: tuple[Fault, ...]

    def filled(self, names: Iterable[str]) -> str:
        """Return the first of these columns that has something in it, or an empty text."""
        there = (name for name in names if name in self.places)
        return next((name for name in there if any(self.cell(row, name).strip() for row in self.rows)), "")

    def cell(self, row: Record, name: str) -> str:
        """Return what a row has in a column; nothing where it has no such one."""
        place = self.places.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""

    @property
    def is_canvas(self) -> bool:
        """Say whether it is an export of Canvas' gradebook: that has rows which are no students."""
        named = {"student", "lastname"} & set(self.places)
        return bool(named and {"sisuserid", "sisloginid", "section"} & set(self.places))


def _table(text: str, delimiter: str, name: str) -> _Table:
    best = delimiter or likeliest(text, _KNOWN.__contains__)
    head = headings(text, best)
    if _NAMING & set(head):
        # Where there is one column, nothing is known of the delimiter, and nothing needs to be.
        found = list(records(text, best if len(head) > 1 else NONE))
        places = {heading_: place for place, heading_ in reversed([*enumerate(head)])}
        rows = [each for each in found if isinstance(each, Record)][1:]
        faults = [each for each in found if isinstance(each, Fault)]
        if len(head) == 1:
            faults += _crowded(rows)
        return _Table(places, len(head), tuple(rows), tuple(faults))
    return _bare(text, name, best)


def _bare(text: str, name: str, delimiter: str) -> _Table:
    """Return the table of a file without headings, one name a line."""
    found = list(records(text, NONE))
    rows = [each for each in found if isinstance(each, Record)]
    if rows:
        cells = [cell.strip() for cell in first_cells(text, delimiter)]
        known = any(heading(cell) in _KNOWN for cell in cells)
        if known or "@" in rows[0].cells[0] or _DELIMITED.search(rows[0].cells[0]):
            listed = ", ".join(cell for cell in cells if cell)
            raise InputError(f"{name}:{rows[0].line}: no column for names; there is: {listed}", _COLUMNS)
    faults = [each for each in found if isinstance(each, Fault)]
    faults += _crowded(rows) + [Fault(row.line, _MORE) for row in rows if _DELIMITED.search(row.cells[0])]
    return _Table({"name": 0}, 1, tuple(rows), tuple(faults))


def _crowded(rows: Iterable[Record]) -> list[Fault]:
    """Return the rows of a single column in which an email address stands beside the name."""
    crowded = (row for row in rows if "@" in row.cells[0] and any(mark in row.cells[0] for mark in DELIMITERS))
    return [Fault(row.line, _MORE) for row in crowded]


def _students(table: _Table) -> tuple[list[tuple[Student, str]], list[Fault]]:
    """Return the students, each with what their id was taken from, and the faults of their rows."""
    students: list[tuple[Student, str]] = []
    faults: list[Fault] = []
    ids, email, team, factor, names, first, last = (
        table.filled(each) for each in (IDS, EMAILS, TEAMS, FACTORS, NAMES, FIRST_NAMES, LAST_NAMES)
    )
    for row in table.rows:
        if table.is_canvas and _is_no_student(table, row):
            continue
        if (count := len(row.cells)) < table.width or any(cell.strip() for cell in row.cells[table.width :]):
            wrong = f"{count} cells, but {table.width} headings; a name with the delimiter in it needs quotation marks"
            faults.append(Fault(row.line, wrong))
            continue
        try:
            id_, mail, in_team, full = (clean(table.cell(row, each)) for each in (ids, email, team, names))
            full = full or clean(f"{table.cell(row, first)} {table.cell(row, last)}")
            if not full:
                raise ValueError("no name")
            stretched = _factor(table.cell(row, factor).strip(), factor in EXTRA)
        except ValueError as error:
            faults.append(Fault(row.line, str(error)))
            continue
        source = "id" if id_ else "email" if mail else "name"
        student = Student(id_ or mail.lower() or full, full, mail, in_team, stretched, row.line)
        students.append((student, source))
    return students, faults


def _is_no_student(table: _Table, row: Record) -> bool:
    """Say whether a row of Canvas' has the points, says how grades are posted, or is the student that it invents."""
    last, first = table.cell(row, "lastname"), table.cell(row, "firstname")
    name = heading(table.cell(row, "student") or f"{last} {first}")
    nobody = not table.cell(row, "id").strip()
    return name == "studenttest" or (nobody and name in ("", "pointspossible"))


def _factor(text: str, extra: bool) -> float:
    """Return a time factor: 1.5, 1,5, 150%, +50%, 50% extra. In a column of extra time 50% is 1.5 too.

    Raises:
        ValueError: it is no such number, or none that makes sense.
    """
    if not text:
        return 1.0
    if not (read := _FACTOR.fullmatch(text)):
        raise ValueError(f"'{clean(text)}' is no time factor; write 1.5, 150% or 50% extra")
    plus, digits, percent, more = read.groups()
    number = float(digits.replace(",", ".")) / (100 if percent else 1)
    adds = bool(plus or more or (extra and percent))
    if percent and not adds and number < 1:
        raise ValueError(f"a time factor of {text} is less than all of the time; for extra time write +{text}")
    factor = round(number + adds, 4)
    if not _LEAST <= factor <= _MOST:
        raise ValueError(f"a time factor of {text}; it may be {_LEAST:g} to {_MOST:g}")
    return factor


def _twice(students: Iterable[tuple[Student, str]]) -> list[Fault]:
    """Return the students whose id another has."""
    seen: dict[str, Student] = {}
    faults = []
    for student, source in students:
        if (first := seen.setdefault(student.id, student)) is student:
            continue
        message = f"the same {source}, {student.id}, as on line {first.line}"
        faults.append(
            Fault(student.line, message + ("" if source == "id" else "; add a column `id` to tell them apart"))
        )
    return faults
