"""Findings -> verdict. The one place where evidence for and against is weighed; a second judge would join here.

Each candidate claim speaks for the statement (close to it, nothing in conflict), against it (close to it, with a
conflict, or closer to one of its false variants), or not at all. The strongest claim on either side decides; conflict
is tested before support. The bounds are chosen by `tools/fit_verdict.py` on labelled statements.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from nkquiz.check.terms import Clause, TermKind
from nkquiz.check.view import Judged, View, view
from nkquiz.model import Claim, Finding, PartReport, Relation, Report, Verdict

MAX_CLOSEST = 3
SAME_WORDS = 0.99  # the strength where the words are those of the bank
MUCH_MORE = 0.08  # how much more of the statement a false variant must cover whose telling words are not said
IN_ORDER, OUT_OF_ORDER = 0.9, 0.6  # concordance of a text whose words stand in the same order, and of one whose don't
TELLING = 0.1  # what a false variant gains by having what makes it false said
STRONGEST = 0.9  # the strength at most where they are not


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which closeness a claim speaks for or against a statement; see `docs/check.md`."""

    support: float = 0.62
    conflict: float = 0.55
    variant: float = 0.6
    variant_margin: float = -0.05  # how much closer than the claim a false variant must be
    lead: float = 0.05  # how much support must exceed conflict
    whole: float = 0.75  # share of a claim that must be said for it to speak of something with a strange name
    unexplained: float = 0.05  # what each unexplained word of weight takes off


@dataclass(frozen=True, slots=True)
class Weighed:
    """How strongly a claim speaks for and against a statement: 0 where it does not, else up to about 1."""

    view: View
    support: float
    conflict: float
    by_variant: bool = False


def weigh(seen: View, bounds: Bounds) -> Weighed:
    """Return how strongly a claim speaks for and against."""
    best, variant = seen.best, seen.variant
    if best.same_words:
        return Weighed(seen, SAME_WORDS, 0.0)
    if variant and variant.same_words:
        return Weighed(seen, 0.0, SAME_WORDS, by_variant=True)
    if best.adds_strange_name and not (best.conflicts and best.comparison.covering >= bounds.whole):
        return Weighed(seen, 0.0, 0.0)
    if variant and _told_false(variant, best, bounds):
        return Weighed(
            seen, 0.0, min(STRONGEST, variant.closeness + (TELLING if variant.comparison.tells else -TELLING)), True
        )
    if best.conflicts:
        strength = best.closeness - bounds.unexplained / 2 * best.unexplained
        return Weighed(seen, 0.0, min(STRONGEST, strength) if strength >= bounds.conflict else 0.0)
    strength = best.closeness - bounds.unexplained * best.unexplained
    return Weighed(seen, 0.0 if best.adds_entity else strength, 0.0)


def _refuted(weighed: Weighed, confirmed: Set[tuple[int, int]]) -> bool:
    """Say whether all that conflicts with this claim is a value that the supporting claim confirms.

    Two ministers travelled, in two months: what is right of the one conflicts with the other.
    """
    conflicts = weighed.view.best.conflicts
    return not weighed.by_variant and bool(conflicts) and all((f.start, f.end) in confirmed for f in conflicts)


def _told_false(variant: Judged, best: Judged, bounds: Bounds) -> bool:
    """Say whether a statement is rather a false variant than the claim, and has what makes it false."""
    c = variant.comparison
    close = variant.closeness >= max(bounds.variant, best.closeness + bounds.variant_margin)
    if not c.telling:  # it differs in nothing but the order of its words, or in little words
        return close and c.concordance >= IN_ORDER and best.comparison.concordance <= OUT_OF_ORDER
    return close and (c.tells or c.covered >= best.comparison.covered + MUCH_MORE)


def judge(clause: Clause, by_claim: Sequence[Sequence[Judged]], bounds: Bounds) -> PartReport:
    """Return the verdict on one clause from its comparisons with each candidate claim, the nearest first."""
    if not clause.terms:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This says nothing that could be checked.")
    if len(clause.terms) == 1 and clause.terms[0].kind is TermKind.ENTITY:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This names something, but says nothing of it.")
    if not by_claim:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "The source does not speak of this.")
    weighed = [weigh(view(judged), bounds) for judged in by_claim]
    closest = [w.view.claim for w in sorted(weighed, key=lambda w: -w.view.best.closeness)]
    best_for = max(weighed, key=lambda w: w.support)
    supported = best_for.support >= bounds.support
    confirmed = best_for.view.best.confirmed if supported else frozenset()
    against = max(weighed, key=lambda w: 0.0 if _refuted(w, confirmed) else w.conflict)
    if _refuted(against, confirmed):
        against = Weighed(against.view, 0.0, 0.0)
    if against.conflict and not (supported and best_for.support >= against.conflict + bounds.lead):
        return _contradicted(clause, against, closest)
    if supported:
        reason = f"The source says so: {best_for.view.claim.text}"
        agreements = best_for.view.best.agreements
        return _part(clause, Verdict.SUPPORTED, best_for.support, reason, best_for.view.claim, agreements, closest)
    reason = f"The source does not say this. The closest it comes: {closest[0].text}"
    nearest = max(weighed, key=lambda w: w.view.best.closeness).view.best
    return _part(clause, Verdict.NOT_IN_SOURCE, 1 - best_for.support / 2, reason, None, nearest.extras, closest)


def _contradicted(clause: Clause, found: Weighed, closest: Sequence[Claim]) -> PartReport:
    """Say why: what the bank says of the false variant, else what a rule found, else what the source says instead."""
    claim, findings = found.view.claim, found.view.best.conflicts
    variant = found.view.variant.comparison.variant if found.by_variant and found.view.variant else None
    if variant and (variant.why or not findings):
        message = variant.why or f"The source says otherwise: {claim.text}"
        rule = f"false-variant:{variant.reason}"
        findings = (Finding(rule, Relation.CONFLICT, message, clause.start, clause.end, claim.id), *findings)
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
