"""Statement -> candidate claims: BM25 (SQLite FTS5) over lemmas, entities and synonyms."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable

from nkquiz.check.lexicon import lexicon
from nkquiz.check.terms import Clause, Term, TermKind, entity_key
from nkquiz.check.words import near
from nkquiz.model import Bank, Claim

MAX_CANDIDATES = 10
_MIN_SYNONYM = 0.4
_WEIGHTS = {TermKind.QUANTITY: 1.3, TermKind.DATE: 1.0, TermKind.ORDINAL: 1.0}
_LIGHT = 0.35


class Index:
    """All claims of a bank, to be searched by what a clause speaks of."""

    def __init__(self, bank: Bank, keys_of: Callable[[str], Iterable[str]]) -> None:
        """`keys_of` gives what a text is to be found by."""
        self._claims = bank.claims
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute("create virtual table claim using fts5(terms, tokenize=\"unicode61 tokenchars '-_.'\")")
        frequency: Counter[str] = Counter()
        for number, claim in enumerate(bank.claims):
            keys = [key for text in claim.affirmations for key in keys_of(text)]
            frequency.update(set(keys))
            self._db.execute("insert into claim(rowid, terms) values (?, ?)", (number, " ".join(keys)))
        self._frequency = frequency
        self._weights: dict[tuple[TermKind, str, tuple[str, ...], bool], float] = {}

    def candidates(self, clause: Clause) -> list[Claim]:
        """Return the claims nearest to `clause`, best first."""
        keys = {key for term in clause.terms for key in _query_keys(term)}
        if not keys:
            return []
        query = " OR ".join('"' + key.replace('"', "") + '"' for key in sorted(keys))
        with self._lock:
            rows = self._db.execute(
                "select rowid from claim where claim match ? order by bm25(claim), rowid limit ?",
                (query, MAX_CANDIDATES),
            ).fetchall()
        return [self._claims[row[0]] for row in rows]

    def weights(self, clause: Clause) -> dict[Term, float]:
        """Return how much each term matters: rare words of the bank much, light and common ones little."""
        return {term: self._weigh(term) for term in clause.terms}

    def _weigh(self, term: Term) -> float:
        if term.kind in _WEIGHTS:
            return _WEIGHTS[term.kind]
        known = (term.kind, term.key, term.lemmas, term.light)  # all that a weight depends on
        found = self._weights.get(known)
        if found is None:
            found = self._weights[known] = self._weight(term)
        return found

    def _weight(self, term: Term) -> float:
        count = max((self._frequency[key] for key in _keys(term)), default=0)
        rarity = math.log((len(self._claims) + 1) / (count + 1)) / math.log(len(self._claims) + 2)
        if term.kind is TermKind.ENTITY:
            return 0.3 + 0.9 * rarity
        return (0.5 + rarity) * (_LIGHT if term.light else 1.0)


def _keys(term: Term) -> Iterable[str]:
    if term.kind is TermKind.ENTITY:
        return (entity_key(term.key),)
    return term.lemmas  # a number or date has none: what it is about finds the claim


def _query_keys(term: Term) -> set[str]:
    keys = set(_keys(term))
    if term.kind is TermKind.WORD:
        for lemma in term.lemmas:
            neighbours = near(lemma)
            for group in (neighbours.synonyms, neighbours.derived):
                keys.update(word for word, strength in group.items() if strength >= _MIN_SYNONYM)
            keys.update(_classmates(lemma))
    return keys


def _classmates(lemma: str) -> frozenset[str]:
    words = lexicon()
    return frozenset().union(*(words.members[number] for number in words.classes.get(lemma, ())))
