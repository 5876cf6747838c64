"""Anki itself reads what is written for it: cards as they are, no doubles, and what was learned is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exports import MADE, Texts, hostile_deck, small_deck, with_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from nkquiz.export import writer
from nkquiz.export.anki_html import lines
from nkquiz.export.cards import card, lasting_key
from nkquiz.export.deck import Deck
from nkquiz.text import one_line

collection = pytest.importorskip("anki.collection")


class Anki:
    """A collection of Anki's, which imports files as Anki's window does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open = collection.Collection(str(folder / "collection.anki2"))

    def package(self, deck: Deck) -> object:
        path = self.folder / "deck.apkg"
        path.write_bytes(writer("anki")(deck).data)
        return self.open.import_anki_package(collection.ImportAnkiPackageRequest(package_path=str(path))).log

    def text(self, deck: Deck) -> object:
        path = self.folder / "deck.txt"
        path.write_bytes(writer("anki-text")(deck).data)
        metadata = self.open.get_csv_metadata(str(path), None)
        return self.open.import_csv(collection.ImportCsvRequest(path=str(path), metadata=metadata)).log

    @property
    def notes(self) -> list[object]:
        return [self.open.get_note(id_) for id_ in sorted(self.open.find_notes(""))]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    folder = tmp_path / "anki"
    folder.mkdir()
    found = Anki(folder)
    yield found
    found.open.close()


@pytest.fixture
def small(tmp_path: Path) -> Deck:
    return small_deck(tmp_path / "small.yaml")


WAYS = {"anki": Anki.package, "anki-text": Anki.text}
BOTH = pytest.mark.parametrize("way", WAYS)


def later(deck: Deck) -> Deck:
    """The deck a day later, with other texts for the same questions."""
    changed = (replace(q, prompt=f"{q.prompt} Say it again.", text=f"{q.text} Really.") for q in deck.questions)
    return replace(deck, questions=tuple(changed), made=deck.made + timedelta(days=1))


@BOTH
def test_all_cards_arrive(way: str, anki: Anki, small: Deck):
    """Each question is a note with one card, in one deck that is called like ours, in our order."""
    log = WAYS[way](anki, small)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (len(small.questions), 0, 0)
    assert {anki.open.decks.name(card_.did) for note in anki.notes for card_ in note.cards()} == {small.title}
    assert anki.open.card_count() == len(small.questions)
    first = [lines(card(small, question).asked, "asked") for question in small.questions]
    if way == "anki":
        assert [note["Question"] for note in anki.notes] == first
        assert [note.cards()[0].due for note in anki.notes] == sorted(note.cards()[0].due for note in anki.notes)


@BOTH
def test_again_makes_no_doubles(way: str, anki: Anki, small: Deck):
    """A second import of the same file adds nothing and changes nothing."""
    WAYS[way](anki, small)
    before = [(note.id, note.guid, list(note.fields)) for note in anki.notes]
    log = WAYS[way](anki, small)
    assert len(log.new) == 0
    assert [(note.id, note.guid, list(note.fields)) for note in anki.notes] == before
    assert len(anki.open.models.all_names_and_ids()) == len({m.name for m in anki.open.models.all_names_and_ids()})


@BOTH
def test_later_texts_arrive_and_what_was_learned_stays(way: str, anki: Anki, small: Deck):
    """A later export mends the notes in place; their cards keep when they are due, and their reviews."""
    WAYS[way](anki, small)
    learned = anki.notes[0].cards()[0]
    anki.open.sched.set_due_date([learned.id], "12!")
    kept = anki.open.get_card(learned.id)
    changed = later(small)
    log = WAYS[way](anki, changed)
    assert (len(log.new), len(log.updated)) == (0, len(small.questions))
    assert anki.open.card_count() == len(small.questions)
    assert all("Say it again." in note.fields[0] or "Say it again." in note.fields[1] for note in anki.notes)
    again = anki.open.get_card(learned.id)
    assert (again.ivl, again.due, again.type, again.reps) == (kept.ivl, kept.due, kept.type, kept.reps)
    assert again.ivl == 12
    assert anki.open.db.scalar("select count() from revlog where cid = ?", learned.id) == 1


def test_older_packages_change_nothing(anki: Anki, small: Deck):
    """A package that is older than what Anki has is passed over."""
    anki.package(later(small))
    anki.package(small)
    assert all("Say it again." in note["Question"] for note in anki.notes)


