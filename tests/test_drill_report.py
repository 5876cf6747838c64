"""`drill list`, `show`, `report`, `delete` and `gradebook` on the command line: what is written where, and how."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from classroom import FOUR
from conftest import HOSTILE
from progress import ENTRY, ORDER, opened, question
from rich.cells import cell_len
from test_formats import Page
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.classroom.roster import EMAILS, FACTORS, FIRST_NAMES, IDS, LAST_NAMES, NAMES, TEAMS
from nkquiz.classroom.sheet import heading
from nkquiz.errors import InputError
from nkquiz.export.gradebook import GRADEBOOKS
from nkquiz.model import Drill, DrillMode, DrillSettings, Student, Turn, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.quiz.grading import grade
from nkquiz.render.drills import FORMATS as REPORTS
from nkquiz.render.drills.csv import QUESTION_COLUMNS, STUDENT_COLUMNS
from nkquiz.render.drills.log import LOG_COLUMNS

ANA, BO = Student("1", "Ána O'Neil", "a@x.org", "red", 1.5, 2), Student("bo@x.org", "Bo, Jr.", "bo@x.org", "blue")
EVE, MAR = Student("=1+1", f"=cmd() {HOSTILE}", team="blue"), Student("مريم", "مريم")
STUDENTS = (ANA, BO, EVE, MAR)
QUESTIONS = (
    question(1, FOUR, "reading-room"),
    question(2, ENTRY, "cost"),
    question(3, ORDER, "cost", "reading-room", type_="order"),
)
FORMATS = ("text", "csv", "html", "xlsx")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    """We are in Greenwich."""
    monkeypatch.setenv("TZ", "UTC0")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def run(small_file: Path) -> Callable[..., Result]:
    """Run `nkquiz drill` in this process, a report on the small bank."""

    def start(*arguments: str | Path, stdin: str = "", bank: Path | None = small_file) -> Result:
        words = [str(word) for word in arguments]
        words += ["--bank", str(bank)] if bank and words[0] == "report" else []
        return CliRunner().invoke(nkquiz.cli.app, ["drill", *words], input=stdin)

    return start


def said(student: Student, number: int, given: str, variant: str = "") -> Turn:
    asked = QUESTIONS[number - 1]
    return Turn(TurnKind.ANSWER, student.id, asked.id, grade(asked, given, 2.5), variant)


@pytest.fixture
def paper() -> Drill:
    """A paper that was marked: Ána has all right, Bo left one out, Eve is wrong in her own words, مريم was absent."""
    turns = [said(ANA, 1, "k", "A"), said(ANA, 2, "30000", "A"), said(ANA, 3, "a b", "A")]
    turns += [said(BO, 1, "x", "B"), said(BO, 2, "30,000 crowns", "B")]
    turns += [said(EVE, 1, "y"), said(EVE, 2, f"13 {HOSTILE}"), said(EVE, 3, "b a")]
    how = DrillSettings(7, DrillMode.PAPER)
    with opened(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite") as store:
        return Drills(store).marked("brill-library", "7b", how, STUDENTS, QUESTIONS, turns)[0]


@pytest.fixture
def hot_seat() -> Drill:
    """A drill that is still open, newer than the paper."""
    with opened(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite") as store:
        drills = Drills(store)
        drill = drills.begin("brill-library", "Monday", DrillSettings(7, DrillMode.HOT_SEAT, 20), (ANA, BO), QUESTIONS)
        drills.record(drill.id, Turn(TurnKind.ABSENT, BO.id), Turn(TurnKind.SKIP, question="q2"), said(ANA, 1, ""))
        drills.record(drill.id, Turn(TurnKind.PRESENT, BO.id), said(BO, 1, "k"))
        return drill


def test_nothing_yet(run: Callable[..., Result]):
    """Where there is no drill, a line says what to do."""
    assert run("list").stdout == "There is no drill yet: `nkquiz drill` begins one.\n"
    assert json.loads(run("list", "--format", "json").stdout) == {"version": 1, "drills": []}
    assert isinstance(run("report").exception, InputError)


def test_list(run: Callable[..., Result], paper: Drill, hot_seat: Drill):
    """The newest is first, with its date, mode, what it holds, and whether it is open."""
    assert run("list").stdout == (
        f"Monday  {hot_seat.id[:8]}\n  2024-05-01 10:00, hot-seat, 2 students, 3 questions, 2 answers, open\n"
        f"7b  {paper.id[:8]}\n  2024-05-01 10:00, paper, 4 students, 3 questions, 8 answers, ended\n"
    )
    at = "2024-05-01T10:00:00+00:00"
    monday = {"id": hot_seat.id, "name": "Monday", "bank": "brill-library", "mode": "hot-seat", "started": at}
    monday |= {"ended": None, "students": 2, "questions": 3, "answers": 2}
    marked = {"id": paper.id, "name": "7b", "bank": "brill-library", "mode": "paper", "started": at}
    marked |= {"ended": at, "students": 4, "questions": 3, "answers": 8}
    assert json.loads(run("list", "--format", "json").stdout)["drills"] == [monday, marked]
    rows = run("list", "--format", "csv").stdout.splitlines()
    assert rows[1] == f"{hot_seat.id},Monday,brill-library,hot-seat,{at},,2,3,2"


def test_show(run: Callable[..., Result], hot_seat: Drill):
    """What happened is told turn by turn, under what was asked."""
    assert run("show").stdout == (
        f"Monday  {hot_seat.id[:8]}\n"
        "hot-seat, 2024-05-01 10:00, still open; 2 students, 3 questions.\n"
        "\n"
        "    Bo, Jr. is absent\n"
        "  2 What is so?\n"
        "    passed over\n"
        "  1 What is so?\n"
        "    ✗ wrong  Ána O'Neil: no answer\n"
        "    Bo, Jr. is here after all\n"
        "    ✓ right  Bo, Jr.: Key\n"
    )


def test_show_as_data(run: Callable[..., Result], paper: Drill):
    """The log has all from which a report can be worked out again, under stable ids."""
    data = json.loads(run("show", "7b", "--format", "json").stdout)
    assert data["drill"] == {
        "id": paper.id,
        "name": "7b",
        "bank": "brill-library",
        "mode": "paper",
        "seed": 7,
        "limit": 0.0,
        "started": "2024-05-01T10:00:00+00:00",
        "ended": "2024-05-01T10:00:00+00:00",
    }
    assert data["students"][0] == {"id": "1", "name": "Ána O'Neil", "email": "a@x.org", "team": "red", "factor": 1.5}
    assert [question["id"] for question in data["questions"]] == ["q1", "q2", "q3"]
    assert data["turns"][2] == {
        "turn": 3,
        "kind": "answer",
        "student": "1",
        "name": "Ána O'Neil",
        "team": "red",
        "question": "q3",
        "type": "order",
        "claims": ["cost", "reading-room"],
        "variant": "A",
        "given": "a b",
        "answer": "1. First 2. Then",
        "right": True,
        "marks": {"cost": True, "reading-room": True},
        "seconds": 2.5,
    }
    rows = list(csv.DictReader(io.StringIO(run("show", "7b", "--format", "csv").stdout)))
    assert len(rows) == 8
    assert rows[0]["drill"] == paper.id
    assert (rows[3]["student"], rows[3]["given"], rows[3]["answer"], rows[3]["right"]) == ("bo@x.org", "x", "Ex", "no")
    assert rows[7]["student"] == "'=1+1"
    assert rows[7]["marks"] == "cost: no; reading-room: no"


@pytest.mark.usefixtures("paper")
def test_report(run: Callable[..., Result]):
    """The report has the students, the teams, the questions, and what to go over with its evidence."""
    shown = run("report", "7b").stdout
    assert "9 answers, 4 right (44%).\n3 students with answers: 44% right on average, the middle one 33%, " in shown
    assert "Questions are numbered as on variant A" in " ".join(shown.split())
    assert re.search(r"Ána O'Neil +3/3 +100% +10\.00 +█{20}\n", shown)
    assert re.search(r"Bo, Jr\. +1/3 +33% +3\.33 +█{7}░{13}\n", shown)
    assert "Absent: مريم\n" in shown
    assert re.search(r"red +3/3 +100%", shown)
    assert re.search(r"\(no team\) +0/0\n", shown), "who was not asked has no share, not 0 percent"
    assert (
        "    = A Key: 1\n    - B Ex: 1\n    - C Why: 1\n    - D Zed: 0\n    Reading: too few answers to say\n" in shown
    )
    assert (
        "- The library of Brill opened a reading room in June. (2 of 6 right)\n"
        '  Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"\n'
    ) in shown


@pytest.mark.usefixtures("paper")
def test_report_by_students_and_by_questions(run: Callable[..., Result]):
    """As csv it has a row for each student, or for each question; what begins a formula is guarded."""
    rows = list(csv.reader(io.StringIO(run("report", "--format", "csv", "--points", "6").stdout)))
    assert rows[:3] == [
        ["id", "name", "team", "right", "asked", "share", "points", "omitted", "absent"],
        ["1", "Ána O'Neil", "red", "3", "3", "1.0", "6.0", "0", "no"],
        ["bo@x.org", "Bo, Jr.", "blue", "1", "3", "0.3333", "2.0", "1", "no"],
    ]
    assert rows[3][:2] == ["'=1+1", "'=cmd() [31mred]0;title [bold red]markup[/] evil 1m :smile:"]
    assert rows[4] == ["مريم", "مريم", "", "0", "0", "", "", "0", "yes"]
    rows = list(csv.reader(io.StringIO(run("report", "--format", "csv", "--by", "questions").stdout)))
    assert dict(zip(*rows[:2], strict=True)) == {
        "number": "1", "question": "q1", "type": "choice", "topic": "topic", "claims": "reading-room",
        "prompt": "What is so?", "text": "", "key": "Key", "answers": "3", "right": "1", "share": "0.3333",
        "omitted": "0", "discrimination": "", "options": "A (key): 1; B: 1; C: 1; D: 0", "wrong": "",
        "reading": "too few answers to say",
    }  # fmt: skip
    assert rows[2][14].startswith("13 ")


@pytest.mark.usefixtures("paper")
def test_page(run: Callable[..., Result], tmp_path: Path):
    """The page is well-formed and safe, its tables have headings, its charts words, and it loads nothing."""
    path = tmp_path / "r.html"
    assert run("report", "--format", "html", "--output", path).exit_code == 0
    raw = path.read_text(encoding="utf-8")
    page = Page(raw)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    assert not any(key.startswith("on") or key == "style" for _, attributes in page.tags for key in attributes)
    assert page.tags[0] == ("html", {"lang": "en"})
    assert {"caption", "title", "desc", "svg", "pattern"} <= tags
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(a.get("aria-hidden") == "true" or a.get("role") == "img" for tag, a in page.tags if tag == "svg")
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert "prefers-color-scheme: dark" in raw
    assert "@media print" in raw
    assert "\x1b" not in raw
    assert 'aria-labelledby="spread-title' in raw
    for words in (
        "numbered as on variant A",
        "Report: 7b",
        "Ána O'Neil",
        "absent",
        "1 of 3 right",
        "Evidence 1.2",
        "✓ A Key (key)",
        "Jo Berg",
    ):
        assert words in page.words


def test_few_answers(run: Callable[..., Result], hot_seat: Drill):
    """With an answer for each student nothing is said of how shares spread; the questions are in the drill's order."""
    shown = run("report", "Monday").stdout
    assert "2 students with answers: 50% right on average.\n" in shown
    page = run("report", "Monday", "--format", "html").stdout
    for words in ("variant A", "spread-title", "the middle student"):
        assert words not in shown + page
    assert hot_seat.name in page


