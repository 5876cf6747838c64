"""Term and Clause: the one shape in which statements, claims, restatements and false variants are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from nkquiz.check.degrees import Degree
from nkquiz.check.timeline import Order, Span
from nkquiz.language.dates import Date
from nkquiz.language.quantities import Quantity
from nkquiz.once import once


class TermKind(StrEnum):
    """What a term is."""

    ENTITY = "entity"
    QUANTITY = "quantity"
    DATE = "date"
    ORDINAL = "ordinal"
    WORD = "word"


class Modality(StrEnum):
    """How real what is said is."""

    DONE = "done"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


class Role(StrEnum):
    """What part a term plays beside the verb or noun that it hangs on."""

    AGENT = "agent"  # who does it, or owns it
    PATIENT = "patient"  # to whom it is done
    RECIPIENT = "recipient"  # to, for, against, with whom
    OTHER = "other"


def entity_key(id_: str) -> str:
    """Return the key under which an entity is indexed: never the same as a word."""
    return f"e_{id_}"


Value = Quantity | Date | int


def value_keys(value: Value) -> tuple[str, ...]:
    """Return the keys under which a value is indexed: a number without its unit, a date by its year."""
    if isinstance(value, Quantity):
        return (f"n_{value.value:.4g}",)
    return (f"y_{value.year}",) if isinstance(value, Date) and value.year else ()


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One thing that a text speaks of. `key` is an entity id, a lemma, or the value as text.

    Terms are equal only to themselves: a word that stands twice in a text makes two terms.
    """

    kind: TermKind
    key: str
    start: int
    end: int
    lemmas: tuple[str, ...] = ()
    value: Value | None = None
    negated: bool = False
    target: bool = False  # the denial is aimed at this very term
    modality: Modality = Modality.DONE
    light: bool = False
    verb: bool = False
    aside: bool = False  # in a piece that only says before or after what it was: "before the elections of 2014"
    strange: bool = False  # a capitalised word that the bank does not use: most likely a name


class Relation(NamedTuple):
    """That one term plays a role beside another: both as indexes into the terms of their clause."""

    head: int
    role: Role
    member: int


class Bound(NamedTuple):
    """Two terms that go together, and the two set against them ("Rome took the north and Lima the south"), as indexes
    into the terms of their clause: `one` is set against `other`, and their fellows against each other."""

    one: int
    fellow: int
    other: int
    others_fellow: int


class Cause(NamedTuple):
    """Where a text tells its cause, and where its effect: offsets in the whole text."""

    cause: Span
    effect: Span


Members = tuple[tuple[Term, ...], ...]  # of a list: each member by its terms


@dataclass(frozen=True)
class Clause:
    """One independent part of a text. Offsets count from the start of the whole text."""

    source: str  # the whole text that the offsets count in
    start: int
    end: int
    terms: tuple[Term, ...]
    relations: tuple[Relation, ...] = ()
    quantifiers: frozenset[str] = frozenset()
    speaker: str = ""
    attributed: bool = False  # somebody is said to say, believe or expect it, or an expert is named
    verb: int = -1  # the index of the main verb's term, where it has one
    planned: bool = False  # a word says that it is planned, aimed at, hoped for
    conditional: bool = False  # a word says that it holds under a condition
    done: bool = False  # a perfect, a past tense or "already" says that it has happened
    already: bool = False  # "already" says so
    than: int = -1  # the offset of "than", or -1
    degrees: tuple[Degree, ...] = ()  # what it compares
    lists: tuple[Members, ...] = ()  # its lists
    cause: Cause | None = None  # what it gives as the cause of what
    orders: tuple[Order, ...] = ()  # which of the events that it tells of came first
    bound: tuple[Bound, ...] = ()  # which of two terms goes with which of two others
    same: tuple[tuple[int, int], ...] = ()  # which two names it says are one, as indexes into the terms
    turns: frozenset[str] = frozenset()  # words that deny something by themselves: "dropped", "first", "instead"
    carried: int = 0  # how many of the first terms are carried over from the part before

    @property
    def text(self) -> str:
        """The clause as it was typed."""
        return self.source[self.start : self.end].strip()

    def within(self, spans: Sequence[Span]) -> tuple[Term, ...]:
        """Return the terms that stand in one of `spans`."""
        return tuple(t for t in self.terms if any(span.start <= t.start < span.end for span in spans))

    def told(self, spans: Sequence[Span]) -> str:
        """Return the words of `spans`, one blank between them."""
        told = (self.source[span.start : span.end] for span in spans)
        return " ".join(words for words in told if any(c.isalnum() for c in words))

    def quote(self, term: Term) -> str:
        """Return a term as it was typed."""
        return self.source[term.start : term.end]

    @once
    def entities(self) -> tuple[Term, ...]:
        """The entity terms, in order."""
        return tuple(term for term in self.terms if term.kind is TermKind.ENTITY)

    @once
    def roles(self) -> dict[tuple[Term, Term], Role]:
        """The role of each relation's member beside its head: (head, member) -> role."""
        return {(self.terms[r.head], self.terms[r.member]): r.role for r in self.relations}
