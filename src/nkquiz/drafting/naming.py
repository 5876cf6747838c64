"""Sentences -> mentions: the runs of capitalised words that may be names, and what stands around each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nkquiz.drafting.beside import (
    APPOSED,
    Word,
    is_no_title,
    is_prize,
    is_title,
    names_role,
    past_and,
    plain_role,
    small_titles,
    speaks,
    split_adjective,
    touch,
    what_beside,
    words_of,
)
from nkquiz.drafting.lists import countries, listed
from nkquiz.language import dates, quantities
from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form

_OPENING = frozenset("\"'([:-")
_ROMAN = re.compile(r"[IVX]{1,5}")
_SHORT = re.compile(r"\(([A-Z][A-Za-z0-9&.-]{1,9})\)")
MAX_WORDS = 8
_LITTLE = ("function", "pronoun", "determiner", "subordinator", "negators", "all", "most", "some", "none")
_VALUES = quantities.WORDS | dates.WORDS


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands once in the article. `before` and `after` are the words beside it, in lower case; `titles`
    what stood before a person's name; `short` an abbreviation in brackets; `what` the noun that is
    set beside it, and `role` the office that it tells of."""

    name: str
    sentence: int
    start: int
    before: str
    after: str
    the: bool
    titles: tuple[str, ...] = ()
    short: str = ""
    what: str = ""
    role: str = ""
    role_of: str = ""
    speaks: bool = False  # it says or thinks something
    first: bool = False  # it begins its sentence


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Say whether a lower-case word is one of English, so that its capital may come from where it stands."""
    return (
        lexicon().has("function", word)
        or form(word) is not None
        or (word.endswith("s") and form(word[:-1]) is not None)
    )


class Reader:
    """Finds mentions. It has seen the whole article, and knows which words have capitals in the middle of sentences."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._cut = [words_of(sentence) for sentence in sentences]
        self._sentences = sentences
        self._inside: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        for words in self._cut:
            for index, word in enumerate(words):
                if word.text[0].islower():
                    self._small[word.text] += 1
                elif word.capital and not _begins(words, index):
                    self._inside[word.text] += 1

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention, in the order of the article."""
        for number, words in enumerate(self._cut):
            index = 0
            while index < len(words):
                end = self._end(words, index)
                if end > index:
                    yield from self._mention(number, words, index, end)
                index = max(end, index + 1)

    def _end(self, words: Sequence[Word], index: int) -> int:
        """Return the index after the name that begins at `index`, or `index` if none does."""
        if not self._may_begin(words, index):
            return index
        end = index + 1
        while (
            end < len(words)
            and end - index < MAX_WORDS
            and not (words[end - 1].possessive and _owns(words, index, end))
        ):
            if _is_plural_owner(words, end):  # "the Farmers' Union"
                end += 2
                continue
            if is_prize(words, end):
                return end + 3
            if (after := past_and(words, index, end)) > end:
                end = after
                continue
            if not touch(words[end - 1], words[end]):
                break
            if words[end].capital and self._goes_on(words, end):
                end += 1
                continue
            after = _past_joining(words, index, end)
            if after == end:
                break
            end = after + 1
        if all(_names_nobody(word) for word in words[index:end]):
            return index
        return end

    def _may_begin(self, words: Sequence[Word], index: int) -> bool:
        word = words[index]
        small = word.text.lower()
        if index and words[index - 1].text == "(" and _SHORT.match(f"({word.text})") and word.text.isupper():
            return False  # an abbreviation: it is kept with the name before it
        if not word.capital or _names_nobody(word) or (len(word.text.strip(".")) < 2 and "." not in word.text):
            return False
        following = words[index + 1] if index + 1 < len(words) else None
        named_on = following is not None and following.capital and touch(word, following)
        if not _begins(words, index):
            # In the middle of a sentence a capital means a name, but for "the Internet", titles and the like.
            return named_on or not (lexicon().has("function", small) and word.text not in countries())
        if word.text in countries() or (word.text.isupper() and len(word.text) > 1):
            return True
        if past_and(words, index, index + 1) > index + 1 and words[index + 1].text == "&":
            return True  # "Birds & Waters opposed it"
        if (
            following is not None
            and listed("parties", following.text)
            and any(w.capital for w in words[index + 2 :][:1])
        ):
            return True  # "Labour leader Ann Lee"
        small_too = self._small[small] or self._small[small + "s"]
        if small_too and not listed("given", small) and not (named_on and self._inside[word.text]):
            return False
        if self._inside[word.text] or (listed("given", small) and named_on):
            return True
        if any(lexicon().has(section, small) for section in _LITTLE) or listed("reporting", small):
            return False
        if not is_ordinary(small):
            return not (small.endswith("ly") or small.partition("-")[0] in _VALUES)
        known = form(small)
        nouny = known is not None and ("n" in known.pos or "a" in known.pos)
        telling = listed("titles", small) or listed("places", small) or listed("organisations", small)
        reaches = listed("reaching", small) and following is not None and following.text == "of"
        return (named_on and nouny and (telling or not self._small[small])) or reaches

    def _goes_on(self, words: Sequence[Word], index: int) -> bool:
        small = words[index].text.lower()
        if _ROMAN.fullmatch(words[index].text):
            return True
        return not listed("no-names", small) and words[index].text != "I"

    def _mention(self, number: int, words: Sequence[Word], first: int, end: int) -> Iterator[Mention]:
        sentence = self._sentences[number]
        article = words[first].text == "The" and end - first > 2
        first += article  # "the newspaper The Northern Star"
        start = first
        titles: list[str] = []
        while first < end - 1 and is_title(words, first) and words[first + 1].capital:
            titles.append(words[first].text)
            first += 1
        if titles and (is_no_title(words, first, end) or self._is_common(words, start, first, end)):
            first, titles = start, []
        # A country's adjective before a title or a name belongs to itself: "French President Marie Blanc".
        start -= article
        before = words[start - 1].text.lower() if start else ""
        if not titles:
            titles = list(reversed([w.text for w in small_titles(words, first)]))
        name = sentence[words[first].start : words[end - 1].end - (2 if words[end - 1].possessive else 0)]
        adjective, rest = split_adjective(words, first, end)
        if adjective:
            yield Mention(adjective, number, words[first].start, before, "", False, first=_begins(words, first))
            size = len(adjective.split())
            first, titles = rest, [w.text for w in words[first + size : rest]] or titles
            if first >= end:
                return
            name = sentence[words[first].start : words[end - 1].end - (2 if words[end - 1].possessive else 0)]
        if _of_two_countries(name):
            return
        tail = sentence[words[end - 1].end :]
        short = _SHORT.match(tail.lstrip())
        apposed = APPOSED.match(tail)
        role = apposed.group(1).strip() if apposed else ""
        role_of = ""
        if role and names_role(role) and apposed:
            after_role = next((w for w in words if w.start >= words[end - 1].end + apposed.end()), None)
            role_of = _capitals_from(words, after_role, self) if after_role else ""
        else:
            role = plain_role(tail)
        yield Mention(
            name=name,
            sentence=number,
            start=words[first].start,
            before=before,
            after=words[end].text.lower() if end < len(words) else "",
            the=article or before == "the",
            titles=tuple(titles),
            short=short.group(1) if short else "",
            what=what_beside(words, start, tail),
            role=role,
            role_of=role_of,
            speaks=speaks(tail),
            first=_begins(words, start),
        )

    def _is_common(self, words: Sequence[Word], start: int, first: int, end: int) -> bool:
        """Say whether what stands behind a title is a common noun: "the Premier Division" is nobody."""
        the = start > 0 and words[start - 1].text in ("the", "The")
        alone = words[first].text.lower()
        return the and end - first == 1 and is_ordinary(alone) and not listed("given", alone)


def _owns(words: Sequence[Word], first: int, end: int) -> bool:
    """Say whether a possessive owns what follows, and is no part of its name, as it is in "the Miner's Arms"."""
    the = first > 0 and words[first - 1].text in ("the", "The")
    return end - first > 1 or not the or not is_ordinary(words[first].text.lower()) or _names_nobody(words[end])


def _is_plural_owner(words: Sequence[Word], index: int) -> bool:
    return (
        index + 1 < len(words)
        and words[index].text == "'"
        and words[index].start == words[index - 1].end
        and words[index - 1].text.endswith("s")
        and listed("organisations", words[index + 1].text.lower())
        and words[index + 1].capital
    )


def _begins(words: Sequence[Word], index: int) -> bool:
    """Say whether a word stands at the beginning of a sentence or of a quotation, where all have capitals."""
    return (
        index == 0
        or (words[index - 1].text in _OPENING and words[index].start - words[index - 1].start <= 2)
        or (index > 1 and words[index - 1].text in "\"'" and words[index - 2].text in ",:")
    )


def _past_joining(words: Sequence[Word], first: int, index: int) -> int:
    """Return the index of the capitalised word behind small joining words, or `index` if the name ends before."""
    reaches = any(listed("reaching", word.text.lower()) for word in words[first:index])
    after = index
    while after < len(words) and after - index < 3 and touch(words[after - 1], words[after]):
        small = words[after].text
        if words[after].capital:
            of = {"of", "the", "for", "and"} & {word.text for word in words[index:after]}
            return after if after > index and (reaches or not of) else index
        joins = listed("joining", small) or (reaches and small in ("for", "and") and after == index)
        if not joins or (small == "the" and after == index):
            return index
        after += 1
    return index


def _names_nobody(word: Word) -> bool:
    """Say whether a word has its capital without being a name: a month, a numeral such as XI, but not Xi."""
    numeral = len(word.text) > 1 and _ROMAN.fullmatch(word.text.upper())
    return listed("no-names", word.text.lower()) and not (numeral and not word.text.isupper())


def _of_two_countries(name: str) -> bool:
    """Say whether a name only joins countries: "Franco-German", "Sino-Indian"."""
    left, hyphen, right = name.partition("-")
    known = left in countries() or right in countries()
    return bool(hyphen and known) and (left in countries() or left.isupper() or left.endswith("o"))


def _capitals_from(words: Sequence[Word], word: Word, reader: Reader) -> str:
    index = words.index(word)
    end = reader._end(words, index)
    return " ".join(w.text for w in words[index:end])
