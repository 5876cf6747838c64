"""Numbers with their units, ordinals, and dates as far as they are given."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nkquiz.language.dates import MONTHS, Date, read_date
from nkquiz.language.quantities import (
    BASES,
    LENGTH,
    PERIOD,
    Bound,
    Quantity,
    is_measure,
    read_number,
    read_ordinal,
    read_quantity,
)
from nkquiz.language.tokens import tokenise

NOW = Date(2014, 12)
ONE_TO_ONE = {"=": Bound.EXACT, "~": Bound.ABOUT, ">": Bound.ABOVE, "<": Bound.BELOW, ">=": Bound.AT_LEAST}
ONE_TO_ONE |= {"<=": Bound.AT_MOST, "-": Bound.RANGE, "?": Bound.VAGUE}


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text, read as the checker does: dates and ordinals first."""
    tokens = tokenise(text)
    found, index = [], 0
    while index < len(tokens):
        if dated := read_date(tokens, index, NOW):
            index = dated[1]
        elif counted := read_quantity(tokens, index):
            found.append(counted[0])
            index = counted[1]
        else:
            index += 1
    return found


def quantity(text: str) -> Quantity | None:
    """Return the first quantity of a text."""
    return next(iter(quantities(text)), None)


def dates(text: str, now: Date = NOW) -> list[Date]:
    """Return the dates of a text."""
    tokens = tokenise(text)
    found, index = [], 0
    while index < len(tokens):
        dated = read_date(tokens, index, now)
        if dated:
            found.append(dated[0])
        index = dated[1] if dated else index + 1
    return found


def date(text: str) -> Date | None:
    """Return the first date of a text."""
    return next(iter(dates(text)), None)


