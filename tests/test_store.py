"""The log of answers: what is recorded stays, undo is an event, and no file is ever damaged or overwritten."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nkquiz.errors import ExitCode, ProgressError
from nkquiz.model import Answer
from nkquiz.progress import store as store_module
from nkquiz.progress.store import VERSION, Store

NOW = "2024-05-01T10:00:00.000+00:00"


def answer(number: int = 1, right: bool = True) -> Answer:
    return Answer(f"q{number}", f"c{number}", f"o{number}", right)


def opened(path: Path) -> Store:
    return Store(path, lambda: NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with opened(path) as made:
        yield made


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def test_new_store_is_empty(store: Store, path: Path):
    """A store makes its folder and file, and has no answers."""
    assert store.answers("bank") == []
    assert path.is_file()


def test_record(store: Store):
    """Answers come back as they were given, oldest first."""
    given = [answer(1), answer(2, right=False), answer(1)]
    ids = [store.record("bank", "round", "choice", one) for one in given]
    assert store.answers("bank") == given
    assert ids == sorted(set(ids))


def test_banks_are_kept_apart(store: Store):
    """Answers on one bank are not those on another."""
    store.record("one", "round", "choice", answer(1))
    store.record("two", "round", "choice", answer(2))
    assert store.answers("one") == [answer(1)]
    assert store.answers("two") == [answer(2)]
    assert store.answers("three") == []


def test_what_is_written(store: Store, path: Path):
    """Each answer is a row with time, round, bank, claim, question, type, and the option's id."""
    store.record("bank", "round", "truth", answer(7, right=False))
    columns = "at, round, bank, kind, claim, question, type, option, correct, undoes"
    assert rows(path, f"select {columns} from event") == [
        (NOW, "round", "bank", "answer", "c7", "q7", "truth", "o7", 0, None)
    ]


def test_undo(store: Store):
    """An answer that was taken back is no answer; the others stay."""
    first = store.record("bank", "round", "choice", answer(1))
    second = store.record("bank", "round", "choice", answer(2))
    store.undo(second)
    assert store.answers("bank") == [answer(1)]
    store.undo(first)
    assert store.answers("bank") == []
    store.record("bank", "round", "choice", answer(1))
    assert store.answers("bank") == [answer(1)]


def test_undo_deletes_nothing(store: Store, path: Path):
    """Undo is logged: the answer's row stays, and another one points at it."""
    event = store.record("bank", "round", "choice", answer(1))
    store.undo(event)
    assert rows(path, "select kind, undoes from event order by id") == [("answer", None), ("undo", event)]


@pytest.mark.parametrize("event", [0, 99, -1])
def test_undo_of_nothing(store: Store, event: int):
    """Taking back what does not exist changes nothing."""
    store.record("bank", "round", "choice", answer(1))
    store.undo(event)
    assert store.answers("bank") == [answer(1)]


def test_undo_twice(store: Store):
    """Taking an answer back twice is taking it back once."""
    event = store.record("bank", "round", "choice", answer(1))
    store.undo(event)
    store.undo(event)
    assert store.answers("bank") == []


@pytest.mark.parametrize("text", ["'; drop table event; --", "é – “x”", "", "a\nb", "x" * 10_000], ids=ascii)
def test_any_text(store: Store, text: str):
    """Ids are kept whatever they hold."""
    given = Answer(text, text, text, True)
    store.record(text, text, text, given)
    assert store.answers(text) == [given]


def test_reopening(path: Path):
    """What was answered is there in the next session."""
    with opened(path) as store:
        store.undo(store.record("bank", "round", "choice", answer(1)))
        store.record("bank", "round", "choice", answer(2))
    with opened(path) as store:
        assert store.answers("bank") == [answer(2)]
        store.record("bank", "round", "choice", answer(3))
    with opened(path) as store:
        assert store.answers("bank") == [answer(2), answer(3)]


def test_survives_without_closing(path: Path):
    """An answer is on disk when `record` returns: another connection sees it at once."""
    store = opened(path)
    store.record("bank", "round", "choice", answer(1))
    with opened(path) as other:
        assert other.answers("bank") == [answer(1)]
    store.__exit__(None, None, None)


def test_safe_against_power_cuts(store: Store):
    """The database uses WAL, and waits for the disk."""
    assert store._db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert store._db.execute("pragma synchronous").fetchone() == (2,)
    assert store._db.execute("pragma user_version").fetchone() == (VERSION,)


# Several at once


def test_two_threads(path: Path):
    """Two stores on one file at once: every answer of both is kept."""
    opened(path).__exit__(None, None, None)
    errors: list[BaseException] = []

    def play(bank: str) -> None:
        try:
            with opened(path) as store:
                for number in range(20):
                    event = store.record(bank, "round", "choice", answer(number))
                    if number % 5 == 0:
                        store.undo(event)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=play, args=(bank,)) for bank in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    expected = [answer(number) for number in range(20) if number % 5]
    with opened(path) as store:
        assert store.answers("one") == store.answers("two") == expected


