"""Antonyms, and the pairs that must not count as related because they are nearly opposites."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from contrast import common_start
from curated import GENDER, NOT_OPPOSITES, OPPOSITES, PERSON_FILE
from relations import Relations, put
from wordnet import Synset


class Antonym(NamedTuple):
    """A direct antonym of WordNet: the two words, their synsets and the strength."""

    first: str
    second: str
    synset: Synset
    other: Synset
    value: float


def direct_antonyms(relations: Relations) -> Iterator[Antonym]:
    """The antonyms of WordNet whose senses are frequent enough, without the sexes."""
    synsets = relations.net.synsets
    for synset in synsets.values():
        for symbol, target, source, at in synset.pointers:
            if symbol != "!" or not source:
                continue
            other = synsets[target]
            first, second = synset.words[source - 1], other.words[at - 1]
            if first == second or frozenset((first, second)) in NOT_OPPOSITES:
                continue
            if not relations.has(first, synset) or not relations.has(second, other):
                continue
            sexes = GENDER.search(synset.definition) or GENDER.search(other.definition)
            if sexes and synset.pos == "n" and synset.lexfile in (5, PERSON_FILE):
                continue
            low, high = sorted(
                relations.share(word, s.sid) * relations.weight[word, s.pos]
                for word, s in ((first, synset), (second, other))
            )
            if (low < 0.008 or (low < 0.03 and high < 0.5)) and not relations.contrast(first, second):
                continue
            value = min(0.97, 0.62 + 0.35 * math.sqrt(math.sqrt(low * high)))
            yield Antonym(first, second, synset, other, value)


def add_antonyms(relations: Relations) -> None:
    """Direct antonyms, the curated list, and opposites through satellites, synonyms and derivation."""
    direct = list(direct_antonyms(relations))
    for antonym in direct:
        put(relations.antonyms, antonym.first, antonym.second, antonym.value)
    for first, second in OPPOSITES:
        if {first, second} <= relations.vocabulary:
            put(relations.antonyms, first, second, 0.85)
    for antonym in direct:
        if antonym.value >= 0.75 and relations.share(antonym.second, antonym.other.sid) >= 0.15:
            add_indirect(relations, antonym, antonym.synset, 0.8, 0.5, 0.3)
            for target in antonym.synset.targets("&"):
                add_indirect(relations, antonym, relations.net.synsets[target], 0.68, 0.45, 0.4)
    for antonym in direct:
        add_derived_antonyms(relations, antonym)
    for first, found in relations.antonyms.items():
        for second in list(found):
            strong = relations.synonym(first, second)
            if strong > 0.62 and found[second] < 0.84:
                del found[second]
            elif strong:
                relations.synonyms[first].pop(second, None)
                relations.derived[first].pop(second, None)


def add_indirect(
    relations: Relations, antonym: Antonym, synset: Synset, factor: float, least: float, cosine: float
) -> None:
    """Oppose the words of a synset close to the first word to the second word, where their use is ``least``."""
    first, second, pos, meaning = antonym.first, antonym.second, synset.pos, relations.meaning
    for word in relations.words(synset):
        if word in (first, second) or relations.share(word, synset.sid) * relations.weight[word, pos] < least:
            continue
        if second in relations.synonyms.get(word, {}) or second in relations.derived.get(word, {}):
            continue
        if meaning.cosine(word, first, pos) < cosine and meaning.gloss(word, first, pos) < 0.5:
            continue
        if meaning.gloss(word, second, pos) <= 0.72:
            put(relations.antonyms, word, second, factor * antonym.value)


def add_derived_antonyms(relations: Relations, antonym: Antonym) -> None:
    """Carry an antonym over to derived words: strong/weak -> strength/weakness."""
    for one, two, pos, factor in relations.carry(antonym.first, antonym.second):
        if relations.synonym(one, two) > 0.3:
            continue
        if pos == "n" and relations.person(one) and GENDER.search(antonym.synset.definition):
            continue
        cosine = relations.meaning.cosine(one, two, pos)
        if cosine > 0.5 or (cosine > 0.3 and common_start(one[::-1], two[::-1]) >= 2):
            put(relations.antonyms, one, two, antonym.value * min(0.85, 0.3 + 0.6 * factor))


def cluster(relations: Relations, head: Synset) -> set[str]:
    """Words of a head adjective and of its satellites."""
    members = {word for word in relations.words(head) if relations.share(word, head.sid) > 0.15}
    for target in head.targets("&"):
        satellite = relations.net.synsets[target]
        members |= {word for word in relations.words(satellite) if relations.share(word, target) > 0.3}
    return members


def kinds(relations: Relations, head: Synset) -> set[str]:
    """Words of a verb synset and of the synsets one step below it."""
    synsets = [relations.net.synsets[sid] for sid in (head.sid, *relations.children.get(head.sid, ()))]
    return {word for s in synsets for word in relations.words(s) if relations.share(word, s.sid) > 0.12}


def block(relations: Relations) -> None:
    """Forbid pairs on two sides of an opposition, and drop the weak synonyms among them."""
    close: dict[str, set[str]] = {}
    for word in relations.vocabulary:
        near = {other for other, value in relations.synonyms.get(word, {}).items() if value > 0.42}
        near |= {other for other, value in relations.derived.get(word, {}).items() if value > 0.55}
        close[word] = near | {word}
    for first, found in relations.antonyms.items():
        for second in [word for word, value in found.items() if value >= 0.5]:
            for one in close[first]:
                relations.blocked[one] |= close[second]
            for two in close[second]:
                relations.blocked[two] |= close[first]
    for synset in relations.net.synsets.values():
        sides = {"a": cluster, "v": kinds}.get(synset.pos)
        if sides is None or (synset.pos == "a" and synset.satellite):
            continue
        for target in synset.targets("!"):
            theirs = sides(relations, relations.net.synsets[target])
            for word in sides(relations, synset):
                relations.blocked[word] |= theirs
    for first, found in relations.synonyms.items():
        for second in [word for word, value in found.items() if value < 0.45]:
            if second in relations.blocked[first] and first in relations.blocked[second]:
                del found[second]
