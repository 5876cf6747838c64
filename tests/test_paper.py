"""Papers: every variant asks the same, keys are spread, nothing of a text acts, and no page splits a question."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pypdf
import pytest
from conftest import HOSTILE, SMALL_BANK, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import small_paper

from nkquiz.classroom.paper import Copy, Paper, assigned, copies, label_of, labels, letters, new_paper, shown_ids
from nkquiz.classroom.paper_file import paper_from, paper_text
from nkquiz.errors import InputError
from nkquiz.model import Arrangement, Bank, Choice, Question, Student
from nkquiz.quiz.grading import key_of
from nkquiz.quiz.material import Material
from nkquiz.quiz.session import new_round
from nkquiz.render.paper import FORMATS, Layout, PaperSize, Printed, writer

GOLDEN = Path(__file__).parent / "golden"
A4, LETTER = (595.28, 841.89), (612, 792)
EVIL = (
    HOSTILE
    + " <script>alert(1)</script> **bold** `x` [a](b) | 😀 王 אבג مرحبا &amp; e\u0301 \u200f\ufffe"
    + "long" * 60
)
NGUYEN = Student("1", "Nguyễn Thị Mai", team="red")
CLASS = (NGUYEN, Student("2", "Ἀλέξανδρος Čapek"), Student("3", "אברהם לוי"), Student("4", "Łukasz Đorđe"))


def printed(paper: Paper, bank: Bank, name: str, size: PaperSize = PaperSize.A4, students=(), duplex=False) -> Printed:
    return writer(name)(paper, copies(paper, students), bank, Layout(size, duplex))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize(
    ("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters(number: int, name: str):
    """Variants are called A to Z, then AA."""
    assert letters(number) == name


def shape(question: Question) -> tuple[object, ...]:
    """What a question asks, whatever the order of its options."""
    return question.id, question.prompt, question.text, key_of(question.form), sorted(shown_ids(question.form))


@given(seed=st.integers(0, 10**6), count=st.integers(1, 25), variants=st.integers(1, 30))
@settings(max_examples=25)
def test_variants_ask_the_same(material: Material, seed: int, count: int, variants: int):
    """Each variant has all questions with all options; what is fixed keeps its order; keys take turns on positions; the
    file gives the same paper back."""
    questions = new_round(material, seed, count).questions
    paper = new_paper(material.bank, "T", "S", questions, variants, seed)
    assert paper.questions == paper.variants[0].questions == questions
    for variant in paper.variants:
        assert sorted(map(shape, variant.questions)) == sorted(map(shape, questions))
        dealt: dict[int, Counter[int]] = {}
        for question in variant.questions:
            form = question.form
            if isinstance(form, Choice) and form.fixed:
                assert form in [q.form for q in questions]
            elif isinstance(form, Choice):
                ids = shown_ids(form)
                dealt.setdefault(len(ids), Counter(dict.fromkeys(range(len(ids)), 0)))[ids.index(form.key)] += 1
        for positions in dealt.values():
            assert max(positions.values()) - min(positions.values()) <= 1
    assert paper_from(paper_text(paper).encode(), "x") == paper


def test_variants_differ(material: Material):
    """No two of many variants have the same order; more variants leave the first ones as they are."""
    questions = new_round(material, 7, 20).questions
    paper = new_paper(material.bank, "T", "S", questions, 100, 7)
    orders = {tuple((q.id, shown_ids(q.form)) for q in variant.questions) for variant in paper.variants}
    assert len(orders) == 100
    assert new_paper(material.bank, "T", "S", questions, 3, 7).variants == paper.variants[:3]
    assert new_paper(material.bank, "T", "S", questions, 3, 8).variants[1:] != paper.variants[1:3]


def test_one_question_is_no_obstacle():
    """Where there are fewer orders than variants, some are the same."""
    paper, _ = small_paper(SMALL_BANK, 1, 40)
    assert len({variant.letter for variant in paper.variants}) == 40


def test_neighbours_have_other_variants():
    """Neighbours on the list have different variants, and each variant is given about as often."""
    paper, _ = small_paper(SMALL_BANK, variants=4)
    students = tuple(Student(str(n), f"S{n}") for n in range(30))
    given_ = [copy.variant.letter for copy in assigned(paper, students)]
    assert all(one != other for one, other in pairwise(given_))
    counts = Counter(given_)
    assert set(counts) == set("ABCD")
    assert max(counts.values()) - min(counts.values()) <= 1
    assert [copy.student for copy in copies(paper, students)] == [*students, None, None, None, None]


def test_labels_of_keys():
    """A key is called by the letter that its variant prints."""
    paper, _ = small_paper(SMALL_BANK)
    for variant in paper.variants:
        for question in variant.questions:
            shown = label_of(question.form, key_of(question.form))
            match question.form:
                case Choice(fixed=True):
                    assert shown == "T"
                case Choice() as form:
                    assert shown_ids(form)[labels(form).index(shown)] == form.key
                case Arrangement() as form:
                    assert [shown_ids(form)["ABC".index(letter)] for letter in shown.split()] == list(form.key)
                case _:
                    assert shown == ""


BROKEN = [
    pytest.param(b"", "not JSON", id="empty"),
    pytest.param(b"\xff\xfe", "not JSON in UTF-8", id="not UTF-8"),
    pytest.param(b"{\n\n!", "x.paper.json:3: no file of a paper", id="broken JSON has its line"),
    pytest.param(b"[" * 100_000, "not JSON", id="very deep"),
    pytest.param(b"[]", "is no file of a paper", id="a list"),
    pytest.param(b'{"format": "other"}', "is no file of a paper", id="another file"),
    pytest.param(b'{"format": "nkquiz-paper", "version": 2}', "another version", id="newer"),
    pytest.param(b'{"format": "nkquiz-paper", "version": 1}', "is damaged", id="cut"),
    pytest.param({"variants": []}, "is damaged", id="no variants"),
    pytest.param({"questions": []}, "is damaged", id="no questions"),
    pytest.param({"variants": [{"letter": "A", "questions": [["c0", "1", "2"]]}]}, "other options", id="other options"),
    pytest.param({"variants": [{"letter": "A", "questions": []}]}, "variant A has other questions", id="others"),
    pytest.param({"variants": 3}, "is damaged", id="wrong type"),
    pytest.param({"questions": [{"id": "x"}]}, "is damaged", id="half a question"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_broken_file(data: bytes | dict[str, object], message: str):
    """What is no paper's file is told as such, with what to do."""
    if isinstance(data, dict):
        whole = json.loads(paper_text(small_paper(SMALL_BANK)[0]))
        data = json.dumps(whole | data).encode()
    with pytest.raises(InputError) as caught:
        paper_from(data, "x.paper.json")
    assert message in caught.value.message
    assert caught.value.message.startswith("x.paper.json")
    assert caught.value.hint


