"""Single keys from a terminal, or lines where standard input is none."""

from __future__ import annotations

import sys
from typing import IO, Protocol

END = ""  # end of input


class Keys(Protocol):
    """Something that answers are read from."""

    def read(self) -> str:
        """Return the next key in lower case, or END."""


class LineKeys:
    """A line an answer: for pipes, tests, and people who prefer it."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream = stream

    def read(self) -> str:
        """Return the next line that is not blank, or END."""
        if self._stream is None or self._stream.closed:
            return END
        for line in self._stream:
            if line.strip():
                return line.strip().lower()
        return END


class TerminalKeys:
    """Single keys, not echoed. Ctrl-C raises KeyboardInterrupt; Ctrl-D is the end of input."""

    def read(self) -> str:
        """Return the next printable key, or END. Arrow and function keys are swallowed whole."""
        key = _read_key()
        return END if key in ("", "\x04", "\x1a") else key.lower()


if sys.platform == "win32":
    import msvcrt

    def _read_key() -> str:
        while True:
            key = msvcrt.getwch()
            if key == "\x03":
                raise KeyboardInterrupt
            if key in ("\x00", "\xe0"):  # a function key: its second half follows
                msvcrt.getwch()
                continue
            return key
else:
    import os
    import select
    import termios
    import tty

    def _read_key() -> str:
        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)
        try:
            tty.setcbreak(fd, termios.TCSANOW)  # the default would drop the keys that were pressed meanwhile
            while True:
                data = os.read(fd, 1)
                if data == b"\x1b":
                    while select.select([fd], [], [], 0.02)[0]:
                        os.read(fd, 1)
                    continue
                if data and data[0] >= 0xC0:  # the first byte of a character beyond ASCII
                    data += os.read(fd, 1 if data[0] < 0xE0 else 2 if data[0] < 0xF0 else 3)
                return data.decode("utf-8", "replace")
        finally:
            termios.tcsetattr(fd, termios.TCSADRAIN, before)


def standard_input_is_closed() -> bool:
    """Say whether there is no standard input at all."""
    return sys.stdin is None or sys.stdin.closed


def keys() -> Keys:
    """Return the reader that fits standard input."""
    return TerminalKeys() if not standard_input_is_closed() and sys.stdin.isatty() else LineKeys(sys.stdin)
