"""What a statement adds to its source: whole phrases of which the source has no word; and words that say the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import SMALL_BANK

from nkquiz.bank import load_bank
from nkquiz.check import Checker, additions
from nkquiz.check.parts import Part
from nkquiz.check.view import View
from nkquiz.model import Bank, ClaimKind

MUCH = 0.4  # from here a phrase counts as added in this table

NOTHING_ADDED = """
The bridge was opened in May by the mayor. | The bridge was opened in May.
The bridge was opened in May by the mayor. | The mayor opened the bridge.
The bridge was opened with a concert. | A concert was given when the bridge was opened.
The mill sells flour, bread and salt. | The mill sells bread and flour.
The tower was repaired at a cost of 3 million crowns. | Repairing the tower cost 3 million crowns.
The council voted for the harbour. | The board voted in favour of the harbour.
The lamp was sent to the museum. | The lamp was sent to the museum, it is said.
"""
ADDED = """
The bridge was opened in May. | The bridge was opened in May with a concert.
The bridge was opened in May. | The bridge was opened in May at a ceremony in the rain.
The mill sells flour and bread. | The mill sells flour, bread and cinnamon.
The tower was repaired. | The tower was repaired at a cost of 3 million crowns.
Exports grew. | Exports grew thanks to timber.
The treaty was signed in 1990. | The treaty was signed in 1990 by two sailors.
The choir sang at the harbour. | The choir, among them a violinist, sang at the harbour.
"""
# The mechanism that the lexicon serves: another way to put a thing adds nothing to it.
SAID_OTHERWISE = """
Osk paid for the bridge. | Osk footed the bill for the bridge.
Osk invested in the mill. | Osk pumped money into the mill.
The firm borrowed from the bank. | The firm took out a loan from the bank.
The two countries agreed in June. | The two countries struck a deal in June.
The minister visited Tarn. | The minister set foot in Tarn.
The council approved the harbour. | The council gave the green light to the harbour.
The council refused the plan. | The council turned the plan down.
The pump is broken. | The pump is out of service.
The train collided with a cart. | The train crashed into a cart.
Forty sailors died in the storm. | Forty sailors lost their lives in the storm.
The storm killed forty sailors. | The storm claimed the lives of forty sailors.
The director resigned in May. | The director stepped down in May.
The owner was sued. | The owner was taken to court.
The fire was caused by lightning. | Lightning led to the fire.
The dam is being built. | The dam is under construction.
The treaty became effective in May. | The treaty had become effective by the end of May.
The machine is a submarine robot. | The machine is an underwater robot.
The bridge is expensive. | The bridge is costly.
"""


def rows(text: str) -> list[list[str]]:
    return [[field.strip() for field in line.split("|")] for line in text.strip().splitlines()]


@cache
def small(folder: Path) -> Bank:
    path = folder / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    return load_bank(path)


def views(source: str, statement: str, folder: Path) -> list[View]:
    bank = small(folder)
    claim = replace(bank.claims[0], text=source, kind=ClaimKind.FACT, restatements=(), false_variants=())
    return Checker(replace(bank, claims=(claim,))).views(statement, Part(0, len(statement)))[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("additions")


@pytest.mark.parametrize(("source", "statement"), rows(NOTHING_ADDED) + rows(SAID_OTHERWISE))
def test_nothing_is_added(source: str, statement: str, folder: Path):
    """What is left out, told in another order or in other words adds nothing."""
    assert additions.measures(views(source, statement, folder))["added phrase"] < MUCH


@pytest.mark.parametrize(("source", "statement"), rows(ADDED))
def test_a_phrase_is_added(source: str, statement: str, folder: Path):
    """A phrase of which the source has no word stands out, in whatever place."""
    assert additions.measures(views(source, statement, folder))["added phrase"] >= MUCH


@pytest.mark.parametrize(("source", "statement"), rows(SAID_OTHERWISE))
def test_other_words_cover_a_statement(source: str, statement: str, folder: Path):
    """The source speaks of nearly all of what is told in other words."""
    assert max(seen.best.covered for seen in views(source, statement, folder)) >= 0.8
