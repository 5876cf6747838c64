"""Numbers without their units, in digits and in words, from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkquiz.language.number_words import ONES, TENS
from nkquiz.language.tokens import Token, stands
from nkquiz.language.units import SIGNS

SMALL = {**{w: float(n) for n, w in enumerate(ONES)}, **{w: float(n) for w, n in TENS.items()}}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SCALES |= {"quadrillion": 1e15, "lakh": 1e5, "crore": 1e7}
PLURALS = {word + "s": scale for word, scale in SCALES.items()}
_SHORT = {"mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_SHORT_ATTACHED = {"k": 1e3, "m": 1e6, "b": 1e9}  # "10 m" are metres
SCALE_WORDS = SCALES | _SHORT | _SHORT_ATTACHED  # what may stand last in a number
_VAGUE = {"dozens": (20.0, 200.0), "scores": (20.0, 200.0), "tens": (10.0, 200.0), "hundreds": (100.0, 2000.0)}
VAGUE = frozenset({*_VAGUE, *PLURALS, "several", "few", "couple"})
_FRACTIONS = {"half": 2, "halve": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6}
_FRACTIONS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "twentieth": 20}
_FRACTIONS |= {"thousandth": 1000}
_SIGNS = {"½": 0.5, "1⁄2": 0.5, "1⁄3": 1 / 3, "2⁄3": 2 / 3, "1⁄4": 0.25, "3⁄4": 0.75, "1⁄5": 0.2, "1⁄8": 0.125}
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 25, 50, 100, 1000))
_DIGITS = re.compile(r"\d+(\.\d+)?")
_MANY = frozenset({"several", "few", "many", "per", "couple"})


def plain_number(token: Token) -> float | None:
    """Return the number that a token is in digits, a currency or percent sign passed over."""
    text = token.text.strip(SIGNS + "%").replace(",", "")
    return float(text[:18]) if _DIGITS.fullmatch(text) else None


def read_number(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Return the number that begins at `index`, in digits or words, without its unit, and the index after it.

    "2,500", "2 500", "two and a half thousand", "2.5k" and "two thousand five hundred" are the same.
    """
    first = tokens[index].text
    if first in ("half", "quarter", "a", "an") or first in SCALES:
        return _from_scale(tokens, index)
    total, current, end, started = 0.0, 0.0, index, False
    last = 1.0  # the scale before "and a half"
    while end < len(tokens):
        scale, after = _scale(tokens, end) if started else (None, end)
        digits = started and _is_digits(tokens[end - 1])
        small = None if digits else _small(tokens, end, started)
        if scale is not None:
            current *= scale
            last, end = scale, after
            if scale >= 1000 and scale != 12:
                total, current = total + current, 0.0
        elif small is not None and (not started or (current % 100 == 0 and not _opens_ratio(tokens, end))):
            current, end, started = current + small[0], small[1], True
        elif started and (part := _and_part(tokens, end)):
            current, end = current + part[0] * last, part[1]
        elif started and current % 100 == 0 and _joins(tokens, index, end, total + current, last):
            end += 1
        else:
            break
    return (total + current, end) if started else None


def _is_digits(token: Token) -> bool:
    return token.text[-1].isdigit() or token.text[-1] == "%"


def _joins(tokens: Sequence[Token], start: int, index: int, so_far: float, last: float) -> bool:
    """Say whether "and" goes on with a number: "a hundred and five", not "between one hundred and two hundred"."""
    if tokens[index].text != "and" or so_far < 100 or not (small := _small(tokens, index + 1, True)):
        return False
    scale = (_scale(tokens, small[1])[0] if small[1] < len(tokens) else None) or 1.0
    return scale < last or (last == 100 < scale and (start == 0 or tokens[start - 1].text != "between"))


def _opens_ratio(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index].text == "one" and tokens[index + 1].text in ("of", "in")


