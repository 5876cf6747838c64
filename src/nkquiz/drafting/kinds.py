"""Mentions of one name -> what kind of thing it most likely is."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.drafting.lists import countries, listed
from nkquiz.drafting.naming import Mention, is_ordinary
from nkquiz.model import EntityKind

_HEADS = (
    ("events", EntityKind.EVENT),
    ("agreements", EntityKind.AGREEMENT),
    ("organisations", EntityKind.ORGANISATION),
    ("places", EntityKind.PLACE),
)


def kind_of(name: str, mentions: Sequence[Mention]) -> EntityKind:
    """Guess the kind of a name: by titles, by the words that it is made of, by what stands around it."""
    if name in countries():
        return EntityKind.COUNTRY
    words = name.split()
    if any(mention.titles for mention in mentions):
        return EntityKind.PERSON
    roles = [mention.role.split()[-1] for mention in mentions if mention.role]
    if len(words) > 1 and roles and not _head(words[-1]):
        return EntityKind.PERSON
    if len(words) > 1 and any(listed("titles", role) and role not in _ANYBODYS for role in roles):
        return EntityKind.PERSON  # "Ann Park, an engineer"
    if len(words) > 1 and (listed("teams", words[-1].lower()) or "&" in words):
        return EntityKind.ORGANISATION
    if head := _head_of(words):
        return head
    if told := next((kind for mention in mentions if mention.what and (kind := _head(mention.what))), None):
        return told
    if any(mention.after in _BEHIND for mention in mentions):
        return EntityKind.PLACE
    if listed("regions", name.lower()):
        return EntityKind.PLACE
    if len(name) > 1 and name.isupper() and name.replace(".", "").replace("&", "").isalpha():
        return EntityKind.ORGANISATION
    common = is_ordinary(words[-1].lower()) and any(mention.the for mention in mentions)
    if 2 <= len(words) <= 4 and listed("given", words[0].lower()) and not common:  # "the Victoria Baths"
        return EntityKind.PERSON
    if len(words) > 1 and all(not is_ordinary(word.lower()) or word.lower() in _PARTICLES for word in words):
        return EntityKind.PLACE if _in_places(mentions) else EntityKind.PERSON
    if _in_places(mentions):
        return EntityKind.PLACE
    if len(words) == 1 and any(listed("parties", m.after) or (m.the and m.after == "group") for m in mentions):
        return EntityKind.ORGANISATION
    if len(words) in (2, 3) and any(m.speaks and not m.the for m in mentions) and not is_ordinary(words[0].lower()):
        return EntityKind.PERSON
    if len(words) in (2, 3) and not is_ordinary(words[-1].lower()) and not any(mention.the for mention in mentions):
        return EntityKind.PERSON
    return EntityKind.THING


_BEHIND = frozenset("valley river island islands peninsula desert region coast mountains hills bay".split())
_ANYBODYS = frozenset("leader publisher developer founder keeper driver".split())  # companies are such, too
_PARTICLES = frozenset("de van von der den del da di la le bin al".split())


def _head(word: str) -> EntityKind | None:
    small = word.lower().rstrip(".")
    return next((kind for section, kind in _HEADS if listed(section, small)), None)


def _head_of(words: Sequence[str]) -> EntityKind | None:
    """Return the kind that the word on which a name rests tells: before "of", else the last, else the first."""
    if len(words) < 2:
        return None
    if "of" in words or "for" in words:
        cut = next(index for index, word in enumerate(words) if word in ("of", "for"))
        if found := next((kind for word in reversed(words[:cut]) if (kind := _head(word))), None):
            return found
    return _head(words[-1]) or _head(words[0]) or (_head(words[-2]) if len(words) > 2 else None)


def _in_places(mentions: Sequence[Mention]) -> bool:
    """Say whether a name stands behind a preposition of place, at least once in three times."""
    placed = sum(listed("in-place", mention.before) for mention in mentions)
    return placed > 0 and placed * 3 >= len(mentions)
