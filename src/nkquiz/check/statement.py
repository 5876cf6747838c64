"""Text -> Clause: what is said of whom, with numbers, dates, polarity, modality, quantifiers and speaker.

The same analyser reads statements, claims, restatements and false variants, so that what is compared has one shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from nkquiz.check.dates import Date, read_date
from nkquiz.check.lexicon import lexicon
from nkquiz.check.names import Names
from nkquiz.check.quantities import Quantity, read_ordinal, read_quantity
from nkquiz.check.spelling import Spelling
from nkquiz.check.tokens import Token, tokenise

_BE = frozenset("be am is are was were been being got get".split())
_CLAUSE_ENDS = frozenset(",;:.!?()")


class TermKind(StrEnum):
    """What a term is."""

    ENTITY = "entity"
    QUANTITY = "quantity"
    DATE = "date"
    ORDINAL = "ordinal"
    WORD = "word"


class Modality(StrEnum):
    """How real what is said is."""

    DONE = "done"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


class Role(StrEnum):
    """What part an entity plays in its clause."""

    AGENT = "agent"
    PATIENT = "patient"
    OTHER = "other"  # in a prepositional or possessive phrase


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text speaks of. `key` is an entity id, a lemma, or the value as text."""

    kind: TermKind
    key: str
    start: int
    end: int
    lemmas: tuple[str, ...] = ()
    quantity: Quantity | None = None
    date: Date | None = None
    ordinal: int = 0
    negated: bool = False
    modality: Modality = Modality.DONE
    role: Role = Role.OTHER
    light: bool = False
    strange: bool = False  # a capitalised word that neither the bank nor English knows


@dataclass(frozen=True)
class Clause:
    """One independent part of a text. Offsets count from the start of the whole text."""

    source: str  # the whole text that the offsets count in
    start: int
    end: int
    terms: tuple[Term, ...]
    quantifiers: frozenset[str] = frozenset()
    speaker: str = ""
    doubting: bool = False
    attributed: bool = False  # somebody is said to say, believe or expect it, or an expert is named
    causal: bool = False
    order: str = ""  # "before" or "after", where the clause orders two events

    @property
    def text(self) -> str:
        """The clause as it was typed."""
        return self.source[self.start : self.end].strip()

    def quote(self, term: Term) -> str:
        """Return a term as it was typed."""
        return self.source[term.start : term.end]

    @cached_property
    def entities(self) -> tuple[Term, ...]:
        """The entity terms, in order."""
        return tuple(term for term in self.terms if term.kind is TermKind.ENTITY)

    @cached_property
    def modality(self) -> Modality:
        """The strongest modality short of done that any term has."""
        return next((term.modality for term in self.terms if term.modality is not Modality.DONE), Modality.DONE)


class Analyser:
    """Reads texts by a bank's entities and the date of its source."""

    def __init__(self, names: Names, now: Date, spelling: Spelling) -> None:
        self._names = names
        self._spelling = spelling
        self._now = now

    def clause(self, text: str, start: int = 0, end: int | None = None) -> Clause:
        """Analyse `text[start:end]` as one clause."""
        end = len(text) if end is None else end
        tokens = tuple(replace(t, start=t.start + start, end=t.end + start) for t in tokenise(text[start:end]))
        tokens = tuple(self._spelling.corrected(token) for token in tokens)
        terms = _with_roles(tuple(self._terms(tokens)), tokens)
        speaker, doubting = _speaker(tokens, terms)
        return Clause(
            source=text,
            start=start,
            end=end,
            terms=_with_flags(terms, tokens),
            quantifiers=frozenset(_quantifiers(tokens)),
            speaker=speaker,
            doubting=doubting,
            attributed=any(token.among("reporting") or token.among("experts") for token in tokens),
            causal=any(token.among("cause") for token in tokens),
            order=_order(tokens),
        )

    def _terms(self, tokens: Sequence[Token]) -> Iterator[Term]:
        index = 0
        while index < len(tokens):
            term, after = self._term(tokens, index)
            if term is not None:
                yield term
            index = max(after, index + 1)

    def _term(self, tokens: Sequence[Token], index: int) -> tuple[Term | None, int]:
        token = tokens[index]

        def build(kind: TermKind, key: str, end: int, **more: object) -> tuple[Term, int]:
            return Term(kind, key, token.start, tokens[end - 1].end, **more), end  # type: ignore[arg-type]

        if named := self._names.at(tokens, index):
            return build(TermKind.ENTITY, named[0].id, named[1])
        if dated := read_date(tokens, index, self._now):
            return build(TermKind.DATE, str(dated[0]), dated[1], date=dated[0])
        if ordinal := read_ordinal(tokens, index):
            quantity = read_quantity(tokens, index)
            if quantity is None or quantity[0].unit != "percent":
                return build(TermKind.ORDINAL, str(ordinal[0]), ordinal[1], ordinal=ordinal[0])
        if counted := read_quantity(tokens, index):
            return build(TermKind.QUANTITY, str(counted[0]), counted[1], quantity=counted[0])
        if phrase := _phrase(tokens, index):
            return build(TermKind.WORD, phrase[0], phrase[1], lemmas=(phrase[0],))
        if not token.text[0].isalpha() or lexicon().has("function", token.text):
            return None, index + 1
        strange = token.capital and not token.pos and index > 0
        light = all(lexicon().has("light", lemma) for lemma in token.lemmas) or lexicon().has("light", token.text)
        lemmas = tuple(dict.fromkeys((*token.lemmas, token.text)))
        return build(TermKind.WORD, token.lemma, index + 1, lemmas=lemmas, light=light, strange=strange)


