"""`due`, `stats` and `progress` on the command line: what is printed where, in which format, with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run, replaced
from progress import NOW, SETTINGS, answer, opened, question, rows
from rich.cells import cell_len
from typer.testing import CliRunner, Result

import nkquiz.cli
import nkquiz.cli.progress
from nkquiz.errors import InputError, ProgressError
from nkquiz.model import Answer, Mark
from nkquiz.progress.store import Store

HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold red]markup[/] \u202eevil \x9b1m :smile:"
GONE = "\x1b[31m=1+1"  # a claim that the bank no longer has
NOTHING = "Nothing has been answered on brill-library yet: begin with `nkquiz play`.\n"
COMMANDS = ("due", "stats")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch):
    """It is Wednesday, 1 May 2024, ten o'clock in Greenwich, where we are."""
    monkeypatch.setattr(nkquiz.cli.progress, "now", lambda: NOW)
    monkeypatch.setenv("TZ", "UTC0")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def run(small_file: Path) -> Callable[..., Result]:
    """Run `nkquiz` on the small bank in this process."""

    def start(*arguments: str | Path, bank: Path = small_file, stdin: str = "") -> Result:
        words = [str(word) for word in arguments]
        with_bank = words if "import" in words else [*words, "--bank", str(bank)]
        return CliRunner().invoke(nkquiz.cli.app, with_bank, input=stdin)

    return start


def home() -> Path:
    return Path(os.environ["NKQUIZ_HOME"])


def database() -> Path:
    return home() / "progress.sqlite"


@pytest.fixture(scope="session")
def _played_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds on the small bank, one yesterday, one just now, and a claim that it no longer has."""
    path = tmp_path_factory.mktemp("played") / "progress.sqlite"
    now = NOW - timedelta(days=1)

    def clock() -> datetime:
        return now

    with Store(path, clock) as store:
        first = store.begin("brill-library", SETTINGS, [question(1)])
        for claim, right in (("reading-room", True), ("cost", False), (GONE, True)):
            store.record(first, question(1), Answer("q", "choice", "o", right, (Mark(claim, right),)))
        store.end(first)
        now = NOW - timedelta(minutes=5)
        second = store.begin("brill-library", SETTINGS, [question(1)])
        given = Answer("q", "match", "a b", False, (Mark("cost", False), Mark("reading-room", True)), 3.0, 2)
        store.record(second, question(1), given)
        store.record(second, question(1), answer(1))
        store.undo(second)
    return path


@pytest.fixture
def played(_played_once: Path) -> None:
    """Progress in a folder of the test's own: see `_played_once`."""
    shutil.copy(_played_once, database())


# Text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_nothing_yet(run: Callable[..., Result], command: str, plain: tuple[str, ...]):
    """Where nothing has been answered, one line says what to do."""
    result = run(command, *plain)
    assert (result.exit_code, result.stdout) == (0, NOTHING)


@pytest.mark.usefixtures("played")
def test_due_text(run: Callable[..., Result]):
    """What is due when, the claims that are due, what is new, what is gone."""
    assert run("due").stdout == (
        """\
due           claims
now                0
later today        1  ████████████████████
tomorrow           0
on Fri 3 May       1  ████████████████████
on Sat 4 May       0
on Sun 5 May       0
on Mon 6 May       0
on Tue 7 May       0
later              0

0 of 2 claims have not been asked yet.
No longer in the bank: [31m=1+1.
"""
    )


@pytest.mark.usefixtures("played")
def test_due_now(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch):
    """The claims that are due now are listed with their topic."""
    monkeypatch.setattr(nkquiz.cli.progress, "now", lambda: NOW + timedelta(minutes=30))
    listed = "Due now:\n- According to Ana Lund, the room cost 30,000 crowns. (The money)\n"
    assert listed in run("due").stdout
    assert run("due", "--plain").stdout.startswith(f"1 claim is due now.\n1 claim is due on Fri 3 May.\n\n{listed}")
    assert run("due").stdout.endswith("Go on with: nkquiz play\n")


