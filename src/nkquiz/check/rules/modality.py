"""Modality: a plan told as done, or what is done told as a plan."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Modality, TermKind
from nkquiz.model import ClaimKind, Finding


def modality(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the main words are planned, possible or conditional on one side only."""
    statement, claim = comparison.statement, comparison.claim
    mine, theirs = statement.modality, comparison.witness.modality
    plan = claim.kind in (ClaimKind.PLAN, ClaimKind.CONDITION)
    if plan and statement.done and not statement.planned and mine is Modality.DONE:
        yield conflict(
            "modality", comparison, None, f"In the source this is not done, but a {claim.kind}: {claim.text}"
        )
        return
    if (mine is Modality.DONE) == (theirs is Modality.DONE):
        return
    words = [p for p in comparison.pairs if p.mine.kind is TermKind.WORD and not p.mine.light]
    differ = [p for p in words if (p.mine.modality is Modality.DONE) != (p.theirs.modality is Modality.DONE)]
    if not differ or comparison.claim.kind not in (ClaimKind.PLAN, ClaimKind.CONDITION, ClaimKind.FACT):
        return
    if mine is Modality.DONE and comparison.claim.kind in (ClaimKind.PLAN, ClaimKind.CONDITION):
        message = f"In the source this is {theirs.value}, not done: {comparison.claim.text}"
        yield conflict("modality", comparison, differ[0].mine, message)
    elif theirs is Modality.DONE and comparison.claim.kind is ClaimKind.FACT and mine is Modality.PLANNED:
        message = f"In the source this is done, not only {mine.value}: {comparison.claim.text}"
        yield conflict("modality", comparison, differ[0].mine, message)
