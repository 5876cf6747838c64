"""Where things are kept fails: full, read-only, locked, damaged, newer, in the way. It is said, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SMALL_BANK
from typer.testing import CliRunner, Result

from nkquiz import files
from nkquiz.cli import app
from nkquiz.errors import InputError, NkquizError, ProgressError
from nkquiz.progress import store

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")
ANSWERS = "1\n" * 40
PLAY = "play --new -n 2 --seed 1 --bank B"
DRILL = "drill --new -n 2 --seed 1 --roster R --bank B"
OTHERS = ("drill report --format csv", "drill gradebook --for canvas", "progress reset --yes --bank B")
READING = ("stats --bank B", "due --bank B", "drill list", "drill report --bank B", "progress export --bank B")


class Place:
    """A folder with a bank, a roster, and what is kept of a round and a drill."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "kept"
        (folder / "b.yaml").write_text(SMALL_BANK, encoding="utf-8")
        (folder / "r.csv").write_text("name\nAnn\nBo\n")
        for command in (PLAY, DRILL):
            assert self.run(command).exit_code == 0
        with closing(sqlite3.connect(self.database)) as db:
            db.execute("pragma journal_mode = delete")  # all of it in one file

    @property
    def database(self) -> Path:
        return self.home / "progress.sqlite"

    def words(self, command: str) -> list[str]:
        stands = {"B": str(self.folder / "b.yaml"), "R": str(self.folder / "r.csv")}
        return [stands.get(word, word) for word in command.split()] + ["--data", str(self.home)]

    def run(self, command: str) -> Result:
        return CliRunner().invoke(app, self.words(command), input=ANSWERS)

    def error(self, command: str) -> NkquizError:
        error = self.run(command).exception
        assert isinstance(error, NkquizError), (command, error)
        return error

    def answers(self) -> int:
        with closing(sqlite3.connect(self.database)) as db:
            one, other = (f"select count(*) from {table} where kind = 'answer'" for table in ("event", "turn"))
            return int(db.execute(one).fetchone()[0]) + int(db.execute(other).fetchone()[0])


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Place(tmp_path_factory.mktemp("sound")).folder


@pytest.fixture
def place(sound: Path, tmp_path: Path) -> Place:
    copied = Place.__new__(Place)
    copied.folder = Path(shutil.copytree(sound, tmp_path / "place"))
    copied.home = copied.folder / "kept"
    return copied


def limited(place: Place, command: str, most: int) -> subprocess.CompletedProcess[str]:
    """Run a command that can make no file longer than so many bytes: to SQLite that is a full disk.

    The limit holds for what Python compiles too, and some versions keep the half of a module that they could write: so
    they are to write none.
    """
    import resource
    import signal

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "nkquiz", *place.words(command)],
        input=ANSWERS,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limit,
    )


@POSIX
@pytest.mark.parametrize("most", [0, 8192, 65_536, 73_728])
@pytest.mark.parametrize("command", [PLAY, DRILL])
def test_full(command: str, most: int, place: Place):
    """A disk that fills up at any time ends the round with a message; all that was told is kept, and can be read."""
    before = place.answers()
    done = limited(place, command, most)
    told = sum(line.startswith(("✓", "✗", "right", "wrong", "+ ", "x ")) for line in done.stdout.splitlines())
    if done.returncode:
        assert (done.returncode, done.stderr.count("nkquiz: ")) == (4, 1), done.stderr
        assert "cannot be used: " in done.stderr
        assert "make room on the disk" in done.stderr or "is the disk full" in done.stderr
    assert place.answers() >= before + told
    assert place.run("drill list").exit_code == 0


def test_full_at_the_start(place: Place, monkeypatch: pytest.MonkeyPatch):
    """What SQLite says of a full disk is not hidden by what it says of what follows."""
    with monkeypatch.context() as patched:
        patched.setattr("nkquiz.progress.schema._version", ended_by("database or disk is full"))
        assert "disk is full" in place.error("drill list").message


def ended_by(message: str) -> Callable[[sqlite3.Connection, Path], int]:
    """Return a look at the version that fails so that SQLite itself ends the transaction."""

    def fail(db: sqlite3.Connection, path: Path) -> int:
        db.execute("rollback")
        raise sqlite3.OperationalError(message)

    return fail