@pytest.mark.usefixtures("played")
def test_stats_text(run: Callable[..., Result]):
    """How it goes: figures, a heat map, topics, types, the hardest claims."""
    assert run("stats").stdout == (
        """\
4 answers, 2 right (50%).
Remembered on a later day: 1 of 2 answers (50%).
Days in a row: 2. The most so far: 2.

Answers a day, 12 weeks from Mon 12 Feb
Mon · · · · · · · · · · · ·
Tue · · · · · · · · · · · █
Wed · · · · · · · · · · · ▒
Thu · · · · · · · · · · ·
Fri · · · · · · · · · · ·
Sat · · · · · · · · · · ·
Sun · · · · · · · · · · ·
· none  ▒ 1  ▓ 2  █ 3

topic                  right     %
The opening              2/2  100%  ████████████████████
The money                0/2    0%  ░░░░░░░░░░░░░░░░░░░░
no longer in the bank    1/1  100%  ████████████████████

type    right    %
choice    2/3  67%  █████████████░░░░░░░
match     0/1   0%  ░░░░░░░░░░░░░░░░░░░░

Hardest, by how often they were wrong:
- According to Ana Lund, the room cost 30,000 crowns. (The money): 2 of 2 wrong
"""
    )


@pytest.mark.usefixtures("played")
def test_stats_in_sentences(run: Callable[..., Result]):
    """For screen readers everything is said in words."""
    assert run("stats", "--plain").stdout == (
        """\
4 answers, 2 right (50%).
Remembered on a later day: 1 of 2 answers (50%).
Days in a row: 2. The most so far: 2.

In the last 12 weeks there were answers on 2 days.
Most on Tuesday 30 April 2024: 3 answers.
Tuesday 30 April 2024: 3 answers, 2 right.
Wednesday 1 May 2024: 1 answer, 0 right.

By topic:
The opening: 2 of 2 right, 100%.
The money: 0 of 2 right, 0%.
no longer in the bank: 1 of 1 right, 100%.

By type:
choice: 2 of 3 right, 67%.
match: 0 of 1 right, 0%.

Hardest, by how often they were wrong:
- According to Ana Lund, the room cost 30,000 crowns. (The money): 2 of 2 wrong
"""
    )


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_fits(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, columns: int, command: str, plain: tuple[str, ...]
):
    """No line is wider than the terminal, and none ends in a blank."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in run(command, *plain).stdout.splitlines():
        assert cell_len(line) <= columns
        assert line == line.rstrip()


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("command", COMMANDS)
def test_other_encodings(nkquiz_process: Run, small_file: Path, command: str):
    """Where the encoding has no blocks, signs of ASCII stand for them; no two amounts have the same sign."""
    shown = nkquiz_process(command, "--bank", small_file, PYTHONIOENCODING="ascii")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.isascii()
    assert "?" not in shown.stdout
    assert "#" in shown.stdout


@pytest.mark.usefixtures("played")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize(
    ("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_colours(small_file: Path, setting: dict[str, str], coloured: bool):
    """On a terminal there are colours, unless they are not wanted; without them the text is the same."""
    import pexpect

    environment = {**os.environ, "TERM": "xterm-256color", **setting}
    arguments = ["-m", "nkquiz", "stats", "--bank", str(small_file)]
    child = pexpect.spawn(sys.executable, arguments, env=environment, encoding="utf-8", dimensions=(50, 80))
    shown = child.read()
    child.close()
    assert child.exitstatus == 0
    assert ("\x1b[" in shown) == coloured
    assert "30,000 crowns" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("format_", [("--format", "text"), ("--plain",), ("--format", "json"), ("--format", "csv")])
def test_nothing_hostile_gets_through(
    run: Callable[..., Result], tmp_path: Path, command: str, format_: tuple[str, ...]
):
    """No text of a bank, and no id of a claim, writes escape sequences or markup."""
    bank = tmp_path / "hostile.yaml"
    quoted = json.dumps(HOSTILE)
    text = replaced(SMALL_BANK, "money: The money", f"money: {quoted}")
    bank.write_text(replaced(text, "text: According to Ana Lund, the room cost 30,000 crowns.", f"text: {quoted}"))
    result = run(command, *format_, bank=bank)
    assert result.exit_code == 0
    assert not {c for c in result.stdout if c not in "\r\n" and unicodedata.category(c)[0] == "C"}
    if command == "stats":
        assert ":smile:" in result.stdout
        assert "[bold red]markup[/]" in result.stdout


# JSON


SOURCE = {
    "bank": "brill-library",
    "title": "A Room to Read",
    "author": "Jo Berg",
    "date": "2022-07",
    "url": "https://example.org/brill",
}
COST = {"claim": "cost", "topic": "money", "text": "According to Ana Lund, the room cost 30,000 crowns."}
ROOM = {
    "claim": "reading-room",
    "topic": "opening",
    "text": "The library of Brill opened a reading room in June.",
}


@pytest.mark.usefixtures("played")
def test_due_json(run: Callable[..., Result]):
    """The JSON of `due` has exactly these keys."""
    found = json.loads(run("due", "--format", "json").stdout)
    assert found == {
        "version": 1,
        "source": SOURCE,
        "today": "2024-05-01",
        "due": {"now": 0, "today": 1, "tomorrow": 0, "this_week": 1, "later": 0},
        "days": [{"date": f"2024-05-0{day}", "claims": int(day == 3)} for day in range(3, 8)],
        "new": 0,
        "gone": [GONE],
        "claims": [
            {
                **COST,
                "due": "2024-05-01T10:05:00+00:00",
                "when": "today",
                "answers": 2,
                "wrong": 2,
                "last_right": False,
            },
            {
                **ROOM,
                "due": "2024-05-03T09:55:00+00:00",
                "when": "this_week",
                "answers": 2,
                "wrong": 0,
                "last_right": True,
            },
        ],
    }


@pytest.mark.usefixtures("played")
def test_stats_json(run: Callable[..., Result]):
    """The JSON of `stats` has exactly these keys."""
    assert json.loads(run("stats", "--format", "json").stdout) == {
        "version": 1,
        "source": SOURCE,
        "today": "2024-05-01",
        "total": {"answers": 4, "right": 2, "share": 0.5},
        "retention": {"answers": 2, "right": 1, "share": 0.5},
        "streak": 2,
        "longest_streak": 2,
        "by_day": [
            {"date": "2024-04-30", "answers": 3, "right": 2, "share": 0.6667},
            {"date": "2024-05-01", "answers": 1, "right": 0, "share": 0.0},
        ],
        "by_topic": [
            {"topic": "opening", "title": "The opening", "answers": 2, "right": 2, "share": 1.0},
            {"topic": "money", "title": "The money", "answers": 2, "right": 0, "share": 0.0},
        ],
        "by_type": [
            {"type": "choice", "answers": 3, "right": 2, "share": 0.6667},
            {"type": "match", "answers": 1, "right": 0, "share": 0.0},
        ],
        "gone": {"answers": 1, "right": 1, "share": 1.0},
        "claims": [
            {**COST, "answers": 2, "right": 0, "share": 0.0},
            {"claim": GONE, "topic": None, "text": None, "answers": 1, "right": 1, "share": 1.0},
            {**ROOM, "answers": 2, "right": 2, "share": 1.0},
        ],
    }


def test_empty_json(run: Callable[..., Result]):
    """With nothing answered the keys are the same; shares of nothing are null."""
    due, stats = (json.loads(run(command, "--format", "json").stdout) for command in COMMANDS)
    assert (due["new"], due["claims"], due["gone"]) == (2, [], [])
    assert stats["total"] == stats["gone"] == {"answers": 0, "right": 0, "share": None}
    assert (stats["streak"], stats["by_day"], stats["claims"]) == (0, [], [])


# CSV


def table(result: Result) -> list[list[str]]:
    assert result.exit_code == 0
    return list(csv.reader(io.StringIO(result.stdout, newline="")))


@pytest.mark.usefixtures("played")
def test_due_csv(run: Callable[..., Result]):
    """A row for each claim that is scheduled."""
    head, *found = table(run("due", "--format", "csv"))
    assert head == ["claim", "topic", "text", "due", "when", "answers", "wrong", "last_right"]
    assert found[0] == [*COST.values(), "2024-05-01T10:05:00+00:00", "today", "2", "2", "no"]
    assert found[1][:3] == list(ROOM.values())
    assert len(found) == 2


@pytest.mark.usefixtures("played")
def test_stats_csv(run: Callable[..., Result]):
    """A row for each figure; shares of nothing are empty."""
    head, *found = table(run("stats", "--format", "csv"))
    assert head == ["section", "name", "text", "answers", "right", "share"]
    assert found == [
        ["total", "", "", "4", "2", "0.5"],
        ["retention", "", "", "2", "1", "0.5"],
        ["day", "2024-04-30", "", "3", "2", "0.6667"],
        ["day", "2024-05-01", "", "1", "0", "0.0"],
        ["topic", "opening", "The opening", "2", "2", "1.0"],
        ["topic", "money", "The money", "2", "0", "0.0"],
        ["type", "choice", "", "3", "2", "0.6667"],
        ["type", "match", "", "1", "0", "0.0"],
        ["claim", "cost", COST["text"], "2", "0", "0.0"],
        ["claim", "[31m=1+1", "", "1", "1", "1.0"],
        ["claim", "reading-room", ROOM["text"], "2", "2", "1.0"],
    ]


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_formulas(run: Callable[..., Result], tmp_path: Path, start: str):
    """No cell is taken for a formula by a spreadsheet."""
    bank = tmp_path / "formulas.yaml"
    text = replaced(SMALL_BANK, "text: According to Ana Lund, the room cost", f"text: {json.dumps(start + '1 cost')} #")
    bank.write_text(text)
    for command in COMMANDS:
        cells = [cell for row in table(run(command, "--format", "csv", bank=bank)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]


# Export, import, reset


@pytest.mark.usefixtures("played")
def test_round_trip(run: Callable[..., Result], tmp_path: Path):
    """Export, reset, import, export gives the same file; so does the copy that reset has written."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("progress", "export", "--output", first).exit_code == 0
    stats = run("stats").stdout
    result = run("progress", "reset", "--yes")
    copy = home() / "before-reset-brill-library-20240501T100000.json"
    assert result.exit_code == 0
    assert result.stdout == (
        f"Forgotten: 4 answers. The copy is {copy}\n`nkquiz progress import` with it brings everything back.\n"
    )
    assert copy.read_bytes() == first.read_bytes()
    assert run("stats").stdout == NOTHING
    result = run("progress", "import", copy)
    assert (result.exit_code, result.stdout) == (0, "5 answers and 1 other step imported.\n")
    assert run("progress", "export", "--output", second).exit_code == 0
    assert second.read_bytes() == first.read_bytes()
    assert run("stats").stdout == stats
    result = run("progress", "import", first)
    assert (result.exit_code, result.stdout) == (0, "0 answers imported; 6 were here already.\n")


