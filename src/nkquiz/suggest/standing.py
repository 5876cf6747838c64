"""Which names can stand for which: a team for a team, a town for a town, a woman where the claim says "she"."""

from __future__ import annotations

import re
from functools import lru_cache

from nkquiz.check.tags import Tag
from nkquiz.language.words import form
from nkquiz.model import Bank, Entity, EntityKind
from nkquiz.quiz.gaps import Gap
from nkquiz.suggest.model import Said
from nkquiz.text import words

# What a word of a name tells of what bears it. The last word of a name is asked first: "Boston Library Trust".
_SORTS = {
    "water": "river lake sea ocean bay gulf strait canal creek reservoir lagoon fjord pond loch falls harbour harbor",
    "street": "street road lane avenue square bridge tunnel way quay",
    "building": "stadium arena hall house castle palace tower cathedral church abbey station airport museum gallery "
    "theatre theater library hospital centre center baths fort fortress lighthouse hotel school temple",
    "height": "mount mountain mountains hill hills peak volcano ridge glacier cliff cliffs pass",
    "land": "desert forest valley moor heath marsh plain plains park garden gardens county province region state coast "
    "peninsula",
    "island": "island islands isle isles archipelago",
    "court": "court tribunal",
    "teaching": "university college institute academy laboratory lab observatory school",
    "paper": "gazette times post herald tribune journal guardian telegraph chronicle observer review magazine star "
    "newspaper paper",
    "money": "bank",
    "charity": "trust fund foundation charity",
    "body": "association society union federation alliance confederation",
    "rail": "railway railways railroad tramway",
    "league": "league division premiership championship cup series",
    "team": "rovers united athletic wanderers fc club team albion rangers otters",
    "state": "council ministry parliament congress senate assembly government department agency commission authority "
    "committee office bureau administration",
    "party": "party",
    "firm": "company group ltd inc plc corp corporation works holdings industries motors brewery factory firm startup",
    "town": "town city village hamlet suburb capital",
}
_SORT_OF = {word: sort for sort, listed in _SORTS.items() for word in listed.split()}
_FEMALE = (
    "she her hers herself woman actress queen chairwoman spokeswoman businesswoman mother daughter sister girl mrs"
)
_MALE = "he him his himself man actor king chairman spokesman businessman father son brother boy mr"
_GENDERS = {word: gender for gender, told in (("f", _FEMALE), ("m", _MALE)) for word in told.split()}
_SORTED = (EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.THING)
_LOOSE = ("", "firm", "money", "charity", "body")  # organisations that do much the same things
_WITH_ARTICLE = frozenset(  # in the names of places
    "river canal desert strait gulf ocean sea hills mountains alps islands isles archipelago peninsula centre center "
    "stadium arena museum gallery library tunnel tower baths falls cliffs moors plains marshes".split()
)
_WITHOUT_ARTICLE = frozenset(  # the same in those of organisations
    "university college school bank press motors airlines airways industries systems technologies foods county town "
    "inc ltd plc corp parliament congress".split()
)
_ARTICLES = frozenset({"the", "a", "an"})


def can_stand_for(said: Said, gap: Gap, other: Entity) -> bool:
    """Say whether another entity of the same kind can be named in a gap of the claim: one of the same sort, that is not
    the same thing by another name, nor of another gender than the claim's pronouns tell."""
    bank = said.material.bank
    mine = bank.entity_by_id[gap.entity]
    if _is_part_of(mine, other) or not _are_alike(said, mine, other):
        return False
    if mine.kind is EntityKind.PERSON and not _is_of_the_time(said, mine, other):
        return False
    if not _agrees(said, gap, other) or _is_set_before_noun(said, gap):
        return False
    if described := _described(said, gap):
        return any(_is_called(claim.text, described, other) for claim in bank.claims)
    if mine.kind is EntityKind.PERSON and (gender := _gender_of_text(said.text)):
        return _gender(bank, other.id) == gender
    if " " in mine.name and " " not in other.name and form(other.name.lower()) is not None:
        return False  # "Conservative paid 900,000 pounds"
    if said.text[: gap.start].lower().endswith("the "):
        return mine.kind is not EntityKind.ORGANISATION or " " in other.name
    return not _needs_article(other)


def called_like(said: Said, gap: Gap, other: Entity) -> str:
    """Return what another entity is called where the claim's own stands: by the last name alone, or by an abbreviation,
    where that is, so that the true one does not stand out among the others."""
    mine, text = said.material.bank.entity_by_id[gap.entity], gap.text_in(said.text)
    if text == mine.name or text.lower() == mine.name.lower():
        return _without_the(other.name, said.text[: gap.start])
    if mine.kind is EntityKind.PERSON and text == mine.name.split()[-1]:
        last = other.name.split()[-1]
        return last if last in other.aliases else other.name
    if text.isupper():
        return next((alias for alias in other.aliases if alias.isupper()), other.name)
    return _without_the(other.name, said.text[: gap.start])


def _without_the(name: str, before: str) -> str:
    return name[4:] if before.lower().endswith("the ") and name.lower().startswith("the ") else name


def sort_of(entity: Entity) -> str:
    """Return what a name tells of what bears it ("river", "teaching"), or "" where it tells nothing."""
    named = words(entity.name)
    return next((_SORT_OF[word] for word in (*named[-1:], *named) if word in _SORT_OF), "")


def _sort_told(said: Said, entity: Entity) -> str:
    """Return the sort that a claim tells before a name: "the journal Nature"."""
    told = re.search(rf"\b([a-z]+) (?:of )?(?:the )?{re.escape(entity.name)}\b", said.every_text)
    return _SORT_OF.get(told[1], "") if told else ""


