"""Marking papers: answers come back as they were given, every fault is named, and nothing is stored with one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import small_paper

from nkquiz.classroom.answers import answers_csv
from nkquiz.classroom.marking import marked
from nkquiz.classroom.paper import assigned, label_of, shown_ids
from nkquiz.classroom.paper_file import paper_from, paper_text
from nkquiz.errors import InputError
from nkquiz.model import Arrangement, Choice, Drill, DrillMode, DrillSettings, Entry, Question, Student, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.progress.store import Store
from nkquiz.quiz.grading import key_of

ANA, BEN = Student("17", "Ana Lund", "Ana@x.org", "red"), Student("18", "Ben, Jr.", team="blue")
PAPER, _ = small_paper(SMALL_BANK, 5, 3)
VARIANT = PAPER.by_letter["B"]
HEAD = "name,variant,1,2,3,4,5"


def right(question: Question) -> str:
    """What stands in the cell of a student who is right, on the variant that the question is of."""
    return label_of(question.form, key_of(question.form)) or key_of(question.form)


def wrong(question: Question) -> str:
    form = question.form
    match form:
        case Choice():
            return label_of(form, next(id_ for id_ in shown_ids(form) if id_ != form.key))
        case Entry():
            return "no idea"
        case Arrangement():
            return label_of(form, " ".join(reversed(form.key)))


def column(type_: type[object]) -> int:
    """The number of the first question of that form on variant B."""
    return next(n for n, question in enumerate(VARIANT.questions, 1) if isinstance(question.form, type_))


def row(**changes: str) -> str:
    """A row of right answers on variant B, but for changes: `q3="x"`, `name=...`."""
    cells = {"name": "Ana", "variant": "B"} | {f"q{n}": right(q) for n, q in enumerate(VARIANT.questions, 1)}
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow((cells | changes).values())
    return out.getvalue()


def said(table: str, roster: tuple[Student, ...] = ()) -> list[str]:
    """The faults of a table, without the file's name."""
    with pytest.raises(InputError) as caught:
        marked(PAPER, table.encode(), "a.csv", roster)
    return [line.removeprefix("a.csv:") for line in caught.value.message.splitlines()]


@given(data=st.data(), count=st.integers(1, 12), variants=st.integers(1, 8))
@settings(max_examples=40)
def test_answers_come_back(data: st.DataObject, count: int, variants: int):
    """Answers that are known to be right, wrong or missing come back so, under the question's id, whatever the
    variant; the turns of a student are in the paper's base order."""
    paper, _ = small_paper(SMALL_BANK, count, variants)
    how = st.lists(st.sampled_from(["right", "wrong", ""]), min_size=count, max_size=count)
    lines, expected = [["name", "id", "variant", *range(1, count + 1)]], {}
    for number, variant in enumerate(paper.variants):
        kinds = dict(zip([q.id for q in variant.questions], data.draw(how), strict=True))
        kinds[variant.questions[0].id] = "right"  # else the row may be that of an absent student
        cells = [{"right": right, "wrong": wrong}.get(kinds[q.id], lambda q: "")(q) for q in variant.questions]
        lines.append([f"S{number}", str(number), variant.letter.lower(), *cells])
        expected[str(number)] = (variant.letter, kinds)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    found = marked(paper, out.getvalue().encode(), "a.csv")
    for student in found.students:
        letter, kinds = expected[student.id]
        turns = [turn for turn in found.turns if turn.student == student.id]
        assert [turn.question for turn in turns] == [question.id for question in paper.questions]
        for turn in turns:
            assert turn.answer
            assert turn.variant == letter
            assert turn.answer.question == turn.question
            assert turn.answer.right == (kinds[turn.question] == "right")
            assert bool(turn.answer.given) == bool(kinds[turn.question])


READ = [
    pytest.param(Choice, "{key}", True, id="letter"),
    pytest.param(Choice, " ({lower}) ", True, id="small letter in brackets"),
    pytest.param(Choice, "{lower}.", True, id="letter with a full stop"),
    pytest.param(Entry, "somewhat", False, id="no number where one is asked for"),
    pytest.param(Entry, "???", False, id="no word at all"),
    pytest.param(Arrangement, "{close}", True, id="letters without blanks"),
    pytest.param(Arrangement, "{comma}", True, id="letters with commas"),
    pytest.param(Arrangement, "AAB", False, id="one letter twice"),
]


