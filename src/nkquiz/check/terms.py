"""Term and Clause: the one shape in which statements, claims, restatements and false variants are compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from nkquiz.check.dates import Date
from nkquiz.check.quantities import Quantity


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
    """What part an entity plays in its clause."""

    AGENT = "agent"
    PATIENT = "patient"
    OTHER = "other"  # in a prepositional or possessive phrase


def entity_key(id_: str) -> str:
    """Return the key under which an entity is indexed: never the same as a word."""
    return f"e_{id_}"


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
    quantity: Quantity | None = None
    date: Date | None = None
    ordinal: int = 0
    negated: bool = False
    modality: Modality = Modality.DONE
    role: Role = Role.OTHER
    light: bool = False
    strange: bool = False  # a capitalised word that the bank does not use: most likely a name


@dataclass(frozen=True)
class Clause:
    """One independent part of a text. Offsets count from the start of the whole text."""

    source: str  # the whole text that the offsets count in
    start: int
    end: int
    terms: tuple[Term, ...]
    quantifiers: frozenset[str] = frozenset()
    speaker: str = ""
    attributed: bool = False  # somebody is said to say, believe or expect it, or an expert is named
    verb: Term | None = None  # the main verb, where it is a term
    planned: bool = False  # a word says that it is planned, aimed at, hoped for
    done: bool = False  # a perfect, "was" or "already" says that it has happened
    than: int = -1  # the offset of "than", or -1
    order: str = ""  # "before" or "after", where the clause orders two events

    @property
    def text(self) -> str:
        """The clause as it was typed."""
        return self.source[self.start : self.end].strip()

    def quote(self, term: Term) -> str:
        """Return a term as it was typed."""
        return self.source[term.start : term.end]

    @cached_property
    def entities(self) -> tuple[Term, ...]:
        """The entity terms, in order."""
        return tuple(term for term in self.terms if term.kind is TermKind.ENTITY)

    @cached_property
    def modality(self) -> Modality:
        """The strongest modality short of done that any term has."""
        return next((term.modality for term in self.terms if term.modality is not Modality.DONE), Modality.DONE)
