"""Ranges of numbers: "5-10 percent", "between $5bn and $10bn", "two or three days"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.bounds import Bound
from nkquiz.language.counted import counted_noun
from nkquiz.language.numbers import SCALE_WORDS, read_number
from nkquiz.language.quantity import Quantity
from nkquiz.language.tokens import Token
from nkquiz.language.units import PERCENT, Unit, is_money, money_before, percent_at, unit_at

# "Rose from 5 to 10 percent" tells of two numbers, not of a range.
_CHANGE = frozenset(
    "rise grow fall drop go increase decrease cut raise lower reduce climb decline jump shrink expand extend move "
    "change rising growth double plunge soar slump dip swell up down slip shift improve swing surge".split()
)


def read_range(
    tokens: Sequence[Token], start: int, index: int, low: float, end: int, money: str
) -> tuple[Quantity, int] | None:
    """Return the range whose first number goes from `index` to `end`, its currency known if that stood before it."""
    first = None if money else _percent(tokens, index, end) or unit_at(tokens, end, low)
    at = first.end if first else end
    before = tokens[start - 1].text if start else ""
    word = tokens[at].text if at < len(tokens) else ""
    if word not in ("-", "to", "or") and not (word == "and" and before == "between"):
        return None
    at += 1
    if word == "-" and at + 1 < len(tokens) and tokens[at].text in ("to", "or"):
        at += 1 + (tokens[at + 1].text == "-")
    again = money_before(tokens, at) if at < len(tokens) else None
    at = again[1] if again else at
    if at >= len(tokens) or tokens[at].text in ("a", "an", "half") or (again and again[0] != money):
        return None
    second = read_number(tokens, at)
    if second is None or (word == "or" and second[0] > 2 * low + 1):
        return None
    high, after = second
    unit = _both(tokens, at, high, after, money)
    if first and (unit is None or unit.name != first.name):
        return None
    if first and unit:
        low *= first.factor / unit.factor
    scale = SCALE_WORDS.get(tokens[after - 1].text, 1.0) if after - at > 1 else 1.0
    if scale > 1 and low < high / scale and tokens[end - 1].text not in SCALE_WORDS:
        low *= scale
    changes = word == "to" and (first or money or before == "from") and _changes(tokens, start)
    if changes and unit and not first and not money:
        return Quantity(low * unit.factor + unit.zero, unit.name, scale=unit.factor), end
    if changes or not low < high or (unit is None and before != "between"):
        return None
    unit = unit or Unit("", after)
    ends = (low * unit.factor + unit.zero, high * unit.factor + unit.zero)
    return Quantity(ends[0], unit.name, Bound.RANGE, ends[1], unit.factor), unit.end


def _percent(tokens: Sequence[Token], index: int, end: int) -> Unit | None:
    if tokens[end - 1].text.endswith("%") and end == index + 1:
        return Unit(PERCENT, end)
    return percent_at(tokens, end)


def _both(tokens: Sequence[Token], index: int, high: float, end: int, money: str) -> Unit | None:
    """Return the unit of both numbers, after the second one."""
    if money:
        same = unit_at(tokens, end, high)
        return Unit(money, same.end if same and is_money(same.name) else end)
    if percent := _percent(tokens, index, end):
        return percent
    if end < len(tokens) and tokens[end].text == "-":
        return counted_noun(tokens, end + 1, high, joined=True) if end + 1 < len(tokens) else None
    unit = counted_noun(tokens, end, high)
    if unit and unit.end == end and not _has_plural(tokens, end):
        return None  # "a 2-3 defeat"
    return unit


def _has_plural(tokens: Sequence[Token], index: int) -> bool:
    ahead = tokens[index : index + 3]
    return any(t.text != t.lemma or t.text == "people" or (not t.pos and t.text.endswith("s")) for t in ahead)


def _changes(tokens: Sequence[Token], start: int) -> bool:
    return any(lemma in _CHANGE for token in tokens[max(0, start - 8) : start] for lemma in token.lemmas)