def sheets(data: bytes) -> dict[str, list[list[str | float | None]]]:
    """Return the cells of a workbook, read as the format says, without a library. No cell has a formula."""
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = [
            "".join(text.text or "" for text in entry.iter(f"{{{ns['m']}}}t"))
            for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [
            s.get("name") or ""
            for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{{{ns['m']}}}sheet")
        ]
        found: dict[str, list[list[str | float | None]]] = {}
        for number, name in enumerate(names, 1):
            sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert sheet.find(".//m:f", ns) is None
            assert sheet.find(".//m:pane[@state='frozen']", ns) is not None
            found[name] = [
                [
                    strings[int(value)] if cell.get("t") == "s" else float(value)
                    for cell in row.iterfind("m:c", ns)
                    if (value := cell.findtext("m:v", None, ns)) is not None
                ]
                for row in sheet.iterfind(".//m:row", ns)
            ]
        return found


@pytest.mark.usefixtures("paper")
def test_workbook(run: Callable[..., Result], tmp_path: Path):
    """The workbook has numbers that are numbers and text that is text, and is the same each time."""
    first, again = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert run("report", "--format", "xlsx", "--output", first).exit_code == 0
    piped = run("report", "--format", "xlsx")
    again.write_bytes(piped.stdout_bytes)
    assert first.read_bytes() == again.read_bytes()
    found = sheets(first.read_bytes())
    assert list(found) == ["Students", "Questions", "Answers"]
    assert found["Students"][1] == ["1", "Ána O'Neil", "red", 3, 3, 1, 10, 0, "no"]
    assert found["Students"][3][:2] == ["=1+1", "=cmd() [31mred]0;title [bold red]markup[/] evil 1m :smile:"]
    assert [row[0] for row in found["Questions"]] == ["number", 1, 2, 3]
    assert found["Answers"][1] == ["1", "Ána O'Neil", 1, "Key", 1, 2.5]
    assert len(found["Answers"]) == 1 + 9


@pytest.mark.usefixtures("paper")
def test_workbook_without_the_extra(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Without xlsxwriter the error says how to install it, and no file is made."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    error = run("report", "--format", "xlsx", "--output", tmp_path / "r.xlsx").exception
    assert isinstance(error, InputError)
    assert error.hint == "python -m pip install 'nkquiz[xlsx]'"
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.usefixtures("paper", "hot_seat")
@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("command", [("list",), ("show", "7b"), ("report", "7b"), ("report",)])
def test_widths(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: int):
    """No line is wider than the terminal, ends in blanks, or has a control or direction character in it."""
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run(*command).stdout
    for line in shown.splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in line)


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("format_", FORMATS)
def test_files(run: Callable[..., Result], tmp_path: Path, format_: str):
    """Each format can be written to a file, which is not replaced without --force."""
    path = tmp_path / f"r.{format_}"
    arguments = ("report", "--format", format_, "--output", path)
    assert run(*arguments).exit_code == 0
    first = path.read_bytes()
    assert first
    error = run(*arguments).exception
    assert isinstance(error, InputError)
    assert "exists" in error.message
    assert run(*arguments, "--force").exit_code == 0
    assert path.read_bytes() == first


@pytest.mark.usefixtures("paper")
def test_bank_is_another(run: Callable[..., Result], small_file: Path):
    """Without its bank at hand there is no evidence, and a word on that; one that is named has to be the drill's."""
    result = run("report", bank=None)
    assert "the bank 'brill-library' is not at hand" in result.stderr
    assert "What is so? (2 of 6 right)" in result.stdout
    other = small_file.with_name("other.yaml")
    other.write_text(small_file.read_text(encoding="utf-8").replace("bank: brill-library", "bank: other"), "utf-8")
    error = run("report", bank=other).exception
    assert isinstance(error, InputError)
    assert error.message == "the drill is of the bank 'brill-library', not of 'other'"


@pytest.mark.usefixtures("paper")
def test_bank_is_found_in_the_library(run: Callable[..., Result], small_file: Path):
    """A report finds the bank of its drill in the library, whichever bank is in use, and though that one is gone."""
    other = small_file.with_name("other.yaml")
    other.write_text(small_file.read_text(encoding="utf-8").replace("bank: brill-library", "bank: other"), "utf-8")
    invoke = CliRunner().invoke
    for path, *options in ((small_file,), (other, "--use")):
        assert invoke(nkquiz.cli.app, ["bank", "add", str(path), *options]).exit_code == 0
    result = run("report", bank=None)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "Evidence" in result.stdout
    other.unlink()
    assert run("report", bank=None).stdout == result.stdout


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("words", [("list",), ("show",), ("gradebook", "--for", "canvas"), ("delete", "7b", "--yes")])
def test_no_bank_is_needed(run: Callable[..., Result], small_file: Path, words: tuple[str, ...]):
    """What takes nothing from a bank works though the one in use is gone."""
    CliRunner().invoke(nkquiz.cli.app, ["bank", "add", str(small_file), "--use"])
    small_file.unlink()
    assert run(*words, bank=None).exit_code == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_class_as_a_whole(run: Callable[..., Result], format_: str):
    """Where the class answered as a whole, questions are reported on, and no student is."""
    with opened(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite") as store:
        drills = Drills(store)
        drill = drills.begin("brill-library", "all", DrillSettings(7, DrillMode.CLASS), STUDENTS, QUESTIONS)
        drills.record(drill.id, *(said(Student("", ""), 1, given) for given in "kkkxy"))
    result = run("report", "--format", format_)
    assert result.exit_code == 0
    if format_ in ("text", "html"):
        assert "nobody has an answer of their own" in result.stdout
        assert "3 of 5 right (60%)" in result.stdout
        assert "Bo, Jr." not in result.stdout


@pytest.mark.usefixtures("paper")
def test_wrong_usage(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch):
    """--by is for csv only, and a page is not written to a terminal."""
    assert "--by does not go with --format text" in str(run("report", "--by", "questions").exception)
    monkeypatch.setattr("nkquiz.cli.drill_report.is_terminal", lambda: True)
    assert "html is not for a terminal" in str(run("report", "--format", "html").exception)


@pytest.mark.usefixtures("paper")
def test_delete(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch):
    """A drill is forgotten only by name, and only when somebody says so."""
    assert run("delete").exit_code == 2
    assert "nobody can be asked" in str(run("delete", "7b").exception)
    monkeypatch.setattr("nkquiz.cli.drill_report.can_ask", lambda: True)
    assert run("delete", "7b", stdin="n\n").stdout == "Nothing was forgotten.\n"
    assert "7b" in run("list").stdout
    assert "8 answers" in run("delete", "7b", "--yes").stdout
    assert "no drill" in run("list").stdout


@pytest.mark.usefixtures("paper")
def test_gradebook(run: Callable[..., Result], tmp_path: Path):
    """Grades go to a file, what to know before the import to standard error."""
    template, path = tmp_path / "t.csv", tmp_path / "g.csv"
    template.write_text(
        'Student,ID,SIS Login ID,Section\n"O\'Neil, Ána",1,a,7b\n"Bo, Jr.",2,bo@x.org,7b\n=cmd() [31mred]0;title '
        "[bold red]markup[/] evil 1m :smile:,3,,7b\nمريم,4,,7b\n",
        encoding="utf-8",
    )
    result = run("gradebook", "7b", "--for", "canvas", "--template", template, "--title", "Quiz", "--output", path)
    assert result.exit_code == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "fewer than 3" not in result.stderr
    assert [line.rsplit(",", 1)[1] for line in lines] == ["Quiz", "10", "10", "3.33", "0", "EX"]
    piped = run("gradebook", "7b", "--for", "moodle", "--points", "100")
    assert isinstance(piped.exception, InputError)
    assert "=cmd()" in piped.exception.message
    assert "--for" in run("gradebook", "7b").stderr


def test_gradebook_of_nothing(run: Callable[..., Result], hot_seat: Drill):
    """Who was asked nothing gets no grade; a drill that is open is said to be so."""
    result = run("gradebook", "--for", "moodle")
    assert result.stdout.splitlines()[1:] == ["Ána O'Neil,a@x.org,0", '"Bo, Jr.",bo@x.org,10']
    assert "still open" in result.stderr
    assert "fewer than 3 answers are behind the grade of 2 students" in result.stderr
    with opened(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite") as store:
        for _ in range(5):
            Drills(store).undo(hot_seat.id)
    assert "nobody has an answer of their own" in str(run("gradebook", "--for", "canvas").exception)


def test_documented():
    """docs/reports.md has every column, heading, format and option."""
    page = (Path(__file__).resolve().parent.parent / "docs" / "reports.md").read_text(encoding="utf-8")
    quoted = {heading(word) for word in re.findall(r"`([^`\n]+)`", page)}
    assert {*NAMES, *FIRST_NAMES, *LAST_NAMES, *IDS, *EMAILS, *TEAMS, *FACTORS} <= quoted
    for column in (*STUDENT_COLUMNS, *QUESTION_COLUMNS, *LOG_COLUMNS, *REPORTS, *GRADEBOOKS):
        assert column in page, column
    for command in ("report", "gradebook", "delete", "list", "show"):
        help_ = CliRunner().invoke(nkquiz.cli.app, ["drill", command, "--help"], env={"COLUMNS": "200"}).stdout
        for option in set(re.findall(r"--[a-z]+", help_)) - {"--help"}:
            assert option in page, (command, option)
