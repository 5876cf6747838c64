"""Taking progress out of the store, merging it into one, and forgetting it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from nkquiz.errors import InputError
from nkquiz.progress.exchange import EventRow, Progress, RoundRow
from nkquiz.progress.rows import HOLDS, add_marks, replay
from nkquiz.progress.store import Store

_HINT = "nothing was imported"
_ABOUT = "(:bank is null or bank = :bank)"
_EVENT = "at, round, seq, bank, kind, question, type, given, event.correct, seconds, confidence, undoes"


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import brought: answers and other events that were not there, and how many events were there already."""

    answers: int
    others: int
    known: int


def exported(store: Store, bank: str | None = None) -> Progress:
    """Return all progress, or that on one bank: rounds by the time they began, events by the time they happened."""
    with store.reading() as db:
        return _exported(db, bank)


def count_answers(store: Store, bank: str | None = None) -> dict[str, int]:
    """Return for each bank with answers that hold, or for this one, how many there are."""
    with store.reading() as db:
        query = f"select bank, count(*) from event where kind = 'answer' and {HOLDS} and {_ABOUT} group by bank"
        return dict(db.execute(query + " order by bank", {"bank": bank}).fetchall())


def merge(store: Store, progress: Progress, name: str) -> Merged:
    """Add what the store does not have yet, and work out the schedules of the claims concerned.

    Rounds are known by their ids, events by their round and number. Importing twice changes nothing.

    Raises:
        InputError: something contradicts itself or what the store has. Nothing is changed. `name` is the file's.
    """
    with store.writing() as db:
        kept = _exported(db, None)
        rounds = {row.id: row for row in kept.rounds}
        events = {(row.round, row.seq): row for row in kept.events}
        banks = {row.round: row.bank for row in kept.events} | {row.id: row.bank for row in kept.rounds}
        new_rounds = list(_new_rounds(progress.rounds, rounds, name))
        _check_banks(progress, banks, name)
        new_events = list(_new_events(progress.events, events, name))
        for played in new_rounds:
            db.execute(
                "insert into round (id, bank, started, settings, ended) values (?, ?, ?, ?, ?) "
                "on conflict (id) do update set ended = excluded.ended",
                (played.id, played.bank, played.started, played.settings, played.ended),
            )
        touched = set()
        for event in new_events:
            _insert(db, event)
            concerned = events[event.round, event.undoes] if event.undoes else event
            touched |= {(event.bank, claim) for claim, _, _ in concerned.marks}
        for bank, claim in sorted(touched):
            replay(db, bank, claim)
    answers = sum(event.kind == "answer" for event in new_events)
    return Merged(answers, len(new_events) - answers, len(progress.events) - len(new_events))


def forget(store: Store, bank: str | None, save: Callable[[Progress], None]) -> None:
    """Delete all progress, or that on one bank, after `save` has kept a copy of it. If that fails, all stays."""
    with store.writing() as db:
        save(_exported(db, bank))
        which = {"bank": bank}
        db.execute(f"delete from mark where event in (select id from event where {_ABOUT})", which)
        for table in ("event", "round", "schedule"):
            db.execute(f"delete from {table} where {_ABOUT}", which)


def _exported(db: sqlite3.Connection, bank: str | None) -> Progress:
    columns = "id, bank, started, settings, ended"
    rounds = db.execute(f"select {columns} from round where {_ABOUT} order by started, id", {"bank": bank})
    found = db.execute(
        f"select event.id, {_EVENT}, claim, mark.correct, rating from event left join mark on mark.event = event.id "
        f"where {_ABOUT} order by at, round, seq, place",
        {"bank": bank},
    )
    return Progress(tuple(RoundRow(*row) for row in rounds), tuple(_events(found)))


def _events(found: Iterable[tuple[Any, ...]]) -> Iterable[EventRow]:
    for _, grouped in groupby(found, itemgetter(0)):
        rows = list(grouped)
        _, at, round_id, seq, bank, kind, question, type_, given, right, seconds, confidence, undoes = rows[0][:13]
        marks = tuple((claim, bool(ok), rating) for *_, claim, ok, rating in rows if claim is not None)
        right = None if right is None else bool(right)
        asked = question, type_, given, right, seconds, confidence
        yield EventRow(round_id, seq, at, bank, kind, *asked, marks=marks, undoes=undoes)


def _insert(db: sqlite3.Connection, row: EventRow) -> None:
    values = (row.at, row.round, row.seq, row.bank, row.kind, row.question, row.type, row.given, row.right)
    cursor = db.execute(
        f"insert into event ({_EVENT.replace('event.', '')}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, row.seconds, row.confidence, row.undoes),
    )
    add_marks(db, int(cursor.lastrowid or 0), row.marks)


def _new_rounds(given: Iterable[RoundRow], kept: dict[str, RoundRow], name: str) -> Iterable[RoundRow]:
    """Yield the rounds to be written, and put them in `kept`. One that has ended meanwhile is written again."""
    seen = set()
    for number, row in enumerate(given, 1):
        where = f"{name}: round {number} ({row.id})"
        if row.id in seen:
            raise InputError(f"{where} is there twice", _HINT)
        seen.add(row.id)
        known = kept.get(row.id)
        if known is None or (known.ended is None and row.ended is not None):
            if known and not _same_round(known, row):
                raise InputError(f"{where} is another one than the one that is kept here", _HINT)
            kept[row.id] = row
            yield row
        elif not _same_round(known, row) or row.ended not in (None, known.ended):
            raise InputError(f"{where} is another one than the one that is kept here", _HINT)


def _same_round(one: RoundRow, other: RoundRow) -> bool:
    return (one.bank, one.started, one.settings) == (other.bank, other.started, other.settings)


def _check_banks(progress: Progress, banks: dict[str, str], name: str) -> None:
    """See that all events of a round are about one bank."""
    for number, played in enumerate(progress.rounds, 1):
        if banks.setdefault(played.id, played.bank) != played.bank:
            raise InputError(
                f"{name}: round {number} ({played.id}) is about another bank than the one kept here", _HINT
            )
    for number, row in enumerate(progress.events, 1):
        if banks.setdefault(row.round, row.bank) != row.bank:
            message = f"{name}: event {number} is about {row.bank}, but its round {row.round} about {banks[row.round]}"
            raise InputError(message, _HINT)


def _new_events(given: Iterable[EventRow], kept: dict[tuple[str, int], EventRow], name: str) -> Iterable[EventRow]:
    """Yield the events that are not in `kept`, and put them there."""
    new, seen = [], set()
    for number, row in enumerate(given, 1):
        where, key = f"{name}: event {number} (number {row.seq} of round {row.round})", (row.round, row.seq)
        if key in seen:
            raise InputError(f"{where} is there twice", _HINT)
        seen.add(key)
        if key not in kept:
            kept[key] = row
            new.append((where, row))
        elif kept[key] != row:
            raise InputError(f"{where} is another one than the one that is kept here", _HINT)
    for where, row in new:
        back = kept.get((row.round, row.undoes)) if row.undoes else None
        if row.undoes and (back is None or back.kind == "undo"):
            raise InputError(f"{where} takes back number {row.undoes}, which is not there", _HINT)
        yield row
