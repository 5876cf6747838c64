"""What is suggested for a claim: each slot with claims on varied subjects, those first for which nothing should be."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from conftest import Run

from nkquiz.bank import load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.validators import lint
from nkquiz.language.inflection import Shape, shape_of, shaped, with_article
from nkquiz.language.lexicon import lexicon
from nkquiz.language.pairs import _pairs
from nkquiz.language.words import kin
from nkquiz.model import Bank, Reason
from nkquiz.quiz.material import read_material
from nkquiz.suggest.figures import figures
from nkquiz.suggest.suggesting import suggest
from nkquiz.text import words

ENTITIES = """\
  norland: {name: Norland, kind: country, aliases: [Norlandic, the Norlanders]}
  sudan-bay: {name: Sudmark, kind: country, aliases: [Sudmarkish]}
  westria: {name: Westria, kind: country}
  ostland: {name: Ostland, kind: country}
  isles: {name: the Amber Isles, kind: country}
  ada-berg: {name: Ada Berg, kind: person, aliases: [Berg, the mayor]}
  tom-hale: {name: Tom Hale, kind: person, aliases: [Hale]}
  ines-roth: {name: Ines Roth, kind: person, aliases: [Roth]}
  kilo-press: {name: Kilo Press, kind: organisation}
  bank-of-brill: {name: Bank of Brill, kind: organisation}
  vale-motors: {name: Vale Motors, kind: organisation}
  rovers: {name: Harbour Rovers, kind: organisation, aliases: [Rovers]}
  dorn-united: {name: Dorn United, kind: organisation}
  orin-university: {name: Orin University, kind: organisation}
  high-court: {name: High Court, kind: organisation}
  labour: {name: Labour, kind: organisation}
  brill: {name: Brill, kind: place}
  dorn: {name: Dorn, kind: place}
  kolm: {name: Kolm, kind: place}
  lake-orrin: {name: Lake Orrin, kind: place}
  river-tam: {name: River Tam, kind: place}
  treaty: {name: the Treaty of Dorn, kind: agreement}
"""


def bank_with(text: str, more: str = "", kind: str = "fact", others: str = "") -> Bank:
    """Return a bank whose claim `it` has that text."""
    quoted = json.dumps(text)
    source = f"""\
