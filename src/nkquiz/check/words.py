"""English words: their lemmas, and which words are near which. Read from the table that `tools/build_words.py` makes.

Each question is one look-up by primary key, so a process that checks one statement never loads the table.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

_local = threading.local()


class Form(NamedTuple):
    """What an inflected form can be: its lemmas, the most frequent first, and its parts of speech (n, v, a, r)."""

    lemmas: tuple[str, ...]
    pos: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The words near a lemma, each with a strength between 0 and 1."""

    count: int = 0  # how often the lemma was tagged in SemCor: a rough measure of how common it is
    synonyms: dict[str, float] = field(default_factory=dict)
    antonyms: dict[str, float] = field(default_factory=dict)
    derived: dict[str, float] = field(default_factory=dict)
    broader: dict[str, float] = field(default_factory=dict)
    related: dict[str, float] = field(default_factory=dict)


NO_NEIGHBOURS = Neighbours()


def _connection() -> sqlite3.Connection:
    found: sqlite3.Connection | None = getattr(_local, "connection", None)
    if found is None:
        path = Path(str(files("nkquiz.check") / "data" / "words.sqlite"))
        found = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        _local.connection = found
    return found


@lru_cache(maxsize=50_000)
def form(word: str) -> Form | None:
    """Return what the table knows of a lower-case word, or None."""
    row = _connection().execute("select lemma, pos from form where form = ?", (word,)).fetchone()
    return Form(tuple(row[0].split()), row[1]) if row else None


@lru_cache(maxsize=50_000)
def near(lemma: str) -> Neighbours:
    """Return the words near a lemma."""
    query = "select count, synonyms, antonyms, derived, broader, related from near where lemma = ?"
    row = _connection().execute(query, (lemma,)).fetchone()
    return Neighbours(row[0], *(_strengths(text) for text in row[1:])) if row else NO_NEIGHBOURS


def _strengths(text: str) -> dict[str, float]:
    return {word: int(strength) / 100 for word, _, strength in (item.partition("=") for item in text.split())}
