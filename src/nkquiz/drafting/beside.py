"""What stands beside a name and tells of it: titles, offices, the nouns that are set before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkquiz.drafting.lists import countries, listed
from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form

_WORD = re.compile(r"[^\W_](?:[\w&]*(?:['-][^\W_]+)*)(?:\.[^\W\d_](?![\w]))*\.?(?:(?<=\b[A-Z]\.)|(?<!\.))|[^\w\s]")
_MANY = frozenset(("People's", "Women's", "Men's", "Children's"))  # they own nothing, but are parts of names
APPOSED = re.compile(
    r", (?:(?:the|a|an|its|their|his|her) )?((?:[a-z]+(?:-[a-z]+)? ){0,4}?)(of|at|for|from|in) (?:the )?"
)
_BESIDE = re.compile(
    r", (?:the|an?) (?:[a-z]+(?:-[a-z]+)*(?:'s)? ){0,4}?([a-z]+)"
    r"(?=,|\.| of\b| from\b| in\b| at\b| on\b| that\b| which\b)"
)
_STATION = re.compile(r" (?:research|power|railway|weather|police|fire|bus|space) (?:station|plant|depot)\b")
_SPEAKS = re.compile(
    r"(?:,? (?:of|at|from|who) [^.;]{1,60}?|, [^,.;]{1,60},)?,? ([a-z]+) (?:that|it|what|the|he|she|they)\b"
)
_OF_THEIR_TIME = frozenset("Year Month Week Season Century Decade Match".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a sentence; `text` is without a possessive 's."""

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def words_of(sentence: str) -> list[Word]:
    """Return the words and marks of a normalised sentence."""
    found = []
    for match in _WORD.finditer(sentence):
        text = match.group()
        possessive = text.endswith("'s") and len(text) > 2 and text not in _MANY
        found.append(Word(text[:-2] if possessive else text, match.start(), match.end(), possessive))
    return found


def is_title(words: Sequence[Word], index: int) -> bool:
    """Say whether a word is a title, or the first part of one: "Foreign Minister"."""
    small = words[index].text.lower().rstrip(".")
    if listed("titles", small):
        return True
    return listed("before-titles", small) and index + 1 < len(words) and listed("titles", words[index + 1].text.lower())


def what_beside(words: Sequence[Word], first: int, tail: str) -> str:
    """Return the noun beside a name: "the company Arvo", "the port of Kolm", "Arvo, a small firm from Kolm"."""
    before = [word.text for word in words[max(0, first - 2) : first]]
    if before and before[-1] == "of":
        return "town" if listed("of-places", before[0]) else before[0] if listed("places", before[0]) else ""
    if before and before[-1] == "for" and listed("leaving", before[0]):
        return "town"
    if _STATION.match(tail):
        return "station"
    if before and before[-1].islower() and any(listed(kind, before[-1]) for kind in ("places", "organisations")):
        return before[-1]
    found = _BESIDE.match(tail)
    return found.group(1) if found else ""


def is_prize(words: Sequence[Word], index: int) -> bool:
    """Say whether "of the Year" or the like follows: "Player of the Year" is one name."""
    following = [word.text for word in words[index : index + 3]]
    return len(following) == 3 and following[:2] == ["of", "the"] and following[2] in _OF_THEIR_TIME


def past_and(words: Sequence[Word], first: int, end: int) -> int:
    """Return the index after what a name has behind "and" or "&", or `end`: "Dunn & Lyle", "the Health and Safety
    Executive". An "and" belongs to it if what is abbreviated in brackets behind it has both parts, or if before it
    there is a common noun alone, and behind it a word such as "Executive"."""
    if end + 1 >= len(words) or words[end].text not in ("&", "and") or not words[end + 1].capital:
        return end
    last = end + 1
    while last < len(words) and words[last].capital and touch(words[last - 1], words[last]) | (last == end + 1):
        last += 1
    if words[end].text == "&":
        return last
    short = words[last + 1].text if last + 1 < len(words) and words[last].text == "(" else ""
    initials = "".join(word.text[0] for word in words[first:last] if word.capital)
    if len(short) > 2 and short == initials:
        return last
    alone = end - first == 1 and form(words[first].text.lower()) is not None and not words[first].possessive
    known = any(listed(kind, words[first].text.lower()) for kind in ("organisations", "places", "given", "titles"))
    headed = listed("organisations", words[last - 1].text.lower()) and last - end > 2
    the = first > 0 and words[first - 1].text in ("the", "The")
    return last if alone and not known and headed and the else end


def touch(one: Word, two: Word) -> bool:
    """Say whether only one blank stands between two words (or none behind an initial)."""
    return two.start - one.end <= 1 and (one.text[-1] != "." or len(one.text) <= 4) and two.text[:1].isalnum()


def small_titles(words: Sequence[Word], first: int) -> Iterator[Word]:
    """Yield the titles in small letters before a name, the nearest first: "the chief engineer Ann Lee"."""
    for index in range(first - 1, max(-1, first - 3), -1):
        if not (words[index].text.islower() and is_title(words, index) and not words[index].possessive):
            return
        if index + 1 < len(words) and not touch(words[index], words[index + 1]):
            return
        yield words[index]


def is_no_title(words: Sequence[Word], first: int, end: int) -> bool:
    """Say whether what looked like titles begins a name of another kind: "Lady Lake", "King Street", "Mayor of Ho"."""
    rest = [word.text.lower() for word in words[first:end]]
    return rest[0] == "of" or any(listed("places", w) or listed("organisations", w) for w in rest[-1:])


def split_adjective(words: Sequence[Word], first: int, end: int) -> tuple[str, int]:
    """Return a country's adjective at the head of a name with a title behind it, and the index of the name itself."""
    for size in (2, 1):
        adjective = " ".join(word.text for word in words[first : first + size])
        country = countries().get(adjective)
        if country is None or adjective == country.name or first + size >= end:
            continue
        index = first + size
        while index < end and is_title(words, index):
            index += 1
        if index > first + size:
            return adjective, index
    return "", first


def names_role(role: str) -> bool:
    """Say whether some words tell an office: "managing director", not "who became minister"."""
    named = role.split()
    if any(lexicon().has("function", word) or listed("reporting", word) for word in named):
        return False
    return any(listed("titles", word) or word in ("head", "owner", "member", "expert", "specialist") for word in named)


def plain_role(tail: str) -> str:
    """Return a role behind a comma that is not of anything: ", the chief engineer, said"."""
    found = re.match(r", (?:the|a|an) ((?:[a-z]+(?:-[a-z]+)? ){0,3}[a-z]+)(?=[,.;])", tail)
    return found.group(1) if found and names_role(found.group(1)) else ""


def speaks(tail: str) -> bool:
    """Say whether what stands behind a name tells that it says or thinks something: "Ann Lee of Kolm argues"."""
    found = _SPEAKS.match(tail)
    return found is not None and listed("reporting", found.group(1))
