"""The loop of `bank edit`: show a claim, read what is to be done with it, do that in the file, say what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from nkquiz.bank.fields import did_you_mean
from nkquiz.cli.bank_steps import ChangedMeanwhile, Ended, File, Offered, Step, Tally, chosen
from nkquiz.cli.keys import Event, Reader
from nkquiz.editing import changes
from nkquiz.editing.choices import changed, choices_of, renamed
from nkquiz.editing.faults import problems_of, unproved
from nkquiz.editing.naming import new_id
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, ClaimKind, Locator, Reason
from nkquiz.render import editing as shown
from nkquiz.render.look import Look
from nkquiz.render.suggestions import suggestion
from nkquiz.render.terminal import safe
from nkquiz.suggest.model import Suggestion

_NAMES = {name: key for key, name, _ in shown.KEYS} | {key: key for key, _, _ in shown.KEYS} | {"?": "?"}
Suggest = Callable[[Claim, Bank], Sequence[Suggestion]]


class Editor:
    """Goes through claims until the last, or until the author leaves."""

    def __init__(
        self, file: File, reader: Reader, look: Look, suggest: Suggest, sentences: Mapping[Locator, str]
    ) -> None:
        self.tally = Tally()
        self._file, self._reader, self._look = file, reader, look
        self._suggest, self._sentences = suggest, sentences
        self._bank = changes.checked(file.text)
        self._steps: list[Step] = []
        self._offered = Offered()
        self._todo: list[str] = []
        self._done = 0

    def run(self, claims: Sequence[str]) -> bool:
        """Go through these claims; return whether all were seen."""
        self._todo = list(claims)
        while self._todo or self._is_taken_back():
            current = self._todo[0]
            if self._find(current) is None:  # somebody else has removed it
                self._next()
            elif not self._claim(current):
                return False
        return True

    def _is_taken_back(self) -> bool:
        """After the last claim was kept or dropped, wait for one more key; say whether it is in hand again."""
        if not (self._steps and self._steps[-1].closes):
            return False
        self._look.show("That was the last one: u takes it back, Enter leaves.")
        typed = self._reader.key()
        if not isinstance(typed, Event) and _NAMES.get(typed.strip().lower()) == "u":
            self._undo()
        return bool(self._todo)

    def _find(self, id_: str) -> Claim | None:
        return next((each for each in (*self._bank.claims, *self._bank.drafts) if each.id == id_), None)

    def _next(self, closes: bool = False) -> None:
        if self._steps:
            self._steps[-1] = replace(self._steps[-1], closes=closes)
        self._todo.pop(0)
        self._done += 1

    def _claim(self, id_: str) -> bool:
        """Work on one claim until another one is in hand; return False if the author leaves."""
        self._show(id_)
        while self._todo and self._todo[0] == id_:
            claim = self._find(id_)
            if claim is None:
                return True
            typed = self._reader.key()
            if isinstance(typed, Event):
                return False
            command = _NAMES.get(typed.strip().lower(), "")
            if command == "q":
                return False
            if command == "s":
                self._next()
            elif command == "?":
                self._look.show(*shown.help_lines(self._look, self._can_be_kept(claim)))
            elif command == "u":
                self._undo()
                if self._todo[0] == id_ and self._find(id_) is not None:
                    self._show(id_)
            elif command == "k" and not self._can_be_kept(claim):
                self._look.show("It is a claim already.")
            elif command:
                try:
                    self._do(command, claim)
                except Ended:
                    return False
                except InputError as error:
                    self._look.show(safe(f"Not done: {error.message}" + (f" ({error.hint})" if error.hint else "")))
                    self._keys()
            elif typed.strip():
                self._look.show("Press one of the keys; ? tells what each does.")
        return True

    def _do(self, command: str, claim: Claim) -> None:
        """Do what a key stands for."""
        work = {
            "k": self._keep,
            "r": self._reword,
            "t": self._split,
            "d": self._drop,
            "a": self._restate,
            "f": self._false,
            "c": self._change,
        }[command]
        work(claim)

    def _show(self, id_: str) -> None:
        claim = self._find(id_)
        assert claim is not None, "it has just been found"
        what = "Draft" if claim.draft else "Claim"
        count = self._done + len(self._todo)
        where = f" {self._done + 1} of {count}" if count > 1 else ""
        sentence, remarks = changes.shown_above(self._file.text, id_)
        given = " ".join(self._sentences[at] for at in claim.locators if at in self._sentences)
        self._look.gap()
        self._look.show(*shown.claim(self._look, claim, f"{what}{where}: {id_}", given or sentence, remarks))
        self._look.show(*shown.marks(self._look, changes.marks_of(self._file.text, id_)))
        self._say_what_is_wrong(id_)
        self._keys()

    def _can_be_kept(self, claim: Claim) -> bool:
        return claim.draft or bool(changes.marks_of(self._file.text, claim.id))

    def _keys(self) -> None:
        claim = self._find(self._todo[0]) if self._todo else None
        if claim is not None:
            self._look.show(shown.keys(self._look, self._can_be_kept(claim)))

    def _say_what_is_wrong(self, id_: str) -> None:
        claim = self._find(id_)
        if claim is not None:
            found = problems_of(self._bank, self._file.text, claim, self._sentences)
            self._look.show(*shown.wrong(self._look, found))

    def _asked(self, prompt: str, given: str = "") -> str:
        """Return a line, or "" if it was left."""
        self._look.show(prompt)
        typed = self._reader.line("> ", given=given)
        if isinstance(typed, Event):
            raise Ended
        typed = safe(typed).strip()
        if typed in (shown.CANCEL, given) or (given.endswith(".") and typed == given + shown.CANCEL):
            return ""
        if typed.endswith("..") and not typed.endswith("..."):
            raise InputError("it ends in two full stops", "type it again, with one")
        return typed

    def _leave(self) -> None:
        self._look.show("Left as it is.")
        self._keys()

    def _save(self, claim: Claim, text: str, said: str) -> bool:
        """Write a step, if the file with it would load, and tell it; say whether that was done."""
        bank = changes.checked(text)
        before = Step(self._file.text, claim.id, tuple(self._todo), self._done)
        try:
            self._file.save(text)
        except ChangedMeanwhile:
            self._file.reload()
            self._bank = changes.checked(self._file.text)
            self._steps.clear()
            self._look.show(
                "The file was changed by somebody else meanwhile. It was read again; your step was NOT made."
            )
            if self._find(claim.id):
                self._show(claim.id)
            return False
        self._bank = bank
        self._steps.append(before)
        self.tally.changed.add(claim.id)
        self._look.show(said)
        return True

    def _told(self, claim: Claim, text: str, said: str) -> None:
        """Write a step after which the claim stays in hand."""
        if self._save(claim, text, said):
            self._say_what_is_wrong(claim.id)
            self._keys()

    def _keep(self, claim: Claim) -> None:
        if not claim.text:
            raise InputError("it has no text yet", "r writes one")
        if claim.kind is ClaimKind.OPINION and not claim.speaker:
            raise InputError(
                "it is an opinion, and does not say whose", "c and `speaker` with an id, or c and `kind fact`"
            )
        for problem in unproved(claim, self._sentences):
            raise InputError(problem.message, problem.hint)
        said = f"Kept: {claim.id} is a claim now." if claim.draft else f"Kept: the mark of {claim.id} is removed."
        if self._save(claim, changes.finish(self._file.text, claim.id), said):
            self.tally.kept.append(claim.id)
            self._say_what_is_wrong(claim.id)
            self._next(closes=True)

    def _reword(self, claim: Claim) -> None:
        typed = self._asked("What does the source say, in your own words?", claim.text)
        if not typed:
            return self._leave()
        return self._told(claim, changes.set_value(self._file.text, claim.id, "text", typed), "Reworded.")

    def _split(self, claim: Claim) -> None:
        first = self._asked("What is the first thing it says?", claim.text)
        second = self._asked("And the second?", claim.text) if first else ""
        if not second:
            return self._leave()
        id_ = new_id(second, self._bank)
        text = changes.split(self._file.text, claim, first, second, id_)
        if self._save(claim, text, f"Split: the second is the draft {id_}."):
            if claim.evidence:
                quoted = f"Both have the fragment “{safe(claim.evidence[0].quote)}”."
                self._look.show(f"{quoted} Where it does not prove one of them, c and `quote TEXT` change it.")
            self._todo.insert(1, id_)
            self._show(claim.id)
        return None

    def _drop(self, claim: Claim) -> None:
        others = [each for each in (*self._bank.claims, *self._bank.drafts) if each.id != claim.id]
        cited = {at for each in others for at in each.locators} | set(self._bank.skipped)
        known = self._bank.source.locators
        places = [at for at in claim.locators if at not in cited and (at in known or not known)]
        reason = self._asked("Why does its sentence need no claim?" if places else "Drop it? yes or no")
        if reason.lower() in ("", shown.BACK) or (not places and reason.lower() not in ("y", "yes")):
            return self._leave()
        text = changes.drop(self._file.text, claim, places, reason)
        listed = f"; listed as skipped: {', '.join(map(str, places))}" if places else ""
        if self._save(claim, text, f"Dropped: {claim.id}{listed}."):
            self.tally.dropped.append(claim.id)
            self._next(closes=True)
        return None

    def _restate(self, claim: Claim) -> None:
        typed = self._asked("The same thing, as somebody else would say it:")
        if not typed:
            return self._leave()
        return self._told(claim, changes.add_restatement(self._file.text, claim.id, typed), "Added.")

    def _false(self, claim: Claim) -> None:
        offered = self._offered.numbered(claim, self._suggest(claim, self._bank)) if claim.text else {}
        for number, one in offered.items():
            self._look.show(*suggestion(self._look, number, one))
        typed = self._asked("Type a false variant" + (", or the numbers of those to take:" if offered else ":"))
        if not typed:
            return self._leave()
        text = self._file.text
        if taken := chosen(typed, offered):
            for one in taken:
                text = changes.add_variant(text, claim.id, one.text, one.reason.value, one.why)
            return self._told(claim, text, "Added.")
        names = [reason.value for reason in Reason]
        why = shown.BACK
        while why.lower() == shown.BACK:
            reason = self._asked(f"How is it wrong? One of: {', '.join(names)}. {shown.BACK} goes back.").lower()
            if not reason:
                return self._leave()
            if reason == shown.BACK:
                return self._false(claim)
            if reason not in names:
                raise InputError(f"'{reason}' is no reason", did_you_mean(reason, names))
            asked = f"Why is it wrong? Told to who believes it. {shown.CANCEL} for nothing, {shown.BACK} goes back."
            why = self._asked(asked)
        return self._told(claim, changes.add_variant(text, claim.id, typed, reason, why), "Added.")

    def _change(self, claim: Claim) -> None:
        choices = choices_of(self._bank)
        lines = [f"{key}: {', '.join(values)}" for key, values in choices.items()]
        self._look.show(*(self._look.block(self._look.text(line)) for line in lines))
        self._look.show(self._look.block(self._look.text(shown.OTHER_CHANGES)))
        typed = self._asked("Which, and to what? For instance: kind opinion")
        if not typed:
            return self._leave()
        text = changed(self._file.text, claim, typed, choices, self._bank, self._sentences)
        if id_ := renamed(typed):
            answers = "" if claim.draft else " Answers that were given are kept under the old one."
            if self._save(claim, text, f"Changed: its id is {id_}.{answers}"):
                self._todo[0] = id_
            return None
        return self._told(claim, text, "Changed.")

    def _undo(self) -> None:
        if not self._steps:
            self._look.show("There is no change to take back.")
            return
        step = self._steps[-1]
        try:
            self._file.save(step.text)
        except ChangedMeanwhile:
            self._file.reload()
            self._bank = changes.checked(self._file.text)
            self._steps.clear()
            self._look.show(
                "The file was changed by somebody else meanwhile. It was read again; nothing was taken back."
            )
            return
        self._steps.pop()
        self._bank = changes.checked(step.text)
        self._todo, self._done = list(step.todo), step.done
        self.tally.kept = [id_ for id_ in self.tally.kept if id_ != step.claim]
        self.tally.dropped = [id_ for id_ in self.tally.dropped if id_ != step.claim]
        self._look.show("Taken back.")
