"""Ids for new claims."""

from __future__ import annotations

from nkquiz.drafting.slugs import Ids
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Bank
from nkquiz.text import words

_WORDS = 4


def new_id(text: str, bank: Bank) -> str:
    """Return an id made from the first telling words of a text, which no claim of the bank has."""
    telling = [word for word in words(text) if not lexicon().has("function", word)]
    taken = (claim.id for claim in (*bank.claims, *bank.drafts))
    return Ids(taken).new(" ".join((telling or words(text))[:_WORDS]), "claim")
