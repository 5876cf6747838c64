"""What speaks for and against a claim, as numbers: the input of the verdict's weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkquiz.check.align import Comparison
from nkquiz.check.rules import RULES
from nkquiz.check.statement import Clause, Modality, TermKind
from nkquiz.model import Claim, Finding, Relation

_SLOTS = (TermKind.ENTITY, TermKind.QUANTITY, TermKind.DATE, TermKind.ORDINAL)
CONFLICT_MALUS = 0.04  # how much closer a conflicting wording must be than an agreeing one to stand for its claim


@dataclass(frozen=True, slots=True)
class Judged:
    """A comparison with what the rules found in it."""

    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def conflicts(self) -> tuple[Finding, ...]:
        """The findings that speak against."""
        return tuple(finding for finding in self.findings if finding.relation is Relation.CONFLICT)

    @property
    def closeness(self) -> float:
        """How much the two texts say the same, in both directions, between 0 and 1."""
        return (2 * self.comparison.covered + self.comparison.covering) / 3


@dataclass(frozen=True, slots=True)
class View:
    """A claim as a statement meets it: through its closest true wording and its closest false variant."""

    claim: Claim
    best: Judged
    variant: Judged | None


def view(judged: Sequence[Judged]) -> View:
    """Return the view of one claim from all comparisons with its texts."""
    true = [j for j in judged if j.comparison.variant is None]
    best = max(true, key=lambda j: j.closeness - CONFLICT_MALUS * bool(j.conflicts))
    false = [j for j in judged if j.comparison.variant is not None and not j.conflicts]
    variant = max(false, key=lambda j: j.closeness + 0.2 * j.comparison.tells, default=None)
    return View(best.comparison.claim, best, variant)


FEATURES = (
    "bias",
    "covered",
    "covered squared",
    "covering",
    "strictly covered",
    "words covered",
    "heavy words left over",
    "entity left over",
    "value left over",
    "value agrees",
    "any conflict",
    "conflict, covered",
    "variant tells",
    "variant close",
    "variant closer",
    "variant closer, tells",
    "planned here only",
    "planned there only",
    "doubtful alignment",
    "all said",
    "in the same order",
    "strange name left over",
    "heavy words missing",
    "denials differ",
    "conflict, strictly covered",
    "variant closer, close",
    "variant in the same order",
    *(f"{name} conflict" for name, _ in RULES),
)


def features(seen: View) -> tuple[float, ...]:
    """Return the values of FEATURES for one claim."""
    c = seen.best.comparison
    conflicts = {finding.rule for finding in seen.best.conflicts}
    words = [t for t in c.statement.terms if t.kind is TermKind.WORD and not t.light]
    strength = {pair.mine: pair.strength for pair in c.pairs}
    words_covered = sum(strength.get(t, 0.0) for t in words) / len(words) if words else 0.5
    left = [t for t in c.extra if not c.is_told(t)]
    heavy = sum(t.kind is TermKind.WORD and not t.light for t in left)
    agreeing = [p for p in c.pairs if p.mine.kind in _SLOTS[1:]]
    conflict = float(bool(conflicts))
    tells = float(seen.variant is not None and seen.variant.comparison.tells)
    variant_close = seen.variant.closeness if seen.variant else 0.0
    closer = variant_close - seen.best.closeness
    return (
        1.0,
        c.covered,
        c.covered**2,
        c.covering,
        c.strictly_covered,
        words_covered,
        min(heavy, 4) / 4,
        float(any(t.kind is TermKind.ENTITY for t in left)),
        float(any(t.kind in _SLOTS[1:] for t in left)),
        float(bool(agreeing) and not conflicts & {"number", "date", "ordinal"}),
        conflict,
        conflict * c.covered,
        tells,
        variant_close,
        closer,
        max(closer, 0.0) * tells,
        float(c.statement.modality is not Modality.DONE and c.witness.modality is Modality.DONE),
        float(c.statement.modality is Modality.DONE and c.witness.modality is not Modality.DONE),
        sum(p.strength < 0.7 for p in c.pairs) / max(1, len(c.pairs)),
        float(not conflict and not any(t.kind in _SLOTS or not t.light for t in c.extra)),
        c.concordance,
        float(any(t.strange for t in c.extra)),
        min(4, sum(t.kind is TermKind.WORD and not t.light for t in c.missing)) / 4,
        float(_denials(c.statement) % 2 != _denials(c.witness) % 2),
        conflict * c.strictly_covered,
        max(closer, 0.0) * variant_close,
        seen.variant.comparison.concordance * variant_close if seen.variant else 0.0,
        *(float(name in conflicts) for name, _ in RULES),
    )


def _denials(clause: Clause) -> int:
    return sum(term.negated for term in clause.terms)
