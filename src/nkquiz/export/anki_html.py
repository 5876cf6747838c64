"""Cards as the HTML of Anki's fields: nothing of a text acts in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from nkquiz.export import wording
from nkquiz.export.deck import Deck
from nkquiz.model import Question

# Anki looks for sounds and LaTeX ([sound:x], [latex]) and for gaps ({{c1::x}}) in the HTML as it is written.
_ACTS = str.maketrans({"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"})


def lines(texts: Iterable[str], name: str = "") -> str:
    r"""Return texts as HTML, a block for each, whose direction is that of the text. MathJax, which looks for \( in what
    is shown, is told to pass them over."""
    blocks = "".join(f'<div dir="auto">{html.escape(text).translate(_ACTS)}</div>' for text in texts)
    names = f"tex2jax_ignore mathjax_ignore {name}".strip()
    return f'<div class="{names}">{blocks}</div>' if blocks else ""


def tags(deck: Deck, question: Question) -> tuple[str, ...]:
    """Return the tags of a card: bank, topic and type by their ids. `::` makes a tree of them."""
    bank, topic, type_ = (re.sub(r"[^\w-]+", "-", text) for text in (deck.bank.id, question.topic, question.type))
    return (f"{bank}::{topic}", type_)


def deck_name(deck: Deck) -> str:
    """Return what the deck is called. `::` would make a tree of decks."""
    return re.sub(":{2,}", ":", wording.title(deck))
