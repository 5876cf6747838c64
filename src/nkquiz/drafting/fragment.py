"""Sentence -> the fragment of it that proves most: at most ten words in a row, with its numbers, names and verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.bank.validators import MAX_QUOTE_WORDS
from nkquiz.bank.verify import stands_in
from nkquiz.check.terms import Clause
from nkquiz.drafting.hints import weight
from nkquiz.language.lexicon import lexicon
from nkquiz.text import words

LEAST = 4  # words, where a sentence has as many
LONG = 0.45  # what each word more takes off
_START = "\"'([{"
_END = ".,;:!?\"')]}…-"
_BREAK = re.compile(r"[;:()\"]|,$|[-]$")


def fragment(sentence: str, clause: Clause) -> str:
    """Return the most telling part of a normalised sentence, which `clause` is the reading of, word for word."""
    typed = [(match.start(), match.end()) for match in re.finditer(r"\S+", sentence)]
    weights = [0.0] * len(typed)
    verb = clause.terms[clause.verb] if clause.verb >= 0 else None
    for term in clause.terms:
        for index, (start, end) in enumerate(typed):
            if start < term.end and term.start < end:
                share = weight(term) / max(1, len(clause.quote(term).split())) ** 0.6
                weights[index] = max(weights[index], share + (term is verb))
    ranked = sorted(_windows(sentence, typed, weights), key=lambda window: (-window[0], window[1], window[2]))
    for _, first, last in ranked:
        found = sentence[typed[first][0] : typed[last - 1][1]].lstrip(_START).rstrip(_END)
        if words(found) and stands_in(found, sentence):
            return found
    return next(sentence[start:end] for start, end in typed if words(sentence[start:end]))


def _windows(sentence: str, typed: list[tuple[int, int]], weights: list[float]) -> Iterator[tuple[float, int, int]]:
    """Yield every part with how good it is: what it has of weight, less for its length, for commas inside, and for
    little words at its ends."""
    pieces = [sentence[start:end] for start, end in typed]
    little = [lexicon().has("function", piece.lower().strip(_START + _END)) for piece in pieces]
    breaks = [bool(_BREAK.search(piece)) for piece in pieces]
    for first in range(len(pieces)):
        for last in range(
            min(first + min(LEAST, len(pieces)), len(pieces)), min(first + MAX_QUOTE_WORDS, len(pieces)) + 1
        ):
            score = sum(weights[first:last]) - LONG * (last - first)
            score -= 1.0 * sum(breaks[first : last - 1])
            score -= 1.0 * little[last - 1] + 0.3 * little[first]
            score -= 0.5 * (last < len(pieces) and weights[last - 1] >= 2 and weights[last] >= 2)
            yield round(score, 6), first, last
