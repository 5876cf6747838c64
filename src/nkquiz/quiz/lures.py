"""Choosing lures: wrong options that are as plausible, and look as much alike, as the key, and are true by no claim."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from nkquiz.language.bounds import Bound
from nkquiz.language.date import Date
from nkquiz.language.quantity import Quantity
from nkquiz.model import Claim, Entity, FalseVariant, Option, Reason
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.material import Material, follows_article
from nkquiz.quiz.numerals import leading, with_date, with_number
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.typed import plain
from nkquiz.text import words

LURES = 3
A_LITTLE_ALIKE = 0.25  # of two claims of which one may make another mistake true
ENOUGH = 4  # entities of one kind, below which it is clear which is meant
_SHIFTS = (0.5, 2.0, 0.8, 1.2, 1.5, 0.7, 3.0)  # what a number is multiplied by where people's mistakes are too few
_MONTHS_AWAY = (1, -1, 2, -2, 3, -3, 5, -5)
_YEARS_AWAY = (-1, 1, -2, 2, -4, 3, -5, 5)


def option(text: str, why: str = "") -> Option:
    """Return an option whose id depends on its text alone."""
    return Option(digest(text)[:12], text, why)


def statements(claim: Claim, count: int, material: Material, *seed: object) -> list[FalseVariant]:
    """Return up to `count` false variants that can be understood alone, each with another reason if possible; of those
    that deny something, or say that it was something else, one at most, for they stand out."""
    variants = [mistaken.variant for mistaken in material.by_claim[claim.id].mistaken if mistaken.clear]
    chosen: list[FalseVariant] = []
    for strict in (True, False):
        for variant in shuffled(variants, lambda variant: variant.text, *seed):
            reasons = {other.reason for other in chosen}
            denials = sum(_denies(other) for other in chosen)
            if variant in chosen or (_denies(variant) and denials) or (strict and variant.reason in reasons):
                continue
            if len(chosen) < count:
                chosen.append(variant)
    return chosen


def _denies(variant: FalseVariant) -> bool:
    return variant.reason in (Reason.NEGATION, Reason.OPPOSITE) or bool(_DENIAL.search(variant.text.lower()))


_DENIAL = re.compile(r"\b(?:not|no|never|nothing|nobody|none|neither|rather than|instead of|only|n't)\b|n't\b")


def in_gap(
    claim: Claim,
    gap: Gap,
    material: Material,
    *seed: object,
    fitting: Sequence[Collection[str]] = (),
    count: int = LURES,
    enough: int = ENOUGH,
    made_up: Sequence[float] | None = None,
) -> list[Option]:
    """Return up to `count` other words for a gap of the claim's text, what people get wrong first: names of the same
    kind, numbers of the same unit, magnitude and format, dates of the same format within the time of the source.
    `fitting` are the ids of entities that come before others of their kind, the best first; no name is returned where
    the bank has not `enough` of the kind. `made_up` are numbers that are told in turn with those of the bank,
    in the form of the gap's own; without them multiples of it are told, after those."""
    key = gap.text_in(claim.text)
    if gap.entity:
        found = _names(claim, gap, material, fitting, enough, *seed)
    elif gap.date:
        found = _dates(claim, gap, gap.date, material)
    else:
        found = _numbers(claim, gap, material, made_up)
    lures: dict[str, Option] = {}
    for lure in found:
        told = set(words(key)) <= set(words(lure.why))  # else the reason is that of something else in the variant
        if lure.text.casefold() != key.casefold():
            lures.setdefault(lure.text.casefold(), lure if told else option(lure.text))
        if len(lures) == count:
            break
    return list(lures.values())


def mistakes_in(claim: Claim, gap: Gap, material: Material, *seed: object) -> list[Option]:
    """Return what people put into a gap of the claim's text by mistake: what a false variant has there, which has all
    other names, numbers and dates of the claim, and what no claim has that is even a little like it."""
    found = material.by_claim[claim.id]
    mine = {other.content for other in found.gaps}
    mistaken = [{other.content: other for other in wrong.gaps} for wrong in found.mistaken]
    instead = [
        gaps_.get(next(iter(set(gaps_) - mine)))
        for gaps_ in mistaken
        if mine - set(gaps_) == {gap.content} and len(set(gaps_) - mine) == 1
    ]
    return [
        lure
        for lure in in_gap(claim, gap, material, *seed)
        for other in instead
        if other
        and _stands_for(other, lure.text, gap, material)
        and not material.same_elsewhere(claim, other, A_LITTLE_ALIKE)
    ]


