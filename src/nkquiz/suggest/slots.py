"""Another number, unit, date, name or speaker in the place of the claim's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from nkquiz.language.inflection import like, with_article
from nkquiz.language.lexicon import lexicon
from nkquiz.language.words import form
from nkquiz.model import Entity, EntityKind, Reason, Slot
from nkquiz.quiz.gaps import ORDINAL, Gap, is_exact
from nkquiz.quiz.lures import in_gap, is_fraction
from nkquiz.quiz.numerals import leading
from nkquiz.suggest.figures import figures
from nkquiz.suggest.fitting import fits_date, fits_number, is_age
from nkquiz.suggest.model import Lures, Said, Suggestion
from nkquiz.suggest.reasons import reason_of
from nkquiz.suggest.standing import called_like, can_stand_for
from nkquiz.suggest.times import times
from nkquiz.suggest.verbs import finite

EACH = 2  # suggestions at most for one slot
_MANY = 30  # that are looked at to find these
ENOUGH = 2  # entities of a kind, the claim's own among them, from which another one can be taken
_LURES = 4
_CURRENCIES = frozenset("dollar euro ruble rouble pound yen yuan won franc rupee krone krona peso lira crown".split())
_SAME_PLURAL = frozenset("yen yuan won".split())
_PLURALS = {"foot": "feet"}
_UNITS = {  # what people mix up; the other one is told in the same form
    "kilometre": "mile",
    "kilometer": "mile",
    "mile": "kilometre",
    "metre": "foot",
    "meter": "foot",
    "kilogram": "pound",
    "hectare": "acre",
    "acre": "hectare",
    "litre": "gallon",
    "liter": "gallon",
    "minute": "hour",
    "hour": "minute",
    "second": "minute",
    "day": "week",
    "week": "month",
    "month": "week",
    "year": "month",
    "million": "billion",
    "billion": "million",
    "thousand": "million",
}


def is_shared(said: Said, gap: Gap) -> bool:
    """Say whether others than what the subject names may be or have the same: "The tower is old", "has 300 steps"."""
    found = finite(said)
    if found is None or said.tokens[found.head].start < gap.start:
        return False
    word, after = said.tokens[found.head], said.tokens[found.head + 1 : found.head + 2]
    if "be" in word.lemmas:
        return not (after and (after[0].text == "the" or after[0].possessive))
    counted = any(gap.start > word.start for gap in said.gaps(number=True))
    return counted and not _OWNED.isdisjoint((*word.lemmas, found.lemma))


_OWNED = frozenset("have hold contain cost weigh measure".split())


def numbers(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with another number of the same unit, magnitude and format."""
    for gap in said.gaps(number=True):
        if Slot.NUMBER in said.claim.open or not _is_number(said, gap) or is_denied(said, gap.start):
            continue
        for other in _others(said, gap)[: EACH + len(said.claim.false_variants)]:
            yield _in(said, gap, other, Reason.NUMBER)


def _others(said: Said, gap: Gap, fitting: Sequence[Collection[str]] = ()) -> list[str]:
    """Return what else could stand in a gap, and make the claim false, yet not absurd; the best first."""
    if gap.date and not is_exact(gap):
        return list(times(said, gap))
    lead = leading(gap.text_in(said.text)) if gap.quantity else None
    made_up = figures(lead, said.claim.id, gap.text_in(said.text)) if lead else None
    found = in_gap(
        said.claim, gap, said.material, "suggest", fitting=fitting, count=_MANY, enough=ENOUGH, made_up=made_up
    )
    if gap.entity:
        by_name = {_bare(entity.name): entity for entity in said.material.bank.entities}
        fits = [by_name[_bare(lure.text)] for lure in found]
        return [called_like(said, gap, other) for other in fits if can_stand_for(said, gap, other)]
    can = fits_date if gap.date else fits_number
    return [lure.text for lure in found if can(said, gap, lure.text)]


_DENIAL = re.compile(r"\b(?:not|never|no|nobody|nothing|none|neither|nor|cannot|hardly|without|no one)\b|n't\b", re.I)


def is_denied(said: Said, start: int) -> bool:
    """Say whether a place is in a part of the claim that denies something: that somebody else did not do it, or not in
    another year, may be true too. What follows "that" is a part of its own."""
    cut = [match.start() for match in re.finditer(r"\bthat\b", said.text)]
    first = max((at for at in cut if at < start), default=0)
    after = min((at for at in cut if at > start), default=len(said.text))
    return _DENIAL.search(said.text[first:after]) is not None


def _is_number(said: Said, gap: Gap) -> bool:
    """Say whether a number is written so that anybody would call it one: not "a year", nor "one of them"."""
    text = gap.text_in(said.text)
    if gap.quantity is None:
        return False
    if leading(text) is None and not is_fraction(text, gap.quantity):
        return False
    return bool(gap.quantity.unit) and text.lower() not in ("one", "a", "an", "once", "first", "second")


