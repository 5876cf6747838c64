"""Numbers that leave their unit to another: "eight games were won and three lost", "150 wooden and 54 stone houses"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nkquiz.check.terms import Clause, Term, TermKind
from nkquiz.language.quantities import Bound, Quantity
from nkquiz.language.quantity import POINTS
from nkquiz.language.units import is_money

_JOINT = re.compile(r"[,;]|\b(and|but|while|whereas|or|against|to)\b", re.IGNORECASE)
_FAR = 50.0  # seven beside 12 million is most likely seven million, and that can't be told


def with_units(terms: Sequence[Term], text: str) -> list[Term]:
    """Return the terms of a clause, numbers without a unit given that of the number before, or else after them, to
    which they are joined."""
    found = list(terms)
    numbers = [n for n, term in enumerate(found) if isinstance(term.value, Quantity)]
    for row in (numbers, numbers[::-1]):
        last: Term | None = None
        for n in row:
            if last:
                found[n] = _like(found, n, last, text)
            value = found[n].value
            if isinstance(value, Quantity) and value.unit:
                last = found[n]
    return found


def of_one_claim(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the true wordings of a claim; a number without a unit has that of the same sum in another one: "owed
    ten billion" means the dollars of "a debt of ten billion dollars"."""
    values = {term.value for clause in clauses for term in clause.terms if isinstance(term.value, Quantity)}
    units: dict[float, set[Quantity]] = {}
    for value in values:
        if is_money(value.unit) and value.bound in POINTS:
            units.setdefault(value.value, set()).add(value)
    meant = {number: next(iter(found)) for number, found in units.items() if len({v.unit for v in found}) == 1}

    def told(term: Term) -> Term:
        value = term.value
        if not isinstance(value, Quantity) or value.unit or value.value not in meant:
            return term
        unit = replace(value, unit=meant[value.value].unit)
        return replace(term, key=str(unit), value=unit)

    return [replace(clause, terms=tuple(told(term) for term in clause.terms)) for clause in clauses]


def _like(terms: Sequence[Term], number: int, other: Term, text: str) -> Term:
    """Return a number with the unit of another one if it has none of its own and is joined to it."""
    term, value, told = terms[number], terms[number].value, other.value
    if not isinstance(value, Quantity) or not isinstance(told, Quantity) or value.unit or not value.value:
        return term
    first, second = sorted((term, other), key=lambda t: t.start)
    base = value.value * (told.scale or 1.0)
    plain = value.bound not in (Bound.RANGE, Bound.VAGUE) and not _is_name(terms, number, text)
    if not plain or not 1 / _FAR <= told.value / base <= _FAR or not _JOINT.search(text, first.end, second.start):
        return term
    unit = replace(value, value=base, unit=told.unit, scale=told.scale)
    return replace(term, key=str(unit), value=unit)


def _is_name(terms: Sequence[Term], number: int, text: str) -> bool:
    """Say whether a number is part of a name or word: "Resolution 242", "HV-2"."""
    term = terms[number]
    before = terms[number - 1] if number else None
    beside = before is not None and not text[before.end : term.start].strip()
    named = before is not None and before.kind is TermKind.WORD and before.start > 0 and text[before.start].isupper()
    return text[term.start - 1 : term.start] == "-" or (beside and named)
