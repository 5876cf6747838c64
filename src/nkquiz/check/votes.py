"""What the wordings of the nearest claims say of each term of a statement: they confirm it, dispute it, tell it
falsely, or say nothing of it.

A value or a denial counts against the statement only as far as no wording of a claim that is nearly as near confirms
it: two ministers travelled, in two months, and what is right of the one is no argument against the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.align import SURE, rougher
from nkquiz.check.rules.quantifier import shares
from nkquiz.check.slots import denied_of_another
from nkquiz.check.terms import Role, Term, TermKind
from nkquiz.check.view import VALUES, Judged, View
from nkquiz.language.words import cosine

LOOSE = 0.6  # what a value confirms that may mean the same, beside one that does ("over 80" and "90")
NEARLY_AS_NEAR = 0.75  # how loud what disputes a value must be, beside what confirms it loosely, to silence that
OPEN = 0.5  # from here a word counts as unsaid
FAR = 0.35  # closeness under which a wording has no vote


@dataclass(frozen=True, slots=True)
class Votes:
    """How surely a term is confirmed, disputed by a true wording, and told as a false variant tells it: 0 to 1."""

    term: Term
    weight: float
    confirmed: float = 0.0
    disputed: float = 0.0
    falsely: float = 0.0

    @property
    def against(self) -> float:
        """How much more speaks against the term than for it."""
        return max(0.0, max(self.disputed, self.falsely) - self.confirmed)

    @property
    def open(self) -> float:
        """How little is said of the term at all."""
        return 1.0 - max(self.confirmed, self.disputed, self.falsely)


def voice(judged: Judged) -> float:
    """Return how much a wording has to say: nothing if it is far from the statement, 1 if it covers it."""
    return max(0.0, (judged.closeness - FAR) / (1 - FAR))


def votes(views: Sequence[View]) -> list[Votes]:
    """Return the votes on each term of the statement."""
    first = views[0].best.comparison
    confirmed: dict[Term, float] = {}
    loosely: dict[Term, float] = {}
    disputed: dict[Term, float] = {}
    falsely: dict[Term, float] = {}
    for judged in (judged for seen in views for judged in seen.judged):
        loud = voice(judged)
        if not loud:
            continue
        witness = judged.comparison.witness
        other = denied_of_another(judged.comparison)
        for pair in judged.comparison.pairs:
            if other and pair.at_odds:
                continue
            said = loud * pair.strength
            odd = pair.at_odds or pair.differs
            odd = odd or (pair.mine.start, pair.mine.end) in judged.wrong
            if witness.variant is None:
                side = disputed if odd else confirmed if pair.alike else loosely
                if odd and pair.strength < SURE:
                    continue
            elif not odd and pair.strength >= SURE and pair.theirs in witness.telling | witness.turned:
                if rougher(pair.mine, pair.theirs):
                    continue  # it may be meant as the truth is
                side = falsely
            else:
                continue
            side[pair.mine] = max(side.get(pair.mine, 0.0), said)
    for term, said in loosely.items():  # "in the nineties" confirms 1993 only where nothing as near says 1991
        if disputed.get(term, 0.0) < NEARLY_AS_NEAR * said:
            confirmed[term] = max(confirmed.get(term, 0.0), LOOSE * said)
    return [
        Votes(term, weight, confirmed.get(term, 0.0), disputed.get(term, 0.0), falsely.get(term, 0.0))
        for term, weight in zip(first.statement.terms, first.weights, strict=True)
    ]


def on_quantifiers(views: Sequence[View]) -> tuple[float, float]:
    """Return how much speaks against the statement's quantifiers ("all", "only"), and how far none confirms them."""
    mine = shares(views[0].best.comparison.statement) - {"some", "not all", "not only"}
    against, unsaid = 0.0, 0.0
    for name in mine:
        confirmed = falsely = 0.0
        for judged in (judged for seen in views for judged in seen.judged):
            witness = judged.comparison.witness
            if witness.variant is None and name in shares(witness.clause):
                confirmed = max(confirmed, voice(judged))
            elif name in witness.quantifiers or any(f.rule == "quantifier" for f in judged.conflicts):
                falsely = max(falsely, voice(judged))
        against = max(against, falsely - confirmed)
        unsaid = max(unsaid, 1.0 - confirmed)
    return against, unsaid


def _novelty(term: Term, nearest: Judged) -> float:
    """Return how far a word is in meaning from all words of the nearest wording: 1 for one of another subject."""
    words = (other for other in nearest.comparison.theirs.terms if other.kind is TermKind.WORD)
    return 1.0 - max((cosine(term.lemmas[0], other.lemmas[0]) for other in words), default=0.0)


def measures(views: Sequence[View]) -> dict[str, float]:
    """Return what `verdict` weighs of the votes on terms and on quantifiers; `views`: the nearest first."""
    found, quantifiers = votes(views), on_quantifiers(views)
    total = sum(v.weight for v in found) or 1.0
    words = [v for v in found if not v.term.light]
    values = [v for v in found if v.term.kind in VALUES]
    unsaid = [v for v in words if v.term.kind is TermKind.WORD and v.open > OPEN]
    novel = [v.open * _novelty(v.term, views[0].best) for v in unsaid]
    clause = views[0].best.comparison.statement
    adjuncts = {clause.terms[r.member] for r in clause.relations if r.role is Role.OTHER}
    return {
        "votes: confirmed": sum(v.weight * v.confirmed for v in found) / total,
        "votes: against": sum(v.weight * v.against for v in found),
        "votes: most against": max((v.against for v in words), default=0.0),
        "votes: disputed": max((max(0.0, v.disputed - v.confirmed) for v in words), default=0.0),
        "votes: falsely": max((max(0.0, v.falsely - v.confirmed) for v in words), default=0.0),
        "votes: values against": max((v.against for v in values), default=0.0),
        "votes: values open": max((v.open for v in values), default=0.0),
        "votes: open": sum(v.weight * v.open for v in words) / total,
        "votes: most open": max((v.open for v in words if v.term.kind is TermKind.WORD), default=0.0),
        "votes: names open": max((v.open for v in words if v.term.kind is TermKind.ENTITY), default=0.0),
        "votes: quantifier against": quantifiers[0],
        "votes: quantifier unsaid": quantifiers[1],
        "votes: novelty": max(novel, default=0.0),
        "votes: all novelty": min(3.0, sum(novel)),
        "votes: adjunct novelty": max(
            (n for n, v in zip(novel, unsaid, strict=True) if v.term in adjuncts), default=0.0
        ),
        "votes: least confirmed": min((v.confirmed for v in words), default=0.0),
    }
