"""Single characters from a terminal, with a limit to how long one waits: POSIX and Windows."""

from __future__ import annotations

import sys
import time

if sys.platform == "win32":
    import msvcrt

    _PAUSE = 0.02

    class Raw:
        """The console's keys."""

        def open(self) -> None:
            """The console needs no preparation."""

        def close(self) -> None:
            """Nor is there anything to put back."""

        def get(self, seconds: float | None = None) -> str | None:
            """Return the next character, or None after so many seconds. Function keys are swallowed whole."""
            give_up = None if seconds is None else time.monotonic() + seconds
            while True:
                while give_up is not None and not msvcrt.kbhit():
                    if time.monotonic() >= give_up:
                        return None
                    time.sleep(_PAUSE)
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
    import signal
    import termios
    import tty
    from types import FrameType

    _SEQUENCE = 0.02  # seconds within which the rest of what one key sends has come

    class Raw:
        """The terminal of standard input. Between `open` and `close` it neither echoes nor waits for Enter."""

        def __init__(self) -> None:
            self._fd = sys.stdin.fileno()
            self._before: list[object] | None = None

        def open(self) -> None:
            """Take over the terminal."""
            self._before = termios.tcgetattr(self._fd)
            self._handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGCONT)}
            signal.signal(signal.SIGTERM, self._leave)
            signal.signal(signal.SIGCONT, self._take)
            self._take()

        def close(self) -> None:
            """Leave the terminal as it was."""
            if self._before is not None:
                termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)  # type: ignore[arg-type]
                for number, handler in self._handlers.items():
                    signal.signal(number, handler)

        def get(self, seconds: float | None = None) -> str | None:
            """Return the next character, "" if the terminal is gone, or None after so many seconds. Arrow and function
            keys are swallowed whole."""
            give_up = None if seconds is None else time.monotonic() + seconds
            while True:
                left = None if give_up is None else max(0.0, give_up - time.monotonic())
                if not select.select([self._fd], [], [], left)[0]:
                    return None
                first = self._byte()
                if first != b"\x1b":
                    return self._character(first)
                self._swallow()

        def _byte(self) -> bytes:
            try:
                return os.read(self._fd, 1)
            except OSError:  # hung up
                return b""

        def _soon(self) -> bytes:
            return self._byte() if select.select([self._fd], [], [], _SEQUENCE)[0] else b""

        def _character(self, first: bytes) -> str:
            """Return the character that begins with that byte: beyond ASCII, others follow."""
            more = 0 if not first or first[0] < 0xC0 else 1 if first[0] < 0xE0 else 2 if first[0] < 0xF0 else 3
            return (first + b"".join(self._soon() for _ in range(more))).decode("utf-8", "replace")[:1]

        def _swallow(self) -> None:
            """Read what follows Escape in the same key: a letter, or `[` or `O` and all up to a letter or `~`."""
            byte = self._soon()
            if byte in (b"[", b"O"):
                byte = self._soon()
                while byte and not 0x40 <= byte[0] <= 0x7E:
                    byte = self._soon()

        def _take(self, _number: int = 0, _frame: FrameType | None = None) -> None:
            tty.setcbreak(self._fd, termios.TCSANOW)  # the default would drop the keys that were pressed meanwhile

        def _leave(self, number: int, _frame: FrameType | None) -> None:
            raise SystemExit(128 + number)
