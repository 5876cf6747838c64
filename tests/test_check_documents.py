"""`nkquiz check --file` on documents: what is printed where, and what becomes of bad input.

Where verdicts matter, a stand-in judges.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.model import Bank, PartReport, Report, Verdict
from nkquiz.render.formats import FORMATS

ESSAY = """\
# A room

In this essay I will write about Brill.

The library of Brill opened a reading room
in June. The room cost 13,000 crowns. Was it needed?
"""
SUMMARY = [
    "essay.md: 5 sentences, 2 checked, 3 left out (1 heading, 1 question, 1 about the text itself)",
    "✓ 1 supported  ✗ 1 contradicted",
    "",
    "essay.md:5: ✓ supported  The library of Brill opened a reading room in June.",
]


def stand_in(statement: str, bank: Bank) -> Report:
    """Contradict 13,000, and support everything else."""
    verdict = Verdict.CONTRADICTED if "13,000" in statement else Verdict.SUPPORTED
    part = PartReport(statement, 0, len(statement), verdict, 0.9, f"Because of {bank.id}.", bank.claims[:1])
    return Report(statement, verdict, 0.9, part.reason, (part,))


@pytest.fixture
def check(
    small_file: Path, tmp_path: Path, judged_by: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Run `nkquiz check` in `tmp_path`, on the small bank, with the stand-in."""
    judged_by(stand_in)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(nkquiz.cli.app, ["check", "--bank", str(small_file), *arguments])


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "essay.md"
    path.write_text(ESSAY, encoding="utf-8")
    return path


@pytest.mark.usefixtures("essay")
def test_text(check: Callable[..., Result]):
    """A summary, then each sentence that was checked, with its file and line."""
    done = check("--file", "essay.md")
    assert done.stdout.splitlines()[:4] == SUMMARY
    assert "essay.md:6: ✗ contradicted  The room cost 13,000 crowns." in done.stdout
    assert done.stdout.splitlines()[-1] == "Source: Jo Berg, A Room to Read (2022-07)"
    assert (done.exit_code, done.stderr) == (1, "")


def test_narrow(nkquiz: Run, essay: Path, small_file: Path):
    """Forty columns are enough."""
    done = nkquiz("check", "--bank", small_file, "--file", "essay.md", COLUMNS="40")
    assert max(map(len, done.stdout.splitlines())) <= 40


def test_standard_input(nkquiz: Run, small_file: Path):
    """A document may come from standard input; --as says what it is."""
    done = nkquiz("check", "--bank", small_file, "--file", "-", "--as", "document", "--format", "jsonl", stdin=ESSAY)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["line"], row["checked"]) for row in rows] == [
        (1, 1, False),
        (2, 3, False),
        (3, 5, True),
        (4, 6, True),
        (5, 6, False),
    ]
    assert [row.get("left_out") for row in rows] == ["heading", "first_person", None, None, "question"]
    assert ESSAY[rows[2]["document_start"] : rows[2]["document_end"]].endswith("room\nin June.")
    lines = nkquiz("check", "--bank", small_file, "--file", "-", "--as", "lines", "--format", "jsonl", stdin=ESSAY)
    assert len(lines.stdout.splitlines()) == 4


