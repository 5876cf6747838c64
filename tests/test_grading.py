"""Grading as a teacher would: what is forgiven, and what never is. Whatever is typed, nothing is raised."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.model import Answer, Arrangement, Choice, Entry, EntryKind, Form, Mark, Option, Question, Score
from nkquiz.quiz.grading import grade, in_words, key_of, put_together, read, rest_of_word, score, why_wrong

CHOICE = Choice((Option("i", "one"), Option("ii", "two"), Option("iii", "three", "It was two.")), "ii")
TRUTH = Choice((Option("true", "true", "", "t"), Option("false", "false", "", "f")), "true", fixed=True)
NAME = Entry(
    ("North Ruritania", "Ruritania", "Jose Peña", "DPRK"),
    wrong=(Option("s", "South Ruritania", "That is the other one."), Option("m", "Mauritania")),
)
SHARE = Entry(("90 percent",), EntryKind.NUMBER, unit="percent", wrong=(Option("w", "80 percent", "It was 90."),))
SUM = Entry(("ten billion dollars",), EntryKind.NUMBER, unit="billion dollars")
ROUGH = Entry(("about 30,000",), EntryKind.NUMBER, tolerance=0.05)
COUNT = Entry(("three",), EntryKind.NUMBER)
RANK = Entry(("66th",), EntryKind.NUMBER)
PERIOD = Entry(("two decades",), EntryKind.NUMBER, unit="decades")
YEAR = Entry(("1991",), EntryKind.DATE, wrong=(Option("w", "1989", "That was the wall."),))
MONTH = Entry(("April 2014",), EntryKind.DATE)
DAY = Entry(("December 17",), EntryKind.DATE)
DECADE = Entry(("1990s",), EntryKind.DATE)
ITEMS = (Option("x", "first"), Option("y", "second"), Option("z", "third"))
ORDER = Arrangement(("", "", ""), ITEMS, ("y", "z", "x"), ("c1", "c2", "c3"))
PAIRS = Arrangement(("the one", "the two", "the three"), ITEMS, ("x", "y", "z"), ("c1", "c2", "c3"))
FORMS = (CHOICE, TRUTH, NAME, SHARE, SUM, ROUGH, COUNT, RANK, PERIOD, YEAR, MONTH, DAY, DECADE, ORDER, PAIRS)


def asked(form: Form, *claims: str) -> Question:
    return Question("q", "t", claims or ("c1",), "topic", "Which?", form)


@pytest.mark.parametrize(
    ("form", "typed", "given"),
    [
        pytest.param(CHOICE, "0", None, id="nought"),
        pytest.param(CHOICE, "4", None, id="beyond the options"),
        pytest.param(CHOICE, "-1", None, id="negative"),
        pytest.param(CHOICE, "²", None, id="superscript"),
        pytest.param(CHOICE, "٢", None, id="another script's digit"),
        pytest.param(CHOICE, "9" * 5000, None, id="a very long number"),
        pytest.param(CHOICE, "", None, id="nothing"),
        pytest.param(CHOICE, "t", None, id="a letter of another question"),
        pytest.param(CHOICE, "one", None, id="the text of an option without letter"),
        pytest.param(TRUTH, "tf", None, id="two letters"),
        pytest.param(NAME, "...", None, id="marks are no name"),
        pytest.param(SHARE, "lots", None, id="no number"),
        pytest.param(MONTH, "2014", None, id="less exact than what is asked"),
        pytest.param(MONTH, "soon", None, id="no date"),
        pytest.param(ORDER, "ab", None, id="too few letters"),
        pytest.param(ORDER, "abb", None, id="a letter twice"),
        pytest.param(ORDER, "abd", None, id="a letter that is not there"),
        pytest.param(PAIRS, "2a 1b 3c", None, id="numbers out of order"),
        pytest.param(CHOICE, "1", "i", id="first digit"),
        pytest.param(CHOICE, " 2 ", "ii", id="blanks"),
        pytest.param(CHOICE, "03", "iii", id="leading nought"),
        pytest.param(TRUTH, "t", "true", id="a letter"),
        pytest.param(TRUTH, "F", "false", id="a capital"),
        pytest.param(TRUTH, "TRUE", "true", id="the whole word"),
        pytest.param(TRUTH, "2", "false", id="a digit instead of the letter"),
        pytest.param(NAME, " Kim ", "Kim", id="any words are an answer"),
        pytest.param(SHARE, "90", "90", id="a number"),
        pytest.param(MONTH, "2014", None, id="a year where a month is asked for"),
        pytest.param(MONTH, "3 May 2013", "3 May 2013", id="more than the month"),
        pytest.param(DECADE, "1994", None, id="a year is no decade"),
        pytest.param(ORDER, "bca", "y z x", id="letters"),
        pytest.param(ORDER, "B, C, A", "y z x", id="capitals and commas"),
        pytest.param(PAIRS, "1a 2b 3c", "x y z", id="with the numbers of the slots"),
        pytest.param(PAIRS, "1-a, 2-b, 3-c", "x y z", id="with dashes"),
    ],
)
def test_read(form: Form, typed: str, given: str | None):
    """What is no answer to the form is none, rather than a wrong one."""
    assert read(form, typed) == given


RIGHT, WRONG = True, False


@pytest.mark.parametrize(
    ("form", "typed", "rest"),
    [
        (TRUTH, "t", "rue"),
        (TRUTH, "F", "alse"),
        (TRUTH, "1", ""),
        (TRUTH, "true", ""),
        (Choice((Option("a", "yes"), Option("b", "no")), "a"), "y", ""),
    ],
)
def test_rest_of_word(form: Choice, typed: str, rest: str):
    """Only after a letter that chooses there is a rest."""
    assert rest_of_word(form, typed) == rest


@pytest.mark.parametrize(
    ("form", "typed", "right"),
    [
        pytest.param(NAME, "South Ruritania", WRONG, id="a name like it"),
        pytest.param(NAME, "Soth Ruritania", WRONG, id="a typing error in that name"),
        pytest.param(NAME, "Mauritania", WRONG, id="near to an alias, but another name"),
        pytest.param(NAME, "DPRC", RIGHT, id="one error in four letters"),
        pytest.param(NAME, "Ruri", WRONG, id="half of the name"),
        pytest.param(NAME, "North Ruritania and South Ruritania", WRONG, id="both"),
        pytest.param(NAME, "north ruritania", RIGHT, id="lower case"),
        pytest.param(NAME, "the North Ruritania.", RIGHT, id="article and full stop"),
        pytest.param(NAME, "Noth Ruritannia", RIGHT, id="two errors in a long name"),
        pytest.param(NAME, "Ruritania's", RIGHT, id="possessive"),
        pytest.param(NAME, "jose pena", RIGHT, id="without accents"),
        pytest.param(NAME, "José Peña", RIGHT, id="with an accent more"),
        pytest.param(Entry(("Falcon 9",)), "Falcon 8", WRONG, id="a digit in a name is no typing error"),
        pytest.param(Entry(("Oslo",)), "Olso", RIGHT, id="letters swapped"),
        pytest.param(Entry(("Rio",)), "Ria", WRONG, id="three letters forgive nothing"),
        pytest.param(SHARE, "9 percent", WRONG, id="another number"),
        pytest.param(SHARE, "90 dollars", WRONG, id="another unit"),
        pytest.param(SHARE, "89.9", WRONG, id="nearly"),
        pytest.param(SHARE, "90", RIGHT, id="without the unit that is asked for"),
        pytest.param(SHARE, "90%", RIGHT, id="a sign"),
        pytest.param(SHARE, "ninety per cent", RIGHT, id="in words"),
        pytest.param(SHARE, "nine-tenths", RIGHT, id="a fraction"),
        pytest.param(SHARE, "about 90 percent", RIGHT, id="with a hedge"),
        pytest.param(SUM, "10 million", WRONG, id="another scale"),
        pytest.param(SUM, "10 billion euros", WRONG, id="another currency"),
        pytest.param(SUM, "10", RIGHT, id="the number of billions"),
        pytest.param(SUM, "10 billion", RIGHT, id="with the scale"),
        pytest.param(SUM, "$10bn", RIGHT, id="short"),
        pytest.param(SUM, "10,000,000,000 dollars", RIGHT, id="in full"),
        pytest.param(ROUGH, "25,000", WRONG, id="too far off"),
        pytest.param(ROUGH, "31,000", RIGHT, id="within the tolerance"),
        pytest.param(COUNT, "30", WRONG, id="ten times as many"),
        pytest.param(COUNT, "3", RIGHT, id="a count in digits"),
        pytest.param(COUNT, "three ships", RIGHT, id="with what is counted"),
        pytest.param(RANK, "65th", WRONG, id="another rank"),
        pytest.param(RANK, "66", RIGHT, id="a rank as a number"),
        pytest.param(PERIOD, "two decads", RIGHT, id="an unit that nobody knows is the one asked for"),
        pytest.param(SUM, "9 bilion", WRONG, id="another number of it"),
        pytest.param(PERIOD, "two years", WRONG, id="another length of time"),
        pytest.param(PERIOD, "20 years", RIGHT, id="the same length of time"),
        pytest.param(YEAR, "1992", WRONG, id="another year"),
        pytest.param(YEAR, "in 1991", RIGHT, id="with a preposition"),
        pytest.param(YEAR, "December 1991", RIGHT, id="more exact than asked"),
        pytest.param(MONTH, "April 2013", WRONG, id="another year of the same month"),
        pytest.param(MONTH, "May 2014", WRONG, id="another month"),
        pytest.param(MONTH, "apr 2014", RIGHT, id="a month cut short"),
        pytest.param(DAY, "16 December", WRONG, id="another day"),
        pytest.param(DAY, "17th of December", RIGHT, id="the other order"),
        pytest.param(DECADE, "1980s", WRONG, id="another decade"),
        pytest.param(DECADE, "the nineties", RIGHT, id="a decade in words"),
        pytest.param(ORDER, "abc", WRONG, id="another order"),
        pytest.param(ORDER, "bca", RIGHT, id="the order"),
        pytest.param(PAIRS, "bac", WRONG, id="two exchanged"),
        pytest.param(PAIRS, "abc", RIGHT, id="all pairs"),
    ],
)
def test_grade(form: Form, typed: str, right: bool):
    """A wrong number, unit, date, name or order is wrong; formats, case, accents and small slips are forgiven."""
    given = read(form, typed)
    assert given is not None
    assert grade(asked(form), given).right is right


@pytest.mark.parametrize("form", FORMS)
def test_the_key_is_right(form: Form):
    """The key of a form is graded as right, and what is known to be wrong as wrong."""
    assert grade(asked(form), key_of(form)).right
    wrong = form.wrong if isinstance(form, Entry) else ()
    assert not any(grade(asked(form), option.text).right for option in wrong)


@pytest.mark.parametrize("form", [ORDER, PAIRS])
def test_one_arrangement_only(form: Arrangement):
    """Of all orders one is right; otherwise the claims of the items in their places are right."""
    for order in itertools.permutations("xyz"):
        answer = grade(asked(form, "c1", "c2", "c3"), " ".join(order))
        hits = {claim for claim, put, key in zip(form.claims, order, form.key, strict=True) if put == key}
        assert answer.right is (order == form.key)
        assert answer.marks == tuple(Mark(claim, claim in hits) for claim in ("c1", "c2", "c3"))


@pytest.mark.parametrize("form", FORMS)
def test_time_up_is_wrong(form: Form):
    """An empty answer is what the clock gives, and it is wrong for every claim."""
    answer = grade(asked(form, "c1", "c2", "c3"), "", 20.0)
    assert not answer.right
    assert not any(mark.right for mark in answer.marks)
    assert in_words(form, "") == ""
    assert why_wrong(form, "") == ""


@given(st.sampled_from(FORMS), st.text())
def test_any_text(form: Form, typed: str):
    """No text raises anything, and what is read can be graded and shown."""
    given = read(form, typed)
    if given is not None:
        answer = grade(asked(form, "c1", "c2", "c3"), given, 1.0, 2)
        assert isinstance(answer.right, bool)
        in_words(form, given)
        why_wrong(form, given)


@pytest.mark.parametrize(
    ("form", "given", "words", "why"),
    [
        (CHOICE, "iii", "three", "It was two."),
        (CHOICE, "i", "one", ""),
        (NAME, "south ruritania", "south ruritania", "That is the other one."),
        (SHARE, "80", "80", "It was 90."),
        (YEAR, "1989", "1989", "That was the wall."),
        (ORDER, "x y z", "1. first 2. second 3. third", ""),
        (PAIRS, "x y z", "the one: first; the two: second; the three: third", ""),
    ],
)
def test_what_is_said_of_an_answer(form: Form, given: str, words: str, why: str):
    """An answer is shown as people read it, with what the bank knows about a wrong one."""
    assert in_words(form, given) == words
    assert why_wrong(form, given) == why


def answer(right: bool, confidence: int | None = None) -> Answer:
    return Answer("q", "t", "x", right, (), None, confidence)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([], Score(0, 0), id="nothing"),
        pytest.param([answer(True), answer(False)], Score(1, 2), id="without confidence there are no points"),
        pytest.param([answer(True, c) for c in (1, 2, 3)], Score(3, 3, 6), id="right: 1, 2, 3"),
        pytest.param([answer(False, c) for c in (1, 2, 3)], Score(0, 3, -8), id="wrong: 0, -2, -6"),
        pytest.param([answer(True, 3), answer(False)], Score(1, 2, 3), id="only some say how sure they are"),
    ],
)
def test_score(answers: list[Answer], expected: Score):
    """Right answers of all answers, and the points of confidence-based marking as Moodle has them."""
    assert score(answers) == expected


@pytest.mark.parametrize(
    ("slot", "text", "together"),
    [
        pytest.param("Kim died.", "in 2011", "Kim died: in 2011", id="no full stop before the colon"),
        pytest.param("____ died.", "Kim", "Kim died.", id="the gap is filled"),
        pytest.param("the one", "first", "the one: first", id="no sentence"),
    ],
)
def test_put_together(slot: str, text: str, together: str):
    """A pair reads as a sentence where it is one."""
    assert put_together(slot, text) == together


@pytest.mark.parametrize(
    ("key", "kind", "typed", "right"),
    [
        pytest.param("eighth", EntryKind.NUMBER, "eigth", WRONG, id="eight or eighth"),
        pytest.param("forty", EntryKind.NUMBER, "fourty", WRONG, id="forty or fourth"),
        pytest.param("seventeen", EntryKind.NUMBER, "seventy", WRONG, id="another number"),
        pytest.param("first", EntryKind.NUMBER, "thirdd", WRONG, id="another number with an error"),
        pytest.param("first", EntryKind.NUMBER, "fists of", WRONG, id="two errors"),
        pytest.param("nine", EntryKind.NUMBER, "nime", WRONG, id="a short word"),
        pytest.param("first", EntryKind.NUMBER, "firts", RIGHT, id="letters swapped"),
        pytest.param("twelve", EntryKind.NUMBER, "Twelfe", RIGHT, id="one letter wrong"),
        pytest.param("December 17", EntryKind.DATE, "Decmber 17", RIGHT, id="a month"),
    ],
)
def test_typing_errors_in_numbers(key: str, kind: EntryKind, typed: str, right: bool):
    """One typing error in a longer number word or month is forgiven, where it can be no other one."""
    assert grade(asked(Entry((key,), kind)), typed).right is right
