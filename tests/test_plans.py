"""What is only planned, demanded or conditional in the source, and told as done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker, plans
from nkquiz.check.parts import Part
from nkquiz.model import ClaimKind

MUCH = 0.4

AGREED = """
The loan was repaid in 2010. | The loan has been repaid.
The loan must be repaid by 2044. | The loan must be repaid.
The loan must be repaid by 2044. | The loan has to be repaid by 2044.
The railway will extend the line to Osk. | The railway would like to extend the line to Osk.
The railway announced in May that it will extend the line. | The railway has announced an extension of the line.
The mill will be built only if the town votes for it. | The building of the mill depends on the vote.
They had wanted to extend the line, and extended it in May. | The line was extended in May.
"""
TOLD_AS_DONE = """
The loan must be repaid by 2044. | The loan has been repaid.
The loan has to be repaid by 2044. | The loan has already been repaid.
The railway will extend the line to Osk. | The railway has extended the line to Osk.
The railway hopes to extend the line to Osk. | The line to Osk has already been extended.
The mill will be built only if the town votes for it. | The mill has been built.
The council intends to restore the tower. | The council restored the tower.
"""


def rows(text: str) -> list[list[str]]:
    return [[field.strip() for field in line.split("|")] for line in text.strip().splitlines()]


def told_as_done(source: str, statement: str, folder: Path) -> float:
    path = folder / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    bank = load_bank(path)
    claim = replace(bank.claims[0], text=source, kind=ClaimKind.FACT, restatements=(), false_variants=())
    views = Checker(replace(bank, claims=(claim,))).views(statement, Part(0, len(statement)))[1]
    return plans.measures(views)["plan told as done"]


@pytest.mark.parametrize(("source", "statement"), rows(AGREED))
def test_as_the_source_has_it(source: str, statement: str, tmp_path: Path):
    """What is done may be told as done, and a plan as a plan."""
    assert told_as_done(source, statement, tmp_path) < MUCH


@pytest.mark.parametrize(("source", "statement"), rows(TOLD_AS_DONE))
def test_a_plan_told_as_done(source: str, statement: str, tmp_path: Path):
    """What is planned, owed or conditional is told as if it had happened."""
    assert told_as_done(source, statement, tmp_path) >= MUCH
