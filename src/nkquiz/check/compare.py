"""A clause of a statement beside a wording of a claim: what they share, what is left over, how near they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nkquiz.check.align import SURE, Pair, agree, rougher
from nkquiz.check.lists import Change, change
from nkquiz.check.terms import Clause, Term
from nkquiz.model import Claim, Entity, FalseVariant
from nkquiz.once import once


@dataclass(frozen=True)
class Witness:
    """An analysed text of a claim. A false variant also has what makes it differ from the nearest true wording:
    `telling` terms that this one has not, terms that are denied on one side only (`turned`), and quantifiers."""

    text: str
    clause: Clause
    weights: tuple[float, ...]
    keys: frozenset[str]
    variant: FalseVariant | None = None
    telling: frozenset[Term] = frozenset()
    turned: frozenset[Term] = frozenset()
    quantifiers: frozenset[str] = frozenset()

    @once
    def total(self) -> float:
        """The weight of the whole text."""
        return sum(self.weights) or 1.0

    @once
    def values(self) -> tuple[Term, ...]:
        """The numbers and dates of the text."""
        return tuple(term for term in self.clause.terms if term.value is not None)


@dataclass(frozen=True)
class Comparison:
    """A clause of a statement beside a witness of a claim."""

    statement: Clause
    weights: tuple[float, ...]  # how much each term of the statement matters
    witness: Witness
    claim: Claim
    entities: Mapping[str, Entity]
    headline: Clause  # the claim's own text, in whose words reasons are given
    pairs: tuple[Pair, ...]
    told: frozenset[str]  # keys and lemmas of everything that claims on the same sentences say

    @property
    def theirs(self) -> Clause:
        """The witness as a clause."""
        return self.witness.clause

    @once
    def partner(self) -> dict[Term, Pair]:
        """The pair of each paired term of the statement."""
        return {pair.mine: pair for pair in self.pairs}

    @once
    def partner_of_theirs(self) -> dict[Term, Pair]:
        """The pair of each paired term of the witness."""
        return {pair.theirs: pair for pair in self.pairs}

    @once
    def extra(self) -> tuple[Term, ...]:
        """The statement's terms that have no partner."""
        return tuple(term for term in self.statement.terms if term not in self.partner)

    @once
    def missing(self) -> tuple[Term, ...]:
        """The witness's terms that have no partner."""
        return tuple(term for term in self.theirs.terms if term not in self.partner_of_theirs)

    @once
    def list_change(self) -> Change | None:
        """What the statement changed of a list of the wording; None where it has no other members."""
        return change(self.statement, self.theirs, self.partner)

    @once
    def has_other_values(self) -> bool:
        """Whether the statement has a number, date or ordinal in the place of another one."""
        return any(agree(pair.mine, pair.theirs) is False for pair in self.pairs)

    @once
    def tells(self) -> float:
        """How much the statement has of what makes the false variant false, from 0 to 1."""
        w, partner = self.witness, self.partner_of_theirs
        told = [
            t in partner
            and partner[t].strength >= SURE
            and not partner[t].at_odds
            and not partner[t].differs
            and not rougher(partner[t].mine, t)
            for t in w.telling
        ]
        elsewhere = any(t.target for t in self.extra)  # the statement denies something else
        for t in w.turned:
            pair = partner.get(t)
            told.append(
                pair is not None
                and pair.strength >= SURE
                and not pair.at_odds
                and not (elsewhere and t.target and not pair.mine.target)
            )
        told += [name in self.statement.quantifiers for name in w.quantifiers]
        return sum(told) / len(told) if told else 0.0

    @once
    def covered(self) -> float:
        """The share of the statement's weight that the witness speaks of."""
        partner = self.partner
        found = sum(
            weight * partner[term].strength
            for term, weight in zip(self.statement.terms, self.weights, strict=True)
            if term in partner
        )
        return found / (sum(self.weights) or 1.0)

    @once
    def covering(self) -> float:
        """The share of the witness's weight that the statement speaks of."""
        partner = self.partner_of_theirs
        found = sum(
            weight * partner[term].strength
            for term, weight in zip(self.theirs.terms, self.witness.weights, strict=True)
            if term in partner
        )
        return found / self.witness.total

    @once
    def closeness(self) -> float:
        """How much the two texts say the same, in both directions, between 0 and 1."""
        return (2 * self.covered + self.covering) / 3

    @once
    def spoken_of(self) -> float:
        """The share of the witness's names and words, values left aside, that the statement speaks of too."""
        partner = self.partner_of_theirs
        found = total = 0.0
        for term, weight in zip(self.theirs.terms, self.witness.weights, strict=True):
            if term.value is None:
                total += weight
                found += weight if term in partner else 0.0
        return found / total if total else 1.0

    @once
    def agreement(self) -> float:
        """Closeness in which what is at odds counts against: 1 the same said, below 0 rather the contrary."""
        mine = dict(zip(self.statement.terms, self.weights, strict=True))
        theirs = dict(zip(self.theirs.terms, self.witness.weights, strict=True))
        one = two = 0.0
        for pair in self.pairs:
            value = -pair.strength if pair.at_odds or pair.differs else pair.strength
            one += mine[pair.mine] * value
            two += theirs[pair.theirs] * value
        return (2 * one / (sum(self.weights) or 1.0) + two / self.witness.total) / 3

    @once
    def concordance(self) -> float:
        """How much the paired terms stand in the same order on both sides: 1 the same, 0 reversed."""
        places = [pair.theirs.start for pair in sorted(self.pairs, key=lambda pair: pair.mine.start)]
        both = same = 0
        for i, a in enumerate(places):
            for b in places[i + 1 :]:
                both += 1
                same += a < b
        return same / both if both else 0.5

    def is_told(self, term: Term) -> bool:
        """Say whether claims on the same sentences speak of `term`."""
        return term.key in self.told or not self.told.isdisjoint(term.lemmas)

    def said(self, theirs: Term) -> str:
        """Return a value of the witness as the claim's own text writes it, or else as the witness does."""
        for term in self.headline.terms:
            if term.kind is theirs.kind and term.value is not None and term.value == theirs.value:
                return self.headline.quote(term)
        return self.theirs.quote(theirs)
