"""A claim as a statement meets it: through its closest true wording and its closest false variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.align import SURE, Pair, alike
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Claim, Finding, Relation
from nkquiz.once import once

VALUES = (TermKind.QUANTITY, TermKind.DATE, TermKind.ORDINAL)
TOLD_WORTH = 0.8  # what a term counts that only claims on the same sentences speak of
CONFLICT_COST = 0.12  # what a rule's conflict takes off the agreement of two texts
CONFLICT_MALUS = 0.04  # how much closer a conflicting wording must be than an agreeing one to stand for its claim
VALUE_RULES = frozenset(("number", "date", "ordinal"))
SLOT_RULES = VALUE_RULES | {"actor", "identity"}
EXCHANGES = SLOT_RULES | {"roles"}  # what also goes wrong where one name stands for another
NEAR = 0.06  # wordings of a claim this near to the nearest vote on whether the statement conflicts with it
TELLING_BONUS = 0.2  # how much a false variant gains by having what makes it false said


@dataclass(frozen=True)
class Judged:
    """A comparison with what the rules found in it."""

    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def is_false(self) -> bool:
        """Whether the wording is a false variant."""
        return self.comparison.witness.variant is not None

    @once
    def conflicts(self) -> tuple[Finding, ...]:
        """The findings that speak against."""
        return tuple(finding for finding in self.findings if finding.relation is Relation.CONFLICT)

    @once
    def same_text(self) -> bool:
        """Whether the statement is the wording, but for case and final marks."""
        c = self.comparison
        return bare(c.statement.text) == bare(c.witness.text) and not c.statement.carried

    @once
    def same_words(self) -> bool:
        """Whether the statement is the wording, but for case, names and punctuation."""
        c = self.comparison
        return self.same_text or (
            not c.extra
            and not c.missing
            and all(_same(pair) for pair in c.pairs)
            and not self.conflicts
            and c.concordance == 1.0
            and c.statement.quantifiers == c.theirs.quantifiers
            and len(c.statement.orders) == len(c.theirs.orders)
        )

    @once
    def covered(self) -> float:
        """The share of the statement's weight that the wording, or else its neighbourhood, speaks of."""
        c = self.comparison
        if self.is_false:
            return c.covered
        told = sum(w for t, w in zip(c.statement.terms, c.weights, strict=True) if t not in c.partner and c.is_told(t))
        return c.covered + TOLD_WORTH * told / (sum(c.weights) or 1.0)

    @once
    def closeness(self) -> float:
        """How much the two texts say the same, in both directions, between 0 and 1."""
        return (2 * self.covered + self.comparison.covering) / 3

    @once
    def agreement(self) -> float:
        """How much the two texts say the same, less what is at odds and what conflicts."""
        return self.comparison.agreement - CONFLICT_COST * len({finding.rule for finding in self.conflicts})

    @once
    def unexplained(self) -> int:
        """How many words of weight the statement has that neither the wording nor its neighbourhood speaks of."""
        return sum(not term.light and not self.comparison.is_told(term) for term in self.comparison.extra)

    @once
    def said(self) -> float:
        """The share of the statement's weight that this one wording says just so."""
        c, wrong = self.comparison, self.wrong
        sure = {
            p.mine
            for p in c.pairs
            if p.strength >= SURE and not p.at_odds and not p.differs and (p.mine.start, p.mine.end) not in wrong
        }
        return sum(w for t, w in zip(c.statement.terms, c.weights, strict=True) if t in sure) / (sum(c.weights) or 1.0)

    @once
    def wrong(self) -> frozenset[tuple[int, int]]:
        """Where the statement has a number or date that a rule found wrong."""
        return frozenset((f.start, f.end) for f in self.conflicts if f.rule in VALUE_RULES)

    @once
    def exchanged(self) -> float:
        """What `said` would be if the names, numbers and dates that conflict were right; 0 where anything else, or
        nothing, conflicts."""
        c = self.comparison
        rules = {finding.rule for finding in self.conflicts}
        if not rules & SLOT_RULES or not rules <= EXCHANGES:
            return 0.0
        spans = {(f.start, f.end) for f in self.conflicts}
        terms = zip(c.statement.terms, c.weights, strict=True)
        return min(1.0, self.said + sum(w for t, w in terms if (t.start, t.end) in spans) / (sum(c.weights) or 1.0))

    @property
    def adds_strange_name(self) -> bool:
        """Whether the statement names something that no one knows, and not in the place of something known."""
        swapped = {(f.start, f.end) for f in self.conflicts if f.rule == "actor"}
        return any(t.strange and (t.start, t.end) not in swapped for t in self.comparison.extra)

    @property
    def adds_entity(self) -> bool:
        """Whether the statement names somebody or something that neither the wording nor its neighbourhood does."""
        c = self.comparison
        return any(term.kind is TermKind.ENTITY and not c.is_told(term) for term in c.extra)

    @property
    def adds_member(self) -> bool:
        """Whether the statement has a member more in a list of the wording."""
        found = self.comparison.list_change
        return found is not None and found.instead_of is None

    @property
    def agreements(self) -> tuple[Finding, ...]:
        """The names, numbers and dates that the statement has in common with the wording."""
        c = self.comparison
        shared = (p.mine for p in c.pairs if p.mine.kind is not TermKind.WORD and p.mine.start >= c.statement.start)
        return tuple(
            Finding("agreement", Relation.AGREE, f"The source says '{self._quote(t)}' too.", t.start, t.end, c.claim.id)
            for t in sorted(shared, key=lambda term: term.start)
        )

    @property
    def extras(self) -> tuple[Finding, ...]:
        """The words of weight that the source does not say here."""
        claim = self.comparison.claim.id
        return tuple(
            Finding("extra", Relation.EXTRA, f"The source does not say '{self._quote(t)}' here.", t.start, t.end, claim)
            for t in self.comparison.extra
            if not t.light and not self.comparison.is_told(t) and t.start >= self.comparison.statement.start
        )

    def _quote(self, term: Term) -> str:
        return self.comparison.statement.quote(term)

    @property
    def confirmed(self) -> frozenset[tuple[int, int]]:
        """Where the statement has the very number, date or name that the wording has too."""
        wrong = {(f.start, f.end) for f in self.conflicts}
        same = (pair.mine for pair in self.comparison.pairs if _exactly(pair))
        return frozenset((term.start, term.end) for term in same) - wrong


