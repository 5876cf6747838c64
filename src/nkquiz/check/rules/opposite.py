"""Opposites: warmer for colder, critical for supportive."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def opposite(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each pair of opposites, unless one of the two is negated."""
    found = [pair for pair in comparison.pairs if pair.opposite and pair.mine.negated == pair.theirs.negated]
    if len({pair.mine.key for pair in found}) % 2:
        mine, theirs = comparison.statement.quote(found[0].mine), comparison.witness.quote(found[0].theirs)
        yield conflict("opposite", comparison, found[0].mine, f"The source says '{theirs}', the opposite of '{mine}'.")
