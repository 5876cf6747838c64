"""Finding a bank's entities under any of their names."""

from __future__ import annotations

import pytest

from nkquiz.language.names import Names
from nkquiz.language.tokens import tokenise
from nkquiz.model import Bank, Entity, EntityKind

ENTITIES = (
    Entity("norland", "Norland", EntityKind.COUNTRY, ("Northport",), ("the North",)),
    Entity("states", "the United States", EntityKind.COUNTRY, ("US",)),
    Entity("berg", "Anna Lee Berg", EntityKind.PERSON, ("Anna Berg", "Berg", "the Dutch minister"), ("the minister",)),
    Entity("talks", "the Six-Party Talks", EntityKind.EVENT),
)


@pytest.fixture(scope="module")
def names(bank: Bank) -> Names:
    return Names(ENTITIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nothing here", {}, id="no name"),
        pytest.param("Norland paid", {"norland": "norland"}, id="a name"),
        pytest.param("NORLAND", {"norland": "norland"}, id="upper case"),
        pytest.param("norland's debt", {"norland": "norland"}, id="possessive"),
        pytest.param("norlands debt", {"norlands": "norland"}, id="possessive without its apostrophe"),
        pytest.param("Norland-born", {"norland": "norland"}, id="before a hyphen"),
        pytest.param("the United States", {"united states": "states"}, id="an article is no part of a name"),
        pytest.param("the united state", {}, id="no plural is taken for granted"),
        pytest.param("the US paid", {"us": "states"}, id="a word that is a name in capitals only"),
        pytest.param("give us money", {}, id="and none in lower case"),
        pytest.param("the Six-Party Talks", {"six - party talks": "talks"}, id="hyphen"),
        pytest.param("six party talks", {"six party talks": "talks"}, id="no hyphen"),
        pytest.param("Anna-Lee Berg", {"anna - lee berg": "berg"}, id="a hyphen that the bank does not have"),
        pytest.param("Berg", {"berg": "berg"}, id="the last name"),
        pytest.param("Bergen", {}, id="no name within a word"),
        pytest.param("Anna Lee", {}, id="half a name"),
        pytest.param("the Dutch minister", {"dutch minister": "berg"}, id="a title"),
        pytest.param("Dutch ministers", {}, id="a plural title is not the person"),
        pytest.param("the ministers", {}, id="nor is one in context"),
        pytest.param("the Dutch minister Anna Berg", {"dutch minister anna berg": "berg"}, id="title and name are one"),
        pytest.param(
            "the Dutch minister, Anna Berg,", {"dutch minister": "berg", "anna berg": "berg"}, id="parted by a comma"
        ),
        pytest.param("the minister paid", {"minister": "berg"}, id="a title in context"),
        pytest.param("the minister of trade", {}, id="a title that goes on is another one"),
        pytest.param("the North paid", {"north": "norland"}, id="a name in context"),
        pytest.param("the North's debt", {"north": "norland"}, id="a name in context, possessive"),
        pytest.param("the North Sea", {}, id="that goes on with a capital is another one"),
        pytest.param("the north of Norland", {"norland": "norland"}, id="the north of something"),
    ],
)
def test_names(text: str, expected: dict[str, str], names: Names):
    """The longest name wins, under any of its forms, and what only looks like a name is none."""
    tokens = tokenise(text)
    found = {
        " ".join(token.text for token in tokens[first:after]): entity.id
        for first, (entity, after) in names.spans(tokens).items()
    }
    assert found == expected


@pytest.mark.parametrize("text", ["Dunn & Lyle paid.", "Dunn and Lyle paid.", "the roof of Dunn & Lyle's"])
def test_and_in_a_name(text: str):
    """A name with "&" or "and" is found however it is written."""
    for name in ("Dunn & Lyle", "Dunn and Lyle"):
        found = Names([Entity("firm", name, EntityKind.ORGANISATION)]).spans(tokenise(text))
        assert [entity.id for entity, _ in found.values()] == ["firm"]


def test_every_name_of_a_bank_is_found(bank: Bank):
    """Each name and alias of the shipped bank is found, as its entity."""
    names = Names(bank.entities)
    for entity in bank.entities:
        for name in (entity.name, *entity.aliases):
            tokens = tokenise(name)
            assert {found.id for found, _ in names.spans(tokens).values()} == {entity.id}, name
