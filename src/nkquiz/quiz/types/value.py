"""Number or date: it is typed; how exact it must be is stated."""

from __future__ import annotations

from nkquiz.model import Claim, EntryKind, Question
from nkquiz.quiz.lures import in_gap
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import entry, made, value_gaps
from nkquiz.quiz.types._written import to_type


def value(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return a hand-written question whose answer is a number to type; else the claim with a number or date left blank.
    None where it has none that people get wrong."""
    if written := to_type(claim, EntryKind.NUMBER, "value", material, seed):
        return written
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