def test_looks_changed_in_anki_are_kept(anki: Anki, small: Deck):
    """Who gives the cards another look in Anki keeps it when a later package comes."""
    anki.package(small)
    kind = anki.notes[0].note_type()
    kind["css"] = ".card { color: teal; }"
    anki.open.models.update_dict(kind)
    log = anki.package(later(small))
    assert len(log.updated) == len(small.questions)
    assert anki.notes[0].note_type()["css"] == ".card { color: teal; }"


def test_another_seed_mends_the_same_notes(anki: Anki, small: Deck, tmp_path: Path):
    """Questions of another seed on the same claims take the place of the old ones."""
    other = replace(small_deck(tmp_path / "small.yaml", seed=2), made=MADE + timedelta(days=1))
    assert {q.id for q in small.questions} != {q.id for q in other.questions}
    keys = {lasting_key(small, q) for q in small.questions} | {lasting_key(other, q) for q in other.questions}
    anki.package(small)
    anki.package(other)
    assert anki.open.note_count() == len(keys)


def test_other_banks_have_decks_of_their_own(anki: Anki, small: Deck):
    """Two banks do not meet in Anki."""
    anki.package(small)
    anki.package(hostile_deck())
    assert anki.open.note_count() == len(small.questions) + len(hostile_deck().questions)
    assert len({card_.did for note in anki.notes for card_ in note.cards()}) == 2


@BOTH
def test_hostile_texts_arrive_as_texts(way: str, anki: Anki):
    """Anki finds no sound, LaTeX or gap in a text, and shows every line of every card."""
    deck = hostile_deck()
    log = WAYS[way](anki, deck)
    assert len(log.new) == len(deck.questions)
    for note, question in zip(anki.notes, deck.questions, strict=True):
        each = card(deck, question)
        shown = note.cards()[0].render_output()
        assert shown.question_av_tags == shown.answer_av_tags == []
        front, back = (side.strip() for side in shown.answer_text.split("<hr id=answer>"))
        assert Texts(front).texts == Texts(shown.question_text).texts == [*each.asked, *each.offered]
        assert Texts(back).texts == [*each.answer, *each.grounds]
        assert anki.open.media.files_in_str(note.mid, "".join(note.fields)) == []
    names = {anki.open.decks.name(card_.did) for note in anki.notes for card_ in note.cards()}
    assert all(name.startswith("deck ") for name in names)
    assert not any("::" in name for name in names)


def test_one_question_of_a_type_and_claim(small: Deck):
    """Anki would take a second one for the first: it is named."""
    first = small.questions[0]
    second = replace(first, id="other", text="Otherwise.")
    for name in WAYS:
        exported = writer(name)(replace(small, questions=(first, second)))
        assert [each.question for each in exported.left_out] == [second]


def test_templates_show_front_and_back(anki: Anki, small: Deck):
    """The front has the question and what is offered; the back has both, the answer and its grounds, by day and by
    night."""
    anki.package(small)
    for note, question in zip(anki.notes, small.questions, strict=True):
        each = card(small, question)
        shown = note.cards()[0].render_output()
        assert shown.question_text == lines(each.asked, "asked") + lines(each.offered, "options")
        assert shown.answer_text.startswith(shown.question_text + "<hr id=answer>")
        assert shown.answer_text.endswith(lines(each.answer, "answer") + lines(each.grounds, "grounds"))
        assert "nightMode" in shown.css
        assert set(note.tags) == {f"brill-library::{question.topic}", question.type}


@settings(max_examples=5)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=5, max_size=20))
def test_texts_come_back_from_anki(texts: list[str]):
    """Whatever a text holds, Anki shows it on a line of its own."""
    (asked,) = with_texts(hostile_deck(), "x", "y").questions
    questions = [replace(asked, claims=(f"c{n}",), text=text) for n, text in enumerate(texts)]
    deck = replace(hostile_deck(), questions=tuple(questions))
    for import_ in WAYS.values():
        with TemporaryDirectory() as folder:
            anki = Anki(Path(folder))
            import_(anki, deck)
            fronts = [Texts(note.cards()[0].render_output().question_text).texts for note in anki.notes]
            anki.open.close()
        assert [front[:-2] for front in fronts] == [["Which?", *filter(None, [one_line(t)])] for t in texts]
