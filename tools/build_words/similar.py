"""Synonyms and derived words."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator

from contrast import common_start
from curated import FUNCTION_WORDS
from relations import Relations, Scores, put, scale
from wordnet import Synset

#: How close two synsets are to being one, by the pointer between them: similar, verb group, see also.
CLOSENESS = {"&": 0.99, "$": 0.7, "^": 0.55}
#: Pointers between a word and its derivations: derivation, pertainym, participle, attribute.
DERIVATION = ("+", "\\", "<", "=")


def add_synonyms(relations: Relations) -> None:
    """Words of one synset, of close synsets, and words whose definition is the other word alone."""
    synsets = relations.net.synsets
    for synset in synsets.values():
        ours = relations.words(synset)
        share = {word: relations.share(word, synset.sid) for word in ours}
        for first, second in itertools.combinations(ours, 2):
            add_synonym(relations, first, second, synset.pos, (share[first], share[second]))
        for symbol, target, _, _ in synset.pointers:
            other = synsets[target]
            if symbol not in CLOSENESS or other.pos != synset.pos:
                continue
            for first, second in itertools.product(ours, relations.words(other)):
                shares = share[first], relations.share(second, target)
                add_synonym(relations, first, second, synset.pos, shares, CLOSENESS[symbol], symbol == "&")
        for word in one_word_definitions(relations, synset):
            for first in ours:
                shares = share[first], relations.top_sense(word, synset.pos).share
                add_synonym(relations, first, word, synset.pos, shares, 0.85)


def one_word_definitions(relations: Relations, synset: Synset) -> Iterator[str]:
    """The words that are a whole segment of the definition, each on its own."""
    text = re.sub(r"\([^)]*\)", " ", synset.definition).lower()
    for segment in text.split(";"):
        parts = [part.strip() for part in re.split(r",|\bor\b", segment)]
        if any(" " in part for part in parts):
            continue  # "become or make fresh" does not define a word as "become"
        for part in parts:
            word = relations.net.british.get(part, part)
            if (word, synset.pos) in relations.weight and word not in FUNCTION_WORDS:
                yield word


def add_synonym(
    relations: Relations,
    first: str,
    second: str,
    pos: str,
    shares: tuple[float, float],
    factor: float = 1.0,
    satellite: bool = False,
) -> None:
    """Weigh a pair by the shares of the two senses, the closeness of their synsets and the vectors."""
    low, high = sorted(shares)
    if first == second or (relations.exclusive(first, second) and (factor < 1 or low < 0.3)):
        return
    if factor < 1 and relations.contrast(first, second):
        return
    cosine = scale(relations.meaning.cosine(first, second, pos), 0.1, 0.75)
    if satellite:
        gloss = scale(relations.meaning.gloss(first, second, pos), 0.2, 0.7)
        factor *= 0.6 + 0.4 * max(cosine, gloss)
    sense = 0.55 * math.sqrt(high) + 0.45 * math.sqrt(low)
    weight = max(relations.weight[first, pos], 0.02) ** 0.15 * max(relations.weight[second, pos], 0.02) ** 0.15
    value = factor * weight * (0.6 * sense + 0.4 * cosine)
    if low < 0.04 and cosine < 0.35:
        value *= 0.6
    put(relations.synonyms, first, second, value)


def derivations(relations: Relations) -> Iterator[tuple[str, str, float]]:
    """Pairs of derivationally related words with the product of the shares of their senses."""
    synsets = relations.net.synsets
    for synset in synsets.values():
        for symbol, target, source, at in synset.pointers:
            if symbol not in DERIVATION or (symbol != "=" and not source):
                continue
            other = synsets[target]
            firsts = [synset.words[source - 1]] if source else relations.words(synset)
            seconds = [other.words[at - 1]] if at else relations.words(other)
            for first, second in itertools.product(firsts, seconds):
                if first == second or not relations.has(first, synset) or not relations.has(second, other):
                    continue
                if common_start(first, second) >= (4 if symbol == "=" else 2):
                    yield first, second, relations.share(first, synset.sid) * relations.share(second, target)


def add_derived(relations: Relations) -> None:
    """Derived words, also over two steps where vectors and spellings agree; they are not weak synonyms as well."""
    direct: Scores = defaultdict(dict)
    for first, second, share in derivations(relations):
        if not relations.contrast(first, second):
            cosine = scale(relations.meaning.loose(first, second), 0.05, 0.7)
            put(direct, first, second, 0.3 + 0.3 * math.sqrt(math.sqrt(share)) + 0.4 * cosine)
    for first, found in direct.items():
        for middle, one in found.items():
            put(relations.derived, first, middle, one)
            for second, two in direct[middle].items():
                if second == first or second in found or relations.contrast(first, second):
                    continue
                stem = common_start(first, second)
                cosine = relations.meaning.loose(first, second)
                if stem >= max(3, min(len(first), len(second)) - 3) and cosine > 0.32:
                    value = 0.85 * min(one, two) * (0.5 + 0.5 * scale(cosine, 0.1, 0.7))
                    put(relations.derived, first, second, value)
    for first, found in relations.derived.items():
        for second in found:
            if common_start(first, second) >= 4 and relations.synonym(first, second, 1.0) < 0.45:
                del relations.synonyms[first][second]


def add_parallel(relations: Relations) -> None:
    """Carry synonyms over to derived words: quick/fast -> quickness/fastness."""
    parallel: list[tuple[str, str, float]] = []
    for first, found in relations.synonyms.items():
        for second, value in found.items():
            if first < second and value > 0.5:
                for one, two, pos, factor in relations.carry(first, second):
                    cosine = relations.meaning.cosine(one, two, pos)
                    if cosine > 0.3:
                        parallel.append((one, two, 0.75 * value * factor * (0.5 + 0.5 * scale(cosine, 0.1, 0.75))))
    for one, two, value in parallel:
        if two in relations.antonyms.get(one, {}) or two in relations.derived.get(one, {}):
            continue
        if not relations.exclusive(one, two):
            put(relations.synonyms, one, two, value)