format: 1
bank: subjects
source: {{title: Subjects, author: Jo Lind, date: 2021-06}}
topics: {{all: All}}
entities:
{ENTITIES}claims:
  - id: it
    text: {quoted}
    topic: all
    kind: {kind}
    evidence: [{{at: "1.1", quote: so it is}}]
{more}
  - id: other
    text: The museum of clocks has a blue door.
    topic: all
    kind: fact
    evidence: [{{at: "1.2", quote: a blue door}}]
{others}"""
    bank, problems = parse_bank(source.encode())
    assert bank is not None, problems
    return bank


def suggested(text: str, reason: Reason, **more: str) -> list[str]:
    bank = bank_with(text, **more)
    return [one.text for one in suggest(bank.claim_by_id["it"], bank).variants if one.reason is reason]


N, D, A, O = Reason.NUMBER, Reason.DATE, Reason.ACTOR, Reason.OBJECT  # noqa: E741
NEG, OPP, MOD, QUA = Reason.NEGATION, Reason.OPPOSITE, Reason.MODALITY, Reason.QUANTIFIER
ROL, SPE, ORD, CAU, COM, UNI, PLA = (
    Reason.ROLES,
    Reason.SPEAKER,
    Reason.ORDER,
    Reason.CAUSE,
    Reason.COMPARISON,
    Reason.UNIT,
    Reason.PLACE,
)

NOTHING = [
    # no such slot
    ("The orchard has a wooden gate.", N),
    ("The orchard has a wooden gate.", D),
    ("The orchard has a wooden gate.", A),
    ("The orchard has a wooden gate.", ROL),
    ("The orchard has a wooden gate.", UNI),
    ("The orchard has a wooden gate.", QUA),
    ("The orchard has a wooden gate.", OPP),
    ("The orchard has a wooden gate.", ORD),
    ("The orchard has a wooden gate.", CAU),
    ("The orchard has a wooden gate.", MOD),
    # what looks like a number or unit and is none
    ("The hall was built in a year.", N),
    ("One of the pipes broke.", N),
    ("It was the second attempt of the team.", UNI),
    ("Penguins live in the south.", N),
    # vague dates
    ("The bridge was not built in the late 1920s.", D),
    ("The works of spring and early summer 2014 went on.", D),
    ("The station is shut before next year.", D),
    ("The road will be mended next year.", D),
    # names that another can't replace
    ("The Norlandic fleet left the harbour.", A),
    ("The Norlandic fleet left the harbour.", O),
    ("The mayor opened the market.", A),
    ("Captain Tom Hale sailed alone.", A),
    ("Norland asked for help, but Norland got none.", A),
    ("A Berg stood in the garden.", A),
    # nobody of the same sort, no other that is called so, or one that is the same thing by another name
    ("The High Court rejected the appeal.", A),
    ("Orin University opened a laboratory.", A),
    ("The letter came from the journal Kilo Press.", O),
    ("They met in the village of Brill.", PLA),
    ("They swam in Lake Orrin.", PLA),
    ("She leads the Labour group.", O),
    # what others may be or do too, as far as the claim tells
    ("Norland never joined the pact.", A),
    ("Norland did not join the pact in 1998.", D),
    ("Norland has no port in Brill.", PLA),
    ("Ada Berg is 43 years old.", A),
    ("Ada Berg was tired.", A),
    # a pronoun that nobody else is known to have
    ("Ada Berg sold her boat.", A),
    ("Ada Berg is the first woman on the board.", A),
    # not what a subject does, or not to whom it is done
    ("Norland and Sudmark signed an agreement.", ROL),
    ("Norland met Sudmark at the border.", ROL),
    ("Norland is a neighbour of Sudmark.", ROL),
    ("Norland sold ships to a friend of Sudmark and Westria.", ROL),
    ("Ada Berg works for Kilo Press.", ROL),
    # denying would be ambiguous, or no sentence
    ("All the windows were closed.", NEG),
    ("Every child got an apple.", NEG),
    ("Nobody saw the comet.", NEG),
    ("Hardly any rain fell.", NEG),
    ("The glacier that feeds the river shrinks.", NEG),
    ("If the dam breaks, the valley floods.", NEG),
    ("A ship called Wren carried the mail.", NEG),
    ("the glacier shrinks", NEG),
    ("What a storm it was!", NEG),
    ("Not only did the tower fall, but the wall fell too.", NEG),
    ("The museum has not opened yet.", NEG),
    ("The house has no roof.", NEG),
    ("At least a dozen towns copied it.", NEG),
    ("Part of the roof fell in.", NEG),
    ("About 30,000 people came.", NEG),
    ("The tunnel would cost at least 60 million crowns.", NEG),
    # a plan that can't have been done, a deed that is none
    ("The canal will open in 2030.", MOD),
    ("Norland lost the war.", MOD),
    ("Norland paid the debt in 2011.", MOD),
    ("Tom Hale scored twice.", MOD),
    ("Norland complained about the noise.", MOD),
    ("The council plans to repay the loan over 25 years.", MOD),
    ("The will of the founder was lost.", MOD),
    ("The storm destroyed the pier.", MOD),
    ("Westria did not build the dam.", MOD),
    # words that only look like quantifiers, orders, causes
    ("At most of the stations nobody waits.", ORD),
    ("The tower is the most visited one.", QUA),
    ("After all, the harvest was good.", ORD),
    ("The boy was named after a saint.", ORD),
    ("The house was empty at all times.", QUA),
    ("The clock struck the day before yesterday.", ORD),
    # opposites that would be nonsense
    ("The bridge is 40 metres long.", OPP),
    ("The crossing took longer than planned.", OPP),
    ("The company went up for sale.", OPP),
    ("The museum is not open on Mondays.", OPP),
    ("The open-air stage is popular with the young.", ORD),
    ("France declined an invitation.", OPP),
    ("Snow fell onto the track.", OPP),
    ("The two have a name in common.", OPP),
    ("The price fell from 30 crowns to 10 crowns.", OPP),
    ("Rain fell on the town.", OPP),
    ("The baths could open again by 2026.", OPP),
    ("They cut the ribbon together with the mayor.", OPP),
    ("The rooms are dearer than last year.", OPP),
    ("He left after a defeat by the champions.", OPP),
    ("The beetle costs nothing.", QUA),
    ("Norlandic support for the project ended.", MOD),
    ("Three of the Norlandic visits to Dorn were short.", NEG),
    ("The press did not even mention the storm.", NEG),
    ("Norland used to export tin.", MOD),
    ("Ada Berg doubts that the pumps will work.", MOD),
    ("Norland sank in the past few years.", QUA),
]


def test_why_of_a_unit_has_the_unit_alone():
    """What is told of a wrong unit ends with it, whatever word follows."""
    bank = bank_with("Of each fare one pound in ten and 30 euros in all went to the town.")
    told = [one.why for one in suggest(bank.claim_by_id["it"], bank).variants if one.reason is UNI]
    assert told
    assert not any(" in," in why or why.endswith(" in.") for why in told)


@pytest.mark.parametrize(("text", "reason"), NOTHING, ids=[f"{r}: {t}" for t, r in NOTHING])
def test_nothing(text: str, reason: Reason):
    """Nothing is suggested where the slot isn't there, or the result would be nonsense, or true."""
    assert suggested(text, reason) == []


