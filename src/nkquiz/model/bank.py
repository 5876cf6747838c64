"""Bank, source, entity, claim and what they are made of.

Everything knows the line of the file that it stands on, so that every later message can point at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from nkquiz.text import fingerprint


class ClaimKind(StrEnum):
    """What sort of thing the source says."""

    FACT = "fact"  # a reported fact
    OPINION = "opinion"  # what a named speaker believes
    PLAN = "plan"  # an aim or intention, not done yet
    CONDITION = "condition"  # what would hold if
    BACKGROUND = "background"  # history that the source takes as known
    INTERPRETATION = "interpretation"  # the author's own reading


class Reason(StrEnum):
    """Why a false variant is false: the slot in which it differs from the source."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    ORDER = "order"
    ACTOR = "actor"
    ROLES = "roles"
    OBJECT = "object"
    PLACE = "place"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    QUANTIFIER = "quantifier"
    MODALITY = "modality"
    SPEAKER = "speaker"
    CAUSE = "cause"
    COMPARISON = "comparison"


class EntityKind(StrEnum):
    """What sort of thing an entity is. Lures are taken from the same kind."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    AGREEMENT = "agreement"
    WORK = "work"
    GROUP = "group"
    THING = "thing"


class Slot(StrEnum):
    """A part of a claim that a bank may mark as `open` (other values may be true too) or `single`."""

    ACTOR = "actor"
    OBJECT = "object"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"


class SourceKind(StrEnum):
    """What a bank is made from. Claims of an article have their place in it; cards have none."""

    ARTICLE = "article"
    CARDS = "cards"  # a set of cards or questions that somebody has written


class Severity(StrEnum):
    """How much a problem matters: an error keeps a bank from loading or a lint from passing, a warning is something
    that a finished bank does not have, a hint something that it can be better without."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Locator(NamedTuple):
    """Where in the source a sentence stands: paragraph and sentence, both counted from 1."""

    paragraph: int
    sentence: int

    def __str__(self) -> str:
        return f"{self.paragraph}.{self.sentence}"

    @classmethod
    def parse(cls, text: str) -> Locator | None:
        """Return the locator written `paragraph.sentence`, or None if `text` is none."""
        left, dot, right = text.strip().partition(".")
        if not (dot and left.isascii() and right.isascii() and left.isdigit() and right.isdigit()):
            return None
        if len(left) > 5 or len(right) > 5:
            return None
        return cls(int(left), int(right))


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a bank: where, what, and what to do about it. Line 0 stands for the whole file."""

    line: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    code: str = ""

    def at(self, path: str) -> str:
        """Return the problem as `file:line: message (hint)`."""
        where = f"{path}:{self.line}" if self.line else path
        return f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the source says it: a locator and a verbatim fragment of at most ten words."""

    at: Locator
    quote: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Restatement:
    """The claim as other people would say it."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class FalseVariant:
    """The claim as people get it wrong, with the reason why it is wrong."""

    text: str
    reason: Reason
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Something beyond the source, and what it is based on. It never decides a verdict."""

    text: str
    basis: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lure:
    """A wrong option written by hand, and what to tell somebody who takes it."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question written by hand: what is asked, the right answer, and the lures.

    Without lures the answer is typed, and `also` holds what is right too; a number may be `tolerance` off. `why` is
    told after any answer.
    """

    ask: str
    key: str
    lures: tuple[Lure, ...] = ()
    line: int = 0
    also: tuple[str, ...] = ()
    tolerance: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic thing the source says, in the bank's own words."""

    id: str
    text: str
    topic: str
    kind: ClaimKind
    evidence: tuple[Evidence, ...]
    restatements: tuple[Restatement, ...] = ()
    false_variants: tuple[FalseVariant, ...] = ()
    speaker: str = ""
    open: frozenset[Slot] = frozenset()
    single: frozenset[Slot] = frozenset()
    questions: tuple[WrittenQuestion, ...] = ()
    note: Note | None = None
    line: int = 0
    draft: bool = False  # not finished: it may lack anything but its id and evidence

    @property
    def locators(self) -> tuple[Locator, ...]:
        """Where the source says it, each sentence once."""
        return tuple(dict.fromkeys(evidence.at for evidence in self.evidence))

    @property
    def affirmations(self) -> tuple[str, ...]:
        """The claim's text and its restatements: everything in it that is true of the source."""
        return (self.text, *(r.text for r in self.restatements))


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, country, organisation ... that claims speak of, with the names it goes by."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()  # aliases that are ambiguous on their own, such as "the North"
    of: str = ""  # the entity this one acts for: a president's country, a professor's university
    line: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """A statement that is on topic but that the source neither supports nor contradicts."""

    text: str
    topic: str
    line: int = 0

    @property
    def id(self) -> str:
        """What progress is kept under: it stands for the words of the text."""
        return f"unknown-{fingerprint(self.text)}"


@dataclass(frozen=True, slots=True)
class Outside:
    """A line of the page that is no part of the article: a title, a byline, a footer."""

    fingerprint: str
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The article: how to cite it, the date its relative dates count from, a fingerprint for each sentence. A set of
    cards may have neither author nor date."""

    title: str
    author: str
    date: str
    paragraphs: tuple[tuple[str, ...], ...]
    outside: tuple[Outside, ...] = ()
    url: str = ""
    line: int = 0
    kind: SourceKind = SourceKind.ARTICLE

    @property
    def citation(self) -> str:
        """How the source is cited."""
        date = f" ({self.date})" if self.date else ""
        return ", ".join(filter(None, (self.author, self.title))) + date

    @property
    def locators(self) -> tuple[Locator, ...]:
        """All locators of the article, in order."""
        return tuple(Locator(p, s) for p, prints in enumerate(self.paragraphs, 1) for s in range(1, len(prints) + 1))

    def fingerprint(self, at: Locator) -> str | None:
        """Return the fingerprint of the sentence at `at`, or None where the article has none."""
        if 1 <= at.paragraph <= len(self.paragraphs) and 1 <= at.sentence <= len(self.paragraphs[at.paragraph - 1]):
            return self.paragraphs[at.paragraph - 1][at.sentence - 1]
        return None


@dataclass(frozen=True)
class Bank:
    """A source, its entities and its claims.

    Drafts stand apart from the claims, so that whatever asks or checks with `claims` can't meet one.
    """

    id: str
    source: Source
    topics: Mapping[str, str]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    unknowns: tuple[Unknown, ...] = ()
    skipped: Mapping[Locator, str] = field(default_factory=dict)
    path: str = ""
    drafts: tuple[Claim, ...] = ()

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Every claim under its id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def unknown_by_id(self) -> Mapping[str, Unknown]:
        """Every unknown under its id."""
        return {unknown.id: unknown for unknown in self.unknowns}

    @cached_property
    def entity_by_id(self) -> Mapping[str, Entity]:
        """Every entity under its id."""
        return {entity.id: entity for entity in self.entities}

    def __getstate__(self) -> dict[str, Any]:
        """Pickle and copy the fields alone. What has been derived from them and is kept beside them stays behind."""
        return {item.name: getattr(self, item.name) for item in fields(self)}
