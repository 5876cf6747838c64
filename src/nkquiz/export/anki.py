"""Anki: a package (.apkg) with one deck of cards. A later import mends the cards that are there already."""

from __future__ import annotations

import itertools
import sqlite3
from typing import TYPE_CHECKING, Any, cast

from nkquiz.export import missing
from nkquiz.export.anki_html import deck_name, lines, tags
from nkquiz.export.archive import zipped
from nkquiz.export.cards import card, fitting
from nkquiz.export.deck import Deck, Exported
from nkquiz.quiz.order import digest

if TYPE_CHECKING:
    from types import ModuleType

    import genanki  # type: ignore[import-untyped]

    from nkquiz.model import Question

# Anki knows a type of note by this id, and refuses to import notes whose type has the same id and other fields or
# templates. So the id never changes while they are the same; with another field or template it gets the next number,
# and the name the next version.
_MODEL_ID = 1_871_244_601
_MODEL = "nkquiz 1"
_MODEL_MADE = 1_764_000_000  # when its looks last changed, in seconds since 1970
_FIELDS = ("Question", "Options", "Answer", "Grounds")
_FRONT = "{{Question}}{{Options}}"
_BACK = "{{FrontSide}}<hr id=answer>{{Answer}}{{Grounds}}"
_CSS = """\
.card { font: 20px/1.4 system-ui, sans-serif; text-align: left; color: #111; background: #fff;
  max-width: 40em; margin: 0 auto; padding: 0 .5em; }
.options { margin-top: .8em; }
.answer { font-weight: bold; }
.grounds { margin-top: .8em; font-size: 80%; color: #444; }
.grounds > div { margin-top: .4em; }
.card.nightMode, .nightMode .card { color: #eee; background: #2c2c2c; }
.nightMode .grounds { color: #bbb; }
"""
_FIRST, _MANY = 1 << 30, 1 << 30  # where ids of decks begin, and how many there are


def write(deck: Deck) -> Exported:
    """Return the package. Its notes are as new as the deck: Anki passes over those that are older than what it has.

    Raises:
        InputError: genanki is not installed.
    """
    try:
        import genanki
    except ImportError as error:
        raise missing("anki", "genanki") from error
    made = genanki.Deck(_FIRST + int(digest(deck.bank.id, "anki"), 16) % _MANY, deck_name(deck))
    model = _model(genanki)
    questions, left_out = fitting(deck, apart=True)
    for number, question in enumerate(questions):
        made.add_note(_note(genanki, model, deck, question, number))
    return Exported(_packed(genanki.Package(made), deck.made.timestamp()), left_out)


def _model(genanki: ModuleType) -> genanki.Model:
    """Return the type of note. It is always of the same age, so that changes which somebody makes to it in Anki, and
    which are newer, outlive a later import."""

    class Model(genanki.Model):  # type: ignore[name-defined,misc]
        def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
            del timestamp
            return cast(dict[str, Any], super().to_json(_MODEL_MADE, deck_id))

    return Model(
        _MODEL_ID,
        _MODEL,
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )


def _note(genanki: ModuleType, model: genanki.Model, deck: Deck, question: Question, number: int) -> genanki.Note:
    """Return a note that Anki will ask for as the `number`th. Its guid lasts as long as bank, claim and type do."""
    shown = card(deck, question)
    fields = [
        lines(shown.asked, "asked"),
        lines(shown.offered, "options"),
        lines(shown.answer, "answer"),
        lines(shown.grounds, "grounds"),
    ]
    guid = genanki.guid_for(deck.bank.id, question.claim, question.type)
    return genanki.Note(model, fields, guid=guid, tags=list(tags(deck, question)), due=number)


def _packed(package: genanki.Package, seconds: float) -> bytes:
    """Return the bytes of a package. `write_to_file` would leave a temporary file behind, and take the time of day."""
    database = sqlite3.connect(":memory:")
    try:
        package.write_to_db(database.cursor(), seconds, itertools.count(int(seconds * 1000)))
        database.commit()
        collection = database.serialize()
    finally:
        database.close()
    return zipped((("collection.anki2", collection), ("media", b"{}")))
