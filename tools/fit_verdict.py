"""Fit the weights of the verdict on labelled statements, and write `src/nkquiz/check/data/weights.json`.

    python tools/fit_verdict.py

What it learns from: for each bank, its restatements (supported), false variants (contradicted) and unknowns (not in the
source), each left out of the bank while it is looked at; and the open labelled statements under `tests/labelled/`.
Statements in files named `*.unseen.jsonl` are never read. Needs numpy.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nkquiz.bank import load_bank
from nkquiz.check.checker import Checker
from nkquiz.check.features import FEATURES, features, view
from nkquiz.check.parts import split
from nkquiz.check.verdict import Weights

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "nkquiz" / "check" / "data" / "weights.json"
BANKS = {
    "data/claims.yaml": "tests/labelled/north-korea-pivot.open.jsonl",
    "data/examples/drowned-observatory.yaml": "tests/labelled/drowned-observatory.open.jsonl",
}
LABELS = {"not_in_source": 0, "supported": 1, "contradicted": 2}
STEPS, RATE, DECAY = 800, 0.05, 3e-4
MAX_FALSE_SUPPORT = 0.015


@dataclass
class Sample:
    """A statement: the features of each candidate claim, and its label."""

    rows: np.ndarray
    label: int
    weight: float
    origin: str


def samples() -> list[Sample]:
    """Return all statements that may be learned from."""
    found = []
    for bank_path, labelled in BANKS.items():
        bank = load_bank(ROOT / bank_path)
        checker = Checker(bank, _NO_WEIGHTS)
        texts = [(r.text, 1, True) for c in bank.claims for r in c.restatements]
        texts += [(v.text, 2, True) for c in bank.claims for v in c.false_variants]
        texts += [(u.text, 0, False) for u in bank.unknowns]
        for text, label, own in texts:
            found.append(_sample(checker, text, label, 1.0 if label else 4.0, text if own else None, "bank"))
        path = ROOT / labelled
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            row = json.loads(line)
            if row["label"] in LABELS and len(split(row["text"], checker._names)) == 1:
                found.append(_sample(checker, row["text"], LABELS[row["label"]], 3.0, None, "labelled"))
    return [sample for sample in found if len(sample.rows)]


_NO_WEIGHTS = Weights((0.0,) * len(FEATURES), (0.0,) * len(FEATURES), 1.0, 1.0)


def _sample(checker: Checker, text: str, label: int, weight: float, without: str | None, origin: str) -> Sample:
    _, by_claim = checker.compare(text, 0, len(text), without)
    rows = np.array([features(view(judged)) for judged in by_claim]) if by_claim else np.zeros((0, len(FEATURES)))
    return Sample(rows, label, weight, origin)


def stacked(data: list[Sample]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of all samples, padded to one length, and which of them are real."""
    most = max(len(s.rows) for s in data)
    rows, real = np.zeros((len(data), most, len(FEATURES))), np.zeros((len(data), most), bool)
    for i, sample in enumerate(data):
        rows[i, : len(sample.rows)], real[i, : len(sample.rows)] = sample.rows, True
    return rows, real


def fit(data: list[Sample]) -> np.ndarray:
    """Return the weights (2 x features) that fit best (logistic loss, Adam).

    The surest claim speaks for a statement: for a supported one that with the highest odds for support, for a
    contradicted one that for conflict; of a statement that is not in the source, the surest of each is held down.
    """
    weights = np.zeros((2, len(FEATURES)))
    weights[0, 1], weights[0, 0], weights[1, 11], weights[1, 0] = 4.0, -3.0, 3.0, -3.0
    rows, real = stacked(data)
    one_hot = np.eye(3)[[s.label for s in data]]
    importance = np.array([s.weight for s in data])
    importance /= importance.sum()
    first, second, every = np.zeros_like(weights), np.zeros_like(weights), np.arange(len(data))
    for step in range(1, STEPS + 1):
        scores = np.where(real[:, :, None], rows @ weights.T, -1e9)
        for_, against = scores[:, :, 0].argmax(axis=1), scores[:, :, 1].argmax(axis=1)
        # the statement's scores: neither 0, support by its best claim, conflict by its best claim
        s = np.stack([np.zeros(len(data)), scores[every, for_, 0], scores[every, against, 1]], axis=1)
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        error = (p - one_hot) * importance[:, None]
        gradient = np.stack([error[:, 1] @ rows[every, for_], error[:, 2] @ rows[every, against]])
        gradient += DECAY * weights * (np.arange(len(FEATURES)) > 0)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return weights


def highest(data: list[Sample], weights: np.ndarray) -> np.ndarray:
    """Return the highest odds for support and for conflict of each statement."""
    rows, real = stacked(data)
    scores = np.exp(np.clip(rows @ weights.T, -30, 30))
    odds = np.where(real[:, :, None], scores / (1 + scores.sum(axis=2, keepdims=True)), 0.0)
    return odds.max(axis=1)


def decide(odds: np.ndarray, support_from: float, conflict_from: float) -> np.ndarray:
    """Return the verdicts as `nkquiz.check.verdict.judge` would."""
    support, conflict = odds[:, 0], odds[:, 1]
    verdict = np.where(support >= support_from, 1, 0)
    return np.where((conflict >= conflict_from) & (conflict > support), 2, verdict)


def thresholds(data: list[Sample], weights: np.ndarray) -> tuple[float, float]:
    """Return the bounds that get most statements right, while false support stays under MAX_FALSE_SUPPORT."""
    odds, labels = highest(data, weights), np.array([s.label for s in data])
    importance = np.array([s.weight for s in data])
    best = (-1.0, 0.5, 0.5)
    for support_from in np.arange(0.3, 0.9, 0.02):
        for conflict_from in np.arange(0.3, 0.8, 0.02):
            got = decide(odds, support_from, conflict_from)
            right = ((got == labels) * importance).sum() / importance.sum()
            false_support = (got == 1)[labels != 1].mean()
            best = max(best, (right - 2 * max(0.0, false_support - MAX_FALSE_SUPPORT), support_from, conflict_from))
    return float(best[1]), float(best[2])


def main() -> int:
    """Fit, report, write."""
    data = samples()
    fold = np.array([int(math.fmod(i * 0.618, 1) * 5) for i in range(len(data))])
    got = np.zeros(len(data), int)
    for k in range(5):
        train = [s for s, f in zip(data, fold, strict=True) if f != k]
        weights = fit(train)
        bounds = thresholds(train, weights)
        held_out = np.flatnonzero(fold == k)
        got[held_out] = decide(highest([data[i] for i in held_out], weights), *bounds)
    labels = np.array([s.label for s in data])
    for origin in ("bank", "labelled"):
        mine = np.array([s.origin == origin for s in data])
        if mine.any():
            right = (got == labels)[mine].mean()
            false_support = (got == 1)[mine & (labels != 1)].mean()
            print(f"{origin}: {mine.sum()}, cross-validated right {right:.1%}, false support {false_support:.1%}")
            for name, label in LABELS.items():
                which = mine & (labels == label)
                print(f"  {name}: {(got == label)[which].mean():.1%} of {which.sum()}")
    weights = fit(data)
    support_from, conflict_from = thresholds(data, weights)
    OUT.write_text(
        json.dumps(
            {
                "features": FEATURES,
                "support": [round(float(w), 3) for w in weights[0]],
                "conflict": [round(float(w), 3) for w in weights[1]],
                "support_from": round(support_from, 2),
                "conflict_from": round(conflict_from, 2),
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    for name, s, c in zip(FEATURES, *weights, strict=True):
        print(f"{name:24} {s:+7.2f} {c:+7.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
