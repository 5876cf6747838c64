"""Lists in a text, and what one list has that the other has not: "fruit, cotton and cement"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nkquiz.check.align import SURE, Pair
from nkquiz.check.terms import Clause, Members, Term

NEAR = 0.5  # a member with a partner nearer than that may be the same in other words
SHARED = 2  # members that two lists must have in common to be one
_JOINT = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)?|and|or|as well as|plus)\s+(?:an?|the|its|their|his|her|some)?\s*"
)
_WITHIN = re.compile(r"[\s-]*")


@dataclass(frozen=True, slots=True)
class Change:
    """What a statement's list has in the place of a member of the wording's, or besides all of them."""

    added: Term
    instead_of: Term | None


def lists(terms: Sequence[Term], text: str) -> tuple[Members, ...]:
    """Return the lists of a text, each as the terms of its members: of "a tide gauge and a camera", two and one."""
    found: list[Members] = []
    members: list[list[Term]] = []
    for number, term in enumerate(terms):
        last = terms[number - 1] if number else None
        gap = text[last.end : term.start] if last is not None else ""
        if last is not None and members and not term.verb and _WITHIN.fullmatch(gap) and not last.verb:
            members[-1].append(term)
        elif last is not None and members and not term.verb and last.kind is term.kind and _JOINT.fullmatch(gap):
            members.append([term])  # of one kind: "besides their debts, Rome and Lima" is no list of three
        else:
            _close(members, found)
            members = [] if term.verb else [[term]]
    _close(members, found)
    return tuple(found)


def _close(members: Sequence[Sequence[Term]], found: list[Members]) -> None:
    if len(members) > 1:
        found.append(tuple(tuple(member) for member in members))


def change(mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> Change | None:
    """Return what the statement changed of a list of the wording; None where it has no other members.

    Members stand for each other by their last words. A list that leaves members out is as right as the whole one.
    """
    if not (mine.lists and theirs.lists):
        return None
    met = {t: pair.theirs for t, pair in partner.items() if pair.strength >= NEAR and not pair.opposite}
    sure = {t for t in met if partner[t].strength >= SURE}
    others = [{member[-1] for member in other} for other in theirs.lists]
    for own in mine.lists:
        heads = [member[-1] for member in own]
        shared = {met[head] for head in heads if head in sure}
        added = [member for member in own if met.keys().isdisjoint(member)]
        if len(shared) < SHARED or len(added) != 1:
            continue
        for other in others:
            if shared <= other:
                left = other.difference(met.values())
                same = len(left) == 1 and len(own) == len(other)
                return Change(added[0][-1], left.pop() if same else None)
    return None
