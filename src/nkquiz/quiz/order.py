"""Orders that depend on a seed and on nothing else: the same on every machine and every Python."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def digest(*parts: object) -> str:
    """Return a hex digest of `parts`, for ids and orders."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


def shuffled(items: Iterable[T], key: Callable[[T], str], *seed: object) -> list[T]:
    """Return `items` in an order that depends on each item's `key` and the seed only, not on the order given."""
    return sorted(items, key=lambda item: digest(*seed, key(item)))
