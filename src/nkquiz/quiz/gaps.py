"""The places of a text that can be asked for: names of entities, numbers and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nkquiz.language.dates import Date, read_date
from nkquiz.language.names import Names
from nkquiz.language.quantities import Bound, Quantity, read_ordinal, read_quantity
from nkquiz.language.tokens import Token, tokenise

BLANK = "____"
ORDINAL = "ordinal"  # the unit of "third" and "66th"


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a text that can be left blank: its offsets, and what stands there, either an entity's id, or a number
    with its unit, or a date."""

    start: int
    end: int
    entity: str = ""
    quantity: Quantity | None = None
    date: Date | None = None

    @property
    def content(self) -> object:
        """What stands in the gap, however it is written."""
        return self.entity or self.quantity or self.date

    def text_in(self, text: str) -> str:
        """Return what stands in the gap."""
        return text[self.start : self.end]

    def filled(self, text: str, word: str = BLANK) -> str:
        """Return the text with something else in the gap."""
        return text[: self.start] + word + text[self.end :]


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


def is_exact(gap: Gap) -> bool:
    """Say whether a number or date is given without "about", "more than", "late" or "since"."""
    if gap.quantity:
        return gap.quantity.bound is Bound.EXACT
    return gap.date is not None and not (gap.date.bound or gap.date.part or gap.date.last)
