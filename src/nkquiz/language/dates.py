"""Dates, as far as they are given, read from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.language.quantities import read_ordinal
from nkquiz.language.tokens import Token

MONTHS = {
    name: n
    for n, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
        "october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_AMBIGUOUS_MONTHS = {"may", "march", "mar"}
_BEFORE_MONTH = {"in", "of", "last", "by", "since", "until", "early", "late", "mid", "this", "next", "from", "during"}
_DECADE_WORDS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
_DECADE_WORDS |= {"eighties": 80, "nineties": 90}

_RELATIVE = {"next": 1, "coming": 1, "following": 1, "last": -1, "previous": -1, "this": 0, "current": 0}
_PARTS = {"early", "mid", "late", "end", "beginning", "start"}
WORDS = frozenset({*MONTHS, *_DECADE_WORDS, *_RELATIVE, *_PARTS})  # the words that a date can begin with


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given. `decade` 1940 stands for the 1940s; `part` is early, mid or late; `bound` is "<"
    where only something before the date is meant ("before 1950"), ">" after it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None
    part: str = ""
    bound: str = ""

    def agrees(self, other: Date) -> bool | None:
        """Say whether two dates can be the same; None where they give nothing to compare."""
        if self.bound or other.bound:
            return self._within(other)
        compared = []
        for mine, theirs in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if mine is not None and theirs is not None:
                compared.append(mine == theirs)
        for one, two in ((self, other), (other, self)):
            if one.decade is not None and two.year is not None:
                compared.append(one.decade <= two.year < one.decade + 10)
                if one.part:
                    compared.append(_in_part(one.part, two.year - one.decade + 1, 10))
        if self.decade is not None and other.decade is not None:
            compared.append(self.decade == other.decade)
        if self.part and other.part:
            compared.append(self.part == other.part)
        elif (self.part and other.month) or (other.part and self.month):
            whole, exact = (self, other) if self.part else (other, self)
            if whole.month and exact.day:
                compared.append(_in_part(whole.part, exact.day, 31))
            elif exact.month and not whole.month and not whole.decade:
                compared.append(_in_part(whole.part, exact.month, 12))
        return all(compared) if compared else None

    def _within(self, other: Date) -> bool | None:
        """Compare by years, where one of the two is a bound."""
        mine, theirs = self.year or self.decade, other.year or other.decade
        if mine is None or theirs is None or (self.bound and other.bound):
            return True if self.month and self.month == other.month else None
        bound, point, exact = (self.bound, mine, theirs) if self.bound else (other.bound, theirs, mine)
        return exact < point if bound == "<" else exact >= point

    def __str__(self) -> str:
        names = {n: name.capitalize() for name, n in reversed(MONTHS.items())}
        year = str(self.year) if self.year else f"the {self.decade}s" if self.decade else ""
        parts = (self.part, str(self.day or ""), names.get(self.month or 0, ""), year)
        return " ".join(part for part in parts if part)


def read_date(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    """Return the date that begins at `index` and the index after it.

    "this year", "next month" and the like count from `now`, the date of the source.
    """
    part, start = _part(tokens, index)
    if start >= len(tokens):
        return None
    found = _decade(tokens, start) or _calendar(tokens, start) or _relative(tokens, start, now)
    if found is None:
        return None
    date, end = found
    before = tokens[index - 1].text if index else ""
    before = tokens[index - 2].text if before == "the" and index > 1 else before
    bound = {"before": "<", "until": "<", "after": ">", "since": ">"}.get(before, "")
    return Date(date.year, date.month, date.day, date.decade, part or date.part, bound), end


def _in_part(part: str, number: int, last: int) -> bool:
    """Say whether the number of a day or month can be called early, mid or late; the borders are meant loosely."""
    return {"early": number <= last * 0.42, "mid": last * 0.3 <= number <= last * 0.75, "late": number >= last * 0.62}[
        part
    ]


def _part(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    text = tokens[index].text
    if text in ("early", "mid", "late"):
        dash = index + 1 < len(tokens) and tokens[index + 1].text == "-"
        return text, index + (2 if dash else 1)
    for words, part in ((("end", "of"), "late"), (("beginning", "of"), "early"), (("start", "of"), "early")):
        if [token.text for token in tokens[index : index + 2]] == list(words):
            the = index + 2 < len(tokens) and tokens[index + 2].text == "the"
            return part, index + (3 if the else 2)
    return "", index


def _decade(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    text = tokens[index].text
    if text in _DECADE_WORDS:
        return Date(decade=1900 + _DECADE_WORDS[text]), index + 1
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.text == "s" and after.start <= tokens[index].end + 1 and text.isdigit():
        if len(text) == 4:
            return Date(decade=int(text)), index + 2
        if len(text) == 2 and text[1] == "0":
            return Date(decade=1900 + int(text)), index + 2
    if text.isdigit() and len(text) == 4 and text[3] == "0" and tokens[index].possessive:
        return Date(decade=int(text)), index + 1
    return None


def _is_month(tokens: Sequence[Token], index: int) -> bool:
    text = tokens[index].text
    if text not in MONTHS:
        return False
    if text not in _AMBIGUOUS_MONTHS:
        return True
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    before = tokens[index - 1].text if index else ""
    return before in _BEFORE_MONTH or before.isdigit() or after.isdigit()


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
    if index < len(tokens) and re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", tokens[index].text):
        if index + 1 < len(tokens) and tokens[index + 1].text == "s" and tokens[index + 1].start == tokens[index].end:
            return None
        return int(tokens[index].text), index + 1
    return None


def _calendar(tokens: Sequence[Token], index: int) -> tuple[Date, int] | None:
    if _is_month(tokens, index):
        month, end, day = MONTHS[tokens[index].text], index + 1, None
        end += (
            end < len(tokens) and tokens[end].text == "." and end + 1 < len(tokens) and tokens[end + 1].text.isdigit()
        )
        the = end < len(tokens) and tokens[end].text == "the"
        if found := _day(tokens, end + the):
            day, end = found
        year = _year(tokens, end)
        return Date(year[0] if year else None, month, day), year[1] if year else end
    found = _day(tokens, index)
    if found:
        after = found[1]
        after += after < len(tokens) and tokens[after].text == "of"
        if after < len(tokens) and tokens[after].text in MONTHS:
            year = _year(tokens, after + 1)
            month = MONTHS[tokens[after].text]
            return Date(year[0] if year else None, month, found[0]), year[1] if year else after + 1
    if tokens[index].text.isdigit() and (year := _year(tokens, index)):
        return Date(year[0]), year[1]
    return None


def _relative(tokens: Sequence[Token], index: int, now: Date) -> tuple[Date, int] | None:
    if index + 1 >= len(tokens) or now.year is None:
        return None
    which, unit = tokens[index].text, tokens[index + 1].text
    shift = _RELATIVE.get(which)
    before = tokens[index - 1].text if index else ""
    if shift is None or (before == "the" and which in ("last", "following")):
        return None
    if unit == "year":
        return Date(now.year + shift), index + 2
    if unit == "month" and now.month is not None:
        months = now.year * 12 + now.month - 1 + shift
        return Date(months // 12, months % 12 + 1), index + 2
    return None