def bare(text: str) -> str:
    """Return `text` without its case and its final marks."""
    return text.casefold().rstrip(" .!?")


def _same(pair: Pair) -> bool:
    """Say whether two terms are the same word, name or value."""
    if pair.strength < 1.0 or pair.opposite or pair.mine.negated != pair.theirs.negated:
        return False
    return alike(pair.mine, pair.theirs)


def _exactly(pair: Pair) -> bool:
    """Say whether two terms are the same number, date or name."""
    kind = pair.mine.kind
    return pair.alike if kind in VALUES else kind is TermKind.ENTITY and pair.strength == 1.0


@dataclass(frozen=True)
class View:
    """All compared wordings of a claim, the one that stands for it, and the closest false variant without conflict."""

    judged: tuple[Judged, ...]
    best: Judged
    variant: Judged | None

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.best.comparison.claim


def _agreeing(judged: Judged) -> float:
    return judged.closeness - CONFLICT_MALUS * bool(judged.conflicts)


def _telling(judged: Judged) -> tuple[bool, float]:
    return judged.same_text, judged.closeness + TELLING_BONUS * (judged.comparison.tells == 1.0)


def view(judged: Sequence[Judged]) -> View:
    """Return the view of one claim from the comparisons with its wordings, of which at least one is true."""
    true = [j for j in judged if not j.is_false]
    nearest = max(j.closeness for j in true)
    near = [j for j in true if j.closeness >= nearest - NEAR]
    clashing = [j for j in near if j.conflicts]
    alike = sorted((j for j in true if j.same_words), key=lambda j: not j.same_text)
    confirmed = frozenset().union(*(j.confirmed for j in near))
    disputed = [
        j for j in clashing if any(f.rule in SLOT_RULES and (f.start, f.end) not in confirmed for f in j.conflicts)
    ]
    if disputed:  # the wordings that give no value, or name nobody, abstain
        near = disputed
        clashing = disputed
    best = alike[0] if alike else max(clashing if 2 * len(clashing) > len(near) else near, key=_agreeing)
    false = [j for j in judged if j.is_false and (j.same_text or not j.conflicts)]
    variant = max(false, key=_telling, default=None)
    return View(tuple(judged), best, variant)
