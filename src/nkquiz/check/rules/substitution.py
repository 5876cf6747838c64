"""Substitution: one word put in the place of another that it excludes, or in its place beside the same verb."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Role, Term, TermKind
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Finding

HALF = 0.5  # so much must be said for a word that excludes another to stand in its place
NEARLY_ALL = 0.6  # so much of the statement must agree for the rest to count as put in its place


def substitution(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for a word that stands where the source has another one: "selling weapons" for "selling oil"."""
    found = _excluding(comparison) or _in_place(comparison)
    if found:
        mine, theirs = found
        said, typed = comparison.theirs.quote(theirs), comparison.statement.quote(mine)
        yield conflict("substitution", comparison, mine, f"The source says '{said}', not '{typed}'.")


def _excluding(comparison: Comparison) -> tuple[Term, Term] | None:
    """Return two words of which one excludes the other: dollars and rubles, oil and gas."""
    if comparison.covered < HALF:
        return None
    lines = lexicon().exclusive
    loose = [(pair.mine, pair.theirs) for pair in comparison.pairs if pair.strength < SURE]
    pairs = [(mine, theirs) for mine in comparison.extra for theirs in comparison.missing]
    for mine, theirs in (*loose, *pairs):
        if any(lines.get(a, frozenset()) & lines.get(b, frozenset()) for a in mine.lemmas for b in theirs.lemmas):
            return mine, theirs
    return None


def _in_place(comparison: Comparison) -> tuple[Term, Term] | None:
    """Return two words that play the same role beside words that stand for each other."""
    if comparison.covered < NEARLY_ALL:
        return None
    missing = {term for term in comparison.missing if _counts(term)}
    extra = {term for term in comparison.extra if _counts(term) and not comparison.is_told(term)}
    if not missing or not extra:
        return None
    theirs = [(head, member, role) for (head, member), role in comparison.theirs.roles.items()]
    for (head, member), role in comparison.statement.roles.items():
        pair = comparison.partner.get(head)
        if member not in extra or not pair or pair.strength < SURE or role is Role.OTHER:
            continue
        for their_head, their_member, their_role in theirs:
            if their_head is pair.theirs and their_role is role and their_member in missing:
                return member, their_member
    return None


def _counts(term: Term) -> bool:
    return term.kind is TermKind.WORD and not term.light
