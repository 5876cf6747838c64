"""How long starting to play takes, with and without a long log: prints a Markdown table. See README.md beside it.

python benchmarks/play.py [--answers 100000] [--runs 15]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from check import TYPER, environment  # the least that a command line can be, and how it starts, the same in both

from nkquiz.model import Answer, Choice, Mark, Option, Question, Settings
from nkquiz.progress.store import Store

PLAY = [sys.executable, "-m", "nkquiz", "play", "--new"]

BANK, CLAIMS, ROUND = "north-korea-pivot", 205, 10
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def question(number: int) -> Question:
    """Return a question as long as one of the shipped bank."""
    options = tuple(Option(f"lure-{n}", f"The option with the number {n}, some words long.", "No.") for n in range(4))
    claim = f"a-claim-with-number-{number % CLAIMS}"
    form = Choice(options, "lure-0")
    return Question(f"{claim}/choice", "choice", (claim,), "topic", "What does the source say?", form)


def fill(path: Path, answers: int) -> None:
    """Make a store with so many answers, ten a round, and a round that has just begun.

    The rows are written at once, not answer by answer, and every claim has the same schedule.
    """
    with Store(path, lambda: NOW) as store:
        with store.writing() as db:
            rounds = range(-(-answers // ROUND))
            started = [(NOW - timedelta(hours=len(rounds) - n)).isoformat(timespec="milliseconds") for n in rounds]
            db.executemany(
                "insert into round (id, bank, started, settings, ended) values (?, ?, ?, '{\"seed\": 1}', ?)",
                ((f"round-{n:018}", BANK, started[n], started[n]) for n in rounds),
            )
            asked = [question(n) for n in range(CLAIMS)]
            db.executemany(
                "insert into event (id, at, round, seq, bank, kind, question, type, given, correct, seconds) "
                "values (?, ?, ?, ?, ?, 'answer', ?, 'choice', 'lure-0', 1, 4.5)",
                (
                    (n + 1, started[n // ROUND], f"round-{n // ROUND:018}", n % ROUND + 1, BANK, asked[n % CLAIMS].id)
                    for n in range(answers)
                ),
            )
            db.executemany(
                "insert into mark (event, place, claim, correct, rating) values (?, 0, ?, 1, 3)",
                ((n + 1, asked[n % CLAIMS].claim) for n in range(answers)),
            )
            if answers:
                at = NOW.isoformat()
                db.executemany(
                    "insert into schedule values (?, ?, ?, 2, null, 9.5, 5.5, ?, 1, ?, 0)",
                    ((BANK, question.claim, at, at, answers // CLAIMS) for question in asked),
                )
        id_ = store.begin(BANK, Settings(1), asked[:ROUND])
        store.record(id_, asked[0], None)


def start(path: Path) -> float:
    """Return the milliseconds for what `play` does with the store at start: open, last_round, scheduled, close."""
    begun = time.perf_counter()
    with Store(path, lambda: NOW) as store:
        assert store.last_round(BANK)
        store.scheduled(BANK)
    return (time.perf_counter() - begun) * 1000


def store_rows(answers: int, runs: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure the start with an empty log and with a long one, in turn, and yield what it is and how much."""
    empty, full = folder / "empty.sqlite", folder / "full.sqlite"
    fill(empty, 0)
    fill(full, answers)
    taken: dict[Path, list[float]] = {empty: [], full: []}
    for _ in range(runs):  # in turn, so that whatever else the machine does weighs on both
        for path, found in taken.items():
            found.append(start(path))
    few, many = statistics.median(taken[empty]), statistics.median(taken[full])
    yield f"opening the progress, last round, what is due: nothing answered, median of {runs}", f"{few:.1f} ms"
    yield f"the same, {answers:,} answers", f"{many:.1f} ms"
    yield "**the difference**", f"**{many - few:.1f} ms**"
    yield f"size of the database with {answers:,} answers", f"{full.stat().st_size / 2**20:.0f} MiB"
    with Store(full, lambda: NOW) as store:
        begun = time.perf_counter()
        found = store.log(BANK)
        yield f"reading all {len(found):,} answers, for `stats`", f"{time.perf_counter() - begun:.2f} s"
        id_ = store.begin(BANK, Settings(1), [question(0)])
        asked = question(0)
        each = []
        for _ in range(50):
            begun = time.perf_counter()
            store.record(id_, asked, Answer(asked.id, "choice", "lure-0", True, (Mark(asked.claim, True),)))
            each.append((time.perf_counter() - begun) * 1000)
        yield "keeping an answer there, with its schedule, on disk, median of 50", f"{statistics.median(each):.1f} ms"


def until(command: list[str], shown: bytes, home: Path) -> float:
    """Return how long it takes from the start of a process until a line with `shown` has come out of it."""
    around = environment(home) | {"PYTHONUNBUFFERED": "1"}
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=around) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if not any(shown in line for line in process.stdout):
            raise SystemExit(f"{command} did not show {shown!r}")
        taken = time.perf_counter() - start
        process.stdin.close()
        process.stdout.read()
    return taken


def start_up(runs: int) -> Iterator[tuple[str, str]]:
    """Yield how long it takes until the first question is shown. The two programs run in turn, so that whatever else
    goes on weighs on both."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first = until(PLAY, b"[?] help", home)
        ours, least = [], []
        for _ in range(runs):
            ours.append(until(PLAY, b"[?] help", home))
            least.append(until([sys.executable, "-c", TYPER], b"Hello", home))
    mine, theirs = statistics.median(ours), statistics.median(least)
    yield "first run on a bank: its cache is made", f"{first - mine:.1f} s more"
    yield f"`nkquiz play`, until the first question is shown, cache there, median of {runs}", f"{mine:.2f} s"
    yield f"a Typer program, until its one line is shown, median of {runs}, in turn with it", f"{theirs:.2f} s"
    yield "**ratio of the two**", f"**{mine / theirs:.2f}**"


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description="How long starting to play takes.")
    parser.add_argument("--answers", type=int, default=100_000, help="answers of the long log")
    parser.add_argument("--runs", type=int, default=15, help="runs of what is compared")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | how much |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for rows in (start_up(given.runs), store_rows(given.answers, given.runs, Path(folder))):
            for what, much in rows:
                print(f"| {what} | {much} |", flush=True)


if __name__ == "__main__":
    main()
