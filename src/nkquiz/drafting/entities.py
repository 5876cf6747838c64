"""Mentions -> entities: one for each thing that is named, with the names it goes by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nkquiz.drafting.kinds import kind_of
from nkquiz.drafting.lists import countries, listed
from nkquiz.drafting.naming import Mention, Reader
from nkquiz.drafting.slugs import Ids
from nkquiz.model import Entity, EntityKind
from nkquiz.text import words

_HONORIFICS = frozenset("mr mrs ms miss mx dr sir dame lord lady saint st rev reverend".split())


@dataclass
class _Thing:
    """What is being gathered on one entity."""

    name: str
    mentions: list[Mention]
    kind: EntityKind
    aliases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)  # what may stand in its place behind "the"
    of: str = ""  # a name


def propose(sentences: Sequence[str], ids: Ids, taken: Iterable[str] = ()) -> tuple[Entity, ...]:
    """Return the entities that the sentences name, in the order in which they come up.

    No name stands for two of them, nor for anything that is named in `taken`.
    """
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in Reader(sentences).mentions():
        by_name[_clean(mention.name)].append(mention)
    things = _things(by_name)
    _shorten(things)
    _side_by_side(things, sentences)
    _teams(things)
    _adjectives(things)
    _heads_alone(things)
    _own_roles(things, sentences)
    known = {tuple(words(name)) for name in taken}
    return _entities(sorted(things, key=lambda thing: _first(thing)), ids, known)


def _clean(name: str) -> str:
    return name if re.fullmatch(r"(?:\w\.)+", name) else name.rstrip(".")


def _first(thing: _Thing) -> tuple[int, int]:
    return min((mention.sentence, mention.start) for mention in thing.mentions)


def _things(by_name: dict[str, list[Mention]]) -> list[_Thing]:
    """Gather countries under their names, abbreviations under what they stand for, persons under their full names."""
    things: dict[str, _Thing] = {}
    for name in sorted(by_name, key=lambda name: (-len(name.split()), name)):
        mentions = by_name[name]
        if country := countries().get(name):
            thing = things.setdefault(country.name, _Thing(country.name, [], EntityKind.COUNTRY))
            thing.mentions += mentions
            thing.aliases += [form for form in (name, *country.forms) if form != country.name]
            continue
        owner = _owner(name, mentions, things)
        if owner is None:
            owner = things[name] = _Thing(name, [], kind_of(name, mentions))
        elif name != owner.name:
            owner.aliases.append(name)
        owner.mentions += mentions
    return list(things.values())


def _owner(name: str, mentions: Sequence[Mention], things: dict[str, _Thing]) -> _Thing | None:
    """Return the thing that is meant by a shorter name: a person's last name, a lake's without "Lake"."""
    parts = name.split()
    owners = [
        thing
        for thing in things.values()
        if (thing.kind is EntityKind.PERSON and thing.name.split()[-len(parts) :] == parts)
        or (thing.kind is EntityKind.PLACE and _without_head(thing.name) == name)
        or _is_short_for(parts, mentions, thing)
        or (
            thing.kind is EntityKind.PERSON
            and len(parts) == 1
            and thing.name.split()[0] == name
            and not _placed(mentions)
        )
    ]
    if len(owners) != 1:
        return None
    (owner,) = owners
    if owner.kind is EntityKind.PERSON and owner.name.split()[0] == name and not _is_person(owner):
        owner.kind = EntityKind.ORGANISATION  # called by its first word, and nothing else says that it is a person
    return owner


def _is_short_for(parts: Sequence[str], mentions: Sequence[Mention], thing: _Thing) -> bool:
    """Say whether a name is part of an organisation's: "Rovers" and "Dorn" of "Dorn Rovers", "Arvo" of "Arvo Ltd",
    "Leisure Centre" of "Dorn Leisure Centre"; but not where Dorn is a place."""
    whole = thing.name.split()
    if thing.kind not in (EntityKind.ORGANISATION, EntityKind.PLACE) or len(parts) >= len(whole):
        return False
    if len(parts) > 1:
        return whole[-len(parts) :] == list(parts)
    last = whole[-1].lower().rstrip(".")
    if listed("teams", last) and list(parts) == whole[-1:]:
        return True
    called_by_first = listed("teams", last) or listed("firms", last)
    return (
        called_by_first
        and list(parts) == whole[:1]
        and not _placed(mentions)
        and not listed("regions", parts[0].lower())
    )


def _is_person(thing: _Thing) -> bool:
    given = listed("given", thing.name.split()[0].lower())
    return given or any(mention.titles or mention.role for mention in thing.mentions)


def _placed(mentions: Sequence[Mention]) -> bool:
    return any(listed("in-place", mention.before) or listed("places", mention.what) for mention in mentions)


def _side_by_side(things: list[_Thing], sentences: Sequence[str]) -> None:
    """Let what is listed beside a place, and might be anything, be a place too: "in Havana, Charleston and Boston"."""
    standing = sorted(
        (
            (mention.sentence, mention.start, mention.start + len(mention.name), thing)
            for thing in things
            for mention in thing.mentions
        ),
        key=lambda each: each[:2],
    )
    both = list(pairwise(standing))
    for (at, _, end, one), (there, start, _, two) in (*both, *reversed(both)):
        if at == there and sentences[at][end:start] in (", ", " and ", ", and ", " or "):
            for mine, other in ((one, two), (two, one)):
                if mine.kind is EntityKind.THING and other.kind is EntityKind.PLACE:
                    mine.kind = EntityKind.PLACE


def _teams(things: list[_Thing]) -> None:
    """Take what ends in "Town" or "City" for a team where teams are spoken of, unless something is in it."""
    if not any(listed("teams", thing.name.split()[-1].lower()) for thing in things if " " in thing.name):
        return
    for thing in things:
        ending = thing.name.rpartition(" ")[2] in ("Town", "City", "County")
        inside = any(mention.before in ("in", "near") for mention in thing.mentions)
        if thing.kind is EntityKind.PLACE and " " in thing.name and ending and not inside:
            thing.kind = EntityKind.ORGANISATION


def _adjectives(things: list[_Thing]) -> None:
    """Take the adjective of a place or country for a name of it: "Dolmaran", beside "Dolmara"."""
    by_name = {thing.name: thing for thing in things}
    for thing in [thing for thing in things if " " not in thing.name]:
        bases = {base for ending in _ADJECTIVES if (base := thing.name.removesuffix(ending)) != thing.name}
        found = [by_name[base + e] for base in bases if len(base) > 2 for e in _PLACES if base + e in by_name]
        owner = next((each for each in found if each is not thing and each.kind in _LANDS), None)
        if owner is not None and thing in things:
            owner.aliases += [thing.name, *thing.aliases]
            owner.mentions += thing.mentions
            owner.kind = EntityKind.COUNTRY if owner.kind is EntityKind.THING else owner.kind
            things.remove(thing)


_ADJECTIVES = ("ian", "ean", "an", "n", "ese", "ish", "i", "er", "ic")
_PLACES = ("", "a", "ia", "e", "es", "y", "en", "o")
_LANDS = (EntityKind.THING, EntityKind.PLACE, EntityKind.COUNTRY)


def _heads_alone(things: list[_Thing]) -> None:
    """Let "the Institute" stand for the only institute; where there are several, or none, it names nobody."""
    for thing in [thing for thing in things if " " not in thing.name and _is_head(thing.name)]:
        owners = [
            each
            for each in things
            if each is not thing and thing.name in each.name.split() and each.kind is not EntityKind.PERSON
        ]
        if len(owners) == 1:
            owners[0].roles.append(thing.name.lower())
        things.remove(thing)


def _is_head(name: str) -> bool:
    return any(listed(section, name.lower()) for section in ("organisations", "places", "titles")) and not listed(
        "regions", name.lower()
    )


def _without_head(name: str) -> str:
    head, _, rest = name.partition(" ")
    return rest if head.lower() in ("lake", "mount", "cape", "fort", "port") else ""


def _shorten(things: list[_Thing]) -> None:
    """Take up abbreviations in brackets: "Upland Bank (UB)"; what stood for itself under it is the same thing."""
    for thing in list(things):
        for short in dict.fromkeys(mention.short for mention in thing.mentions if mention.short):
            thing.aliases.append(short)
            for other in [each for each in things if each.name == short and each is not thing]:
                thing.mentions += other.mentions
                things.remove(other)
            if thing.kind is EntityKind.THING and short.isupper():
                thing.kind = EntityKind.ORGANISATION


def _own_roles(things: list[_Thing], sentences: Sequence[str]) -> None:
    """Give persons their titles and roles as further names."""
    names = {name for thing in things for name in (thing.name, *thing.aliases)}
    lasts = Counter(thing.name.split()[-1] for thing in things if thing.kind is EntityKind.PERSON)
    with_the = {mention.name for thing in things for mention in thing.mentions if mention.the}
    for thing in things:
        if thing.kind is not EntityKind.PERSON:
            continue
        last = thing.name.split()[-1]
        if lasts[last] == 1:
            thing.aliases.append(last)
        for mention in thing.mentions:
            title = " ".join(mention.titles)
            if title and title[0].isupper():
                thing.aliases.append(f"{title} {last}")
            if title and title.lower().rstrip(".") not in _HONORIFICS:
                thing.roles.append(title.lower())
            if mention.role:
                thing.roles.append(mention.role)
                if mention.role_of in names:
                    thing.of = of = mention.role_of
                    the = "the " if of in with_the else ""
                    thing.aliases += [
                        f"the {mention.role} of {the}{of}",
                        f"{the}{of}{chr(39) if of.endswith('s') else chr(39) + 's'} {mention.role}",
                    ]
    _of_countries(things, sentences)


def _of_countries(things: list[_Thing], sentences: Sequence[str]) -> None:
    """Give the only person with a title the descriptions by a country: "the Danish minister"."""
    held: dict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        for role in dict.fromkeys(thing.roles):
            held[role].append(thing)
    text = " ".join(sentences)
    for match in re.finditer(r"\b[Tt]he ([A-Z]\w+) ((?:[a-z]+ )?[a-z]+)\b", text):
        country, role = countries().get(match.group(1)), match.group(2)
        if country and len(held[role]) == 1:
            held[role][0].aliases.append(f"the {match.group(1)} {role}")
            held[role][0].of = held[role][0].of or country.name


def _entities(things: Sequence[_Thing], ids: Ids, known: set[tuple[str, ...]]) -> tuple[Entity, ...]:
    """Return the things as entities; a name that stands for two is left to the first."""

    def free(names: Iterable[str]) -> tuple[str, ...]:
        found = []
        for name in names:
            key = tuple(words(name))
            if key and key not in known:
                known.add(key)
                found.append(name)
        return tuple(found)

    entities: list[tuple[Entity, _Thing]] = []
    for thing in things:  # full names go before the aliases of others
        if names := free([thing.name]):
            entities.append((Entity(ids.new(thing.name, "entity"), names[0], thing.kind), thing))
    by_name = {name: entity.id for entity, thing in entities for name in (thing.name, *thing.aliases)}
    found = []
    for entity, thing in entities:
        of = by_name.get(thing.of, "")
        of = "" if of == entity.id else of
        aliases = free(dict.fromkeys(alias for alias in thing.aliases if _is_used(alias, thing)))
        found.append((replace(entity, aliases=aliases, of=of), thing))
    return tuple(
        replace(entity, in_context=free(f"the {role}" for role in dict.fromkeys(thing.roles)))
        for entity, thing in found
    )


def _is_used(alias: str, thing: _Thing) -> bool:
    """Say whether a name is worth listing: all but the forms of countries that people would not type."""
    return bool(alias) and alias != thing.name
