"""Findings -> verdict. The one place where evidence for and against is weighed; a second judge would join here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.align import Comparison
from nkquiz.check.statement import Clause
from nkquiz.model import Claim, Finding, PartReport, Relation, Report, Verdict

SUPPORT = 0.74  # share of a statement that must be covered for it to be supported
CONFLICT = 0.66  # share that must be covered around a conflict for it to contradict
MIN_COVERING = 0.3  # share of the witness that a supported statement must speak of
VARIANT = 0.8  # likeness to a false variant from which the statement counts as that variant
MARGIN = 0.02  # how much closer a conflicting wording of a claim must be than an agreeing one of the same claim
MAX_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A comparison with what the rules found in it."""

    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def conflict(self) -> bool:
        """Whether a rule found a conflict."""
        return any(finding.relation is Relation.CONFLICT for finding in self.findings)

    @property
    def closeness(self) -> float:
        """How much the two texts say the same, in both directions, between 0 and 1."""
        c = self.comparison
        return (2 * c.covered + c.covering) / 3


def judge(clause: Clause, judged: Sequence[Judged], closest: Sequence[Claim]) -> PartReport:
    """Return the verdict on one clause from all its comparisons. Conflict is tested before support."""
    if not clause.terms:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This says nothing that could be checked.")
    true = [j for j in judged if j.comparison.variant is None]
    agreeing = [j for j in true if not j.conflict and j.comparison.covering >= MIN_COVERING]
    best_for = max(agreeing, key=lambda j: j.closeness, default=None)
    agreed = {j.comparison.claim.id: j.closeness for j in sorted(agreeing, key=lambda j: j.closeness)}
    clashing = [j for j in true if j.conflict and j.closeness > agreed.get(j.comparison.claim.id, 0.0) + MARGIN]
    best_against = max(clashing, key=lambda j: j.closeness, default=None)
    variants = [j for j in judged if j.comparison.tells and not j.conflict]
    best_variant = max(variants, key=lambda j: j.closeness, default=None)
    support = best_for.closeness if best_for and best_for.comparison.covered >= SUPPORT else 0.0
    against = best_against.closeness if best_against and best_against.comparison.covered >= CONFLICT else 0.0
    variant = best_variant.closeness if best_variant and best_variant.comparison.covered >= VARIANT else 0.0
    if best_variant and variant > max(support, against - 0.1):
        same = [j for j in clashing if j.comparison.claim is best_variant.comparison.claim]
        return _told_false(clause, best_variant, max(same, key=lambda j: j.closeness, default=None), closest)
    if best_against and against > support - 0.05:
        return _contradicted(clause, best_against, _confidence(against), closest)
    if best_for and support:
        reason = f"The source says so: {best_for.comparison.claim.text}"
        return _part(clause, Verdict.SUPPORTED, _confidence(support), reason, best_for, closest)
    nearest = f" The closest it comes: {closest[0].text}" if closest else ""
    confidence = 1 - max((j.comparison.covered for j in true), default=0.0) / 2
    return _part(clause, Verdict.NOT_IN_SOURCE, confidence, f"The source does not say this.{nearest}", None, closest)


def _told_false(clause: Clause, judged: Judged, rules: Judged | None, closest: Sequence[Claim]) -> PartReport:
    """Contradict by a false variant; the reason is the bank's own, or else what the rules say of the same claim."""
    variant, claim = judged.comparison.variant, judged.comparison.claim
    if rules and not (variant and variant.why):
        return _contradicted(clause, rules, _confidence(judged.closeness), closest)
    why = variant.why if variant and variant.why else f"The source says otherwise: {claim.text}"
    rule = f"false-variant:{variant.reason}" if variant else "false-variant"
    finding = Finding(rule, Relation.CONFLICT, why, clause.start, clause.end, claim.id)
    return _part(
        clause, Verdict.CONTRADICTED, _confidence(judged.closeness), why, Judged(judged.comparison, (finding,)), closest
    )


def _contradicted(clause: Clause, judged: Judged, confidence: float, closest: Sequence[Claim]) -> PartReport:
    finding = next(f for f in judged.findings if f.relation is Relation.CONFLICT)
    return _part(clause, Verdict.CONTRADICTED, confidence, finding.message, judged, closest)


def _confidence(closeness: float) -> float:
    return max(0.5, min(0.99, closeness))


def _part(
    clause: Clause,
    verdict: Verdict,
    confidence: float,
    reason: str,
    judged: Judged | None = None,
    closest: Sequence[Claim] = (),
) -> PartReport:
    return PartReport(
        text=clause.text,
        start=clause.start,
        end=clause.end,
        verdict=verdict,
        confidence=round(confidence, 2),
        reason=reason,
        claims=(judged.comparison.claim,) if judged else (),
        findings=judged.findings if judged else (),
        closest=tuple(closest[:MAX_CLOSEST]),
    )


def combine(statement: str, parts: Sequence[PartReport]) -> Report:
    """Return the verdict on a whole statement from those on its parts.

    Supported with anything else is mixed; contradicted with not in the source is contradicted.
    """
    if not parts:
        reason = "There is nothing here that could be checked."
        return Report(statement, Verdict.NOT_IN_SOURCE, 0.99, reason)
    verdicts = {part.verdict for part in parts}
    if len(verdicts) == 1:
        verdict = parts[0].verdict
    elif Verdict.SUPPORTED in verdicts:
        verdict = Verdict.MIXED
    else:
        verdict = Verdict.CONTRADICTED
    telling = [part for part in parts if verdict is Verdict.MIXED or part.verdict is verdict]
    reason = " ".join(part.reason for part in telling)
    if verdict is Verdict.MIXED:
        reason = " ".join(f"'{part.text}': {part.reason}" for part in parts)
    return Report(statement, verdict, min(part.confidence for part in telling), reason, tuple(parts))
