"""The tables of the progress database, how older ones become the present ones, and what is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from nkquiz.errors import ProgressError
from nkquiz.progress.rows import replay

VERSION = 3
SMALL = 2**20  # bytes; a database up to this size is read whole when it is opened, which takes a few milliseconds

_FIRST = """
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

# The log: rounds, events, and for each answer one mark for each claim that it was about. Nothing in it is changed, but
# that a round ends, and that its questions are let go when the next one begins. The schedules follow from it.
_SECOND = """
drop index event_by_bank;
alter table event rename to event_1;
create table round (
    id text primary key,
    bank text not null,
    started text not null,           -- times are UTC, ISO 8601, with milliseconds
    settings text not null,          -- JSON
    questions text,                  -- JSON, whole; null if the round can't be gone on with here
    ended text
);
create index round_by_bank on round (bank, started);
create table event (
    id integer primary key,
    at text not null,
    round text not null,             -- rounds that were played with version 1 have no row of their own
    seq integer not null,            -- counts the events of a round from 1
    bank text not null,
    kind text not null check (kind in ('answer', 'skip', 'undo')),
    question text,                   -- null in an undo, as is all that follows but `undoes`
    type text,
    given text,                      -- null in a skip too, as is all that follows
    correct integer check (correct in (0, 1)),
    seconds real,
    confidence integer,
    undoes integer,                  -- the seq of what is taken back, in the same round
    unique (round, seq)
);
create index event_by_bank on event (bank, at);
create index event_undone on event (round, undoes) where undoes is not null;
create table mark (
    event integer not null references event (id),
    place integer not null,          -- counts the marks of an answer from 0
    claim text not null,
    correct integer not null check (correct in (0, 1)),
    rating integer not null check (rating between 1 and 4),
    primary key (event, place)
) without rowid;
create index mark_by_claim on mark (claim);
create table schedule (
    bank text not null,
    claim text not null,
    due text not null,
    state integer not null,
    step integer,
    stability real not null,
    difficulty real not null,
    last_review text not null,
    correct integer not null,        -- the last answer
    answers integer not null,
    wrong integer not null,
    primary key (bank, claim)
) without rowid;
insert into event (id, at, round, seq, bank, kind, question, type, given, correct, undoes)
    with numbered as (select *, row_number() over (partition by round order by id) as seq from event_1)
    select one.id, one.at, one.round, one.seq, one.bank, one.kind,
        iif(one.kind = 'undo', null, one.question), iif(one.kind = 'undo', null, one.type),
        iif(one.kind = 'undo', null, one.option), iif(one.kind = 'undo', null, one.correct), other.seq
    from numbered as one left join numbered as other on other.id = one.undoes
    order by one.id;
insert into mark (event, place, claim, correct, rating)
    select id, 0, claim, correct, iif(correct, 3, 1) from event_1 where kind = 'answer';
drop table event_1;
"""

# Drills of a class. Like the log of events, that of turns only grows; a drill is forgotten whole, with its students.
_THIRD = """
create table drill (
    id text primary key,
    bank text not null,
    name text not null,
    started text not null,
    settings text not null,          -- JSON
    students text not null,          -- JSON
    questions text not null,         -- JSON, whole
    ended text
);
create index drill_by_start on drill (started);
create table turn (
    drill text not null references drill (id),
    seq integer not null,            -- counts the turns of a drill from 1
    at text not null,
    kind text not null check (kind in ('answer', 'skip', 'absent', 'present', 'undo')),
    student text not null,           -- empty: the whole class
    question text not null,          -- empty in what is not about one
    variant text not null,           -- of a paper
    given text,                      -- null in all but answers, as is what follows but `undoes`
    correct integer check (correct in (0, 1)),
    seconds real,
    marks text,                      -- JSON: claim and right or wrong, for each claim
    undoes integer,                  -- the seq of what is taken back, in the same drill
    primary key (drill, seq)
) without rowid;
create index turn_undone on turn (drill, undoes) where undoes is not null;
"""


def _first(db: sqlite3.Connection) -> None:
    _run(db, _FIRST)


def _second(db: sqlite3.Connection) -> None:
    _run(db, _SECOND)
    claims = "select distinct event.bank, mark.claim from mark join event on event.id = mark.event"
    for bank, claim in db.execute(claims).fetchall():
        replay(db, bank, claim)


def _third(db: sqlite3.Connection) -> None:
    _run(db, _THIRD)


# MIGRATIONS[n] brings a database from version n to n + 1.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third)
_SECOND_TABLES = {"round", "event", "mark", "schedule"}
_KINDS = {"text": ("text",), "integer": ("integer",), "real": ("real", "integer")}
_TABLES = {1: {"event"}, 2: _SECOND_TABLES, 3: {*_SECOND_TABLES, "drill", "turn"}}


def prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring them up to date; look first whether the database at `path` is ours and sound.

    Raises:
        ProgressError: it was written by a newer version, or is not ours.
        sqlite3.Error: it is damaged, or locked for too long.
    """
    db.execute("begin")
    try:
        version = _version(db, path)
    finally:
        if db.in_transaction:  # an error, of a full disk for one, may have ended it
            db.execute("rollback")
    if version == VERSION:
        return
    db.execute("begin immediate")  # so that no other process changes the file between two looks at it
    try:
        for number in range(_version(db, path), VERSION):
            MIGRATIONS[number](db)
            db.execute(f"pragma user_version = {number + 1}")
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("pragma user_version").fetchone()[0])
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if tables and (version == 0 or not tables >= _TABLES.get(version, {"event"})):
        raise ProgressError(f"{path} is a database, but not of nkquiz", "use another folder with --data")
    if version > VERSION:
        raise ProgressError(
            f"{path} was written by a newer nkquiz (its version is {version}, this one reads {VERSION})",
            "update nkquiz, or use another folder with --data",
        )
    # SQLite itself notices on opening when the end of a file is missing. A damaged page it notices when it comes to it:
    # what is small is read whole to find that before anything is written. With a hundred thousand answers that would
    # take longer than all else, and only the schedules, which every run needs, are looked at.
    (pages,), (size,) = db.execute("pragma page_count").fetchone(), db.execute("pragma page_size").fetchone()
    if pages * size <= SMALL:
        check = "pragma quick_check(1)"
    elif "schedule" in tables:
        check = "pragma quick_check('schedule')"
    else:
        return version
    if (state := db.execute(check).fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(state)
    if pages * size <= SMALL:
        _check_kinds(db, tables)
    return version


def _check_kinds(db: sqlite3.Connection, tables: set[str]) -> None:
    """See that each cell holds what its column is for: SQLite itself takes anything anywhere.

    Raises:
        sqlite3.DatabaseError: one does not.
    """
    for table in sorted(tables & _TABLES[VERSION]):
        wrong = []
        for _, name, kind, needed, *_ in db.execute(f"pragma table_info({table})").fetchall():
            kinds = [*_KINDS[kind.lower()], *([] if needed else ["null"])]
            wrong.append(f"typeof({name}) not in ({', '.join(map(repr, kinds))})")
            if kind.lower() == "real":
                wrong.append(f"abs({name}) = 9e999")  # infinity
        if db.execute(f"select 1 from {table} where {' or '.join(wrong)} limit 1").fetchone():
            raise sqlite3.DatabaseError(f"a row of the table {table} has a value of another kind")


def _run(db: sqlite3.Connection, script: str) -> None:
    lines = (line.partition("--")[0] for line in script.splitlines())
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            db.execute(statement)
