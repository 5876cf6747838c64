"""What is asked first, and where one looks before answering."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkquiz.model import Bank
from nkquiz.quiz.choosing import asked_first
from nkquiz.quiz.material import open_material
from nkquiz.quiz.places import where_to_look
from nkquiz.quiz.session import every_question


@pytest.mark.parametrize(
    ("due", "first", "last"),
    [
        pytest.param({}, [], [], id="all is new"),
        pytest.param({"a": 3, "b": 1, "c": 5}, ["b", "a", "c"], [], id="due: the longest overdue first"),
        pytest.param({"a": 9, "b": 7, "c": 8}, [], ["b", "c", "a"], id="not due: what is due soonest first"),
        pytest.param({"a": 5, "b": 6}, ["a"], ["b"], id="due now is due"),
        pytest.param({"a": 3, "b": 3}, ["a", "b"], [], id="due at the same time: by id"),
        pytest.param({"gone": 1, "b": 2}, ["b"], [], id="what the bank no longer has is left out"),
        pytest.param(dict.fromkeys("abcdef", 1), list("abcdef"), [], id="all is due"),
    ],
)
def test_asked_first(due: dict[str, int], first: list[str], last: list[str]):
    """What is due comes first, then what is new, then the rest; the seed orders only what is new."""
    ids = list("abcdef")
    orders = [asked_first(ids, due, 5, seed) for seed in range(20)]
    new = set(ids) - set(first) - set(last)
    for order in orders:
        assert list(order[: len(first)]) == first
        assert list(order[len(order) - len(last) :]) == last
        assert set(order[len(first) : len(order) - len(last)]) == new
    assert (len(set(orders)) > 1) is (len(new) > 1)
    assert orders[0] == asked_first(reversed(ids), due, 5, 0)


def test_where_to_look(bank: Bank, shared_cache: Path):
    """Every question has a place to look at, in the order of the source: what the source does not say has one too, so
    that it can't be told by that."""
    material = open_material(None, shared_cache)
    for question in every_question(material, 1):
        places = where_to_look(question, material)
        assert places
        assert list(places) == sorted(places)
        if question.claim in bank.claim_by_id:
            assert set(bank.claim_by_id[question.claim].locators) <= set(places)
