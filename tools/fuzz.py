"""Feed broken files and odd options to nkquiz and look for what is no message: `python tools/fuzz.py --seconds 300`.

Each input is a sound one in which something was cut, doubled, turned, put in from elsewhere or written in another
encoding. Whatever it is, the reader must take it or refuse it with one of the project's own errors, in good time. What
does neither is printed with the call that brings it back.
"""

from __future__ import annotations

import argparse
import codecs
import io
import json
import random
import re
import sqlite3
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from nkquiz.bank.loader import parse_bank
from nkquiz.check import Checker
from nkquiz.check.explain import explain
from nkquiz.classroom.marking import marked
from nkquiz.classroom.paper_file import paper_from
from nkquiz.classroom.roster import read_roster
from nkquiz.cli import app
from nkquiz.documents.article import read_article
from nkquiz.documents.reading import read
from nkquiz.errors import NkquizError
from nkquiz.export.gradebook.raw import read as read_gradebook
from nkquiz.imports import anki, csv, gift, moodle, quizlet
from nkquiz.imports.writer import Heading, bank_text
from nkquiz.progress.exchange import from_text
from nkquiz.progress.store import Store
from nkquiz.progress.transfer import merge

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "data" / "examples" / "drowned-observatory.yaml"
SLOW = 20.0  # seconds that no input of these sizes may take, even on a busy machine
ODD = (
    *("\0", "\ufeff", "\u202e", "\u2028", "\x85", "\ud800", "\r", "\n\n", "\t"),
    *('"', "'", "\\", "{", "}", "[", "]", "<", ">"),
    *("&x;", "<!--", "<![CDATA[", "]]>", "~%50%", "=#", "->", "{T}", "::", "---\n", "...\n", "*x", "&x [", "!x ", "? "),
    *("nan", "inf", "-1", "1e400", "9" * 400, "0x1", "²", "٣", "½", "true", "null", "No", "1:30", "2014-13-45"),
    *("[" * 50, "{" * 50, "<a>" * 50, "- " * 50, "a" * 3000, "é" * 500, "\u0301" * 200),
    *(",,,,", ";;", "|||", "=1+1", "@x"),
)  # fmt: skip
OPTIONS = (
    *("0", "-0", "1", "-1", "007", "+5", "1_000", " 3", "0x10", "1.5", "1e3", "inf", "-inf", "nan", "", " ", "x", "٣"),
    *(str(10**400), str(-(10**400)), str(2**63), str(2**64), "9" * 5000, "\ud800", "\x1b[31m"),
)
CELLS = (
    *(None, b"\xff", "", "x", "[]", "{}", "[{}]", "null", -1, 0, 10**18, 1e300, -0.5, float("inf"), "\x1b[31m"),
    *("2024-01-01T00:00:00.000+00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"),
)
COMMANDS = (
    *("play --bank B --new -n 2 --seed X", "play --bank B --new -n X", "play --bank B --new -n 2 --time X"),
    *("play --bank B --new -n 2 --time 5 --time-factor X", "drill --bank B --roster R --new -n 1 --seed X"),
    *("drill --bank B --roster R --new -n X", "paper --bank B -n 2 --format html --force --output P --seed X"),
    "paper --bank B --format html --force --output P -n X",
    "paper --bank B -n 2 --format html --output P --force --variants X",
    *("export json --bank B -n 2 --seed X", "export csv --bank B -n X", "bank questions --bank B --seed X"),
    *("export gift --bank B -n 2 --title X", "mark A --paper Q --name X", "drill report X", "drill report --points X"),
    *("bank show X --bank B", "check --bank B -- X", "bank import C --from X"),
    *("bank import C --id X", "bank import C --date X"),
)  # fmt: skip
KEEPING = ("play", "drill", "mark", "stats", "due", "progress")
USES = (
    *("stats --bank B", "due --bank B", "drill list", "drill report --bank B --format csv"),
    *("drill gradebook --for moodle", "progress export --all", "play --bank B", "drill --bank B --roster R -n 1"),
)
SLOWER = ("database", "options")  # of which there are fewer inputs
Target = Callable[[bytes], object]


def broken(sound: bytes, other: bytes, dice: random.Random) -> bytes:
    """Return the bytes with some things done to them."""
    data = bytearray(sound)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at, length = dice.randrange(len(data) + 1), dice.choice((1, 2, 5, 20, 200))
        way = dice.randrange(9)
        if way == 0:
            del data[at : at + length]
        elif way == 1:
            data[at:at] = data[at : at + length] * dice.choice((1, 2, 30))
        elif way == 2 and data:
            data[at % len(data)] = dice.randrange(256)
        elif way == 3:
            data[at:at] = dice.choice(ODD).encode(errors="surrogatepass")
        elif way == 4:
            del data[at:]
        elif way == 5:
            start = dice.randrange(len(other) + 1)
            data[at : at + length] = other[start : start + length]
        elif way == 6:
            lines = data.split(b"\n")
            dice.shuffle(lines)
            data = bytearray(b"\n".join(lines))
        elif way == 7:
            found = list(re.finditer(rb"[0-9]+|[A-Za-z]+", data[:20_000]))
            if found:
                one = dice.choice(found)
                data[one.start() : one.end()] = dice.choice(ODD).encode(errors="surrogatepass")
        else:
            data[at : at + length] = dice.randbytes(length)
        del data[200_000:]
    text = data.decode("utf-8", "replace")
    kind = dice.randrange(12)
    if kind == 0:
        return codecs.BOM_UTF8 + bytes(data)
    if kind == 1:
        return text.encode("utf-16")
    if kind == 2:
        return text.encode("utf-16-le")
    return bytes(data)


