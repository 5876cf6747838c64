"""Trials, pure: what a bank brings to be tested, how outcomes are counted, and what a claim's author is advised."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.advice import advise
from nkquiz.check.trial import BANDS, Band, Origin, Outcome, Tally, Trial, merged, own_trials, run, summarise
from nkquiz.model import Bank, Claim, Finding, PartReport, Relation, Report, Restatement, Slot, Verdict

S, C, N, M = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE, Verdict.MIXED


@pytest.fixture
def small(small_file: Path) -> Bank:
    return load_bank(small_file)


def report(text: str, verdict: Verdict, confidence: float = 0.9, extras: Sequence[str] = ()) -> Report:
    """A report, which finds `extras` in the text."""
    places = [(text.index(extra), extra) for extra in extras]
    findings = tuple(Finding("extra", Relation.EXTRA, "", start, start + len(extra)) for start, extra in places)
    part = PartReport(text, 0, len(text), verdict, confidence, "Because.", (), findings)
    return Report(text, verdict, confidence, "Because.", (part,))


def outcome(label: Verdict, got: Verdict, confidence: float = 0.9, **about: str) -> Outcome:
    return Outcome(
        Trial("text", label, Origin(about.pop("origin", "labelled")), **about), report("text", got, confidence)
    )  # type: ignore[arg-type]


class Fake:
    """A judge that says yes to everything, and remembers what it was asked to leave out."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def check(self, statement: str, /, without: str | None = None) -> Report:
        self.asked.append((statement, without))
        return report(statement, S)


# Trials


def test_own_trials(small: Bank):
    """A bank brings all of its texts, each with its verdict, its claim, its reason and its line."""
    trials = own_trials(small)
    lines = SMALL_BANK.splitlines()
    assert [(trial.origin, trial.label) for trial in trials[:7]] == [
        (Origin.CLAIM, S),
        *[(Origin.RESTATEMENT, S)] * 3,
        *[(Origin.FALSE_VARIANT, C)] * 3,
    ]
    assert [trial.reason for trial in trials[4:7]] == ["opposite", "date", "negation"]
    assert {trial.claim for trial in trials[:7]} == {"reading-room"}
    assert (trials[-1].origin, trials[-1].label, trials[-1].claim) == (Origin.UNKNOWN, N, "")
    assert len(trials) == 2 + 6 + 6 + 1
    for trial in trials:
        assert trial.own
        assert trial.file == small.path
        if trial.origin is not Origin.CLAIM:  # a claim's line is the one on which it begins
            assert trial.text in lines[trial.line - 1]


def test_own_texts_are_left_out(small: Bank):
    """While one of the bank's texts is tested it is left out; nothing is left out for a labelled statement."""
    judge, given = Fake(), Trial("A text.", C, Origin.LABELLED)
    outcomes = list(run([*own_trials(small), given], judge))
    assert judge.asked == [*((trial.text, trial.text) for trial in own_trials(small)), ("A text.", None)]
    assert [o.trial for o in outcomes] == [*own_trials(small), given]


def test_run_is_lazy(small: Bank):
    """Outcomes come one by one, so that progress can be shown."""
    judge = Fake()
    outcomes = run(own_trials(small), judge)
    assert judge.asked == []
    next(outcomes)
    assert len(judge.asked) == 1


def test_no_text_is_its_own_witness(small: Bank):
    """A claim supports its own text; if that is left out, a restatement that says something else does not."""
    claim = replace(small.claims[0], restatements=(Restatement("Nobody had asked for one."),), false_variants=())
    alone = replace(small, claims=(claim,), unknowns=())
    found = list(run(own_trials(alone), Checker(alone)))
    assert Checker(alone).check(claim.text).verdict is S
    assert [outcome.report.verdict for outcome in found] == [N, N]


def test_a_claim_without_restatements(small: Bank):
    """Nothing remains of it when its text is left out: it is not tested, and its author is told."""
    lonely = replace(small.claims[0], restatements=())
    bank = replace(small, claims=(lonely, small.claims[1]))
    outcomes = list(run(own_trials(bank), Checker(bank)))
    assert [o.trial.origin for o in outcomes if o.trial.claim == lonely.id] == [Origin.FALSE_VARIANT] * 3
    (advice,) = (item for item in advise(outcomes, bank) if item.claim == lonely.id)
    assert advice.what[0] == "it has no restatement, so its own text cannot be tested: add at least three"


