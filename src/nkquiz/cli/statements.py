"""Reading files, and statements: arguments, one a line, JSON lines with `text` and an optional `id`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from nkquiz.errors import InputError
from nkquiz.files import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Given:
    """One statement to be checked, under the id that its report will carry."""

    id: str | int
    text: str
    line: int = 0  # of a file


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no statement, and why."""

    line: int
    message: str


def from_arguments(arguments: Sequence[str]) -> list[Given]:
    """Return one statement an argument. Words typed without quotes are one statement."""
    if len(arguments) > 1 and not any(" " in argument.strip() for argument in arguments):
        arguments = [" ".join(arguments)]
    return [Given(number, text) for number, text in enumerate(arguments, 1)]


def name_of(path: Path) -> str:
    """Return how a file is called in messages, `-` being standard input."""
    return "standard input" if str(path) == "-" else str(path)


def unread(bad: int, good: int, done: str) -> str:
    """Return how many lines of lists could not be read, and what was done with the others."""
    rest = f"; the others were {done}" if good else ""
    return f"{bad} of {bad + good} lines could not be read{rest}"


@contextmanager
def reading(path: Path, hint: str) -> Iterator[BinaryIO]:
    """Open a file for reading, `-` being standard input.

    Raises:
        InputError: the file can't be read; `hint` says what it should be.
    """
    if str(path) == "-" and (sys.stdin is None or sys.stdin.closed):
        raise InputError("standard input is closed", "name a file instead of -")
    try:
        opened = nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")
    except (OSError, ValueError) as error:  # a null byte in the name is no OSError
        raise _unreadable(name_of(path), error, hint) from error
    with opened as file:
        yield file


def read_file(path: Path, hint: str) -> bytes:
    """Return what is in a file, `-` being standard input.

    Raises:
        InputError: as `reading`, or it is longer than any such file.
    """
    with reading(path, hint) as file:
        data = read_from(file, name_of(path), hint, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{name_of(path)} has more than {MAX_BYTES // 2**20} MB", "split it")
    return data


def read_from(file: BinaryIO, name: str, hint: str, most: int = -1) -> bytes:
    """Return the next bytes of a file, at `most` so many.

    Raises:
        InputError: they can't be read; `hint` says what the file should be.
    """
    try:
        return file.read(most)
    except OSError as error:
        raise _unreadable(name, error, hint) from error


def _unreadable(name: str, error: Exception, hint: str = "") -> InputError:
    return InputError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}", hint)


def lines(file: BinaryIO, before: bytes = b"") -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, each with its number: those of what was read `before`, and the rest.

    Raises:
        InputError: the rest can't be read, or has a line that is longer than any.
    """
    known = before.split(b"\n")
    rest = iter(lambda: file.readline(MAX_BYTES + 1), b"")
    try:
        known[-1] += next(rest, b"")
        for number, line in enumerate(chain(known, rest), 1):
            if len(line) > MAX_BYTES:
                raise InputError(f"line {number} has more than {MAX_BYTES // 2**20} MB", "one statement a line")
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line
    except OSError as error:
        raise _unreadable("the rest of the file", error) from error


def from_lines(file: BinaryIO, as_json: bool, before: bytes = b"") -> Iterator[Given | BadLine]:
    """Yield the statements of a file, one a line, or those of JSON lines. Blank lines are passed over."""
    for number, line in lines(file, before):
        yield _parse(line, number, as_json)


def parse_row(line: bytes, number: int) -> dict[str, Any] | BadLine:
    """Return the object on a line of JSON: it has a `text`, and an `id`, which is the number if none is given."""
    try:
        row = json.loads(line.decode("utf-8").strip())
    except UnicodeDecodeError:
        return BadLine(number, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadLine(number, f"not JSON: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return BadLine(number, 'not an object with a "text" that is a string')
    id_ = row.setdefault("id", number)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        return BadLine(number, '"id" is neither a string nor a whole number')
    return row


def _parse(line: bytes, number: int, as_json: bool) -> Given | BadLine:
    if as_json:
        row = parse_row(line, number)
        return row if isinstance(row, BadLine) else Given(row["id"], row["text"], number)
    try:
        return Given(number, line.decode("utf-8").strip(), number)
    except UnicodeDecodeError:
        return BadLine(number, "not UTF-8")
