"""A number that one claim disputes and another one confirms. The claims of the small bank are replaced by others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.model import Entity, EntityKind

GAS = (
    "Most of the debt is for gas that was delivered to Brill in the nineties.",
    "In 2014 the gas deliveries to Brill were stopped over unpaid bills.",
)
TRIPS = ("Ana Lund went to Brill in September.", "One more visitor went to Brill in November.")

NAMES = (Entity("ana-lund", "Ana Lund", EntityKind.PERSON), Entity("brill", "Brill", EntityKind.PLACE))


def conflicts(claims: tuple[str, ...], statement: str, tmp_path: Path) -> set[str]:
    path = tmp_path / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    bank = load_bank(path)
    texts = tuple(
        replace(bank.claims[0], id=f"claim-{n}", text=text, restatements=(), false_variants=())
        for n, text in enumerate(claims)
    )
    checker = Checker(replace(bank, claims=texts, entities=NAMES))
    views = checker.views(statement, checker.parts(statement)[0])[1]
    return {finding.rule for view in views for finding in view.best.conflicts}


@pytest.mark.parametrize(
    ("claims", "statement", "expected"),
    [
        pytest.param(GAS, "Gas deliveries to Brill were stopped in 2014.", False, id="the nearer claim confirms it"),
        pytest.param(GAS, "Gas deliveries to Brill were stopped in 2016.", True, id="no claim confirms it"),
        pytest.param(GAS[:1], "The gas was delivered to Brill in 2014.", True, id="only one claim, which disputes it"),
        pytest.param(TRIPS, "Ana Lund went to Brill in November.", True, id="what confirms it is of another name"),
    ],
)
def test_a_date_that_is_confirmed_elsewhere(claims: tuple[str, ...], statement: str, expected: bool, tmp_path: Path):
    """A claim disputes a date only where no other claim, as near and without conflict, has it."""
    assert ("date" in conflicts(claims, statement, tmp_path)) is expected
