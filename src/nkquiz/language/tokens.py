"""Text -> tokens with their offsets and lemmas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form
from nkquiz.text import ONE_TO_ONE

_TOKEN = re.compile(
    r"[$€£¥]?\d+(?:,\d{3})*(?:\.\d+)?%?|[^\W\d_]+(?:\.[^\W\d_](?=\.))+\.?|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]"
)
_CONTRACTIONS = {
    "won't": "will not",
    "can't": "can not",
    "shan't": "shall not",
    "ain't": "is not",
    "cannot": "can not",
} | {
    "wont": "will not",
    "cant": "can not",
}
# Typed without the apostrophe.
_UNMARKED = frozenset("didnt dont doesnt hasnt havent hadnt isnt arent wasnt werent couldnt wouldnt shouldnt".split())
CLAUSE_ENDS = frozenset(",;:.!?()")  # the marks at which a clause may end
# The table of words has no days; those of plurals it lacks have the form of the singular.
_DAYS = frozenset("mondays tuesdays wednesdays thursdays fridays saturdays sundays".split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark. `start` and `end` are offsets in the text as typed; `lemmas` is never empty."""

    text: str
    start: int
    end: int
    lemmas: tuple[str, ...]
    pos: str = ""
    capital: bool = False
    possessive: bool = False

    @property
    def lemma(self) -> str:
        """The most frequent lemma."""
        return self.lemmas[0]

    def among(self, section: str) -> bool:
        """Say whether the word or one of its lemmas stands in a section of the lexicon."""
        words = lexicon().sections[section]
        return self.text in words or any(lemma in words for lemma in self.lemmas)


def stands(tokens: Sequence[Token], index: int, text: str) -> bool:
    """Say whether `text` stands at `index`, which may be past the end."""
    return index < len(tokens) and tokens[index].text == text


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text`: lower case, contractions resolved, a possessive 's taken off."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text.translate(ONE_TO_ONE)):
        if match.group() == "'" and tokens and tokens[-1].end == match.start() and tokens[-1].text.endswith("s"):
            tokens[-1] = replace(tokens[-1], possessive=True)
        else:
            tokens.extend(_resolve(match.group(), match.start(), match.end()))
    return tuple(tokens)


def _plain(raw: str) -> str:
    """Return a word without its accents, which many leave out: "cafe" for "café"."""
    letters = (letter for letter in unicodedata.normalize("NFKD", raw) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", "".join(letters)) or raw


def _resolve(raw: str, start: int, end: int) -> list[Token]:
    word = (raw if raw.isascii() else _plain(raw)).lower()
    capital = raw[:1].isupper()
    if word in _CONTRACTIONS:
        return [_token(part, start, end, capital) for part in _CONTRACTIONS[word].split()]
    if word in _UNMARKED:
        return [_token(word[:-2], start, end, capital), _token("not", start, end, False)]
    if word == "n't":  # typed with a blank before it
        return [_token("not", start, end, False)]
    if word.endswith("n't"):
        return [_token(word[:-3], start, end - 3, capital), _token("not", end - 3, end, False)]
    if word.endswith("'s"):
        return [_token(word[:-2], start, end - 2, capital, possessive=True)]
    if "'" in word and (word.endswith(("'re", "'ve", "'ll", "'d", "'m"))):
        return [_token(word.partition("'")[0], start, end, capital)]
    return [_token(word, start, end, capital)]


def _token(word: str, start: int, end: int, capital: bool, possessive: bool = False) -> Token:
    known = form(word) or (form(word[:-1]) if word.endswith("s") else None)
    lemmas, pos = (known.lemmas, known.pos) if known else ((word[:-1] if word in _DAYS else word,), "")
    return Token(word, start, end, lemmas, pos, capital, possessive)
