"""Multiple choice: which statement does the source make, or what stands in the gap?"""

from __future__ import annotations

from nkquiz.model import Choice, Claim, Question
from nkquiz.quiz.lures import LURES, in_gap, mixed, option, statements
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.types._parts import made, value_gaps
from nkquiz.quiz.types._written import to_choose

_NEAR = 12  # letters by which lengths may differ unnoticed


def choice(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return a hand-written question if the claim has one; else one whose key is a number or date of the claim, or the
    claim itself, as the seed has it. None where there are fewer than two lures."""
    if claim.questions:
        return to_choose(claim, material, seed)
    if int(digest(seed, claim.id, "choice"), 16) % 2 and (asked := _value(claim, material, seed)):
        return asked
    return _statement(claim, material, seed)


def _full_names(text: str, material: Material) -> int:
    """Count the persons and the like that are called by a name of several words, as few lures call them."""
    return sum(" " in entity.name and entity.name in text for entity in material.bank.entities if entity.aliases)


def _value(claim: Claim, material: Material, seed: int) -> Question | None:
    for gap in shuffled(value_gaps(claim, material), lambda gap: str(gap.start), seed, claim.id):
        lures = in_gap(claim, gap, material, seed)
        if len(lures) == LURES:
            key = option(gap.text_in(claim.text))
            form = Choice(mixed([key, *lures], seed, claim.id), key.id)
            return made("choice", material, (claim.id,), "What stands in the gap?", form, gap.filled(claim.text))
    return None


def _statement(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return the question whose key is the claim, in the wording that stands out least among its lures."""
    lures = [option(variant.text, variant.why) for variant in statements(claim, LURES, material, seed, claim.id)]
    if len(lures) < 2:
        return None
    length = sum(len(lure.text) for lure in lures) / len(lures)
    texts = shuffled((claim.text, *material.by_claim[claim.id].clear), str, seed, claim.id, "key")

    def standing_out(text: str) -> tuple[bool, int, bool]:
        return _full_names(text, material) > 0, int(abs(len(text) - length) // _NEAR), text != claim.text

    key = option(min(texts, key=standing_out))
    prompt = f"{material.bank.topics[claim.topic]}: which of these is right, by the source?"
    return made("choice", material, (claim.id,), prompt, Choice(mixed([key, *lures], seed, claim.id), key.id))
