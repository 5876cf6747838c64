"""Aligning the terms of a statement with the terms of a witness (a claim's text, restatement or false variant)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nkquiz.check.terms import Clause, Term, TermKind, entity_key
from nkquiz.language.dates import Date
from nkquiz.language.quantities import Quantity
from nkquiz.language.words import cosine, kin_of
from nkquiz.model import Entity

MIN_STRENGTH = 0.3
SURE = 0.75  # from this strength two words count as the same thing said
DIFFERENT = 0.95  # two values in one slot that differ: paired only where no equal one is
LESS_EXACT = 0.6  # a value that agrees with a rougher one: the statement knows more than the wording tells
KIN = 0.85  # a person for the country or organisation that the person acts for, and the reverse
SOFT = 0.45  # least nearness of two words' vectors to be paired where nothing surer is found
SOFT_WORTH = 0.8  # and what such a pair is worth of it


class Pair(NamedTuple):
    """Two terms that stand for each other, how surely, and whether they are opposites."""

    mine: Term
    theirs: Term
    strength: float
    opposite: bool = False
    excused: bool = False  # a denial on one side that the other side says in another way
    derived: bool = False  # a number that follows from those of the source

    @property
    def at_odds(self) -> bool:
        """Whether one side affirms what the other denies: by a denial or by an opposite, but not by both.

        Names and values in the scope of a denial are not denied themselves, unless it is aimed at them.
        """
        if self.excused:
            return False
        if self.mine.kind is not TermKind.WORD and not (self.mine.target or self.theirs.target):
            return False
        return (self.mine.negated != self.theirs.negated) != self.opposite

    @property
    def denied_once(self) -> bool:
        """Whether one side denies the same thing that the other affirms, excused or not."""
        return self.mine.negated != self.theirs.negated and not self.opposite

    @property
    def differs(self) -> bool:
        """Whether the two are values that can't both be meant."""
        return self.mine.value is not None and not self.derived and agree(self.mine, self.theirs) is False

    @property
    def alike(self) -> bool:
        """Whether the two have the same value, or none."""
        return self.derived or alike(self.mine, self.theirs)


@dataclass(frozen=True)
class Sought:
    """A clause made ready to be aligned with many others: under each lemma and entity, which terms it may stand for."""

    clause: Clause
    near: Mapping[str, Sequence[tuple[int, float]]]  # lemma or entity key -> (index of a term, strength)
    values: tuple[int, ...]  # the indexes of numbers, dates and ordinals


def acting_for(entities: Mapping[str, Entity]) -> Mapping[str, Sequence[str]]:
    """Return the ids of those who act for an entity, by its id."""
    acting: dict[str, list[str]] = {}
    for entity in entities.values():
        if entity.of:
            acting.setdefault(entity.of, []).append(entity.id)
    return acting


def seek(clause: Clause, entities: Mapping[str, Entity], acting: Mapping[str, Sequence[str]]) -> Sought:
    """Return `clause` made ready to be aligned; `acting` is what `acting_for` makes of the entities."""
    near: dict[str, list[tuple[int, float]]] = {}
    values = []
    for i, term in enumerate(clause.terms):
        if term.kind is TermKind.WORD:
            for lemma, strength in kin_of(term.lemmas).items():
                if abs(strength) >= MIN_STRENGTH:
                    near.setdefault(lemma, []).append((i, strength))
        elif term.kind is TermKind.ENTITY:
            near.setdefault(entity_key(term.key), []).append((i, 1.0))
            for other in (entities[term.key].of, *acting.get(term.key, ())):
                if other:
                    near.setdefault(entity_key(other), []).append((i, KIN))
        else:
            values.append(i)
    return Sought(clause, near, tuple(values))


def align(sought: Sought, theirs: Clause) -> tuple[Pair, ...]:
    """Pair each term sought with at most one of `theirs`: the surest pairs first, then the nearest by position."""
    mine, other = sought.clause.terms, theirs.terms
    found: list[tuple[float, float, int, int, float]] = []
    scale_mine, scale_theirs = 1 / (len(mine) or 1), 1 / (len(other) or 1)
    get = sought.near.get
    for j, two in enumerate(other):
        if two.kind is TermKind.WORD:
            best: dict[int, float] = {}
            for lemma in two.lemmas:
                for i, strength in get(lemma, ()):
                    if abs(strength) > abs(best.get(i, 0.0)) or strength == 1.0:
                        best[i] = strength
            hits: Iterable[tuple[int, float]] = best.items()
        elif two.kind is TermKind.ENTITY:
            hits = get(entity_key(two.key), ())
        else:
            hits = [(i, _worth(mine[i], two, same)) for i in sought.values if (same := _meet(mine[i], two)) is not None]
        for i, strength in hits:
            found.append((-abs(strength), abs(i * scale_mine - j * scale_theirs), i, j, strength))
    found.sort()
    pairs: list[Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for _, _, i, j, strength in found:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append(Pair(mine[i], other[j], abs(strength), strength < 0))
    if pairs and len(left) < len(mine) and len(right) < len(other):
        pairs += _soft(
            [t for i, t in enumerate(mine) if i not in left],
            [t for j, t in enumerate(other) if j not in right],
        )
    return tuple(pairs)


def _meet(mine: Term, theirs: Term) -> bool | None:
    """Say whether two values agree; None also where only one of two that differ tells when something else was."""
    same = agree(mine, theirs)
    return None if same is False and mine.aside != theirs.aside else same


def _worth(mine: Term, theirs: Term, same: bool) -> float:
    """Return how surely two values stand for each other."""
    if not same:
        return DIFFERENT
    return LESS_EXACT if rougher(theirs, mine) else 1.0


def _soft(mine: list[Term], theirs: list[Term]) -> list[Pair]:
    """Pair words of weight that only their vectors bring together."""
    found = []
    for i, one in enumerate(mine):
        if one.kind is TermKind.WORD and not one.light:
            for j, two in enumerate(theirs):
                if two.kind is TermKind.WORD and not two.light:
                    near = cosine(one.lemmas[0], two.lemmas[0])
                    if near >= SOFT:
                        found.append((-near, i, j))
    pairs: list[Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for near, i, j in sorted(found):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append(Pair(mine[i], theirs[j], -near * SOFT_WORTH))
    return pairs


def rougher(one: Term, two: Term) -> bool:
    """Say whether of two values that agree the first one says less: "more than half", "late in 2013"."""
    mine, theirs = one.value, two.value
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return mine.is_rougher(theirs)
    return isinstance(mine, Date) and isinstance(theirs, Date) and mine.is_rougher(theirs)


def alike(one: Term, two: Term) -> bool:
    """Say whether two terms have the same value, or none."""
    mine, theirs = one.value, two.value
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return mine.is_like(theirs)
    return mine == theirs


def agree(one: Term, two: Term) -> bool | None:
    """Say whether two values can both be meant; None where they can't be compared."""
    mine, theirs = one.value, two.value
    if mine is None or theirs is None:
        return None
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return mine.agrees(theirs)
    if isinstance(mine, Date) and isinstance(theirs, Date):
        return mine.agrees(theirs)
    if isinstance(mine, int) and isinstance(theirs, int):
        return mine == theirs
    return None
