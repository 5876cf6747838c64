"""Entities: another person, country or place where the source has one only."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.slots import denied_of_one, in_one_place, of_another
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding, Slot

HALF = 0.5  # so much must be said otherwise for a strange name to stand in the place of a known one
NEARLY_ALL = 0.6  # so much must be said otherwise for a name that the neighbourhood mentions to count as a swap


def actor(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where an entity of the claim is replaced by another of the same kind."""
    if not comparison.claim.open.isdisjoint((Slot.ACTOR, Slot.OBJECT, Slot.PLACE)):
        return
    single = not comparison.claim.single.isdisjoint((Slot.ACTOR, Slot.OBJECT, Slot.PLACE))
    if of_another(comparison):
        return
    instead = [t for t in comparison.extra if t.kind is TermKind.ENTITY and not t.negated]
    replaced = [t for t in comparison.missing if t.kind is TermKind.ENTITY and not t.negated]
    said = {term.key for term in comparison.statement.terms}
    for mine in comparison.extra:
        kindred = [name for term in replaced if _share_a_word(name := comparison.entities[term.key].name, said)]
        if mine.strange and kindred and comparison.covered >= HALF:
            typed = comparison.statement.quote(mine)
            yield conflict("actor", comparison, mine, f"The source says {kindred[0]}, not {typed}.")
            return
    for mine, theirs in _in_one_slot(comparison):
        name, typed = comparison.entities[theirs.key].name, comparison.statement.quote(mine)
        yield conflict("actor", comparison, mine, f"The source says {name}, not {typed}.")
        return
    for mine in instead:
        for theirs in replaced:
            alike = comparison.entities[mine.key].kind is comparison.entities[theirs.key].kind
            sure = single or mine.key not in comparison.told or comparison.covered >= NEARLY_ALL
            if (
                alike
                and sure
                and in_one_place(comparison, mine, theirs)
                and not denied_of_one(comparison, mine, theirs)
            ):
                right, wrong = comparison.entities[theirs.key].name, comparison.entities[mine.key].name
                message = f"The source says {right}, not {wrong}: {comparison.claim.text}"
                yield conflict("actor", comparison, mine, message)
                return


def _share_a_word(name: str, said: set[str]) -> bool:
    """Say whether a name has a word that the statement says beside a strange one: "Harvard University"."""
    return not said.isdisjoint(name.lower().split())


def _in_one_slot(comparison: Comparison) -> Iterator[tuple[Term, Term]]:
    """Yield strange names of the statement with the names that play their role in the claim."""
    extra, missing = set(comparison.extra), set(comparison.missing)
    theirs = comparison.theirs.roles
    for (head, member), role in comparison.statement.roles.items():
        pair = comparison.partner.get(head)
        if member in extra and member.strange and pair and pair.strength >= SURE:
            for (their_head, their_member), their_role in theirs.items():
                named = their_member.kind is TermKind.ENTITY and their_member in missing
                if their_head is pair.theirs and their_role is role and named:
                    yield member, their_member
