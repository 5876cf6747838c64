"""What a player types: single keys and edited lines on a terminal, or lines where standard input is none."""

from __future__ import annotations

import shutil
import sys
import time
import unicodedata
from enum import Enum
from types import TracebackType
from typing import IO, Protocol

from nkquiz.cli.raw import Raw


class Event(Enum):
    """What can happen instead of an answer."""

    END = "end of input"
    TIME_UP = "time is up"


Typed = str | Event


class Reader(Protocol):
    """Something that answers are read from. While it is open, the terminal may be in a mode of its own."""

    waits: bool  # whether there is a person for whom one can wait, and whose time can be measured

    def __enter__(self) -> Reader: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def key(self, seconds: float | None = None) -> Typed:
        """Return the next key, or what stands for it; give up after so many seconds."""

    def line(self, prompt: str, seconds: float | None = None, given: str = "") -> Typed:
        """Return the next line that is not blank; give up after so many seconds. What is `given` can be edited."""

    def settle(self, quiet: float) -> None:
        """Forget what is typed until nothing is for so many seconds: it was meant for something that is over."""

    def pass_over(self, rest: str) -> None:
        """Forget `rest` and Enter if they follow at once: who types a whole word where its first letter answers."""


class LineReader:
    """A line an answer: for pipes, tests, and people who prefer it. It can't stop waiting when a time is up."""

    waits = False

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream = stream

    def __enter__(self) -> LineReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the stream as it is."""

    def key(self, seconds: float | None = None) -> Typed:
        """Return the next line that is not blank, or that it came too late."""
        started = time.monotonic()
        if self._stream is None or self._stream.closed:
            return Event.END
        for line in self._stream:
            if line.strip():
                late = seconds is not None and time.monotonic() - started > seconds
                return Event.TIME_UP if late else line.strip()
        return Event.END

    def line(self, prompt: str, seconds: float | None = None, given: str = "") -> Typed:  # noqa: ARG002  # unseen
        """Return the next line that is not blank, or that it came too late."""
        return self.key(seconds)

    def settle(self, quiet: float) -> None:
        """Lines wait until they are read."""

    def pass_over(self, rest: str) -> None:
        """A line is read whole."""


END_KEYS = ("", "\x04", "\x1a")  # hung up; Ctrl-D; Ctrl-Z on Windows
ENTER, RUBOUT, KILL_LINE, KILL_WORD = "\r\n", "\x7f\b", "\x15", "\x17"
MAX_LINE = 300
AT_ONCE = 0.5  # seconds within which the next letter of a word is typed


class TerminalReader:
    """Single keys, not echoed, and lines in a small editor. Ctrl-C raises KeyboardInterrupt."""

    waits = True

    def __init__(self) -> None:
        self._raw = Raw()
        self._rest = ""

    def __enter__(self) -> TerminalReader:
        self._raw.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()

    def key(self, seconds: float | None = None) -> Typed:
        """Return the next key. Arrow and function keys are swallowed whole."""
        key = self._get(seconds)
        if key is None:
            return Event.TIME_UP
        return Event.END if key in END_KEYS else key

    def line(self, prompt: str, seconds: float | None = None, given: str = "") -> Typed:
        """Return what is typed up to Enter. Backspace, Ctrl-U and Ctrl-W edit it, and what is `given` with it."""
        give_up = None if seconds is None else time.monotonic() + seconds
        editor = _Editor(prompt, given)
        try:
            while True:
                key = self._get(None if give_up is None else max(0.0, give_up - time.monotonic()))
                if key is None:
                    return Event.TIME_UP
                if key == "" or (key in END_KEYS and not editor.text):
                    return Event.END
                if key not in ENTER:
                    editor.press(key)
                elif editor.text.strip():
                    return editor.text.strip()
                else:
                    editor.press(KILL_LINE)
        finally:
            editor.finish()  # whatever comes next, be it the message after Ctrl-C, begins on a line of its own

    def settle(self, quiet: float) -> None:
        """Forget what is typed until nothing is for so many seconds, or the terminal is gone."""
        while self._raw.get(quiet):
            pass
        self._rest = ""

    def pass_over(self, rest: str) -> None:
        """Forget `rest` and Enter if they follow at once."""
        self._rest = rest + "\r"

    def _get(self, seconds: float | None) -> str | None:
        """Return the next key that is not to be passed over, or None after so many seconds. What was typed before we
        wait for it has come at once."""
        give_up = None if seconds is None else time.monotonic() + seconds
        while True:
            started = time.monotonic()
            key = self._raw.get(None if give_up is None else max(0.0, give_up - started))
            rest, self._rest = self._rest, ""
            if not (key and rest) or time.monotonic() - started > AT_ONCE:
                return key
            if key not in ENTER:
                if key.lower() != rest[0]:
                    return key
                self._rest = rest[1:]


class _Editor:
    """One line that is being typed. It moves back with backspaces alone, so that it works on every terminal; of a text
    that is too long for the line, the end is shown. When the terminal is resized, the line is shown anew below."""

    def __init__(self, prompt: str, given: str = "") -> None:
        self.text = ""
        self._longest = MAX_LINE + len(given)
        self._prompt, self._shown = prompt, ""
        self._columns = shutil.get_terminal_size().columns
        self._write(prompt)
        if given:
            self._set(given)

    def press(self, key: str) -> None:
        """Take a key: a character, or one that edits."""
        if key in RUBOUT:
            cut = len(self.text) - 1
            while cut > 0 and unicodedata.combining(self.text[cut]):
                cut -= 1
            self._set(self.text[: max(0, cut)])
        elif key == KILL_LINE:
            self._set("")
        elif key == KILL_WORD:
            self._set(self.text[: self.text.rstrip().rfind(" ") + 1])
        elif len(self.text) < self._longest and unicodedata.category(key)[0] != "C":
            self._set(self.text + key)

    def finish(self) -> None:
        """Go to the next line."""
        self._write("\n")

    def _set(self, text: str) -> None:
        self.text = text
        if (columns := shutil.get_terminal_size().columns) != self._columns:
            self._columns, self._shown = columns, ""
            self._write("\n" + self._prompt)
        visible, room = text, max(8, columns - 1 - width(self._prompt))
        while width(visible) > room:
            visible = visible[1:]
        if visible.startswith(self._shown):
            self._write(visible[len(self._shown) :])
        else:
            kept = _common(visible, self._shown)
            fresh, old = visible[kept:], self._shown[kept:]
            blanks = max(0, width(old) - width(fresh))
            self._write("\b" * width(old) + fresh + " " * blanks + "\b" * blanks)
        self._shown = visible

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def _common(one: str, two: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def standard_input_is_closed() -> bool:
    """Say whether there is no standard input at all."""
    return sys.stdin is None or sys.stdin.closed


def reader() -> Reader:
    """Return the reader that fits: single keys need a terminal to read from, and one to show the question on."""
    if not standard_input_is_closed() and sys.stdin.isatty() and sys.stdout.isatty():
        return TerminalReader()
    return LineReader(sys.stdin)
