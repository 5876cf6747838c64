"""Cutting a statement into the independent parts that a reader would judge one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from nkquiz.check.echo import echoed, is_echo, predicate
from nkquiz.check.grammar import Reading, Verb
from nkquiz.check.parsed import Parsed, parse
from nkquiz.check.tags import VERBAL, Tag, is_base
from nkquiz.language.names import Names
from nkquiz.language.tokens import Token
from nkquiz.model import EntityKind
from nkquiz.text import sentence_spans

_LINE = re.compile(r"[^\r\n]+")
_JOINTS = frozenset("and but while whereas yet although though".split())
_PERSONAL = frozenset("he she".split())
_OTHERS = frozenset("it they this".split())
_POSSESSIVES = frozenset("his her its their".split())
_SKIPPED = frozenset("also then even later , so that".split())
_NOUNY = (Tag.NOUN, Tag.NAME, Tag.ADJECTIVE, Tag.DETERMINER, Tag.NUMBER)
_MAX_CARRIED = 8  # tokens of a subject that are carried over


class Reader(Protocol):
    """What reads tokens: an `Analyser`."""

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens of `text[start:end]`."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part stands in its text, and the subject that it shares with the part before, as tokens, or what is
    told of another subject there ("and so did Rome"). Where a part is a whole sentence it has that parsed."""

    start: int
    end: int
    carried: tuple[Token, ...] = ()
    followed: tuple[Token, ...] = ()
    parsed: Parsed | None = None


def split(text: str, reader: Reader, names: Names) -> list[Part]:
    """Return the independent parts of `text`, in order; at least one where there is any word.

    A part that begins with a pronoun, or with a verb at once, carries the subject of the part before.
    """
    found: list[Part] = []
    subject: tuple[Token, ...] = ()
    told: tuple[Token, ...] = ()
    for start, end in _sentences(text):
        parsed = parse(_without_marks(reader.tokens(text, start, end)), names)
        tokens, named, reading = parsed
        cuts = [0, *_cuts(tokens, reading), len(tokens)]
        for first, last in pairwise(cuts):
            while first < last and (tokens[first].text in _JOINTS or not tokens[first].text[0].isalnum()):
                first += 1
            words = [n for n in range(first, last) if any(c.isalnum() for c in tokens[n].text)]
            if words:
                followed, echo = echoed(tokens, reading, first, last, told)
                carried, after = _carried(tokens, reading, echo, last, subject)
                if followed and tokens[echo].text not in _PERSONAL:
                    carried, after = (), echo
                begin = tokens[after].start if after < last else tokens[words[0]].start
                whole = (first, last, after) == (0, len(tokens), 0) and not (carried or followed)
                found.append(Part(begin, tokens[words[-1]].end, carried, followed, parsed if whole else None))
                subject = _subject(tokens, reading, named, after, last) or carried or subject
                told = followed or predicate(tokens, reading, first, words[-1] + 1)
    return found


def _without_marks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return tokens without the marks before the first word, and behind the last one."""
    words = [n for n, token in enumerate(tokens) if any(c.isalnum() for c in token.text)]
    return tokens[words[0] : words[-1] + 1] if words else ()


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `text`; a line break ends one too."""
    found = []
    for line in _LINE.finditer(text):
        found += [(line.start() + start, line.start() + end) for start, end in sentence_spans(line.group())]
    return found


def _cuts(tokens: Sequence[Token], reading: Reading) -> list[int]:
    """Return the indexes at which a new independent part begins: at a semicolon, and at a joint ("and", "but") that
    has a finite verb before it, and after it a subject of its own with its verb, or a finite verb at once."""
    cuts = []
    last = 0
    finite = [verb for verb in reading.verbs if not verb.infinitive and _is_finite(tokens, reading, verb)]
    for index, token in enumerate(tokens):
        if token.text not in (";", "as", "nor") and token.text not in _JOINTS:
            continue
        if token.text in ("as", "nor") and not is_echo(tokens, reading, index):
            continue
        if token.text == "while" and index and tokens[index - 1].text in ("a", "long", "little"):
            continue
        if not any(last <= verb.head < index for verb in finite):
            continue
        if [t.text for t in tokens[index - 1 : index + 2]] == ["one", "and", "only"]:
            continue
        if token.text != ";" and _joins_subjects(tokens, reading, last, index):
            continue
        if (
            token.text in (";", "as", "nor")
            or is_echo(tokens, reading, index + 1)
            or _begins_clause(tokens, reading, finite, index + 1)
        ):
            cuts.append(index)
            last = index
    return cuts


