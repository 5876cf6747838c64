"""Which sentences of an article are only half in its bank: a number, date, name or clause of theirs is in no claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nkquiz.check.parts import split
from nkquiz.check.statement import Analyser
from nkquiz.documents.article import Article
from nkquiz.drafting.writing import SENTENCE
from nkquiz.language.date import Date
from nkquiz.language.lexicon import lexicon
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.language.tokens import Token, tokenise
from nkquiz.language.words import kin_of
from nkquiz.model import Bank, Claim, Locator, Problem, Severity, SourceKind
from nkquiz.quiz.finding import gaps
from nkquiz.quiz.gaps import ORDINAL, Gap
from nkquiz.quiz.numerals import leading
from nkquiz.text import fingerprint, paragraphs, sentences

_TELLING = 3  # words with a meaning of their own that a clause must have to be missed
_TOLD = 0.3  # share of them that must be told, in these words or in near ones
_NEAR = 0.7
_MOST = 4  # parts that are named
_LONG = 60  # characters of a clause that are shown
# Where a clause of its own begins inside a part. "that" begins what is said or thought, which is no second thing.
_INSIDE = re.compile(r",? \b(?:because|although|though|while|whereas|until|which|whose|who|where|when)\b ")

_OWNER = re.compile(r"\b(?:its|his|her|their) $")


def sentences_in(text: str, bank: Bank) -> dict[Locator, str]:
    """Return the sentences that stand in the comments of a bank file, under their places."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith(SENTENCE):
            blocks[-1].append(stripped.removeprefix(SENTENCE).strip())
        elif blocks[-1]:
            blocks.append([])
    return _placed([" ".join(block) for block in blocks if block], bank)


def sentences_of(article: Article, bank: Bank) -> dict[Locator, str]:
    """Return the sentences of a copy of the article that the bank knows, under their places."""
    return _placed([text for paragraph in paragraphs(article.text) for text in sentences(paragraph)], bank)