@pytest.mark.usefixtures("played")
def test_export_to_standard_output(run: Callable[..., Result]):
    """Without --output the file goes to standard output; of other banks only with --all."""
    with opened(database()) as store:
        store.record(store.begin("other", SETTINGS, [question(1)]), question(1), answer(1))
    one, all_ = (json.loads(run("progress", "export", *extra).stdout) for extra in ((), ("--all",)))
    assert {row["bank"] for row in one["events"]} == {"brill-library"}
    assert {row["bank"] for row in all_["events"]} == {"brill-library", "other"}


@pytest.mark.usefixtures("played")
def test_export_replaces_nothing(run: Callable[..., Result], tmp_path: Path):
    """A file that exists is replaced only with --force."""
    file = tmp_path / "kept.json"
    file.write_text("mine")
    refused = run("progress", "export", "--output", file)
    assert isinstance(refused.exception, InputError)
    assert (refused.exception.message, file.read_text()) == (f"{file} exists", "mine")
    assert run("progress", "export", "--output", file, "--force").exit_code == 0
    assert json.loads(file.read_text())["nkquiz"] == "progress"


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "{} is no progress file: "),
        (b'{"nkquiz": "progress", "version": 9}', "{} was written by a newer nkquiz"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": [], "events": [{}]}', "{}: event 1: 'kind' is missing"),
        (None, "cannot read {}: "),
    ],
)
def test_import_refused(run: Callable[..., Result], tmp_path: Path, content: bytes | None, message: str):
    """A file that cannot be used is refused, and nothing is changed."""
    file = tmp_path / "bad.json"
    if content is not None:
        file.write_bytes(content)
    before = rows(database(), "select * from event")
    refused = run("progress", "import", file).exception
    assert isinstance(refused, InputError)
    assert refused.message.startswith(message.replace("{}", str(file)))
    assert rows(database(), "select * from event") == before


