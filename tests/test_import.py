"""Importing: sets and tables, the bank that is written, and the command as a process of its own."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from conftest import HOSTILE, Run, replaced
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_import_gift import shown

from nkquiz import check, load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.validators import lint
from nkquiz.errors import InputError
from nkquiz.imports import SOURCES, csv, quizlet, reader
from nkquiz.imports.found import Found, Imported, Misfit, Stem, card, to_choose, to_judge, to_match, to_type
from nkquiz.imports.reading import decode, guess
from nkquiz.imports.writer import Heading, bank_text, quoted, slug
from nkquiz.model import Bank, Lure, WrittenQuestion
from nkquiz.text import one_line

GOLDEN = Path(__file__).parent / "golden" / "import"
HEADING = Heading("zoo", "The zoo", "The zoo", "zoo.txt")
SCHEMA = json.loads((files("nkquiz.bank") / "schema.json").read_text(encoding="utf-8"))


def bank_of(imported: Imported, heading: Heading = HEADING) -> Bank:
    """Return the bank that is written, read by the strict loader, and by the schema."""
    text, count, _ = bank_text(imported, heading)
    bank, problems = parse_bank(text.encode())
    assert bank is not None, (problems, text)
    assert len(bank.claims) + len(bank.drafts) == count
    assert not list(Draft202012Validator(SCHEMA).iter_errors(yaml.load(text, Loader=yaml.BaseLoader)))
    return bank


def texts(imported: Imported) -> list[str]:
    return [found.text for found in imported.found]


def left_out(imported: Imported) -> list[str]:
    return [problem.at("f") for problem in imported.left_out]


QUIZLET = [
    ("Hund\tdog\nKatze\tcat\n", ["Hund: dog", "Katze: cat"], []),
    ("\ufeffHund\tdog\r\nKatze\tcat", ["Hund: dog", "Katze: cat"], []),
    ("Hund\tdog\rKatze\tcat", ["Hund: dog", "Katze: cat"], []),
    ("\n\nHund\tdog\n\n", ["Hund: dog"], []),
    ('"Hund"\t"dog', ['"Hund": "dog'], []),
    ("Hund\tdog\tpet", ["Hund: dog pet"], []),
    ("Hund - dog\nKatze - cat", ["Hund: dog", "Katze: cat"], []),
    ("Hund;dog\nKatze;cat", ["Hund: dog", "Katze: cat"], []),
    ("What barks?\ta dog", ["What barks? a dog"], []),
    ("The __ barks.\tdog", ["The dog barks."], []),
    ("Hund\tdog\nKatze\n\tcat\nKuh\t ", ["Hund: dog"], [
        "f:2: the card 'Katze' has no tab between term and definition (a line break in a card: put it all on one line)",
        "f:3: the card 'cat' has no term",
        "f:4: the card 'Kuh' has no definition",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "left"), QUIZLET, ids=[case[0][:20] for case in QUIZLET])
def test_quizlet(text: str, found: list[str], left: list[str]):
    """A card is a line; one that is none is listed."""
    imported = quizlet.read(text.encode(), "f")
    assert (texts(imported), left_out(imported)) == (found, left)


CSV = [
    ("term,definition\nHund,dog\nKatze,cat\n", ["Hund: dog", "Katze: cat"], []),
    ("Hund,dog\nKatze,cat\n", ["Hund: dog", "Katze: cat"], []),
    ("Hund;dog\nKatze;cat, kitten\n", ["Hund: dog", "Katze: cat, kitten"], []),
    ("Hund\tdog, hound\nKatze\tcat, kitten\n", ["Hund: dog, hound", "Katze: cat, kitten"], []),
    ("Hund|dog\nKatze|cat\n", ["Hund: dog", "Katze: cat"], []),
    ('"Hund, der","a ""dog"""\n', ['Hund, der: a "dog"'], []),
    ('"Hund","a\ndog"\nKatze,\n', ["Hund: a dog"], ["f:3: the row 'Katze' has no definition"]),
    ("Back,Front\ndog,Hund\n", ["Hund: dog"], []),
    ("Question;Answer\nWhat barks?;a dog\n", ["What barks? a dog"], []),
    ("\ufeffTerm,Definition\r\nHund,dog\r\n", ["Hund: dog"], []),
    ("'=1+1,two\n'-5,five below\n", ["=1+1: two", "-5: five below"], []),
    ("'n roll,rock\n", ["'n roll: rock"], []),
    (",dog\nHund\n\n,\nKatze,cat", ["Katze: cat"], [
        "f:1: the row 'dog' has no term",
        "f:2: the row 'Hund' has no definition",
    ]),
    ("term,definition,notes,picture\nHund,dog,a pet,\n", ["Hund: dog"], [
        "f:1: the columns 'notes' are left out (term and definition are read, and a topic)",
    ]),
    ("Hund,dog,a pet\nKatze,cat,\n", ["Hund: dog", "Katze: cat"], [
        "f:1: the columns number 3 are left out (term and definition are read, and a topic)",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "left"), CSV, ids=[case[0][:20] for case in CSV])