def rows(table: str) -> list[list[str]]:
    """Return the cells of a table, one row a line, cells set apart by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


# -- numbers: what is none

NO_NUMBERS = """
it may last
second to none
one of them
one of the ships
no one knows
the one who left
this one is better
each one of them
one another
one after another
at one with himself
one wonders why
one can see that
the one looking for it
the ship has left
the two have left | 2
one day he will return
one-sided talks
a one-time offer
on the one hand
half-hearted
a half-brother
half-time
half past
half past ten
10,5 percent
the first half
the other half
in the second half
half empty
a mile away from the truth
in the long run
a ship
an army
a year of war
ten percent a year and | 10
a third party
a third world war
a quarterback
for a second
a split second
second thoughts
a couple was married
few ships
several ships
a few men
many ships
ground zero
zero tolerance
double standards
a double agent
at times
hard times
at 10:30
at 10 a.m.
at 5 pm
ten o'clock
the attacks of 9/11
24/7 coverage
won 3-2
a 2-3 defeat
nine-to-five
fifty-fifty
mid-2014
in 2014
a ton of money
tons of money
a million-dollar question | 1000000
in a minute
once a week
of a year
in the first place
"""


@pytest.mark.parametrize("row", rows(NO_NUMBERS), ids=lambda row: row[0])
def test_no_numbers(row: list[str]):
    """Words that look like numbers and are none; after a bar, the only numbers of the text."""
    assert [f"{q.value:g}" if q.value < 1e6 else f"{q.value:.0f}" for q in quantities(row[0])] == row[1:]


# -- numbers: value, unit and how they are meant

QUANTITIES = """
90% | 90 | percent
ninety percent | 90 | percent
90 per cent | 90 | percent
90 per-cent | 90 | percent
90 pct | 90 | percent
90pc | 90 | percent
90 % | 90 | percent
12.5 percent | 12.5 | percent
a 90-percent cut | 90 | percent
a 90 percent cut | 90 | percent
one hundred percent | 100 | percent
a hundred percent | 100 | percent
hundred percent | 100 | percent
zero percent | 0 | percent
half a percent | 0.5 | percent
three and a half percent | 3.5 | percent
1/2 percent | 0.5 | percent
2½ percent | 2.5 | percent
10 percent a year | 10 | percent
90 percentage points | 90 | percentage-point
25 basis points | 0.25 | percentage-point
minus 5 percent | -5 | percent
fell by -5 percent | -5 | percent
nine-tenths | 90 | percent
nine tenths of it | 90 | percent
9 out of 10 | 90 | percent
nine out of every ten | 90 | percent
four out of five | 80 | percent
nine in ten | 90 | percent
nine of every ten | 90 | percent
one in ten | 10 | percent
one in five people | 20 | percent
1 in 10 | 10 | percent
1/10 | 10 | percent
9/10 | 90 | percent
9/10 of the debt | 90 | percent
half | 50 | percent
half of it | 50 | percent
half the debt | 50 | percent
about half of them | 50 | percent | ~
by half | 50 | percent
one half of it | 50 | percent
a third of it | 33.3333 | percent
cut by a third. | 33.3333 | percent
one-third of them | 33.3333 | percent
two thirds | 66.6667 | percent
three quarters | 75 | percent
more than two-thirds | 66.6667 | percent | >
all but a tenth of it | 90 | percent
two of the three | 2 |
$10bn | 1e10 | dollar
$10 bn | 1e10 | dollar
$10 billion | 1e10 | dollar
$ 10 billion | 1e10 | dollar
US$10 billion | 1e10 | dollar
US$ 10 billion | 1e10 | dollar
10 billion dollars | 1e10 | dollar
10bn dollars | 1e10 | dollar
10 bn. dollars | 1e10 | dollar
10bn. dollars | 1e10 | dollar
ten bn roubles | 1e10 | ruble
ten billion dollars | 1e10 | dollar
a ten-billion-dollar debt | 1e10 | dollar
a $10-billion debt | 1e10 | dollar
10 billion US dollars | 1e10 | dollar
10 billion U.S. dollars | 1e10 | dollar
10 billion American dollars | 1e10 | dollar
USD 10bn | 1e10 | dollar
USD10bn | 1e10 | dollar
10bn USD | 1e10 | dollar
10 billion USD | 1e10 | dollar
10k dollars | 1e4 | dollar
$5 m | 5e6 | dollar
5$ | 5 | dollar
USD 1,000,000 | 1e6 | dollar
one million dollars | 1e6 | dollar
a million dollars | 1e6 | dollar
half a billion dollars | 5e8 | dollar
half a million dollars | 5e5 | dollar
one and a half billion dollars | 1.5e9 | dollar
two and a half million dollars | 2.5e6 | dollar
two million dollars and a half | 2e6 | dollar
a million and a half dollars | 1.5e6 | dollar
a quarter of a million dollars | 2.5e5 | dollar
three quarters of a million dollars | 7.5e5 | dollar
$1.5 million | 1.5e6 | dollar
2.5 million bucks | 2.5e6 | dollar
A$5m | 5e6 | australian-dollar
AUD 5m | 5e6 | australian-dollar
5 million Australian dollars | 5e6 | australian-dollar
5 million australian dollars | 5e6 | australian-dollar
C$5m | 5e6 | canadian-dollar
HK$5m | 5e6 | hong-kong-dollar
5 million Hong Kong dollars | 5e6 | hong-kong-dollar
EUR 5 million | 5e6 | euro
€31m | 31e6 | euro
31 million euros | 31e6 | euro
31 million euro | 31e6 | euro
10 € | 10 | euro
£3 | 3 | pound
£3bn | 3e9 | pound
5 million pounds | 5e6 | pound
ten pounds sterling | 10 | pound
5 million Egyptian pounds | 5e6 | egyptian-pound
500 yen | 500 | yen
500 million yuan | 5e8 | yuan
ten billion rubles | 1e10 | ruble
ten billion roubles | 1e10 | ruble
10bn rubles | 1e10 | ruble
10 billion ruble | 1e10 | ruble
RUB 5bn | 5e9 | ruble
₽5bn | 5e9 | ruble
5 billion ₽ | 5e9 | ruble
₹ 500 | 500 | rupee
500 rupees | 500 | rupee
500 pesos | 500 | peso
500 lira | 500 | lira
500 liras | 500 | lira
500 dirhams | 500 | dirham
500 shekels | 500 | shekel
500 rand | 500 | rand
500 crowns | 500 | crown
500 Swiss francs | 500 | swiss-franc
CHF 500 | 500 | swiss-franc
500 won | 500 | won
three million hryvnias | 3e6 | hryvnia
two zlotys | 2 | zloty
2,100 km | 2.1e6 | length
2.1 thousand kilometres | 2.1e6 | length
2 kilometers | 2000 | length
2 kilometres | 2000 | length
2 km | 2000 | length
2km | 2000 | length
5 m | 5 | length
five metres | 5 | length
ten miles | 16093.44 | length
a 10-mile run | 16093.44 | length
half a mile | 804.672 | length
two nautical miles | 3704 | length
5 feet 10 inches | 1.778 | length
10 square kilometres | 1e7 | area
10 sq km | 1e7 | area
10 sq. km | 1e7 | area
10 km² | 1e7 | area
10 km2 | 1e7 | area
5 hectares | 50000 | area
10 cubic metres | 10 | volume
2 bcm | 2e9 | volume
1000 litres | 1 | volume
50 mph | 80.4672 | speed
50 miles per hour | 80.4672 | speed
100 km/h | 100 | speed
100 kilometres an hour | 100 | speed
10 metres per second | 36 | speed
20 degrees Celsius | 20 | temperature
20°C | 20 | temperature
20 °C | 20 | temperature
68 degrees Fahrenheit | 20 | temperature
minus 10 degrees Celsius | -10 | temperature
10 degrees Celsius below zero | -10 | temperature
5 kg | 5 | weight
5 kilograms | 5 | weight
500 grams | 0.5 | weight
five tonnes | 5000 | weight
five tons | 5000 | weight
weighed 10 pounds | 4.5359 | weight
ten pounds of sugar | 4.5359 | weight
500 megawatts | 5e8 | power
500 MW | 5e8 | power
5 kilowatt-hours | 5000 | energy
5 gigabytes | 5e9 | data
two decades | 7305 | period
twenty years | 7305 | period
20 years | 7305 | period
14 days | 14 | period
two weeks | 14 | period
two fortnights | 28 | period
30 minutes | 0.0208333 | period
a two-day visit | 2 | period
two days' time | 2 | period
a two-and-a-half-year term | 913.125 | period
three and a half years | 1278.375 | period
three-and-a-half years | 1278.375 | period
1 1/2 years | 547.875 | period
2½ years | 913.125 | period
half a year | 182.625 | period
half an hour | 0.0208333 | period
half-an-hour | 0.0208333 | period
a half-hour talk | 0.0208333 | period
an hour and a half | 0.0625 | period
a quarter of an hour | 0.0104167 | period
three quarters of an hour | 0.03125 | period
a quarter of a century | 9131.25 | period
a year and a half | 547.875 | period
two years and a half | 913.125 | period
lasted a year | 365.25 | period
for a month | 30.4375 | period
a year later | 365.25 | period
lasted one day | 1 | period
two years and three months | 821.8125 | period
two hours 30 minutes | 0.1041667 | period
a 25-year-old man | 9131.25 | period
five light years | 5 | light-year
twenty-one ships | 21 | ship
a 21-ship fleet | 21 | ship
two dozen eggs | 24 | egg
a dozen ships | 12 | ship
half a dozen ships | 6 | ship
a hundred ships | 100 | ship
a thousand ships | 1000 | ship
half a million ships | 500000 | ship
half-a-million ships | 500000 | ship
a half-million ships | 500000 | ship
one hundred and five men | 105 | man
a hundred and five men | 105 | man
a hundred thousand men | 1e5 | man
two hundred thousand men | 2e5 | man
three thousand two hundred | 3200 |
three million two hundred thousand | 3.2e6 |
12 000 ships | 12000 | ship
1 200 000 ships | 1.2e6 | ship
12,000 ships | 12000 | ship
2000 soldiers | 2000 | soldier
over 1500 soldiers | 1500 | soldier | >
1500 km | 1.5e6 | length
1.5 million people | 1.5e6 | people
two point five million people | 2.5e6 | people
100m people | 1e8 | people
5 lakh rupees | 5e5 | rupee
ten army trucks | 10 | truck
ten old ships | 10 | ship
one ship | 1 | ship
one man | 1 | man
Resolution 242 | 242 |
Article 5 rights | 5 |
F-16 fighters | 16 |
twice | 2 | times
two times | 2 | times
three times a week | 3 | times
ten times as much | 10 | times
tenfold | 10 | times
a 10-fold rise | 10 | times
10 fold | 10 | times
threefold | 3 | times
some twenty years | 7305 | period | ~
some 90 percent | 90 | percent | ~
nearly 90 percent | 90 | percent | ~
almost 90 percent | 90 | percent | ~
roughly 90 percent | 90 | percent | ~
just over 90 percent | 90 | percent | ? | 95
just under 90 percent | 85 | percent | ? | 90
just over a billion dollars | 1e9 | dollar | ? | 1.1e9
slightly more than 90 percent | 90 | percent | ? | 95
a little over 90 percent | 90 | percent | ? | 95
close to 10 ships | 10 | ship | ~
about 10 ships | 10 | ship | ~
ninety-odd percent | 90 | percent | ~
ten or so ships | 10 | ship | ~
a dozen or so ships | 12 | ship | ~
twenty years or so | 7305 | period | ~
in the region of 10 ships | 10 | ship | ~
cut to 90 percent | 90 | percent
rather than 10 ships | 10 | ship
just 10 ships | 10 | ship
more than 10 ships | 10 | ship | >
more than a hundred ships | 100 | ship | >
over 80 percent | 80 | percent | >
well over 80 percent | 80 | percent | >
exceeding 80 percent | 80 | percent | >
in excess of 80 percent | 80 | percent | >
upwards of 80 percent | 80 | percent | >
above 80 percent | 80 | percent | >
for over 19 days | 19 | period | >
took over 19 days | 19 | period | >
more than 19 days | 19 | period | >
was mapped over 19 days | 19 | period
over the past 10 years | 3652.5 | period
Over ten days it was mapped. | 10 | period | >=
came over forty years earlier | 14610 | period | >
only one ship | 1 | ship
for more than a year | 365.25 | period | >
at least 10 ships | 10 | ship | >=
no fewer than ten ships | 10 | ship | >=
no less than ten dollars | 10 | dollar | >=
a minimum of ten ships | 10 | ship | >=
ten or more ships | 10 | ship | >=
ten ships | 10 | ship
90 percent or more | 90 | percent | >=
90-plus percent | 90 | percent | >=
90+ percent | 90 | percent | >=
fewer than 10 ships | 10 | ship | <
less than 10 dollars | 10 | dollar | <
under 10 ships | 10 | ship | <
well below 10 dollars | 10 | dollar | <
under two flags | 2 | flag
up to 10 ships | 10 | ship | <=
as many as 10 ships | 10 | ship | <=
a maximum of 10 ships | 10 | ship | <=
at most 10 ships | 10 | ship | <=
no more than 10 ships | 10 | ship | <=
not more than 10 ships | 10 | ship | <=
not over 10 dollars | 10 | dollar | <=
10 percent or less | 10 | percent | <=
5-10 percent | 5 | percent | - | 10
5%-10% | 5 | percent | - | 10
5 to 10 percent | 5 | percent | - | 10
5 percent to 10 percent | 5 | percent | - | 10
between 5 and 10 percent | 5 | percent | - | 10
between five percent and ten percent | 5 | percent | - | 10
from 5 to 10 percent | 5 | percent | - | 10
rose from 5 to 10 percent | 5 | percent
rose 5 percent to 10 percent | 5 | percent
10 to 15 ships | 10 | ship | - | 15
10-15 ships | 10 | ship | - | 15
two or three days | 2 | period | - | 3
a five- to ten-year term | 1826.25 | period | - | 3652.5
$5-10 billion | 5e9 | dollar | - | 1e10
$5bn-$10bn | 5e9 | dollar | - | 1e10
between $5 and $10 | 5 | dollar | - | 10
5 to 10 billion dollars | 5e9 | dollar | - | 1e10
two weeks to two months | 14 | period | - | 60.875
between one hundred and two hundred men | 100 | man | - | 200
between one million and two million men | 1e6 | man | - | 2e6
two or more ships | 2 | ship | >=
a couple of days | 2 | period | ? | 3
a couple of ships | 2 | ship | ? | 3
a day or two | 1 | period | ? | 2
dozens of ships | 20 | ship | ? | 200
hundreds of ships | 100 | ship | ? | 2000
thousands of ships | 1000 | ship | ? | 1e6
tens of thousands of ships | 10000 | ship | ? | 200000
hundreds of millions of dollars | 1e8 | dollar | ? | 2e9
millions of dollars | 1e6 | dollar | ? | 1e9
several hundred ships | 200 | ship | ? | 999
a few thousand ships | 2000 | ship | ? | 9990
"""


MEASURES = {name.removeprefix("measure_"): name for name in BASES}


@pytest.mark.parametrize("row", rows(QUANTITIES), ids=lambda row: row[0])
def test_quantities(row: list[str]):
    """The same quantity in another form is the same: digits, words, fractions, signs, codes, limits and ranges."""
    text, value, unit, bound, to = (*row, "", "")[:5] if len(row) > 3 else (*row, "=", "")
    unit = MEASURES.get(unit, unit)
    found = quantity(text)
    assert found is not None
    assert (found.value, found.unit, found.bound) == (pytest.approx(float(value), rel=1e-4), unit, ONE_TO_ONE[bound])
    assert found.to == pytest.approx(float(to or 0), rel=1e-4)


def test_two_numbers_that_are_no_range():
    """What rose from five to ten percent was both; a number has its unit from the one after it."""
    assert quantities("rose from 5 to 10 percent") == [Quantity(5, "percent"), Quantity(10, "percent")]
    assert quantities("two of the three ships") == [Quantity(2, "ship"), Quantity(3, "ship")]
    assert quantities("two ships out of three") == [Quantity(2, "ship"), Quantity(3, "ship")]
    assert quantities("a little over a billion dollars") == quantities("just over a billion dollars")
    assert read_number(tokenise("ten billion rubles"), 0) == (1e10, 2)
    assert all(is_measure(q.unit) for q in quantities("5 kg, 5 euros, 5 days, 5 percent, 5 km, 5 times, A$5"))


QUANTITIES_AGREE = """
90 percent | nine-tenths | yes
90 percent | 80 percent | no
90 percent | 90 percentage points | ?
more than 80 percent | 90 percent | yes
just over a billion dollars | 1.09 billion dollars | yes
just over a billion dollars | 0.9 billion dollars | no
just over a billion dollars | a billion dollars | yes
less than a billion dollars | a billion dollars | no
more than 80 percent | 70 percent | no
more than 80 percent | 80 percent | no
more than 10 ships | 500 ships | ?
at least 80 percent | 80 percent | yes
more than 80 percent | less than 70 percent | no
more than 80 percent | less than 90 percent | ?
more than 80 percent | more than 80 percent | yes
fewer than 10 ships | 9 ships | yes
fewer than 10 ships | 12 ships | no
up to 10 ships | 10 ships | yes
about 100 ships | 97 ships | yes
about 100 ships | 50 ships | no
two weeks | 14 days | yes
two weeks | 15 days | no
one month | 30 days | yes
100 years | 99 years | no
half a year | six months | yes
an hour and a half | 90 minutes | yes
a quarter of a century | 25 years | yes
$10 billion | 10 billion dollars | yes
$10 billion | ten billion US dollars | yes
$10 billion | 10 billion euros | no
ten billion dollars | ten billion rubles | no
ten billion rubles | 10bn roubles | yes
£5 | 5 yen | no
5 million francs | 5 million Swiss francs | yes
$5m | A$5m | no
10 ships | 10 percent | ?
USD 1,000,000 | $1m | yes
5 km | 5,000 metres | yes
5 kilometers | 5 kilometres | yes
26 miles | 42 km | yes
5 km | 5 square km | ?
a dozen ships | 12 ships | yes
half a dozen ships | 6 ships | yes
a hundred ships | 100 ships | yes
tenfold | ten times | yes
twice | two times | yes
ten times | ten ships | ?
5 to 10 percent | 7 percent | yes
5 to 10 percent | 12 percent | no
5 to 10 percent | 5-10 percent | yes
5 to 10 percent | 6 to 9 percent | no
5 to 10 percent | more than 4 percent | yes
5 to 10 percent | more than 12 percent | no
dozens of ships | 45 ships | yes
dozens of ships | 3 ships | no
hundreds of ships | several hundred ships | yes
millions of dollars | $10 billion | no
hundreds of millions of dollars | 300 million dollars | yes
a couple of days | two days | yes
20 degrees Celsius | 68 degrees Fahrenheit | yes
20 degrees Celsius | 30 degrees Celsius | no
"""


def verdict(agreed: bool | None) -> str:
    return {True: "yes", False: "no", None: "?"}[agreed]


@pytest.mark.parametrize("row", rows(QUANTITIES_AGREE), ids=lambda row: " / ".join(row[:2]))
def test_quantities_agree(row: list[str]):
    """Quantities are compared within one unit; different currencies never agree. The order does not matter."""
    a, b = quantity(row[0]), quantity(row[1])
    assert a is not None
    assert b is not None
    assert (verdict(a.agrees(b)), verdict(b.agrees(a))) == (row[2], row[2])


ORDINALS = """
66th | 66
1st | 1
third | 3
sixty-sixth | 66
twenty first | 21
twelfth | 12
1,000th | 1000
hundredth | 100
ships |
66 |
second to none |
second thoughts |
second-hand |
first of all |
third-party |
"""


@pytest.mark.parametrize("row", rows(ORDINALS), ids=lambda row: row[0])
def test_ordinals(row: list[str]):
    """Ordinals in digits and in words."""
    found = read_ordinal(tokenise(row[0]), 0)
    assert (str(found[0]) if found else "") == row[1]


@pytest.mark.parametrize("text", ["at first", "per second", "a split second", "for a second."])
def test_no_ordinals(text: str):
    """Words that look like ordinals and are times or adverbs."""
    tokens = tokenise(text)
    assert not any(read_ordinal(tokens, index) for index in range(len(tokens)))


# -- dates

NO_DATES = """
it may
it may be so
this may be wrong
what he did last may surprise you
10 may be killed
the march
they march on
march 5 miles
first march on the city
may the force be with you
Jan Smith left
April Jones said
an august body
12345
2000 soldiers
1500 km
2014 kilometres
2000 dollars
nearly 2000
over 1500 men
more than 1200
at least 1300
Resolution 1973
$2014
2014 percent
the last year
the next year
the following year
the previous year
a year earlier
a decade earlier
two years later
in recent decades
in his nineties
in her late seventies
on Monday
at the turn of the year
early on
in the end
the end of the war
the beginning of wisdom
in the middle of nowhere
the first half
the last quarter
a century
of the century
next door
this ship
in summer
in the fall of the city
prices fall
spring water
9/11
an ad
ten years
decades ago
a long time ago
twenty-one ships
mid-sized
late arrivals
early man
"""


@pytest.mark.parametrize("row", rows(NO_DATES), ids=lambda row: row[0])
def test_no_dates(row: list[str]):
    """Words that look like dates and are none, or are relative to something that is not known."""
    assert dates(row[0]) == []


def D(*parts: int | None, **more: object) -> Date:
    return Date(*parts, **more)  # type: ignore[arg-type]


DATES: list[tuple[str, Date]] = [
    ("1 May 2014", D(2014, 5, 1)),
    ("May 1, 2014", D(2014, 5, 1)),
    ("May 1st 2014", D(2014, 5, 1)),
    ("the 1st of May 2014", D(2014, 5, 1)),
    ("the first of May", D(None, 5, 1)),
    ("1 may 2014", D(2014, 5, 1)),
    ("May 2014", D(2014, 5)),
    ("may 2014", D(2014, 5)),
    ("May, 2014", D(2014, 5)),
    ("in May", D(None, 5)),
    ("in may", D(None, 5)),
    ("last May", D(None, 5)),
    ("March 3", D(None, 3, 3)),
    ("Sept. 3", D(None, 9, 3)),
    ("in August", D(None, 8)),
    ("June", D(None, 6)),
    ("2014", D(2014)),
    ("in the year 2014", D(2014)),
    ("the 2014 elections", D(2014)),
    ("2014-06-05", D(2014, 6, 5)),
    ("2014-06", D(2014, 6)),
    ("05.06.2014", D(2014, 6, 5)),
    ("31.12.2014", D(2014, 12, 31)),
    ("5/6/2014", D(2014)),
    ("5/31/2014", D(2014, 5, 31)),
    ("31/5/2014", D(2014, 5, 31)),
    ("5/5/2014", D(2014, 5, 5)),
    ("44 BC", D(-44)),
    ("AD 1066", D(1066)),
    ("1066 AD", D(1066)),
    ("nineteen ninety-one", D(1991)),
    ("nineteen forty-five", D(1945)),
    ("twenty fourteen", D(2014)),
    ("the 1940s", D(decade=1940)),
    ("the 1940's", D(decade=1940)),
    ("the nineties", D(decade=1990)),
    ("the nineteen-nineties", D(decade=1990)),
    ("the 90s", D(decade=1990)),
    ("the '90s", D(decade=1990)),
    ("the 2000s", D(decade=2000)),
    ("the late 1940s", D(decade=1940, part="late")),
    ("late in the 1940s", D(decade=1940, part="late")),
    ("mid-1990s", D(decade=1990, part="mid")),
    ("the early 90s", D(decade=1990, part="early")),
    ("the beginning of the 1950s", D(decade=1950, part="early")),
    ("the end of 2013", D(2013, part="late")),
    ("late September", D(None, 9, part="late")),
    ("mid-May", D(None, 5, part="mid")),
    ("mid-2014", D(2014, part="mid")),
    ("early in 1994", D(1994, part="early")),
    ("late in June", D(None, 6, part="late")),
    ("in the middle of May", D(None, 5, part="mid")),
    ("at the end of next year", D(2015, part="late")),
    ("late last year", D(2013, part="late")),
    ("earlier this year", D(2014)),
    ("this year", D(2014)),
    ("next year", D(2015)),
    ("last year", D(2013)),
    ("next month", D(2015, 1)),
    ("last month", D(2014, 11)),
    ("in May of last year", D(2013, 5)),
    ("in May last year", D(2013, 5)),
    ("ten years ago", D(2004)),
    ("10 years ago", D(2004)),
    ("a year ago", D(2013)),
    ("two months ago", D(2014, 10)),
    ("more than ten years ago", D(2004, bound="<")),
    ("two decades ago", D(1992, bound="~", last=D(1996))),
    ("before 1950", D(1950, bound="<")),
    ("prior to 1950", D(1950, bound="<")),
    ("before May 2014", D(2014, 5, bound="<")),
    ("before the 1950s", D(decade=1950, bound="<")),
    ("before November", D(None, 11, bound="<")),
    ("when November began", D(None, 11, bound="<")),
    ("before November began", D(None, 11, bound="<")),
    ("by twenty-twenty", D(2020, bound="<=")),
    ("in 6/2014", D(2014, 6)),
    ("beyond 1991", D(1991, bound=">")),
    ("covered by the June agreement", D(None, 6)),
    ("after the 2014 elections", D(2014)),
    ("before the 1st of May", D(None, 5, 1, bound="<")),
    ("until 1991", D(1991, bound="<=")),
    ("by November", D(None, 11, bound="<=")),
    ("no later than 2020", D(2020, bound="<=")),
    ("not before 2020", D(2020, bound=">=")),
    ("not until 2020", D(2020, bound=">=")),
    ("by the end of 2014", D(2014, bound="<=")),
    ("before the end of 2014", D(2014, bound="<=")),
    ("after 1950", D(1950, bound=">")),
    ("later than 1950", D(1950, bound=">")),
    ("since 1991", D(1991, bound=">=")),
    ("since the beginning of 1991", D(1991, bound=">=")),
    ("from 1948 on", D(1948, bound=">=")),
    ("from 1948 onwards", D(1948, bound=">=")),
    ("in 1948 or later", D(1948, bound=">=")),
    ("as early as 2010", D(2010)),
    ("as late as 2010", D(2010)),
    ("around 1990", D(1990)),
    ("2013-14", D(2013, bound="-", last=D(2014))),
    ("2013/14", D(2013, bound="-", last=D(2014))),
    ("1999-00", D(1999, bound="-", last=D(2000))),
    ("1914-1918", D(1914, bound="-", last=D(1918))),
    ("between 2010 and 2014", D(2010, bound="~", last=D(2014))),
    ("between May and July 2014", D(2014, 5, bound="~", last=D(2014, 7))),
    ("June-July 2014", D(2014, 6, bound="-", last=D(2014, 7))),
    ("5-7 May 2014", D(2014, 5, 5, bound="-", last=D(2014, 5, 7))),
    ("May 5-7, 2014", D(2014, 5, 5, bound="-", last=D(2014, 5, 7))),
    ("summer 2014", D(2014, 6, bound="~", last=D(2014, 9))),
    ("the spring of 2014", D(2014, 3, bound="~", last=D(2014, 6))),
    ("the first half of 2014", D(2014, 1, bound="~", last=D(2014, 6))),
    ("the second half of 2014", D(2014, 7, bound="~", last=D(2014, 12))),
    ("the first quarter of 2014", D(2014, 1, bound="~", last=D(2014, 3))),
    ("the last quarter of 2014", D(2014, 10, bound="~", last=D(2014, 12))),
    ("Q1 2014", D(2014, 1, bound="~", last=D(2014, 3))),
    ("the second half of the 1990s", D(1995, bound="~", last=D(1999))),
    ("the 20th century", D(1900, bound="~", last=D(2000))),
    ("the twentieth century", D(1900, bound="~", last=D(2000))),
    ("the late 20th century", D(1960, bound="~", last=D(2000))),
    ("the 1800s", D(1800, bound="~", last=D(1899))),
]


@pytest.mark.parametrize(("text", "expected"), DATES, ids=[text for text, _ in DATES])
def test_dates(text: str, expected: Date):
    """A date is read as far as it is given; "next month" counts from the date of the source."""
    assert dates(text) == [expected]


def test_two_dates():
    """The ends of what lasted are dates of their own; a month has its year from the one after it."""
    assert dates("from 2010 to 2014") == [Date(2010), Date(2014)]
    assert dates("the 1990s and 2000s") == [Date(decade=1990), Date(decade=2000)]
    assert dates("June and July 2014") == [Date(2014, 6), Date(2014, 7)]
    assert dates("ten years ago", Date()) == []
    assert dates("5 and 7 May") == [Date(None, 5, 5), Date(None, 5, 7)]


DATES_AGREE = """
2014 | 2014 | yes
2014 | 2013 | no
May 2014 | 2014 | yes
May 2014 | June 2014 | no
in May | 2014 | ?
1 May | May 2014 | yes
the 1990s | 1994 | yes
the 1990s | 2001 | no
the '90s | the nineties | yes
early 1990s | 1991 | yes
early 1990s | 1998 | no
late 1940s | 1948 | yes
late 1940s | 1941 | no
the late 1940s | the late 1950s | no
early 1990s | late 1990s | no
late September | September 29 | yes
late September | September 3 | no
late 2014 | November 2014 | yes
late 2014 | February 2014 | no
before 1950 | 1948 | yes
before 1950 | 1950 | no
before 1950 | the 1940s | yes
after 1950 | 1948 | no
after 1950 | 1953 | yes
after 1950 | 1950 | no
since 1991 | 1991 | yes
until 1991 | 1994 | no
by 2020 | 2020 | yes
by 2020 | 2019 | ?
by 2020 | 2021 | no
by 2020 | by 2030 | no
since 1991 | since 1994 | no
since 1994 | since the 1990s | yes
before 1950 | before 1960 | ?
before 1950 | after 1940 | ?
before 1950 | after 1960 | no
before 1950 | since 1950 | no
before 1950 | in May | ?
before November | in November | no
before November | in October | yes
before November | in October 2013 | yes
before November | in December | ?
when November began | in October | yes
since October | in October | yes
since October | in November | ?
since 1991 | 1994 | ?
since 1991 | 1990 | no
after October | in October | no
after October | in November | yes
after October | in September | ?
before November 2014 | October 2014 | yes
before November 2014 | November 2014 | no
before November 2014 | December 2013 | yes
before May 2014 | 2014 | ?
before November | after November | no
before November | before November | yes
before the end of 2014 | November 2014 | yes
until 1991 | 1985 | ?
2013-14 | 2014 | yes
2013-14 | 2012 | no
2013-14 | 2013/14 | yes
2013-14 | 2013-15 | no
between 2010 and 2014 | 2012 | yes
between 2010 and 2014 | 2016 | no
June-July 2014 | June 2014 | yes
June-July 2014 | in June | yes
June-July 2014 | in May | no
the first half of 2014 | in June | ?
the first half of 2014 | in July | no
June-July 2014 | 2014 | yes
summer 2014 | July 2014 | yes
spring 2014 | the first half of 2014 | yes
spring 2014 | autumn 2014 | no
between 2010 and 2014 | 2011-13 | yes
summer 2014 | January 2014 | no
the first half of 2014 | March 2014 | yes
the first half of 2014 | October 2014 | no
the first half of 2014 | the second half of 2014 | no
the 20th century | 1945 | yes
the 20th century | 1812 | no
44 BC | 44 BC | yes
ten years ago | 2004 | yes
"""


@pytest.mark.parametrize("row", rows(DATES_AGREE), ids=lambda row: " / ".join(row[:2]))
def test_dates_agree(row: list[str]):
    """Dates agree as far as both are given; parts and bounds take in the dates within. The order does not matter."""
    a, b = date(row[0]), date(row[1])
    assert a is not None
    assert b is not None
    assert (verdict(a.agrees(b)), verdict(b.agrees(a))) == (row[2], row[2])


# -- properties

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    """Return a number from 1 to 999,999 in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    head, rest, scale = (number // 1000, number % 1000, "thousand") if number >= 1000 else (0, 0, "")
    if not scale:
        head, rest, scale = number // 100, number % 100, "hundred"
    joint = " and " if rest and rest < 100 else " "
    return f"{spelled(head)} {scale}" + (joint + spelled(rest) if rest else "")


# A number with a unit, written in every way.
FORMS = {
    "percent": "{n}%|{n} percent|{n} per cent|{n} pct|{w} percent|a {n}-percent cut|{g} percent",
    "dollar": "${n}|{n} dollars|{n} US dollars|USD {n}|US${n}|{w} dollars|${g}|{w} American dollars|${n}.0|{n} USD",
    "ruble": "{n} rubles|{w} roubles|RUB {n}|{g} rubles|a {n}-ruble note|{n} ₽",
    PERIOD: "{n} days|{w} days|a {n}-day visit|{g} days|{n}-day|a {w}-day visit",
    LENGTH: "{n} metres|{w} metres|{n} meters|{g} m|{w}-metre",
    "ship": "{n} ships|{w} ships|{g} ships|{n} old ships|{n}-ship",
    "times": "{n} times|{w} times|{n}-fold",
}


@given(st.sampled_from(sorted(FORMS)), st.integers(2, 999_999), st.integers(2, 999_999), st.data())
def test_each_form_of_a_quantity_reads_back(unit: str, number: int, other: int, data: st.DataObject):
    """However a number is written, it agrees with itself and not with one that is clearly another."""
    assume(abs(number - other) > 0.2 * max(number, other))
    assume(unit != "ship" or not any(1000 <= n < 2100 for n in (number, other)))  # those may be years
    forms = FORMS[unit].split("|")

    def written(value: int) -> Quantity:
        form = data.draw(st.sampled_from(forms))
        found = quantity(form.format(n=value, w=spelled(value), g=f"{value:,}"))
        assert found is not None
        assert (found.value, found.unit, found.bound) == (value, unit, Bound.EXACT)
        return found

    one, same, another = written(number), written(number), written(other)
    assert one.agrees(same) is True
    assert one.agrees(another) is False
    about = quantity(f"about {number} {forms[1].partition(' ')[2] or 'days'}")
    assert about is not None


@given(st.integers(2, 999), st.sampled_from(["million", "billion", "trillion"]), st.data())
def test_each_form_of_a_large_sum_reads_back(number: int, scale: str, data: st.DataObject):
    """The scale may be a word or letters, before or after what is counted."""
    short = {"million": "m|mn|mln", "billion": "bn|b|bln", "trillion": "tn|trn"}[scale].split("|")
    letters = data.draw(st.sampled_from(short))
    size = {"million": 1e6, "billion": 1e9, "trillion": 1e12}[scale]
    for text in (
        f"${number}{letters}",
        f"${number} {scale}",
        f"{spelled(number)} {scale} dollars",
        f"USD {number}{letters}",
    ):
        assert quantity(text) == Quantity(number * size, "dollar")


def numbers() -> st.SearchStrategy[Quantity]:
    values = st.integers(0, 40).map(float)
    bounds = st.sampled_from([bound for bound in Bound if bound not in (Bound.JUST_OVER, Bound.JUST_UNDER)])

    def build(value: float, unit: str, bound: Bound, more: float) -> Quantity:
        spans = bound in (Bound.RANGE, Bound.VAGUE)
        return Quantity(value, unit, bound, value + more if spans else 0.0)

    return st.builds(
        build, values, st.sampled_from(["", "ship", "dollar", "euro"]), bounds, st.integers(1, 9).map(float)
    )


def holds(quantity: Quantity, value: float) -> bool:
    """Say whether a quantity can mean a value."""
    match quantity.bound:
        case Bound.ABOVE:
            return value > quantity.value
        case Bound.AT_LEAST:
            return value >= quantity.value
        case Bound.BELOW:
            return value < quantity.value
        case Bound.AT_MOST:
            return value <= quantity.value
        case Bound.EXACT:
            return value == quantity.value
        case Bound.ABOUT:
            return abs(value - quantity.value) <= 0.065 * max(value, quantity.value)
        case _:
            return quantity.value <= value <= quantity.to


@given(numbers(), numbers())
def test_agreement_of_quantities(one: Quantity, two: Quantity):
    """It is symmetric; everything agrees with itself; what excludes each other never agrees, and only that differs."""
    assert one.agrees(two) == two.agrees(one)
    assert one.agrees(one) is True
    if one.unit == two.unit:
        common = any(holds(one, n / 8) and holds(two, n / 8) for n in range(-16, 500))
        if not common:
            assert one.agrees(two) is not True
        elif Bound.RANGE not in (one.bound, two.bound) or one.bound is not two.bound:
            assert one.agrees(two) is not False


def calendar_dates() -> st.SearchStrategy[Date]:
    years, months, days = st.integers(1900, 2020), st.integers(1, 12), st.integers(1, 28)
    exact = (
        st.builds(Date, years)
        | st.builds(Date, years, months)
        | st.builds(Date, years, months, days)
        | st.builds(Date, st.none(), months)
        | st.builds(Date, st.none(), months, days)
        | st.builds(lambda d: Date(decade=d * 10), st.integers(190, 201))
    )
    parted = st.builds(lambda d, part: replace(d, day=None, part=part), exact, st.sampled_from(["early", "late"]))
    limits = st.builds(lambda d, bound: replace(d, bound=bound), exact, st.sampled_from(["<", "<=", ">", ">="]))
    spans = st.builds(lambda y, n: Date(y, bound="-", last=Date(y + n)), years, st.integers(1, 9))
    return exact | parted | limits | spans


@given(calendar_dates(), calendar_dates())
def test_agreement_of_dates(one: Date, two: Date):
    """It is symmetric, and everything agrees with itself."""
    assert one.agrees(two) == two.agrees(one)
    assert one.agrees(one) is True


def on(date: Date, year: int) -> bool:
    """Say whether a date of years alone can mean a year."""
    first = date.year if date.year is not None else date.decade
    assert first is not None
    last = date.last.year if date.last else first if date.decade is None else first + 9
    assert last is not None
    limits = {"<": year < first, "<=": year <= last, ">": year > last, ">=": year >= first}
    return limits.get(date.bound, first <= year <= last)


def spans_of_years() -> st.SearchStrategy[Date]:
    years = st.integers(1900, 2020)
    exact = st.builds(Date, years) | st.builds(lambda d: Date(decade=d * 10), st.integers(190, 201))
    limits = st.builds(lambda d, bound: replace(d, bound=bound), exact, st.sampled_from(["<", "<=", ">", ">="]))
    return exact | limits | st.builds(lambda y, n: Date(y, bound="-", last=Date(y + n)), years, st.integers(1, 9))


@given(spans_of_years(), spans_of_years())
def test_dates_that_exclude_each_other(one: Date, two: Date):
    """Dates with no year in common never agree; those that have one differ only if both are spans, ends or starts."""
    common = any(on(one, year) and on(two, year) for year in range(1880, 2060))
    assert common or one.agrees(two) is not True
    ends = bool(one.last and two.last) or (one.bound == two.bound and one.bound in ("<=", ">="))
    assert not common or one.agrees(two) is not False or ends


MONTH_NAMES = {number: name.capitalize() for name, number in reversed(MONTHS.items())}


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2099, 12, 31)), st.dates(), st.data())
def test_each_form_of_a_day_reads_back(day: datetime.date, other: datetime.date, data: st.DataObject):
    """However a day is written, it is that day, and no other."""
    assume(day != other)

    def written(form: str) -> list[Date]:
        suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        return dates(form.format(d=day.day, s=suffix, m=MONTH_NAMES[day.month], y=day.year, n=day.month))

    expected = Date(day.year, day.month, day.day)
    forms = ["{d} {m} {y}", "{m} {d}, {y}", "{m} {d}{s}, {y}", "the {d}{s} of {m} {y}", "{y}-{n:02}-{d:02}"]
    form = data.draw(st.sampled_from([*forms, "{d:02}.{n:02}.{y}", "on {d} {m}, {y}", "by {m} {d} {y}"]))
    (found,) = written(form)
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert found.agrees(expected) is True
    if not found.bound:
        assert found.agrees(Date(other.year, other.month, other.day)) is False
    whole = f"{MONTH_NAMES[day.month]} {day.year}"
    assert dates(whole) == [Date(day.year, day.month)]
    assert expected.agrees(dates(f"before {whole}")[0]) is False
    assert expected.agrees(dates(f"after {whole}")[0]) is False
    assert expected.agrees(dates(f"since {whole}")[0]) is True


ODD = "a half of the first - and 10 2014 $ % / to may US bc Q 1 th ago . ' s".split()


@given(st.text(max_size=60) | st.lists(st.sampled_from(ODD)).map(" ".join))
def test_nothing_is_too_odd_to_read(text: str):
    """Whatever is typed is read without an error, and never beyond its end."""
    tokens = tokenise(text)
    for index in range(len(tokens)):
        for found in (read_date(tokens, index, NOW), read_quantity(tokens, index), read_ordinal(tokens, index)):
            assert found is None or index < found[1] <= len(tokens)


@pytest.mark.parametrize("noun", ["areas", "powers", "lengths", "periods", "volumes", "weights", "speeds"])
def test_nouns_that_are_called_like_measures(noun: str):
    """Three areas are counted like any other thing: they are no measure, and the noun stays a word of the text."""
    tokens = tokenise(f"Three {noun} were improved.")
    found = read_quantity(tokens, 0)
    assert found is not None
    assert (found[0].value, found[1]) == (3, 1)
    assert not is_measure(found[0].unit)
    assert found[0].agrees(Quantity(3, PERIOD)) is None
