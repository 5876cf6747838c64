"""Questions as other programs read them: one format a file, each with a `write`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from nkquiz.export.deck import Deck, Exported


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, how a file's name ends, what it is for, and the extra that it needs."""

    module: str
    suffix: str
    summary: str
    extra: str = ""


# Modules are named, not imported: a run pays for its own format only.
FORMATS: dict[str, Format] = {
    "moodle": Format("nkquiz.export.moodle_xml", "xml", "Moodle's question bank"),
    "gift": Format("nkquiz.export.gift", "txt", "Moodle and others, as a text that people can read and edit"),
    "qti": Format("nkquiz.export.qti", "zip", "Canvas (QTI 1.2)"),
}


class Writer(Protocol):
    """Writes a deck of questions."""

    def __call__(self, deck: Deck) -> Exported:
        """Return the file, and what could not be put into it.

        Raises:
            InputError: the extra that the format needs is not installed.
        """


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    return cast(Writer, import_module(FORMATS[name].module).write)
