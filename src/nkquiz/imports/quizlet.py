"""Quizlet's export as text: a card on each line, a tab between term and definition."""

from __future__ import annotations

from nkquiz.errors import InputError
from nkquiz.imports.found import Imported, Misfit, card
from nkquiz.imports.reading import decode
from nkquiz.model import Problem

_BETWEEN = ("\t", " - ", " – ", ";", ",")  # what Quizlet offers, and what people choose


def read(data: bytes, name: str) -> Imported:
    """Return a claim for each card. What stands on a line of its own is left out.

    Raises:
        InputError: it is no text, or there is nothing between terms and definitions.
    """
    lines = decode(data, name).split("\n")
    between = _between([line for line in lines if line.strip()], name)
    found, left_out = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        term, there, definition = line.partition(between)
        try:
            if not there:
                raise Misfit(f"has {'no tab' if between == chr(9) else f'no {between!r}'} between term and definition")
            found.append(card(term, definition, number))
        except Misfit as misfit:
            hint = "a line break in a card: put it all on one line" if not there else ""
            left_out.append(Problem(number, f"the card '{line.strip()[:40]}' {misfit}", hint))
    return Imported(tuple(found), tuple(left_out))


def _between(lines: list[str], name: str) -> str:
    """Return what stands between term and definition: a tab if there is any, else what stands in most lines."""
    if not lines:
        raise InputError(f"{name} is empty")
    for between in _BETWEEN:
        count = sum(between in line for line in lines)
        if count and (between == "\t" or 2 * count > len(lines)):
            return between
    hint = "export the set with a tab between term and definition"
    raise InputError(f"{name}: there is no tab between terms and definitions", hint)
