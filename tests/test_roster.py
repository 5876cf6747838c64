"""Rosters: as people write them, as spreadsheets and gradebooks export them, and what is wrong with them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.classroom.roster import read_roster
from nkquiz.classroom.sheet import clean
from nkquiz.errors import InputError
from nkquiz.model import Student

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (123),Final Score
,,,,,Manual Posting,(read only)
    Points Possible,,,,,10,
"Lund, Ana",501,s-1,alund,7b,8.5,85
"O’Neil, Bo",502,,boneil,7b,,
"Student, Test",599,,d41d8,7b,,
"""
MOODLE = (
    '"First name",Surname,"ID number",Institution,Department,"Email address",Essay\n'
    'Ana,Lund,,,,Ana@x.org,-\nBo,"O\'Neil",,,,bo@x.org,"8,5"\n'
)
CANVAS_NAMES = """\
LastName,FirstName,ID,SIS Login ID,Section,Essay (123)
    Points Possible,,,,,10
Lund,Ana,501,alund,7b,8
Student,Test,599,d41d8,7b,
"""
READ = [
    pytest.param("Ana Lund\n\nBo Berg\n", [("Ana Lund", "Ana Lund"), ("Bo Berg", "Bo Berg")], id="one name a line"),
    pytest.param('Lund, Ana\n"Berg, Bo"', [("Lund, Ana",) * 2, ("Berg, Bo",) * 2], id="last names first"),
    pytest.param("NAME\r\nAna\r\n\r\nBo\r\n", [("Ana", "Ana"), ("Bo", "Bo")], id="one column, CRLF"),
    pytest.param("Name,E-Mail\nAna,A@X.org\n", [("a@x.org", "Ana")], id="the email is the id, in lower case"),
    pytest.param("id;name\n007;Ana\n8;Bo", [("007", "Ana"), ("8", "Bo")], id="semicolons, and zeros in front"),
    pytest.param("name\tStudent-ID\nLund, Ana\t1", [("1", "Lund, Ana")], id="tabs, and commas in names"),
    pytest.param("name|username\nAna|al", [("al", "Ana")], id="pipes"),
    pytest.param("sep=;\nname;id\nAna;1\n", [("1", "Ana")], id="Excel's line about the separator"),
    pytest.param('name,id\n"Ana\nLund",1\nBo,2', [("1", "Ana Lund"), ("2", "Bo")], id="a line break in a name"),
    pytest.param("name,id\nAna,\nBo,2\n", [("Ana", "Ana"), ("2", "Bo")], id="an id is missing"),
    pytest.param("name,id,email\nAna,,a@x.org\n", [("a@x.org", "Ana")], id="no id at all"),
    pytest.param("First Name,Last name\nAna,Lund\n", [("Ana Lund",) * 2], id="two names"),
    pytest.param("name,house\nAna,north,,\n", [("Ana", "Ana")], id="other columns, and empty cells at the end"),
    pytest.param("name,id\nAna,1\nAna,2\n", [("1", "Ana"), ("2", "Ana")], id="two of one name, with ids"),
    pytest.param("name\nمريم\nJose\u0301\n", [("مريم",) * 2, ("Jos\xe9",) * 2], id="right to left, NFC"),
    pytest.param("name\n\u200eAna\u202e \u00a0Lund\n", [("Ana Lund",) * 2], id="direction characters go"),
    pytest.param(CANVAS, [("501", "Lund, Ana"), ("502", "O’Neil, Bo")], id="Canvas"),
    pytest.param(CANVAS_NAMES, [("501", "Ana Lund")], id="Canvas, two names"),
    pytest.param(MOODLE, [("ana@x.org", "Ana Lund"), ("bo@x.org", "Bo O'Neil")], id="Moodle"),
]
ENCODED = [(encoding, text) for encoding in ("utf-8", "utf-8-sig", "utf-16") for text in ("name;id\nÁna;1\n",)]
FACTORS = [
    ("1.5", 1.5), ("1,5", 1.5), ("150%", 1.5), ("150 %", 1.5), ("+50%", 1.5), ("25% extra", 1.25), ("25% more", 1.25),
    ("2", 2.0), ("", 1.0), ("0.5", 0.5), ("33.3% extra", 1.333),
]  # fmt: skip
CELLS = " cells, but 2 headings; a name with the delimiter in it needs quotation marks"
FAULTS = [
    pytest.param("name,id\n,1\nBo,2", ["r.csv:2: no name"], id="no name"),
    pytest.param("name,id\nAna,1\nBo,1", ["r.csv:3: the same id, 1, as on line 2"], id="an id twice"),
    pytest.param(
        "Ana\nBo\nAna\n",
        ["r.csv:3: the same name, Ana, as on line 1; add a column `id` to tell them apart"],
        id="a name twice",
    ),
    pytest.param(
        "name,email\nAna,a@x\nBo,A@x\n",
        ["r.csv:3: the same email, a@x, as on line 2; add a column `id` to tell them apart"],
        id="an email twice",
    ),
    pytest.param(
        'name,time factor\n"A\nB",much\nC,0\nD,-2\nE,100\nF,50%\n',
        [
            "r.csv:2: 'much' is no time factor; write 1.5, 150% or 50% extra",
            "r.csv:4: a time factor of 0; it may be 0.5 to 10",
            "r.csv:5: '-2' is no time factor; write 1.5, 150% or 50% extra",
            "r.csv:6: a time factor of 100; it may be 0.5 to 10",
            "r.csv:7: a time factor of 50% is less than all of the time; for extra time write +50%",
        ],
        id="factors, and lines counted through a name of two",
    ),
    pytest.param(
        "name,id\nLund, Ana,1\nBo\n",
        [f"r.csv:2: 3{CELLS}", f"r.csv:3: 1{CELLS}"],
        id="too many cells, and too few",
    ),
    pytest.param("name\nA\x1b[1mna\n", ["r.csv:2: a control character, U+001B, in 'A[1mna'"], id="an escape sequence"),
    pytest.param('name,id\nAna,1\n"Bo,2\n', ["r.csv:3: a quotation mark is not closed"], id="an open quote"),
    pytest.param(
        'name,id\n"Ana" L,1\nBo,2,3',
        [
            "r.csv:2: something stands after a closing quotation mark; double those within a cell",
            f"r.csv:3: 3{CELLS}",
        ],
        id="text after a quote",
    ),
    pytest.param("id,email\n1,a@x\n", ["r.csv:1: no column for names; there is: id, email"], id="no column for names"),
    pytest.param("\nNom;Prénom\nA;B\n", ["r.csv:2: no column for names; there is: Nom, Prénom"], id="unknown headings"),
    pytest.param("Ana,a@x.org\n", ["r.csv:1: no column for names; there is: Ana, a@x.org"], id="no heading"),
    pytest.param(
        "name\nAna;a@x.org\n",
        ["r.csv:2: more than a name, but no heading says what; write a line of headings, such as name,email"],
        id="cells under no heading",
    ),
    pytest.param("", ["there is no student in r.csv"], id="an empty file"),
    pytest.param("name,id\n\n", ["there is no student in r.csv"], id="headings only"),
]
UNREADABLE = [
    pytest.param("name\nJosé\n".encode("latin-1"), "r.csv:2: not UTF-8 (byte 0xE9)", id="another encoding"),
    pytest.param(b"\xff\xfeA", "r.csv: damaged UTF-16 at byte 2", id="half a character"),
    pytest.param(b"PK\x03\x04...", "r.csv is a workbook or another zip file, not a CSV file", id="a workbook"),
]
NAME = st.text(st.characters(exclude_categories=("C",), exclude_characters="@"), min_size=1).filter(str.strip)


