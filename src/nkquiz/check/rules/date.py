"""Dates: what is given of both must agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding, Slot


def date(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired date that can't be the same."""
    if Slot.DATE in comparison.claim.open:
        return
    for pair in comparison.pairs:
        mine, theirs = pair.mine.date, pair.theirs.date
        if mine and theirs and mine.agrees(theirs) is False:
            said, typed = comparison.said(pair.theirs), comparison.statement.quote(pair.mine)
            yield conflict("date", comparison, pair.mine, f"The source says {said}, not {typed}.")
