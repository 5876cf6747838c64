"""Fit the weights of the verdict on labelled statements, and write `src/nkquiz/check/data/weights.json`.

    python -m pip install -e '.[fit]' && python tools/fit_verdict.py

What it learns from: for each bank, its restatements (supported), false variants (contradicted) and unknowns (not in the
source), each left out of the bank while it is looked at; and the open labelled statements under `tests/labelled/`.
Statements in files named `*.unseen.jsonl` are never read. The figures printed are cross-validated over five folds, in
which all texts of a claim stay together.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from nkquiz.bank import load_bank
from nkquiz.check.checker import Checker
from nkquiz.check.features import FEATURES, features, view
from nkquiz.check.verdict import Weights
from nkquiz.model import Bank, Locator

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "nkquiz" / "check" / "data" / "weights.json"
BANKS = {
    "data/claims.yaml": "tests/labelled/north-korea-pivot.open.jsonl",
    "data/examples/drowned-observatory.yaml": "tests/labelled/drowned-observatory.open.jsonl",
}
LABELS = {"not_in_source": 0, "supported": 1, "contradicted": 2}
SHARES = (0.22, 0.43, 0.35)  # how often the labels come up in what people type: right answers are weighed by it
FOLDS = 5
LABELLED, OTHERS, UNKNOWN = 3.0, 0.25, 2.0  # weights of labelled statements, of other claims, of unknown statements
MAX_FALSE_SUPPORT, PENALTY = 0.05, 1.0
NO_WEIGHTS = Weights((0.0,) * len(FEATURES), (0.0,) * len(FEATURES), 1.0, 1.0)


@dataclass(frozen=True)
class Sample:
    """A statement: the features of each candidate claim, which of them it is about, its label."""

    rows: np.ndarray
    mine: np.ndarray  # the claims it is about
    near: np.ndarray  # claims on the same sentences, which may say the same
    label: int
    labelled: bool  # labelled by hand, and not a text of the bank
    fold: int


def samples() -> list[Sample]:
    """Return all statements that may be learned from."""
    found: list[Sample] = []
    for bank_path, labelled_path in BANKS.items():
        bank = load_bank(ROOT / bank_path)
        checker = Checker(bank, NO_WEIGHTS)
        found += [s for s in _from_bank(bank, checker) if len(s.rows)]
        for line in (ROOT / labelled_path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            places = {Locator.parse(part) for part in row.get("at", "").replace(";", ",").split(",")}
            about = {claim.id for claim in bank.claims if places & set(claim.locators)}
            if row["label"] in LABELS and len(checker.parts(row["text"])) == 1:
                found.append(_sample(checker, row["text"], LABELS[row["label"]], None, about, row["id"]))
    return [sample for sample in found if len(sample.rows)]


def _from_bank(bank: Bank, checker: Checker) -> Iterator[Sample]:
    for claim in bank.claims:
        for restatement in claim.restatements:
            yield _sample(checker, restatement.text, 1, restatement.text, {claim.id}, claim.id)
        for variant in claim.false_variants:
            yield _sample(checker, variant.text, 2, variant.text, {claim.id}, claim.id)
    for unknown in bank.unknowns:
        yield _sample(checker, unknown.text, 0, unknown.text, (), unknown.text)


def _sample(checker: Checker, text: str, label: int, without: str | None, about: Collection[str], group: str) -> Sample:
    _, by_claim = checker.compare(text, 0, len(text), without)
    views = [view(judged) for judged in by_claim]
    places = {at for id_ in about for at in checker.bank.claim_by_id[id_].locators}
    return Sample(
        rows=np.array([features(seen) for seen in views]).reshape(len(views), len(FEATURES)),
        mine=np.array([seen.claim.id in about for seen in views], bool),
        near=np.array([bool(places & set(seen.claim.locators)) for seen in views], bool),
        label=label,
        labelled=without is None,
        fold=int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS,
    )


def fit(data: list[Sample]) -> np.ndarray:
    """Return the weights (2 x features) of a softmax over neither, support and conflict, for single claims.

    A labelled statement speaks for the closest of the claims it is about; all claims elsewhere are neither.
    """
    rows, labels, weights = [], [], []
    for sample in data:
        weight = LABELLED if sample.labelled else 1.0
        about = np.flatnonzero(sample.mine) if sample.label else np.array([], int)
        if len(about):
            closeness = sample.rows[about, FEATURES.index("covered")] + sample.rows[about, FEATURES.index("covering")]
            rows.append(sample.rows[about[int(closeness.argmax())]])
            labels.append(sample.label)
            weights.append(weight)
        for row in sample.rows[~sample.near][: 3 if sample.label else 6]:
            rows.append(row)
            labels.append(0)
            weights.append(weight * (OTHERS if sample.label else UNKNOWN))
    model = LogisticRegression(max_iter=5000, C=1.0, fit_intercept=False)
    model.fit(np.array(rows), labels, sample_weight=weights)
    return model.coef_[1:] - model.coef_[0]


def highest(data: list[Sample], weights: np.ndarray) -> np.ndarray:
    """Return the highest odds for support and for conflict of each statement."""
    found = []
    for sample in data:
        scores = np.exp(np.clip(sample.rows @ weights.T, -30, 30))
        found.append((scores / (1 + scores.sum(axis=1, keepdims=True))).max(axis=0))
    return np.array(found)


def decide(odds: np.ndarray, support_from: float, conflict_from: float) -> np.ndarray:
    """Return the verdicts as `nkquiz.check.verdict.judge` would."""
    support, conflict = odds[:, 0], odds[:, 1]
    verdict = np.where(support >= support_from, 1, 0)
    return np.where((conflict >= conflict_from) & (conflict > support), 2, verdict)


def thresholds(data: list[Sample], weights: np.ndarray) -> tuple[float, float]:
    """Return the bounds that get most of the hand-labelled statements right, false support being held down."""
    mine = [sample for sample in data if sample.labelled]
    odds, labels = highest(mine, weights), np.array([sample.label for sample in mine])
    best = (-9.0, 0.5, 0.5)
    for support_from in np.arange(0.2, 0.9, 0.02):
        for conflict_from in np.arange(0.2, 0.8, 0.02):
            got = decide(odds, support_from, conflict_from)
            score = right(got, labels) - PENALTY * max(0.0, (got == 1)[labels != 1].mean() - MAX_FALSE_SUPPORT)
            best = max(best, (score, support_from, conflict_from))
    return float(best[1]), float(best[2])


def right(got: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of right answers, the labels weighed by SHARES."""
    return float(sum(share * (got == label)[labels == label].mean() for label, share in enumerate(SHARES)))


