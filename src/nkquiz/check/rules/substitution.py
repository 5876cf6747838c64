"""Substitution: one word put in the place of another that it excludes, or between words that agree."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.lexicon import lexicon
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding

HALF = 0.5  # so much must be said for a word that excludes another to stand in its place
NEARLY_ALL = 0.6  # so much of the statement must agree for the rest to count as put in its place


def substitution(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for a word that stands where the source has another one: "selling weapons" for "selling oil"."""
    found = _excluding(comparison) or _in_place(comparison)
    if found:
        mine, theirs = found
        said, typed = comparison.witness.quote(theirs), comparison.statement.quote(mine)
        yield conflict("substitution", comparison, mine, f"The source says '{said}', not '{typed}'.")


def _excluding(comparison: Comparison) -> tuple[Term, Term] | None:
    """Return two words of which one excludes the other: dollars and rubles, oil and gas."""
    if comparison.covered < HALF:
        return None
    lines = lexicon().exclusive
    for mine in comparison.extra:
        for theirs in comparison.missing:
            if any(lines.get(a, frozenset()) & lines.get(b, frozenset()) for a in mine.lemmas for b in theirs.lemmas):
                return mine, theirs
    return None


def _in_place(comparison: Comparison) -> tuple[Term, Term] | None:
    """Return two words that stand between the same neighbours."""
    if comparison.strictly_covered < NEARLY_ALL:
        return None
    partner = {pair.mine: pair.theirs for pair in comparison.pairs if not pair.opposite}
    mine, theirs = comparison.statement.terms, comparison.witness.terms
    place = {term: number for number, term in enumerate(theirs)}
    missing = {term for term in comparison.missing if _counts(term)}
    for number, term in enumerate(mine):
        if term in partner or not _counts(term) or comparison.is_told(term):
            continue
        before = place[partner[mine[number - 1]]] + 1 if number and mine[number - 1] in partner else None
        last = number + 1 == len(mine)
        after = place[partner[mine[number + 1]]] - 1 if not last and mine[number + 1] in partner else None
        where = before if before is not None and (before == after or last) else after if number == 0 else None
        if where is not None and 0 <= where < len(theirs) and theirs[where] in missing:
            return term, theirs[where]
    return None


def _counts(term: Term) -> bool:
    return term.kind is TermKind.WORD and not term.light
