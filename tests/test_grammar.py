"""The shallow parse: word classes, verbs, who does what to whom, what is denied, what is only planned or possible."""

from __future__ import annotations

import pytest

from nkquiz.check import grammar
from nkquiz.check.grammar import Reading
from nkquiz.check.tags import Tag, tags
from nkquiz.check.terms import Modality, Role
from nkquiz.language.spelling import Spelling
from nkquiz.language.tokens import Token, tokenise

NAMES = {"anna", "bruno", "rome", "norland", "lima"}


def parsed(text: str) -> tuple[tuple[Token, ...], Reading]:
    tokens = tokenise(text)
    return tokens, grammar.read(tokens, tags(tokens, [token.text in NAMES for token in tokens]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna sold the old house", "e v d a n"),
        ("The quick answer helped Bruno", "d a n v e"),
        ("Rome has refused to pay", "e x v t v"),
        ("The visit was cancelled by Rome", "d n x v p e"),
        ("He can walk", "o m v"),
        ("She began to run quickly", "o v t v r"),
        ("Norland and Rome signed a treaty", "e c e v d n"),
        ("The talks broke down", "d n v r"),
        ("A rise in trade helped Rome", "d n p n v e"),
        ("Anna did not visit Bruno", "e x ! v e"),
        ("Prices rise in winter", "n v p n"),
        ("They visit Rome", "o v e"),
        ("His support of the plan grew", "d n p d n v"),
        ("Although Rome objected, Norland signed.", "s e v . e v ."),
        ("Trade between Rome and Lima grew", "n p e c e v"),
        ("Rome will open a port", "e m v d n"),
        ("Norland owes $10 million", "e v # n"),
    ],
)
def test_word_classes(text: str, expected: str):
    """A word that can be several things is what its neighbours make it."""
    tokens, reading = parsed(text)
    assert " ".join(reading.tags) == expected, [token.text for token in tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna sold the house.", ["sold past"]),
        ("The visit was cancelled by Rome.", ["cancelled past passive"]),
        ("The house was built in Rome.", ["built past passive"]),
        ("Rome has refused to pay.", ["refused perfect", "pay infinitive"]),
        ("Anna wants to visit Rome.", ["wants", "visit infinitive"]),
        ("He can walk.", ["walk can"]),
        ("Rome will open a port.", ["open will"]),
        ("Anna did not visit Bruno.", ["visit past"]),
        ("Although Rome objected, Norland signed.", ["objected past", "signed past"]),
        ("A port in Rome", []),
    ],
)
def test_verbs(text: str, expected: list[str]):
    """Each verb group is found, with its tense, voice and modal."""
    tokens, reading = parsed(text)
    found = []
    for verb in reading.verbs:
        marks = [name for name in ("infinitive", "perfect", "past", "passive") if getattr(verb, name)]
        found.append(" ".join([tokens[verb.head].text, *marks, *([verb.modal] if verb.modal else [])]))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna visited Bruno.", {"anna agent visited", "bruno patient visited"}),
        ("Bruno was visited by Anna.", {"anna agent visited", "bruno patient visited"}),
        ("Anna did not visit Bruno.", {"anna agent visit", "bruno patient visit"}),
        ("Anna will visit Bruno.", {"anna agent visit", "bruno patient visit"}),
        ("Anna's visit to Bruno was short.", {"anna agent visit", "bruno recipient visit"}),
        ("The visit of Anna was short.", {"anna agent visit"}),
        ("Anna met with Bruno.", {"anna agent met", "bruno recipient met"}),
        ("Bruno has been elected.", {"bruno patient elected"}),
        ("Bruno was invited by Anna.", {"anna agent invited", "bruno patient invited"}),
        ("Anna and Bruno visited Rome.", {"anna agent visited", "bruno agent visited", "rome patient visited"}),
        ("Rome gave the money to Norland.", {"rome agent gave", "norland recipient money"}),
        ("Norland owes money to Rome.", {"norland agent owes", "rome recipient money"}),
        (
            "Anna invited Bruno to visit Rome.",
            {"anna agent invited", "bruno patient invited", "bruno agent visit", "rome patient visit"},
        ),
        ("Anna wants to visit Bruno.", {"anna agent wants", "anna agent visit", "bruno patient visit"}),
        ("The port was built by Rome.", {"rome agent built"}),
        ("Was Anna invited by Bruno in May?", {"anna patient invited", "bruno agent invited"}),
        ("The boat is old, said Anna.", {"anna agent said"}),
        ("Bruno, the minister, said nothing of it.", {"bruno agent said"}),
        (
            "Anna used Rome to reach Lima.",
            {"anna agent used", "rome patient used", "lima patient reach", "anna agent reach"},
        ),
        (
            "Rome opposes efforts in Lima to pay Bruno.",
            {"rome agent opposes", "lima other opposes", "bruno patient pay"},
        ),
        ("There are plans for Rome to invest in Lima.", {"rome other plans", "rome agent invest", "lima other invest"}),
        ("Trade between Rome and Lima grew.", {"rome other trade", "lima other trade"}),
        (
            "Rome fought Lima and Norland helped Anna.",
            {"rome agent fought", "lima patient fought", "norland agent helped", "anna patient helped"},
        ),
        ("The signing of Anna took a day.", {"anna patient signing"}),
        ("Anna went to Rome late in May.", {"anna agent went", "rome recipient went"}),
        ("Anna cut the plan by half.", {"anna agent cut"}),
        ("The boat is run by Anna.", {"anna agent run"}),
    ],
)
def test_who_does_what_to_whom(text: str, expected: set[str]):
    """Names have the same roles in active and passive, with verbs and their nouns, and beside infinitives."""
    tokens, reading = parsed(text)
    hung = [(n, head, role) for n, (head, role) in enumerate(zip(reading.head, reading.role, strict=True)) if head >= 0]
    found = {
        f"{tokens[member].text} {role.value} {tokens[head].text}"
        for member, head, role in [*hung, *reading.shared]
        if reading.tags[member] is Tag.NAME
    }
    assert found == expected