def main() -> int:
    """Fit, report, write."""
    data = samples()
    labels, fold = np.array([s.label for s in data]), np.array([s.fold for s in data])
    got = np.zeros(len(data), int)
    for k in range(FOLDS):
        train = [sample for sample in data if sample.fold != k]
        weights = fit(train)
        held_out = np.flatnonzero(fold == k)
        got[held_out] = decide(highest([data[i] for i in held_out], weights), *thresholds(train, weights))
    for name, mine in (("the banks' own texts", False), ("labelled statements", True)):
        which = np.array([s.labelled == mine for s in data])
        false_support = (got == 1)[which & (labels != 1)].mean()
        print(f"{name}: {which.sum()}, right {right(got[which], labels[which]):.1%}, false support {false_support:.1%}")
        for label, number in LABELS.items():
            of = which & (labels == number)
            print(f"  {label}: {(got == number)[of].mean():.1%} of {of.sum()}")
    weights = fit(data)
    support_from, conflict_from = thresholds(data, weights)
    fitted = {
        "features": FEATURES,
        "support": [round(float(w), 3) for w in weights[0]],
        "conflict": [round(float(w), 3) for w in weights[1]],
        "support_from": round(support_from, 2),
        "conflict_from": round(conflict_from, 2),
    }
    OUT.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    for name, support, conflict in zip(FEATURES, *weights, strict=True):
        print(f"{name:28} {support:+7.2f} {conflict:+7.2f}")
    print(f"support from {support_from:.2f}, conflict from {conflict_from:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
