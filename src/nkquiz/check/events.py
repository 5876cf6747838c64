"""Two events of a statement beside two of a wording: whether they come in the same order."""

from __future__ import annotations

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Term, TermKind
from nkquiz.check.timeline import Order

_NAMING = (TermKind.ENTITY,)


def turned(comparison: Comparison) -> bool:
    """Say whether the two events of the statement stand in the wording too, the other way round."""
    mine, theirs = comparison.statement.orders, comparison.theirs.orders
    found = [_turned(comparison, one, two) for one in mine for two in theirs]
    return True in found and False not in found


def _turned(comparison: Comparison, mine: Order, theirs: Order) -> bool | None:
    """Say whether what comes first in the statement comes last in the source; None where that can't be told.

    Where both events of the statement have names of their own, the names say which is which.
    """
    earlier, later = _own(comparison.statement.within(mine.earlier), comparison.statement.within(mine.later))
    first, last = _own(comparison.theirs.within(theirs.earlier), comparison.theirs.within(theirs.later))
    for kinds in (_NAMING, tuple(TermKind)):
        named = [[t for t in terms if t.kind in kinds] for terms in (earlier, later)]
        if not all(named):
            continue
        in_first, in_last = (
            [sum(_is_in(comparison, term, event) for term in terms) for terms in named] for event in (first, last)
        )
        same, other = min(in_first[0], in_last[1]), min(in_last[0], in_first[1])
        if same != other:
            return other > same
        if sum(in_first) + sum(in_last):
            return None
    return None


def _own(one: tuple[Term, ...], two: tuple[Term, ...]) -> tuple[list[Term], list[Term]]:
    """Return what only the one and only the other event has."""
    keys = [{term.key for term in terms} for terms in (one, two)]
    return [t for t in one if _counts(t) and t.key not in keys[1]], [
        t for t in two if _counts(t) and t.key not in keys[0]
    ]


def _counts(term: Term) -> bool:
    return not term.light and term.value is None


def _is_in(comparison: Comparison, term: Term, event: list[Term]) -> bool:
    pair = comparison.partner.get(term)
    return pair is not None and pair.strength >= SURE and not pair.opposite and pair.theirs in event
