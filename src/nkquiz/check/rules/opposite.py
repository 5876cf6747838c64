"""Opposites: warmer for colder, critical for supportive."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.comparing import within
from nkquiz.check.rules._finding import conflict
from nkquiz.check.slots import one_slot
from nkquiz.model import Finding


def opposite(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for a pair of opposites, unless one of the two is denied or another pair turns it back."""
    compared = comparison.statement.than >= 0 and comparison.theirs.than >= 0  # that is for the rule of comparisons
    degrees = [t for d in comparison.statement.degrees for t in within(comparison.statement, d)]
    found = [
        pair
        for pair in comparison.pairs
        if pair.opposite and pair.mine.negated == pair.theirs.negated and pair.strength >= SURE and not compared
    ]
    found = [pair for pair in found if pair.mine.value is None and pair.theirs.value is None]
    found = [pair for pair in found if pair.mine.key != pair.theirs.key or pair.mine not in degrees]
    found = [pair for pair in found if one_slot(comparison, pair)]
    if any(
        p.at_odds and not p.opposite and p.strength >= SURE and (p.mine.target or p.theirs.target)
        for p in comparison.pairs
    ):
        return
    if len({pair.mine.key for pair in found}) % 2:
        pair = max(found, key=lambda pair: pair.strength)
        mine, theirs = comparison.statement.quote(pair.mine), comparison.theirs.quote(pair.theirs)
        yield conflict("opposite", comparison, pair.mine, f"The source says '{theirs}', the opposite of '{mine}'.")
