"""Opening what is kept in the data folder: the answers of who plays alone, and the drills of classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nkquiz.cli.options import data_folder
from nkquiz.cli.world import now

if TYPE_CHECKING:
    from nkquiz.progress.drills import Drills
    from nkquiz.progress.store import Store

PROGRESS = "progress.sqlite"  # the database in the folder for progress


def open_store(data: Path | None) -> Store:
    """Return the store in the data folder that was given, or in the usual one."""
    from nkquiz.progress.store import Store

    return Store(data_folder(data) / PROGRESS, now)


@contextmanager
def open_drills(data: Path | None) -> Iterator[Drills]:
    """Give the drills in that store."""
    from nkquiz.progress.drills import Drills

    with open_store(data) as store:
        yield Drills(store)
