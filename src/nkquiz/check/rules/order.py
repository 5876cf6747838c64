"""Order in time: before told as after."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import TermKind
from nkquiz.model import Finding


def order(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where "before" and "after" differ and the two events stand in the same order, or the reverse."""
    mine, theirs = comparison.statement.order, comparison.witness.order
    if not mine or not theirs:
        return
    ranked = sorted((p for p in comparison.pairs if p.mine.kind is TermKind.ENTITY), key=lambda p: p.mine.start)
    starts = [pair.theirs.start for pair in ranked]
    same_way = starts == sorted(starts)
    if len(ranked) >= 2 and (mine == theirs) != same_way:
        yield conflict("order", comparison, None, f"In the source the order is the other one: {comparison.claim.text}")
