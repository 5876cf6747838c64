"""What a text compares: "a dearer line than", "no team went deeper", "as many ships as", "twice the price of".

Each comparison is read as its comparing word, the scale that the word is on (cost, size, time ...), whether it says
more, less or as much, and the word that sets the two sides against each other. A superlative has a rank instead of a
second side: "the largest", "larger than any other", "no other is larger" and "nothing is larger than" all rank first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nkquiz.check.denials import tops
from nkquiz.check.limits import limits
from nkquiz.language.lexicon import lexicon
from nkquiz.language.number_words import RANKS
from nkquiz.language.numbers import read_number
from nkquiz.language.quantities import read_quantity
from nkquiz.language.tokens import CLAUSE_ENDS, Token

_MORE = {"more": 1, "less": -1, "fewer": -1, "lesser": -1}
_MOST = {"most": 1, "least": -1}
_IRREGULAR = frozenset("better worse further farther elder best worst".split())
_TIMED = frozenset("later earlier sooner latest earliest upper lower inner outer former latter".split())  # no degrees
_NOT_AS = frozenset("well soon far early late long such same".split())  # "as well as", "as long as it lasts"
_ANY = frozenset("any all every".split())
_OTHER = frozenset("other others else before previous earlier".split())
_ANYTHING = frozenset("anyone anybody anything anywhere everyone everybody everything ever".split())
_NEGATORS = frozenset("no none nobody nothing nowhere never not n't neither nor".split())
_TIMES = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "half": 0.5}
_AHEAD = 14  # tokens that may stand between a comparing word and its "than"


class Degree(NamedTuple):
    """A comparison in a text; offsets count in the whole text. `than` is -1 where no second side is set against the
    first one; `rank` is 0 where it is no superlative; what has the rank stands after `than` if `behind`."""

    start: int
    end: int
    sign: int  # 1 more, -1 less, 0 as much
    scale: str
    than: int = -1
    rank: int = 0
    behind: bool = False
    topped: bool = False  # the rank comes of a denial: "no team went deeper"
    denied: bool = False
    times: float = 1.0  # how many times as much, or the other way round; never below 1


def degrees(tokens: Sequence[Token]) -> tuple[Degree, ...]:
    """Return what a text compares, in order."""
    return tuple(_degrees(tokens))


def _degrees(tokens: Sequence[Token]) -> Iterator[Degree]:
    done = 0
    for index, token in enumerate(tokens):
        if index < done:
            continue
        text = token.text
        if text in _TIMES or (index + 1 < len(tokens) and tokens[index + 1].text == "times"):
            found = _multiple(tokens, index)
        elif text == "as":
            found = _equal(tokens, index)
        elif text in _MOST or _has_ending(token, "est"):
            found = _superlative(tokens, index)
        elif text in _MORE or _has_ending(token, "er"):
            found = _comparative(tokens, index)
        else:
            continue
        if found is not None:
            degree, done = found
            yield degree


def _has_ending(token: Token, ending: str) -> bool:
    if token.text in _TIMED:
        return False
    if token.text in _IRREGULAR:
        return token.text.endswith(ending) or (ending == "er" and token.text == "worse") or token.text[:2] == "wo"
    return token.text.endswith(ending) and token.text != token.lemma and not {"a", "r"}.isdisjoint(token.pos)


def _scale(token: Token) -> tuple[str, int]:
    """Return the scale that a word is on, and whether its more is the scale's more (1) or its less (-1)."""
    scales = lexicon().degrees
    return next((scales[lemma] for lemma in token.lemmas if lemma in scales), (token.lemma, 1))


def _comparative(tokens: Sequence[Token], index: int) -> tuple[Degree, int] | None:
    token = tokens[index]
    if limits(tokens, index) or (index and tokens[index - 1].text == "no" and not _than(tokens, index + 1)):
        return None  # "more than ten", "no longer"
    if token.text == "more" and index and tokens[index - 1].text in ("any", "once") and not _than(tokens, index + 1):
        return None
    sign, end, scale = 1, index + 1, ""
    if token.text in _MORE:
        sign = _MORE[token.text]
        following = tokens[end] if end < len(tokens) else None
        if following is not None and _measures(following):
            scale, pole = _scale(following)
            sign, end = sign * pole, end + 1
        scale = scale or "size"
    else:
        scale, sign = _scale(token)
    at = _than(tokens, end)
    than = tokens[at].start if at else -1
    rank, topped = _rank(tokens, index, at)
    denied = not rank and _denied(tokens, index)
    start = tokens[index].start
    return Degree(start, tokens[end - 1].end, sign, scale, than, rank, topped and at > 0, topped, denied), end


def _measures(token: Token) -> bool:
    """Say whether a word after "more" tells what there is more of: "more expensive", "more time"."""
    if any(lemma in lexicon().degrees for lemma in token.lemmas):
        return True
    return token.pos[:1] in ("a", "r") and not token.among("function")


