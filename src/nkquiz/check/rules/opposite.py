"""Opposites: warmer for colder, critical for supportive."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def opposite(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each pair of opposites, unless one of the two is negated."""
    found = [pair for pair in comparison.pairs if pair.opposite and pair.mine.negated == pair.theirs.negated]
    if len(found) % 2:
        mine, theirs = found[0].mine, found[0].theirs
        yield conflict("opposite", comparison, mine, f"The source says '{theirs.key}', the opposite of '{mine.key}'.")
