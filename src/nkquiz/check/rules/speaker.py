"""Attribution: whose words or belief it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import ClaimKind, Entity, EntityKind, Finding

_SPEAKING = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP)


def speaker(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the statement gives an opinion to somebody else than its speaker."""
    claim = comparison.claim
    if claim.kind is not ClaimKind.OPINION or not claim.speaker:
        return
    entities = comparison.entities
    named = [term for term in comparison.statement.entities if entities[term.key].kind in _SPEAKING]
    if not named or any(_is(entities, term.key, claim.speaker) for term in named):
        return
    told = {term.key for term in comparison.theirs.entities}
    for term in named:
        if term.key == comparison.statement.speaker and term.key not in told:
            right, wrong = comparison.entities[claim.speaker].name, comparison.entities[term.key].name
            yield conflict("speaker", comparison, term, f"In the source {right} says this, not {wrong}.")
            return


def _is(entities: Mapping[str, Entity], one: str, two: str) -> bool:
    """Say whether two who speak are one, or the one speaks for the other."""
    return one == two or entities[one].of == two or entities[two].of == one
