"""Cutting a statement into the parts that are judged one by one, and the subjects that they share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.check.parts import split
from nkquiz.language.names import Names
from nkquiz.language.tokens import Token, tokenise
from nkquiz.model import Bank, Entity, EntityKind

ENTITIES = (
    Entity("norland", "Norland", EntityKind.COUNTRY),
    Entity("anna", "Anna", EntityKind.PERSON),
    Entity("berg", "Berg", EntityKind.PERSON),
)


class Plain:
    """Reads tokens without mending anything."""

    def tokens(self, text: str, start: int, end: int) -> tuple[Token, ...]:
        return tuple(replace(t, start=t.start + start, end=t.end + start) for t in tokenise(text[start:end]))


@pytest.fixture(scope="module")
def names(bank: Bank) -> Names:
    return Names(ENTITIES)


@pytest.mark.parametrize(
    "text",
    [
        "Norland paid.",
        "Norland and Anna paid.",
        "Norland bought ships and planes.",
        "Norland paid 10 dollars and 5 crowns.",
        "Norland paid 3.5 million.",
        "Norland paid the U.S. firm.",
        "Norland wants to pay and to leave.",
        "Norland paid for a while.",
        "Norland was, for a while and by any measure, rich.",
        "Anna said that Norland paid.",
        "Anna, who paid, left.",
        "Ships, planes and trains were bought by Norland.",
    ],
)
def test_one_part(text: str, names: Names):
    """Lists, infinitives, decimals and clauses that hang on others are not cut."""
    assert [text[part.start : part.end] for part in split(text, Plain(), names)] == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland paid. Anna left.", ["Norland paid", "Anna left"]),
        ("Norland paid!! Anna left?", ["Norland paid", "Anna left"]),
        ("Norland paid\nAnna left", ["Norland paid", "Anna left"]),
        ("Norland paid; Anna left.", ["Norland paid", "Anna left"]),
        ("Norland paid and Anna left.", ["Norland paid", "Anna left"]),
        ("Norland paid, but Anna left.", ["Norland paid", "Anna left"]),
        ("Norland paid, yet Anna left.", ["Norland paid", "Anna left"]),
        ("Norland paid while Anna slept.", ["Norland paid", "Anna slept"]),
        ("Anna paid, whereas Norland did not.", ["Anna paid", "Norland did not"]),
        ("Norland paid and left.", ["Norland paid", "norland | left"]),
        ("Anna also paid and has also left.", ["Anna also paid", "anna | has also left"]),
        ("The talks began in June but ended in May.", ["The talks began in June", "the talks | ended in May"]),
        ("Norland paid, but it did not help.", ["Norland paid", "norland | did not help"]),
        ("Anna came and she saw Norland.", ["Anna came", "anna | saw Norland"]),
        ("Anna came. She saw Norland.", ["Anna came", "anna | saw Norland"]),
        ("Norland built a port, and its king came.", ["Norland built a port", "norland's | king came"]),
        ("Norland paid for a while and then it stopped.", ["Norland paid for a while", "norland | stopped"]),
        ("He paid. She left.", ["He paid", "She left"]),
        ("Anna met Berg. She left.", ["Anna met Berg", "anna | left"]),
        ("Anna paid. It rained. She left.", ["Anna paid", "anna | rained", "anna | left"]),
    ],
)
def test_parts(text: str, expected: list[str], names: Names):
    """Each part has a verb, and its own subject or that of the part before."""
    found = []
    for part in split(text, Plain(), names):
        carried = " ".join(token.text + "'s" * token.possessive for token in part.carried)
        found.append(f"{carried} | " * bool(carried) + text[part.start : part.end])
    assert found == expected


@pytest.mark.parametrize("text", ["", " ", "...", "?! -", "\n\n"])
def test_no_part(text: str, names: Names):
    """Where there is no word there is no part."""
    assert split(text, Plain(), names) == []


@given(st.text(alphabet="abc AN.,;!?\n'", max_size=80) | st.text(max_size=80))
def test_parts_lie_in_their_text(text: str):
    """Parts are in order, apart and not empty, and each has a word."""
    parts = split(text, Plain(), _NO_NAMES)
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(one.end <= two.start for one, two in pairwise(parts))
    assert all(any(c.isalnum() for c in text[part.start : part.end]) for part in parts)


class _NoNames:
    def spans(self, tokens: object) -> Names.Spans:
        return {}


_NO_NAMES: Names = _NoNames()  # type: ignore[assignment]
