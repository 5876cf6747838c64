"""What the exports to learning platforms write, read back as the platforms read it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import NASTY, bank, deck, questions
from hypothesis import example, given, settings
from hypothesis import strategies as st
from platform_readers import Read, gift, moodle, qti
from progress import NOW
from tables import BANKS

from nkquiz.export import FORMATS, platforms, spellings, wording, writer
from nkquiz.export.deck import Deck
from nkquiz.model import Arrangement, Choice, Entry, EntryKind, Option, Question
from nkquiz.quiz.material import open_material
from nkquiz.quiz.session import every_question
from nkquiz.text import one_line

GOLDEN = Path(__file__).parent / "golden" / "export"
READERS = {"moodle": moodle, "gift": gift, "qti": qti}
MOODLE = ("moodle", "gift")


def expected(deck: Deck, question: Question, name: str) -> Read:
    """Return what the platform is to have of a question."""
    form = question.form
    read = Read(
        wording.identifier(deck, question),
        one_line(f"{question.claim} ({question.type})"),
        "",
        [one_line(question.prompt), one_line(question.text)],
        list(wording.feedback(deck, question)),
        tags=list(platforms.moodle_tags(deck, question)) if name in MOODLE else [],
    )
    match form:
        case Choice():
            read.kind = "truefalse" if {o.id for o in form.options} == {"true", "false"} else "multichoice"
            read.answers = [(o.id == form.key, one_line(o.text), one_line(o.why)) for o in form.options]
            read.shuffled = not form.fixed
        case Entry():
            read.stem.append(f"Asked for: {one_line(form.hint)}" if one_line(form.hint) else "")
            known = [(o, one_line(o.text), one_line(o.why)) for o in form.wrong]
            known = [each for each in known if each[1] and each[2]]
            if found := platforms.number(form):
                read.kind = "numerical"
                read.stem.append("Type it in digits.")
                right = [f"{float(value)} {float(slack)}" for value, slack in found.right]
                wrong = [(False, f"{float(value)} 0.0", why) for value, why in found.wrong]
            else:
                read.kind = "shortanswer"
                right = list(spellings.texts(question, form))
                wrong = [(False, text, why) for _, text, why in known]
            read.answers = [(True, text, "") for text in right] + wrong * (name in MOODLE)
            if name == "qti":
                read.tags = [f"{text}: {why}" for _, text, why in known]
        case Arrangement():
            read.kind = "match"
            names = ("1st", "2nd", "3rd", "4th")
            slots = names[: len(form.slots)] if form.is_order else [one_line(slot) for slot in form.slots]
            read.pairs = [(slot, one_line(form.item(id_).text)) for slot, id_ in zip(slots, form.key, strict=True)]
            read.shuffled = not form.is_order
    read.stem = [line for line in read.stem if line]
    if name != "moodle" or read.kind not in ("multichoice", "match"):
        read.shuffled = None
    return read


def check(deck: Deck, name: str) -> list[Question]:
    """Compare a whole deck with what is read of its export; return the questions left out."""
    exported = writer(name)(deck)
    left_out = [each.question for each in exported.left_out]
    assert all(each.why for each in exported.left_out)
    kept = [question for question in deck.questions if question not in left_out]
    assert READERS[name](exported.data)[1] == [expected(deck, q, name) for q in kept]
    return left_out


def as_text(name: str, data: bytes) -> str:
    """Return an export as it can be compared line by line: the files of a zip one after the other."""
    if name != "qti":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(f"{file}\n{archive.read(file).decode()}" for file in archive.namelist())


@pytest.mark.parametrize("name", READERS)
def test_golden(name: str):
    """Each format writes what its golden file has. NKQUIZ_GOLDEN=1 writes it anew: look at the difference."""
    found = as_text(name, writer(name)(deck()).data)
    path = GOLDEN / f"hostile.{name}.{'txt' if name == 'qti' else FORMATS[name].suffix}"
    if os.environ.get("NKQUIZ_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found.encode())
    assert found == path.read_bytes().decode()


@pytest.mark.parametrize("name", READERS)
def test_hostile_texts_come_back(name: str):
    """Whatever stands in a field is read back as that text, and as nothing else."""
    assert check(deck(), name) == []


@pytest.mark.parametrize("bank_name", BANKS)
@pytest.mark.parametrize("name", READERS)
def test_whole_banks_come_back(name: str, bank_name: str, shared_cache: Path):
    """Every question of a bank is exported, and read back as it is."""
    material = open_material(BANKS[bank_name], shared_cache)
    whole = Deck(material.bank.source.title, material.bank, tuple(every_question(material, 1)), NOW)
    assert check(whole, name) == []
    assert len(whole.questions) > 400


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25)
@given(st.lists(st.text() | st.sampled_from(NASTY), min_size=1, max_size=12), st.text())
@example(["&&058;", "&&010; &&"], "a")
@example(["a -> b", "->"], "//")
@example(["\u202e", " ", "x"], "\x00")
@example(["\\", "\\\\", "\\n", "\\:", "*", "\\*", "\\\\*"], "\\")
@example(["]", "[", "[plain]", "[html", "%", "%100%", "=%50%x"], "]]>")
def test_any_text_comes_back(name: str, texts: list[str], title: str):
    """Any text in any field comes back, or its question is left out, and only for a reason that the format has."""
    made = bank(texts)
    whole = Deck(title, made, questions(made, lambda number: texts[number % len(texts)]), NOW)
    ids = [wording.identifier(whole, question) for question in whole.questions]
    for question in check(whole, name):
        needed, told = needed_and_told(question, whole)
        empty = not all(needed)
        again = name == "qti" and ids.count(wording.identifier(whole, question)) > 1
        no_way = name == "gift" and ("->" in told or re.search(r"&&\d+;", told))
        too_long = name in MOODLE and any(len(text) > 255 for text in needed)
        assert empty or again or no_way or too_long


def needed_and_told(question: Question, deck: Deck) -> tuple[list[str], str]:
    """Return the texts without which a question is none, and all others in one."""
    form = question.form
    match form:
        case Choice():
            needed = [option.text for option in form.options]
            others = [option.why for option in form.options]
        case Entry():
            needed = ["".join(form.accepted)]
            others = [*form.accepted, form.hint, *(text for option in form.wrong for text in (option.text, option.why))]
        case Arrangement():
            needed = [*(item.text for item in form.items), *(() if form.is_order else form.slots)]
            others = []
    needed = [one_line(text) for text in (*needed, question.prompt + question.text)]
    told = map(one_line, (*needed, *others, question.prompt, question.text))
    return needed, "\n".join([*told, *wording.feedback(deck, question)])


@pytest.mark.parametrize("name", READERS)
def test_same_bytes(name: str):
    """The same deck gives the same bytes, whatever the hash seed, the clock and the time it was made."""
    code = (
        "import hashlib, dataclasses, datetime, hostile; from nkquiz.export import writer; d = hostile.deck(); "
        "d = dataclasses.replace(d, made=datetime.datetime(2031, 1, 2, tzinfo=datetime.UTC)); "
        f"print(hashlib.sha256(writer({name!r})(d).data).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "5", "TZ": "Pacific/Apia"}
    here = Path(__file__).parent
    other = subprocess.run([sys.executable, "-c", code], cwd=here, env=environment, capture_output=True, check=True)
    assert hashlib.sha256(writer(name)(deck()).data).hexdigest() == other.stdout.decode().strip()


@pytest.mark.parametrize("name", READERS)
def test_empty_deck(name: str):
    """A deck without questions gives a file that can be read."""
    assert READERS[name](writer(name)(replace(deck(), questions=())).data)[1] == []


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Plain", ["Plain"]),
        ("a/b // c", ["a/b // c"]),
        ("/ends/", ["/ends/"]),
        (r"C:\new {x} = #1 ~", [r"C:\new {x} = #1 ~"]),
        ("x" * 300, ["hostile-bank"]),
        ("\u202e\n", ["hostile-bank"]),
    ],
)
@pytest.mark.parametrize("name", MOODLE)
def test_category(name: str, title: str, path: list[str]):
    """The title is one category under the top one, however many slashes it has; one that is too long is the bank's."""
    found = READERS[name](writer(name)(replace(deck(), title=title)).data)[0]
    names = [each.replace("//", "/").strip() for each in re.split(r"(?<!/)/(?!/)", found)]
    assert names == ["top", *path]


