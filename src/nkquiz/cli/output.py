"""Files that a command reads whole; and where its data goes: standard output, or a file that is written whole or not at
all."""

from __future__ import annotations

import sys
from pathlib import Path

from nkquiz.errors import InputError
from nkquiz.files import MAX_BYTES, is_foreign_link, read_up_to, write_whole


def read_file(path: Path, what: str) -> bytes:
    """Return a file's bytes. `what` says in the hint what it is.

    Raises:
        InputError: it can't be read, or is longer than any such file.
    """
    try:
        data = read_up_to(path)
    except (OSError, ValueError) as error:  # a null byte in the name is no OSError
        message = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {path}: {message}", f"give the name of a file as {what}") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{path} has more than {MAX_BYTES // 2**20} MB", f"give another file as {what}")
    return data


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


def print_text(text: str) -> None:
    """Write `text` to standard output with its line ends as they are."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(text)


def _cannot(path: Path, error: Exception) -> InputError:
    return InputError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}")
