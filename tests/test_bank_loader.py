"""The loader finds what makes a bank unusable: every problem at once, each with its line, its message and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run, line_of, replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from nkquiz.bank import MAX_PROBLEMS_SHOWN, load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.validators import lint
from nkquiz.errors import BankError, InputError
from nkquiz.model import ClaimKind, EntityKind, Locator, Reason, Severity, Slot

COST_EVIDENCE = '      - {at: "1.2", quote: "It cost 30,000 crowns"}\n'
QUESTION = '        lures: ["13,000 crowns", "300,000 crowns", "3,000 crowns"]\n'

# Changes of the small bank (old, new, old, new ...), where the problem stands, and the problem as it is shown.
FAULTS = [
    # The top
    pytest.param(
        ("format: 1", "format: 2"),
        "format",
        "format '2' is unknown (this nkquiz reads format 1; a newer nkquiz may read it)",
        id="format of the future",
    ),
    pytest.param(("format: 1\n", ""), "bank:", "the bank has no 'format' (add 'format:')", id="no format"),
    pytest.param(
        ("format: 1", "format: [1]"), "format", "'format' of the bank must be a text, not a list", id="format as list"
    ),
    pytest.param(("bank: brill-library\n", ""), "format", "the bank has no 'bank' (add 'bank:')", id="no bank id"),
    pytest.param(
        ("bank: brill-library", "bank: Brill Library"),
        "bank:",
        "'Brill Library' is no bank id (use lower-case letters, digits and single hyphens)",
        id="bank id with capitals",
    ),
    pytest.param(
        ("bank: brill-library", "bank: brill--library"),
        "bank:",
        "'brill--library' is no bank id (use lower-case letters, digits and single hyphens)",
        id="bank id with two hyphens",
    ),
    pytest.param(
        ("bank: brill-library", "bank: ' '"),
        "bank:",
        "'bank' of the bank is empty (fill it in or remove it)",
        id="empty bank id",
    ),
    pytest.param(
        ("skipped: {}", "skiped: {}"),
        "skiped",
        "unknown key 'skiped' in the bank (did you mean 'skipped'?)",
        id="key misspelt",
    ),
    pytest.param(
        ("skipped: {}", "zzz: {}"),
        "zzz",
        "unknown key 'zzz' in the bank (one of: format, bank, source, topics, entities, claims, unknowns, skipped)",
        id="key like no other",
    ),
    pytest.param(
        ("skipped: {}", "skipped: []"),
        "skipped",
        "'skipped' of the bank must be a mapping, not a list",
        id="skipped as list",
    ),
    pytest.param(
        ("skipped: {}", "skipped: {one: no news}"),
        "skipped",
        "'one' is no locator (write paragraph.sentence, for instance 3.2)",
        id="skipped is no locator",
    ),
    pytest.param(
        ("skipped: {}", "skipped: {'1.1': ''}"),
        "skipped",
        "reason for 1.1 is empty (fill it in or remove it)",
        id="skipped without a reason",
    ),
    # The source
    pytest.param(
        ("  title: A Room to Read\n", ""), "  author", "the source has no 'title' (add 'title:')", id="no title"
    ),
    pytest.param(("  author: Jo Berg\n", ""), "  title", "the source has no 'author' (add 'author:')", id="no author"),
    pytest.param(("  date: 2022-07\n", ""), "  title", "the source has no 'date' (add 'date:')", id="no date"),
    pytest.param(
        ("date: 2022-07", "date: July 2022"),
        "  date:",
        "'July 2022' is no date (write year, year-month or year-month-day, for instance 2014-12)",
        id="date in words",
    ),
    pytest.param(
        ("date: 2022-07", "date: 2022-13"),
        "  date:",
        "'2022-13' is no date (write year, year-month or year-month-day, for instance 2014-12)",
        id="thirteenth month",
    ),
    pytest.param(
        ("date: 2022-07", "date: 2022-07-32"),
        "  date:",
        "'2022-07-32' is no date (write year, year-month or year-month-day, for instance 2014-12)",
        id="32nd day",
    ),
    pytest.param(
        ("date: 2022-07", "date: 2022-02-30"),
        "  date:",
        "'2022-02-30' is no date (write year, year-month or year-month-day, for instance 2014-12)",
        id="30 February",
    ),
    pytest.param(
        ("b7b58e67bb61", "b7b58e67bb6"),
        "b7b58e67bb6",
        "'b7b58e67bb6' is no fingerprint (12 hex digits each; `nkquiz bank fingerprint FILE` prints them)",
        id="short fingerprint",
    ),
    pytest.param(
        ("aaaabbbbcccc: title", "title: title"),
        "title: title",
        "'title' is no fingerprint (12 hex digits each; `nkquiz bank fingerprint FILE` prints them)",
        id="outside is no fingerprint",
    ),
    pytest.param(
        ("aaaabbbbcccc: title", "aaaabbbbcccc: ''"),
        "aaaabbbbcccc",
        "reason for aaaabbbbcccc is empty (fill it in or remove it)",
        id="outside without a reason",
    ),
    pytest.param(
        ("  paragraphs:\n    - b7b58e67bb61 c371f2687a49\n    - 76d676758ea3\n", "  paragraphs: b7b58e67bb61\n"),
        "  paragraphs",
        "'paragraphs' of the source must be a list, not a text",
        id="paragraphs as text",
    ),
    pytest.param(
        ("    - 76d676758ea3\n", "    - 76d676758ea3\n    - ''\n"),
        "    - ''",
        "paragraph 3 is empty (fill it in or remove it)",
        id="empty paragraph",
    ),
    # Topics and entities
    pytest.param(
        ("  money: The money", "  money: The money\n  Prices: x"),
        "  Prices",
        "'Prices' is no topic id (use lower-case letters, digits and single hyphens)",
        id="topic id with capitals",
    ),
    pytest.param(
        ("  money: The money", "  money: ''"),
        "  money:",
        "topic 'money' is empty (fill it in or remove it)",
        id="empty topic",
    ),
    pytest.param(
        ("  money: The money", "  money: {}"),
        "  money:",
        "topic 'money' must be a text, not a mapping (key: value) (a text with ': ' needs quotes around it)",
        id="topic as mapping",
    ),
    pytest.param(
        ("    kind: place\n", ""),
        "    name: Brill",
        "entity 'brill' has no 'kind' (add 'kind:')",
        id="entity without kind",
    ),
    pytest.param(
        ("    kind: place", "    kind: palce"),
        "    kind: palce",
        "'palce' is no kind (entity 'brill') (did you mean 'place'?)",
        id="kind of entity misspelt",
    ),
    pytest.param(
        ("    aliases: [the town]", "    alias: [the town]"),
        "    alias:",
        "unknown key 'alias' in entity 'brill' (did you mean 'aliases'?)",
        id="key of entity misspelt",
    ),
    pytest.param(
        ("    aliases: [the town]", "    aliases: the town"),
        "    aliases: the",
        "'aliases' of entity 'brill' must be a list, not a text",
        id="aliases as text",
    ),
    pytest.param(
        ("    aliases: [the town]", "    aliases: [the town, '']"),
        "    aliases",
        "an item of 'aliases' of entity 'brill' is empty (fill it in or remove it)",
        id="empty alias",
    ),
    pytest.param(
        ("  brill:\n    name: Brill\n    kind: place\n    aliases: [the town]\n", "  brill: Brill\n"),
        "  brill: Brill",
        "entity 'brill' must be a mapping (key: value), not a text",
        id="entity as text",
    ),
    pytest.param(
        ("    of: brill", "    of: bril"),
        "    name: Ana Lund",
        "unknown entity 'bril' ('of' of entity 'ana-lund') (did you mean 'brill'?)",
        id="of names no entity",
    ),
    # Claims
    pytest.param(
        ("  - id: cost\n    text:", "  - text:"), "  - text:", "a claim has no 'id' (add 'id:')", id="claim without id"
    ),
    pytest.param(
        ("id: cost", "id: The cost"),
        "id: The cost",
        "'The cost' is no claim id (use lower-case letters, digits and single hyphens)",
        id="claim id with blanks",
    ),
    pytest.param(
        ("id: cost", "id: reading-room"),
        "  - id: reading-room\n    text: According",
        "duplicate claim id 'reading-room' (first on line 28) (ids must be unique: progress is kept under them)",
        id="claim id twice",
    ),
    pytest.param(
        ("    text: The library of Brill opened a reading room in June.\n", ""),
        "  - id: reading-room",
        "a claim has no 'text' (add 'text:')",
        id="claim without text",
    ),
    pytest.param(
        ("    topic: money", "    topic: mony"),
        "  - id: cost",
        "unknown topic 'mony' (claim 'cost') (did you mean 'money'?)",
        id="topic misspelt",
    ),
    pytest.param(
        ("    kind: fact", "    kind: facts"),
        "    kind: facts",
        "'facts' is no kind (claim 'reading-room') (did you mean 'fact'?)",
        id="kind of claim misspelt",
    ),
    pytest.param(
        ("    speaker: ana-lund\n", ""),
        "  - id: cost",
        "claim 'cost' is an opinion without a speaker (add 'speaker:')",
        id="opinion without a speaker",
    ),
    pytest.param(
        ("    speaker: ana-lund", "    speaker: ana-lunt"),
        "  - id: cost",
        "unknown entity 'ana-lunt' (speaker of claim 'cost') (did you mean 'ana-lund'?)",
        id="speaker is no entity",
    ),
    pytest.param(
        ("    restatements:", "    restatement:"),
        "    restatement:",
        "unknown key 'restatement' in a claim (did you mean 'restatements'?)",
        id="key of claim misspelt",
    ),
    pytest.param(
        ("  - id: cost\n", "  - just a text\n  - id: cost\n"),
        "  - just",
        "a claim must be a mapping (key: value), not a text",
        id="claim as text",
    ),
    # Evidence
    pytest.param(
        ("    evidence:\n" + COST_EVIDENCE, "    evidence: []\n"),
        "    evidence: []",
        "claim 'cost' has no evidence (add a locator and a fragment: - {at: '1.1', quote: ...})",
        id="no evidence",
    ),
    pytest.param(
        (COST_EVIDENCE, '      - {at: "1.2"}\n'),
        '      - {at: "1.2"}',
        "evidence of claim 'cost' has no 'quote' (add 'quote:')",
        id="evidence without a fragment",
    ),
    pytest.param(
        (COST_EVIDENCE, "      - {quote: It cost}\n"),
        "      - {quote: It",
        "evidence of claim 'cost' has no 'at' (add 'at:')",
        id="evidence without a locator",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "1"'),
        '      - {at: "1",',
        "'1' is no locator (write paragraph.sentence, for instance 3.2)",
        id="locator without a sentence",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "1.-2"'),
        '      - {at: "1.-2"',
        "'1.-2' is no locator (write paragraph.sentence, for instance 3.2)",
        id="negative locator",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "1.٢"'),
        '      - {at: "1.٢"',
        "'1.٢' is no locator (write paragraph.sentence, for instance 3.2)",
        id="locator in other digits",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "123456.1"'),
        '      - {at: "123456',
        "'123456.1' is no locator (write paragraph.sentence, for instance 3.2)",
        id="locator beyond reason",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "1.3"'),
        '      - {at: "1.3"',
        "locator 1.3 of claim 'cost' is out of range (the last is 2.1)",
        id="sentence out of range",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "9.1"'),
        '      - {at: "9.1"',
        "locator 9.1 of claim 'cost' is out of range (the last is 2.1)",
        id="paragraph out of range",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "0.1"'),
        '      - {at: "0.1"',
        "locator 0.1 of claim 'cost' is out of range (the last is 2.1)",
        id="paragraphs are counted from 1",
    ),
    pytest.param(
        ('at: "1.2"', 'at: "0.0"'),
        '      - {at: "0.0"',
        "locator 0.0 of claim 'cost' is out of range (the last is 2.1)",
        id="locator 0.0",
    ),
    # Restatements, false variants, slots, questions, notes
    pytest.param(
        ("      - Brill's library has had a reading room since June.", "      - Brill: a room"),
        "      - Brill: a room",
        "an item of 'restatements' of claim 'reading-room' must be a text, not a mapping (key: value) "
        "(a text with ': ' needs quotes around it)",
        id="colon in a restatement",
    ),
    pytest.param(
        ("reason: opposite", "reason: oposite"),
        "      - {text: The library of Brill closed",
        "'oposite' is no reason (a false variant of claim 'reading-room') (did you mean 'opposite'?)",
        id="reason misspelt",
    ),
    pytest.param(
        (", reason: opposite", ""),
        "      - {text: The library of Brill closed",
        "a false variant of claim 'reading-room' has no 'reason' (add 'reason:')",
        id="false variant without a reason",
    ),
    pytest.param(
        ("{text: The library of Brill never opened a reading room., reason: negation}", "Never opened."),
        "      - Never opened.",
        "a false variant of claim 'reading-room' must be a mapping (key: value), not a text",
        id="false variant as text",
    ),
    pytest.param(
        ("open: [object]", "open: [objet]"),
        "    open:",
        "'objet' is no open (claim 'reading-room') (did you mean 'object'?)",
        id="open slot misspelt",
    ),
    pytest.param(
        ("single: [date]", "single: date"),
        "    single:",
        "'single' of claim 'reading-room' must be a list, not a text",
        id="single slots as text",
    ),
    pytest.param(
        (QUESTION, "        tolerance: a bit\n"),
        "        tolerance:",
        "'a bit' is no tolerance (write by how much a number that is typed may be off, for instance 0.5)",
        id="tolerance in words",
    ),
    pytest.param(
        (QUESTION, "        lures: [{txt: x, text: y}]\n"),
        "        lures:",
        "unknown key 'txt' in a lure of a question of claim 'cost' (did you mean 'text'?)",
        id="key of lure misspelt",
    ),
    pytest.param(
        (QUESTION, "        also: [30000 crowns]\n        lures: [30000 crowns]\n"),
        "        lures:",
        "the lure '30000 crowns' of a question of claim 'cost' is right (change it)",
        id="lure that is right too",
    ),
    pytest.param(
        ("        key: 30,000 crowns\n", "        answer: 30,000 crowns\n        key: x\n"),
        "        answer:",
        "unknown key 'answer' in a question of claim 'cost' (one of: ask, key, lures, also, tolerance, why)",
        id="key of question like no other",
    ),
    pytest.param(
        ("      basis: The town's website.\n", ""),
        "      text: The room was closed",
        "the note of claim 'reading-room' has no 'basis' (add 'basis:')",
        id="note without a basis",
    ),
    pytest.param(
        ("      text: The room was closed again in 2023.\n      basis: The town's website.\n", "      Closed again.\n"),
        "      Closed again.",
        "the note of claim 'reading-room' must be a mapping (key: value), not a text",
        id="note as text",
    ),
    # Unknowns
    pytest.param(
        ("books., topic: opening}", "books., topic: openings}"),
        "  - {text: The library has",
        "unknown topic 'openings' (unknown 'The library has forty thousand books.') (did you mean 'opening'?)",
        id="topic of an unknown misspelt",
    ),
    pytest.param(
        ("books., topic: opening}", "books.}"),
        "  - {text: The library has",
        "an unknown has no 'topic' (add 'topic:')",
        id="unknown without a topic",
    ),
    pytest.param(
        ("  date: 2022-07", "  date: 2022-07\n  title: Another"),
        "  title: Another",
        "duplicate key 'title' (first on line 4) (keep one of the two)",
        id="key twice",
    ),
]


def problems_of(text: str) -> list[str]:
    """Return the problems of a bank as `line: message (hint)`; there is a bank exactly if there are none."""
    bank, problems = parse_bank(text.encode(), "small.yaml")
    assert (bank is None) == bool(problems)
    return [problem.at("small.yaml").removeprefix("small.yaml:") for problem in problems]


def test_small_bank_loads(small_text: str):
    """The bank of these tests has no problem, so each fault below is the fault."""
    assert problems_of(small_text) == []


@pytest.mark.parametrize(("changes", "where", "message"), FAULTS)
def test_fault(changes: tuple[str, ...], where: str, message: str):
    """One fault yields one problem, on its line."""
    text = replaced(SMALL_BANK, *changes)
    assert problems_of(text) == [f"{line_of(text, where)}: {message}"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "the file is empty (see docs/bank.md for a small complete bank)", id="empty"),
        pytest.param(b"# c\n", "the file is empty (see docs/bank.md for a small complete bank)", id="comment only"),
        pytest.param(b"- a", "1: the bank must be a mapping (key: value), not a list", id="list"),
        pytest.param(b"\nhello", "2: the bank must be a mapping (key: value), not a text", id="text"),
        pytest.param(b"a: \xff", "1: the file is not UTF-8 (save it as UTF-8 in your editor)", id="not UTF-8"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0", "1: the file is not UTF-8 (save it as UTF-8 in your editor)", id="picture"
        ),
        pytest.param(b"PK\3\4\0\0", "1: a NUL byte: this is no text file (save it as UTF-8)", id="archive"),
    ],
)
def test_no_bank_at_all(data: bytes, message: str):
    """A file that is no bank at all gives one problem, not one for every missing key."""
    bank, (problem,) = parse_bank(data, "f")
    assert bank is None
    assert problem.at("f").removeprefix("f").removeprefix(":").strip() == message


@pytest.mark.parametrize(
    "empty",
    [
        pytest.param("[]", id="empty list"),
        pytest.param(
            "",
            id="nothing",
        ),
    ],
)
def test_empty_lists(empty: str):
    """An optional list may be left empty."""
    text = replaced(SMALL_BANK, "    in_context: [the mayor]", f"    in_context: {empty}")
    assert problems_of(text) == []


def test_what_is_loaded(small_text: str):
    """Every key of the small bank arrives in its place."""
    bank, _ = parse_bank(small_text.encode(), "small.yaml")
    assert bank is not None
    assert (bank.id, bank.path, dict(bank.topics)) == (
        "brill-library",
        "small.yaml",
        {"opening": "The opening", "money": "The money"},
    )
    source = bank.source
    assert (source.title, source.author, source.date) == ("A Room to Read", "Jo Berg", "2022-07")
    assert source.url == "https://example.org/brill"
    assert source.paragraphs == (("b7b58e67bb61", "c371f2687a49"), ("76d676758ea3",))
    assert [(o.fingerprint, o.reason) for o in source.outside] == [("aaaabbbbcccc", "title")]
    assert source.locators == (Locator(1, 1), Locator(1, 2), Locator(2, 1))
    lund = bank.entity_by_id["ana-lund"]
    assert (lund.name, lund.kind, lund.aliases) == ("Ana Lund", EntityKind.PERSON, ("Lund",))
    assert (lund.in_context, lund.of) == (("the mayor",), "brill")
    room, cost = bank.claims
    assert (room.id, room.topic, room.kind, room.speaker) == ("reading-room", "opening", ClaimKind.FACT, "")
    assert [(e.at, e.quote) for e in room.evidence] == [
        (Locator(1, 1), "opened a reading room in June"),
        (Locator(2, 1), "Nobody had asked for one"),
    ]
    assert len(room.restatements) == 3
    assert [(v.reason, v.why) for v in room.false_variants] == [
        (Reason.OPPOSITE, ""),
        (Reason.DATE, "It was June."),
        (Reason.NEGATION, ""),
    ]
    assert (room.open, room.single) == (frozenset({Slot.OBJECT}), frozenset({Slot.DATE}))
    assert room.note is not None
    assert (room.note.text, room.note.basis) == ("The room was closed again in 2023.", "The town's website.")
    assert (cost.kind, cost.speaker, cost.note) == (ClaimKind.OPINION, "ana-lund", None)
    (question,) = cost.questions
    assert (question.ask, question.key) == ("What did the room cost?", "30,000 crowns")
    assert [lure.text for lure in question.lures] == ["13,000 crowns", "300,000 crowns", "3,000 crowns"]
    assert [(unknown.text, unknown.topic) for unknown in bank.unknowns] == [
        ("The library has forty thousand books.", "opening")
    ]


def test_lines_of_what_is_loaded(small_text: str):
    """Claims, evidence, restatements, variants and questions know the line on which they stand."""
    bank, _ = parse_bank(small_text.encode())
    assert bank is not None
    for claim in bank.claims:
        assert claim.line == line_of(small_text, f"  - id: {claim.id}")
        for evidence in claim.evidence:
            assert evidence.line == line_of(small_text, f'      - {{at: "{evidence.at}"')
        for part in (*claim.restatements, *claim.false_variants):
            assert part.line == line_of(small_text, part.text)
        for question in claim.questions:
            assert question.line == line_of(small_text, question.ask)


TEN_FAULTS = (
    ("format: 1", "format: 3"),
    ("  author: Jo Berg\n", ""),
    ("date: 2022-07", "date: last summer"),
    ("76d676758ea3", "76D676758EA3"),
    ("    kind: person", "    kind: mayor"),
    ("    restatements:", "    restatement:"),
    ('at: "2.1"', 'at: "2,1"'),
    ("reason: date, why", "reason: time, why"),
    ("    speaker: ana-lund", "    speaker: anna-lund"),
    ("books., topic: opening}", "books., topic: closing}"),
)
TEN_MESSAGES = """\
1: format '3' is unknown (this nkquiz reads format 1; a newer nkquiz may read it)
4: the source has no 'author' (add 'author:')
5: 'last summer' is no date (write year, year-month or year-month-day, for instance 2014-12)
9: '76D676758EA3' is no fingerprint (12 hex digits each; `nkquiz bank fingerprint FILE` prints them)
22: 'mayor' is no kind (entity 'ana-lund') (one of: person, country, organisation, place, event, agreement, work, \
group, thing)
33: '2,1' is no locator (write paragraph.sentence, for instance 3.2)
34: unknown key 'restatement' in a claim (did you mean 'restatements'?)
40: 'time' is no reason (a false variant of claim 'reading-room') (one of: number, unit, date, order, actor, roles, \
object, place, negation, opposite, quantifier, modality, speaker, cause, comparison)
47: unknown entity 'anna-lund' (speaker of claim 'cost') (did you mean 'ana-lund'?)
67: unknown topic 'closing' (unknown 'The library has forty thousand books.') (one of: opening, money)
""".splitlines()


def test_ten_faults(nkquiz: Run, tmp_path: Path):
    """A bank with ten planted faults yields ten located messages, by the loader, by `bank lint` and by any command."""
    text = replaced(SMALL_BANK, *(part for change in TEN_FAULTS for part in change))
    assert problems_of(text) == TEN_MESSAGES
    assert len(TEN_MESSAGES) == len(TEN_FAULTS) == 10
    path = tmp_path / "ten.yaml"
    path.write_text(text, encoding="utf-8")
    located = [f"{path}:{message}" for message in TEN_MESSAGES]

    linted = nkquiz("bank", "lint", "--bank", path).stdout.splitlines()
    assert [line.rpartition(" [error ")[0] for line in linted[:10]] == located
    assert linted[-1] == "10 problems; once they are mended, more may follow"
    linted = nkquiz("bank", "lint", "--bank", path)
    assert (linted.returncode, linted.stderr) == (1, "")

    refused = nkquiz("bank", "stats", "--bank", path)
    *shown, hint = refused.stderr.splitlines()
    assert shown == [f"nkquiz: {line}" for line in located]
    assert hint == "  the format is in docs/bank.md"
    assert (refused.returncode, refused.stdout) == (2, "")


def test_load_bank_raises_all_problems(tmp_path: Path):
    """`load_bank` raises one error that holds every problem, each as file:line: message."""
    path = tmp_path / "bad.yaml"
    path.write_text(replaced(SMALL_BANK, "format: 1", "format: 3", "kind: fact", "kind: facts"), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        load_bank(path)
    first, second = caught.value.message.splitlines()
    assert first.startswith(f"{path}:1: format '3'")
    assert second.startswith(f"{path}:31: 'facts' is no kind")


def test_load_bank_shows_so_many(tmp_path: Path):
    """Of very many problems the first ones are shown, and the number of the others."""
    path = tmp_path / "bad.yaml"
    path.write_text(SMALL_BANK + "".join(f"x{number}: 1\n" for number in range(60)), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        load_bank(path)
    lines = caught.value.message.splitlines()
    assert len(lines) == MAX_PROBLEMS_SHOWN + 1
    assert lines[-1] == "... and 10 more"


@pytest.mark.parametrize("name", ["missing.yaml", "."], ids=["no such file", "a folder"])
def test_unreadable_file(name: str, tmp_path: Path):
    """A file that can't be read is named, with what to do."""
    with pytest.raises(InputError, match="cannot read the bank") as caught:
        load_bank(tmp_path / name)
    assert caught.value.hint == "name a bank with --bank PATH"


