"""Numbers with their units, read from tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkquiz.language.bounds import Bound, bound_after, bound_before, without_place
from nkquiz.language.counted import counted_noun, is_label, is_no_number, is_pronoun, lasts_one
from nkquiz.language.number_words import ONES, TENS
from nkquiz.language.numbers import SCALES, SMALL, VAGUE, read_fraction, read_number, read_vague
from nkquiz.language.ordinals import ORDINALS, read_ordinal
from nkquiz.language.quantity import Quantity
from nkquiz.language.ranges import read_range
from nkquiz.language.shares import read_ratio, read_share
from nkquiz.language.tokens import Token, stands
from nkquiz.language.units import (
    BASES,
    CODES,
    LENGTH,
    PERCENT,
    PERIOD,
    POINTS,
    PREFIXES,
    SIGNS,
    TIMES,
    WEIGHT,
    Unit,
    is_measure,
    is_money,
    money_before,
    percent_at,
    unit_at,
)
from nkquiz.language.wholes import is_every, is_the_whole, read_back, whole_of

__all__ = ["BASES", "LENGTH", "PERIOD", "WORDS", "Bound", "Quantity", "is_measure", "read_number", "read_ordinal"]
__all__ += ["read_quantity"]

_FOLD = {f"{w}fold": float(SMALL[w]) for w in (*ONES[2:], *TENS)} | {"hundredfold": 100.0, "thousandfold": 1000.0}
_FACTORS = {"twice": 2.0, "thrice": 3.0} | _FOLD
_CODES = CODES | (PREFIXES - {"a"})
_BEGIN = frozenset({*SMALL, *SCALES, *VAGUE, *_FACTORS, *_CODES, "half", "quarter", "a", "an", "minus"})
# The words that a quantity or an ordinal can begin with.
WORDS = _BEGIN | ORDINALS
_NAMED_MEASURES = frozenset(BASES) - {PERIOD, POINTS}
_LITTLE = 0.1  # how far "just over" goes


def read_quantity(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    """Return the quantity that begins at `index` and the index after it; None where there is none.

    "90%", "ninety per cent", "nine-tenths" and "9 out of 10" are 90 percent; "$10bn" and "10 billion dollars" are
    the same sum; "two decades" are 20 years; "all but a tenth" is 90 percent; "5 to 10 percent" is a range, and so, if
    a vague one, are "dozens of ships".
    """
    text = tokens[index].text
    if text not in _BEGIN and not text[0].isdigit() and text[0] not in SIGNS:
        return None
    if is_every(tokens, index):
        return None
    found = _read(tokens, index)
    if [t.text for t in tokens[max(0, index - 2) : index]] == ["all", "but"]:
        return _all_but(tokens, index, found)
    return found


def _all_but(tokens: Sequence[Token], index: int, found: tuple[Quantity, int] | None) -> tuple[Quantity, int] | None:
    """Return what "all but a tenth" and "all but one of the 12 ships" are; None where the whole is not known."""
    if found and found[0].unit == PERCENT:
        return Quantity(100 - found[0].value, PERCENT, found[0].bound), found[1]
    left = read_number(tokens, index)
    whole = whole_of(tokens, left[1]) if left else None
    if not left or not whole or whole[0] <= left[0]:
        return None
    return Quantity(whole[0] - left[0], whole[1].name, whole=whole[0]), left[1]


def _read(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    text = tokens[index].text
    if text in ("a", "an") and (index + 1 >= len(tokens) or not _may_count(tokens, index)):
        return None
    if text == "a" and tokens[index + 1].text in ("little", "bit"):
        return _little_more(tokens, index + 2)
    if text in _FACTORS:
        return Quantity(_FACTORS[text], TIMES, bound_before(tokens, index)), index + 1
    if text == "one" and is_pronoun(tokens, index):
        return None
    if share := read_share(tokens, index):
        return _limited(tokens, index, share[0] * share[1].factor, share[1])
    if text in VAGUE or text == "a":
        vague = read_vague(tokens, index)
        if vague:
            return _vague(tokens, vague)
    money = money_before(tokens, index)
    if money is None and (text[0] in SIGNS or text in _CODES):
        return None
    at = money[1] if money else index + (text == "minus")
    return _numbered(tokens, index, at, money[0] if money else "") if at < len(tokens) else None


_AFTER_A = frozenset({*SCALES, "half", "quarter", "third", "few", "couple", "little", "bit"})


def _may_count(tokens: Sequence[Token], index: int) -> bool:
    """Say, cheaply, whether "a" at `index` may begin a quantity."""
    after = tokens[index + 1]
    if after.text in _AFTER_A or after.text in ORDINALS or after.text[0] == "$":
        return True
    unit = unit_at(tokens, index + 1, 1.0)
    return unit is not None and unit.name == PERIOD


def _little_more(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    """Read what follows "a little" in "a little over ten" and "a little more than ten"."""
    index += 1 + stands(tokens, index + 1, "than")
    found = read_quantity(tokens, index) if index < len(tokens) else None
    return found if found and bound_before(tokens, index) in (Bound.JUST_OVER, Bound.JUST_UNDER) else None


def _numbered(tokens: Sequence[Token], start: int, index: int, money: str) -> tuple[Quantity, int] | None:
    """Read a number and its unit, a range of them, and what limits them, from `index`; `start` is where all begins."""
    found = read_number(tokens, index)
    if found is None:
        return None if money else _one_period(tokens, index)
    value, end = found
    if is_label(tokens, index) and not money:
        return None if _is_no_number_but(tokens, index, end) else (Quantity(value, ""), end)
    if span := read_range(tokens, start, index, value, end, money):
        return span
    if not money and is_no_number(tokens, index, end):
        return None
    limit = bound_after(tokens, end)
    after = limit[1] if limit else end
    unit = _unit_of(tokens, index, value, end, after, money)
    if unit is None:
        ratio = read_ratio(tokens, value, end)
        if ratio:
            return Quantity(ratio[0], PERCENT, bound_before(tokens, start)), ratio[1]
        if tokens[index].text in ("one", "zero"):
            return None
        if share := read_back(tokens, start, value, end):
            return Quantity(share, PERCENT, bound_before(tokens, start)), end
        unit = _of_many(tokens, index, after)
    if tokens[start].text == "minus" or _is_minus(tokens, index):
        value = -value
    value, unit = _and_more(tokens, start, value * unit.factor + unit.zero, unit)
    if value > 0 and stands(tokens, unit.end, "below") and stands(tokens, unit.end + 1, "zero"):
        return Quantity(-value, unit.name, scale=unit.factor), unit.end + 2
    quantity, last = _limited(tokens, start, value, unit, limit[0] if limit else None)
    whole = whole_of(tokens, end) if last == end else None
    if whole and whole[0] >= value:
        quantity = replace(quantity, whole=whole[0])
    elif is_the_whole(tokens, start):
        quantity = replace(quantity, is_whole=True)
    return quantity, last


def _is_no_number_but(tokens: Sequence[Token], index: int, end: int) -> bool:
    return tokens[index].text in ("one", "zero") and end == index + 1 and tokens[index - 1].text == "-"


def _limited(
    tokens: Sequence[Token], start: int, value: float, unit: Unit, bound: Bound | None = None
) -> tuple[Quantity, int]:
    """Return the quantity with what the words around it make of it."""
    end = unit.end
    if bound is None:
        late = bound_after(tokens, end)
        bound, end = late or (bound_before(tokens, start), end)
    bound = without_place(tokens, start, end, value, unit.name, bound)
    if bound in (Bound.JUST_OVER, Bound.JUST_UNDER):
        rest = min(_LITTLE * abs(value), 5.0) if unit.name == PERCENT else _LITTLE * abs(value)
        low, high = (value, value + rest) if bound is Bound.JUST_OVER else (value - rest, value)
        return Quantity(low, unit.name, Bound.VAGUE, high, unit.factor), end
    if unit.name in _NAMED_MEASURES and end == unit.end and len(tokens[end - 1].text) > 3:
        end -= 1  # "kilometres" is a word as well, as a noun that is counted is
    return Quantity(value, unit.name, bound, scale=unit.factor), end


def _unit_of(tokens: Sequence[Token], index: int, value: float, end: int, after: int, money: str) -> Unit | None:
    if money:
        same = unit_at(tokens, after, value) if after < len(tokens) else None
        same = same or (unit_at(tokens, after + 1, value) if _at_home(tokens, after) else None)
        return Unit(money, same.end if same and is_money(same.name) else after)
    if tokens[index].text.endswith("%"):
        return percent_at(tokens, end - 1) or Unit(PERCENT, after)
    if after >= len(tokens):
        return None
    if percent := percent_at(tokens, after):
        return percent
    if tokens[after].text in ("times", "fold") or (stands(tokens, after, "-") and stands(tokens, after + 1, "fold")):
        return Unit(TIMES, after + 1 + stands(tokens, after, "-"))
    joined = stands(tokens, after, "-")
    if joined and after + 1 < len(tokens):
        return counted_noun(tokens, after + 1, value, joined=True)
    unit = counted_noun(tokens, after, value)
    nothing = unit and tokens[index].text == "zero" and not is_measure(unit.name)
    return None if nothing and tokens[after].text == tokens[after].lemma else unit


def _of_many(tokens: Sequence[Token], index: int, end: int) -> Unit:
    """Return what is counted in "nine of the 14 ships", "nine of the ships" and "nine ships out of fourteen", where it
    stands elsewhere."""
    if stands(tokens, end, "of") and end + 2 < len(tokens):
        whole = whole_of(tokens, end)
        if whole:
            return Unit(whole[1].name, end, whole[1].factor)
        noun = counted_noun(tokens, end + 2, 2.0) if tokens[end + 1].among("determiner") else None
        return Unit(noun.name if noun and not is_measure(noun.name) else "", end)
    if index > 2 and [token.text for token in tokens[index - 2 : index]] == ["out", "of"]:
        before = tokens[index - 3]
        if "n" in before.pos and before.text != before.lemma:
            return Unit(before.lemma, end)
    return Unit("", end)


def _at_home(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index].text in ("us", "u.s.", "american")


def _vague(tokens: Sequence[Token], vague: tuple[float, float, int]) -> tuple[Quantity, int]:
    low, high, end = vague
    unit = percent_at(tokens, end) or counted_noun(tokens, end, low) or Unit("", end)
    return Quantity(low * unit.factor, unit.name, Bound.VAGUE, high * unit.factor, unit.factor), unit.end


def _one_period(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    """Read "a year and a half", "for an hour", "a day or two"."""
    if tokens[index].text not in ("a", "an"):
        return None
    unit = unit_at(tokens, index + 1, 1.0) if index + 1 < len(tokens) else None
    if unit is None or unit.name != PERIOD:
        return None
    if stands(tokens, unit.end, "or") and stands(tokens, unit.end + 1, "two"):
        return Quantity(unit.factor, PERIOD, Bound.VAGUE, 2 * unit.factor, unit.factor), unit.end + 2
    if not lasts_one(tokens, index, unit.end):
        return None
    value, whole = _and_more(tokens, index, unit.factor, unit)
    return _limited(tokens, index, value, whole)


_PARTED = (PERIOD, LENGTH, WEIGHT)


def _and_more(tokens: Sequence[Token], start: int, value: float, unit: Unit) -> tuple[float, Unit]:
    """Add "and a half" after a unit, and a smaller unit: "two hours and 30 minutes", "5 feet 10 inches"."""
    if unit.name not in _PARTED or unit.end >= len(tokens):
        return value, unit
    at = unit.end + stands(tokens, unit.end, "and")
    if at > unit.end and (part := read_fraction(tokens, at)) and not stands(tokens, part[1], "of"):
        return value + part[0] * unit.factor, Unit(unit.name, part[1], unit.factor, unit.zero)
    if at < len(tokens) and (start == 0 or tokens[start - 1].text != "between"):
        smaller = read_number(tokens, at) if tokens[at].text in SMALL or tokens[at].text[0].isdigit() else None
        other = unit_at(tokens, smaller[1], smaller[0]) if smaller else None
        if smaller and other and other.name == unit.name and other.factor < unit.factor:
            return value + smaller[0] * other.factor, Unit(unit.name, other.end, other.factor)
    return value, unit


def _is_minus(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the hyphen before a number is a minus: "-5", not "10-5" or "F-5"."""
    if not index or tokens[index - 1].text not in ("-", "−") or tokens[index - 1].end != tokens[index].start:
        return False
    return index == 1 or tokens[index - 2].end < tokens[index - 1].start
