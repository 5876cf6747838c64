"""Comparisons: what is more than what."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.comparing import outcomes, within
from nkquiz.check.rules._finding import conflict, sides_changed
from nkquiz.model import Finding


def comparison(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where both sides compare and either the things compared have changed places, or "more" has
    become "less", but not both; and where the source's own numbers are the other way round."""
    found = list(outcomes(comparison.statement, comparison.theirs, comparison.pairs))
    wrong = next((outcome for outcome in found if not outcome.holds), None)
    message = f"In the source it is the other way round: {comparison.claim.text}"
    if wrong:
        term = next(iter(within(comparison.statement, wrong.mine)), None)
        yield conflict("comparison", comparison, term, message)
        return
    mine, theirs = comparison.statement.than, comparison.theirs.than
    if found or mine < 0 or theirs < 0:
        return
    if comparison.statement.orders and comparison.theirs.orders:
        return  # "earlier than": that is for the rule of order
    changed = sides_changed(comparison, mine, theirs)
    turned = sum(pair.at_odds for pair in comparison.pairs if pair.strength >= SURE) % 2 == 1
    if changed is not None and changed != turned:
        yield conflict("comparison", comparison, None, message)
