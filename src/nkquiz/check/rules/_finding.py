"""A short way to write findings."""

from __future__ import annotations

from nkquiz.check.align import Comparison
from nkquiz.check.terms import Term
from nkquiz.model import Finding, Relation


def conflict(rule: str, comparison: Comparison, term: Term | None, message: str) -> Finding:
    """Return a conflict on `term`, or on the whole clause where it lies on no single term."""
    start, end = (term.start, term.end) if term else (comparison.statement.start, comparison.statement.end)
    return Finding(rule, Relation.CONFLICT, message, start, end, comparison.claim.id)