def test_exit_code_of_a_refused_import(nkquiz_process: Run, tmp_path: Path):
    """What cannot be imported is exit code 2, said on standard error."""
    (tmp_path / "bad.json").write_text("[]")
    result = nkquiz_process("progress", "import", "bad.json")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "nkquiz: bad.json is no progress file of nkquiz\n"
        "  it is to be a file that `nkquiz progress export` has written\n"
    )


@pytest.mark.usefixtures("played")
def test_import_from_standard_input(run: Callable[..., Result]):
    """`export | import -` works."""
    text = run("progress", "export").stdout
    elsewhere = ("--data", home() / "elsewhere")
    result = run("progress", "import", "-", *elsewhere, stdin=text)
    assert (result.exit_code, result.stdout) == (0, "5 answers and 1 other step imported.\n")
    assert run("progress", "export", *elsewhere).stdout == text
    broken = run("progress", "import", "-", stdin="{").exception
    assert isinstance(broken, InputError)
    assert broken.message.startswith("standard input is no progress file: ")


@pytest.mark.usefixtures("played")
def test_reset_asks_nobody(run: Callable[..., Result]):
    """Without a terminal, reset needs --yes."""
    refused = run("progress", "reset", stdin="y\n").exception
    assert isinstance(refused, InputError)
    assert "--yes" in refused.hint
    assert len(rows(database(), "select * from event")) == 6


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize(
    ("typed", "left"), [("y\n", 0), (" Y\n", 0), ("yes\n", 0), ("\n", 6), ("n\n", 6), ("yesterday\n", 6), ("", 6)]
)
def test_reset_asks(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, typed: str, left: int):
    """Reset asks, and only a yes is one. The end of input is none."""
    monkeypatch.setattr(nkquiz.cli.progress, "can_ask", lambda: True)
    result = run("progress", "reset", stdin=typed)
    assert result.stderr == "Forget all progress on brill-library? 4 answers would go. A copy is kept. [y/N] "
    assert result.exit_code == 0
    assert len(rows(database(), "select * from event")) == left
    assert len(list(home().glob("before-reset-*.json"))) == (left == 0)
    assert (result.stdout == "Nothing was forgotten.\n") == bool(left)


