"""Files are written whole or not at all, through nobody else's link, and read up to a limit."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run, replaced
from typer.testing import CliRunner

from nkquiz import files, load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.check import Checker
from nkquiz.check.explain import explain
from nkquiz.cli import app
from nkquiz.cli.output import check_output, write_file
from nkquiz.errors import InputError, NkquizError
from nkquiz.imports import html, quizlet
from nkquiz.imports.found import Misfit
from nkquiz.model import Bank, Verdict

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def failing(error: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    return fail


@pytest.mark.parametrize("there", [True, False], ids=["replaced", "new"])
@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param(os, "fsync", id="full when it is flushed"),
        pytest.param(os, "fdopen", id="full when it is written"),
        pytest.param(os, "open", id="no file can be made"),
        pytest.param(Path, "replace", id="it can't be renamed"),
    ],
)
def test_what_fails_changes_nothing(
    place: object, name: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A disk that is full at any moment leaves the old file whole and no other one; it is said."""
    target = tmp_path / "out.txt"
    if there:
        target.write_text("old")
    with monkeypatch.context() as patched:
        patched.setattr(place, name, failing(errno.ENOSPC))
        if there or name != "replace":
            with pytest.raises(InputError, match=r"cannot write .*No space left"):
                write_file(target, "new", force=True)
            assert listed(tmp_path) == (["out.txt"] if there else [])
    assert not there or target.read_text() == "old"


def test_without_force_nothing_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Not even what comes into being while the file is written, with hard links or without."""
    target = tmp_path / "out.txt"
    real = os.fsync

    def slow(handle: int) -> None:
        target.write_text("theirs")
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    for link in (os.link, failing(errno.EPERM)):
        target.unlink(missing_ok=True)
        monkeypatch.setattr(os, "link", link)
        with pytest.raises(InputError, match="exists"):
            write_file(target, "ours", force=False)
        assert (target.read_text(), listed(tmp_path)) == ("theirs", ["out.txt"])


@POSIX
def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Our own link is followed, and stays one; somebody else's is refused, even with --force, and if it dangles."""
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)
    write_file(link, "one", force=False)
    write_file(link, "two", force=True)
    assert (real.read_text(), link.is_symlink()) == ("two", True)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    for _ in range(2):
        with pytest.raises(InputError, match="a symbolic link that somebody else has made"):
            write_file(link, "three", force=True)
        real.unlink(missing_ok=True)


@POSIX
def test_a_link_to_itself(tmp_path: Path):
    """A link that leads nowhere is named."""
    link = tmp_path / "loop"
    link.symlink_to(link)
    with pytest.raises(InputError, match="cannot write"):
        check_output(link, force=True)


@POSIX
def test_permissions(tmp_path: Path):
    """A new file has the user's permissions; one that is replaced keeps its own."""
    mask = os.umask(0o027)
    try:
        target = tmp_path / "out.txt"
        write_file(target, "one", force=False)
        assert target.stat().st_mode & 0o777 == 0o640
        target.chmod(0o604)
        write_file(target, "two", force=True)
        assert target.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(mask)


def test_leftovers_of_the_killed_go(tmp_path: Path):
    """What a killed process left goes when that file is written again; what is being written stays."""
    target = tmp_path / "out.txt"
    (tmp_path / ".out.txt.0123abcd.part").write_text("half")
    (tmp_path / ".other.txt.0123abcd.part").write_text("of another file")
    path, handle = files._made(target, 0o600)
    try:
        write_file(target, "new", force=False)
        assert path.exists()
    finally:
        os.close(handle)
        path.unlink()
    assert listed(tmp_path) == [".other.txt.0123abcd.part", "out.txt"]


@pytest.mark.parametrize("name", ["x" * 240 + ".txt", "é" * 100 + ".txt", "a\nb.txt", "-.txt", "[b]*?.txt"])
@POSIX
def test_any_name(name: str, tmp_path: Path):
    """Whatever a file is called, if the system takes the name, so do we."""
    write_file(tmp_path / name, "one", force=False)
    write_file(tmp_path / name, "two", force=True)
    assert listed(tmp_path) == [name]


