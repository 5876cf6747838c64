"""Which round is played: the last one goes on, or another one begins. Every step is kept as it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nkquiz.cli.chosen import no_question
from nkquiz.model import Answer, Question, Settings
from nkquiz.progress.lock import hold
from nkquiz.progress.records import KeptRound
from nkquiz.progress.store import Store
from nkquiz.quiz.choosing import asked_first, missed_last
from nkquiz.quiz.material import Material
from nkquiz.quiz.session import Round, new_round


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the player asked for. A round that is `seeded` is the same for everybody, whatever is due; one that is
    `counted` was to have so many questions."""

    settings: Settings
    seeded: bool = False
    counted: bool = False
    new: bool = False


class Kept:
    """A round in the store. `begun` says when it was begun, if it goes on; `elsewhere`, if it is a new one because the
    last one is being played by another process, when that one was begun."""

    def __init__(
        self,
        store: Store,
        bank: str,
        id_: str,
        round_: Round,
        settings: Settings,
        begun: datetime | None = None,
        elsewhere: datetime | None = None,
    ) -> None:
        self.round, self.settings, self.begun, self.elsewhere = round_, settings, begun, elsewhere
        self._store, self._bank, self._id = store, bank, id_

    def step(self, asked: Question, answer: Answer | None) -> None:
        """Keep the answer to the current question, or that it was skipped."""
        self._store.record(self._id, asked, answer)

    def undone(self) -> None:
        """Take back the last step."""
        self._store.undo(self._id)

    def finish(self) -> None:
        """Keep that the round is over."""
        self._store.end(self._id)

    def due(self, played: Round) -> list[datetime]:
        """Return when each claim that was answered in the round comes back, in local time."""
        claims = {mark.claim for answer in played.answers for mark in answer.marks}
        scheduled = self._store.scheduled(self._bank)
        return [scheduled[id_].due.astimezone() for id_ in claims if id_ in scheduled]


@contextmanager
def opened(store: Store, folder: Path, material: Material, wanted: Wanted, now: datetime) -> Iterator[Kept | None]:
    """Give the round to be played, which no other process plays meanwhile; None where there is nothing to review.

    Raises:
        InputError: the bank gives no question of this kind.
        ProgressError: the store can't be used.
    """
    bank = material.bank.id
    last = None if wanted.new else store.last_round(bank)
    elsewhere = None
    if last and _is_open(last):
        if lock := hold(folder, last.id):
            with lock:
                again = store.last_round(bank)  # it may have been played on, or to its end, before we held it
                if again and again.id == last.id and _is_open(again):
                    yield _going_on(store, again)
                    return
        else:
            elsewhere = last.started
    round_ = _new(store, material, wanted, now)
    if round_ is None:
        yield None
        return
    id_ = store.begin(bank, wanted.settings, round_.questions)
    lock = hold(folder, id_)
    assert lock is not None, "a new round's id is its own"
    with lock:
        yield Kept(store, bank, id_, round_, wanted.settings, elsewhere=elsewhere)


def _is_open(last: KeptRound) -> bool:
    """Say whether a round can go on. An exam that was answered whole still has its review before it."""
    return not last.ended and (len(last.given) < len(last.questions) or last.settings.exam)


def _going_on(store: Store, last: KeptRound) -> Kept:
    return Kept(store, last.bank, last.id, Round(last.questions, last.given), last.settings, last.started)


def _new(store: Store, material: Material, wanted: Wanted, now: datetime) -> Round | None:
    """Return the questions: those on what was missed, the same for everybody, or what is due first."""
    settings, bank = wanted.settings, material.bank
    first: tuple[str, ...] = ()
    if settings.review:
        last = {id_: (kept.last_review, kept.right) for id_, kept in store.scheduled(bank.id).items()}
        first = missed_last([*bank.claim_by_id, *bank.unknown_by_id], last)
        if not first:
            return None
    elif not wanted.seeded:
        due = {id_: kept.due for id_, kept in store.scheduled(bank.id).items()}
        first = asked_first([*bank.claim_by_id, *bank.unknown_by_id], due, now, settings.seed)
    round_ = new_round(
        material, settings.seed, settings.count, settings.types, settings.topics, first, only=settings.review
    )
    if not round_.questions:
        raise no_question()
    return round_
