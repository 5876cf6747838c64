"""Modality: a plan told as done, or what is done told as a plan."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Modality, TermKind
from nkquiz.model import ClaimKind, Finding


def modality(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where a plan or condition is told as done, or a fact as a mere plan."""
    statement, claim = comparison.statement, comparison.claim
    if claim.kind in (ClaimKind.PLAN, ClaimKind.CONDITION):
        done = statement.done and not statement.planned and not statement.conditional
        if done and not comparison.theirs.done and _tells_of_the_plan(comparison):
            message = f"In the source this is a {claim.kind}, not done: {claim.text}"
            yield conflict("modality", comparison, statement.terms[statement.verb], message)
    elif claim.kind is ClaimKind.FACT and statement.planned:
        words = [p for p in comparison.pairs if p.mine.kind is TermKind.WORD and not p.mine.light]
        differ = [p for p in words if p.mine.modality is Modality.PLANNED and p.theirs.modality is Modality.DONE]
        if differ and not comparison.theirs.planned:
            message = f"In the source this is done, not only planned: {claim.text}"
            yield conflict("modality", comparison, differ[0].mine, message)


def _tells_of_the_plan(comparison: Comparison) -> bool:
    """Say whether the statement's main verb, if it carries meaning, is what the claim only plans."""
    verb = comparison.statement.verb
    if verb < 0 or comparison.statement.terms[verb].light:
        return False
    pair = comparison.partner.get(comparison.statement.terms[verb])
    return pair is None or pair.theirs.modality is not Modality.DONE
