"""Number or date: it is typed; how exact it must be is stated."""

from __future__ import annotations

from nkquiz.model import Claim, Question
from nkquiz.quiz.lures import in_gap
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import entry, made, value_gaps


def value(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return the claim with a number or date left blank. None where it has none that people get wrong."""
    for gap in shuffled(value_gaps(claim, material), lambda gap: str(gap.start), seed, claim.id, "value"):
        wrong = tuple(lure for lure in in_gap(claim, gap, material, seed) if lure.why)
        return made(
            "value",
            material,
            (claim.id,),
            "What is missing?",
            entry(claim, gap, material, wrong),
            gap.filled(claim.text),
        )
    return None