SOMETHING = [
    (N, "The comet returns every 76 years.", "The comet returns every 96 years."),
    (N, "The choir has forty members.", "The choir has sixty members."),
    (N, "The bridge cost 40 million crowns.", "The bridge cost 30 million crowns."),
    (N, "The vaccine protects 90 percent of patients.", "The vaccine protects 70 percent of patients."),
    (D, "The observatory opened in May 1931.", "The observatory opened in June 1931."),
    (D, "The treaty was signed on 3 March 1902.", "The treaty was signed on 3 April 1902."),
    (D, "The team won the cup in 1998.", "The team won the cup in 1997."),
    (N, "Nineteen of the 27 members came.", "Thirteen of the 27 members came."),
    (N, "The mayor is 40 years old.", "The mayor is 50 years old."),
    (N, "The tower has more than 40 bells.", "The tower has more than 60 bells."),
    (N, "The tower has less than 40 bells.", "The tower has less than 20 bells."),
    (N, "All four bells rang.", "All six bells rang."),
    (D, "The mill was built in 1801 and burnt in 1803.", "The mill was built in 1800 and burnt in 1803."),
    (UNI, "The hall cost 30 million euros.", "The hall cost 30 million dollars."),
    (UNI, "The race is 40 kilometres long.", "The race is 40 miles long."),
    (UNI, "The eclipse lasted six minutes.", "The eclipse lasted six hours."),
    (UNI, "The wall is 30 metres high.", "The wall is 30 feet high."),
    (UNI, "The whale weighs 30 kilograms.", "The whale weighs 30 pounds."),
    (D, "The bridge was built in the late 1920s.", "The bridge was built in the early 1920s."),
    (D, "The station has been shut since 2011.", "The station has been shut since 2009."),
    (D, "The birds left by the end of August.", "The birds left by the middle of August."),
    (D, "The birds left in the spring of 2019.", "The birds left in the autumn of 2019."),
    (D, "The landing is closed until 2012.", "The landing is closed until 2013."),
    (NEG, "The glacier shrinks.", "The glacier does not shrink."),
    (NEG, "The bridge opened in May.", "The bridge did not open in May."),
    (NEG, "The storm broke the pier.", "The storm did not break the pier."),
    (NEG, "The tower is made of brick.", "The tower is not made of brick."),
    (NEG, "The farmers grow barley.", "The farmers do not grow barley."),
    (NEG, "The orchard has a wooden gate.", "The orchard does not have a wooden gate."),
    (NEG, "The comet will return in 2061.", "The comet will not return in 2061."),
    (NEG, "The hall cost 30 million crowns.", "The hall did not cost 30 million crowns."),
    (NEG, "The army cut the road.", "The army did not cut the road."),
    (NEG, "The fever does not infect humans.", "The fever infects humans."),
    (NEG, "The museum did not open in spring.", "The museum opened in spring."),
    (NEG, "The wreck was never found.", "The wreck was found."),
    (NEG, "The bees cannot fly in rain.", "The bees can fly in rain."),
    (NEG, "The club receives no money from the town.", "The club receives some money from the town."),
    (NEG, "No ships sank in the storm.", "Some ships sank in the storm."),
    (NEG, "The pilot wasn't hurt.", "The pilot was hurt."),
    (OPP, "Prices rose by a third.", "Prices fell by a third."),
    (OPP, "The senate approved the budget.", "The senate rejected the budget."),
    (OPP, "The museum is closed in winter.", "The museum is opened in winter."),
    (OPP, "The largest crater lies here.", "The smallest crater lies here."),
    (OPP, "The new stadium has a roof.", "The old stadium has a roof."),
    (OPP, "The river thaws slowly.", "The river thaws quickly."),
    (OPP, "It was an early painting.", "It was a late painting."),
    (OPP, "The club agreed to pay.", "The club refused to pay."),
    (OPP, "The probe failed to land.", "The probe managed to land."),
    (OPP, "The club sold its ground to a bank.", "The club bought its ground from a bank."),
    (OPP, "The ship arrived in Brill in May.", "The ship departed from Brill in May."),
    (OPP, "The canal connects Brill with Dorn.", "The canal disconnects Brill from Dorn."),
    (OPP, "The strike was a success.", "The strike was a failure."),
    (MOD, "Norland plans to build a port.", "Norland has already built a port."),
    (MOD, "The firms aim to cut waste.", "The firms have already cut waste."),
    (MOD, "The council will close the school.", "The council has already closed the school."),
    (MOD, "The councils will close the school.", "The councils have already closed the school."),
    (MOD, "The new stand will cost a fortune.", "The new stand has already cost a fortune."),
    (MOD, "The bridge is to be closed.", "The bridge has already been closed."),
    (MOD, "The volcano may erupt.", "The volcano will erupt."),
    (MOD, "Norland built a port.", "Norland plans to build a port."),
    (QUA, "All passengers survived the crash.", "Only some passengers survived the crash."),
    (QUA, "All the windows were closed.", "Only some of the windows were closed."),
    (QUA, "Most of the ice has melted.", "Only a small part of the ice has melted."),
    (QUA, "Some of the miners went home.", "All of the miners went home."),
    (QUA, "Nobody saw the comet.", "Everybody saw the comet."),
    (QUA, "Many farmers left the valley.", "Few farmers left the valley."),
    (QUA, "The repairs cost at least twice as much.", "The repairs cost less than twice as much."),
    (QUA, "It costs at least 40 million crowns.", "It costs less than 40 million crowns."),
    (QUA, "At least a dozen towns copied it.", "Fewer than a dozen towns copied it."),
    (QUA, "At most 40 bells rang.", "More than 40 bells rang."),
    (QUA, "The tower has at least 300 steps.", "The tower has fewer than 300 steps."),
    (COM, "Copper is more expensive than tin.", "Copper is less expensive than tin."),
    (COM, "The museum wants more visitors.", "The museum wants fewer visitors."),
    (ORD, "The bell was cast before the tower was built.", "The bell was cast after the tower was built."),
    (ORD, "The fair opened later than planned.", "The fair opened earlier than planned."),
    (CAU, "The flight was cancelled because of fog.", "The flight was cancelled in spite of fog."),
    (CAU, "The team won although it rained.", "The team won because it rained."),
    (ROL, "Norland attacked Sudmark.", "Sudmark attacked Norland."),
    (ROL, "Ada Berg beat Tom Hale in the final.", "Tom Hale beat Ada Berg in the final."),
    (ROL, "Norland forgave Sudmark's debt.", "Sudmark forgave Norland's debt."),
]


