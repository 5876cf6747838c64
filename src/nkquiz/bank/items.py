"""A file in the cache folder that holds many things, each under a kind and a key, and each read when it is needed.

It is an SQLite database that is written once, whole or not at all, and only read from then on. So what is kept of a
bank may be larger than what one would want in memory, and two processes never wait for each other.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, overload

from nkquiz.errors import InputError

T = TypeVar("T")
K = TypeVar("K", str, int)
_NAME = "nkquiz items 1"
_PAGES = 8 * 1024  # KiB of the file that SQLite keeps at hand


class Damaged(InputError):
    """A file in the cache folder is not what was written. It has been removed."""


class Items:
    """The things in a file. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`.

        Raises:
            Damaged: it is missing, or no such file.
        """
        self.path = path
        self._lock = threading.Lock()
        try:
            size = path.stat().st_size
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"  # nobody writes to it: no locks are needed
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            weakref.finalize(self, self._db.close)
            self._db.execute(f"pragma cache_size = -{_PAGES}")
            ((pages,),), ((page,),) = (self._db.execute(f"pragma {what}") for what in ("page_count", "page_size"))
            ((name,),) = self._db.execute("select name from file")
        except FileNotFoundError as error:
            raise Damaged(f"there is no {path}") from error
        except (OSError, ValueError, sqlite3.Error) as error:
            raise self.damaged() from error
        if name != _NAME or size != pages * page:
            raise self.damaged()

    def get(self, kind: str, key: str | int, loads: Callable[[bytes], T]) -> T | None:
        """Return what is kept as `kind` under `key`, as `loads` reads it; None where there is nothing.

        Raises:
            Damaged: the file, or what `loads` was given, is damaged.
        """
        try:
            with self._lock:
                row = self._db.execute("select data from item where kind = ? and key = ?", (kind, key)).fetchone()
            return loads(row[0]) if row else None
        except Exception as error:  # whatever comes of reading data that are damaged
            raise self.damaged() from error

    def keys(self, kind: str) -> list[str | int]:
        """Return the keys of all that is kept as `kind`, in order.

        Raises:
            Damaged: the file is damaged.
        """
        try:
            with self._lock:
                rows = self._db.execute("select key from item where kind = ? order by key", (kind,)).fetchall()
        except sqlite3.Error as error:
            raise self.damaged() from error
        return [key for (key,) in rows]

    def damaged(self) -> Damaged:
        """Remove the file, so that the next process makes a good one, and return what is to be raised."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        return Damaged(f"{self.path} is damaged", "it can be made again: run the same command once more")


class Shelf(Mapping[K, T]):
    """All things of one kind, as a mapping. The `at_hand` that were used last are not read again."""

    def __init__(self, items: Items, kind: str, loads: Callable[[bytes], T], at_hand: int = 0) -> None:
        self._items, self._kind, self._loads = items, kind, loads
        self._find: Callable[[Any], T | None] = lru_cache(at_hand)(self._read) if at_hand else self._read

    def _read(self, key: K) -> T | None:
        return self._items.get(self._kind, key, self._loads)

    def __getitem__(self, key: K) -> T:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not None

    def __iter__(self) -> Iterator[K]:
        return iter(self._items.keys(self._kind))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._items.keys(self._kind))


class Row(Sequence[T]):
    """Things numbered from 0 as a sequence, that is equal to a tuple of them, and becomes one when it is pickled."""

    def __init__(self, shelf: Shelf[int, T], length: int) -> None:
        self._shelf, self._length = shelf, length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self._shelf[number] for number in range(*index.indices(self._length)))
        if not -self._length <= index < self._length:
            raise IndexError(index)
        return self._shelf[index % self._length]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, tuple | Row)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


def write_items(path: Path, items: Iterable[tuple[str, str | int, bytes]]) -> None:
    """Write a new file of kinds, keys and what is kept under them. No two have the same kind and key.

    Raises:
        OSError, sqlite3.Error: it can't be written.
    """
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("pragma journal_mode = off")  # the file is of no use before all is in it
        db.execute("begin")
        db.execute("create table file(name text)")
        db.execute("insert into file values (?)", (_NAME,))
        db.execute("create table item(id integer primary key, kind text, key, data blob)")
        db.executemany("insert into item(kind, key, data) values (?, ?, ?)", items)
        db.execute("create unique index by_key on item(kind, key)")
        db.execute("commit")
    finally:
        db.close()
