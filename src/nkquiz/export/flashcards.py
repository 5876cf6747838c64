"""Flashcards in Markdown (CommonMark), to read or to print: the answer stands under its question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nkquiz.export import wording
from nkquiz.export.cards import Card, card, fitting
from nkquiz.export.deck import Deck, Exported

# What may act in CommonMark, and in GitHub's and Pandoc's Markdown: emphasis, links, code, HTML, tables, strikeout,
# entities, pictures, mathematics, citations, sub- and superscript, emoji, and addresses that become links unasked.
_ACTS = re.compile(r"[\\`*_{}\[\]<>#|~&!$@^]|:(?=\S)|(?<=www)\.|(?<==)=", re.IGNORECASE)
# What makes a list or a heading of a line that begins with it.
_BEGINS = re.compile(r"^(?:[+\-=:]|\d{1,9}(?=[.)]))")


def write(deck: Deck) -> Exported:
    """Return a page with a heading for the deck and one for each question. Nothing of a text becomes markup."""
    lines = [f"# {escaped(wording.title(deck))}", ""]
    questions, left_out = fitting(deck)
    for number, question in enumerate(questions, 1):
        lines += [f"## {number}", "", *_card(card(deck, question))]
    return Exported("\n".join(lines).encode(), left_out)


def escaped(text: str) -> str:
    """Return a text, which is one line, with a backslash before whatever may act in Markdown."""
    shown = _ACTS.sub(lambda found: "\\" + found[0], text)
    if begins := _BEGINS.match(shown):
        mark = begins[0]
        return (mark + "\\" if mark.isdigit() else "\\" + mark) + shown[begins.end() :]
    return shown


def _card(shown: Card) -> Iterator[str]:
    yield from _paragraph(map(escaped, shown.asked))
    if shown.offered:
        yield from _paragraph(map(escaped, shown.offered))
    yield from _paragraph(f"**{escaped(line)}**" for line in shown.answer)
    yield from (f"> {line}" for line in _paragraph(map(escaped, shown.grounds)) if line)
    yield ""


def _paragraph(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines that are one paragraph and yet stand under each other."""
    *before, last = lines
    yield from (line + "\\" for line in before)
    yield last
    yield ""
