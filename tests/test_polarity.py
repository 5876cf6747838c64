"""A denial and a word that says as much by itself: which of them stand for each other, and which don't."""

from __future__ import annotations

import pytest

from nkquiz.check import polarity
from nkquiz.check.align import acting_for, align, seek
from nkquiz.check.statement import Analyser
from nkquiz.check.terms import Clause
from nkquiz.language.dates import Date
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling

READER = Analyser(Names(()), Date(2020), Spelling(frozenset()))


def denied_on_one_side(mine: str, theirs: str) -> bool:
    """Say whether something is denied by one text alone, and the other does not say so in another way."""
    one, two = read(mine), read(theirs)
    pairs = polarity.settle(align(seek(one, {}, acting_for({})), two), one, two)
    return any(p.at_odds and not p.opposite and (p.mine.target or p.theirs.target) for p in pairs)


def read(text: str) -> Clause:
    return READER.clause(text)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("The canal will not be widened.", "The plan to widen the canal was abandoned."),
        ("Half of the pupils did not get the book.", "Half of the pupils got a map instead of the book."),
        ("No ship had ever sailed there before.", "It was the first ship that sailed there."),
        ("Nobody has climbed the tower for ten years.", "It is ten years since the last time that anybody climbed it."),
        ("The mill is not open.", "The mill is closed."),
        ("The orchard was not sold.", "The council refused to sell the orchard."),
        ("The council refused to sell the orchard.", "The request to sell the orchard was turned down."),
        ("The council declined to sell the orchard.", "The sale of the orchard was refused by the council."),
        ("The choir has not sung yet.", "The choir will sing in May."),
        ("The work on the roof is not finished.", "The work on the roof is still to be finished."),
        ("No boat left before the storm.", "The boat left after the storm."),
        ("The boat did not leave until after the storm.", "The boat left after the storm."),
        ("The bell could not be heard.", "The bell was missed by those who should have heard it."),
        ("No other baker uses rye.", "The baker is the only one who uses rye."),
        ("The dean does not believe in the vaccine.", "The dean believes that hopes of the vaccine are misplaced."),
        ("The shop will not open unless the mayor signs.", "The shop opens only if the mayor signs."),
        ("Every barn has a lamp.", "No barn lacks a lamp."),
        ("The dog did not bite.", "The dog was kept from biting."),
        ("There is still no money for the new roof.", "The new roof still has no money."),
        ("The bell is far from finished.", "The bell is not finished."),
        ("The bell is anything but harmless.", "The bell is not harmless."),
        ("It is not likely that the shop will close.", "The shop is unlikely to close."),
        ("The loan still has to be paid back.", "The loan has to be paid back by May."),
        ("Two barns have not been painted yet.", "Two barns remain to be painted."),
        ("A part of the debt was not paid.", "Most of the debt was paid."),
        ("The cows that did not get the drug were given water.", "Half of the cows were given water."),
        ("No ship had sailed there before the war broke out.", "The war broke out when the first ship had sailed."),
        ("The dean thinks that the hopes are wrong.", "The dean thinks the hopes are misplaced."),
    ],
)
def test_a_denial_said_in_another_way(mine: str, theirs: str):
    """What one text denies and the other says with a word that denies by itself is no conflict, either way round."""
    assert not denied_on_one_side(mine, theirs)
    assert not denied_on_one_side(theirs, mine)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("The canal will not be widened.", "The canal will be widened."),
        ("The plan to widen the canal was not abandoned.", "The plan to widen the canal was abandoned."),
        ("The ship never sailed to the island.", "The ship sailed to the island."),
        ("The ship never stopped at the island.", "The ship stopped at the island."),
        ("The first ship did not sail.", "The first ship sailed."),
        ("The only bridge was not closed.", "The only bridge was closed."),
        ("The council refused to sell the orchard.", "The council sold the orchard."),
        ("The council did not refuse to sell the orchard.", "The council refused to sell the orchard."),
        ("The farmers have no money.", "The farmers have money."),
        ("The farmers lack money.", "The farmers have money."),
        ("Nobody climbed the tower.", "Many climbed the tower."),
        ("The bell was not heard.", "The bell was heard."),
        ("The choir had never sung there before.", "The choir had sung there before."),
        ("The mayor does not doubt the result.", "The mayor doubts the result."),
        ("The dog was kept from biting.", "The dog bites."),
        ("The baker was not the only one who came.", "The baker was the only one who came."),
        ("The baker was not the only one removed.", "The baker was the only person to be removed."),
        ("The barn is not completely finished.", "The barn is completely finished."),
        ("It is not certain that the dean will come.", "It is certain that the dean will come."),
        ("The bell is far from finished.", "The bell is finished."),
        ("The bell is anything but harmless.", "The bell is harmless."),
        ("It is not likely that the shop will close.", "The shop will close."),
        ("None of the debt was paid.", "Most of the debt was paid."),
        ("The cows that got the drug were not given water.", "The cows were given water."),
    ],
)
def test_a_true_denial(mine: str, theirs: str):
    """A word that both texts have says nothing of a denial that one of them has, either way round."""
    assert denied_on_one_side(mine, theirs)
    assert denied_on_one_side(theirs, mine)
