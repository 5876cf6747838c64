"""Numbers that follow from those of the source, and what numbers are used for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.uses import Use, use
from nkquiz.language.quantities import Quantity
from nkquiz.model import Bank


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    path: Path = tmp_path_factory.mktemp("sums") / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    return load_bank(path)


FARMS = ("Five of the 32 farms left the trial.",)
COSTS = ("The plan was to build the hall for 310 million crowns.", "In the end the hall cost 340 million crowns.")
SHARES = ("The state paid 4 million crowns of the 6.2 million crowns for the hall, and the town paid the rest.",)
OWED = ("Of the debt 90 percent was written off, and the remaining 10 percent is to be paid.",)
DEAD = ("The fever killed 150 animals in the north and 54 animals in the south.",)


@pytest.mark.parametrize(
    ("claims", "statement", "derived"),
    [
        pytest.param(FARMS, "27 farms left the trial.", [], id="told of those that left"),
        pytest.param(FARMS, "25 farms stayed in the trial.", [], id="another number"),
        pytest.param(COSTS, "In the end the hall cost 30 million crowns.", [], id="not told as a difference"),
        pytest.param(COSTS, "The hall cost 40 million crowns more than planned.", [], id="another difference"),
        pytest.param(SHARES, "The town paid 2.6 million crowns for the hall.", [], id="another rest"),
        pytest.param(OWED, "Of the debt 80 percent was written off.", [], id="no difference of shares"),
        pytest.param(DEAD, "The fever killed 214 animals altogether.", [], id="another sum"),
        pytest.param(FARMS, "27 farms stayed in the trial.", ["27"], id="what is left"),
        pytest.param(SHARES, "The town paid 2.2 million crowns for the hall.", ["2.2 million"], id="a rest"),
        pytest.param(DEAD, "The fever killed 204 animals altogether.", ["204"], id="a sum"),
    ],
)
def test_numbers_that_follow(claims: tuple[str, ...], statement: str, derived: list[str], bank: Bank):
    """A number is derived where the arithmetic gives it and the words say which arithmetic it is."""
    texts = tuple(
        replace(bank.claims[0], id=f"claim-{n}", text=text, restatements=(), false_variants=())
        for n, text in enumerate(claims)
    )
    checker = Checker(replace(bank, claims=texts))
    clause, views = checker.views(statement, checker.parts(statement)[0])
    pairs = [pair for view in views for pair in view.best.comparison.pairs if pair.derived]
    assert [clause.quote(pair.mine) for pair in pairs] == derived


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talks of two days were held here.", Use.UNKNOWN),
        ("The hall cost 30 million crowns.", Use.UNKNOWN),
        ("Trade is to rise to 30 million crowns.", Use.UNKNOWN),
        ("More than 30 million crowns were paid.", Use.UNKNOWN),
        ("The visit lasted two days.", Use.DURATION),
        ("They pay it off over about twenty years.", Use.DURATION),
        ("He came two days before her.", Use.OFFSET),
        ("The money falls due every six months.", Use.FREQUENCY),
        ("The hall is 90 years old.", Use.AGE),
        ("The hall cost 30 million crowns more.", Use.DIFFERENCE),
        ("Trade fell by 30 percent.", Use.DIFFERENCE),
        ("The other road is 140 kilometres longer.", Use.DIFFERENCE),
        ("Another five ships came.", Use.DIFFERENCE),
    ],
)
def test_what_a_number_is_used_for(text: str, expected: Use, bank: Bank):
    """The words around a number say whether it is a length of time, a distance in time, a difference."""
    checker = Checker(bank)
    clause = checker.views(text, checker.parts(text)[0])[0]
    number = next(term for term in clause.terms if isinstance(term.value, Quantity))
    assert use(clause, number) is expected
