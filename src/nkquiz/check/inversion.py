"""Subjects that do not stand before their verbs: "Was Rome invited?", "said the owner"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.check.tags import Tag
from nkquiz.language.tokens import Token

_SAYING = frozenset(
    "say think believe write argue explain claim admit warn note insist reply answer maintain concede add fear".split()
)
_BETWEEN = frozenset(
    (Tag.DETERMINER, Tag.ADJECTIVE, Tag.NOUN, Tag.NAME, Tag.NUMBER, Tag.PRONOUN, Tag.PREPOSITION, Tag.ADVERB)
)
_AFTER = frozenset((Tag.MARK, Tag.PREPOSITION, Tag.COORDINATOR))


def asked(tags: Sequence[Tag]) -> int:
    """Return the index of the main verb of a question that begins with its auxiliary, or -1: "Was Rome invited?"."""
    if not tags or tags[0] not in (Tag.AUXILIARY, Tag.MODAL):
        return -1
    for number in range(1, len(tags)):
        if tags[number] is Tag.VERB:
            return number if number > 1 else -1
        if tags[number] not in _BETWEEN:
            return -1
    return -1


def speaks_before(tokens: Sequence[Token], tags: Sequence[Tag], verb: int, first: int, last: int) -> bool:
    """Say whether the phrase from `first` to `last` behind a verb of saying is its subject: "..., said Anna"."""
    if tokens[verb].lemma not in _SAYING or first != verb + 1 or (verb and tags[verb - 1] is not Tag.MARK):
        return False
    if last + 1 < len(tags) and tags[last + 1] not in _AFTER:
        return False
    named = any(tags[n] is Tag.NAME for n in range(first, last + 1))
    return named or (tags[first] is Tag.DETERMINER and verb > 0)
