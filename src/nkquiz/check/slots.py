"""Whether two words that exclude each other stand in one slot: beside the same things."""

from __future__ import annotations

from nkquiz.check.align import SURE, Pair
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Clause, Term


def one_slot(comparison: Comparison, pair: Pair) -> bool:
    """Say whether the words of a pair may stand in one slot: unless what each hangs on, or what hangs on it, is said
    on the other side of something else ("warmer to Rome, colder to Lima")."""
    mine, theirs = beside(comparison.statement, pair.mine), beside(comparison.theirs, pair.theirs)
    meant = {comparison.partner[t].theirs for t in mine if _sure(comparison.partner.get(t))}
    said = {t for t in theirs if _sure(comparison.partner_of_theirs.get(t))}
    return not meant or not said or not meant.isdisjoint(said)


def beside(clause: Clause, term: Term) -> set[Term]:
    """Return what a term hangs on, and what hangs on it."""
    found = set()
    for head, member in clause.roles:
        if head is term:
            found.add(member)
        elif member is term:
            found.add(head)
    return found


def _sure(pair: Pair | None) -> bool:
    return pair is not None and pair.strength >= SURE
