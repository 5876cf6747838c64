"""Which other dates can stand where one is told roughly or as a limit: "since 2016", "the spring of 2019", "by the end
of August", "the late 1940s"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkquiz.language.date import MONTHS, WINDOW, Date
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.order import shuffled
from nkquiz.suggest.fitting import fits_date
from nkquiz.suggest.model import Said

_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS = (("early", "mid", "late"), ("early", "late"), ("beginning", "middle", "end"), ("start", "middle", "end"))
_YEARS = (-3, -2, -1, 1, 2, 3)
_MONTHS = (-3, -2, -1, 1, 2, 3)
_YEAR = re.compile(r"\b\d{4}\b")
_DECADE = re.compile(r"\b\d{3}0s\b")
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_WORD = re.compile(r"\b[a-z]+\b", re.I)
_SEVERAL = re.compile(r"\b(?:and|or|to)\b|[-–/]")  # "spring and early summer 2014"
_BESIDE = re.compile(rf"\b(?:{'|'.join(_SEASONS)}) and (?:the )?$")
_NEVER_AFTER = ("<", "<=")  # what was so before 1950, or done by then, was so before 1960
_NEVER_BEFORE = (">",)  # and what was so after 1950 was so after 1940


def times(said: Said, gap: Gap) -> Iterator[str]:
    """Yield other dates for a gap, in the words of its own: a year, month, season or part of one beside it. A limit is
    moved only to where the claim would be false."""
    assert gap.date is not None
    text = gap.text_in(said.text)
    if _SEVERAL.search(text) or _BESIDE.search(said.text[: gap.start]):
        return
    seed = (said.claim.id, text)
    kinds = [kind for kind in (_seasons(text), _years(text, gap.date), _months(text, gap.date), _parts(text)) if kind]
    kinds = [shuffled(kind, str, *seed) for kind in kinds]
    stays = _goes_on(said, gap)
    for other in (kind[n] for n in range(max(map(len, kinds), default=0)) for kind in kinds if n < len(kind)):
        moved = _moved(text, other)
        if moved > 0 and gap.date.bound in _NEVER_AFTER and not stays:
            continue
        if moved < 0 and gap.date.bound in _NEVER_BEFORE:
            continue
        if fits_date(said, gap, other) and not _is_ahead(said, gap, other):
            yield other


def _goes_on(said: Said, gap: Gap) -> bool:
    """Say whether the limit is where something ends that went on: "closed until 2025" denies "until 2027"."""
    return re.search(r"\b(?:until|till)(?: the)? (?:\w+ of )?$", said.text[: gap.start]) is not None


def _seasons(text: str) -> list[str]:
    return [_put(text, match, other) for match, other in _words_of(text, [_SEASONS])]


def _parts(text: str) -> list[str]:
    return [_put(text, match, other) for match, other in _words_of(text, _PARTS)]


def _words_of(text: str, sets: Sequence[Sequence[str]]) -> Iterator[tuple[re.Match[str], str]]:
    for match in _WORD.finditer(text):
        known = next((words for words in sets if match[0].lower() in words), ())
        yield from ((match, other) for other in known if other != match[0].lower())


def _years(text: str, date: Date) -> list[str]:
    if date.decade is not None and (match := _DECADE.search(text)):
        return [_put(text, match, f"{date.decade + step}s") for step in (-10, 10, -20)]
    found = list(_YEAR.finditer(text))
    if len(found) != 1 or date.year is None or (date.bound == WINDOW and not _WORD.search(text)):
        return []
    return [_put(text, found[0], str(int(found[0][0]) + step)) for step in _YEARS]


def _months(text: str, date: Date) -> list[str]:
    found = list(_MONTH.finditer(text))
    if len(found) != 1 or date.month is None:
        return []
    names = {number: name.capitalize() for name, number in reversed(MONTHS.items())}
    wanted = [date.month + step for step in _MONTHS if 1 <= date.month + step <= 12]
    return [_put(text, found[0], names[month]) for month in wanted]


def _put(text: str, found: re.Match[str], word: str) -> str:
    word = word.capitalize() if found[0][0].isupper() else word
    return text[: found.start()] + word + text[found.end() :]


def _moved(text: str, other: str) -> int:
    """Return whether another date is later (1) or earlier (-1) than the one that is told."""
    one, two = _place(text), _place(other)
    return (two > one) - (two < one)


def _place(text: str) -> tuple[int, int, int, int]:
    year = next((int(match[0]) for match in re.finditer(r"\d{4}", text)), 0)
    words = [word.lower() for word in _WORD.findall(text)]
    month = next((MONTHS[word] for word in words if word in MONTHS and len(word) > 2), 0)
    season = next((_SEASONS.index(word) for word in words if word in _SEASONS), 0)
    part = next((words_.index(word) for word in words for words_ in _PARTS if word in words_), 0)
    return year, month, season, part


def _is_ahead(said: Said, gap: Gap, other: str) -> bool:
    """Say whether another year lies after the source, where the claim's own does not: nobody would believe it."""
    source = int(said.material.bank.source.date[:4] or 0)
    found = _YEAR.search(other)
    return bool(found and gap.date and gap.date.year and gap.date.year <= source < int(found[0]))
