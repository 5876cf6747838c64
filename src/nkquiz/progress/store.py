"""The log of answers in SQLite. One transaction an answer, with the new schedules; undo is a logged event."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from json import JSONDecodeError
from pathlib import Path
from types import TracebackType

from nkquiz.errors import ProgressError
from nkquiz.files import make_folder
from nkquiz.model import Answer, Question, Settings
from nkquiz.progress import rows
from nkquiz.progress.records import (
    KeptRound,
    Logged,
    questions_from,
    questions_text,
    settings_from,
    settings_text,
    time_text,
)
from nkquiz.progress.rows import time_from
from nkquiz.progress.schedule import Review, Scheduled, ratings
from nkquiz.progress.schema import prepare

BUSY_SECONDS = 10.0
_PAUSE = 0.02
_ELSEWHERE = "use another folder with --data or NKQUIZ_HOME"
_HINTS = {
    sqlite3.SQLITE_BUSY: "another program has had it for too long: close that, and try again; nothing is lost",
    sqlite3.SQLITE_FULL: f"make room on the disk, or {_ELSEWHERE}; what was kept before is still there",
    sqlite3.SQLITE_IOERR: f"is the disk full, or gone? if so, mend that, or {_ELSEWHERE}; what was kept is kept",
    sqlite3.SQLITE_READONLY: f"it and its folder must be such that you may write there; or {_ELSEWHERE}",
    sqlite3.SQLITE_CANTOPEN: f"its folder must be one that you may write to; or {_ELSEWHERE}",
}
_DAMAGED = (UnicodeDecodeError, JSONDecodeError)  # a text in the database, or in a message of SQLite


class Store:
    """The progress database at `path`, made if it is missing. `clock` returns the time, with a time zone.

    Raises:
        ProgressError: the file is damaged, is no such database, or was written by a newer version. It is left as it is.
            Every method raises it too: when the database is locked for too long, full, or found to be damaged.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        with self._errors():
            self._make_folder()
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                prepare(self._db, path)
                self._use_wal()
                self._db.execute("pragma synchronous = full")
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def now(self) -> datetime:
        """Return the time, by the clock that was handed in."""
        return self._clock()

    def begin(self, bank: str, settings: Settings, questions: Sequence[Question]) -> str:
        """Write that a round begins, and return its id, which no other round anywhere has.

        The questions are kept whole, so that the round goes on the same when the bank has been edited meanwhile. Those
        of the bank's earlier rounds are let go: only the newest is ever gone on with.
        """
        with self.writing() as db:
            db.execute("update round set questions = null where bank = ? and questions is not null", (bank,))
            id_ = str(db.execute("select lower(hex(randomblob(12)))").fetchone()[0])
            row = (id_, bank, time_text(self._clock()), settings_text(settings), questions_text(questions))
            db.execute("insert into round (id, bank, started, settings, questions) values (?, ?, ?, ?, ?)", row)
            return id_

    def last_round(self, bank: str) -> KeptRound | None:
        """Return the round of the bank that was begun last in this database, whether it ended or not.

        None if there is none, or if this version does not know its kind of question.
        """
        with self.reading() as db:
            row = db.execute(
                "select id, started, settings, questions, ended from round where bank = ? and questions is not null "
                "order by started desc, rowid desc limit 1",
                (bank,),
            ).fetchone()
            if row is None:
                return None
            id_, started, settings, questions, ended = row
            began = time_from(started)
            # In the order of the steps: a round goes on where it was left, whatever the clock says.
            steps = sorted(rows.answers(db, "event.round = ?", id_), key=lambda step: step[2])
        given = tuple(answer for *_, answer in steps)
        try:
            asked, how = questions_from(questions), settings_from(settings)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return KeptRound(id_, bank, began, how, asked, given, ended is not None)

    def record(self, round_id: str, question: Question, answer: Answer | None) -> dict[str, datetime]:
        """Write the answer to a question of a round (None: it was skipped), and when each claim of it is due now.

        Who was wrong, saw what is right (in an exam nobody does) and took the answer back has not remembered it: the
        new answer may count as right, but is due as one that is wrong.

        Returns the claims with these times. When this returns, all of it survives a power cut.
        """
        with self.writing() as db:
            (bank, settings), at = self._round(round_id), time_from(time_text(self._clock()))
            if answer is None:
                rows.add_event(db, at, round_id, bank, "skip", question=question.id, type=question.type)
                return {}
            told = frozenset() if settings.exam else rows.missed(db, round_id, question.id)
            event = rows.add_event(
                db,
                at,
                round_id,
                bank,
                "answer",
                question=answer.question,
                type=answer.type,
                given=answer.given.encode(errors="replace").decode(),  # a terminal may send half a character
                correct=answer.right,
                seconds=answer.seconds,
                confidence=answer.confidence,
            )
            rated = list(zip(answer.marks, ratings(question, answer, told), strict=True))
            rows.add_marks(db, event, ((mark.claim, mark.right, rating) for mark, rating in rated))
            return {
                mark.claim: rows.advance(db, bank, mark.claim, Review(at, mark.right, rating)) for mark, rating in rated
            }

    def undo(self, round_id: str) -> bool:
        """Log that the last step of a round that still holds, an answer or a skip, is taken back, and work out again
        when its claims are due. Returns whether there was one."""
        with self.writing() as db:
            row = db.execute(
                f"select id, seq, bank from event where round = ? and kind != 'undo' and {rows.HOLDS} "
                "order by seq desc limit 1",
                (round_id,),
            ).fetchone()
            if row is None:
                return False
            event, seq, bank = row
            rows.add_event(db, self._clock(), round_id, bank, "undo", undoes=seq)
            for (claim,) in db.execute("select claim from mark where event = ?", (event,)).fetchall():
                rows.replay(db, bank, claim)
            return True

    def end(self, round_id: str) -> None:
        """Write that a round has come to its end."""
        with self.writing() as db:
            db.execute(
                "update round set ended = ? where id = ? and ended is null", (time_text(self._clock()), round_id)
            )

    def scheduled(self, bank: str) -> dict[str, Scheduled]:
        """Return for each claim that was answered when it is due, and how it went."""
        with self.reading() as db:
            return rows.schedules(db, bank)

    def log(self, bank: str) -> list[Logged]:
        """Return the answers on a bank that were not taken back, oldest first."""
        with self.reading() as db:
            return [
                Logged(
                    time_from(at),
                    round_id,
                    answer.question,
                    answer.type,
                    answer.right,
                    answer.marks,
                    answer.seconds,
                    answer.confidence,
                )
                for at, round_id, _, answer in rows.answers(db, "event.bank = ? and kind = 'answer'", bank)
                if answer
            ]

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one transaction: all of it happens, or nothing. Nobody else writes meanwhile."""
        with self._transaction("begin immediate") as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Run the block on one state of the database, whoever writes meanwhile."""
        with self._transaction("begin") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._errors():
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise

    def _round(self, round_id: str) -> tuple[str, Settings]:
        row = self._db.execute("select bank, settings from round where id = ?", (round_id,)).fetchone()
        if row is None:
            raise ProgressError(
                f"the round that is being played is no longer in {self.path}",
                "was the progress reset meanwhile? `nkquiz play` begins a new one",
            )
        return str(row[0]), settings_from(row[1])

    def _use_wal(self) -> None:
        """Switch to WAL. SQLite does not wait for other connections here, whatever the timeout is, so we do."""
        for attempts_left in reversed(range(int(BUSY_SECONDS / _PAUSE) or 1)):
            try:
                self._db.execute("pragma journal_mode = wal")
                return
            except sqlite3.OperationalError:
                if not attempts_left:
                    raise
                time.sleep(_PAUSE)

    def _make_folder(self) -> None:
        try:
            make_folder(self.path.parent)
        except OSError as error:
            message = f"the folder {self.path.parent} cannot be made: {error.strerror or error}"
            raise ProgressError(message, _ELSEWHERE) from error

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Say of every error that SQLite or the system reports where it happened, and what to do."""
        try:
            yield
        except (sqlite3.Error, OSError, *_DAMAGED) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says more than is needed
            hint = _HINTS.get(code, f"it was left as it is; restore a copy, or {_ELSEWHERE}")
            raise ProgressError(f"the progress database {self.path} cannot be used: {error}", hint) from error
