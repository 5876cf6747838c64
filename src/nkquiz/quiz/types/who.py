"""Who said or did it: a person among persons, a country among countries, and first among those that do or say something
elsewhere."""

from __future__ import annotations

from nkquiz.model import Choice, Claim, EntityKind, Question
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.lures import LURES, in_gap, mixed, option
from nkquiz.quiz.material import Material, begins
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import is_full_name, made

PROMPTS = {
    EntityKind.PERSON: "Who is it, by the source?",
    EntityKind.COUNTRY: "Which country is it, by the source?",
    EntityKind.ORGANISATION: "Which organisation is it, by the source?",
    EntityKind.GROUP: "Who is it, by the source?",
}


def who(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return the claim without the name of who acts or speaks in it. None where that is not clear, or there are fewer
    than three lures."""
    for gap in shuffled(doers(claim, material), lambda gap: str(gap.start), seed, claim.id, "who"):
        speaks = gap.entity == claim.speaker
        fitting = (material.speaking, material.acting) if speaks else (material.acting,)
        lures = in_gap(claim, gap, material, seed, "who", fitting=fitting)
        if len(lures) == LURES:
            key = option(gap.text_in(claim.text))
            prompt = "Who says or thinks so?" if speaks else PROMPTS[material.bank.entity_by_id[gap.entity].kind]
            form = Choice(mixed([key, *lures], seed, claim.id), key.id)
            return made("who", material, (claim.id,), prompt, form, gap.filled(claim.text))
    return None


def doers(claim: Claim, material: Material) -> list[Gap]:
    """Return the gaps in which who acts or speaks is named in full: at the beginning, or as the claim's speaker."""
    entities = material.bank.entity_by_id
    return [
        gap
        for gap in material.by_claim[claim.id].names
        if (begins(claim.text, gap) or gap.entity == claim.speaker)
        and entities[gap.entity].kind in PROMPTS
        and is_full_name(gap.text_in(claim.text), entities[gap.entity])
    ]