@pytest.mark.parametrize(("form", "text", "is_right"), READ)
def test_cells(form: type[object], text: str, is_right: bool):
    """Letters are read however they are written; whatever a student wrote is an answer, if only a wrong one."""
    number = column(form)
    key = right(VARIANT.questions[number - 1])
    cell = text.format(key=key, lower=key.lower(), close=key.replace(" ", "").lower(), comma=key.replace(" ", ", "))
    turns = marked(PAPER, f"{HEAD}\n{row(**{f'q{number}': cell})}\n".encode(), "a.csv").turns
    answers = {turn.question: turn.answer for turn in turns}
    answer = answers[VARIANT.questions[number - 1].id]
    assert answer
    assert answer.right is is_right
    assert answer.given


@pytest.mark.parametrize("text", ["true", "TRUE", "t", "T"])
def test_words_of_true_and_false(text: str):
    """True and false may be written out."""
    number = next(n for n, q in enumerate(VARIANT.questions, 1) if isinstance(q.form, Choice) and q.form.fixed)
    turns = marked(PAPER, f"{HEAD}\n{row(**{f'q{number}': text})}\n".encode(), "a.csv").turns
    assert all(turn.answer and turn.answer.right for turn in turns)


FILES = [
    pytest.param(lambda text: text.encode(), id="UTF-8"),
    pytest.param(lambda text: codecs.BOM_UTF8 + text.encode(), id="UTF-8 with its mark"),
    pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
    pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CR LF"),
    pytest.param(lambda text: ("\n\n" + text + "\n,,,,\n").encode(), id="blank lines"),
    pytest.param(lambda text: "\n".join(line + ",,," for line in text.splitlines()).encode(), id="blank columns"),
    pytest.param(lambda text: text.replace("1,2,3,4,5", "Question 1,Q2,3.,no. 4,05").encode(), id="headings"),
    pytest.param(lambda text: text.replace("variant", "Version").replace("name", "Student").encode(), id="other words"),
]


