"""The checker: a bank's texts analysed once, and statements compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkquiz.check.align import Comparison, Pair, align
from nkquiz.check.dates import Date
from nkquiz.check.match import Index
from nkquiz.check.names import Names
from nkquiz.check.parts import split
from nkquiz.check.rules import RULES
from nkquiz.check.spelling import Spelling
from nkquiz.check.statement import Analyser
from nkquiz.check.terms import Clause, Term
from nkquiz.check.verdict import Bounds, combine, judge
from nkquiz.check.view import Judged
from nkquiz.model import Bank, Claim, FalseVariant, Locator, PartReport, Report, Verdict

ALIKE = 0.8  # strength from which a variant's term counts as said by the claim
SURE = 0.8  # confidence from which a whole statement counts as supported although its parts are not
FAR = 0.4  # closeness under which no verdict can come of a comparison
MAX_STATEMENT = 20_000  # characters that are read of one statement


@dataclass(frozen=True, slots=True)
class Witness:
    """An analysed text of a claim; for a false variant, with the terms in which it differs from the claim."""

    text: str
    clause: Clause
    weights: Mapping[Term, float]
    variant: FalseVariant | None = None
    telling: frozenset[Term] = frozenset()


class Checker:
    """Checks statements against one bank. Safe to use from several threads."""

    def __init__(self, bank: Bank, bounds: Bounds | None = None) -> None:
        self.bank = bank
        self.bounds = bounds or Bounds()
        self._names = Names(bank)
        names = (name for e in bank.entities for name in (e.name, *e.aliases, *e.in_context))
        spelling = Spelling((*names, *(claim.text for claim in bank.claims)))
        self._analyser = Analyser(self._names, _date(bank.source.date), spelling)
        # Analysed when first needed. Two threads may do the same work at first; both come to the same.
        self._true: dict[str, tuple[Witness, ...]] = {}
        self._false: dict[str, tuple[Witness, ...]] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._index = Index(bank, self._analyser.keys)
        self._at: dict[Locator, list[Claim]] = {}
        for claim in bank.claims:
            for at in claim.locators:
                self._at.setdefault(at, []).append(claim)

    def check(self, statement: str, without: str | None = None) -> Report:
        """Return the verdict on `statement`. Any text will do; what can't be read as a claim is not in the source.

        A text of the bank equal to `without` is left out, so that a bank can be tested with its own texts.
        """
        text = statement[:MAX_STATEMENT]
        spans = self.parts(text)
        if len(spans) > 1:
            whole = self._part(text, spans[0][0], spans[-1][1], without)
            if whole.verdict is Verdict.SUPPORTED and whole.confidence >= SURE:
                return combine(statement, [whole])
        return combine(statement, [self._part(text, start, end, without) for start, end in spans])

    def parts(self, text: str) -> list[tuple[int, int]]:
        """Return the offsets of the parts of `text` that are judged one by one."""
        return split(text, self._names)

    def compare(self, text: str, start: int, end: int, without: str | None = None) -> tuple[Clause, list[list[Judged]]]:
        """Return the analysed clause and, for each candidate claim, its comparisons with all texts of that claim."""
        clause = self._analyser.clause(text, start, end)
        weights = self._index.weights(clause)
        by_claim = [self._comparisons(clause, weights, claim, without) for claim in self._index.candidates(clause)]
        return clause, by_claim

    def _part(self, text: str, start: int, end: int, without: str | None) -> PartReport:
        clause, by_claim = self.compare(text, start, end, without)
        return judge(clause, by_claim, self.bounds)

    def _comparisons(
        self, clause: Clause, weights: Mapping[Term, float], claim: Claim, without: str | None
    ) -> list[Judged]:
        entities = self.bank.entity_by_id
        told = self._neighbourhood(claim, without)
        comparisons = (
            Comparison(
                statement=clause,
                witness=witness.clause,
                claim=claim,
                variant=witness.variant,
                telling=witness.telling,
                pairs=align(clause, witness.clause, entities),
                entities=entities,
                weights=weights,
                their_weights=witness.weights,
                headline=self._affirmations(claim)[0].clause,
                told=told if witness.variant is None else frozenset(),
            )
            for witness in (*self._affirmations(claim), *self._variants(claim))
            if witness.text != without
        )
        return [_judged(comparison) for comparison in comparisons]

    def _witness(self, text: str) -> Witness:
        clause = self._analyser.clause(text)
        return Witness(text, clause, self._index.weights(clause))

    def _affirmations(self, claim: Claim) -> tuple[Witness, ...]:
        if claim.id not in self._true:
            texts = claim.affirmations
            self._true[claim.id] = tuple(self._witness(text) for text in texts)
        return self._true[claim.id]

    def _variants(self, claim: Claim) -> tuple[Witness, ...]:
        if claim.id not in self._false:
            true = self._affirmations(claim)
            self._false[claim.id] = tuple(self._variant(variant, true) for variant in claim.false_variants)
        return self._false[claim.id]

    def _variant(self, variant: FalseVariant, true: Sequence[Witness]) -> Witness:
        clause = self._analyser.clause(variant.text)
        best = max((align(clause, other.clause, self.bank.entity_by_id) for other in true), key=_likeness)
        same = {pair.mine for pair in best if pair.strength >= ALIKE and not pair.opposite and not _differs(pair)}
        telling = frozenset(term for term in clause.terms if term not in same)
        return Witness(variant.text, clause, self._index.weights(clause), variant, telling)

    def _neighbourhood(self, claim: Claim, without: str | None = None) -> frozenset[str]:
        """Return the keys and lemmas of everything that claims on the same sentences say."""
        if without is None and claim.id in self._told:
            return self._told[claim.id]
        texts = (w for at in claim.locators for other in self._at[at] for w in self._affirmations(other))
        told = frozenset(said for w in texts if w.text != without for said in _said(w.clause.terms))
        if without is None:
            self._told[claim.id] = told
        return told


def _judged(comparison: Comparison) -> Judged:
    """Let the rules look at a comparison, unless the two texts are too far apart for it to matter."""
    plain = Judged(comparison, ())
    if plain.closeness < FAR:
        return plain
    return Judged(comparison, tuple(finding for _, rule in RULES for finding in rule(comparison)))


def _said(terms: Iterable[Term]) -> Iterable[str]:
    for term in terms:
        yield term.key
        yield from term.lemmas


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


def _date(text: str) -> Date:
    year, month, day = ([int(part) for part in text.split("-") if part] + [0, 0, 0])[:3]
    return Date(year or None, month or None, day or None)
