"""Article -> Draft: everything that a bank on it can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkquiz.documents.article import Article
from nkquiz.drafting.entities import propose
from nkquiz.drafting.fragment import fragment
from nkquiz.drafting.hints import Hinter
from nkquiz.drafting.slugs import Ids
from nkquiz.errors import InputError
from nkquiz.language.date import Date
from nkquiz.language.dates import read_date
from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import tokenise
from nkquiz.model import BlockKind, ClaimKind, Entity, Locator
from nkquiz.text import fingerprint, sentences, words

_BYLINE = re.compile(r"(?:text |story |words |written )?by ((?:[^\W\d_][\w.'-]*[ ,]*(?:and )?){1,10})", re.I)
_BEHIND_NAME = re.compile(r"\s*[,|·–—]\s*|\s+on\s+|\s+(?=\d|[A-Z][a-z]+ \d)")
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?![0-9])")
FRONT = 5  # paragraphs among which a byline and a date are looked for
TOPICS = 8  # proposed where the article has no headings
_SLUG_WORDS = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article with its fingerprint and its place."""

    at: Locator
    print: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An article cut as banks cite it. `topics` holds the heading over each paragraph, `outside` what is none of it:
    fingerprint and reason."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    headings: tuple[str, ...]
    outside: dict[str, str]
    title: str
    author: str
    date: str

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """The beginning of a claim: all but what it says."""

    id: str
    topic: str
    kind: ClaimKind
    speaker: str
    at: Locator
    quote: str
    sentence: str
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The beginning of a bank."""

    id: str
    title: str
    author: str
    date: str
    cut: Cut
    topics: dict[str, str]
    entities: tuple[Entity, ...]
    claims: tuple[DraftClaim, ...]


def cut(article: Article, inside: frozenset[str] = frozenset(), outside: frozenset[str] = frozenset()) -> Cut:
    """Cut an article into what is cited and what is outside of it: headings, the byline, the date.

    Sentences whose fingerprints are `inside` or `outside` are so, whatever they look like; those that are both, as a
    heading may be that is repeated in the text, are what they look like.

    Raises:
        InputError: it has no sentence.
    """
    reasons = list(_reasons(article))
    if all(reason for (reason, _), each in zip(reasons, article.paragraphs, strict=True) if words(each.text)):
        reasons = [("", {}) for _ in reasons]
    body: list[tuple[Sentence, ...]] = []
    headings: list[str] = []
    left_out: dict[str, str] = {}
    over = title = author = date = ""
    for paragraph, (reason, found) in zip(article.paragraphs, reasons, strict=True):
        kept: list[Sentence] = []
        for text in sentences(paragraph.text):
            print_ = fingerprint(text)
            if not words(text):
                continue
            here, there = print_ in inside, print_ in outside
            if (there and not here) or (reason and here == there):
                left_out.setdefault(print_, reason or "no part of the article")
            else:
                kept.append(Sentence(Locator(len(body) + 1, len(kept) + 1), print_, text))
        if reason == "heading":
            over = paragraph.text
        title, author, date = (
            old or found.get(name, "") for old, name in ((title, "title"), (author, "author"), (date, "date"))
        )
        if kept:
            body.append(tuple(kept))
            headings.append(over)
    if not body:
        raise InputError("there is no sentence in the article", "give the article as .txt, .md, .docx or .html")
    return Cut(
        tuple(body),
        tuple(headings),
        left_out,
        title or article.title,
        author or article.author,
        date or _date(article.date),
    )


def _reasons(article: Article) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield for each paragraph why it is outside the article, or "", and what it tells: title, author and date."""
    begun = titled = False
    for number, paragraph in enumerate(article.paragraphs):
        front = number < FRONT and not begun
        if front and (by := _byline(paragraph.text)):
            yield "byline", by
        elif front and (date := _date_of(paragraph.text)):
            yield "date", {"date": date}
        elif paragraph.kind is BlockKind.HEADING:
            yield ("heading", {}) if titled or begun else ("title", {"title": paragraph.text})
            titled = True
        else:
            begun = True
            yield "", {}