@pytest.mark.parametrize(("reason", "text", "expected"), SOMETHING, ids=[case[1] for case in SOMETHING])
def test_something(reason: Reason, text: str, expected: str):
    """One slot is changed, and what comes out is a sentence."""
    assert expected in suggested(text, reason)


NAMES = [
    (A, "Norland built a port.", {"Sudmark", "Westria", "Ostland"}),
    (O, "The prize went to Ada Berg.", {"Tom Hale", "Ines Roth"}),
    (A, "Berg painted the ceiling.", {"Hale painted", "Roth painted"}),
    (PLA, "The fair is held in Brill.", {"Dorn", "Kolm"}),
    (PLA, "Ada Berg left Brill.", {"Dorn", "Kolm"}),
    (O, "The loan came from Kilo Press.", {"Vale Motors"}),
    (A, "Harbour Rovers won the cup.", {"Dorn United"}),
    (A, "Rovers beat the champions.", {"Dorn United"}),
    (A, "Ada Berg and Tom Hale found the wreck.", {"Ines Roth"}),
    (A, "The bell rang when Ada Berg became captain.", {"Tom Hale", "Ines Roth"}),
    (SPE, "Ada Berg said in 1998 that the dam is unsafe.", {"Tom Hale", "Ines Roth"}),
    (A, "A paper says that Ada Berg left.", {"Tom Hale", "Ines Roth"}),
]


