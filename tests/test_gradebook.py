"""Gradebooks of Canvas and Moodle: golden files, what is kept byte for byte, and what can't be told for certain."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.errors import InputError
from nkquiz.export.gradebook import GRADEBOOKS, Grade, Grades, shown, writer
from nkquiz.export.gradebook.raw import read
from nkquiz.model import Student

GOLDEN = Path(__file__).resolve().parent / "gradebooks"
ANA = Student("s-1", "Ana Lund", "ana@x.org")
BO = Student("bberg@x.org", "Bo Berg", "BBerg@x.org")
CY = Student('O\'Neil, "Cy"', 'O\'Neil, "Cy"', "cy@x.org")
DAG = Student("dag@x.org", "Dag Moe", "dag@x.org")
ROSTER = Grades("Quiz 1", 10, (Grade(ANA, 8.25), Grade(BO, 10), Grade(CY, None, absent=True), Grade(DAG, None)))
GRADEBOOK = """\
Student,ID,SIS User ID,SIS Login ID,Section
Points Possible,,,,
"Lund, Ana",501,s-1,alund,7b
"Lund, Ana",502,s-2,alund2,7b
"Berg, Bo",503,,bberg@x.org,7b
"""


def filled(name: str, grades: Grades = ROSTER, template: str | bytes | None = None) -> bytes:
    """Return the file for a gradebook. A template is its content."""
    content = template.encode() if isinstance(template, str) else template
    return writer(name)(grades, None if content is None else read(content, "g.csv")).data


def of(*students: Student) -> Grades:
    return Grades("Quiz 1", 10, tuple(Grade(student, 5) for student in students))


@pytest.mark.parametrize("name", GRADEBOOKS)
def test_golden(name: str):
    """The files are those that a person has looked at: filled from the gradebook's own export, and of the roster."""
    template = (GOLDEN / f"{name}-template.csv").read_bytes()
    assert filled(name, template=template) == (GOLDEN / f"{name}-filled.csv").read_bytes()
    assert filled(name) == (GOLDEN / f"{name}-roster.csv").read_bytes()


def test_canvas_keeps_what_is_not_ours():
    """But for cells of the column that is filled, every byte of Canvas' export stays."""
    template = (GOLDEN / "canvas-template.csv").read_bytes().split(b"\r\n")
    written = filled("canvas", template=b"\r\n".join(template)).split(b"\r\n")
    changed = [n for n, (old, new) in enumerate(zip(template, written, strict=True)) if old != new]
    assert changed == [3, 4, 5]
    new = filled("canvas", replace(ROSTER, title="Drill"), b"\r\n".join(template)).split(b"\r\n")
    assert all(line.startswith(old) for old, line in zip(template, new, strict=True))
    added = [line[len(old) :].decode() for old, line in zip(template, new, strict=True)]
    assert added == [",Drill", ",", ",10", ",8.25", ",10", ",EX", ",", ",", ""]


def test_canvas_without_points():
    """A row of points is added where there is none and the assignment is new."""
    template = "Student;ID;SIS Login ID;Section\nAna Lund;7;ana@x.org;7b"
    assert filled("canvas", of(ANA), template).decode().splitlines() == [
        "Student;ID;SIS Login ID;Section;Quiz 1",
        "    Points Possible;;;;10",
        "Ana Lund;7;ana@x.org;7b;5",
    ]


@pytest.mark.parametrize(
    ("student", "row"),
    [
        pytest.param(Student("502", "Ana Lund"), 3, id="Canvas' id"),
        pytest.param(Student("s-2", "Ana Lund"), 3, id="the SIS id"),
        pytest.param(Student("ALUND2", "Ana L."), 3, id="the login"),
        pytest.param(Student("x", "B.", "BBerg@x.org"), 4, id="an email that is the login"),
        pytest.param(Student("Bo Berg", "Bo Berg"), 4, id="the name, written the other way"),
    ],
)
def test_who_is_who(student: Student, row: int):
    """A student is found by what is most certain, the name last."""
    lines = filled("canvas", of(student), GRADEBOOK).decode().splitlines()
    assert [n for n, line in enumerate(lines) if line.endswith(",5")] == [row]


FAULTS = [
    pytest.param(
        (Student("Ana Lund", "Ana Lund"),),
        ["g.csv:3: several rows for Ana Lund: lines 3, 4"],
        id="a name twice",
    ),
    pytest.param(
        (Student("9", "Cy Hall", "c@x.org"), Student("Zoe", "Zoe")),
        ["g.csv: no row for Cy Hall (9, c@x.org)", "g.csv: no row for Zoe"],
        id="not there",
    ),
    pytest.param(
        (Student("501", "Bo Berg"),),
        ["g.csv:3: Bo Berg (501) is here by id, but the name is on line 5"],
        id="the id is another's",
    ),
    pytest.param(
        (Student("501", "Ana Lund"), Student("s-1", "Ana Lund")),
        ["g.csv:3: both Ana Lund (501) and Ana Lund (s-1) match this row"],
        id="two for one row",
    ),
]


