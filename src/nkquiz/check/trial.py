"""Trials of a checker: texts whose verdict is known, what the checker says of them, and how often it is right.

A bank brings trials of its own: its claims and restatements should be supported, its false variants contradicted, its
unknowns not in the source. Each is left out of the bank while it is tested, so that none is its own witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import Protocol

from nkquiz.model import Bank, Claim, Report, Verdict

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)  # the bounds of the reliability table


class Origin(StrEnum):
    """Where a trial comes from. The first four are the bank's own."""

    CLAIM = "claim"
    RESTATEMENT = "restatement"
    FALSE_VARIANT = "false_variant"
    UNKNOWN = "unknown"
    LABELLED = "labelled"


@dataclass(frozen=True, slots=True)
class Trial:
    """A text with the verdict that it should get, and where it stands."""

    text: str
    label: Verdict
    origin: Origin
    claim: str = ""  # the id of the claim that it belongs to, if it is the bank's own
    reason: str = ""  # why it is false, if it is a false variant
    id: str | int = ""  # under which a labelled statement goes
    phenomenon: str = ""  # what a labelled statement tries
    file: str = ""  # the bank's file, or that of the labelled statements
    line: int = 0

    @property
    def own(self) -> bool:
        """Whether it is one of the bank's own texts."""
        return self.origin is not Origin.LABELLED


@dataclass(frozen=True, slots=True)
class Outcome:
    """A trial and what the checker says of it."""

    trial: Trial
    report: Report

    @property
    def right(self) -> bool:
        """Whether the verdict is the one it should be."""
        return self.report.verdict is self.trial.label

    @property
    def false_support(self) -> bool:
        """Whether it is judged supported, and is not: the worst error."""
        return not self.right and self.report.verdict is Verdict.SUPPORTED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some trials come out right."""

    count: int
    right: int
    not_supported: int  # how many should not be judged supported
    false_support: int  # how many of these are

    @property
    def accuracy(self) -> float | None:
        """The share that comes out right; None of nothing."""
        return self.right / self.count if self.count else None

    @property
    def false_support_rate(self) -> float | None:
        """The share of false support among those that should not be supported; None if there are none."""
        return self.false_support / self.not_supported if self.not_supported else None


@dataclass(frozen=True, slots=True)
class Band:
    """How many verdicts have a confidence from `low` up to `high`, and how many of them are right."""

    low: float
    high: float
    count: int
    right: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What trials show, as a whole and cut in several ways. The parts are in the order in which they are shown."""

    total: Tally
    by_label: dict[str, Tally]
    by_origin: dict[str, Tally]
    by_reason: dict[str, Tally]  # false variants
    by_phenomenon: dict[str, Tally]  # labelled statements that name theirs
    by_file: dict[str, dict[str, Tally]]  # labelled statements: file -> label -> tally
    confidence: tuple[Band, ...]
    failures: tuple[Outcome, ...]


class Judge(Protocol):
    """What trials need of a checker."""

    def check(self, statement: str, /, without: str | None = None) -> Report:
        """Return the verdict on `statement`, with the bank's text that equals `without` left out."""


def own_trials(bank: Bank) -> tuple[Trial, ...]:
    """Return everything that a bank says itself of what is true, false or unknown, claim by claim.

    A text that is all there is of a claim is passed over: if it were left out, nothing would remain of the claim.
    """
    trials: list[Trial] = []
    for claim in bank.claims:
        at = partial(Trial, claim=claim.id, file=bank.path)
        trials.append(at(claim.text, Verdict.SUPPORTED, Origin.CLAIM, line=claim.line))
        trials += [at(r.text, Verdict.SUPPORTED, Origin.RESTATEMENT, line=r.line) for r in claim.restatements]
        trials += [
            at(variant.text, Verdict.CONTRADICTED, Origin.FALSE_VARIANT, reason=variant.reason.value, line=variant.line)
            for variant in claim.false_variants
        ]
    for unknown in bank.unknowns:
        trials.append(Trial(unknown.text, Verdict.NOT_IN_SOURCE, Origin.UNKNOWN, file=bank.path, line=unknown.line))
    all_there_is = {claim.text for claim in bank.claims if is_lonely(claim)}
    return tuple(trial for trial in trials if trial.text not in all_there_is)


def is_lonely(claim: Claim) -> bool:
    """Say whether a claim has no other words for what it says than its own text."""
    return set(claim.affirmations) == {claim.text}


def run(trials: Iterable[Trial], judge: Judge) -> Iterator[Outcome]:
    """Yield the outcome of each trial, as it comes. A labelled statement is judged against the whole bank."""
    for trial in trials:
        yield Outcome(trial, judge.check(trial.text, without=trial.text if trial.own else None))


def summarise(outcomes: Iterable[Outcome]) -> Summary:
    """Return what the outcomes show."""
    found = tuple(outcomes)
    labelled = [outcome for outcome in found if not outcome.trial.own]
    files = dict.fromkeys(outcome.trial.file for outcome in labelled)
    return Summary(
        total=tally(found),
        by_label=_by(found, lambda trial: trial.label.value, list(Verdict)),
        by_origin=_by(found, lambda trial: trial.origin.value, list(Origin)),
        by_reason=_by(found, lambda trial: trial.reason),
        by_phenomenon=_by(labelled, lambda trial: trial.phenomenon),
        by_file={
            file: _by([o for o in labelled if o.trial.file == file], lambda trial: trial.label.value, list(Verdict))
            for file in files
        },
        confidence=_reliability(found),
        failures=tuple(outcome for outcome in found if not outcome.right),
    )


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """Count outcomes."""
    return Tally(
        count=len(outcomes),
        right=sum(outcome.right for outcome in outcomes),
        not_supported=sum(outcome.trial.label is not Verdict.SUPPORTED for outcome in outcomes),
        false_support=sum(outcome.false_support for outcome in outcomes),
    )


def merged(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of some tallies."""
    found = list(tallies)
    return Tally(
        count=sum(item.count for item in found),
        right=sum(item.right for item in found),
        not_supported=sum(item.not_supported for item in found),
        false_support=sum(item.false_support for item in found),
    )


def _by(outcomes: Iterable[Outcome], name: Callable[[Trial], str], order: Sequence[str] = ()) -> dict[str, Tally]:
    """Count outcomes by a name of their trials: those in `order` first, then the most frequent; "" is passed over."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if key := name(outcome.trial):
            groups[key].append(outcome)
    rank = {key: number for number, key in enumerate(order)}
    ordered = sorted(groups, key=lambda key: (rank.get(key, len(rank)), -len(groups[key]), key))
    return {key: tally(groups[key]) for key in ordered}


def _reliability(outcomes: Sequence[Outcome]) -> tuple[Band, ...]:
    bands = []
    for low, high in pairwise(BANDS):
        inside = [o.right for o in outcomes if low <= o.report.confidence < high or o.report.confidence == high == 1.0]
        bands.append(Band(low, high, len(inside), sum(inside)))
    return tuple(bands)