def test_shipped_bank_is_the_default():
    """Without a path the shipped bank is loaded, whatever the current folder is."""
    assert load_bank().claims


LINES = SMALL_BANK.splitlines()
JUNK = [
    "",
    "-",
    "  - ",
    "x: y",
    "    kind:",
    "claims: []",
    "  - {at: 1.1}",
    "text: a: b",
    "\t",
    "'",
    "&a",
    "*a",
    "~",
    "{",
    "0",
]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["delete", "duplicate", "replace", "insert", "indent", "swap"]),
        st.integers(0, len(LINES) - 1),
        st.sampled_from([*JUNK, *LINES]),
    ),
    min_size=1,
    max_size=4,
)


def mutated(changes: list[tuple[str, int, str]]) -> str:
    lines = list(LINES)
    for what, at, other in changes:
        at = min(at, len(lines) - 1)
        if what == "delete":
            lines[at : at + 1] = ["#"]
        elif what == "duplicate":
            lines.insert(at, lines[at])
        elif what == "replace":
            lines[at] = other
        elif what == "insert":
            lines.insert(at, other)
        elif what == "indent":
            lines[at] = "  " + lines[at]
        else:
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
    return "\n".join(lines)


@settings(max_examples=300)
@given(CHANGES)
def test_mutated_banks(changes: list[tuple[str, int, str]]):
    """Whatever is done to the lines of a bank: it loads and can be linted, or its problems are on lines of the file."""
    text = mutated(changes)
    bank, problems = parse_bank(text.encode(), "f")
    assert (bank is None) == bool(problems)
    if bank is not None:
        problems = lint(bank)
    assert all(0 <= problem.line <= text.count("\n") + 1 and problem.message for problem in problems)
    assert problems == sorted(problems, key=lambda problem: problem.line)
    assert all(problem.code and isinstance(problem.severity, Severity) for problem in problems)


@given(st.text(max_size=30))
def test_any_text_in_any_place(value: str):
    """A text that goes wrong somewhere is refused or kept, and never raises."""
    for old in ("brill-library", "2022-07", "76d676758ea3", '"1.2"', "fact", "date]", "ana-lund\n    evidence", "{}"):
        parse_bank(replaced(SMALL_BANK, old, value).encode())
