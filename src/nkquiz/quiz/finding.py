"""Finding the gaps of a text: what a bank's cache is made with, not needed by a round on a bank that is in it."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.language.dates import Date, read_date
from nkquiz.language.names import Names
from nkquiz.language.quantities import Quantity, read_ordinal, read_quantity
from nkquiz.language.tokens import Token, tokenise
from nkquiz.quiz.gaps import ORDINAL, Gap

NO_NAMES = Names(())  # to find numbers and dates alone


def gaps(text: str, names: Names) -> tuple[Gap, ...]:
    """Return the gaps of `text` from left to right. Relative dates ("next year") are none: they depend on today."""
    return tuple(_gaps(tokenise(text), names))


def _gaps(tokens: tuple[Token, ...], names: Names) -> Iterator[Gap]:
    index = 0
    while index < len(tokens):
        gap, end = _gap(tokens, index, names)
        if gap:
            yield gap
        index = end


def _gap(tokens: tuple[Token, ...], index: int, names: Names) -> tuple[Gap | None, int]:
    start = tokens[index].start
    if named := names.at(tokens, index):
        entity, end = named
        return Gap(start, _end(tokens[end - 1]), entity=entity.id), end
    if dated := read_date(tokens, index, Date()):
        return Gap(start, _end(tokens[dated[1] - 1]), date=dated[0]), dated[1]
    ordinal = read_ordinal(tokens, index)
    if ordinal and tokens[index].text.isdigit():  # "66th": to the reader of numbers this is 66
        return Gap(start, tokens[ordinal[1] - 1].end, quantity=Quantity(float(ordinal[0]), ORDINAL)), ordinal[1]
    if counted := read_quantity(tokens, index):
        return Gap(start, _end(tokens[counted[1] - 1]), quantity=counted[0]), counted[1]
    if ordinal:
        return Gap(start, tokens[ordinal[1] - 1].end, quantity=Quantity(float(ordinal[0]), ORDINAL)), ordinal[1]
    return None, index + 1


def _end(token: Token) -> int:
    """Return the offset after a word without the 's of a possessive."""
    return token.end - 2 if token.possessive and token.end - token.start > len(token.text) else token.end
