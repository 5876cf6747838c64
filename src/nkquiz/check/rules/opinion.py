"""Opinion told as fact: what the source only lets somebody say or believe."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import ClaimKind, Finding


def opinion(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the claim is somebody's opinion and the statement names no one who holds it."""
    claim, statement = comparison.claim, comparison.statement
    if claim.kind is not ClaimKind.OPINION or statement.speaker or statement.attributed:
        return
    if any(term.key == claim.speaker for term in statement.entities):
        return
    name = comparison.entities[claim.speaker].name
    yield conflict("opinion", comparison, None, f"The source gives this as the opinion of {name}, not as a fact.")