def zipped(data: bytes, name: str) -> bytes:
    """Return a package in which these bytes are a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
        package.writestr("media", b"{}")
    return out.getvalue()


class Bench:
    """What there is to be broken, and what reads it, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runner = CliRunner()
        names = {"R": "r.csv", "P": "p", "Q": "p.paper.json", "A": "p.answers.csv", "C": "c.csv", "D": "d"}
        self.places = {"B": str(BANK)} | {key: str(folder / name) for key, name in names.items()}
        (folder / "r.csv").write_text("id,name,team,email\n1,Ann,red,a@x.org\n2,Bo,blue,b@x.org\n", encoding="utf-8")
        (folder / "c.csv").write_text("question,answer,wrong\nWho?,Ann,Bo\nWhen?,1999,2000\n", encoding="utf-8")
        self.run("paper --bank B --roster R -n 5 --seed 1 --format html --output P", "")
        self.run("play --bank B --new -n 3 --seed 1 --type truth", "1\n" * 9)
        self.run("drill --bank B --roster R --new -n 2 --seed 1 --type truth", "1\n" * 9)
        self.checker = Checker(parse_bank(BANK.read_bytes())[0])  # type: ignore[arg-type]
        self.paper = paper_from((folder / "p.paper.json").read_bytes(), "p")
        self.database = (folder / "d" / "progress.sqlite").read_bytes()
        self.columns = self._columns()

    def run(self, line: str, typed: str, **stands: str) -> object:
        """Run a command; raise what comes out of it that is no leaving."""
        words = [{**self.places, **stands}.get(word, word) for word in line.split()]
        words += ["--data", self.places["D"]] if words[0] in KEEPING else []
        error = self.runner.invoke(app, words, input=typed).exception
        if error is not None and not isinstance(error, SystemExit):
            raise error
        return None

    def targets(self) -> dict[str, tuple[bytes, Target]]:
        """Return for each reader something sound, and how it is read."""
        from nkquiz.bank.library import read_library

        golden = ROOT / "tests" / "golden"
        article = BANK.with_suffix(".txt").read_bytes()
        bank = BANK.read_bytes()
        made = {
            name: self.runner.invoke(app, ["export", name, "--bank", str(BANK), "-n", "12", "--seed", "1"]).stdout_bytes
            for name in ("csv", "gift", "moodle", "quizlet", "anki-text")
        }
        self.run("export anki --bank B -n 8 --seed 1 --output O", "", O=str(self.folder / "x.apkg"))
        self.run("progress export --bank B --output O", "", O=str(self.folder / "x.json"))
        package = (self.folder / "x.apkg").read_bytes()
        collection = zipfile.ZipFile(io.BytesIO(package)).read("collection.anki2")
        canvas = ROOT / "tests" / "gradebooks" / "canvas-template.csv"

        def imported(read_: Callable[[bytes, str], object]) -> Target:
            return lambda data: bank_text(read_(data, "f"), Heading("zoo", "Zoo", "Zoo", "f", "A"))  # type: ignore[arg-type]

        def library(data: bytes) -> object:
            (self.folder / "banks.json").write_bytes(data)
            return read_library(self.folder)

        def progress(data: bytes) -> object:
            found = from_text(data, "f")
            with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "p.sqlite", clock) as store:
                return merge(store, found, "f")

        rows = b"".join(b'%d,"Lund, Bo %d",red,b%d@x.org,25%%\n' % (n, n, n) for n in range(9))
        row = {"name": "x", "path": "/x", "bank": "b", "title": "t", "copy": False}
        return {
            "a bank": (bank[:30_000], parse_bank),
            "a small bank": ((golden / "import" / "biology.yaml").read_bytes(), parse_bank),
            "a roster": (b"id,name,team,email,extra time\n" + rows, lambda data: read_roster(data, "r.csv")),
            "a roster of names": (b"Ann\nBo Lund\n", lambda data: read_roster(data, "r.txt")),
            "answers": ((self.folder / "p.answers.csv").read_bytes(), lambda d: marked(self.paper, d, "a.csv", ())),
            "a paper": ((self.folder / "p.paper.json").read_bytes(), lambda data: paper_from(data, "p.json")),
            "a gradebook": (canvas.read_bytes(), lambda data: read_gradebook(data, "g.csv")),
            "Quizlet": (made["quizlet"], imported(quizlet.read)),
            "CSV": (made["csv"], imported(csv.read)),
            "GIFT": (made["gift"], imported(gift.read)),
            "Moodle": (made["moodle"], imported(moodle.read)),
            "Anki": (package, imported(anki.read)),
            "Anki's database": (collection, lambda data: imported(anki.read)(zipped(data, "collection.anki2"))),
            "Anki's text": (made["anki-text"], imported(quizlet.read)),
            "progress": ((self.folder / "x.json").read_bytes(), progress),
            "the library": (json.dumps({"version": 1, "used": "", "banks": [row]}).encode(), library),
            "an article": (article[:6000], lambda data: read_article(data, "a.txt")),
            "Markdown": (b"# T\n\n*a* [x](y) `c`\n\n- b\n\n> q\n\n" + article[:3000], lambda data: read(data, "a.md")),
            "HTML": (b"<h1>T</h1><p>" + article[:3000] + b"</p>", lambda data: read_article(data, "a.html")),
            "a statement": (article[:300], self._checked),
            "a cell of the database": (b"", self._cell),
            "a page of the database": (self.database, self._page),
            "options": (b"", self._options),
        }  # fmt: skip

    def _checked(self, data: bytes) -> object:
        text = data.decode("utf-8", "surrogateescape")
        return self.checker.check(text), explain(self.checker, text)

    def _columns(self) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(self.folder / "d" / "progress.sqlite")) as db:
            tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
            return [(table, row[1]) for table in tables for row in db.execute(f"pragma table_info({table})")]

    def _cell(self, data: bytes) -> None:
        """Put something else into one column of the database, and use it."""
        dice = random.Random(data)
        table, column = dice.choice(self.columns)
        odd = dice.choice(CELLS)
        self._restored()
        with closing(sqlite3.connect(self.folder / "d" / "progress.sqlite")) as db:
            db.execute("pragma ignore_check_constraints = 1")
            try:
                db.execute(f"update or ignore {table} set {column} = ?", (odd,))
                db.commit()
            except sqlite3.Error:
                return
        self._used()

    def _page(self, data: bytes) -> None:
        self._restored(data)
        self._used()

    def _restored(self, data: bytes | None = None) -> None:
        for path in (self.folder / "d").glob("progress.sqlite*"):
            path.unlink()
        (self.folder / "d" / "progress.sqlite").write_bytes(self.database if data is None else data)

    def _used(self) -> None:
        for line in USES:
            try:
                self.run(line, "1\n" * 9)
            except NkquizError:
                continue

    def _options(self, data: bytes) -> None:
        dice = random.Random(data)
        line, odd = dice.choice(COMMANDS), dice.choice(OPTIONS)
        try:
            self.run(line, "1\n" * 9, X=odd)
        except NkquizError:
            raise
        except Exception as error:
            raise RuntimeError(f"{line} with {odd[:40]!r}") from error


