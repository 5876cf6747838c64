"""One process at a time goes on with a round."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nkquiz.errors import ExitCode, ProgressError
from nkquiz.progress.lock import hold

HOLDING = """
import sys
from pathlib import Path
from nkquiz.progress.lock import hold
with hold(Path(sys.argv[1]), "one") as held:
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "locks"


def test_held_elsewhere(folder: Path):
    """Nobody else gets the lock while it is held; then it is free, and its file is gone."""
    held = hold(folder, "one")
    assert held is not None
    with held:
        assert hold(folder, "one") is None
        other = hold(folder, "two")
        assert other is not None
        with other:
            assert len(list(folder.iterdir())) == 2
    assert list(folder.iterdir()) == []
    again = hold(folder, "one")
    assert again is not None
    again.__exit__(None, None, None)


@pytest.mark.parametrize("end", ["kill", "leave"])
def test_another_process(folder: Path, end: str):
    """A lock is free when the process that held it has left, or was killed."""
    command = [sys.executable, "-c", HOLDING, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    assert hold(folder, "one") is None
    if end == "kill":
        process.kill()
    process.communicate("\n" if end == "leave" else None, timeout=60)
    assert bool(list(folder.iterdir())) == (end == "kill")
    with hold(folder, "one") as held:  # type: ignore[union-attr]
        assert held.path.is_file()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be removed there")
def test_file_removed_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """A lock on a file that another process has just removed is no lock: a new file is made."""
    first = hold(folder, "one")
    assert first is not None
    import fcntl

    flock, left = fcntl.flock, [first]

    def meanwhile(handle: int, how: int) -> None:
        if left:
            left.pop().__exit__(None, None, None)
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", meanwhile)
    second = hold(folder, "one")
    assert second is not None
    with second:
        assert hold(folder, "one") is None


@pytest.mark.parametrize("id_", ["2024-05-01T10:00:00.000+00:00/7", "../../x", "", "é" * 500, "con"], ids=ascii)
def test_any_id(folder: Path, id_: str):
    """Whatever the id is, its lock is a file in the folder."""
    with hold(folder, id_) as held:  # type: ignore[union-attr]
        assert held.path.parent == folder


def test_folder_that_cannot_be_made(folder: Path):
    """If there can be no lock, that is said with the path."""
    folder.mkdir()
    (folder / "file").touch()
    with pytest.raises(ProgressError, match=r"the lock .* cannot be used: ") as caught:
        hold(folder / "file", "one")
    assert str(folder / "file") in caught.value.message
    assert caught.value.exit_code is ExitCode.DATA