@pytest.mark.parametrize("size", [(PaperSize.A4, A4), (PaperSize.LETTER, LETTER)], ids=["a4", "letter"])
def test_pdf_pages(size: tuple[PaperSize, tuple[float, float]]):
    """Each page has the paper's size, the variant and its number; no question is split; the form has a page of its own;
    the fonts are in the file."""
    paper, bank = small_paper(SMALL_BANK, 32, 2)
    file = printed(paper, bank, "pdf", size[0])
    reader = pypdf.PdfReader(io.BytesIO(file.students))
    texts = [page.extract_text() for page in reader.pages]
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size[1], abs=0.1)
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    for variant in paper.variants:
        mine = [text for text in texts if f"Variant {variant.letter}, page" in text]
        for number, text in enumerate(mine, 1):
            assert f"Variant {variant.letter}, page {number} of {len(mine)}" in text
        sheets = [text for text in mine if "Answer form" not in text]
        assert ["Answer form" in text for text in mine].index(True) == len(sheets)
        for number in range(32):
            first, last = (
                [n for n, text in enumerate(sheets) if f"{word}{number}x" in text] for word in ("first", "last")
            )
            assert len(first) == 1, number
            assert first == last, number


def test_pdf_key():
    """A key has for each question the letter that its variant prints, the answer, and the evidence with its place."""
    paper, bank = small_paper(SMALL_BANK)
    texts = "\n".join(pages(printed(paper, bank, "pdf").keys))
    for variant in paper.variants:
        mine = texts.partition(f"Key: Week 3, variant {variant.letter}\n")[2]
        for number, question in enumerate(variant.questions, 1):
            row = mine.partition(f"\n{number}.")[2]
            key = label_of(question.form, key_of(question.form))
            said = " ".join(row.split())
            assert said.startswith(key)
            assert f"Asked: {question.prompt} {question.text}".rstrip() in said
    assert "1.2 “It cost 30,000 crowns”" in texts


