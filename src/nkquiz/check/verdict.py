"""Findings -> verdict. The one place where evidence for and against is weighed; a second judge would join here.

For each candidate claim a linear model over `features` gives the odds that the claim supports, or contradicts, the
statement, or does neither. Its weights are data (`data/weights.json`), fitted by `tools/fit_verdict.py` on labelled
statements. The surest claim decides; when none is sure enough, the statement is not in the source.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nkquiz.check.features import FEATURES, Judged, View, features, view
from nkquiz.check.statement import Clause
from nkquiz.model import Claim, Finding, PartReport, Relation, Report, Verdict

MAX_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """For each class the weight of each feature, and from which odds on a class decides."""

    support: tuple[float, ...]
    conflict: tuple[float, ...]
    support_from: float
    conflict_from: float


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """Return the weights that nkquiz ships.

    Raises:
        ValueError: the file is for other features.
    """
    data = json.loads((files("nkquiz.check") / "data" / "weights.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("weights.json is for other features: run tools/fit_verdict.py")
    return Weights(tuple(data["support"]), tuple(data["conflict"]), data["support_from"], data["conflict_from"])


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a claim supports or contradicts a statement."""

    view: View
    support: float
    conflict: float


def odds(seen: View, weights: Weights) -> Odds:
    """Return the softmax of the two scores, neither having score 0."""
    values = features(seen)
    support = math.exp(_dot(weights.support, values))
    conflict = math.exp(_dot(weights.conflict, values))
    total = 1.0 + support + conflict
    return Odds(seen, support / total, conflict / total)


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return max(-30.0, min(30.0, sum(w * v for w, v in zip(weights, values, strict=True))))


def judge(clause: Clause, by_claim: Sequence[Sequence[Judged]], weights: Weights) -> PartReport:
    """Return the verdict on one clause from its comparisons with each candidate claim, the nearest first."""
    if not clause.terms:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This says nothing that could be checked.")
    views = [view(judged) for judged in by_claim]
    closest = [seen.claim for seen in sorted(views, key=lambda seen: -seen.best.closeness)]
    if not views:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "The source does not speak of this.")
    judged = [odds(seen, weights) for seen in views]
    best_for = max(judged, key=lambda o: o.support)
    against = max(judged, key=lambda o: o.conflict)
    if against.conflict >= weights.conflict_from and against.conflict > best_for.support:
        return _contradicted(clause, against, closest)
    if best_for.support >= weights.support_from:
        reason = f"The source says so: {best_for.view.claim.text}"
        findings = tuple(f for f in best_for.view.best.findings if f.relation is not Relation.CONFLICT)
        return _part(clause, Verdict.SUPPORTED, best_for.support, reason, best_for.view.claim, findings, closest)
    confidence = 1 - max(best_for.support, against.conflict)
    reason = f"The source does not say this. The closest it comes: {closest[0].text}"
    return _part(clause, Verdict.NOT_IN_SOURCE, confidence, reason, None, (), closest)


def _contradicted(clause: Clause, found: Odds, closest: Sequence[Claim]) -> PartReport:
    """Say why: what the bank says of the false variant, else what a rule found, else what the source says instead."""
    claim, findings = found.view.claim, found.view.best.conflicts
    variant = found.view.variant
    told = variant.comparison.variant if variant and variant.comparison.tells else None
    if told and (told.why or not findings):
        message = told.why or f"The source says otherwise: {claim.text}"
        rule = f"false-variant:{told.reason}"
        findings = (Finding(rule, Relation.CONFLICT, message, clause.start, clause.end, claim.id), *findings)
    elif not findings:
        message = f"The source says otherwise: {claim.text}"
        findings = (Finding("likeness", Relation.CONFLICT, message, clause.start, clause.end, claim.id),)
    return _part(clause, Verdict.CONTRADICTED, found.conflict, findings[0].message, claim, findings, closest)


def _part(
    clause: Clause,
    verdict: Verdict,
    confidence: float,
    reason: str,
    claim: Claim | None = None,
    findings: tuple[Finding, ...] = (),
    closest: Sequence[Claim] = (),
) -> PartReport:
    return PartReport(
        text=clause.text,
        start=clause.start,
        end=clause.end,
        verdict=verdict,
        confidence=round(max(0.34, min(0.99, confidence)), 2),
        reason=reason,
        claims=(claim,) if claim else (),
        findings=findings,
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
    reason = " ".join(dict.fromkeys(part.reason for part in telling))
    if verdict is Verdict.MIXED:
        reason = " ".join(f"'{part.text}': {part.reason}" for part in parts)
    return Report(statement, verdict, min(part.confidence for part in telling), reason, tuple(parts))