@pytest.mark.parametrize("written", FILES)
def test_files(written: object):
    """Files are read in the encodings and with the headings that spreadsheets and people write."""
    found = marked(PAPER, written(f"{HEAD}\n{row(name='Ána')}\n"), "a.csv")  # type: ignore[operator]
    assert [student.name for student in found.students] == ["Ána"]
    assert all(turn.answer and turn.answer.right for turn in found.turns)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str):
    """Any usual delimiter is found by itself."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader([HEAD, row()]))
    assert len(marked(PAPER, out.getvalue().encode(), "a.csv").turns) == 5


FAULTS = [
    pytest.param(HEAD, [], ["1: no student has a row"], id="no row"),
    pytest.param("variant,1,2,3,4,5", [], ["1: no column for names"], id="no name column"),
    pytest.param("name,1,2,3,4,5", [], ["1: no column for the variant"], id="no variant column"),
    pytest.param("name,variant,1,2,4", [], ["1: no column for questions 3, 5; the paper has 5"], id="columns missing"),
    pytest.param(
        HEAD + ",6,7", [], ["1: too many columns: questions 6, 7, but the paper has 5"], id="too many columns"
    ),
    pytest.param(HEAD + ",3", [], ["1: two columns for question 3"], id="a column twice"),
    pytest.param(HEAD, [row(variant="D")], ["2: variant: there is no D; A to C"], id="unknown variant"),
    pytest.param(HEAD, [row(variant="")], ["2: answers, but no variant"], id="no variant"),
    pytest.param(HEAD, [row(name="")], ["2: no name"], id="no name"),
    pytest.param(HEAD, [row(), row()], ["3: Ana is on line 2 already; add a column `id`"], id="twice"),
    pytest.param(
        HEAD + ",id",
        [row() + ",7", row() + ",7"],
        ["3: Ana (7) is on line 2 already, by the same id"],
        id="an id twice",
    ),
    pytest.param(HEAD, [row() + ",x"], ["2: 8 cells, but 7 columns"], id="too many cells"),
    pytest.param(
        HEAD, [row(**{f"q{column(Choice)}": "E"})], [f"2: question {column(Choice)}: there is no option 'E'"], id="E"
    ),
    pytest.param(
        HEAD,
        [row(**{f"q{column(Choice)}": "1"})],
        [f"2: question {column(Choice)}: there is no option '1'"],
        id="digit",
    ),
    pytest.param(
        HEAD,
        [row(**{f"q{column(Choice)}": "AB"})],
        [f"2: question {column(Choice)}: there is no option 'AB'"],
        id="two",
    ),
    pytest.param(
        HEAD,
        [row(**{f"q{column(Arrangement)}": "ABX"})],
        [f"2: question {column(Arrangement)}: 'ABX' is not 3 of the letters A, B, C"],
        id="a letter that an order lacks",
    ),
    pytest.param(
        HEAD,
        [row(**{f"q{column(Arrangement)}": "AB"})],
        [f"2: question {column(Arrangement)}: 'AB' is not 3 of the letters"],
        id="too few letters",
    ),
    pytest.param(HEAD, [row(name="A\x1bna")], ["2: name: a control character, U+001B"], id="control character"),
    pytest.param(HEAD, ['"Ana,B,'], ["2: a quotation mark is not closed"], id="open quotation mark"),
    pytest.param(
        HEAD,
        [row(variant="X"), row(name="Ben", **{f"q{column(Choice)}": "E"}), row(), row(name=""), row()],
        ["2: variant", f"3: question {column(Choice)}", "5: no name", "6: Ana is on line 4"],
        id="all at once",
    ),
]


@pytest.mark.parametrize(("head", "rows", "messages"), FAULTS)
def test_faults(head: str, rows: list[str], messages: list[str]):
    """Each fault is named with its line and column, all of them at once."""
    found = said("\n".join([head, *rows]))
    assert len(found) == len(messages)
    for got, message in zip(found, messages, strict=True):
        assert got.startswith(message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "there is nothing in a.csv", id="empty"),
        pytest.param("name,variant\nÁna,B".encode("latin-1"), "a.csv:2: not UTF-8", id="Latin-1"),
        pytest.param(b"PK\x03\x04rest", "a workbook", id="a workbook"),
        pytest.param(b"\xff\xfe\x00", "damaged UTF-16", id="damaged UTF-16"),
    ],
)
def test_unreadable(data: bytes, message: str):
    """What is no table is told as such, with what to do."""
    with pytest.raises(InputError, match=message) as caught:
        marked(PAPER, data, "a.csv")
    assert caught.value.hint


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{HEAD}\n{text}".encode(errors="replace")))
def test_no_file_breaks_it(data: bytes):
    """Whatever is in the file, it is marked or its faults are named."""
    try:
        told = str(marked(PAPER, data, "a.csv").turns and "a.csv")
    except InputError as error:
        told = error.message
    assert told.startswith(("a.csv", "there is nothing in a.csv"))


def test_absent_and_blank():
    """A row without variant and answers is an absent student; one with a variant handed in nothing, which is all wrong
    and told."""
    found = marked(PAPER, f"{HEAD}\n{row()}\nBen,,,,,,\nCy,B,,,,,\n".encode(), "a.csv")
    assert [turn.student for turn in found.turns if turn.kind is TurnKind.ABSENT] == ["Ben"]
    assert [student.name for student in found.blank] == ["Cy"]
    blank = [turn.answer for turn in found.turns if turn.student == "Cy"]
    assert [(answer.given, answer.right) for answer in blank if answer] == [("", False)] * 5


def test_single_variant_needs_no_letter():
    """Of a paper with one variant the letter may be left out."""
    paper, _ = small_paper(SMALL_BANK, 1, 1)
    assert marked(paper, b"name,variant,1\nAna,,A\n", "a.csv").turns[0].variant == "A"


ROSTERED = [
    pytest.param("name", "ana lund", True, id="name"),
    pytest.param("id", "17", True, id="id"),
    pytest.param("email", "ana@X.org", True, id="email"),
    pytest.param("name", "Anna Lund", "2: Anna Lund is not on the roster", id="unknown name"),
    pytest.param("id", "99", "2: 99 is not on the roster", id="unknown id"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), ROSTERED)
def test_roster(kind: str, text: str, expected: bool | str):
    """With a roster its students are found by id, email or name; others are faults, and who has no row is absent."""
    head = (
        HEAD.replace("name", kind) if kind == "id" else HEAD.replace("name", f"name,{kind}" if kind != "name" else kind)
    )
    line = row(name=text) if kind in ("id", "name") else row(name="Whoever").replace("Whoever", f"Whoever,{text}")
    table = f"{head}\n{line}\n"
    if isinstance(expected, str):
        assert said(table, (ANA, BEN)) == [expected]
        return
    found = marked(PAPER, table.encode(), "a.csv", (ANA, BEN))
    assert found.students == (ANA, BEN)
    assert {turn.student for turn in found.turns if turn.kind is TurnKind.ANSWER} == {ANA.id}
    assert [turn.student for turn in found.turns if turn.kind is TurnKind.ABSENT] == [BEN.id]


def test_roster_with_namesakes():
    """Two of one name on the roster can't be told by it."""
    twins = (Student("1", "Ana"), Student("2", "Ana"))
    assert said(f"{HEAD}\n{row()}\n", twins) == ["2: several on the roster are called Ana; add a column `id`"]


