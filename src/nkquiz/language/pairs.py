"""The most natural opposite of a word: where the lexicon's opposites tell who reads, these tell who writes."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _pairs() -> dict[tuple[str, str], str]:
    text = (files("nkquiz.language") / "data" / "pairs.txt").read_text(encoding="utf-8")
    found: dict[tuple[str, str], str] = {}
    pos = ""
    for line in (line for line in text.splitlines() if line and not line.startswith("#")):
        if line.startswith("["):
            pos = line.strip("[]")
            continue
        one, sign, two = line.split()
        found.setdefault((pos, one), two)
        if sign == ":":
            found.setdefault((pos, two), one)
    return found


def opposite(pos: str, lemma: str) -> str:
    """Return the opposite of a lemma as a verb, adjective, adverb or noun (v, a, r, n), or ""."""
    return _pairs().get((pos, lemma), "")
