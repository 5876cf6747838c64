"""When a claim is due again: FSRS, fed with how each answer went.

A claim's schedule is a pure function of its answers, a fold over them in order: it can be worked out again at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from nkquiz.model import Answer, Arrangement, Choice, Entry, Form, Question

if TYPE_CHECKING:
    from fsrs import Scheduler

UNSURE, SURE = 1, 3  # of the three steps of confidence
SLOW, QUICK = 2.0, 0.5  # times what is expected

# How long an answer takes, roughly: to begin, to read a word (170 a minute, as one reads to decide, not to skim), to
# type a letter (40 words a minute), to think of what to type, to put one item into its place.
_BEGIN, _WORD, _LETTER, _RECALL, _PLACE = 4.0, 0.35, 0.3, 3.0, 3.0


class Rating(IntEnum):
    """How well a claim was remembered, in the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Review:
    """One answer as the schedule sees it. `at` is in UTC."""

    at: datetime
    right: bool
    rating: Rating


@dataclass(frozen=True, slots=True)
class Scheduled:
    """When a claim is due, what FSRS remembers of it (`state` to `last_review`), whether the last answer was right, and
    how many there were."""

    due: datetime
    state: int
    step: int | None
    stability: float
    difficulty: float
    last_review: datetime
    right: bool
    answers: int
    wrong: int


def rating(
    right: bool,
    seconds: float | None = None,
    expected: float = 0.0,
    confidence: int | None = None,
    typed: bool = False,
) -> Rating:
    """Return how well a claim was remembered.

    Wrong is Again. Right, but unsure (confidence 1) or slower than twice what is `expected`, is Hard. Right and within
    half of it is Easy if it was no guess: sure (confidence 3), or `typed` or arranged. Any other right answer is Good.
    Without `seconds` time does not count.
    """
    if not right:
        return Rating.AGAIN
    if confidence == UNSURE or (seconds is not None and seconds > SLOW * expected):
        return Rating.HARD
    if seconds is not None and seconds <= QUICK * expected and (confidence == SURE or typed):
        return Rating.EASY
    return Rating.GOOD


def expected_seconds(question: Question) -> float:
    """Return how long a person needs who knows the answer: 4 s, 0.35 s for each word on the screen, and for what is
    typed 3 s and 0.3 s a letter, for what is arranged 3 s a slot."""
    form = question.form
    words = sum(len(text.split()) for text in (question.prompt, question.text, *_texts(form)))
    expected = _BEGIN + _WORD * words
    if isinstance(form, Entry):
        return expected + _RECALL + _LETTER * len(form.accepted[0])
    if isinstance(form, Arrangement):
        return expected + _PLACE * len(form.key)
    return expected


def ratings(question: Question, answer: Answer, told: Collection[str] = ()) -> tuple[Rating, ...]:
    """Return a rating for each mark of an answer: Again for the claims that were `told` before, in the correction of an
    answer that was taken back."""
    expected, typed = expected_seconds(question), not isinstance(question.form, Choice)
    return tuple(
        rating(mark.right and mark.claim not in told, answer.seconds, expected, answer.confidence, typed)
        for mark in answer.marks
    )


def reviewed(kept: Scheduled | None, review: Review) -> Scheduled:
    """Return a claim's schedule after one more answer. `kept` is None before the first one."""
    from fsrs import Card, Rating, State  # takes longer to import than all else here: only when something is answered

    card = Card(card_id=0, due=review.at)
    if kept:
        state = State(kept.state)
        card = Card(0, state, kept.step, kept.stability, kept.difficulty, kept.due, kept.last_review)
    card, _ = _scheduler().review_card(card, Rating(review.rating), review.at)
    assert card.stability is not None
    assert card.difficulty is not None
    answers, wrong = (kept.answers, kept.wrong) if kept else (0, 0)
    return Scheduled(
        card.due,
        card.state.value,
        card.step,
        card.stability,
        card.difficulty,
        review.at,
        review.right,
        answers + 1,
        wrong + (not review.right),
    )


def replayed(reviews: Iterable[Review]) -> Scheduled | None:
    """Return the schedule that follows from all answers on a claim, oldest first; None if there are none."""
    kept: Scheduled | None = None
    for review in reviews:
        kept = reviewed(kept, review)
    return kept


@cache
def _scheduler() -> Scheduler:
    """Return the one scheduler of all claims.

    No fuzz: the same answers give the same schedule, whenever it is worked out. One step of ten minutes: who was wrong
    meets the claim again at the end of this round or in the next one today; who was right does not, and is asked in
    days. FSRS' usual first step of one minute is for programs that ask again within a session, which a round of ten
    questions does not.
    """
    from fsrs import Scheduler

    steps = (timedelta(minutes=10),)
    return Scheduler(learning_steps=steps, relearning_steps=steps, enable_fuzzing=False)


def _texts(form: Form) -> tuple[str, ...]:
    match form:
        case Choice():
            return tuple(option.text for option in form.options)
        case Entry():
            return (form.hint,)
        case Arrangement():
            return (*form.slots, *(item.text for item in form.items))
