"""A number with its unit, and how two of them compare."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from nkquiz.language.bounds import Bound
from nkquiz.language.units import PERCENT, is_measure, is_money

_CONVERTED = 0.02  # measures in different units are given in round figures
_ROUGHLY = 0.06
_EXACTLY = 1e-9
_FAR = 1.6  # nobody says "more than ten" of fifty, nor does fifty exclude it
_HALF = 50.0  # but "more than half" of ninety percent
_MUCH = 1e5  # so large a number without a unit is most likely a sum
_OVER, _UNDER = (Bound.ABOVE, Bound.AT_LEAST), (Bound.BELOW, Bound.AT_MOST)
_SPANS = (Bound.RANGE, Bound.VAGUE)
POINTS = (Bound.EXACT, Bound.ABOUT)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit: "percent", a currency, a measure in its base unit (PERIOD in days, LENGTH in metres), the
    noun that is counted, or "". A range, and a vague number, goes on to `to`; `scale` is the size of the unit as it was
    written, of the base unit. In "nine of the 14 ships", nine has 14 as its `whole`, and 14 `is_whole`."""

    value: float
    unit: str
    bound: Bound = Bound.EXACT
    to: float = field(default=0.0, repr=False)
    scale: float = field(default=1.0, compare=False, repr=False)
    whole: float = field(default=0.0, compare=False, repr=False)
    is_whole: bool = field(default=False, compare=False, repr=False)

    def agrees(self, other: Quantity) -> bool | None:
        """Say whether two quantities can both be meant; None where their units can't be compared, or where the one
        neither holds the other nor excludes it."""
        if self.unit != other.unit and not _may_be_same(self, other):
            if (self.whole and other.unit == PERCENT) or (other.whole and self.unit == PERCENT):
                return self._share().agrees(other._share())
            if (
                "" in (self.unit, other.unit)
                and is_money(self.unit or other.unit)
                and _MUCH < self.value == other.value
            ):
                return True  # "900 million", of the currency that was named before
            return False if is_money(self.unit) and is_money(other.unit) else None
        if self.is_whole != other.is_whole and self.value != other.value:
            return None  # nine of the 14 are not 13
        slack = _EXACTLY if math.isclose(self.scale, other.scale) else _CONVERTED
        if self.bound in _SPANS and other.bound in _SPANS:
            return _spans_agree(self, other, slack)
        for one, two in ((self, other), (other, self)):
            if one.bound in (*_OVER, *_UNDER):
                return _within_limit(one, two, slack)
        for one, two in ((self, other), (other, self)):
            if one.bound in _SPANS:
                low, high = two._ends(slack)
                return low <= one.to and one.value <= high
        slack = _ROUGHLY if Bound.ABOUT in (self.bound, other.bound) else slack
        return abs(self.value - other.value) <= slack * max(abs(self.value), abs(other.value))

    def is_like(self, other: Quantity) -> bool:
        """Say whether two quantities are the same, or agree and one of them is only rounded ("about 1.1 billion" and
        "1.09 billion"): neither is a limit or a span."""
        return self == other or (self.bound in POINTS and other.bound in POINTS and self.agrees(other) is True)

    def _share(self) -> Quantity:
        """Return a part of a whole in percent, in round figures."""
        return Quantity(100 * self.value / self.whole, PERCENT, self.bound, scale=0.0) if self.whole else self

    def percentage(self) -> float:
        """Return which share of a whole it is, in percent: of "five of the 32", and of a percentage; else 0."""
        return 100 * self.value / self.whole if self.whole else self.value if self.unit == PERCENT else 0.0

    def is_rougher(self, other: Quantity) -> bool:
        """Say whether this one is a limit or a span only, and the other one a number ("over 2,000" beside "3,000")."""
        return self.bound not in POINTS and other.bound in POINTS

    def _ends(self, slack: float) -> tuple[float, float]:
        slack = _ROUGHLY if self.bound is Bound.ABOUT else slack
        high = self.to if self.bound in _SPANS else self.value
        return self.value - slack * abs(self.value), high + slack * abs(high)


def _may_be_same(one: Quantity, two: Quantity) -> bool:
    """Say whether one currency may be the other, named with its country: francs, and Swiss francs."""
    short, long = sorted((one.unit, two.unit), key=len)
    return long.endswith("-" + short) and short not in ("dollar", "pound", "rupee")


def _spans_agree(one: Quantity, two: Quantity, slack: float) -> bool | None:
    same = [abs(a - b) <= slack * max(abs(a), abs(b), _EXACTLY) for a, b in ((one.value, two.value), (one.to, two.to))]
    if all(same):
        return True
    if one.to < two.value or two.to < one.value or one.bound is two.bound is Bound.RANGE:
        return False
    inside = (one.value <= two.value and two.to <= one.to) or (two.value <= one.value and one.to <= two.to)
    return True if inside else None


def _within_limit(limit: Quantity, other: Quantity, slack: float) -> bool | None:
    over = limit.bound in _OVER
    if other.bound in (*_OVER, *_UNDER):
        if (other.bound in _OVER) == over:
            return True if math.isclose(limit.value, other.value, rel_tol=slack) else None
        low, high = (limit, other) if over else (other, limit)
        strict = low.bound is Bound.ABOVE or high.bound is Bound.BELOW
        return False if low.value > high.value or (low.value == high.value and strict) else None
    least, most = (other.value, other.to if other.bound in _SPANS else other.value)
    strict = limit.bound in (Bound.ABOVE, Bound.BELOW)
    if math.isclose(least, limit.value, rel_tol=slack) and math.isclose(most, limit.value, rel_tol=slack):
        if limit.value == 1 and limit.bound is Bound.ABOVE and not is_measure(limit.unit):
            return None  # "one reason was the rain" where there was more than one
        return not (strict and other.bound is Bound.EXACT)
    if (least >= limit.value) if over else (most <= limit.value):
        near = least <= limit.value * _FAR if over else most * _FAR >= limit.value
        return True if near or (over and limit.unit == PERCENT and limit.value >= _HALF) else None
    wide_low, wide_high = other._ends(_EXACTLY)
    if (wide_high < limit.value) if over else (wide_low > limit.value):
        return False
    return True if other.bound is Bound.ABOUT else None
