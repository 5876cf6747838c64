"""Questions made from claims, their lures, and rounds of them: the same seed, the same round, on every machine."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import pytest
from conftest import SMALL_BANK, replaced
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.bank import load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.check.cache import open_checker
from nkquiz.check.view import bare
from nkquiz.model import Answer, Arrangement, Bank, Choice, EntityKind, Entry, Option, Question, Verdict
from nkquiz.quiz.gaps import BLANK
from nkquiz.quiz.giveaway import tells
from nkquiz.quiz.grading import grade, key_of
from nkquiz.quiz.material import Material, open_material, read_material
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.session import Round, every_question, new_round
from nkquiz.quiz.types import OF_UNKNOWNS, TYPES
from nkquiz.quiz.types.error import error
from nkquiz.text import words

SEEDS = range(6)
OBSERVATORY = Path(__file__).resolve().parent.parent / "data" / "examples" / "drowned-observatory.yaml"


@pytest.fixture(scope="module")
def observatory(shared_cache: Path) -> Material:
    """What questions on the second bank are made from."""
    return open_material(OBSERVATORY, shared_cache)


@pytest.fixture(scope="module", params=["pivot", "observatory"])
def either(request: pytest.FixtureRequest, material: Material, observatory: Material) -> Material:
    """One bank after the other: nothing is particular to either."""
    return material if request.param == "pivot" else observatory


def small(*changes: str) -> Material:
    bank, problems = parse_bank(replaced(SMALL_BANK, *changes).encode())
    assert bank is not None, problems
    return read_material(bank)


@lru_cache(maxsize=2)
def _questions(path: str) -> tuple[Question, ...]:
    material = read_material(load_bank(path))
    return tuple(question for seed in SEEDS for question in every_question(material, seed))


def questions(material: Material) -> tuple[Question, ...]:
    """Return what all types make of all claims with several seeds."""
    return _questions(material.bank.path)


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


def test_parts_of_a_seed_are_kept_apart():
    """1 and 23 is another seed than 12 and 3."""
    assert digest(1, 23) != digest(12, 3)


# What the types make


def test_a_bank_gives_enough(bank: Bank, material: Material):
    """From the shipped bank each type yields at least 12 questions, and all together at least 300 with one seed."""
    ever = Counter(type_ for _, type_ in {(question.id, question.type) for question in questions(material)})
    assert set(ever) == set(TYPES)
    assert min(ever.values()) >= 12, ever
    made = Counter(question.type for question in every_question(material, 1))
    assert sum(made.values()) >= 300
    assert made["verdict"] > len(bank.claims)  # what the source does not say is asked about too


def test_questions_are_sound(either: Material):
    """Ids are unique; the key grades right, everything else wrong; what is asked can be read and has a topic."""
    ids: dict[str, Question] = {}
    for question in questions(either):
        kept = ids.setdefault(question.id, question)
        assert (kept.prompt, kept.text, set(kept.claims)) == (question.prompt, question.text, set(question.claims))
        assert question.topic in either.bank.topics
        assert question.prompt
        assert set(question.claims) <= {*either.bank.claim_by_id, *either.bank.unknown_by_id}
        assert grade(question, key_of(question.form)).right
        assert not any(grade(question, wrong).right for wrong in wrong_answers(question)), question


def wrong_answers(question: Question) -> Iterator[str]:
    match question.form:
        case Choice() as form:
            yield from (option.id for option in form.options if option.id != form.key)
        case Entry() as form:
            yield from (option.text for option in form.wrong)
        case Arrangement() as form:
            yield " ".join(reversed(form.key))
            yield " ".join((*form.key[1:], form.key[0]))


def test_forms_are_sound(either: Material):
    """Options, items and slots are unique and hold something; a gap stands where a word is to be filled in."""
    for question in questions(either):
        match question.form:
            case Choice() as form:
                assert 2 <= len(form.options) <= 4
                texts = [option.text for option in form.options]
            case Arrangement() as form:
                assert 3 <= len(form.key) <= 4
                assert sorted(form.key) == sorted(item.id for item in form.items)
                assert sorted(form.claims) == sorted(question.claims)
                texts = [item.text for item in form.items]
                assert form.is_order or len(set(form.slots)) == len(form.slots)
            case Entry() as form:
                assert form.hint
                texts = [form.accepted[0], *(option.text for option in form.wrong)]
                assert BLANK in question.text or f"[{form.wrong[0].text}]" in question.text
        assert all(texts)
        assert len({text.casefold() for text in texts}) == len(texts), question


def test_texts_come_from_the_bank(either: Material):
    """A statement to be judged is an affirmation or a false variant of its claim, or an unknown."""
    for question in questions(either):
        if question.type in ("truth", "verdict"):
            claim = either.bank.claim_by_id.get(question.claim)
            assert isinstance(question.form, Choice)
            if claim is None:
                assert question.form.key == Verdict.NOT_IN_SOURCE
                assert question.text == either.bank.unknown_by_id[question.claim].text
            else:
                assert (question.text in claim.affirmations) == (question.form.key in ("true", "supported"))
                variants = {variant.text for variant in claim.false_variants}
                assert (question.text in variants) == (question.form.key in ("false", "contradicted"))


def test_half_of_the_statements_are_true(either: Material):
    """Over many seeds as many statements are true as false."""
    keys = [q.form.key for q in questions(either) if q.type == "truth" and isinstance(q.form, Choice)]
    assert 0.45 < keys.count("true") / len(keys) < 0.55


VERDICTS = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE)


@pytest.mark.parametrize(
    ("types", "keys", "least"),
    [
        pytest.param(["verdict"], VERDICTS, 20, id="verdicts alone"),
        pytest.param(["truth"], ("true", "false"), 20, id="true or false alone"),
        pytest.param(["verdict", "choice", "truth"], VERDICTS, 5, id="verdicts beside others"),
        pytest.param([], VERDICTS, 2, id="all types"),
    ],
)
def test_keys_of_statements_are_balanced(either: Material, types: list[str], keys: tuple[str, ...], least: int):
    """In every round of 20, no key of statements to be judged comes much more often than another; over many rounds each
    has its share."""
    ever: Counter[str] = Counter()
    for seed in range(20):
        asked = new_round(either, seed, 20, types).questions
        had = Counter(q.form.key for q in asked if isinstance(q.form, Choice) and q.form.key in keys)
        assert sum(had.values()) >= least
        assert max(had[key] for key in keys) - min(had[key] for key in keys) <= 2, (seed, had)
        ever += had
    assert all(0.6 / len(keys) <= ever[key] / sum(ever.values()) <= 1.5 / len(keys) for key in keys), ever


def test_unknowns_are_asked_about_alone(either: Material):
    """Where there is nothing else to ask about, unknowns don't wait."""
    ids = [unknown.id for unknown in either.bank.unknowns[:3]]
    assert {q.claim for q in new_round(either, 1, 10, first=ids, only=True).questions} == set(ids)


