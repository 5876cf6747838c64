"""Polarity: what one side denies and the other affirms."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.lexicon import lexicon
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding


def _refused(comparison: Comparison) -> Term | None:
    """Return a word of the statement such as "refused" or "ruled out", where the witness has none of the kind."""
    denials = lexicon().sections["denying"]
    said = [t for t in comparison.extra if t.kind is TermKind.WORD and not denials.isdisjoint(t.lemmas)]
    theirs = any(t.negated or not denials.isdisjoint(t.lemmas) for t in comparison.witness.terms)
    return said[0] if said and not said[0].negated and not theirs else None


def negation(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the number of negations on paired words differs by an odd count."""
    denied = _refused(comparison)
    if denied:
        yield conflict("negation", comparison, denied, f"The source affirms this: {comparison.claim.text}")
        return
    paired = [pair for pair in comparison.pairs if pair.mine.kind in (TermKind.WORD, TermKind.ENTITY)]
    odd = [pair for pair in paired if (pair.mine.negated != pair.theirs.negated) != pair.opposite]
    opposite = [pair for pair in paired if pair.opposite and pair.mine.negated == pair.theirs.negated]
    loose = sum(t.negated for t in comparison.extra) + sum(t.negated for t in comparison.missing)
    differing = [pair for pair in odd if pair not in opposite]
    if differing and (len(differing) + loose) % 2:
        pair = differing[0]
        verb = "denies" if pair.theirs.negated else "affirms"
        yield conflict("negation", comparison, pair.mine, f"The source {verb} this: {comparison.claim.text}")
