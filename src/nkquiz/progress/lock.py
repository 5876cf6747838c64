"""One process at a time goes on with a round: a lock on a file, which the system frees when its process is gone.

The `filelock` package would do too, but importing it takes longer than all that `play` does with the database at start.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from nkquiz.errors import ProgressError
from nkquiz.files import make_folder


class Held:
    """A lock that is held until the end of the `with` block. Its file goes with it."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.platform == "win32":  # a file that is open can't be removed there
            os.close(self._handle)
            with suppress(OSError):  # another process has just opened it
                self.path.unlink()
        else:  # removed while it is locked: whoever waits for it sees that it is gone, and makes a new one
            with suppress(OSError):
                self.path.unlink()
            os.close(self._handle)


def hold(folder: Path, round_id: str) -> Held | None:
    """Take the lock of a round at once, to be given back with `with`; return None if another process holds it.

    Raises:
        ProgressError: no lock can be made in the folder.
    """
    path = folder / f"round-{hashlib.sha256(round_id.encode()).hexdigest()[:24]}.lock"
    try:
        make_folder(folder)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                if not _locked(handle):
                    os.close(handle)
                    return None
                if _is_at(handle, path):
                    return Held(path, handle)
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # it was removed between our opening and our locking it
    except OSError as error:
        message = f"the lock {path} cannot be used: {error.strerror or error}"
        raise ProgressError(message, "use another folder with --data or NKQUIZ_HOME") from error


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _is_at(handle: int, path: Path) -> bool:
        del handle, path  # a file that is open can't be removed there
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_at(handle: int, path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), path.stat())
        except FileNotFoundError:
            return False
