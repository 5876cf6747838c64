"""A bank read once: its texts as the checker reads them, kept in a file of the cache folder (see `nkquiz.bank.kept`).

    mark | length of the head | head | a claim | a claim | ...

The head and each claim begin with a digest of what follows, so that a run looks only at the claims that it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from nkquiz.bank import bank_from, default_bank_path, read_bank_file
from nkquiz.bank.kept import can_write, dumps, file_name, loads, store
from nkquiz.check.checker import Checker, Compiled, Kept
from nkquiz.model import Bank

_MARK = b"nkquiz cache 2\n"
_LENGTH = 8  # bytes of a length


def open_checker(path: Path | None, folder: Path | None, announce: Callable[[Bank], None] | None = None) -> Checker:
    """Return a checker for the bank at `path` (default: the shipped one), from the cache in `folder` if it is there.

    `announce` is called when the bank has to be read anew, which takes seconds. Without a folder nothing is kept.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    place = path or default_bank_path()
    data = read_bank_file(place)
    kept = folder / file_name("check", place, data) if folder else None
    if kept and (found := _load(kept)):
        return found
    bank = bank_from(data, str(place))
    if not kept or not can_write(kept.parent):
        return Checker(bank)
    if announce:
        announce(bank)
    checker = Checker(bank)
    _store(kept, checker.compiled(lambda read: dumps(read, checker.bank.claims)))
    return checker


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


def _store(kept: Path, compiled: Compiled) -> None:
    """Write the file whole or not at all; a folder that can't be written to is no fault."""
    ends = [0]
    for item in compiled.read:
        ends.append(ends[-1] + len(item))
    head = dumps((Compiled(compiled.bank, compiled.words, compiled.keys, ()), ends))
    store(kept, (_MARK, len(head).to_bytes(_LENGTH), head, *compiled.read))
