"""Sort the cases under `tests/cases/` by whether the checker gets them right.

    python tools/sort_cases.py
    python tools/sort_cases.py --add cases/*.yaml [--observatory]

A gap whose verdict is right now moves from `gaps/` to the table of the same name in `check/`, with its rule and claim
if the report shows them. A gap that is wrong in another way has its `now` changed. A case of a table that no longer
holds is reported and left where it is, and the exit code is 1: somebody must look at it, and mend the checker or, after
a change that does more good than harm, move what broke with `--accept`. `--add` brings in new tables (fields
`statement`, `verdict`, and `rule` and `claim` where known), each into the table of the same name or its gaps;
statements that are there already are passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from tables import BANKS, CASES, FOLDERS, Case, read, write  # noqa: E402

from nkquiz.bank import load_bank  # noqa: E402
from nkquiz.check import Checker  # noqa: E402


def sort(name: str, ending: str, checker: Checker, new: Path | None = None, accept: bool = False) -> int:
    """Sort the table and the gaps of one name, bring in the new cases, and return how many cases are broken."""
    right_at, gaps_at = (CASES / (kind + ending) / f"{name}.yaml" for kind in ("check", "gaps"))
    titles, cases, gaps = [], [], []
    if right_at.exists():
        title, cases = read(right_at)
        titles.append(title)
    if gaps_at.exists():
        title, gaps = read(gaps_at)
        titles.append(title)
    known = {case.statement for case in (*cases, *gaps)}
    if new:
        title, added = read(new)
        titles.insert(0, title)
        gaps += [case for case in added if case.statement not in known]
    broken = [case for case in cases if not case.holds(checker.check(case.statement))]
    for case in broken:
        print(f"{right_at.relative_to(ROOT)}: does not hold: {case.statement}")
    still: list[Case] = []
    if accept:
        cases = [case for case in cases if case not in broken]
        gaps += broken
        broken = []
    for case in gaps:
        report = checker.check(case.statement)
        if case.right(report):
            cases.append(case.shown(report))
            print(f"{right_at.relative_to(ROOT)}: right now: {case.statement}")
        else:
            still.append(replace(case, now=report.verdict.value))
    write(right_at, titles[0], cases)
    write(gaps_at, titles[0], still)
    return len(broken)


def main(arguments: Sequence[str] | None = None) -> int:
    """Sort all tables; 1 if a case that should hold does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", nargs="+", type=Path, default=[], metavar="FILE", help="tables to bring in")
    parser.add_argument("--observatory", action="store_true", help="these are about the second bank")
    parser.add_argument("--accept", action="store_true", help="move what no longer holds to where it belongs")
    given = parser.parse_args(arguments)
    broken = 0
    for ending, bank in FOLDERS.items():
        checker = Checker(load_bank(BANKS[bank]))
        new = {path.stem: path for path in given.add if bool(ending) == given.observatory}
        folders = (CASES / f"check{ending}", CASES / f"gaps{ending}")
        names = {path.stem for folder in folders for path in folder.glob("*.yaml")}
        for name in sorted(names | set(new)):
            broken += sort(name, ending, checker, new.get(name), given.accept)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
