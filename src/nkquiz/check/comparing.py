"""Two texts that compare: whether what the one says of two sides bears out or contradicts what the other says.

"The fault was found sooner than the money" and "finding the money took longer than finding the fault" say the same, for
both the comparing words and the sides are exchanged; with only one of them exchanged, the texts contradict each other.
Where the wording gives a number for either side, the numbers decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nkquiz.check.align import SURE, Pair, agree
from nkquiz.check.bindings import bound_values
from nkquiz.check.degrees import Degree
from nkquiz.check.terms import Clause, Term, TermKind
from nkquiz.language.quantities import Quantity
from nkquiz.language.units import is_money

AT_ODDS = 0.9  # how surely comparing words are opposed whose sides say the contrary
ROUGHLY = 1.2  # how far two multiples may differ that are told in round figures
# What tells the scale of a bare "more" or "less": "costs more", "took more time".
_HINTS = {
    "cost": frozenset("cost price pay charge fee bill spend expense expensive money".split()),
    "time": frozenset("time take last spend hour day week month year duration".split()),
}


class Outcome(NamedTuple):
    """Whether two comparisons hold together, with the comparing words of both sides; `value` is the number that stands
    against the statement's comparing word where the wording has none."""

    holds: bool
    mine: Degree
    theirs: Degree | None = None
    value: Term | None = None


def outcomes(mine: Clause, theirs: Clause, pairs: Sequence[Pair]) -> Iterator[Outcome]:
    """Yield what comes of each comparison of the statement beside those of the wording, or beside its numbers."""
    if not mine.degrees:
        return
    partner = {pair.mine: pair for pair in pairs if pair.strength >= SURE}
    taken: set[Degree] = set()
    for one in mine.degrees:
        found = False
        for two in theirs.degrees:
            if two in taken or not _one_scale(one, two, mine, theirs):
                continue
            holds = _hold(one, two, mine, theirs, partner)
            if holds is not None:
                found = True
                taken.add(two)
                yield Outcome(holds, one, two)
                break
        if not found and not theirs.degrees and one.than >= 0 and not one.rank and not one.denied:
            yield from _by_numbers(one, mine, theirs, partner)


def compared(pairs: Sequence[Pair], mine: Clause, theirs: Clause) -> tuple[Pair, ...]:
    """Return the pairs, the comparing words paired by what they come to: as the same, or as opposites."""
    found = list(pairs)
    for outcome in outcomes(mine, theirs, pairs):
        left = within(mine, outcome.mine)
        right = [outcome.value] if outcome.value else within(theirs, outcome.theirs)
        if not left or not right:
            continue
        found = [p for p in found if p.mine not in left and (p.theirs not in right or p.theirs.value is not None)]
        one, two = _weightiest(left), _weightiest(right)
        found = [p for p in found if p.theirs is not two]
        strength = 1.0 if outcome.holds else AT_ODDS
        settled = not outcome.mine.rank and one.negated != two.negated  # the denial has been reckoned with
        found.append(Pair(one, two, strength, opposite=outcome.holds == settled))
    return tuple(found)


def within(clause: Clause, degree: Degree | None) -> list[Term]:
    """Return the terms of a comparing word: "more expensive"."""
    return [t for t in clause.terms if degree is not None and degree.start <= t.start < degree.end]


def _weightiest(terms: Sequence[Term]) -> Term:
    return min(terms, key=lambda t: (t.light, t.value is not None, -t.start))


def _one_scale(one: Degree, two: Degree, mine: Clause, theirs: Clause) -> bool:
    if one.scale == two.scale:
        return True
    for bare, other, clause in ((one, two, mine), (two, one, theirs)):
        if bare.scale == "size" and other.scale in _HINTS:
            hints = _HINTS[other.scale]
            return any(not hints.isdisjoint(t.lemmas) or _is_sum(t, other.scale) for t in clause.terms)
    return False


def _is_sum(term: Term, scale: str) -> bool:
    return scale == "cost" and isinstance(term.value, Quantity) and is_money(term.value.unit)