def clock() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def fuzz(seconds: float, seed: int, folder: Path, only: str = "", least: int = 0, longest: float = SLOW) -> list[str]:
    """Break things for so many seconds, at `least` so many inputs, each kind in turn, and return what came out that
    should not, and what took longer than `longest`."""
    bench = Bench(folder)
    targets = {name: each for name, each in bench.targets().items() if only in name}
    wrong: dict[str, str] = {}
    count: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    until, number = time.monotonic() + seconds, 0
    order = [name for turn in range(8) for name in targets if not (turn and name.endswith(SLOWER))]
    everything = [sound for sound, _ in targets.values()]
    while time.monotonic() < until or number < max(least, len(targets)):
        name = order[number % len(order)]
        sound, target = targets[name]
        dice = random.Random(f"{seed} {number}")
        data = broken(sound, dice.choice(everything), dice) if sound else dice.randbytes(8)
        start = time.monotonic()
        try:
            target(data)
            taken[name] += 1
        except NkquizError:
            pass
        except Exception as error:
            last = traceback.extract_tb((error.__cause__ or error).__traceback__)[-1]
            key = f"{name}: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if key not in wrong:
                wrong[key] = f"{key}: {str(error)[:200]}; input {number} of --seed {seed}: {data[:80]!r}"
                print(wrong[key], file=sys.stderr, flush=True)
        if (spent := time.monotonic() - start) > longest:
            wrong[f"{name} slow"] = f"{name}: {spent:.0f} s for input {number} of --seed {seed}"
            print(wrong[f"{name} slow"], file=sys.stderr, flush=True)
        count[name] += 1
        number += 1
    for name in targets:
        print(f"{name}: {count[name]} inputs, {taken[name]} of them taken")
    print(f"{number} inputs, {len(wrong)} kinds of wrong")
    return list(wrong.values())


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of the name of a reader")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bool(fuzz(given.seconds, given.seed, Path(folder), given.only)))


if __name__ == "__main__":
    main()