def _are_alike(said: Said, one: Entity, two: Entity) -> bool:
    if one.kind not in _SORTED:
        return True
    ours, theirs = (sort_of(each) or _sort_told(said, each) for each in (one, two))
    loose = one.kind is EntityKind.ORGANISATION and ours in _LOOSE and theirs in _LOOSE
    return ours == theirs or loose


def _is_part_of(one: Entity, two: Entity) -> bool:
    """Say whether a name of one is all in a name of the other: "the Rovers" and "Harbour Rovers" are often the same."""
    ours = [frozenset(words(name)) - _ARTICLES for name in (one.name, *one.aliases) if name[:1].isupper()]
    theirs = [frozenset(words(name)) - _ARTICLES for name in (two.name, *two.aliases) if name[:1].isupper()]
    return any(a and b and (a <= b or b <= a) for a in ours for b in theirs)


def _agrees(said: Said, gap: Gap, other: Entity) -> bool:
    """Say whether a verb behind the gap fits the other name too: "The Baths were", but "the Castle was"."""
    verb = re.match(r" (?:is|are|was|were|has|have|does|do)\b", said.text[gap.end :])
    if verb is None or sort_of(other) == "team":
        return True
    return _is_plural(other.name) == _is_plural(said.material.bank.entity_by_id[gap.entity].name)


def _is_plural(name: str) -> bool:
    return name.endswith("s") and form(name.split()[-1].lower()) is not None


def _is_set_before_noun(said: Said, gap: Gap) -> bool:
    """Say whether a name tells what kind of thing follows: "the Labour group"."""
    after = next((n for n, token in enumerate(said.tokens) if token.start >= gap.end), 0)
    possessive = said.text[gap.end :].startswith(("'", "’"))
    return (
        after > 0 and not possessive and said.reading.tags[after] is Tag.NOUN and said.tokens[after].text not in _VERBS
    )


_VERBS = frozenset("beat put cut hit cost let set spread shed drew plays fears hopes plans aims claims".split())


def _described(said: Said, gap: Gap) -> str:
    """Return the noun that tells what is named: "village" in "the village of Brill", "ship" in "the ship Wren"."""
    index = next((n for n, token in enumerate(said.tokens) if token.start >= gap.start), 0)
    before = said.reading.tags[:index]
    if len(before) > 1 and before[-1] is Tag.NOUN:
        token = said.tokens[index - 1]
        near = said.text[token.end : gap.start] == " " and not token.text.endswith("s") and not token.capital
        return token.text if near and before[-2] in (Tag.DETERMINER, Tag.ADJECTIVE, Tag.NOUN) else ""
    if len(before) > 2 and said.tokens[index - 1].text == "of" and said.tokens[index - 2].text in _SORT_OF:
        return said.tokens[index - 2].text
    return ""


def _is_called(text: str, noun: str, entity: Entity) -> bool:
    return re.search(rf"\b{re.escape(noun)} (?:of )?{re.escape(entity.name)}\b", text, re.I) is not None


_LIFE = 60  # years within which two persons can do the same


def _is_of_the_time(said: Said, mine: Entity, other: Entity) -> bool:
    """Say whether another person can have lived when the claim's own did, as far as the claims that name them tell."""
    ours = said.years or _years_of(said, mine)
    theirs = _years_of(said, other)
    return not (ours and theirs) or min(abs(a - b) for a in ours for b in theirs) <= _LIFE


def _years_of(said: Said, entity: Entity) -> frozenset[int]:
    """Return the years that stand in claims with a name."""
    found = [each.gaps for each in said.material.found if any(gap.entity == entity.id for gap in each.gaps)]
    return frozenset(gap.date.year for gaps in found for gap in gaps if gap.date and gap.date.year)


def _gender_of_text(text: str) -> str:
    """Return the gender that the words of a text tell, or "" where they tell none."""
    return next((_GENDERS[word] for word in words(text) if word in _GENDERS), "")


@lru_cache(maxsize=4096)
def _genders(names: tuple[str, ...], texts: tuple[str, ...]) -> str:
    return next((g for text in (*names, *texts) if (g := _gender_of_text(text))), "")


def _gender(bank: Bank, id_: str) -> str:
    """Return the gender of a person, from their names and the claims that name them and no other person."""
    from nkquiz.language.names import Names
    from nkquiz.language.tokens import tokenise

    entity = bank.entity_by_id[id_]
    people = {each.id for each in bank.entities if each.kind is EntityKind.PERSON}
    names = Names(bank.entities)
    alone = []
    for claim in bank.claims:
        if entity.name.split()[-1] in claim.text:
            named = {found.id for found, _ in names.spans(tokenise(claim.text)).values()} & people
            alone += [claim.text] if named == {id_} else []
    return _genders((entity.name, *entity.aliases, *entity.in_context), tuple(alone))


def _needs_article(entity: Entity) -> bool:
    """Say whether a name needs "the" in a sentence: "the Bank of Brill", "the High Court"."""
    if entity.name.lower().startswith("the "):
        return False
    if entity.kind is EntityKind.PLACE:
        return not _WITH_ARTICLE.isdisjoint((words(entity.name)[0], words(entity.name)[-1]))
    if entity.kind is not EntityKind.ORGANISATION:
        return False
    head, _, behind = entity.name.partition(" of ")
    if behind:
        return any(word in _SORT_OF for word in words(head))
    last = words(entity.name)[-1]
    bare = last in _WITHOUT_ARTICLE or "&" in entity.name or sort_of(entity) == "team"
    return " " in entity.name and form(last) is not None and not bare
