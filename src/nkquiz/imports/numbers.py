"""Numbers as Moodle writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from nkquiz.imports.found import Misfit

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?")


def number(text: str) -> str:
    """Return a number without an exponent and without zeros at its end.

    Raises:
        Misfit: it is none.
    """
    text = text.strip()
    if not text.isascii() or not _NUMBER.fullmatch(text):
        raise Misfit(f"has an answer that is no number: '{text[:40]}'")
    return _plain(Decimal(text))


def middle(low: str, high: str) -> tuple[str, str]:
    """Return the number in the middle of a range, and how far its ends are off.

    Raises:
        Misfit: one of the two is no number, or they are in the wrong order.
    """
    least, most = Decimal(number(low)), Decimal(number(high))
    if least > most:
        raise Misfit("has a range that ends before it begins")
    return _plain((least + most) / 2), _plain((most - least) / 2)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
