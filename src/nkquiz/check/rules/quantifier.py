"""Quantifiers: all, most, some, none, only, both."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Clause, TermKind
from nkquiz.model import Finding

_EXCLUSIVE = ({"all", "none"}, {"all", "most"}, {"most", "none"}, {"some", "none"})


def quantifier(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the two sides speak of different shares: all of a debt, and 90 percent of it."""
    mine, theirs = _shares(comparison.statement), _shares(comparison.witness)
    for one in mine - theirs:
        for two in theirs - mine:
            if {one, two} in _EXCLUSIVE:
                yield conflict(
                    "quantifier", comparison, None, f"The source says {two}, not {one}: {comparison.claim.text}"
                )
                return
    if ("only" in theirs and "some" in mine) or ("only" in mine and "some" in theirs):
        yield conflict("quantifier", comparison, None, f"The source says otherwise: {comparison.claim.text}")


def _shares(clause: Clause) -> set[str]:
    found = set(clause.quantifiers)
    for term in clause.terms:
        if term.kind is TermKind.QUANTITY and term.quantity and term.quantity.unit == "percent":
            found.add("all" if term.quantity.value >= 100 else "most" if term.quantity.value > 50 else "some")
    return found
