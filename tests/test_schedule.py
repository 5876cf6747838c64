"""Spacing: how an answer is rated, how long one should take, and when a claim is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from progress import CHOICE, ENTRY, NOW, ORDER, question

from nkquiz.model import Answer, Entry, Form, Mark
from nkquiz.progress.schedule import Rating, Review, expected_seconds, rating, ratings, replayed, reviewed

AGAIN, HARD, GOOD, EASY = Rating

# right, seconds of 10 expected, confidence, typed or arranged
RATED = [
    # wrong is wrong, however quick or sure
    (False, None, None, False, AGAIN),
    (False, 1.0, 3, True, AGAIN),
    (False, 60.0, 1, False, AGAIN),
    (False, 0.0, None, True, AGAIN),
    # right but unsure, or slow
    (True, 10.0, 1, False, HARD),
    (True, 1.0, 1, True, HARD),
    (True, None, 1, False, HARD),
    (True, 20.1, None, False, HARD),
    (True, 20.1, 3, True, HARD),
    # right and neither slow nor quick, or a quick answer that may be a guess
    (True, 20.0, None, False, GOOD),
    (True, 10.0, 3, True, GOOD),
    (True, 5.1, 3, True, GOOD),
    (True, 5.0, None, False, GOOD),
    (True, 5.0, 2, False, GOOD),
    (True, 0.0, None, False, GOOD),
    # nobody waited for a person: time does not count
    (True, None, None, False, GOOD),
    (True, None, 3, True, GOOD),
    # quick, and no guess
    (True, 5.0, 3, False, EASY),
    (True, 5.0, None, True, EASY),
    (True, 5.0, 2, True, EASY),
    (True, 0.0, 3, True, EASY),
]


@pytest.mark.parametrize(("right", "seconds", "confidence", "typed", "expected"), RATED)
def test_rating(right: bool, seconds: float | None, confidence: int | None, typed: bool, expected: Rating):
    """Each answer is rated by whether it is right, how long it took, how sure it was, and whether it can be a guess."""
    assert rating(right, seconds, 10.0, confidence, typed) is expected


def test_ratings_are_those_of_fsrs():
    """Our numbers are those of FSRS."""
    import fsrs

    assert {rated.name.title(): rated.value for rated in Rating} == {r.name: r.value for r in fsrs.Rating}


@pytest.mark.parametrize(
    ("form", "seconds"),
    [
        (CHOICE, 4 + 0.35 * 5),  # "What is so?", "Yes", "No"
        (ENTRY, 4 + 0.35 * 5 + 3 + 0.3 * len("30,000 crowns")),  # "What is so?", "a sum"
        (ORDER, 4 + 0.35 * 5 + 2 * 3),
        (Entry(("",)), 4 + 0.35 * 3 + 3),
    ],
)
def test_expected_seconds(form: Form, seconds: float):
    """What is expected grows with the words to read, the letters to type, the items to arrange."""
    asked = question(1, form)
    assert expected_seconds(asked) == pytest.approx(seconds)
    assert expected_seconds(replace(asked, text="Two more words here.")) == pytest.approx(seconds + 4 * 0.35)


def test_shipped_questions_take_a_sensible_time():
    """A statement of thirty words is read and judged in 8 to 20 seconds."""
    asked = replace(question(1), text="word " * 30)
    assert 8 < expected_seconds(asked) < 20


def test_each_mark_is_rated():
    """An arrangement that is partly right counts for each claim by itself; it is no guess."""
    given = Answer("q1", "order", "a b", False, (Mark("c1", True), Mark("c2", False)), 1.0)
    assert ratings(question(1, ORDER, "c1", "c2"), given) == (EASY, AGAIN)
    assert ratings(question(1, ENTRY), Answer("q1", "gap", "x", True, (Mark("c1", True),), 1.0)) == (EASY,)
    assert ratings(question(1, CHOICE), Answer("q1", "choice", "o1", True, (Mark("c1", True),), 1.0)) == (GOOD,)


def test_what_was_told_is_rated_again():
    """A claim that was told before is rated as one that was wrong, the others as ever."""
    given = Answer("q1", "order", "a b", True, (Mark("c1", True), Mark("c2", True)))
    assert ratings(question(1, ORDER, "c1", "c2"), given, {"c2"}) == (GOOD, AGAIN)


def test_first_answers():
    """What is wrong at first is due in ten minutes, what is hard in fifteen, what is good in days, easy in more."""
    due = {rated: reviewed(None, Review(NOW, rated > 1, rated)).due - NOW for rated in Rating}
    assert due[AGAIN] == timedelta(minutes=10)
    assert due[HARD] == timedelta(minutes=15)
    assert timedelta(days=1) <= due[GOOD] < due[EASY]


def test_intervals_grow():
    """Who keeps being right when asked on time is asked ever more rarely; one wrong answer brings the claim back."""
    kept = reviewed(None, Review(NOW, True, GOOD))
    gaps = []
    for _ in range(5):
        gaps.append(kept.due - kept.last_review)
        kept = reviewed(kept, Review(kept.due, True, GOOD))
    assert gaps == sorted(set(gaps))
    failed = reviewed(kept, Review(kept.due, False, AGAIN))
    assert failed.due - failed.last_review == timedelta(minutes=10)
    assert failed.stability < kept.stability
    assert (failed.answers, failed.wrong, failed.right) == (7, 1, False)


def test_same_answers_same_schedule():
    """The schedule depends on the answers alone: no chance in it, and none before the first answer."""
    reviews = [Review(NOW + timedelta(days=n * n), n % 3 > 0, Rating(1 + (n % 4) * (n % 3 > 0))) for n in range(20)]
    assert replayed(reviews) == replayed(iter(reviews))
    assert replayed([]) is None
    assert replayed(reviews[:1]) == reviewed(None, reviews[0])
