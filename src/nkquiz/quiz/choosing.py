"""What is asked first: what is due, then what is new, then what is due soonest; and what is asked once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nkquiz.quiz.order import shuffled


def asked_first(ids: Iterable[str], due: Mapping[str, Any], now: Any, seed: int) -> tuple[str, ...]:
    """Return the ids of claims and unknowns in the order in which they are to be asked about.

    `due` says when what was answered is due. First comes what is due by `now`, the longest overdue first; then what is
    new, in an order that the seed decides; then what is due later, the soonest first. What the bank no longer has is
    left out.
    """
    known = set(ids)
    by_time = sorted((when, id_) for id_, when in due.items() if id_ in known)
    overdue = [id_ for when, id_ in by_time if when <= now]
    later = [id_ for when, id_ in by_time if when > now]
    return (*overdue, *shuffled(known - due.keys(), str, seed, "new"), *later)


def missed_last(ids: Iterable[str], last: Mapping[str, tuple[Any, bool]]) -> tuple[str, ...]:
    """Return the ids of what was answered wrong the last time, the latest first. `last` says when that was, and whether
    the answer was right."""
    known = set(ids)
    wrong = sorted((when, id_) for id_, (when, right) in last.items() if not right and id_ in known)
    return tuple(id_ for _, id_ in reversed(wrong))
