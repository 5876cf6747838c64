"""Reading files, and statements: arguments, one a line, JSON lines with `text` and an optional `id`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkquiz.errors import InputError
from nkquiz.files import MAX_BYTES, read_stream, read_up_to


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


def read_file(path: Path, hint: str) -> bytes:
    """Return what is in a file, `-` being standard input.

    Raises:
        InputError: the file can't be read; `hint` says what it should be.
    """
    if str(path) == "-" and (sys.stdin is None or sys.stdin.closed):
        raise InputError("standard input is closed", "name a file instead of -")
    try:
        data = read_stream(sys.stdin.buffer) if str(path) == "-" else read_up_to(path)
    except (OSError, ValueError) as error:
        message = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {name_of(path)}: {message}", hint) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{name_of(path)} has more than {MAX_BYTES // 2**20} MB", "split it")
    return data


def lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, each with its number."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line


def from_lines(data: bytes, as_json: bool) -> Iterator[Given | BadLine]:
    """Yield the statements of a file, one a line, or those of JSON lines. Blank lines are passed over."""
    for number, line in lines(data):
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
