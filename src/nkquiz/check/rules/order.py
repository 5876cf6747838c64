"""Order in time: before told as after."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.events import turned
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def order(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the two events of the statement stand in the source too, the other way round; not where
    the one text tells what a number was before something, and the other one what it was after that."""
    if turned(comparison) and not any(pair.differs for pair in comparison.pairs):
        yield conflict("order", comparison, None, f"In the source the order is the other one: {comparison.claim.text}")
