"""Dates: what is given of both must agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import differing
from nkquiz.check.terms import TermKind
from nkquiz.model import Finding, Slot


def date(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired date that can't be the same, unless the bank leaves the slot open."""
    if Slot.DATE not in comparison.claim.open:
        yield from differing("date", comparison, TermKind.DATE)
