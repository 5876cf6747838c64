"""Causes: what is the cause in the source told as the effect."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.causes import reversed_cause
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def cause(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where cause and effect have changed places."""
    if reversed_cause(comparison.statement, comparison.theirs, comparison.partner):
        message = f"In the source cause and effect are the other way round: {comparison.claim.text}"
        yield conflict("cause", comparison, None, message)