@pytest.mark.parametrize(("reason", "text", "others"), NAMES, ids=[case[1] for case in NAMES])
def test_names(reason: Reason, text: str, others: set[str]):
    """A name gives way to others of its kind, and to no others."""
    found = suggested(text, reason)
    assert found
    assert all(any(other in one for other in others) for one in found)


NEVER = [
    (D, "The birds left by the end of August.", "September"),  # who left by August left by September
    (D, "The bridge was built before 1950.", "before 1951"),
    (D, "The bridge was built after 1950.", "after 1949"),
    (UNI, "The whale weighs 30 tonnes.", "kilograms"),
    (UNI, "The wall is 30 metres high.", "kilometres"),
    (N, "Between 35 and 50 percent of them came.", "53 and 50"),
    (N, "Between 35 and 50 percent of them came.", "50 and 50"),
    (N, "The dam cost 850 million crowns.", "1200"),
    (OPP, "The bar is open as a museum in winter.", "close"),
    (OPP, "They kept the door to Brill open.", "close"),
    (OPP, "The fund rejected the plan as too expensive.", "accepted"),
    (OPP, "The fund rejected the plan because it was late.", "accepted"),
    (OPP, "Brill has neither accepted nor rejected the plan.", "neither rejected"),
    (OPP, "The organ survived the fire.", "died"),
    (OPP, "The anniversary fell in October.", "rose"),
    (OPP, "Norland is unlikely ever to drop it.", "is likely"),
    (OPP, "They rebuilt the northern half and the southern half.", "southern half and the southern"),
    (OPP, "The owner would wait as long as it takes.", "short"),
    (OPP, "The crew joined the second end in May.", "left"),
    (OPP, "The miners struck a spring in the hill.", "autumn"),
    (OPP, "The crew loaded the cable onto the ship.", "unloaded the cable onto"),
    # a claim, and what must not stand there: absurd, true, or against the rest of the sentence
    (N, "Nineteen of the 27 members came.", "Thirty-eight of"),
    (N, "Nineteen of the 27 members came.", "of the 14 members"),
    (N, "All four bells rang.", "All two"),
    (N, "The tower has more than 40 bells.", "more than 20"),
    (N, "The tower has less than 40 bells.", "less than 80"),
    (N, "The mayor is 40 years old.", "80 years"),
    (UNI, "The mayor is 40 years old.", "months"),
    (N, "The price fell from 30 crowns to 20 crowns.", "from 15 crowns"),
    (N, "The price fell from 30 crowns to 20 crowns.", "to 40 crowns"),
    (D, "The mill was built in 1801 and burnt in 1803.", "built in 1805"),
    (D, "The mill was built in 1801 and burnt in 1803.", "burnt in 1799"),
    (A, "Rovers beat Dorn United.", "Harbour Rovers beat"),
    (A, "Norland built a port.", "the Amber Isles"),
    (PLA, "The fair is held in Brill.", "River Tam"),
    (OPP, "The council refused to let them build flats.", "demolish"),
]


@pytest.mark.parametrize(("reason", "text", "wrong"), NEVER, ids=[f"{case[1]}: {case[2]}" for case in NEVER])
def test_never(reason: Reason, text: str, wrong: str):
    """What is absurd, true, or goes against the rest of the sentence is not suggested."""
    assert not any(wrong in one for one in suggested(text, reason))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Berg sold her boat.", ["Ines Roth sold her boat."]),
        ("Tom Hale sold his boat.", []),
    ],
)
def test_pronouns(text: str, expected: list[str]):
    """Where a pronoun tells a woman, only a woman by another claim can take her place."""
    others = """\
  - id: roth
    text: Ines Roth lost her hat.
    topic: all
    kind: fact
    evidence: [{at: "1.3", quote: her hat}]
"""
    assert suggested(text, A, others=others) == expected


