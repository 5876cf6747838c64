"""Kill nkquiz at random moments, again and again, and look what is left: `python tools/crash.py --runs 200 --seed 1`.

Nothing that was acknowledged on the screen may be missing, and every file must load. The commands are killed with
SIGKILL, as a computer that runs out of memory does it; what a power cut does to a disk is not tried.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BANK = Path(__file__).resolve().parent.parent / "data" / "examples" / "drowned-observatory.yaml"
ARTICLE = BANK.with_suffix(".txt")
CHOSEN = ("--type", "choice", "--type", "truth")  # which `1` answers
CARDS = 400
ROSTER = "id,name\n1,Ann\n2,Bo\n3,Cy\n"


@dataclass
class Place:
    """A folder of its own: a bank, an article, a roster, and the data folder."""

    folder: Path
    dice: random.Random
    told: int = 0  # answers whose feedback was seen
    steps: int = 0  # steps of `bank edit` that were said to be made

    @property
    def bank(self) -> Path:
        """The bank's file."""
        return self.folder / "bank.yaml"

    def run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self._command(arguments),
            input=text,
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
        )

    def killed(self, arguments: tuple[str, ...], text: str, longest: float) -> str:
        """Start a command, kill it at a random moment, and return what it had printed by then."""
        with (self.folder / "out").open("w+", encoding="utf-8") as out:
            process = subprocess.Popen(
                self._command(arguments), env=self._environment(), cwd=self.folder, stdin=subprocess.PIPE, stdout=out,
                stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            assert process.stdin
            until = time.monotonic() + self.dice.uniform(0.05, longest)
            for line in text.splitlines(keepends=True):
                if time.monotonic() > until or process.poll() is not None:
                    break
                try:
                    process.stdin.write(line)
                    process.stdin.flush()
                    time.sleep(self.dice.uniform(0.0, 0.1))  # so that it is killed between two answers, and in one
                except OSError:
                    break
            time.sleep(max(0.0, until - time.monotonic()))
            process.kill()
            process.wait()
            with suppress(OSError):
                process.stdin.close()
            out.seek(0)
            return out.read()

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-u", "-m", "nkquiz", *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NKQUIZ_HOME": str(self.folder / "home"), "PYTHONUTF8": "1"}

    def count(self, table: str, where: str) -> int:
        """Return how many rows of the progress database fit; 0 where there is none yet."""
        place = self.folder / "home" / "progress.sqlite"
        if not place.exists():
            return 0
        db = sqlite3.connect(place)
        try:
            assert db.execute("pragma integrity_check").fetchone()[0] == "ok", "the database is damaged"
            known = db.execute("select 1 from sqlite_master where name = ?", (table,)).fetchone()
            return int(db.execute(f"select count(*) from {table} where {where}").fetchone()[0]) if known else 0
        finally:
            db.close()


def play(place: Place) -> None:
    """Every answer that got its feedback is kept."""
    before = place.count("event", "kind = 'answer'")
    shown = place.killed(("play", "--bank", "bank.yaml", "--new", "-n", "20", *CHOSEN), "1\n" * 40, 4.0)
    told = len(re.findall(r"^\S* ?(?:right|wrong|partly right)\b", shown, re.MULTILINE))
    place.told += told
    kept = place.count("event", "kind = 'answer'") - before
    assert kept >= told, f"{told} answers were told, {kept} are kept"
    assert place.run("stats", "--bank", "bank.yaml").returncode == 0


def drill(place: Place) -> None:
    """Every turn that got its feedback is kept, and the drill goes on."""
    before = place.count("turn", "kind = 'answer'")
    arguments = ("drill", "--bank", "bank.yaml", "--roster", "roster.csv", "--new", "-n", "4", *CHOSEN)
    shown = place.killed(arguments, "1\n" * 40, 4.0)
    told = len(re.findall(r"^\S* ?(?:right|wrong|partly right)\b", shown, re.MULTILINE))
    place.told += told
    kept = place.count("turn", "kind = 'answer'") - before
    assert kept >= told, f"{told} turns were told, {kept} are kept"
    assert place.run("drill", "list").returncode == 0


