"""Files that are read up to a limit, and files that are written whole or not at all.

What is written goes to a hidden file beside the target, `.NAME.XXXXXXXX.part`, which takes the target's place when all
of it is on the disk. While it is being written it is locked: one that nobody holds was left by a process that was
killed, and goes when the next file is written there.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 64 * 2**20  # of a file that is read, where its kind has no lower limit
_NAME = 40  # characters of the target's name that its temporary files have in theirs
_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":

    def _locked(handle: int) -> bool:
        """Say that it is: there a file that is open can't be removed, which serves as a lock."""
        del handle
        return True

    def _is_at(handle: int, path: Path) -> bool:
        del handle, path
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: nothing is swept there
            return False
        return True

    def _is_at(handle: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), path.stat(follow_symlinks=False))
        except FileNotFoundError:
            return False


def read_up_to(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return what is in a file, or of a longer one, a byte more than the limit: enough to see that it is too long. So
    a device or a pipe without end is read no further.

    Raises:
        OSError, ValueError: it can't be read; a null byte in its name is a ValueError.
    """
    with path.open("rb") as file:
        return read_stream(file, limit)


def read_stream(file: BinaryIO, limit: int = MAX_BYTES) -> bytes:
    """Return what is in an open file, up to a byte more than the limit."""
    return file.read(limit + 1)


def make_folder(path: Path) -> None:
    """Make a folder, and those that it is in, where they are not there yet.

    Raises:
        OSError: it can't be made; its `strerror` says why, also where a file or a link has its name.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        why = "it is a link that leads to no folder" if path.is_symlink() else "a file has its name"
        raise NotADirectoryError(errno.ENOTDIR, why, str(path)) from error


def is_foreign_link(path: Path) -> bool:
    """Say whether `path` is a symbolic link that somebody else has made: in a folder that several share, it may lead
    to a file that only we may write. Our own links are followed, as everywhere."""
    if not hasattr(os, "geteuid") or not path.is_symlink():
        return False
    return path.stat(follow_symlinks=False).st_uid != os.geteuid()


def write_whole(target: Path, parts: Iterable[bytes | memoryview], replace: bool) -> None:
    """Write a file: all of it, or nothing. One that is there keeps its permissions; `target` is no link.

    Raises:
        FileExistsError: it exists, and is not to be replaced.
        OSError: it can't be written; what was there is as it was.
    """
    sweep(target.parent, _pattern(target))
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    path, handle = _made(target, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                path.chmod(mode)
            if sys.platform != "win32":  # before it is closed, and its lock gone
                _put(path, target, replace)
        if sys.platform == "win32":
            _put(path, target, replace)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    _sync(target.parent)


def sweep(folder: Path, pattern: str) -> None:
    """Remove the temporary files in a folder that processes have left which are gone."""
    with suppress(OSError):
        for path in _matching(folder, pattern):
            with suppress(OSError):
                handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS)
                try:
                    if sys.platform != "win32" and _locked(handle):
                        path.unlink()
                finally:
                    os.close(handle)
                if sys.platform == "win32":
                    path.unlink()


def _matching(folder: Path, start: str) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if entry.name.startswith(start) and entry.name.endswith(".part")]
    return (folder / name for name in found)


def _pattern(target: Path) -> str:
    return f".{target.name[:_NAME]}."


def _made(target: Path, mode: int) -> tuple[Path, int]:
    """Make a file beside the target, with a name that nobody can guess, and lock it."""
    while True:
        path = target.parent / f"{_pattern(target)}{os.urandom(4).hex()}.part"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, mode)
        except FileExistsError:
            continue
        try:
            _locked(handle)
            if _is_at(handle, path):
                return path, handle
        except BaseException:
            os.close(handle)
            with suppress(OSError):
                path.unlink()
            raise
        os.close(handle)  # swept between our making and our locking it


def _put(path: Path, target: Path, replace: bool) -> None:
    if replace:
        path.replace(target)
        return
    try:
        os.link(path, target)  # fails if it exists, however lately it came
    except FileExistsError:
        raise
    except OSError as error:  # a file system without such links
        if target.exists():
            raise FileExistsError(f"{target} exists") from error
        path.replace(target)


def _sync(folder: Path) -> None:
    """See that the new name too survives a power cut, where folders can be synced."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