def test_options_have_lasting_ids(either: Material):
    """An option has the same id wherever and whenever it stands, so that answers can be compared."""
    ids: dict[tuple[str, str], str] = {}
    for question in questions(either):
        if isinstance(question.form, Choice):
            for option in question.form.options:
                assert ids.setdefault((question.type, option.text), option.id) == option.id


def test_reasons_go_with_their_options(either: Material):
    """A key never has a reason why it is wrong; a lure that is a false variant has the bank's."""
    for question in questions(either):
        if isinstance(question.form, Choice):
            form = question.form
            claim = either.bank.claim_by_id.get(question.claim)
            variants = {variant.text: variant.why for variant in claim.false_variants} if claim else {}
            for option in form.options:
                if option.id == form.key:
                    assert option.why == ""
                elif option.text in variants:
                    assert option.why == variants[option.text]


# Lures


def stated(question: Question) -> Iterator[str]:
    """Yield what somebody who chooses wrongly would state."""
    match question.form:
        case Choice() as form if BLANK in question.text:
            yield from (question.text.replace(BLANK, o.text) for o in form.options if o.id != form.key)
        case Choice() as form if not question.text:
            yield from (option.text for option in form.options if option.id != form.key)
        case Choice() as form if form.key in ("false", "contradicted"):
            yield question.text
        case Entry() if BLANK not in question.text:
            yield re.sub(r"[\[\]]", "", question.text)
        case Arrangement() as form if all(BLANK in slot for slot in form.slots):
            for slot, key in zip(form.slots, form.key, strict=True):
                yield from (slot.replace(BLANK, item.text) for item in form.items if item.id != key)