def test_two_processes(path: Path):
    """Two processes at once both succeed."""
    opened(path).__exit__(None, None, None)
    code = (
        "import sys; from pathlib import Path; from nkquiz.model import Answer\n"
        "from nkquiz.progress.store import Store\n"
        "with Store(Path(sys.argv[1]), lambda: 'now') as store:\n"
        "    for n in range(20): store.record('bank', sys.argv[2], 'choice', Answer(f'q{n}', 'c', 'o', True))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("one", "two")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert rows(path, "select round, count(*) from event group by round") == [("one", 20), ("two", 20)]


def test_made_by_another_process_meanwhile(path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two processes that make the database at the same moment both succeed."""
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0)

    class Slow(sqlite3.Connection):
        """Another process comes between the first look at the file and the second."""

        alone = True

        def execute(self, *arguments, **named):
            if "sqlite_master" in arguments[0] and self.alone:
                Slow.alone = False
                with contextlib.suppress(ProgressError), opened(path):
                    pass
            return super().execute(*arguments, **named)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *arguments, **named: connect(*arguments, **named, factory=Slow))
    with opened(path) as store:
        store.record("bank", "round", "choice", answer(1))
        assert store.answers("bank") == [answer(1)]


def test_locked(path: Path, monkeypatch: pytest.MonkeyPatch):
    """If another process holds the database for too long, that is said, and nothing is lost."""
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    with opened(path) as store, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.record("bank", "round", "choice", answer(1))
        other.execute("begin immediate")
        with pytest.raises(ProgressError, match="locked"):
            store.record("bank", "round", "choice", answer(2))
        other.execute("rollback")
        store.record("bank", "round", "choice", answer(3))
        assert store.answers("bank") == [answer(1), answer(3)]


# Files that are left as they are


def database(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def filled(path: Path, count: int = 200) -> bytes:
    """Make a database with many answers at `path`, and return its bytes."""
    with opened(path) as store:
        store._db.execute("begin")
        for number in range(count):
            store.record("bank", "round", "choice", answer(number))
        store._db.execute("commit")
    return path.read_bytes()


def newer(path: Path) -> None:
    filled(path, 3)
    database(path, f"pragma user_version = {VERSION + 1}")


def half(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data[: len(data) // 2])


def first_bytes(path: Path) -> None:
    path.write_bytes(filled(path)[:60])


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all " * 400)


def page_overwritten(path: Path) -> None:
    data = bytearray(filled(path))
    data[8192:12288] = b"\xaa" * 4096
    path.write_bytes(data)


def foreign(path: Path) -> None:
    database(path, "create table recipe (name text)", "insert into recipe values ('soup')")


def foreign_with_our_version(path: Path) -> None:
    foreign(path)
    database(path, f"pragma user_version = {VERSION}")


def foreign_with_a_newer_version(path: Path) -> None:
    foreign(path)
    database(path, f"pragma user_version = {VERSION + 4}")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            newer, r"was written by a newer nkquiz \(its version is 2, this one reads 1\)", id="newer version"
        ),
        pytest.param(half, "cannot be used: database disk image is malformed", id="truncated in the middle"),
        pytest.param(first_bytes, "cannot be used: ", id="truncated in the header"),
        pytest.param(garbage, "cannot be used: file is not a database", id="garbage"),
        pytest.param(
            page_overwritten,
            "cannot be used: ",
            id="a damaged page",
        ),
        pytest.param(foreign, "is a database, but not of nkquiz", id="another program's database"),
        pytest.param(
            foreign_with_our_version,
            "is a database, but not of nkquiz",
            id="another program's database with our version number",
        ),
        pytest.param(
            foreign_with_a_newer_version,
            "is a database, but not of|newer",
            id="another program's database with a higher version number",
        ),
    ],
)
def test_refused_and_unchanged(make: Callable[[Path], None], message: str, path: Path):
    """A file that is damaged, newer, or not ours is refused, and stays byte by byte as it is."""
    path.parent.mkdir()
    make(path)
    before = path.read_bytes()
    with pytest.raises(ProgressError, match=message) as caught:
        opened(path).__exit__(None, None, None)
    assert path.read_bytes() == before
    assert str(path) in caught.value.message
    assert "--data" in caught.value.hint
    assert caught.value.exit_code is ExitCode.DATA


def test_newer_database_keeps_its_answers(path: Path):
    """After being refused, the newer nkquiz still finds everything."""
    path.parent.mkdir()
    newer(path)
    with pytest.raises(ProgressError):
        opened(path)
    assert rows(path, "select count(*) from event") == [(3,)]


def test_empty_file_is_a_new_database(path: Path):
    """A file of no bytes holds nothing that could be lost."""
    path.parent.mkdir()
    path.touch()
    with opened(path) as store:
        assert store.answers("bank") == []


@pytest.mark.parametrize("where", ["file/progress.sqlite", "file/deeper/progress.sqlite"])
def test_folder_that_cannot_be_made(where: str, tmp_path: Path):
    """If the folder can't be made, that is said with the path, and what is in the way stays."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProgressError, match="cannot be made: ") as caught:
        opened(tmp_path / where)
    assert caught.value.message.startswith(f"the folder {(tmp_path / where).parent} cannot be made: ")
    assert caught.value.hint == "use another folder with --data or NKQUIZ_HOME"
    assert (tmp_path / "file").read_text() == "in the way"


def test_folder_in_place_of_the_file(path: Path):
    """A folder of the database's name is an error too."""
    path.mkdir(parents=True)
    with pytest.raises(ProgressError, match="unable to open database file"):
        opened(path)
