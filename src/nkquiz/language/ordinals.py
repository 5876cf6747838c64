"""Ordinals, read from tokens."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.number_words import RANKS, TENS
from nkquiz.language.tokens import Token

ORDINALS = frozenset(RANKS)
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
# What is no order: "at first", "second to none", "per second", "a split second".
_BEFORE = {"first": {"at"}, "second": {"split", "per", "every", "each", "this", "one", "any"}, "third": {"two", "one"}}
_AFTER = {
    "first": {"and foremost", "of all", "hand", "- hand", "lady", "aid", "name"},
    "second": {"to none", "thoughts", "thought", "nature", "guess", "- guess", "hand", "- hand", "fiddle"},
    "third": {"world", "party", "parties", "- party"},
    "sixth": {"sense"},
    "eleventh": {"hour", "- hour"},
}


LAST = -1  # "the last Friday in January"
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday weekend".split())


def read_ordinal(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Return the ordinal that begins at `index` ("66th", "third", "sixty-sixth") and the index after it."""
    token = tokens[index]
    if token.text in ("last", "final") and index + 2 < len(tokens) and tokens[index + 1].text in _DAYS:
        return (LAST, index + 1) if tokens[index + 2].text in ("of", "in") else None
    if token.text in RANKS:
        return None if _is_no_ordinal(tokens, index) else (RANKS[token.text], index + 1)
    if token.text in TENS:
        after = index + 2 if index + 1 < len(tokens) and tokens[index + 1].text == "-" else index + 1
        if after < len(tokens) and (ones := RANKS.get(tokens[after].text, 100)) < 10:
            return TENS[token.text] + ones, after + 1
        return None
    suffix = tokens[index + 1] if index + 1 < len(tokens) and token.text[0].isdigit() else None
    if suffix and suffix.text in _SUFFIXES and suffix.start == token.end:
        digits = token.text.replace(",", "")
        return (int(digits[:9]), index + 2) if digits.isdigit() else None
    return None


def _is_no_ordinal(tokens: Sequence[Token], index: int) -> bool:
    text = tokens[index].text
    after = [token.text for token in tokens[index + 1 : index + 3]]
    if text in _AFTER and (" ".join(after) in _AFTER[text] or " ".join(after[:1]) in _AFTER[text]):
        return True
    before = tokens[index - 1].text if index else ""
    if text == "second" and before == "a":
        return not after or not after[0][0].isalpha() or tokens[index + 1].among("preposition")
    return before in _BEFORE.get(text, ())
