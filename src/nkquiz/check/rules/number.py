"""Quantities: of one unit, in one place, they must agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding, Slot


def number(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired quantity whose value differs."""
    if Slot.NUMBER in comparison.claim.open:
        return
    for pair in comparison.pairs:
        mine, theirs = pair.mine.quantity, pair.theirs.quantity
        if mine and theirs and mine.agrees(theirs) is False:
            said, typed = comparison.said(pair.theirs), comparison.statement.quote(pair.mine)
            yield conflict("number", comparison, pair.mine, f"The source says {said}, not {typed}.")
