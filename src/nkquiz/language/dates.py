"""Dates, as far as they are given, read from tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nkquiz.language.bounds import Bound
from nkquiz.language.calendar import DECADES, SEASONS, is_year, read_calendar, read_decade, read_in_digits
from nkquiz.language.date import MONTHS, WINDOW, Date
from nkquiz.language.number_words import ONES, TENS
from nkquiz.language.ordinals import ORDINALS, read_ordinal
from nkquiz.language.quantities import read_quantity
from nkquiz.language.tokens import Token
from nkquiz.language.units import PERIOD

__all__ = ["MONTHS", "WORDS", "Date", "read_date"]

_RELATIVE = {"next": 1, "coming": 1, "last": -1, "this": 0, "current": 0}
_PARTS = {"early": "early", "mid": "mid", "late": "late", "end": "late", "beginning": "early", "start": "early"}
_PARTS |= {"middle": "mid", "close": "late"}
_OF = {"end", "beginning", "start", "middle", "close"}  # these need "of"
_COUNTED = frozenset({*ONES[1:], *TENS, "a", "an"})
_SHARES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_NAMED = frozenset({*MONTHS, *DECADES, *SEASONS, *_RELATIVE, *_PARTS, *_SHARES, "ad", "a.d.", "q", "h"})
WORDS = _NAMED | _COUNTED | ORDINALS  # the words that a date can begin with

_LIMITS = {"before": "<", "until": "<=", "till": "<=", "by": "<=", "after": ">", "since": ">=", "prior to": "<"}
_LIMITS |= {"later than": ">", "earlier than": "<", "ahead of": "<", "up to": "<=", "post -": ">", "pre -": "<"}
_LIMITS |= {"beyond": ">"}
_DENIED = {"<": ">=", "<=": ">=", ">": "<=", ">=": ">="}
_PASSED = frozenset("the year month about around roughly approximately of".split())
_BEGINS = frozenset("began begins begin started starts start arrived dawned".split())
# The end of 2014, as a limit, is that of the year; so is its start.
_AT_END = {"<": "<=", "<=": "<=", ">": ">"}
_AT_START = {"<": "<", ">": ">=", ">=": ">="}


def read_date(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    """Return the date that begins at `index` and the index after it.

    "this year", "next month", "ten years ago" and the like count from `now`, the date of the source.
    """
    text = tokens[index].text
    if text not in WORDS and not text[0].isdigit():
        return None
    if text in _COUNTED and not _may_date(tokens, index):
        return None
    part, start = _part(tokens, index)
    if start >= len(tokens):
        return None
    found = _ago(tokens, start, now) if not part else None
    if found:
        return found
    found = _named(tokens, start, now)
    if found is None:
        return None
    date, end = found
    if part and date.last:
        date = _slice(date, {"early": (0.0, 0.4), "mid": (0.3, 0.7), "late": (0.6, 1.0)}[part])
        part = ""
    return _limited(tokens, index, replace(date, part=part or date.part), end)


def _named(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    return (
        _share(tokens, index, now)
        or _century(tokens, index)
        or read_in_digits(tokens, index)
        or read_decade(tokens, index)
        or _dated(tokens, index, now)
        or _relative(tokens, index, now)
    )


def _may_date(tokens: Sequence[Token], index: int) -> bool:
    """Say, cheaply, whether a number in words may begin a date: "ten years ago", "nineteen ninety-one"."""
    ahead = [token.text for token in tokens[index + 1 : index + 7]]
    return "ago" in ahead or (
        tokens[index].text in _TEENS and bool(ahead) and (ahead[0] in _COUNTED or ahead[0] in ("-", *DECADES))
    )


_TEENS = {"sixteen": 1600, "seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def _dated(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    """Read a date of the calendar, and "of last year" after a month."""
    text = tokens[index].text
    found = _spoken_year(tokens, index) if text in _TEENS else read_calendar(tokens, index)
    if found and found[0].year is None and found[0].month and not found[0].last and found[1] < len(tokens):
        after = found[1] + (tokens[found[1]].text in ("of", "in"))
        year = _relative(tokens, after, now) if after < len(tokens) else None
        if year and year[0].month is None:
            return replace(found[0], year=year[0].year), year[1]
    return found


def _spoken_year(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    """Read "nineteen ninety-one" and "the nineteen-nineties"."""
    century = _TEENS[tokens[index].text]
    at = index + 1 + (tokens[index + 1].text == "-" if index + 1 < len(tokens) else 0)
    text = tokens[at].text if at < len(tokens) else ""
    if text in DECADES:
        return Date(decade=century + DECADES[text] % 100), at + 1
    if text in TENS:
        more = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "-")
        ones = ONES.index(tokens[more].text) if more < len(tokens) and tokens[more].text in ONES[1:10] else 0
        return Date(century + TENS[text] + ones), more + 1 if ones else at + 1
    return (Date(century + ONES.index(text)), at + 1) if text in ONES[10:] else None  # not "twenty-one"


def _part(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """Return early, mid or late, and where the date begins of which it is a part."""
    text = tokens[index].text
    if text not in _PARTS:
        return "", index
    at = index + 1
    after = tokens[at].text if at < len(tokens) else ""
    if text in _OF:
        if after != "of":
            return "", index
        at += 1
    elif after in ("-", "in"):
        at += 1
    at += (text in _OF or after == "in") and at < len(tokens) and tokens[at].text == "the"
    return _PARTS[text], at


def _limited(tokens: Sequence[Token], index: int, date: Date, end: int) -> tuple[Date, int]:
    """Return the date with the limit that the words around it make of it: "before", "since", "from 1948 on"."""
    at = index - 1
    while at >= max(0, index - 4) and tokens[at].text in _PASSED:
        at -= 1
    if at < 0:
        return _open_ended(tokens, date, end, "")
    last = tokens[at].text
    pair = f"{tokens[at - 1].text} {last}" if at else ""
    bound = _LIMITS.get(last) or _LIMITS.get(pair, "")
    if bound:
        denied = at - (pair in _LIMITS and last not in _LIMITS) - 1
        if denied >= 0 and tokens[denied].text in ("no", "not", "never"):
            bound = _DENIED[bound]
    if bound and tokens[index - 1].text == "the" and _is_adjective(tokens, index, date, end):
        bound = ""  # "by the June agreement", "after the 2014 elections"
    begins = end < len(tokens) and tokens[end].text in _BEGINS
    if begins and (last in ("when", "as") or bound in ("<", "<=")):
        return replace(date, bound="<"), end
    if begins and bound == ">":
        return replace(date, bound=">="), end
    if date.last:
        return (replace(date, bound=bound) if bound else date), end
    text = tokens[index].text
    if bound and text in _OF:
        table = _AT_END if date.part == "late" else _AT_START if date.part == "early" else {}
        if bound in table:
            return replace(date, part="", bound=table[bound]), end
    return (replace(date, bound=bound), end) if bound else _open_ended(tokens, date, end, last)


def _is_adjective(tokens: Sequence[Token], index: int, date: Date, end: int) -> bool:
    """Say whether a month or year after "the" says which one of what follows is meant."""
    if date.day or date.part or date.decade is not None or date.last or tokens[index].text in _NAMED - MONTHS.keys():
        return False
    return end < len(tokens) and tokens[end].text[0].isalpha() and not tokens[end].among("function")


def _open_ended(tokens: Sequence[Token], date: Date, end: int, before: str) -> tuple[Date, int]:
    after = tokens[end].text if end < len(tokens) else ""
    if after in ("onward", "onwards") or (after == "on" and before == "from"):
        return replace(date, bound=">="), end + 1
    if (
        after in ("or", "and")
        and end + 1 < len(tokens)
        and tokens[end + 1].text in ("later", "earlier")
        and not date.last
    ):
        return replace(date, bound=">=" if tokens[end + 1].text == "later" else "<="), end + 2
    if before == "between" and after == "and" and end + 1 < len(tokens):
        second = read_decade(tokens, end + 1) or read_calendar(tokens, end + 1)
        if second and not date.last:
            year = second[0].year if date.year is None and date.decade is None else date.year
            return replace(date, year=year, bound=WINDOW, last=second[0]), second[1]
    return date, end


def _share(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    """Read "the first half of 2014", "the last quarter of next year", "Q1 2014"."""
    text = tokens[index].text
    if text in ("q", "h") and index + 2 < len(tokens) and tokens[index + 1].text in ("1", "2", "3", "4"):
        whole = read_calendar(tokens, index + 2)
        number, count = int(tokens[index + 1].text), 4 if text == "q" else 2
    elif text in _SHARES and index + 3 < len(tokens) and tokens[index + 1].text in ("half", "quarter"):
        count = 2 if tokens[index + 1].text == "half" else 4
        number = _SHARES[text] or count
        at = index + 2 + (tokens[index + 2].text == "of")
        at += tokens[at].text == "the"
        if at >= len(tokens):
            return None
        whole = (
            _century(tokens, at) or read_decade(tokens, at) or read_calendar(tokens, at) or _relative(tokens, at, now)
        )
    else:
        return None
    if whole is None or number > count or whole[0].day:
        return None
    return _slice(whole[0], ((number - 1) / count, number / count)), whole[1]


def _slice(date: Date, part: tuple[float, float]) -> Date:
    """Return what lies between two shares of a date, in years, months or days."""
    low, high = part
    if date.last and date.year is not None and date.last.year is not None:
        years = date.last.year - date.year
        return Date(date.year + round(low * years), bound=WINDOW, last=Date(date.year + round(high * years)))
    if date.decade is not None:
        return Date(date.decade + round(10 * low), bound=WINDOW, last=Date(date.decade + round(10 * high) - 1))
    if date.month is not None:
        first, last = round(30 * low) + 1, 31 if high == 1 else round(30 * high)
        return Date(date.year, date.month, first, bound=WINDOW, last=Date(date.year, date.month, last))
    return Date(date.year, round(12 * low) + 1, bound=WINDOW, last=Date(date.year, round(12 * high)))


def _century(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    if tokens[index].text not in ORDINALS and not tokens[index].text.isdigit():
        return None
    found = read_ordinal(tokens, index)
    if found is None or found[1] >= len(tokens):
        return None
    number, at = found
    at += tokens[at].text == "-"
    if at >= len(tokens) or tokens[at].text != "century" or not 1 <= number <= 21:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].text in ("bc", "b.c.", "bce"):
        return None
    return Date((number - 1) * 100, bound=WINDOW, last=Date(number * 100)), at + 1


def _relative(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    if index + 1 >= len(tokens) or now.year is None:
        return None
    which, unit = tokens[index].text, tokens[index + 1].text
    shift = _RELATIVE.get(which)
    before = tokens[index - 1].text if index else ""
    if shift is None or (before in ("the", "a", "every", "his", "her", "its", "their") and which in ("last", "next")):
        return None
    if unit == "year":
        return Date(now.year + shift), index + 2
    if unit == "month" and now.month is not None:
        return _months_from(now, shift), index + 2
    if unit in SEASONS and (shift == 0 or unit != "winter"):
        return SEASONS[unit](now.year + shift * _is_over(unit, now, shift)), index + 2
    return None


def _is_over(season: str, now: Date, shift: int) -> bool:
    """Say whether the next or last season of a name is not the one of this year."""
    this = SEASONS[season](now.year or 0)
    first, last = this.month or 1, (this.last and this.last.month) or 12
    return shift != 0 and (now.month is None or (now.month >= first if shift > 0 else now.month <= last))


def _months_from(now: Date, shift: int) -> Date:
    months = (now.year or 0) * 12 + (now.month or 1) - 1 + shift
    return Date(months // 12, months % 12 + 1)


_AGO = {Bound.ABOVE: "<", Bound.AT_LEAST: "<=", Bound.BELOW: ">", Bound.AT_MOST: ">="}


def _ago(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    """Read "ten years ago"; decades, and rough numbers, give or take a tenth."""
    text = tokens[index].text
    if now.year is None or (text not in _COUNTED and not text[0].isdigit()):
        return None
    if index > 1 and tokens[index - 1].text == "than" and tokens[index - 2].text not in ("more", "less", "longer"):
        return None  # "friendlier than ten years ago" is no date of the friendship
    if not any(token.text == "ago" for token in tokens[index + 2 : index + 8]) or is_year(tokens, index):
        return None
    found = read_quantity(tokens, index)
    if found is None or found[0].unit != PERIOD or found[1] >= len(tokens) or tokens[found[1]].text != "ago":
        return None
    quantity, end = found
    unit = tokens[end - 1].lemma
    if quantity.bound in (Bound.VAGUE, Bound.RANGE):
        return None
    if unit == "month" and now.month is not None and quantity.bound is Bound.EXACT:
        return _months_from(now, -round(quantity.value / quantity.scale)), end + 1
    years = quantity.value / 365.25
    if unit not in ("year", "years", "decade", "decades") or abs(years - round(years)) > 0.01:
        return None
    year = now.year - round(years)
    if bound := _AGO.get(quantity.bound, ""):
        return Date(year, bound=bound), end + 1
    if quantity.bound is Bound.ABOUT or unit.startswith("decade"):
        slack = max(1, round(years / 10))
        return Date(year - slack, bound=WINDOW, last=Date(year + slack)), end + 1
    return Date(year), end + 1
