"""Match pairs: who did what, or when was what."""

from __future__ import annotations

from dataclasses import dataclass

from nkquiz.language.date import Date
from nkquiz.model import Arrangement, Claim, EntityKind, Question
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.lures import mixed, option
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import made
from nkquiz.quiz.types.who import doers

MOST, LEAST = 4, 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim's text with a gap, or an event without its date, and what belongs to it."""

    claim: Claim
    text: str
    answer: str
    gap: Gap
    kind: EntityKind | str


def match(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return pairs of which each fits in one way only. None where the claim gives no pair, or fewer than two others can
    stand beside it."""
    for mine in shuffled(_pairs(claim, material), lambda pair: pair.answer, seed, claim.id, "match"):
        chosen = [mine]
        for other in shuffled(material.bank.claims, lambda other: other.id, seed, claim.id, "match"):
            if len(chosen) == MOST:
                break
            fitting = (pair for pair in _pairs(other, material) if pair.kind == mine.kind)
            chosen += [pair for pair in fitting if all(_apart(pair, c, material) for c in chosen)][:1]
        if len(chosen) >= LEAST:
            return _question(chosen, material, seed)
    return None


def _question(chosen: list[_Pair], material: Material, seed: int) -> Question:
    claims = tuple(pair.claim.id for pair in chosen)
    items = [option(pair.answer) for pair in chosen]
    slots = shuffled(range(len(chosen)), lambda n: chosen[n].claim.id, seed, "slots")
    form = Arrangement(
        slots=tuple(chosen[n].text for n in slots),
        items=mixed(items, seed, claims[0]),
        key=tuple(items[n].id for n in slots),
        claims=tuple(claims[n] for n in slots),
    )
    return made("match", material, claims, "What belongs together?", form)


def _pairs(claim: Claim, material: Material) -> list[_Pair]:
    entities = material.bank.entity_by_id
    names = [
        _Pair(claim, gap.filled(claim.text), entities[gap.entity].name, gap, entities[gap.entity].kind)
        for gap in doers(claim, material)
    ]
    if event := material.by_claim[claim.id].event:
        exactness = "day" if event.first == event.last else "month" if event.first[:2] == event.last[:2] else "year"
        names.append(_Pair(claim, event.text, event.date, Gap(0, 0, date=Date(*event.first)), exactness))
    return names


def _apart(one: _Pair, two: _Pair, material: Material) -> bool:
    """Say whether neither of two pairs fits the other's place or tells it."""
    if one.claim.id == two.claim.id or one.answer == two.answer or one.text == two.text:
        return False
    for pair, other in ((one, two), (two, one)):
        if other.gap.entity in {gap.entity for gap in material.by_claim[pair.claim.id].gaps if gap.entity}:
            return False
        if other.gap.entity and material.same_elsewhere(pair.claim, other.gap):
            return False
    return True
