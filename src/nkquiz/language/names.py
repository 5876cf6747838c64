"""Finding the bank's entities in tokens, under any of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import Token, tokenise
from nkquiz.model import Entity, EntityKind


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names that an entity goes by."""

    words: tuple[str, ...]
    entity: Entity
    in_context: bool
    title: bool  # a description of a person ("the Dutch minister"): its plural means others
    cased: bool  # must be typed with a capital, because the lower-case word is an ordinary one ("US", "us")


class Names:
    """The names of a bank's entities, ready to be looked up."""

    def __init__(self, entities: Iterable[Entity], by_first: Mapping[str, Sequence[Name]] | None = None) -> None:
        """`by_first`, which was made of these entities before, saves reading their names."""
        self.by_first = _by_first(entities) if by_first is None else by_first

    Spans = dict[int, tuple[Entity, int]]

    def spans(self, tokens: Sequence[Token]) -> Spans:
        """Return the names in `tokens`: the index where each begins -> its entity and the index after it."""
        found: Names.Spans = {}
        index = 0
        while index < len(tokens):
            named = self.at(tokens, index)
            if named:
                found[index] = named
            index = named[1] if named else index + 1
        return found

    def at(self, tokens: Sequence[Token], index: int) -> tuple[Entity, int] | None:
        """Return the entity whose longest name begins at `index`, and the index after the name; else None."""
        found = self._longest(tokens, index)
        if found is None:
            return None
        entity, end = found
        for inner in range(index + 1, end):  # "Minister Ann" goes on as "Ann Lee Smith"
            longer = self._longest(tokens, inner)
            if longer and longer[0].id == entity.id and longer[1] > end:
                end = longer[1]
        following = self._longest(tokens, end) if end < len(tokens) and not tokens[end - 1].possessive else None
        if following and following[0].id == entity.id and entity.kind is EntityKind.PERSON:
            end = following[1]  # a title, then the name
        return entity, end

    def _longest(self, tokens: Sequence[Token], index: int) -> tuple[Entity, int] | None:
        token = tokens[index]
        for first in dict.fromkeys((token.text, _singular(token.text))):
            for name in self.by_first.get(first, ()):
                if name.cased and not token.capital:
                    continue
                end = _end(name, tokens, index)
                if end and not (name.in_context and _means_else(tokens, end)):
                    return name.entity, end
        return None


def _by_first(entities: Iterable[Entity]) -> dict[str, list[Name]]:
    """Return the names of all entities by their first words, the longest first."""
    by_first: defaultdict[str, list[Name]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for entity in entities:
        for in_context, aliases in ((False, (entity.name, *entity.aliases)), (True, entity.in_context)):
            for alias in aliases:
                words = _words(tokenise(alias))
                if words and words not in seen:
                    seen.add(words)
                    cased = len(words) == 1 and lexicon().has("function", words[0])
                    title = entity.kind is EntityKind.PERSON and alias.split()[-1][:1].islower()
                    by_first[words[0]].append(Name(words, entity, in_context, title, cased))
    for found in by_first.values():
        found.sort(key=lambda name: -len(name.words))
    return dict(by_first)


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    words = [_word(token) for token in tokens if _word(token).isalnum() or "." in token.text]
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _word(token: Token) -> str:
    return "and" if token.text == "&" else token.text


def _singular(word: str) -> str:
    """Take off a plural s, which careless typists also write for a possessive one."""
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def _end(name: Name, tokens: Sequence[Token], index: int) -> int:
    """Return the index after `name` where it stands at `index`, hyphens passed over; 0 where it does not."""
    position = index
    for number, word in enumerate(name.words):
        if number and position < len(tokens) and tokens[position].text == "-":
            position += 1
        if position >= len(tokens):
            return 0
        plural = not (name.title and number + 1 == len(name.words))
        typed = _word(tokens[position])
        if word != typed and not (plural and word == _singular(typed)):
            return 0
        position += 1
    return position


def _means_else(tokens: Sequence[Token], end: int) -> bool:
    """Say whether what follows shows that the name means something else: "the north of ...", "the North Sea"."""
    if end >= len(tokens):
        return False
    after = tokens[end]
    return after.text == "of" or (after.capital and not tokens[end - 1].possessive and not after.among("function"))
