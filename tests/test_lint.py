"""What makes a loaded bank poor: each validator with a bank that has the fault, and one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run, line_of, replaced

from nkquiz.bank.codes import CODES
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.validators import VALIDATORS, covered_sentences, lint
from nkquiz.model import Bank, Locator, Problem, Reason, Severity


def small(*changes: str) -> Bank:
    bank, problems = parse_bank(replaced(SMALL_BANK, *changes).encode())
    assert bank is not None, problems
    return bank


def test_small_bank_is_clean():
    """The small bank gives no validator anything to report."""
    assert lint(small()) == []


ROOM = "  - id: reading-room"
FALSE = "      - {text: The library of Brill closed its reading room in June., reason: opposite}\n"

DRAFT = """\
  - id: closing
    draft: true
    text:
    evidence:
      - {at: "2.1", quote: Nobody had asked for one}
    restatements:
"""

FAULTS = [
    pytest.param(
        "quotes_too_long",
        ("opened a reading room in June}", "The library in Brill opened a reading room in June Mayor}"),
        '      - {at: "1.1"',
        "the fragment of claim 'reading-room' at 1.1 has 11 words (at most 10: choose the words that prove it)",
        id="a fragment of eleven words",
    ),
    pytest.param(
        "too_few_variants",
        ("      - Brill's library has had a reading room since June.\n", ""),
        ROOM,
        "claim 'reading-room' has 2 restatements (write at least 3)",
        id="two restatements",
    ),
    pytest.param(
        "too_few_variants",
        (FALSE, ""),
        ROOM,
        "claim 'reading-room' has 2 false variants (write at least 3)",
        id="two false variants",
    ),
    pytest.param(
        "true_and_false",
        ("closed its reading room in June.", "opened a reading room in June!"),
        "      - {text: The library of Brill opened a reading room in June!",
        "a false variant of claim 'reading-room' equals a text of its own claim (change one of the two)",
        id="a false variant that is the claim",
    ),
    pytest.param(
        "true_and_false",
        ("The library of Brill closed its reading room in June.", "Brill’s library has had a reading room since JUNE"),
        "      - {text: Brill’s library",
        "a false variant of claim 'reading-room' equals a text of its own claim (change one of the two)",
        id="a false variant that is a restatement, but for case and quotes",
    ),
    pytest.param(
        "true_and_false",
        ("The room cost nothing.", "a reading room was opened in june by the library"),
        "      - {text: a reading room was",
        "a false variant of claim 'cost' equals a text of claim 'reading-room' (change one of the two)",
        id="a false variant that is a restatement of another claim",
    ),
    pytest.param(
        "said_twice",
        ("      - the room had a price of 30000 crowns", "      - A reading room was opened, in June, by the library"),
        "      - A reading room was opened, in",
        "a restatement of claim 'cost' says the same as a restatement of claim 'reading-room' on line 37 (remove one)",
        id="a restatement of two claims",
    ),
    pytest.param(
        "said_twice",
        ("The room cost 13,000 crowns.", "The library of Brill never opened a reading room."),
        '      - {text: "The library of Brill never',
        "a false variant of claim 'cost' says the same as a false variant of claim 'reading-room' on line 42 "
        "(remove one)",
        id="a false variant of two claims",
    ),
    pytest.param(
        "said_twice",
        ("skipped: {}", "  - {text: the library has forty thousand books, topic: money}\nskipped: {}"),
        "  - {text: the library has forty",
        "an unknown says the same as an unknown on line 68 (remove one)",
        id="an unknown twice",
    ),
    pytest.param(
        "alias_of_two",
        ("aliases: [Lund]", "aliases: [Lund, The Town]"),
        "    name: Ana Lund",
        "'The Town' stands for both 'brill' and 'ana-lund' (keep it with one of them)",
        id="an alias of two entities",
    ),
    pytest.param(
        "alias_of_two",
        ("in_context: [the mayor]", "in_context: [brill]"),
        "    name: Ana Lund",
        "'brill' stands for both 'brill' and 'ana-lund' (keep it with one of them)",
        id="an alias in context that is another's name",
    ),
    pytest.param(
        "unused_topics",
        ("  money: The money", "  money: The money\n  books: The books"),
        "",
        "topic 'books' has no claim (remove it)",
        id="a topic without a claim",
    ),
    pytest.param(
        "no_fingerprints",
        ("  paragraphs:\n    - b7b58e67bb61 c371f2687a49\n    - 76d676758ea3\n", ""),
        "  title:",
        "the source has no fingerprints, so no locator can be verified "
        "(`nkquiz bank fingerprint ARTICLE` prints what to paste under 'source')",
        id="no fingerprints",
    ),
    pytest.param(
        "no_evidence",
        (
            *("  title: A Room", "  kind: cards\n  title: A Room", "skipped: {}", "skipped: {1.2: later}"),
            *('    evidence:\n      - {at: "1.2", quote: "It cost 30,000 crowns"}\n', ""),
        ),
        "  - id: cost",
        "claim 'cost' has no evidence (add where the article says it, or remove the claim)",
        id="a card without its place in the article",
    ),
    pytest.param(
        "uncovered_sentences",
        ("    - 76d676758ea3", "    - 76d676758ea3 0123456789ab"),
        "  title:",
        "sentence 2.2 has no claim (write a claim, or state under 'skipped' why there is none)",
        id="a sentence without a claim",
    ),
    pytest.param(
        "uncovered_sentences",
        ("skipped: {}", "skipped: {3.1: too far}"),
        "  title:",
        "skipped sentence 3.1 is out of range (remove it)",
        id="a skipped sentence that the source does not have",
    ),
    pytest.param(
        "unfinished",
        ("  - id: reading-room", f"{DRAFT}  - id: reading-room"),
        "  - id: closing",
        "draft 'closing' lacks a text, a topic, 3 restatements, 3 false variants "
        "(remove 'draft: true' when it is finished)",
        id="a draft",
    ),
    pytest.param(
        "one_reason",
        (
            "reason: opposite}",
            "reason: date}",
            "reason: negation}",
            "reason: date}",
        ),
        "  - id: reading-room",
        "all false variants of claim 'reading-room' have the reason 'date' "
        "(`nkquiz bank suggest reading-room` offers others)",
        id="false variants of one reason",
    ),
    pytest.param(
        "same_words",
        ("Brill's library has had a reading room since June.", "In June the library of Brill opened a reading room."),
        "      - In June",
        "a restatement of claim 'reading-room' has the words of the claim in another order "
        "(keep names and numbers, and say the rest in other words)",
        id="a restatement without a new word",
    ),
]


@pytest.mark.parametrize(("validator", "changes", "where", "message"), FAULTS)
def test_fault(validator: str, changes: tuple[str, str], where: str, message: str):
    """Each fault is found by its validator and by no other, once, on its line."""
    text = replaced(SMALL_BANK, *changes)
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    found = {check.__name__: [problem.at("") for problem in check(bank)] for check in VALIDATORS}
    line = f":{line_of(text, where)}: " if where else ": "
    assert found == {name: [] for name in found} | {validator: [line + message]}


def test_every_validator_is_tested():
    """The table above has a fault for every validator."""
    assert {check.__name__ for check in VALIDATORS} == {parameters.values[0] for parameters in FAULTS}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            ("opened a reading room in June}", "The library in Brill opened a reading room in June}"), id="ten words"
        ),
        pytest.param(("    in_context: [the mayor]", "    in_context: [Lund, lund]"), id="a name twice in one entity"),
        pytest.param(
            (
                "{text: The library has forty",
                "{text: The room cost nothing., topic: money}\n  - {text: The library has",
            ),
            id="an unknown equal to a false variant",
        ),
        pytest.param(
            ("    - 76d676758ea3", "    - 76d676758ea3 0123456789ab", "skipped: {}", "skipped: {2.2: no news}"),
            id="a skipped sentence",
        ),
    ],
)
def test_no_fault(changes: tuple[str, ...]):
    """These are no faults."""
    assert lint(small(*changes)) == []


def test_severities():
    """Too few variants, drafts, an unused topic and missing fingerprints are warnings, all else is an error."""
    bank = small("  money: The money", "  money: The money\n  books: The books", "aliases: [Lund]", "aliases: [brill]")
    assert {(p.code, p.severity) for p in lint(bank)} == {
        ("unused-topic", Severity.WARNING),
        ("alias", Severity.ERROR),
    }


def test_report_is_ordered_by_line():
    """Problems of several validators come in the order of the file."""
    bank = small(
        FALSE, "", "aliases: [Lund]", "aliases: [brill]", "    - 76d676758ea3", "    - 76d676758ea3 0123456789ab"
    )
    lines = [problem.line for problem in lint(bank)]
    assert lines == sorted(lines)
    assert len(lines) == 3


LACKS = [
    pytest.param(("    text:", "    text: It closed."), "a topic, 3 restatements, 3 false variants", id="with a text"),
    pytest.param(
        ("    text:", "    text: It closed.\n    topic: opening\n    kind: opinion"),
        "a speaker, 3 restatements, 3 false variants",
        id="an opinion",
    ),
    pytest.param(
        ("    text:", "    text: It closed.\n    topic: opening\n    speaker: nobody"),
        "a speaker that the bank has ('nobody' is none), 3 restatements, 3 false variants",
        id="an unknown speaker",
    ),
    pytest.param(
        ("    text:", "    text: It closed.\n    topic: opned", "restatements:", "restatements: [It shut., No more.]"),
        "a topic that the bank has ('opned' is none), a restatement, 3 false variants",
        id="an unknown topic, two restatements",
    ),
    pytest.param(
        ("    text:", "    text: It closed.\n    topic: money", '"2.1"', '"0.0"'),
        "a sentence of the article as its evidence (0.0 is none), 3 restatements, 3 false variants",
        id="evidence that is gone",
    ),
]


@pytest.mark.parametrize(("changes", "lacks"), LACKS)
def test_what_drafts_lack(changes: tuple[str, ...], lacks: str):
    """What a draft lacks is told in one warning; none of it keeps the bank from loading."""
    bank = small("  - id: reading-room", replaced(DRAFT, *changes) + "  - id: reading-room")
    (problem,) = lint(bank)
    assert problem.message == f"draft 'closing' lacks {lacks}"
    assert problem.severity is Severity.WARNING


def test_finished_draft():
    """A draft that lacks nothing is told to be made a claim."""
    (problem,) = lint(small("  - id: cost", "  - id: cost\n    draft: true"))
    assert problem.at("") == ":48: draft 'cost' has all that a claim needs (remove 'draft: true')"


def test_drafts_do_not_cover():
    """A sentence that only a draft cites is not covered, but the draft is all that is reported of it."""
    bank = small("  - id: cost", "  - id: cost\n    draft: true")
    assert Locator(1, 2) not in covered_sentences(bank)
    assert {problem.code for problem in lint(bank)} == {"draft"}


def test_coverage_counts_claims_and_reasons():
    """A sentence is covered by a claim or by a stated reason."""
    bank = small("    - 76d676758ea3", "    - 76d676758ea3 0123456789ab", "skipped: {}", "skipped: {2.2: no news}")
    assert covered_sentences(bank) == {Locator(1, 1), Locator(1, 2), Locator(2, 1), Locator(2, 2)}


def test_problem_without_a_line():
    """Line 0 stands for the whole file."""
    assert Problem(0, "what").at("f") == "f: what"
    assert Problem(3, "what", "do this").at("f") == "f:3: what (do this)"


def test_lint_command(nkquiz: Run, small_file: Path):
    """`bank lint` prints the coverage and the number of problems, and exits 0 only without problems."""
    clean = nkquiz("bank", "lint", "--bank", small_file)
    assert clean.stdout == "3 of 3 sentences covered (100%), 2 claims\n0 problems\n"
    assert (clean.returncode, clean.stderr) == (0, "")
    text = replaced(SMALL_BANK, "    - 76d676758ea3", "    - 76d676758ea3 0123456789ab", FALSE, "")
    small_file.write_text(text, encoding="utf-8")
    poor = nkquiz("bank", "lint", "--bank", small_file)
    assert poor.stdout.splitlines() == [
        f"{small_file}:4: sentence 2.2 has no claim (write a claim, or state under 'skipped' why there is none) "
        "[error uncovered]",
        f"{small_file}:28: claim 'reading-room' has 2 false variants (write at least 3) [warning variants]",
        "Why it matters:",
        f"  uncovered: {CODES['uncovered'].why}",
        f"  variants: {CODES['variants'].why}",
        "`nkquiz bank lint --explain CODE` says how to mend it.",
        "3 of 4 sentences covered (75%), 2 claims",
        "2 problems (1 error, 1 warning)",
    ]
    assert poor.returncode == 1


class TestShippedBank:
    """What the shipped bank promises."""

    def test_clean(self, bank: Bank):
        """Nothing to report."""
        assert lint(bank) == []

    def test_covered(self, bank: Bank):
        """Every sentence has a claim or a stated reason."""
        assert set(bank.source.locators) <= covered_sentences(bank)
        assert bank.source.locators

    def test_size(self, bank: Bank):
        """90 to 250 claims, at least 15 unknowns."""
        assert 90 <= len(bank.claims) <= 250
        assert len(bank.unknowns) >= 15

    def test_variants(self, bank: Bank):
        """Every claim has three restatements and false variants of three reasons, or two where it compares."""
        assert [c.id for c in bank.claims if len(c.restatements) < 3] == []
        reasons = {claim.id: {variant.reason for variant in claim.false_variants} for claim in bank.claims}
        comparing = {Reason.COMPARISON, Reason.ORDER}  # wrong in one way, and in the numbers or dates that it rests on
        assert [i for i, r in reasons.items() if len(r) < (2 if r & comparing else 3)] == []

    def test_notes(self, bank: Bank):
        """At least twelve notes, each with a basis."""
        notes = [claim.note for claim in bank.claims if claim.note]
        assert len(notes) >= 12
        assert all(note.text and note.basis for note in notes)

    def test_quotes(self, bank: Bank):
        """No fragment has more than ten words."""
        assert [e for c in bank.claims for e in c.evidence if len(e.quote.split()) > 10] == []

    def test_opinions_have_speakers(self, bank: Bank):
        """Every opinion says whose it is."""
        assert [c.id for c in bank.claims if c.kind == "opinion" and c.speaker not in bank.entity_by_id] == []

    def test_false_variants_are_false(self, bank: Bank):
        """No false variant is an unknown, a claim or a restatement."""
        true = {text for claim in bank.claims for text in claim.affirmations}
        false = {variant.text for claim in bank.claims for variant in claim.false_variants}
        assert not false & true
        assert not {unknown.text for unknown in bank.unknowns} & (true | false)
