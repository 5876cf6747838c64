"""Comparisons: what is more than what."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def comparison(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where both sides compare ("than") and the things compared have changed places."""
    mine, theirs = comparison.statement.than, comparison.witness.than
    if mine < 0 or theirs < 0:
        return
    crossed = same = 0
    for pair in comparison.pairs:
        if not pair.opposite and not pair.mine.light:
            if (pair.mine.start < mine) == (pair.theirs.start < theirs):
                same += 1
            else:
                crossed += 1
    turned = any(pair.opposite for pair in comparison.pairs)
    if crossed > same and not turned:
        message = f"In the source it is the other way round: {comparison.claim.text}"
        yield conflict("comparison", comparison, None, message)
