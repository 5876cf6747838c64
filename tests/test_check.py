"""The checker: tables of cases rule by rule, what it can't do yet, and what must hold for every text.

Shares that are not 1 are floors and ceilings: what the checker reached when they were written, less a little.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import BANKS, Case, fired, tables

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.rules import RULES
from nkquiz.language.names import Names
from nkquiz.language.tokens import tokenise
from nkquiz.model import Bank, Claim, Report, Verdict

LABELLED = Path(__file__).resolve().parent / "labelled"
CASES, GAPS = list(tables("check")), list(tables("gaps"))
STATEMENTS = [(bank, case.statement) for bank, _, case in (*CASES, *GAPS)]
SAMPLE = random.Random(1).sample(STATEMENTS, 200)

# Rules without five cases in which they fire, and how many they have: other rules speak first. `cases/pairs/` has more.
SHORT_OF_POSITIVES = {"cause": 0, "lists": 0, "substitution": 0}

# Share right at least, and share of false support at most. `open` statements may be learned from, `unseen` ones are
# only ever counted.
FLOORS = {
    ("north-korea-pivot", "open"): (0.86, 0.09),
    ("north-korea-pivot", "open2"): (0.83, 0.14),
    ("north-korea-pivot", "open3"): (0.81, 0.09),
    ("north-korea-pivot", "open4"): (0.83, 0.11),
    ("north-korea-pivot", "open5"): (0.81, 0.12),
    ("north-korea-pivot", "unseen3"): (0.75, 0.24),
    ("north-korea-pivot", "unseen5"): (0.82, 0.11),
    ("drowned-observatory", "open"): (0.87, 0.11),
    ("drowned-observatory", "open2"): (0.82, 0.11),
    ("drowned-observatory", "open3"): (0.81, 0.07),
    ("drowned-observatory", "open4"): (0.83, 0.09),
    ("drowned-observatory", "unseen3"): (0.80, 0.06),
    ("drowned-observatory", "unseen4"): (0.79, 0.12),
    ("night-train", "open"): (0.78, 0.05),
    ("cattle-fever", "open"): (0.78, 0.07),
    ("upper-river", "open"): (0.75, 0.08),
    ("organ-war", "unseen"): (0.71, 0.09),
    ("quiet-reef", "unseen"): (0.83, 0.11),
}


@cache
def checker_of(name: str) -> Checker:
    return Checker(load_bank(BANKS.get(name, LABELLED / f"{name}.yaml")))


@cache
def checked(bank: str, statement: str) -> Report:
    return checker_of(bank).check(statement)


def named(rows: list[tuple[str, str, Case]]) -> list[object]:
    return [pytest.param(bank, case, id=f"{table}: {case.statement}") for bank, table, case in rows]


@pytest.mark.parametrize(("bank", "case"), named(CASES))
def test_cases(bank: str, case: Case):
    """Each statement of the tables gets its verdict, by the rule and through the claim that the table names."""
    report = checked(bank, case.statement)
    assert report.verdict == case.verdict, report.reason
    assert not case.rule or case.rule in fired(report)
    assert not case.claim or case.claim in {claim.id for claim in report.claims}
    if case.verdict in (Verdict.SUPPORTED, Verdict.NOT_IN_SOURCE):
        assert not fired(report)


@pytest.mark.parametrize(("bank", "case"), named(GAPS))
def test_gaps(bank: str, case: Case):
    """What is listed as wrong is wrong still, in the way that is listed. `tools/sort_cases.py` moves what is mended."""
    assert checked(bank, case.statement).verdict == case.now != case.verdict


def test_every_rule_has_its_table():
    """Five cases at least in which the rule fires, and ten in which it does not, in its table; or it is listed."""
    positive = Counter(table for _, table, case in CASES if case.rule == table)
    negative = Counter(table for bank, table, case in CASES if table not in fired(checked(bank, case.statement)))
    names = [name for name, _ in RULES]
    assert {name: positive[name] for name in names if positive[name] < 5} == SHORT_OF_POSITIVES
    assert [name for name in names if negative[name] < 10] == []


def test_a_statement_stands_in_one_table():
    """No statement is twice in the tables and gaps of one bank under one name."""
    places = Counter((bank, table, case.statement) for bank, table, case in (*CASES, *GAPS))
    assert [place for place, times in places.items() if times > 1] == []


def test_rules_keep_quiet_where_the_source_agrees():
    """In the wording that supports a statement, rules find no conflict: in all but a few of a hundred statements."""
    supported = [(bank, case.statement) for bank, _, case in CASES if case.verdict == Verdict.SUPPORTED]
    loud = [statement for bank, statement in supported if _conflicts(checker_of(bank), statement)]
    assert len(loud) <= 0.03 * len(supported), loud


def _conflicts(checker: Checker, statement: str) -> set[str]:
    claims = checker.check(statement).claims
    seen = [view for part in checker.parts(statement) for view in checker.views(statement, part)[1]]
    return {finding.rule for view in seen if view.claim in claims for finding in view.best.conflicts}


def test_every_claim_supports_itself():
    """A claim's own text is supported, by that claim, in every bank of the repository: but for those listed."""
    wrong = [
        (name, claim.id, report.verdict.value)
        for name in BANKS
        for claim in checker_of(name).bank.claims
        if not _supports(report := checker_of(name).check(claim.text), claim)
    ]
    assert wrong == []


