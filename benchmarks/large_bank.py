"""A made-up bank of any size, and statements on it with their verdicts: the same for the same seed.

    python benchmarks/large_bank.py 10000 [--seed 1] > bank.yaml
    python benchmarks/large_bank.py 10000 --statements 2000 > statements.jsonl

Its claims are news of invented companies, people and places: who did what, where, when, for how much. Some have
restatements and false variants, as a bank that people write has them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace


def _listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",")]


STARTS = """
    Al Bar Cor Dun El Far Gal Hol Ir Jor Kel Lum Mar Nor Os Pel Quin Ros Sal Tor Ul Ver Wal Yar Zel
""".split()
MIDDLES = """
    a be di en ga im ko la mo ni or ra su ti ve wi
""".split()
ENDS = """
    bury dal ford gard ham keld lin mere nes port ric sund ton vik wick
""".split()
FIRST = """
    Ada Boris Clara Davit Edda Farid Greta Hugo Ines Jonas Katya Liam Mira Nils Olga Pavel Rosa Sami Tessa Uri
""".split()
TRADES = """
    Bank Energy Foods Group Holdings Industries Institute Motors Press Railways Shipping Steel Textiles Union
    University
""".split()
MONTHS = """
    January February March April May June July August September October November December
""".split()
THINGS = _listed("""
    a bridge, a brewery, a car plant, a clinic, a concert hall, a data centre, a dairy, a ferry terminal,
    a fish market, a glass works, a harbour, a hospital, a hotel, a library, a mine, a museum, a paper mill,
    a power station, a railway line, a refinery, a research laboratory, a reservoir, a school, a shipyard,
    a solar farm, a steel mill, a sugar factory, a swimming pool, a tannery, a theatre, a tunnel, a warehouse,
    a water works, a wind farm, an airport, an observatory
""")
GOODS = """
    barley buses cement cheese coal copper cotton fertiliser furniture glass grain lamps leather medicines oil
    paint paper pumps rice salt ships shoes silk steel sugar tea timber tractors turbines wine wool
""".split()
MOODS = _listed("""
    a drought, a flood, a fire, a strike, a storm, falling prices, high rents, a lack of workers, a lack of water,
    rising wages, new taxes, an outbreak of fever
""")

# Each kind of news in several wordings, the first the claim's own, and one that turns it round.
_NEWS = """
build
    {a} built {thing} in {place} in {when}.
    In {when}, {a} constructed {thing} at {place}.
    {thing_the} in {place} was built by {a} in {when}.
    NOT {a} demolished {thing} in {place} in {when}.
sell
    {a} sold {n} tonnes of {goods} to {b} in {when}.
    In {when}, {b} bought {n} tonnes of {goods} from {a}.
    NOT {b} sold {n} tonnes of {goods} to {a} in {when}.
lend
    {a} lent {b} {n} million crowns in {when}.
    {b} borrowed {n} million crowns from {a} in {when}.
    NOT {a} refused to lend {b} {n} million crowns in {when}.
dismiss
    {a} dismissed {n} workers in {place} because of {mood}.
    Because of {mood}, {n} workers of {a} in {place} lost their jobs.
    NOT {a} hired {n} workers in {place} because of {mood}.
head
    {p} became head of {a} in {when}.
    In {when}, {p} took over as head of {a}.
    {a} has been led by {p} since {when}.
    NOT {p} resigned as head of {a} in {when}.
visit
    {p} visited {place} in {when} to speak about {goods}.
    {p} travelled to {place} in {when} and spoke about {goods}.
    NOT {p} cancelled a visit to {place} in {when}.
rise
    The output of {goods} in {place} rose by {n} percent in {when}.
    In {when}, {place} produced {n} percent more {goods}.
    NOT The output of {goods} in {place} fell by {n} percent in {when}.
