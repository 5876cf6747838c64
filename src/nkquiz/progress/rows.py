"""Reading and writing rows of the progress database inside a transaction that somebody else has begun."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from nkquiz.model import Answer, Mark
from nkquiz.progress import records
from nkquiz.progress.records import time_text
from nkquiz.progress.schedule import Rating, Review, Scheduled, replayed, reviewed

# True of an event that no later one takes back.
HOLDS = "not exists (select 1 from event as undo where undo.round = event.round and undo.undoes = event.seq)"

_STATES = (1, 2, 3)  # of FSRS: learning, review, relearning
_FOREVER = 1e6  # days of stability
_SCHEDULE = "due, state, step, stability, difficulty, last_review, correct, answers, wrong"


def time_from(text: str) -> datetime:
    """Return a time that stands in the database.

    Raises:
        sqlite3.DatabaseError: it is none.
    """
    try:
        return records.time_from(text)
    except (ValueError, OverflowError) as error:
        raise sqlite3.DatabaseError(f"{text!r} is no time") from error


def add_event(
    db: sqlite3.Connection, at: datetime, round_id: str, bank: str, kind: str, **columns: str | float | None
) -> int:
    """Write an event as the next one of its round, and return its id."""
    names = ["at", "round", "bank", "kind", *columns]
    cursor = db.execute(
        f"insert into event ({', '.join(names)}, seq) values ({', '.join('?' * len(names))}, "
        "(select coalesce(max(seq), 0) + 1 from event where round = ?))",
        (time_text(at), round_id, bank, kind, *columns.values(), round_id),
    )
    return int(cursor.lastrowid or 0)


def add_marks(db: sqlite3.Connection, event: int, marks: Iterable[tuple[str, bool, int]]) -> None:
    """Write the marks of an answer: claim, right, rating."""
    rows = [(event, place, *mark) for place, mark in enumerate(marks)]
    db.executemany("insert into mark (event, place, claim, correct, rating) values (?, ?, ?, ?, ?)", rows)


def missed(db: sqlite3.Connection, round_id: str, question: str) -> frozenset[str]:
    """Return the claims that an answer to a question of a round was wrong about, taken back or not."""
    rows = db.execute(
        "select claim from mark join event on event.id = mark.event "
        "where round = ? and question = ? and kind = 'answer' and not mark.correct",
        (round_id, question),
    )
    return frozenset(claim for (claim,) in rows)


def schedule(db: sqlite3.Connection, bank: str, claim: str) -> Scheduled | None:
    """Return the schedule of a claim, or None if there is none."""
    row = db.execute(f"select {_SCHEDULE} from schedule where bank = ? and claim = ?", (bank, claim)).fetchone()
    return _scheduled(row) if row else None


def schedules(db: sqlite3.Connection, bank: str) -> dict[str, Scheduled]:
    """Return the schedules of all claims of a bank that have one."""
    rows = db.execute(f"select claim, {_SCHEDULE} from schedule where bank = ?", (bank,))
    return {claim: _scheduled(row) for claim, *row in rows}


def advance(db: sqlite3.Connection, bank: str, claim: str, review: Review) -> datetime:
    """Bring a claim's schedule up to date after its last mark was written, and return when the claim is due."""
    kept = schedule(db, bank, claim)
    if kept and review.at <= kept.last_review:  # the clock went back: the order of the log is that of its times
        found = replay(db, bank, claim)
        assert found is not None
        return found.due
    kept = reviewed(kept, review)
    _keep(db, bank, claim, kept)
    return kept.due


def replay(db: sqlite3.Connection, bank: str, claim: str) -> Scheduled | None:
    """Work a claim's schedule out from the log, write it, and return it; None if no answer holds any more."""
    rows = db.execute(
        "select event.at, mark.correct, mark.rating from mark join event on event.id = mark.event "
        f"where mark.claim = ? and event.bank = ? and {HOLDS} order by event.at, event.round, event.seq, mark.place",
        (claim, bank),
    )
    found = replayed(Review(time_from(at), bool(right), Rating(rated)) for at, right, rated in rows)
    if found is None:
        db.execute("delete from schedule where bank = ? and claim = ?", (bank, claim))
    else:
        _keep(db, bank, claim, found)
    return found


def answers(db: sqlite3.Connection, where: str, *values: str) -> Iterator[tuple[str, str, int, Answer | None]]:
    """Yield time, round, number in it, and answer of each step that holds, in the order of time; skips have None.

    `where` chooses among the columns of `event`."""
    rows = db.execute(
        "select event.id, at, round, seq, kind, question, type, given, event.correct, seconds, confidence, "
        "mark.claim, mark.correct from event left join mark on mark.event = event.id "
        f"where {where} and kind != 'undo' and {HOLDS} order by at, round, seq, place",
        values,
    )
    for _, found in groupby(rows, itemgetter(0)):
        (_, at, round_id, seq, kind, question, type_, given, correct, seconds, confidence, *first), *others = found
        answer = None
        if kind == "answer":
            pairs = [first, *(other[-2:] for other in others)]
            marks = tuple(Mark(claim, bool(right)) for claim, right in pairs if claim is not None)
            answer = Answer(question, type_, given, bool(correct), marks, seconds, confidence)
        yield at, round_id, seq, answer


def _keep(db: sqlite3.Connection, bank: str, claim: str, kept: Scheduled) -> None:
    db.execute(
        f"insert or replace into schedule (bank, claim, {_SCHEDULE}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            bank,
            claim,
            time_text(kept.due),
            kept.state,
            kept.step,
            kept.stability,
            kept.difficulty,
            time_text(kept.last_review),
            kept.right,
            kept.answers,
            kept.wrong,
        ),
    )


def _scheduled(row: Any) -> Scheduled:
    due, state, step, stability, difficulty, last_review, correct, count, wrong = row
    due, last_review = time_from(due), time_from(last_review)
    if state not in _STATES or not 0 < stability < _FOREVER or not 1 <= difficulty <= 10:
        raise sqlite3.DatabaseError("a schedule is none that there can be")
    return Scheduled(due, state, step, stability, difficulty, last_review, bool(correct), count, wrong)
