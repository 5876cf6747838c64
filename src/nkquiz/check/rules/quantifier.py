"""Quantifiers: all, most, some, none, only, both."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Clause
from nkquiz.language.quantities import Quantity
from nkquiz.model import Finding

_EXCLUSIVE = (
    {"all", "none"},
    {"all", "most"},
    {"all", "not all"},
    {"most", "none"},
    {"some", "none"},
    {"only", "not only"},
)


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
    """Return the quantifiers of a clause, percentages and parts of a whole among them."""
    found = set(clause.quantifiers)
    for term in clause.terms:
        if isinstance(term.value, Quantity) and (share := term.value.percentage()):
            found.add("all" if share >= 100 else "most" if share > 50 else "some")
            if term.value.whole and share < 100:
                found.add("not all")
    return found