@pytest.mark.parametrize(
    ("topic", "tag"),
    [
        ("Money", "Money"), ("A & [b]", "A & [b]"), ("a]", "a]"), ("<b>", "topic"), ("`x", "topic"), ("a\\", "topic"),
        ("x" * 51, "topic"), ("x" * 50, "x" * 50),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", MOODLE)
def test_tags(name: str, topic: str, tag: str):
    """Topic, type and bank are tags; a topic that Moodle would change goes by its id."""
    made = replace(deck(), bank=replace(bank(), topics={"topic": topic}))
    made = replace(made, questions=made.questions[:1])
    assert READERS[name](writer(name)(made).data)[1][0].tags == [tag, "type", "hostile-bank"]


ASKED = Question("q", "value", ("claim-1",), "topic", "What is missing?", Entry(("x",)), "They met in the ____.")


@pytest.mark.parametrize(
    ("form", "some", "none"),
    [
        (Entry(("Cold War",)), ["Cold War", "the Cold War"], ["War"]),
        (Entry(("the Kremlin", "Moscow")), ["the Kremlin", "Moscow", "Kremlin"], ["the the Kremlin"]),
        (Entry(("José Peña",)), ["José Peña", "Jose Pena"], []),
        (
            Entry(("ten billion dollars",), EntryKind.NUMBER, "any", "billion dollars"),
            ["ten billion dollars", "10 billion", "10,000,000,000", "10000000000 dollars", "10"],
            ["10 dollars"],
        ),
        (Entry(("90 percent",), EntryKind.NUMBER, "any", "percent"), ["90%", "90", "ninety percent"], ["9"]),
        (Entry(("66th",), EntryKind.NUMBER), ["66th", "66"], ["66rd"]),
        (Entry(("first",), EntryKind.NUMBER), ["first", "1st", "1"], ["2nd", "one"]),
        (Entry(("two thirds",), EntryKind.NUMBER), ["two thirds", "two-thirds", "2/3"], ["2", "3"]),
        (Entry(("April 2014",), EntryKind.DATE), ["April 2014", "Apr 2014", "2014-04"], ["April", "2014"]),
        (
            Entry(("December 17, 2011",), EntryKind.DATE),
            ["December 17, 2011", "17 December 2011", "17th of December 2011", "Dec 17 2011", "2011-12-17"],
            ["December 2011"],
        ),
        (Entry(("17 May",), EntryKind.DATE), ["17 May", "May 17", "May 17th"], ["May"]),
        (Entry(("1990s",), EntryKind.DATE), ["1990s", "the 1990s"], ["1990"]),
        (Entry(("1991",), EntryKind.DATE), ["1991"], []),
    ],
)  # fmt: skip
def test_spellings(form: Entry, some: list[str], none: list[str]):
    """What people may type for the same is written out, the key first, and nothing twice."""
    found = spellings.texts(ASKED, form)
    assert found[0] == form.accepted[0]
    assert set(some) <= set(found)
    assert not set(none) & set(found)
    assert len({text.casefold() for text in found}) == len(found)


@pytest.mark.parametrize(
    ("form", "right"),
    [
        (Entry(("30,000 crowns",), EntryKind.NUMBER, "a number of crowns", "crowns", 0.05), [("30000", "1500")]),
        (
            Entry(("ten billion dollars",), EntryKind.NUMBER, "a number of billion dollars", "billion dollars"),
            [("10", "0"), ("10000000000", "0")],
        ),
        (
            Entry(("1.5 million euros",), EntryKind.NUMBER, "a number", "million euros"),
            [("1.5", "0"), ("1500000", "0")],
        ),
        (Entry(("six months",), EntryKind.NUMBER, "a number of months", "months"), [("6", "0")]),
        (Entry(("about two",), EntryKind.NUMBER, "a number; up to 5 percent off", tolerance=0.05), [("2", "0.1")]),
        (Entry(("66th",), EntryKind.NUMBER, "a rank, such as fifth"), None),
        (Entry(("two thirds",), EntryKind.NUMBER, "a fraction or a percentage"), None),
        (Entry(("two",), EntryKind.NUMBER, "the right name, number or date"), None),
        (Entry(("1991",), EntryKind.DATE, "a year"), None),
        (Entry(("two",)), None),
    ],
)  # fmt: skip
def test_numbers(form: Entry, right: list[tuple[str, str]] | None):
    """A number that is asked for in digits goes with what it may be missed by; ranks and fractions are texts, and so is
    what the hint leaves open."""
    found = spellings.number(form)
    shown = found and [(spellings.plain(value), spellings.plain(slack)) for value, slack in found.right]
    assert shown == right


def test_wrong_numbers():
    """A wrong number is named if it has a reason and the unit that is asked for."""
    wrong = (Option("a", "13 crowns", "No."), Option("b", "14 crowns"), Option("c", "15 dollars", "Crowns."))
    form = Entry(("30 crowns",), EntryKind.NUMBER, "a number of crowns", "crowns", wrong=wrong)
    found = spellings.number(form)
    assert found is not None
    assert ("13", "No.") in [(spellings.plain(value), why) for value, why in found.wrong]
    assert "14" not in [spellings.plain(value) for value, _ in found.wrong]


@pytest.mark.parametrize(
    ("name", "form", "why"),
    [
        ("gift", Entry(("a -> b",)), "->"),
        ("gift", Entry(("&&058;",)), "&&058;"),
        ("moodle", Arrangement(("a", "b"), (Option("x", "x" * 256), Option("y", "y")), ("x", "y"), ("c", "d")), "256"),
        ("moodle", Entry(("\u202e",)), "no text"),
        ("qti", Choice((Option("a", "a"), Option("b", " ")), "a"), "no text"),
    ],
)
def test_left_out(name: str, form: Choice | Entry | Arrangement, why: str):
    """What a format can't hold is left out with the reason, and nothing else is."""
    made = bank()
    asked = replace(ASKED, form=form)
    exported = writer(name)(Deck("t", made, (asked, ASKED), NOW))
    assert [each.question for each in exported.left_out] == [asked]
    assert why in exported.left_out[0].why
    assert len(READERS[name](exported.data)[1]) == 1


def test_registered():
    """The formats for learning platforms are found under their names."""
    assert set(READERS) <= set(FORMATS)
    assert all(FORMATS[name].summary and FORMATS[name].suffix.isalnum() for name in READERS)


def test_claim_that_is_gone():
    """A claim that the bank no longer has leaves its question with the source alone as feedback."""
    asked = replace(ASKED, claims=("gone",))
    made = Deck("t", bank(), (asked,), NOW)
    assert moodle(writer("moodle")(made).data)[1][0].general == [wording.source(made.bank)]