def test_csv(text: str, found: list[str], left: list[str]):
    """A card is a row; one that is none is listed, and so is a column that is not read."""
    imported = csv.read(text.encode(), "f")
    assert (texts(imported), left_out(imported)) == (found, left)


def test_csv_topics():
    """A column for topics is read if the table has a head."""
    imported = csv.read(b"term,topic,definition\nHund,Pets,dog\nKuh,Farm,cow\n", "f")
    assert list(bank_of(imported).topics.values()) == ["Pets", "Farm"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "f is empty"),
        (b"\n \n", "f is empty"),
        (b"one\ntwo\n", "f:1: the table has one column only"),
        (b'Hund,"dog\nKatze,cat\n', "f:1: a quotation mark that is not closed"),
        (b'Hund,dog\n"Katze"x,cat\n', "f:2: "),
        (b"Hund," + b"x" * 200_000, "f:1: field larger than field limit"),
        (b"Hund,dog\nK\xe4tzchen,kitten\n", "f:2: the file is not UTF-8"),
        (b"Hund,dog\0", "f:1: a NUL byte"),
    ],
)
def test_csv_refused(data: bytes, message: str):
    """What is no table is refused with its line."""
    with pytest.raises(InputError) as caught:
        csv.read(data, "f")
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str):
    """Text is UTF-8, or what its byte order mark says."""
    assert decode("Käfer\tbug".encode(encoding), "f") == "Käfer\tbug"


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.csv", b"Hund\tdog", "csv"),
        ("a.tsv", b"Hund\tdog", "csv"),
        ("a.xml", b"", "moodle"),
        ("A.GIFT", b"", "gift"),
        ("a.apkg", b"", "anki"),
        ("a", b"PK\x03\x04", "anki"),
        ("a.txt", b"<?xml version='1.0'?><quiz/>", "moodle"),
        ("a.txt", b"\xef\xbb\xbf<quiz/>", "moodle"),
        ("a.txt", b"Hund\tdog\n\nKatze\tcat", "quizlet"),
        ("a.txt", b"Who?{=Ben ~Ann}", "gift"),
        ("a.txt", b"Dogs bark.{T}", "gift"),
        ("a.txt", b"::Dogs::Write.{}", "gift"),
        ("a.txt", "Who?{#3}".encode("utf-16"), "gift"),
    ],
)
def test_guess(name: str, data: bytes, format_: str):
    """A format is told by the name, else by the content."""
    assert guess(data, name) == format_


@pytest.mark.parametrize("data", [b"", b"Some prose.", b"a {b} c"])
def test_no_guess(data: bytes):
    """Where neither tells, one is asked to say it."""
    with pytest.raises(InputError) as caught:
        guess(data, "a.txt")
    assert "--from" in caught.value.hint


def test_registry():
    """Every format has a reader, and its own ends of file names."""
    assert all(callable(reader(name)) for name in SOURCES)
    suffixes = [suffix for source in SOURCES.values() for suffix in source.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("The Dog", "the-dog"),
        ("Jürgen's Käfer", "jurgens-kafer"),
        ("a" * 80, "a" * 48),
        ("one two " * 20, "one-two-one-two-one-two-one-two-one-two-one-two"),
        ("犬", ""),
        ("собака", ""),
        ("犬 a", "a"),
        ("犬と猫の話 a", ""),
        ("+", ""),
        ("", ""),
    ],
)
def test_slug(text: str, id_: str):
    """Ids are made of the first words; texts in other letters have none."""
    assert slug(text) == id_


