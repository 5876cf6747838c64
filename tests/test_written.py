"""Hand-written questions: chosen, judged or typed, by what they have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import SMALL_BANK, replaced

from nkquiz.bank.loader import parse_bank
from nkquiz.model import (
    Bank,
    Choice,
    Claim,
    ClaimKind,
    Entry,
    EntryKind,
    Lure,
    Question,
    Source,
    SourceKind,
    WrittenQuestion,
)
from nkquiz.quiz.grading import grade, read
from nkquiz.quiz.material import Material, read_material
from nkquiz.quiz.session import new_round
from nkquiz.quiz.typed import is_right
from nkquiz.quiz.types import TYPES

NO_LURES = [("Hund", "dog"), ("Katze", "cat"), ("Pferd", "horse"), ("Kuh", "cow"), ("Katze", "kitten")]


def claim(id_: str, *questions: WrittenQuestion) -> Claim:
    return Claim(id_, f"{id_}: {questions[0].key}", "pets", ClaimKind.FACT, (), questions=questions)


def material(*claims: Claim) -> Material:
    source = Source("Pets", "", "", (), kind=SourceKind.CARDS)
    return read_material(Bank("pets", source, {"pets": "Pets", "farm": "Farm"}, (), claims))


def cards(*more: Claim) -> Material:
    made = [claim(f"c{n}", WrittenQuestion(f"Meaning of: {a}", b)) for n, (a, b) in enumerate(NO_LURES)]
    return material(*made, *more)


def asked(found: Material, id_: str = "q", seed: int = 1) -> dict[str, Question]:
    """Return the questions that each type makes of a claim."""
    made = {name: make(found.bank.claim_by_id[id_], found, seed) for name, make in TYPES.items()}
    return {name: question for name, question in made.items() if question}


@pytest.mark.parametrize(
    ("written", "types"),
    [
        (WrittenQuestion("Who?", "Ben", (Lure("Ann"),)), {"choice"}),
        (WrittenQuestion("Who?", "true", (Lure("false"),)), {"truth"}),
        (WrittenQuestion("Who?", "False", (Lure("True"),)), {"truth"}),
        (WrittenQuestion("Who?", "Ben"), {"gap"}),
        (WrittenQuestion("Who?", "1822"), {"value"}),
        (WrittenQuestion("Who?", "1,822.5"), {"value"}),
        (WrittenQuestion("Who?", "1822", also=("the year",)), {"gap"}),
        (WrittenQuestion("Who?", "+"), set()),
        (WrittenQuestion("Who?", "a very long answer that nobody types"), set()),
        (WrittenQuestion("Meaning of: Vogel", "bird"), {"choice", "gap"}),
        (WrittenQuestion("Meaning of: Vogel", "an animal that has feathers and lays eggs"), {"choice"}),
        (WrittenQuestion("Meaning of: acht", "8"), {"value"}),
    ],
)
def test_types(written: WrittenQuestion, types: set[str]):
    """With lures a question is chosen or judged; without it is typed if it is short, and chosen if others are alike."""
    assert set(asked(cards(claim("q", written)))) == types


def test_lures_of_others():
    """Lures are keys of other questions, none of them right for the same question."""
    for seed in range(20):
        form = asked(cards(claim("q", WrittenQuestion("Meaning of: Katze", "puss"))), seed=seed)["choice"].form
        assert isinstance(form, Choice)
        assert {option.text for option in form.options} == {"puss", "dog", "horse", "cow"}


def test_what_is_right_too_is_no_lure():
    """Neither the key in other letters, nor what is right too."""
    form = asked(cards(claim("q", WrittenQuestion("Meaning of: Vieh", "DOG", also=("cow",)))))["choice"].form
    assert isinstance(form, Choice)
    assert {option.text for option in form.options} == {"DOG", "cat", "horse", "kitten"}


def test_topic_first():
    """Keys of the same topic come first."""
    farm = [
        replace(claim(f"f{n}", WrittenQuestion(f"Meaning of: {n}", text)), topic="farm")
        for n, text in enumerate(("a plough", "a barn", "a field", "a fork"))
    ]
    form = asked(cards(*farm), "f0")["choice"].form
    assert isinstance(form, Choice)
    assert {option.text for option in form.options} == {"a plough", "a barn", "a field", "a fork"}


def test_reasons_and_explanation():
    """What is wrong with a lure, and what is told after any answer, come with the question."""
    question = asked(
        material(claim("q", WrittenQuestion("Who?", "Ben", (Lure("Ann", "She was out."),), why="Ben was.")))
    )["choice"]
    assert isinstance(question.form, Choice)
    assert [option.why for option in question.form.options if option.id != question.form.key] == ["She was out."]
    assert question.explanation == "Ben was."


def test_judged():
    """True stands before false; each is chosen by its letter."""
    question = asked(material(claim("q", WrittenQuestion("Dogs meow.", "false", (Lure("true", "No."),)))))["truth"]
    assert isinstance(question.form, Choice)
    assert [(o.id, o.letter, o.why) for o in question.form.options] == [("true", "t", "No."), ("false", "f", "")]
    assert grade(question, read(question.form, "f") or "").right


@pytest.mark.parametrize(
    ("written", "given", "right"),
    [
        (WrittenQuestion("When?", "1822", tolerance=5), "1827", True),
        (WrittenQuestion("When?", "1822", tolerance=5), "1828", False),
        (WrittenQuestion("When?", "1822"), "1823", False),
        (WrittenQuestion("When?", "3", also=("4",)), "four", True),
        (WrittenQuestion("When?", "-3"), "3", False),
        (WrittenQuestion("When?", "-3"), "-3", True),
        (WrittenQuestion("When?", "30,000"), "30000", True),
        (WrittenQuestion("Who?", "Robert Hooke", also=("Hooke",)), "hooke", True),
        (WrittenQuestion("Who?", "Robert Hooke"), "robert hoke", True),
        (WrittenQuestion("Who?", "Robert Hooke"), "Newton", False),
    ],
)
def test_typed(written: WrittenQuestion, given: str, right: bool):
    """What is typed is graded as it is everywhere; a tolerance holds, and is told."""
    (question,) = asked(material(claim("q", written))).values()
    form = question.form
    assert isinstance(form, Entry)
    assert grade(question, read(form, given) or "").right is right
    assert ("up to 5 off" in form.hint) is bool(written.tolerance)
    assert form.kind is (EntryKind.NUMBER if written.key[-1].isdigit() else EntryKind.WORDS)


def test_a_slip_that_is_another_answer():
    """A typing error is not forgiven where it is the answer to another question."""
    found = cards(claim("q", WrittenQuestion("Meaning of: Handschuh", "mitten")))
    form = asked(found)["gap"].form
    assert [is_right(form, typed) for typed in ("mitten", "miten", "kitten")] == [True, True, False]
    assert is_right(asked(material(claim("q", WrittenQuestion("Who?", "mitten"))))["gap"].form, "kitten")


def test_a_round_of_short_words():
    """Cards of short words do not tell each other's answers: a round asks about all of them."""
    found = material(
        *(
            claim(f"c{n}", WrittenQuestion(f"Meaning of: {a}", b), WrittenQuestion(f"Term for: {b}", a))
            for n, (a, b) in enumerate(NO_LURES[:4])
        )
    )
    for seed in range(10):
        assert len(new_round(found, seed, 4).questions) == 4


