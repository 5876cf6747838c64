"""What was exported is imported again: the same questions, with the same keys and lures."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank.loader import parse_bank
from nkquiz.export import FORMATS, writer
from nkquiz.export.deck import Deck
from nkquiz.imports import reader
from nkquiz.imports.found import Imported
from nkquiz.imports.writer import Heading, bank_text
from nkquiz.model import Arrangement, Bank, Choice, Entry, Question
from nkquiz.quiz.grading import in_words, key_of
from nkquiz.quiz.material import read_material
from nkquiz.quiz.session import every_question
from nkquiz.text import one_line

GOLDEN = Path(__file__).parent / "golden" / "import" / "biology.yaml"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def decks() -> tuple[Deck, ...]:
    """Return every question of a small bank, and of one that was imported itself."""
    found = []
    for data in (SMALL_BANK.encode(), GOLDEN.read_bytes()):
        bank, _ = parse_bank(data)
        assert bank is not None
        questions = {q.id: q for seed in (1, 2, 3) for q in every_question(read_material(bank), seed)}
        found.append(Deck("A deck", bank, tuple(questions.values()), WHEN))
    return tuple(found)


def expected(question: Question) -> list[tuple[str, frozenset[str]]]:
    """Return the key and the lures of a question; of pairs, those of each."""
    match question.form:
        case Choice() as form:
            lures = frozenset(one_line(option.text) for option in form.options if option.id != form.key)
            return [(one_line(in_words(form, key_of(form))), lures)]
        case Entry() as form:
            return [(one_line(form.accepted[0]), frozenset())]
        case Arrangement() as form:
            texts = {one_line(item.text) for item in form.items}
            return [
                (one_line(form.item(id_).text), frozenset(texts - {one_line(form.item(id_).text)})) for id_ in form.key
            ]


def read_back(imported: Imported, heading: Heading) -> Bank:
    bank, problems = parse_bank(bank_text(imported, heading)[0].encode())
    assert bank is not None, problems
    return bank


@pytest.mark.parametrize("deck", range(2))
@pytest.mark.parametrize("name", ["gift", "moodle", "csv", "anki", "quizlet"])
def test_round_trip(name: str, deck: int):
    """Each question that an export holds comes back; what can't be asked by hand is listed, and nothing else."""
    if name not in FORMATS:
        pytest.skip(f"there is no export to {name}")
    if name == "anki":
        pytest.importorskip("genanki")
    exported = writer(name)(decks()[deck])
    imported = reader(name)(exported.data, "f")
    bank = read_back(imported, Heading("again", "Again", "Again", "f"))
    found = {
        (question.key, frozenset(lure.text for lure in question.lures))
        for claim in (*bank.claims, *bank.drafts)
        for question in claim.questions
    }
    out = {left.question.id for left in exported.left_out}
    typed_alike = {key for key, lures in found if not lures}
    missing = [
        (question.type, key)
        for question in decks()[deck].questions
        if question.id not in out
        for key, lures in expected(question)
        if (key, lures) not in found and not (isinstance(question.form, Entry) and _as_digits(key) & typed_alike)
    ]
    allowed = () if name in ("gift", "moodle") else ("order", "match")  # cards and tables have them as texts
    assert [each for each in missing if each[0] not in allowed] == []
    assert len(imported.left_out) <= sum(question.type in allowed for question in decks()[deck].questions)


def _as_digits(key: str) -> set[str]:
    """Return a number as an export writes it for programs."""
    digits = "".join(character for character in key if character.isdigit() or character == ".")
    return {key, digits, digits.rstrip(".")}
