"""Quantifiers: all, most, some, none, only, both."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Clause
from nkquiz.language.quantities import Quantity
from nkquiz.model import Finding

_EXCLUSIVE = ({"all", "none"}, {"all", "most"}, {"most", "none"}, {"some", "none"}, {"all", "not all"})


def quantifier(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the two sides speak of different shares: all of a debt, and 90 percent of it."""
    mine, theirs = shares(comparison.statement), shares(comparison.theirs)
    for one in mine - theirs:
        for two in theirs - mine:
            if {one, two} in _EXCLUSIVE:
                yield conflict(
                    "quantifier", comparison, None, f"The source says {two}, not {one}: {comparison.claim.text}"
                )
                return
    partly = ({"only", "some"} <= mine and "all" in theirs) or ({"only", "some"} <= theirs and "all" in mine)
    if partly or ("only" in theirs and "some" in mine) or ("only" in mine and "some" in theirs):
        yield conflict("quantifier", comparison, None, f"The source says otherwise: {comparison.claim.text}")


def shares(clause: Clause) -> set[str]:
    """Return the quantifiers of a clause, percentages among them."""
    found = set(clause.quantifiers)
    for term in clause.terms:
        if isinstance(term.value, Quantity) and term.value.unit == "percent":
            found.add("all" if term.value.value >= 100 else "most" if term.value.value > 50 else "some")
    return found
