"""Typing errors: unknown words are read as the nearest word of the bank, or else of English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import Token, tokenise
from nkquiz.language.units import is_unit_word
from nkquiz.language.words import form

MIN_LENGTH = 4  # shorter words are left as they are
MAX_LENGTH = 24  # longer ones are no words
LONG = 7  # from this length two errors are forgiven, below it one


class Spelling:
    """The words that a bank uses, to which typing errors are corrected."""

    def __init__(self, texts: Iterable[str], known: frozenset[str] | None = None) -> None:
        """`known`, the words that were found in them before, saves reading the texts."""
        self.words = _words(texts) if known is None else known

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word in self.words:
            found[len(word)].append(word)
        return found

    def knows(self, word: str) -> bool:
        """Say whether the bank uses a word of at least MIN_LENGTH letters; shorter ones count as known."""
        return len(word) < MIN_LENGTH or word in self.words

    def corrected(self, token: Token) -> Token:
        """Return `token`, or if no one knows its word, the same token with the word that was meant."""
        word = token.text
        if not MIN_LENGTH <= len(word) <= MAX_LENGTH or not word.isalpha() or word in self.words or _is_word(word):
            return token
        errors = 2 if len(word) >= LONG else 1
        near = (w for size in range(len(word) - errors, len(word) + errors + 1) for w in self._by_length.get(size, ()))
        best = min(_within(word, near, errors), default=(errors + 1, ""))
        if best[0] <= errors:
            meant = form(best[1])
            lemmas, pos = (meant.lemmas, meant.pos) if meant else ((best[1],), "")
            return replace(token, text=best[1], lemmas=lemmas, pos=pos)
        if token.capital:  # most likely a name that the bank does not have
            return token
        known = [(candidate, found) for candidate in edits(word) if (found := form(candidate))]
        if not known:
            return token
        meant_word, found = known[0]
        return replace(token, text=meant_word, lemmas=found.lemmas, pos=found.pos)


# Little words that the table lacks: "unless", "except", "everyone".
_LITTLE = ("function", "pronoun", "subordinator", "preposition", "negators", "denying")


def _is_word(word: str) -> bool:
    """Say whether `word` is English: in the table, a plural of such a one, or one of the little words."""
    plural = word.endswith("s") and form(word[:-1]) is not None
    words = lexicon()
    little = any(words.has(section, word) for section in _LITTLE)
    return form(word) is not None or plural or little or is_unit_word(word)


def _words(texts: Iterable[str]) -> frozenset[str]:
    words = (token.text for text in texts for token in tokenise(text))
    return frozenset(word for word in words if word.isalpha() and len(word) >= MIN_LENGTH)


def _within(word: str, others: Iterable[str], errors: int) -> list[tuple[int, str]]:
    """Return those of `others` that are at most so many single-letter edits (a swap of neighbours is one) from `word`,
    each after their number."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(word, list(others), scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [(number, other) for other, number, _ in found]


def edits(word: str) -> Iterable[str]:
    """Yield the words one typing error away that such errors come from most: a doubled letter missed, a letter too
    many, two swapped, one too few."""
    for i in range(1, len(word)):
        yield word[:i] + word[i - 1] + word[i:]
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    for i in range(1, len(word) + 1):
        for letter in "etaoinsrhldcumfpgwybvkxjqz":
            yield word[:i] + letter + word[i:]