def _from_scale(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Read "a hundred", "half a million", "half-million", "a quarter of a million", "a million and a half"."""
    at, value, text = index, 1.0, tokens[index].text
    if text in ("a", "an"):
        at += 1
        text = tokens[at].text if at < len(tokens) else ""
    if text in ("half", "quarter"):
        value = 0.5 if text == "half" else 0.25
        at += 1
        at += stands(tokens, at, "of") + (stands(tokens, at, "a") or stands(tokens, at, "-"))
        at += stands(tokens, at, "a")
        at += stands(tokens, at, "-")
    elif at == index and index and tokens[index - 1].text in _MANY:
        return None
    if at >= len(tokens) or tokens[at].text not in SCALES:
        return None
    scale = SCALES[tokens[at].text]
    value, end = value * scale, at + 1
    if part := _and_part(tokens, end):
        return value + part[0] * scale, part[1]
    while end < len(tokens) and tokens[end].text in SCALES and tokens[end].text != "dozen":
        value, end = value * SCALES[tokens[end].text], end + 1
    if stands(tokens, end, "-") and end + 1 < len(tokens) and tokens[end + 1].text in SCALES:
        value, end = value * SCALES[tokens[end + 1].text], end + 2
    if stands(tokens, end, "and") and scale == 100 and (small := _small(tokens, end + 1, True)):
        value, end = value + small[0], small[1]
    return value, end


def _scale(tokens: Sequence[Token], index: int) -> tuple[float | None, int]:
    """Return the scale at `index`, and the index after it."""
    attached = tokens[index - 1].end == tokens[index].start
    if tokens[index].text == "-" and attached and index + 1 < len(tokens):
        return (SCALES.get(tokens[index + 1].text) or _SHORT.get(tokens[index + 1].text)), index + 2
    text = tokens[index].text
    if found := SCALES.get(text) or PLURALS.get(text):
        return found, index + 1
    money = tokens[index - 1].text[0] in SIGNS or (index > 1 and tokens[index - 2].text in SIGNS)
    word = text.removesuffix(".")
    if word not in _SHORT and not tokens[index - 1].text[-1].isdigit():
        return None, index
    found = _SHORT.get(word) or (_SHORT_ATTACHED.get(word) if attached or money else None)
    if not found:
        return None, index
    dot = stands(tokens, index + 1, ".") and index + 2 < len(tokens) and not tokens[index + 2].capital
    return found, index + (2 if dot and tokens[index + 1].start == tokens[index].end else 1)


def _small(tokens: Sequence[Token], index: int, started: bool) -> tuple[float, int] | None:
    """Return a number below a hundred in words or, at the start, one in digits, and the index after it."""
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if not started:
        if text in _SIGNS:
            return _SIGNS[text], index + 1
        if (plain := plain_number(tokens[index])) is not None:
            return _grouped(tokens, index, plain)
    if text not in SMALL or (started and text == "zero"):
        return None
    value, end = SMALL[text], index + 1
    if text in TENS:
        after = end + 1 if end < len(tokens) and tokens[end].text == "-" else end
        if after < len(tokens) and tokens[after].text in ONES[1:10]:
            value, end = value + SMALL[tokens[after].text], after + 1
    if stands(tokens, end, "point") and end + 1 < len(tokens) and tokens[end + 1].text in ONES[:10]:
        digits, end = "", end + 1
        while end < len(tokens) and tokens[end].text in ONES[:10]:
            digits, end = digits + str(ONES.index(tokens[end].text)), end + 1
        value += float("0." + digits)
    return value, end


def _grouped(tokens: Sequence[Token], index: int, value: float) -> tuple[float, int]:
    """Join "12 000" and "1 1/2"."""
    end = index + 1
    if len(tokens[index].text.strip(SIGNS)) <= 3 and value >= 1 and tokens[index].text[-1].isdigit():
        while end < len(tokens) and len(tokens[end].text) == 3 and tokens[end].text.isdigit():
            if tokens[end].start != tokens[end - 1].end + 1:
                break
            value, end = value * 1000 + int(tokens[end].text), end + 1
    if end < len(tokens) and tokens[end].text in _SIGNS:
        return value + _SIGNS[tokens[end].text], end + 1
    if end < len(tokens) and (part := slashed(tokens, end)) and value == int(value):
        return value + part[0], part[1]
    return value, end


def slashed(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Return the fraction of "9/10" and "3/4", not of "9/11", and the index after it."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != "/" or tokens[index + 1].start != tokens[index].end:
        return None
    top, bottom = tokens[index].text, tokens[index + 2].text
    if not (top.isdigit() and bottom.isdigit() and tokens[index + 2].start == tokens[index + 1].end):
        return None
    more = index + 3 < len(tokens) and tokens[index + 3].text == "/"
    on = index > 0 and tokens[index - 1].text in ("on", "of", "/")
    if more or on or int(top) >= int(bottom) or int(bottom) not in _DENOMINATORS or int(top) == 0:
        return None
    return int(top) / int(bottom), index + 3


def _and_part(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Return the fraction of "and a half", "-and-a-half", "and three quarters", "and 1/2"."""
    at = index + (stands(tokens, index, "-"))
    if not stands(tokens, at, "and"):
        return None
    at += 1
    at += stands(tokens, at, "-")
    if at < len(tokens) and tokens[at].text in _SIGNS:
        return _SIGNS[tokens[at].text], at + 1
    if part := slashed(tokens, at):
        return part
    found = read_fraction(tokens, at)
    if found and not stands(tokens, found[1], "of"):
        return found
    return None


def read_fraction(tokens: Sequence[Token], index: int) -> tuple[float, int] | None:
    """Return the fraction in words that begins at `index`, "a half", "three-quarters", and the index after it."""
    if index + 1 >= len(tokens):
        return None
    text = tokens[index].text
    top = 1.0 if text in ("a", "an", "one") else SMALL.get(text) or plain_number(tokens[index])
    if top is None:
        return None
    at = index + 1 + stands(tokens, index + 1, "-")
    bottom = tokens[at].text if at < len(tokens) else ""
    size = _FRACTIONS.get(bottom) or _FRACTIONS.get(bottom.removesuffix("s"))
    plural = bottom.endswith("s")
    if not size or top > size or (top == 1.0) == plural:
        return None
    return top / size, at + 1


def read_vague(tokens: Sequence[Token], index: int) -> tuple[float, float, int] | None:
    """Return the least and the most that "dozens", "tens of thousands", "several hundred" or "a couple of" can mean,
    and the index after it."""
    at = index + (tokens[index].text == "a")
    text = tokens[at].text if at < len(tokens) else ""
    if text in ("several", "few", "couple"):
        if text != "several" and at == index:
            return None
        at += 1 + (stands(tokens, at + 1, "of") and text == "couple")
        scale = SCALES.get(tokens[at].text, 0.0) if at < len(tokens) else 0.0
        if scale:
            low, high = (2.0, 3.0) if text == "couple" else (2.0, 9.99)
            return low * scale, high * scale, at + 1
        pair = (
            text == "couple" and stands(tokens, at - 1, "of") and at < len(tokens) and not tokens[at].among("function")
        )
        return (2.0, 3.0, at) if pair else None
    if at != index or (text not in _VAGUE and text not in PLURALS):
        return None
    low, high = _VAGUE.get(text) or (PLURALS[text], PLURALS[text] * 1000)
    end = at + 1
    factor = PLURALS.get(tokens[end + 1].text) if stands(tokens, end, "of") and end + 1 < len(tokens) else None
    if factor and factor >= 1000:
        low, high, end = low * factor, high * factor, end + 2
    elif text == "tens" or (text == "scores" and not stands(tokens, end, "of")):
        return None
    return low, high, end + stands(tokens, end, "of")