def _hold(one: Degree, two: Degree, mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> bool | None:
    if one.rank and two.rank:
        return _ranks_hold(one, two, mine, theirs, partner)
    if one.rank or two.rank:
        return _rank_beside_two(one, two, mine, theirs, partner)
    changed = _changed(one, two, mine, theirs, partner)
    if changed is None:
        return None
    if one.denied or two.denied:
        return None if one.denied and two.denied else _holds_denied(one, two, changed)
    same = one.sign == (-two.sign if changed else two.sign)
    return same and (1.0 in (one.times, two.times) or max(one.times, two.times) <= ROUGHLY * min(one.times, two.times))


def _holds_denied(one: Degree, two: Degree, changed: bool) -> bool | None:
    """Weigh "is not larger than" beside "is larger than": the contrary; beside "is smaller than", it holds."""
    same = one.sign == (-two.sign if changed else two.sign)
    if one.sign == 0 or two.sign == 0:
        return None
    return not same


def _ranks_hold(one: Degree, two: Degree, mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> bool | None:
    if one.sign != two.sign or one.rank != two.rank:
        shared = _sides(one, mine, partner, theirs, two)
        return False if any(shared) else None
    return True if one.topped or two.topped else None


def _rank_beside_two(
    one: Degree, two: Degree, mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]
) -> bool | None:
    """Weigh "no team went deeper" beside "a team went deeper": of one side, the contrary."""
    if one.sign != two.sign or 0 in (one.sign, two.sign):
        return None
    topped = one if one.rank else two
    if topped.rank != 1 or not topped.topped:
        return None
    before, _, _, _ = _sides(one, mine, partner, theirs, two)
    return False if before and not (one.denied or two.denied) else None


def _sides(
    one: Degree, mine: Clause, partner: Mapping[Term, Pair], theirs: Clause, two: Degree
) -> tuple[int, int, int, int]:
    """Count the terms that stand before both middles, behind both, and those that stand on the other side."""
    middle, their_middle = _middle(one), _middle(two)
    own = {*within(mine, one)}
    last, their_last = _last(one, mine), _last(two, theirs)
    counts = [0, 0, 0, 0]
    for term in mine.terms:
        pair = partner.get(term)
        if pair is None or term in own or term.light or pair.opposite or agree(term, pair.theirs) is False:
            continue
        if two.start <= pair.theirs.start < two.end or term.start >= last or pair.theirs.start >= their_last:
            continue
        before, their_before = term.start < middle, pair.theirs.start < their_middle
        counts[(0 if before else 1) if before == their_before else (2 if before else 3)] += 1
    return counts[0], counts[1], counts[2], counts[3]


def _middle(degree: Degree) -> int:
    return degree.than if degree.than >= 0 else degree.start


def _last(degree: Degree, clause: Clause) -> int:
    """Return where the second side ends: at a verb, "more cattle than people live there"."""
    behind = [t for t in clause.terms if t.start > degree.than] if degree.than >= 0 else []
    return next((t.start for t in behind[1:] if t.verb), clause.end)


def _changed(one: Degree, two: Degree, mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> bool | None:
    """Say whether the two sides have changed places; None where that can't be told."""
    before, behind, on, back = _sides(one, mine, partner, theirs, two)
    if one.than >= 0 and two.than >= 0:
        if on and back:
            return True
        if (on or back) and not behind and not before:  # one side is not said, or in other words
            return True
        return False if before and behind and not (on or back) else None
    if one.than < 0 and two.than < 0:
        return None
    lone, other, clause = (one, two, mine) if one.than < 0 else (two, one, theirs)
    names = [t for t in clause.terms if t.kind is TermKind.ENTITY and t.start < lone.start]
    if len(names) != 1 or (on and before):
        return None
    name = names[0]
    pair = partner.get(name) if lone is one else next((p for p in partner.values() if p.theirs is name), None)
    if pair is None or pair.strength < 1.0:
        return None
    return (pair.theirs.start if lone is one else pair.mine.start) > other.than


def _by_numbers(one: Degree, mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> Iterator[Outcome]:
    """Yield what the wording's numbers for the two sides come to: "90,000 cattle and 31,000 people"."""
    like = next((t for t in theirs.terms if isinstance(t.value, Quantity) and t.value.unit != "times"), None)
    if like is None:
        return
    bounds = bound_values(theirs, like)
    if len(bounds) < 2:
        return
    told = [key for bound in bounds for key in {term.key for term in bound.terms}]
    counted = any(one.end <= t.start < one.than and not t.light for t in mine.terms)  # "more cattle than people"
    sides: tuple[list[Term], list[Term]] = ([], [])
    for term in mine.terms:
        pair = partner.get(term)
        if pair is None or pair.opposite or one.start <= term.start < one.end or (counted and term.start < one.start):
            continue
        holders = [b.value for b in bounds if pair.theirs in b.terms]
        if len(holders) == 1 and told.count(pair.theirs.key) == 1:  # "cars" tells nothing where all are
            sides[term.start > one.than].append(holders[0])
    left, right = ({*side} for side in sides)
    if len(left - right) != 1 or len(right - left) != 1:
        return
    a, b = next(iter(left - right)), next(iter(right - left))
    if not isinstance(a.value, Quantity) or not isinstance(b.value, Quantity) or a.value.bound != b.value.bound:
        return
    order = (a.value.value > b.value.value) - (a.value.value < b.value.value)
    yield Outcome(order == one.sign, one, value=a)
