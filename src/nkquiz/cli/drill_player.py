"""The loop of a drill: call a student, show a question, read what is typed, keep it, say what is right."""

from __future__ import annotations

from nkquiz.classroom.drill import State, state
from nkquiz.cli.asking import LONGEST, NO_HURRY, STILL_TYPING, Clock, Left, prompt, read_answer
from nkquiz.cli.keys import Event, Reader, Typed
from nkquiz.model import Answer, Drill, Mark, Question, Turn, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.quiz.grading import grade, key_of, read
from nkquiz.quiz.material import Material
from nkquiz.quiz.places import where_to_look
from nkquiz.render import drill as shown
from nkquiz.render import quiz as quiz_shown
from nkquiz.render import standing
from nkquiz.render.feedback import feedback
from nkquiz.render.look import Look, Shown
from nkquiz.render.terminal import safe

_AROUND = 4  # lines around a question: the rule, a gap, the keys, where one types


class DrillPlayer:
    """Plays a drill to its end, or until the teacher leaves. Each turn is kept before its outcome is shown."""

    def __init__(self, material: Material, now: State, reader: Reader, look: Look, drills: Drills) -> None:
        self.state = now
        self._material, self._reader, self._look, self._drills = material, reader, look, drills
        self._told: set[str] = set()  # what a plain look has told about the keys
        self._below = 0  # lines that were shown below the question

    @property
    def _drill(self) -> Drill:
        return self.state.drill

    def play(self) -> Left:
        """Ask what is left of the drill."""
        while (asked := self.state.question) is not None:
            nobody = self.state.called is None and not shown.is_class(self.state)
            left = self._nobody() if nobody else self._question(asked)
            if left and self.state.question is not None:
                return left
        return Left.OVER

    def _question(self, asked: Question) -> Left | None:
        """Ask one question of whoever is called, up to the next turn; return how playing ended, if it did."""
        called = self.state.called
        clock = Clock(self._drill.settings.limit * (called.factor if called else 1.0))
        self._show(asked, clock.limit)
        while True:
            typed = self._read(asked, clock)
            if typed is Event.END:
                return Left.ENDED
            if isinstance(typed, Event):
                return self._answered(asked, "", clock, "time is up")
            match typed.lower():
                case "q":
                    return Left.QUIT
                case "u" if self.state.turns:
                    self._undo()
                    return None
                case "s":
                    return self._skip(asked)
                case "r":
                    return self._answered(asked, "", clock, "no answer")
                case "a" if called:
                    self._turn(Turn(TurnKind.ABSENT, called.id), f"{shown.name(self.state, called)} is absent")
                    return None
                case "p" if called:
                    if left := self._late():
                        return left
                    self._show(asked, clock.limit)
                case command if (said := self._says(asked, command)) is not None:
                    self._tell(said)
                    self._back(said, clock.limit, asked)
                case _ if called and (given := read(asked.form, safe(typed)[:LONGEST])) is not None:
                    return self._answered(asked, given, clock)
                case _:
                    self._no_answer(asked, typed)

    def _show(self, asked: Question, limit: float) -> None:
        look, now = self._look, self.state
        self._below = 0
        look.rule()
        look.show(shown.asked(look, now, limit))
        look.gap()
        if not look.plain:
            look.show(shown.keys_line(look, now, asked.form))
        elif (how := quiz_shown.asked_for(asked.form)) not in self._told:  # a screen reader would read it out each time
            self._told.add(how)
            look.show(shown.help_text(look, now, asked.form))

    def _read(self, asked: Question, clock: Clock) -> Typed:
        """Return what is typed. Where the whole class answers, one key shows the answer, whatever the form."""
        if not shown.is_class(self.state):
            return read_answer(self._reader, asked.form, clock, prompt(self._look.plain))
        typed = clock.timed(self._reader.key)
        return typed if isinstance(typed, Event) else typed.strip() or "r"

    def _says(self, asked: Question, command: str) -> Shown | None:
        """Return what a command tells that leaves the drill as it is; None if it is none."""
        look = self._look
        match command:
            case "?":
                return shown.help_text(look, self.state, asked.form)
            case "e":
                return quiz_shown.places(look, where_to_look(asked, self._material))
            case "b":
                return standing.in_full(look, self.state)
            case "u":
                return "There is nothing to take back."
        return None

    def _tell(self, said: Shown) -> None:
        """Show something below the question."""
        self._look.show(said)
        self._below += self._look.height(said) + 1  # and what was typed

    def _back(self, said: Shown, limit: float, asked: Question) -> None:
        """Show the question again where it may have scrolled away: at once, or after a key if then what was said
        would."""
        look = self._look
        if look.plain or not self._reader.waits:
            return
        needed = look.height(shown.asked(look, self.state, limit)) + _AROUND
        if needed + self._below > look.out.height:
            if needed + look.height(said) > look.out.height:
                look.show(shown.keys(look, shown.BACK))
                self._reader.key()
            self._show(asked, limit)

    def _no_answer(self, asked: Question, typed: str) -> None:
        if shown.is_class(self.state):
            self._tell("Press r, or space or Enter, to show the answer, or ? for help.")
        else:
            self._tell(quiz_shown.no_answer(self._look, asked.form, typed))

    # What changes the drill. It is on the disk before anything is shown.

    def _turn(self, turn: Turn, said: str = "") -> None:
        self._drills.record(self._drill.id, turn)
        self.state = self.state.after(turn)
        if said:
            self._say(said)

    def _answered(self, asked: Question, given: str, clock: Clock, word: str = "") -> Left | None:
        """Keep an answer, say how it went, and how the drill stands. The class is asked whether most knew it."""
        time_up = word == "time is up"
        if shown.is_class(self.state):
            self._look.show(feedback(self._look, asked, None, self._material.bank, word if time_up else "the answer"))
            self._reader.settle(STILL_TYPING if time_up else NO_HURRY)
            return self._judged(asked, clock)
        assert self.state.called
        answer = grade(asked, given, self._seconds(clock))
        self._turn(Turn(TurnKind.ANSWER, self.state.called.id, asked.id, answer))
        self._look.show(feedback(self._look, asked, answer, self._material.bank, word))
        self._look.gap()
        self._look.show(standing.in_short(self._look, self.state))
        self._reader.settle(STILL_TYPING if time_up else NO_HURRY)
        return self._pause()

    def _judged(self, asked: Question, clock: Clock) -> Left | None:
        """Ask the teacher whether most of the class knew the answer."""
        self._look.gap()
        self._look.show(shown.keys(self._look, shown.KNEW))
        while True:
            typed = self._reader.key()
            if isinstance(typed, Event):
                return Left.ENDED
            match typed.strip().lower():
                case "q":
                    return Left.QUIT
                case "u":
                    return None  # the question is shown again
                case "y" | "n" as knew:
                    right = knew == "y"
                    marks = tuple(Mark(claim, right) for claim in asked.claims)
                    given = key_of(asked.form) if right else ""
                    answer = Answer(asked.id, asked.type, given, right, marks, self._seconds(clock))
                    self._turn(Turn(TurnKind.ANSWER, "", asked.id, answer))
                    self._look.show(standing.in_short(self._look, self.state))
                    return self._last()
                case "s" | "":
                    self._turn(Turn(TurnKind.SKIP, question=asked.id), "not counted")
                    return self._last()
                case _:
                    self._look.show("Press y, n or s, or u to go back to the question.")

    def _skip(self, asked: Question) -> Left | None:
        self._turn(Turn(TurnKind.SKIP, question=asked.id), "skipped")
        return self._last()

    def _late(self) -> Left | None:
        """Ask who of the absent is here after all."""
        look, gone = self._look, shown.absent(self.state)
        if not gone:
            look.show("Nobody is absent.")
            return None
        look.show(shown.to_choose(look, self.state, gone))
        while True:
            typed = self._reader.line(prompt(look.plain))
            if isinstance(typed, Event):
                return Left.ENDED
            number = typed.strip().lower()
            if number == "q":
                return Left.QUIT
            if number == "u":
                return None
            if number.isascii() and number.isdigit() and len(number) < 6 and 0 < int(number) <= len(gone):
                student = gone[int(number) - 1]
                self._turn(Turn(TurnKind.PRESENT, student.id), f"{shown.name(self.state, student)} is here")
                return None
            look.show(shown.WHO_IS_HERE)

    def _undo(self) -> None:
        *before, last = self.state.turns
        self._drills.undo(self._drill.id)
        self.state = state(self._drill, before)
        self._say(f"taken back: {shown.happened(self.state, last)}")

    # Waiting

    def _nobody(self) -> Left | None:
        """Everybody is absent: wait for somebody to come."""
        self._look.gap()
        self._look.show(shown.keys(self._look, shown.NOBODY))
        while True:
            typed = self._reader.key()
            if isinstance(typed, Event):
                return Left.ENDED
            match typed.strip().lower():
                case "q":
                    return Left.QUIT
                case "u":
                    self._undo()
                    return None
                case "p":
                    return self._late()

    def _last(self) -> Left | None:
        """Wait after the last question, so that it can be taken back."""
        return self._pause() if self.state.question is None else None

    def _pause(self) -> Left | None:
        """Wait for a key where somebody presses one, so that what is on the screen can be read."""
        if not self._reader.waits:
            return None
        while True:
            self._look.show(shown.keys(self._look, shown.LAST if self.state.question is None else shown.GO_ON))
            key = self._reader.key()
            if isinstance(key, Event):
                return Left.ENDED
            match key.lower():
                case "b":
                    self._look.show(standing.in_full(self._look, self.state))
                case "u":
                    self._undo()
                    return None
                case "q":
                    return Left.QUIT
                case _:
                    return None

    def _seconds(self, clock: Clock) -> float | None:
        return round(clock.used, 1) if self._reader.waits else None

    def _say(self, text: str) -> None:
        self._look.show(shown.ended(f"{text[0].upper()}{text[1:]}") if self._look.plain else text)
