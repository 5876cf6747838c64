"""What playing alone and drilling a class share: how long a question may be thought about, and how one answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from nkquiz.cli.keys import Event, Reader, Typed
from nkquiz.model import Choice, Form

STILL_TYPING = 1.0  # seconds without a key, after the time is up, until when somebody may be typing on
NO_HURRY = 0.5  # the same after an answer: what comes sooner was typed before what follows was seen
LONGEST = 300  # characters of an answer


class Left(Enum):
    """How playing ended."""

    OVER = "every question was asked"
    QUIT = "left with a key"
    ENDED = "the input ended"


@dataclass
class Clock:
    """How long a question was thought about, while it could be answered, and how long one may."""

    limit: float = 0.0
    used: float = 0.0

    @property
    def left(self) -> float | None:
        """The seconds that are left, or None where there is no limit."""
        return max(0.0, self.limit - self.used) if self.limit else None

    def timed(self, reading: Callable[[float | None], Typed]) -> Typed:
        """Read, while the clock runs."""
        started = time.monotonic()
        try:
            return reading(self.left)
        finally:
            self.used += time.monotonic() - started


def read_answer(reader: Reader, form: Form, clock: Clock, prompt: str) -> Typed:
    """Return the next key for what is chosen, the next line for what is typed. Blank ones are passed over."""
    while True:
        if isinstance(form, Choice):
            typed = clock.timed(reader.key)
        else:
            typed = clock.timed(lambda seconds: reader.line(prompt, seconds))
        if isinstance(typed, Event) or typed.strip():
            return typed if isinstance(typed, Event) else typed.strip()


def prompt(plain: bool) -> str:
    """Return what stands before a line that is typed."""
    return "Your answer: " if plain else "> "