def test_nothing_to_check(nkquiz: Run, tmp_path: Path, small_file: Path):
    """A document of which nothing is on the subject is no error."""
    (tmp_path / "off.md").write_text("Many people like pizza.\n", encoding="utf-8")
    done = nkquiz("check", "--bank", small_file, "--file", "off.md")
    assert done.stdout.splitlines()[0] == "off.md: 1 sentence, 0 checked, 1 left out (1 off the subject)"
    assert done.returncode == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_bad_lines_in_every_format(nkquiz: Run, tmp_path: Path, small_file: Path, format_: str):
    """A line that cannot be read is named, the others are checked, and the exit code is 2."""
    (tmp_path / "some.jsonl").write_bytes(b'{"text": "Brill has a room."}\n{"text": \n{"text": "Lund paid."}\n')
    done = nkquiz("check", "--bank", small_file, "--file", "some.jsonl", "--format", format_, "--output", "out")
    first, last = done.stderr.splitlines()
    assert first.startswith("nkquiz: some.jsonl:2: not JSON: ")
    assert last == "nkquiz: 1 of 3 lines could not be read; the others were checked"
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert "Brill has a room." in written
    assert "Lund paid." in written
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.usefixtures("essay")
@pytest.mark.parametrize("format_", FORMATS)
def test_output_is_what_standard_output_has(check: Callable[..., Result], tmp_path: Path, format_: str):
    """--output writes the same as would have been printed, and the exit code stays."""
    command = ("--file", "essay.md", "--format", format_)
    printed = check(*command)
    done = check(*command, "--output", "out")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "")
    assert (tmp_path / "out").read_bytes().decode().replace("\r\n", "\n") == printed.stdout
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        pytest.param("old.html", "old.html exists", id="exists"),
        pytest.param("essay.md", "cannot write essay.md: it is being read", id="the input"),
        pytest.param("no/such/x.html", "cannot write no/such/x.html: there is no such folder", id="no folder"),
        pytest.param(".", "cannot write .: it is no plain file", id="a folder"),
        pytest.param(os.devnull, f"cannot write {os.devnull}: it is no plain file", id="a device"),
    ],
)
def test_output_refused(nkquiz: Run, essay: Path, small_file: Path, tmp_path: Path, output: str, message: str):
    """Nothing is overwritten that was not meant to be."""
    old = tmp_path / "old.html"
    old.write_text("old", encoding="utf-8")
    done = nkquiz("check", "--bank", small_file, "--file", "essay.md", "--format", "html", "--output", output)
    assert done.stderr.splitlines()[0] == f"nkquiz: {message}"
    assert (done.returncode, done.stdout) == (2, "")
    assert (old.read_text(encoding="utf-8"), essay.read_text(encoding="utf-8")) == ("old", ESSAY)


@pytest.mark.usefixtures("essay")
def test_output_forced(check: Callable[..., Result], tmp_path: Path):
    """--force replaces a file, and keeps its permissions."""
    old = tmp_path / "old.html"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    done = check("--file", "essay.md", "--format", "html", "--output", "old.html", "--force")
    assert (done.exit_code, done.stderr) == (1, "")
    assert old.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sys.platform == "win32" or old.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.docx", b"no", "cannot read a.docx: it is no .docx document, or a damaged one", id="no docx"),
        pytest.param("a.md", b"\xff", "a.md:1: the file is not UTF-8", id="not UTF-8"),
        pytest.param("a.md", b"---\n", "there is no sentence in a.md", id="no sentence"),
        pytest.param("a.pdf", b"%PDF", "cannot read a.pdf: a .pdf file", id="PDF"),
    ],
)
def test_bad_documents(nkquiz: Run, tmp_path: Path, name: str, data: bytes, message: str):
    """Files that cannot be read get a message and a hint."""
    (tmp_path / name).write_bytes(data)
    done = nkquiz("check", "--file", name)
    first, hint = done.stderr.splitlines()
    assert (first, done.returncode, done.stdout) == (f"nkquiz: {message}", 2, "")
    assert hint.startswith("  ")


def test_start_is_cheap(tmp_path: Path):
    """A statement on the command line pays for no reader of documents and no other format."""
    code = (
        "import sys; sys.argv = ['nkquiz', 'check', 'x']\n"
        "from nkquiz.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "nkquiz.render.formats.text" in loaded
    others = {f"nkquiz.render.formats.{name}" for name in FORMATS if name != "text"}
    readers = {"nkquiz.documents.reading", "nkquiz.documents.subject", "nkquiz.documents.markdown"}
    assert not loaded & (others | readers | {"markdown_it", "docx", "rich.progress", "nkquiz.cli.output"})


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
@pytest.mark.parametrize(("count", "shown"), [(60, True), (40, False)])
def test_progress_bar(small_file: Path, tmp_path: Path, count: int, shown: bool):
    """Many sentences on a terminal show how far it is; few do not, nor does a pipe."""
    pexpect = pytest.importorskip("pexpect")
    (tmp_path / "long.txt").write_text("The library of Brill is open.\n" * count, encoding="utf-8")
    arguments = ["-m", "nkquiz", "check", "--bank", str(small_file), "--file", str(tmp_path / "long.txt")]
    process = pexpect.spawn(
        sys.executable, [*arguments, "--output", str(tmp_path / "out")], env={**os.environ, "TERM": "xterm"}, timeout=30
    )
    process.expect(pexpect.EOF)
    assert (b"checking" in process.before) is shown
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    assert done.stderr == b""