plan
    {a} plans to open {thing} in {place} by {when}.
    {a} intends to open {thing} in {place} by {when}.
    NOT {a} has opened {thing} in {place}.
warn
    {p} warned that {mood} could close {thing} in {place}.
    According to {p}, {mood} may close {thing} in {place}.
    NOT {p} denied that {mood} could close {thing} in {place}.
join
    {a} and {b} founded {thing} in {place} with {n} employees.
    Together with {b}, {a} founded {thing} in {place}, which has {n} employees.
    NOT {a} and {b} closed {thing} in {place} with {n} employees.
"""


def _wordings(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """Return the wordings of each kind of news: the true ones, and those that turn it round."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line in text.split("\n"):
        if line[:1].strip():
            true, false = found[line] = [], []
        elif line.strip():
            (false if line.startswith("    NOT ") else true).append(line.strip().removeprefix("NOT "))
    return found


NEWS = _wordings(_NEWS)
KINDS = {"plan": "plan", "warn": "opinion"}


@dataclass(frozen=True, slots=True)
class Names:
    """The entities of a bank: organisations, people and places."""

    organisations: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news: its kind, and what stands in its slots."""

    kind: str
    a: str
    b: str
    p: str
    place: str
    thing: str
    goods: str
    mood: str
    when: str
    n: int

    def told(self, wording: str) -> str:
        """Return the news in one of its wordings."""
        the = "The " + self.thing.partition(" ")[2]
        number = f"{self.n:,}"
        return wording.format(
            a=self.a, b=self.b, p=self.p, place=self.place, thing=self.thing, thing_the=the, goods=self.goods,
            mood=self.mood, when=self.when, n=number,
        )  # fmt: skip

    def true(self) -> list[str]:
        """Return the news in all of its wordings."""
        return [self.told(wording) for wording in NEWS[self.kind][0]]

    def false(self, chance: random.Random, names: Names) -> tuple[str, str, str]:
        """Return the news as people get it wrong, in what it is wrong, and why it is."""
        own, turned = NEWS[self.kind]
        which = chance.choice(["number", "actor", "date", "opposite"])
        if which == "number" and "{n}" in own[0]:
            other = replace(self, n=self.n + chance.choice([1, 2, 3, 5]) * max(1, self.n // 4))
            return other.told(own[0]), "number", f"It was {self.n:,}."
        if which == "date" and "{when}" in own[0]:
            return replace(self, when=_when(chance)).told(own[0]), "date", f"It was {self.when}."
        if which == "actor" and "{a}" in own[0]:
            return replace(self, a=chance.choice(names.organisations)).told(own[0]), "actor", f"It was {self.a}."
        return self.told(turned[0]), "opposite", ""


def names_of(size: int, chance: random.Random) -> Names:
    """Return as many names as a bank of `size` claims speaks of."""

    def made(count: int, end: bool) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            middle = "".join(chance.choices(MIDDLES, k=chance.choice((0, 1, 1, 2))))
            found[chance.choice(STARTS) + middle + chance.choice(ENDS if end else MIDDLES)] = None
        return list(found)

    many = max(12, min(4000, size // 25))
    organisations = [f"{name} {chance.choice(TRADES)}" for name in made(many, end=False)]
    people = [f"{chance.choice(FIRST)} {name}" for name in made(many // 2, end=True)]
    return Names(tuple(organisations), tuple(people), tuple(made(many // 4, end=True)))


def _when(chance: random.Random) -> str:
    year = chance.randint(1950, 2019)
    return f"{chance.choice(MONTHS)} {year}" if chance.random() < 0.7 else str(year)


def events(size: int, seed: int, names: Names) -> Iterator[Event]:
    """Yield `size` pieces of news. No two have the same text."""
    chance = random.Random(f"{seed} events")
    seen: set[str] = set()
    while len(seen) < size:
        a, b = chance.sample(names.organisations, 2)
        event = Event(
            kind=chance.choice(list(NEWS)), a=a, b=b, p=chance.choice(names.people), place=chance.choice(names.places),
            thing=chance.choice(THINGS), goods=chance.choice(GOODS), mood=chance.choice(MOODS), when=_when(chance),
            n=chance.choice((chance.randint(2, 99), 10 * chance.randint(10, 99), 100 * chance.randint(10, 90))),
        )  # fmt: skip
        text = event.true()[0]
        if text not in seen:
            seen.add(text)
            yield event


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def bank_lines(size: int, seed: int) -> Iterator[str]:
    """Yield the lines of the bank file."""
    names = names_of(size, random.Random(f"{seed} names"))
    chance = random.Random(f"{seed} bank")
    sentences = [hashlib.sha256(f"{seed} {n}".encode()).hexdigest()[:12] for n in range((size + 1) // 2)]
    yield f"format: 1\nbank: made-up-{size}\nsource:\n  title: The Invented Gazette\n  author: Nobody\n  date: 2020-01"
    yield "  paragraphs:"
    for n in range(0, len(sentences), 5):
        yield f"    - {' '.join(sentences[n : n + 5])}"
    yield "topics:\n  " + "\n  ".join(f"{kind}: News of the kind {kind}" for kind in NEWS)
    yield "entities:"
    for kind, listed in (("organisation", names.organisations), ("person", names.people), ("place", names.places)):
        for name in listed:
            alias = (
                f", aliases: [the {name.split()[-1].lower()} of {name.split()[0]}]" if kind == "organisation" else ""
            )
            yield f"  {_slug(name)}: {{name: {name}, kind: {kind}{alias}}}"
    yield "claims:"
    for number, event in enumerate(events(size, seed, names)):
        text, *others = event.true()
        at = number // 2
        quote = " ".join(text.rstrip(".").split()[:5])
        yield f"  - id: c{number}\n    text: {json.dumps(text)}\n    topic: {event.kind}"
        yield f"    kind: {KINDS.get(event.kind, 'fact')}"
        if event.kind == "warn":
            yield f"    speaker: {_slug(event.p)}"
        yield f'    evidence: [{{at: "{at // 5 + 1}.{at % 5 + 1}", quote: {json.dumps(quote)}}}]'
        if chance.random() < 0.5:
            yield f"    restatements: [{json.dumps(others[0])}]"
        if chance.random() < 0.4:
            false, reason, why = event.false(chance, names)
            if false not in (text, *others):
                told = f", why: {json.dumps(why)}" if why else ""
                yield f"    false_variants: [{{text: {json.dumps(false)}, reason: {reason}{told}}}]"


def statements(size: int, count: int, seed: int) -> Iterator[dict[str, str | int]]:
    """Yield statements on the bank of that size and seed, with their verdicts: a third of each."""
    names = names_of(size, random.Random(f"{seed} names"))
    chance = random.Random(f"{seed} statements")
    told = list(events(size, seed, names))
    others = events(size, seed + 1, names)  # news of the same people that the bank does not have
    for number in range(count):
        event = chance.choice(told)
        verdict = ("supported", "contradicted", "not_in_source")[number % 3]
        if verdict == "supported":
            text = chance.choice(event.true())
        elif verdict == "contradicted":
            text = event.false(chance, names)[0]
        else:
            text = next(others).true()[0]
        yield {"id": number + 1, "text": text, "verdict": verdict}


def main() -> None:
    """Read the arguments, and print a bank, or statements on it."""
    parser = argparse.ArgumentParser(description="A made-up bank of any size.")
    parser.add_argument("size", type=int, help="how many claims")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same bank")
    parser.add_argument("--statements", type=int, default=0, help="print so many statements on the bank instead")
    given = parser.parse_args()
    lines = (
        (json.dumps(each) for each in statements(given.size, given.statements, given.seed))
        if given.statements
        else bank_lines(given.size, given.seed)
    )
    for line in lines:
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
