"""Roles: who does it to whom."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SAME_CLASS, Comparison
from nkquiz.check.lexicon import lexicon
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Role, TermKind
from nkquiz.model import Finding


def roles(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where agent and another party have changed places."""
    verb, their_verb = comparison.statement.verb, comparison.witness.verb
    if not any(p.mine is verb and p.theirs is their_verb and p.strength >= SAME_CLASS for p in comparison.pairs):
        return
    verbs = {lemma for p in comparison.pairs if p.mine.kind is TermKind.WORD for lemma in p.mine.lemmas}
    if any(lexicon().has("symmetric", lemma) for lemma in verbs):
        return
    paired = [p for p in comparison.pairs if p.mine.kind is TermKind.ENTITY]
    acting = [p for p in paired if p.mine.role is Role.AGENT]
    acted = [p for p in paired if p.theirs.role is Role.AGENT]
    if len(acting) != 1 or len(acted) != 1 or acting == acted:
        return
    if acting[0].theirs.role is Role.AGENT or acted[0].mine.role is Role.AGENT:
        return
    entities = comparison.entities
    right, wrong = entities[acted[0].theirs.key].name, entities[acting[0].mine.key].name
    yield conflict(
        "roles", comparison, acting[0].mine, f"In the source it is {right}, not {wrong}: {comparison.claim.text}"
    )
