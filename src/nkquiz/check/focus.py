"""The one word that a denial is about, where the rest of its clause stands: "not the only one", "not everything",
"it is not certain that he will go", "not Rome alone".
"""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.tokens import CLAUSE_ENDS, Token

STOPS = frozenset("; . ! ? because although though whereas while but if unless when".split())
_NOT = ("not", "n't")
_ALL = frozenset(
    "all every everything everyone everybody whole entire entirely completely fully totally wholly always".split()
)
_NOT_ALL = frozenset(("not", "n't", "never", "hardly"))
_ALONE = frozenset(("alone", "one-sided"))
_RANKS = frozenset("only sole lone first last single".split())
_BEFORE_RANK = frozenset("the its his her their our a by any means very".split())
_SURE = frozenset(
    "certain sure clear settled known decided obvious guaranteed definite given proven proved established".split()
)
_BEFORE_SURE = frozenset("yet at all by any means quite entirely really absolutely so very fully".split())
_OPEN = frozenset("that whether if how when who what which why where to".split())
_ALL_WITHIN, _ALONE_WITHIN, _NEAR = 8, 9, 5  # tokens between the denial and the word


def focus(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the only word that the negator at `index` denies, or -1 where it denies what follows."""
    for found in (
        all_denied(tokens, index),
        _alone(tokens, index),
        _rank(tokens, index),
        _certainty(tokens, index),
    ):
        if found >= 0:
            return found
    return -1


def all_denied(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the "all" that is denied at `index`, or -1: "not all", "did not pay the whole of it"."""
    if tokens[index].text not in _NOT_ALL and tokens[index].lemma not in ("doubt", "deny"):
        return -1
    return _ahead(tokens, index, _ALL_WITHIN, _ALL)


def _alone(tokens: Sequence[Token], index: int) -> int:
    """Return the index of an "alone" that is denied: "not Rome alone", "not for its price alone"."""
    return _ahead(tokens, index, _ALONE_WITHIN, _ALONE) if tokens[index].text in _NOT else -1


def _rank(tokens: Sequence[Token], index: int) -> int:
    """Return the index of a rank that is denied: "not the only one", "was not his first visit"; there was one."""
    if tokens[index].text not in _NOT:
        return -1
    for number in range(index + 1, min(index + _NEAR, len(tokens))):
        token = tokens[number]
        if token.text in _RANKS:
            return number if number > index + 1 else -1  # "not only"
        if token.text not in _BEFORE_RANK and not token.possessive:
            return -1
    return -1


def _certainty(tokens: Sequence[Token], index: int) -> int:
    """Return the index of a "certain" that is denied: "it is not certain that", "not yet clear whether"."""
    if tokens[index].text not in _NOT:
        return -1
    for number in range(index + 1, min(index + _NEAR, len(tokens) - 1)):
        if tokens[number].text in _SURE:
            return number if tokens[number + 1].text in _OPEN else -1
        if tokens[number].text not in _BEFORE_SURE:
            return -1
    return -1


def _ahead(tokens: Sequence[Token], index: int, within: int, wanted: frozenset[str]) -> int:
    """Return where the first of the wanted words stands behind `index` in its clause, or -1."""
    for number in range(index + 1, min(index + within, len(tokens))):
        if tokens[number].text in CLAUSE_ENDS or tokens[number].text in STOPS:
            return -1
        if tokens[number].text in wanted:
            return number
    return -1
