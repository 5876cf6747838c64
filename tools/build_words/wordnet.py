"""The single-word part of the WordNet 3.0 database files, with British spellings folded into the American lemmas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from curated import FUNCTION_WORDS
from spelling import find_british

POS_FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
WORD = re.compile(r"[a-z]+")
#: Nouns of two letters that are words although SemCor lacks them; others are abbreviations.
SHORT_NOUNS = ("ad", "ax", "ox", "pa", "ma")
LemmaPos = tuple[str, str]


class Pointer(NamedTuple):
    """A relation to another synset; ``source`` and ``at`` number the words it holds for, from 1 (0: all)."""

    symbol: str
    target: str
    source: int
    at: int


@dataclass
class Synset:
    """One synset of the database files; ``words`` are the surfaces folded to lemmas."""

    sid: str
    pos: str
    lexfile: int
    satellite: bool
    surfaces: list[str]
    words: list[str]
    pointers: list[Pointer]
    gloss: str

    @property
    def definition(self) -> str:
        """The gloss without its examples."""
        return self.gloss.split('; "')[0].split(': "')[0].strip()

    def targets(self, symbol: str) -> list[str]:
        """The synsets that pointers of one kind lead to."""
        return [pointer.target for pointer in self.pointers if pointer.symbol == symbol]


@dataclass
class Sense:
    """One sense of a lemma: its synset, rank (from 1), SemCor count and its share among the lemma's senses."""

    sid: str
    rank: int
    count: int
    share: float = 0.0


Senses = dict[LemmaPos, list[Sense]]


@dataclass
class WordNet:
    """The synsets, the senses of each lemma, the British spellings and the irregular forms."""

    synsets: dict[str, Synset]
    senses: Senses = field(default_factory=dict)
    british: dict[str, str] = field(default_factory=dict)
    exceptions: dict[str, list[LemmaPos]] = field(default_factory=dict)

    def count(self, lemma: str, pos: str | None = None) -> int:
        """SemCor count of a lemma, in one part of speech or in all."""
        return sum(s.count for p in (pos or "nvar") for s in self.senses.get((lemma, p), ()))

    def doubled(self) -> frozenset[str]:
        """The irregular forms in -ed: they show which verbs double their last consonant."""
        return frozenset(form for form in self.exceptions if form.endswith("ed"))


def parse_synset(pos: str, line: str) -> Synset:
    """Parse one line of a data file."""
    head, _, gloss = line.partition(" | ")
    parts = head.split()
    at = 4 + 2 * int(parts[3], 16)
    surfaces = [re.sub(r"\((a|p|ip)\)$", "", word) for word in parts[4:at:2]]
    pointers = []
    for i in range(int(parts[at])):
        symbol, offset, target, ends = parts[at + 1 + 4 * i : at + 5 + 4 * i]
        pointers.append(Pointer(symbol, target + offset, int(ends[:2], 16), int(ends[2:], 16)))
    words = [surface.lower() for surface in surfaces]
    return Synset(pos + parts[0], pos, int(parts[1]), parts[2] == "s", surfaces, words, pointers, gloss.strip())


