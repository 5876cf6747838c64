"""What teachers have elsewhere -> claims with hand-written questions: one format a file, each with a `read`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from nkquiz.imports.found import Imported


@dataclass(frozen=True, slots=True)
class Source:
    """A format: the module that reads it, how its files' names may end, and what it is."""

    module: str
    suffixes: tuple[str, ...]
    summary: str


# Modules are named, not imported: a run pays for its own format only.
SOURCES: dict[str, Source] = {
    "quizlet": Source("nkquiz.imports.quizlet", (), "a card on each line, a tab between term and definition"),
    "csv": Source("nkquiz.imports.csv", (".csv", ".tsv"), "a table of terms and definitions"),
    "gift": Source("nkquiz.imports.gift", (".gift",), "questions as text, for Moodle"),
    "moodle": Source("nkquiz.imports.moodle", (".xml",), "questions as Moodle XML"),
    "anki": Source("nkquiz.imports.anki", (".apkg", ".colpkg"), "a deck of Anki, .apkg"),
}


class Reader(Protocol):
    """Reads a file that was made elsewhere."""

    def __call__(self, data: bytes, name: str) -> Imported:
        """Return what was found in `data`, the bytes of the file `name`, and what does not fit.

        Raises:
            InputError: the file is not of this format, or damaged.
        """


def reader(name: str) -> Reader:
    """Return the reader of a format."""
    return cast(Reader, import_module(SOURCES[name].module).read)
