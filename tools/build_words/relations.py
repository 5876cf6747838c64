"""The state that the relations are computed in: senses, weights, contrasts and the strengths found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from contrast import exclusive_groups, opposed_by_form
from curated import PERSON_FILE
from vectors import Meaning
from wordnet import LemmaPos, Sense, Synset, WordNet

Scores = dict[str, dict[str, float]]


def put(scores: Scores, first: str, second: str, value: float) -> None:
    """Record the best strength of a pair, in both directions."""
    for one, two in ((first, second), (second, first)):
        if one != two and value > scores[one].get(two, 0.0):
            scores[one][two] = value


def scale(cosine: float, low: float, high: float) -> float:
    """Map a cosine from low..high to 0..1."""
    return min(1.0, max(0.0, (cosine - low) / (high - low)))


class Relations:
    """The relations of the vocabulary, and what their computation looks up."""

    def __init__(self, net: WordNet, vocabulary: set[str], meaning: Meaning, pieces: frozenset[str]) -> None:
        """Prepare the look-ups; ``pieces`` is the word list of the model."""
        self.net, self.vocabulary, self.meaning, self.pieces = net, vocabulary, meaning, pieces
        self.synonyms: Scores = defaultdict(dict)
        self.antonyms: Scores = defaultdict(dict)
        self.derived: Scores = defaultdict(dict)
        self.broader: Scores = defaultdict(dict)
        self.related: Scores = defaultdict(dict)
        self.blocked: dict[str, set[str]] = defaultdict(set)
        self.shares: dict[LemmaPos, dict[str, float]] = {
            key: {sense.sid: sense.share for sense in senses}
            for key, senses in net.senses.items()
            if key[0] in vocabulary
        }
        totals: dict[str, float] = defaultdict(float)
        for word, pos in self.shares:
            totals[word] += net.count(word, pos) + 1.0
        #: Share of a part of speech in the uses of a word.
        self.weight = {key: (net.count(*key) + 1.0) / totals[key[0]] for key in self.shares}
        self.children: dict[str, list[str]] = defaultdict(list)
        for synset in net.synsets.values():
            for symbol, target, _, _ in synset.pointers:
                if symbol in ("@", "@i"):
                    self.children[target].append(synset.sid)
        self.groups = exclusive_groups(self)

    def has(self, word: str, synset: Synset) -> bool:
        """Whether a synset is a sense of a word of the vocabulary."""
        return synset.sid in self.shares.get((word, synset.pos), ())

    def words(self, synset: Synset) -> list[str]:
        """Vocabulary words of a synset that have it as a sense."""
        return list(dict.fromkeys(word for word in synset.words if self.has(word, synset)))

    def share(self, word: str, sid: str) -> float:
        """Share of a sense among the senses of a word in its part of speech."""
        return self.shares[word, sid[0]][sid]

    def top_sense(self, word: str, pos: str) -> Sense:
        """The most frequent sense."""
        return self.net.senses[word, pos][0]

    def person(self, noun: str) -> bool:
        """Whether a noun mostly denotes a person."""
        return self.net.synsets[self.top_sense(noun, "n").sid].lexfile == PERSON_FILE

    def below(self, sid: str) -> set[str]:
        """All synsets below a synset."""
        seen: set[str] = set()
        stack = [sid]
        while stack:
            new = [child for child in self.children.get(stack.pop(), ()) if child not in seen]
            seen.update(new)
            stack.extend(new)
        return seen

    def exclusive(self, first: str, second: str) -> bool:
        """Whether two words belong to one group of mutually exclusive terms."""
        return not self.groups.get(first, frozenset()).isdisjoint(self.groups.get(second, ()))

    def contrast(self, first: str, second: str) -> bool:
        """Whether two words are mutually exclusive or opposed by form."""
        return self.exclusive(first, second) or opposed_by_form(first, second)

    def synonym(self, first: str, second: str, default: float = 0.0) -> float:
        """Strength of a synonym."""
        return self.synonyms.get(first, {}).get(second, default)

    def carry(self, first: str, second: str) -> Iterator[tuple[str, str, str, float]]:
        """Words derived from one word each, of the same part of speech: strong/weak -> strength/weakness."""
        ones = {word: value for word, value in self.derived[first].items() if value > 0.55}
        twos = {word: value for word, value in self.derived[second].items() if value > 0.55}
        for one, v1 in ones.items():
            for two, v2 in twos.items():
                if one == two or two in ones or one in twos:
                    continue
                for pos in "nvar":
                    if self.weight.get((one, pos), 0.0) < 0.5 or self.weight.get((two, pos), 0.0) < 0.5:
                        continue
                    if pos == "n" and self.person(one) != self.person(two):
                        continue
                    yield one, two, pos, min(v1, v2)
