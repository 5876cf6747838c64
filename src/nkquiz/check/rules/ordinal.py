"""Ordinals: a first time is no second one, a 65th anniversary no 66th."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.bindings import exchanged
from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.check.terms import TermKind
from nkquiz.language.ordinals import LAST
from nkquiz.model import Finding


def ordinal(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired ordinal that differs, or that the source has with another name or noun."""
    pairs = [(pair.mine, pair.theirs) for pair in comparison.pairs if pair.mine.value != pair.theirs.value]
    for mine, theirs in (*exchanged(comparison, TermKind.ORDINAL), *pairs):
        right, wrong = theirs.value, mine.value
        if isinstance(right, int) and isinstance(wrong, int):
            yield conflict("ordinal", comparison, mine, f"The source says {_name(right)}, not {_name(wrong)}.")


def _name(number: int) -> str:
    if number == LAST:
        return "last"
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"
