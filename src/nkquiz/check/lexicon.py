"""The reviewed lexicon: small closed classes of general English (`data/lexicon.txt`), read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes by section name; phrases, longest first; synonym classes and opposite sides by lemma."""

    sections: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> (phrase, canonical lemma)
    classes: dict[str, frozenset[int]]
    members: tuple[frozenset[str], ...]  # the words of each class
    exclusive: dict[str, frozenset[int]]  # lemma -> the lines of words of which one excludes the others
    opposites: dict[str, frozenset[tuple[int, int]]]  # lemma -> (line, side)

    def has(self, section: str, word: str) -> bool:
        """Say whether `word` stands in `section`."""
        return word in self.sections[section]


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
    sections = _sections((files("nkquiz.check") / "data" / "lexicon.txt").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for line in sections.pop("phrases"):
        phrase, _, canonical = (part.strip() for part in line.partition("="))
        first, *rest = phrase.split()
        phrases[first].append(((first, *rest), canonical))
    classes: dict[str, set[int]] = defaultdict(set)
    members = tuple(frozenset(line.split()) for line in sections.pop("classes"))
    for number, class_words in enumerate(members):
        for word in class_words:
            classes[word].add(number)
    exclusive: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(sections.pop("exclusive")):
        for word in line.split():
            exclusive[word].add(number)
    opposites: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, line in enumerate(sections.pop("opposites")):
        for side, side_words in enumerate(line.split(":")):
            for word in side_words.split():
                opposites[word].add((number, side))
    return Lexicon(
        sections={name: frozenset(" ".join(lines).split()) for name, lines in sections.items()},
        phrases={first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()},
        members=members,
        classes={word: frozenset(found) for word, found in classes.items()},
        exclusive={word: frozenset(found) for word, found in exclusive.items()},
        opposites={word: frozenset(found) for word, found in opposites.items()},
    )