def _stands_for(other: Gap, text: str, gap: Gap, material: Material) -> bool:
    """Say whether a gap of a false variant holds what `text` says in the place of `gap`."""
    if gap.entity:
        return bool(other.entity) and plain(material.bank.entity_by_id[other.entity].name) == plain(text)
    from nkquiz.quiz.finding import NO_NAMES, gaps  # few questions need the readers of numbers and dates

    found = gaps(text, NO_NAMES)
    if len(found) != 1:
        return False
    if gap.date:
        return bool(other.date and found[0].date and other.date.agrees(found[0].date))
    mine, theirs = found[0].quantity, other.quantity
    return bool(mine and theirs and mine.value == theirs.value)


def _names(
    claim: Claim, gap: Gap, material: Material, fitting: Sequence[Collection[str]], enough: int, *seed: object
) -> Iterator[Option]:
    """Yield the names of entities of the same kind that the claim does not speak of, if there are enough of the kind to
    choose from: those in false variants first, then those that fit best."""
    bank, found = material.bank, material.by_claim[claim.id]
    kind = bank.entity_by_id[gap.entity].kind
    if sum(entity.kind is kind for entity in bank.entities) < enough:
        return
    writer = {entity.id for entity in bank.entities if entity.name == bank.source.author}  # says all that is said
    spoken_of = {g.entity for g in found.gaps} | {claim.speaker} | writer
    for id_ in tuple(spoken_of):  # nor of somebody who acts for one of them: that would be half right
        spoken_of |= {entity.id for entity in bank.entities if id_ and entity.of == id_ and entity.kind == kind}
    mistaken = {g.entity for wrong in found.mistaken for g in wrong.gaps if g.entity}
    rivals = [entity for entity in bank.entities if entity.kind is kind and entity.id not in spoken_of]
    rivals = shuffled(rivals, lambda entity: entity.id, *seed, claim.id)
    article = follows_article(claim.text, gap)
    for entity in sorted(rivals, key=lambda entity: [entity.id not in ids for ids in (mistaken, *fitting)]):
        if (entity.id in material.with_article) != (gap.entity in material.with_article):
            continue  # "the Atlantis"
        name = entity.name[4:] if article and entity.name.lower().startswith("the ") else entity.name
        if not material.same_elsewhere(claim, Gap(0, 0, entity=entity.id)):
            yield option(name, _why_name(entity, claim, material))


def _why_name(entity: Entity, claim: Claim, material: Material) -> str:
    """Return why the bank says that this name is wrong, if one of the claim's false variants has it alone."""
    spoken_of = {gap.entity for gap in material.by_claim[claim.id].gaps}
    for mistaken in material.by_claim[claim.id].mistaken:
        new = {gap.entity for gap in mistaken.gaps if gap.entity} - spoken_of
        if mistaken.variant.why and new == {entity.id}:
            return mistaken.variant.why
    return ""


