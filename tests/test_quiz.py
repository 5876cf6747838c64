"""Questions made from claims, rounds of them, grading: the same seed, the same round, on every machine."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest
from conftest import SMALL_BANK, replaced
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.bank.loader import parse_bank
from nkquiz.model import Answer, Bank, Option, Question, Score
from nkquiz.quiz.grading import chosen, grade, score
from nkquiz.quiz.lures import nearest_in_length
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.session import Round, new_round
from nkquiz.quiz.types import TYPES

SEEDS = range(20)


def small(*changes: str) -> Bank:
    bank, problems = parse_bank(replaced(SMALL_BANK, *changes).encode())
    assert bank is not None, problems
    return bank


# Orders


def test_order_is_lasting():
    """An order is the same on every machine and every Python; if this changes, every seed changes."""
    assert shuffled("abcdefgh", str, 1, "x") == list("fbachged")
    assert digest("a", 1)[:8] == "839e11a4"


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"]))), st.randoms(use_true_random=False), st.integers())
def test_order_depends_on_the_seed_only(items: set[str], random, seed: int):
    """However the items come in, they go out in the same order, each once."""
    given_order = list(items)
    random.shuffle(given_order)
    assert shuffled(given_order, str, seed) == shuffled(sorted(items), str, seed)
    assert set(shuffled(items, str, seed)) == items


def test_seeds_differ():
    """Another seed, another order."""
    assert len({tuple(shuffled("abcdefgh", str, seed)) for seed in SEEDS}) == len(SEEDS)


def test_parts_of_a_seed_are_kept_apart():
    """1 and 23 is another seed than 12 and 3."""
    assert digest(1, 23) != digest(12, 3)


# Rounds


def test_same_seed_same_round(bank: Bank):
    """The same bank, seed and options give the same round."""
    for seed in SEEDS:
        assert new_round(bank, seed, 10) == new_round(bank, seed, 10)


def test_same_round_in_another_process(bank: Bank):
    """Neither the hash seed of Python nor the process matters."""
    code = (
        "from nkquiz.bank import load_bank; from nkquiz.quiz.session import new_round; "
        "print(*(q.id + q.key + ''.join(o.id for o in q.options) for q in new_round(load_bank(), 7, 30).questions))"
    )
    expected = " ".join(q.id + q.key + "".join(o.id for o in q.options) for q in new_round(bank, 7, 30).questions)
    for hash_seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


def test_order_of_the_bank_does_not_matter(bank: Bank):
    """A claim moved to another place in the file does not change the rounds."""
    turned = dataclasses.replace(bank, claims=bank.claims[::-1])
    for seed in SEEDS:
        assert new_round(bank, seed, 10) == new_round(turned, seed, 10)


def test_another_seed_another_round(bank: Bank):
    """Twenty seeds give twenty rounds."""
    assert len({new_round(bank, seed, 10) for seed in SEEDS}) == len(SEEDS)


def test_each_claim_once(bank: Bank):
    """A round asks for no claim twice, and no question twice."""
    for seed in SEEDS:
        questions = new_round(bank, seed, 1000).questions
        assert len({question.claim for question in questions}) == len(questions) == len(bank.claims)
        assert len({question.id for question in questions}) == len(questions)


@pytest.mark.parametrize("count", [1, 2, 10, 1000])
def test_count(bank: Bank, count: int):
    """A round has as many questions as asked for, or as many as there are claims."""
    assert len(new_round(bank, 1, count).questions) == min(count, len(bank.claims))


def test_shorter_round_is_the_beginning_of_a_longer_one(bank: Bank):
    """More questions with the same seed are more of the same round."""
    assert new_round(bank, 3, 30).questions[:10] == new_round(bank, 3, 10).questions


@pytest.mark.parametrize("name", TYPES)
def test_only_this_type(bank: Bank, name: str):
    """A round of one type has no other."""
    questions = new_round(bank, 1, 1000, types=[name]).questions
    assert {question.type for question in questions} == {name}


def test_all_types_come_up(bank: Bank):
    """Without a choice every type comes up."""
    assert {question.type for question in new_round(bank, 1, 1000).questions} == set(TYPES)


def test_only_these_topics(bank: Bank):
    """A round on some topics has every claim of these, and no other."""
    topics = list(bank.topics)[:2]
    questions = new_round(bank, 1, 1000, topics=topics).questions
    assert {q.claim for q in questions} == {claim.id for claim in bank.claims if claim.topic in topics}
    assert {q.topic for q in questions} == set(topics)


@pytest.mark.parametrize(
    "options",
    [pytest.param({"types": ["essay"]}, id="type"), pytest.param({"topics": ["sports"]}, id="topic")],
)
def test_no_question(bank: Bank, options: dict[str, list[str]]):
    """A type or topic that does not exist gives an empty round."""
    assert new_round(bank, 1, 10, **options).questions == ()


def test_claims_without_false_variants_give_no_question(small_text: str):
    """A question needs lures: where the bank has none, none is made up."""
    variants = small_text[small_text.index("    false_variants:") : small_text.index("    open: [object]")]
    assert {question.claim for question in new_round(small(variants, ""), 1, 10).questions} == {"cost"}


# Questions


def every_question(bank: Bank) -> list[Question]:
    made = [make(claim, bank, seed) for seed in SEEDS for claim in bank.claims for make in TYPES.values()]
    return [question for question in made if question]


def test_generated_questions_are_sound(bank: Bank):
    """Over twenty seeds: options unique, the key among them, the key graded right and every lure wrong."""
    questions = every_question(bank)
    assert len(questions) == len(SEEDS) * len(bank.claims) * len(TYPES)
    for question in questions:
        assert 2 <= len(question.options) <= 4
        assert len({option.id for option in question.options}) == len(question.options)
        assert len({option.text.casefold() for option in question.options}) == len(question.options)
        assert [grade(question, option).right for option in question.options].count(True) == 1
        assert grade(question, question.option(question.key)) == Answer(question.id, question.claim, question.key, True)
        assert question.prompt
        assert question.topic in bank.topics


def test_choice_keys_are_true_and_lures_false(bank: Bank):
    """The key is said by the claim or written by hand; a lure is a false variant or written by hand."""
    for question in every_question(bank):
        claim = bank.claim_by_id[question.claim]
        if question.type == "choice" and not claim.questions:
            true, false = set(claim.affirmations), {variant.text for variant in claim.false_variants}
            assert question.option(question.key).text in true
            assert {option.text for option in question.options if option.id != question.key} <= false


def test_lures_are_not_true_elsewhere(bank: Bank):
    """No lure is a claim or a restatement of any claim of the bank."""
    true = {text for claim in bank.claims for text in claim.affirmations}
    for question in every_question(bank):
        assert not {option.text for option in question.options if option.id != question.key} & true


def test_truth_is_what_the_bank_says(bank: Bank):
    """A statement to be judged true is an affirmation of its claim, else one of its false variants."""
    for question in every_question(bank):
        if question.type == "truth":
            claim = bank.claim_by_id[question.claim]
            text = question.prompt.removeprefix("True or false, by the source? ")
            assert (text in claim.affirmations) == (question.key == "true")
            assert (text in {variant.text for variant in claim.false_variants}) == (question.key == "false")


def test_half_of_the_statements_are_true(bank: Bank):
    """Over many seeds as many statements are true as false."""
    keys = [question.key for question in every_question(bank) if question.type == "truth"]
    assert 0.45 < keys.count("true") / len(keys) < 0.55


def test_position_of_the_key_is_balanced(bank: Bank):
    """Over many seeds the key stands in each place equally often."""
    asked = [question for question in every_question(bank) if question.type == "choice" and len(question.options) == 4]
    places = [[option.id for option in question.options].index(question.key) for question in asked]
    assert all(0.2 < places.count(place) / len(places) < 0.3 for place in range(4))


def test_position_of_the_key_is_balanced_in_a_round(bank: Bank):
    """In a round of twelve no place holds the key more than four times."""
    for seed in SEEDS:
        asked = new_round(bank, seed, 12, types=["choice"]).questions
        places = [[option.id for option in question.options].index(question.key) for question in asked]
        assert max(places.count(place) for place in range(4)) <= 4


def test_option_ids_outlive_the_order(bank: Bank):
    """An option has the same id wherever it stands, so that answers can be compared over rounds."""
    ids: dict[tuple[str, str], str] = {}
    for question in every_question(bank):
        for option in question.options:
            assert ids.setdefault((question.type, option.text), option.id) == option.id


def test_reasons_go_with_their_options(bank: Bank):
    """Where the bank says why a variant is wrong, the wrong option carries it, the key never."""
    for question in every_question(bank):
        whys = {v.text: v.why for v in bank.claim_by_id[question.claim].false_variants}
        assert question.option(question.key).why == ""
        if question.type == "choice":
            assert all(option.why == whys.get(option.text, "") for option in question.options)


def test_written_question_wins():
    """A question written by hand is asked as it stands, instead of a generated one."""
    bank = small()
    for seed in SEEDS:
        question = TYPES["choice"](bank.claim_by_id["cost"], bank, seed)
        assert question is not None
        assert question.prompt == "What did the room cost?"
        assert question.option(question.key).text == "30,000 crowns"
        assert {o.text for o in question.options} == {
            "30,000 crowns",
            "13,000 crowns",
            "300,000 crowns",
            "3,000 crowns",
        }


@pytest.mark.parametrize("lure", ["30,000 crowns", "13,000 crowns"], ids=["the key", "another lure"])
def test_written_question_with_a_lure_twice(lure: str):
    """A bank whose lure stands twice or is the key is refused, or the options are unique all the same."""
    bank, problems = parse_bank(replaced(SMALL_BANK, '"300,000 crowns"', f'"{lure}"').encode())
    question = TYPES["choice"](bank.claim_by_id["cost"], bank, 1) if bank else None
    assert problems or (question and len({option.id for option in question.options}) == len(question.options))


def test_lures_have_different_reasons():
    """Of variants that are equally long, those with other reasons come first."""
    variants = small().claim_by_id["reading-room"].false_variants
    same = [dataclasses.replace(variants[0], text=f"{variants[0].text}{i}") for i in range(3)]
    reasons = {variant.reason for variant in nearest_in_length([*same, *variants[1:]], variants[0].text, 3, 1)}
    assert len(reasons) == 3


# Choosing and grading

CHOICE = Question(
    "q", "choice", "c", "t", "Which?", (Option("i", "one"), Option("ii", "two"), Option("iii", "three")), "ii"
)
TRUTH = Question(
    "q", "truth", "c", "t", "True?", (Option("true", "true", "", "t"), Option("false", "false", "", "f")), "true"
)


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        pytest.param(CHOICE, "1", "i", id="first digit"),
        pytest.param(CHOICE, "3", "iii", id="last digit"),
        pytest.param(CHOICE, " 2 ", "ii", id="blanks"),
        pytest.param(CHOICE, "02", "ii", id="leading nought"),
        pytest.param(CHOICE, "0", None, id="nought"),
        pytest.param(CHOICE, "4", None, id="beyond"),
        pytest.param(CHOICE, "-1", None, id="negative"),
        pytest.param(CHOICE, "²", None, id="superscript"),
        pytest.param(CHOICE, "٢", None, id="another script's digit"),
        pytest.param(CHOICE, "9" * 5000, None, id="a very long number"),
        pytest.param(CHOICE, "", None, id="nothing"),
        pytest.param(CHOICE, "t", None, id="a letter of another type"),
        pytest.param(CHOICE, "one", None, id="the text itself"),
        pytest.param(TRUTH, "t", "true", id="t"),
        pytest.param(TRUTH, "F", "false", id="capital F"),
        pytest.param(TRUTH, "2", "false", id="digit instead of letter"),
        pytest.param(TRUTH, "tf", None, id="two letters"),
    ],
)
def test_chosen(question: Question, typed: str, expected: str | None):
    """A digit or a letter chooses an option, all else chooses none."""
    option = chosen(question, typed)
    assert (option.id if option else None) == expected


@given(st.text())
def test_chosen_takes_any_text(typed: str):
    """No text raises anything."""
    assert chosen(CHOICE, typed) in (None, *CHOICE.options)


def test_score():
    """Right answers of all answers; skipped questions do not count."""
    round_ = Round((CHOICE, CHOICE, CHOICE)).answered(CHOICE.options[1]).skipped().answered(CHOICE.options[0])
    assert score(round_.answers) == Score(right=1, answered=2)
    assert score(()) == Score(0, 0)


# Steps

STEPS = st.lists(st.sampled_from(["answer 0", "answer 1", "skip", "undo"]), max_size=12)


def step(round_: Round, name: str) -> Round:
    if name == "undo":
        return round_.undone()
    if name == "skip":
        return round_.skipped()
    return round_.answered(CHOICE.options[int(name[-1])]) if round_.current else round_


@given(STEPS, st.integers(1, 6))
def test_undo_takes_the_last_step_back(steps: list[str], count: int):
    """After any steps: undone after answered, or after skipped, is what was before."""
    round_ = Round(tuple(dataclasses.replace(CHOICE, id=f"q{number}") for number in range(count)))
    for name in steps:
        round_ = step(round_, name)
        assert 0 <= len(round_.given) <= count
        assert [a.question for a in round_.answers] == [
            q.id for q, a in zip(round_.questions, round_.given, strict=False) if a
        ]
        if round_.current:
            assert round_.answered(CHOICE.options[0]).undone() == round_
            assert round_.skipped().undone() == round_
    while round_.given:
        round_ = round_.undone()
    assert round_ == Round(round_.questions)


def test_end_of_a_round():
    """A round that is over has no question, takes no answer, and skipping changes nothing."""
    over = Round((CHOICE,)).answered(CHOICE.options[0])
    assert over.current is None
    assert over.skipped() == over
    with pytest.raises(ValueError, match="the round is over"):
        over.answered(CHOICE.options[0])


def test_nothing_to_undo():
    """Undo before the first answer changes nothing."""
    assert Round((CHOICE,)).undone() == Round((CHOICE,))