def _byline(text: str) -> dict[str, str]:
    """Return who is named by a line such as "By Lea Brandt", and the date behind the name, if there is one."""
    for split in _BEHIND_NAME.finditer(text):
        found, date = _BYLINE.fullmatch(text[: split.start()]), _date_of(text[split.end() :])
        if found and date:
            return {"author": found.group(1).strip(" ,"), "date": date}
    found = _BYLINE.fullmatch(text.rstrip(". "))
    return {"author": found.group(1).strip(" ,")} if found else {}


def _date(text: str) -> str:
    """Return a date as a bank writes it, or ""."""
    iso = _ISO.match(text)
    return iso.group() if iso else _date_of(text)


def _date_of(text: str) -> str:
    """Return the date that a text consists of, as a bank writes it, or ""."""
    tokens = tokenise(text)
    if not 1 <= len(tokens) <= 7:
        return ""
    start = 1 if tokens[0].text in ("published", "on") and len(tokens) > 1 else 0
    found = read_date(tokens, start, Date(None))
    if found is None or found[1] < len(tokens) - (tokens[-1].text == "."):
        return ""
    date = found[0]
    if not date.year or date.bound or date.part or date.last or not 1 <= date.year <= 9999:
        return ""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day if date.month else None) if part)]
    return "-".join(parts)


def draft(article: Article, id_: str, title: str, author: str, date: str, today: str) -> Draft:
    """Return the beginning of a bank on an article. What is given wins over what the article tells of itself.

    Raises:
        InputError: it has no sentence.
    """
    pieces = cut(article)
    title, author, date = title or pieces.title, author or pieces.author, date or pieces.date or today
    title = title or " ".join(pieces.sentences[0].text.split()[:6]).rstrip(".,;:!?")
    topics, filed = _topics(pieces)
    texts = [sentence.text for sentence in pieces.sentences]
    entities = propose(texts, Ids())
    topic_at = {sentence.at: topic for para, topic in zip(pieces.paragraphs, filed, strict=True) for sentence in para}
    claims = tuple(draft_claims(pieces.sentences, pieces.sentences, entities, date, topic_at, Ids()))
    return Draft(
        Ids().new(id_ or title.partition(":")[0], "bank"),
        title,
        author or "unknown",
        date,
        pieces,
        topics,
        entities,
        claims,
    )


def draft_claims(
    wanted: Sequence[Sentence],
    all_: Sequence[Sentence],
    entities: Sequence[Entity],
    date: str,
    topic_at: dict[Locator, str],
    ids: Ids,
) -> Iterator[DraftClaim]:
    """Yield a draft for each of the wanted sentences; the others are read too, to know whom "he" means."""
    hinter = Hinter(entities, [sentence.text for sentence in all_], date)
    chosen = {sentence.at for sentence in wanted}
    for sentence in all_:
        hints = hinter.hints(sentence.text)
        if sentence.at in chosen:
            quote = fragment(sentence.text, hints.clause, hints.speaker)
            gist = _gist(quote) if " " in _gist(quote) else _gist(sentence.text)
            id_ = ids.new(gist, f"claim-{sentence.print[:6]}")
            topic = topic_at.get(sentence.at, "")
            yield DraftClaim(id_, topic, hints.kind, hints.speaker, sentence.at, quote, sentence.text, hints.lines)


def _gist(quote: str) -> str:
    """Return the first words of a fragment that carry its meaning."""
    telling = [word for word in words(quote) if not lexicon().has("function", word)]
    return " ".join((telling or words(quote))[:_SLUG_WORDS])


def _topics(pieces: Cut) -> tuple[dict[str, str], list[str]]:
    """Propose topics, and which of them each paragraph is filed under: the headings', or a few paragraphs each."""
    ids = Ids()
    topics: dict[str, str] = {}
    filed: list[str] = []
    if any(pieces.headings):
        of: dict[str, str] = {}
        for heading in pieces.headings:
            if heading not in of:
                of[heading] = ids.new(heading or "beginning", "topic")
                topics[of[heading]] = heading or "The beginning"
            filed.append(of[heading])
        return topics, filed
    count = len(pieces.paragraphs)
    size = -(-count // TOPICS)
    for first in range(0, count, size):
        last = min(first + size, count)
        id_ = ids.new(f"part {first // size + 1}", "topic")
        topics[id_] = f"Paragraph {last}" if last - first == 1 else f"Paragraphs {first + 1} to {last}"
        filed += [id_] * (last - first)
    return topics, filed
