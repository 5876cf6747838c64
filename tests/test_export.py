"""`nkquiz export`: what is written where, what is refused, and what is said of it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import Run
from sessions import run, run_quickly, same, sessions

from nkquiz.export import FORMATS
from nkquiz.export.csv import COLUMNS
from nkquiz.text import one_line

ROOT = Path(__file__).resolve().parent.parent
OBSERVATORY = ROOT / "data" / "examples" / "drowned-observatory.yaml"
PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
TEXTS = ("anki-text", "quizlet", "csv", "json", "flashcards")
SHEETS = ("anki", "kahoot")


def process(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run `nkquiz` for its bytes."""
    command = [sys.executable, "-m", "nkquiz", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


def without_time(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith('  "made"'))


@pytest.mark.parametrize("name", TEXTS)
def test_text_to_a_pipe_and_to_a_file(nkquiz: Run, small_file: Path, tmp_path: Path, name: str):
    """A text format goes to standard output, or to the file that --output names, and both are the same."""
    piped = nkquiz("export", name, "--bank", small_file)
    path = tmp_path / f"out.{FORMATS[name].suffix}"
    filed = nkquiz("export", name, "--bank", small_file, "--output", path)
    assert (piped.returncode, filed.returncode, filed.stdout) == (0, 0, "")
    assert without_time(piped.stdout) == without_time(path.read_text(encoding="utf-8")) != ""
    assert piped.stderr == filed.stderr
    assert piped.stderr.endswith("questions written\n")
    assert nkquiz("export", name, "--bank", small_file, "--output", "-").stdout.startswith(piped.stdout[:20])


@pytest.mark.parametrize("name", SHEETS)
def test_bytes_to_a_pipe_and_to_a_file(small_file: Path, tmp_path: Path, name: str):
    """A pipe gets the bytes of a binary format as a file does."""
    path = tmp_path / f"out.{FORMATS[name].suffix}"
    assert process("export", name, "--bank", small_file, "--output", path).returncode == 0
    piped = process("export", name, "--bank", small_file)
    assert piped.returncode == 0
    for data in (piped.stdout, path.read_bytes()):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pexpect for Windows")
@pytest.mark.parametrize("name", [*SHEETS, "quizlet", "csv"])
def test_to_a_terminal(small_file: Path, name: str):
    """A terminal shows texts, and is spared what is none."""
    import pexpect

    command = ["-m", "nkquiz", "export", name, "--bank", str(small_file)]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", dimensions=(100, 200))
    child.expect(pexpect.EOF)
    child.close()
    if name in SHEETS:
        assert child.exitstatus == 2
        assert f"{name} is no text, so a terminal can't show it" in child.before
        assert "give --output the name of a file" in child.before
        assert "PK" not in child.before
    else:
        assert child.exitstatus == 0
        assert "reading room" in child.before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["paper"], "paper", id="no such format"),
        pytest.param([], "FORMAT", id="no format"),
        pytest.param(["csv", "--type", "essay"], "'essay' is no type of question", id="no such type"),
        pytest.param(["csv", "--topic", "sports"], "unknown topic 'sports'", id="no such topic"),
        pytest.param(["csv", "-n", "0"], "--count", id="no question wanted"),
        pytest.param(["csv", "--type", "match"], "there is no question of this kind", id="the bank gives none"),
        pytest.param(["csv", "--type", "match", "-n", "3"], "there is no question of this kind", id="no round"),
        pytest.param(["csv", "--output", "none/x.csv"], "there is no such folder", id="no such folder"),
        pytest.param(["csv", "--output", "."], "it is no plain file", id="a folder"),
        pytest.param(["csv", "--output", "small.yaml", "--force"], "it is being read", id="the bank itself"),
        pytest.param(["kahoot", "--type", "gap"], "kahoot can hold none of the questions", id="none fits"),
    ],
)
def test_refused(nkquiz: Run, small_file: Path, arguments: list[str], message: str):
    """What can't be done is said, with exit code 2, and nothing is written."""
    before = {path: path.stat().st_mtime_ns for path in small_file.parent.iterdir() if path.is_file()}
    done = nkquiz("export", *arguments, "--bank", small_file)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert {path: path.stat().st_mtime_ns for path in small_file.parent.iterdir() if path.is_file()} == before


