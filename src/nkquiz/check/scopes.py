"""Denials and modality: which words of a clause are denied, and which are only planned, possible or conditional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.denials import INSTEAD, ONLY, STOPS, denies, holds_from, negates, not_alone, refuses, rest, was
from nkquiz.check.tags import Tag
from nkquiz.check.terms import Modality
from nkquiz.language.tokens import CLAUSE_ENDS, Token

_FINITE_BE = frozenset("am is are was were 's 're 'm".split())


@dataclass(frozen=True, slots=True)
class Scopes:
    """For each token: whether it is denied, by which denial (its number, or 0), whether it only denies others
    ("declined", "lack"), and how real it is."""

    negated: list[bool]
    scope: list[int]
    denial: list[bool]
    operator: list[bool]  # whether a word denies others here, in whichever way
    modality: list[Modality]


def scopes(tokens: Sequence[Token], tags: Sequence[Tag]) -> Scopes:
    """Return what is denied and what is only planned, possible or conditional.

    A denial holds from its word to the end of the clause, and another one in its scope takes it back. "Declined to",
    "lack of" and the like deny what follows; a denial after its object ("the request was refused") what precedes.
    """
    count = len(tokens)
    negated, scope, denial, operator = [False] * count, [0] * count, [False] * count, [False] * count
    modality = [Modality.DONE] * count
    now, denials, mood, conditional = False, 0, Modality.DONE, False
    turned_down = -1  # what turns down an infinitive that may follow
    lessened = -1  # what stands behind "less": "less costly" is rather cheaper
    focus = False  # whether only an "alone" that follows is denied
    begin = 0  # where the clause began
    for index, token in enumerate(tokens):
        text, tag = token.text, tags[index]
        following = tokens[index + 1].text if index + 1 < count else ""
        if text in STOPS or text in CLAUSE_ENDS:
            now, turned_down, begin = False, -1, index + 1
            mood = Modality.CONDITIONAL if conditional else Modality.DONE
        elif tag is Tag.RELATIVE and tags[index - 1] is not Tag.PREPOSITION:
            now = False
        if tag is Tag.NEGATOR or token.among("negators"):
            operator[index] = True
            focus = focus or not_alone(tokens, index)
            if negates(tokens, index):
                denials += 1
                if rest(tokens, tags, index + 1) or text not in ("not", "n't", "never"):
                    now = text == "nor" or not _taken_back(now, negated, scope, begin, index)
                else:
                    _before(negated, scope, begin, index, denials)  # "neighbours can not"
        elif text == "yet" and following == "to" and index and tags[index - 1] is Tag.AUXILIARY:
            now, denials = not now, denials + 1  # "has yet to"
        elif (text, following) in INSTEAD:
            now, denials = True, denials + 1
            operator[index] = operator[index + 1] = True
        elif tag in (Tag.VERB, Tag.NOUN, Tag.ADJECTIVE) and denies(tokens, tags, index):
            denial[index] = operator[index] = True
            if not was(tokens, index) or rest(tokens, tags, index + 1):
                now, denials = not _taken_back(now, negated, scope, begin, index), denials + 1
            else:
                denials += 1
                _before(negated, scope, begin, index, denials)
        elif (holder := holds_from(tokens, tags, index, begin)) >= 0:
            operator[holder] = True
            if not denial[holder]:  # it denies what follows already
                now, denials = not now, denials + 1
        if tag is Tag.TO and turned_down >= 0:
            operator[turned_down] = True
            now, denials, turned_down = not now, denials + 1, -1
        elif refuses(tokens, index) and tag in (Tag.VERB, Tag.NOUN) and not denial[index]:
            turned_down = index
        if tag is Tag.TO and is_to(tokens, tags, index):
            mood = Modality.PLANNED
        if token.among("condition"):
            mood, conditional = Modality.CONDITIONAL, True
        elif token.among("possible") and mood is Modality.DONE:
            mood = Modality.POSSIBLE
        if text == "less" and _lessens(tokens, index):
            denial[index], lessened = True, index + 1
        negated[index] = now != (lessened == index)
        scope[index] = denials if now else 0
        if focus and (text == "alone" or (text in ONLY and tags[index - 1] is Tag.DETERMINER)):
            negated[index], focus = True, False
        modality[index] = mood
        if token.among("plan") and tag is not Tag.NAME and (tag is not Tag.MODAL or mood is Modality.DONE):
            mood = Modality.PLANNED
    return Scopes(negated, scope, denial, operator, modality)


def is_to(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether the "to" at `index` makes a plan: "is to be built", "were never to meet"."""
    before = index - 1
    while before >= 0 and tags[before] in (Tag.ADVERB, Tag.NEGATOR):
        before -= 1
    return before >= 0 and tokens[before].text in _FINITE_BE


def _lessens(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a "less" turns the adjective that follows: "less warm"."""
    return index + 1 < len(tokens) and "a" in tokens[index + 1].pos and "n" not in tokens[index + 1].pos


def _before(negated: list[bool], scope: list[int], begin: int, end: int, denial: int) -> None:
    """Deny what stands before a denial in its clause."""
    for n in range(begin, end):
        negated[n] = not negated[n]
        scope[n] = denial if negated[n] else 0


def _taken_back(now: bool, negated: list[bool], scope: list[int], begin: int, end: int) -> bool:
    """Return `now`; if a denial is in force, the next one takes back what it denied in this clause: "no station lacks
    power" denies nothing of the stations."""
    if now:
        for n in range(begin, end):
            negated[n], scope[n] = False, 0
    return now
