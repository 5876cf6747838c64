"""Substitution: one word put in the place of another, between words that agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding

NEARLY_ALL = 0.6  # so much of the statement must agree for the rest to count as put in its place


def substitution(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for a word that stands where the source has another one: "selling weapons" for "selling oil"."""
    if comparison.strictly_covered < NEARLY_ALL:
        return
    partner = {pair.mine: pair.theirs for pair in comparison.pairs if not pair.opposite}
    mine, theirs = comparison.statement.terms, comparison.witness.terms
    place = {term: number for number, term in enumerate(theirs)}
    missing = {term for term in comparison.missing if _counts(term)}
    for number, term in enumerate(mine):
        if term in comparison.extra and _counts(term) and not comparison.is_told(term):
            before = place[partner[mine[number - 1]]] + 1 if number and mine[number - 1] in partner else None
            last = number + 1 == len(mine)
            after = place[partner[mine[number + 1]]] - 1 if not last and mine[number + 1] in partner else None
            where = before if before is not None and (before == after or last) else after if number == 0 else None
            if where is not None and 0 <= where < len(theirs) and theirs[where] in missing:
                said, typed = comparison.witness.quote(theirs[where]), comparison.statement.quote(term)
                yield conflict("substitution", comparison, term, f"The source says '{said}', not '{typed}'.")
                return


def _counts(term: Term) -> bool:
    return term.kind is TermKind.WORD and not term.light
