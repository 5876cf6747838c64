"""Denials on both sides of a comparison: which of them stand for each other though only one is spelled out.

"The plan was dropped" and "the line will not be built", "never before" and "the first time", "were given salt water
instead" and "did not get the vaccine": one side denies, the other has a word that says as much by itself. Where the side
without a denial has such a word, and the other side has neither that word nor one that means the same, the denial is
excused: the pairs in its scope are not at odds. Between "was not dropped" and "was dropped" no word is to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nkquiz.check.align import Pair
from nkquiz.check.terms import Clause
from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form, kin

_SAME = 0.5  # how near two such words must be to take each other's place
_LEAST = 4  # letters of the word that a prefix denies: "un-paid", but not "un-it"


def turns(lemmas: Iterable[str]) -> frozenset[str]:
    """Return those of the lemmas of a text that deny something by themselves."""
    words = lexicon().sections["implicit"]
    return frozenset(lemma for lemma in lemmas if lemma in words or _is_undone(lemma))


def settle(pairs: Sequence[Pair], mine: Clause, theirs: Clause) -> tuple[Pair, ...]:
    """Return the pairs, those excused whose denial the other side says in another way."""
    if not any(pair.mine.negated != pair.theirs.negated for pair in pairs):
        return tuple(pairs)
    spare_mine, spare_theirs = _spare(mine.turns, theirs.turns), _spare(theirs.turns, mine.turns)
    return tuple(
        pair._replace(excused=True)
        if pair.mine.negated != pair.theirs.negated and (spare_theirs if pair.mine.negated else spare_mine)
        else pair
        for pair in pairs
    )


def _spare(some: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether one of the words has nothing like it among the others."""
    return any(all(kin(word).get(other, 0.0) < _SAME for other in others) for word in some - others)


def _is_undone(lemma: str) -> bool:
    """Say whether a word denies by its prefix or its ending: "unpaid", "landless"."""
    if lemma.endswith("less") and len(lemma) >= _LEAST + 4:
        return form(lemma[:-4]) is not None
    if not lemma.startswith(("un", "non")):
        return False
    stem = lemma[2:] if lemma.startswith("un") else lemma[3:]
    known = form(stem) if len(stem) >= _LEAST else None
    return known is not None and not {"a", "v"}.isdisjoint(known.pos)
