"""The JSON Schema of banks says the same as the loader."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest
import yaml
from conftest import SMALL_BANK, Run, replaced
from jsonschema import Draft202012Validator

from nkquiz.bank import default_bank_path
from nkquiz.bank.loader import parse_bank
from nkquiz.model import ClaimKind, EntityKind, Reason, Slot

SCHEMA: dict[str, Any] = json.loads((files("nkquiz.bank") / "schema.json").read_text(encoding="utf-8"))
CLAIM = SCHEMA["properties"]["claims"]["items"]


def faults(text: str) -> list[str]:
    """Return what the schema finds in a bank, read with every value as a text."""
    document = yaml.load(text, Loader=yaml.BaseLoader)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_schema_is_valid():
    """The schema is itself a valid schema."""
    Draft202012Validator.check_schema(SCHEMA)


def test_shipped_bank_validates():
    """The shipped bank keeps to the schema."""
    assert faults(default_bank_path().read_text(encoding="utf-8")) == []


def test_small_bank_validates(small_text: str):
    """So does the small one."""
    assert faults(small_text) == []


def test_small_bank_validates_as_editors_read_it(small_text: str):
    """Editors read numbers and truth values as such; that is no fault."""
    document = yaml.load(small_text.replace("The money", "No").replace("2022-07", "2022"), Loader=yaml.SafeLoader)
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []


@pytest.mark.parametrize(
    ("enum", "place"),
    [
        pytest.param(ClaimKind, CLAIM["properties"]["kind"], id="kinds of claims"),
        pytest.param(
            EntityKind, SCHEMA["properties"]["entities"]["additionalProperties"]["properties"]["kind"], id="of entities"
        ),
        pytest.param(
            Reason, CLAIM["properties"]["false_variants"]["items"]["properties"]["reason"], id="reasons of variants"
        ),
        pytest.param(Slot, SCHEMA["$defs"]["slots"]["items"], id="slots"),
    ],
)
def test_enums_are_those_of_the_model(enum: type[StrEnum], place: dict[str, list[str]]):
    """The schema's choices are the model's, in the same order."""
    assert place["enum"] == [member.value for member in enum]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(("format: 1", "format: 2"), id="another format"),
        *(
            pytest.param((f"{key}:", f"x{key}:"), id=f"no {key}")
            for key in ("bank", "source", "topics", "entities", "claims")
        ),
        pytest.param(("bank: brill-library", "bank: Brill Library"), id="bank id with capitals"),
        pytest.param(("  title: A Room to Read\n", ""), id="no title"),
        pytest.param(("  author: Jo Berg\n", ""), id="no author"),
        pytest.param(("  date: 2022-07\n", ""), id="no date"),
        pytest.param(("date: 2022-07", "date: last summer"), id="date in words"),
        pytest.param(("76d676758ea3", "76d6"), id="short fingerprint"),
        pytest.param(("aaaabbbbcccc: title", "title: title"), id="outside is no fingerprint"),
        pytest.param(("  money: The money", "  Money: The money"), id="topic id with capitals"),
        pytest.param(("  money: The money", "  money: [The money]"), id="topic as list"),
        pytest.param(("    name: Brill\n", ""), id="entity without name"),
        pytest.param(("    kind: place\n", ""), id="entity without kind"),
        pytest.param(("    kind: place", "    kind: village"), id="unknown kind of entity"),
        pytest.param(("    aliases: [the town]", "    alias: [the town]"), id="unknown key of entity"),
        pytest.param(("    aliases: [the town]", "    aliases: the town"), id="aliases as text"),
        pytest.param(("id: cost", "id: The cost"), id="claim id with blanks"),
        *(
            pytest.param((f"    {key}:", f"    x{key}:"), id=f"claim without {key}")
            for key in ("text", "topic", "evidence")
        ),
        pytest.param(("    kind: fact", "    kind: rumour"), id="unknown kind of claim"),
        pytest.param(("    speaker: ana-lund\n", ""), id="opinion without a speaker"),
        pytest.param(('      - {at: "1.2", quote: "It cost 30,000 crowns"}', "      []"), id="no evidence"),
        pytest.param((', quote: "It cost 30,000 crowns"', ""), id="evidence without a fragment"),
        pytest.param(('at: "1.2", ', ""), id="evidence without a locator"),
        pytest.param(
            ('at: "1.2"', 'at: "page 1"'),
            id="no locator",
        ),
        pytest.param((", reason: opposite", ""), id="variant without a reason"),
        pytest.param(("reason: opposite", "reason: wrong"), id="unknown reason"),
        pytest.param(("open: [object]", "open: [thing]"), id="unknown slot"),
        pytest.param(("open: [object]", "open: object"), id="slots as text"),
        pytest.param(("        key: 30,000 crowns\n", ""), id="question without a key"),
        pytest.param(("      basis: The town's website.\n", ""), id="note without a basis"),
        pytest.param(("books., topic: opening}", "books.}"), id="unknown without a topic"),
        pytest.param(("skipped: {}", "skipped: {first: why}"), id="skipped is no locator"),
        pytest.param(("skipped: {}", "skipped: {'1.1': ''}"), id="skipped without a reason"),
        pytest.param(("skipped: {}", "skiped: {}"), id="unknown key"),
    ],
)
def test_both_refuse(changes: tuple[str, str]):
    """What the schema refuses in an editor, the loader refuses too."""
    text = replaced(SMALL_BANK, *changes)
    bank, _ = parse_bank(text.encode())
    assert bank is None
    assert faults(text)


def test_schema_command(nkquiz: Run):
    """`nkquiz bank schema` prints the schema."""
    assert json.loads(nkquiz("bank", "schema").stdout) == SCHEMA
