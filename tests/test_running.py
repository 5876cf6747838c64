"""Commands that tests run in their own process do the same there as in one of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import SMALL_BANK
from running import Completed, in_its_own, in_this_process

STATEMENTS = "The room cost 30,000 crowns.\nThe room cost 13,000 crowns.\nElephants like “music”.\n"
COMMANDS = {  # what is typed, on standard input, and the exit code
    "check a statement": (["check", "The library of Brill opened a reading room in June."], "", 0),
    "check standard input": (["check", "--file", "-", "--as", "lines"], STATEMENTS, 1),
    "check what is not there": (["check", "--format", "json", "Elephants like music."], "", 3),
    "check nothing": (["check"], "", 2),
    "an option that is none": (["check", "--loud"], "", 2),
    "play": (["play", "--seed", "5", "--type", "truth"], "t\nq\n", 0),
    "a damaged database": (["play", "--data", "damaged"], "t\n", 4),
    "drill": (["drill", "--seed", "5", "--type", "truth", "--name", "7b"], "r\ny\nq\n", 0),
    "paper": (["paper", "-n", "2", "--seed", "3", "--format", "markdown", "--output", "week3"], "", 0),
    "mark": (["mark", "no.csv"], "", 2),
    "export": (["export", "csv", "--seed", "2"], "", 0),
    "bank edit": (["bank", "edit", "cost"], "a\nThe price was 30,000 crowns.\nq\n", 0),
    "bank lint": (["bank", "lint"], "", 0),
    "due": (["due"], "", 0),
}
WITHOUT_BANK = ("mark",)


@pytest.mark.parametrize(("typed", "stdin", "code"), COMMANDS.values(), ids=COMMANDS)
def test_the_same_in_both(tmp_path: Path, typed: list[str], stdin: str, code: int):
    """What is printed, the exit code, and the files that are written are the same."""
    one = outcome(in_this_process, tmp_path / "one", typed, stdin)
    assert one[0] == code
    assert one == outcome(in_its_own, tmp_path / "other", typed, stdin)


def outcome(
    run: Callable[[list[str], bytes, Path, Mapping[str, str]], Completed], folder: Path, typed: list[str], stdin: str
) -> tuple[object, ...]:
    """Run a command in a new folder that has a bank and a damaged database; return what came of it."""
    (folder / "damaged").mkdir(parents=True)
    (folder / "damaged" / "progress.sqlite").write_bytes(b"this is no database at all " * 100)
    (folder / "small.yaml").write_text(SMALL_BANK, encoding="utf-8")
    bank = [] if typed[0] in WITHOUT_BANK else ["--bank", "small.yaml"]
    done = run([*typed, *bank], stdin.encode(), folder, {"NKQUIZ_HOME": "home", "COLUMNS": "80"})
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return done.returncode, done.stdout, done.stderr, files
