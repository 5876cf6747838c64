"""Typed answers for programs that compare texts or numbers: a grader of theirs forgives nothing but case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nkquiz.language.date import MONTHS, Date
from nkquiz.language.quantities import read_ordinal
from nkquiz.language.tokens import tokenise
from nkquiz.model import Entry, EntryKind, Option, Question
from nkquiz.quiz.gaps import BLANK
from nkquiz.quiz.numerals import leading, with_number
from nkquiz.quiz.typed import is_right, known_wrong, read_whole_date
from nkquiz.text import one_line

ZERO = Decimal(0)
_ARTICLE = re.compile(r"(?:the|an?) (?=\S)", re.I)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_TENTHS = "half third quarter fifth sixth seventh eighth ninth tenth".split()
_CHOICE_OF_KINDS = re.compile(r"\bor\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a grader of numbers takes it: what is right, by how much it may be missed, and the unit in which it
    is asked for. `wrong` holds numbers that are known to be wrong, with the reason."""

    right: tuple[tuple[Decimal, Decimal], ...]
    unit: str
    wrong: tuple[tuple[Decimal, str], ...]


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without idle zeros."""
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def number(form: Entry) -> Number | None:
    """Return the number that is asked for. None where the answer is none, or is one that people write otherwise than in
    digits (a rank, a fraction), or where it would be told that it is one (the hint leaves open what is asked for)."""
    asked = form.hint.partition(";")[0]
    if form.kind is not EntryKind.NUMBER or not form.accepted or _CHOICE_OF_KINDS.search(asked):
        return None
    value = _bare(form.accepted[0])
    if value is None or not is_right(form, plain(value)):
        return None
    unit = one_line(form.unit)
    scale = next((_SCALES[word] for word in unit.lower().split() if word in _SCALES), 1)
    tolerance = Decimal(str(form.tolerance))
    values = dict.fromkeys((value, value * scale))
    return Number(tuple((each, abs(each) * tolerance) for each in values), unit, tuple(_wrong_numbers(form)))


def _wrong_numbers(form: Entry) -> Iterator[tuple[Decimal, str]]:
    for option in wrong(form):
        value = _bare(option.text)
        if value is not None and known_wrong(form, plain(value)) == option and not is_right(form, plain(value)):
            yield value, one_line(option.why)


def _bare(text: str) -> Decimal | None:
    """Return the number with which a text begins, if it is no rank."""
    tokens = tokenise(text)
    if not tokens or read_ordinal(tokens, 0):
        return None
    found = leading(text)
    return None if found is None else Decimal(str(found)).normalize()


def wrong(form: Entry) -> tuple[Option, ...]:
    """Return the wrong answers of which the bank knows why they are wrong."""
    return tuple(option for option in form.wrong if one_line(option.why) and one_line(option.text))


def texts(question: Question, form: Entry) -> tuple[str, ...]:
    """Return the texts that count as right, the one to show first: the accepted ones, and other ways to write them that
    our own grader takes for right."""
    accepted = [one_line(text) for text in form.accepted if one_line(text)]
    match form.kind:
        case EntryKind.WORDS:
            more = [other for text in accepted for other in _names(text, question.text)]
        case EntryKind.NUMBER:
            more = [other for text in accepted for other in _numbers(text, form.unit)]
        case EntryKind.DATE:
            more = [other for text in accepted if (date := read_whole_date(text)) for other in _dates(date)]
    found: dict[str, str] = {}
    for text in (*accepted, *filter(None, map(one_line, more))):
        if text in accepted or is_right(form, text):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _names(text: str, beside: str) -> Iterator[str]:
    """Yield a name without its article and its accents; with "the" where the sentence has that before the gap."""
    short = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    yield short
    if f"the {BLANK}" in beside.lower():
        yield f"the {short}"
    yield "".join(c for c in unicodedata.normalize("NFKD", short) if not unicodedata.combining(c))


def _numbers(text: str, unit: str) -> Iterator[str]:
    """Yield a number in digits and in words, with its unit and without, as a rank or as a fraction."""
    yield from _fractions(text)
    value = leading(text)
    if value is None:
        return
    if read_ordinal(tokenise(text), 0):
        ways = ("1", "1st", "first") if value == 1 else ("2", "2nd", "second")
        yield from filter(None, (with_number(way, value) for way in ways))
        return
    cardinals = ("1", "one") if value == 1 else ("2", "2,100", "two")
    digits = filter(None, (*(with_number(way, value) for way in cardinals), plain(Decimal(str(value)))))
    words = one_line(unit).split()
    rest = text.partition(" ")[2]
    for shown in dict.fromkeys(digits):
        yield from (f"{shown} {after}".strip() for after in (rest, " ".join(words), " ".join(words[:-1]), ""))
        if words == ["percent"]:
            yield from (f"{shown}%", f"{shown} per cent")
    if words and (scale := _SCALES.get(words[0].lower())):
        whole = int(Decimal(str(value)) * scale)
        yield from (f"{whole} {' '.join(words[1:])}", f"{whole:,} {' '.join(words[1:])}", f"{whole:,}", str(whole))


def _fractions(text: str) -> Iterator[str]:
    found = re.fullmatch(rf"(?:(an?|one|two|three) )?({'|'.join(_TENTHS)})s?", text.lower().replace("-", " "))
    if found:
        count = {"two": 2, "three": 3}.get(found[1] or "", 1)
        parts = _TENTHS.index(found[2]) + 2
        name = found[2] if count == 1 else f"{found[2]}s"
        word = ("one", "two", "three")[count - 1]
        yield from (f"a {name}", f"{word} {name}", f"{word}-{name}", f"{count}/{parts}")
        if 100 * count % parts == 0:
            percent = 100 * count // parts
            yield from (f"{percent}%", f"{percent} percent", f"{percent} per cent")


def _dates(date: Date) -> Iterator[str]:
    """Yield the ways to write a date that people use; what is read otherwise elsewhere (3/4) is none of them."""
    if date.decade is not None:
        yield from (f"{date.decade}s", f"the {date.decade}s", f"{date.decade}'s")
        return
    year = f" {date.year}" if date.year is not None else ""
    if date.month is None:
        yield year.strip()
        return
    long, *short = (name.capitalize() for name, number in MONTHS.items() if number == date.month)
    for name in (long, *short):
        if date.day is None:
            yield f"{name}{year}"
            continue
        ending = "th" if date.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(date.day % 10, "th")
        for day in (str(date.day), f"{date.day}{ending}"):
            comma = "," if year else ""
            yield from (f"{name} {day}{comma}{year}", f"{name} {day}{year}", f"{day} {name}{year}")
            yield f"{day} of {name}{year}"
    if date.year is not None and date.year > 0:
        day_ = f"-{date.day:02}" if date.day else ""
        yield f"{date.year:04}-{date.month:02}{day_}"