def as_mortal(words: list[str], typed: str = ANSWERS) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody to whom permissions apply: as root, without the right to pass over them."""
    import ctypes

    def drop() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(24, 1) or libc.prctl(24, 2):  # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            raise OSError(ctypes.get_errno(), "the right can't be given up")

    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("root may write anywhere")
    return subprocess.run(
        [sys.executable, "-m", "nkquiz", *words],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=drop if os.geteuid() == 0 else None,
    )


@POSIX
def test_read_only(place: Place):
    """In a data folder that may only be read, a round says that nothing can be kept, and nothing is forgotten."""
    paths = [place.home, *place.home.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = place.database.read_bytes()
    try:
        for command in (PLAY, DRILL):
            done = as_mortal(place.words(command))
            assert (done.returncode, done.stderr.count("cannot be used: ")) == (4, 1), done.stderr
            assert "you may write" in done.stderr
        done = as_mortal(place.words("progress reset --yes --bank B"))
        assert done.returncode in (2, 4), done.stderr
        assert "cannot be used: " in done.stderr or "cannot write" in done.stderr
        done = as_mortal(["bank", "use", "shipped", "--data", str(place.home)])
        assert (done.returncode, done.stderr) == (
            2,
            f"nkquiz: cannot write {place.home / 'banks.json'}: Permission denied\n",
        )
    finally:
        for path in paths:
            path.chmod(0o755)
    assert place.database.read_bytes() == before


@POSIX
def test_bank_in_a_read_only_folder(small_file: Path):
    """A bank that can't be written is named at the first step; nothing of it is lost, and no other file is left."""
    folder, before = small_file.parent, listed(small_file.parent)
    folder.chmod(0o555)
    try:
        keys = "r\nThe room was opened by the library.\nq\n"
        done = as_mortal(["bank", "edit", "cost", "--bank", str(small_file)], keys)
    finally:
        folder.chmod(0o755)
    assert f"Not done: cannot write {small_file}: Permission denied" in " ".join(done.stdout.split()), done
    assert (done.returncode, "Reworded" in done.stdout) == (0, False)
    assert (small_file.read_text(encoding="utf-8"), listed(folder)) == (SMALL_BANK, before)


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@POSIX
def test_cache_that_cannot_be_written(small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A cache folder that may only be read is no fault."""
    home = tmp_path / "a-home"
    (home / "cache").mkdir(parents=True)
    monkeypatch.setenv("NKQUIZ_HOME", str(home))
    (home / "cache").chmod(0o555)
    try:
        done = as_mortal(["check", "--bank", str(small_file), "The library opened a reading room in June."])
    finally:
        (home / "cache").chmod(0o755)
    assert (done.returncode, done.stderr, "supported" in done.stdout) == (0, "", True)
    assert not listed(home / "cache")


def test_locked_for_too_long(place: Place, monkeypatch: pytest.MonkeyPatch):
    """A database that another program does not let go of is named, with what to do; what was kept is there then."""
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    before = place.answers()
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("begin exclusive")
        for command in (PLAY, DRILL, *READING):
            error = place.error(command)
            assert "database is locked" in error.message
            assert "close that, and try again" in error.hint
        other.execute("rollback")
    assert place.answers() == before
    assert place.run(PLAY).exit_code == 0


@pytest.mark.parametrize("command", [PLAY, DRILL, *READING, *OTHERS])
def test_newer(command: str, place: Place):
    """A database of a newer nkquiz is left byte by byte as it is, by the commands of drills too."""
    with closing(sqlite3.connect(place.database)) as db:
        db.execute("pragma user_version = 99")
    before = place.database.read_bytes()
    error = place.error(command)
    assert isinstance(error, ProgressError)
    assert error.message.endswith("was written by a newer nkquiz (its version is 99, this one reads 3)")
    assert place.database.read_bytes() == before


DAMAGE = (
    "update drill set name = x'ff'",
    "update drill set started = 'yesterday'",
    "update drill set ended = 5",
    "update drill set settings = '[]'",
    "update drill set students = '{'",
    "update drill set students = '[1]'",
    "update drill set questions = '[{}]'",
    "update turn set marks = '[1]'",
    "update turn set given = x'fffe'",
    "update turn set student = 'nobody'",
    "update turn set seconds = 9e999",
    "update round set started = 'x'",
    "update round set settings = '[]'",
    "update event set given = x'ff'",
    "update event set at = '0001-01-01T00:00:00.000+14:00'",
    "update event set seconds = 9e999",
    "update schedule set stability = -1",
    "update schedule set state = 77",
    "update schedule set difficulty = 1e300",
    "update schedule set due = '9999-12-31T23:59:59.000+00:00'",
    "drop table turn",
    "delete from turn",
    "alter table turn drop column given",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged(damage: str, place: Place):
    """Whatever a row has become, each command does its work or names the database; nobody sees an internal error."""
    with closing(sqlite3.connect(place.database)) as db:
        db.execute("pragma ignore_check_constraints = 1")
        db.execute(damage)
        db.commit()
    for command in (*READING, *OTHERS, "play --bank B", "drill --bank B --roster R"):
        error = place.run(command).exception
        assert error is None or isinstance(error, SystemExit | NkquizError), (command, error)
        if isinstance(error, ProgressError):
            assert str(place.database) in error.message
            assert "it was left as it is" in error.hint or "not of nkquiz" in error.message


@pytest.mark.parametrize("length", [1000, 4096, 20_000, 40_000])
def test_cut_short(length: int, place: Place):
    """A database whose end is missing is refused, for drills too, and stays as it is."""
    with place.database.open("r+b") as file:
        file.truncate(length)
    before = place.database.read_bytes()
    for command in (PLAY, DRILL, *READING):
        assert isinstance(place.error(command), ProgressError)
    assert place.database.read_bytes() == before


def in_the_way(folder: Path, what: str) -> Path:
    home = folder / "home-of"
    if what == "a file":
        home.write_text("x")
    elif what == "below a file":
        home.write_text("x")
        return home / "kept"
    else:
        home.symlink_to(home if what == "a link to itself" else folder / "nowhere" / "deep")
    return home


WAYS = ["a file", "below a file", *(["a link to itself", "a link to nothing"] if sys.platform != "win32" else [])]


@pytest.mark.parametrize("what", WAYS)
def test_home_that_is_no_folder(what: str, small_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """NKQUIZ_HOME that is no folder: checking works without it, and what needs it says why it can't be one."""
    home = in_the_way(tmp_path, what)
    monkeypatch.setenv("NKQUIZ_HOME", str(home))
    why = {"a file": "a file has its name", "below a file": os.strerror(errno.ENOTDIR)}.get(what, "it is a link that ")
    run = CliRunner().invoke
    for given in (["play", "--bank", str(small_file)], ["drill", "list"], ["stats", "--bank", str(small_file)]):
        error = run(app, given, input=ANSWERS).exception
        if what == "a link to itself" and not isinstance(error, ProgressError):
            assert isinstance(error, InputError)  # a bank that is named may be one of the library there
            continue
        assert isinstance(error, ProgressError), error
        assert error.message.startswith(f"the folder {home} cannot be made: {why}")
        assert "NKQUIZ_HOME" in error.hint
    done = run(app, ["check", "--bank", str(small_file), "The library opened a reading room in June."])
    assert (done.exit_code, "supported" in done.output) == (0, True), done.output
    assert isinstance(run(app, ["bank", "add", str(small_file)]).exception, InputError)


@POSIX
def test_output_behind_a_dangling_link(tmp_path: Path):
    """What is written through a link whose folder is gone is refused; through one whose file is gone, it comes back."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone" / "file")
    from nkquiz.cli.output import write_file

    with pytest.raises(InputError, match="there is no such folder"):
        write_file(link, "x", force=True)
    (tmp_path / "gone").mkdir()
    write_file(link, "x", force=False)
    assert (tmp_path / "gone" / "file").read_text() == "x"


def test_folder_that_cannot_be_made(tmp_path: Path):
    """Why a folder can't be made is told by what has its name; one that is there is no fault."""
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="a file has its name"):
        files.make_folder(tmp_path / "file")
    files.make_folder(tmp_path)
