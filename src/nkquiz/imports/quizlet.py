"""Quizlet's export as text: a card on each line, a tab between term and definition; also the cards that `nkquiz export
quizlet` makes of questions."""

from __future__ import annotations

import re
from string import ascii_uppercase

from nkquiz.errors import InputError
from nkquiz.imports.found import Found, Imported, Misfit, Stem, card, to_choose, to_type
from nkquiz.imports.reading import decode
from nkquiz.model import Lure, Problem

_GROUNDS = " | "  # between answer and grounds in our own cards, which end with the source
_OURS = re.compile(r" \| (?:.* )?Source: ")
_LETTERED = re.compile(r"([A-Z])\. (.+)")
_ALSO = "; Also right: "
_HINT = re.compile(r" Asked for: .*$")
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
            found.append(_ours(term, definition, number) or card(term, definition, number))
        except Misfit as misfit:
            hint = "a line break in a card: put it all on one line" if not there else ""
            left_out.append(Problem(number, f"the card '{line.strip()[:40]}' {misfit}", hint))
    return Imported(tuple(found), tuple(left_out))


def _ours(term: str, definition: str, line: int) -> Found | None:
    """Return the question that nkquiz has made a card of; None where it is another card, or is not clear.

    Raises:
        Misfit: it was to be put in order or together.
    """
    if not _OURS.search(definition):
        return None
    answer = definition.partition(_GROUNDS)[0]
    if answer.startswith("1: A. ") or re.match(r"1: [A-Z]\. .*; 2: [A-Z]\. ", answer):
        raise Misfit("is to be put in order or together")
    if not (lettered := _LETTERED.fullmatch(answer)):
        key, _, also = answer.partition(_ALSO)
        return to_type(Stem(_HINT.sub("", term), line), (key, *also.split("; ")))
    asked, options = _options(term)
    if options.get(lettered[1]) != lettered[2]:
        return None
    return to_choose(Stem(asked, line), lettered[2], [Lure(text) for text in options.values() if text != lettered[2]])


def _options(term: str) -> tuple[str, dict[str, str]]:
    """Return what stands before the options of a term, and the options by their letters."""
    starts: list[int] = []
    for letter in ascii_uppercase:
        start = term.find(f" {letter}. ", starts[-1] if starts else 0)
        if start < 0:
            break
        starts.append(start)
    ends = [*starts, len(term)][1:]
    options = {term[start + 1]: term[start + 4 : end] for start, end in zip(starts, ends, strict=True)}
    return (term[: starts[0]] if starts else term), options


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
