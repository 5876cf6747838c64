"""What is shown when a round was played to its end, or left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from nkquiz.cli.asking import Left
from nkquiz.model import Bank, Settings
from nkquiz.quiz.grading import score
from nkquiz.quiz.session import Round
from nkquiz.render import round as shown
from nkquiz.render.look import Look


def end(
    look: Look, bank: Bank, round_: Round, settings: Settings, left: Left, due: Collection[datetime], now: datetime
) -> None:
    """Show the score, what was missed, and what comes back when; for an exam, the review. An exam whose input ended is
    not over: it goes on later, and tells nothing before. `due` and `now` are in local time."""
    look.gap()
    number, count = len(round_.given) + 1, len(round_.questions)
    if settings.exam and left is Left.ENDED:
        look.show(f"Left at question {number} of {count}; `nkquiz play` goes on with it.")
        return
    steps = list(zip(round_.questions, round_.given, strict=False))
    if settings.exam:
        look.show(*shown.review(look, steps, count, bank))
        look.gap()
    result = score(round_.answers)
    look.show(*shown.result(result, len(steps) - result.answered, count - len(steps) if settings.exam else 0))
    if not settings.exam:
        look.show(*shown.missed(look, steps, bank))
    if back := shown.comes_back(due, now):
        look.show(back)
    if left is not Left.OVER and not settings.exam:
        look.show(f"Left at question {number} of {count}; `nkquiz play` goes on with it.")
