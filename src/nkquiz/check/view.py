"""A claim as a statement meets it: through its closest true wording and its closest false variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nkquiz.check.align import Comparison
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Claim, Finding, Relation

VALUES = (TermKind.QUANTITY, TermKind.DATE, TermKind.ORDINAL)
CONFLICT_MALUS = 0.04  # how much closer a conflicting wording must be than an agreeing one to stand for its claim
NEAR = 0.06  # wordings of a claim this near to the nearest vote on whether the statement conflicts with it
TELLING_BONUS = 0.2  # how much a false variant gains by having what makes it false said


@dataclass(frozen=True)
class Judged:
    """A comparison with what the rules found in it."""

    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The findings that speak against."""
        return tuple(finding for finding in self.findings if finding.relation is Relation.CONFLICT)

    @property
    def same_words(self) -> bool:
        """Whether the statement is the witness, but for case, names and punctuation."""
        c = self.comparison
        alike = not c.extra and not c.missing and all(p.strength == 1.0 and not p.opposite for p in c.pairs)
        return alike and not self.conflicts and c.concordance == 1.0

    @cached_property
    def closeness(self) -> float:
        """How much the two texts say the same, in both directions, between 0 and 1."""
        return (2 * self.comparison.covered + self.comparison.covering) / 3

    @cached_property
    def unexplained(self) -> int:
        """How many words of weight the statement has that neither the witness nor its neighbourhood speaks of."""
        return sum(not term.light and not self.comparison.is_told(term) for term in self.comparison.extra)

    @property
    def agreements(self) -> tuple[Finding, ...]:
        """The names, numbers and dates that the statement has in common with the witness."""
        claim = self.comparison.claim.id
        shared = (p.mine for p in self.comparison.pairs if p.mine.kind is not TermKind.WORD)
        return tuple(
            Finding("agreement", Relation.AGREE, f"The source says '{self._quote(t)}' too.", t.start, t.end, claim)
            for t in sorted(shared, key=lambda term: term.start)
        )

    @property
    def extras(self) -> tuple[Finding, ...]:
        """The words of weight that the source does not say here."""
        claim = self.comparison.claim.id
        return tuple(
            Finding("extra", Relation.EXTRA, f"The source does not say '{self._quote(t)}' here.", t.start, t.end, claim)
            for t in self.comparison.extra
            if not t.light and not self.comparison.is_told(t)
        )

    def _quote(self, term: Term) -> str:
        return self.comparison.statement.quote(term)

    @property
    def confirmed(self) -> frozenset[tuple[int, int]]:
        """Where the statement has a number or date that the witness has too."""
        wrong = {(f.start, f.end) for f in self.conflicts}
        values = (pair.mine for pair in self.comparison.pairs if pair.mine.kind in VALUES)
        return frozenset((term.start, term.end) for term in values) - wrong

    @property
    def adds_strange_name(self) -> bool:
        """Whether the statement names something that no one knows, and not in the place of something known."""
        swapped = {(f.start, f.end) for f in self.conflicts if f.rule == "actor"}
        return any(t.strange and (t.start, t.end) not in swapped for t in self.comparison.extra)

    @property
    def adds_entity(self) -> bool:
        """Whether the statement names somebody or something that neither the witness nor its neighbourhood does."""
        c = self.comparison
        return any(term.kind is TermKind.ENTITY and not c.is_told(term) for term in c.extra)


@dataclass(frozen=True)
class View:
    """The closest wording of a claim, and the closest of its false variants with which nothing conflicts."""

    claim: Claim
    best: Judged
    variant: Judged | None


def _agreeing(judged: Judged) -> float:
    return judged.closeness - CONFLICT_MALUS * bool(judged.conflicts)


def view(judged: Sequence[Judged]) -> View:
    """Return the view of one claim from all comparisons with its texts."""
    true = [j for j in judged if j.comparison.variant is None]
    nearest = max(j.closeness for j in true)
    near = [j for j in true if j.closeness >= nearest - NEAR]
    clashing = [j for j in near if j.conflicts]
    alike = [j for j in true if j.same_words]
    best = alike[0] if alike else max(clashing if 2 * len(clashing) > len(near) else near, key=_agreeing)
    false = [j for j in judged if j.comparison.variant is not None and not j.conflicts]
    variant = max(false, key=lambda j: j.closeness + TELLING_BONUS * j.comparison.tells, default=None)
    return View(best.comparison.claim, best, variant)
