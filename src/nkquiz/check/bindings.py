"""Which name or noun a number or date stands with where a text has several: "Ann got 62 percent and Ben 38 percent".

A text is cut at what joins its members ("and", "while", a comma, "from ... to ..."); a piece with one value binds that
value to its other terms. Of two pieces, the terms that play the same part and differ are what is told apart by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nkquiz.check.align import SURE, Pair, agree
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Clause, Term, TermKind
from nkquiz.language.quantities import Quantity, is_measure
from nkquiz.model import Entity

_JOINT = re.compile(r"[,;]|\b(and|but|while|whereas|against|versus|compared)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"[,;]|\b(to|and|but)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A value with the other terms of its piece of the text."""

    value: Term
    terms: tuple[Term, ...]


def bound_values(clause: Clause, like: Term) -> tuple[Bound, ...]:
    """Return the values that are like one of them, each with what it stands with; none where that can't be told."""
    sort = _sort(like)
    pieces = _pieces(clause, sum(_sort(term) == sort for term in clause.terms) > 1)
    values = [[term for term in piece if _sort(term) == sort] for piece in pieces]
    first = next((n for n, found in enumerate(values) if found), None)
    if first is None or any(len(found) > 1 for found in values):
        return ()
    ahead = next((term for term in pieces[first] if not term.light), None) is not values[first][0]
    joined: list[list[Term]] = []
    waiting: list[Term] = []
    for piece, found in zip(pieces, values, strict=True):
        if found:
            joined.append([*waiting, *piece])
            waiting = []
        elif joined and not ahead:
            joined[-1] += piece
        else:
            waiting += piece
    if joined:
        joined[-1] += waiting
    return tuple(
        Bound(value, tuple(term for term in piece if term is not value and _counts(term)))
        for piece in joined
        for value in piece
        if _sort(value) == sort
    )


def exchanged(comparison: Comparison, kind: TermKind) -> Iterator[tuple[Term, Term]]:
    """Yield each value of a kind that the wording has too, but with another name or noun, and the one that it has for
    that."""
    mine, theirs, partner = comparison.statement, comparison.theirs, comparison.partner
    for pair in partner.values():
        if pair.mine.kind is not kind or not _has_others(theirs, pair.theirs) or not agree(pair.mine, pair.theirs):
            continue
        others = bound_values(theirs, pair.theirs)
        if len(others) < 2:
            continue
        here = next((bound for bound in bound_values(mine, pair.mine) if bound.value is pair.mine), None)
        there = next((bound for bound in others if bound.value is pair.theirs), None)
        if here is None or there is None:
            continue
        said = {partner[t].theirs for t in here.terms if t in partner and _same(partner[t])}
        for other in others:
            if other is there or agree(pair.mine, other.value) is not False:
                continue
            if any(
                theirs in said and own not in said for own, theirs in _told_apart(there, other, comparison.entities)
            ):
                yield pair.mine, other.value
                break


def _has_others(clause: Clause, value: Term) -> bool:
    """Say, cheaply, whether a text has more values of the kind of one of them."""
    return any(t.kind is value.kind and t is not value and _sort(t) == _sort(value) for t in clause.terms)


def _told_apart(one: Bound, two: Bound, entities: Mapping[str, Entity]) -> Iterator[tuple[Term, Term]]:
    """Yield the terms of two pieces that play the same part beside their values, and differ."""
    keys_one, keys_two = ({term.key for term in bound.terms} for bound in (one, two))
    left = [term for term in one.terms if term.key not in keys_two]
    right = [term for term in two.terms if term.key not in keys_one]
    seen: set[str] = set()
    for b in sorted(right, key=lambda term: abs(term.start - two.value.start)):
        part, ahead = _part(b, entities), b.start < two.value.start
        side = part if part[0] != "w" else f"{part}{ahead}"  # a noun after its number, not one before it
        alike = [a for a in left if _part(a, entities) == part]
        if part[0] == "w":
            alike = [a for a in alike if (a.start < one.value.start) == ahead]
        if alike and side not in seen:
            yield min(alike, key=lambda a: ((a.start < one.value.start) != ahead, abs(a.start - one.value.start))), b
        seen.add(side)


def _part(term: Term, entities: Mapping[str, Entity]) -> str:
    if term.kind is TermKind.ENTITY:
        return f"e{entities[term.key].kind}"
    return _sort(term) or f"w{term.verb}"


def _pieces(clause: Clause, several: bool) -> list[list[Term]]:
    if not several:
        return [list(clause.terms)]
    text = clause.source
    joint = _FROM_TO if _FROM.search(text, clause.start, clause.end) else _JOINT
    pieces: list[list[Term]] = [[]]
    for number, term in enumerate(clause.terms):
        if number and joint.search(text, clause.terms[number - 1].end, term.start):
            pieces.append([])
        pieces[-1].append(term)
    return pieces


def _sort(term: Term) -> str:
    """Return what kind of value a term is, "" if it is none: values of one kind stand in one row."""
    if isinstance(term.value, Quantity):
        return term.value.unit if is_measure(term.value.unit) else "number"
    return term.kind if term.value is not None else ""


def _counts(term: Term) -> bool:
    return term.value is not None or not term.light


def _same(pair: Pair) -> bool:
    return pair.strength >= SURE and not pair.opposite and not pair.differs
