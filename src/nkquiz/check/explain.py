"""Why a verdict is what it is: the reading, the candidates and the rules' findings, as data for people to look at.

Nothing is decided here. What `Checker` used is used again, and put into plain words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from nkquiz.check.align import Pair
from nkquiz.check.checker import FAR, MAX_STATEMENT, Checker
from nkquiz.check.compare import Comparison
from nkquiz.check.parts import Part
from nkquiz.check.rules import RULES
from nkquiz.check.terms import Clause, Term, TermKind
from nkquiz.check.view import Judged, View
from nkquiz.check.votes import votes
from nkquiz.language.dates import Date
from nkquiz.language.quantities import BASES, Bound, Quantity
from nkquiz.model import (
    Candidate,
    Entity,
    Explanation,
    Likeness,
    PartExplanation,
    PartReport,
    Reading,
    ReadRelation,
    ReadTerm,
    Report,
    RuleFound,
    Wording,
)
from nkquiz.text import well_formed

MAX_CANDIDATES = 5
ABOUT_AS_NEAR = 0.05  # how much less close than the true wording a false variant may be to be shown

_KINDS = {
    TermKind.ENTITY: "name",
    TermKind.QUANTITY: "number",
    TermKind.DATE: "date",
    TermKind.ORDINAL: "ordinal",
    TermKind.WORD: "word",
}
_BOUNDS = {Bound.ABOUT: "about ", Bound.ABOVE: "more than ", Bound.BELOW: "less than "}
_BOUNDS |= {Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most ", Bound.VAGUE: "somewhere from "}
_SINCE = {"<": "before ", "<=": "until ", ">": "after ", ">=": "from "}


def explain(checker: Checker, text: str, report: Report | None = None) -> Explanation:
    """Return why `checker` judges `text` as it does; `report`, if it is at hand, saves judging it again."""
    report = checker.check(text) if report is None else report
    text = well_formed(text)[:MAX_STATEMENT]
    cut = {(part.start, part.end): part for part in checker.parts(text)}
    parts = tuple(
        _part(checker, text, cut.get((judged.start, judged.end), Part(judged.start, judged.end)), judged)
        for judged in report.parts
    )
    return Explanation(parts, as_a_whole=len(cut) > 1 and len(parts) == 1)


def _part(checker: Checker, text: str, part: Part, judged: PartReport) -> PartExplanation:
    clause, views = checker.views(text, part)
    deciding = {claim.id for claim in judged.claims}
    return PartExplanation(
        text=clause.text,
        start=part.start,
        end=part.end,
        reading=_reading(clause, views, checker.bank.entity_by_id),
        candidates=tuple(_candidate(view, deciding) for view in _shown(views, deciding)),
    )


def _shown(views: Sequence[View], deciding: Collection[str]) -> list[View]:
    """Return the nearest views, and those of claims that decided however near they are, the nearest first."""
    ranked = sorted(views, key=lambda view: view.best.closeness, reverse=True)
    decided = [view for view in ranked if view.claim.id in deciding]
    others = [view for view in ranked if view.claim.id not in deciding]
    kept = decided + others[: max(0, MAX_CANDIDATES - len(decided))]
    return sorted(kept, key=lambda view: view.best.closeness, reverse=True)


def _reading(clause: Clause, views: Sequence[View], entities: Mapping[str, Entity]) -> Reading:
    said = {vote.term: vote for vote in votes(views)} if views else {}
    terms = []
    for term in clause.terms:
        vote = said.get(term)
        terms.append(
            ReadTerm(
                text=clause.quote(term),
                start=term.start,
                end=term.end,
                kind=_KINDS[term.kind],
                means=_means(term, entities),
                denied=term.negated,
                carried=term.start < clause.start,
                confirmed=vote.confirmed if vote else 0.0,
                disputed=vote.disputed if vote else 0.0,
                told_falsely=vote.falsely if vote else 0.0,
            )
        )
    return Reading(
        terms=tuple(terms),
        relations=tuple(
            ReadRelation(terms[each.head].text, each.role.value, terms[each.member].text) for each in clause.relations
        ),
        denied=tuple(clause.quote(term) for term in clause.terms if term.target),
        modality=clause.terms[clause.verb].modality.value if clause.verb >= 0 else "done",
        planned=clause.planned,
        conditional=clause.conditional,
        quantifiers=tuple(sorted(clause.quantifiers)),
        speaker=entities[clause.speaker].name if clause.speaker in entities else clause.speaker,
    )


def _means(term: Term, entities: Mapping[str, Entity]) -> str:
    """Return what a term was taken for."""
    value = term.value
    if term.kind is TermKind.ENTITY and term.key in entities:
        return entities[term.key].name
    if isinstance(value, Quantity):
        unit = BASES.get(value.unit, value.unit)
        to = f" to {value.to:,.10g}" if value.to else ""
        return f"{_BOUNDS.get(value.bound, '')}{value.value:,.10g}{to} {unit}".rstrip()
    if isinstance(value, Date):
        return f"{_SINCE.get(value.bound, '')}{value}".strip() or term.key
    return str(value) if isinstance(value, int) else term.key


def _candidate(seen: View, deciding: Collection[str]) -> Candidate:
    variant = seen.variant
    return Candidate(
        claim=seen.claim,
        decided=seen.claim.id in deciding,
        wording=_wording(seen.best),
        false_variant=_wording(variant) if variant and _matters(variant, seen.best) else None,
        rules=tuple(_rules(seen.best)),
        rules_applied=seen.best.closeness >= FAR,
    )


def _matters(variant: Judged, best: Judged) -> bool:
    return variant.closeness >= max(FAR, best.closeness - ABOUT_AS_NEAR)


def _rules(judged: Judged) -> Iterator[RuleFound]:
    """Yield what each rule found, in the rules' order."""
    names = dict.fromkeys((*(name for name, _ in RULES), *(finding.rule for finding in judged.findings)))
    for name in names:
        yield RuleFound(name, tuple(finding.message for finding in judged.findings if finding.rule == name))


def _wording(judged: Judged) -> Wording:
    c = judged.comparison
    sorts: dict[str, list[Likeness]] = {"agree": [], "differ": [], "opposite": [], "denied": []}
    for pair in sorted(c.pairs, key=lambda pair: pair.mine.start):
        sorts[_sort(pair)].append(_likeness(c, pair))
    told = c.witness.variant
    return Wording(
        text=c.witness.text,
        closeness=c.closeness,
        agree=tuple(sorts["agree"]),
        differ=tuple(sorts["differ"]),
        opposite=tuple(sorts["opposite"]),
        denied=tuple(sorts["denied"]),
        extra=tuple(c.statement.quote(term) for term in c.extra if not term.light),
        missing=tuple(c.theirs.quote(term) for term in c.missing if not term.light),
        reason=told.reason.value if told else "",
        why=told.why if told else "",
    )


def _sort(pair: Pair) -> str:
    """Say how two terms stand to each other. Another value that is denied ("not 80", where it is 90) agrees."""
    another = pair.differs
    if another == pair.at_odds:
        return "agree"
    return "differ" if another else "opposite" if pair.opposite else "denied"


def _likeness(c: Comparison, pair: Pair) -> Likeness:
    return Likeness(c.statement.quote(pair.mine), c.theirs.quote(pair.theirs), pair.strength)
