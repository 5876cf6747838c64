"""What all export formats say of a question, and the names that it goes by elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOSTILE
from progress import CHOICE, ENTRY, NOW, ORDER, question

from nkquiz.bank import load_bank
from nkquiz.export import wording
from nkquiz.export.deck import Deck
from nkquiz.model import Arrangement, Option, Question
from nkquiz.quiz.material import Material, read_material
from nkquiz.quiz.session import every_question


@pytest.fixture
def material(small_file: Path) -> Material:
    return read_material(load_bank(small_file))


@pytest.fixture
def deck(material: Material) -> Deck:
    return Deck("A deck", material.bank, tuple(every_question(material, 1)), NOW)


def test_identifiers_differ(deck: Deck):
    """No two questions of a deck share a name, and each begins with a letter."""
    ids = [wording.identifier(deck, question) for question in deck.questions]
    assert len(set(ids)) == len(ids)
    assert all(id_.isascii() and id_.isalnum() and id_[0].isalpha() for id_ in ids)


def test_identifiers_stay(deck: Deck, material: Material):
    """A question is called the same in another deck, with other lures, and whatever stands beside it."""
    for asked in deck.questions:
        alone = replace(deck, title="Other", questions=(asked,))
        other = replace(asked, id="other", topic="other", explanation="other", form=ORDER)
        assert wording.identifier(alone, other) == wording.identifier(deck, asked)


def test_statements_on_one_claim_have_names_of_their_own(deck: Deck):
    """Type, claims and text tell questions apart; the order of the claims beside the first doesn't."""
    one = replace(question(1), text="It opened in June.")
    others = [
        replace(one, text="It opened in May."),
        replace(one, type="verdict"),
        replace(one, claims=("c2",)),
        replace(one, claims=("c1", "c2", "c3")),
    ]
    ids = {wording.identifier(deck, each) for each in (one, *others)}
    assert len(ids) == 5
    turned = replace(one, claims=("c1", "c3", "c2"))
    assert wording.identifier(deck, turned) == wording.identifier(deck, others[-1])


def test_decks_are_named_by_bank_and_title(deck: Deck):
    """What is in a deck and when it was made do not change its name."""
    assert wording.deck_identifier(replace(deck, questions=())) == wording.deck_identifier(deck)
    assert wording.deck_identifier(replace(deck, title="B")) != wording.deck_identifier(deck)
    assert wording.title(replace(deck, title="\n\u202e")) == "brill-library"


def test_stem():
    """The prompt, the text and how to answer, a line each; what is not there has no line."""
    assert wording.stem(question(1)) == ("What is so?",)
    asked = replace(question(1, ENTRY), text="It cost\n____.")
    assert wording.stem(asked) == ("What is so?", "It cost ____.", "Asked for: a sum")


def test_feedback(deck: Deck):
    """The explanation, the claim, its evidence with its place, the note as such, and the source."""
    asked = Question("q", "choice", ("reading-room",), "opening", "?", CHOICE, explanation="So it is.")
    assert wording.feedback(deck, asked) == (
        "So it is.",
        "The library of Brill opened a reading room in June.",
        'Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"',
        "Beyond the source: The room was closed again in 2023. (The town's website.)",
        "Source: Jo Berg, A Room to Read (2022-07)",
    )
    unknown = replace(asked, claims=(deck.bank.unknowns[0].id,), explanation="")
    assert wording.feedback(deck, unknown)[0] == "The source does not say so."


def test_slots():
    """Items to be put in order go to numbered places, others to what stands in the slot."""
    assert wording.slots(ORDER) == ("1st", "2nd")
    many = Arrangement(("",) * 23, (), (), ())
    assert wording.slots(many)[10:13] == ("11th", "12th", "13th")
    assert wording.slots(many)[-3:] == ("21st", "22nd", "23rd")
    assert wording.slots(Arrangement(("a\nb",), (), (), ())) == ("a b",)


def test_tags(deck: Deck):
    """The topic by its title, the type, the bank."""
    asked = Question("q", "choice", ("cost",), "money", "?", CHOICE)
    assert wording.tags(deck, asked) == ("The money", "choice", "brill-library")
    assert wording.tags(deck, replace(asked, topic="gone"))[0] == "gone"


def test_nothing_moves_a_cursor(deck: Deck):
    """Every text is one line without control, format and direction characters."""
    option = Option("o", HOSTILE, HOSTILE)
    asked = Question("q", HOSTILE, ("reading-room",), HOSTILE, HOSTILE, CHOICE, HOSTILE, HOSTILE)
    hostile = replace(deck, title=HOSTILE)
    texts = [
        *wording.stem(asked),
        *wording.feedback(hostile, asked),
        *wording.tags(hostile, asked),
        wording.title(hostile),
        wording.why(option),
        wording.key(asked),
    ]
    assert all(text.isprintable() for text in texts)