def data_lines(path: Path) -> Iterator[str]:
    """The lines of a database file below its licence."""
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Parse the four data files."""
    synsets = (parse_synset(p, line) for p, name in POS_FILES.items() for line in data_lines(folder / f"data.{name}"))
    return {synset.sid: synset for synset in synsets}


def read_counts(folder: Path) -> dict[tuple[str, str, int], int]:
    """SemCor counts by lemma, part of speech and sense number."""
    counts: dict[tuple[str, str, int], int] = {}
    for line in data_lines(folder / "cntlist.rev"):
        key, number, count = line.split()
        lemma, _, rest = key.partition("%")
        counts[lemma, " nvara"[int(rest[0])], int(number)] = int(count)
    return counts


def read_index(folder: Path, synsets: dict[str, Synset], joined: frozenset[str]) -> Senses:
    """Senses by lemma as written; a hyphened lemma takes its solid spelling, also in its synsets, if ``joined``."""
    counts = read_counts(folder)
    solid: Senses = {}
    hyphened: Senses = {}
    for pos, name in POS_FILES.items():
        for line in data_lines(folder / f"index.{name}"):
            parts = line.split()
            lemma, number = parts[0], int(parts[2])
            plain = lemma.replace("-", "")
            if not WORD.fullmatch(plain) or (plain != lemma and plain not in joined):
                continue
            if len(plain) == 1 and plain != "a":
                continue
            senses = [Sense(pos + o, i, counts.get((lemma, pos, i), 0)) for i, o in enumerate(parts[-number:], 1)]
            (solid if plain == lemma else hyphened)[plain, pos] = senses
            if plain != lemma:
                for sense in senses:
                    synset = synsets[sense.sid]
                    synset.words = [plain if word == lemma else word for word in synset.words]
    return {**hyphened, **solid}


def is_noise(synset: Synset, lemma: str, sense: Sense) -> bool:
    """Whether a sense is a name, a rare abbreviation or an odd sense of a function word."""
    surface = synset.surfaces[synset.words.index(lemma) if lemma in synset.words else 0]
    if surface[:1].isupper():
        return True
    if lemma in FUNCTION_WORDS and synset.pos != "r" and synset.pos not in FUNCTION_WORDS[lemma]:
        return True
    return len(lemma) == 2 and synset.pos == "n" and sense.count == 0 and lemma not in SHORT_NOUNS


def merge(net: WordNet, raw: Senses) -> None:
    """Fold British lemmas into American ones and rank the senses by their counts."""
    merged: dict[LemmaPos, dict[str, Sense]] = defaultdict(dict)
    for (lemma, pos), senses in sorted(raw.items(), key=lambda item: (item[0][0] in net.british, item[0])):
        group = merged[net.british.get(lemma, lemma), pos]
        for sense in senses:
            if is_noise(net.synsets[sense.sid], lemma, sense):
                continue
            old = group.get(sense.sid)
            if old is None:
                group[sense.sid] = Sense(sense.sid, sense.rank, sense.count)
            else:
                old.rank, old.count = min(old.rank, sense.rank), old.count + sense.count
    for key, group in merged.items():
        ordered = sorted(group.values(), key=lambda s: (-s.count, s.rank, s.sid))
        weights = [s.count + 1.5 / (i * i) for i, s in enumerate(ordered, 1)]
        for i, (sense, weight) in enumerate(zip(ordered, weights, strict=True), 1):
            sense.rank, sense.share = i, weight / sum(weights)
        if ordered:
            net.senses[key] = ordered


def read_exceptions(folder: Path, british: dict[str, str]) -> dict[str, list[LemmaPos]]:
    """Irregular forms with their lemmas."""
    exceptions: dict[str, list[LemmaPos]] = defaultdict(list)
    for pos, name in POS_FILES.items():
        for line in data_lines(folder / f"{name}.exc"):
            inflected, *bases = line.split()
            if WORD.fullmatch(inflected):
                exceptions[inflected].extend((british.get(base, base), pos) for base in bases)
    return dict(exceptions)


def read_wordnet(folder: Path, joined: frozenset[str]) -> WordNet:
    """Read everything; ``joined`` are known solid spellings that WordNet writes with a hyphen ("cease-fire")."""
    synsets = read_synsets(folder)
    raw = read_index(folder, synsets, joined)
    lexicon: dict[str, set[str]] = defaultdict(set)
    for (lemma, _), senses in raw.items():
        lexicon[lemma].update(sense.sid for sense in senses)
    net = WordNet(synsets, british=find_british(lexicon))
    merge(net, raw)
    for synset in synsets.values():
        synset.words = [net.british.get(word, word) for word in synset.words]
    net.exceptions = read_exceptions(folder, net.british)
    return net
