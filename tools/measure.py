"""Measure the checker on the labelled statements under `tests/labelled/`, and print a table for `docs/check.md`.

python tools/measure.py
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.model import Verdict

ROOT = Path(__file__).resolve().parent.parent
BANKS = {
    "north-korea-pivot": "data/claims.yaml",
    "drowned-observatory": "data/examples/drowned-observatory.yaml",
}


def main() -> int:
    """Print the share of right verdicts by label, and the share of false support, of each file."""
    labels = [verdict.value for verdict in Verdict]
    print(
        f"| statements | number | right | {' | '.join(label.replace('_', ' ') for label in labels)} | false support |"
    )
    print("|---" * (len(labels) + 4) + "|")
    for name, path in BANKS.items():
        checker = Checker(load_bank(ROOT / path))
        for part in ("open", "unseen"):
            lines = (ROOT / "tests" / "labelled" / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
            rows = [json.loads(line) for line in lines]
            got = Counter((row["label"], checker.check(row["text"]).verdict.value) for row in rows)
            all_ = {label: sum(n for (want, _), n in got.items() if want == label) for label in labels}
            right = sum(got[label, label] for label in labels)
            others = len(rows) - all_["supported"]
            false = sum(n for (want, verdict), n in got.items() if verdict == "supported" != want)
            by_label = " | ".join(f"{got[label, label]}/{all_[label]}" for label in labels)
            print(f"| {name}, {part} | {len(rows)} | {right / len(rows):.0%} | {by_label} | {false / others:.0%} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
