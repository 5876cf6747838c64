"""Parts and wholes: "nine of the 14 ships", "of every four dollars, three"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.counted import counted_noun
from nkquiz.language.numbers import SMALL, read_number
from nkquiz.language.tokens import Token, stands
from nkquiz.language.units import PERIOD, Unit, unit_at

_BEFORE_EVERY = frozenset("of for in out from".split())
_AHEAD = 14  # how many words may stand between "of every four" and "three"


def whole_of(tokens: Sequence[Token], end: int) -> tuple[float, Unit] | None:
    """Return the whole, and what is counted, of a part whose number ends before `end`: "of the 14 ships"."""
    if not stands(tokens, end, "of") or end + 2 >= len(tokens):
        return None
    at = end + 1 + tokens[end + 1].among("determiner")
    whole = read_number(tokens, at) if tokens[at].text in SMALL or tokens[at].text[0].isdigit() else None
    if whole is None:
        return None
    unit = counted_noun(tokens, whole[1], whole[0])
    return whole[0], Unit(unit.name if unit else "", whole[1], unit.factor if unit else 1.0)


def is_the_whole(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the number at `index` is the whole of which a part was named: "of the 14 ships"."""
    return index > 1 and tokens[index - 1].among("determiner") and tokens[index - 2].text == "of"


def is_every(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the number at `index` only measures others: "of every four dollars"."""
    if index < 2 or tokens[index - 1].text != "every" or tokens[index - 2].text not in _BEFORE_EVERY:
        return False
    number = read_number(tokens, index)
    unit = unit_at(tokens, number[1], number[0]) if number else None
    return unit is None or unit.name != PERIOD  # "once in every five years"


def read_back(tokens: Sequence[Token], index: int, value: float, end: int) -> float | None:
    """Return the share in percent of the number from `index` to `end` of what "of every four" before it measures."""
    if end < len(tokens) and tokens[end].text == "of":
        return None
    for at in range(index - 2, max(1, index - _AHEAD), -1):
        if tokens[at].text in (".", ";"):
            return None
        if is_every(tokens, at) and (whole := read_number(tokens, at)):
            return 100 * value / whole[0] if 0 < value <= whole[0] else None
    return None
