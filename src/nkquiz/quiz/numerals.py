"""Numbers and dates written in the format of another one: "ten billion dollars" -> "twelve billion dollars"."""

from __future__ import annotations

import re

from nkquiz.language.date import MONTHS, Date
from nkquiz.language.number_words import ONES, RANKS, TENS

_RANKS = {value: word for word, value in RANKS.items() if value <= 12}
_IN_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_IN_WORDS = re.compile(rf"\b(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[1:10])}))?|{'|'.join(ONES)})\b", re.I)
_ORDINAL_DIGITS = re.compile(r"(\d+)(st|nd|rd|th)\b")
_ORDINAL_WORDS = re.compile(rf"\b(?:{'|'.join(_RANKS.values())})\b", re.I)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I
)
_YEAR = re.compile(r"\b\d{4}\b")
_DAY = re.compile(r"\b\d{1,2}\b")


def leading(text: str) -> float | None:
    """Return the first number of `text` without what scales it: 10 in "ten billion dollars"; None if it is written in a
    way that can't be copied."""
    if found := _ORDINAL_DIGITS.search(text):
        return float(found[1])
    if found := _IN_DIGITS.search(text):
        return float(found[0].replace(",", ""))
    if found := _ORDINAL_WORDS.search(text):
        return float(RANKS[found[0].lower()])
    if found := _IN_WORDS.search(text):
        return float(_from_words(found[0]))
    return None


def with_number(text: str, value: float) -> str | None:
    """Return `text` with `value` in place of its first number, in the same format; None where that can't be done, or
    would be bad grammar ("one months")."""
    before = leading(text)
    if before is None or (value == 1) != (before == 1) or value <= 0:
        return None
    if found := _ORDINAL_DIGITS.search(text):
        return _put(text, found, f"{value:.0f}{_suffix(int(value))}") if value == int(value) else None
    if found := _IN_DIGITS.search(text):
        places = len(found[0].partition(".")[2])
        shown = f"{value:,.{places}f}" if "," in found[0] or value >= 10_000 else f"{value:.{places}f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
        return _put(text, found, shown) if float(shown.replace(",", "")) == value else None
    if found := _ORDINAL_WORDS.search(text):
        return _put(text, found, _RANKS[int(value)]) if value in _RANKS else None
    if found := _IN_WORDS.search(text):
        words = _in_words(int(value)) if value == int(value) and value < 100 else None
        return _put(text, found, words) if words else None
    return None


def with_date(text: str, old: Date, new: Date) -> str | None:
    """Return `text`, in which `old` stands, with `new` in its place, which gives the same parts; None where that can't
    be done."""
    if new.decade is not None:
        return re.sub(r"\b\d{4}s\b", f"{new.decade}s", text) if re.search(r"\b\d{4}s\b", text) else None
    shown = text
    if old.day is not None and old.day != new.day:
        if len(_DAY.findall(shown)) != 1 or new.day is None:
            return None
        shown = _DAY.sub(str(new.day), shown)
    if old.month is not None:
        if not _MONTH.search(shown):
            return None
        names = {number: name for name, number in reversed(MONTHS.items())}
        shown = _MONTH.sub(names[new.month or 1].capitalize(), shown)
    if old.year is not None:
        if len(_YEAR.findall(shown)) != 1:
            return None
        shown = _YEAR.sub(str(new.year), shown)
    return shown


def _put(text: str, found: re.Match[str], word: str) -> str:
    if found[0][:1].isupper():
        word = word[:1].upper() + word[1:]
    return text[: found.start()] + word + text[found.end() :]


def _suffix(value: int) -> str:
    return "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _from_words(text: str) -> int:
    tens, _, ones = text.lower().partition("-")
    value = TENS[tens] if tens in TENS else ONES.index(tens)
    return value + (ONES.index(ones) if ones else 0)


def _in_words(value: int) -> str:
    if value < len(ONES):
        return ONES[value]
    tens = next(word for word, number in TENS.items() if number == value // 10 * 10)
    return tens + (f"-{ONES[value % 10]}" if value % 10 else "")
