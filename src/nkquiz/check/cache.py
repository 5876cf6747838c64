"""A bank read once: its texts as the checker reads them, kept in a file, so that the next process need not do it again.

The file stands in the cache folder under a hash of the bank's bytes and of the program that read it, so that a change
of either makes a new one. It holds nothing that the bank does not hold; when it is damaged or missing, it is made anew.

    mark | length of the head | head | a claim | a claim | ...

The head and each claim begin with a digest of what follows, so that a run looks only at the claims that it needs.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

from nkquiz import __version__
from nkquiz.bank import bank_from, default_bank_path, read_bank_file
from nkquiz.check.checker import Checker, Compiled, Kept
from nkquiz.model import Bank, Claim

_MARK = b"nkquiz cache 2\n"
_LENGTH = 8  # bytes of a length
_DIGEST = 16  # bytes of a digest
_MODULES = ("nkquiz.model.", "nkquiz.check.")  # what a cache file may be made of, beside plain values
_READERS = ("bank", "check", "check/data", "check/rules", "model")  # the folders that decide how a bank is read
MAX_KEPT = 20  # banks; the oldest files beyond are removed


class _Pickler(pickle.Pickler):
    """Writes claims as their numbers if it knows them, and frozen dataclasses with slots as calls of their class.

    The dataclasses' own way, `__setstate__`, takes ten times as long to read.
    """

    def __init__(self, file: io.BytesIO, claims: Sequence[Claim] = ()) -> None:
        super().__init__(file, protocol=5)
        self._numbers = {id(claim): number for number, claim in enumerate(claims)}

    def persistent_id(self, found: Any) -> int | None:
        return self._numbers.get(id(found)) if type(found) is Claim else None

    def reducer_override(self, found: Any) -> Any:
        kind = type(found)
        if not is_dataclass(kind) or hasattr(found, "__dict__"):
            return NotImplemented
        values = [getattr(found, item.name) for item in fields(kind)]
        for item in reversed(fields(kind)):
            if values[-1] is not item.default:
                break
            values.pop()
        return kind, tuple(values)


class _Unpickler(pickle.Unpickler):
    """Loads our own dataclasses and enums and plain values, and nothing that could act."""

    def __init__(self, data: memoryview, claims: Sequence[Claim]) -> None:
        super().__init__(io.BytesIO(data))
        self._claims = claims

    def persistent_load(self, number: Any) -> Any:
        return self._claims[number]

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "frozenset"):
            return frozenset
        if module.startswith(_MODULES) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and _is_plain(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")


def _is_plain(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, Enum | tuple)


def dumps(found: Any, claims: Sequence[Claim] = ()) -> bytes:
    """Return `found`, made of parts of a bank, as bytes that `loads` takes; the `claims` themselves are left out."""
    file = io.BytesIO()
    _Pickler(file, claims).dump(found)
    data = file.getvalue()
    return _digest(data) + data


def loads(data: bytes | memoryview, claims: Sequence[Claim] = ()) -> Any:
    """Return what is in `data`, made by `dumps` with the same `claims`.

    Raises:
        pickle.UnpicklingError: the data are damaged, or hold something other than parts of a bank. Data that someone
            has forged can also raise other exceptions.
    """
    view = memoryview(data)
    if _digest(view[_DIGEST:]) != view[:_DIGEST]:
        raise pickle.UnpicklingError("the data are damaged")
    with _no_collection():
        return _Unpickler(view[_DIGEST:], claims).load()


def open_checker(path: Path | None, folder: Path | None, announce: Callable[[Bank], None] | None = None) -> Checker:
    """Return a checker for the bank at `path` (default: the shipped one), from the cache in `folder` if it is there.

    `announce` is called when the bank has to be read anew, which takes seconds. Without a folder nothing is kept.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    place = path or default_bank_path()
    data = read_bank_file(place)
    kept = folder / f"bank-{_name(place, data)}.cache" if folder else None
    if kept and (found := _load(kept)):
        return found
    bank = bank_from(data, str(place))
    if not kept or not _can_write(kept.parent):
        return Checker(bank)
    if announce:
        announce(bank)
    checker = Checker(bank)
    _store(kept, checker.compiled(lambda read: dumps(read, bank.claims)))
    return checker


def _name(path: Path, data: bytes) -> str:
    """Return what stands for a bank, where it was read from, and the program that read it."""
    found = hashlib.sha256(f"{__version__} {sys.version_info[:2]} {_program()}\n".encode())
    found.update(os.fsencode(path) + b"\n" + data)
    return found.hexdigest()[:24]


def _program() -> list[tuple[str, int, int]]:
    """Return the sizes and times of the program's files: in a checkout they change under one version."""
    here = Path(__file__).parent.parent
    found = []
    with suppress(OSError):  # it may stand in a zip file
        for folder in _READERS:
            with os.scandir(here / folder) as entries:
                files = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
            found += [(f"{folder}/{name}", stat.st_size, stat.st_mtime_ns) for name, stat in files]
        text = (here / "text.py").stat()
        found.append(("text.py", text.st_size, text.st_mtime_ns))
    return sorted(found)


def _load(kept: Path) -> Checker | None:
    try:
        data = memoryview(kept.read_bytes())
        start = len(_MARK) + _LENGTH
        items = start + int.from_bytes(data[len(_MARK) : start])
        compiled, ends = loads(data[start:items])
        if data[: len(_MARK)] != _MARK or len(data) != items + ends[-1] or not isinstance(compiled, Compiled):
            return None
        read = [data[items + a : items + b] for a, b in pairwise(ends)]
    except Exception:  # missing, or damaged in whatever way: it is made anew
        return None
    bank = compiled.bank

    def load(item: bytes | memoryview) -> Kept | None:
        try:
            found: Kept = loads(item, bank.claims)
        except Exception:  # the claim is analysed anew, and the file is made anew by the next process
            with suppress(OSError):
                kept.unlink(missing_ok=True)
            return None
        return found

    return Checker(bank, Compiled(bank, compiled.words, compiled.keys, read), load)


def _can_write(folder: Path) -> bool:
    """Say whether files can be made in `folder`; if not, reading all of a bank for them would be in vain."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _store(kept: Path, compiled: Compiled) -> None:
    """Write the file whole or not at all; a folder that can't be written to is no fault."""
    ends = [0]
    for item in compiled.read:
        ends.append(ends[-1] + len(item))
    head = dumps((Compiled(compiled.bank, compiled.words, compiled.keys, ()), ends))
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines((_MARK, len(head).to_bytes(_LENGTH), head, *compiled.read))
            Path(name).replace(kept)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        old = sorted(kept.parent.glob("bank-*.cache"), key=lambda found: found.stat().st_mtime, reverse=True)
        for extra in old[MAX_KEPT:]:
            extra.unlink(missing_ok=True)


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.sha256(data).digest()[:_DIGEST]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from looking at thousands of objects that are just being made, none of them garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
