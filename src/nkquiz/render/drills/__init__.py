"""Reports of drills: one format a file, each with a `write`. What is for a terminal is in `text`."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from nkquiz.render.drills.report import DrillReport


class By(StrEnum):
    """What a table has a row for."""

    STUDENTS = "students"
    QUESTIONS = "questions"


# Modules are named, not imported: a run pays for its own format only.
FORMATS = {
    "csv": "nkquiz.render.drills.csv",
    "html": "nkquiz.render.drills.html",
    "xlsx": "nkquiz.render.drills.xlsx",
}


class Writer(Protocol):
    """Writes a report as a file."""

    def __call__(self, report: DrillReport) -> str | bytes:
        """Return what is in the file.

        Raises:
            InputError: what the format needs is not installed.
        """


def writer(name: str) -> Writer:
    """Return the writer of a format."""
    return cast(Writer, import_module(FORMATS[name]).write)