def _placed(texts: Sequence[str], bank: Bank) -> dict[Locator, str]:
    by_print = {fingerprint(text): text for text in texts}
    found = {at: by_print.get(bank.source.fingerprint(at) or "") for at in bank.source.locators}
    return {at: text for at, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the claims on a sentence say: numbers, dates and names by their content, and words by their lemmas."""

    numbers: frozenset[float]
    dates: tuple[Date, ...]
    names: frozenset[str]
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence: a clause, or a number, date or name."""

    start: int
    end: int
    gap: Gap | None = None


def half_covered(bank: Bank, told: Mapping[Locator, str]) -> Iterator[Problem]:
    """Yield the sentences with claims of which some part is in no claim. `told` are the article's sentences, as far as
    they are at hand. What is still a draft, or skipped, is told by other rules."""
    if bank.source.kind is SourceKind.CARDS:
        return
    names = Names(bank.entities)
    reader = Analyser(names, Date(None), Spelling(told.values()))
    drafts = {at for draft in bank.drafts for at in draft.locators}
    on_sentence, in_paragraph = _filed(bank.claims)
    read = lru_cache(None)(lambda paragraph: _told(in_paragraph[paragraph], names))
    for at, sentence in told.items():
        if at not in on_sentence or at in drafts or at in bank.skipped:
            continue
        missing = [
            _shown(part, sentence)
            for part in _missing(sentence, read(at.paragraph), names, reader)
            if not part.gap or not part.gap.entity or not any(part.gap.entity in read(p).names for p in in_paragraph)
        ]
        if missing:
            shown = ", ".join(f"“{part}”" for part in missing[:_MOST])
            message = f"sentence {at} has a claim, but no claim says {shown}"
            hint = "put it into a claim, or into one of its own, if it is worth knowing"
            yield Problem(on_sentence[at].line, message, hint, Severity.HINT, code="half-covered")


def _filed(claims: Sequence[Claim]) -> tuple[dict[Locator, Claim], dict[int, list[Claim]]]:
    """Return the first claim on each sentence, and all those on each paragraph."""
    first: dict[Locator, Claim] = {}
    beside: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for at in claim.locators:
            first.setdefault(at, claim)
        for paragraph in dict.fromkeys(at.paragraph for at in claim.locators):
            beside[paragraph].append(claim)
    return first, dict(beside)


def _told(claims: Sequence[Claim], names: Names) -> _Told:
    texts = [text for claim in claims for text in claim.affirmations]
    found = [gap for text in texts for gap in gaps(text, names)]
    tokens = [token for text in texts for token in tokenise(text)]
    return _Told(
        frozenset(gap.quantity.value for gap in found if gap.quantity),
        tuple(gap.date for gap in found if gap.date),
        frozenset(gap.entity for gap in found if gap.entity),
        frozenset(lemma for token in tokens for lemma in (token.text, *token.lemmas)),
    )


def _missing(sentence: str, told: _Told, names: Names, reader: Analyser) -> Iterator[_Part]:
    """Yield what a sentence says and the claims on its paragraph do not: clauses, then numbers, dates and names of the
    others."""
    found = gaps(sentence, names)
    clauses = list(_clauses(sentence, reader, names))
    untold = [(a, z) for a, z in clauses if not _is_told(sentence[a:z], found, a, told)] if len(clauses) > 1 else []
    yield from (_Part(start, end) for start, end in untold)
    if len(found) > 1 or len(clauses) > 1:  # one thing alone can't be half told
        for gap in found:
            if _is_lacking(gap, sentence, told) and not any(start <= gap.start < end for start, end in untold):
                yield _Part(gap.start, gap.end, gap)


def _is_lacking(gap: Gap, sentence: str, told: _Told) -> bool:
    if gap.quantity:
        lead = leading(gap.text_in(sentence))
        counts = lead is not None and (lead > 1 or gap.quantity.value > 1) and gap.quantity.unit != ORDINAL
        return counts and gap.quantity.value not in told.numbers
    if gap.date:
        return bool(gap.date.year or gap.date.decade) and not any(gap.date.agrees(date) for date in told.dates)
    return gap.entity not in told.names


def _clauses(sentence: str, reader: Analyser, names: Names) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence begin and end that say a thing for themselves."""
    for part in split(sentence, reader, names):
        owner = _OWNER.search(sentence, 0, part.start)  # it is carried over from the part before
        start = owner.start() if owner else part.start
        for cut in _INSIDE.finditer(sentence, part.start, part.end):
            yield start, cut.start()
            start = cut.end()
        yield start, part.end


def _is_told(clause: str, found: Sequence[Gap], start: int, told: _Told) -> bool:
    """Say whether some claim says what a clause does: enough of its telling words, or of words near them."""
    telling = [
        token
        for token in tokenise(clause)
        if _is_telling(token) and not any(gap.start <= start + token.start < gap.end for gap in found)
    ]
    if len(telling) < _TELLING:
        return True
    said = sum(_is_said(token, told.lemmas) for token in telling)
    return said >= _TOLD * len(telling)


def _is_telling(token: Token) -> bool:
    words = lexicon()
    return token.text.isalpha() and not words.has("function", token.text) and not words.has("light", token.lemma)


def _is_said(token: Token, lemmas: frozenset[str]) -> bool:
    if token.text in lemmas or not lemmas.isdisjoint(token.lemmas):
        return True
    return any(strength >= _NEAR and word in lemmas for word, strength in kin_of(token.lemmas).items())


def _shown(part: _Part, sentence: str) -> str:
    """Return a part as it is named: a number with the word that it counts, of a long clause the beginning."""
    text = sentence[part.start : part.end].strip(" ,;:.\"'")
    if part.gap and part.gap.quantity and (following := re.match(r" ([a-z]+)", sentence[part.end :])):
        return text if lexicon().has("function", following[1]) else text + following[0]
    return text if part.gap or len(text) <= _LONG else text[:_LONG].rpartition(" ")[0] + " ..."
