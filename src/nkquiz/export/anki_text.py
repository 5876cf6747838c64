"""Anki as text: what its import of text files reads, into its own type of note "Basic". No library is needed."""

from __future__ import annotations

from nkquiz.export.anki_html import deck_name, lines, tags
from nkquiz.export.cards import card, fitting, lasting_key
from nkquiz.export.deck import Deck, Exported
from nkquiz.model import Question

_HEAD = "#separator:tab\n#html:true\n#notetype:Basic\n#deck:{}\n#guid column:1\n#tags column:4\n"


def write(deck: Deck) -> Exported:
    """Return the file's head, and a line for each question: guid, front, back, tags, with a tab between them. There is
    no quotation mark in it, for Anki would take it for the beginning of a quoted field."""
    questions, left_out = fitting(deck, apart=True)
    rows = "".join("\t".join(_row(deck, question)) + "\n" for question in questions)
    return Exported((_HEAD.format(deck_name(deck)) + rows).encode(), left_out)


def _row(deck: Deck, question: Question) -> tuple[str, str, str, str]:
    shown = card(deck, question)
    front = lines(shown.asked) + lines(shown.offered)
    back = lines(shown.answer) + lines(shown.grounds)
    columns = (lasting_key(deck, question), front, back, " ".join(tags(deck, question)))
    guid, front, back, names = (column.replace('"', "'") for column in columns)
    return guid, front, back, names
