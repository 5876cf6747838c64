"""Aligning the terms of a statement with the terms of a witness (a claim's text, restatement or false variant)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from nkquiz.check.lexicon import lexicon
from nkquiz.check.terms import Clause, Term, TermKind
from nkquiz.check.words import near
from nkquiz.model import Claim, Entity, FalseVariant

MIN_STRENGTH = 0.35
SAME_CLASS = 0.9
TOLD = 0.8  # what counts as covered by the neighbourhood
KIN = 0.85  # a person for the country or organisation that the person acts for, and the reverse


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms that stand for each other, how surely, and whether they are opposites."""

    mine: Term
    theirs: Term
    strength: float
    opposite: bool = False


@dataclass(frozen=True)
class Comparison:
    """A clause of a statement beside a witness of a claim. `variant` is set where the witness is a false one."""

    statement: Clause
    witness: Clause
    claim: Claim
    variant: FalseVariant | None
    telling: frozenset[Term]  # the terms in which a false variant differs from the claim; empty for a true witness
    pairs: tuple[Pair, ...]
    entities: Mapping[str, Entity]
    weights: Mapping[Term, float]  # how much each term of the statement matters
    their_weights: Mapping[Term, float]  # the same for the witness
    headline: Clause  # the claim's own text, in whose words reasons are given
    told: frozenset[str]  # keys and lemmas of everything else that claims on the same sentences say

    def said(self, theirs: Term) -> str:
        """Return a value of the witness as the claim's own text writes it, or else as the witness does."""
        for term in self.headline.terms:
            if term.kind is theirs.kind and (
                (term.quantity and theirs.quantity and term.quantity == theirs.quantity)
                or (term.date and term.date == theirs.date)
            ):
                return self.headline.quote(term)
        return self.witness.quote(theirs)

    @cached_property
    def extra(self) -> tuple[Term, ...]:
        """The statement's terms that have no partner."""
        paired = {pair.mine for pair in self.pairs}
        return tuple(term for term in self.statement.terms if term not in paired)

    @cached_property
    def missing(self) -> tuple[Term, ...]:
        """The witness's terms that have no partner."""
        paired = {pair.theirs for pair in self.pairs}
        return tuple(term for term in self.witness.terms if term not in paired)

    @cached_property
    def tells(self) -> bool:
        """Whether the statement has what makes the false variant false."""
        return bool(self.telling) and self.telling <= {pair.theirs for pair in self.pairs}

    @cached_property
    def covered(self) -> float:
        """The share of the statement's weight that the witness, or else its neighbourhood, speaks of."""
        strength = {pair.mine: pair.strength for pair in self.pairs}
        strength |= {term: TOLD for term in self.extra if self.is_told(term)}
        return _share(self.weights, strength)

    @cached_property
    def strictly_covered(self) -> float:
        """The share of the statement's weight that the witness itself speaks of."""
        return _share(self.weights, {pair.mine: pair.strength for pair in self.pairs})

    @cached_property
    def concordance(self) -> float:
        """How much the paired terms stand in the same order on both sides: 1 the same, 0 reversed."""
        places = [pair.theirs.start for pair in sorted(self.pairs, key=lambda pair: pair.mine.start)]
        both = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
        return sum(a < b for a, b in both) / len(both) if both else 0.5

    def is_told(self, term: Term) -> bool:
        """Say whether other claims on the same sentences speak of `term`."""
        return term.key in self.told or not self.told.isdisjoint(term.lemmas)

    @cached_property
    def covering(self) -> float:
        """The share of the witness's weight that the statement speaks of."""
        return _share(self.their_weights, {pair.theirs: pair.strength for pair in self.pairs})


def _share(weights: Mapping[Term, float], strength: Mapping[Term, float]) -> float:
    total = sum(weights.values())
    return sum(weights[term] * value for term, value in strength.items()) / total if total else 0.0


def align(mine: Clause, theirs: Clause, entities: Mapping[str, Entity]) -> tuple[Pair, ...]:
    """Pair each term of `mine` with at most one of `theirs`: the surest pairs first, then the nearest by position."""
    found: list[tuple[float, float, int, int, Pair]] = []
    for i, one in enumerate(mine.terms):
        for j, two in enumerate(theirs.terms):
            if one.kind is not two.kind:
                continue
            strength, opposite = _similar(one, two, entities)
            if strength >= MIN_STRENGTH:
                distance = abs(i / len(mine.terms) - j / len(theirs.terms))
                found.append((-strength, distance, i, j, Pair(one, two, strength, opposite)))
    pairs: list[Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for _, _, i, j, pair in sorted(found, key=lambda item: item[:4]):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append(pair)
    return tuple(pairs)


def _similar(one: Term, two: Term, entities: Mapping[str, Entity]) -> tuple[float, bool]:
    match one.kind:
        case TermKind.WORD:
            return similar_words(one.lemmas, two.lemmas)
        case TermKind.ENTITY:
            if one.key == two.key:
                return 1.0, False
            kin = two.key == entities[one.key].of or one.key == entities[two.key].of
            return (KIN if kin else 0.0), False
        case TermKind.QUANTITY if one.quantity and two.quantity:
            return (0.0 if one.quantity.agrees(two.quantity) is None else 1.0), False
        case TermKind.DATE if one.date and two.date:
            return (0.0 if one.date.agrees(two.date) is None else 1.0), False
    return 1.0, False


@lru_cache(maxsize=200_000)
def similar_words(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, bool]:
    """Return how surely two words stand for each other, given their possible lemmas, and whether as opposites."""
    if not set(mine).isdisjoint(theirs):
        return 1.0, False
    best, opposite = 0.0, False
    for one in mine:
        for two in theirs:
            if opposed(one, two) > max(best, 0.5):
                best, opposite = opposed(one, two), True
            elif (strength := _likeness(one, two)) > best:
                best, opposite = strength, False
    return best, opposite


def _likeness(one: str, two: str) -> float:
    words = lexicon()
    if not words.classes.get(one, frozenset()).isdisjoint(words.classes.get(two, frozenset())):
        return SAME_CLASS
    a, b = near(one), near(two)
    return max(
        max(a.synonyms.get(two, 0.0), b.synonyms.get(one, 0.0)) * 0.95,
        max(a.derived.get(two, 0.0), b.derived.get(one, 0.0)),
        max(a.broader.get(two, 0.0), b.broader.get(one, 0.0)) * 0.7,
        max(a.related.get(two, 0.0), b.related.get(one, 0.0)) * 0.7,
    )


def opposed(one: str, two: str) -> float:
    """Return how surely two lemmas are opposites."""
    mine, theirs = (lexicon().opposites.get(word, frozenset()) for word in (one, two))
    if any((line, 1 - side) in theirs for line, side in mine):
        return SAME_CLASS
    if lexicon().has("light", one) or lexicon().has("light", two):
        return 0.0
    return max(near(one).antonyms.get(two, 0.0), near(two).antonyms.get(one, 0.0)) * 0.9
