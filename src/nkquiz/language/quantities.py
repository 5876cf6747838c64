"""Numbers with their units, and ordinals, read from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import Token

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9, "tn": 1e12}
_SMALL = {**{w: float(n) for n, w in enumerate(_UNITS)}, **{w: float(n) for w, n in _TENS.items()}}
_FRACTIONS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_FRACTIONS |= {"eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "twelfth": 12, "ninth": 9, "fifth": 5, "eighth": 8}
_ORDINALS |= {w + "th": n for n, w in enumerate(_UNITS) if n > 3 and n not in (5, 8, 9, 12)}
_ORDINALS |= {w[:-1] + "ieth": n for w, n in _TENS.items()}
_CURRENCIES = {
    "$": "dollar", "dollar": "dollar", "usd": "dollar", "buck": "dollar", "€": "euro", "euro": "euro", "eur": "euro",
    "£": "pound", "pound": "pound", "gbp": "pound", "sterling": "pound", "¥": "yen", "yen": "yen", "yuan": "yuan",
    "renminbi": "yuan", "rmb": "yuan", "ruble": "ruble", "rouble": "ruble", "won": "won", "franc": "franc",
    "rupee": "rupee", "krone": "krone", "krona": "krona", "cent": "cent",
}  # fmt: skip
_MONEY = frozenset(_CURRENCIES.values())
# Periods in days, so that weeks and months, minutes and hours can be compared.
_PERIODS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0}
_PERIODS |= {"month": 30.4375, "year": 365.25, "decade": 3652.5, "century": 36525.0}
PERIOD = "period"
_LENGTHS = {"millimeter": 1e-3, "centimeter": 1e-2, "meter": 1.0, "metre": 1.0, "kilometer": 1e3, "kilometre": 1e3}
_LENGTHS |= {"km": 1e3, "cm": 1e-2, "mm": 1e-3, "mile": 1609.344, "foot": 0.3048, "yard": 0.9144}
LENGTH = "length"

# The words that a quantity or an ordinal can begin with.
WORDS = frozenset({*_SMALL, *_SCALES, *_ORDINALS, "half", "a", "an"})


class Bound(StrEnum):
    """How a number is meant: exactly, roughly, or as a limit."""

    EXACT = "="
    ABOUT = "~"
    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit: "percent", a currency, PERIOD (days), LENGTH (metres), the noun that is counted, or ""."""

    value: float
    unit: str
    bound: Bound = Bound.EXACT

    def agrees(self, other: Quantity) -> bool | None:
        """Say whether two quantities can both be meant; None where their units can't be compared."""
        if self.unit != other.unit:
            return False if self.unit in _MONEY and other.unit in _MONEY else None
        if self.bound is Bound.ABOVE or other.bound is Bound.ABOVE:
            low, high = (self, other) if self.bound is Bound.ABOVE else (other, self)
            return high.value >= low.value or high.bound is Bound.ABOVE
        if self.bound is Bound.BELOW or other.bound is Bound.BELOW:
            high, low = (self, other) if self.bound is Bound.BELOW else (other, self)
            return low.value <= high.value or low.bound is Bound.BELOW
        slack = 0.06 if Bound.ABOUT in (self.bound, other.bound) else 1e-9
        return abs(self.value - other.value) <= slack * max(abs(self.value), abs(other.value))


def _plain_number(token: Token) -> float | None:
    text = token.text.strip("$€£¥%").replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text[:18])
    return None