def test_a_headline_leaves_the_role_open():
    """ "Minister purged" may leave out "was": who did it to whom is not said."""
    _, reading = parsed("minister purged")
    assert reading.role[0] is Role.OTHER


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Anna visited Rome.", ""),
        ("Anna did not visit Rome.", "visit rome"),
        ("Anna didn't pay.", "pay"),
        ("Anna cannot pay.", "pay"),
        ("Anna never visited Rome.", "visited rome"),
        ("No ship sank.", "ship sank"),
        ("Nobody paid.", "paid"),
        ("Hardly any ship sank.", "any ship sank"),
        ("Rome declined to pay.", "pay"),
        ("Sales declined in Rome.", ""),
        ("Rome failed to pay.", "pay"),
        ("Rome refused the request.", ""),
        ("Rome refused to pay.", "pay"),
        ("Rome refused a request to pay.", "pay"),
        ("Rome dropped the plan to pay.", "pay"),
        ("Rome denied the report.", "report"),
        ("Rome stopped paying.", "paying"),
        ("Rome avoided paying.", "paying"),
        ("Rome is unable to pay.", "pay"),
        ("Rome has yet to pay.", "pay"),
        ("There was a lack of money.", "money"),
        ("The request was refused.", ""),
        ("The request was refused by Rome.", ""),
        ("The port lies far from Rome.", ""),
        ("The failure of the port surprised Rome.", ""),
        ("Rome paid no more than ten ships.", ""),
        ("Rome paid not later than Norland.", ""),
        ("The port is not longer.", "longer"),
        ("No ship ever went so far.", ""),
        ("Nobody but Rome paid.", ""),
        ("Nobody other than Norland paid.", ""),
        ("Not Rome alone paid.", ""),
        ("Norland said no to Rome.", ""),
        ("Norland says no ship sank.", "ship sank"),
        ("No port lacks power.", ""),
        ("Rome kept the ship from sailing.", "sailing"),
        ("Ships can sink but ports cannot.", "ports"),
        ("Rome doubts that all ships sank.", ""),
        ("The port is less costly.", "costly"),
        ("Not all ships sank.", "all"),
        ("Rome did not write off all of the debt.", "all"),
        ("Rome was not the only port to pay.", "only"),
        ("It is not certain that Rome will pay.", "certain"),
        ("It is not certain.", "certain"),
        ("It is not true that Rome paid.", "rome paid"),
        ("It is not true that Rome never paid.", ""),
        ("The port is far from finished.", "finished"),
        ("The port is anything but costly.", "costly"),
        ("The ship is still at sea.", ""),
        ("Rome still has to pay.", ""),
        ("Ships that did not sail were sold.", "sail"),
        ("Lack of money stopped Rome.", "money"),
        ("No ship sailed before Rome paid.", "ship sailed"),
        ("Rome thinks that the report is false.", "report"),
        ("There was never a harder night.", ""),
        ("No team went deeper.", ""),
        ("Nothing fell as far as Rome.", ""),
        ("Rome not only paid but also helped.", ""),
        ("Anna did not refuse to pay.", ""),
        ("Rome paid without delay.", ""),
        ("Rome paid without money.", "money"),
        ("Rome paid instead of Norland.", "norland"),
        ("Rome did not pay, but Norland helped.", "pay"),
        ("Rome did not pay because Norland helped.", "pay"),
        ("Rome paid because Norland did not help.", "help"),
        ("Rome would not pay unless Norland helped.", "pay"),
    ],
)
def test_what_is_denied(text: str, denied: str):
    """A denial reaches to the end of its clause; two take each other back; "not all" and "never a harder" deny none."""
    tokens, reading = parsed(text)
    heavy = (Tag.NOUN, Tag.NAME, Tag.VERB, Tag.ADJECTIVE, Tag.DETERMINER)
    found = [
        token.text
        for number, token in enumerate(tokens)
        if reading.scopes.negated[number] and not reading.scopes.denial[number] and reading.tags[number] in heavy
    ]
    assert [word for word in found if word not in ("no", "the", "a")] == denied.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rome paid the debt.", Modality.DONE),
        ("Rome has paid the debt.", Modality.DONE),
        ("Rome pays the debt when Norland helps.", Modality.DONE),
        ("Rome plans to pay the debt.", Modality.PLANNED),
        ("Rome will pay the debt.", Modality.PLANNED),
        ("Rome hopes to pay the debt.", Modality.PLANNED),
        ("Rome wants to pay the debt.", Modality.PLANNED),
        ("Rome intends to pay the debt.", Modality.PLANNED),
        ("Rome aims to pay the debt.", Modality.PLANNED),
        ("Rome promised to pay the debt.", Modality.PLANNED),
        ("Rome agreed to settle the debt.", Modality.PLANNED),
        ("Rome asked Bruno about the plan to pay the debt.", Modality.PLANNED),
        ("Rome may pay the debt.", Modality.POSSIBLE),
        ("Rome could pay the debt.", Modality.POSSIBLE),
        ("Rome might pay the debt.", Modality.POSSIBLE),
        ("Perhaps Rome paid the debt.", Modality.POSSIBLE),
        ("If Norland helped, Rome would pay the debt.", Modality.CONDITIONAL),
        ("Unless Norland objects, Rome pays the debt.", Modality.CONDITIONAL),
    ],
)
def test_modality(text: str, expected: Modality):
    """What is planned, possible or under a condition is not told as done."""
    tokens, reading = parsed(text)
    debt = next(n for n, token in enumerate(tokens) if token.text == "debt")
    assert reading.scopes.modality[debt] is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rome paid.", True),
        ("Rome has paid.", True),
        ("Rome was paid.", True),
        ("Rome did not pay.", False),
        ("Rome has not paid yet.", False),
        ("Rome has to be paid.", False),
        ("Rome will pay.", False),
        ("Rome pays.", False),
        ("Rome can pay.", False),
    ],
)
def test_done(text: str, expected: bool):
    """Past and perfect tell that something has happened, unless it is denied or must happen still."""
    assert grammar.done(parsed(text)[1]) is expected


@pytest.mark.parametrize("word", ["unless", "except", "everyone", "anything", "whether", "till"])
def test_little_words_are_no_typing_errors(word: str):
    """A little word is not mended into one that the bank happens to use: "except" is no "excerpt"."""
    token = tokenise(word)[0]
    assert Spelling(frozenset({"excerpt", "unlesson", "still", "everyones"})).corrected(token) == token
