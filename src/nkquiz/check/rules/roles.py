"""Roles: who does it to whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nkquiz.check.align import SURE, Pair
from nkquiz.check.compare import Comparison
from nkquiz.check.pairings import exchanged
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import Clause, Role, Term, TermKind
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Finding

HALF = 0.5  # so much of the statement must agree for two of its terms to count as exchanged


def roles(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where beside the same word one does what in the claim is done to it, or by another who is named.

    Words that hold both ways (agree, meet, trade) and opposites don't count.
    """
    for pair in comparison.pairs:
        if not (pair.mine.verb and pair.theirs.verb) or pair.strength < SURE or pair.opposite:
            continue
        if any(lexicon().has("symmetric", lemma) for lemma in pair.mine.lemmas):
            continue
        mine, theirs = _parts(comparison.statement, pair.mine), _parts(comparison.theirs, pair.theirs)
        if _kin(comparison, mine.doing, theirs.doing):
            continue
        same = pair.mine.negated == pair.theirs.negated  # what one does not do, another may do
        if (same and _another(comparison, mine.doing, theirs.doing)) or _reversed(comparison, mine, theirs):
            right = next(iter(theirs.doing), "")
            wrong = next(iter(mine.doing), "")
            names = comparison.entities
            message = "In the source it is the other way round"
            if right and wrong:
                message = f"In the source it is {names[right].name}, not {names[wrong].name}"
            told = mine.doing | mine.done_to
            member = next((m for h, m in comparison.statement.roles if h is pair.mine and m.key in told), None)
            yield conflict("roles", comparison, member, f"{message}: {comparison.claim.text}")
            return
    changed = _exchanged(comparison)
    if changed or _crossed(comparison):
        message = f"In the source it is the other way round: {comparison.claim.text}"
        yield conflict("roles", comparison, changed, message)


class _Parts(NamedTuple):
    """The entities that do what a word tells, and those to whom it is done; `turning` where the word may tell the same
    of either ("the cable broke", "they broke the cable") and has no object."""

    clause: Clause
    doing: set[str]
    done_to: set[str]
    turning: bool


def _parts(clause: Clause, head: Term) -> _Parts:
    named = [(m, r) for (h, m), r in clause.roles.items() if h is head and not (m.negated and m.target)]
    objects = any(r is Role.PATIENT for _, r in named)
    return _Parts(
        clause,
        {m.key for m, r in named if m.kind is TermKind.ENTITY and r is Role.AGENT},
        {m.key for m, r in named if m.kind is TermKind.ENTITY and r in (Role.PATIENT, Role.RECIPIENT)},
        not objects and any(lexicon().has("ergative", lemma) for lemma in head.lemmas),
    )


def _another(comparison: Comparison, doing: set[str], their_doing: set[str]) -> bool:
    """Say whether one does it whom the claim does not name there, and the one who does it is named elsewhere."""
    named = {key for key in _keys(comparison.statement) if not _kin(comparison, {key}, doing)}
    return bool(doing) and _kin(comparison, their_doing, named)


def _reversed(comparison: Comparison, mine: _Parts, theirs: _Parts) -> bool:
    """Say whether one does it to whom it is done in the claim. A person stands for a country, or the reverse, only
    where the other text does not name the person itself."""
    doing, their_doing = (() if mine.turning else mine.doing), (() if theirs.turning else theirs.doing)
    return any(
        _kin(comparison, {a}, {b}) and (a == b or not (a in _keys(theirs.clause) or b in _keys(mine.clause)))
        for some, others in ((doing, theirs.done_to), (mine.done_to, their_doing))
        for a in some
        for b in others
    )


def _crossed(comparison: Comparison) -> bool:
    """Say whether two names have exchanged what follows each: "it was A that told B"."""
    sure = [pair for pair in comparison.pairs if pair.strength == 1.0 and not pair.at_odds]
    names = sorted((p for p in sure if p.mine.kind is TermKind.ENTITY), key=lambda p: p.mine.start)
    others = [p for p in sure if p.mine.kind is not TermKind.ENTITY and not p.mine.light]
    for one, two in pairwise(names):
        if one.theirs.start <= two.theirs.start:
            continue
        if _play_alike(comparison, one) or _play_alike(comparison, two):
            continue
        mine = [p for p in others if one.mine.start < p.mine.start < two.mine.start]
        after = [p for p in others if p.mine.start > two.mine.start]
        first = any(two.theirs.start < p.theirs.start < one.theirs.start for p in mine)
        if first and any(p.theirs.start > one.theirs.start for p in after):
            return True
    return False


def _play_alike(comparison: Comparison, name: Pair) -> bool:
    """Say whether a name plays the same part beside a word that stands in both texts: the one may be passive."""
    theirs, partner = comparison.theirs.roles, comparison.partner
    return any(
        member is name.mine
        and role is not Role.OTHER
        and (pair := partner.get(head)) is not None
        and pair.strength >= SURE
        and theirs.get((pair.theirs, name.theirs)) is role
        for (head, member), role in comparison.statement.roles.items()
    )


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


def _keys(clause: Clause) -> set[str]:
    return {term.key for term in clause.entities}


def _kin(comparison: Comparison, some: set[str], others: set[str]) -> bool:
    """Say whether the two sets share an entity, or one that acts for the other."""
    of = {key: comparison.entities[key].of for key in some | others}
    return any(a == b or of[a] == b or of[b] == a for a in some for b in others)
