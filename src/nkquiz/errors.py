"""What can go wrong, as exceptions that carry a message for the user, a hint and the exit code.

Only the boundary in `nkquiz.cli` catches them; everything below raises and never prints.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command. README has the same table."""

    OK = 0
    CONTRADICTED = 1  # check: something is contradicted or mixed; bank lint, verify: a fault; bank test: a bound missed
    USAGE = 2  # a wrong option, or input that cannot be read
    NOT_IN_SOURCE = 3  # check: nothing contradicted, something not in the source
    DATA = 4  # the progress database cannot be used
    INTERNAL = 70  # a fault in nkquiz itself
    INTERRUPTED = 130


class NkquizError(Exception):
    """Something the user can mend. `message` says what and where, `hint` what to do."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(NkquizError):
    """A file or a statement that cannot be used."""


class BankError(NkquizError):
    """A bank that cannot be loaded; the message lists all problems, one a line."""


class ProgressError(NkquizError):
    """A progress database that is damaged, locked, or written by a newer version."""

    exit_code = ExitCode.DATA