def units(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with another currency, measure or magnitude."""
    for gap in said.gaps(number=True):
        ranked = gap.quantity is not None and gap.quantity.unit == ORDINAL
        if is_age(said, gap) or is_denied(said, gap.start):
            continue
        if Slot.NUMBER in said.claim.open or leading(gap.text_in(said.text)) is None or ranked:
            continue
        after = re.match(r" [a-z]+", said.text[gap.end :])  # "40 kilometres": the gap is the number alone
        is_unit = after is not None and bool(_other_unit(after.group().strip(), said))
        whole = replace(gap, end=gap.end + after.end()) if after is not None and is_unit else gap
        mine = whole.text_in(said.text)
        if re.search(r"\b(?:last|next|this|a|an|per) \w+$", mine):
            continue  # "19 last year"
        for match in reversed(list(re.finditer(r"[A-Za-z]+", mine))):
            if other := _other_unit(match.group(), said):
                yield _in(said, whole, mine[: match.start()] + other + mine[match.end() :], Reason.UNIT)
                break


def _other_unit(word: str, said: Said) -> str:
    lower = word.lower()
    singular = lower[:-1] if lower.endswith("s") else lower
    other = _UNITS.get(singular, "")
    if singular in _CURRENCIES:
        told = said.text.lower()
        other = next(c for c in ("dollar", "pound", "euro") if c not in told and c != singular)
    if not other:
        return ""
    plural = lower.endswith("s") or singular in _SAME_PLURAL
    return like(_PLURALS.get(other, f"{other}s") if plural else other, word)


def dates(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with another date in the same format."""
    for gap in said.gaps(date=True):
        if Slot.DATE in said.claim.open or is_denied(said, gap.start):
            continue
        for other in _others(said, gap)[: EACH + len(said.claim.false_variants)]:
            yield _in(said, gap, other, Reason.DATE)


def names(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with another entity of the same kind in the place of one that it names."""
    for gap in said.gaps(entity=True):
        entity = said.material.bank.entity_by_id[gap.entity]
        reason = reason_of(said, gap, entity)
        if not is_name(said, gap, entity) or _OPEN.get(reason) in said.claim.open or _stands_twice(said, gap):
            continue
        if is_denied(said, gap.start) or (reason is not Reason.SPEAKER and is_shared(said, gap)):
            continue
        fitting = (said.material.speaking,) if reason is Reason.SPEAKER else (said.material.acting,)
        others = [other for other in _others(said, gap, fitting) if other not in _around(said, entity)]
        for other in others[: EACH + len(said.claim.false_variants)]:
            yield _in(said, gap, other, reason)


def _around(said: Said, entity: Entity) -> tuple[str, ...]:
    """Return the name of what a place is in, by the bank: what is true of the place may be true of that too."""
    is_place = entity.kind in (EntityKind.PLACE, EntityKind.COUNTRY)
    return (said.material.bank.entity_by_id[entity.of].name,) if is_place and entity.of else ()


_OPEN = {Reason.ACTOR: Slot.ACTOR, Reason.OBJECT: Slot.OBJECT, Reason.PLACE: Slot.PLACE, Reason.SPEAKER: Slot.ACTOR}


def _stands_twice(said: Said, gap: Gap) -> bool:
    return sum(other.entity == gap.entity for other in said.found.gaps) > 1


_TITLED = re.compile(r"\b([A-Z][a-z]+\.?) $")


def is_name(said: Said, gap: Gap, entity: Entity) -> bool:
    """Say whether a gap has a name that another one can replace: no adjective ("Dutch"), no description ("the
    mayor"), and no title before it."""
    text = gap.text_in(said.text)
    if not text[:1].isupper() and text.lower() != entity.name.lower():
        return False
    titled = _TITLED.search(said.text[: gap.start])
    if titled and not lexicon().has("function", titled[1].lower()):
        return False
    if re.search(r"\ban? $", said.text[: gap.start], re.I) or re.match(r"-\w", said.text[gap.end :]):
        return False
    if _bare(text) == _bare(entity.name):
        return True
    if entity.kind is EntityKind.PERSON:
        return text in (entity.name.split()[-1], " ".join(entity.name.split()[-2:]))
    if entity.kind is EntityKind.ORGANISATION and set(text.split()) <= set(entity.name.split()):
        return True  # "Rovers"
    known = form(text.lower())
    return text.isupper() or (known is not None and known.pos == "n" and entity.kind is EntityKind.COUNTRY)


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


def _in(said: Said, gap: Gap, other: str, reason: Reason) -> Suggestion:
    """Return the claim with something else in a gap."""
    mine = gap.text_in(said.text)
    text = with_article(said.text[: gap.start], other) + other + said.text[gap.end :]
    if text[:1].islower():
        text = text[:1].upper() + text[1:]
    shown = "so" if reason is Reason.SPEAKER else mine
    why = f"It is {mine} who says {shown}, not {other}." if reason is Reason.SPEAKER else _told(mine, other)
    return Suggestion(text, reason, why)


def _told(mine: str, other: str) -> str:
    return f"The source says {mine}, not {other}."


def lures(said: Said) -> Iterator[Lures]:
    """Yield a question for each gap that there are enough lures for."""
    for gap in said.found.gaps:
        if gap.entity and not is_name(said, gap, said.material.bank.entity_by_id[gap.entity]):
            continue
        if gap.quantity and not _is_number(said, gap):
            continue
        found = _others(said, gap)[:_LURES]
        if len(found) > 1 and not is_denied(said, gap.start):
            ask = f"What stands in the gap? {gap.filled(said.text)}"
            yield Lures(ask, gap.text_in(said.text), tuple(found))
