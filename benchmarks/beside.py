"""nkquiz beside other offline checkers, on the labelled statements of `tests/labelled/`: prints Markdown tables.

    python -m pip install bm25s sourced-evidence grounded-check claimproofkit
    python benchmarks/beside.py [--limit 300]

All are given the same: the bank's true wordings, for nkquiz and BM25 with its false variants. Those that are not
installed are left out, and named. The tools take turns with each statement, so that whatever else the machine does
weighs on all of them. Compound statements, whose parts differ, are left out: the others have no verdict for them.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.check.cache import open_checker
from nkquiz.model import Bank, Verdict
from nkquiz.text import words

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT / "tests" / "labelled"
Judge = Callable[[str], Verdict]


def nkquiz(bank: Bank) -> Judge:
    """Judge as `nkquiz check` does, with what it keeps of a bank."""
    with tempfile.TemporaryDirectory() as folder:
        checker = open_checker(Path(bank.path), Path(folder))
    return lambda text: checker.check(text).verdict


def nearest_by_bm25(bank: Bank) -> Judge:
    """The least that one would do: the nearest text by BM25 decides, true or false, if it has half of the words."""
    import bm25s  # type: ignore[import-not-found]

    texts = [(text, Verdict.SUPPORTED) for claim in bank.claims for text in claim.affirmations]
    texts += [(variant.text, Verdict.CONTRADICTED) for claim in bank.claims for variant in claim.false_variants]
    index = bm25s.BM25()
    index.index([words(text) for text, _ in texts], show_progress=False)

    def judge(text: str) -> Verdict:
        mine = words(text)
        found, _ = index.retrieve([mine], k=1, show_progress=False)
        nearest, verdict = texts[int(found[0, 0])]
        return verdict if 2 * len(set(mine) & set(words(nearest))) >= len(set(mine)) else Verdict.NOT_IN_SOURCE

    return judge


def sourced(bank: Bank) -> Judge:
    """sourced-evidence: numbers, quotes and names within one passage."""
    from sourced import check  # type: ignore[import-not-found]

    verdicts = {"grounded": Verdict.SUPPORTED, "contradicted": Verdict.CONTRADICTED}
    texts = _true(bank)

    def judge(text: str) -> Verdict:
        return _together([verdicts.get(each["status"], Verdict.NOT_IN_SOURCE) for each in check(text, texts)["claims"]])

    return judge


def grounded(bank: Bank) -> Judge:
    """grounded-check: quotes, numbers and names are looked up; it has no verdict for what is contradicted."""
    from grounded import Kind, Source, extract, verify  # type: ignore[import-not-found]

    sources = [Source(Path("bank.txt"), "\n".join(_true(bank)))]
    kinds = {Kind.QUOTE, Kind.NUMBER, Kind.CITATION, Kind.ENTITY, Kind.SENTENCE}

    def judge(statement: str) -> Verdict:
        found = verify(extract(statement, kinds=kinds), sources).findings
        return Verdict.SUPPORTED if all(f.verdict == "grounded" for f in found) else Verdict.NOT_IN_SOURCE

    return judge


def claimproofkit(bank: Bank) -> Judge:
    """ClaimProofKit: the share of a statement's terms that a passage has, with negations, opposites and values."""
    from claimproofkit import ClaimVerifier, EvidencePassage, SourceType  # type: ignore[import-not-found]

    passages = [
        EvidencePassage(id=str(number), source="bank", source_type=SourceType.EVIDENCE, text=text)
        for number, text in enumerate(_true(bank))
    ]
    verifier = ClaimVerifier()
    verdicts = {
        "directlySupported": Verdict.SUPPORTED,
        "supportedByInference": Verdict.SUPPORTED,
        "contradicted": Verdict.CONTRADICTED,
    }

    def judge(text: str) -> Verdict:
        found = verifier.verify_document(text, passages).verdicts
        return _together([verdicts.get(each.status.value, Verdict.NOT_IN_SOURCE) for each in found])

    return judge


def _true(bank: Bank) -> list[str]:
    return [text for claim in bank.claims for text in claim.affirmations]


def _together(verdicts: list[Verdict]) -> Verdict:
    """Return the verdict on a statement from those on its sentences, the worst first."""
    for verdict in (Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE, Verdict.SUPPORTED):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_IN_SOURCE


TOOLS: dict[str, tuple[str, Callable[[Bank], Judge]]] = {
    "nkquiz": ("nkquiz", nkquiz),
    "nearest text by BM25 (`bm25s`)": ("bm25s", nearest_by_bm25),
    "`sourced-evidence`": ("sourced", sourced),
    "`grounded-check`": ("grounded", grounded),
    "`claimproofkit`": ("claimproofkit", claimproofkit),
}
DISTRIBUTIONS = {"sourced": "sourced-evidence", "grounded": "grounded-check"}


@dataclass
class Tried:
    """What a tool said of statements with a label, and how long each took."""

    said: list[tuple[Verdict, Verdict]] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return a row of the table."""
        others = [found for label, found in self.said if label is not Verdict.SUPPORTED]
        right = {
            verdict: [found is label for label, found in self.said if label is verdict]
            for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE)
        }
        shares = " | ".join(f"{sum(hits)}/{len(hits)}" for hits in right.values())
        all_ = sum(label is found for label, found in self.said) / len(self.said)
        false = sum(found is Verdict.SUPPORTED for found in others) / len(others)
        return f"| {name} | {all_:.0%} | {shares} | {false:.0%} | {1000 * statistics.median(self.took):.1f} ms |"


def labelled(name: str, limit: int) -> list[tuple[str, Verdict]]:
    """Return statements on a bank with their labels; compound ones, whose parts differ, are left out."""
    rows = [
        json.loads(line)
        for path in sorted(LABELLED.glob(f"{name}.*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = [(row["text"], Verdict(row["label"])) for row in rows if row["label"] != Verdict.MIXED]
    return random.Random(1).sample(found, limit) if 0 < limit < len(found) else found


def main() -> None:
    """Read the arguments, and print a table for each bank."""
    parser = argparse.ArgumentParser(description="nkquiz beside other checkers.")
    parser.add_argument("--limit", type=int, default=0, help="statements on a bank, drawn by chance; 0 for all")
    given = parser.parse_args()
    there = {name: made for name, (module, made) in TOOLS.items() if find_spec(module)}
    for name, (module, _) in TOOLS.items():
        told = version(DISTRIBUTIONS.get(module, module)) if name in there else "not installed: left out"
        print(f"- {name}: {told}")
    banks = {"north-korea-pivot": ROOT / "data" / "claims.yaml"}
    banks |= {path.stem: path for path in sorted(LABELLED.glob("*.yaml"))}
    for bank_name, path in banks.items():
        bank, statements = load_bank(path), labelled(bank_name, given.limit)
        judges = {name: made(bank) for name, made in there.items()}
        tried = {name: Tried() for name in judges}
        for judge in judges.values():  # once for what is made at the first call
            judge(statements[0][0])
        for text, label in statements:
            for name, judge in judges.items():
                start = time.process_time()
                found = judge(text)
                tried[name].took.append(time.process_time() - start)
                tried[name].said.append((label, found))
        print(f"\n{bank_name}, {len(statements)} statements\n")
        print(
            "| tool | right | supported | contradicted | not in source | false support | a statement, median CPU time |"
        )
        print("|---|---|---|---|---|---|---|")
        for name, its in tried.items():
            print(its.row(name), flush=True)


if __name__ == "__main__":
    main()
