"""Tokens with the names among them and their grammar: what cutting a text into parts and reading a part both need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nkquiz.check import grammar
from nkquiz.check.grammar import Reading
from nkquiz.check.tags import tags
from nkquiz.language.names import Names
from nkquiz.language.tokens import Token


class Parsed(NamedTuple):
    """Tokens, the names among them by where they begin, and how the tokens hang together."""

    tokens: tuple[Token, ...]
    names: Names.Spans
    reading: Reading


def parse(tokens: Sequence[Token], names: Names) -> Parsed:
    """Return tokens with the names among them and their grammar."""
    named = names.spans(tokens)
    is_name = [False] * len(tokens)
    for first, (_, after) in named.items():
        is_name[first:after] = [True] * (after - first)
    return Parsed(tuple(tokens), named, grammar.read(tokens, tags(tokens, is_name)))