def test_long_form_goes_on():
    """A form that has no room on one page goes on on the next, under the same heading and lines."""
    paper, bank = small_paper(SMALL_BANK, 60, 1)
    texts = pages(printed(paper, bank, "pdf").students)
    assert f"Variant A, page {len(texts)} of {len(texts)}" in texts[-1]
    assert "\n60." in texts[-1]
    assert "Answer form" in texts[-1]
    assert "Answer form" in texts[-2]


def test_both_sides():
    """For printing on both sides, each copy and each form begins on an odd page, after a blank one where needed."""
    paper, bank = small_paper(SMALL_BANK, 8, 3)
    texts = pages(printed(paper, bank, "pdf", duplex=True).students)
    starts = [n for n, text in enumerate(texts) if "Name" in text]
    assert len(starts) == 6
    assert all(n % 2 == 0 for n in starts)
    assert len(texts) == 12
    assert "Variant A, page 4 of 4" in texts[3]


def test_names_and_scripts_are_printed():
    """Names in Latin with marks, Greek, Cyrillic, Hebrew and Arabic letters are in the font."""
    paper, bank = small_paper(SMALL_BANK, 4, 2)
    students = (*CLASS, Student("5", "Юлия Ёлкина"), Student("6", "محمد بن عبد الله"))
    file = printed(paper, bank, "pdf", students=students)
    assert file.lacking == ()
    text = "\n".join(pages(file.students))
    for name in ("Nguyễn Thị Mai", "Ἀλέξανδρος Čapek", "Łukasz Đorđe", "Юлия Ёлкина"):
        assert text.count(name) > 2  # on the sheet, on the form, and at the foot of each page


def test_lacking_characters_are_told():
    """What the font lacks is printed by its number, and told with its place."""
    paper, bank = small_paper(SMALL_BANK, 3, 1)
    file = printed(paper, bank, "pdf", students=(Student("1", "王伟"),))
    assert [(each.character, each.where) for each in file.lacking] == [("王", "the name 王伟"), ("伟", "the name 王伟")]
    assert "[U+738B][U+4F1F]" in pages(file.students)[0]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags[tag] += 1


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_acts(name: str):
    """Markup, escape sequences, direction characters and very long words in every field are only text."""
    paper, bank = small_paper(SMALL_BANK, 10, 2, EVIL)
    students = (Student("1", EVIL),)
    file = printed(paper, bank, name, students=students)
    for data in (file.students, file.keys):
        match name:
            case "html":
                parsed = _Tags()
                parsed.feed(data.decode())
                assert "script" not in parsed.tags
                assert "&lt;script&gt;" in data.decode()
            case "markdown":
                assert "<script>" not in data.decode()
                assert r"\<script\>" in data.decode()
                assert r"\*\*bold\*\*" in data.decode()
            case "docx":
                assert "<script>alert(1)</script>" in text_of(data)
            case "pdf":
                assert pages(data)
        if name in ("html", "markdown"):
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202e\ufffe]", data.decode())
    if name == "pdf":
        assert [each.character for each in file.lacking] == ["王"]


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_docx_keeps_questions_together():
    """In Word a question's paragraphs keep with the next one, but for its last; each copy is a section."""
    paper, bank = small_paper(SMALL_BANK, 10, 2)
    document = docx.Document(io.BytesIO(printed(paper, bank, "docx", PaperSize.LETTER, CLASS).students))
    assert len(document.sections) == len(CLASS) + 2
    for section in document.sections:
        assert (round(section.page_width.pt), round(section.page_height.pt)) == LETTER
        assert "page" in section.footer.paragraphs[0].text
    assert "Nguyễn Thị Mai" in "\n".join(paragraph.text for paragraph in document.paragraphs)
    kept = {"Question", "Question text", "Question note", "Option"}
    shown = [p for p in document.paragraphs if p.style.name in kept]
    following = [*shown[1:], None]
    for paragraph, next_ in zip(shown, following, strict=True):
        assert paragraph.style.paragraph_format.keep_with_next
        ends = next_ is None or next_.style.name == "Question"
        assert (paragraph.paragraph_format.keep_with_next is False) == ends


