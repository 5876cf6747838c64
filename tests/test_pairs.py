"""One statement beside one claim with no other wording: which of the rules of values and of order find them at odds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import SMALL_BANK
from tables import CASES

from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.parts import Part
from nkquiz.model import Bank, ClaimKind, Entity, EntityKind, Finding

RULES = ("number", "date", "ordinal", "order", "comparison", "quantifier", "lists", "cause")
COUNTRIES, PEOPLE = ("Tarn", "Osk", "Velm"), ("Ann Holt", "Ben Rask", "Cleo Marr")
WORLD = (
    *(Entity(name.lower(), name, EntityKind.COUNTRY) for name in COUNTRIES),
    *(Entity(name.replace(" ", "-").lower(), name, EntityKind.PERSON, (name.split()[1],)) for name in PEOPLE),
)


def rows() -> Iterator[object]:
    for path in sorted((CASES / "pairs").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                source, statement, found = (field.strip() for field in line.split("|"))
                yield pytest.param(source, statement, found.split(), id=f"{path.stem}: {source} / {statement}")


@cache
def small(tmp: Path) -> Bank:
    path = tmp / "bank.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    return load_bank(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pairs")


@pytest.mark.parametrize(("source", "statement", "expected"), list(rows()))
def test_what_two_sentences_have_against_each_other(source: str, statement: str, expected: list[str], folder: Path):
    """The rules named find a conflict, and no other rule of values or of order does."""
    found = {finding.rule for finding in conflicts(source, statement, folder)}
    assert [rule for rule in RULES if rule in found] == expected


def conflicts(source: str, statement: str, folder: Path) -> list[Finding]:
    bank = small(folder)
    claim = replace(bank.claims[0], text=source, kind=ClaimKind.FACT, restatements=(), false_variants=())
    claim = replace(claim, open=frozenset(), single=frozenset())
    bank = replace(bank, claims=(claim,), entities=WORLD, source=replace(bank.source, date="2020-06-15"))
    views = Checker(bank).views(statement, Part(0, len(statement)))[1]
    return [finding for view in views for finding in view.best.conflicts]


@pytest.mark.parametrize(
    ("source", "statement", "message"),
    [
        ("Tarn bought 40 ships.", "Tarn bought 30 ships.", "The source says 40, not 30."),
        (
            "Tarn bought more than 9,000 ships.",
            "Tarn bought 9000 ships.",
            "The source does not say just this of 9000: Tarn bought more than 9,000 ships.",
        ),
    ],
)
def test_what_the_source_says_instead(source: str, statement: str, message: str, folder: Path):
    """Where the number is the same and what is said of it is not, the reason does not set it against itself."""
    assert [finding.message for finding in conflicts(source, statement, folder)] == [message]
