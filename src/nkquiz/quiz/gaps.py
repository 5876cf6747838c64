"""The places of a text that can be asked for: names of entities, numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass

from nkquiz.language.bounds import Bound
from nkquiz.language.date import Date
from nkquiz.language.quantity import Quantity

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


def is_exact(gap: Gap) -> bool:
    """Say whether a number or date is given without "about", "more than", "late" or "since"."""
    if gap.quantity:
        return gap.quantity.bound is Bound.EXACT
    return gap.date is not None and not (gap.date.bound or gap.date.part or gap.date.last)
