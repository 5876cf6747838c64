"""A round of questions as a value: each step returns the next round, so that undo is a step like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from nkquiz.model import Answer, Bank, Option, Question
from nkquiz.quiz.grading import grade
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types import TYPES


@dataclass(frozen=True, slots=True)
class Round:
    """The questions of a round and what was answered so far. A skipped question has None."""

    questions: tuple[Question, ...]
    given: tuple[Answer | None, ...] = ()

    @property
    def current(self) -> Question | None:
        """The question to be answered now, or None at the end."""
        return self.questions[len(self.given)] if len(self.given) < len(self.questions) else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers without the skipped questions."""
        return tuple(answer for answer in self.given if answer is not None)

    def answered(self, option: Option) -> Round:
        """Return the round after choosing `option` for the current question.

        Raises:
            ValueError: the round is over.
        """
        if self.current is None:
            raise ValueError("the round is over")
        return replace(self, given=(*self.given, grade(self.current, option)))

    def skipped(self) -> Round:
        """Return the round after skipping the current question."""
        return replace(self, given=(*self.given, None)) if self.current else self

    def undone(self) -> Round:
        """Return the round before the last step; the same round if there was none."""
        return replace(self, given=self.given[:-1])


def new_round(bank: Bank, seed: int, count: int, types: Collection[str] = (), topics: Collection[str] = ()) -> Round:
    """Return a round of at most `count` questions, each on another claim.

    The same bank, seed and options give the same round. Empty `types` and `topics` stand for all.
    """
    wanted = [name for name in TYPES if not types or name in types]
    questions: list[Question] = []
    for claim in shuffled(bank.claims, lambda claim: claim.id, seed, "claims"):
        if topics and claim.topic not in topics:
            continue
        if len(questions) >= count:
            break
        for name in shuffled(wanted, str, seed, claim.id, "type"):
            if question := TYPES[name](claim, bank, seed):
                questions.append(question)
                break
    return Round(tuple(_balanced(questions, seed)))


def _balanced(questions: Iterable[Question], seed: int) -> Iterator[Question]:
    """Put the keys on the positions in turn, so that no position is right more often than another."""
    dealt: Counter[int] = Counter()
    for question in questions:
        count = len(question.options)
        if any(option.letter for option in question.options):
            yield question
            continue
        turn, place = divmod(dealt[count], count)
        position = shuffled(range(count), str, seed, count, turn, "position")[place]
        dealt[count] += 1
        lures = [option for option in question.options if option.id != question.key]
        options = (*lures[:position], question.option(question.key), *lures[position:])
        yield replace(question, options=options)
