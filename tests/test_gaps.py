"""What can be asked for in a text, and numbers and dates written like others."""

from __future__ import annotations

import pytest
from conftest import SMALL_BANK
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.bank.loader import parse_bank
from nkquiz.language.dates import Date
from nkquiz.language.names import Names
from nkquiz.quiz.finding import gaps
from nkquiz.quiz.gaps import is_exact
from nkquiz.quiz.numerals import leading, with_date, with_number

BANK, _ = parse_bank(SMALL_BANK.encode())
assert BANK is not None
NAMES = Names(BANK.entities)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nobody had asked for one.", [], id="nothing"),
        pytest.param("One of the two said so.", ["two"], id="one is no number here"),
        pytest.param("It may march on.", [], id="words that are months too"),
        pytest.param("It opened next year.", [], id="relative dates depend on today"),
        pytest.param("Lund opened it.", ["Lund"], id="an alias"),
        pytest.param("Brill's library", ["Brill"], id="a possessive s stays outside"),
        pytest.param("It cost 30,000 crowns in June 2022.", ["30,000", "June 2022"], id="number and date"),
        pytest.param("It cost 90 percent more.", ["90 percent"], id="a measure is part of the gap"),
        pytest.param("It has ten billion dollars.", ["ten billion dollars"], id="a sum in words"),
        pytest.param("the 66th anniversary", ["66th"], id="an ordinal in digits"),
        pytest.param("the third anniversary", ["third"], id="an ordinal in words"),
        pytest.param("in the 1990s", ["1990s"], id="a decade"),
        pytest.param("on 5 June", ["5 June"], id="day and month"),
    ],
)
def test_gaps(text: str, expected: list[str]):
    """Names, numbers and dates are found from left to right, with their units, without what belongs to others."""
    assert [gap.text_in(text) for gap in gaps(text, NAMES)] == expected


@given(st.text())
def test_gaps_of_any_text(text: str):
    """Gaps stand one after the other, within the text, and hold something; filling one back in changes nothing."""
    end = 0
    for gap in gaps(text, NAMES):
        assert end <= gap.start < gap.end <= len(text)
        assert gap.filled(text, gap.text_in(text)) == text
        assert (bool(gap.entity) + (gap.quantity is not None) + (gap.date is not None)) == 1
        end = gap.end


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("It cost about 30 percent.", False),
        ("It cost more than 30 percent.", False),
        ("It cost 30 percent.", True),
        ("It opened in late 2014.", False),
        ("It has been open since 2014.", False),
        ("It opened in 2014.", True),
    ],
)
def test_exact(text: str, exact: bool):
    """Limits, rough numbers and parts of years are not exact."""
    (gap,) = gaps(text, NAMES)
    assert is_exact(gap) is exact


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        pytest.param("some", 3, None, id="no number"),
        pytest.param("six months", 1, None, id="one months would be bad grammar"),
        pytest.param("one year", 2, None, id="two year too"),
        pytest.param("1.09 billion dollars", 1.0934, None, id="more decimals than there are"),
        pytest.param("third", 13, None, id="an ordinal in words beyond the twelfth"),
        pytest.param("third", 2.5, None, id="no half places"),
        pytest.param("ten billion dollars", 7.5, None, id="no halves in words"),
        pytest.param("90 percent", 0, None, id="nothing at all"),
        pytest.param("90 percent", 80, "80 percent", id="digits"),
        pytest.param("ninety percent", 85, "eighty-five percent", id="words"),
        pytest.param("Ninety percent", 80, "Eighty percent", id="at the beginning of a sentence"),
        pytest.param("ten billion dollars", 12, "twelve billion dollars", id="a scale stays"),
        pytest.param("1.09 billion dollars", 2.5, "2.5 billion dollars", id="no more decimals than needed"),
        pytest.param("30,000", 15000, "15,000", id="commas"),
        pytest.param("66th", 71, "71st", id="ordinal in digits"),
        pytest.param("66th", 112, "112th", id="eleventh, twelfth, thirteenth"),
        pytest.param("third", 4, "fourth", id="ordinal in words"),
    ],
)
def test_with_number(text: str, value: float, expected: str | None):
    """A number is written in the format of another one, or not at all."""
    assert with_number(text, value) == expected


@given(st.integers(2, 99))
def test_numbers_in_words_come_back(value: int):
    """What is written in words is read as the same number."""
    written = with_number("fifty percent", value)
    assert written is not None
    assert leading(written) == value


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        pytest.param("1991", Date(1991), Date(1989), "1989", id="year"),
        pytest.param("April 2014", Date(2014, 4), Date(2013, 6), "June 2013", id="month and year"),
        pytest.param("5 June 2014", Date(2014, 6, 5), Date(2014, 6, 7), "7 June 2014", id="day"),
        pytest.param("June 5", Date(None, 6, 5), Date(None, 7, 5), "July 5", id="month of a day"),
        pytest.param("1990s", Date(decade=1990), Date(decade=1980), "1980s", id="decade"),
        pytest.param("the nineties", Date(decade=1990), Date(decade=1980), None, id="a decade in words"),
        pytest.param("Apr 2014", Date(2014, 4), Date(2014, 6), None, id="a month cut short"),
    ],
)
def test_with_date(text: str, old: Date, new: Date, expected: str | None):
    """A date is written in the format of another one, or not at all."""
    assert with_date(text, old, new) == expected
