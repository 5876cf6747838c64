"""The subject of a source: which sentences speak of anything that its bank speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from nkquiz.model import Bank
from nkquiz.text import words

ENOUGH = 2  # ordinary words of the bank that make up for a telling one
MIN_LENGTH = 3  # letters of a word that can tell anything
_NUMBER = re.compile(r"\d[\d.,]*\d")  # more than one digit: counts as an ordinary word
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")


@lru_cache(maxsize=1)
def _ordinary() -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of the words that tell nothing, and of those that tell little (`data/common.txt`)."""
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in (files("nkquiz.documents") / "data" / "common.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            sections[name] += line.split()
    empty, common = (
        frozenset(word for each in sections[name] for word in (each, stem(each))) for name in ("empty", "common")
    )
    return empty, common - empty


def stem(word: str) -> str:
    """Return a lower-case word without its commonest endings: rough, but the same for both sides of a comparison."""
    word = word.removesuffix("'s").rstrip("'")
    for ending in ("ing", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= MIN_LENGTH and not word.endswith("ss"):
            word = word.removesuffix(ending)
            if len(word) > MIN_LENGTH and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]  # "stopped"
            break
    if word.endswith("y"):
        word = word[:-1] + "i"
    return word.removesuffix("e") if len(word) > MIN_LENGTH else word


class Subject:
    """What a bank speaks of: the names of its entities, and the words of its texts that are not in every text."""

    def __init__(self, bank: Bank) -> None:
        empty, common = _ordinary()
        self._names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._capitals: set[str] = set()  # names that are ordinary words if they are typed small: "US", "us"
        for name in (name for e in bank.entities for name in (e.name, *e.aliases, *e.in_context)):
            parts = tuple(stem(word) for word in words(name))
            parts = parts[1:] if parts[:1] == ("the",) else parts
            if len(parts) == 1 and (parts[0] in empty or len(parts[0]) < MIN_LENGTH):
                self._capitals.add(parts[0].upper())
            elif parts:
                self._names[parts[0]].append(parts)
        typed = {word for text in _texts(bank) for word in words(text)}
        used = {stem(word) for word in typed if len(word) >= MIN_LENGTH and not word[0].isdigit()}
        self._telling = used - empty - common
        self._common = used & common

    def is_spoken_of(self, sentence: str) -> bool:
        """Say whether `sentence` names an entity of the bank, or uses a telling word or some ordinary ones of it."""
        stems = [stem(word) for word in words(sentence)]
        return (
            any(tuple(stems[n : n + len(name)]) == name for n, s in enumerate(stems) for name in self._names.get(s, ()))
            or not self._telling.isdisjoint(stems)
            or len(self._common.intersection(stems)) + bool(_NUMBER.search(sentence)) >= ENOUGH
            or not self._capitals.isdisjoint(_CAPITALS.findall(sentence))
        )


def _texts(bank: Bank) -> Iterable[str]:
    """Yield all that a bank says or denies of its subject."""
    yield from bank.topics.values()
    yield bank.source.title
    for claim in bank.claims:
        yield from claim.affirmations
        yield from (variant.text for variant in claim.false_variants)
    for unknown in bank.unknowns:
        yield unknown.text
