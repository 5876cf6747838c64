"""Order in time: before told as after."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict, sides_changed
from nkquiz.model import Finding


def order(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where "before" and "after" differ and all stands on the same sides, or the reverse."""
    mine, theirs = comparison.statement, comparison.theirs
    if not mine.order or not theirs.order:
        return
    changed = sides_changed(comparison, mine.ordered_at, theirs.ordered_at)
    if changed is not None and (mine.order != theirs.order) != changed:
        yield conflict("order", comparison, None, f"In the source the order is the other one: {comparison.claim.text}")
