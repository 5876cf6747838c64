"""statement -> Report: what the source says about it."""

from __future__ import annotations

from dataclasses import dataclass

from nkquiz.check.align import Comparison, Pair, align
from nkquiz.check.dates import Date
from nkquiz.check.match import Index
from nkquiz.check.names import Names
from nkquiz.check.parts import split
from nkquiz.check.rules import RULES
from nkquiz.check.statement import Analyser, Clause, Term
from nkquiz.check.verdict import Judged, combine, judge
from nkquiz.model import Bank, Claim, FalseVariant, PartReport, Report, Verdict

ALIKE = 0.8  # strength from which a variant's term counts as said by the claim
MAX_STATEMENT = 20_000  # characters that are read of one statement


@dataclass(frozen=True, slots=True)
class Witness:
    """An analysed text of a claim; for a false variant, with the terms in which it differs from the claim."""

    clause: Clause
    variant: FalseVariant | None = None
    telling: frozenset[Term] = frozenset()


class Checker:
    """Checks statements against one bank. Safe to use from several threads."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._names = Names(bank)
        self._analyser = Analyser(self._names, _date(bank.source.date))
        self._true = {c.id: tuple(self._analyser.clause(text) for text in c.affirmations) for c in bank.claims}
        self._false = {c.id: tuple(self._variant(v, self._true[c.id]) for v in c.false_variants) for c in bank.claims}
        self._index = Index(bank, self._true)
        self._told = self._neighbourhoods()

    def check(self, statement: str) -> Report:
        """Return the verdict on `statement`. Any text will do; what can't be read as a claim is not in the source."""
        text = statement[:MAX_STATEMENT]
        spans = split(text, self._names)
        if len(spans) > 1:
            whole = self._part(text, spans[0][0], spans[-1][1])
            if whole.verdict is Verdict.SUPPORTED:
                return combine(statement, [whole])
        return combine(statement, [self._part(text, start, end) for start, end in spans])

    def _part(self, text: str, start: int, end: int) -> PartReport:
        clause = self._analyser.clause(text, start, end)
        candidates = self._index.candidates(clause)
        judged = [_judged(c) for claim in candidates for c in self._comparisons(clause, claim)]
        return judge(clause, judged, candidates)

    def _variant(self, variant: FalseVariant, true: tuple[Clause, ...]) -> Witness:
        clause = self._analyser.clause(variant.text)
        best = max((align(clause, other, self.bank.entity_by_id) for other in true), key=_likeness)
        same = {pair.mine for pair in best if pair.strength >= ALIKE and not pair.opposite and not _differs(pair)}
        return Witness(clause, variant, frozenset(term for term in clause.terms if term not in same))

    def _comparisons(self, clause: Clause, claim: Claim) -> list[Comparison]:
        witnesses = [*(Witness(clause) for clause in self._true[claim.id]), *self._false[claim.id]]
        entities = self.bank.entity_by_id
        return [
            Comparison(
                statement=clause,
                witness=witness.clause,
                claim=claim,
                variant=witness.variant,
                telling=witness.telling,
                pairs=align(clause, witness.clause, entities),
                entities=entities,
                weigh=self._index.weigh,
                told=self._told[claim.id] if witness.variant is None else frozenset(),
            )
            for witness in witnesses
        ]

    def _neighbourhoods(self) -> dict[str, frozenset[str]]:
        """Return, for each claim, the keys and lemmas of all claims on the same sentences."""
        at_sentence: dict[tuple[int, int], set[str]] = {}
        for claim in self.bank.claims:
            said = {w for clause in self._true[claim.id] for term in clause.terms for w in (term.key, *term.lemmas)}
            for evidence in claim.evidence:
                at_sentence.setdefault(evidence.at, set()).update(said)
        return {
            claim.id: frozenset().union(*(at_sentence[evidence.at] for evidence in claim.evidence))
            for claim in self.bank.claims
        }


def _likeness(pairs: tuple[Pair, ...]) -> float:
    return sum(pair.strength for pair in pairs if not _differs(pair))


def _differs(pair: Pair) -> bool:
    """Whether two paired terms stand in one slot with different values."""
    mine, theirs = pair.mine, pair.theirs
    if mine.quantity and theirs.quantity:
        return mine.quantity.agrees(theirs.quantity) is False
    if mine.date and theirs.date:
        return mine.date.agrees(theirs.date) is False
    return mine.ordinal != theirs.ordinal


def _judged(comparison: Comparison) -> Judged:
    return Judged(comparison, tuple(finding for _, rule in RULES for finding in rule(comparison)))


def _date(text: str) -> Date:
    year, month, day = ([int(part) for part in text.split("-") if part] + [0, 0, 0])[:3]
    return Date(year or None, month or None, day or None)


def check(statement: str, bank: Bank) -> Report:
    """Return the verdict on `statement`. For many statements, keep a `Checker`."""
    return Checker(bank).check(statement)


__all__ = ["Checker", "check"]
