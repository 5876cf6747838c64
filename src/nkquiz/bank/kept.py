"""Files in the cache folder: what can be made again from a bank, kept so that the next process need not make it.

A file's name holds a hash of the bank's bytes and of the program that read it, so that a change of either makes a new
one. It holds nothing that the bank does not hold; when it is damaged or missing, it is made anew.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from nkquiz import __version__
from nkquiz.files import sweep, write_whole
from nkquiz.model import Claim

_DIGEST = 16  # bytes of a digest
_MODULES = ("nkquiz.model.", "nkquiz.language.", "nkquiz.check.", "nkquiz.quiz.")  # what a file may be made of
_READERS = ("bank", "check", "check/data", "check/rules", "language", "language/data", "model", "quiz")
MAX_KEPT = 40  # files; the oldest beyond are removed


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


def file_name(kind: str, path: Path, data: bytes) -> str:
    """Return the name of the file that holds a `kind` of thing made from the bank whose bytes `data` came from `path`.

    It changes with the bank, its path (errors and reports name it), the Python version, and the program.
    """
    found = hashlib.sha256(f"{__version__} {sys.version_info[:2]} {_program()}\n".encode())
    found.update(os.fsencode(path) + b"\n" + data)
    return f"{kind}-{found.hexdigest()[:24]}.cache"


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


def can_write(folder: Path) -> bool:
    """Say whether files can be made in `folder`; if not, reading all of a bank for them would be in vain."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def store(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file whole or not at all, and remove the oldest of its folder; a folder that can't be written to is no
    fault."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, ".")
        write_whole(path, parts, replace=True)
        old = sorted(path.parent.glob("*.cache"), key=lambda found: found.stat().st_mtime, reverse=True)
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
