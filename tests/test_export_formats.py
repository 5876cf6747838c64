"""What each format of `export` writes: compared with files in tests/golden/export/, and read back by other readers.

After a change that is meant, NKQUIZ_GOLDEN=1 writes the files anew: look at the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unicodedata import category

import openpyxl
import pytest
from exports import HOSTILE_FORMS, MADE, Texts, hostile, hostile_deck, small_deck, with_texts
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from progress import question

from nkquiz.export import FORMATS, wording, writer
from nkquiz.export.anki_html import lines
from nkquiz.export.cards import card
from nkquiz.export.csv import COLUMNS
from nkquiz.export.deck import Deck
from nkquiz.export.flashcards import escaped
from nkquiz.export.kahoot import COLUMNS as KAHOOT
from nkquiz.model import Arrangement, Choice, Entry, Option, Question
from nkquiz.quiz.material import Material, open_material
from nkquiz.quiz.session import every_question
from nkquiz.text import cell, one_line

ROOT = Path(__file__).resolve().parent.parent
PATHS = (None, ROOT / "data" / "examples" / "drowned-observatory.yaml")
GOLDEN = Path(__file__).parent / "golden" / "export"
MINE = ("anki", "anki-text", "kahoot", "quizlet", "csv", "json", "flashcards")
SUFFIXES = {"anki": "json", "kahoot": "json"}  # what is in them, as JSON
TEXTS = st.text(max_size=60)


@pytest.fixture
def small(tmp_path: Path) -> Deck:
    return small_deck(tmp_path / "small.yaml")


@pytest.fixture
def decks(small: Deck) -> dict[str, Deck]:
    return {"plain": small, "hostile": hostile_deck()}


def written(name: str, deck: Deck) -> bytes:
    return writer(name)(deck).data


def sheet(data: bytes) -> list[tuple[object, ...]]:
    with closing(openpyxl.load_workbook(io.BytesIO(data))) as book:
        return list(book.active.values)


def package(data: bytes) -> dict[str, object]:
    """What is in an Anki package: notes, cards, decks and types of notes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, closing(sqlite3.connect(":memory:")) as db:
        assert archive.read("media") == b"{}"
        db.deserialize(archive.read("collection.anki2"))
        ((models, found),) = db.execute("select models, decks from col")
        return {
            "models": {
                id_: {
                    "name": model["name"],
                    "mod": model["mod"],
                    "fields": [field["name"] for field in model["flds"]],
                    "templates": [(template["qfmt"], template["afmt"]) for template in model["tmpls"]],
                    "css": model["css"],
                }
                for id_, model in json.loads(models).items()
            },
            "decks": {id_: deck["name"] for id_, deck in json.loads(found).items()},
            "notes": db.execute("select id, guid, mid, mod, tags, flds from notes order by id").fetchall(),
            "cards": db.execute("select id, nid, did, ord, mod, due from cards order by id").fetchall(),
        }


def shown(name: str, data: bytes) -> bytes:
    """A file as it can be compared: what is in it, where it is no text."""
    if name not in SUFFIXES:
        return data
    found = sheet(data) if name == "kahoot" else package(data)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