def _rank(tokens: Sequence[Token], index: int, at: int) -> tuple[int, bool]:
    """Return which rank a comparison comes to, 0 for none, and whether it does by a denial of others."""
    if at and _than_any(tokens, at):
        return 1, False
    for number in range(max(0, index - _AHEAD), index):
        if tokens[number].text in _NEGATORS and tops(tokens, number):
            return 1, True
        counted = read_number(tokens, number + 1) if tokens[number].text in ("only", "just") else None
        if counted and any(t.among("auxiliary") or t.text == "that" for t in tokens[counted[1] : index]):
            return int(counted[0]) + 1, True  # "only one tunnel is longer"
    return 0, False


def _than_any(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the "than" at `at` sets all others against the first side: "than in any other year"."""
    for number in range(at + 1, min(at + 4, len(tokens))):
        if tokens[number].text in _ANYTHING:
            return True
        if tokens[number].text in _ANY:
            return any(token.text in _OTHER for token in tokens[number + 1 : number + 4])
    return False


def _superlative(tokens: Sequence[Token], index: int) -> tuple[Degree, int] | None:
    token = tokens[index]
    before = tokens[index - 1].text if index else ""
    end = index + 1
    if token.text in _MOST:
        following = tokens[end] if end < len(tokens) else None
        plain = following is None or following.text in CLAUSE_ENDS
        if before == "at" or (before == "the" and index > 1 and tokens[index - 2].text == "at"):
            return None
        if following is not None and following.pos[:1] in ("a", "r") and not following.among("function"):
            scale, pole = _scale(following)
            sign, end = _MOST[token.text] * pole, end + 1
        elif (plain and index > 1) or (before == "the" and not (following and following.text == "of")):
            scale, sign = "size", _MOST[token.text]
        else:
            return None  # "most farmers"
    else:
        scale, sign = _scale(token)
    among = [t.text for t in tokens[max(0, index - 4) : index]]
    if "of" in among and "one" in among:
        return None  # "one of the largest"
    return Degree(token.start, tokens[end - 1].end, sign, scale, rank=RANKS.get(before, 1)), end


def _equal(tokens: Sequence[Token], index: int, times: bool = False) -> tuple[Degree, int] | None:
    """Read "as many ships as", "as deep as"; with "twice" or "half" before it, it is more or less."""
    if index + 2 >= len(tokens) or (tokens[index + 1].text in _NOT_AS and not times):
        return None
    word = tokens[index + 1]
    if {"a", "r"}.isdisjoint(word.pos) and word.text not in ("many", "much"):
        return None
    for at in range(index + 2, min(index + _AHEAD, len(tokens))):
        if tokens[at].text in CLAUSE_ENDS:
            return None
        if tokens[at].text == "as":
            if read_quantity(tokens, at + 1) or tokens[at + 1 : at + 2] == () or tokens[at + 1].text == "possible":
                return None  # "as many as 40"
            scale, pole = _scale(word)
            denied = _denied(tokens, index)
            sign = -pole if denied else 0
            return Degree(tokens[index].start, word.end, sign, scale, tokens[at].start), index + 2
    return None


def _multiple(tokens: Sequence[Token], index: int) -> tuple[Degree, int] | None:
    """Read "twice as dear as", "three times what they pay for": more, or less for "half as"."""
    token = tokens[index]
    if token.text in _TIMES:
        times, end = _TIMES[token.text], index + 1
    else:
        counted = read_number(tokens, index)
        if counted is None or counted[0] < 1 or counted[1] >= len(tokens) or tokens[counted[1]].text != "times":
            return None
        times, end = counted[0], counted[1] + 1
    sign, times = (1, times) if times > 1 else (-1, 1 / times)
    if end >= len(tokens):
        return None
    if tokens[end].text == "as" and (found := _equal(tokens, end, True)):
        degree, after = found
        sign *= _scale(tokens[end + 1])[1]
        return degree._replace(start=token.start, sign=sign, times=times), after
    if tokens[end].text in ("the", "what", "that"):
        noun = tokens[end + 1] if end + 1 < len(tokens) else tokens[end]
        listed = any(lemma in lexicon().degrees for lemma in noun.lemmas)
        if sign < 0 and not listed:
            return None  # "half the ships"
        scale = _scale(noun)[0] if listed else "size"
        stop = end + 1 + listed
        than = tokens[min(stop, len(tokens) - 1)].start
        return Degree(token.start, tokens[end].end, sign, scale, than, times=times), stop
    return None


def _than(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the "than" that belongs to a comparing word before `index`, or 0."""
    for at in range(index, min(index + _AHEAD, len(tokens))):
        if tokens[at].text in CLAUSE_ENDS - {","}:
            return 0
        if tokens[at].text == "than" and tokens[at - 1].text not in ("rather", "other"):
            return at
    return 0


def _denied(tokens: Sequence[Token], index: int) -> bool:
    return any(t.text in _NEGATORS for t in tokens[max(0, index - 5) : index])
