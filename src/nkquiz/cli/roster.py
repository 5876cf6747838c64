"""Reading the roster that a command was given."""

from __future__ import annotations

from pathlib import Path

from nkquiz.classroom.roster import read_roster
from nkquiz.cli.statements import name_of, read_file
from nkquiz.model import Student


def read_students(path: Path) -> tuple[Student, ...]:
    """Return the students on the roster at `path`, `-` being standard input.

    Raises:
        InputError: it can't be read, or has faults; see `read_roster`.
    """
    return read_roster(read_file(path, "give --roster a CSV file, or a text with one name a line"), name_of(path))