def test_force(nkquiz: Run, small_file: Path, tmp_path: Path):
    """A file that exists is replaced with --force only."""
    path = tmp_path / "cards.txt"
    path.write_text("mine", encoding="utf-8")
    refused = nkquiz("export", "quizlet", "--bank", small_file, "--output", path)
    assert (refused.returncode, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "exists" in refused.stderr
    assert "--force" in refused.stderr
    assert nkquiz("export", "quizlet", "--bank", small_file, "--output", path, "--force").returncode == 0
    assert "reading room" in path.read_text(encoding="utf-8")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_what_does_not_fit_is_named(nkquiz: Run, tmp_path: Path):
    """Each question that is left out is named with its claim and the reason, then counted; the exit code is 0."""
    done = nkquiz("export", "kahoot", "--output", tmp_path / "k.xlsx", "--topic", "debt")
    *named, count = done.stderr.splitlines()
    assert done.returncode == 0
    assert all(line.startswith("left out: ") for line in named)
    assert count.endswith(f" questions written, {len(named)} left out")
    listed = json.loads(nkquiz("bank", "questions", "--topic", "debt", "--format", "json").stdout)["questions"]
    entries = [q for q in listed if q["form"]["kind"] == "entry"]
    why = "Kahoot's spreadsheet has questions to choose from only"
    assert {f"left out: {q['id']} ({q['type']}, {q['claims'][0]}): {why}" for q in entries} <= set(named)
    assert len(entries) < len(named) < len(listed)


def test_a_round(nkquiz: Run, small_file: Path):
    """-n makes a round: each claim once, the same for the same seed; without it there is every question."""
    every = json.loads(nkquiz("export", "json").stdout)["questions"]
    assert len(every) > 500
    rounds = [json.loads(nkquiz("export", "json", "-n", "5", "--seed", seed).stdout) for seed in ("1", "1", "2")]
    ids = [[question["id"] for question in each["questions"]] for each in rounds]
    assert ids[0] == ids[1] != ids[2]
    claims = [question["claims"][0] for question in rounds[0]["questions"]]
    assert len(set(claims)) == len(claims) == 5
    short = nkquiz("export", "json", "-n", "50", "--bank", small_file)
    assert short.stderr.endswith("No more of them go together; without -n all are written.\n")


def test_types_and_topics(nkquiz: Run):
    """--type and --topic choose, with -n and without."""
    for options in (["-n", "4"], []):
        done = nkquiz("export", "json", "--type", "truth", "--type", "value", "--topic", "debt", *options)
        found = json.loads(done.stdout)["questions"]
        assert {question["type"] for question in found} == {"truth", "value"}
        assert {question["topic"] for question in found} == {"debt"}


def test_title(nkquiz: Run, small_file: Path):
    """The title is the source's, or the one that is given."""
    for options, expected in (([], "# A Room to Read\n"), (["--title", "Quiz *1*"], "# Quiz \\*1\\*\n")):
        done = nkquiz("export", "flashcards", "--bank", small_file, *options)
        assert done.stdout.startswith(expected)


def test_list(nkquiz: Run):
    """--list says what each format is for and which extra it needs; so do help and errors name all formats."""
    listed = nkquiz("export", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(FORMATS)
    for line, format_ in zip(listed, FORMATS.values(), strict=True):
        assert format_.summary in line
        assert (f"Needs the extra `{format_.extra}`." in line) == bool(format_.extra)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("anki", "genanki", "anki"), ("kahoot", "xlsxwriter", "xlsx")],
)
def test_missing_extra(small_file: Path, tmp_path: Path, name: str, module: str, extra: str):
    """Without its library a format says what to install; the others work."""
    blocked = (
        f"import sys; sys.modules['{module}'] = None; from nkquiz.cli import main; "
        f"sys.argv = ['nkquiz', 'export', *sys.argv[1:]]; main()"
    )
    path = tmp_path / "out"
    rest = ["--bank", str(small_file), "--output", str(path)]
    done = subprocess.run([sys.executable, "-c", blocked, name, *rest], capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"nkquiz: cannot write {name}: {module} is not installed",
        f"  python -m pip install 'nkquiz[{extra}]'",
    ]
    assert not path.exists()
    other = subprocess.run([sys.executable, "-c", blocked, "csv", *rest], capture_output=True, check=False, timeout=60)
    assert other.returncode == 0


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_banks(nkquiz: Run, hostile_file: Path, name: str):
    """Nothing of a bank's texts moves a cursor or is taken for a formula, to a pipe either."""
    done = nkquiz("export", name, "--bank", hostile_file)
    assert done.returncode == 0
    assert all(one_line(line) == " ".join(line.split()) for line in done.stdout.split("\n"))
    if name == "csv":
        rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
        assert not any(cell.startswith(tuple("=+-@")) for row in rows for cell in row)


@pytest.mark.skipif(sys.platform == "win32", reason="written for a POSIX shell")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param("export json | head -n 1", "", id="a reader that goes away"),
        pytest.param("export json >&-", "standard output is closed", id="closed"),
        pytest.param("export json >/dev/full", "No space left", id="a full disk"),
    ],
)
def test_output_that_ends(tmp_path: Path, command: str, said: str):
    """A reader that has enough is no error; other ends of the output are said in a line."""
    printed = run(f"nkquiz {command}", tmp_path)
    assert said in printed
    assert "Traceback" not in printed
    assert "internal error" not in printed


@pytest.mark.parametrize("name", ["anki", "kahoot", "csv"])
def test_another_bank(tmp_path: Path, name: str):
    """Every format takes the whole of another bank."""
    path = tmp_path / "out"
    done = process("export", name, "--bank", OBSERVATORY, "--output", path)
    assert done.returncode == 0, done.stderr
    assert path.stat().st_size > 5000


@pytest.mark.skipif(sys.platform == "win32", reason="the sessions are written for a POSIX shell")
def test_page_sessions(tmp_path: Path):
    """The sessions of docs/exports.md print what they show."""
    for session in sessions(PAGE):
        printed = run_quickly(session.command, tmp_path)
        assert same(printed, session.output), printed
    assert {path.suffix for path in tmp_path.iterdir()} >= {".apkg", ".xlsx"}


def test_formats_are_documented():
    """docs/exports.md has a row for each format, with its file and what it needs, and each column of the table."""
    for name, format_ in FORMATS.items():
        (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{name}` | `.{format_.suffix}`"))
        assert (f"nkquiz[{format_.extra}]" in row) == bool(format_.extra)
    assert all(f"`{column}`" in PAGE for column in COLUMNS)
