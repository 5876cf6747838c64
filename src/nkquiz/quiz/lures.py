"""Choosing lures: wrong options that are as plausible, and look as much alike, as the key."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.model import FalseVariant
from nkquiz.quiz.order import shuffled


def nearest_in_length(variants: Sequence[FalseVariant], key: str, count: int, *seed: object) -> list[FalseVariant]:
    """Return `count` false variants whose length is nearest to the key's, each with another reason if possible."""
    mixed = shuffled(variants, lambda variant: variant.text, *seed)
    ranked = sorted(mixed, key=lambda variant: abs(len(variant.text) - len(key)) // 15)
    reasons: set[str] = set()
    first: list[FalseVariant] = []
    rest: list[FalseVariant] = []
    for variant in ranked:
        (rest if variant.reason in reasons else first).append(variant)
        reasons.add(variant.reason)
    return (first + rest)[:count]
