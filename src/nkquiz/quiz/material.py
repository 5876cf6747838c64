"""What questions are made from: a bank, and the gaps and dated events that were found in its claims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nkquiz.bank import bank_digest, bank_from, default_bank_path, read_bank_file
from nkquiz.bank.kept import can_write, dumps, file_name, loads, store
from nkquiz.language.date import Date
from nkquiz.model import Bank, Claim, ClaimKind, FalseVariant, Slot
from nkquiz.quiz.gaps import Gap
from nkquiz.text import words

if TYPE_CHECKING:
    from nkquiz.language.names import Names

ALIKE = 0.5  # share of the words of the shorter of two claims from which one may answer a question on the other
_HAPPENED = (ClaimKind.FACT, ClaimKind.BACKGROUND)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, told without its date. `first` and `last` are the days between which it was, as
    year, month and day."""

    text: str
    date: str  # as it was written
    first: tuple[int, int, int]
    last: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Mistaken:
    """What was found in a false variant: what people get wrong. It is `clear` if one need not know the claim to
    understand it."""

    variant: FalseVariant
    gaps: tuple[Gap, ...]
    clear: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a claim's texts: the gaps of its own text, those of them that only one proper name fills, what
    stands in the gaps of all its true wordings, the stems of its own words without names, numbers and dates, its
    restatements that can stand alone, its false variants, and the event that it tells of."""

    gaps: tuple[Gap, ...]
    names: tuple[Gap, ...]
    said: tuple[object, ...]
    stems: frozenset[str]
    clear: tuple[str, ...]
    mistaken: tuple[Mistaken, ...]
    event: Event | None


@dataclass(frozen=True)
class Material:
    """A bank, and what was found in each of its claims, in their order."""

    bank: Bank
    found: tuple[Found, ...]

    @cached_property
    def by_claim(self) -> dict[str, Found]:
        """What was found, under the id of the claim."""
        return {claim.id: found for claim, found in zip(self.bank.claims, self.found, strict=True)}

    @cached_property
    def having(self) -> Mapping[object, list[str]]:
        """The ids of the claims that say a name, number or date in any wording, by what it is."""
        found: defaultdict[object, list[str]] = defaultdict(list)
        for claim, its in zip(self.bank.claims, self.found, strict=True):
            for content in its.said:
                found[content].append(claim.id)
        return found

    @cached_property
    def with_article(self) -> frozenset[str]:
        """The ids of the entities whose names take "the" in a sentence."""
        found = {entity.id for entity in self.bank.entities if entity.name.lower().startswith("the ")}
        names = {entity.id: entity.name for entity in self.bank.entities}
        for claim, its in zip(self.bank.claims, self.found, strict=True):
            named = (gap for gap in its.gaps if gap.entity and gap.text_in(claim.text) == names[gap.entity])
            found |= {gap.entity for gap in named if follows_article(claim.text, gap)}
        return frozenset(found)

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The ids of the entities that say or think something by a claim."""
        return frozenset(claim.speaker for claim in self.bank.claims if claim.speaker)

    @cached_property
    def acting(self) -> frozenset[str]:
        """The ids of the entities that do or say something: claims begin with their names, or give what they say."""
        both = zip(self.bank.claims, self.found, strict=True)
        return self.speaking | {gap.entity for claim, its in both for gap in its.gaps if _acts(claim.text, gap)}

    def same_elsewhere(self, claim: Claim, other: Gap, alike: float = ALIKE) -> bool:
        """Say whether another claim that is much like this one has `other`: then it may be true here too. They are
        `alike` if they share so much of the words of the shorter one."""
        mine = self.by_claim[claim.id].stems
        for claim_id in self.having.get(other.content, ()):
            theirs = self.by_claim[claim_id].stems
            if claim_id != claim.id and len(mine & theirs) >= alike * max(1, min(len(mine), len(theirs))):
                return True
        return False


def _acts(text: str, gap: Gap) -> bool:
    """Say whether a sentence begins with a name, and not with what it has ("Ada's brother")."""
    return bool(gap.entity) and begins(text, gap) and text[gap.end :].startswith(" ")


def begins(text: str, gap: Gap) -> bool:
    """Say whether a text begins with a gap, with or without "The"."""
    return text[: gap.start].strip() in ("", "The")


def follows_article(text: str, gap: Gap) -> bool:
    """Say whether "the" stands before a gap."""
    return text[: gap.start].lower().endswith("the ")


def read_material(bank: Bank) -> Material:
    """Return what questions on `bank` are made from. It takes about a second for a bank of 200 claims."""
    from nkquiz.language.names import Names

    names = Names(bank.entities)
    first = Material(bank, tuple(_found(claim, names) for claim in bank.claims))
    both = zip(bank.claims, first.found, strict=True)
    return Material(bank, tuple(replace(found, names=_proper(claim, first)) for claim, found in both))


def open_material(path: Path | None, folder: Path | None) -> Material:
    """Return the material of the bank at `path` (default: the shipped one), from the cache in `folder` if it is there.

    Raises:
        NkquizError: the bank can't be read; see `load_bank`.
    """
    place = path or default_bank_path()
    kept = folder / file_name("quiz", place, bank_digest(place)) if folder else None
    if kept:
        try:
            bank, found = loads(kept.read_bytes())
            return Material(bank, found)
        except Exception:  # missing, or damaged in whatever way: it is made anew
            pass
    material = read_material(bank_from(read_bank_file(place), str(place)))
    if kept and can_write(kept.parent):
        store(kept, lambda part: part.write_bytes(dumps((material.bank, material.found))))
    return material


