"""English words: their lemmas, and which words are near which. Read from the table that `tools/build_words` makes.

Each question is one look-up by primary key, so a process that checks one statement never loads the table.
"""

from __future__ import annotations

import sqlite3
import threading
from functools import lru_cache
from importlib.resources import files
from operator import mul
from pathlib import Path
from typing import NamedTuple

from nkquiz.language.lexicon import lexicon

SAME_CLASS = 0.9  # the strength between words that the lexicon puts together, or against each other
EXCLUSIVE = 0.76  # the same for words of which one excludes the other: dollars and rubles
_local = threading.local()


class Form(NamedTuple):
    """What an inflected form can be: its lemmas, the most frequent first, and its parts of speech (n, v, a, r)."""

    lemmas: tuple[str, ...]
    pos: str


def _connection() -> sqlite3.Connection:
    found: sqlite3.Connection | None = getattr(_local, "connection", None)
    if found is None:
        path = Path(str(files("nkquiz.language") / "data" / "words.sqlite"))
        found = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        _local.connection = found
    return found


@lru_cache(maxsize=50_000)
def form(word: str) -> Form | None:
    """Return what the table knows of a lower-case word, or None."""
    row = _connection().execute("select lemma, pos from form where form = ?", (word,)).fetchone()
    return Form(tuple(row[0].split()), row[1]) if row else None


@lru_cache(maxsize=20_000)
def kin(lemma: str) -> dict[str, float]:
    """Return the words near a lemma, from 1 (the same) to -1 (the opposite): the table's, and over it the lexicon's."""
    row = _connection().execute("select kin from near where lemma = ?", (lemma,)).fetchone()
    found: dict[str, float] = {}
    if row:
        for item in row[0].split():
            word, _, strength = item.partition("=")
            found[word] = int(strength) / 100
    words = lexicon()
    if words.has("light", lemma):  # light words have opposites only where the lexicon says so
        found = {word: strength for word, strength in found.items() if strength > 0}
    else:  # nor are they the opposite of others
        found = {word: strength for word, strength in found.items() if strength > 0 or not words.has("light", word)}
    for number in words.classes.get(lemma, ()):
        for word in words.members[number].split():
            found[word] = max(found.get(word, 0.0), SAME_CLASS)
    for number in words.exclusive.get(lemma, ()):
        for word in words.rivals[number].split():
            if abs(found.get(word, 0.0)) < EXCLUSIVE:
                found[word] = -EXCLUSIVE
    for line, side in words.opposites.get(lemma, ()):
        for word in words.sides[line][1 - side].split():
            found[word] = -SAME_CLASS
    found.pop(lemma, None)
    return found


@lru_cache(maxsize=20_000)
def kin_of(lemmas: tuple[str, ...]) -> dict[str, float]:
    """Return the words near any of the lemmas that one word may have; the lemmas themselves count 1."""
    found: dict[str, float] = {}
    for lemma in lemmas:
        for word, strength in kin(lemma).items():
            if abs(strength) > abs(found.get(word, 0.0)):
                found[word] = strength
    found.update(dict.fromkeys(lemmas, 1.0))
    return found


@lru_cache(maxsize=20_000)
def vector(lemma: str) -> tuple[int, ...]:
    """Return the vector of a lemma, signed bytes; empty where the table has none."""
    row = _connection().execute("select vector from near where lemma = ?", (lemma,)).fetchone()
    return tuple(memoryview(row[0]).cast("b")) if row else ()


_SQUARE = 250.0 * 250.0  # the square of the length that the table's builder gives its vectors


@lru_cache(maxsize=50_000)
def cosine(one: str, two: str) -> float:
    """Return how near two lemmas are in meaning by their vectors, -1 to 1; 0 where one has none."""
    a, b = vector(one), vector(two)
    return sum(map(mul, a, b)) / _SQUARE if a and b else 0.0
