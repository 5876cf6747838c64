"""Questions as other programs read them: one format a file, each with a `write`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from nkquiz.errors import InputError

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
    "anki": Format("nkquiz.export.anki", "apkg", "cards for Anki, which a later import updates in place", "anki"),
    "anki-text": Format("nkquiz.export.anki_text", "txt", "cards for Anki as text, in its own type of note"),
    "kahoot": Format(
        "nkquiz.export.kahoot", "xlsx", "a spreadsheet for Kahoot: short questions to choose from", "xlsx"
    ),
    "quizlet": Format("nkquiz.export.quizlet", "txt", "terms and definitions for Quizlet"),
    "csv": Format("nkquiz.export.csv", "csv", "a table for spreadsheets, a row for each question"),
    "json": Format("nkquiz.export.json", "json", "everything, for programs"),
    "flashcards": Format("nkquiz.export.flashcards", "md", "Markdown to read or print, answers under questions"),
}


class Writer(Protocol):
    """Writes a deck of questions."""

    def __call__(self, deck: Deck) -> Exported:
        """Return the file, and what could not be put into it.

        Raises:
            InputError: the extra that the format needs is not installed.
        """


def missing(name: str, library: str) -> InputError:
    """Return the error that says which extra a format needs."""
    hint = f"python -m pip install 'nkquiz[{FORMATS[name].extra}]'"
    return InputError(f"cannot write {name}: {library} is not installed", hint)


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    return cast(Writer, import_module(FORMATS[name].module).write)
