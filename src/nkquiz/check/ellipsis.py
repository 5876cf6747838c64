"""Numbers that leave their unit to one before them: "eight games were won and three lost"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nkquiz.check.terms import Term, TermKind
from nkquiz.language.quantities import Bound, Quantity

_JOINT = re.compile(r"[,;]|\b(and|but|while|whereas|or|against|to)\b", re.IGNORECASE)
_FAR = 50.0  # seven beside 12 million is most likely seven million, and that can't be told


def with_units(terms: Sequence[Term], text: str) -> list[Term]:
    """Return the terms of a clause, numbers without a unit given that of the number before which they are joined to."""
    found = list(terms)
    last: Term | None = None
    for number, term in enumerate(found):
        value = term.value
        if not isinstance(value, Quantity):
            continue
        if value.unit:
            last = term
        elif last and isinstance(last.value, Quantity) and _JOINT.search(text, last.end, term.start):
            told = last.value
            base = value.value * (told.scale or 1.0)
            plain = value.bound not in (Bound.RANGE, Bound.VAGUE) and not _is_name(found, number, text)
            if plain and base and 1 / _FAR <= told.value / base <= _FAR:
                unit = replace(value, value=base, unit=told.unit, scale=told.scale)
                found[number] = replace(term, key=str(unit), value=unit)
    return found


def _is_name(terms: Sequence[Term], number: int, text: str) -> bool:
    """Say whether a number is part of a name, "Resolution 242", or of a word, "HV-2"."""
    term = terms[number]
    before = terms[number - 1] if number else None
    if before and before.kind is not TermKind.WORD and text[before.end : term.start].strip() == "":
        return False
    return text[term.start - 1 : term.start] == "-" or bool(before and text[before.start].isupper() and before.strange)
