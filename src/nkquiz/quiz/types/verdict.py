"""The fact-checker's question: does the source support a statement, contradict it, or not say it?"""

from __future__ import annotations

from nkquiz.model import Choice, Claim, Option, Question, Unknown, Verdict
from nkquiz.quiz.lures import statements
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.types._parts import made, said_true

_PROMPT = "What does the source say about this?"
_KEYS = (Verdict.SUPPORTED, Verdict.CONTRADICTED)
_SILENT = "The source does not say so, and does not deny it."


def verdict(claim: Claim, material: Material, seed: int, key: str = "") -> Question | None:
    """Return a statement that the source supports or contradicts, as `key` says, else as the seed decides. None without
    a false variant."""
    variants = statements(claim, len(claim.false_variants), material)
    if not variants:
        return None
    if (key or _KEYS[int(digest(seed, claim.id, "verdict"), 16) % 2]) == Verdict.SUPPORTED:
        return made(
            "verdict",
            material,
            (claim.id,),
            _PROMPT,
            _form(Verdict.SUPPORTED),
            said_true(claim, material, seed, "verdict"),
        )
    variant = shuffled(variants, lambda variant: variant.text, seed, claim.id, "verdict")[0]
    return made("verdict", material, (claim.id,), _PROMPT, _form(Verdict.CONTRADICTED, variant.why), variant.text)


def of_unknown(unknown: Unknown, material: Material) -> Question:
    """Return the question whose key is that the source says nothing about it."""
    form = _form(Verdict.NOT_IN_SOURCE, _SILENT)
    return made("verdict", material, (unknown.id,), _PROMPT, form, unknown.text, unknown.topic)


def _form(key: Verdict, reason: str = "") -> Choice:
    shown = ((Verdict.SUPPORTED, "it supports it"), (Verdict.CONTRADICTED, "it contradicts it"))
    options = [Option(v.value, text, reason if v is not key else "") for v, text in shown]
    silent = Option(Verdict.NOT_IN_SOURCE.value, "it does not say", reason if key is not Verdict.NOT_IN_SOURCE else "")
    return Choice((*options, silent), key.value, fixed=True)