def test_table_to_fill_in():
    """The table that `paper` writes has a row for each student with the variant, and is read again, names that look
    like formulas too."""
    students = (ANA, BEN, Student("=1+1", "=cmd|' /C calc'!A0"), Student("O'Neil", "'O'Neil"))
    text = answers_csv(PAPER, assigned(PAPER, students))
    head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == ["name", "id", "email", "team", "variant", "1", "2", "3", "4", "5", f"paper {PAPER.fingerprint}"]
    assert not any(cell.startswith("=") for line in lines for cell in line)
    number = next(n for n, q in enumerate(PAPER.by_letter["B"].questions, 1) if isinstance(q.form, Entry))
    filled = text.replace("B" + "," * 5, "B" + "," * number + "x" + "," * (5 - number), 1)
    found = marked(PAPER, filled.encode(), "a.csv", students)
    assert found.students == students
    assert len(found.blank) == 3


@pytest.mark.parametrize("rows", [",A,,,,,", ",,,,,,"], ids=["all blank", "all absent"])
def test_table_that_is_not_filled_in(rows: str):
    """A table without any answer is refused: it would replace the marks with noughts."""
    with pytest.raises(InputError, match=r"a\.csv: no row has an answer") as caught:
        marked(PAPER, f"{HEAD}\nAna{rows}\nBen{rows}\n".encode(), "a.csv")
    assert "fill in" in caught.value.hint


def test_table_of_names_only():
    """Where students have a name only, it is not repeated; the delimiter is the one that is asked for."""
    text = answers_csv(PAPER, assigned(PAPER, (Student("Ana", "Ana"), Student("Ben", "Ben"))), ";")
    head, first, *_ = text.removeprefix("\ufeff").splitlines()
    assert head.startswith("name;variant;1;2;")
    assert first.startswith("Ana;")
    assert first.count("Ana") == 1


def test_table_without_names():
    """Without a roster there are a few empty rows, which are no students."""
    text = answers_csv(PAPER, ())
    assert len(text.splitlines()) > 3
    found = marked(PAPER, (text + row() + "\n").encode(), "a.csv")
    assert [student.name for student in found.students] == ["Ana"]
    assert found.ignored == ()


def test_table_of_another_paper():
    """A table that names another paper is refused; one that names none, or this one, is marked."""
    for last in ("", f",paper {PAPER.fingerprint}", f",PAPER-{PAPER.fingerprint}"):
        assert marked(PAPER, f"{HEAD}{last}\n{row()}\n".encode(), "a.csv").ignored == ()
    other, _ = small_paper(SMALL_BANK, 6, 3)
    assert other.fingerprint != PAPER.fingerprint
    assert small_paper(SMALL_BANK, 5, 9)[0].fingerprint == PAPER.fingerprint
    assert "the table of another paper" in said(f"{HEAD},paper {other.fingerprint}\n{row()}\n")[0]


def test_faults_by_number():
    """The faults of a row stand in the order of the student's sheet."""
    bad = {f"q{n}": "Z" for n, q in enumerate(VARIANT.questions, 1) if not isinstance(q.form, Entry)}
    found = said(f"{HEAD}\n{row(**bad)}\n")
    numbers = [int(line.split(":")[1].removeprefix(" question ")) for line in found]
    assert len(numbers) == len(bad) > 2
    assert numbers == sorted(numbers)