@pytest.mark.parametrize(("students", "messages"), FAULTS)
def test_uncertain(students: tuple[Student, ...], messages: list[str]):
    """Who can't be found for certain is named, all at once, and nothing is written."""
    with pytest.raises(InputError) as caught:
        filled("canvas", of(*students), GRADEBOOK)
    assert caught.value.message.splitlines() == messages
    assert "nothing was written" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "template", "cells"),
    [
        ("canvas", GRADEBOOK, ["Quiz 1", "10", "5", "", ""]),
        ("moodle", "Name,ID number\nAna Lund,s-1\nBo Berg,s-2\n", ["Quiz 1", "5"]),
    ],
)
def test_missing_may_be_left_out(name: str, template: str, cells: list[str]):
    """Who has no row is named, and left out where that is asked for; but somebody has to be found, and for certain."""
    zoe = Student("Zoe", "Zoe")
    with pytest.raises(InputError, match="no row for Zoe") as caught:
        filled(name, of(ANA, zoe), template)
    assert "--leave-out-missing" in caught.value.hint
    done = writer(name)(replace(of(ANA, zoe), may_miss=True), read(template.encode(), "g.csv"))
    assert [row[-1] for row in csv.reader(io.StringIO(done.data.decode()))] == cells
    assert done.notes[0] == "left out, since they have no row: Zoe"
    with pytest.raises(InputError, match="no row for Zoe"):
        filled(name, replace(of(zoe), may_miss=True), template)
    with pytest.raises(InputError, match="both Ana Lund") as caught:
        filled(name, replace(of(ANA, replace(ANA, id="S-1"), zoe), may_miss=True), template)
    assert "Zoe" not in caught.value.message


@pytest.mark.parametrize(
    ("name", "grades", "template", "message"),
    [
        ("canvas", of(ANA), "name,email\nAna Lund,a\n", "g.csv:1: not Canvas' gradebook"),
        ("canvas", of(ANA), "", "g.csv is empty"),
        ("canvas", of(ANA), 'Student,ID,Section\n"Ana,1,\n', "g.csv:2: a quotation mark is not closed"),
        ("canvas", of(ANA), "Student,ID,Section,Quiz 1 (7),Quiz 1\n", "g.csv:1: several columns are called 'Quiz 1'"),
        (
            "canvas",
            of(ANA),
            "Student,ID,Section,Quiz 1 (7)\nPoints Possible,,,20\nAna Lund,1,,\n",
            "g.csv:2: 'Quiz 1' is worth 20 points in the gradebook, not 10",
        ),
        (
            "canvas",
            of(ANA),
            "Student,ID,Section,Quiz 1\nPoints Possible,,,(read only)\nAna Lund,1,,\n",
            "g.csv:2: 'Quiz 1' is (read only)",
        ),
        ("canvas", replace(ROSTER, title="Quiz (7)"), None, "a number in brackets at the end"),
        ("canvas", replace(ROSTER, title="Final Score"), None, "one of its own totals"),
        ("canvas", replace(ROSTER, title="Section"), None, "a column of its own"),
        ("canvas", replace(ROSTER, title="=1+1"), None, "for a formula"),
        ("canvas", replace(ROSTER, title=" "), None, "it is empty"),
        (
            "canvas",
            of(Student("Bo", "Bo"), replace(ANA, id="1", name="BO", email="")),
            None,
            "Bo has neither id nor email",
        ),
        ("moodle", of(Student("Bo", "Bo"), ANA), None, "Bo has no email address"),
        ("moodle", of(ANA), "Name,Grade\nAna Lund,1\n", "g.csv:1: no column for ID number, username or email"),
        ("moodle", of(ANA, DAG), "Name,ID number,Email\nAna Lund,s-1,\nDag Moe,,d@x\n", "no column has something"),
        ("moodle", of(ANA), "Email,Quiz 1,Quiz 1 (Real)\nana@x.org,,\n", "g.csv:1: several columns are called"),
        ("moodle", replace(ROSTER, title="+1"), None, "for a formula"),
    ],
)
def test_faults(name: str, grades: Grades, template: str | None, message: str):
    """What would go wrong on import is refused before, with the file, the line, and what to do."""
    with pytest.raises(InputError) as caught:
        filled(name, grades, template)
    assert message in caught.value.message
    assert caught.value.hint


def test_notes():
    """What a teacher has to know before the import is told."""
    template = read((GOLDEN / "canvas-template.csv").read_bytes(), "g.csv")
    assert writer("canvas")(ROSTER, template).notes == (
        "1 in the gradebook had nothing in this drill, or are not in it: their cells are as they were",
        "1 of the cells had something else in them, which Canvas will replace",
    )
    assert writer("moodle")(replace(ROSTER, of=100), None).notes == (
        "in Moodle map from 'Email address', and 'Quiz 1' to its grade item",
        "2 without a grade are left out: Moodle takes a file whole or not at all",
    )


def test_formulas_are_guarded():
    """A name that a spreadsheet would run is guarded in files of our own making."""
    grades = of(Student("=1", "=cmd()", "@x"))
    for name in GRADEBOOKS:
        assert "'=cmd()" in filled(name, grades).decode()


@pytest.mark.parametrize(("points", "text"), [(10, "10"), (8.25, "8.25"), (0, "0"), (3.1, "3.1"), (100.0, "100")])
def test_points(points: float, text: str):
    """Points have a point, no zeros at the end, and no more than two places."""
    assert shown(points) == text


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"), max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_sheet_comes_back(rows: list[list[str]], end: str, encoding: str):
    """What is read and written again is what it was, byte for byte, and its cells are those of the csv module."""
    file = io.StringIO(newline="")
    table = csv.writer(file, lineterminator=end)
    table.writerow(["Name", "ID", "Email"])
    table.writerows(rows)
    data = file.getvalue().encode(encoding)
    sheet = read(data, "g.csv")
    assert sheet.to_bytes() == data
    assert [[row.value(n) for n in range(len(row.cells))] for row in sheet.rows[1:]] == rows