def _phrase(tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
    """Return the canonical lemma of the phrase that begins at `index`; its last word may stand up to four words off
    ("wrote most of the debt off")."""
    token = tokens[index]
    for first in dict.fromkeys((token.text, *token.lemmas)):
        for words, canonical in lexicon().phrases.get(first, ()):
            end = index + len(words)
            if end <= len(tokens) and all(
                word == t.text or word in t.lemmas for word, t in zip(words[1:], tokens[index + 1 : end], strict=True)
            ):
                return canonical, end
            if len(words) == 2 and words[1] in ("off", "out", "up", "down", "back"):
                ahead = [t.text for t in tokens[index + 1 : index + 6]]
                if words[1] in ahead and not any(mark in ahead[: ahead.index(words[1])] for mark in _CLAUSE_ENDS):
                    return canonical, index + 1
    return None


def _with_roles(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Give the entities their roles: before the verb the agent, after it the patient; in the passive the reverse."""
    by_start = {token.start: number for number, token in enumerate(tokens)}
    by_end = {token.end: number for number, token in enumerate(tokens)}
    verb = _main_verb(tokens, terms)
    if verb is None:
        return terms
    passive = _is_passive(tokens, verb)
    found = []
    for term in terms:
        if term.kind is TermKind.ENTITY:
            first, last = by_start[term.start], by_end.get(term.end, by_start[term.start])
            before = next((t.text for t in reversed(tokens[:first]) if t.text not in ("the", "a", "an")), "")
            bare = not tokens[last].possessive and before not in (
                "of",
                "in",
                "from",
                "for",
                "with",
                "on",
                "at",
                "between",
                "under",
            )
            if before == "by" and passive:
                term = replace(term, role=Role.AGENT)
            elif bare and first < verb:
                term = replace(term, role=Role.PATIENT if passive else Role.AGENT)
            elif bare and not passive and before != "by":
                term = replace(term, role=Role.PATIENT)
        found.append(term)
    return tuple(found)


def _main_verb(tokens: Sequence[Token], terms: Sequence[Term]) -> int | None:
    """Return the index of the first token that can be the main verb: an inflected verb, or one after an auxiliary."""
    entity = {
        n for n, t in enumerate(tokens) for e in terms if e.kind is TermKind.ENTITY and e.start <= t.start < e.end
    }
    for number, token in enumerate(tokens):
        if number in entity or number == 0 or not token.text.isalpha():
            continue
        if token.text in _BE or token.text in ("has", "have", "had", "did", "does", "do") or token.among("plan"):
            ahead = [n for n in range(number + 1, min(number + 5, len(tokens))) if n not in entity]
            return next((n for n in ahead if "v" in tokens[n].pos and not tokens[n].among("function")), number)
        if "v" in token.pos and not token.among("function") and token.text != token.lemma:
            return number
    return None


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    before = {t.text for t in tokens[max(0, verb - 4) : verb]}
    participle = tokens[verb].text != tokens[verb].lemma and not tokens[verb].text.endswith("ing")
    return participle and bool(before & _BE)


def _with_flags(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Mark what is negated, and what is only planned, possible or conditional.

    A negator holds for the next term; "declined to", "failed to" and the like negate what follows, and two
    negators cancel each other. A modality holds until the end of its clause.
    """
    by_start = {term.start: number for number, term in enumerate(terms)}
    flagged = list(terms)
    negated, modality = False, Modality.DONE
    for number, token in enumerate(tokens):
        following = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if token.text in _CLAUSE_ENDS:
            negated, modality = False, Modality.DONE
        elif token.among("negators") and following != "only":
            negated = not negated
        if token.among("condition"):
            modality = Modality.CONDITIONAL
        elif token.among("possible") and modality is Modality.DONE:
            modality = Modality.POSSIBLE
        elif token.among("plan") and (following == "to" or lexicon().has("function", token.text)):
            modality = Modality.PLANNED
        here = by_start.get(token.start)
        if here is None:
            continue
        flagged[here] = replace(terms[here], negated=negated, modality=modality)
        if terms[here].kind is TermKind.WORD:
            if token.among("denying") and following == "to":
                continue
            negated = False
    return _spread_denial(tuple(flagged), tokens)


def _spread_denial(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Negate the verb after "declined to", "refused to", "failed to"."""
    texts = {token.start: (token, tokens[n + 1].text if n + 1 < len(tokens) else "") for n, token in enumerate(tokens)}
    found: list[Term] = []
    deny = False
    for term in terms:
        token, following = texts[term.start]
        if term.kind is TermKind.WORD and token.among("denying") and following == "to":
            deny = not term.negated
            continue
        found.append(replace(term, negated=not term.negated) if deny else term)
        deny = deny and term.kind is not TermKind.WORD
    return tuple(found)


def _speaker(tokens: Sequence[Token], terms: Sequence[Term]) -> tuple[str, bool]:
    """Return the entity that says, believes or doubts the rest, and whether it doubts it."""
    for token in tokens:
        if not token.among("reporting"):
            continue
        if token.text == "according":
            after = [t for t in terms if t.kind is TermKind.ENTITY and t.start > token.start]
            return (after[0].key if after else ""), False
        before = [t for t in terms if t.kind is TermKind.ENTITY and t.end <= token.start]
        if before and "v" in token.pos:
            return before[0].key, token.among("doubting")
    return "", False


def _quantifiers(tokens: Sequence[Token]) -> Iterator[str]:
    for number, token in enumerate(tokens):
        for section in ("all", "most", "some", "none", "only", "both"):
            if token.text in lexicon().sections[section]:
                before = tokens[number - 1].text if number else ""
                if section == "only" and before == "not":
                    continue
                yield section


def _order(tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.text in ("before", "prior", "precede", "preceded"):
            return "before"
        if token.text in ("after", "following", "followed"):
            return "after"
    return ""
