"""The tables of cases under `tests/cases/`: how they are read, what a case states, and whether it holds.

`check/` and `check-observatory/` hold what the checker gets right, `gaps/` and `gaps-observatory/` what it does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from nkquiz.model import Relation, Report

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
BANKS = {
    "north-korea-pivot": ROOT / "data" / "claims.yaml",
    "drowned-observatory": ROOT / "data" / "examples" / "drowned-observatory.yaml",
}
FOLDERS = {"": "north-korea-pivot", "-observatory": "drowned-observatory"}  # what a folder's name ends in -> its bank


@dataclass(frozen=True)
class Case:
    """A statement and what is to be said of it. `rule`: one that must find a conflict; `claim`: one that must decide;
    `now`: the verdict that a gap has instead."""

    statement: str
    verdict: str
    rule: str = ""
    claim: str = ""
    now: str = ""

    def right(self, report: Report) -> bool:
        """Say whether the verdict is right."""
        return report.verdict == self.verdict

    def holds(self, report: Report) -> bool:
        """Say whether all that the case states is so."""
        return self.right(report) and self == self.shown(report)

    def shown(self, report: Report) -> Case:
        """Return the case with only as much of its evidence as the report shows."""
        return replace(
            self,
            rule=self.rule if self.rule in fired(report) else "",
            claim=self.claim if self.claim in {claim.id for claim in report.claims} else "",
            now="",
        )


def fired(report: Report) -> set[str]:
    """Return the rules that found a conflict."""
    return {finding.rule for finding in report.findings if finding.relation is Relation.CONFLICT}


def read(path: Path) -> tuple[str, list[Case]]:
    """Return a table's first line, which says what it is about, and its cases."""
    text = path.read_text(encoding="utf-8")
    return text.splitlines()[0], [Case(**row) for row in yaml.safe_load(text) or ()]


def tables(kind: str) -> Iterator[tuple[str, str, Case]]:
    """Yield the bank, the table's name and the case for each case of a kind of table: "check" or "gaps"."""
    for ending, bank in FOLDERS.items():
        for path in sorted((CASES / (kind + ending)).glob("*.yaml")):
            for case in read(path)[1]:
                yield bank, path.stem, case


def write(path: Path, title: str, cases: list[Case]) -> None:
    """Write a table: what is supported or unknown first, then what is contradicted or mixed; none if it is empty."""
    if not cases:
        path.unlink(missing_ok=True)
        return
    lines = [title]
    for heading, positive in (("negatives", False), ("positives", True)):
        chosen = [case for case in cases if (case.verdict in ("contradicted", "mixed")) == positive]
        lines += [f"# -- {heading}"] * bool(chosen)
        for case in chosen:
            quoted = case.statement.replace("\\", "\\\\").replace('"', '\\"')
            lines += [f'- statement: "{quoted}"', f"  verdict: {case.verdict}"]
            for name in ("rule", "claim", "now"):
                lines += [f"  {name}: {getattr(case, name)}"] * bool(getattr(case, name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
