"""Broader terms from WordNet, and related words: near by their vectors and in no other relation."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import numpy as np
from contrast import common_start, negative
from curated import GENDER, KIND_FILES, PERSON_FILE, TOO_BROAD
from relations import Relations, put, scale
from vectors import Vectors
from wordnet import LemmaPos, Sense

#: Most synsets that may lie below a broader term, by part of speech.
WIDEST = {"n": 900, "v": 160}
#: Lexicographer file of the acts and things made by man; sisters among these and among persons are weaker.
SISTER_FILES = (6, PERSON_FILE)


def add_broader(relations: Relations) -> None:
    """Hypernyms within two steps that are specific enough."""
    size = cache(lambda sid: len(relations.below(sid)))
    synsets = relations.net.synsets
    for word, pos in relations.meaning.keys:
        if pos not in WIDEST or relations.weight[word, pos] < 0.08:
            continue
        for sense in relations.net.senses[word, pos][:2]:
            if sense.share < 0.12:
                continue
            layer = {sense.sid}
            for step in (1, 2):
                layer = {target for sid in layer for target in synsets[sid].targets("@")}
                for target in layer:
                    if size(target) <= WIDEST[pos] // step:
                        add_hypernym(relations, word, sense, step, target, size(target) / WIDEST[pos])


def add_hypernym(relations: Relations, word: str, sense: Sense, step: int, target: str, width: float) -> None:
    """Weigh the words of a hypernym; ``width`` is its size as a part of what is allowed."""
    pos = target[0]
    for other in relations.words(relations.net.synsets[target]):
        if other == word or other in TOO_BROAD or other in relations.antonyms.get(word, {}):
            continue
        share = relations.share(other, target)
        if share < 0.12 or relations.weight[other, pos] < 0.1 or relations.synonym(word, other) > 0.35:
            continue
        gloss = relations.meaning.definitions(sense.sid, target)
        cosine = scale(max(relations.meaning.cosine(word, other, pos), 0.9 * gloss), 0.05, 0.65)
        value = 0.35 * math.sqrt(sense.share * share) + 0.45 * cosine + 0.2 * (1 - width)
        value *= (1.0 if step == 1 else 0.7) * max(relations.weight[word, pos], 0.05) ** 0.15
        if cosine < 0.15 and value < 0.5:
            continue
        relations.broader[word][other] = max(value, relations.broader[word].get(other, 0.0))


def nearest(relations: Relations, keys: list[LemmaPos]) -> Iterator[tuple[str, str]]:
    """Pairs of words among each other's nearest by word vector, alone or mixed with that of the first definition."""
    meaning = relations.meaning
    words: Vectors = meaning.vectors[[meaning.row[key] for key in keys]]
    tops: Vectors = meaning.glosses[[meaning.sid_row[relations.top_sense(*key).sid] for key in keys]]
    most = min(40, len(keys) - 1)
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(keys), 1000):
        alone = words[start : start + 1000] @ words.T
        mixed = 0.5 * alone + 0.5 * (tops[start : start + 1000] @ tops.T)
        best = np.hstack([np.argpartition(-cosines, most, axis=1)[:, :most] for cosines in (alone, mixed)])
        for row, columns in enumerate(best.tolist(), start):
            for column in columns:
                first, second = sorted((keys[row][0], keys[column][0]))
                if first != second and (first, second) not in seen:
                    seen.add((first, second))
                    yield first, second


def add_related(relations: Relations, threshold: float) -> None:
    """Pairs that the vectors of words and definitions together hold for near."""
    for pos in "nvar":
        keys = [key for key in relations.meaning.keys if key[1] == pos and relations.weight[key] >= 0.15]
        for first, second in nearest(relations, keys):
            if may_relate(relations, first, second):
                value = relatedness(relations, first, second, pos)
                if value >= threshold:
                    put(relations.related, first, second, value)


def may_relate(relations: Relations, first: str, second: str) -> bool:
    """Whether no other relation and no contrast holds between two words."""
    for table in (relations.synonyms, relations.antonyms, relations.derived, relations.broader):
        if second in table.get(first, {}) or first in table.get(second, {}):
            return False
    if second in relations.blocked.get(first, ()) or first in relations.blocked.get(second, ()):
        return False
    return not relations.contrast(first, second)


def relatedness(relations: Relations, first: str, second: str, pos: str) -> float:
    """Strength of a related pair; 0 where the vectors disagree or the words are two kinds of a thing."""
    word = relations.meaning.cosine(first, second, pos)
    if word < 0.15:
        return 0.0
    gloss = relations.meaning.gloss(first, second, pos)
    if word < 0.26 and gloss < 0.62:
        return 0.0
    one_negative = negative(first, relations.vocabulary) != negative(second, relations.vocabulary)
    if one_negative and gloss < 0.72:
        return 0.0
    known = (first in relations.pieces) + (second in relations.pieces)
    share = (0.35, 0.45, 0.62)[known]  # the vector of a word in pieces follows its spelling
    value = share * word + (1 - share) * gloss
    if common_start(first, second) >= 3 or common_start(first[::-1], second[::-1]) >= 4:
        if gloss < 0.42:  # near spellings must also agree in meaning
            return 0.0
        value -= 0.03
    if pos == "n":
        malus = noun_malus(relations, first, second)
        if malus is None:
            return 0.0
        value -= malus
    if not known:
        value -= 0.04
    rarest: float = max(min(relations.weight[first, pos], relations.weight[second, pos]), 0.1)
    return value * math.pow(rarest, 0.08)


def noun_malus(relations: Relations, first: str, second: str) -> float | None:
    """What the first senses of two nouns take from their strength; None forbids the pair."""
    one, two = (relations.net.synsets[relations.top_sense(word, "n").sid] for word in (first, second))
    if one.lexfile == two.lexfile and one.lexfile in KIND_FILES:
        return None
    if one.lexfile == PERSON_FILE and GENDER.search(one.definition + " " + two.definition):
        return None
    malus = 0.06 if one.lexfile != two.lexfile and PERSON_FILE in (one.lexfile, two.lexfile) else 0.0
    if one.lexfile in SISTER_FILES and not set(one.targets("@")).isdisjoint(two.targets("@")):
        malus += 0.05
    return malus
