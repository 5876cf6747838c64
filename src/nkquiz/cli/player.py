"""The loop of a round: show a question, read what is typed, grade it, keep it, say what is right."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from nkquiz.cli.keys import Event, Reader, Typed
from nkquiz.model import Answer, Choice, Form, Question, Settings
from nkquiz.quiz.grading import POINTS, grade, read, rest_of_word
from nkquiz.quiz.material import Material
from nkquiz.quiz.places import where_to_look
from nkquiz.quiz.session import Round
from nkquiz.render import quiz as shown
from nkquiz.render.feedback import feedback
from nkquiz.render.look import Look
from nkquiz.render.terminal import safe

STILL_TYPING = 1.0  # seconds without a key, after the time is up, until when somebody may be typing on
NO_HURRY = 0.5  # the same after a wrong answer: what comes sooner was typed before the correction was seen
LONGEST = 300  # characters of an answer
_GO_ON = ("[any key] go on  [u] undo  [q] leave", "Press any key to go on, u to undo, q to leave.")
_BEFORE_REVIEW = (
    "That was the last question.  [any key] review  [u] undo",
    "That was the last question. Press any key for the review, u to undo.",
)


class Keeper(Protocol):
    """What keeps a round: when one of its methods returns, the step is on disk."""

    def step(self, asked: Question, answer: Answer | None) -> None:
        """Keep the answer to the current question, or that it was skipped."""

    def undone(self) -> None:
        """Take back the last step."""


_BACK = 0  # in the place of a confidence


class Left(Enum):
    """How playing ended."""

    OVER = "every question was asked"
    QUIT = "left with a key"
    ENDED = "the input ended"


@dataclass
class _Clock:
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


class Player:
    """Plays a round to its end, or until the player leaves. The reader is open meanwhile."""

    def __init__(
        self, material: Material, round_: Round, settings: Settings, reader: Reader, look: Look, keeper: Keeper
    ) -> None:
        self.round = round_
        self._material, self._settings, self._reader, self._look = material, settings, reader, look
        self._keeper = keeper
        self._told: set[str] = set()  # what a plain look has told about the keys

    def play(self) -> Left:
        """Ask what is left of the round."""
        while (asked := self.round.current) is not None:
            left = self._question(asked)
            if self.round.current is None and self._settings.exam and self._reader.waits:
                left = self._pause(*_BEFORE_REVIEW)
            if left and self.round.current is not None:
                return left
        return Left.OVER

    def _question(self, asked: Question) -> Left | None:
        """Play one question, up to the next step of the round; return how playing ended, if it did."""
        clock = _Clock(self._settings.limit)
        self._show(asked)
        while True:
            typed = self._read(asked.form, clock)
            if isinstance(typed, Event):
                return Left.ENDED if typed is Event.END else self._keep(asked, "", clock)
            command = typed.lower()
            if command == "q":
                return Left.QUIT
            if command == "u" and self.round.given:
                self._undo()
                return None
            if command == "s":
                self._skip(asked)
                return None
            if self._said(asked, command):
                continue
            given = read(asked.form, safe(typed)[:LONGEST])
            if given is None:
                self._look.show(shown.no_answer(self._look, asked.form, typed))
                continue
            if isinstance(asked.form, Choice):
                self._reader.pass_over(rest_of_word(asked.form, typed))
            sure = self._how_sure() if self._settings.confidence else None
            if isinstance(sure, Left):
                return sure
            if sure == _BACK:
                self._show(asked)
                continue
            return self._keep(asked, given, clock, sure)

    def _show(self, asked: Question) -> None:
        look, given, exam = self._look, self.round.given, self._settings.exam
        look.gap()
        last = given[-1] if given and not exam else None
        head = shown.head(look, len(given) + 1, len(self.round.questions), last, self._settings.limit)
        look.show(shown.question(look, asked, head))
        told = shown.help_text(asked.form, exam)
        if not look.plain:
            look.show(shown.keys_line(look, asked.form, exam))
        elif told not in self._told:  # a screen reader would read it out each time
            self._told.add(told)
            look.show(told)

    def _read(self, form: Form, clock: _Clock) -> Typed:
        """Return the next key for what is chosen, the next line for what is typed. Blank ones are passed over."""
        prompt = "Your answer: " if self._look.plain else "> "
        while True:
            if isinstance(form, Choice):
                typed = clock.timed(self._reader.key)
            else:
                typed = clock.timed(lambda seconds: self._reader.line(prompt, seconds))
            if isinstance(typed, Event) or typed.strip():
                return typed if isinstance(typed, Event) else typed.strip()

    def _said(self, asked: Question, command: str) -> bool:
        """Do what a command asks for that leaves the question as it is; say whether it was one."""
        look, exam = self._look, self._settings.exam
        if command == "?":
            look.show(shown.help_text(asked.form, exam))
        elif command == "e" and exam:
            look.show("Not in an exam: where the source says it is shown at the end.")
        elif command == "e":
            look.show(shown.places(look, where_to_look(asked, self._material)))
        elif command == "u":
            look.show("There is no answer to take back.")
        else:
            return False
        return True

    def _how_sure(self) -> int | Left:
        """Ask how sure the player is; _BACK to go back to the question."""
        self._look.show(shown.how_sure(self._look))
        while True:
            typed = self._reader.key()
            if isinstance(typed, Event):
                return Left.ENDED
            pressed = typed.strip().lower()
            if pressed == "q":
                return Left.QUIT
            if pressed == "u":
                return _BACK
            if pressed in map(str, POINTS):
                return int(pressed)
            if pressed:
                self._look.show("Press 1, 2 or 3, or u to go back to the question.")

    def _keep(self, asked: Question, given: str, clock: _Clock, sure: int | None = None) -> Left | None:
        """Keep an answer, and say how it went."""
        seconds = round(clock.used, 1) if self._reader.waits else None
        answer = grade(asked, given, seconds, sure)
        self._keeper.step(asked, answer)
        self.round = self.round.answered(answer)
        if self._settings.exam:
            self._look.show("Kept." if given else "The time is up.")
        else:
            self._look.show(feedback(self._look, asked, answer, self._material.bank))
        waits = not (answer.right or self._settings.exam) and self._reader.waits
        if waits or not given:
            self._reader.settle(NO_HURRY if given else STILL_TYPING)
        return self._pause(*_GO_ON) if waits else None

    def _pause(self, line: str, in_words: str) -> Left | None:
        """Wait for a key, so that what is on the screen can be read."""
        self._look.show(shown.keys(self._look, line, in_words))
        key = self._reader.key()
        if isinstance(key, Event):
            return Left.ENDED
        if key.lower() == "u":
            self._undo()
        return Left.QUIT if key.lower() == "q" else None

    def _skip(self, asked: Question) -> None:
        self._keeper.step(asked, None)
        self.round = self.round.skipped()
        self._look.show("Skipped." if self._look.plain else "skipped")

    def _undo(self) -> None:
        self._keeper.undone()
        self.round = self.round.undone()
        self._look.show("Taken back." if self._look.plain else "taken back")
