"""Multiple choice: which of these does the source say?"""

from __future__ import annotations

from nkquiz.model import Bank, Claim, Option, Question
from nkquiz.quiz.lures import nearest_in_length
from nkquiz.quiz.order import digest, shuffled

LURES = 3


def choice(claim: Claim, bank: Bank, seed: int) -> Question | None:
    """Return a question whose key is the claim and whose lures are its false variants; a hand-written one wins.

    None where the claim has fewer than two lures.
    """
    if claim.questions:
        written = shuffled(claim.questions, lambda question: question.ask, seed, claim.id)[0]
        prompt, key, lures = written.ask, written.key, [(text, "") for text in written.lures]
    else:
        prompt, key = f"{bank.topics[claim.topic]}: which of these does the source say?", claim.text
        lures = [(v.text, v.why) for v in nearest_in_length(claim.false_variants, key, LURES, seed, claim.id)]
    if len(lures) < 2:
        return None
    options = [Option(digest(key)[:12], key), *(Option(digest(text)[:12], text, why) for text, why in lures)]
    return Question(
        id=digest(bank.id, claim.id, "choice", *sorted(option.id for option in options))[:16],
        type="choice",
        claim=claim.id,
        topic=claim.topic,
        prompt=prompt,
        options=tuple(shuffled(options, lambda option: option.id, seed, claim.id, "position")),
        key=options[0].id,
    )
