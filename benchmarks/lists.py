"""How long a list may be: prints a Markdown table. See README.md beside it.

    python benchmarks/lists.py [--short 10000 200000] [--lines 1000] [--jobs 1 2]

Memory is measured with lists of very short statements on a bank of two claims, so that there can be many of them;
statements a second with the labelled ones on the shipped bank, in one process and in several, one after the other.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from check import CHECK, PEAK, STATEMENT, environment, statements
from large_bank import bank_lines


def checked(arguments: list[str], home: Path) -> tuple[float, float]:
    """Check a list in a process of its own, and return the seconds that it took and its peak memory in MiB."""
    command = [sys.executable, "-c", PEAK, *CHECK[3:], "--as", "lines", "--format", "jsonl", "--force", *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(done.stderr.split()[-1])


def rows(given: argparse.Namespace, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure one thing after the other, and yield what it is and how much."""
    home, bank, listed, out = (folder / name for name in ("home", "bank.yaml", "list.txt", "out.jsonl"))
    bank.write_text("".join(f"{line}\n" for line in bank_lines(2, 1)), encoding="utf-8")
    for number in given.short:
        listed.write_text("".join(f"{n} ships\n" for n in range(number)), encoding="utf-8")
        took, peak = checked(["--bank", str(bank), "--file", str(listed), "--output", str(out)], home)
        size = out.stat().st_size / 2**20
        yield f"{number:,} short statements, {size:.0f} MiB of reports", f"{peak:.0f} MiB, {took:.0f} s"
    texts = statements()
    listed.write_text("".join(f"{texts[n % len(texts)]}\n" for n in range(given.lines)), encoding="utf-8")
    subprocess.run([*CHECK, STATEMENT], env=environment(home), capture_output=True, check=True)
    for jobs in given.jobs:
        arguments = ["--file", str(listed), "--output", str(out), "--jobs", str(jobs)]
        took, peak = checked(arguments, home)
        rate = given.lines / took
        yield (
            f"{given.lines:,} labelled statements, `--jobs {jobs}`",
            f"{rate:.0f} a second, {peak:.0f} MiB in this one",
        )


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description="How long a list may be.")
    parser.add_argument("--short", type=int, nargs="*", default=[10_000, 200_000], help="lengths of the lists")
    parser.add_argument("--lines", type=int, default=1_000, help="labelled statements, for the throughput")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2], help="numbers of processes")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | how much |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, much in rows(given, Path(folder)):
            print(f"| {what} | {much} |", flush=True)


if __name__ == "__main__":
    main()