@pytest.mark.parametrize(("text", "students"), READ)
def test_read(text: str, students: list[tuple[str, str]]):
    """Rosters of every kind give their students with ids and names, in their order."""
    assert [(student.id, student.name) for student in read_roster(text.encode(), "r.csv")] == students


@pytest.mark.parametrize(("encoding", "text"), ENCODED)
def test_encodings(encoding: str, text: str):
    """UTF-8 with or without its mark, and UTF-16 with one, read the same."""
    assert read_roster(text.encode(encoding), "r.csv") == (Student("1", "Ána", line=2),)


def test_everything_of_a_student():
    """Columns are found by name, whatever their order, case and punctuation."""
    text = "TEAM;Time-Factor;E-mail address;ID number;student name\nred;1,5;A@x.org;7;Ana\n"
    assert read_roster(text.encode(), "r.csv") == (Student("7", "Ana", "A@x.org", "red", 1.5, 2),)


@pytest.mark.parametrize(("text", "factor"), FACTORS)
def test_factors(text: str, factor: float):
    """A time factor is a number, a percentage, or what is added."""
    (student,) = read_roster(f"name;factor\nAna;{text}\n".encode(), "r.csv")
    assert student.factor == factor


def test_extra_time():
    """In a column of extra time a percentage is added."""
    assert [s.factor for s in read_roster(b"name,extra time\nA,25%\nB,1.5\nC,\n", "r.csv")] == [1.25, 1.5, 1.0]


@pytest.mark.parametrize(("text", "messages"), FAULTS)
def test_faults(text: str, messages: list[str]):
    """Every fault is told at once, each with its file and line."""
    with pytest.raises(InputError) as caught:
        read_roster(text.encode(), "r.csv")
    assert caught.value.message.splitlines() == messages
    assert caught.value.hint


@pytest.mark.parametrize(("data", "message"), UNREADABLE)
def test_unreadable(data: bytes, message: str):
    """What is no text that we read is refused, with a word on how to save it."""
    with pytest.raises(InputError) as caught:
        read_roster(data, "r.csv")
    assert caught.value.message == message
    assert "CSV UTF-8" in caught.value.hint


@given(
    st.lists(NAME, min_size=1, unique_by=clean),
    st.sampled_from(",;\t|"),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_names_come_back(names: list[str], delimiter: str, alone: bool, end: str):
    """Names that the csv module wrote, with any delimiter, come back, but for blanks and composed characters."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter, lineterminator=end)
    table.writerow(["name"] if alone else ["id", "Name", "other"])
    table.writerows([name] if alone else [number, name, ""] for number, name in enumerate(names))
    read = read_roster(file.getvalue().encode(), "r.csv")
    assert [student.name for student in read] == [clean(name) for name in names]