@POSIX
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--bank", "B", "--file", "/dev/zero"], "line 1 has more than"),
        (["check", "--bank", "/dev/zero", "It cost 3 crowns."], "the file has more than"),
        (["bank", "new", "/dev/zero", "--output", "-"], "/dev/zero has more than"),
        (["bank", "import", "/dev/zero", "--from", "csv"], "/dev/zero has more than"),
        (["paper", "--bank", "B", "--roster", "/dev/zero", "--format", "html"], "/dev/zero has more than"),
        (["mark", "/dev/zero"], "/dev/zero has more than"),
        (["progress", "import", "/dev/zero"], "/dev/zero has more than"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_endless_files(
    arguments: list[str], message: str, small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Of a device or a pipe without end no more is read than a file of that kind may have."""
    for place in ("nkquiz.cli.statements", "nkquiz.bank", "nkquiz.bank.yaml_reader"):
        monkeypatch.setattr(f"{place}.MAX_BYTES", 2**20)
    monkeypatch.setattr("nkquiz.imports.reading.MAX_PACKAGE", 2**20)
    monkeypatch.chdir(tmp_path)
    given = [str(small_file) if each == "B" else each for each in arguments]
    error = CliRunner().invoke(app, given).exception
    assert isinstance(error, NkquizError)
    assert message in error.message


def test_a_name_that_acts(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The names of the files that `paper` has written are shown without what acts on a terminal."""
    monkeypatch.chdir(tmp_path)
    given = ["paper", "--bank", str(small_file), "--format", "html", "-n", "3", "--output", "a\x1b]0;x\x07\u202eb"]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0
    assert not set("\x1b\x07\u202e") & set(done.output)


def test_bytes_that_are_no_text_on_standard_input(nkquiz: Run, small_file: Path):
    """Bytes that are not UTF-8 are an answer like another, whatever the locale."""
    for locale in ({}, {"PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}):
        done = nkquiz("play", "--bank", small_file, "--new", "-n", "2", stdin=b"\xff\xfe\n1\n2\n", **locale)
        assert (done.returncode, "internal error" in done.stderr) == (0, False), done.stderr


def test_library_with_a_name_that_no_system_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A bank whose path can be no file is not there; one that says to be a copy is removed only from our folder."""
    mine = tmp_path / "mine.yaml"
    mine.write_text(SMALL_BANK, encoding="utf-8")
    home = Path(os.environ["NKQUIZ_HOME"])
    run = CliRunner()
    for path in ("/" + "x" * 5000, "a\\u0000b"):
        row = f'{{"name": "x", "path": "{path}", "bank": "b", "title": "t", "copy": false}}'
        (home / "banks.json").write_text(f'{{"version": 1, "used": "", "banks": [{row}]}}')
        assert "no longer there" in run.invoke(app, ["bank", "list"]).output
        error = run.invoke(app, ["bank", "use", "x"]).exception
        assert isinstance(error, InputError)
    row = f'{{"name": "x", "path": "{mine.as_posix()}", "bank": "b", "title": "t", "copy": true}}'
    (home / "banks.json").write_text(f'{{"version": 1, "used": "", "banks": [{row}]}}')
    assert run.invoke(app, ["bank", "remove", "x"]).exit_code == 0
    assert mine.exists()


def test_update_of_what_only_libyaml_reads(tmp_path: Path):
    """A bank that libyaml takes and PyYAML does not is brought up to date with libyaml, or left as it is, with a
    message."""
    bank, article = tmp_path / "b.yaml", tmp_path / "a.txt"
    old = replaced(SMALL_BANK, "text: The library of Brill opened", "text: The\tlibrary of Brill opened")
    old = replaced(old, "aliases: [Lund]", "aliases:\t[Lund]")
    bank.write_text(old, encoding="utf-8")
    article.write_text("The library in Brill opened a reading room in June, Mayor Ana Lund said.\n")
    done = CliRunner().invoke(app, ["bank", "new", str(article), "--output", str(bank), "--update"])
    if done.exception is None:
        assert load_bank(bank).id == "brill-library"
    else:
        assert isinstance(done.exception, NkquizError), done.output
        assert bank.read_text(encoding="utf-8") == old


def test_a_card_like_ours_without_options():
    """A card that looks like an export of ours, but whose options are gone, is a card."""
    assert quizlet.read(b"What is it?\tA. one\n    Evidence 1.1\nterm\tB. two || 1.1\n", "set.txt")


@pytest.mark.parametrize("text", ["<![x]>", "<![ <b>", "<!a"])
def test_html_that_python_cannot_read(text: str):
    """Broken declarations are read or said to be a misfit; nothing else comes of them."""
    with suppress(Misfit):
        assert isinstance(html.plain_text(text), str)


@pytest.mark.parametrize(
    "statement",
    [
        "\ud800",
        "It cost \udcff crowns.",
        "\x1b]0;x\x07\u202e",
        "a\u0301" * 5000,
        "\ufdfa" * 3000,
        "\u200d" * 5000,
        "\U000e0041\ufeff\ufffe\x85",
        "²³ Ⅷ ٣٤ ½ crowns, 1e999 nan 1,,1..1 99999999999999999999999999999999999999 percent",
    ],
    ids=ascii,
)
def test_any_text_is_a_statement(statement: str):
    """Whatever characters it is made of, half ones too, a statement gets a verdict that can be written."""
    checker = Checker(parsed(SMALL_BANK))
    report = checker.check(statement)
    assert report.verdict in Verdict
    report.statement.encode()
    explain(checker, statement)


def parsed(text: str) -> Bank:
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    return bank
