"""How the checker does on public labelled pairs: evidence or premise -> a bank of one claim, claim or hypothesis -> it.

    python benchmarks/pairs.py FOLDER_OR_FILE... [--limit 1000] [--seed 1]

Prints, for each file, how often the checker decides (supported or contradicted), and how often it is then right.
"""

from __future__ import annotations

import argparse
import json
import random
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from nkquiz.check import Checker
from nkquiz.model import Bank, Claim, ClaimKind, Evidence, Locator, Source, Verdict
from nkquiz.text import sentences

LABELS = {
    "SUPPORTS": Verdict.SUPPORTED,
    "REFUTES": Verdict.CONTRADICTED,
    "NOT ENOUGH INFO": Verdict.NOT_IN_SOURCE,
}
SPACED = [
    (" ,", ","),
    (" .", "."),
    (" ;", ";"),
    (" :", ":"),
    (" 's", "'s"),
    (" n't", "n't"),
    ("-LRB- ", "("),
    (" -RRB-", ")"),
]
SPACED += [("( ", "("), (" )", ")"), ("`` ", '"'), (" ''", '"'), (" %", "%"), ("$ ", "$")]


class Pair(NamedTuple):
    """A statement, what it is to be checked against, and the verdict that it should get."""

    evidence: str
    claim: str
    label: Verdict


def plain(text: str) -> str:
    """Return `text` as people write it: these collections put blanks around marks."""
    for old, new in SPACED:
        text = text.replace(old, new)
    return text


def read(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a `.jsonl` file, or of those in a `.zip` file: objects with evidence, claim and label."""
    for line in _lines(path):
        row = json.loads(line)
        label = LABELS.get(row.get("label") or row.get("gold_label") or "")
        if label and isinstance(row.get("evidence"), str) and isinstance(row.get("claim"), str):
            yield Pair(plain(row["evidence"]), plain(row["claim"]), label)


def _lines(path: Path) -> Iterator[bytes]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith(".jsonl"):
                    yield from packed.read(name).splitlines()
    else:
        yield from path.read_bytes().splitlines()


def bank_of(evidence: str) -> Bank:
    """Return a bank of one claim, which is all that its source says: no entities, no restatements, no variants."""
    at = Locator(1, 1)
    claim = Claim("evidence", evidence, "all", ClaimKind.FACT, (Evidence(at, " ".join(evidence.split()[:10])),))
    source = Source("Evidence", "", "2020", (("",) * max(1, len(sentences(evidence))),))
    return Bank("evidence", source, {"all": "All"}, (), (claim,))


def table(pairs: Iterable[Pair]) -> str:
    """Return a Markdown table: for each label, what was found, and how often a decision was right."""
    found: dict[Verdict, Counter[Verdict]] = {label: Counter() for label in LABELS.values()}
    for pair in pairs:
        found[pair.label][Checker(bank_of(pair.evidence)).check(pair.claim).verdict] += 1
    rows = [
        "| label | pairs | supported | contradicted | mixed | not in source | decided | right when decided |",
        "|---|---|---|---|---|---|---|---|",
    ]
    total: Counter[Verdict] = sum(found.values(), Counter())
    right = sum(counts[label] for label, counts in found.items() if label is not Verdict.NOT_IN_SOURCE)
    for label, counts in found.items():
        hits = counts[label] if label is not Verdict.NOT_IN_SOURCE else 0
        if counts:
            rows.append(_row(label.value.replace("_", " "), counts, hits))
    return "\n".join([*rows, _row("all", total, right)])


def _row(name: str, counts: Counter[Verdict], right: int) -> str:
    decided = counts[Verdict.SUPPORTED] + counts[Verdict.CONTRADICTED]
    verdicts = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.MIXED, Verdict.NOT_IN_SOURCE)
    shares = f"{decided / counts.total():.1%} | {right / decided:.1%}" if decided else "0.0% | -"
    return f"| {name} | {counts.total()} | {' | '.join(str(counts[each]) for each in verdicts)} | {shares} |"


def main() -> None:
    """Read the arguments, and print a table for each file."""
    parser = argparse.ArgumentParser(description="How the checker does on public labelled pairs.")
    parser.add_argument("path", nargs="+", type=Path, help="a folder, .jsonl files, or .zip files with .jsonl inside")
    parser.add_argument("--limit", type=int, default=1000, help="pairs of a file, drawn by chance; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same pairs")
    given = parser.parse_args()
    for path in given.path:
        for file in sorted([*path.glob("*.jsonl"), *path.glob("*.zip")]) if path.is_dir() else [path]:
            pairs = list(read(file))
            if not pairs:
                print(f"{file.name}: no pairs that can be read\n")
                continue
            if given.limit and len(pairs) > given.limit:
                pairs = random.Random(given.seed).sample(pairs, given.limit)
            print(f"{file.name}\n\n{table(pairs)}\n", flush=True)


if __name__ == "__main__":
    main()
