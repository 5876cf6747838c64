"""Order in time: events of several claims, told without their dates."""

from __future__ import annotations

from nkquiz.model import Arrangement, Claim, Question
from nkquiz.quiz.lures import mixed, option
from nkquiz.quiz.material import Event, Material, stems
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.types._parts import made

LEAST = 3
_TOO_ALIKE = 0.8


def order(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return events to be put in order, the earliest first; none of them is during another one. None where the claim is
    no dated event, or fewer than two others can stand beside it."""
    mine = material.by_claim[claim.id].event
    if mine is None:
        return None
    most = LEAST + int(digest(seed, claim.id, "order"), 16) % 2
    chosen: dict[str, Event] = {claim.id: mine}
    events = {c.id: event for c in material.bank.claims if (event := material.by_claim[c.id].event)}
    for id_ in shuffled(events, str, seed, claim.id, "order"):
        if len(chosen) < most and all(_apart(events[id_], event) for event in chosen.values()):
            chosen[id_] = events[id_]
    if len(chosen) < LEAST:
        return None
    ids = sorted(chosen, key=lambda id_: chosen[id_].first)
    items = [option(chosen[id_].text) for id_ in ids]
    form = Arrangement(("",) * len(ids), mixed(items, seed, claim.id), tuple(item.id for item in items), tuple(ids))
    claims = (claim.id, *(id_ for id_ in ids if id_ != claim.id))
    return made("order", material, claims, "Put these in order, the earliest first.", form)


def _apart(one: Event, two: Event) -> bool:
    mine, theirs = stems(one.text), stems(two.text)
    alike = len(mine & theirs) > _TOO_ALIKE * min(len(mine), len(theirs))
    return not alike and (one.last < two.first or two.last < one.first)