def test_ids_last():
    """Ids stay what they are when cards are added, moved to the end, or given another definition."""
    before = bank_of(quizlet.read("Hund\tdog\n犬\tdog\n猫\tcat\nBank\tbank\n".encode(), "f"))
    after = bank_of(quizlet.read("Kuh\tcow\nHund\thound\n犬\tdog\n猫\tcat\nBank\tbank\nBank\tbench\n".encode(), "f"))
    assert set(before.claim_by_id) <= set(after.claim_by_id)
    assert len(after.claims) == 6


def test_twice():
    """What says the same twice is kept once, and told; other questions on it are added."""
    imported = quizlet.read(b"Hund\tdog\nKatze\tcat\nhund\tDog\n", "f")
    _, count, left = bank_text(imported, HEADING)
    assert count == 2
    assert [problem.at("f") for problem in left] == [
        "f:3: 'hund: Dog' says the same as what stands on line 1: left out"
    ]
    one, other = (WrittenQuestion(ask, "dog") for ask in ("What barks?", "Who barks?"))
    both = bank_of(Imported((Found("A dog barks.", (one,)), Found("a dog barks.", (other,)))))
    assert [question.ask for question in both.claims[0].questions] == ["What barks?", "Who barks?"]


def test_draft():
    """A false statement that nothing sets right becomes a draft; it is not asked, and lint says what it lacks."""
    bank = bank_of(Imported((to_judge(Stem("Dogs meow."), False), to_judge(Stem("Dogs bark."), True))))
    assert ([claim.id for claim in bank.drafts], [claim.id for claim in bank.claims]) == (["dogs-meow"], ["dogs-bark"])
    assert [problem.message for problem in lint(bank)] == ["draft 'dogs-meow' lacks a text"]


def test_lint_finds_nothing():
    """A set of cards has no fingerprints, restatements and false variants; that is no fault."""
    assert lint(bank_of(quizlet.read(b"Hund\tdog\nKatze\tcat\n", "f"))) == []


ANY = st.text(max_size=30) | st.sampled_from(
    ["No", "~", "null", "1:30", "- a", "a: b", "a #b", "'", '"', "\\", "*x", "&x", "!x", "%", "@", "`", "{", "[", "?",
     "| a", "> a", "---", "...", "=", "true", "1e3", "0x1", "2014-12", "\x85", "\u2028", "\ufeff", "\ud800", HOSTILE,
     "a\tb", "a  b", " a ", "y", "<<", "a:", "#", "a,b", "{a}", "-", "—", "(a)", "a?"]
)  # fmt: skip
LURES = st.lists(st.builds(Lure, ANY, ANY), min_size=1, max_size=4)


@given(ANY)
def test_quoted(text: str):
    """A text that is quoted is read back as it is shown on one line, by our loader and by YAML's."""
    shown_ = one_line(text)
    assert yaml.safe_load(f"a:\n  - {quoted(text)}\n") == {"a": [shown_]}


@given(ANY, ANY, LURES, ANY, ANY, ANY, st.sampled_from([0.0, 0.5, 1e-9, 12345.678]))
def test_any_texts_are_read_back(term: str, other: str, lures: list[Lure], why: str, id_: str, topic: str, off: float):
    """Whatever texts a question has, the bank that is written loads and has them."""
    stem = Stem(term, 3, id_, topic, id_, why)
    found = []
    for make in (
        lambda: [card(term, other, 1, topic)],
        lambda: [to_choose(stem, other, lures)],
        lambda: [to_type(stem, [other, why], off)],
        lambda: [to_judge(stem, True, why), to_judge(stem, False, why)],
        lambda: to_match(stem, [(term, other), (other, term)], [why]),
    ):
        try:
            found += make()
        except Misfit:
            continue
    if not found:
        return
    heading = Heading("zoo", one_line(term) or "Zoo", "Zoo", other, one_line(why))
    bank = bank_of(Imported(tuple(found)), heading)
    read_back = {question.ask for claim in (*bank.claims, *bank.drafts) for question in claim.questions}
    assert {question.ask.casefold() for each in found for question in each.questions} == {
        a.casefold() for a in read_back
    }
    lines = bank_text(Imported(tuple(found)), heading)
    assert lines == bank_text(Imported(tuple(found)), heading)


