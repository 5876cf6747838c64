"""Denials and modality: which words of a clause are denied, and which are only planned, possible or conditional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.limits import denies_limit
from nkquiz.check.tags import Tag
from nkquiz.check.terms import Modality
from nkquiz.language.tokens import Token

BE = frozenset("be am is are was were been being get got gets becomes become became".split())
_FINITE_BE = frozenset("am is are was were 's 're 'm".split())
CLAUSE_ENDS = frozenset(",;:.!?()")
_STOPS = frozenset("; . ! ? because although though whereas while but if unless when".split())
_INSTEAD = (("rather", "than"), ("instead", "of"), ("short", "of"))
_NOT_ONLY = frozenset("only merely just simply solely but".split())
_ALL = frozenset(
    "all every everything everyone everybody whole entire entirely completely fully totally always".split()
)


@dataclass(frozen=True, slots=True)
class Scopes:
    """For each token: whether it is denied, by which denial (its number, or 0), whether it only denies others
    ("declined", "lack"), and how real it is."""

    negated: list[bool]
    scope: list[int]
    denial: list[bool]
    modality: list[Modality]


def scopes(tokens: Sequence[Token], tags: Sequence[Tag]) -> Scopes:
    """Return what is denied and what is only planned, possible or conditional.

    A denial holds from its word to the end of the clause, and another one in its scope takes it back. "Declined to",
    "lack of" and the like deny what follows; a denial after its object ("the request was refused") what precedes.
    """
    count = len(tokens)
    negated, scope, denial = [False] * count, [0] * count, [False] * count
    modality = [Modality.DONE] * count
    now, denials, mood, conditional = False, 0, Modality.DONE, False
    begin = 0  # where the clause began
    for index, token in enumerate(tokens):
        text, tag = token.text, tags[index]
        following = tokens[index + 1].text if index + 1 < count else ""
        if text in _STOPS or text in CLAUSE_ENDS:
            now, begin = False, index + 1
            mood = Modality.CONDITIONAL if conditional else Modality.DONE
        elif tag is Tag.RELATIVE and tags[index - 1] is not Tag.PREPOSITION:
            now = False
        if tag is Tag.NEGATOR or token.among("negators"):
            of_more = denies_all(tokens, index) or _tops(tokens, index) or denies_limit(tokens, index)
            if following not in _NOT_ONLY and not of_more:
                now, denials = text == "nor" or not now, denials + 1
        elif text == "yet" and following == "to" and index and tags[index - 1] is Tag.AUXILIARY:
            now, denials = not now, denials + 1  # "has yet to"
        elif (text, following) in _INSTEAD:
            now, denials = True, denials + 1
        elif tag in (Tag.VERB, Tag.NOUN, Tag.ADJECTIVE) and _denies(tokens, tags, index):
            denial[index] = True
            if not _was(tokens, index) or _rest(tokens, tags, index + 1):
                now, denials = not now, denials + 1
            else:
                denials += 1
                for n in range(begin, index):
                    negated[n] = not negated[n]
                    scope[n] = denials if negated[n] else 0
        if tag is Tag.TO and is_to(tokens, tags, index):
            mood = Modality.PLANNED
        if token.among("condition"):
            mood, conditional = Modality.CONDITIONAL, True
        elif token.among("possible") and mood is Modality.DONE:
            mood = Modality.POSSIBLE
        negated[index] = now
        scope[index] = denials if now else 0
        modality[index] = mood
        if token.among("plan") and tag is not Tag.NAME and (tag is not Tag.MODAL or mood is Modality.DONE):
            mood = Modality.PLANNED
    return Scopes(negated, scope, denial, modality)


def is_to(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether the "to" at `index` makes a plan: "is to be built", "were never to meet"."""
    before = index - 1
    while before >= 0 and tags[before] in (Tag.ADVERB, Tag.NEGATOR):
        before -= 1
    return before >= 0 and tokens[before].text in _FINITE_BE


def _denies(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether the word at `index` denies another: "declined to come", "lack of means", but not "sales declined"."""
    if not tokens[index].among("denying"):
        return False
    if tokens[index].among("denying_acts"):
        following = index + 1 < len(tokens) and tags[index + 1]
        return following is Tag.TO or (following is Tag.VERB and tokens[index + 1].text.endswith("ing"))
    return _was(tokens, index) or _rest(tokens, tags, index + 1)


def _was(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a form of "be" stands right before: "the request was refused"."""
    return index > 0 and tokens[index - 1].text in BE


def _tops(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a denial makes a comparison the highest degree: "never a harder night", "no team went deeper"."""
    if [token.text for token in tokens[index : index + 2]] in (["no", "longer"], ["no", "more"]):
        return False
    for number, token in enumerate(tokens[index + 1 : index + 10], index + 1):
        if token.text == "as" and any(t.text == "as" for t in tokens[number + 2 : number + 4]):
            return True
        if token.text in CLAUSE_ENDS or token.text in _STOPS:
            return False
        if token.text == "more" or (token.text.endswith("er") and "a" in token.pos and token.text != token.lemma):
            return True
    return False


def denies_all(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the denial at `index` is of "all" only: "not all", "did not write off the whole of it"."""
    if tokens[index].text not in ("not", "n't", "never", "hardly"):
        return False
    for number in range(index + 1, min(index + 8, len(tokens))):
        if tokens[number].text in CLAUSE_ENDS or tokens[number].text in _STOPS:
            return False
        if tokens[number].text in _ALL:
            return True
    return False


def _rest(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether words of weight follow before the clause ends."""
    for number in range(index, len(tokens)):
        if tokens[number].text in _STOPS or tokens[number].text in CLAUSE_ENDS or tokens[number].text == "by":
            return False
        if tags[number] in (Tag.NOUN, Tag.NAME, Tag.VERB, Tag.ADJECTIVE):
            return True
    return False
