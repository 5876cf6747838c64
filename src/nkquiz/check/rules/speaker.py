"""Attribution: whose words or belief it is."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import ClaimKind, EntityKind, Finding


def speaker(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the statement gives an opinion to somebody else than its speaker."""
    claim = comparison.claim
    if claim.kind is not ClaimKind.OPINION or not claim.speaker:
        return
    named = [term for term in comparison.statement.entities if comparison.entities[term.key].kind is EntityKind.PERSON]
    if not named or any(term.key == claim.speaker for term in named):
        return
    told = {term.key for term in comparison.theirs.entities}
    for term in named:
        if term.key == comparison.statement.speaker and term.key not in told:
            right, wrong = comparison.entities[claim.speaker].name, comparison.entities[term.key].name
            yield conflict("speaker", comparison, term, f"In the source {right} says this, not {wrong}.")
            return