@given(st.text(max_size=200))
def test_any_set(text: str):
    """Any set and table is read, or refused with a message."""
    for read in (quizlet.read, csv.read):
        try:
            imported = read(text.encode("utf-8", "replace"), "f")
        except InputError:
            continue
        assert not imported.found or bank_of(imported)


def test_golden(nkquiz: Run, tmp_path: Path):
    """A file with every kind of question gives this bank, in this order, with what was left out at its end."""
    (tmp_path / "biology.gift").write_bytes((GOLDEN / "biology.gift").read_bytes())
    heading = ("--title", "Biology, term 1", "--author", "Ms Lund", "--date", "2024-09")
    done = nkquiz("bank", "import", "biology.gift", *heading, "--output", "biology.yaml")
    assert done.returncode == 0
    written = (tmp_path / "biology.yaml").read_text(encoding="utf-8")
    assert written == (GOLDEN / "biology.yaml").read_text(encoding="utf-8")
    assert done.stdout == ""
    *listed, last = done.stderr.splitlines()
    assert [f"#   {line}" for line in listed] == [line for line in written.splitlines() if line.startswith("#   ")]
    assert last == "8 claims, 1 draft to be finished, 4 left out; play them with `nkquiz play --bank biology.yaml`"
    assert nkquiz("bank", "import", "biology.gift", *heading).stdout == written


def test_it_is_played_at_once(nkquiz: Run, tmp_path: Path):
    """An imported set is asked; the feedback says that no place in a source is given."""
    (tmp_path / "set.txt").write_bytes(b"Hund\tdog\nKatze\tcat\nPferd\thorse\nKuh\tcow\n")
    assert nkquiz("bank", "import", "set.txt", "--output", "set.yaml").returncode == 0
    environment = {"NKQUIZ_HOME": str(tmp_path / "home")}
    played = nkquiz("play", "--bank", "set.yaml", "--seed", "1", stdin="dog\n" * 4, **environment)
    assert "Source: set" in played.stdout
    assert "No place in a source is given." in played.stdout
    questions = json.loads(nkquiz("bank", "questions", "--bank", "set.yaml", "--format", "json").stdout)["questions"]
    assert {question["type"] for question in questions} == {"choice", "gap"}
    assert nkquiz("bank", "lint", "--bank", "set.yaml").returncode == 0


def test_a_reason_that_is_the_claim_is_told_once(nkquiz: Run, tmp_path: Path):
    """What sets a statement right is the claim: it is not told twice after the answer."""
    (tmp_path / "set.gift").write_bytes(b"Young dogs meow.{FALSE#Young dogs bark.}")
    assert nkquiz("bank", "import", "set.gift", "--output", "set.yaml").returncode == 0
    played = nkquiz("play", "--bank", "set.yaml", stdin="t\n", NKQUIZ_HOME=str(tmp_path / "home")).stdout
    assert played.partition("To look at again")[0].count("Young dogs bark.") == 1


def test_cards_are_not_checked_with(nkquiz: Run, tmp_path: Path):
    """A card that is no sentence supports nothing; a set of such cards is refused."""
    (tmp_path / "set.txt").write_bytes(b"Who wrote Faust?{=Goethe ~Schiller}")
    assert nkquiz("bank", "import", "set.txt", "--output", "set.yaml").returncode == 0
    done = nkquiz("check", "--bank", "set.yaml", "Schiller wrote Faust.")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing can be checked with set.yaml: it is a set of cards" in done.stderr
    bank = load_bank(tmp_path / "set.yaml")
    assert check("Schiller wrote Faust.", bank).verdict == "not_in_source"