def _joins_subjects(tokens: Sequence[Token], reading: Reading, first: int, joint: int) -> bool:
    """Say whether an "and" joins two names or nouns of which the verb behind it is told: "between Rome and Lima",
    "what Rome and Lima agreed"."""
    if tokens[joint].text != "and" or reading.tags[joint - 1] not in _NOUNY:
        return False
    for number in range(joint - 1, first - 1, -1):
        text, tag = tokens[number].text, reading.tags[number]
        if tag in VERBAL or text == "and" or not text[0].isalnum():
            return False
        if text in ("between", "both", "what") or (tag in (Tag.SUBORDINATOR, Tag.RELATIVE) and number > first):
            return True
    return False


def _is_finite(tokens: Sequence[Token], reading: Reading, verb: Verb) -> bool:
    """Say whether a verb can stand in a main clause: it has an auxiliary, a past or a third person, and is no
    relative clause's or gerund."""
    text = tokens[verb.head].text
    helped = verb.start < verb.head or reading.tags[verb.head] is Tag.AUXILIARY
    if text.endswith("ing") and not helped:
        return False
    return helped or not is_base(tokens[verb.head]) or (verb.head > 0 and reading.tags[verb.head - 1] in _NOUNY)


def _begins_clause(tokens: Sequence[Token], reading: Reading, finite: Sequence[Verb], index: int) -> bool:
    index = _past_adverbs(tokens, reading, index, len(tokens))
    verb = next((verb for verb in finite if verb.start >= index), None)
    if verb is None:
        return False
    if verb.start == index:  # a shared subject, unless the verb is a bare participle after a noun
        return (
            verb.start < verb.head
            or reading.tags[verb.head] is Tag.AUXILIARY
            or verb.past
            or tokens[verb.head].text.endswith("s")
        )
    between = range(index, verb.start)
    subject = any(reading.tags[n] in (Tag.NOUN, Tag.NAME, Tag.PRONOUN) for n in between)
    stopped = any(tokens[n].text in (";", ":") or reading.tags[n] is Tag.RELATIVE for n in between)
    joined = any(tokens[n].text in _JOINTS - {"and"} for n in between)
    begins = reading.tags[index] in (*_NOUNY, Tag.PRONOUN, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.NEGATOR)
    return subject and begins and not stopped and not joined and len(between) <= 10


def _past_adverbs(tokens: Sequence[Token], reading: Reading, index: int, last: int) -> int:
    """Return where the words begin that come after "then", "also", "afterwards" and the like."""
    while index < last and (tokens[index].text in _SKIPPED or reading.tags[index] is Tag.ADVERB):
        index += 1
    return index


def _carried(
    tokens: Sequence[Token], reading: Reading, first: int, last: int, subject: tuple[Token, ...]
) -> tuple[tuple[Token, ...], int]:
    """Return the tokens of the subject that a part shares with the one before, and where its own words begin."""
    index = _past_adverbs(tokens, reading, first, last)
    if index >= last or not subject:
        return (), first
    word = tokens[index].text
    if word in _PERSONAL | _OTHERS and reading.tags[index] is not Tag.DETERMINER:
        return subject, index + 1
    if word in _POSSESSIVES:
        return (*subject[:-1], replace(subject[-1], possessive=True)), index + 1
    if any(verb.start == index and not verb.infinitive for verb in reading.verbs) and first > 0:
        return subject, first
    return (), first


def _subject(tokens: Sequence[Token], reading: Reading, named: Names.Spans, first: int, last: int) -> tuple[Token, ...]:
    """Return the tokens of a part's subject: what stands before its first verb, names rather than other nouns."""
    verb = next((v.start for v in reading.verbs if first <= v.start < last), last)
    spans = [(a, b) for a, (_, b) in named.items() if first <= a < verb]
    if spans:
        people = [s for s in spans if named[s[0]][0].kind is EntityKind.PERSON]
        own = [s for s in spans if not tokens[s[1] - 1].possessive] or spans
        chosen = [s for s in own if s in people] or own
        return tuple(t for a, b in (chosen if len(chosen) <= 2 else chosen[:1]) for t in tokens[a:b])
    nouns = [n for n in range(first, verb) if reading.tags[n] in _NOUNY]
    return tuple(tokens[n] for n in nouns[:_MAX_CARRIED])