@pytest.mark.usefixtures("played")
@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
def test_reset_on_a_terminal(small_file: Path):
    """On a terminal there is somebody to ask."""
    import pexpect

    arguments = ["-m", "nkquiz", "progress", "reset", "--bank", str(small_file)]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", dimensions=(50, 200))
    child.expect_exact("[y/N] ")
    child.sendline("y")
    assert "Forgotten: 4 answers." in child.read()
    child.close()
    assert child.exitstatus == 0


@pytest.mark.usefixtures("played")
def test_reset_of_one_bank_or_all(run: Callable[..., Result]):
    """Other banks' progress stays, unless --all is given."""
    with opened(database()) as store:
        store.record(store.begin("other", SETTINGS, [question(1)]), question(1), answer(1))
    assert run("progress", "reset", "--yes").exit_code == 0
    assert rows(database(), "select distinct bank from event") == [("other",)]
    assert run("progress", "reset", "--yes").stdout == "There is no progress on brill-library.\n"
    assert run("progress", "reset", "--yes", "--all").exit_code == 0
    assert rows(database(), "select * from event") == []
    assert len(list(home().glob("before-reset-*.json"))) == 2


@pytest.mark.usefixtures("played")
def test_two_resets_at_one_time(run: Callable[..., Result]):
    """A copy never takes another one's place."""
    copies = []
    for _ in range(2):
        assert run("progress", "reset", "--yes").exit_code == 0
        copies = sorted(home().glob("before-reset-*.json"))
        assert run("progress", "import", copies[0]).exit_code == 0
    assert len(copies) == 2


@pytest.mark.parametrize("arguments", [("due",), ("stats",), ("progress", "export"), ("progress", "reset", "--yes")])
def test_damaged_database(run: Callable[..., Result], arguments: tuple[str, ...]):
    """A damaged database is named with its path, and stays as it is."""
    database().write_bytes(b"this is no database at all " * 100)
    error = run(*arguments).exception
    assert isinstance(error, ProgressError)
    assert str(database()) in error.message
    assert database().read_bytes() == b"this is no database at all " * 100


def test_exit_code_of_a_damaged_database(nkquiz_process: Run, small_file: Path):
    """A database that can't be used is exit code 4, said on standard error."""
    database().write_bytes(b"this is no database at all " * 100)
    result = nkquiz_process("due", "--bank", small_file)
    assert (result.returncode, result.stdout) == (4, "")
    assert result.stderr.startswith(f"nkquiz: the progress database {database()} cannot be used: ")


def test_local_days(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch):
    """Days are those of the computer's time zone, summer and winter."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows does not heed TZ")
    winter, summer = datetime(2024, 1, 15, 22, 30, tzinfo=UTC), datetime(2024, 4, 15, 22, 30, tzinfo=UTC)
    for at in (winter, summer):
        with opened(database(), lambda at=at: at) as store:  # type: ignore[misc]
            store.record(store.begin("brill-library", SETTINGS, [question(1)]), question(1), answer(1))
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    found = json.loads(run("stats", "--format", "json").stdout)
    monkeypatch.setenv("TZ", "UTC0")
    time.tzset()
    assert [day["date"] for day in found["by_day"]] == ["2024-01-15", "2024-04-16"]


def test_keys_are_documented(run: Callable[..., Result]):
    """docs/progress.md has every key of the JSON, every column of the CSV, and every command."""
    page = (Path(__file__).parent.parent / "docs" / "progress.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        words = {*json.loads(run(command, "--format", "json").stdout), *table(run(command, "--format", "csv"))[0]}
        assert not [word for word in words if f"`{word}`" not in page]
    for command in ("due", "stats", "progress export", "progress import", "progress reset"):
        assert f"nkquiz {command}" in page
