"""A bank read once: what a checker looks up of it, kept in a file of the cache folder (see `nkquiz.bank.kept`).

The file holds each claim, each claim analysed, each list of the index by itself (see `nkquiz.bank.items`), so that a
process reads what its statements need and no more: the start costs about the same for a bank of any size.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from nkquiz.bank import bank_digest, bank_from, default_bank_path, read_bank_file
from nkquiz.bank.items import Damaged, Items, Row, Shelf, write_items
from nkquiz.bank.kept import can_write, dumps, file_name, loads, seal, store, unseal
from nkquiz.check.checker import Checker, to_check_with
from nkquiz.check.contents import Contents, Tracked, contents_of, untracked
from nkquiz.check.match import Entries, Lists
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.model import Bank

CLAIMS_AT_HAND = 3_000
NAMES_AT_HAND = 5_000  # and look-ups of words that begin no name


def open_checker(
    path: Path | None, folder: Path | None, announce: Callable[[], None] | None = None, tracked: Tracked = untracked
) -> Checker:
    """Return a checker for the bank at `path` (default: the shipped one), from the cache in `folder` if it is there.

    `announce` is called when the bank has to be read anew, which takes seconds, or minutes if it is large; `tracked`
    shows how far that is. Without a folder nothing is kept.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    place = path or default_bank_path()
    opened = partial(_opened, place, folder, announce or (lambda: None), tracked)
    contents = opened()
    return Checker(contents.bank, contents, opened)


def _opened(place: Path, folder: Path | None, announce: Callable[[], None], tracked: Tracked) -> Contents:
    kept = folder / file_name("check", place, bank_digest(place)) if folder else None
    if kept:
        try:
            return _kept(Items(kept))
        except Damaged:  # or missing
            pass
    announce()
    bank = to_check_with(bank_from(read_bank_file(place), str(place)))
    contents = contents_of(bank, tracked)
    if kept and can_write(kept.parent):
        store(kept, lambda part: write_items(part, _items(contents, tracked)))
        try:
            return _kept(Items(kept))
        except Damaged:  # it could not be written
            pass
    return contents


def _items(contents: Contents, tracked: Tracked) -> Iterator[tuple[str, str | int, bytes]]:
    """Yield all that is kept: its kind, its key, and itself as bytes."""
    bank, lists = contents.bank, contents.lists
    head = replace(bank, claims=()), len(bank.claims), contents.spelling.words, lists.frequency
    yield "head", 0, dumps(head)
    yield "lengths", 0, seal(array("I", lists.lengths).tobytes())
    for number, claim in enumerate(bank.claims):
        yield "claim", number, dumps(claim)
        yield "keys", number, seal(lists.keys[number].encode())
    for key, entries in lists.entries.items():
        yield "entries", key, seal(entries.tobytes())
    for first, names in contents.names.by_first.items():
        yield "names", first, dumps(names)
    for text, numbers in contents.wordings.items():
        yield "wording", text, seal(array("I", numbers).tobytes())
    for at, numbers in contents.places.items():
        yield "place", at, seal(array("I", numbers).tobytes())
    checker = Checker(bank, contents)
    for number in tracked(range(len(bank.claims)), len(bank.claims), "reading the bank"):
        yield "read", number, dumps(checker.kept(number), {number: bank.claims[number]})


def _kept(items: Items) -> Contents:
    """Return what is in a file. All but what every run needs is read when it is needed."""
    head, lengths = items.get("head", 0, loads), items.get("lengths", 0, _numbers)
    if head is None or lengths is None:
        raise items.damaged()
    bare, count, words, frequency = head
    claims = Row(Shelf(items, "claim", loads, CLAIMS_AT_HAND), count)
    bank: Bank = replace(bare, claims=claims)
    return Contents(
        bank=bank,
        names=Names(bank.entities, Shelf(items, "names", loads, NAMES_AT_HAND)),
        spelling=Spelling((), words),
        lists=Lists(lengths, frequency, Shelf(items, "entries", _numbers), Shelf(items, "keys", _text)),
        wordings=Shelf(items, "wording", _numbers),
        places=Shelf(items, "place", _numbers),
        readings=Shelf(items, "read", partial(loads, claims=claims)),
    )


def _numbers(data: bytes) -> Entries[int]:
    found = array("I")
    found.frombytes(unseal(data))
    return found


def _text(data: bytes) -> str:
    return str(unseal(data), "utf-8")
