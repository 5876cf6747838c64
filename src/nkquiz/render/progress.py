"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

MANY = 50  # items up to which nobody waits
T = TypeVar("T")


def tracked(items: Sequence[T], what: str) -> Iterator[T]:
    """Yield the items; if there are many and standard error is a terminal, show how far it is. The bar goes when all
    is done."""
    if len(items) <= MANY or not (sys.stderr and sys.stderr.isatty()):
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from nkquiz.render.terminal import console

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as progress:
        yield from progress.track(items, description=what)
