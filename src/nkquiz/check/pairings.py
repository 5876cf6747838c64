"""Which of two goes with which of two others: "Rome took the north and Lima the south", "54 of the old and 150 of the
new".

A clause binds four terms where the first two stand together and the last two do, an "and", a "while" or a comma between
them, and the first pair has a rival of each kind in the second: another name, a number of the same unit, a date, the
opposite word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from nkquiz.check.terms import Bound, Clause, Term, TermKind
from nkquiz.language.quantities import Quantity
from nkquiz.language.words import kin_of
from nkquiz.model import EntityKind

Kinds = Mapping[str, EntityKind]  # by entity id
_ACTING = {EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.GROUP}
OPPOSITE = -0.7  # how contrary two words must be to be rivals
MAX_TERMS = 24  # of a clause that is looked at
_JOINT = re.compile(r"\b(?:and|but|while|whereas)\b|;")
_DIVIDED = re.compile(r"\b(?:and|but|while|whereas)\b|;|,(?!\d)")
_NOT = re.compile(r"(?:un|non|in|dis)-?")


def rivals(one: Term, two: Term, kinds: Kinds) -> bool:
    """Say whether two terms of one clause can be set against each other; names only where they are of one kind."""
    if one.kind is not two.kind or one.light or two.light:
        return False
    if one.kind is TermKind.ENTITY:
        return one.key != two.key and (kinds[one.key] is kinds[two.key] or {kinds[one.key], kinds[two.key]} <= _ACTING)
    if one.kind is TermKind.WORD:
        if any(a == b for a in one.lemmas for b in two.lemmas):
            return False
        near = kin_of(one.lemmas)
        if any(near.get(lemma, 0.0) <= OPPOSITE for lemma in two.lemmas):
            return True
        short, long = sorted((one.key, two.key), key=len)
        return long.endswith(short) and bool(_NOT.fullmatch(long.removesuffix(short)))
    if isinstance(one.value, Quantity) and isinstance(two.value, Quantity):
        return one.value.unit == two.value.unit or "" in (one.value.unit, two.value.unit)
    return one.key != two.key


def pairings(source: str, terms: Sequence[Term], kinds: Kinds) -> tuple[Bound, ...]:
    """Return what the terms of a clause in `source` bind, each in both directions."""
    if len(terms) < 4 or len(terms) > MAX_TERMS or not _DIVIDED.search(source, terms[0].start):
        return ()
    found = [(i, j) for i, j in combinations(range(len(terms)), 2) if rivals(terms[i], terms[j], kinds)]
    bound: list[Bound] = []
    for one, two in combinations(found, 2):
        if len({*one, *two}) < 4:
            continue
        a, b, c, d = sorted((*one, *two))
        if {a, b} not in (set(one), set(two)) and _goes_together(source, terms, kinds, (a, b, c, d)):
            mate = {a: b, b: a, c: d, d: c}
            bound += [Bound(i, mate[i], j, mate[j]) for i, j in (one, (mate[one[0]], mate[one[1]]))]
    return tuple(bound)


def _goes_together(source: str, terms: Sequence[Term], kinds: Kinds, four: tuple[int, int, int, int]) -> bool:
    """Say whether the first two are divided from the last two, and nothing divides either, nor stands between it and
    another that could be meant."""
    a, b, c, d = four
    if terms[b].end > terms[c].start or not _DIVIDED.search(source[terms[b].end : terms[c].start]):
        return False
    for first, last in ((a, b), (c, d)):
        inside = source[terms[first].end : terms[last].start]
        if _JOINT.search(inside) or inside.count(",") % 2:  # two commas set off what comes between
            return False
        if any(rivals(terms[n], terms[last], kinds) for n in range(first + 1, last)):
            return False
    return True


def exchanged(mine: Clause, theirs: Clause, partner: Mapping[Term, Term]) -> Iterator[tuple[Term, Term]]:
    """Yield two terms of `mine` that it puts together although `theirs` puts each with the rival of the other;
    `partner` has the term of `mine` that stands for one of `theirs`."""
    own = {(mine.terms[b.one], mine.terms[b.fellow]) for b in mine.bound}
    for bound in theirs.bound:
        one, fellow, other, wrong = (partner.get(theirs.terms[n]) for n in bound)
        if one is None or wrong is None:
            continue
        if (one, wrong) in own or (other is None and fellow is None and not own):
            yield one, wrong
