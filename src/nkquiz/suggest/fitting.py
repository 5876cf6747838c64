"""Which other numbers and dates can stand in a claim: near ones, for which the rest of it still makes sense, and which
are false if the claim is true."""

from __future__ import annotations

import re

from nkquiz.language.bounds import Bound
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.numerals import leading
from nkquiz.suggest.model import Said

_GROUPED = 1000  # from here on digits are grouped
_FAR = 4.0  # times as much, or as little, that people still take for it
_AGES = (0.6, 1.6)  # the same for how old somebody is
_OVER, _UNDER = (Bound.ABOVE, Bound.AT_LEAST), (Bound.BELOW, Bound.AT_MOST)
_PART = re.compile(r" of (?:(?:the|its|their|his|her|our|all|these|those) )*$")
_ALL = re.compile(r"\b(?:all|both|every)(?: the| its| their| of the)? $", re.I)
_FROM = re.compile(r"\b(?:from|between)(?: \w+)? $", re.I)
_TO = re.compile(r"^(?: \w+){0,2} (?:to|and) $")
_AGE = re.compile(r"(?:[ -]years?)?[ -]old\b| years of age")
_NEAR_YEARS, _SHARE = 10, 0.2  # how far away another year may be: so many, or so much of the time since then


def fits_number(said: Said, gap: Gap, text: str) -> bool:
    """Say whether another number, written in a gap of the claim, makes a false sentence that makes sense."""
    old, new = leading(gap.text_in(said.text)), leading(text)
    if gap.quantity is None or old is None or new is None:
        return gap.quantity is not None  # a fraction
    ratio = new / old
    low, high = _AGES if is_age(said, gap) else (1 / _FAR, _FAR)
    if not low <= ratio <= high or (old < _GROUPED) != (new < _GROUPED):  # "1200 million", "1000" beside "510"
        return False
    if not _keeps_range(gap.text_in(said.text), text):
        return False
    if gap.quantity.bound in _OVER and ratio < 1:  # who has more than 20 has more than 10
        return False
    if gap.quantity.bound in _UNDER and ratio > 1:
        return False
    if _ALL.search(said.text[: gap.start]) and new < 3:
        return False  # "all two"
    return _keeps_order(said, gap, gap.quantity.value * ratio)


def _keeps_range(mine: str, other: str) -> bool:
    """Say whether "35 and 50 percent" stays a span that goes up."""
    ours, theirs = ([float(n.replace(",", "")) for n in _NUMBER.findall(text)] for text in (mine, other))
    if len(ours) != 2 or len(theirs) != 2:
        return True
    return theirs[0] != theirs[1] and (theirs[0] < theirs[1]) == (ours[0] < ours[1])


_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def is_age(said: Said, gap: Gap) -> bool:
    """Say whether a number is how old somebody is."""
    before, after = said.text[: gap.start], said.text[gap.end :]
    if re.search(r"\baged $", before) or _AGE.match(after):
        return True
    return bool(re.search(r"\b[A-Z]\w+, $", before)) and after.startswith(",")  # "Ada Berg, 43, ..."


def _keeps_order(said: Said, gap: Gap, value: float) -> bool:
    """Say whether a part stays smaller than its whole, and "from ... to ..." goes the same way."""
    numbers = [other for other in said.found.gaps if other.quantity]
    at = numbers.index(gap)
    for one, two in ((gap, other) for other in (numbers[at - 1 : at] if at else []) + numbers[at + 1 : at + 2]):
        first, second = (one, two) if one.start < two.start else (two, one)
        between = said.text[first.end : second.start]
        assert first.quantity
        assert second.quantity
        changed = [value if each is gap else each.quantity.value for each in (first, second) if each.quantity]
        if _PART.search(between) and changed[0] >= changed[1]:
            return False
        spans = _TO.match(between) and _FROM.search(said.text[: first.start])
        if spans and (changed[0] < changed[1]) != (first.quantity.value < second.quantity.value):
            return False
    return True


def fits_date(said: Said, gap: Gap, text: str) -> bool:
    """Say whether another date, written in a gap of the claim, is near enough to be believed, and does not turn the
    order of the claim's dates round."""
    assert gap.date is not None
    found = re.search(r"\b\d{4}\b", text)
    if gap.date.year is None or found is None:
        return True
    year, source = int(found[0]), int(said.material.bank.source.date[:4] or 0)
    if abs(year - gap.date.year) > max(_NEAR_YEARS, _SHARE * (source - gap.date.year)):
        return False
    years = [other.date.year for other in said.gaps(date=True) if other is not gap and other.date]
    return all(other is None or (year < other) == (gap.date.year < other) for other in years)
