"""Views -> verdict. The one place where evidence for and against is weighed; a second judge would join here.

Each candidate claim speaks for the statement (close to it, nothing in conflict), against it (close to it, with a
conflict, or closer to one of its false variants), or not at all: `weigh`. The strongest claims on either side, the
votes of the nearest wordings on each word, and how well the best true and the best false wording agree are put into
some forty measures, from which a multinomial logistic model says how likely each outcome is. Its weights stand in
`data/verdict.json`, learned by `tools/fit_verdict.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nkquiz.check import additions, plans, votes
from nkquiz.check.terms import Clause, TermKind
from nkquiz.check.view import VALUE_RULES, Judged, View
from nkquiz.model import Claim, Finding, PartReport, Relation, Report, Verdict

MAX_CLOSEST = 3
SAME_TEXT, SAME_WORDS = 1.0, 0.99  # how sure a verdict is where the text, or at least its words, are the bank's
OUTCOMES = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE)
SUPPORT, CONFLICT, VARIANT = 0.62, 0.55, 0.6  # from which closeness a claim, a conflict, a false variant speaks
VARIANT_MARGIN = -0.05  # how much closer than the claim a false variant must be
LEAD = 0.05  # how much support must exceed conflict
WHOLE = 0.75  # share of a wording that must be said for it to speak of something with a strange name
UNEXPLAINED = 0.05  # what each unexplained word of weight takes off
MUCH_MORE = 0.08  # how much more of the statement a false variant must cover whose telling words are not said
IN_ORDER, OUT_OF_ORDER = 0.9, 0.6  # concordance of a text whose words stand in the same order, and of one whose don't
TELLING = 0.1  # what a false variant gains by having what makes it false said
NEAR = 0.98  # the support at most where the words are not the same
STRONGEST = 0.9  # the strength at most where it is not
ALSO_NEAR = 0.25  # how much less near than the nearest a claim may be to have votes
WHOLLY = 0.9  # from which share of it a statement is said as a whole by one wording
AGREEMENT_STEPS, LEAD_STEPS = (0.6, 0.75, 0.88), (-0.1, 0.0, 0.1)

Weights = Mapping[str, Sequence[float]]  # by measure, one weight an outcome


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """Return the weights that come with the program."""
    found: Weights = json.loads((files("nkquiz.check") / "data" / "verdict.json").read_text(encoding="utf-8"))
    return found


def likelihoods(weights: Weights, measures: Mapping[str, float]) -> tuple[float, ...]:
    """Return how likely the three outcomes are, adding up to 1."""
    sums = list(weights["bias"])
    for name, value in measures.items():
        if value and name in weights:
            for outcome, weight in enumerate(weights[name]):
                sums[outcome] += weight * value
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    return tuple(power / sum(powers) for power in powers)


@dataclass(frozen=True, slots=True)
class Weighed:
    """How strongly a claim speaks for and against a statement: 0 where it does not, else up to about 1."""

    view: View
    support: float
    conflict: float
    by_variant: bool = False


def weigh(seen: View) -> Weighed:
    """Return how strongly a claim speaks for and against."""
    best, variant = seen.best, seen.variant
    if best.same_text:
        return Weighed(seen, SAME_TEXT, 0.0)
    if variant and variant.same_text:
        return Weighed(seen, 0.0, SAME_TEXT, by_variant=True)
    if best.same_words:
        return Weighed(seen, SAME_WORDS, 0.0)
    if variant and variant.same_words:
        return Weighed(seen, 0.0, SAME_WORDS, by_variant=True)
    if best.adds_strange_name and not (best.conflicts and best.comparison.covering >= WHOLE):
        return Weighed(seen, 0.0, 0.0)
    if variant and _told_false(variant, best):
        told = TELLING if variant.comparison.tells == 1.0 else -TELLING
        return Weighed(seen, 0.0, min(STRONGEST, variant.closeness + told), by_variant=True)
    if best.conflicts:
        strength = best.closeness - UNEXPLAINED / 2 * best.unexplained
        return Weighed(seen, 0.0, min(STRONGEST, strength) if strength >= CONFLICT else 0.0)
    adds = best.adds_entity or any(judged.adds_member for judged in seen.judged if not judged.is_false)
    return Weighed(seen, 0.0 if adds else min(NEAR, best.closeness - UNEXPLAINED * best.unexplained), 0.0)


def _told_false(variant: Judged, best: Judged) -> bool:
    """Say whether a statement is rather a false variant than the claim, and has what makes it false."""
    witness = variant.comparison.witness
    close = variant.closeness >= max(VARIANT, best.closeness + VARIANT_MARGIN)
    if not (witness.telling or witness.turned or witness.quantifiers):  # it differs in the order of its words alone
        return close and variant.comparison.concordance >= IN_ORDER and best.comparison.concordance <= OUT_OF_ORDER
    told = variant.comparison.tells
    much_more = variant.comparison.covered >= best.comparison.covered + MUCH_MORE
    return close and (told == 1.0 or (told > 0.0 and much_more))


@dataclass(frozen=True, slots=True)
class Hearing:
    """All candidate claims weighed, the strongest on either side, and those near enough to have votes."""

    supporting: Weighed
    conflicting: Weighed
    near: tuple[View, ...]
    closest: tuple[Claim, ...]  # all candidates, the nearest first
    measures: Mapping[str, float]


def hear(views: Sequence[View]) -> Hearing:
    """Return what the candidate claims say together."""
    weighed = [weigh(seen) for seen in views]
    supporting = max(weighed, key=lambda w: w.support)
    confirmed = supporting.view.best.confirmed if supporting.support >= SUPPORT else frozenset()

    def conflict(w: Weighed) -> float:
        """Nothing where all that conflicts is a value that the supporting claim confirms."""
        found = w.view.best.conflicts
        refuted = not w.by_variant and bool(found) and all((f.start, f.end) in confirmed for f in found)
        return 0.0 if refuted else w.conflict

    conflicting = max(weighed, key=conflict)
    ranked = sorted(views, key=_nearness, reverse=True)
    near = tuple(seen for seen in ranked if _nearness(seen) > _nearness(ranked[0]) - ALSO_NEAR)
    measures = {
        **_of_claims(supporting.support, conflict(conflicting)),
        **votes.measures(near),
        **additions.measures(near),
        **plans.measures(near),
        **_of_wordings([judged for seen in views for judged in seen.judged]),
    }
    return Hearing(supporting, conflicting, near, tuple(seen.claim for seen in ranked), measures)


def _nearness(seen: View) -> float:
    """Return how near a claim is to the statement, whatever it says of it."""
    return seen.best.covered + seen.best.comparison.covering / 2


def _of_claims(support: float, conflict: float) -> dict[str, float]:
    """Return the measures of the strongest claims on either side; by the rule of thumb, conflict is tested first."""
    supported = support >= SUPPORT
    contradicted = bool(conflict) and not (supported and support >= conflict + LEAD)
    return {
        "support": support,
        "conflict": conflict,
        "support over conflict": support - conflict,
        "contradicted": float(contradicted),
        "supported": float(supported and not contradicted),
    }


def _of_wordings(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the measures of the wordings that agree most."""
    true = max(j.agreement for j in judged if not j.is_false)
    false = max((j.agreement for j in judged if j.is_false), default=0.0)
    said = max((j.said for j in judged if not j.is_false and not j.conflicts), default=0.0)
    exchanged = max((j.exchanged for j in judged if not j.is_false), default=0.0)
    found = {
        "agreement": true,
        "false agreement": false,
        "lead": true - false,
        "said": said,
        "exchanged": exchanged,
        "exchanged, not said": max(0.0, exchanged - said),
        "all exchanged": max(0.0, exchanged - WHOLLY) if said < WHOLLY else 0.0,
        "all said": max(0.0, said - WHOLLY),
    }
    for step in AGREEMENT_STEPS:
        found[f"agreement over {step}"] = max(0.0, true - step)
        found[f"false agreement over {step}"] = max(0.0, false - step)
    for step in LEAD_STEPS:
        found[f"lead over {step}"] = max(0.0, true - false - step)
    return found