def drills(path: Path) -> list[tuple[Drill, int]]:
    from datetime import UTC, datetime

    with Store(path / "home" / "progress.sqlite", lambda: datetime.now(UTC)) as store:
        kept = Drills(store)
        return [(kept.found(each.id), len(kept.turns(each.id))) for each in kept.listed()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the paper and a table of answers."""
    (tmp_path / "week3.paper.json").write_text(paper_text(PAPER), encoding="utf-8")
    table = f"{HEAD}\n{row()}\n{row(name='Ben', q1='', q2='')}\nCy,,,,,,\n"
    (tmp_path / "week3.answers.csv").write_text(table, encoding="utf-8")
    return tmp_path


def test_mark(nkquiz: Run, folder: Path):
    """What is marked is kept as a drill with mode paper; marking again under the same name replaces it."""
    done = nkquiz("mark", "week3.answers.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "week3: 2 students marked, 1 absent\n8 of 10 answers right (80%)\nNext: nkquiz drill report week3\n"
    )
    ((drill, turns),) = drills(folder)
    assert (drill.name, drill.bank, turns) == ("week3", PAPER.bank, 11)
    assert drill.settings == DrillSettings(PAPER.seed, DrillMode.PAPER)
    assert drill.questions == PAPER.questions
    assert drill.ended
    again = nkquiz("mark", "week3.answers.csv")
    assert "This replaces what was marked as week3 before." in again.stdout
    other = nkquiz("mark", "week3.answers.csv", "--name", "class b")
    assert "Next: nkquiz drill report 'class b'" in other.stdout
    assert sorted(drill.name for drill, _ in drills(folder)) == ["class b", "week3"]


def test_nothing_is_stored_with_a_fault(nkquiz: Run, folder: Path):
    """With a fault nothing is stored, and what was marked before stays."""
    nkquiz("mark", "week3.answers.csv")
    before = drills(folder)
    (folder / "week3.answers.csv").write_text(f"{HEAD}\n{row(variant='Q')}\n", encoding="utf-8")
    done = nkquiz("mark", "week3.answers.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "week3.answers.csv:2: variant: there is no Q; A to C" in done.stderr
    assert "nothing was stored" in done.stderr
    assert drills(folder) == before


def test_paper_beside(nkquiz: Run, folder: Path):
    """The paper beside the answers is taken: the one with their name, or the only one; else it must be named."""
    other = folder / "class-b.csv"
    other.write_text(f"{HEAD}\n{row()}\n", encoding="utf-8")
    assert nkquiz("mark", other).returncode == 0
    (folder / "week4.paper.json").write_text(paper_text(PAPER), encoding="utf-8")
    assert nkquiz("mark", "week3.answers.csv").returncode == 0
    several = nkquiz("mark", other)
    assert several.returncode == 2
    assert "week3.paper.json, week4.paper.json" in several.stderr
    assert nkquiz("mark", other, "--paper", "week4.paper.json").returncode == 0
    for path in folder.glob("*.paper.json"):
        path.unlink()
    assert "there is no *.paper.json beside" in nkquiz("mark", other).stderr
    assert "cannot read none.csv" in nkquiz("mark", "none.csv").stderr


def test_slips_are_told(nkquiz: Run, folder: Path):
    """Unknown columns, and students with a variant but no answer, are told; it is marked all the same."""
    (folder / "x.csv").write_text(f"{HEAD},Remark\n{row()}\nCy,B,,,,,,late\n", encoding="utf-8")
    done = nkquiz("mark", "x.csv")
    assert done.returncode == 0
    assert "nothing was taken from Remark" in done.stderr
    assert "a variant but no answer: Cy" in done.stderr


def test_paper_and_mark_together(nkquiz: Run, small_file: Path, tmp_path: Path):
    """From the class list to the marks: the table that `paper` writes is filled in and marked."""
    (tmp_path / "class.csv").write_text("name;id\nAna;1\nBen;2\n", encoding="utf-8")
    made = nkquiz(
        *("paper", "--bank", small_file, "--format", "html", "--seed", "1", "--roster", "class.csv", "--output", "w")
    )
    assert made.returncode == 0, made.stderr
    early = nkquiz("mark", "w.answers.csv", "--roster", "class.csv")
    assert (early.returncode, early.stdout) == (2, "")
    assert "no row has an answer" in early.stderr
    paper = paper_from((tmp_path / "w.paper.json").read_bytes(), "w")
    table = (tmp_path / "w.answers.csv").read_text(encoding="utf-8-sig")
    letter = re.search(r"^Ana\W+1\W+([A-Z])", table, re.MULTILINE)[1]
    key = right(paper.by_letter[letter].questions[-1])
    (tmp_path / "w.answers.csv").write_text(re.sub(r"(?m)^(Ana.*);(?=\r?$)", rf"\1{key};", table), encoding="utf-8")
    done = nkquiz("mark", "w.answers.csv", "--roster", "class.csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("w: 2 students marked\n1 of")


def test_variants_add_up():
    """Right answers on other variants are the same answers: results of all variants add up."""
    every: set[tuple[tuple[str, str], ...]] = set()
    for variant in PAPER.variants:
        answers = {f"q{n}": right(question) for n, question in enumerate(variant.questions, 1)}
        turns = marked(PAPER, f"{HEAD}\n{row(variant=variant.letter, **answers)}\n".encode(), "a.csv").turns
        every.add(tuple((turn.question, turn.answer.given if turn.answer else "") for turn in turns))
    assert len(every) == 1
