"""The formats in which `check` writes what it found: one a file, each with a `write`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from nkquiz.model import Bank, Checked

# Modules are named, not imported: a run pays for its own format only.
FORMATS = {
    "text": "nkquiz.render.formats.text",
    "json": "nkquiz.render.formats.json",
    "jsonl": "nkquiz.render.formats.jsonl",
    "csv": "nkquiz.render.formats.csv",
    "html": "nkquiz.render.formats.html",
    "claimreview": "nkquiz.render.formats.claimreview",
}


class Writer(Protocol):
    """Writes all that was checked to a stream."""

    def __call__(self, checked: Checked, bank: Bank, stream: TextIO) -> None:
        """Write `checked`; `bank` is for citing the source."""


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    return cast(Writer, import_module(FORMATS[name]).write)