def mark(place: Place) -> None:
    """A table is marked whole or not at all; said to be, it is."""
    name = f"week-{place.dice.randrange(10**9)}"
    shown = place.killed(("mark", "paper.answers.csv", "--name", name), "", 1.2)
    drills, ended = (place.count("drill", f"name = '{name}'{more}") for more in ("", " and ended is not null"))
    turns = place.count("turn", f"drill in (select id from drill where name = '{name}') and kind = 'answer'")
    assert drills == ended
    assert not drills or turns == 12, f"{turns} of 12 answers are kept"
    assert drills or "marked" not in shown, "it was said to be marked, and is not"


def update(place: Place) -> None:
    """A bank is the old one or the new one, and loads; its permissions stay."""
    old = BANK.read_bytes()
    place.bank.write_bytes(old)
    place.bank.chmod(0o640)
    text = ARTICLE.read_text(encoding="utf-8") + "\n\nA heron was seen at the gate in May.\n"
    (place.folder / "article.txt").write_text(text, encoding="utf-8")
    shown = place.killed(("bank", "new", "article.txt", "--output", "bank.yaml", "--update"), "", 1.5)
    new = place.bank.read_bytes()
    assert new == old or b"heron" in new.lower(), "the bank is neither the old one nor the new one"
    assert new != old or "Updated" not in shown, "it was said to be updated, and is not"
    assert place.bank.stat().st_mode & 0o777 == 0o640
    assert place.run("bank", "stats", "--bank", "bank.yaml").returncode == 0
    place.bank.write_bytes(old)


def edit(place: Place) -> None:
    """Every step that was said to be made is in the bank, which loads."""
    bank = place.folder / "edited.yaml"
    bank.write_bytes((place.folder / "drafts.yaml").read_bytes())
    number, typed = 0, ""
    for step in place.dice.choices("kkd", k=40):
        for key in "ra":
            number += 1
            typed += f"{key}\nMarker {number} of {key} was seen at the gate.\n"
        typed += "k\n" if step == "k" else f"d\nreason {number}\n"
    shown = place.killed(("bank", "edit", "--bank", "edited.yaml"), typed, 4.0)
    done = place.run("bank", "stats", "--bank", "edited.yaml")
    assert done.returncode == 0, f"the bank does not load: {done.stderr}"
    text = bank.read_text(encoding="utf-8")
    assert text.endswith("\n")
    said = told_of_claims(shown)
    items = {item.split("\n", 1)[0]: item for item in re.split(r"\n  - id: ", text)}
    for claim, steps in said.items():
        place.steps += steps.total()
        assert (claim in items) != bool(steps["Dropped"]), f"{claim}: {steps}"
        if steps["Dropped"]:
            continue
        assert not steps["Reworded"] or "    text: Marker " in items[claim], f"{claim} was said to be reworded"
        added = len(re.findall(r"^ +- Marker", items[claim], re.MULTILINE))
        assert added >= steps["Added"], f"{claim}: {steps['Added']} restatements were said to be added, {added} are"
        assert not steps["Kept"] or "draft: true" not in items[claim], f"{claim} was said to be kept"


def told_of_claims(shown: str) -> dict[str, Counter[str]]:
    """Return for each claim how often `bank edit` said of it that a step was made."""
    said: dict[str, Counter[str]] = {}
    claim = ""
    for line in shown.splitlines():
        if found := re.match(r"(?:Draft|Claim)\b.*: (\S+)$", line):
            claim = found.group(1)
        elif found := re.match(r"(Reworded|Added|Kept|Dropped)\b", line):
            said.setdefault(claim, Counter())[found.group(1)] += 1
    return said


