"""Statement -> candidate claims: BM25 over lemmas, entities and synonyms.

The index is a list of claims for each key. In a bank that was just read it stands in memory; in one from the cache, the
lists are read from the file when they are needed. SQLite's FTS5 gives the same order, but with the hundred keys that a
statement and its synonyms come to it takes three to five times as long on a large bank.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from math import fsum

from nkquiz.check.terms import Clause, Term, TermKind, entity_key, value_keys
from nkquiz.language.quantities import Quantity
from nkquiz.language.words import kin_of

MAX_CANDIDATES = 8
MAX_FOUND = 40  # claims that BM25 finds, of which the candidates are the nearest
MAX_LOOKED_AT = 10_000  # entries of the index that are looked at for a statement, those of the rarest keys first
HEADLINE = 0.3  # what a word counts more if the own text of the claim has it
_MIN_KIN = 0.4  # how near a word must be to be searched for instead
_WEIGHTS = {TermKind.QUANTITY: 1.3, TermKind.DATE: 1.0, TermKind.ORDINAL: 1.0}
_LIGHT = 0.35
_K1, _B = 1.2, 0.75  # the usual constants of BM25
_LEAST = 1e-6  # what a key counts at least that is in more than half of the claims
_REMEMBERED = 2_000  # claims whose words are kept at hand, and keys with their scores
_FEW = 500  # claims that such a key has at most
_WEIGHED = 50_000  # terms whose weight is kept at hand

Sought = Mapping[str, Sequence[tuple[int, float]]]  # by key, for which terms of a clause it would do, and how well
Entries = array  # of a key: the number of a claim, how often the claim has the key, the number of the next claim ...


@dataclass(frozen=True)
class Lists:
    """What an index consists of."""

    lengths: Sequence[int]  # how many keys each claim has
    frequency: Mapping[str, int]  # how many claims have a key
    entries: Mapping[str, Entries[int]]
    keys: Mapping[int, str]  # what each claim is found by, separated by blanks, that of its own text on a first line


def lists(claims: Iterable[str]) -> Lists:
    """Return what an index consists of, for claims of which each is found by such a text."""
    keys = dict(enumerate(claims))
    entries: defaultdict[str, Entries[int]] = defaultdict(lambda: array("I"))
    lengths = array("I")
    for number, text in keys.items():
        found = text.split()
        lengths.append(len(found))
        for key, times in Counter(found).items():
            entries[key].extend((number, times))
    return Lists(lengths, {key: len(found) // 2 for key, found in entries.items()}, dict(entries), keys)


class Index:
    """All claims of a bank, to be searched by what a clause speaks of."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._count = len(lists.lengths)
        self._mean = sum(lists.lengths) / (self._count or 1) or 1.0
        self._words = lru_cache(_REMEMBERED)(self._split)
        self._known = lru_cache(_WEIGHED)(self._weight)
        self._scored = lru_cache(_REMEMBERED)(self._score)

    def candidates(self, sought: Sought) -> list[int]:
        """Return the numbers of the claims nearest to a clause of which `sought` is looked for, best first.

        BM25 finds those that have any of its words or words akin to them; of these, the nearest are those that have
        the most of it, each of its terms counted once, and more if the claim's own text has it.
        """
        rows = self._found(sought)
        wanted = frozenset(sought)
        scores = [(-self._nearness(number, sought, wanted), place, number) for place, number in enumerate(rows)]
        return [number for _, _, number in sorted(scores)[:MAX_CANDIDATES]]

    def _found(self, keys: Iterable[str]) -> list[int]:
        """Return the numbers of the claims that BM25 puts first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for key in sorted(self._telling(keys)):
            few = self.lists.frequency[key] <= _FEW
            for number, score in zip(*(self._scored(key) if few else self._score(key)), strict=True):
                scores[number] += score
        return [number for _, number in nsmallest(MAX_FOUND, ((-score, number) for number, score in scores.items()))]

    def _score(self, key: str) -> tuple[array[int], array[float]]:
        """Return the claims that have a key, and what BM25 gives each for it."""
        frequency = self.lists.frequency[key]
        rarity = max(_LEAST, math.log((self._count - frequency + 0.5) / (frequency + 0.5)))
        lengths = self.lists.lengths
        entries = self.lists.entries[key]
        numbers, scores = entries[::2], array("d")
        for number, times in zip(numbers, entries[1::2], strict=True):
            long = _K1 * (1 - _B + _B * lengths[number] / self._mean)
            scores.append(rarity * (times * (_K1 + 1.0)) / (times + long))
        return numbers, scores

    def _telling(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the bank has; of a large bank, only the rarest: the others tell little, and
        half of the claims have them."""
        frequency = self.lists.frequency
        chosen: list[str] = []
        total = 0
        for key in sorted({key for key in keys if key in frequency}, key=lambda key: (frequency[key], key)):
            total += frequency[key]
            if chosen and total > MAX_LOOKED_AT:
                break
            chosen.append(key)
        return chosen

    def _nearness(self, number: int, sought: Sought, wanted: frozenset[str]) -> float:
        head, all_ = self._words(number)
        best: dict[int, float] = {}
        for key in all_ & wanted:
            own = 1.0 + HEADLINE * (key in head)
            for place, worth in sought[key]:
                best[place] = max(best.get(place, 0.0), worth * own)
        return fsum(best.values())  # exact, so that the order in which a set gives its keys does not matter

    def _split(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return what a claim is found by: in its own text, and in all of its wordings."""
        head, _, rest = self.lists.keys[number].partition("\n")
        own = frozenset(head.split())
        return own, own | frozenset(rest.split())

    def weights(self, clause: Clause) -> tuple[float, ...]:
        """Return how much each term matters: rare words of the bank much, light and common ones little."""
        return tuple(self._weigh(term) for term in clause.terms)

    def _weigh(self, term: Term) -> float:
        if term.kind in _WEIGHTS:
            return _WEIGHTS[term.kind]
        return self._known(term.kind, keys_of(term), term.light)

    def _weight(self, kind: TermKind, keys: tuple[str, ...], light: bool) -> float:
        count = max((self.lists.frequency.get(key, 0) for key in keys), default=0)
        rarity = math.log((self._count + 1) / (count + 1)) / math.log(self._count + 2)
        if kind is TermKind.ENTITY:
            return 0.3 + 0.9 * rarity
        return (0.5 + rarity) * (_LIGHT if light else 1.0)


def keys_of(term: Term) -> tuple[str, ...]:
    """Return what a term is found by: a number or date by its unit alone, so that another value is found too."""
    if term.kind is TermKind.ENTITY:
        return (entity_key(term.key),)
    if isinstance(term.value, Quantity):
        return (f"q_{term.value.unit or 'number'}",)
    return (f"v_{term.kind}",) if term.value is not None else term.lemmas


def sought_keys(clause: Clause, weights: Sequence[float]) -> Sought:
    """Return what to look for to find a clause, whose terms have such weights."""
    found: dict[str, list[tuple[int, float]]] = {}
    for place, (term, weight) in enumerate(zip(clause.terms, weights, strict=True)):
        for key, strength in query_keys(term).items():
            found.setdefault(key, []).append((place, weight * strength))
    return found


def query_keys(term: Term) -> dict[str, float]:
    """Return what to look for to find a term, each with how surely it stands for the term."""
    if term.value is not None:
        return dict.fromkeys((*keys_of(term), *value_keys(term.value)), 1.0)
    if term.kind is TermKind.ENTITY:
        return dict.fromkeys(keys_of(term), 1.0)
    return {word: abs(strength) for word, strength in kin_of(term.lemmas).items() if abs(strength) >= _MIN_KIN}
