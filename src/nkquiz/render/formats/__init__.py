"""The formats in which `check` writes what it found: one a file, each with a `write`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from nkquiz.model import Bank, Checked, Item

# Modules are named, not imported: a run pays for its own format only.
FORMATS = {
    "text": "nkquiz.render.formats.text",
    "json": "nkquiz.render.formats.json",
    "jsonl": "nkquiz.render.formats.jsonl",
    "csv": "nkquiz.render.formats.csv",
    "html": "nkquiz.render.formats.html",
    "claimreview": "nkquiz.render.formats.claimreview",
}


# Those that a list of statements is written in as it is checked. The others need all of it at once.
STREAMED = ("text", "jsonl", "csv")


class Writer(Protocol):
    """Writes all that was checked to a stream."""

    def __call__(self, checked: Checked, bank: Bank, stream: TextIO) -> None:
        """Write `checked`; `bank` is for citing the source."""


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    return cast(Writer, import_module(FORMATS[name]).write)


class EachWriter(Protocol):
    """Writes statements to a stream as they come."""

    def __call__(self, items: Iterable[Item], bank: Bank, stream: TextIO) -> None:
        """Write the items; `bank` is for citing the source."""


def each_writer(name: str) -> EachWriter:
    """Return the writer of a format that is STREAMED."""
    return cast(EachWriter, import_module(FORMATS[name]).write_each)
