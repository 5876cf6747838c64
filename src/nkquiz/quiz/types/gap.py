"""Fill the gap: a name is typed, or what a hand-written question asks for."""

from __future__ import annotations

from nkquiz.model import Claim, EntryKind, Question
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import entry, made
from nkquiz.quiz.types._written import to_type


def gap(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return a hand-written question whose answer is typed; else the claim with one name left blank. None where no name
    is the only one that fits."""
    if written := to_type(claim, EntryKind.WORDS, "gap", material, seed):
        return written
    for found in shuffled(material.by_claim[claim.id].names, lambda found: str(found.start), seed, claim.id, "gap"):
        form = entry(claim, found, material)
        return made("gap", material, (claim.id,), "Fill the gap.", form, found.filled(claim.text))
    return None
