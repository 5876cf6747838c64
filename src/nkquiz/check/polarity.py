"""Denials on both sides of a comparison: which of them stand for each other though only one is spelled out.

"The plan was dropped" and "the line will not be built", "never before" and "the first time", "were given salt water
instead" and "did not get the vaccine": one side denies, the other has a word that says as much by itself. Where the
side without a denial has such a word, and the other side has neither that word nor one that stands for it, the denial
is excused: the pairs in its scope are not at odds. Between "was not dropped" and "was dropped" no word is to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from nkquiz.check.align import SURE, Pair
from nkquiz.check.terms import Clause, Term
from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form, kin

_NOT_YET = frozenset(("yet", "ever", "until", "still", "remain"))
_NOT_BEFORE = frozenset(("before", "until"))
_DUE = frozenset(("must", "should", "due"))
_FIRST = 2  # words in which a subject says that it is some: "a part", "several"
_SAME = 0.5  # how near two such words must be to take each other's place
_LEAST = 4  # letters of the word that a prefix denies: "un-paid", but not "un-it"


def turns(words: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return what denies by itself of the words of a text, each given by its lemmas: one lemma of each."""
    sections = lexicon().sections
    listed = (sections["implicit"], sections["ranking"], sections["beside"])
    found = (next((a for a in word if any(a in some for some in listed) or _is_undone(a)), "") for word in words)
    return frozenset(lemma for lemma in found if lemma)


def settle(pairs: Sequence[Pair], mine: Clause, theirs: Clause) -> tuple[Pair, ...]:
    """Return the pairs, those excused whose denial the other side says in another way; without those of which one
    side denies of some what the other side may tell of others."""
    if not any(pair.denied_once for pair in pairs):
        return tuple(pairs)
    apart = _of_some(mine, theirs), _of_some(theirs, mine)
    pairs = [pair for pair in pairs if not (pair.denied_once and apart[pair.theirs.negated])]
    matched = [pair for pair in pairs if pair.strength >= SURE and not pair.opposite and not pair.denied_once]
    if_mine = _spare(theirs, mine, {lemma for pair in matched for lemma in pair.theirs.lemmas})
    if_theirs = _spare(mine, theirs, {lemma for pair in matched for lemma in pair.mine.lemmas})
    partly = {"some", "none"} <= mine.quantifiers ^ theirs.quantifiers  # "not all" and "none"
    answered = not partly and apart[0] == apart[1] and any(_both_deny(pair) for pair in pairs)
    one_of_mine, one_of_theirs = _denies_once(mine), _denies_once(theirs)

    def excused(pair: Pair) -> bool:
        by_mine = pair.mine.negated
        denied, spare, once = (pair.mine, if_mine, one_of_mine) if by_mine else (pair.theirs, if_theirs, one_of_theirs)
        if answered and (once or not denied.target):
            return True  # each side denies the same thing, and one of the two denials only reaches further
        return spare and not _is_focal(denied)

    return tuple(pair._replace(excused=True) if pair.denied_once and excused(pair) else pair for pair in pairs)


def _both_deny(pair: Pair) -> bool:
    """Say whether both sides deny the same, at least one of them this very word."""
    both = pair.mine.negated and pair.theirs.negated and not pair.opposite
    return both and pair.strength >= SURE and (pair.mine.target or pair.theirs.target)


def _denies_once(clause: Clause) -> bool:
    """Say whether a clause has one denial, and no more."""
    return sum(term.target for term in clause.terms) == 1


def _is_focal(term: Term) -> bool:
    """Say whether only an "only", "first" or "all" is denied, beside which the rest of the clause stands."""
    sections = lexicon().sections
    listed = (sections["only"], sections["all"], sections["ranking"])
    return term.target and any(lemma in words for lemma in term.lemmas for words in listed)


def _of_some(denying: Clause, affirming: Clause) -> bool:
    """Say whether a denial is of some only, beside which others may stand: "a part was not paid", "most was paid"."""
    first = denying.text.lower().split()[:_FIRST]
    some = "some" in denying.quantifiers and ("not" in first or any(w in lexicon().sections["some"] for w in first))
    return some and "all" not in affirming.quantifiers


def _spare(affirming: Clause, denying: Clause, matched: Set[str]) -> bool:
    """Say whether the clause without a denial has a word to spare that denies by itself: none of those `matched`, for
    which the other clause has a word."""
    others, sections = denying.turns, lexicon().sections
    if affirming.orders and not others.isdisjoint(_NOT_BEFORE) and affirming.turns.isdisjoint(_NOT_BEFORE):
        return True  # "no ship sailed before May" and "the ships sailed after May": their order is compared elsewhere
    not_yet = _NOT_YET - {"ever"} if denying.planned else _NOT_YET  # "will not ever begin" says more
    if (affirming.planned or _is_due(affirming)) and not others.isdisjoint(not_yet):
        return True  # "has not begun yet" and "will begin in May"
    spare = affirming.turns - others - sections["beside"] - matched
    if others.isdisjoint(sections["beside"]):
        spare -= sections["ranking"]
    return any(all(kin(word).get(other, 0.0) < _SAME for other in others) for word in spare)


def _is_due(clause: Clause) -> bool:
    """Say whether a clause tells what must or should be: "has to be paid back", "is supposed to rise"."""
    return any(lemma in _DUE for term in clause.terms if term.verb for lemma in term.lemmas)


def _is_undone(lemma: str) -> bool:
    """Say whether a word denies by its prefix or its ending: "unpaid", "landless"."""
    if lemma.endswith("less") and len(lemma) >= _LEAST + 4:
        return form(lemma[:-4]) is not None
    if not lemma.startswith(("un", "non")):
        return False
    stem = lemma[2:] if lemma.startswith("un") else lemma[3:]
    known = form(stem) if len(stem) >= _LEAST else None
    return known is not None and not {"a", "v"}.isdisjoint(known.pos)
