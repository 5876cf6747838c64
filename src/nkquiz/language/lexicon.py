"""The reviewed lexicon: small closed classes of general English (`data/lexicon.txt`), read once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

# A tree of words: under each word what may follow it, and under "" the canonical lemma of the phrase that ends there.
Tree = dict[str, "Tree | str"]
PARTICLES = frozenset("off out up down back away over in on".split())  # they may stand after the object


class Phrases:
    """The phrases by their first words, each word's made into a tree when it is first asked for."""

    def __init__(self, lines: list[str]) -> None:
        self._lines: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            self._lines[line.partition(" ")[0]].append(line)
        self._trees: dict[str, Tree] = {}

    def get(self, first: str) -> Tree | None:
        """Return what may follow `first` in phrases, or None."""
        if first not in self._lines:
            return None
        found = self._trees.get(first)
        if found is None:
            found = self._trees[first] = self._tree(first)
        return found

    def _tree(self, first: str) -> Tree:
        tree: Tree = {}
        for line in self._lines[first]:
            phrase, _, canonical = (part.strip() for part in line.partition("="))
            node: Any = tree
            for word in phrase.split()[1:]:
                node = node.setdefault(word, {})
            node[""] = canonical
        return tree


class Parted:
    """The phrases of a verb and a particle that may stand apart."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def get(self, words: tuple[str, str]) -> str | None:
        """Return the canonical lemma of a verb and a particle, or None."""
        verb, particle = words
        node: Any = (self._phrases.get(verb) or {}).get(particle) if particle in PARTICLES else None
        return node.get("") if node else None


class _Sections(dict[str, frozenset[str]]):
    """The words of a section, split when it is first asked for."""

    def __init__(self, lines: dict[str, list[str]]) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = frozenset(" ".join(self._lines[name]).split())
        return found


class Lexicon:
    """Word classes by section name; phrases; synonym classes and opposite sides by lemma.

    Each part is made when it is first used: a process that checks one statement needs little of it.
    """

    def __init__(self, text: str) -> None:
        lines = _sections(text)
        self.phrases = Phrases(lines.pop("phrases"))
        self.parted = Parted(self.phrases)
        self.members = tuple(lines.pop("classes"))  # the words of each class, separated by blanks
        self._exclusive, self._opposites = lines.pop("exclusive"), lines.pop("opposites")
        self._degrees = lines.pop("degrees")
        self.sections = _Sections(lines)

    @cached_property
    def classes(self) -> dict[str, list[int]]:
        """The numbers of the classes that each lemma is in."""
        return _numbered(self.members)

    @cached_property
    def exclusive(self) -> dict[str, frozenset[int]]:
        """The numbers of the lines that each lemma is in; of the words of a line, one excludes the others."""
        return {word: frozenset(found) for word, found in _numbered(self._exclusive).items()}

    @property
    def rivals(self) -> list[str]:
        """The words of each of those lines, separated by blanks."""
        return self._exclusive

    @cached_property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The words on both sides of each line of opposites, separated by blanks."""
        return tuple((left, right) for left, _, right in (line.partition(":") for line in self._opposites))

    @cached_property
    def opposites(self) -> dict[str, list[tuple[int, int]]]:
        """The lines and sides of opposites that each lemma is on."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, sides in enumerate(self.sides):
            for side, words in enumerate(sides):
                for word in words.split():
                    found[word].append((number, side))
        return dict(found)

    @cached_property
    def degrees(self) -> dict[str, tuple[str, int]]:
        """The scale that each comparing lemma is on, and whether its more is the scale's more (1) or its less (-1)."""
        found: dict[str, tuple[str, int]] = {}
        for line in self._degrees:
            more, _, less = line.partition(":")
            name, *words = more.split()
            found |= dict.fromkeys(words, (name, 1)) | dict.fromkeys(less.split(), (name, -1))
        return found

    def has(self, section: str, word: str) -> bool:
        """Say whether `word` stands in `section`."""
        return word in self.sections[section]


def _numbered(lines: tuple[str, ...] | list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for word in line.split():
            found[word].append(number)
    return dict(found)


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            found[name] = []
        elif line and not line.startswith("#"):
            found[name].append(line)
    return dict(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    return Lexicon((files("nkquiz.language") / "data" / "lexicon.txt").read_text(encoding="utf-8"))
