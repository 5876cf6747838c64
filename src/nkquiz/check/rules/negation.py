"""Polarity: what one side denies and the other affirms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.slots import denied_of_another
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding

SURE = 0.45  # pairs that stand for each other less surely do not vote


def negation(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where what one side denies is affirmed by the other, and nothing that it denies is denied there.

    An opposite that is denied affirms; a denial whose word has no partner is weighed against the others.
    """
    aimed = [p for p in comparison.pairs if p.strength >= SURE and (p.mine.target or p.theirs.target)]
    at_odds = [pair for pair in aimed if pair.at_odds and pair.mine.negated != pair.theirs.negated]
    agreed = [p for p in comparison.pairs if not p.at_odds and (p.mine.target or p.theirs.target or p.opposite)]
    mine, theirs = comparison.statement, comparison.theirs
    more = _more_is_denied(mine.terms, comparison.extra) or _more_is_denied(theirs.terms, comparison.missing)
    named = [pair for pair in at_odds if pair.mine.kind is TermKind.ENTITY and pair.strength == 1.0]
    if named or (at_odds and not agreed and not more and not denied_of_another(comparison)):
        pair = named[0] if named else at_odds[0]
        verb = "denies" if pair.theirs.negated else "affirms"
        yield conflict("negation", comparison, pair.mine, f"The source {verb} this: {comparison.claim.text}")


def _more_is_denied(terms: Iterable[Term], unpaired: Iterable[Term]) -> bool:
    """Say whether a denial is rather of something that the other side does not speak of: "not in the same country"."""
    denied = [t for t in terms if t.negated and (t.kind is TermKind.WORD or t.target)]
    return 2 * sum(t in denied for t in unpaired) > len(denied)
