"""Statement -> candidate claims: BM25 (SQLite FTS5) over lemmas, entities and synonyms."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections import Counter
from collections.abc import Mapping, Sequence

from nkquiz.check.terms import Clause, Term, TermKind, entity_key
from nkquiz.language.quantities import Quantity
from nkquiz.language.words import kin_of

MAX_CANDIDATES = 8
MAX_FOUND = 40  # claims that BM25 finds, of which the candidates are the nearest
HEADLINE = 0.3  # what a word counts more if the own text of the claim has it
_MIN_KIN = 0.4  # how near a word must be to be searched for instead
_WEIGHTS = {TermKind.QUANTITY: 1.3, TermKind.DATE: 1.0, TermKind.ORDINAL: 1.0}
_LIGHT = 0.35


class Index:
    """All claims of a bank, to be searched by what a clause speaks of."""

    def __init__(self, claims: Sequence[str]) -> None:
        """`claims` gives what each claim is found by, separated by blanks, that of its own text on a first line."""
        self.keys = tuple(claims)
        self._count = len(self.keys)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("create virtual table claim using fts5(terms, tokenize=\"unicode61 tokenchars '-_.'\")")
        self._db.executemany("insert into claim(rowid, terms) values (?, ?)", enumerate(self.keys))
        self._frequency = Counter(key for found in self.keys for key in set(found.split()))
        self._split: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._weights: dict[tuple[TermKind, str, tuple[str, ...], bool], float] = {}

    def candidates(self, clause: Clause) -> list[int]:
        """Return the numbers of the claims nearest to `clause`, best first.

        BM25 finds those that have any of its words or words akin to them; of these, the nearest are those that have
        the most of it, each of its terms counted once, and more if the claim's own text has it.
        """
        sought = [query_keys(term) for term in clause.terms]
        keys = {key for found in sought for key in found if key in self._frequency}
        if not keys:
            return []
        query = " OR ".join('"' + key.replace('"', "") + '"' for key in sorted(keys))
        with self._lock:
            rows = self._db.execute(
                "select rowid from claim where claim match ? order by bm25(claim), rowid limit ?", (query, MAX_FOUND)
            ).fetchall()
        terms = list(zip(sought, self.weights(clause), strict=True))
        scores = [(-self._nearness(number, terms), place, number) for place, (number,) in enumerate(rows)]
        return [number for _, _, number in sorted(scores)[:MAX_CANDIDATES]]

    def _nearness(self, number: int, terms: Sequence[tuple[Mapping[str, float], float]]) -> float:
        head, all_ = self._words(number)
        total = 0.0
        for keys, weight in terms:
            found = [(strength, key in head) for key, strength in keys.items() if key in all_]
            if found:
                total += weight * max(strength * (1.0 + HEADLINE * own) for strength, own in found)
        return total

    def _words(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return what a claim is found by: in its own text, and in all of its wordings."""
        found = self._split.get(number)
        if found is None:
            head, _, rest = self.keys[number].partition("\n")
            own = frozenset(head.split())
            found = self._split[number] = own, own | frozenset(rest.split())
        return found

    def weights(self, clause: Clause) -> tuple[float, ...]:
        """Return how much each term matters: rare words of the bank much, light and common ones little."""
        return tuple(self._weigh(term) for term in clause.terms)

    def _weigh(self, term: Term) -> float:
        if term.kind in _WEIGHTS:
            return _WEIGHTS[term.kind]
        known = (term.kind, term.key, term.lemmas, term.light)  # all that a weight depends on
        found = self._weights.get(known)
        if found is None:
            found = self._weights[known] = self._weight(term)
        return found

    def _weight(self, term: Term) -> float:
        count = max((self._frequency[key] for key in keys(term)), default=0)
        rarity = math.log((self._count + 1) / (count + 1)) / math.log(self._count + 2)
        if term.kind is TermKind.ENTITY:
            return 0.3 + 0.9 * rarity
        return (0.5 + rarity) * (_LIGHT if term.light else 1.0)


def keys(term: Term) -> tuple[str, ...]:
    """Return what a term is found by: a number or date by its unit alone, so that another value is found too."""
    if term.kind is TermKind.ENTITY:
        return (entity_key(term.key),)
    if isinstance(term.value, Quantity):
        return (f"q_{term.value.unit or 'number'}",)
    return (f"v_{term.kind}",) if term.value is not None else term.lemmas


def query_keys(term: Term) -> dict[str, float]:
    """Return what to look for to find a term, each with how surely it stands for the term."""
    if term.kind is not TermKind.WORD:
        return dict.fromkeys(keys(term), 1.0)
    return {word: abs(strength) for word, strength in kin_of(term.lemmas).items() if abs(strength) >= _MIN_KIN}