# Counting


@pytest.mark.parametrize(
    ("label", "got", "right", "false_support"),
    [
        pytest.param(S, S, True, False, id="supported"),
        pytest.param(S, N, False, False, id="not recognised"),
        pytest.param(C, C, True, False, id="contradicted"),
        pytest.param(C, S, False, True, id="a false one taken for true"),
        pytest.param(N, S, False, True, id="an unknown taken for true"),
        pytest.param(M, S, False, True, id="a mixed one taken for true"),
        pytest.param(C, M, False, False, id="contradicted taken for mixed"),
        pytest.param(M, M, True, False, id="mixed"),
    ],
)
def test_outcome(label: Verdict, got: Verdict, right: bool, false_support: bool):
    """Right is the verdict that was wanted; false support is `supported` where another was."""
    found = outcome(label, got)
    assert (found.right, found.false_support) == (right, false_support)


def test_summary():
    """Outcomes are counted by label, origin, reason, phenomenon and file; failures are kept in their order."""
    outcomes = [
        outcome(C, S, origin="false_variant", claim="a", reason="number"),
        outcome(C, C, origin="false_variant", claim="a", reason="date"),
        outcome(C, N, origin="false_variant", claim="a", reason="date"),
        outcome(S, S, origin="restatement", claim="a"),
        outcome(N, N, origin="unknown"),
        outcome(S, C, file="x.jsonl", phenomenon="roles"),
        outcome(M, S, file="y.jsonl", phenomenon="roles"),
        outcome(M, M, file="y.jsonl"),
    ]
    found = summarise(iter(outcomes))
    assert found.total == Tally(count=8, right=4, not_supported=6, false_support=2)
    assert found.total.accuracy == 0.5
    assert found.total.false_support_rate == pytest.approx(1 / 3)
    assert list(found.by_label.items()) == [
        ("supported", Tally(2, 1, 0, 0)),
        ("contradicted", Tally(3, 1, 3, 1)),
        ("not_in_source", Tally(1, 1, 1, 0)),
        ("mixed", Tally(2, 1, 2, 1)),
    ]
    assert list(found.by_origin) == ["restatement", "false_variant", "unknown", "labelled"]
    assert list(found.by_reason.items()) == [("date", Tally(2, 1, 2, 0)), ("number", Tally(1, 0, 1, 1))]
    assert found.by_phenomenon == {"roles": Tally(2, 0, 1, 1)}
    assert found.by_file == {
        "x.jsonl": {"supported": Tally(1, 0, 0, 0)},
        "y.jsonl": {"mixed": Tally(2, 1, 2, 1)},
    }
    assert found.failures == (outcomes[0], outcomes[2], outcomes[5], outcomes[6])
    assert merged(found.by_label.values()) == found.total


def test_summary_of_nothing():
    """Of nothing there are no shares."""
    found = summarise([])
    assert (found.total.accuracy, found.total.false_support_rate, found.failures) == (None, None, ())
    assert [band.count for band in found.confidence] == [0] * 7


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (0.0, 0),
        (0.49, 0),
        (0.5, 1),
        (0.6, 2),
        (0.75, 3),
        (0.8, 4),
        (0.899, 4),
        (0.9, 5),
        (0.95, 6),
        (0.99, 6),
        (1.0, 6),
    ],
)
def test_reliability(confidence: float, band: int):
    """Each verdict is counted in one band of confidence: from the lower bound up to the upper one."""
    found = summarise([outcome(S, S, confidence), outcome(S, C, confidence)]).confidence
    expected = [Band(low, high, 0, 0) for low, high in pairwise(BANDS)]
    expected[band] = replace(expected[band], count=2, right=1)
    assert list(found) == expected


# Advice


