"""The library of banks: a bank is called by a name, from any folder, and keeps its progress wherever its file is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.bank.library import FILE, Library, Shelved, bank_path, library_text, read_library
from nkquiz.errors import InputError, NkquizError


def run(*arguments: str, stdin: str = "") -> Result:
    """Run `nkquiz` in this process."""
    return CliRunner().invoke(nkquiz.cli.app, arguments, input=stdin)


@pytest.fixture
def mine(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A teacher's folder with a bank, and an empty data folder."""
    monkeypatch.setenv("NKQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return small_file.rename(tmp_path / "mine.yaml")


def titles(*arguments: str) -> list[str]:
    return [line[2:].split()[0] for line in run("bank", "list", *arguments).stdout.splitlines()]


def test_empty_library(mine: Path):
    """Without a library there is the shipped bank, and it is in use."""
    assert run("bank", "list").stdout.startswith("* shipped  ")


def test_added_bank_is_found_by_name(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A bank that was added is found by its name from any folder; its name is its id, or the one that is given."""
    assert run("bank", "add", str(mine.name)).exit_code == 0
    assert run("bank", "add", str(mine.name), "--name", "sea").exit_code == 0
    assert titles() == ["shipped", "brill-library", "sea"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for name in ("brill-library", "sea"):
        assert run("bank", "stats", "--bank", name).stdout.startswith("claims: 2\n")


def test_bank_in_use(mine: Path):
    """The bank in use is the one where none is named, until another is used or it is removed."""
    run("bank", "add", "mine.yaml", "--name", "sea", "--use")
    assert run("bank", "stats").stdout.startswith("claims: 2\n")
    assert not run("bank", "stats", "--bank", "shipped").stdout.startswith("claims: 2\n")
    run("bank", "use", "shipped")
    assert not run("bank", "stats").stdout.startswith("claims: 2\n")
    run("bank", "use", "sea")
    run("bank", "remove", "sea")
    assert not run("bank", "stats").stdout.startswith("claims: 2\n")
    assert mine.is_file()


def test_copy_is_the_librarys_own(mine: Path):
    """A copy is used when the file is gone, and goes when the bank is removed."""
    run("bank", "add", "mine.yaml", "--copy", "--name", "sea")
    mine.unlink()
    copy = Path(json.loads(run("bank", "list", "--format", "json").stdout)["banks"][1]["path"])
    assert run("bank", "stats", "--bank", "sea").exit_code == 0
    run("bank", "remove", "sea")
    assert not copy.exists()


def test_library_of_another_folder(mine: Path, tmp_path: Path):
    """--data has a library of its own, for `list` and for every command that takes it."""
    other = str(tmp_path / "other")
    run("bank", "add", "mine.yaml", "--name", "sea", "--use", "--data", other)
    assert titles() == ["shipped"]
    assert titles("--data", other) == ["shipped", "sea"]
    assert "A Room to Read" in run("play", "--data", other, "-n", "1", stdin="q\n").stdout


def test_renamed_file_keeps_its_progress(mine: Path):
    """Progress is kept under the bank's id: a file that was renamed goes on where it was."""
    assert run("play", "--bank", "mine.yaml", "--type", "truth", "-n", "3", stdin="t\nq\n").exit_code == 0
    mine.rename("renamed.yaml")
    run("bank", "add", "renamed.yaml", "--name", "sea")
    assert "Going on" in run("play", "--bank", "sea", stdin="q\n").stdout
    assert json.loads(run("stats", "--bank", "sea", "--format", "json").stdout)["total"]["answers"] == 1


def test_json(mine: Path):
    """The list as JSON says of each bank what it is called, what it is, where it is, and whether it is in use."""
    run("bank", "add", "mine.yaml", "--name", "sea")
    mine.unlink()
    listed = json.loads(run("bank", "list", "--format", "json").stdout)
    assert listed["version"] == 1
    assert listed["banks"][1] == {
        "name": "sea",
        "bank": "brill-library",
        "title": "A Room to Read",
        "path": str(mine.resolve()),
        "used": False,
        "there": False,
    }
    assert "is no longer there" in run("bank", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        pytest.param(["add", "no.yaml"], "cannot read the bank no.yaml", "", id="no file"),
        pytest.param(["add", "broken.yaml"], "broken.yaml:", "docs/bank.md", id="no bank"),
        pytest.param(
            ["add", "mine.yaml", "--name", "sea"], "a bank in the library is called 'sea'", "--force", id="twice"
        ),
        pytest.param(
            ["add", "mine.yaml", "--name", "Sea", "--force"], "is called 'sea'", "differs in letters", id="capitals"
        ),
        pytest.param(["add", "mine.yaml", "--name", "shipped"], "'shipped' stands for", "another --name", id="shipped"),
        pytest.param(["add", "mine.yaml", "--name", "../x"], "'../x' can't be a name", "letters", id="a path"),
        pytest.param(["add", "mine.yaml", "--name", "Nul.b"], "'Nul.b' can't be a name", "letters", id="a device"),
        pytest.param(["add", "mine.yaml", "--name", ""], "", "", id="empty"),
        pytest.param(["use", "see"], "no bank is called 'see'", "did you mean 'sea'?", id="use what is not there"),
        pytest.param(["use", "gone"], "the bank 'gone' is no longer at", "add it again", id="use what is gone"),
        pytest.param(["stats", "--bank", "gone"], "the bank 'gone' is no longer at", "add it again", id="name of it"),
        pytest.param(["stats", "--bank", "see"], "no bank is called 'see'", "did you mean 'sea'?", id="unknown name"),
        pytest.param(["stats", "--bank", "see.yaml"], "cannot read the bank see.yaml", "", id="a path is no name"),
        pytest.param(
            ["remove", "see"], "no bank is called 'see'", "did you mean 'sea'?", id="remove what is not there"
        ),
        pytest.param(["remove", "shipped"], "the shipped bank can't be removed", "bank use", id="remove the shipped"),
    ],
)
def test_what_is_refused(mine: Path, arguments: list[str], message: str, hint: str):
    """What can't be done is said, with what to do, and leaves the library as it was."""
    run("bank", "add", "mine.yaml", "--name", "sea")
    shutil.copy("mine.yaml", "gone.yaml")
    run("bank", "add", "gone.yaml", "--name", "gone")
    Path("gone.yaml").unlink()
    Path("broken.yaml").write_text("bank: x\n", encoding="utf-8")
    before = (mine.parent / "home" / FILE).read_bytes()
    result = run("bank", *arguments)
    if not message:  # no name is given: the bank's id is taken
        assert result.exit_code == 0
        return
    assert isinstance(result.exception, NkquizError)
    assert message in result.exception.message
    assert hint in result.exception.hint
    assert (mine.parent / "home" / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is damaged, or is not of nkquiz"),
        ("[]", "is damaged, or is not of nkquiz"),
        ('{"version": 1}', "is damaged, or is not of nkquiz"),
        ('{"version": 1, "used": "", "banks": [{"name": 1}]}', "is damaged, or is not of nkquiz"),
        ('{"version": "1", "used": "", "banks": []}', "is damaged, or is not of nkquiz"),
        ("[" * 100_000, "is damaged, or is not of nkquiz"),
        ('{"version": 2, "used": "", "banks": []}', "was written by a newer nkquiz"),
        ('{"version": 2, "banks": [{"called": "x"}]}', "was written by a newer nkquiz"),
    ],
)
def test_damaged_library(tmp_path: Path, text: str, message: str):
    """A library that can't be read is named, and left as it is."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_library(tmp_path)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_file_needs_no_library(mine: Path):
    """A bank that is named by its file is used, whatever is wrong with the library; its hint says so."""
    (mine.parent / "home").mkdir(exist_ok=True)
    (mine.parent / "home" / FILE).write_text('{"version": 2}', encoding="utf-8")
    assert run("bank", "stats", "--bank", "mine.yaml").stdout.startswith("claims: 2\n")
    error = run("bank", "stats").exception
    assert isinstance(error, InputError)
    assert "--bank" in error.hint


def test_copies_lie_at_a_whole_path(mine: Path, monkeypatch: pytest.MonkeyPatch):
    """The place of a copy is kept whole, though the data folder is named from where one is."""
    monkeypatch.setenv("NKQUIZ_HOME", "home")
    run("bank", "add", "mine.yaml", "--name", "sea", "--copy")
    (bank,) = read_library(mine.parent / "home").banks
    assert Path(bank.path) == (mine.parent / "home" / "banks" / "sea.yaml").resolve()


def test_round_trip(tmp_path: Path):
    """A library comes back as it was written."""
    library = Library((Shelved("é", "/x y.yaml", "b", 'T "quoted"', True), Shelved("c", "c", "c", "C")), "é")
    (tmp_path / FILE).write_text(library_text(library), encoding="utf-8")
    assert read_library(tmp_path) == library


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("", None),
        ("shipped", None),
        ("sea", "mine.yaml"),
        ("mine.yaml", "mine.yaml"),
        ("./sea", "sea"),
        ("bank", "bank"),
    ],
)
def test_names_and_paths(mine: Path, given: str, path: str | None):
    """A name of the library goes before a file of that name; what looks like a path is one."""
    for name in ("sea", "bank"):
        Path(name).touch()
    library = Library((Shelved("sea", "mine.yaml", "b", "T"),))
    assert bank_path(library, given) == (Path(path) if path else None)
