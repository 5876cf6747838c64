"""What the wordings of the nearest claims say of each term of a statement. The bank is the small one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.view import View
from nkquiz.check.votes import Votes, measures, on_quantifiers, votes

TRUTH = "The library of Brill opened a reading room in June."


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    path: Path = tmp_path_factory.mktemp("votes") / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    return Checker(load_bank(path))


def views(text: str, checker: Checker) -> list[View]:
    return checker.views(text, checker.parts(text)[0])[1]


def by_word(text: str, checker: Checker) -> dict[str, Votes]:
    return {text[v.term.start : v.term.end]: v for v in votes(views(text, checker))}


@pytest.mark.parametrize(
    "text",
    [
        TRUTH,
        "Brill's library has had a reading room since June.",
        "According to Ana Lund, the room cost 30,000 crowns.",
    ],
)
def test_the_truth_is_confirmed(text: str, checker: Checker):
    """Nothing speaks against a true wording, and each term is confirmed."""
    for name, vote in by_word(text, checker).items():
        assert vote.against == 0.0, name
        assert vote.confirmed > 0.8, name


@pytest.mark.parametrize(
    ("text", "word", "falsely"),
    [
        pytest.param("The library of Brill opened a reading room in May.", "May", True, id="another date"),
        pytest.param("The library of Brill opened a reading room in July.", "July", False, id="one of no variant"),
        pytest.param("The library of Brill closed its reading room in June.", "closed", True, id="an opposite"),
        pytest.param("The library of Brill never opened a reading room.", "opened", True, id="a denial"),
        pytest.param("The room cost 13,000 crowns.", "13,000", True, id="another number"),
        pytest.param("The room cost 50,000 crowns.", "50,000", False, id="a number of no variant"),
    ],
)
def test_what_is_wrong_is_disputed(text: str, word: str, falsely: bool, checker: Checker):
    """The term that is wrong has the votes against it, also of the false variant that tells it so; others have none."""
    found = by_word(text, checker)
    assert found[word].against > 0.8
    assert found[word].disputed > 0.8
    assert found[word].confirmed == 0.0
    assert (found[word].falsely > 0.8) == falsely
    assert found["library" if "library" in found else "room"].against == 0.0


def test_another_unit_is_told_falsely_only(checker: Checker):
    """Dollars are in a false variant: no true wording has to dispute them."""
    vote = by_word("The room cost 30,000 dollars.", checker)["30,000 dollars"]
    assert (vote.confirmed, vote.falsely > 0.8) == (0.0, True)


def test_what_no_one_speaks_of_is_open(checker: Checker):
    """A word in no wording has no votes at all."""
    found = by_word("The library of Brill opened a swimming pool in June.", checker)
    assert found["swimming"].open == found["pool"].open == 1.0
    assert found["library"].open < 1.0


def test_a_value_that_may_be_meant_is_half_confirmed(checker: Checker):
    """June 1990 may be that June, but no one says so: less than June."""
    exact = by_word("The library of Brill opened a room in June.", checker)["June"]
    more = by_word("The library of Brill opened a room in June 1990.", checker)["June 1990"]
    assert 0.0 < more.confirmed < exact.confirmed


@pytest.mark.parametrize(
    ("text", "against", "unsaid"),
    [
        (TRUTH, 0.0, 0.0),
        ("The room cost nothing.", 1.0, 1.0),
        ("All of the library of Brill opened in June.", 0.0, 1.0),
    ],
)
def test_quantifiers(text: str, against: float, unsaid: float, checker: Checker):
    """A quantifier of a false variant is against; one of no wording is unsaid."""
    assert on_quantifiers(views(text, checker)) == pytest.approx((against, unsaid), abs=0.05)


@pytest.mark.parametrize("text", [TRUTH, "The room cost 13,000 crowns.", "The library has forty thousand books."])
def test_measures_are_finite(text: str, checker: Checker):
    """Each measure is a number from 0 to a small bound."""
    assert all(0.0 <= value <= 10.0 for value in measures(views(text, checker)).values())


def test_measures_tell_truth_from_error(checker: Checker):
    """What speaks for and against can be read off the measures."""
    true, wrong = (measures(views(t, checker)) for t in (TRUTH, TRUTH.replace("June", "May")))
    assert true["votes: confirmed"] > wrong["votes: confirmed"]
    assert true["votes: against"] == true["votes: values against"] == 0.0
    assert wrong["votes: values against"] > 0.8