def _supports(report: Report, claim: Claim) -> bool:
    return report.verdict is Verdict.SUPPORTED and claim in report.claims


@pytest.mark.parametrize("name", BANKS)
def test_a_claim_supports_itself_under_other_names(name: str):
    """With its entities under each of their aliases in turn, nearly every claim is supported still."""
    checker = checker_of(name)
    texts = [(text, claim) for claim in checker.bank.claims for text in _renamed(claim.text, checker.bank)]
    verdicts = Counter(checker.check(text).verdict for text, _ in random.Random(1).sample(texts, 100))
    assert verdicts[Verdict.SUPPORTED] >= ALIASED[name], verdicts


ALIASED = {"north-korea-pivot": 97, "drowned-observatory": 97}  # of a hundred


def _renamed(text: str, bank: Bank) -> list[str]:
    """Return the text with all its entities under their first aliases, under their second ones, and so on."""
    tokens = tokenise(text)
    spans = Names(bank.entities).spans(tokens)
    most = max((len(entity.aliases) for entity, _ in spans.values()), default=0)
    found = []
    for number in range(most):
        new = text
        for first, (entity, after) in sorted(spans.items(), reverse=True):
            if entity.aliases:
                alias = entity.aliases[number % len(entity.aliases)]
                end = "'s" if tokens[after - 1].possessive else ""
                before = new[: tokens[first].start]
                if before.lower().endswith("the "):
                    alias = alias.removeprefix("the ")
                new = before + alias + end + new[tokens[after - 1].end + len(end) :]
        found.append(new)
    return found


CONTRACTIONS = {
    f"{word} not": f"{word}n't" for word in "did does do is are was were has have had would could should".split()
} | {"will not": "won't", "cannot": "can't"}


def contracted(text: str) -> str:
    for long, short in CONTRACTIONS.items():
        text = text.replace(f" {long} ", f" {short} ")
    return text


FORMS: Mapping[str, tuple[Callable[[str], str], float]] = {
    "no full stop": (lambda text: text.rstrip("."), 1.0),
    "exclamation mark": (lambda text: text.rstrip(".") + "!", 1.0),
    "question mark": (lambda text: text.rstrip(".") + "?", 1.0),
    "extra blanks": (lambda text: "  " + text.replace(" ", "  ") + " ", 1.0),
    "hard blanks": (lambda text: text.replace(" ", "\u00a0"), 1.0),
    "typographic apostrophes": (lambda text: text.replace("'", "’"), 1.0),
    "in quotation marks": (lambda text: f"“{text}”", 1.0),
    "contractions": (contracted, 1.0),
    "lower case": (str.lower, 0.98),
    "upper case": (str.upper, 0.9),  # names that are also words, and one sentence for another, can't be told any more
}


@pytest.mark.parametrize("form", FORMS)
def test_form_does_not_matter(form: str):
    """Punctuation, blanks, quotes and contractions change no verdict; case changes few."""
    change, floor = FORMS[form]
    pool = STATEMENTS if form in ("contractions", "typographic apostrophes") else SAMPLE
    changed = [(bank, text) for bank, text in pool if change(text) != text]
    other = [(b, t) for b, t in changed if checker_of(b).check(change(t)).verdict is not checked(b, t).verdict]
    assert len(changed) >= 40
    assert len(other) <= (1 - floor) * len(changed), f"{len(other)} of {len(changed)}: {other}"


