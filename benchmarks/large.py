"""How large a bank may be: prints a Markdown table. See README.md beside it.

    python benchmarks/large.py [--sizes 1000 10000 100000] [--statements 600] [--runs 7] [--folder FOLDER]

Makes a bank of each size, has it read once, and then measures, for each size in turn with the shipped bank, how long
`nkquiz check STATEMENT` takes; then statements one after the other in one process. With --folder the banks and their
caches stay there, and are not made again. Every process is a new one, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from check import CHECK, STATEMENT, seconds
from large_bank import bank_lines, statements

# Runs in a process of its own: opens a bank, checks the statements of a file, prints what that took as JSON.
MEASURED = """\
import json, sys, time
from pathlib import Path
from nkquiz.check.cache import open_checker
bank, folder, listed = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
wall, cpu = time.perf_counter(), time.process_time()
checker = open_checker(bank, folder)
opened = time.perf_counter() - wall, time.process_time() - cpu
took, busy, found = [], [], []
for row in map(json.loads, listed.read_text(encoding="utf-8").splitlines()):
    wall, cpu = time.perf_counter(), time.process_time()
    verdict = checker.check(row["text"]).verdict
    took.append(time.perf_counter() - wall)
    busy.append(time.process_time() - cpu)
    found.append((row["verdict"], verdict))
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    peak = 0.0
print(json.dumps({"opened": opened, "took": took, "busy": busy, "found": found, "peak": peak}))
"""


def measured(bank: Path, folder: Path, listed: Path) -> dict[str, Any]:
    """Open a bank and check the statements of a file, and return what that took."""
    command = [sys.executable, "-c", MEASURED, str(bank), str(folder), str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(size: int, given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Measure a bank of one size, and yield the cells of its row."""
    bank, listed, home = folder / f"{size}.yaml", folder / f"{size}.jsonl", folder / f"home-{size}"
    if not bank.exists():
        bank.write_text("".join(f"{line}\n" for line in bank_lines(size, 1)), encoding="utf-8")
    rows = "".join(f"{json.dumps(each)}\n" for each in statements(size, given.statements, 1))
    listed.write_text(rows, encoding="utf-8")
    empty = folder / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    yield f"{size:,}"
    yield f"{bank.stat().st_size / 2**20:.1f} MiB"
    kept = list((home / "cache").glob("*.cache"))
    made = None if kept else measured(bank, home / "cache", empty)
    kept = list((home / "cache").glob("*.cache"))
    yield (
        f"{made['opened'][0]:.0f} s ({made['opened'][1]:.0f} s CPU), {made['peak']:.0f} MiB" if made else "made before"
    )
    yield f"{sum(path.stat().st_size for path in kept) / 2**20:.0f} MiB"
    shipped, ours = [], []
    seconds([*CHECK, STATEMENT], folder / "home")
    for _ in range(given.runs):  # in turn
        shipped.append(seconds([*CHECK, STATEMENT], folder / "home"))
        ours.append(seconds([*CHECK, "--bank", str(bank), STATEMENT], home))
    one, other = statistics.median(shipped), statistics.median(ours)
    yield f"{other:.2f} s / {one:.2f} s = {other / one:.2f}"
    its = measured(bank, home / "cache", listed)
    for times in (its["took"], its["busy"]):
        yield f"{1000 * statistics.median(times):.1f} / {1000 * statistics.quantiles(times, n=100)[98]:.1f} ms"
    yield f"{its['peak']:.0f} MiB"
    for label in ("supported", "contradicted"):
        hits = [verdict == label for given_, verdict in its["found"] if given_ == label]
        yield f"{sum(hits) / len(hits):.0%}"


HEAD = (
    "claims", "file", "first run: time and peak memory", "cache", "`nkquiz check` / with the shipped bank",
    "a statement, median / 99th percentile", "the same in CPU time", "peak memory", "true ones supported",
    "false ones contradicted",
)  # fmt: skip


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description="How large a bank may be.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="claims of the banks")
    parser.add_argument("--statements", type=int, default=600, help="how many are checked on each")
    parser.add_argument("--runs", type=int, default=7, help="runs of `nkquiz check` with each bank")
    parser.add_argument("--folder", type=Path, help="where banks and caches stay")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for size in given.sizes:
            print("|", end="")
            for cell in row(size, given, folder):
                print(f" {cell} |", end="", flush=True)
            print()


if __name__ == "__main__":
    main()