@pytest.mark.parametrize(("name", "what"), [(n, w) for n in ("markdown", "html") for w in ("students", "keys")])
def test_golden(name: str, what: str, request: pytest.FixtureRequest):
    """The papers and keys are what their golden files have."""
    paper, bank = small_paper(SMALL_BANK, 5, 2)
    file = printed(paper, bank, name, students=(NGUYEN,))
    path = GOLDEN / f"paper.{what}{FORMATS[name].suffix}"
    got = getattr(file, what).decode()
    if os.environ.get("NKQUIZ_WRITE_GOLDEN"):
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes_in_every_process(nkquiz_process: Run, small_file: Path, tmp_path: Path, name: str):
    """The same bank, seed and options give the same bytes, whatever the hash seed and the day."""
    (tmp_path / "class.csv").write_text("name\nAnna\nBen\n", encoding="utf-8")
    options = ["--bank", small_file, "--seed", "3", "--variants", "3", "--format", name, "--roster", "class.csv"]
    for folder, seed in (("one", "1"), ("two", "2")):
        (tmp_path / folder).mkdir()
        done = nkquiz_process("paper", *options, "--output", f"{folder}/x", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    ends = {f"x.students{FORMATS[name].suffix}", f"x.keys{FORMATS[name].suffix}", "x.paper.json", "x.answers.csv"}
    assert {path.name for path in (tmp_path / "one").iterdir()} == ends
    for end in ends:
        assert (tmp_path / "one" / end).read_bytes() == (tmp_path / "two" / end).read_bytes(), end


def test_docx_has_no_date():
    """Nothing in a Word file is of the day on which it was written."""
    paper, bank = small_paper(SMALL_BANK, 2, 1)
    with zipfile.ZipFile(io.BytesIO(printed(paper, bank, "docx").students)) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--topic", "sports"], "unknown topic 'sports'", id="no such topic"),
        pytest.param(["--type", "essay"], "'essay' is no type", id="no such type"),
        pytest.param(["--type", "match"], "there is no question of this kind", id="no question"),
        pytest.param(["--variants", "0"], "--variants", id="no variant"),
        pytest.param(["--paper-size", "a5"], "a5", id="no such size"),
        pytest.param(["--duplex"], "--duplex does not go with --format markdown", id="no pages to keep apart"),
        pytest.param(["--roster", "none.csv"], "cannot read none.csv", id="no roster"),
        pytest.param(["--roster", "twice.csv"], "twice.csv:3: the same name", id="a faulty roster"),
        pytest.param(["--output", "no/folder"], "no such folder", id="no folder"),
        pytest.param(["--output", "there"], "there.keys.md exists", id="a file is there"),
    ],
)
def test_nothing_written(nkquiz: Run, small_file: Path, tmp_path: Path, options: list[str], message: str):
    """What can't be done is said before anything is written."""
    (tmp_path / "twice.csv").write_text("name\nAnna\nAnna\n", encoding="utf-8")
    (tmp_path / "there.keys.md").write_text("mine", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    done = nkquiz("paper", "--bank", small_file, "--format", "markdown", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == before


def test_files(nkquiz: Run, small_file: Path, tmp_path: Path):
    """Students' papers and keys are in files of their own; a folder or the format's ending is understood; --force
    replaces; fewer questions than wanted are told."""
    options = ["--bank", small_file, "--format", "markdown", "--seed", "1"]
    done = nkquiz("paper", *options, "--output", "week3.md")
    assert done.returncode == 0
    assert "questions instead of 20" in done.stderr
    students, keys = ((tmp_path / f"week3.{what}.md").read_text(encoding="utf-8") for what in ("students", "keys"))
    assert "Evidence" not in students
    assert "Evidence" in keys
    table = (tmp_path / "week3.answers.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("name,variant,1,2")
    assert nkquiz("paper", *options, "--output", ".").returncode == 0
    assert (tmp_path / "paper.paper.json").exists()
    assert nkquiz("paper", *options, "--output", "week3").returncode == 2
    (tmp_path / "in").mkdir()
    assert nkquiz("paper", *options, "--output", "in/.md").returncode == 0  # an ending without a name
    assert (tmp_path / "in" / "paper.students.md").exists()
    assert nkquiz("paper", *options, "--output", "week3", "--force").returncode == 0


def test_filled_in_table_stays(nkquiz: Run, small_file: Path, tmp_path: Path):
    """Not even --force replaces a table of answers that may have been filled in."""
    (tmp_path / "class.csv").write_text("name\nAnna\n", encoding="utf-8")
    command = ["paper", "--bank", small_file, "--format", "html", "--seed", "1", "--roster", "class.csv", "--force"]
    assert "left as it is" not in nkquiz(*command).stderr
    assert "left as it is" not in nkquiz(*command).stderr  # nothing was filled in
    table = tmp_path / "paper.answers.csv"
    filled = table.read_bytes().replace(b",,", b",B,", 1)
    table.write_bytes(filled)
    done = nkquiz(*command)
    assert done.returncode == 0
    assert "paper.answers.csv was left as it is" in done.stderr
    assert table.read_bytes() == filled


def test_answered_paper_stays(nkquiz: Run, small_file: Path, tmp_path: Path):
    """Not even --force replaces a paper that has a table of answers by another paper; more variants are the same."""
    command = ["paper", "--bank", small_file, "--format", "html", "--force"]
    assert nkquiz(*command, "--seed", "1").returncode == 0
    before = (tmp_path / "paper.paper.json").read_bytes()
    done = nkquiz(*command, "--seed", "2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "paper.paper.json is another paper" in done.stderr
    assert "choose another --output" in done.stderr
    assert (tmp_path / "paper.paper.json").read_bytes() == before
    assert nkquiz(*command, "--seed", "1", "--variants", "3").returncode == 0


@pytest.mark.parametrize(("name", "package"), [("pdf", "fpdf"), ("docx", "docx")])
def test_missing_extra(name: str, package: str, monkeypatch: pytest.MonkeyPatch):
    """A missing package is told with the command that installs it, and what works without."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError) as caught:
        writer(name)
    assert caught.value.hint == (
        f"python -m pip install 'nkquiz[{name}]'; without it, --format html or --format markdown works"
    )


def test_formats_cost_nothing_before_they_are_used():
    """Neither the command line nor the registry imports what writes PDF or Word files."""
    code = "import nkquiz.cli, sys; print([m for m in ('fpdf', 'docx', 'uharfbuzz', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "fpdf" not in done.stdout
    assert "docx" not in done.stdout


def test_copy_for_anybody_has_no_name():
    """A copy without a student has an empty line for the name."""
    paper, bank = small_paper(SMALL_BANK, 2, 1)
    file = writer("markdown")(paper, (Copy(paper.variants[0]),), bank, Layout(PaperSize.A4))
    assert r"Name: \_\_\_" in file.students.decode()
