"""Lines that are typed at length, such as the text of a claim: with arrows, Home, End and what else readline has."""

from __future__ import annotations

import sys
from types import ModuleType

from nkquiz.cli.keys import Event, LineReader, Reader, TerminalReader, Typed, reader


class LongLineReader(TerminalReader):
    """Single keys as ever, and lines that the standard library's readline edits."""

    def __init__(self, readline: ModuleType) -> None:
        super().__init__()
        self._readline = readline
        self._readline.set_auto_history(False)  # what is typed for one claim is no answer to the next question

    def line(self, prompt: str, seconds: float | None = None, given: str = "") -> Typed:
        """Return what is typed up to Enter, once it is not blank. What is `given` stands there to be edited."""
        if seconds is not None:  # readline can't stop waiting
            return super().line(prompt, seconds, given)
        self._raw.close()
        self._readline.set_startup_hook(lambda: self._readline.insert_text(given))
        try:
            while not (typed := input(prompt).strip()):
                pass
            return typed
        except EOFError:
            sys.stdout.write("\n")
            return Event.END
        finally:
            self._readline.set_startup_hook(None)
            self._raw.open()


def long_line_reader() -> Reader:
    """Return a reader for long lines: readline's where there is one and a terminal, else the one that fits."""
    fitting = reader()
    if isinstance(fitting, LineReader):
        return fitting
    try:
        import readline
    except ImportError:  # Windows, and Pythons that were built without it
        return fitting
    return LongLineReader(readline) if hasattr(readline, "set_startup_hook") else fitting