def judge(clause: Clause, views: Sequence[View], weights: Weights | None = None, silent: int = 0) -> PartReport:
    """Return the verdict on one clause from how it meets each candidate claim. Of so many sentences of the source no
    claim tells (`silent`): where there are such, what no claim says may stand in the source all the same."""
    if not clause.terms:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This says nothing that could be checked.")
    if len(clause.terms) == 1 and clause.terms[0].kind is TermKind.ENTITY:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, "This names something, but says nothing of it.")
    if not views:
        return _part(clause, Verdict.NOT_IN_SOURCE, 0.99, _unsaid("speak of", silent))
    heard = hear(views)
    chances = likelihoods(weights or shipped(), heard.measures)
    support, conflict = heard.supporting.support, heard.conflicting.conflict
    if max(support, conflict) >= SAME_WORDS:
        chances = (support, 0.0, 0.0) if support >= conflict else (0.0, conflict, 0.0)
    verdict, confidence = max(zip(OUTCOMES, chances, strict=True), key=lambda item: item[1])
    if verdict is Verdict.CONTRADICTED:
        seen = heard.conflicting if heard.conflicting.conflict else Weighed(heard.near[0], 0.0, 0.0)
        return _contradicted(clause, seen, confidence, heard.closest)
    if verdict is Verdict.SUPPORTED:
        seen = heard.supporting if heard.supporting.support else Weighed(heard.near[0], 0.0, 0.0)
        return _supported(clause, seen.view, confidence, heard.closest)
    reason = f"{_unsaid('say', silent)} The closest it comes: {heard.closest[0].text}"
    return _part(clause, verdict, confidence, reason, None, heard.near[0].best.extras, heard.closest)


