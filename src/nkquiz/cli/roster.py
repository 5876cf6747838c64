"""Reading the roster that a command was given."""

from __future__ import annotations

from pathlib import Path

from nkquiz.classroom.roster import delimiter_of, read_roster
from nkquiz.cli.statements import name_of, read_file
from nkquiz.model import Student


def read_students(path: Path) -> tuple[Student, ...]:
    """Return the students on the roster at `path`, `-` being standard input.

    Raises:
        InputError: it can't be read, or has faults; see `read_roster`.
    """
    return read_with_delimiter(path)[0]


def read_with_delimiter(path: Path) -> tuple[tuple[Student, ...], str]:
    """Return the same, and what stands between the roster's cells."""
    data, name = read_file(path, "give --roster a CSV file, or a text with one name a line"), name_of(path)
    return read_roster(data, name), delimiter_of(data, name)