FEW = 0.005  # share of lures that the checker takes for true: its own error, on the list of docs/check.md


@pytest.mark.slow
@pytest.mark.parametrize("path", [None, OBSERVATORY], ids=["pivot", "observatory"])
def test_check_supports_no_lure(path: Path | None, shared_cache: Path):
    """Whatever a lure states, the checker does not take it for what the source says, but for a few in a thousand."""
    checker = open_checker(path, shared_cache)
    lures = {text for question in questions(read_material(checker.bank)) for text in stated(question)}
    assert len(lures) > 500
    supported = [text for text in sorted(lures) if checker.check(text).verdict is Verdict.SUPPORTED]
    assert len(supported) <= FEW * len(lures), supported


@pytest.mark.parametrize("path", [None, OBSERVATORY], ids=["pivot", "observatory"])
def test_check_contradicts_every_false_variant(path: Path | None, shared_cache: Path):
    """A statement that stands in the bank as a false variant is contradicted, and one that stands there as true is
    supported, whatever other claims say; where a text stands as both, nothing is promised."""
    checker = open_checker(path, shared_cache)
    true = {bare(text) for claim in checker.bank.claims for text in claim.affirmations}
    wrong = [
        variant.text
        for claim in checker.bank.claims[::7]
        for variant in claim.false_variants
        if bare(variant.text) not in true and checker.check(variant.text).verdict is not Verdict.CONTRADICTED
    ]
    assert wrong == []


def test_lures_are_of_one_kind(either: Material):
    """Names stand beside names of the same kind, numbers beside numbers of the same unit and format."""
    kinds = {entity.name: entity.kind for entity in either.bank.entities}
    for question in questions(either):
        form = question.form
        if isinstance(form, Choice) and BLANK in question.text:
            texts = [option.text for option in form.options]
            if question.type == "who":
                assert len({kinds.get(text, kinds.get(f"the {text}")) for text in texts}) == 1, question
            else:
                assert len({any(c.isdigit() for c in text) for text in texts}) == 1, question
                assert any_share(texts) or len({unit(text) for text in texts}) == 1, question
        if isinstance(form, Choice) and question.type == "choice" and not question.text:
            lengths = sorted(len(option.text) for option in form.options)
            assert lengths[-1] <= 4 * lengths[0], question


def unit(text: str) -> str:
    """Return what stands after a number; nothing after a date."""
    months = "january february march april may june july august september october november december".split()
    return "" if any(month in text.lower() for month in months) else text.partition(" ")[2]


def any_share(texts: list[str]) -> bool:
    """Say whether these are fractions: "two thirds" beside "three quarters"."""
    return any(text.lower().rstrip("s").endswith(("half", "third", "quarter", "tenth", "fifth")) for text in texts)


def test_who_acts():
    """Who speaks by a claim, or stands where a claim begins, acts; who only has something, or is acted on, does not."""
    assert small().acting == small().speaking == {"ana-lund"}
    opened = "text: The library of Brill opened a reading room in June."
    assert small(opened, "text: Brill opened a reading room in June.").acting == {"ana-lund", "brill"}
    assert small(opened, "text: Brill's library opened a reading room in June.").acting == {"ana-lund"}


def test_who_stands_beside_others_that_act(observatory: Material):
    """Where enough others of the kind do or say something, nobody else is a lure for who does or says it."""
    ids = {entity.name.removeprefix("the "): entity for entity in observatory.bank.entities}
    asked = 0
    for question in questions(observatory):
        if question.type == "who" and isinstance(question.form, Choice):
            found = [ids[option.text] for option in question.form.options]
            speaks = question.prompt == "Who says or thinks so?"
            if speaks or found[0].kind is EntityKind.ORGANISATION:
                asked += 1
                assert {entity.id for entity in found} <= (observatory.speaking if speaks else observatory.acting)
    assert asked >= 4


