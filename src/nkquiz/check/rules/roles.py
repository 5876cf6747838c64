"""Roles: who does it to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from nkquiz.check.align import SURE, Pair
from nkquiz.check.compare import Comparison
from nkquiz.check.pairings import exchanged
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Role, Term, TermKind
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Finding

HALF = 0.5  # so much of the statement must agree for two of its terms to count as exchanged
Roles = Mapping[tuple[Term, Term], Role]


def roles(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where beside the same word one does what in the claim is done to it, or by another who is named.

    Words that hold both ways (agree, meet, trade) and opposites don't count.
    """
    mine, theirs = comparison.statement.roles, comparison.theirs.roles
    for pair in comparison.pairs:
        if not (pair.mine.verb and pair.theirs.verb) or pair.strength < SURE or pair.opposite:
            continue
        if any(lexicon().has("symmetric", lemma) for lemma in pair.mine.lemmas):
            continue
        doing, done_to = _named(mine, pair.mine, True), _named(mine, pair.mine, False)
        their_doing, their_done_to = _named(theirs, pair.theirs, True), _named(theirs, pair.theirs, False)
        if not _kin(comparison, doing, their_doing) and (
            (doing and their_doing and _kin(comparison, their_doing, _keys(comparison)))
            or _kin(comparison, doing, their_done_to)
            or _kin(comparison, done_to, their_doing)
        ):
            right = next(iter(their_doing), "")
            wrong = next(iter(doing), "")
            names = comparison.entities
            message = "In the source it is the other way round"
            if right and wrong:
                message = f"In the source it is {names[right].name}, not {names[wrong].name}"
            member = next((m for (h, m), _ in mine.items() if h is pair.mine and m.key in doing | done_to), None)
            yield conflict("roles", comparison, member, f"{message}: {comparison.claim.text}")
            return
    changed = _exchanged(comparison)
    if changed or _crossed(comparison):
        message = f"In the source it is the other way round: {comparison.claim.text}"
        yield conflict("roles", comparison, changed, message)


def _crossed(comparison: Comparison) -> bool:
    """Say whether two names have exchanged what follows each: "it was A that told B"."""
    sure = [pair for pair in comparison.pairs if pair.strength == 1.0 and not pair.at_odds]
    names = sorted((p for p in sure if p.mine.kind is TermKind.ENTITY), key=lambda p: p.mine.start)
    others = [p for p in sure if p.mine.kind is not TermKind.ENTITY and not p.mine.light]
    for one, two in pairwise(names):
        if one.theirs.start <= two.theirs.start:
            continue
        mine = [p for p in others if one.mine.start < p.mine.start < two.mine.start]
        after = [p for p in others if p.mine.start > two.mine.start]
        first = any(two.theirs.start < p.theirs.start < one.theirs.start for p in mine)
        if first and any(p.theirs.start > one.theirs.start for p in after):
            return True
    return False


def _exchanged(comparison: Comparison) -> Term | None:
    """Return a term that stands with the fellow of its rival: "A took the north and B the south"."""
    if not comparison.theirs.bound or comparison.covered < HALF:
        return None
    same = {p.theirs: p.mine for p in comparison.pairs if _same(p)}
    for one, wrong in exchanged(comparison.statement, comparison.theirs, same):
        if not (one.negated or wrong.negated):
            return wrong
    return None


def _same(pair: Pair) -> bool:
    return pair.strength >= SURE and not pair.at_odds and pair.mine.value == pair.theirs.value


def _named(relations: Roles, head: Term, doing: bool) -> set[str]:
    """Return the entities that do, or to whom is done, what `head` tells."""
    wanted = (Role.AGENT,) if doing else (Role.PATIENT, Role.RECIPIENT)
    return {m.key for (h, m), role in relations.items() if h is head and m.kind is TermKind.ENTITY and role in wanted}


def _keys(comparison: Comparison) -> set[str]:
    return {term.key for term in comparison.statement.entities}


def _kin(comparison: Comparison, some: set[str], others: set[str]) -> bool:
    """Say whether the two sets share an entity, or one that acts for the other."""
    of = {key: comparison.entities[key].of for key in some | others}
    return any(a == b or of[a] == b or of[b] == a for a in some for b in others)
