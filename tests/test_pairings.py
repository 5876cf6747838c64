"""What a clause binds together, and whether another one binds it otherwise."""

from __future__ import annotations

import pytest

from nkquiz.check.pairings import exchanged
from nkquiz.check.statement import Analyser
from nkquiz.check.terms import Clause, Term
from nkquiz.language.dates import Date
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.model import Entity, EntityKind

ENTITIES = (
    Entity("arno", "Arno", EntityKind.COUNTRY),
    Entity("brell", "Brell", EntityKind.COUNTRY),
    Entity("corin", "Corin", EntityKind.ORGANISATION),
    Entity("dover", "Dover Canal", EntityKind.PLACE),
    Entity("ella", "Ella", EntityKind.PERSON),
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(Names(ENTITIES), Date(2020), Spelling(()))


def bound(clause: Clause) -> set[frozenset[str]]:
    """Return the pairs that go together, as typed."""
    return {
        frozenset((clause.quote(clause.terms[b.one]), clause.quote(clause.terms[b.fellow]))) for b in clause.bound
    } | {
        frozenset((clause.quote(clause.terms[b.other]), clause.quote(clause.terms[b.others_fellow])))
        for b in clause.bound
    }


@pytest.mark.parametrize(
    "text",
    [
        "Arno took the northern bank.",
        "Arno and Brell took the northern bank.",
        "Arno and Brell met Corin and Ella.",
        "Arno sold Brell the northern and the southern bank.",
        "Arno paid 40 crowns and 60 crowns.",
        "Arno took the north of the Dover Canal and left.",
        "Arno paid and Brell left.",
        "Arno bought ships, planes and trains.",
    ],
)
def test_nothing_is_bound(text: str, analyser: Analyser):
    """Lists, and pairs without a rival of each kind, bind nothing."""
    assert bound(analyser.clause(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arno took the northern bank and Brell the southern one.", {"Arno northern", "Brell southern"}),
        ("Arno took the northern bank, Brell the southern one.", {"Arno northern", "Brell southern"}),
        ("The northern bank went to Arno and the southern one to Brell.", {"Arno northern", "Brell southern"}),
        (
            "The northern bank of the Dover Canal went to Arno, while Brell got the southern one.",
            {"Arno northern", "Brell southern"},
        ),
        ("Arno paid 40 percent and Brell 60 percent.", {"Arno 40 percent", "Brell 60 percent"}),
        ("Of the cost 40 percent was paid by Arno and 60 percent by Brell.", {"Arno 40 percent", "Brell 60 percent"}),
        ("Arno came in 1990 and Brell in 1995.", {"Arno 1990", "Brell 1995"}),
        ("Prices rose in 1990 and fell in 1995.", {"rose 1990", "fell 1995"}),
        ("It killed 54 of the vaccinated and 150 of the unvaccinated.", {"54 vaccinated", "150 unvaccinated"}),
        ("Ella was for it and Corin against it in 1990, but 1995 was quiet.", set()),
        (
            "Arno got 1 percent, Brell 2 percent and Corin 3 percent.",
            {"Arno 1 percent", "Brell 2 percent", "Corin 3 percent"},
        ),
    ],
)  # fmt: skip
def test_bound(text: str, expected: set[str], analyser: Analyser):
    """Each of two goes with what stands beside it."""
    found = {" ".join(sorted(pair)) for pair in bound(analyser.clause(text))}
    assert found == {" ".join(sorted(two_terms(item))) for item in expected}


def two_terms(item: str) -> list[str]:
    """Split "Arno 40 percent" into the two terms that it names."""
    first, _, rest = item.partition(" ")
    return [first, rest]


SOURCES = (
    "Arno took the northern bank and Brell the southern one.",
    "Arno paid 40 percent and Brell 60 percent.",
    "Prices rose in 1990 and fell in 1995.",
)


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (SOURCES[0], "Brell got the southern bank and Arno the northern one.", False),
        (SOURCES[0], "The northern bank went to Arno and the southern one to Brell.", False),
        (SOURCES[0], "Arno has the northern bank.", False),
        (SOURCES[0], "Brell has the southern bank.", False),
        (SOURCES[0], "Arno and Brell have the northern and the southern bank.", False),
        (SOURCES[1], "60 percent was paid by Brell and 40 percent by Arno.", False),
        (SOURCES[1], "Arno paid 40 percent.", False),
        (SOURCES[1], "Arno paid 45 percent.", False),
        (SOURCES[2], "In 1995 prices fell and in 1990 they rose.", False),
        (SOURCES[2], "Prices rose in 1990.", False),
        (SOURCES[0], "Brell took the northern bank and Arno the southern one.", True),
        (SOURCES[0], "The northern bank went to Brell and the southern one to Arno.", True),
        (SOURCES[0], "Brell took the northern bank.", True),
        (SOURCES[0], "The southern bank is with Arno.", True),
        (SOURCES[1], "Brell paid 40 percent and Arno 60 percent.", True),
        (SOURCES[1], "Arno paid 60 percent.", True),
        (SOURCES[1], "40 percent came from Brell and 60 percent from Arno.", True),
        (SOURCES[2], "Prices fell in 1990 and rose in 1995.", True),
        (SOURCES[2], "In 1990 prices fell.", True),
        (SOURCES[2], "Prices rose in 1995.", True),
    ],
)
def test_exchanged(source: str, text: str, expected: bool, analyser: Analyser):
    """What goes together in the source must not be parted and put with the other's fellow."""
    mine, theirs = analyser.clause(text), analyser.clause(source)
    same: dict[Term, Term] = {}
    for other in theirs.terms:
        for term in mine.terms:
            if term.key == other.key and term not in same.values():
                same.setdefault(other, term)
    assert any(exchanged(mine, theirs, same)) is expected
