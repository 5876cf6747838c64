"""Words that only limit a number, and are no words of their own: "no more than three", "fewer than 40"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.dates import MONTHS
from nkquiz.language.quantities import read_quantity
from nkquiz.language.tokens import Token

_COMPARED = frozenset("more less fewer greater".split())
_TIMED = frozenset("later earlier".split())
_DENIALS = frozenset("no not never".split())


def limits(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "more" or the like at `index`, before "than", limits the number or date that follows."""
    if index + 2 >= len(tokens) or tokens[index + 1].text not in ("than", "then"):
        return False
    text, after = tokens[index].text, tokens[index + 2]
    if text in _TIMED:
        return after.text in MONTHS or after.text.isdigit()
    return text in _COMPARED and (after.text == "one" or read_quantity(tokens, index + 2) is not None)


def denies_limit(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the denial at `index` is of such a limit: "no more than three"."""
    return tokens[index].text in _DENIALS and limits(tokens, index + 1)
