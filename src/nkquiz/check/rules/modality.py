"""Modality: a plan told as done, or what is done told as a plan."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Modality
from nkquiz.language.lexicon import lexicon
from nkquiz.model import ClaimKind, Finding


def modality(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where a plan or condition is told as done, or a fact as a mere plan."""
    statement, claim = comparison.statement, comparison.claim
    if claim.kind in (ClaimKind.PLAN, ClaimKind.CONDITION):
        done = statement.done and not statement.planned and not statement.conditional
        if done and not comparison.theirs.done and _tells_of_the_plan(comparison):
            message = f"In the source this is a {claim.kind}, not done: {claim.text}"
            verb = statement.terms[statement.verb] if statement.verb >= 0 else None
            yield conflict("modality", comparison, verb, message)
    elif claim.kind is ClaimKind.FACT and statement.planned:
        acts = [p for p in comparison.pairs if (p.mine.verb or p.theirs.verb) and p.strength >= SURE]
        differ = [
            p
            for p in acts
            if p.mine.modality is Modality.PLANNED and not p.mine.negated and p.theirs.modality is Modality.DONE
        ]
        if differ and not comparison.theirs.planned:
            message = f"In the source this is done, not only planned: {claim.text}"
            yield conflict("modality", comparison, differ[0].mine, message)


def _tells_of_the_plan(comparison: Comparison) -> bool:
    """Say whether the statement's main verb, if it carries meaning, is what the claim only plans."""
    verb = comparison.statement.verb
    if comparison.statement.already:
        return not comparison.theirs.already
    if verb < 0 or comparison.statement.terms[verb].light:
        return False
    if any(lexicon().has("settling", lemma) for lemma in comparison.statement.terms[verb].lemmas):
        return False  # what is announced or decided on is not done yet
    pair = comparison.partner.get(comparison.statement.terms[verb])
    return pair is None or pair.theirs.modality is not Modality.DONE