def adopt(place: Place) -> None:
    """A bank that is made from a file of elsewhere is there whole, or not at all."""
    made = place.folder / "made.yaml"
    made.unlink(missing_ok=True)
    shown = place.killed(("bank", "import", "cards.csv", "--output", "made.yaml"), "", 0.9)
    assert made.exists() or "claims" not in shown, f"it was said to be imported, and is not: {shown}"
    if made.exists():
        assert place.run("bank", "stats", "--bank", "made.yaml").returncode == 0
        assert made.read_text(encoding="utf-8").count("\n  - id: ") == CARDS


def carry(place: Place) -> None:
    """Progress is imported whole or not at all."""
    kept = {"home": place.folder / "home", "kept": place.folder / "kept"}
    shutil.rmtree(kept["home"], ignore_errors=True)
    shown = place.killed(("progress", "import", "progress.json"), "", 0.8)
    count = place.count("event", "1")
    whole = len(json.loads((place.folder / "progress.json").read_text(encoding="utf-8"))["events"])
    assert whole, "there is no progress to import"
    assert count in (0, whole), f"{count} of {whole} events"
    assert count or "imported" not in shown, f"it was said to be imported, and is not: {shown}"
    assert place.run("progress", "import", "progress.json").returncode == 0
    assert place.count("event", "1") == whole


RUNS: dict[str, Callable[[Place], None]] = {
    "play": play,
    "drill": drill,
    "mark": mark,
    "update": update,
    "edit": edit,
    "adopt": adopt,
    "carry": carry,
}


def prepared(folder: Path, seed: int) -> Place:
    """Return a place with a bank, a paper with its answers, and some progress."""
    place = Place(folder, random.Random(seed))
    place.bank.write_bytes(BANK.read_bytes())
    (folder / "roster.csv").write_text(ROSTER)
    rows = "".join(f"What is the name of thing {number}?,It is called {number}.\n" for number in range(CARDS))
    (folder / "cards.csv").write_text("question,answer\n" + rows, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE.read_text(encoding="utf-8"), encoding="utf-8")
    done = place.run("bank", "new", "article.txt", "--output", "drafts.yaml")
    assert done.returncode == 0, done.stderr
    paper = ("paper", "--bank", "bank.yaml", "--roster", "roster.csv", "--type", "truth", "-n", "4", "--seed", "1")
    done = place.run(*paper, "--format", "html")
    assert done.returncode == 0, done.stderr
    table = folder / "paper.answers.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    empty = head.count(",")
    rows = [row.rstrip(",") + ",T" * (empty - row.rstrip(",").count(",")) for row in rows]
    table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    done = place.run("play", "--bank", "bank.yaml", "--seed", "1", "-n", "10", *CHOSEN, text="1\n" * 40)
    assert done.returncode == 0, done.stderr
    done = place.run("progress", "export", "--bank", "bank.yaml", "--output", "progress.json")
    assert done.returncode == 0, done.stderr
    return place


def crash(runs: int, seed: int, folder: Path) -> list[str]:
    """Kill so many commands, each kind in turn, and return what was wrong."""
    place = prepared(folder, seed)
    wrong = []
    for number in range(runs):
        name = list(RUNS)[number % len(RUNS)]
        try:
            RUNS[name](place)
        except AssertionError as error:
            wrong.append(f"run {number} ({name}): {error}")
            print(wrong[-1], file=sys.stderr)
    left = [path.name for path in folder.rglob(".*.part")]
    place.run("bank", "new", "article.txt", "--output", "bank.yaml", "--update")
    swept = [path.name for path in folder.glob(".bank.yaml.*.part")]
    told = f"{place.told} answers told and {place.steps} steps of `bank edit`, all kept; " if not wrong else ""
    print(
        f"{runs} runs, {len(wrong)} wrong; {told}{len(left)} temporary files left by the killed, {len(swept)} not swept"
    )
    if runs >= 2 * len(RUNS) and not (place.told and place.steps):
        wrong.append("no answer or no step was ever told: nothing was tried")
    return wrong + [f"{name} was not swept" for name in swept]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bool(crash(given.runs, given.seed, Path(folder))))


if __name__ == "__main__":
    main()
