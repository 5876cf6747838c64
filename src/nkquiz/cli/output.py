"""Where data goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TextIO

from nkquiz.errors import InputError
from nkquiz.files import is_foreign_link, write_whole


def check_output(path: Path, force: bool, inputs: tuple[Path, ...] = ()) -> None:
    """See before any work is done whether `path` can be written.

    Raises:
        InputError: it exists and `force` is not given, is no plain file, is one of `inputs`, is somebody else's link,
            or has no folder.
    """
    try:
        _check(path, force, inputs)
    except (OSError, ValueError, RuntimeError) as error:  # a name that is too long, a link that leads to itself
        raise _cannot(path, error) from error


def _check(path: Path, force: bool, inputs: tuple[Path, ...]) -> None:
    if is_foreign_link(path):
        message = f"cannot write {path}: it is a symbolic link that somebody else has made"
        raise InputError(message, "remove it, or give --output another name")
    if not path.resolve().parent.is_dir():
        raise InputError(f"cannot write {path}: there is no such folder", "make the folder first")
    if not path.exists():
        return
    if not path.is_file():
        raise InputError(f"cannot write {path}: it is no plain file", "give --output the name of a file")
    if any(given.exists() and path.samefile(given) for given in inputs):
        raise InputError(f"cannot write {path}: it is being read", "give --output another name")
    if not force:
        raise InputError(f"{path} exists", "give --output another name, or --force to replace it")


def write_file(path: Path, data: str | bytes, force: bool) -> None:
    """Write `data`, a text as UTF-8: to a temporary file in the same folder, which then takes the place of `path`. The
    user's own link is followed; that of somebody else is refused.

    Raises:
        InputError: it can't be written, or exists and `force` is not given. What was there is as it was.
    """
    check_output(path, force)
    content = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    try:
        write_whole(path.resolve(), (content,), force)
    except FileExistsError as error:  # it has come into being just now
        raise InputError(f"{path} exists", "give --output another name, or --force to replace it") from error
    except OSError as error:
        raise _cannot(path, error) from error


class WholeWrites(io.TextIOBase):
    """A file in which each write is there as a whole or not at all, whatever ends the program. Texts become UTF-8."""

    def __init__(self, path: Path, force: bool, done: int | None = None) -> None:
        """Begin the file at `path` anew, or go on after the bytes that are `done`.

        Raises:
            OSError: it can't be written, or is there although `force` is not given.
        """
        self._file: io.FileIO = path.open("r+b" if done is not None else "wb" if force else "xb", buffering=0)
        self._file.truncate(done or 0)
        self._whole = self._file.seek(done or 0)

    def write(self, text: str) -> int:
        """Write `text`.

        Raises:
            OSError: it can't be written; then nothing of it is.
        """
        data = memoryview(text.encode("utf-8", errors="replace"))
        try:
            written = 0
            while written < len(data):
                written += self._file.write(data[written:])
        except BaseException:
            self._file.truncate(self._whole)
            self._file.seek(self._whole)
            raise
        self._whole += len(data)
        return len(text)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
        super().close()


def deliver(content: str | bytes, name: str, output: Path | None, force: bool) -> None:
    """Write what a command made to the file that --output names, else to standard output. `name` is the format's.

    Raises:
        InputError: the file can't be written, or standard output is closed, or a terminal that can't show it.
    """
    if output:
        write_file(output, content, force)
        return
    if sys.stdout is None:
        raise InputError("standard output is closed", "give --output the name of a file")
    if isinstance(content, bytes) and not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    if isinstance(content, bytes) and b"\0" in content:
        hint = "give --output the name of a file, or send it to a pipe"
        raise InputError(f"{name} is no text, so a terminal can't show it", hint)
    print_text(content.decode() if isinstance(content, bytes) else content)


def print_text(text: str) -> None:
    """Write `text` to standard output with its line ends as they are."""
    plain_line_ends().write(text)


def plain_line_ends() -> TextIO:
    """Return standard output, which from now on leaves line ends as they are."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    return sys.stdout


def _cannot(path: Path, error: Exception) -> InputError:
    return InputError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}")
