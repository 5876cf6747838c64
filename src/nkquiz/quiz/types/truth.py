"""True or false: a restatement or a false variant of a claim."""

from __future__ import annotations

from nkquiz.model import Bank, Claim, Option, Question
from nkquiz.quiz.order import digest, shuffled


def truth(claim: Claim, bank: Bank, seed: int) -> Question | None:
    """Return a statement to be judged by the source; as many are true as false. None without a false variant."""
    if not claim.false_variants:
        return None
    true = int(digest(seed, claim.id, "truth"), 16) % 2 == 0
    if true:
        text, why = claim.text, ""
    else:
        variant = shuffled(claim.false_variants, lambda variant: variant.text, seed, claim.id)[0]
        text, why = variant.text, variant.why
    options = (Option("true", "true", why, "t"), Option("false", "false", "", "f"))
    return Question(
        id=digest(bank.id, claim.id, "truth", text)[:16],
        type="truth",
        claim=claim.id,
        topic=claim.topic,
        prompt=f"True or false, by the source? {text}",
        options=options,
        key="true" if true else "false",
    )
