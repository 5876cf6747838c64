"""The tables of an Anki collection, in the old form (all settings as JSON in one row) and in the new one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_STEPS = 1000  # thousand steps of the database's engine, after which a query is given up
_WITH_LOG, _WITHOUT_LOG = b"\2\2", b"\1\1"  # how an SQLite file says that it has a write-ahead log
_BETWEEN_FIELDS, _BETWEEN_DECKS = "\x1f", "\x1f"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its fields as HTML with their names, the kind it is of, its deck, and how many cards it gives."""

    fields: tuple[str, ...]
    names: tuple[str, ...]
    kind: str
    deck: str
    cards: int


def notes(database: bytes) -> Iterator[Note]:
    """Yield the notes of a collection, in the order in which they were made.

    Raises:
        sqlite3.Error: it is no such database, or damaged.
        ValueError: its settings are damaged.
    """
    connection = sqlite3.connect(":memory:")
    try:
        _load(connection, database)
        names, kinds, decks = _settings(connection)
        query = (
            "SELECT n.id, n.mid, n.flds, min(c.did), count(c.id) FROM notes n LEFT JOIN cards c ON c.nid = n.id "
            "GROUP BY n.id ORDER BY n.id"
        )
        for _, mid, fields, did, cards in connection.execute(query):
            kind = str(mid)
            yield Note(
                tuple(str(fields).split(_BETWEEN_FIELDS)),
                names.get(kind, ()),
                kinds.get(kind, ""),
                decks.get(str(did), ""),
                cards,
            )
    finally:
        connection.close()


def _load(connection: sqlite3.Connection, database: bytes) -> None:
    """Take in a database that a stranger may have made: no views, no triggers, no query without end."""
    steps = iter(range(_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    if not database:
        raise ValueError("it is empty")
    if database[18:20] == _WITH_LOG:  # Anki's newer form; in memory there is no place for a log
        database = database[:18] + _WITHOUT_LOG + database[20:]
    connection.deserialize(database)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.create_collation("unicase", lambda one, two: (one > two) - (one < two))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"notes", "cards", "col"} <= tables:
        raise ValueError("it has no notes and cards")


def _settings(connection: sqlite3.Connection) -> tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]:
    """Return the names of the fields and the name of each kind of note, and the last part of each deck's name."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if {"notetypes", "fields", "decks"} <= tables:
        kinds = {str(id_): str(name) for id_, name in connection.execute("SELECT id, name FROM notetypes")}
        names: dict[str, tuple[str, ...]] = {}
        for kind, _, name in sorted(connection.execute("SELECT ntid, ord, name FROM fields")):
            names[str(kind)] = (*names.get(str(kind), ()), str(name))
        decks = {str(id_): str(name) for id_, name in connection.execute("SELECT id, name FROM decks")}
    else:
        (models, decks_), *_ = connection.execute("SELECT models, decks FROM col").fetchall() or [("{}", "{}")]
        loaded: dict[str, Any] = json.loads(models)
        kinds = {id_: str(model["name"]) for id_, model in loaded.items()}
        names = {id_: tuple(str(field["name"]) for field in model["flds"]) for id_, model in loaded.items()}
        decks = {id_: str(deck["name"]) for id_, deck in json.loads(decks_).items()}
    last = {id_: name.replace("::", _BETWEEN_DECKS).split(_BETWEEN_DECKS)[-1] for id_, name in decks.items()}
    return names, kinds, last
