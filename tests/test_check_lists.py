"""`nkquiz check --file` on lists: any number of statements, several processes, runs that are interrupted and go on."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from nkquiz.cli.jobs import AHEAD, CHUNK
from nkquiz.cli.listed import number_of_lines
from nkquiz.cli.output import WholeWrites
from nkquiz.cli.statements import BadLine, from_lines
from nkquiz.render.formats import FORMATS, STREAMED, each_writer

TEXTS = (
    "The library of Brill opened a reading room in June.",
    "The library of Brill closed its reading room in June.",
    "Elephants like music.",
    "The room cost 13,000 crowns.",
)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of 70 statements."""
    path = tmp_path / "list.txt"
    path.write_text("".join(f"{TEXTS[n % 4]}\n" for n in range(70)), encoding="utf-8")
    return path


@pytest.fixture
def check(nkquiz: Run, small_file: Path, listed: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Check the list in a process of its own."""
    given = ("check", "--bank", small_file, "--file", listed, "--as", "lines")
    return lambda *arguments: nkquiz(*given, *arguments)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("format_", FORMATS)
def test_two_processes_write_what_one_does(check: Callable[..., Any], format_: str):
    """With --jobs the reports are the same, in the same order, in every format."""
    one, two = check("--format", format_), check("--format", format_, "--jobs", "2")
    assert (two.stdout, two.stderr, two.returncode) == (one.stdout, "", 1)
    assert one.stdout.count("Elephants like music.") >= 17


def test_two_processes_explain(check: Callable[..., Any]):
    """--explain goes with --jobs."""
    one, two = check("--format", "json", "--explain"), check("--format", "json", "--explain", "--jobs", "2")
    assert json.loads(two.stdout) == json.loads(one.stdout)


def test_two_processes_on_a_document(nkquiz: Run, small_file: Path, tmp_path: Path):
    """What is left out of a document keeps its place."""
    text = "# A room\n\nThe library of Brill opened a reading room in June. Why?\n\nThe room cost 13,000 crowns.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    one, two = (
        nkquiz("check", "--bank", small_file, "--file", "a.md", "--format", "jsonl", "--jobs", jobs) for jobs in "12"
    )
    assert two.stdout == one.stdout
    assert [json.loads(line)["checked"] for line in two.stdout.splitlines()] == [False, True, False, True]


@pytest.mark.parametrize("format_", STREAMED)
def test_written_as_it_comes(format_: str, small_file: Path):
    """The writer of a list asks for the next statement after it has written the last but one."""
    from nkquiz.bank import load_bank
    from nkquiz.check import Checker
    from nkquiz.model import Item

    checker = Checker(load_bank(small_file))
    stream = io.StringIO()

    def items():
        for number in range(4):
            text = f"Text {number} of four"
            yield Item(number, text, report=checker.check(text))
            assert number < 2 or f"Text {number - 1} of four" in stream.getvalue()

    each_writer(format_)(items(), checker.bank, stream)
    assert "Text 3 of four" in stream.getvalue()


def test_no_more_is_read_ahead_than_needed(small_file: Path):
    """However many statements there are, only some are in the hands of the processes."""
    from nkquiz.bank import load_bank
    from nkquiz.check import Checker
    from nkquiz.cli.jobs import checked
    from nkquiz.model import Item

    read = 0

    def items():
        nonlocal read
        for read in range(1, 10_000):
            yield Item(read, "Elephants like music.")

    found = checked(items(), Checker(load_bank(small_file)), small_file, explained=False, jobs=2)
    assert next(found).id == 1
    assert read <= CHUNK * AHEAD * 2
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("begun", "rest", "expected"),
    [
        (b"", b"one\n\ntwo", [(1, "one"), (3, "two")]),
        (b"one\ntw", b"o\nthree\n", [(1, "one"), (2, "two"), (3, "three")]),
        (b"one\n", b"two\n", [(1, "one"), (2, "two")]),
        (b"\xef\xbb\xbfone", b"", [(1, "one")]),
        (b"", b"\xef\xbb\xbfone\r\n", [(1, "one")]),
        (b"", b"", []),
        (b"\xff\n", b"two\n", [(1, None), (2, "two")]),
    ],
)
def test_lines(begun: bytes, rest: bytes, expected: list[tuple[int, str | None]]):
    """Lines come whole, wherever the first look at the file ended."""
    found = from_lines(io.BytesIO(rest), False, begun)
    assert [(each.line, None if isinstance(each, BadLine) else each.text) for each in found] == expected


def test_a_list_longer_than_the_first_look(nkquiz: Run, small_file: Path, tmp_path: Path):
    """A list of more than a mebibyte is read to its end, from a file and from standard input."""
    texts = [*["Elephants like music." + " " * 200_000] * 8, "Elephants like art."]
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    for file, stdin in ((path, ""), ("-", "".join(f"{text}\n" for text in texts))):
        done = nkquiz("check", "--bank", small_file, "--file", file, "--format", "jsonl", stdin=stdin)
        assert [json.loads(line)["statement"].strip() for line in done.stdout.splitlines()] == [
            text.strip() for text in texts
        ]
    assert number_of_lines(path) == 10  # at most


# Going on


def interrupt(small_file: Path, listed: Path, output: Path, *more: str) -> tuple[int, str]:
    """Begin to check, press Ctrl-C once some is written, and return the exit code and what was said."""
    command = [sys.executable, "-m", "nkquiz", "check", "--bank", str(small_file), "--file", str(listed)]
    command += ["--as", "lines", "--output", str(output), *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for _ in range(2_000):
        if output.exists() and output.stat().st_size > 3_000:
            break
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes get it
    _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_and_resumed(small_file: Path, tmp_path: Path, nkquiz: Run, jobs: str):
    """Ctrl-C leaves whole lines, and says how to go on; --resume makes of it what one run would have made."""
    long, output = tmp_path / "long.txt", tmp_path / "out.jsonl"
    long.write_text("".join(f"{TEXTS[n % 4]}\n" for n in range(4_000)), encoding="utf-8")
    code, said = interrupt(small_file, long, output, "--format", "jsonl", "--jobs", jobs)
    assert (code, said) == (
        130,
        f"nkquiz: left; what was checked is in {output}\n  the same command with --resume goes on\n",
    )
    begun = rows(output)
    assert 0 < len(begun) < 4_000
    assert output.read_bytes().endswith(b"}\n")
    short = tmp_path / "short.txt"
    kept = len(begun) + 30
    long.write_text("".join(f"{TEXTS[n % 4]}\n" for n in range(kept)), encoding="utf-8")
    command = ("check", "--bank", small_file, "--file", long, "--as", "lines", "--format", "jsonl", "--output", output)
    assert nkquiz(*command, "--resume").returncode == 1
    long.rename(short)
    nkquiz("check", "--bank", small_file, "--file", short, "--as", "lines", "--format", "jsonl", "--output", "whole")
    assert rows(output) == rows(tmp_path / "whole")
    assert not output.with_name("out.jsonl.resume").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them")
def test_an_interrupted_table_has_whole_rows(small_file: Path, tmp_path: Path):
    """As CSV, what an interrupted run leaves is a table."""
    long, output = tmp_path / "long.txt", tmp_path / "out.csv"
    long.write_text("".join(f"{TEXTS[n % 4]}\n" for n in range(4_000)), encoding="utf-8")
    code, said = interrupt(small_file, long, output, "--format", "csv")
    assert (code, said) == (130, f"nkquiz: left; what was checked is in {output}\n")
    text = output.read_bytes().decode()
    assert text.endswith("\r\n")
    assert {len(row) for row in csv.reader(io.StringIO(text))} == {9}


@pytest.fixture
def half(check: Callable[..., Any], tmp_path: Path) -> Path:
    """What a run left that was ended in the middle of a line."""
    output = tmp_path / "out.jsonl"
    assert check("--format", "jsonl", "--output", output).returncode == 1
    whole = output.read_bytes()
    (tmp_path / "whole").write_bytes(whole)
    output.unlink()
    assert check("--format", "jsonl", "--output", output, "--resume").returncode == 1  # nothing to go on with: begins
    assert output.read_bytes() == whole
    notes(check, output)
    output.write_bytes(whole[: len(whole) // 2])
    return output


def notes(check: Callable[..., Any], output: Path) -> None:
    """Make the notes that lie beside an unfinished file."""
    from nkquiz.cli.listed import Goal

    bank = output.with_name("small.yaml")
    goal = Goal(output, bank, explained=False, force=False)
    goal.notes.write_text(json.dumps(goal.same()), encoding="utf-8")


def test_resumed_after_half_a_line(half: Path, check: Callable[..., Any]):
    """A line that was cut off is written again; the exit code counts what was there before."""
    done = check("--format", "jsonl", "--output", half, "--resume", "--jobs", "2")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert half.read_bytes() == half.with_name("whole").read_bytes()


CHANGES = {
    "another bank": (
        lambda half: half.with_name("small.yaml").write_bytes(half.with_name("small.yaml").read_bytes() + b"\n"),
        "the bank has changed since it was begun",
    ),
    "another statement": (
        lambda half: half.with_name("list.txt").write_text("Elephants hate music.\n" * 70),
        "line 1 of {half} is on another statement",
    ),
    "fewer statements": (
        lambda half: half.with_name("list.txt").write_text(f"{TEXTS[0]}\n"),
        "line 2 of {half} is on another statement",
    ),
    "no report": (lambda half: half.write_bytes(b"{}\n"), "line 1 of {half} is on another statement"),
    "no JSON": (lambda half: half.write_bytes(b"no\n"), "line 1 of {half} is no report"),
    "no verdict": (
        lambda half: half.write_text(json.dumps({"id": 1, "statement": TEXTS[0]}) + "\n"),
        "line 1 of {half} is no report",
    ),
    "finished": (
        lambda half: half.with_name("out.jsonl.resume").unlink(),
        "{half} is not a file that a run was interrupted at",
    ),
    "damaged notes": (lambda half: half.with_name("out.jsonl.resume").write_bytes(b"{"), "cannot read {half}.resume"),
    "other notes": (
        lambda half: half.with_name("out.jsonl.resume").write_bytes(b"[]"),
        "nkquiz has changed since it was begun",
    ),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES)
def test_not_resumed(half: Path, check: Callable[..., Any], change: Callable[[Path], object], message: str):
    """A run goes on only where it would have gone on by itself; else nothing is changed."""
    change(half)
    before = half.read_bytes()
    done = check("--format", "jsonl", "--output", half, "--resume")
    assert message.format(half=half) in done.stderr
    assert (done.returncode, done.stdout, half.read_bytes()) == (2, "", before)


@pytest.mark.parametrize(
    "arguments", [(), ("--format", "csv", "--output", "x"), ("--format", "jsonl")], ids=["alone", "csv", "no output"]
)
def test_resume_needs(check: Callable[..., Any], arguments: tuple[str, ...]):
    """--resume says what it needs."""
    done = check("--resume", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("nkquiz: --resume needs --file with a name, --output, and --format jsonl")


def test_whole_writes(tmp_path: Path):
    """A write that fails leaves nothing of itself; an existing file is replaced only by force."""
    path = tmp_path / "out"
    with WholeWrites(path, force=False) as stream:
        stream.write("öne\n")
    with pytest.raises(FileExistsError):
        WholeWrites(path, force=False)
    with WholeWrites(path, force=False, done=5) as stream:
        stream.write("two\n")

        class Full:
            def __init__(self, file: Any) -> None:
                self._file = file

            def write(self, data: bytes) -> int:
                if len(data) < 4:
                    raise OSError(28, "No space left on device")
                return int(self._file.write(data[:2]))

            def __getattr__(self, name: str) -> Any:
                return getattr(self._file, name)

        stream._file = Full(stream._file)  # type: ignore[assignment]
        with pytest.raises(OSError, match="No space"):
            stream.write("three\n")
    assert path.read_text(encoding="utf-8") == "öne\ntwo\n"