def test_it_is_checked_with(nkquiz: Run, tmp_path: Path):
    """A card with restatements is checked with; no format of a report needs a place in a source."""
    (tmp_path / "set.txt").write_bytes(b"The dog barks at the moon.{T}\n\nWho wrote Faust?{=Goethe ~Schiller}")
    assert nkquiz("bank", "import", "set.txt", "--output", "set.yaml").returncode == 0
    text = (tmp_path / "set.yaml").read_text(encoding="utf-8")
    text = replaced(text, "    kind: fact\n", "    kind: fact\n    restatements: [A dog barks at the moon.]\n")
    (tmp_path / "set.yaml").write_text(text, encoding="utf-8")
    assert nkquiz("check", "--bank", "set.yaml", "Schiller wrote Faust.").returncode == 3
    for format_ in ("text", "json", "jsonl", "csv", "html", "claimreview"):
        done = nkquiz("check", "--bank", "set.yaml", "--format", format_, "The dog barks at the moon.")
        assert (done.returncode, done.stderr) == (0, "")
    assert nkquiz("check", "--bank", "set.yaml", "--explain", "The dog barks.").returncode in (0, 3)
    assert nkquiz("bank", "show", "--bank", "set.yaml", "the-dog-barks-at-the-moon").returncode == 0
    for format_ in ("text", "markdown", "json"):
        assert nkquiz("bank", "questions", "--bank", "set.yaml", "--format", format_).returncode == 0


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (b"Hund\tdog\n", ("--id", "My Set"), "'My Set' is no bank id"),
        (b"Hund\tdog\n", ("--date", "soon"), "'soon' is no date"),
        (b"Hund\tdog\n", ("--from", "pdf"), "'pdf' is no format. There are: quizlet, csv, gift, moodle, anki."),
        (b"Hund\tdog\n", ("--output", "set.txt"), "it is being read"),
        (b"Hund\tdog\n", ("--output", "no/set.yaml"), "there is no such folder"),
        (b"Some prose.", (), "it is not clear which format this is"),
        (b"Write.{}", (), "nothing in set.txt fits a bank"),
        (b"", ("--from", "csv"), "set.txt is empty"),
        (b"x", ("--from", "anki"), "no package of Anki"),
        (b"x", ("--from", "moodle"), "set.txt:1: not valid XML"),
    ],
)
def test_faults(nkquiz: Run, tmp_path: Path, content: bytes, arguments: tuple[str, ...], message: str):
    """Each fault is told in words, exits with 2, and writes nothing."""
    (tmp_path / "set.txt").write_bytes(content)
    done = nkquiz("bank", "import", "set.txt", *arguments, COLUMNS="300")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["set.txt"]


def test_no_such_file(nkquiz: Run):
    """A file that is not there is told."""
    done = nkquiz("bank", "import", "no.txt")
    assert (done.returncode, "cannot read no.txt" in done.stderr) == (2, True)


def test_a_bank_is_not_replaced_unasked(nkquiz: Run, tmp_path: Path):
    """A file that exists is replaced with --force only."""
    (tmp_path / "set.txt").write_bytes(b"Hund\tdog\n")
    (tmp_path / "set.yaml").write_text("mine", encoding="utf-8")
    assert nkquiz("bank", "import", "set.txt", "--output", "set.yaml").returncode == 2
    assert (tmp_path / "set.yaml").read_text(encoding="utf-8") == "mine"
    assert nkquiz("bank", "import", "set.txt", "--output", "set.yaml", "--force").returncode == 0


def test_hostile_texts_reach_no_terminal(nkquiz: Run, tmp_path: Path):
    """No escape sequence of a file is printed."""
    (tmp_path / "set.txt").write_bytes(f"Hund\t{HOSTILE}\n{HOSTILE}\nKatze\n".encode())
    done = nkquiz("bank", "import", "set.txt", "--from", "quizlet")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout + done.stderr


def test_shown_is_what_is_written():
    """A question of a bank that is read back is the one that was found."""
    imported = csv.read(b"Hund,dog\n", "f")
    questions = bank_of(imported).claims[0].questions
    assert [shown(question) for question in questions] == [shown(question) for question in imported.found[0].questions]
