"""A small library of banks: the names by which a person calls them, and which one is used where none is named.

It is a JSON file. The banks themselves stay where they are, or are kept beside it as copies.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from nkquiz.errors import InputError

FILE = "banks.json"  # in the data folder
COPIES = "banks"  # the folder for copies, beside it
SHIPPED = "shipped"  # the name of the bank that comes with nkquiz; it is in no library
VERSION = 1


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bank in the library: its name there, where its file is, whether that is the library's own copy; and its id and
    the title of its source, as they were when it was added."""

    name: str
    path: str
    bank: str
    title: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """The banks of a library, and the name of the one that is used where none is named; empty for the shipped one."""

    banks: tuple[Shelved, ...] = ()
    used: str = ""

    def find(self, name: str) -> Shelved | None:
        """Return the bank with that name, or None."""
        return next((bank for bank in self.banks if bank.name == name), None)

    def alike(self, name: str) -> Shelved | None:
        """Return a bank whose name differs from that one in nothing but capitals, or None."""
        return next(
            (bank for bank in self.banks if bank.name.casefold() == name.casefold() and bank.name != name), None
        )

    def added(self, bank: Shelved) -> Library:
        """Return the library with one more bank; one of the same name gives way to it."""
        return replace(self, banks=(*(other for other in self.banks if other.name != bank.name), bank))

    def removed(self, name: str) -> Library:
        """Return the library without that bank. If it was the one in use, the shipped one is used again."""
        banks = tuple(bank for bank in self.banks if bank.name != name)
        return Library(banks, "" if self.used == name else self.used)

    def using(self, name: str) -> Library:
        """Return the library with another bank in use."""
        return replace(self, used=name)


def read_library(folder: Path) -> Library:
    """Return the library in a data folder; an empty one where there is none.

    Raises:
        InputError: the file can't be read, or is none of ours.
    """
    path = folder / FILE
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Library()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", _HINT) from error
    try:
        found: dict[str, Any] = json.loads(data)
        if type(version := found["version"]) is int and version > VERSION:
            message = f"{path} was written by a newer nkquiz (its version is {version}, this one reads {VERSION})"
            raise InputError(message, "update nkquiz, or name a bank's file with --bank")
        used = found["used"]
        banks = tuple(Shelved(**bank) for bank in found["banks"])
        is_ours = isinstance(used, str) and all(
            isinstance(text, str) for bank in banks for text in (bank.name, bank.path, bank.bank, bank.title)
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(f"{path} is damaged, or is not of nkquiz", _HINT) from error
    if not is_ours or type(version) is not int:
        raise InputError(f"{path} is damaged, or is not of nkquiz", _HINT)
    return Library(banks, used)


_HINT = "mend or remove it, and add your banks again: they are not in it; their progress is kept under their ids"


def found(library: Library, name: str) -> Shelved:
    """Return the bank with that name.

    Raises:
        InputError: there is none.
    """
    shelved = library.find(name)
    if shelved is None:
        from nkquiz.bank.fields import did_you_mean  # and YAML with it: for those who mistyped alone

        hint = did_you_mean(name, [SHIPPED, *(bank.name for bank in library.banks)])
        raise InputError(f"no bank is called '{name}'", hint or "`nkquiz bank list` has them all")
    return shelved


def located(library: Library, name: str) -> Shelved:
    """Return the bank with that name, whose file is there.

    Raises:
        InputError: there is none, or its file is gone.
    """
    shelved = found(library, name)
    if not is_file(shelved.path):
        hint = f"add it again with `nkquiz bank add PATH --name {name} --force`, or `nkquiz bank use {SHIPPED}`"
        raise InputError(f"the bank '{name}' is no longer at {shelved.path}", hint)
    return shelved


def is_file(path: str) -> bool:
    """Say whether there is such a file. There is none with a name that the system does not take."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def bank_path(library: Library, given: str) -> Path | None:
    """Return the file of the bank that a person named, by its name in the library or by its path; None for the shipped
    one. An empty text stands for the one in use.

    Raises:
        InputError: there is neither such a name nor such a file.
    """
    name = given or library.used
    if not name or name == SHIPPED:
        return None
    if library.find(name) or not given:
        return Path(located(library, name).path)
    path = Path(given)
    if _is_there(given) or path.suffix or len(path.parts) > 1:
        return path
    return Path(found(library, name).path)


def places(library: Library, id_: str) -> list[Path | None]:
    """Return where the bank with that id may be, the likeliest place first; None stands for the shipped one."""
    shelved = [bank for bank in library.banks if bank.bank == id_ or bank.name == library.used]
    shelved.sort(key=lambda bank: (bank.bank != id_, bank.name != library.used))  # an id may have changed since
    return [*(Path(bank.path) for bank in shelved), None]


def library_text(library: Library) -> str:
    """Return a library as it is written."""
    data = {"version": VERSION, "used": library.used, "banks": [asdict(bank) for bank in library.banks]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