def test_lures_are_not_said_elsewhere(either: Material):
    """No lure states what a claim or a restatement of the bank says."""
    true = {" ".join(words(text)) for claim in either.bank.claims for text in claim.affirmations}
    for question in questions(either):
        for text in stated(question):
            assert " ".join(words(text)) not in true


def test_lures_are_not_named_in_the_question(either: Material):
    """Who is asked for is nobody that the text names already."""
    for question in questions(either):
        if question.type == "who" and isinstance(question.form, Choice):
            for option in question.form.options:
                assert f" {option.text.casefold()} " not in f" {question.text.casefold()} "


def test_written_question_wins():
    """A question written by hand is asked as it stands, instead of a generated one."""
    material = small()
    for seed in SEEDS:
        question = TYPES["choice"](material.bank.claim_by_id["cost"], material, seed)
        assert question is not None
        assert isinstance(question.form, Choice)
        assert question.prompt == "What did the room cost?"
        key = question.form.option(question.form.key)
        assert key is not None
        assert key.text == "30,000 crowns"
        assert {o.text for o in question.form.options} == {
            "30,000 crowns",
            "13,000 crowns",
            "300,000 crowns",
            "3,000 crowns",
        }


@pytest.mark.parametrize("lure", ["30,000 crowns", "13,000 crowns"], ids=["the key", "another lure"])
def test_written_question_with_a_lure_twice(lure: str):
    """A bank whose lure stands twice or is the key is refused."""
    bank, problems = parse_bank(replaced(SMALL_BANK, '"300,000 crowns"', f'"{lure}"').encode())
    assert bank is None
    assert problems


def test_open_slots_are_not_asked_for():
    """Where the bank says that another number or date may be true too, none is asked for."""
    dated = small("open: [object]", "open: [date]", "single: [date]", "single: []")
    assert TYPES["value"](dated.bank.claim_by_id["reading-room"], dated, 1) is None
    usual = small()
    assert TYPES["value"](usual.bank.claim_by_id["reading-room"], usual, 1) is not None


def test_claims_without_false_variants_give_no_question():
    """A question needs lures: where the bank has none, none is made up."""
    variants = SMALL_BANK[SMALL_BANK.index("    false_variants:") : SMALL_BANK.index("    open: [object]")]
    material = small(variants, "")
    for name in ("choice", "truth", "verdict", "value"):
        assert TYPES[name](material.bank.claim_by_id["reading-room"], material, 1) is None


@pytest.mark.parametrize("type_", TYPES)
def test_the_small_bank_never_fails(type_: str):
    """A bank with two claims gives what it can, and nothing breaks."""
    material = small()
    for claim in material.bank.claims:
        question = TYPES[type_](claim, material, 1)
        assert question is None or question.claim == claim.id


# Rounds


def test_same_round_in_another_process(material: Material):
    """The same bank, seed and options give the same round, whatever Python's hash seed is."""
    code = (
        "from nkquiz.bank import load_bank; from nkquiz.quiz.session import new_round\n"
        "from nkquiz.quiz.material import read_material; from nkquiz.quiz.order import digest\n"
        "print(digest(*(repr(q) for q in new_round(read_material(load_bank()), 7, 30).questions)))"
    )
    expected = digest(*(repr(question) for question in new_round(material, 7, 30).questions))
    for hash_seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


def test_order_of_the_bank_does_not_matter(material: Material):
    """A claim moved to another place in the file does not change the rounds."""
    bank = material.bank
    turned = Material(dataclasses.replace(bank, claims=bank.claims[::-1]), material.found[::-1])
    for seed in SEEDS:
        assert [q.id for q in new_round(material, seed, 10).questions] == [
            q.id for q in new_round(turned, seed, 10).questions
        ]


def test_the_same_from_the_cache(tmp_path: Path, bank: Bank, material: Material):
    """What was read before and kept gives the same questions; a damaged file is made anew."""
    folder = tmp_path / "cache"
    for _ in range(2):
        assert new_round(open_material(None, folder), 3, 10) == new_round(material, 3, 10)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert open_material(None, folder) == material


def test_another_seed_another_round(material: Material):
    """Twenty seeds give twenty rounds."""
    assert len({new_round(material, seed, 10) for seed in range(20)}) == 20


