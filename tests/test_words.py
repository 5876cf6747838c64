"""The word table and the lexicon over it: lemmas, and which words are near which."""

from __future__ import annotations

import random

import pytest

from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import tokenise
from nkquiz.language.words import cosine, form, kin, kin_of

SAME = """
buy purchase|begin start|help assist|debt loan|criticize criticism|grow growth|car automobile|ship vessel|visit trip
"""
AGAINST = """
rise fall|increase decrease|win lose|open close|accept reject|support oppose|strong weak|early late|war peace|
improve worsen|enemy friend|import export|arrive leave|cheap expensive|buy sell|warm cool|hate love|first last|
likely unlikely|trust distrust|north south|before after|dollar ruble|euro dollar
"""


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in text.split("|")]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("went", "go"),
        ("wrote", "write"),
        ("ships", "ship"),
        ("children", "child"),
        ("men", "man"),
        ("forgiven", "forgive"),
        ("criticised", "criticize"),
        ("leaves", "leave"),
        ("leaves", "leaf"),
        ("better", "good"),
    ],
)
def test_lemmas(word: str, lemma: str):
    """An inflected form has all lemmas that it can have."""
    found = form(word)
    assert found is not None
    assert lemma in found.lemmas


def test_a_word_that_no_one_knows():
    """It has no form, no kin and no neighbours."""
    assert form("xyzzy") is None
    assert kin("xyzzy") == {}
    assert cosine("xyzzy", "ship") == 0.0


@pytest.mark.parametrize(("one", "two"), pairs(SAME))
def test_near_words(one: str, two: str):
    """Synonyms and derived words are near, both ways."""
    assert kin(one)[two] == kin(two)[one] >= 0.75


@pytest.mark.parametrize(("one", "two"), pairs(AGAINST))
def test_opposites(one: str, two: str):
    """Opposites, and words of which one excludes the other, stand below zero, both ways."""
    assert kin(one)[two] == kin(two)[one] <= -0.75


@pytest.mark.parametrize(("one", "two"), [("table", "apple"), ("leader", "president"), ("ship", "peace")])
def test_strangers(one: str, two: str):
    """Words that have nothing to do with each other, or no more than a subject, are no kin."""
    assert two not in kin(one)
    assert one not in kin(two)


def test_kin_is_alike_both_ways():
    """Opposite is opposite both ways, for every word of the lexicon's opposites and classes."""
    words = lexicon()
    for lemma in (*words.opposites, *words.classes):
        for other, strength in kin(lemma).items():
            if abs(strength) == 0.9 and lemma in kin(other):
                assert (kin(other)[lemma] > 0) == (strength > 0), (lemma, other)


def test_lexicon_opposites_are_below_zero():
    """What the lexicon sets against each other is so, whatever the table says."""
    words = lexicon()
    for left, right in words.sides:
        for one in left.split():
            for two in set(right.split()) - {one}:
                assert kin(one)[two] < 0, (one, two)


def test_strengths_are_within_bounds():
    """From -1 to 1, and no word is its own kin."""
    for lemma in random.Random(1).sample(sorted(lexicon().classes), 200):
        assert lemma not in kin(lemma)
        assert all(-1.0 <= strength <= 1.0 for strength in kin(lemma).values())


def test_kin_of_several_lemmas():
    """The lemmas themselves count 1, and each other word as in the lemma that it is nearest to."""
    found = kin_of(("buy", "rise"))
    assert found["buy"] == found["rise"] == 1.0
    assert found["purchase"] > 0 > found["fall"]


@pytest.mark.parametrize(
    ("word", "near", "far"), [("ship", "vessel", "apple"), ("buy", "sell", "winter"), ("euro", "dollar", "dog")]
)
def test_vectors(word: str, near: str, far: str):
    """Words used alike are nearer than others, opposites too; a word is as near to itself as can be."""
    assert cosine(word, near) > cosine(word, far)
    assert cosine(word, near) == cosine(near, word)
    assert cosine(word, word) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ångström Café", ["angstrom", "cafe"]),
        ("Жданов", ["жданов"]),
        ("한국", ["한국"]),
    ],
)
def test_accents(text: str, expected: list[str]):
    """Words are read without their accents, which many leave out; letters of other scripts stay."""
    assert [token.text for token in tokenise(text)] == expected
