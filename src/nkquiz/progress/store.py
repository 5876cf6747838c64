"""The log of answers in SQLite. One transaction an answer; undo is a logged event, nothing is ever deleted."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from nkquiz.errors import ProgressError
from nkquiz.model import Answer

VERSION = 1
BUSY_SECONDS = 10.0
_PAUSE = 0.02

_SCHEMA = """
create table event (
    id integer primary key,
    at text not null,                -- UTC, ISO 8601
    round text not null,
    bank text not null,
    kind text not null check (kind in ('answer', 'undo')),
    claim text not null,
    question text not null,
    type text not null,
    option text not null,            -- the option's id, never its position
    correct integer not null check (correct in (0, 1)),
    undoes integer references event (id)
);
create index event_by_bank on event (bank, claim);
"""

# MIGRATIONS[n] brings a database from version n to n + 1.
MIGRATIONS: tuple[str, ...] = (_SCHEMA,)


class Store:
    """The progress database at `path`, made if it is missing.

    Raises:
        ProgressError: the file is damaged, is no such database, or was written by a newer version. It is left as it is.
    """

    def __init__(self, path: Path, clock: Callable[[], str]) -> None:
        self.path = path
        self._clock = clock
        with self._errors():
            self._make_folder()
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def record(self, bank: str, round_: str, type_: str, answer: Answer) -> int:
        """Write an answer and return its id. When this returns, the answer survives a power cut."""
        row = (self._clock(), round_, bank, "answer", answer.claim, answer.question, type_, answer.option, answer.right)
        with self._errors():
            cursor = self._db.execute(
                "insert into event (at, round, bank, kind, claim, question, type, option, correct) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return int(cursor.lastrowid or 0)

    def undo(self, event: int) -> None:
        """Log that the answer with that id is taken back."""
        with self._errors():
            self._db.execute(
                "insert into event (at, round, bank, kind, claim, question, type, option, correct, undoes) "
                "select ?, round, bank, 'undo', claim, question, type, option, correct, id from event where id = ?",
                (self._clock(), event),
            )

    def answers(self, bank: str) -> list[Answer]:
        """Return the answers on a bank that were not taken back, oldest first."""
        query = (
            "select question, claim, option, correct from event where bank = ? and kind = 'answer' "
            "and id not in (select undoes from event where kind = 'undo') order by id"
        )
        with self._errors():
            rows = self._db.execute(query, (bank,)).fetchall()
        return [Answer(question, claim, option, bool(correct)) for question, claim, option, correct in rows]

    def _prepare(self) -> None:
        self._db.execute("begin immediate")  # so that no other process changes the file between two looks at it
        try:
            for number in range(self._version(), VERSION):
                for statement in MIGRATIONS[number].split(";"):
                    if statement.strip():
                        self._db.execute(statement)
                self._db.execute(f"pragma user_version = {number + 1}")
            self._db.execute("commit")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise
        self._use_wal()
        self._db.execute("pragma synchronous = full")

    def _use_wal(self) -> None:
        """Switch to WAL. SQLite does not wait for other connections here, whatever the timeout is, so we do."""
        for attempts_left in reversed(range(int(BUSY_SECONDS / _PAUSE))):
            try:
                self._db.execute("pragma journal_mode = wal")
                return
            except sqlite3.OperationalError:
                if not attempts_left:
                    raise
                time.sleep(_PAUSE)

    def _version(self) -> int:
        version = int(self._db.execute("pragma user_version").fetchone()[0])
        tables = {name for (name,) in self._db.execute("select name from sqlite_master where type = 'table'")}
        if tables and (version == 0 or "event" not in tables):
            raise ProgressError(f"{self.path} is a database, but not of nkquiz", "use another folder with --data")
        if version > VERSION:
            raise ProgressError(
                f"{self.path} was written by a newer nkquiz (its version is {version}, this one reads {VERSION})",
                "update nkquiz, or use another folder with --data",
            )
        if (state := self._db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(state)
        return version

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"the folder {self.path.parent} cannot be made: {error.strerror or error}"
            raise ProgressError(message, "use another folder with --data or NKQUIZ_HOME") from error

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ProgressError(
                f"the progress database {self.path} cannot be used: {error}",
                "it was left as it is; restore a copy, or use another folder with --data or NKQUIZ_HOME",
            ) from error