def test_each_claim_once(either: Material):
    """A round asks about no claim twice, but for orders and pairs, of which two may share one claim."""
    for seed in SEEDS:
        asked = new_round(either, seed, 40).questions
        for one, other in combinations(asked, 2):
            shared = set(one.claims) & set(other.claims)
            assert len(shared) <= (isinstance(one.form, Arrangement) and isinstance(other.form, Arrangement))
            assert one.claim != other.claim


@pytest.mark.parametrize("count", [1, 2, 10])
def test_count(material: Material, count: int):
    """A round has as many questions as asked for."""
    assert len(new_round(material, 1, count).questions) == count


def test_shorter_round_is_the_beginning_of_a_longer_one(material: Material):
    """More questions with the same seed are more of the same round."""
    assert new_round(material, 3, 30).questions[:10] == new_round(material, 3, 10).questions


@pytest.mark.parametrize("name", TYPES)
def test_only_this_type(either: Material, name: str):
    """A round of one type has no other."""
    asked = new_round(either, 1, 12, types=[name]).questions
    assert {question.type for question in asked} == {name}
    assert len(asked) >= 2


def test_types_take_turns(either: Material):
    """Without a choice all types come up, none of them all the time."""
    asked = Counter(q.type for seed in range(24) for q in new_round(either, seed, 10).questions)
    assert set(asked) == set(TYPES)
    assert max(asked.values()) < 0.4 * sum(asked.values())


def test_only_these_topics(either: Material):
    """A round on some topics asks about these alone."""
    topics = list(either.bank.topics)[:2]
    asked = new_round(either, 1, 1000, topics=topics).questions
    assert asked
    assert {question.topic for question in asked} <= set(topics)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"types": ["essay"]}, id="type"),
        pytest.param({"topics": ["sports"]}, id="topic"),
        pytest.param({"first": ["no-such-claim"], "only": True}, id="claim"),
        pytest.param({"only": True}, id="nothing wanted"),
    ],
)
def test_no_question(material: Material, options: dict[str, list[str]]):
    """What does not exist gives an empty round."""
    assert new_round(material, 1, 10, **options).questions == ()


def test_what_is_due_comes_first(either: Material):
    """The claims that are named come first, in that order, before others; or alone."""
    ids = [claim.id for claim in either.bank.claims[5:25:5]]
    asked = new_round(either, 1, 10, first=ids).questions
    wanted = [question.claim for question in asked if question.claim in ids]
    assert [question.claim for question in asked][: len(wanted)] == wanted
    assert wanted == [id_ for id_ in ids if id_ in wanted]
    assert len(wanted) >= 3
    alone = new_round(either, 1, 10, first=ids, only=True).questions
    assert {question.claim for question in alone} <= set(ids)


def test_no_question_tells_the_answer_to_another(either: Material):
    """Nothing that is shown with a question, its feedback included, answers another one of the round."""
    for seed in SEEDS:
        asked = new_round(either, seed, 12).questions
        for one in asked:
            for other in asked:
                assert one is other or not tells(one, other, either)


SUM = "The debt of Ruritania came to ____ billion crowns."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("The debt of Ruritania had a long history.", False, id="the same subject without the answer"),
        pytest.param("The library has ten rooms.", False, id="the answer to something else"),
        pytest.param("Ruritania's debt came to ten billion crowns.", True, id="the answer"),
        pytest.param("Was the debt of Ruritania ten billion crowns?", True, id="the answer as a question"),
    ],
)
def test_tells(text: str, told: bool):
    """A question tells the answer to another if one of its sentences is about the same and has the answer."""
    material = small()
    entry = Question("a", "value", ("cost",), "money", "Which number?", Entry(("ten",)), SUM)
    form = Choice((Option("true", "true"), Option("false", "false")), "true")
    other = Question("b", "truth", ("reading-room",), "opening", "True or false?", form, text)
    assert tells(other, entry, material) is told