def _unsaid(verb: str, silent: int) -> str:
    """Return what is told of what no claim says, and no more than is known."""
    if not silent:
        return f"The source does not {verb} this."
    sentences = "sentence of the source has" if silent == 1 else "sentences of the source have"
    return f"No claim of the bank {_SINGULAR[verb]} this; {silent} {sentences} none."


_SINGULAR = {"say": "says", "speak of": "speaks of"}


def _supported(clause: Clause, seen: View, confidence: float, closest: Sequence[Claim]) -> PartReport:
    reason = f"The source says so: {seen.claim.text}"
    return _part(clause, Verdict.SUPPORTED, confidence, reason, seen.claim, seen.best.agreements, closest)


def _contradicted(clause: Clause, found: Weighed, confidence: float, closest: Sequence[Claim]) -> PartReport:
    """Say why: what the bank says of the false variant, else what a rule found, else what the source says instead."""
    claim, findings = found.view.claim, found.view.best.conflicts
    variant = found.view.variant
    nearer = variant is not None and (found.by_variant or variant.closeness > found.view.best.closeness)
    if variant and variant.comparison.witness.variant and (nearer or not findings):
        told = variant.comparison.witness.variant
        message = f"The source says otherwise: {claim.text}" + (f" {told.why}" if told.why else "")
        rule = f"false-variant:{told.reason}"
        finding = Finding(rule, Relation.CONFLICT, message, clause.start, clause.end, claim.id)
        exact = findings and findings[0].rule in VALUE_RULES  # which number is wrong says more than that one is
        findings = (*findings, finding) if exact else (finding, *findings)
    reason = findings[0].message if findings else f"The source says otherwise: {claim.text}"
    return _part(clause, Verdict.CONTRADICTED, confidence, reason, claim, findings, closest)


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