def test_numbers_are_seldom_half_or_double():
    """Numbers have two digits exchanged, another digit, or are estimates; half and double come last."""
    for value in (24, 64, 310_000, 2_100, 6.2, 90_000, 9_400):
        found = figures(value, "a claim")[:6]
        assert len(set(found)) == 6
        assert not {value / 2, value * 2} & set(found)
        assert all(0.4 <= other / value <= 2.5 for other in found)
        assert found == figures(value, "a claim")[:6]
    assert figures(24, "a") != figures(24, "b")
    assert 42 in figures(24, "a")
    assert set(figures(3, "a")[:4]) == {2, 4, 5, 6}


def test_lures_are_called_as_the_true_one_is():
    """Where the claim has a last name alone, so have the lures: else the true one stands out."""
    bank = bank_with("Berg painted the ceiling.")
    found = suggest(bank.claim_by_id["it"], bank)
    assert found.lures
    assert all(" " not in name for each in found.lures if each.key == "Berg" for name in each.lures)


def test_persons_of_another_century():
    """Nobody is said to have done what was done long before or after they lived, as far as the claims tell."""
    past = """\
  - id: past
    text: Tom Hale left the town in 1612.
    topic: all
    kind: fact
    evidence: [{at: "1.3", quote: left the town}]
"""
    found = suggested("Ada Berg opened the fair in 1987.", A, others=past)
    assert any("Ines Roth" in one for one in found)
    assert not any("Tom Hale" in one for one in found)


def test_speaker():
    """Another person is named as the one who says it."""
    text = "Ada Berg thinks that the dam is unsafe."
    found = suggested(text, SPE, kind="opinion", more="    speaker: ada-berg\n")
    assert "Tom Hale thinks that the dam is unsafe." in found


def test_open_slots_are_left_alone():
    """Where a slot is open, another value may be true too."""
    more = "    open: [number, date, actor]\n"
    bank = bank_with("Norland sold 12 ships in 1998.", more)
    reasons = {one.reason for one in suggest(bank.claim_by_id["it"], bank).variants}
    assert reasons.isdisjoint({N, D, A})


def test_nothing_that_the_bank_says():
    """What a claim, a variant or an unknown of the bank says is not suggested again."""
    text = "The bridge opened in May."
    denied = "The bridge did not open in May."
    assert denied in suggested(text, NEG)
    variants = f"    false_variants: [{{text: {denied}, reason: negation}}]\n"
    assert suggested(text, NEG, more=variants) == []
    assert suggested(text, NEG, others=f"unknowns: [{{text: {denied}, topic: all}}]\n") == []


def test_nothing_that_is_true():
    """What the judge calls true by another claim is left out."""
    bank = bank_with("Prices rose by a third.")
    claim = bank.claim_by_id["it"]
    assert suggest(claim, bank, lambda text: "fell" in text).variants
    assert not any("fell" in one.text for one in suggest(claim, bank, lambda text: "fell" in text).variants)


def test_drafts():
    """A draft with a text gets suggestions, one without gets none."""
    bank = bank_with("Prices rose by a third.", "    draft: true\n")
    (draft,) = bank.drafts
    assert suggest(draft, bank).variants
    empty = bank_with("x", "    draft: true\n")
    assert suggest(replace(empty.drafts[0], text=""), empty).variants == ()


ROOT = Path(__file__).resolve().parent.parent
BANKS = [None, *sorted(ROOT.glob("data/examples/*.yaml")), *sorted(ROOT.glob("tests/labelled/*.yaml"))]


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem if path else "shipped")
def test_on_whole_banks(path: Path | None):
    """On every claim of the banks that there are: one line, no doubled word or blank, no text of the bank, a why."""
    bank = load_bank(path)
    material = read_material(bank)
    taken = {tuple(words(text)) for claim in bank.claims for text in claim.affirmations}
    count = 0
    for claim in bank.claims:
        found = suggest(claim, bank, material=material)
        count += len(found.variants)
        for one in found.variants:
            assert one.why
            assert tuple(words(one.text)) not in taken
            assert "  " not in one.text
            assert one.text[:1] == one.text[:1].upper()
            doubled = {("a", "a"), ("the", "the"), ("not", "not")}
            assert doubled.isdisjoint(pairwise(words(one.text)))
        for lures in found.lures:
            assert lures.key not in lures.lures
            assert len(set(lures.lures)) == len(lures.lures)
    assert count > 3 * len(bank.claims)


