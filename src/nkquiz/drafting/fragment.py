"""Sentence -> the fragment of it that proves most: at most ten words in a row, with its numbers, names and verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.bank.validators import MAX_QUOTE_WORDS
from nkquiz.bank.verify import stands_in
from nkquiz.check.terms import Clause, Term
from nkquiz.drafting.hints import weight
from nkquiz.drafting.lists import listed
from nkquiz.language.lexicon import lexicon
from nkquiz.text import words

LEAST = 3  # words, where a sentence has as many
LONG = 0.35  # what each word more takes off
BREAK = 1.0  # what each comma inside takes off
LATE = 0.06  # what each word before it takes off: main clauses mostly come first
CUT = 2.0  # what beginning or ending in the middle of a date or a name takes off
_WHO = 0.2  # what the speaker's name weighs, and the verb of saying
NEGATION = 2.0  # what "not" and the like weigh
_THAT = re.compile(r"\b(\w+) that\b")  # behind it stands what is said
_START = "\"'([{"
_END = ".,;:!?\"')]}…-"
_BREAK = re.compile(r"[;:()\"]|,$|[-]$")


def fragment(sentence: str, clause: Clause, speaker: str = "") -> str:
    """Return the most telling part of a normalised sentence, which `clause` is the reading of, word for word. Who says
    it, the entity `speaker`, proves nothing of what is said."""
    typed = [(match.start(), match.end()) for match in re.finditer(r"\S+", sentence)]
    ranked = sorted(_windows(sentence, typed, clause, speaker), key=lambda window: (-window[0], window[1], window[2]))
    for _, first, last in ranked:
        found = _bare(sentence[typed[first][0] : typed[last - 1][1]])
        if words(found) and stands_in(found, sentence):
            return found
    return next(sentence[start:end] for start, end in typed if words(sentence[start:end]))


def _bare(text: str) -> str:
    """Return a part of a sentence without the marks at its ends."""
    return text.lstrip(_START).rstrip(_END)


def _weights(
    pieces: list[str], typed: list[tuple[int, int]], clause: Clause, speaker: str
) -> tuple[list[float], list[bool]]:
    """Return how telling each word is, and whether a term, such as a date, goes on into it from the word before."""
    weights = [NEGATION if lexicon().has("negators", piece.lower().strip(_START + _END)) else 0.0 for piece in pieces]
    goes_on = [False] * len(typed)
    verb = clause.terms[clause.verb] if clause.verb >= 0 else None
    said = next((m.start() for m in _THAT.finditer(clause.source) if listed("believing", m[1].lower())), 0)
    for term in clause.terms:
        inside = [index for index, (start, end) in enumerate(typed) if start < term.end and term.start < end]
        for index in inside:
            who = term.end <= said or (speaker and _tells_who(term, speaker))
            worth = _WHO if who else weight(term) + (term is verb)
            weights[index] = max(weights[index], worth / len(inside) ** 0.6)
            goes_on[index] = goes_on[index] or index > inside[0]
    return weights, goes_on


def _tells_who(term: Term, speaker: str) -> bool:
    """Say whether a term names the speaker, or that they speak."""
    return term.key == speaker or any(listed("believing", lemma) for lemma in (term.key, *term.lemmas))


def _windows(
    sentence: str, typed: list[tuple[int, int]], clause: Clause, speaker: str
) -> Iterator[tuple[float, int, int]]:
    """Yield every part with how good it is: what it has of weight, less for its length, for commas inside, for little
    words at its ends, and for what it cuts through."""
    pieces = [sentence[start:end] for start, end in typed]
    weights, goes_on = _weights(pieces, typed, clause, speaker)
    little = [
        not weights[index] and lexicon().has("function", piece.lower().strip(_START + _END))
        for index, piece in enumerate(pieces)
    ]
    breaks = [bool(_BREAK.search(piece)) for piece in pieces]
    wordless = [not words(piece) for piece in pieces]
    for first in range(len(pieces)):
        for last in range(first + min(LEAST, len(pieces)), min(first + MAX_QUOTE_WORDS, len(pieces)) + 1):
            if wordless[first] or wordless[last - 1]:
                continue
            score = sum(weights[first:last]) - LONG * (last - first)
            score -= BREAK * sum(breaks[first : last - 1])
            score -= CUT * ('"' in _bare(sentence[typed[first][0] : typed[last - 1][1]]))
            score -= CUT * (first == 1 and lexicon().has("preposition", pieces[0].lower()))
            score -= 1.0 * little[last - 1] + 0.3 * little[first]
            score -= LATE * first
            score -= CUT * (first > 0 and _is_cut(pieces[first - 1], pieces[first]))
            score -= CUT * (goes_on[first] + (last < len(pieces) and goes_on[last]))
            yield round(score, 6), first, last


_LIMITS = frozenset("at about around almost nearly only not no never than over under most all some one up".split())
_HALVES = frozenset("least most than of to".split())


def _is_cut(before: str, first: str) -> bool:
    """Say whether a part of a sentence would begin behind what it needs: "about", "at least", "most of"."""
    last, word = before.lower(), first.lower().strip(_START + _END)
    if last in ("least", "most", "than"):
        return True
    return last in _LIMITS and (word in _HALVES or not lexicon().has("function", word))
