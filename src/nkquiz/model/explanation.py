"""Explanation: how a statement was read, which claims came near, and what the rules found in them."""

from __future__ import annotations

from dataclasses import dataclass

from nkquiz.model.bank import Claim


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """One thing that a statement speaks of, and how surely the candidates confirm it, dispute it, or tell it only
    falsely: 0 to 1. `start` and `end` are offsets in the statement as typed."""

    text: str
    start: int
    end: int
    kind: str  # name, number, date, ordinal, word
    means: str  # the entity's name, the value, or the word's base form
    denied: bool = False
    carried: bool = False  # taken over from the part before
    confirmed: float = 0.0
    disputed: float = 0.0
    told_falsely: float = 0.0


@dataclass(frozen=True, slots=True)
class ReadRelation:
    """That `member` is the agent, patient, recipient or other company of `head`: all as typed."""

    head: str
    role: str
    member: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How one part of a statement was read."""

    terms: tuple[ReadTerm, ...]
    relations: tuple[ReadRelation, ...] = ()
    denied: tuple[str, ...] = ()  # what a denial is aimed at
    modality: str = "done"  # of the main verb: done, planned, possible, conditional
    planned: bool = False  # a word says that it is planned
    conditional: bool = False  # a word says that it holds under a condition
    quantifiers: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Words of the statement beside those of a wording, and how surely they stand for each other: 0 to 1."""

    statement: str
    source: str
    strength: float


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of a claim beside the statement. `reason` and `why` are a false variant's."""

    text: str
    closeness: float
    agree: tuple[Likeness, ...] = ()
    differ: tuple[Likeness, ...] = ()  # values that can't both be meant
    opposite: tuple[Likeness, ...] = ()  # words with opposite meanings
    denied: tuple[Likeness, ...] = ()  # what one side denies, and the other does not
    extra: tuple[str, ...] = ()  # words of weight in the statement only
    missing: tuple[str, ...] = ()  # words of weight in the wording only
    reason: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class RuleFound:
    """What one rule found in a wording: nothing, or one message or more."""

    rule: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that came near: its true wording that speaks for it, a false variant where one is about as near, and
    what each rule found in the true wording. Wordings that are far off are not shown to the rules."""

    claim: Claim
    decided: bool
    wording: Wording
    false_variant: Wording | None
    rules: tuple[RuleFound, ...]
    rules_applied: bool = True


@dataclass(frozen=True, slots=True)
class PartExplanation:
    """Why one part got its verdict. Candidates stand in the order of their closeness, the nearest first."""

    text: str
    start: int
    end: int
    reading: Reading
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement got its verdict. Its parts are those of its report; `as_a_whole` if it could have been cut."""

    parts: tuple[PartExplanation, ...]
    as_a_whole: bool = False
