"""Learn the weights of the verdict from labelled statements, and write `src/nkquiz/check/data/verdict.json`.

    python tools/fit_verdict.py [BANK.yaml=STATEMENTS.jsonl,... ...]

Learns from the open labelled statements under `tests/labelled/`, and from claims of their banks in which one name,
number or date was exchanged; files named `*.unseen.jsonl` are never read. Needs
numpy and scipy. Prints how good the weights are in five-fold cross-validation, and on each bank when the statements
about the others alone are learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from nkquiz.bank import load_bank
from nkquiz.check.checker import Checker
from nkquiz.check.verdict import OUTCOMES, Weights, hear
from nkquiz.model import Verdict
from nkquiz.quiz.lures import in_gap
from nkquiz.quiz.material import read_material
from nkquiz.quiz.types._parts import value_gaps

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "nkquiz" / "check" / "data" / "verdict.json"
LABELLED = ROOT / "tests" / "labelled"
BANKS = {
    "north-korea-pivot": ROOT / "data" / "claims.yaml",
    "drowned-observatory": ROOT / "data" / "examples" / "drowned-observatory.yaml",
    **{name: LABELLED / f"{name}.yaml" for name in ("night-train", "cattle-fever", "upper-river")},
}
RIDGE = 0.03  # how much large weights cost; measures are scaled to a deviation of 1 first
CAUTION = 2.0  # how much more an error on a statement that is not supported costs
SPOILED = 0.15  # what a claim with one thing exchanged counts beside a statement that somebody wrote
SPOILED_EACH = 2  # of them at most for each claim
FOLDS = 5
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """One labelled part of a statement with what is measured of it."""

    label: int  # its place in OUTCOMES
    measured: dict[str, float]
    bank: str
    text: str
    worth: float = 1.0


def samples(checker: Checker, path: Path) -> Iterator[Sample]:
    """Yield the labelled statements that are one part, and the parts of those whose parts are labelled."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parts = checker.parts(row["text"])
        labels = row.get("parts") or [row["label"]]
        if row["label"] == Verdict.SUPPORTED and len(labels) == 1:
            labels = labels * len(parts)
        if len(parts) != len(labels) or Verdict.MIXED in labels:
            continue
        for part, label in zip(parts, labels, strict=True):
            _, views = checker.views(row["text"], part)
            if views:
                yield Sample(OUTCOMES.index(Verdict(label)), dict(hear(views).measures), checker.bank.id, row["text"])


def spoiled(checker: Checker) -> Iterator[Sample]:
    """Yield claims with one name, number or date exchanged, as lures have them: what must never pass for true."""
    material = read_material(checker.bank)
    contradicted = OUTCOMES.index(Verdict.CONTRADICTED)
    for claim, found in zip(checker.bank.claims, material.found, strict=True):
        for gap in [*value_gaps(claim, material), *found.names][:SPOILED_EACH]:
            for lure in in_gap(claim, gap, material, 1)[:1]:
                text = gap.filled(claim.text, lure.text)
                parts = checker.parts(text)
                _, views = checker.views(text, parts[0])
                if views and len(parts) == 1:
                    yield Sample(contradicted, dict(hear(views).measures), checker.bank.id, text, SPOILED)


def matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    """Return the measures as a matrix; "bias", the first column, is 1."""
    column = {name: number for number, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1.0
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                x[i, column[name]] = value
    return x


def fit(x: Floats, y: Labels, worth: Floats) -> Floats:
    """Fit a multinomial logistic regression with a ridge penalty (L-BFGS); the bias is free of it."""
    scale = np.maximum(x.std(axis=0), 0.05)
    scale[0] = 1.0
    z = x / scale
    target = np.eye(3)[y]
    cost = np.where(y == OUTCOMES.index(Verdict.SUPPORTED), 1.0, CAUTION) * worth
    penalty = np.full((x.shape[1], 3), RIDGE)
    penalty[0] = 0.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(-1, 3)
        p = softmax(z @ w)
        misfit = -(cost * np.log(np.maximum(p[np.arange(len(y)), y], 1e-12))).sum() / cost.sum()
        slope = z.T @ ((p - target) * cost[:, None]) / cost.sum() + penalty * w
        return float(misfit + (penalty * w * w).sum() / 2), slope.ravel()

    found = minimize(loss, np.zeros(x.shape[1] * 3), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x.reshape(-1, 3) / scale[:, None])


def softmax(z: Floats) -> Floats:
    """Return the likelihoods of each row."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def figures(y: Labels, p: Floats) -> str:
    """Return the shares of right answers and of false support."""
    got = p.argmax(axis=1)
    return f"right {(got == y).mean():.1%}, false support {(got[y != 0] == 0).mean():.1%}"


def report(x: Floats, y: Labels, worth: Floats, banks: Sequence[str]) -> None:
    """Print the figures of cross-validation, how well confidence is calibrated there, and of banks left out; spoiled
    claims apart."""
    fold = np.random.default_rng(1).permutation(len(y)) % FOLDS
    p = np.zeros((len(y), 3))
    for number in range(FOLDS):
        p[fold == number] = softmax(
            x[fold == number] @ fit(x[fold != number], y[fold != number], worth[fold != number])
        )
    written = worth == 1.0
    print(f"{FOLDS} folds, {sum(~written)} spoiled claims: {figures(y[~written], p[~written])}")
    y, p, x, worth, banks = y[written], p[written], x[written], worth[written], list(np.array(banks)[written])
    print(f"{FOLDS} folds, {len(y)} statements: {figures(y, p)}")
    sure, right = p.max(axis=1), p.argmax(axis=1) == y
    for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        band = (sure >= low) & (sure < high)
        if band.any():
            print(
                f"  confidence {low:.0%} to {min(high, 1):.0%}: {band.sum()}, of which right {right[band].mean():.0%}"
            )
    of = np.array(banks)
    for bank in dict.fromkeys(banks):
        if len(set(banks)) > 1:
            w = fit(x[of != bank], y[of != bank], worth[of != bank])
            print(f"  {bank}, learned from the others: {figures(y[of == bank], softmax(x[of == bank] @ w))}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Learn the weights of the verdict from labelled statements.")
    parser.add_argument("more", nargs="*", help="further BANK.yaml=STATEMENTS.jsonl,...")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    sources = [(bank, sorted(LABELLED.glob(f"{name}.open*.jsonl"))) for name, bank in BANKS.items()]
    for pair in options.more:
        bank, _, found = pair.partition("=")
        sources.append((Path(bank), [Path(item) for item in found.split(",")]))
    found_samples: list[Sample] = []
    for bank, paths in sources:
        checker = Checker(load_bank(bank))
        for path in paths:
            found_samples += samples(checker, path)
        found_samples += spoiled(checker)
    names = ["bias", *sorted({name for sample in found_samples for name in sample.measured})]
    x = matrix([sample.measured for sample in found_samples], names)
    y = np.array([sample.label for sample in found_samples])
    worth = np.array([sample.worth for sample in found_samples])
    report(x, y, worth, [sample.bank for sample in found_samples])
    if not options.dry_run:
        rows = zip(names, fit(x, y, worth), strict=True)
        weights: Weights = {name: [round(float(v), 3) for v in row] for name, row in rows}
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in weights.items())
        OUTPUT.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