@settings(max_examples=60)
@given(st.sampled_from(STATEMENTS), st.sampled_from(["", ".", "!", "?", " ", "\n"]), st.sampled_from(["", " ", "\t"]))
def test_ends_do_not_matter(of: tuple[str, str], end: str, begin: str):
    """Whatever mark or blank a statement begins or ends with, verdict and claims are the same."""
    bank, text = of
    report, plain = checker_of(bank).check(begin + text.rstrip(".") + end), checked(bank, text)
    assert (report.verdict, report.claims) == (plain.verdict, plain.claims)


@settings(max_examples=80)
@given(st.text(max_size=200) | st.lists(st.sampled_from([text for _, text in STATEMENTS]), max_size=3).map(" ".join))
def test_any_text_gets_a_report(text: str):
    """Whatever is typed, there is a verdict with a reason, and every offset lies within the statement."""
    report = checker_of("north-korea-pivot").check(text)
    assert report.reason
    assert 0.0 <= report.confidence <= 1.0
    for part in report.parts:
        assert 0 <= part.start < part.end <= len(text)
        for finding in part.findings:
            assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "?!", "\x1b[31mred\x1b[0m", "\u202eabc", "a" * 100_000, "so " * 30_000, "1" * 50_000, "\x00"],
    ids=["empty", "blank", "dots", "marks", "escape", "bidi", "one long word", "many words", "digits", "nul"],
)
def test_nonsense_is_not_in_the_source(text: str):
    """Nothing, noise and very long texts are not in the source."""
    assert checker_of("north-korea-pivot").check(text).verdict is Verdict.NOT_IN_SOURCE


@pytest.mark.slow
@pytest.mark.parametrize(("bank", "part"), FLOORS, ids=lambda value: value)
def test_labelled_statements(bank: str, part: str):
    """On statements written without sight of the code, the checker is no worse than it was."""
    lines = (LABELLED / f"{bank}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [(row["label"], checker_of(bank).check(row["text"]).verdict) for row in map(json.loads, lines)]
    right = sum(label == verdict for label, verdict in rows) / len(rows)
    others = [verdict for label, verdict in rows if label != Verdict.SUPPORTED]
    false = others.count(Verdict.SUPPORTED) / len(others)
    least, most = FLOORS[bank, part]
    assert right >= least, f"{right:.1%} right"
    assert false <= most, f"{false:.1%} false support"


def test_every_labelled_file_has_a_floor():
    """No file of labelled statements is left out."""
    assert {tuple(path.name.split(".")[:2]) for path in LABELLED.glob("*.jsonl")} == set(FLOORS)


def test_history_does_not_matter(bank: Bank):
    """A verdict is the same whatever was checked before: checkers keep what they have read, but it changes nothing."""
    texts = [text for name, text in SAMPLE if name == "north-korea-pivot"][:60]
    few = replace(bank, claims=bank.claims[::6])
    forward, backward = Checker(few), Checker(few)
    there = [forward.check(text) for text in texts]
    back = [backward.check(text) for text in reversed(texts)]
    assert there == back[::-1]


def test_rules_are_named_once():
    """Each rule has a name of its own, and its function bears it."""
    assert len({name for name, _ in RULES}) == len(RULES)
    assert all(name == rule.__name__ for name, rule in RULES)


def test_a_note_never_decides(bank: Bank):
    """What a note says beyond the source is not supported by it, and a bank without notes gives the same verdicts."""
    noted = [claim for claim in bank.claims if claim.note]
    plain = Checker(replace(bank, claims=tuple(replace(claim, note=None) for claim in noted)))
    checker = Checker(replace(bank, claims=tuple(noted)))
    travel = checked("north-korea-pivot", "Kim Jong Un travelled to Vladivostok in April 2019.")
    assert noted
    assert travel.verdict is not Verdict.SUPPORTED
    for claim in noted:
        assert claim.note is not None
        with_notes, without = checker.check(claim.note.text), plain.check(claim.note.text)
        assert (with_notes.verdict, with_notes.reason) == (without.verdict, without.reason)


def test_a_denial_with_a_blank_before_it():
    """Texts that were cut into words write "did n't": no error, and read as "didn't"."""
    checker = checker_of("north-korea-pivot")
    for text in ("Russia did{}n't write off the debt.", "North Korea was{}n't China's ally."):
        assert checker.check(text.format(" ")).verdict is checker.check(text.format("")).verdict
    assert checker.check("n't").verdict is Verdict.NOT_IN_SOURCE
