"""`nkquiz play`: a round of questions, with the evidence after each answer."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption, DataOption, data_folder
from nkquiz.errors import ExitCode, InputError
from nkquiz.quiz.types import TYPES

if TYPE_CHECKING:
    from rich.console import Console

    from nkquiz.cli.keys import Keys
    from nkquiz.model import Bank
    from nkquiz.progress.store import Store
    from nkquiz.quiz.session import Round

TypeName = StrEnum("TypeName", {name.upper(): name for name in TYPES})  # type: ignore[misc]  # choices from the registry

HELP = (
    "Choose with the digit or letter before an answer. e: where the source speaks of it. u: take back the last step. "
    "s: skip. q: leave; what you answered is kept."
)


def play(
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=1000, help="How many questions.")] = 10,
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Only this topic; may be repeated.")] = None,
    type_: Annotated[list[TypeName] | None, typer.Option("--type", help="Only this type; may be repeated.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same questions.")] = None,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Play a round of questions on the source. Every answer is kept at once."""
    from nkquiz.bank import load_bank
    from nkquiz.cli.keys import keys, standard_input_is_closed
    from nkquiz.progress.store import Store
    from nkquiz.quiz.session import new_round
    from nkquiz.render import terminal

    if standard_input_is_closed():
        raise InputError(
            "standard input is closed, so there is nobody to answer", "run it in a terminal, or pipe answers in"
        )
    loaded = load_bank(bank)
    for name in topic or []:
        if name not in loaded.topics:
            raise InputError(f"unknown topic '{name}'", f"one of: {', '.join(loaded.topics)}")
    import secrets

    chosen_seed = secrets.randbelow(1_000_000) if seed is None else seed
    round_ = new_round(loaded, chosen_seed, count, [str(t) for t in type_ or []], topic or [])
    if not round_.questions:
        raise InputError("the bank gives no question of this kind", "see `nkquiz bank stats`")
    again = _command(chosen_seed, count, topic or [], type_ or [], bank)
    with Store(data_folder(data) / "progress.sqlite", _now) as store:
        try:
            _Game(loaded, round_, f"{_now()}/{chosen_seed}", again, store, keys(), terminal.console()).run()
        except KeyboardInterrupt:
            terminal.warn("left; what you answered is kept")
            raise typer.Exit(ExitCode.INTERRUPTED) from None


def _command(seed: int, count: int, topics: list[str], types: list[TypeName], bank: Path | None) -> str:
    """Return the command that gives the same round again."""
    import shlex

    words = ["nkquiz", "play", "--seed", str(seed), "-n", str(count)]
    for option, values in (("--topic", topics), ("--type", types), ("--bank", [bank] if bank else [])):
        for value in values:
            words += [option, str(value)]
    return shlex.join(words)


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="milliseconds")


class _Game:
    """One round being played: reads keys, shows questions, keeps answers."""

    def __init__(self, bank: Bank, round_: Round, id_: str, again: str, store: Store, keys: Keys, out: Console) -> None:
        self.bank, self.round, self.id, self.again = bank, round_, id_, again
        self.store, self.keys, self.out = store, keys, out
        self.events: list[int | None] = []  # for each step of the round, the id of its answer in the store

    def run(self) -> None:
        """Play until the end of the round or of the input."""
        from nkquiz.render import terminal

        self.out.print(terminal.cited(self.bank))
        self._ask()
        while self.round.current is not None:
            typed = self.keys.read()
            if typed in ("", "q"):
                break
            self._step(typed)
        self._end()

    def _ask(self) -> None:
        from nkquiz.render import terminal

        if asked := self.round.current:
            self.out.print()
            last = self.round.given[-1] if self.round.given else None
            progress = terminal.progress(len(self.round.given) + 1, len(self.round.questions), last, self.out)
            self.out.print(terminal.question(asked, progress))
            self.out.print(terminal.keys_line(asked))

    def _step(self, typed: str) -> None:
        from nkquiz.quiz.grading import chosen
        from nkquiz.render import terminal

        asked = self.round.current
        assert asked is not None
        claim = self.bank.claim_by_id[asked.claim]
        if typed == "?":
            self.out.print(HELP)
        elif typed == "e":
            places = ", ".join(map(str, claim.locators))
            self.out.print(f"Look in the source at {places} (paragraph.sentence; title and byline do not count).")
        elif typed == "u":
            self._undo()
        elif typed == "s":
            self.round = self.round.skipped()
            self.events.append(None)
            self.out.print("skipped")
            self._ask()
        elif option := chosen(asked, typed):
            self.round = self.round.answered(option)
            self.events.append(self.store.record(self.bank.id, self.id, asked.type, self.round.answers[-1]))
            self.out.print(terminal.feedback(asked, option, claim, self.out))
            self._ask()
        else:
            said = f"'{terminal.safe(typed, 20)}'" if terminal.safe(typed) else "That"
            self.out.print(f"{said} is no answer here: press {terminal.choices(asked)}, or ? for help.")

    def _undo(self) -> None:
        if not self.events:
            self.out.print("There is no answer to take back.")
            return
        event = self.events.pop()
        if event is not None:
            self.store.undo(event)
        self.round = self.round.undone()
        self.out.print("taken back")
        self._ask()

    def _end(self) -> None:
        from nkquiz.quiz.grading import score
        from nkquiz.render import terminal

        result = score(self.round.answers)
        skipped = len(self.round.given) - result.answered
        self.out.print()
        self.out.print(f"{result.right} of {result.answered} right." if result.answered else "Nothing answered.")
        if skipped:
            self.out.print(f"{skipped} skipped.")
        self.out.print(f"The same round again: {self.again}")
        missed = [answer for answer in self.round.answers if not answer.right]
        if missed:
            self.out.print("To look at again:")
        for answer in missed:
            claim = self.bank.claim_by_id[answer.claim]
            self.out.print(terminal.missed(claim))
