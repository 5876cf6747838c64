"""Choose the bounds of the verdict on labelled statements, and print them for `nkquiz.check.verdict.Bounds`.

    python tools/fit_verdict.py

Learns from the open labelled statements under `tests/labelled/`; files named `*.unseen.jsonl` are never read.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.check.checker import Checker
from nkquiz.check.terms import Clause
from nkquiz.check.verdict import Bounds, judge
from nkquiz.check.view import Judged
from nkquiz.model import Verdict

ROOT = Path(__file__).resolve().parent.parent
BANKS = {
    "data/claims.yaml": "tests/labelled/north-korea-pivot.open.jsonl",
    "data/examples/drowned-observatory.yaml": "tests/labelled/drowned-observatory.open.jsonl",
}
GRID = {
    "support": (0.55, 0.62, 0.7),
    "conflict": (0.5, 0.55, 0.6),
    "variant": (0.6, 0.7),
    "variant_margin": (-0.05, 0.0),
    "lead": (0.0, 0.05),
    "unexplained": (0.04, 0.07),
}
PENALTY = 1.0  # what a share of false support costs, in shares of right answers

Sample = tuple[Verdict, Clause, list[list[Judged]]]


def samples() -> list[list[Sample]]:
    """Return the compared statements of one part, bank by bank."""
    found = []
    for bank_path, labelled in BANKS.items():
        checker = Checker(load_bank(ROOT / bank_path))
        of_bank = []
        for line in (ROOT / labelled).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["label"] != Verdict.MIXED and len(checker.parts(row["text"])) == 1:
                of_bank.append((Verdict(row["label"]), *checker.compare(row["text"], 0, len(row["text"]))))
        found.append(of_bank)
    return found


def score(of_bank: Sequence[Sample], bounds: Bounds) -> tuple[float, float]:
    """Return the shares of right answers and of false support."""
    got = [(judge(clause, by_claim, bounds).verdict, label) for label, clause, by_claim in of_bank]
    others = [verdict for verdict, label in got if label is not Verdict.SUPPORTED]
    return sum(v is label for v, label in got) / len(got), others.count(Verdict.SUPPORTED) / len(others)


def main() -> int:
    """Try the whole grid and print the best bounds."""
    banks = samples()
    ranked = []
    for values in itertools.product(*GRID.values()):
        bounds = Bounds(**dict(zip(GRID, values, strict=True)))
        scores = [score(of_bank, bounds) for of_bank in banks]
        ranked.append((sum(right - PENALTY * false for right, false in scores), scores, bounds))
    for total, scores, bounds in sorted(ranked, key=lambda item: -item[0])[:5]:
        shown = ", ".join(f"right {right:.1%}, false support {false:.1%}" for right, false in scores)
        print(f"{total:.3f}  {shown}  {bounds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
