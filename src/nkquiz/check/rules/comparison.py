"""Comparisons: what is more than what."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict, sides_changed
from nkquiz.model import Finding


def comparison(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where both sides compare ("than") and either the things compared have changed places, or "more"
    has become "less", but not both."""
    mine, theirs = comparison.statement.than, comparison.theirs.than
    if mine < 0 or theirs < 0 or (comparison.statement.orders and comparison.theirs.orders):
        return  # "earlier than" and "later than" are told of events: the rule on order looks at them
    changed = sides_changed(comparison, mine, theirs)
    turned = sum(pair.at_odds for pair in comparison.pairs if pair.strength >= SURE) % 2 == 1
    if changed is not None and changed != turned:
        message = f"In the source it is the other way round: {comparison.claim.text}"
        yield conflict("comparison", comparison, None, message)
