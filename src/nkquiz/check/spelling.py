"""Typing errors: unknown words are read as the nearest word of the bank, or else of English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from nkquiz.check.tokens import Token, tokenise
from nkquiz.check.words import form

MIN_LENGTH = 4  # shorter words are left as they are
MAX_LENGTH = 24  # longer ones are no words
LONG = 7  # from this length two errors are forgiven, below it one


class Spelling:
    """The words that a bank uses, to which typing errors are corrected."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: dict[str, Token] = {}
        for text in texts:
            for token in tokenise(text):
                if token.text.isalpha() and len(token.text) >= MIN_LENGTH:
                    self._known.setdefault(token.text, token)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._known:
            self._by_length[len(word)].append(word)

    def knows(self, word: str) -> bool:
        """Say whether the bank uses a word of at least MIN_LENGTH letters; shorter ones count as known."""
        return len(word) < MIN_LENGTH or word in self._known

    def corrected(self, token: Token) -> Token:
        """Return `token`, or if no one knows its word, the same token with the word that was meant."""
        word = token.text
        if not MIN_LENGTH <= len(word) <= MAX_LENGTH or not word.isalpha() or word in self._known or form(word):
            return token
        errors = 2 if len(word) >= LONG else 1
        near = (w for size in range(len(word) - errors, len(word) + errors + 1) for w in self._by_length.get(size, ()))
        best = min(((distance(word, w, errors), w) for w in near), default=(errors + 1, ""))
        if best[0] <= errors:
            meant = self._known[best[1]]
            return replace(token, text=meant.text, lemmas=meant.lemmas, pos=meant.pos)
        for candidate in edits(word):
            if known := form(candidate):
                return replace(token, text=candidate, lemmas=known.lemmas, pos=known.pos)
        return token


def distance(one: str, two: str, limit: int) -> int:
    """Return the number of single-letter edits (a swap of neighbours is one) between two words, or limit + 1."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, two, score_cutoff=limit)


def edits(word: str) -> Iterable[str]:
    """Yield the words one typing error away that such errors come from most: a letter too many, swapped, or too few."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i in range(1, len(word) + 1):
        for letter in "etaoinsrhldcumfpgwybvkxjqz":
            yield word[:i] + letter + word[i:]
