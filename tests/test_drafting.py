"""What is proposed for a bank: entities and their kinds, fragments, kinds of claims, hints. On texts of many kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkquiz.bank import load_bank
from nkquiz.bank.validators import MAX_QUOTE_WORDS
from nkquiz.bank.verify import stands_in
from nkquiz.documents.article import read_article
from nkquiz.drafting.draft import cut
from nkquiz.drafting.entities import propose
from nkquiz.drafting.fragment import fragment
from nkquiz.drafting.hints import Hinter, Hints
from nkquiz.drafting.slugs import MAX_LENGTH, Ids, slug
from nkquiz.model import ClaimKind, Entity, EntityKind
from nkquiz.text import normalise, sentences, words

PERSON, PLACE, ORG = EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION
COUNTRY, EVENT, AGREEMENT, THING = EntityKind.COUNTRY, EntityKind.EVENT, EntityKind.AGREEMENT, EntityKind.THING


def proposed(text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in propose(sentences(text), Ids())}


KINDS = [
    # science
    ("In 1911 the physicist Marie Curie won her second Nobel Prize.", "Marie Curie", PERSON),
    ("The probe was built by the European Space Agency.", "European Space Agency", ORG),
    ("Samples were dug from the Atacama Desert.", "Atacama Desert", PLACE),
    ("A team at the University of Otago measured the ice.", "University of Otago", ORG),
    ("The vaccine was tested by Professor Tunde Bakare.", "Tunde Bakare", PERSON),
    ("The crater lies on Mount Erebus.", "Mount Erebus", PLACE),
    ("Dr. Wanjiru Mwangi leads the laboratory.", "Wanjiru Mwangi", PERSON),
    ("NASA has sent four rovers.", "NASA", ORG),
    # history
    ("The Treaty of Tordesillas divided the world.", "Treaty of Tordesillas", AGREEMENT),
    ("They lost the Battle of Hastings in a day.", "Battle of Hastings", EVENT),
    ("It was founded under Queen Elizabeth.", "Elizabeth", PERSON),
    ("Merchants of the Hanseatic League met every year.", "Hanseatic League", ORG),
    ("In 1789 the French Revolution began.", "French Revolution", EVENT),
    ("The fleet left from Lisbon.", "Lisbon", PLACE),
    ("Many died in the Crimean War.", "Crimean War", EVENT),
    ("The city fell when Sultan Mehmed attacked.", "Mehmed", PERSON),
    # sport
    ("The final was played in Montevideo.", "Montevideo", PLACE),
    ("The striker Adaeze Obi scored twice.", "Adaeze Obi", PERSON),
    ("She had won the World Cup before.", "World Cup", EVENT),
    ("The match was moved to the Riverside Stadium.", "Riverside Stadium", PLACE),
    ("Fans of Harlow Town Football Club protested.", "Harlow Town Football Club", ORG),
    ("Coach Bram Visser resigned in June.", "Bram Visser", PERSON),
    # economy and politics
    ("The loan came from the Bank of England.", "Bank of England", ORG),
    ("Prices rose in Brazil.", "Brazil", COUNTRY),
    ("German cars were dearer than Korean ones, in Germany as elsewhere.", "Germany", COUNTRY),
    ("Profits at Corvane Ltd fell by a third.", "Corvane Ltd", ORG),
    ("A spokeswoman for the Ministry of Agriculture declined to answer.", "Ministry of Agriculture", ORG),
    ("The strike was called by the Dock Workers' Union.", "Dock Workers' Union", ORG),
    ("Mayor Ingrid Dahl opened the market.", "Ingrid Dahl", PERSON),
    ("The Paris Agreement was signed by 196 parties.", "Paris Agreement", AGREEMENT),
    ("Prime Minister Keva Brand will resign.", "Keva Brand", PERSON),
    ("Later the envoy met Xi Moreau in Geneva.", "Xi Moreau", PERSON),
    # nature and arts
    ("The bridge over the River Severn was closed.", "River Severn", PLACE),
    ("Pollen was found in Lake Baikal.", "Lake Baikal", PLACE),
    ("The painting hangs in the Louvre Museum.", "Louvre Museum", ORG),
    ("The play was written by the playwright Caryl Enders.", "Caryl Enders", PERSON),
    ("The birds winter in the Gulf of Guinea.", "Gulf of Guinea", PLACE),
    ("He sold it to Vittoria Bellandi, a collector.", "Vittoria Bellandi", PERSON),
    # what is said beside a name
    ("The council of Ardmoor voted.", "Ardmoor", PLACE),
    ("People lined the streets of Corvel.", "Corvel", PLACE),
    ("The ship sailed for Tarrin with ice.", "Tarrin", PLACE),
    ("They worked at the Sobeb research station.", "Sobeb", PLACE),
    ("Stores were built in Lisbon, Quellin and Porto.", "Quellin", PLACE),
    ("Mina Park, an engineer at Orin University, disagreed.", "Mina Park", PERSON),
    ("Gwil Carter of Orin University argues that it is old.", "Gwil Carter", PERSON),
    ("The start-up NVX Lumo, founded in 2012, makes glass.", "NVX Lumo", ORG),
    ("The newspaper The Western Lamp reported it.", "Western Lamp", ORG),
    # a given name that is none, a title that is none
    ("They bought the Victoria Baths from him.", "Victoria Baths", PLACE),
    ("The team plays in the Premier Division now.", "Premier Division", ORG),
    # parts that belong together
    ("A report of the Health and Safety Executive (HSE) told of cracks.", "Health and Safety Executive", ORG),
    ("A visit by the Food and Drugs Agency was short.", "Food and Drugs Agency", ORG),
    ("Birds & Waters, a charity, opposed it. Birds eat fish.", "Birds & Waters", ORG),
    ("The engineering firm Dunn & Lyle wrote it.", "Dunn & Lyle", ORG),
    ("He was voted Player of the Year.", "Player of the Year", THING),
    # teams, parties, trusts
    ("Corvel Rovers beat Ardmoor United.", "Corvel Rovers", ORG),
    ("Corvel Rovers lost to Wexby Town.", "Wexby Town", ORG),
    ("The Ardmoor Seals, the town's swimming club, trained there.", "Ardmoor Seals", ORG),
    ("She leads the Labour group.", "Labour", ORG),
    ("Conservative leader Ann Lee laughed.", "Conservative", ORG),
    ("He met her in the Miner's Arms.", "Miner's Arms", THING),
    ("A study by Dunn & Lyle was late.", "Dunn & Lyle", ORG),
    ("The Supporters' Trust saved it.", "Supporters' Trust", ORG),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS, ids=[case[1] for case in KINDS])
def test_kinds(text: str, name: str, kind: EntityKind):
    """The name is proposed, and its kind is guessed."""
    found = proposed(text)
    assert name in found
    assert found[name].kind is kind


ALIASES = [
    ("Ann Lee came. Later Lee left.", "Ann Lee", {"Lee"}),
    ("The Upland Bank (UB) lent it. UB wants it back.", "Upland Bank", {"UB"}),
    ("The Marine Research Station (MRS) is old.", "Marine Research Station", {"MRS"}),
    ("President Rosa Alva spoke. President Alva was clear.", "Rosa Alva", {"Alva", "President Alva"}),
    ("In Italy the Italian press laughed.", "Italy", {"Italian"}),
    (
        "Petra Kohl, chief engineer of Tarnworks, disagrees. Tarnworks is silent.",
        "Petra Kohl",
        {"the chief engineer of Tarnworks", "Tarnworks' chief engineer"},
    ),
    ("They reached Lake Orrin. Orrin was frozen.", "Lake Orrin", {"Orrin"}),
    ("Ships from Dolmara came. A Dolmaran ship sank.", "Dolmara", {"Dolmaran"}),
    ("The Chilean minister, Marta Rojas, met minister Rojas. The Chilean minister left.", "Marta Rojas", {"Rojas"}),
    ("The Kestrin Property Group paid. Kestrin left.", "Kestrin Property Group", {"Kestrin"}),
    ("Corvel Rovers won. Rovers scored twice.", "Corvel Rovers", {"Rovers"}),
    ("Corvel Athletic lost. Corvel's coach left.", "Corvel Athletic", {"Corvel"}),
    ("The Brack Leisure Centre is shut. The Leisure Centre lost money.", "Brack Leisure Centre", {"Leisure Centre"}),
    ("The Democratic People's Republic of Ovia was founded.", "Democratic People's Republic of Ovia", set()),
]


@pytest.mark.parametrize(("text", "name", "aliases"), ALIASES, ids=[case[1] for case in ALIASES])
def test_aliases(text: str, name: str, aliases: set[str]):
    """The other names that stand in the text are proposed with it, and none of them as an entity of its own."""
    found = proposed(text)
    assert aliases <= set(found[name].aliases)
    assert aliases.isdisjoint(found)


def test_town_is_no_team():
    """A town keeps its name, though a team is called by it."""
    found = proposed("Corvel United lost. The stadium in Corvel was empty.")
    assert {name: entity.kind for name, entity in found.items()} == {"Corvel United": ORG, "Corvel": PLACE}


NOT_JOINED = [
    "The Treasury and Corvel agreed.",
    "France and the Arvo Company agreed.",
    "Ann Lee and Bob Hill met.",
]


@pytest.mark.parametrize("text", NOT_JOINED)
def test_not_joined(text: str):
    """Two names with "and" between them are two."""
    assert not any(" and " in name for name in proposed(text))


NO_NAMES = [
    "However, the results were poor. Nobody had expected them.",
    "Every Monday in March it rained.",
    "Forty-one men died. Most were young.",
    "Solar panels cover the roof. Engineers tested solar panels for years.",
    "I think that TV is bad.",
    "Yesterday prices fell. Quickly they rose.",
    '"Nothing is lost," they said. "Everything changes."',
    "Critics doubted it. Some critics left.",
    "Franco-German talks failed.",
    "In Part XI nothing is said of it. Chapter VI is on bees.",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_no_names(text: str):
    """Capitals at the beginning of a sentence, of days and months, and the like name nobody."""
    assert proposed(text) == {}


def test_one_name_for_one():
    """No name stands for two entities, nor for anything that has a name already."""
    text = "Ann Lee met Bob Lee. The engineer Ann Lee and the engineer Bob Lee agreed with Lee Ltd in Kolm."
    found = propose(sentences(text), Ids(["ann-lee"]), taken=["kolm"])
    names = [tuple(words(n)) for e in found for n in (e.name, *e.aliases, *e.in_context)]
    assert len(names) == len(set(names))
    assert ("kolm",) not in names
    assert "ann-lee" not in [entity.id for entity in found]


def hints(text: str, date: str = "2021-05") -> list[Hints]:
    cut_up = sentences(text)
    hinter = Hinter(propose(cut_up, Ids()), cut_up, date)
    return [hinter.hints(sentence) for sentence in cut_up]


CLAIMS = [
    # sentence, kind, a word of what is told of it
    ("The bridge opened in May 2019.", ClaimKind.FACT, "dates: May 2019"),
    ("It cost 40 million euros.", ClaimKind.FACT, "numbers: 40 million euros"),
    ("Ann Lee says that the dam is safe.", ClaimKind.OPINION, "says so: Ann Lee"),
    ("According to Ann Lee, the dam is safe.", ClaimKind.OPINION, "says so: Ann Lee"),
    ("Critics argue that the dam is unsafe.", ClaimKind.OPINION, "says so: who?"),
    ("The company plans to build a second plant.", ClaimKind.PLAN, "plan"),
    ("The museum will reopen in June.", ClaimKind.PLAN, "plan"),
    ("In 2018 they accepted a plan to rebuild the tower.", ClaimKind.FACT, "dates: 2018"),
    ("If the reservoir falls below a third, pumps start.", ClaimKind.CONDITION, "condition: if"),
    ("The trial goes on unless the judge stops it.", ClaimKind.CONDITION, "condition: unless"),
    ("The comet probably came from far away.", ClaimKind.INTERPRETATION, ""),
    ("The species was never seen again.", ClaimKind.FACT, "negation: never"),
    ("Nobody was hurt in the fire.", ClaimKind.FACT, "negation: nobody"),
    ("Most voters stayed at home.", ClaimKind.FACT, "quantifiers: most"),
    ("She was the only woman on board.", ClaimKind.FACT, "quantifiers: only"),
    ("Copper is a better conductor than iron.", ClaimKind.FACT, "comparison"),
    ("The king fled before the army arrived.", ClaimKind.FACT, "order in time: “The king fled” before “the army"),
    ("No pair bred in the zoo before 2003.", ClaimKind.FACT, "dates: 2003"),
    ("Why did the bees leave?", ClaimKind.FACT, "a question"),
    ("The goalkeeper slipped and the ball crossed the line.", ClaimKind.FACT, "says 2 things: a claim for each"),
    ("Rain fell on the town.", ClaimKind.FACT, ""),
    ("Work is expected to begin in October.", ClaimKind.PLAN, "plan"),
    ("Ann Lee estimates that it will save money.", ClaimKind.OPINION, "says so: Ann Lee"),
    ("They tested whether the glue holds.", ClaimKind.FACT, ""),
    # who is only spoken of does not say it
    ("Legend says that the actress Ann Lee swam there.", ClaimKind.OPINION, "says so: who?"),
    ("Both agree that without Ann Lee it would be lost; some argue that it is.", ClaimKind.OPINION, "says so: who?"),
    ("It hoped that the plan of Ann Lee would fail.", ClaimKind.OPINION, "says so: who?"),
    ("A study by Orin Ltd predicts that rents will rise.", ClaimKind.OPINION, "says so: Orin Ltd"),
    ('"They told us so," said Ann Lee, who is 84.', ClaimKind.OPINION, "says so: Ann Lee"),
    ("Ann Lee, who still lives in Kolm, doubts that it works.", ClaimKind.OPINION, "says so: Ann Lee"),
]


@pytest.mark.parametrize(("sentence", "kind", "told"), CLAIMS, ids=[case[0] for case in CLAIMS])
def test_hints(sentence: str, kind: ClaimKind, told: str):
    """The kind of claim is guessed, and what to look at is pointed out; where there is nothing, nothing is."""
    (found,) = hints(sentence)
    assert found.kind is kind
    assert any(line.startswith(told) for line in found.lines) if told else not found.lines


def test_he_says():
    """A pronoun that says something is whoever was named last."""
    found = hints("Bruno Kessel keeps a hotel. The service will pay for itself, he says.")
    assert [hint.speaker for hint in found] == ["", "bruno-kessel"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Dunn & Lyle built the roof. The company says that it holds.", ["", "dunn-lyle"]),
        ("Birds & Waters, a charity, argued that the herons would starve.", ["birds-waters"]),
        ("Ann Lee built the roof. The company says that it holds.", ["", ""]),  # no organisation is named
        ("Dunn & Lyle built the roof. The weather says that it holds.", ["", ""]),
    ],
)
def test_organisations_say(text: str, speakers: list[str]):
    """An organisation speaks under its name, "&" and all, and as "the company" where it was the last one named."""
    assert [hint.speaker for hint in hints(text)] == speakers


def test_order_in_time_is_short():
    """Of what comes first and what later the beginnings are shown; where one is a date alone, the dates tell it."""
    long = "The old ferry with the red funnel sank before the new bridge over the upper river had been opened."
    (found,) = hints(long)
    assert [line for line in found.lines if line.startswith("order")] == [
        "order in time: “The old ferry with the red ...” before “the new bridge over the upper ...”"
    ]
    (found,) = hints("The old ferry with the red funnel sank before the end of August.")
    assert not any(line.startswith("order") for line in found.lines)


def test_fragments_prove_what_is_said():
    """Who says it weighs little: the fragment has what is said."""
    for sentence, has in (
        ("According to the Gelmark Fishers' Union, the herons took about 5 percent of the eels.", "5 percent"),
        ("The Kolm Fishers' Union and its president Ann Lee complained that the nets tear.", "nets tear"),
        ("Ann Lee, who still lives in Kolm, doubts that the pumps work.", "pumps work"),
    ):
        (found,) = hints(sentence)
        assert has in fragment(sentence, found.clause, found.speaker), sentence


FRAGMENTS = [
    ("The tunnel was opened in June 1906 after nine years of work.", "June 1906"),
    ("After long talks, and in spite of all protests, Somna offered 12 million crowns for it.", "12 million crowns"),
    ("The expedition, which had lost two of its ships, reached Cape Horn on 4 March.", "4 March"),
    ("Researchers found that 63 percent of the bees came back within an hour, whatever the weather was.", "63 percent"),
    ('"We have," said the mayor, "no money for a second pool, and there never will be any."', "no money"),
    (
        "Hydrogen is the lightest of all the elements in the universe, and the one of which there is most.",
        "lightest",
    ),
    ("He scored in the 89th minute, a few seconds after he had come onto the pitch as a substitute.", "89th minute"),
    ("The debt, half of it owed to foreign banks, had doubled to 80 billion dollars.", "80 billion dollars"),
]


@pytest.mark.parametrize(("sentence", "has"), FRAGMENTS, ids=[case[1] for case in FRAGMENTS])
def test_fragments(sentence: str, has: str):
    """The fragment is short, stands in the sentence word for word, and has what is most telling."""
    (found,) = hints(sentence)
    chosen = fragment(sentence, found.clause)
    assert has in chosen
    assert len(chosen.split()) <= MAX_QUOTE_WORDS
    assert stands_in(chosen, sentence)


CUTS = [
    ("In the end at least a dozen laboratories began to copy its back, and nobody paid for the idea.", "dozen"),
    ("Most of the opponents, as the survey shows, fear higher taxes and dearer rents in the old town.", "opponents"),
    ("After the vote about 6.8 million pounds had to be found by the town, which has few rich people.", "6.8"),
]


@pytest.mark.parametrize(("sentence", "first"), CUTS, ids=[case[1] for case in CUTS])
def test_fragments_begin_with_their_limits(sentence: str, first: str):
    """A fragment does not begin behind "about", "at least" or "most of"."""
    (found,) = hints(sentence)
    assert not fragment(sentence, found.clause).startswith((first, "least", "of the"))


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=150)
def test_any_fragment_stands(text: str):
    """Of any sentence there is a fragment, and it is proved."""
    for sentence in sentences(normalise(text)):
        if words(sentence):
            (hint,) = [Hinter((), [sentence], "2020").hints(sentence)]
            chosen = fragment(sentence, hint.clause)
            assert stands_in(chosen, sentence)
            assert len(chosen.split()) <= MAX_QUOTE_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Bridge at Last", "the-bridge-at-last"),
        ("Łódź, café & Straße", "lodz-cafe-strasse"),
        ("It's 40%", "its-40"),
        ("дом", ""),
        ("a" * 90, "a" * MAX_LENGTH),
        (" ".join(["word"] * 30), "-".join(["word"] * 8)),
    ],
)
def test_slugs(text: str, expected: str):
    """Ids are lower-case ASCII words with hyphens, and not long."""
    assert slug(text) == expected


def test_ids_are_given_once():
    """An id that is taken gets a number; what has no letter gets another text."""
    assert [Ids().new("Null", ""), Ids().new("2020", ""), Ids().new("", "")] == ["null-2", "x-2020", "x"]
    ids = Ids(["dam"])
    assert [ids.new("Dam", "x"), ids.new("dam", "x"), ids.new("дом", "claim 1")] == ["dam-2", "dam-3", "claim-1"]


HERE = Path(__file__).resolve().parent
# The least share of the names that these banks have which is proposed, and the least share of proposals that they have.
ARTICLES = [
    (HERE / "labelled" / "night-train", 0.9, 0.9),
    (HERE / "labelled" / "upper-river", 0.9, 0.8),
    (HERE / "labelled" / "cattle-fever", 0.9, 0.8),
    (HERE.parent / "data" / "examples" / "drowned-observatory", 0.9, 0.9),
]


@pytest.mark.parametrize(("stem", "recall", "precision"), ARTICLES, ids=[case[0].name for case in ARTICLES])
def test_names_of_real_banks(stem: Path, recall: float, precision: float):
    """Of the entities that a bank's author listed under a capitalised name of the article, most are proposed; and most
    of what is proposed is listed."""
    bank = load_bank(stem.with_suffix(".yaml"))
    data = stem.with_suffix(".txt").read_bytes()
    texts = [sentence.text for sentence in cut(read_article(data, "a.txt")).sentences]
    article = " ".join(texts)
    theirs = {e.id: {bare(n) for n in (e.name, *e.aliases, *e.in_context)} for e in bank.entities}
    named = {e.id for e in bank.entities if any(is_name(n) and n in article for n in (e.name, *e.aliases))}
    mine = [{bare(n) for n in (e.name, *e.aliases)} for e in propose(texts, Ids())]
    found = {id_ for id_ in named if any(names & theirs[id_] for names in mine)}
    right = [names for names in mine if any(names & others for others in theirs.values())]
    # Shown with -rP, for those who work on it.
    print(f"{stem.name}: recall {len(found)}/{len(named)}, precision {len(right)}/{len(mine)}; missed {named - found}")
    print("not listed:", [sorted(names)[0] for names in mine if names not in right])
    assert len(found) >= recall * len(named)
    assert len(right) >= precision * len(mine)


def is_name(text: str) -> bool:
    typed = text.removeprefix("the ").split()
    return typed[0][:1].isupper() and typed[-1][:1].isupper()


def bare(text: str) -> str:
    return " ".join(words(text)).removeprefix("the ")
