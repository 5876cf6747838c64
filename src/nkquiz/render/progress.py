"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

MANY = 50  # items up to which nobody waits
T = TypeVar("T")


def tracked(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    """Yield the items, of which there are `total`, if that is known. If these are many, and standard error is a
    terminal that can move its cursor, show how far it is. The bar goes when all is done."""
    if (total is not None and total <= MANY) or not (sys.stderr and sys.stderr.isatty()):
        yield from items
        return
    from nkquiz.render.terminal import console

    out = console(sys.stderr)
    if out.is_dumb_terminal:
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(16), MofNCompleteColumn(), TimeRemainingColumn(compact=True))
    with Progress(*columns, console=out, transient=True, redirect_stdout=False) as bar:
        yield from bar.track(items, total=total)
