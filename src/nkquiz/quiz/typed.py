"""Grading what was typed as a teacher would: case, accents, articles, other names, number formats and small typing
errors are forgiven, a wrong number never."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from nkquiz.language.date import Date
from nkquiz.language.quantity import Quantity
from nkquiz.language.tokens import tokenise
from nkquiz.language.units import LENGTH, PERIOD, is_measure
from nkquiz.model import Entry, EntryKind, Option
from nkquiz.text import words

_ARTICLES = frozenset({"the", "a", "an"})
_FORGIVEN = ((8, 2), (4, 1), (0, 0))  # from so many letters on, so many typing errors
_EXACT = 1e-9


def is_answer(form: Entry, typed: str) -> bool:
    """Say whether what was typed can be graded: for a number, that it holds one; for a date, that it is as exact as
    what is asked."""
    return _can_be_graded(form, _mended(form, typed))


def _can_be_graded(form: Entry, typed: str) -> bool:
    match form.kind:
        case EntryKind.NUMBER:
            return bool(_quantities(typed, form.unit))
        case EntryKind.DATE:
            date = read_whole_date(typed)
            return date is not None and any(_is_as_exact(date, key) for key in _dates(form.accepted))
        case _:
            return bool(plain(typed))


def is_right(form: Entry, typed: str) -> bool:
    """Say whether what was typed is right."""
    typed = _mended(form, typed)
    match form.kind:
        case EntryKind.NUMBER:
            keys = [key for text in form.accepted for key in _quantities(text, form.unit)]
            return any(_equal(q, key, form.tolerance) for q in _quantities(typed, form.unit) for key in keys)
        case EntryKind.DATE:
            date, keys_ = read_whole_date(typed), _dates(form.accepted)
            if date is None or not any(_is_as_exact(date, key) for key in keys_):
                return False
            return all(_same(date, key) for key in keys_)
        case _:
            return _is_meant(typed, form.accepted, [option.text for option in form.wrong])


def known_wrong(form: Entry, typed: str) -> Option | None:
    """Return the wrong answer of the form that was typed, or None: it may say why it is wrong."""
    typed = _mended(form, typed)
    for option in form.wrong:
        match form.kind:
            case EntryKind.NUMBER:
                theirs = _quantities(option.text, form.unit)
                same = any(_equal(q, other, 0.0) for q in _quantities(typed, form.unit) for other in theirs)
            case EntryKind.DATE:
                date, other = read_whole_date(typed), read_whole_date(option.text)
                same = date is not None and date == other
            case _:
                others = [*form.accepted, *(o.text for o in form.wrong if o is not option)]
                same = _is_meant(typed, [option.text], others)
        if same:
            return option
    return None


def _mended(form: Entry, typed: str) -> str:
    """Return what was typed; where no number or date can be read in it, with one typing error mended in each longer
    word that can be one number word or month only."""
    if form.kind is EntryKind.WORDS or _can_be_graded(form, typed):
        return typed
    return re.sub(r"[^\W\d_]{5,}", lambda found: _spelt(found[0].casefold()), typed)


def _spelt(word: str) -> str:
    from rapidfuzz.distance import OSA

    near = [known for known in _SPELT if OSA.distance(word, known, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


_SPELT = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million billion trillion first second third fourth fifth sixth seventh eighth ninth tenth half quarter "
    "January February March April May June July August September October November December".casefold().split()
)


def plain(text: str) -> str:
    """Return the words of `text` without case, accents, a possessive s, and a leading article."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = [word.removesuffix("'s") for word in words(stripped)]
    return " ".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


def _is_meant(typed: str, accepted: Iterable[str], wrong: Iterable[str]) -> bool:
    """Say whether `typed` is an accepted text, typing errors forgiven, and nearer to it than to a wrong one."""
    given = plain(typed)
    if not given:
        return False
    near = min(_errors(given, plain(text)) for text in accepted)
    return near == 0 or (near < _TOO_MANY and near < min((_errors(given, plain(t)) for t in wrong), default=_TOO_MANY))


_TOO_MANY = 99


def _errors(given: str, key: str) -> int:
    """Return the number of typing errors, or _TOO_MANY. Digits must be the same."""
    if given == key:
        return 0
    if re.findall(r"\d+", given) != re.findall(r"\d+", key):
        return _TOO_MANY
    from rapidfuzz.distance import OSA

    limit = next(errors for length, errors in _FORGIVEN if len(key) >= length)
    found = int(OSA.distance(given, key, score_cutoff=limit))
    return found if found <= limit else _TOO_MANY


def _quantities(text: str, unit: str) -> list[Quantity]:
    """Return what a typed number can mean: as it stands, or with the unit that is asked for, whole or in part ("10",
    "10 billion" and "10 billion dollars" where billions of dollars are asked for)."""
    stands = _read(text)
    if stands is None:
        return []
    if is_measure(stands.unit) or not unit:
        return [stands]
    parts = unit.split()
    number = text if not stands.unit else f"{stands.value:g}"  # "six moths" are six of what is asked for
    more = (_read(f"{number} {' '.join(parts[n:])}") for n in range(len(parts)))
    return [stands, *(found for found in more if found)]


def _read(text: str) -> Quantity | None:
    from nkquiz.language.quantities import read_ordinal, read_quantity  # not before the first answer in numbers

    tokens = tokenise(text)
    for index in range(len(tokens)):
        ordinal = read_ordinal(tokens, index)
        if ordinal and ordinal[1] == len(tokens):
            return Quantity(float(ordinal[0]), "")
        if found := read_quantity(tokens, index):
            return found[0]
    return None


def _equal(one: Quantity, two: Quantity, tolerance: float) -> bool:
    if (is_measure(one.unit) or is_measure(two.unit)) and one.unit != two.unit:
        return False
    slack = max(tolerance, _EXACT, _ROUNDED if one.unit in (PERIOD, LENGTH) else 0.0)
    return abs(one.value - two.value) <= slack * abs(two.value)


_ROUNDED = 0.002  # 24 months are two years


def read_whole_date(text: str) -> Date | None:
    """Return the date that `text` is or begins or ends with, or None."""
    from nkquiz.language.dates import read_date  # not before the first answer that is a date

    tokens = tokenise(text)
    found = (read_date(tokens, index, Date()) for index in range(len(tokens)))
    return next((date[0] for date in found if date), None)


def _dates(texts: Iterable[str]) -> list[Date]:
    return [date for text in texts if (date := read_whole_date(text))]


_PARTS = ("year", "month", "day", "decade")


def _is_as_exact(given: Date, key: Date) -> bool:
    """Say whether the date given says at least what the key does, be it something else: a year is no decade."""
    return given.gives_as_much_as(key) and (key.decade is None or given.decade is not None)


def _same(given: Date, key: Date) -> bool:
    """Say whether nothing of the two dates differs."""
    both = ((getattr(given, part), getattr(key, part)) for part in _PARTS)
    return all(one == two for one, two in both if one is not None and two is not None)
