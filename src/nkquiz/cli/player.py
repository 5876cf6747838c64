"""The loop of a round: show a question, read what is typed, grade it, keep it, say what is right."""

from __future__ import annotations

from typing import Protocol

from nkquiz.cli.asking import LONGEST, NO_HURRY, STILL_TYPING, Clock, Left, prompt, read_answer
from nkquiz.cli.keys import Event, Reader
from nkquiz.model import Answer, Choice, Question, Settings
from nkquiz.quiz.grading import POINTS, grade, read, rest_of_word
from nkquiz.quiz.material import Material
from nkquiz.quiz.places import where_to_look
from nkquiz.quiz.session import Round
from nkquiz.render import quiz as shown
from nkquiz.render.feedback import feedback
from nkquiz.render.look import Look
from nkquiz.render.terminal import safe

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
        clock = Clock(self._settings.limit)
        self._show(asked)
        while True:
            typed = read_answer(self._reader, asked.form, clock, prompt(self._look.plain))
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

    def _keep(self, asked: Question, given: str, clock: Clock, sure: int | None = None) -> Left | None:
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
