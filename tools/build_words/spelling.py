"""Regular inflection of English words, and the rules between British and American spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curated import BRITISH, NO_ISE, NOT_BRITISH, OUR_STEMS

#: British pattern -> American replacement.
TO_AMERICAN = (
    ("isation", "ization"),
    ("ise$", "ize"),
    ("ised$", "ized"),
    ("ising$", "izing"),
    ("iser$", "izer"),
    ("isable$", "izable"),
    ("yse$", "yze"),
    ("yser$", "yzer"),
    ("yst$", "yzt"),
    ("tre$", "ter"),
    ("bre$", "ber"),
    ("gre$", "ger"),
    ("ogue$", "og"),
    ("ae", "e"),
    ("oe", "e"),
    ("eller$", "eler"),
    ("elled$", "eled"),
    ("elling$", "eling"),
    ("ellous", "elous"),
    ("mme$", "m"),
)
#: American ending -> British ending.
TO_BRITISH = (
    ("ize", "ise"),
    ("yze", "yse"),
    ("ization", "isation"),
    ("izer", "iser"),
    ("ized", "ised"),
    ("izing", "ising"),
    ("izable", "isable"),
)


def american(word: str) -> Iterator[str]:
    """Candidate American spellings of a word that may be British."""
    if word in BRITISH:
        yield BRITISH[word]
    if word in NOT_BRITISH:
        return
    for stem in OUR_STEMS:
        if word.startswith(stem + "our") or re.fullmatch(rf"(dis|un|mis|be|multi){stem}our\w*", word):
            yield word.replace("our", "or", 1)
    for pattern, to in TO_AMERICAN:
        if re.search(pattern, word):
            yield re.sub(pattern, to, word, count=1)


def find_british(lexicon: dict[str, set[str]]) -> dict[str, str]:
    """Map British lemmas to American ones: by a rule if both share a synset, by the curated list in any case."""
    found: dict[str, str] = {}
    for word in sorted(lexicon):
        for other in american(word):
            if other == word or other not in lexicon:
                continue
            if BRITISH.get(word) == other or lexicon[word] & lexicon[other]:
                found[word] = other
                break
    found.update((word, other) for word, other in BRITISH.items() if other in lexicon)
    return found


def british_variants(lemma: str) -> Iterator[str]:
    """British spellings of an American lemma that follow from its ending."""
    if lemma not in NO_ISE:
        for end, to in TO_BRITISH:
            if lemma.endswith(end) and len(lemma) > len(end) + 2:
                yield lemma[: -len(end)] + to
    for stem in OUR_STEMS:
        if re.match(rf"(dis|un|mis)?{stem}or(s?$|ab|ed|er|ful|less|ing|hood|ite|ly|man)", lemma):
            yield lemma.replace(stem + "or", stem + "our", 1)


def syllables(word: str) -> int:
    """Rough number of vowel groups, a final silent e not counted."""
    core = re.sub(r"(?<=[^aeiouyl])e$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"^y|qu", "q", core))))


def doubling(word: str, doubled: frozenset[str]) -> tuple[str, ...]:
    """Stems before a suffix that starts with a vowel; ``doubled`` are known irregular forms in -ed."""
    if not re.search(r"(?:[^aeiou]|qu)[aeiouy][bdfgklmnprstvz]$", "x" + word):
        return (word,)
    if syllables(word) == 1:
        return (word + word[-1],)
    if word.endswith("l") or word + word[-1] + "ed" in doubled:
        return (word, word + word[-1])
    return (word,)


def inflect_s(word: str) -> tuple[str, ...]:
    """Plural of a noun or third person of a verb."""
    if re.search(r"(s|x|z|ch|sh)$", word):
        return (word + "es",)
    if re.search(r"[^aeiou]y$", word):
        return (word[:-1] + "ies",)
    if re.search(r"[^aeiou]o$", word):
        return (word + "es", word + "s")
    return (word + "s",)


def inflect_noun(word: str) -> set[str]:
    """Plurals of a noun."""
    if len(word) > 4 and word.endswith("man"):
        return {word[:-3] + "men"}
    if word.endswith("ness"):
        return {word + "es"}
    return set() if re.search(r"(ics|news)$", word) else set(inflect_s(word))


def inflect_verb(word: str, doubled: frozenset[str]) -> set[str]:
    """Third person, past and participles of a verb."""
    forms = set(inflect_s(word))
    if word.endswith("ie"):
        forms.update((word + "d", word[:-2] + "ying"))
    elif re.search(r"(ee|oe|ye)$", word) or word == "be":
        forms.update((word + "d", word + "ing"))
    elif word.endswith("e"):
        forms.update((word + "d", word[:-1] + "ing"))
    elif re.search(r"[^aeiou]y$", word):
        forms.update((word[:-1] + "ied", word + "ing"))
    else:
        for stem in doubling(word, doubled):
            forms.update((stem + "ed", stem + "ing"))
    return forms


def inflect_adjective(word: str, doubled: frozenset[str]) -> set[str]:
    """Comparative and superlative of an adjective that is short enough to have them."""
    count = syllables(word)
    if count > 2 or (count == 2 and not re.search(r"([^aeiou]y|le|ow|er)$", word)):
        return set()
    if word.endswith("e"):
        return {word + "r", word + "st"}
    if re.search(r"[^aeiou]y$", word):
        return {word[:-1] + "ier", word[:-1] + "iest"}
    return {stem + end for stem in doubling(word, doubled) for end in ("er", "est")}


def inflect(word: str, pos: str, doubled: frozenset[str]) -> set[str]:
    """Regular inflected forms of a lemma, without the lemma itself."""
    if pos == "n":
        return inflect_noun(word)
    if pos == "v":
        return inflect_verb(word, doubled)
    return inflect_adjective(word, doubled) if pos == "a" else set()
