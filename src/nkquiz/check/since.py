"""What had not been before a date, and what came then: "before 2016 there was no fever", "the fever came in 2016"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkquiz.check.align import Pair
from nkquiz.check.terms import Clause
from nkquiz.language.dates import Date

_BEFORE = {"<": ">=", "<=": ">="}


def begun(pairs: Sequence[Pair], mine: Clause, theirs: Clause) -> tuple[Pair, ...]:
    """Return the pairs; where one side denies what was before a date and the other one affirms it of that date or of a
    later one, the two dates agree, and the denial is excused."""
    found = {
        pair for pair in pairs if isinstance(pair.mine.value, Date) and pair.differs and _follows(pair, mine, theirs)
    }
    if not found:
        return tuple(pairs)
    return tuple(
        pair._replace(derived=True) if pair in found else pair._replace(excused=True) if pair.denied_once else pair
        for pair in pairs
    )


def _follows(pair: Pair, mine: Clause, theirs: Clause) -> bool:
    for one, two, here, there in (
        (pair.mine.value, pair.theirs.value, mine, theirs),
        (pair.theirs.value, pair.mine.value, theirs, mine),
    ):
        if not isinstance(one, Date) or not isinstance(two, Date) or one.bound not in _BEFORE or two.bound in _BEFORE:
            continue
        denied = any(term.negated for term in here.terms) and not any(term.negated for term in there.terms)
        if denied and replace(one, bound=_BEFORE[one.bound]).agrees(two):
            return True
    return False