def stems(text: str) -> frozenset[str]:
    """Return the words of `text` that carry its meaning, each cut to its first letters, so that forms of a word are
    alike."""
    return frozenset(word[:_STEM] for word in words(text) if len(word) > _SHORT)


_STEM, _SHORT = 5, 3


def is_well_formed(text: str) -> bool:
    """Say whether `text` is a sentence written with care: banks also hold questions, and what people type in haste."""
    return text[:1].isupper() and text.endswith(".") and not _HASTY.search(text)


_HASTY = re.compile(r"  |[/:;()>=+]|\.\.")


def _without(text: str, found: tuple[Gap, ...]) -> str:
    for gap in reversed(found):
        text = gap.filled(text, " ")
    return text


def _found(claim: Claim, names: Names) -> Found:
    from nkquiz.quiz.finding import gaps  # and the readers of numbers and dates: only where there is no cache

    true = {text: gaps(text, names) for text in claim.affirmations}
    restated = {text: found for text, found in true.items() if text != claim.text and is_well_formed(text)}
    mine = true[claim.text]
    mistaken = [(variant, gaps(variant.text, names)) for variant in claim.false_variants]
    wanted = {gap.entity for gap in mine if gap.entity and gap.entity != claim.speaker}
    return Found(
        gaps=mine,
        names=(),
        said=tuple(dict.fromkeys(gap.content for found in true.values() for gap in found)),
        stems=stems(_without(claim.text, mine)),
        clear=tuple(text for text, theirs in restated.items() if _is_clear(theirs, wanted)),
        mistaken=tuple(Mistaken(v, g, is_well_formed(v.text) and _is_clear(g, wanted)) for v, g in mistaken),
        event=_event({claim.text: mine} | restated) if claim.kind in _HAPPENED and _is_dated(mine) else None,
    )


def _proper(claim: Claim, material: Material) -> tuple[Gap, ...]:
    """Return the gaps of a claim's text that only one proper name fills: that of an entity which is named once."""
    if {Slot.ACTOR, Slot.OBJECT} & claim.open:
        return ()
    found = material.by_claim[claim.id].gaps
    named = [gap.entity for gap in found if gap.entity]
    return tuple(
        gap
        for gap in found
        if gap.entity
        and named.count(gap.entity) == 1
        and gap.text_in(claim.text)[:1].isupper()
        and not _TELLING.search(claim.text[: gap.start])
        and not _others_fit(claim, gap, material)
    )


_TELLING = re.compile(r"\ban? $", re.I)  # "an ____" tells how the word begins


def _others_fit(claim: Claim, gap: Gap, material: Material) -> bool:
    bank = material.bank
    kind = bank.entity_by_id[gap.entity].kind
    rivals = (entity.id for entity in bank.entities if entity.kind is kind and entity.id != gap.entity)
    return any(material.same_elsewhere(claim, Gap(0, 0, entity=id_)) for id_ in rivals)


def _is_dated(found: tuple[Gap, ...]) -> bool:
    """Say whether a claim is about when something was: only then are its restatements told of the same event."""
    return any(gap.date for gap in found)


def _is_clear(found: tuple[Gap, ...], wanted: set[str]) -> bool:
    """Say whether a text names most of those that the claim names, so that it can be understood by itself."""
    return 2 * len({gap.entity for gap in found} & wanted) >= len(wanted)


# Where a date can be taken out of a sentence, and the rest is a sentence still.
_AT_END = re.compile(r",? (?:in|on|during|back in) $")
_TIMED = re.compile(  # a sentence whose date may be that of something else, or that leans on another sentence
    r"\b(?:before|after|when|while|since|until|till|ago|later|earlier|once|by|still|again|already|yet|whose|which|who)\b"
    r"|\b(?:first|second|third|last|next|\w+th) (?:time|year)\b"
    r"|^(?:and|but|so|then|it|he|she|they|this|that|these|those)\b",
    re.I,
)
_AT_START = re.compile(r"^(?:In|On|During|Back in) $")


def _event(texts: Mapping[str, tuple[Gap, ...]]) -> Event | None:
    """Return the event that the first text dates by one full date, told without it; None where no text does."""
    for text, found in texts.items():
        dated = [gap for gap in found if gap.date]
        if _TIMED.search(text) or len(dated) != 1 or not (days := _days(dated[0].date)):
            continue
        before, after = text[: dated[0].start], text[dated[0].end :]
        if (end := _AT_END.search(before)) and after == ".":
            return Event(before[: end.start()] + after, dated[0].text_in(text), *days)
        if _AT_START.search(before) and (rest := after.lstrip(", ")):
            return Event(rest[0].upper() + rest[1:], dated[0].text_in(text), *days)
    return None


_END_OF_TIME = 31


def _days(date: Date | None) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """Return the first and last day that a date can mean, or None where it is not exact or has no year."""
    if date is None or date.year is None or date.part or date.bound or date.last:
        return None
    month, day = date.month, date.day
    return (date.year, month or 1, day or 1), (date.year, month or 12, day or _END_OF_TIME)
