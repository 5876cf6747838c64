"""Numbers and dates that one claim disputes and another confirms: they are of something else in the one that disputes.

"The gas stopped in 2014" is near a claim on gas that was delivered in the nineties, and nearer to the one that says
just this: a value which a wording without any conflict has too is no argument against the statement, unless the wording
that disputes it is the nearer one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkquiz.check.view import VALUE_RULES, Judged
from nkquiz.model import Finding, Relation

NEARER = 0.02  # how much nearer a wording must be than the one that confirms a value, to dispute it all the same
Place = tuple[int, int]


def settled(judged: Sequence[Sequence[Judged]]) -> list[list[Judged]]:
    """Return all compared wordings, by claim, without the conflicts on values that a wording of another claim, as near,
    confirms."""
    confirmed = [_confirmed(wordings) for wordings in judged]
    return [
        [_without(one, confirmed[:number] + confirmed[number + 1 :]) for one in wordings]
        for number, wordings in enumerate(judged)
    ]


def _confirmed(wordings: Sequence[Judged]) -> dict[Place, float]:
    """Return where the statement has a value that a true wording without conflict has too, and how near that is."""
    found: dict[Place, float] = {}
    for one in wordings:
        if not one.is_false and not one.conflicts:
            for place in one.confirmed:
                found[place] = max(found.get(place, 0.0), one.closeness)
    return found


def _without(one: Judged, confirmed: Sequence[dict[Place, float]]) -> Judged:
    if one.is_false or not one.wrong:
        return one
    near = {
        place for place in one.wrong if any(places.get(place, 0.0) >= one.closeness - NEARER for places in confirmed)
    }
    if not near:
        return one
    return replace(one, findings=tuple(f for f in one.findings if not _on(f, near)))


def _on(finding: Finding, places: set[Place]) -> bool:
    conflict = finding.relation is Relation.CONFLICT and finding.rule in VALUE_RULES
    return conflict and (finding.start, finding.end) in places
