"""Words that exclude one another: terms of one group (numbers, colours, kin ...) and words opposed by their form."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from curated import EXCLUSIVE, NEGATIVE_PREFIXES, PREFIX_PAIRS

if TYPE_CHECKING:
    from relations import Relations

#: Numbers of the groups that WordNet adds to: the first curated one, and two after the curated ones.
NUMBERS, COLOURS, KIN = 0, len(EXCLUSIVE), len(EXCLUSIVE) + 1
#: Nouns whose hyponyms form a group.
ROOTS = (("integer", NUMBERS), ("color", COLOURS), ("kinsman", KIN), ("digit", NUMBERS))
#: Heads of satellite adjectives that form a group.
HEADS = {"chromatic": COLOURS, "achromatic": COLOURS, "cardinal": NUMBERS, "ordinal": NUMBERS}
LESS = re.compile(r"less(ness|ly)?$")


def exclusive_groups(relations: Relations) -> dict[str, set[int]]:
    """The groups of mutually exclusive terms that each word belongs to."""
    synsets = relations.net.synsets
    groups: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(EXCLUSIVE):
        for word in group:
            groups[word].add(number)
    for synset in synsets.values():
        if synset.pos != "a":
            continue
        heads = {word for target in synset.targets("&") for word in synsets[target].words}
        for number in {HEADS[head] for head in heads & set(HEADS)}:
            for word in relations.words(synset):
                if relations.share(word, synset.sid) > 0.3:
                    groups[word].add(number)
    for root, number in ROOTS:
        for sid in relations.below(relations.top_sense(root, "n").sid):
            for word in relations.words(synsets[sid]):
                if relations.top_sense(word, "n").sid == sid and relations.weight[word, "n"] > 0.3:
                    groups[word].add(number)
    return dict(groups)


def common_start(first: str, second: str) -> int:
    """Length of the common beginning of two words."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(first), len(second)))


def opposed_by_form(first: str, second: str) -> bool:
    """Whether two words look opposed: agree/disagree, import/export, harmful/harmless."""
    short, long = sorted((first, second), key=len)
    return (
        any(negates(long, before, short) for before in NEGATIVE_PREFIXES)
        or any(opposed_prefixes(first, second, one, two) for one, two in PREFIX_PAIRS)
        or any(opposed_prefixes(second, first, one, two) for one, two in PREFIX_PAIRS)
        or less_of(first, second)
        or less_of(second, first)
    )


def negates(long: str, before: str, short: str) -> bool:
    """Whether a prefix makes the long word of the short one, or of a word much like it."""
    if not long.startswith(before):
        return False
    rest = long[len(before) :]
    return rest == short or (len(short) > 5 and common_start(rest, short) >= len(short) - 2)


def opposed_prefixes(first: str, second: str, one: str, two: str) -> bool:
    """Whether two words differ by the two prefixes, but for their endings."""
    if not first.startswith(one) or not second.startswith(two):
        return False
    ours, theirs = first[len(one) :], second[len(two) :]
    return ours == theirs or common_start(ours, theirs) >= 4


def less_of(first: str, second: str) -> bool:
    """Whether the first word means the lack of the second one: painless and painful or pain."""
    if not first.endswith("less"):
        return False
    return second == first[:-4] or (second.endswith("ful") and common_start(first, second) >= len(first) - 4)


def negative(word: str, vocabulary: set[str]) -> bool:
    """Whether a word is by its form the negation of a word of the vocabulary."""
    if LESS.search(word):
        return LESS.sub("", word) in vocabulary
    if word.startswith(("inter", "under")):
        return False
    stems = [word[len(p) :] for p in ("un", "dis", "non", "in", "im", "ir", "il", "de") if word.startswith(p)]
    return any(len(stem) > 3 and stem in vocabulary for stem in stems)
