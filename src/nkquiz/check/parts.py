"""Cutting a statement into the independent parts that a reader would judge one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nkquiz.check.names import Names
from nkquiz.check.tokens import Token, tokenise
from nkquiz.text import ONE_TO_ONE

_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|[\r\n]+")
_JOINTS = frozenset("and but while whereas yet although though".split())
_PRONOUNS = frozenset("he she it they this that both".split())
_FINITE = frozenset("is are was were has have had did does do will would can could may might".split())


def split(text: str, names: Names) -> list[tuple[int, int]]:
    """Return the offsets of the independent parts of `text`, in order; at least one where there is any word."""
    spans = []
    for start, end in _sentences(text):
        tokens = tokenise(text[start:end])
        cuts = [0, *(_cuts(tokens, names)), len(tokens)]
        for first, last in pairwise(cuts):
            part = [token for token in tokens[first:last] if any(c.isalnum() for c in token.text)]
            if part:
                spans.append((start + part[0].start, start + part[-1].end))
    return spans


def _sentences(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text.translate(ONE_TO_ONE)):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _cuts(tokens: Sequence[Token], names: Names) -> list[int]:
    """Return the indexes at which a new independent part begins: at a semicolon, and at a joint ("and", "but") that
    has a finite verb before it, and after it a subject of its own with its verb, or a finite verb at once."""
    cuts = []
    last = 0
    for index, token in enumerate(tokens):
        if token.text == ";" or (
            token.text in _JOINTS
            and _has_verb(tokens[last:index])
            and "between" not in [t.text for t in tokens[max(0, index - 4) : index]]
            and _begins_clause(tokens, index + 1, names, after_comma=index > 0 and tokens[index - 1].text == ",")
        ):
            cuts.append(index + (token.text == ";"))
            last = index
    return cuts


def _finite(token: Token) -> bool:
    inflected = token.text != token.lemma and not token.text.endswith("ing")
    return token.text in _FINITE or (inflected and token.pos.startswith("v") and not token.among("function"))


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(_finite(token) for token in tokens)


def _begins_clause(tokens: Sequence[Token], index: int, names: Names, after_comma: bool) -> bool:
    while index < len(tokens) and (
        tokens[index].text in ("also", "then", "even", "later", ",") or tokens[index].text.endswith("ly")
    ):
        index += 1
    if index >= len(tokens):
        return False
    if _finite(tokens[index]) and tokens[index].pos.startswith("v"):
        return after_comma
    position = index
    if tokens[position].text in ("the", "a", "an", "its", "their", "his", "her", "in"):
        position += 1
    named = names.at(tokens, position) if position < len(tokens) else None
    if named:
        position = named[1]
    elif tokens[index].text in _PRONOUNS or position > index:
        position += 1
    else:
        return False
    ahead = tokens[position : position + 6]
    stop = next((n for n, t in enumerate(ahead) if t.text in _JOINTS or t.text in ",;:"), len(ahead))
    return _has_verb(ahead[:stop])
