"""Phrases of the lexicon in a text: "wrote the debt off" is one word, "cancel"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nkquiz.language.lexicon import PARTICLES, lexicon
from nkquiz.language.tokens import CLAUSE_ENDS, Token


def phrase(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """Return the canonical lemma of the longest phrase that begins at `index`, and the index after it; a particle may
    stand up to four words off ("wrote most of the debt off")."""
    words = lexicon()
    token = tokens[index]
    for first in dict.fromkeys((token.text, *token.lemmas)):
        if (node := words.phrases.get(first)) and (found := _longest(node, tokens, index + 1)):
            return found
    ahead = tokens[index + 1 : index + 6]
    for first in token.lemmas:
        for number, other in enumerate(ahead):
            if other.text in CLAUSE_ENDS:
                break
            if number and other.text in PARTICLES and (canonical := words.parted.get((first, other.text))):
                return (canonical, index + 1) if _may_stand_apart(ahead, number) else None
    return None


def _longest(node: Any, tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    if index < len(tokens):
        for word in dict.fromkeys((tokens[index].text, *tokens[index].lemmas)):
            if (following := node.get(word)) and (found := _longest(following, tokens, index + 1)):
                return found
    return (node[""], index) if "" in node and not _denies_a_noun(tokens, index) else None


def _denies_a_noun(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a "no" that would end a phrase belongs to what follows: "says no other night was harder"."""
    if tokens[index - 1].text != "no" or index >= len(tokens):
        return False
    return tokens[index].text == "other" or tokens[index].pos[:1] in ("n", "a")


def _may_stand_apart(ahead: Sequence[Token], number: int) -> bool:
    """Say whether a particle belongs to the verb before: it ends its clause, or can be no preposition."""
    if ahead[number].text not in ("in", "on", "over"):
        return True
    return number + 1 >= len(ahead) or ahead[number + 1].text in CLAUSE_ENDS