SHAPES = [
    ("open", Shape.PAST, "opened"),
    ("stop", Shape.PAST, "stopped"),
    ("deny", Shape.PAST, "denied"),
    ("halve", Shape.ING, "halving"),
    ("permit", Shape.PARTICIPLE, "permitted"),
    ("weaken", Shape.PAST, "weakened"),
    ("fall", Shape.PARTICIPLE, "fallen"),
    ("go", Shape.S, "goes"),
    ("carry", Shape.S, "carries"),
    ("big", Shape.EST, "biggest"),
    ("early", Shape.ER, "earlier"),
    ("good", Shape.ER, "better"),
    ("large", Shape.ER, "larger"),
    ("slow", Shape.ER, "slower"),
]


@pytest.mark.parametrize(("lemma", "shape", "word"), SHAPES, ids=[case[2] for case in SHAPES])
def test_inflection(lemma: str, shape: Shape, word: str):
    """Forms of words are made, and found again."""
    assert shaped(lemma, shape) == word
    assert shape_of(word, lemma, after_helper=shape is Shape.PARTICIPLE) is shape


def test_no_form():
    """A word is no form of another one."""
    assert shape_of("opener", "close") is None
    assert with_article("It was a ", "early") == "It was an "
    assert with_article("An ", "late") == "A "
    assert with_article("Banana ", "early") == "Banana "


def test_pairs_are_opposites():
    """No pair is called the same by the language data."""
    assert lexicon()
    assert [(one, two) for (_, one), two in _pairs().items() if kin(one).get(two, 0) > 0] == []


@pytest.fixture
def subjects(tmp_path: Path) -> Path:
    path = tmp_path / "subjects.yaml"
    path.write_text(bank_text(), encoding="utf-8")
    return path


def bank_text() -> str:
    return f"""\
format: 1
bank: subjects
source: {{title: Subjects, author: Jo Lind, date: 2021-06}}
topics: {{all: All}}
entities:
{ENTITIES}claims:
  - id: port
    text: Norland built a port with 12 cranes in 1998.
    topic: all
    kind: fact
    evidence: [{{at: "1.1", quote: so it is}}]
  - id: empty
    draft: true
    text:
    evidence: [{{at: "1.2", quote: so it was}}]
"""


def test_command(nkquiz: Run, subjects: Path):
    """The command prints numbered suggestions with reasons and why, and lures."""
    done = nkquiz("bank", "suggest", "port", "--bank", subjects)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("port: Norland built a port with 12 cranes in 1998.\n  1 ")
    assert "Norland did not build a port with 12 cranes in 1998. (negation)" in done.stdout
    assert "Lures for questions:\n" in done.stdout


def test_command_json(nkquiz: Run, subjects: Path):
    """JSON has all of it, under these keys."""
    data = json.loads(nkquiz("bank", "suggest", "port", "--bank", subjects, "--format", "json").stdout)
    assert list(data) == ["version", "claim", "text", "false_variants", "questions"]
    assert {tuple(one) for one in data["false_variants"]} == {("text", "reason", "why")}
    assert {tuple(one) for one in data["questions"]} == {("ask", "key", "lures")}


def test_command_yaml(nkquiz: Run, subjects: Path):
    """YAML can be pasted below a claim: the bank loads, and has nothing that is both true and false, or said twice."""
    pasted = nkquiz("bank", "suggest", "port", "--bank", subjects, "--format", "yaml").stdout
    assert yaml.safe_load(pasted)
    text = bank_text().replace("  - id: empty", pasted + "  - id: empty")
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    assert {problem.code for problem in lint(bank)} <= {"draft", "variants", "no-fingerprints"}
    assert len(bank.claims[0].false_variants) >= 5


@pytest.mark.parametrize(
    ("claim", "message", "hint"),
    [
        ("prt", "nkquiz: no claim 'prt' in", "  did you mean 'port'?"),
        (
            "empty",
            "nkquiz: the draft 'empty' has no text yet",
            "  write it first, in the file or with `nkquiz bank edit`",
        ),
    ],
)
def test_command_errors(nkquiz: Run, subjects: Path, claim: str, message: str, hint: str):
    """A claim that is not there, or has no text, is named, with what to do."""
    done = nkquiz("bank", "suggest", claim, "--bank", subjects)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert hint in done.stderr
