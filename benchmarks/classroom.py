"""How long reports and gradebooks of a large class take: prints a Markdown table. See README.md beside it.

python benchmarks/classroom.py [--students 500] [--questions 40] [--runs 5]
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from check import TYPER, environment  # the least that a command line can be, and how it starts

from nkquiz.bank import load_bank
from nkquiz.classroom.analysis import analysed
from nkquiz.classroom.results import results
from nkquiz.classroom.roster import read_roster
from nkquiz.export.gradebook import Grade, Grades, writer
from nkquiz.export.gradebook.raw import read
from nkquiz.model import Choice, DrillMode, DrillSettings, Entry, Question, Student, Turn, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.progress.store import Store
from nkquiz.quiz.grading import grade, key_of
from nkquiz.quiz.material import open_material
from nkquiz.quiz.session import new_round
from nkquiz.render import drills as render
from nkquiz.render.drills import text
from nkquiz.render.drills.report import DrillReport
from nkquiz.render.terminal import console

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def roster(students: int) -> str:
    """Return a gradebook's export, which is a roster too."""
    rows = (f'"Last{n}, First{n}",{n},s-{n},login{n}@example.org,7b,' for n in range(1, students + 1))
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (1)\n    Points Possible,,,,,10\n"
    return head + "\n".join(rows) + "\n"


def answered(students: tuple[Student, ...], questions: tuple[Question, ...]) -> Iterator[Turn]:
    """Yield an answer of everybody to every question, right in six of ten."""
    chance = random.Random(1)
    for student in students:
        for question in questions:
            form, given = question.form, key_of(question.form)
            if chance.random() > 0.6:
                if isinstance(form, Choice):
                    given = chance.choice([option.id for option in form.options if option.id != form.key])
                elif isinstance(form, Entry):
                    given = f"wrong {chance.randrange(20)}"
                else:
                    given = ""
            yield Turn(TurnKind.ANSWER, student.id, question.id, grade(question, given), "AB"[chance.randrange(2)])


def timed(run: Callable[[], object], runs: int) -> float:
    """Return the median of the seconds that something takes."""
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def process(command: list[str], home: Path) -> float:
    """Return the seconds that a whole process takes."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def rows(students: int, questions: int, runs: int, home: Path) -> Iterator[tuple[str, str]]:
    """Make a drill, measure each step with it and then whole processes, and yield what it is and how much."""
    sheet = roster(students).encode()
    yield "reading the roster", f"{timed(lambda: read_roster(sheet, 'r.csv'), runs):.3f} s"
    people = read_roster(sheet, "r.csv")
    asked = new_round(open_material(None, home / "cache"), 7, questions, ()).questions
    turns = tuple(answered(people, asked))
    bank = load_bank()
    with Store(home / "progress.sqlite", lambda: NOW) as store:
        kept = Drills(store)
        begun = time.perf_counter()
        drill, _ = kept.marked(bank.id, "7b", DrillSettings(7, DrillMode.PAPER), people, asked, turns)
        yield f"keeping {len(turns):,} answers, on disk", f"{time.perf_counter() - begun:.2f} s"
        yield "reading them", f"{timed(lambda: kept.turns(drill.id), runs):.2f} s"
    yield "results and item analysis", f"{timed(lambda: analysed(results(drill, turns)), runs):.2f} s"
    made = DrillReport(analysed(results(drill, turns)), bank)
    for name in render.FORMATS:
        taken = timed(lambda name=name: render.writer(name)(made), runs)  # type: ignore[misc]
        yield f"writing it as {name}", f"{taken:.2f} s"
    yield "writing it as text", f"{timed(lambda: printed(made), runs):.2f} s"
    lines = made.analysis.students
    grades = Grades("Quiz", 10, tuple(Grade(line.student, line.points(10)) for line in lines))
    taken = timed(lambda: writer("canvas")(grades, read(sheet, "t.csv")), runs)
    yield "filling Canvas' gradebook", f"{taken:.2f} s"
    yield from processes(runs, home)


def printed(made: DrillReport) -> None:
    """Write a report as text to nowhere."""
    out = console(io.StringIO())
    out.print(text.report(made, out))


def processes(runs: int, home: Path) -> Iterator[tuple[str, str]]:
    """Yield how long each report takes as a process, and how many times the least Typer program that is. They run in
    turn, so that whatever else goes on weighs on all."""
    formats = ("text", *render.FORMATS)
    taken: dict[str, list[float]] = {name: [] for name in ("least", *formats)}
    for _ in range(runs):
        taken["least"].append(process([sys.executable, "-c", TYPER], home))
        for name in formats:
            command = [sys.executable, "-m", "nkquiz", "drill", "report", "7b", "--format", name]
            taken[name].append(process(command, home))
    least = statistics.median(taken["least"])
    yield f"a Typer program that prints one line, whole process, median of {runs}", f"{least:.2f} s"
    for name in formats:
        mine = statistics.median(taken[name])
        yield (
            f"`nkquiz drill report --format {name}`, whole process",
            f"{mine:.2f} s, **{mine / least:.1f} times that**",
        )


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description="How long reports and gradebooks of a large class take.")
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--runs", type=int, default=5, help="runs of what is compared")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | how much |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, much in rows(given.students, given.questions, given.runs, Path(folder)):
            print(f"| {what} | {much} |", flush=True)


if __name__ == "__main__":
    main()
