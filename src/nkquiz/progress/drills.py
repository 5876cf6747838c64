"""The drills of classes in the progress database: one transaction a turn, and undo is a logged turn."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from nkquiz.errors import InputError, ProgressError
from nkquiz.model import Answer, Drill, DrillMode, DrillSettings, Mark, Question, Student, Turn, TurnKind
from nkquiz.progress.records import questions_from, questions_text, time_text
from nkquiz.progress.rows import time_from
from nkquiz.progress.store import Store

_COLUMNS = "id, bank, name, started, settings, students, questions, ended"
_HOLDS = "not exists (select 1 from turn as undo where undo.drill = turn.drill and undo.undoes = turn.seq)"
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, sqlite3.DatabaseError)


@dataclass(frozen=True, slots=True)
class Listed:
    """A drill in the list of all: how many students and questions it has, and how many answers it holds."""

    id: str
    bank: str
    name: str
    mode: DrillMode
    started: datetime
    ended: datetime | None
    students: int
    questions: int
    answers: int


class Drills:
    """The drills in a progress database.

    Raises:
        ProgressError: from every method, as from those of the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(
        self, bank: str, name: str, settings: DrillSettings, students: Sequence[Student], questions: Sequence[Question]
    ) -> Drill:
        """Write that a drill begins, and return it."""
        with self._store.writing() as db:
            return self._begin(db, bank, name, settings, students, questions)

    def marked(
        self,
        bank: str,
        name: str,
        settings: DrillSettings,
        students: Sequence[Student],
        questions: Sequence[Question],
        turns: Iterable[Turn],
    ) -> tuple[Drill, bool]:
        """Write a whole drill that is over, as one transaction, and return it, and whether one gave way to it: one of
        the same bank, mode and name, with the same questions and some of the same students.

        Raises:
            InputError: there is one of that name with other questions or students. Nothing is written.
        """
        with self._store.writing() as db:
            rows = db.execute(f"select {_COLUMNS} from drill where bank = ? and name = ?", (bank, name)).fetchall()
            former = [old for old in map(self._drill, rows) if old.settings.mode is settings.mode]
            for old in former:
                if not _is_of(old, students, questions):
                    raise InputError(
                        f"'{name}' has the marks of another paper or class", "give this one another --name"
                    )
                self._delete(db, old.id)
            drill = self._begin(db, bank, name, settings, students, questions)
            self._add(db, drill.id, turns)
            self._end(db, drill.id)
            return drill, bool(former)

    def record(self, drill: str, *turns: Turn) -> None:
        """Write turns of the drill with that id, all or none. When this returns, they survive a power cut."""
        with self._store.writing() as db:
            if db.execute("select 1 from drill where id = ?", (drill,)).fetchone() is None:
                raise ProgressError(
                    f"the drill that is being played is no longer in {self._store.path}", "was it deleted meanwhile?"
                )
            self._add(db, drill, turns)

    def undo(self, drill: str) -> bool:
        """Log that the last turn that still holds is taken back. Returns whether there was one."""
        with self._store.writing() as db:
            query = f"select max(seq) from turn where drill = ? and kind != 'undo' and {_HOLDS}"
            (last,) = db.execute(query, (drill,)).fetchone()
            if last is not None:
                self._insert(db, drill, "undo", undoes=last)
            return last is not None

    def end(self, drill: str) -> None:
        """Write that a drill has come to its end."""
        with self._store.writing() as db:
            self._end(db, drill)

    def delete(self, drill: str) -> None:
        """Forget a drill, its students and all that they answered."""
        with self._store.writing() as db:
            self._delete(db, drill)

    def listed(self) -> list[Listed]:
        """Return all drills, the newest first."""
        query = (
            "select id, bank, name, json_extract(settings, '$.mode'), started, ended, json_array_length(students), "
            "json_array_length(questions), "
            f"(select count(*) from turn where drill = drill.id and kind = 'answer' and {_HOLDS}) "
            "from drill order by started desc, rowid desc"
        )
        with self._store.reading() as db, self._damage():
            return [
                Listed(id_, bank, name, DrillMode(mode), time_from(began), time_from(ended) if ended else None, *counts)
                for id_, bank, name, mode, began, ended, *counts in db.execute(query).fetchall()
            ]

    def last_open(self, bank: str) -> Drill | None:
        """Return the drill of a bank that was begun last, if it has not ended; None if there is none. Papers don't
        count: they are never open."""
        query = (
            f"select {_COLUMNS} from drill where bank = ? and json_extract(settings, '$.mode') != ? "
            "order by started desc, rowid desc limit 1"
        )
        with self._store.reading() as db:
            row = db.execute(query, (bank, DrillMode.PAPER)).fetchone()
        return self._drill(row) if row and row[-1] is None else None

    def found(self, which: str) -> Drill:
        """Return the drill with that name, or whose id begins so; for an empty text, the newest of all.

        Raises:
            InputError: there is none, or there are several.
        """
        with self._store.reading() as db:
            query = f"select {_COLUMNS} from drill where {{}} order by started desc, rowid desc"
            rows = named = db.execute(query.format("name = ?"), (which,)).fetchall() if which else []
            rows = rows or db.execute(query.format("substr(id, 1, length(?)) = ?"), (which, which)).fetchall()
        if not rows:
            raise InputError(
                f"there is no drill '{which}'" if which else "there is no drill yet",
                "`nkquiz drill list` has them all" if which else "`nkquiz drill` begins one",
            )
        if len(named) > 1:
            listed = "\n".join(f"  {_told(id_, began)}" for id_, _, _, began, *_ in named)
            raise InputError(f"several drills are called '{which}':\n{listed}", "give an id instead of the name")
        if which and len(rows) > 1:
            raise InputError(f"several drills begin with '{which}'", "give more of the id; see `nkquiz drill list`")
        return self._drill(rows[0])

    def turns(self, drill: str) -> tuple[Turn, ...]:
        """Return what happened in a drill and was not taken back, in order.

        Raises:
            InputError: the drill is no longer there.
        """
        query = (
            "select turn.kind, student, question, variant, given, correct, seconds, marks from turn "
            f"where drill = ? and kind != 'undo' and {_HOLDS} order by seq"
        )
        with self._store.reading() as db, self._damage():
            types = {q.id: q.type for q in self._drill(self._row(db, drill)).questions}
            return tuple(self._turn(row, types) for row in db.execute(query, (drill,)))

    def _row(self, db: sqlite3.Connection, drill: str) -> Any:
        row = db.execute(f"select {_COLUMNS} from drill where id = ?", (drill,)).fetchone()
        if row is None:
            raise InputError("the drill is no longer there", "was it deleted? `nkquiz drill list` has them all")
        return row

    def _begin(
        self,
        db: sqlite3.Connection,
        bank: str,
        name: str,
        settings: DrillSettings,
        students: Sequence[Student],
        questions: Sequence[Question],
    ) -> Drill:
        id_ = str(db.execute("select lower(hex(randomblob(12)))").fetchone()[0])
        started = time_text(self._store.now())
        row = (
            id_,
            bank,
            name,
            started,
            json.dumps(asdict(settings)),
            json.dumps([asdict(student) for student in students], ensure_ascii=False),
            questions_text(questions),
        )
        db.execute(f"insert into drill ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, null)", row)
        return Drill(id_, bank, name, time_from(started), settings, tuple(students), tuple(questions))

    def _add(self, db: sqlite3.Connection, drill: str, turns: Iterable[Turn]) -> None:
        for turn in turns:
            values: dict[str, Any] = {"student": turn.student, "question": turn.question, "variant": turn.variant}
            if answer := turn.answer:
                given = answer.given.encode(errors="replace").decode()  # a terminal may send half a character
                marks = json.dumps([[mark.claim, mark.right] for mark in answer.marks])
                values |= {"question": answer.question, "given": given, "correct": answer.right}
                values |= {"seconds": answer.seconds, "marks": marks}
            self._insert(db, drill, turn.kind, **values)

    def _insert(self, db: sqlite3.Connection, drill: str, kind: str, **values: Any) -> None:
        values = {"student": "", "question": "", "variant": ""} | values
        db.execute(
            f"insert into turn (drill, at, kind, {', '.join(values)}, seq) values (?, ?, ?, "
            f"{', '.join('?' * len(values))}, (select coalesce(max(seq), 0) + 1 from turn where drill = ?))",
            (drill, time_text(self._store.now()), kind, *values.values(), drill),
        )

    def _end(self, db: sqlite3.Connection, drill: str) -> None:
        now = time_text(self._store.now())
        db.execute("update drill set ended = ? where id = ? and ended is null", (now, drill))

    def _delete(self, db: sqlite3.Connection, drill: str) -> None:
        db.execute("delete from turn where drill = ?", (drill,))
        db.execute("delete from drill where id = ?", (drill,))

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Say of a row that can't be read in which file it is."""
        try:
            yield
        except _UNREADABLE as error:
            message = f"a drill in {self._store.path} can't be read: {error}"
            raise ProgressError(message, "it was left as it is") from error

    def _drill(self, row: Any) -> Drill:
        id_, bank, name, started, settings, students, questions, ended = row
        try:
            how: dict[str, Any] = json.loads(settings)
            return Drill(
                id_,
                bank,
                name,
                time_from(started),
                DrillSettings(**how | {"mode": DrillMode(how["mode"])}),
                tuple(Student(**student) for student in json.loads(students)),
                questions_from(questions),
                time_from(ended) if ended else None,
            )
        except _UNREADABLE as error:
            raise ProgressError(
                f"the drill '{name}' in {self._store.path} can't be read: {error}", "it was left as it is"
            ) from error

    def _turn(self, row: Any, types: dict[str, str]) -> Turn:
        kind, student, question, variant, given, correct, seconds, marks = row
        if kind != TurnKind.ANSWER:
            return Turn(TurnKind(kind), student, question, variant=variant)
        right_about = tuple(Mark(claim, right) for claim, right in json.loads(marks))
        answer = Answer(question, types.get(question, ""), given, bool(correct), right_about, seconds)
        return Turn(TurnKind.ANSWER, student, question, answer, variant)


def _is_of(drill: Drill, students: Sequence[Student], questions: Sequence[Question]) -> bool:
    """Say whether a drill is of these questions and, in part at least, these students."""
    ids = {student.id for student in students}
    known = {student.id for student in drill.students}
    return {q.id for q in drill.questions} == {q.id for q in questions} and (bool(ids & known) or ids == known)


def _told(id_: str, began: str) -> str:
    """Return how a drill is told from others of its name: how its id begins, and when it began, in local time."""
    return f"{id_[:8]} of {time_from(began).astimezone():%Y-%m-%d %H:%M}"
