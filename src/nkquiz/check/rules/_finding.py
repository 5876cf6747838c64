"""Short ways to write findings."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison, Pair
from nkquiz.check.terms import Term
from nkquiz.model import Finding, Relation


def conflict(rule: str, comparison: Comparison, term: Term | None, message: str) -> Finding:
    """Return a conflict on `term`, or on the whole clause where it lies on no single term."""
    start, end = (term.start, term.end) if term else (comparison.statement.start, comparison.statement.end)
    return Finding(rule, Relation.CONFLICT, message, start, end, comparison.claim.id)


def differing(rule: str, comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each pair of numbers or dates, as the rule's name says, that can't both be meant."""
    for pair in comparison.pairs:
        if (_agree_in_number(pair) if rule == "number" else _agree_in_date(pair)) is False:
            said, typed = comparison.said(pair.theirs), comparison.statement.quote(pair.mine)
            yield conflict(rule, comparison, pair.mine, f"The source says {said}, not {typed}.")


def _agree_in_number(pair: Pair) -> bool | None:
    mine, theirs = pair.mine.quantity, pair.theirs.quantity
    return mine.agrees(theirs) if mine and theirs else None


def _agree_in_date(pair: Pair) -> bool | None:
    mine, theirs = pair.mine.date, pair.theirs.date
    return mine.agrees(theirs) if mine and theirs else None
