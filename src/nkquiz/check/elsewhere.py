"""Numbers and dates that one claim disputes and another confirms: they are of something else in the one that disputes.

"The gas stopped in 2014" is near a claim on gas that was delivered in the nineties, and nearer to the one that says
just this: a value which a wording without any conflict has too is no argument against the statement, unless the wording
that disputes it is the nearer one, or has a name of the statement that the other has not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from nkquiz.check.terms import Term, TermKind
from nkquiz.check.view import VALUE_RULES, Judged
from nkquiz.model import Finding, Relation

NEARER = 0.02  # how much nearer a wording must be than the one that confirms a value, to dispute it all the same


class Confirmed(NamedTuple):
    """Where the statement has a value that a true wording has too, how near that is, and which names it has."""

    place: tuple[int, int]
    closeness: float
    names: frozenset[Term]


def settled(judged: Sequence[Sequence[Judged]]) -> list[list[Judged]]:
    """Return all compared wordings, by claim, without the conflicts on values that a wording of another claim, as near,
    confirms."""
    confirmed = [tuple(_confirmed(wordings)) for wordings in judged]
    return [
        [_without(one, [c for n, found in enumerate(confirmed) if n != number for c in found]) for one in wordings]
        for number, wordings in enumerate(judged)
    ]


def _confirmed(wordings: Sequence[Judged]) -> Iterator[Confirmed]:
    for one in wordings:
        if not one.is_false and not one.conflicts:
            for place in one.confirmed:
                yield Confirmed(place, one.closeness, _names(one))


def _without(one: Judged, confirmed: Sequence[Confirmed]) -> Judged:
    if one.is_false or not one.wrong:
        return one
    names = _names(one)
    settled = {c.place for c in confirmed if c.closeness >= one.closeness - NEARER and names <= c.names} & one.wrong
    return replace(one, findings=tuple(f for f in one.findings if not _on(f, settled))) if settled else one


def _names(one: Judged) -> frozenset[Term]:
    return frozenset(pair.mine for pair in one.comparison.pairs if pair.mine.kind is TermKind.ENTITY)


def _on(finding: Finding, places: set[tuple[int, int]]) -> bool:
    conflict = finding.relation is Relation.CONFLICT and finding.rule in VALUE_RULES
    return conflict and (finding.start, finding.end) in places