def outcomes_of(claim: Claim, got: dict[str, Verdict], extras: Sequence[str] = ()) -> list[Outcome]:
    """The outcomes of a claim's texts: as they should be, but for those in `got`."""
    bank = Bank("b", None, {}, (), (claim,))  # type: ignore[arg-type]
    return [
        Outcome(t, report(t.text, got.get(t.text, t.label), extras=[e for e in extras if e in t.text]))
        for t in own_trials(bank)
    ]


FALSE = "The library of Brill opened a reading room in May."
OPPOSITE = "The library of Brill closed its reading room in June."


@pytest.mark.parametrize(
    ("got", "advice"),
    [
        pytest.param({}, None, id="nothing is wrong"),
        pytest.param(
            {"restatements": N},
            "none of its 3 restatements is recognised: add others that share words with these "
            "('since', 'people' ...), and list every name of its entities",
            id="no restatement is recognised",
        ),
        pytest.param(
            {"A reading room was opened in June by the library.": C},
            "1 of its 3 restatements is not recognised: add others that share words with these, "
            "and list every name of its entities",
            id="one is not",
        ),
        pytest.param(
            {"text": N},
            "its own text is not recognised by its restatements: add one more "
            "(keep names and numbers, and say the rest in other words)",
            id="its text is not recognised",
        ),
        pytest.param(
            {OPPOSITE: S, FALSE: C},
            "1 of its 3 false variants passes for what the source says (opposite): add false variants of this kind in "
            "other words",
            id="a false variant passes",
        ),
        pytest.param(
            {OPPOSITE: N, FALSE: M},
            "2 of its 3 false variants are not noticed (opposite, date): add some of this kind that are closer to its "
            "text",
            id="two are not noticed",
        ),
    ],
)
def test_advice(got: dict[str, Verdict], advice: str | None, small: Bank):
    """What fails of a claim is said in plain words, with what to do."""
    claim = small.claims[0]
    wrong = dict.fromkeys(claim.affirmations[1:], got["restatements"]) if "restatements" in got else dict(got)
    if "text" in got:
        wrong = {claim.text: got["text"]}
    found = advise(outcomes_of(claim, wrong, extras=["since", "people"]), small)
    assert [item.what for item in found] == ([(advice,)] if advice else [])


def test_advice_on_slots(small: Bank):
    """A false variant that passes may show that a slot holds one value only: that is said unless the bank says it."""
    plain = replace(small.claims[0], single=frozenset(), open=frozenset())
    passes = "1 of its 3 false variants passes for what the source says (date): add false variants of this kind in "
    for claim, hint in (
        (plain, "; if no other date can be true, add `single: [date]`"),
        (replace(plain, single=frozenset({Slot.DATE})), ""),
        (replace(plain, open=frozenset({Slot.DATE})), ""),
    ):
        (found,) = advise(outcomes_of(claim, {FALSE: S}), replace(small, claims=(claim,)))
        assert found.what == (f"{passes}other words{hint}",)


def test_advice_begins_with_the_worst(small: Bank):
    """Claims with the most failures come first; unknowns and labelled statements belong to none."""
    first, second = small.claims
    outcomes = [
        *outcomes_of(first, {FALSE: S}),
        *outcomes_of(second, dict.fromkeys(second.affirmations, N)),
        outcome(N, S, origin="unknown"),
        outcome(S, N),
    ]
    found = advise(outcomes, small)
    assert [(item.claim, item.tally.count - item.tally.right) for item in found] == [("cost", 4), ("reading-room", 1)]


# The real checker


@pytest.mark.slow
def test_shipped_bank():
    """On a part of the shipped bank every text gets a verdict, and the counts are those of the bank."""
    whole = load_bank()
    bank = replace(whole, claims=whole.claims[::12])
    found = summarise(run(own_trials(bank), Checker(bank)))
    assert found.by_origin["claim"].count == len(bank.claims)
    assert found.by_origin["restatement"].count == sum(len(claim.restatements) for claim in bank.claims)
    assert found.by_origin["false_variant"].count == sum(t.count for t in found.by_reason.values())
    assert found.by_origin["unknown"].count == len(bank.unknowns)
    assert sum(band.count for band in found.confidence) == found.total.count
