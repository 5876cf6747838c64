"""Text -> Clause: what is said of whom, with numbers, dates, polarity, modality, quantifiers and speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkquiz.check.dates import Date, read_date
from nkquiz.check.grammar import (
    CLAUSE_ENDS,
    is_done,
    main_verb_term,
    order,
    quantifiers,
    speaker,
    with_flags,
    with_roles,
)
from nkquiz.check.lexicon import lexicon
from nkquiz.check.names import Names
from nkquiz.check.quantities import read_ordinal, read_quantity
from nkquiz.check.spelling import Spelling
from nkquiz.check.terms import Clause, Term, TermKind, entity_key
from nkquiz.check.tokens import Token, tokenise


class Analyser:
    """Reads texts by a bank's entities and the date of its source."""

    def __init__(self, names: Names, now: Date, spelling: Spelling) -> None:
        self._names = names
        self._spelling = spelling
        self._now = now

    def clause(self, text: str, start: int = 0, end: int | None = None) -> Clause:
        """Analyse `text[start:end]` as one clause."""
        end = len(text) if end is None else end
        tokens = self._tokens(text, start, end)
        terms = with_roles(tuple(self._terms(tokens)), tokens)
        flagged = with_flags(terms, tokens)
        return Clause(
            source=text,
            start=start,
            end=end,
            terms=flagged,
            quantifiers=frozenset(quantifiers(tokens)),
            speaker=speaker(tokens, terms),
            attributed=any(token.among("reporting") or token.among("experts") for token in tokens),
            than=next((token.start for token in tokens if token.text == "than"), -1),
            verb=main_verb_term(flagged, tokens),
            planned=any(token.among("plan") for token in tokens) and not any(t.text == "already" for t in tokens),
            done=is_done(terms, tokens),
            order=order(tokens),
        )

    def keys(self, text: str) -> Iterator[str]:
        """Yield what `text` is to be found by: its entities and lemmas. Much cheaper than analysing it."""
        tokens = self._tokens(text, 0, len(text))
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if named := self._names.at(tokens, index):
                yield entity_key(named[0].id)
                index = named[1]
                continue
            if phrase := _phrase(tokens, index):
                yield phrase[0]
            elif token.text[0].isalpha() and not lexicon().has("function", token.text):
                yield from dict.fromkeys((*token.lemmas, token.text))
            index += 1

    def _tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        tokens = (self._spelling.corrected(token) for token in tokenise(text[start:end]))
        return tuple(replace(t, start=t.start + start, end=t.end + start) if start else t for t in tokens)

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
        strange = token.capital and index > 0 and not self._spelling.knows(token.text)
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
                if words[1] in ahead and not any(mark in ahead[: ahead.index(words[1])] for mark in CLAUSE_ENDS):
                    return canonical, index + 1
    return None
