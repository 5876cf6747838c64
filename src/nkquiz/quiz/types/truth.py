"""True or false: the claim as somebody may put it, or as people get it wrong."""

from __future__ import annotations

from nkquiz.model import Choice, Claim, Option, Question
from nkquiz.quiz.lures import statements
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.types._parts import made, said_true
from nkquiz.quiz.types._written import to_judge


def truth(claim: Claim, material: Material, seed: int, key: str = "") -> Question | None:
    """Return a statement to be judged by the source: one that is written by hand; else one that is true or false, as
    `key` says, else as the seed decides. None without a false variant."""
    if written := to_judge(claim, material, seed):
        return written
    variants = statements(claim, len(claim.false_variants), material)
    if not variants:
        return None
    key = key or ("true", "false")[int(digest(seed, claim.id, "truth"), 16) % 2]
    if key == "true":
        text, reason = said_true(claim, material, seed), ""
    else:
        variant = shuffled(variants, lambda variant: variant.text, seed, claim.id)[0]
        text, reason = variant.text, variant.why
    options = (Option("true", "true", reason, "t"), Option("false", "false", "", "f"))
    return made("truth", material, (claim.id,), "True or false, by the source?", Choice(options, key, fixed=True), text)
