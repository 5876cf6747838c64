"""Where in the source one looks before answering."""

from __future__ import annotations

from nkquiz.model import Locator, Question, Unknown
from nkquiz.quiz.material import Material, stems


def where_to_look(asked: Question, material: Material) -> tuple[Locator, ...]:
    """Return the places to look at, in the order of the source. For what the source does not say, they are those of the
    claim that is most like it: to have no place would give the answer away."""
    bank = material.bank
    found = {at for id_ in asked.claims if (claim := bank.claim_by_id.get(id_)) for at in claim.locators}
    for id_ in asked.claims:
        if unknown := bank.unknown_by_id.get(id_):
            found |= _nearest(unknown, material)
    return tuple(sorted(found))


def _nearest(unknown: Unknown, material: Material) -> set[Locator]:
    words = stems(unknown.text)
    on_topic = [claim for claim in material.bank.claims if claim.topic == unknown.topic] or material.bank.claims
    if not on_topic:
        return set()
    best = max(on_topic, key=lambda claim: (len(words & material.by_claim[claim.id].stems), claim.id))
    return set(best.locators)