def test_keys_are_spread_over_the_positions(either: Material):
    """In a round of choices no position holds the key much more often than another; over many rounds all the same."""
    places: Counter[int] = Counter()
    for seed in range(12):
        asked = [q.form for q in new_round(either, seed, 12, types=["choice"]).questions]
        forms = [form for form in asked if isinstance(form, Choice) and len(form.options) == 4]
        in_round = Counter([option.id for option in form.options].index(form.key) for form in forms)
        assert max(in_round.values()) <= len(forms) // 4 + 1
        places += in_round
    assert max(places.values()) <= 1.25 * min(places.values())


def test_arrangements_are_mixed(either: Material):
    """Items stand in the order of their key no more often than by chance."""
    mixed: defaultdict[str, list[bool]] = defaultdict(list)
    for question in questions(either):
        if isinstance(question.form, Arrangement):
            mixed[question.type].append(question.form.key == tuple(item.id for item in question.form.items))
    assert all(sum(same) <= 0.25 * len(same) for same in mixed.values())


def test_unknowns_are_asked_about(either: Material):
    """Only types that say so ask about what the source does not say, and the key is that it does not."""
    for unknown in either.bank.unknowns:
        for name, make in OF_UNKNOWNS.items():
            question = make(unknown, either)
            assert question.type == name
            assert question.claims == (unknown.id,)
            assert isinstance(question.form, Choice)
            assert question.form.key == Verdict.NOT_IN_SOURCE


# Steps of a round

CHOICE = Choice((Option("i", "one"), Option("ii", "two")), "ii")
STEPS = st.lists(st.sampled_from(["i", "ii", "skip", "undo"]), max_size=12)


def asked(id_: str) -> Question:
    return Question(id_, "choice", ("c",), "t", "Which?", CHOICE)


def step(round_: Round, name: str) -> Round:
    if name == "undo":
        return round_.undone()
    if name == "skip" or not round_.current:
        return round_.skipped()
    return round_.answered(grade(round_.current, name))


@given(STEPS, st.integers(1, 6))
def test_undo_takes_the_last_step_back(steps: list[str], count: int):
    """After any steps: undone after answered, or after skipped, is what was before."""
    round_ = Round(tuple(asked(f"q{number}") for number in range(count)))
    for name in steps:
        round_ = step(round_, name)
        assert 0 <= len(round_.given) <= count
        assert [a.question for a in round_.answers] == [
            q.id for q, a in zip(round_.questions, round_.given, strict=False) if a
        ]
        if round_.current:
            assert round_.answered(grade(round_.current, "i")).undone() == round_
            assert round_.skipped().undone() == round_
    while round_.given:
        round_ = round_.undone()
    assert round_ == Round(round_.questions)


def test_end_of_a_round():
    """A round that is over has no question, takes no answer, and skipping changes nothing."""
    question = asked("q")
    over = Round((question,)).answered(grade(question, "i"))
    assert over.current is None
    assert over.skipped() == over
    with pytest.raises(ValueError, match="the round is over"):
        over.answered(grade(question, "i"))


def test_an_answer_to_another_question():
    """An answer that is not to the current question is a fault of the program."""
    with pytest.raises(ValueError, match="another question"):
        Round((asked("q"),)).answered(Answer("other", "choice", "i", False, ()))


def test_nothing_to_undo():
    """Undo before the first answer changes nothing."""
    assert Round((asked("q"),)).undone() == Round((asked("q"),))


def test_find_the_error_brackets_no_plain_words(small_file: Path):
    """What stands in brackets is a name, number or date: not "first" or "one", unless that is the error itself."""
    text = small_file.read_text(encoding="utf-8")
    head, _, rest = text.partition("  - id: cost\n")
    rest = re.sub(r"    text: .*\n", "    text: The first room cost 30,000 crowns in 2019.\n", rest, count=1)
    wrong = '{text: "The first room cost 13,000 crowns in 2019.", reason: number}'
    rest = re.sub(r"\{text: .*reason: number.*\}", wrong, rest, count=1)
    small_file.write_text(f"{head}  - id: cost\n{rest}", encoding="utf-8")
    material = read_material(load_bank(small_file))
    question = error(material.bank.claim_by_id["cost"], material, 1)
    assert question is not None
    assert "[13,000]" in question.text
    assert "[2019]" in question.text
    assert "[first]" not in question.text
