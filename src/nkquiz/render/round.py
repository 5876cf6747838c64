"""A round as a whole: how it begins and ends, what comes back when, and the review after an exam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from nkquiz.model import Answer, Bank, Question, Score
from nkquiz.quiz.grading import POINTS
from nkquiz.quiz.session import Round
from nkquiz.render.feedback import feedback, points, shown_evidence
from nkquiz.render.look import Look
from nkquiz.render.quiz import head, question
from nkquiz.render.terminal import safe

if TYPE_CHECKING:
    from datetime import datetime

Step = tuple[Question, Answer | None]  # None for a question that was skipped
_WEEK = 7


def opening(look: Look, bank: Bank) -> Text:
    """Return how the source is cited."""
    return Text(f"Source: {safe(bank.source.citation)}", style="" if look.plain else "dim")


def going_on(begun: datetime, played: Round, otherwise: bool) -> Iterator[str]:
    """Yield that a round is taken up again, and that it is played as it was begun if the player wants it `otherwise`.
    `begun` is in local time."""
    number, count = len(played.given) + 1, len(played.questions)
    where = f"question {number} of {count}" if number <= count else "at its end"
    yield f"Going on with the round of {_when(begun)}, {where}; `nkquiz play --new` starts another."
    if otherwise:
        yield "It is played as it was begun: --confidence and --time are for new rounds."


def played_elsewhere(begun: datetime) -> str:
    """Return that a new round begins because the last one is being played. `begun`, of that one, is in local time."""
    return f"The round of {_when(begun)} is being played in another window; this is a new one."


def fewer(found: int, wanted: int) -> str:
    """Return that a round has fewer questions than were wanted."""
    there_are = "There is only 1 question" if found == 1 else f"There are only {found} questions"
    return f"{there_are} for this round, not {wanted}."


def _when(begun: datetime) -> str:
    return f"{begun.day} {begun:%B, %H:%M}"


def result(score: Score, skipped: int, left: int = 0) -> Iterator[str]:
    """Yield the score, the points, how many questions were skipped, and how many were left."""
    yield f"{score.right} of {score.answered} right." if score.answered else "Nothing answered."
    if score.points is not None:
        yield f"{points(score.points)}, of at most {POINTS[3][0] * score.answered}."
    if skipped:
        yield f"{skipped} skipped."
    if left:
        yield f"{left} not answered."


def missed(look: Look, steps: Sequence[Step], bank: Bank) -> Iterator[RenderableType]:
    """Yield the claims that were missed, each once with its evidence, and the questions that were skipped."""
    wrong = dict.fromkeys(mark.claim for _, answer in steps if answer for mark in answer.marks if not mark.right)
    if wrong:
        yield Text("To look at again:")
    for id_ in wrong:
        if claim := bank.claim_by_id.get(id_):
            yield _listed(look, claim.text)
            yield look.block(shown_evidence(look, claim))
        elif unknown := bank.unknown_by_id.get(id_):
            yield _listed(look, f"The source does not say: {unknown.text}")
    skipped = [asked for asked, answer in steps if answer is None]
    if skipped:
        yield Text("Skipped:")
    for asked in skipped:
        yield _listed(look, asked.text or asked.prompt)


def _listed(look: Look, text: str) -> RenderableType:
    return look.block(look.text(text), 2, None if look.plain else Text("- "))


def comes_back(due: Collection[datetime], now: datetime) -> str:
    """Return when what was answered is asked again, all in local time: "Comes back: 3 today, 2 on Friday."."""
    days = Counter(_day(max(when, now), now) for when in sorted(due))
    return f"Comes back: {', '.join(f'{number} {day}' for day, number in days.items())}." if days else ""


def _day(when: datetime, now: datetime) -> str:
    ahead = (when.date() - now.date()).days
    if ahead < _WEEK:
        return ("today", "tomorrow")[ahead] if ahead < 2 else f"on {when:%A}"
    return f"on {when.day} {when:%B}" + (f" {when.year}" if when.year != now.year else "")


def review(look: Look, steps: Sequence[Step], count: int, bank: Bank) -> Iterator[RenderableType]:
    """Yield the questions of an exam, one after the other, each with what was answered and what is right."""
    for number, (asked, answer) in enumerate(steps, 1):
        if number > 1:
            yield Text()
        yield question(look, asked, head(look, number, count, None, 0))
        yield feedback(look, asked, answer, bank)
