"""Ordinals: a first time is no second one, a 65th anniversary no 66th."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def ordinal(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict for each paired ordinal that differs."""
    for pair in comparison.pairs:
        mine, theirs = pair.mine.value, pair.theirs.value
        if isinstance(mine, int) and isinstance(theirs, int) and mine != theirs:
            yield conflict("ordinal", comparison, pair.mine, f"The source says {_name(theirs)}, not {_name(mine)}.")


def _name(number: int) -> str:
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"
