"""The curated word lists under ``lists/``: small, hand-written, and only where WordNet is silent or misleading.

In every file a line that starts with ``#`` says what the list is.  Lists of single words and pairs are read as
whitespace-separated tokens, whatever the line breaks; only ``exclusive.txt`` and ``opposites.txt`` go by lines.
"""

from __future__ import annotations

import re
from pathlib import Path

LISTS = Path(__file__).with_name("lists")

#: Lexicographer files whose nouns are kinds of things: two different ones are contrasts, never similar.
KIND_FILES = frozenset({5, 8, 13, 20, 23, 27, 28})
#: Lexicographer file of the nouns that denote persons.
PERSON_FILE = 18
#: Lexicographer files of animals, plants, substances, foods and bodies: their rare words are of little use.
NATURE_FILES = frozenset({5, 8, 13, 20, 27})

#: Words of a definition that tell the sexes apart.
GENDER = re.compile(r"\b(male|female|man|woman|boy|girl|husband|wife|father|mother|son|daughter|masculine|feminine)\b")


def read_lines(name: str) -> list[str]:
    """The lines of a list without comments."""
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read_tokens(name: str) -> list[str]:
    """The tokens of a list."""
    return [token for line in read_lines(name) for token in line.split()]


def read_map(name: str) -> dict[str, str]:
    """A list of ``word=value`` tokens; the value is empty where a token is a word alone."""
    parts = (token.partition("=") for token in read_tokens(name))
    return {word: value for word, _, value in parts}


def read_pairs(name: str) -> list[tuple[str, str]]:
    """A list of ``one/two`` tokens."""
    parts = (token.partition("/") for token in read_tokens(name))
    return [(one, two) for one, _, two in parts]


def read_opposites() -> list[tuple[str, str]]:
    """Every pair of opposites: each word on the left of a line with each word on its right."""
    pairs: list[tuple[str, str]] = []
    for line in read_lines("opposites"):
        left, _, right = line.partition("|")
        pairs.extend((one, two) for one in left.split() for two in right.split())
    return pairs


#: Function word -> parts of speech (beside the adverb) whose senses are kept.
FUNCTION_WORDS = read_map("function_words")
#: British spelling -> American spelling.
BRITISH = read_map("british")
#: Words that look British but are not.
NOT_BRITISH = frozenset(read_tokens("not_british"))
#: Stems before British -our and American -or.
OUR_STEMS = read_tokens("our_stems")
#: Verbs in -ize without a spelling in -ise.
NO_ISE = frozenset(read_tokens("no_ise"))
#: Irregular verbs that have regular forms too.
REGULAR_TOO = frozenset(read_tokens("regular_too"))
#: Words that enter the vocabulary whatever their frequency.
EXTRA = frozenset(read_tokens("extra"))
#: Opposites that WordNet lacks.
OPPOSITES = read_opposites()
#: Antonyms of WordNet that do not exclude one another.
NOT_OPPOSITES = frozenset(frozenset(pair) for pair in read_pairs("not_opposites"))
#: Groups of mutually exclusive terms; the first one is the numbers.
EXCLUSIVE = [line.split() for line in read_lines("exclusive")]
#: Words too general to be useful as a broader term.
TOO_BROAD = frozenset(read_tokens("too_broad"))
#: Prefixes that turn a word into its opposite.
NEGATIVE_PREFIXES = read_tokens("negative_prefixes")
#: Prefixes that oppose one another.
PREFIX_PAIRS = read_pairs("prefix_pairs")