@pytest.mark.parametrize("what", ["plain", "hostile"])
@pytest.mark.parametrize("name", MINE)
def test_golden(name: str, what: str, decks: dict[str, Deck]):
    """Each format writes what its golden file has, and the same bytes every time."""
    data = written(name, decks[what])
    path = GOLDEN / f"{what}.{name}.{SUFFIXES.get(name, FORMATS[name].suffix)}"
    if os.environ.get("NKQUIZ_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(shown(name, data))
    assert shown(name, data) == path.read_bytes()
    assert data == written(name, decks[what])


@pytest.mark.parametrize("path", PATHS, ids=["shipped", "other"])
@pytest.mark.parametrize("name", MINE)
def test_whole_banks(name: str, path: Path | None, whole: dict[Path | None, Deck]):
    """Every question of a bank is written or named with a reason, and only Kahoot leaves any out."""
    deck = whole[path]
    exported = writer(name)(deck)
    left_out = {each.question.id for each in exported.left_out}
    assert all(each.why for each in exported.left_out)
    assert bool(left_out) == (name == "kahoot")
    kept = len(deck.questions) - len(left_out)
    counts = {
        "anki": lambda data: len(package(data)["notes"]),
        "anki-text": lambda data: len(data.decode().splitlines()) - 6,
        "kahoot": lambda data: len(sheet(data)) - 1,
        "quizlet": lambda data: data.count(b"\n"),
        "csv": lambda data: len(list(csv.DictReader(io.StringIO(data.decode(), newline="")))),
        "json": lambda data: len(json.loads(data)["questions"]),
        "flashcards": lambda data: data.count(b"\n## "),
    }
    assert counts[name](exported.data) == kept > 100


@pytest.fixture(scope="module")
def whole(shared_cache: Path) -> dict[Path | None, Deck]:
    return {path: every(open_material(path, shared_cache)) for path in PATHS}


def every(material: Material, seed: int = 1) -> Deck:
    return Deck(material.bank.source.title, material.bank, tuple(every_question(material, seed)), MADE)


def test_another_seed_keeps_identifiers(whole: dict[Path | None, Deck], material: Material):
    """A question that asks the same has the same name whatever the seed, in every format that has names."""
    other = every(material, 2)

    def names(deck: Deck) -> list[dict[tuple[str, ...], str]]:
        rows = csv.DictReader(io.StringIO(written("csv", deck).decode(), newline=""))
        texts = written("anki-text", deck).decode().splitlines()[6:]
        guids = [note[1] for note in package(written("anki", deck))["notes"]]
        asked = [(q.type, q.claim, *sorted(q.claims), q.text or q.prompt) for q in deck.questions]
        return [
            dict(zip(asked, (row["identifier"] for row in rows), strict=True)),
            dict(zip(asked, (q["identifier"] for q in json.loads(written("json", deck))["questions"]), strict=True)),
            dict(zip(asked, (row.partition("\t")[0] for row in texts), strict=True)),
            dict(zip(asked, guids, strict=True)),
        ]

    for mine, theirs in zip(names(whole[None]), names(other), strict=True):
        both = mine.keys() & theirs.keys()
        assert 300 < len(both) < len(mine)
        assert {asked: mine[asked] for asked in both} == {asked: theirs[asked] for asked in both}
        assert len(set(mine.values())) == len(mine)


# Cards


def test_card():
    """What is offered has letters, slots have numbers; behind stand the answer and why others are wrong."""
    deck = hostile_deck()
    choice, truth, gap, order, match, silent, gone = (card(deck, each) for each in deck.questions)
    assert [line[:2] for line in choice.offered] == ["A.", "B.", "C.", "D."]
    assert choice.answer == (f"B. {one_line(hostile('option1'))}",)
    assert [line[:6] for line in choice.grounds[:3]] == ["Not A:", "Not C:", "Not D:"]
    assert truth.offered == ("A. true", "B. false")
    assert gap.offered == ()
    assert gap.answer == (one_line(hostile("right")),)
    assert [line.partition(":")[0] for line in gap.grounds[:1]] == ["Also right"]
    assert gap.grounds[1] == "Up to 5 percent off counts as right"
    assert [line[:2] for line in order.offered] == ["A.", "B.", "C."]
    assert [line[:5] for line in order.answer] == ["1: C.", "2: A.", "3: B."] == [line[:5] for line in match.answer]
    assert [line[:2] for line in match.offered] == ["1.", "2.", "3.", "A.", "B.", "C."]
    assert "The source does not say so." in silent.grounds
    assert gone.grounds[-1].startswith("Source: ")


def test_one_reason_for_all_lures_is_told_once(small: Deck):
    """Lures that are wrong for one reason are not told it one by one."""
    form = Choice((Option("a", "x", "So."), Option("b", "y", "So."), Option("c", "z")), "c")
    assert card(small, question(1, form)).grounds[0] == "So."


@pytest.mark.parametrize("name", ["anki", "anki-text", "quizlet", "flashcards"])
def test_cards_with_nothing_on_a_side_are_named(name: str, small: Deck):
    """A question or an answer of invisible characters gives no card."""
    silent = replace(question(1), prompt="\u200b", text="\u202e")
    unanswered = replace(question(2, Entry(("\u200b",))), type="gap")
    exported = writer(name)(replace(small, questions=(silent, unanswered, question(3))))
    assert [(each.question.id, each.why) for each in exported.left_out] == [
        ("q1", "nothing is asked that can be shown"),
        ("q2", "its answer has no text that can be shown"),
    ]


# CSV


def test_csv_reads_back():
    """The csv module reads each text back, with an apostrophe before what would be a formula."""
    deck = hostile_deck()
    rows = list(csv.DictReader(io.StringIO(written("csv", deck).decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    for row, asked in zip(rows, deck.questions, strict=True):
        assert row["identifier"] == wording.identifier(deck, asked)
        assert row["prompt"] == cell(one_line(asked.prompt))
        assert row["text"] == cell(one_line(asked.text))
        assert row["claims"].split("\n") == list(asked.claims)
        assert not any(value.startswith(tuple("=+-@\t\r\n")) for value in row.values())
        if isinstance(asked.form, Choice | Arrangement):
            options = asked.form.options if isinstance(asked.form, Choice) else asked.form.items
            assert row["options"] == cell("\n".join(one_line(option.text) for option in options))
            if row["reasons"]:
                assert len(row["reasons"].split("\n")) == len(options)
    assert rows[0]["locators"] == "1.1\n2.10"
    assert rows[2]["tolerance"] == "0.05"
    assert len(rows[2]["also_right"].split("\n")) == 2
    assert len(rows[4]["slots"].split("\n")) == len(rows[4]["answer"].split("\n")) == 3


@given(TEXTS, TEXTS)
def test_csv_keeps_texts(one: str, two: str):
    """Whatever a text holds, a cell has it on its line."""
    deck = with_texts(hostile_deck(), one, two)
    (row,) = csv.DictReader(io.StringIO(written("csv", deck).decode(), newline=""))
    assert row["options"] == cell(f"{one_line(one)}\n{one_line(two)}")
    assert row["text"] == cell(one_line(one))


# JSON


def test_json(small: Deck):
    """The keys are a contract."""
    data = json.loads(written("json", small))
    assert set(data) == {"version", "title", "made", "source", "topics", "questions"}
    assert (data["version"], data["made"]) == (1, "2024-05-01T10:00:00+00:00")
    assert set(data["source"]) == {"bank", "title", "author", "date", "url"}
    for asked in data["questions"]:
        assert set(asked) == {
            *("identifier", "id", "type", "claims", "topic", "prompt", "text", "form"),
            *("answer", "explanation", "grounds"),
        }
        for ground in asked["grounds"]:
            assert set(ground) == {"claim", "in_source", "text", "evidence", "note"}
            assert all(set(evidence) == {"locator", "fragment"} for evidence in ground["evidence"])
            assert ground["note"] is None or set(ground["note"]) == {"text", "basis"}
    assert {ground["in_source"] for asked in data["questions"] for ground in asked["grounds"]} == {True, False}


def test_json_keeps_everything():
    """Texts are those of the bank, character by character, and are safe to print."""
    deck = hostile_deck()
    text = written("json", deck).decode()
    assert not {c for c in text if category(c) in ("Cc", "Cf")} - {"\n"}
    data = json.loads(text)
    assert data["title"] == deck.title
    assert data["source"]["url"] == deck.bank.source.url
    for asked, found in zip(deck.questions, data["questions"], strict=True):
        assert (found["prompt"], found["text"], found["explanation"]) == (asked.prompt, asked.text, asked.explanation)
    assert data["questions"][0]["form"]["options"][0]["why"] == hostile("option0 why")
    assert data["questions"][0]["grounds"][0]["note"]["basis"] == hostile("one basis")
    assert data["questions"][0]["answer"] == hostile("option1")
    assert data["questions"][-1]["grounds"] == []


# Quizlet


@given(TEXTS.filter(one_line), TEXTS)
def test_quizlet(one: str, two: str):
    """One line a card and one tab in it, whatever the texts hold."""
    deck = with_texts(hostile_deck(), one, two)
    line, end = written("quizlet", deck).decode().split("\n")
    term, definition = line.split("\t")
    assert end == ""
    assert term.endswith(f"A. {one_line(one)} B. {one_line(two)}")
    assert definition.startswith(f"A. {one_line(one)} | ")


# Flashcards

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BLOCKS = {"heading", "paragraph", "blockquote", "inline"}
INLINE = {"text", "hardbreak", "strong_open", "strong_close"}


def tokens(text: str) -> Iterator[Token]:
    for token in MARKDOWN.parse(text):
        assert token.type.removesuffix("_open").removesuffix("_close") in BLOCKS, token
        for child in token.children or ():
            assert child.type in INLINE, child
        yield token


def inline(text: str) -> list[str]:
    """The lines of a page's paragraphs and headings as a reader sees them; nothing else may be in it."""
    found = (token for token in tokens(text) if token.type == "inline")
    return [
        line
        for token in found
        for line in "".join("\n" if c.type == "hardbreak" else c.content for c in token.children or ()).split("\n")
    ]


def test_flashcards_have_no_markup_of_a_text():
    """A reader of Markdown finds our headings, paragraphs and quotes, and each line of each card as it is."""
    deck = hostile_deck()
    expected = [wording.title(deck)]
    for number, asked in enumerate(deck.questions, 1):
        each = card(deck, asked)
        expected += [str(number), *each.asked, *each.offered, *each.answer, *each.grounds]
    assert inline(written("flashcards", deck).decode()) == expected


@given(st.text(max_size=60) | st.text("=+-#>*_`~|[]()!<&;:.1a \\^$@", max_size=20))
def test_escaped(text: str):
    """Every text comes back as it was, alone, in bold, in a quote and in a heading."""
    line = one_line(text) or "x"
    for before, after in (("", ""), ("**", "**"), ("> ", ""), ("## ", "")):
        assert inline(f"{before}{escaped(line)}{after}\n") == [line]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("30,000 crowns, 4.5 percent (ten-fold).", "30,000 crowns, 4.5 percent (ten-fold)."),
        ("https://example.org", r"https\://example.org"),
        ("www.example.org", r"www\.example.org"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("12:30 :smile: a: b", r"12\:30 \:smile: a: b"),
        ("==no== ~~no~~", r"\=\=no=\= \~\~no\~\~"),
        ("<b>&amp;", r"\<b\>\&amp;"),
    ],
)
def test_escaped_says_no_more_than_it_must(raw: str, expected: str):
    """Ordinary texts stay as they are; addresses become no links, and lines no lists."""
    assert escaped(raw) == expected


# Kahoot


def asked_with(*options: str, text: str = "Which?") -> Question:
    form = Choice(tuple(Option(f"o{n}", option) for n, option in enumerate(options)), "o1")
    return replace(question(1, form), prompt=text)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (question(1, HOSTILE_FORMS["gap"]), "Kahoot's spreadsheet has questions to choose from only"),
        (question(1, HOSTILE_FORMS["order"]), "Kahoot's spreadsheet has questions to choose from only"),
        (asked_with("a", "b", text="x" * 120), ""),
        (asked_with("a", "b", text="x" * 121), "the question has 121 characters; Kahoot takes 120"),
        (asked_with("a", "b", text="😀" * 61), "the question has 122 characters; Kahoot takes 120"),
        (asked_with("a", "x" * 75), ""),
        (asked_with("a", "x" * 76), "an answer has 76 characters; Kahoot takes 75"),
        (asked_with("a", "b", "c", "d", "e"), "it has 5 answers; Kahoot takes 2 to 4"),
        (asked_with("\u202e", "b"), "the question or an answer has nothing in it that can be shown"),
    ],
)
def test_kahoot_fits(asked: Question, why: str, small: Deck):
    """What is too long, or of another form, is named with the reason, and nothing is cut."""
    exported = writer("kahoot")(replace(small, questions=(asked,)))
    assert [each.why for each in exported.left_out] == ([why] if why else [])
    assert len(sheet(exported.data)) == (1 if why else 2)


def test_kahoot_sheet(small: Deck):
    """openpyxl finds the columns that Kahoot asks for, texts as texts, and the number of the right answer."""
    texts = ("=1+1", "+1", "https://example.org", "@a _x0041_ <b>")
    deck = replace(small, questions=(asked_with(*texts, text="=cmd|' /C calc'!A0"), asked_with("1", "2")))
    with closing(openpyxl.load_workbook(io.BytesIO(written("kahoot", deck)))) as book:
        page = book.active
        assert [c.value for c in page[1]] == [None, *KAHOOT[1:]]
        assert KAHOOT[1:3] == ("Question - max 120 characters", "Answer 1 - max 75 characters")
        assert KAHOOT[-2:] == (
            "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
            "Correct answer(s) - choose at least one",
        )
        assert [c.value for c in page[2]] == [1, "=cmd|' /C calc'!A0", *texts, 20, 2]
        assert {c.data_type for c in page[2][1:6]} <= {"s"}
        assert not any(c.hyperlink for c in page[2])
        assert [c.value for c in page[3]] == [2, "Which?", "1", "2", None, None, 20, 2]


@pytest.mark.parametrize(("length", "seconds"), [(3, 20), (70, 30), (75, 60)])
def test_kahoot_time(length: int, seconds: int, small: Deck):
    """The time allows to read everything."""
    deck = replace(small, questions=(asked_with(*("x" * length for _ in range(4))),))
    assert sheet(written("kahoot", deck))[1][6] == seconds


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_kahoot_keeps_texts(one: str, two: str):
    """Every text that is there comes back from the sheet."""
    deck = with_texts(hostile_deck(), one, two)
    exported = writer("kahoot")(deck)
    rows = sheet(exported.data)[1:]
    assert len(rows) + len(exported.left_out) == 1
    assert [list(row[2:4]) for row in rows] in ([], [[one_line(one), one_line(two)]])


# Anki's HTML


@given(st.lists(TEXTS.map(one_line), min_size=1, max_size=3))
def test_anki_html_keeps_texts(texts: list[str]):
    """A browser shows each text as it is, and Anki finds no sound, LaTeX or gap in it."""
    field = lines(texts, "asked")
    assert Texts(field).texts == texts
    assert not set("[]{}\n\t") & set(field)


def test_anki_text():
    """One line a card, four columns, and no quotation mark that would begin a quoted field."""
    deck = hostile_deck()
    text = written("anki-text", deck).decode()
    *head, last = text.split("\n")[:6]
    assert [line.partition(":")[0] for line in head] == ["#separator", "#html", "#notetype", "#deck", "#guid column"]
    assert last == "#tags column:4"
    rows = [line.split("\t") for line in text.split("\n")[6:-1]]
    assert len(rows) == len(deck.questions)
    assert '"' not in text.partition("#guid")[2]
    for row, asked in zip(rows, deck.questions, strict=True):
        guid, front, back, tags = row
        each = card(deck, asked)
        assert Texts(front).texts == [*each.asked, *each.offered]
        assert Texts(back).texts == [*each.answer, *each.grounds]
        assert tags == f"hostile::{asked.topic} {asked.type}"
        assert guid.isalnum()
