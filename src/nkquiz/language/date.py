"""A date as far as it is given, and how two of them compare."""

from __future__ import annotations

from dataclasses import dataclass, replace

MONTHS = {
    name: n
    for n, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
        "october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_NAMES = {n: name.capitalize() for name, n in reversed(MONTHS.items())}
SPAN, WINDOW = "-", "~"
_BEFORE, _WITHIN = ("<", "<="), ("", SPAN, WINDOW)
_STRICT = ("<", ">")
_EARLIEST, _LATEST = (-99999, 1, 1), (99999, 12, 31)
Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given. `decade` 1940 stands for the 1940s; `part` is early, mid or late; years before
    Christ are negative.

    `bound` is "<" where only something before the date is meant ("before 1950"), ">" after it, "<=" where the date is
    the end or the last moment ("until", "by"), ">=" where it is the start ("since"); "-" where the date goes from this
    to `last` ("2013-14"), "~" where it is some time between them ("summer 2014", "between May and July").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None
    part: str = ""
    bound: str = ""
    last: Date | None = None

    def agrees(self, other: Date) -> bool | None:
        """Say whether two dates can be the same; None where they give nothing to compare, or where one neither takes
        in the other nor excludes it."""
        for one, two in ((self, other), (other, self)):
            if one.bound not in _WITHIN:
                return _limits_agree(one, two) if two.bound not in _WITHIN else _within_limit(one, two)
        if self.last or other.last:
            return _spans_agree(self, other)
        return all(compared) if (compared := _compared(self, other)) else None

    def is_rougher(self, other: Date) -> bool:
        """Say whether the other date gives more than this one: a day or month that is missing here, a year of this
        decade, or a date where this is a limit or a span only. A month without a year is often one of the year that
        all know."""
        if (self.bound or self.last) and not (other.bound or other.last):
            return True
        if self.decade is not None:
            return other.year is not None
        if self.year is not None:
            return (self.month is None and other.month is not None) or (self.day is None and other.day is not None)
        return self.day is None and other.day is not None

    def gives_as_much_as(self, other: Date) -> bool:
        """Say whether this date has the year, month and day where the other one has them."""
        mine, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        return all(own is not None or part is None for own, part in zip(mine, theirs, strict=True))

    def __str__(self) -> str:
        year = f"{-self.year} BC" if self.year and self.year < 0 else str(self.year) if self.year else ""
        year = year or (f"the {self.decade}s" if self.decade else "")
        parts = (self.part, str(self.day or ""), _NAMES.get(self.month or 0, ""), year)
        shown = " ".join(part for part in parts if part)
        return f"{shown} to {self.last}" if self.last else shown


def _compared(one: Date, two: Date) -> list[bool]:
    """Return what comes of comparing all that both dates give."""
    pairs = ((one.year, two.year), (one.month, two.month), (one.day, two.day), (one.decade, two.decade))
    compared = [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]
    for mine, theirs in ((one, two), (two, one)):
        if mine.decade is not None and theirs.year is not None:
            compared.append(mine.decade <= theirs.year < mine.decade + 10)
            if mine.part:
                compared.append(_in_part(mine.part, theirs.year - mine.decade + 1, 10))
    if one.part and two.part:
        if _grain(one) == _grain(two):
            compared.append(one.part == two.part)
    elif (one.part and two.month) or (two.part and one.month):
        whole, exact = (one, two) if one.part else (two, one)
        if whole.month and exact.day:
            compared.append(_in_part(whole.part, exact.day, 31))
        elif exact.month and not whole.month and not whole.decade:
            compared.append(_in_part(whole.part, exact.month, 12))
    return compared


def _grain(date: Date) -> int:
    """Say what `part` is a part of."""
    return 3 if date.month else 2 if date.year else 1


def _in_part(part: str, number: int, last: int) -> bool:
    """Say whether the number of a day, month or year can be called early, mid or late; the borders are loose."""
    return {"early": number <= last * 0.42, "mid": last * 0.3 <= number <= last * 0.75, "late": number >= last * 0.62}[
        part
    ]


def _span(date: Date) -> tuple[Day, Day] | None:
    """Return the first and the last day of a date, or None where it has no year."""
    if date.last is not None:
        first, last = _span(replace(date, last=None)), _span(date.last)
        return (first[0], last[1]) if first and last else None
    if date.year is None and date.decade is None:
        return None
    start = date.year if date.year is not None else date.decade or 0
    end = start if date.year is not None else start + 9
    if not date.part:
        return (start, date.month or 1, date.day or 1), (end, date.month or 12, date.day or 31)
    size = 31 if date.month else 12 if date.year is not None else 10
    inside = [n for n in range(1, size + 1) if _in_part(date.part, n, size)]
    if date.month:
        return (start, date.month, inside[0]), (start, date.month, inside[-1])
    if date.year is not None:
        return (start, inside[0], 1), (start, inside[-1], 31)
    return (start + inside[0] - 1, 1, 1), (start + inside[-1] - 1, 12, 31)


def _spans_agree(one: Date, two: Date) -> bool | None:
    """Compare dates of which at least one goes from a first to a last date."""
    if one.last and two.last and one.bound == two.bound == SPAN:
        firsts = replace(one, last=None, bound="").agrees(replace(two, last=None, bound=""))
        ends = (firsts, one.last.agrees(two.last))
        return False if False in ends else None if None in ends else True
    whole, point = (one, two) if one.last else (two, one)
    mine, theirs = _span(whole), _span(point)
    if mine and theirs:
        return _inside(mine, theirs)
    if point.last or whole.last is None:
        return True if whole == point else None
    if whole.year != whole.last.year or not (whole.month and whole.last.month and point.month):
        return None
    low, high = (whole.month, whole.day or 1), (whole.last.month, whole.last.day or 31)
    first, last = (point.month, point.day or 1), (point.month, point.day or 31)
    if low > high:
        return None
    within = low <= last and first <= high
    return None if within and whole.bound == WINDOW else within  # a window tells little where the year is unknown


def _inside(one: tuple[Day, Day], two: tuple[Day, Day]) -> bool | None:
    """Say whether one of two spans takes in the other (True), or they have no day in common (False)."""
    if one[1] < two[0] or two[1] < one[0]:
        return False
    inside = (one[0] <= two[0] and two[1] <= one[1]) or (two[0] <= one[0] and one[1] <= two[1])
    return True if inside else None


def _region(limit: Date, span: tuple[Day, Day]) -> tuple[Day, Day]:
    """Return the first and last day that a limit allows; a day before the first of a month is its day 0."""
    (year, month, day), after = span
    if limit.bound == "<":
        return _EARLIEST, (year, month, day - 1)
    if limit.bound == "<=":
        return _EARLIEST, after
    return ((after[0], after[1], after[2] + 1) if limit.bound == ">" else span[0]), _LATEST


def _limits_agree(one: Date, two: Date) -> bool | None:
    """Compare two limits: the same one agrees; two that exclude each other do not, nor do two ends or two starts."""
    same = replace(one, bound="") == replace(two, bound="")
    if (one.bound in _BEFORE) == (two.bound in _BEFORE):
        agreed = same or replace(one, bound="", last=None).agrees(replace(two, bound="", last=None))
        return False if agreed is False and one.bound == two.bound not in _STRICT else agreed or None
    mine, theirs = _span(one), _span(two)
    if mine and theirs:
        (start, end), (other_start, other_end) = _region(one, mine), _region(two, theirs)
        return False if max(start, other_start) > min(end, other_end) else None
    return False if same and (one.bound in _STRICT or two.bound in _STRICT) else None


def _within_limit(limit: Date, other: Date) -> bool | None:
    mine, theirs = _span(limit), _span(other)
    if mine and theirs:
        first, last = _region(limit, mine)
        if theirs[1] < first or theirs[0] > last:
            return False
        if limit.bound not in _STRICT and (theirs[1] < mine[0] or theirs[0] > mine[1]):
            return None  # "by" and "since" give an end and a start, and say little of other times
        return True if first <= theirs[0] and theirs[1] <= last else None
    if not limit.month or not other.month or other.last or limit.last:
        return None
    return _within_year(limit, other)


def _within_year(limit: Date, other: Date) -> bool | None:
    """Compare months, where a year is unknown: what comes later in the year may be of the year before."""
    here, there = limit.month or 0, other.month or 0
    if here == there and limit.day and other.day:
        here, there = limit.day, other.day
    elif here == there and limit.day:
        return None
    if here == there:
        return limit.bound not in _STRICT
    if limit.bound not in _STRICT:
        return None
    return True if (there < here) == (limit.bound in _BEFORE) else None
