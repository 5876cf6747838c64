"""How long checking takes: prints a Markdown table. See README.md beside it.

python benchmarks/check.py [--lines 2000] [--runs 15]
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
import time
from collections.abc import Iterator
from pathlib import Path

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "labelled"
BANK = "north-korea-pivot"
STATEMENT = "Russia wrote off 80 percent of North Korea's debt"
CHECK = [sys.executable, "-m", "nkquiz", "check", "--exit-zero"]

# The least that a command line can be: what Python and Typer cost before a program has done anything.
TYPER = """\
import typer

app = typer.Typer()


@app.command()
def main() -> None:
    print("Hello")


app()
"""

# Runs in a process of its own, so that its memory is its own: peak memory in MiB while 2,000 lines are checked.
PEAK = """\
import runpy, resource, sys
sys.argv = ["nkquiz", *sys.argv[1:]]
try:
    runpy.run_module("nkquiz", run_name="__main__")
except SystemExit:
    pass
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("peak", peak / (2**20 if sys.platform == "darwin" else 2**10), file=sys.stderr)
"""


def statements() -> list[str]:
    """Return the labelled statements on the shipped bank."""
    files = sorted(LABELLED.glob(f"{BANK}.*.jsonl"))
    return [json.loads(line)["text"] for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process, in which Python keeps what it has compiled, as an installed program does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"NKQUIZ_HOME": str(home)}


def seconds(command: list[str], home: Path) -> float:
    """Return how long a process takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment(home), capture_output=True, check=True)
    return time.perf_counter() - start


def peak(arguments: list[str], home: Path) -> str:
    """Return the peak memory of `nkquiz check` with these arguments."""
    if sys.platform == "win32":
        return "not measured on Windows"
    command = [sys.executable, "-c", PEAK, *CHECK[3:], *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=True)
    return f"{float(done.stderr.split()[-1]):.0f} MiB"


def warm(texts: list[str], home: Path) -> list[float]:
    """Return the milliseconds that each statement takes in a process that has checked all of them before."""
    from nkquiz.check.cache import open_checker

    checker = open_checker(None, home / "cache")
    for text in texts:
        checker.check(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        checker.check(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def rows(lines: int, runs: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure one thing after the other, and yield what it is and how much."""
    home, texts = folder / "home", statements()
    typer, listed = folder / "hello.py", folder / "listed.txt"
    typer.write_text(TYPER, encoding="utf-8")
    listed.write_text("".join(f"{texts[n % len(texts)]}\n" for n in range(lines)), encoding="utf-8")

    first = seconds([*CHECK, STATEMENT], home)
    ours, theirs = [], []
    for _ in range(runs):  # in turn, so that whatever else the machine does weighs on both
        ours.append(seconds([*CHECK, STATEMENT], home))
        theirs.append(seconds([sys.executable, str(typer)], home))
    one, least = statistics.median(ours), statistics.median(theirs)
    yield "first run on a bank: its cache is made", f"{first - one:.1f} s more"
    size = sum(path.stat().st_size for path in (home / "cache").iterdir())
    yield "size of the cache", f"{size / 2**20:.1f} MiB"
    yield f"`nkquiz check STATEMENT`, whole process, cache there, median of {runs}", f"{one:.2f} s"
    yield f"a Typer program that prints one line, median of {runs}, in turn with it", f"{least:.2f} s"
    yield "**ratio of the two**", f"**{one / least:.2f}**"

    listing = ["--file", str(listed), "--as", "lines"]
    # Before this process grows: on Linux a child's peak counts from its parent's size.
    yield "peak memory, one statement", peak([STATEMENT], home)
    yield f"peak memory, {lines} lines", peak(listing, home)

    taken = warm(texts, home)
    yield f"a statement in a warm process, median of {len(taken)}", f"{statistics.median(taken):.1f} ms"
    yield "the same, 99th percentile", f"{statistics.quantiles(taken, n=100)[98]:.1f} ms"

    took = seconds([*CHECK, *listing], home)
    yield f"`nkquiz check --file`, {lines} lines, one process on one core", f"{lines / took:.0f} statements a second"


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description="How long checking takes.")
    parser.add_argument("--lines", type=int, default=2000, help="lines of the file that is checked")
    parser.add_argument("--runs", type=int, default=15, help="runs of each of the two processes that are compared")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | how much |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, much in rows(given.lines, given.runs, Path(folder)):
            print(f"| {what} | {much} |", flush=True)


if __name__ == "__main__":
    main()
