"""Months, days, years, decades and seasons, read from tokens without a look at today."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from nkquiz.language.bounds import Bound, bound_before
from nkquiz.language.counted import AT_HOME, is_label
from nkquiz.language.date import MONTHS, WINDOW, Date
from nkquiz.language.ordinals import ORDINALS, read_ordinal
from nkquiz.language.tokens import Token, stands
from nkquiz.language.units import is_money, percent_at, unit_at

DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970}
DECADES |= {"eighties": 1980, "nineties": 1990}


def _months(first: int, last: int, year: int) -> Date:
    return Date(year, first, bound=WINDOW, last=Date(year, last))


# Wide, for some count from the first of a month and some from the solstice; a winter may be at either end of its year.
SEASONS: dict[str, Callable[[int], Date]] = {
    "spring": partial(_months, 3, 6), "summer": partial(_months, 6, 9), "autumn": partial(_months, 9, 12),
    "fall": partial(_months, 9, 12), "winter": lambda year: Date(year, 1, bound=WINDOW, last=Date(year + 1, 3)),
}  # fmt: skip
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_IN = frozenset("in since until till by during from before after between early late mid of on".split())
_BEFORE_FALL = frozenset({*_IN, "the", "-", "last", "this"})
_AGED = frozenset("his her their my your our its low lower high upper".split())
_AMBIGUOUS = frozenset({"may", "march", "mar"})
_FIRST_NAMES = frozenset({"april", "june", "august", "jan"})
_TIMED = _IN - {"of", "from", "on"} | frozenset({"the", "year", "this", *MONTHS})
_LIKE_YEARS = frozenset("about around circa to above below under by beyond ca near".split())
_ERAS = {"bc": -1, "bce": -1, "b.c.": -1, "b.c": -1, "ad": 1, "a.d.": 1, "ce": 1}


def read_in_digits(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    """Read "2014-06-05", "05.06.2014", "5/2014", "2013-14", "44 BC"; of "5/6/2014" only the year is sure."""
    text = tokens[index].text
    if text in ("ad", "a.d.") and tokens[index].capital and index + 1 < len(tokens):
        digits = tokens[index + 1].text
        return (Date(int(digits)), index + 2) if digits.isdigit() and len(digits) <= 4 and int(digits) else None
    if not text[0].isdigit() or (index and tokens[index - 1].text == "/"):
        return None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None:
        return None
    if after.text in _ERAS and after.capital and text.isdigit() and len(text) <= 4:
        return (Date(int(text) * _ERAS[after.text]), index + 2) if int(text) else None
    then = tokens[index + 2] if index + 2 < len(tokens) else None
    if then is None or after.start != tokens[index].end or then.start != after.end or not then.text[0].isdigit():
        return None
    if after.text == "." and _YEAR.fullmatch(then.text):
        day, _, month = text.partition(".")
        return (_day_of(then.text, month, day), index + 3) if _is_day(month, day) else None
    rest = [token.text for token in tokens[index + 3 : index + 5]]
    if after.text == "/" and _YEAR.fullmatch(then.text) and _is_day(text, "1") and rest[:1] != ["/"]:
        return Date(int(then.text), int(text)), index + 3
    whole = len(rest) == 2 and rest[0] == after.text and tokens[index + 3].start == then.end
    if after.text not in ("-", "/", ".") or not text.isdigit() or not then.text.isdigit():
        return None
    if _YEAR.fullmatch(text):
        if whole and _is_day(then.text, rest[1]):
            return _day_of(text, then.text, rest[1]), index + 5
        return None if whole else _years(int(text), then.text, index + 3)
    if whole and _YEAR.fullmatch(rest[1]) and len(text) <= 2 and len(then.text) <= 2:
        first, second, year = int(text), int(then.text), int(rest[1])
        if _is_day(then.text, text) and (first > 12 or first == second):
            return Date(year, second, first), index + 5
        if _is_day(text, then.text) and second > 12:
            return Date(year, first, second), index + 5
        return Date(year), index + 5
    return None


def _is_day(month: str, day: str) -> bool:
    return month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _day_of(year: str, month: str, day: str) -> Date:
    return Date(int(year), int(month), int(day))


def _years(first: int, second: str, end: int) -> tuple[Date, int] | None:
    """Read "2013-14" and "1914-1918"; "2014-06" is a month."""
    if len(second) == 4 and int(second) > first and _YEAR.fullmatch(second):
        return Date(first, bound="-", last=Date(int(second))), end
    if len(second) != 2:
        return None
    last = first // 100 * 100 + int(second)
    last += 100 if second == "00" and first % 100 == 99 else 0
    if last > first:
        return Date(first, bound="-", last=Date(last)), end
    return (Date(first, int(second)), end) if 1 <= int(second) <= 12 else None


def read_decade(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    """Read "the 1990s", "the '90s", "the nineties"; a man in his nineties is none. "The 1900s" may be a century."""
    text = tokens[index].text
    if text in DECADES:
        return None if _is_age(tokens, index) else (Date(decade=DECADES[text]), index + 1)
    if not text.isdigit() or text[-1] != "0" or len(text) not in (2, 4):
        return None
    end = index + 1
    end += end + 1 < len(tokens) and tokens[end].text == "'" and tokens[end + 1].text == "s"
    after = tokens[end] if end < len(tokens) else None
    attached = after is not None and after.text == "s" and after.start <= tokens[index].end + 1
    if not attached and not (tokens[index].possessive and len(text) == 4):
        return None
    end += attached
    if len(text) == 2:
        return None if _is_age(tokens, index) else (Date(decade=1900 + int(text)), end)
    if text.endswith("00") and text != "2000":
        return Date(int(text), bound=WINDOW, last=Date(int(text) + 99)), end
    return (Date(decade=int(text)), end) if _YEAR.fullmatch(text) else None


def _is_age(tokens: Sequence[Token], index: int) -> bool:
    before = [token.text for token in tokens[max(0, index - 3) : index]]
    while before and before[-1] in ("early", "mid", "late", "-", "'"):
        before.pop()
    return bool(before) and before[-1] in _AGED


def read_calendar(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    """Read a month with its day and year as far as they are given, a season of a year, or a year."""
    text = tokens[index].text
    if text in SEASONS:
        return _season(tokens, index)
    if text in MONTHS:
        return _month(tokens, index) if _is_month(tokens, index) else None
    if text not in ORDINALS and not text.isdigit():
        return None
    if (day := _day(tokens, index)) and (found := _day_and_month(tokens, index, *day)):
        return found
    return _bare_year(tokens, index)


def _bare_year(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    return (Date(int(tokens[index].text)), index + 1) if is_year(tokens, index) else None


def is_year(tokens: Sequence[Token], index: int) -> bool:
    """Say whether four digits are a year: not those of "2000 soldiers", "1500 km", "nearly 2000", "Resolution 1973"."""
    token = tokens[index]
    if not _YEAR.fullmatch(token.text) or is_label(tokens, index):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    before = tokens[index - 1].text if index else ""
    year = int(token.text)
    round_or_old = year % 100 == 0 or year < 1800
    if before not in _LIKE_YEARS and before != "than" and bound_before(tokens, index) is not Bound.EXACT:
        return False
    if before in _LIKE_YEARS - {"by"} and round_or_old and bound_before(tokens, index) is not Bound.AT_MOST:
        return False
    if before == "than" and (index < 2 or tokens[index - 2].text not in ("later", "earlier")):
        return False
    if after is None:
        return True
    if after.text == "s" and after.start == token.end:
        return False
    if percent_at(tokens, index + 1):
        return False
    if after.text == "-" and (stands(tokens, index + 2, "fold") or unit_at(tokens, index + 2, year)):
        return False
    unit = unit_at(tokens, index + 1 + (after.text in AT_HOME), year)
    if unit and (len(after.text) <= 3 or after.text.endswith("s") or is_money(unit.name)) and after.text != "m":
        return False
    plural = "n" in after.pos and (after.text != after.lemma or after.text == "people")
    return not (round_or_old and plural and before not in _TIMED)


def _is_month(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.text in _AMBIGUOUS:
        return _is_may(tokens, index, before, after)
    if token.text == "august" and not token.capital:
        return before in _IN or before.isdigit() or (after is not None and after.text.isdigit())
    if token.text in _FIRST_NAMES and after and after.capital and after.text.isalpha() and after.text not in MONTHS:
        return before in _IN or before.isdigit() or before in ("this", "last", "next", "and", "th", "st", "nd", "rd")
    return True


def _is_may(tokens: Sequence[Token], index: int, before: str, after: Token | None) -> bool:
    """Say whether "may", "march" or "mar" is the month."""
    capital, following = tokens[index].capital, after.text if after else ""
    closed = index + 2 >= len(tokens) or not tokens[index + 2].text[0].isalnum()
    if following.isdigit():
        return len(following) == 4 or (len(following) <= 2 and (capital or closed))
    if before.isdigit() or before in ("st", "nd", "rd", "th"):
        return capital or after is None or not following[0].isalpha()
    if before in _IN:
        return capital or before in ("in", "since", "until", "by", "early", "late", "mid", "during", "of")
    if before in ("this", "last", "next", "the", "-", "and", "or", "to", "end") and capital:
        linked = index > 1 and (tokens[index - 2].text in MONTHS or tokens[index - 2].text == "mid")
        return before in ("this", "last", "next") or linked
    if capital and following == "," and index + 2 < len(tokens) and is_year(tokens, index + 2):
        return True
    return capital and following in ("-", "and", "to") and index + 2 < len(tokens) and tokens[index + 2].text in MONTHS


def _day(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    if index >= len(tokens):
        return None
    ordinal = read_ordinal(tokens, index)
    if ordinal and 1 <= ordinal[0] <= 31:
        return ordinal
    text = tokens[index].text
    return (int(text), index + 1) if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31 else None


def _year(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    if index < len(tokens) and tokens[index].text in (",", "of", "in"):
        index += 1
    return (int(tokens[index].text), index + 1) if index < len(tokens) and is_year(tokens, index) else None


def _season(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    text = tokens[index].text
    before = tokens[index - 1].text if index else ""
    at = index + 1
    at += at < len(tokens) and tokens[at].text in ("of", "in")
    if at >= len(tokens) or not is_year(tokens, at):
        return None
    if (
        text == "fall"
        and index
        and not tokens[index].capital
        and before not in ("in", "the", "since", "early", "late", "by", "until", "-")
    ):
        return None
    return SEASONS[text](int(tokens[at].text)), at + 1


def _month(tokens: Sequence[Token], index: int) -> tuple[Date, int]:
    month, end, day = MONTHS[tokens[index].text], index + 1, None
    end += end + 1 < len(tokens) and tokens[end].text == "." and tokens[end + 1].text.isdigit()
    the = end < len(tokens) and tokens[end].text == "the"
    last: tuple[int | None, int | None] | None = None
    if found := _day(tokens, end + the):
        day, end = found
        if (second := _day(tokens, end + 1)) and tokens[end].text == "-" and second[0] > day:
            last, end = (month, second[0]), second[1]
    elif end + 1 < len(tokens) and tokens[end].text in ("-", "to", "and") and tokens[end + 1].text in MONTHS:
        other, year = MONTHS[tokens[end + 1].text], _year(tokens, end + 2)
        if tokens[end].text == "-" and other > month:
            last, end = (other, None), end + 2
        elif year and other > month and _is_month(tokens, end + 1):
            return Date(year[0], month), end  # "June and July 2014": both of that year
    year = _year(tokens, end)
    number, end = year or (None, end)
    if last:
        return Date(number, month, day, bound="-", last=Date(number, *last)), end
    return Date(number, month, day), end


def _day_and_month(tokens: Sequence[Token], index: int, day: int, end: int) -> tuple[Date, int] | None:
    """Read "1 May 2014", "the 1st of May", "5-7 May"; the first day of "5 and 7 May"."""
    at, second = end, None
    if at < len(tokens) and tokens[at].text in ("-", "to", "and") and (other := _day(tokens, at + 1)):
        second, at = other
    of = at < len(tokens) and tokens[at].text == "of"
    at += of
    if at >= len(tokens) or tokens[at].text not in MONTHS or (tokens[index].text in ORDINALS and not of):
        return None
    if not of and not _is_month(tokens, at):
        return None
    year = _year(tokens, at + 1)
    month = MONTHS[tokens[at].text]
    number, after = year or (None, at + 1)
    if second is None:
        return Date(number, month, day), after
    if tokens[end].text == "and" or second <= day:
        return Date(number, month, day), end
    return Date(number, month, day, bound="-", last=Date(number, month, second)), after