def _numbers(claim: Claim, gap: Gap, material: Material, made_up: Sequence[float] | None) -> Iterator[Option]:
    """Yield numbers in the format of the gap: those of false variants, those of the bank, then made-up ones."""
    assert gap.quantity is not None
    text, quantity = gap.text_in(claim.text), gap.quantity
    mistaken = [(g, m.variant) for m in material.by_claim[claim.id].mistaken for g in m.gaps if g.quantity]
    if is_fraction(text, quantity):
        shares = ((g, v) for g, v in mistaken if g.quantity and is_fraction(g.text_in(v.text), g.quantity))
        for g, v in shares:
            if g.quantity and g.quantity.value != quantity.value:
                yield option(g.text_in(v.text).lower() if gap.start else g.text_in(v.text), v.why)
        return
    lead = leading(text)
    if not lead:
        return
    scale = quantity.value / lead
    elsewhere = [(g, "") for found in material.found for g in found.gaps]
    near = [(value, "") for value in made_up or [lead * shift for shift in _SHIFTS]]
    known = [(g.quantity.value / scale, v.why) for g, v in mistaken if g.quantity and g.quantity.unit == quantity.unit]
    in_bank = [(g.quantity.value / scale, w) for g, w in elsewhere if g.quantity and g.quantity.unit == quantity.unit]
    others = {g.quantity.value for g in material.by_claim[claim.id].gaps if g.quantity}
    slack = 0.15 if quantity.bound is Bound.ABOUT else 0.0
    in_turn = [each for pair in zip_longest(near, dict.fromkeys(in_bank)) for each in pair if each]
    for value, reason in (*known, *(in_turn if made_up else (*in_bank, *near))):
        value = round(value, 6)
        if not 0.1 <= value / lead <= 10 or abs(value - lead) <= slack * lead:
            continue
        if quantity.unit == "percent" and not 0 < value * scale <= 100:
            continue
        new = replace(quantity, value=value * scale)
        shown = with_number(text, _rounded_like(value, lead))
        if shown and new.value not in others and not material.same_elsewhere(claim, Gap(0, 0, quantity=new)):
            yield option(shown, reason)


def is_fraction(text: str, quantity: Quantity) -> bool:
    """Say whether a share is written as a fraction ("two thirds"), not in percent."""
    return quantity.unit == "percent" and not re.search(r"%|per ?cent|pct", text.lower())


def _rounded_like(value: float, model: float) -> float:
    """Round a number so that it has no more digits that matter than the model, but at least two."""
    if value == int(value) and value < 100:
        return value
    digits = max(2, len(f"{model:g}".replace(".", "").strip("0")))
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) if value else value


def _dates(claim: Claim, gap: Gap, date: Date, material: Material) -> Iterator[Option]:
    """Yield dates in the format of the gap: those of false variants, those of the bank, then neighbours."""
    text = gap.text_in(claim.text)
    mistaken = [(g.date, m.variant.why) for m in material.by_claim[claim.id].mistaken for g in m.gaps if g.date]
    elsewhere = [(g.date, "") for found in material.found for g in found.gaps if g.date]
    neighbours = [(other, "") for other in _near(date)]
    others = [g.date for g in material.by_claim[claim.id].gaps if g.date]
    for other, reason in (*mistaken, *elsewhere, *neighbours):
        new = _shaped(other, date)
        if new is None or new == date or new in others or _on_the_other_side(new, material.bank.source.date, date):
            continue
        shown = with_date(text, date, new)
        if shown and not material.same_elsewhere(claim, Gap(0, 0, date=new)):
            yield option(shown, reason)


def _shaped(date: Date, model: Date) -> Date | None:
    """Return `date` with the parts that the model gives, missing ones taken from it; None if nothing of it is left."""
    if date.bound or date.part or date.last:
        return None
    if (model.decade is None) != (date.decade is None):
        return None
    if model.decade is not None:
        return Date(decade=date.decade)
    parts = {
        p: getattr(date, p) or getattr(model, p) for p in ("year", "month", "day") if getattr(model, p) is not None
    }
    if not any(getattr(date, p) == value for p, value in parts.items()):
        return None
    if model.month is not None and date.month is None:
        return None
    return Date(**parts)


def _near(date: Date) -> Iterable[Date]:
    if date.decade is not None:
        return [Date(decade=date.decade + 10 * n) for n in (-1, 1, -2, 2)]
    if date.month is not None:
        months = [(date.month - 1 + n) for n in _MONTHS_AWAY]
        return [replace(date, month=n + 1) for n in months if 0 <= n < 12]
    return [replace(date, year=(date.year or 0) + n) for n in _YEARS_AWAY]


def _on_the_other_side(date: Date, today: str, key: Date) -> bool:
    """Say whether of two dates one lies after that of the source and one does not: nobody would believe it."""
    year, month = int(today[:4] or 0), int(today[5:7] or 12)
    return _after(date, year, month) != _after(key, year, month)


def _after(date: Date, year: int, month: int) -> bool:
    return date.year is not None and (date.year, date.month or 1) > (year, month)


def mixed(options: Sequence[Option], *seed: object) -> tuple[Option, ...]:
    """Return options in an order that tells nothing about which of them is the key."""
    return tuple(shuffled(options, lambda option: option.id, *seed, "position"))
