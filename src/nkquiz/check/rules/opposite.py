"""Opposites: warmer for colder, critical for supportive."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE, Pair
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.slots import one_slot
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Finding


def opposite(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for a pair of opposites, unless one of the two is denied or another pair turns it back."""
    compared = comparison.statement.than >= 0 and comparison.theirs.than >= 0  # that is for the rule of comparisons
    found = [
        pair
        for pair in comparison.pairs
        if pair.opposite and pair.mine.negated == pair.theirs.negated and pair.strength >= SURE and not compared
    ]
    found = [pair for pair in found if one_slot(comparison, pair)]
    if any(
        p.at_odds and not p.opposite and p.strength >= SURE and (p.mine.target or p.theirs.target)
        for p in comparison.pairs
    ):
        return
    if found and _is_turned(comparison, found):
        return
    if len({pair.mine.key for pair in found}) % 2:
        pair = max(found, key=lambda pair: pair.strength)
        mine, theirs = comparison.statement.quote(pair.mine), comparison.theirs.quote(pair.theirs)
        yield conflict("opposite", comparison, pair.mine, f"The source says '{theirs}', the opposite of '{mine}'.")


def _is_turned(comparison: Comparison, found: list[Pair]) -> bool:
    """Say whether one side has a word that denies by itself, and no opposite of another, to spare."""
    opposing = {lemma for pair in found for lemma in (*pair.mine.lemmas, *pair.theirs.lemmas)}
    mine, theirs = comparison.statement.turns - opposing, comparison.theirs.turns - opposing
    ignored = lexicon().sections["beside"] | lexicon().sections["ranking"]
    return bool((mine ^ theirs) - ignored)
