"""Where noun phrases begin and end, what an "and" puts beside one, and what an "of" joins to it."""

from __future__ import annotations

from collections.abc import Container, Sequence

from nkquiz.check.tags import Tag
from nkquiz.check.terms import Role
from nkquiz.language.date import MONTHS
from nkquiz.language.tokens import Token

PHRASE = frozenset((Tag.DETERMINER, Tag.ADJECTIVE, Tag.NOUN, Tag.NAME, Tag.NUMBER))
_BEFORE_THE = frozenset("half double twice".split())
_YEAR = 4  # digits


def trails(tags: Sequence[Tag], index: int) -> bool:
    """Say whether an adjective stands behind its noun, and before none."""
    return (
        index > 0
        and tags[index] is Tag.ADJECTIVE
        and tags[index - 1] in (Tag.NOUN, Tag.NAME)
        and (index + 1 >= len(tags) or tags[index + 1] not in PHRASE)
    )


def joined(
    tokens: Sequence[Token], tags: Sequence[Tag], first: int, last: int, noun: int, starts: Container[int]
) -> int:
    """Return the last word of the phrase before, if an "and" puts the phrase from `first` to `last` beside it, else -1;
    what has a verb of its own behind it is beside it only after "between"."""
    if noun < 0 or noun != first - 2 or tokens[first - 1].text not in ("and", "or"):
        return -1
    begin = noun
    while begin and tags[begin - 1] in PHRASE:
        begin -= 1
    between = begin > 0 and tokens[begin - 1].text == "between"
    return noun if between or last + 1 not in starts else -1


def begins_another(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether another phrase begins at `index` within what looks like one: "in 2014 Rome", "gave Rome the ship"."""
    last = tokens[index - 1]
    if last.possessive:
        return False
    if tags[index] is Tag.DETERMINER:
        return (tags[index - 1] in (Tag.NAME, Tag.NOUN) and last.text not in _BEFORE_THE) or dates(last)
    return tags[index] is Tag.NAME and dates(last)


def dates(token: Token) -> bool:
    """Say whether a word is a month or a year."""
    return token.text in MONTHS or (token.text.isdigit() and len(token.text) == _YEAR)


def owning(tokens: Sequence[Token], tags: Sequence[Tag], noun: int) -> Role:
    """Return the role of what "of" joins to a noun: "the plan of Rome", but "the signing of a treaty", "fond of it"."""
    if tags[noun] is Tag.ADJECTIVE or (tokens[noun].text.endswith("ing") and "v" in tokens[noun].pos):
        return Role.PATIENT
    return Role.AGENT
