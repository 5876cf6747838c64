"""Numbers with their units, ordinals, and dates as far as they are given."""

from __future__ import annotations

import pytest

from nkquiz.language.dates import Date, read_date
from nkquiz.language.quantities import LENGTH, PERIOD, Bound, Quantity, read_ordinal, read_quantity
from nkquiz.language.tokens import tokenise

NOW = Date(2014, 12)


def quantity(text: str) -> Quantity | None:
    """Return the first quantity of a text."""
    tokens = tokenise(text)
    found = (read_quantity(tokens, index) for index in range(len(tokens)))
    return next((q[0] for q in found if q), None)


def date(text: str) -> Date | None:
    """Return the first date of a text."""
    tokens = tokenise(text)
    found = (read_date(tokens, index, NOW) for index in range(len(tokens)))
    return next((d[0] for d in found if d), None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("90%", 90, "percent"),
        ("ninety percent", 90, "percent"),
        ("90 per cent", 90, "percent"),
        ("90 pct", 90, "percent"),
        ("12.5 percent", 12.5, "percent"),
        ("nine-tenths", 90, "percent"),
        ("nine tenths of it", 90, "percent"),
        ("9 out of 10", 90, "percent"),
        ("half", 50, "percent"),
        ("three quarters", 75, "percent"),
        ("all but a tenth of it", 90, "percent"),
        ("$10bn", 1e10, "dollar"),
        ("$10 billion", 1e10, "dollar"),
        ("10 billion dollars", 1e10, "dollar"),
        ("10k dollars", 1e4, "dollar"),
        ("USD 1,000,000", 1e6, "dollar"),
        ("one million dollars", 1e6, "dollar"),
        ("EUR 5 million", 5e6, "euro"),
        ("€31m", 31e6, "euro"),
        ("31 million euros", 31e6, "euro"),
        ("£3", 3, "pound"),
        ("500 yen", 500, "yen"),
        ("2,100 km", 2.1e6, LENGTH),
        ("2.1 thousand kilometres", 2.1e6, LENGTH),
        ("two decades", 20 * 365.25, PERIOD),
        ("twenty years", 20 * 365.25, PERIOD),
        ("14 days", 14, PERIOD),
        ("two weeks", 14, PERIOD),
        ("30 minutes", 30 / 1440, PERIOD),
        ("twenty-one ships", 21, "ship"),
        ("two dozen eggs", 24, "egg"),
        ("one hundred and five men", 105, "man"),
        ("three thousand two hundred", 3200, ""),
    ],
)
def test_quantities(text: str, value: float, unit: str):
    """The same quantity in another form is the same: digits, words, fractions, signs and codes."""
    found = quantity(text)
    assert found is not None
    assert (found.value, found.unit, found.bound) == (pytest.approx(value), unit, Bound.EXACT)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 10 ships", Bound.ABOVE),
        ("at least 10 ships", Bound.ABOVE),
        ("no fewer than ten ships", Bound.ABOVE),
        ("over 80 percent", Bound.ABOVE),
        ("fewer than 10 ships", Bound.BELOW),
        ("less than 10 dollars", Bound.BELOW),
        ("under 10 ships", Bound.BELOW),
        ("up to 10 ships", Bound.BELOW),
        ("no more than 10 ships", Bound.BELOW),
        ("not more than 10 ships", Bound.BELOW),
        ("about 10 ships", Bound.ABOUT),
        ("roughly ten ships", Bound.ABOUT),
        ("some ten ships", Bound.ABOUT),
        ("nearly 80 percent", Bound.ABOUT),
        ("close to 10 ships", Bound.ABOUT),
    ],
)
def test_bounds_of_quantities(text: str, bound: Bound):
    """A number may be a limit, from above or from below, or rough."""
    found = quantity(text)
    assert found is not None
    assert found.bound is bound


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("90 percent", "nine-tenths", True),
        ("90 percent", "80 percent", False),
        ("more than 80 percent", "90 percent", True),
        ("more than 80 percent", "70 percent", False),
        ("fewer than 10 ships", "9 ships", True),
        ("fewer than 10 ships", "12 ships", False),
        ("about 100 ships", "97 ships", True),
        ("about 100 ships", "50 ships", False),
        ("two weeks", "14 days", True),
        ("two weeks", "15 days", False),
        ("$10 billion", "10 billion dollars", True),
        ("$10 billion", "10 billion euros", False),
        ("£5", "5 yen", False),
        ("10 ships", "10 percent", None),
        ("USD 1,000,000", "$1m", True),
        ("5 km", "5,000 metres", True),
    ],
)
def test_quantities_agree(one: str, two: str, expected: bool | None):
    """Quantities are compared within one unit; different currencies never agree. The order does not matter."""
    a, b = quantity(one), quantity(two)
    assert a is not None
    assert b is not None
    assert (a.agrees(b), b.agrees(a)) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("66th", 66),
        ("1st", 1),
        ("third", 3),
        ("sixty-sixth", 66),
        ("twenty first", 21),
        ("twelfth", 12),
        ("ships", None),
        ("66", None),
    ],
)
def test_ordinals(text: str, expected: int | None):
    """Ordinals in digits and in words."""
    found = read_ordinal(tokenise(text), 0)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 May 2014", Date(2014, 5, 1)),
        ("May 1, 2014", Date(2014, 5, 1)),
        ("May 1st 2014", Date(2014, 5, 1)),
        ("the 1st of May 2014", Date(2014, 5, 1)),
        ("May 2014", Date(2014, 5)),
        ("in May", Date(month=5)),
        ("it may", None),
        ("the march", None),
        ("March 3", Date(month=3, day=3)),
        ("Sept. 3", Date(month=9, day=3)),
        ("2014", Date(2014)),
        ("12345", None),
        ("the 1940s", Date(decade=1940)),
        ("the nineties", Date(decade=1990)),
        ("the 90s", Date(decade=1990)),
        ("the late 1940s", Date(decade=1940, part="late")),
        ("mid-1990s", Date(decade=1990, part="mid")),
        ("the early 90s", Date(decade=1990, part="early")),
        ("the beginning of the 1950s", Date(decade=1950, part="early")),
        ("the end of 2013", Date(2013, part="late")),
        ("late September", Date(month=9, part="late")),
        ("before 1950", Date(1950, bound="<")),
        ("until 1991", Date(1991, bound="<")),
        ("before May 2014", Date(2014, 5, bound="<")),
        ("after 1950", Date(1950, bound=">")),
        ("since 1991", Date(1991, bound=">")),
        ("before the 1950s", Date(decade=1950, bound="<")),
        ("this year", Date(2014)),
        ("next year", Date(2015)),
        ("last year", Date(2013)),
        ("next month", Date(2015, 1)),
        ("last month", Date(2014, 11)),
        ("the last year", None),
    ],
)
def test_dates(text: str, expected: Date | None):
    """A date is read as far as it is given; "next month" counts from the date of the source."""
    assert date(text) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("2014", "2014", True),
        ("2014", "2013", False),
        ("May 2014", "2014", True),
        ("May 2014", "June 2014", False),
        ("in May", "2014", None),
        ("1 May", "May 2014", True),
        ("the 1990s", "1994", True),
        ("the 1990s", "2001", False),
        ("early 1990s", "1991", True),
        ("early 1990s", "1998", False),
        ("late 1940s", "1948", True),
        ("late 1940s", "1941", False),
        ("the late 1940s", "the late 1950s", False),
        ("early 1990s", "late 1990s", False),
        ("late September", "September 29", True),
        ("late September", "September 3", False),
        ("late 2014", "November 2014", True),
        ("late 2014", "February 2014", False),
        ("before 1950", "1948", True),
        ("before 1950", "1950", False),
        ("before 1950", "the 1940s", True),
        ("after 1950", "1948", False),
        ("after 1950", "1953", True),
        ("since 1991", "1991", True),
        ("until 1991", "1994", False),
        ("before 1950", "after 1940", None),
        ("before 1950", "in May", None),
    ],
)
def test_dates_agree(one: str, two: str, expected: bool | None):
    """Dates agree as far as both are given; parts and bounds take in the dates within. The order does not matter."""
    a, b = date(one), date(two)
    assert a is not None
    assert b is not None
    assert (a.agrees(b), b.agrees(a)) == (expected, expected)
