"""Measure the checker on the labelled statements under `tests/labelled/`, and print a table for `docs/check.md`.

    python tools/measure.py

`nkquiz bank test --only-labelled --labelled FILE` says more of one file: what fails, and why.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.trial import Tally, Trial, run, summarise
from nkquiz.cli.labelled import labelled_from_file
from nkquiz.model import Verdict

ROOT = Path(__file__).resolve().parent.parent
BANKS = {
    "north-korea-pivot": "data/claims.yaml",
    "drowned-observatory": "data/examples/drowned-observatory.yaml",
    **{
        name: f"tests/labelled/{name}.yaml"
        for name in ("night-train", "cattle-fever", "upper-river", "organ-war", "quiet-reef")
    },
}


def main() -> int:
    """Print the share of right verdicts by label, and the share of false support, of each file."""
    labels = [verdict.value.replace("_", " ") for verdict in Verdict]
    print(f"| statements | number | right | {' | '.join(labels)} | false support |")
    print("|---" * (len(labels) + 4) + "|")
    for name, bank in BANKS.items():
        checker = Checker(load_bank(ROOT / bank))
        for path in sorted((ROOT / "tests" / "labelled").glob(f"{name}.*.jsonl")):
            part = path.name.split(".")[1]
            rows = list(labelled_from_file(path))
            found = summarise(run((row for row in rows if isinstance(row, Trial)), checker))
            of_label = [found.by_label.get(verdict.value, Tally(0, 0, 0, 0)) for verdict in Verdict]
            by_label = " | ".join(f"{tally.right}/{tally.count}" for tally in of_label)
            total, false = found.total, found.total.false_support_rate or 0.0
            print(f"| {name}, {part} | {total.count} | {total.accuracy:.0%} | {by_label} | {false:.0%} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
