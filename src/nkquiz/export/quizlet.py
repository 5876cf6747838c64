"""Quizlet: a card on each line, a tab between term and definition, which are what its import takes unasked."""

from __future__ import annotations

from nkquiz.export.cards import Card, card, fitting
from nkquiz.export.deck import Deck, Exported


def write(deck: Deck) -> Exported:
    """Return a line for each question. No text has a tab or a line break: each is one line already."""
    questions, left_out = fitting(deck)
    cards = (card(deck, question) for question in questions)
    return Exported("".join(f"{_term(each)}\t{_definition(each)}\n" for each in cards).encode(), left_out)


def _term(shown: Card) -> str:
    return " ".join((*shown.asked, *shown.offered))


def _definition(shown: Card) -> str:
    return f"{'; '.join(shown.answer)} | {' '.join(_ended(line) for line in shown.grounds)}"


def _ended(line: str) -> str:
    """Return a line that can stand before another."""
    return line if line.endswith((*".!?)", '"')) else line + "."
