"""Text -> Clause: what is said of whom, with numbers, dates, polarity, modality, quantifiers and speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nkquiz.check import copulas, grammar, markers, polarity, timeline
from nkquiz.check.causes import cause_of
from nkquiz.check.degrees import degrees
from nkquiz.check.ellipsis import with_units
from nkquiz.check.grammar import Reading
from nkquiz.check.limits import limits
from nkquiz.check.lists import lists
from nkquiz.check.pairings import pairings
from nkquiz.check.parsed import Parsed, parse
from nkquiz.check.phrases import phrase
from nkquiz.check.tags import Tag
from nkquiz.check.terms import Clause, Relation, Role, Term, TermKind, Value, value_keys
from nkquiz.language.dates import Date, read_date
from nkquiz.language.lexicon import lexicon
from nkquiz.language.names import Names
from nkquiz.language.quantities import read_ordinal, read_quantity
from nkquiz.language.spelling import Spelling
from nkquiz.language.tokens import Token, tokenise


class Analyser:
    """Reads texts by a bank's entities and the date of its source."""

    def __init__(self, names: Names, now: Date, spelling: Spelling) -> None:
        self._names = names
        self._spelling = spelling
        self._now = now

    def clause(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        carried: Sequence[Token] = (),
        followed: Sequence[Token] = (),
        parsed: Parsed | None = None,
    ) -> Clause:
        """Analyse `text[start:end]` as one clause, with the tokens of a subject carried over from the part before, or
        `followed` by those of what is told there; `parsed` where that has been done."""
        end = len(text) if end is None else end
        parsed = parsed or parse((*carried, *self.tokens(text, start, end), *followed), self._names)
        tokens, names, reading = parsed
        entity_at = [""] * len(tokens)
        for first, (entity, after) in names.items():
            for n in range(first, after):
                entity_at[n] = entity.id
        terms, place = self._terms(tokens, reading, names)
        told = tuple(with_units(_aside(terms, tokens), text))
        main = grammar.main_verb(tokens, reading)
        already = any(token.text == "already" for token in tokens)
        compared = degrees(tokens)
        return Clause(
            source=text,
            start=start,
            end=end,
            terms=told,
            relations=tuple(_relations(reading, place)),
            quantifiers=markers.quantifiers(tokens, any(degree.topped for degree in compared)),
            speaker=markers.speaker(tokens, reading, entity_at),
            attributed=any(token.among("reporting") or token.among("experts") for token in tokens),
            verb=place[main] if main >= 0 else -1,
            planned=_is_planned(tokens, reading) and not already,
            conditional=any(token.among("condition") for token in tokens),
            done=grammar.done(reading) or already,
            already=already,
            than=markers.than(tokens),
            degrees=compared,
            lists=lists(told, text),
            cause=cause_of(text, start, end),
            orders=timeline.orders(tokens),
            bound=pairings(text, terms, {entity.id: entity.kind for entity, _ in names.values()}),
            same=tuple(copulas.identities(tokens, reading, place, terms)),
            turns=polarity.turns(_lemmas(tokens, reading, terms)),
            carried=sum(term.start < start for term in terms),
        )

    def keys(self, text: str) -> Iterator[str]:
        """Yield what `text` is to be found by: its entities and lemmas. Much cheaper than analysing it."""
        tokens = self.tokens(text, 0, len(text))
        names = self._names.spans(tokens)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if index in names:
                yield "e_" + names[index][0].id
                index = names[index][1]
                continue
            if value := self._value_at(tokens, index):
                yield from value_keys(value[1])
            if found := phrase(tokens, index):
                yield found[0]
            elif token.text[0].isalpha() and not lexicon().has("function", token.text):
                yield from dict.fromkeys((*token.lemmas, token.text))
            index += 1

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens of `text[start:end]`, typing errors mended, with offsets in the whole text."""
        tokens = (self._spelling.corrected(token) for token in tokenise(text[start:end]))
        return tuple(replace(t, start=t.start + start, end=t.end + start) if start else t for t in tokens)

    def _terms(self, tokens: Sequence[Token], reading: Reading, names: Names.Spans) -> tuple[list[Term], list[int]]:
        """Return the terms, and for each token the index of its term or -1."""
        terms: list[Term] = []
        place = [-1] * len(tokens)
        index = 0
        while index < len(tokens):
            term, after = self._term(tokens, index, reading, names)
            after = max(after, index + 1)
            if term is not None:
                for n in range(index, after):
                    place[n] = len(terms)
                terms.append(term)
            index = after
        for n in _targets(terms, place, reading):
            terms[n] = replace(terms[n], target=True)
        return terms, place

    def _term(
        self, tokens: Sequence[Token], index: int, reading: Reading, names: Names.Spans
    ) -> tuple[Term | None, int]:
        token = tokens[index]

        def build(kind: TermKind, key: str, end: int, **more: object) -> tuple[Term, int]:
            negated = reading.scopes.negated[index]
            itself = kind is not TermKind.WORD and negated and _denied_itself(tokens, reading.tags, index)
            built = Term(kind, key, token.start, tokens[end - 1].end, negated=negated, target=itself, **more)  # type: ignore[arg-type]
            return built, end

        if index in names:
            return build(TermKind.ENTITY, names[index][0].id, names[index][1])
        if valued := self._value_at(tokens, index):
            kind, value, after = valued
            return build(kind, str(value), after, value=value)
        if found := phrase(tokens, index):
            mood = reading.scopes.modality[index]
            light = lexicon().has("light", found[0])
            return build(TermKind.WORD, found[0], found[1], lemmas=(found[0],), modality=mood, verb=True, light=light)
        if not token.text[0].isalpha() or lexicon().has("function", token.text):
            return None, index + 1
        if token.text == "longer" and index and tokens[index - 1].text == "no":
            return None, index + 1
        if reading.scopes.denial[index] or reading.tags[index] is Tag.NEGATOR or limits(tokens, index):
            return None, index + 1
        strange = token.capital and index > 0 and not self._spelling.knows(token.text)
        light = all(lexicon().has("light", lemma) for lemma in token.lemmas) or lexicon().has("light", token.text)
        return build(
            TermKind.WORD,
            token.lemma,
            index + 1,
            lemmas=tuple(dict.fromkeys((*token.lemmas, token.text))),
            light=light,
            strange=strange,
            verb=reading.tags[index] is Tag.VERB,
            modality=reading.scopes.modality[index],
        )

    def _value_at(self, tokens: Sequence[Token], index: int) -> tuple[TermKind, Value, int] | None:
        text = tokens[index].text
        if text[0].isalpha() and text not in _VALUE_WORDS:
            return None
        if dated := read_date(tokens, index, self._now):
            return TermKind.DATE, dated[0], dated[1]
        if ordinal := read_ordinal(tokens, index):
            quantity = read_quantity(tokens, index)
            if quantity is None or quantity[0].unit != "percent":
                return TermKind.ORDINAL, ordinal[0], ordinal[1]
        if counted := read_quantity(tokens, index):
            return TermKind.QUANTITY, counted[0], counted[1]
        return None


_CONTRASTS = frozenset("not n't never without".split())  # they may deny a name or a number itself: "not in May"


def _aside(terms: Sequence[Term], tokens: Sequence[Token]) -> list[Term]:
    """Mark the values that belong to an event which only says before or after what something else was."""
    found = list(terms)
    for span in timeline.asides(tokens):
        inside = [n for n, t in enumerate(terms) if span.start <= t.start < span.end]
        words = any(terms[n].value is None for n in inside)  # a date alone is one of the main event
        if words and terms[inside[0]].kind is not TermKind.QUANTITY:  # nor is "after four weeks at most" another event
            for n in inside:
                found[n] = replace(found[n], aside=found[n].value is not None)
    return found


def _value_words() -> frozenset[str]:
    from nkquiz.language import dates, quantities

    return frozenset(dates.WORDS | quantities.WORDS)


_VALUE_WORDS = _value_words()


def _targets(terms: Sequence[Term], place: Sequence[int], reading: Reading) -> Iterator[int]:
    """Yield what each denial is aimed at: the first word of weight in its scope, else the first word, unless it is
    aimed at a name."""
    scopes: dict[int, list[int]] = {}
    for token, term in enumerate(place):
        if term >= 0 and reading.scopes.scope[token] and terms[term].negated:
            members = scopes.setdefault(reading.scopes.scope[token], [])
            if term not in members:
                members.append(term)
    for members in scopes.values():
        names = [n for n in members if terms[n].kind is not TermKind.WORD and terms[n].target]
        heavy = [n for n in members if terms[n].kind is TermKind.WORD and not terms[n].light]
        words = [n for n in members if terms[n].kind is TermKind.WORD]
        if not names and (heavy or words):
            yield (heavy or words)[0]


def _denied_itself(tokens: Sequence[Token], word_classes: Sequence[Tag], index: int) -> bool:
    """Say whether the denial is of this very name or value: "not to him", "instead of in May"."""
    for number in range(index - 1, max(-1, index - 5), -1):
        if word_classes[number] is Tag.NEGATOR and tokens[number].text not in _CONTRASTS:
            return False  # "neither of the two", "none of the seven": what is denied is what they do
        if word_classes[number] is Tag.NEGATOR or tokens[number].text in ("instead", "rather"):
            return True
        if word_classes[number] not in (Tag.PREPOSITION, Tag.DETERMINER, Tag.TO) and tokens[number].text != "than":
            return False
    return False


def _lemmas(tokens: Sequence[Token], reading: Reading, terms: Sequence[Term]) -> Iterator[Sequence[str]]:
    """Yield the lemmas of each word that denies no others here, those without weight and phrases among them."""
    for token, operator in zip(tokens, reading.scopes.operator, strict=True):
        if not operator:
            yield (*token.lemmas, token.text)
    for token, following in pairwise(tokens):
        if token.text == "too" and "a" in following.pos:
            yield ("excessive",)  # "too deep for any net"
    for term in terms:
        if len(term.lemmas) == 1 and term.verb:  # of a phrase
            yield term.lemmas


def _is_planned(tokens: Sequence[Token], reading: grammar.Reading) -> bool:
    must = any(verb.ahead or verb.modal == "must" for verb in reading.verbs)
    return must or any(token.among("plan") for token in tokens)


def _relations(reading: Reading, place: Sequence[int]) -> Iterator[Relation]:
    seen = set()
    for index, head in enumerate(reading.head):
        if head >= 0 and place[index] >= 0 and place[head] >= 0 and place[index] != place[head]:
            relation = Relation(place[head], reading.role[index], place[index])
            if relation not in seen:
                seen.add(relation)
                yield relation
    for subject, complement in copulas.subjects(reading, place):
        relation = Relation(complement, Role.AGENT, subject)
        if relation not in seen:
            seen.add(relation)
            yield relation
    for index, head, role in reading.shared:
        if place[index] >= 0 and place[head] >= 0:
            yield Relation(place[head], role, place[index])
