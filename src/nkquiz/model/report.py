"""Verdict, finding and report: what `check` says of a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nkquiz.model.bank import Claim


class Verdict(StrEnum):
    """What the source says about a statement."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_SOURCE = "not_in_source"
    MIXED = "mixed"


class Relation(StrEnum):
    """How the compared words of statement and claim stand to each other."""

    AGREE = "agree"
    CONFLICT = "conflict"
    EXTRA = "extra"  # in the statement, but not in the claim that comes closest


@dataclass(frozen=True, slots=True)
class Finding:
    """One comparison between a statement and a claim. `start` and `end` are offsets in the statement as typed."""

    rule: str
    relation: Relation
    message: str
    start: int
    end: int
    claim: str = ""


@dataclass(frozen=True, slots=True)
class PartReport:
    """The verdict on one independent part of a statement."""

    text: str
    start: int
    end: int
    verdict: Verdict
    confidence: float
    reason: str
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    closest: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on a statement, with the reason, and the same for each of its parts."""

    statement: str
    verdict: Verdict
    confidence: float
    reason: str
    parts: tuple[PartReport, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that decided, each once, in the order of the parts."""
        return tuple({claim.id: claim for part in self.parts for claim in part.claims}.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all parts."""
        return tuple(finding for part in self.parts for finding in part.findings)

    @property
    def closest(self) -> tuple[Claim, ...]:
        """The nearest claims of all parts, each once."""
        return tuple({claim.id: claim for part in self.parts for claim in part.closest}.values())
