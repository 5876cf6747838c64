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
        "Ties between Norland and Anna have cooled.",
        "Both Norland and Anna paid.",
        "Anna left out what Norland and Berg agreed.",
        "Anna said that Norland and Berg paid.",
        "The stations have pumps and pressure gauges.",
        "The stations have pumps and pressure gauges but no lamps.",
        "Anna bought bread, milk and cheese.",
        "Norland has to pay and to leave.",
        "Anna voted as Berg did.",
        "Norland exports weapons and imports.",
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
        ("A bed costs 59 crowns, and the train has a bar.", ["A bed costs 59 crowns", "the train has a bar"]),
        ("Norland paid, and Berg does not have to pay.", ["Norland paid", "Berg does not have to pay"]),
        ("Anna paid a fine, and afterwards she left.", ["Anna paid a fine", "anna | left"]),
        ("Anna rejected a ban and licensed it.", ["Anna rejected a ban", "anna | licensed it"]),
        ("Norland was left out, and Anna and Berg paid.", ["Norland was left out", "Anna and Berg paid"]),
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


@pytest.mark.parametrize(
    ("text", "own", "followed"),
    [
        ("Anna voted for Berg, and so did Norland.", "Norland", "voted for berg"),
        ("Anna voted for Berg, and so has Norland.", "Norland", "voted for berg"),
        ("Anna has paid, and so have the ships.", "the ships", "has paid"),
        ("Anna did not pay, and neither did Norland.", "Norland", "did not pay"),
        ("Anna did not pay, nor did Norland.", "Norland", "did not pay"),
        ("Anna voted for Berg, as did Norland.", "Norland", "voted for berg"),
        ("Anna voted for Berg, but Norland did not.", "Norland did not", "voted for berg"),
        ("Anna voted for Berg, and Norland did too.", "Norland did too", "voted for berg"),
        ("Anna did not vote for Berg, but Norland did.", "Norland did", "vote for berg"),
        ("Anna did not vote for Berg, and Norland did not either.", "Norland did not either", "vote for berg"),
        ("Anna has been to Norland, but Berg has not.", "Berg has not", "been to norland"),
        ("Anna's ships have been to Norland, but she has not.", "has not", "been to norland"),
        ("Anna voted for Berg, and Norland did what it could.", "Norland did what it could", ""),
        ("Anna voted for Berg, and Norland has a port.", "Norland has a port", ""),
        ("Anna voted for Berg, and so Norland paid.", "so Norland paid", ""),
        ("Norland did not.", "Norland did not", ""),
    ],
)
def test_what_is_told_of_another(text: str, own: str, followed: str, names: Names):
    """A part that only says that somebody else did so too, or not, has what was told in the part before."""
    last = split(text, Plain(), names)[-1]
    found = " ".join(token.text for token in last.followed)
    assert (text[last.start : last.end], found) == (own, followed)


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
