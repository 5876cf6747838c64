"""docs/guarantees.md: the tests that it names exist, and its limits are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nkquiz import bank, files
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.yaml_reader import MAX_DEPTH, decode
from nkquiz.check.checker import MAX_STATEMENT
from nkquiz.classroom.roster import read_roster
from nkquiz.cli.statements import read_file
from nkquiz.documents import reading as documents
from nkquiz.errors import InputError
from nkquiz.imports import reading as imports

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")


def test_named_tests_exist():
    """Every test that the page names is there, and so is every file."""
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", PAGE)
    assert len(named) > 15
    for file, test in named:
        assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8"), test
    for file in re.findall(r"\b(?:tools|benchmarks|tests)/\w+\.py", PAGE):
        assert (ROOT / file).is_file(), file


def test_limits_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The sizes that the page gives are those that the program has, and what is longer is refused with them."""
    sizes = (bank.MAX_BYTES, documents.MAX_BYTES, files.MAX_BYTES, imports.MAX_BYTES, imports.MAX_PACKAGE)
    assert [size // 2**20 for size in sizes] == [64, 20, 64, 64, 256]
    assert all(f"has more than {size // 2**20} MB" in PAGE for size in sizes)
    assert f"{MAX_STATEMENT:,} characters" in PAGE
    _, (problem,) = decode(b" " * (bank.MAX_BYTES + 1))
    assert problem.message == "the file has more than 64 MB"
    monkeypatch.setattr("nkquiz.cli.statements.MAX_BYTES", 2**20)
    (tmp_path / "roster.csv").write_bytes(b" " * (2**20 + 1))
    with pytest.raises(InputError, match="has more than 1 MB"):
        read_file(tmp_path / "roster.csv", "--roster")
    with pytest.raises(InputError, match="has more than 20 MB"):
        documents.read(b" " * (documents.MAX_BYTES + 1), "a.txt")
    with pytest.raises(InputError, match="has more than 64 MB"):
        imports.decode(b" " * (imports.MAX_BYTES + 1), "a.gift")
    assert read_roster(b"name\nAnn\n", "r.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * (MAX_DEPTH + 1), "nested more than 12 levels deep"),
        ("[" * 1_000_000, "nested more than 12 levels deep"),
        ("a: *x\nb: &x 1\n", "x"),
        ("a: &x [1]\nb: &x [2]\n", "anchor '&x'"),
        ("a: &x [1]\n" + "b: [*x, *x]\n" * 20, "alias '*x'"),
        ("a: !x 1\n", "tag '!x'"),
    ],
    ids=["depth", "great depth", "an alias before its anchor", "an anchor twice", "an alias bomb", "a tag"],
)
def test_limits_of_a_bank(text: str, message: str):
    """Depth, anchors, aliases and tags are refused as the page says."""
    found, problems = parse_bank(text.encode())
    assert found is None
    assert any(message in problem.message for problem in problems)
