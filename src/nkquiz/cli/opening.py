"""Opening a bank to check against it or to ask about it: what was read of it is kept in the cache folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkquiz.check import Checker
    from nkquiz.model import Bank
    from nkquiz.quiz.material import Material


def cache_folder() -> Path | None:
    """Return the folder for what can be made again: in NKQUIZ_HOME, else the platform's; None where there is none."""
    if home := os.environ.get("NKQUIZ_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    found = user_cache_path("nkquiz", appauthor=False)
    return found if found.is_absolute() else None  # nobody's home is known


def open_material(path: Path | None) -> Material:
    """Return what questions are made from, of the bank at `path` or of the shipped one, with the bank itself.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    from nkquiz.quiz import material

    return material.open_material(path, cache_folder())


def open_bank(path: Path | None) -> Checker:
    """Return a checker for the bank at `path`, or for the shipped one.

    Raises:
        NkquizError: the bank can't be read, see `load_bank`; or it is a set of cards that says nothing in sentences.
    """
    from nkquiz.check import cache
    from nkquiz.errors import InputError
    from nkquiz.model import SourceKind

    checker = cache.open_checker(path, cache_folder(), _announce)
    if checker.bank.source.kind is SourceKind.CARDS and not checker.bank.claims:
        message = f"nothing can be checked with {checker.bank.path}: it is a set of cards"
        raise InputError(message, "give claims restatements and false variants; docs/import.md says how to go on")
    return checker


def _announce(bank: Bank) -> None:
    """Tell people who wait why they do. Programs are told nothing."""
    if bank.claims and sys.stderr and sys.stderr.isatty():
        print("Reading the bank once; this takes some seconds ...", file=sys.stderr, flush=True)
