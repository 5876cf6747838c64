"""Shares of a whole, in percent: "two thirds of", "nine in ten", "9/10"; and parts of a unit: "half an hour"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.numbers import SCALES, read_fraction, read_number, slashed
from nkquiz.language.tokens import Token, stands
from nkquiz.language.units import LENGTH, PERCENT, PERIOD, POINTS, Unit, percent_at, unit_at

_HALVES = frozenset("first second other latter better top bottom upper lower former northern southern".split())
_QUARTERS = frozenset(
    "last past next previous first final these those consecutive straight each fourth second third".split()
)
_BY = frozenset(  # before "a third", with nothing after it: "cut by a third"
    "by to about of over than nearly almost roughly only just some around least most but under from approximately "
    "another".split()
)
_VERBS = frozenset("is are was were has have had will would can could may might said say less more fewer".split())


def read_share(tokens: Sequence[Token], index: int) -> tuple[float, Unit] | None:
    """Return a share in percent or a part of a unit, with the unit and the index after it; None where there is none."""
    text = tokens[index].text
    found = slashed(tokens, index) if text.isdigit() else None
    digits = found is not None
    if found is None:
        if text in ("half", "a", "an", "quarter") and read_number(tokens, index):
            return None  # "half a million"
        found = (0.5, index + 1) if text == "half" else read_fraction(tokens, index)
    if found is None:
        return None
    value, end = found
    if part := _of_unit(tokens, value, end, text == "half" or digits):
        return part
    if digits or _is_share(tokens, index, end):
        return 100 * value, Unit(PERCENT, end)
    return None


def _of_unit(tokens: Sequence[Token], value: float, end: int, bare: bool) -> tuple[float, Unit] | None:
    """Read "an hour" after "half", "of a percent" after "a quarter", "of a million people" after "three quarters"."""
    at = end + stands(tokens, end, "of")
    at += stands(tokens, at, "-")
    article = at < len(tokens) and tokens[at].text in ("a", "an", "one")
    joined = at > end and tokens[at - 1].text == "-"
    at += article
    at += stands(tokens, at, "-")
    if at >= len(tokens) or not (article or joined or (bare and at == end)):
        return None
    unit = percent_at(tokens, at) or unit_at(tokens, at, value)
    if unit and (article or unit.name in (PERCENT, POINTS, PERIOD, LENGTH)):
        return value, unit
    if article and tokens[at].text in SCALES:
        scale = SCALES[tokens[at].text]
        return value * scale, unit_at(tokens, at + 1, value * scale) or Unit("", at + 1)
    return None


def _is_share(tokens: Sequence[Token], index: int, end: int) -> bool:
    before = tokens[index - 1].text if index else ""
    after = tokens[end] if end < len(tokens) else None
    of = after is not None and after.text == "of"
    mark = after is None or (not after.text[0].isalnum() and after.text != "-")
    first = tokens[index].text
    if tokens[end - 1].text == "half":
        if before in _HALVES or (after and after.text in ("past", "way")):
            return False
        return mark or (after is not None and after.among("function"))
    if first in ("a", "an", "one"):
        if after and after.text in _VERBS and (first == "one" or before in _BY):
            return True
        hyphen = tokens[index + 1].text == "-"
        return of or (hyphen and (mark or (after is not None and after.among("function")))) or (mark and before in _BY)
    if tokens[end - 1].text.startswith("quarter"):
        return of or (before not in _QUARTERS and before not in ("for", "in"))
    return before not in _QUARTERS or of


def read_ratio(tokens: Sequence[Token], value: float, end: int) -> tuple[float, int] | None:
    """Return the share in percent of "9 out of (every) 10", "nine in ten", and the index after it; `value` is the
    number that ends before `end`. "Two of the three" counts things, and is none."""
    at = end
    texts = [token.text for token in tokens[at : at + 3]]
    if texts[:2] == ["out", "of"]:
        at += 2 + (texts[2:] == ["every"])
        close = False
    elif texts[:2] in (["in", "every"], ["of", "every"]):
        at, close = at + 2, False
    elif texts[:1] == ["in"]:
        at, close = at + 1, True
    else:
        return None
    whole = read_number(tokens, at) if at < len(tokens) and tokens[at].text != "half" else None
    if whole is None or not 0 < value <= whole[0]:
        return None
    if close:
        if value == whole[0] or value != int(value) or whole[0] not in _WHOLES or percent_at(tokens, whole[1]):
            return None
        if any(unit_at(tokens, whole[1] + n, whole[0]) for n in (0, 1)):
            return None  # "two in ten days"
    return 100 * value / whole[0], whole[1]


_WHOLES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10_000, 100_000, 1e6))
