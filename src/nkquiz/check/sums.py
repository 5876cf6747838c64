"""Numbers that a source does not give but that follow from those it gives: what is left, a sum, a difference, a share.

Where five of the 32 farms left, 27 stayed; where 310 million were planned and 340 million paid, it was 30 million more.
Such a number is what the source says if the words around it say which of these it is; it is not compared with the
number that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from nkquiz.check.align import Pair, agree
from nkquiz.check.terms import Clause, Term
from nkquiz.check.uses import Use, use
from nkquiz.language.quantities import Quantity
from nkquiz.language.quantity import POINTS
from nkquiz.language.units import PERCENT, PERIOD

_REST = re.compile(
    r"\b(rest|remaining|remainder|remains?|remained|others?|still|stay|stays|stayed|kept|balance|"
    r"(are|is|was|were) left)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(altogether|total|totalled|totaled|in all|together|combined|overall|sum|both)\b", re.IGNORECASE)
_ROUNDED = 0.006  # how far the result of a calculation may be rounded


Made = Iterator[tuple[float, tuple[Quantity, ...]]]  # the result of a calculation, and the numbers in it


class Figure(NamedTuple):
    """A number of a candidate claim, and the sentences that the claim stands on."""

    value: Quantity
    places: frozenset[str]


def figures(texts: Iterable[tuple[Clause, frozenset[str]]]) -> tuple[Figure, ...]:
    """Return the numbers of some wordings, each given with the sentences that its claim stands on."""
    found: dict[Figure, None] = {}
    for clause, places in texts:
        numbers = (term.value for term in clause.terms if isinstance(term.value, Quantity))
        values = [number for number in numbers if number.unit != PERIOD and number.bound in POINTS]
        found.update((Figure(value, places), None) for value in values)
    return tuple(found)


def accounted(pairs: Sequence[Pair], mine: Clause, theirs: Clause, known: Sequence[Figure]) -> tuple[Pair, ...]:
    """Return the pairs, those of a number that follows from `known` ones marked as derived, those between such a number
    and one that it was made of added."""
    if not known:
        return tuple(pairs)
    paired = {pair.mine: pair for pair in pairs}
    done: dict[Term, Pair] = {}
    complements = False
    for term in mine.terms:
        pair = paired.get(term)
        if not isinstance(term.value, Quantity) or (pair and agree(pair.mine, pair.theirs) is not False):
            continue
        made = _made_of(term, mine, theirs, known, pair.theirs if pair else None)
        if pair and made:
            done[term] = pair._replace(derived=True)
        elif made:
            free = {t for t in theirs.terms if t.value in made} - {other.theirs for other in pairs}
            if free:
                done[term] = Pair(term, min(free, key=lambda t: t.start), 1.0, derived=True)
        elif pair and _is_left(pair, pairs, mine, theirs, known):
            done[term] = pair._replace(derived=True)
            complements = True
    if not done:
        return tuple(pairs)
    kept = [pair._replace(excused=True) if complements and pair.at_odds else pair for pair in pairs]
    return (*(pair for pair in kept if pair.mine not in done), *done.values())


def _is_left(pair: Pair, pairs: Sequence[Pair], mine: Clause, theirs: Clause, known: Sequence[Figure]) -> bool:
    """Say whether a number is what is left of a whole, and told of what the wording tells not of the part."""
    one, two = pair.mine.value, pair.theirs.value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.bound not in POINTS:
        return False
    wholes = {f.value.whole for f in known if f.value.whole and f.value.value == two.value}
    wholes |= {100.0} if one.unit == two.unit == PERCENT else set()
    if not any(_is(one, whole - two.value) for whole in wholes):
        return False
    turned = any(other.at_odds for other in pairs)
    return turned or bool(_REST.search(mine.text)) != bool(_REST.search(theirs.text))


def _made_of(
    term: Term, mine: Clause, theirs: Clause, known: Sequence[Figure], beside: Term | None
) -> tuple[Quantity, ...]:
    """Return the known numbers of which one of the statement is made, told as such, or none; `beside` is what the
    wording has in its place, if it has."""
    value = term.value
    if not isinstance(value, Quantity) or any(value.is_like(figure.value) for figure in known):
        return ()  # the source gives it, of somebody or something
    if use(mine, term) is not Use.DIFFERENCE:
        found = _told(value, mine, theirs, known, beside)
    elif value.unit == PERCENT:
        found = _changes([term.value for term in theirs.terms if isinstance(term.value, Quantity)])
    else:
        found = _differences(known, value.unit)
    return next((made for result, made in found if _is(value, result)), ())


def _told(value: Quantity, mine: Clause, theirs: Clause, known: Sequence[Figure], beside: Term | None) -> Made:
    """Yield the sums, rests and shares that a number may be told as. It is a rest where the statement says so, or the
    wording does of numbers of its own ("A paid four of the six, B the rest")."""
    if _TOTAL.search(mine.text):
        yield from _totals(known, value.unit)
    said = bool(_REST.search(mine.text))
    own = {term.value for term in theirs.terms} if _REST.search(theirs.text) else set()
    for result, made in _rests(known, value.unit) if said or own else ():
        if (said or own.issuperset(made)) and (beside is None or beside.value in made):
            yield result, made
    if beside is None:
        yield from _shares(known, value.unit)


def _differences(known: Sequence[Figure], unit: str) -> Made:
    values = {figure.value for figure in known if figure.value.unit == unit}
    for one, two in combinations(values, 2):
        yield abs(one.value - two.value), (one, two)


def _changes(values: Sequence[Quantity]) -> Made:
    """Yield by how many percent one number of a wording is more, or less, than another one of its unit."""
    for one, two in combinations(values, 2):
        low, high = sorted((one.value, two.value))
        if one.unit == two.unit != PERCENT and low > 0:
            yield 100 * (1 - low / high), (one, two)
            yield 100 * (high / low - 1), (one, two)


def _totals(known: Sequence[Figure], unit: str) -> Made:
    for one, two in _couples([figure for figure in known if figure.value.unit == unit]):
        yield one.value.value + two.value.value, (one.value, two.value)


def _rests(known: Sequence[Figure], unit: str) -> Made:
    """Yield what is left of a number without another one of the same sentence, and of all without two shares."""
    for one, two in _couples([figure for figure in known if figure.value.unit == unit]):
        left = 100 - one.value.value - two.value.value
        yield left if unit == PERCENT else abs(one.value.value - two.value.value), (one.value, two.value)


def _shares(known: Sequence[Figure], unit: str) -> Made:
    """Yield what a share in percent is of a number of the same sentence."""
    if unit != PERCENT:
        for share in known:
            for whole in known if share.value.unit == PERCENT else ():
                if whole.value.unit == unit and not share.places.isdisjoint(whole.places):
                    yield share.value.value * whole.value.value / 100, (share.value, whole.value)


def _couples(known: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each two numbers of a unit that stand in the same sentence."""
    for one, two in combinations(known, 2):
        if one.value.unit == two.value.unit and not one.places.isdisjoint(two.places):
            yield one, two


def _is(value: Quantity, result: float) -> bool:
    """Say whether a number may be meant as the result of a calculation."""
    if result <= 0:
        return False
    rounded = abs(value.value - result) <= _ROUNDED * result
    return rounded or replace(value, whole=0.0, is_whole=False).agrees(Quantity(result, value.unit)) is True