def read_number(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Return the number that begins at `index`, in digits or words, without its unit, and the index after it."""
    total, current, end, started = 0.0, 0.0, index, False
    while end < len(tokens):
        token = tokens[end]
        scale = _scale(tokens, end) if started else None
        small = None if started and _plain_number(tokens[end - 1]) is not None else _small(tokens, end, started)
        if scale is not None:
            current *= scale
            if scale >= 1000:
                total, current = total + current, 0.0
            end += 1
        elif small is not None and (not started or current % 100 == 0):
            current, end, started = current + small[0], small[1], True
        elif started and token.text == "and" and current % 100 == 0 and _small(tokens, end + 1, True):
            end += 1
        else:
            break
    return (total + current, end) if started else None


def _scale(tokens: Sequence[Token], index: int) -> float | None:
    token = tokens[index]
    attached = tokens[index - 1].end == token.start
    return _SCALES.get(token.lemma) or _SCALES.get(token.text) or (_SHORT_SCALES.get(token.text) if attached else None)


def _small(tokens: Sequence[Token], index: int, started: bool) -> tuple[float, int] | None:
    """Return a number below a hundred in words or, at the start, one in digits, and the index after it."""
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if not started and (plain := _plain_number(tokens[index])) is not None:
        return plain, index + 1
    if text not in _SMALL or text == "zero":
        return None
    value, end = _SMALL[text], index + 1
    if text in _TENS:
        after = end + 1 if end < len(tokens) and tokens[end].text == "-" else end
        if after < len(tokens) and tokens[after].text in _UNITS[1:10]:
            value, end = value + _SMALL[tokens[after].text], after + 1
    return value, end


def read_quantity(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    """Return the quantity that begins at `index` and the index after it; None where there is none.

    "90%", "ninety per cent", "nine-tenths" and "9 out of 10" are 90 percent; "$10bn" and "10 billion dollars" are
    the same sum; "two decades" are 20 years; "all but a tenth" is 90 percent.
    """
    found = _read_quantity(tokens, index)
    if found and found[0].unit == "percent" and [t.text for t in tokens[max(0, index - 2) : index]] == ["all", "but"]:
        return Quantity(100 - found[0].value, "percent", found[0].bound), found[1]
    return found


def _read_quantity(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    fraction = _read_fraction(tokens, index)
    if fraction:
        return fraction
    found = read_number(tokens, index)
    if found is None:
        return None
    value, end = found
    mark = tokens[index].text
    code = tokens[index - 1].text if index else ""
    if code in ("usd", "eur", "gbp", "rmb"):
        return Quantity(value, _CURRENCIES[code], _bound(tokens, index - 1)), end
    if mark[0] in "$€£¥":
        end += end < len(tokens) and tokens[end].lemma in _CURRENCIES
        return Quantity(value, _CURRENCIES[mark[0]], _bound(tokens, index)), end
    if mark.endswith("%"):
        return Quantity(value, "percent", _bound(tokens, index)), end
    texts = [token.text for token in tokens[end : end + 3]]
    if texts[:1] == ["%"] or texts[:1] == ["percent"] or texts[:1] == ["pct"]:
        return Quantity(value, "percent", _bound(tokens, index)), end + 1
    if texts[:2] == ["per", "cent"]:
        return Quantity(value, "percent", _bound(tokens, index)), end + 2
    if texts[:2] == ["out", "of"] or texts[:2] == ["in", "every"]:
        whole = read_number(tokens, end + 2) if end + 2 < len(tokens) else None
        if whole and whole[0]:
            return Quantity(100 * value / whole[0], "percent", _bound(tokens, index)), whole[1]
    unit, after = _unit(tokens, end)
    if not unit and mark == "one":
        return None
    for table, name in ((_PERIODS, PERIOD), (_LENGTHS, LENGTH)):
        if unit in table:
            return Quantity(value * table[unit], name, _bound(tokens, index)), after
    return Quantity(value, unit, _bound(tokens, index)), after


def _read_fraction(tokens: Sequence[Token], index: int) -> tuple[Quantity, int] | None:
    texts = [token.text for token in tokens[index : index + 4]]
    if texts[0] == "half" or texts[:2] == ["a", "half"]:
        return Quantity(50.0, "percent", _bound(tokens, index)), index + (1 if texts[0] == "half" else 2)
    top = 1.0 if texts[0] in ("a", "an", "one") else _SMALL.get(texts[0]) or _plain_number(tokens[index])
    if top is None or len(texts) < 2:
        return None
    skip = 2 if texts[1] == "-" else 1
    bottom = tokens[index + skip] if index + skip < len(tokens) else None
    if bottom is None:
        return None
    size = _FRACTIONS.get(bottom.text) or _FRACTIONS.get(bottom.text.removesuffix("s"))
    follows_of = index + skip + 1 < len(tokens) and tokens[index + skip + 1].text in ("of", ",", ".")
    plural = bottom.text.endswith("s")
    if not size or top > size or (top == 1.0 and not follows_of) or (top != 1.0 and not plural):
        return None
    return Quantity(100 * top / size, "percent", _bound(tokens, index)), index + skip + 1


def _unit(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """Return the unit that follows a number, passing over adjectives, and the index after the number itself."""
    for position in range(index, min(index + 3, len(tokens))):
        token = tokens[position]
        if token.lemma in _CURRENCIES or token.text in _CURRENCIES:
            return _CURRENCIES.get(token.text) or _CURRENCIES[token.lemma], position + 1
        if token.text in _LENGTHS:
            return token.text, position + 1
        if not token.text.isalpha() or token.among("function"):
            break
        if "n" in token.pos and (token.text != token.lemma or token.pos.startswith("n")):
            keep = (
                index if token.lemma not in _PERIODS and token.lemma not in ("year", "month", "day") else position + 1
            )
            return token.lemma, keep
    return "", index


def _bound(tokens: Sequence[Token], index: int) -> Bound:
    before = [token.text for token in tokens[max(0, index - 3) : index]]
    last_two, last = " ".join(before[-2:]), before[-1] if before else ""
    reverse = len(before) == 3 and before[0] in ("no", "not", "never")
    if last_two in ("more than", "greater than", "longer than", "later than") or (last == "over" and not reverse):
        return Bound.BELOW if reverse else Bound.ABOVE
    if last_two in ("less than", "fewer than", "shorter than"):
        return Bound.ABOVE if reverse else Bound.BELOW
    if last_two in ("at least", "upwards of"):
        return Bound.ABOVE
    if last_two in ("at most", "up to") or last in ("under", "below"):
        return Bound.BELOW
    return Bound.ABOUT if lexicon().has("approximate", last) or last_two == "close to" else Bound.EXACT


def read_ordinal(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Return the ordinal that begins at `index` ("66th", "third", "sixty-sixth") and the index after it."""
    token = tokens[index]
    if token.text in _ORDINALS:
        return _ORDINALS[token.text], index + 1
    if token.text in _TENS:
        after = index + 2 if index + 1 < len(tokens) and tokens[index + 1].text == "-" else index + 1
        if after < len(tokens) and tokens[after].text in _ORDINALS:
            return _TENS[token.text] + _ORDINALS[tokens[after].text], after + 1
    suffix = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text.isdigit() and suffix and suffix.text in ("st", "nd", "rd", "th") and suffix.start == token.end:
        return int(token.text[:9]), index + 2
    return None