def test_same_seed_same_questions():
    """The same seed gives the same lures in the same order."""
    one, other = (asked(cards(claim("q", WrittenQuestion("Meaning of: Vogel", "bird"))), seed=3) for _ in range(2))
    assert one == other


CARDS = ("  title: A Room", "  kind: cards\n  title: A Room")
EVIDENCE = ('    evidence:\n      - {at: "1.2", quote: "It cost 30,000 crowns"}\n', "")


@pytest.mark.parametrize(
    ("changes", "loads"),
    [
        (CARDS, True),
        ((*CARDS, *EVIDENCE), True),
        ((*CARDS, "  author: Jo Berg\n  date: 2022-07\n", ""), True),
        (EVIDENCE, False),
        (("  author: Jo Berg\n", ""), False),
        (("  title: A Room", "  kind: article\n  title: A Room"), True),
        (("  title: A Room", "  kind: book\n  title: A Room"), False),
    ],
)
def test_cards_need_no_evidence(changes: tuple[str, ...], loads: bool):
    """A set of cards may lack evidence, author and date; an article may not."""
    bank, _ = parse_bank(replaced(SMALL_BANK, *changes).encode())
    assert (bank is not None) is loads


@pytest.mark.parametrize(
    ("author", "date", "citation"),
    [
        ("Jo Berg", "2022", "Jo Berg, Pets (2022)"),
        ("", "2022", "Pets (2022)"),
        ("Jo Berg", "", "Jo Berg, Pets"),
        ("", "", "Pets"),
    ],
)
def test_citation(author: str, date: str, citation: str):
    """What is not known of a set is not cited."""
    assert Source("Pets", author, date, (), kind=SourceKind.CARDS).citation == citation
