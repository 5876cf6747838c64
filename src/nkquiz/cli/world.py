"""What one run differs by from another: the clock, chance, and what a person answers when asked for leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_SEEDS = 1_000_000  # few enough for a seed to be told to a class


def now() -> datetime:
    """Return the time, in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def any_seed() -> int:
    """Return a seed for who named none."""
    import secrets

    return secrets.randbelow(_SEEDS)


def can_ask() -> bool:
    """Say whether there is somebody to answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def confirmed(question: str) -> bool:
    """Ask whether something is meant, and say whether the answer was yes."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
