"""Quantities: of one unit, in one place, they must agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import differing
from nkquiz.check.terms import TermKind
from nkquiz.model import Finding, Slot


def number(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired quantity whose value differs, unless the bank leaves the slot open."""
    if Slot.NUMBER not in comparison.claim.open:
        yield from differing("number", comparison, TermKind.QUANTITY)
