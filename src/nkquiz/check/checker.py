"""The checker: a bank's texts analysed once, and statements compared with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from nkquiz.check.align import SURE, Pair, Sought, agree, align, seek
from nkquiz.check.compare import Comparison, Witness
from nkquiz.check.match import Index, keys, query_keys
from nkquiz.check.parts import Part, split
from nkquiz.check.rules import RULES
from nkquiz.check.statement import Analyser
from nkquiz.check.terms import Clause
from nkquiz.check.verdict import combine, judge
from nkquiz.check.view import Judged, View, bare, view
from nkquiz.language.dates import Date
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.model import Bank, Claim, FalseVariant, Locator, PartReport, Report, SourceKind, Verdict
from nkquiz.text import well_formed

TRUE_WORDINGS, FALSE_WORDINGS = 5, 5  # how many wordings of a claim are compared in full, the nearest at first sight
TRUE_COMPARED, FALSE_COMPARED = 12, 8  # and how many in all
SURE_OF_WHOLE = 0.8  # confidence from which a whole statement counts as supported although its parts are not
SPOKEN_OF = 0.5  # share of a wording that a statement must speak of to contradict it
FAR = 0.4  # closeness under which no verdict can come of a comparison
SAME = 1000.0  # how near at first sight a wording is that is the statement itself
MAX_STATEMENT = 20_000  # characters that are read of one statement


@dataclass(frozen=True)
class Read:
    """A claim whose texts have been analysed."""

    claim: Claim
    true: tuple[Witness, ...]
    false: tuple[Witness, ...]

    def leaving_out(self, text: str) -> Read:
        """Return the same without one of the claim's texts."""
        true = tuple(w for w in self.true if w.text != text)
        false = tuple(w for w in self.false if w.text != text)
        if len(true) == len(self.true) and len(false) == len(self.false):
            return self
        return Read(self.claim, true, false)


Kept = tuple[Read, frozenset[str]]  # a claim, and what claims on the same sentences say


@dataclass(frozen=True)
class Compiled:
    """A bank with its texts analysed: what `cache` keeps. `read` holds one claim an item, to be loaded when needed."""

    bank: Bank
    words: frozenset[str]  # those that typing errors are corrected to
    keys: tuple[str, ...]  # what each claim is found by, separated by blanks
    read: Sequence[bytes | memoryview]


def to_check_with(bank: Bank) -> Bank:
    """Return a bank with the claims that statements are checked with. The text of a card is often no sentence ("Who
    wrote it? Jo"), from which much would seem to follow: it needs other wordings, true or false, beside it."""
    if bank.source.kind is not SourceKind.CARDS:
        return bank
    told = tuple(claim for claim in bank.claims if claim.restatements or claim.false_variants)
    return bank if len(told) == len(bank.claims) else replace(bank, claims=told)


class Checker:
    """Checks statements against one bank. Safe to use from several threads."""

    def __init__(
        self,
        bank: Bank,
        compiled: Compiled | None = None,
        loads: Callable[[bytes | memoryview], Kept | None] | None = None,
    ) -> None:
        """`compiled` and `loads`, which reads its items, save analysing the bank's texts; see `check.cache`."""
        self.bank = bank = to_check_with(bank)
        self._compiled, self._loads = compiled, loads
        self._names = Names(bank.entities)
        names = (name for e in bank.entities for name in (e.name, *e.aliases, *e.in_context))
        texts = (*names, *(claim.text for claim in bank.claims))
        self._spelling = Spelling(texts, compiled.words if compiled else None)
        self._analyser = Analyser(self._names, _date(bank.source.date), self._spelling)
        # Analysed when first needed. Two threads may do the same work at first; both come to the same.
        self._read: dict[int, Read] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._wordings: dict[str, list[int]] = {}
        for number, claim in enumerate(bank.claims):
            for text in (*claim.affirmations, *(variant.text for variant in claim.false_variants)):
                self._wordings.setdefault(bare(text), []).append(number)
        self._index = Index(compiled.keys if compiled else [self._claim_keys(claim) for claim in bank.claims])
        self._at: dict[Locator, list[int]] = {}
        for number, claim in enumerate(bank.claims):
            for at in claim.locators:
                self._at.setdefault(at, []).append(number)

    def check(self, statement: str, without: str | None = None) -> Report:
        """Return the verdict on `statement`. Any text will do; what can't be read as a claim is not in the source.

        A text of the bank equal to `without` is left out, so that a bank can be tested with its own texts.
        """
        statement = well_formed(statement)
        text = statement[:MAX_STATEMENT]
        parts = self.parts(text)
        if len(parts) > 1:
            whole = self._part(text, Part(parts[0].start, parts[-1].end), without)
            sure = whole.verdict is Verdict.SUPPORTED and whole.confidence >= SURE_OF_WHOLE
            if sure or bare(text.strip()) in self._wordings:
                return combine(statement, [whole])
        return combine(statement, [self._part(text, part, without) for part in parts])

    def parts(self, text: str) -> list[Part]:
        """Return the parts of `text` that are judged one by one."""
        return split(text, self._analyser, self._names)

    def views(self, text: str, part: Part, without: str | None = None) -> tuple[Clause, list[View]]:
        """Return the analysed clause, and how it meets each candidate claim, the nearest first."""
        clause = self._analyser.clause(text, part.start, part.end, part.carried)
        weights = self._index.weights(clause)
        wanted: dict[str, float] = {}
        for term, weight in zip(clause.terms, weights, strict=True):
            for key, strength in query_keys(term).items():
                wanted[key] = max(wanted.get(key, 0.0), weight * strength)
        same = bare(clause.text)
        numbers = dict.fromkeys((*self._wordings.get(same, ()), *self._index.candidates(clause)))
        found = [self._heard(number, without) for number in numbers]
        chosen = _nearest([read for read in found if read.true], wanted, same if same in self._wordings else "")
        sought = seek(clause, self.bank.entity_by_id)
        return clause, [self._view(sought, weights, read, texts, without) for read, texts in chosen]

    def _part(self, text: str, part: Part, without: str | None) -> PartReport:
        clause, views = self.views(text, part, without)
        return judge(clause, views)

    def _heard(self, number: int, without: str | None) -> Read:
        read = self._reading(number)
        return read if without is None else read.leaving_out(without)

    def _view(
        self, sought: Sought, weights: tuple[float, ...], read: Read, texts: Sequence[Witness], without: str | None
    ) -> View:
        told = self._neighbourhood(read.claim, without)
        return view(
            [
                _judged(
                    Comparison(
                        statement=sought.clause,
                        weights=weights,
                        witness=witness,
                        claim=read.claim,
                        entities=self.bank.entity_by_id,
                        headline=read.true[0].clause,
                        told=told,
                        pairs=align(sought, witness.clause),
                    )
                )
                for witness in texts
            ]
        )

    def compiled(self, dumps: Callable[[Kept], bytes]) -> Compiled:
        """Return the bank with all its texts analysed."""
        read = tuple(map(self._reading, range(len(self.bank.claims))))
        for each in read:  # what is derived from a claim is kept with it
            _ = [witness.total for witness in (*each.true, *each.false)]
        items = tuple(dumps((each, self._neighbourhood(each.claim))) for each in read)
        return Compiled(self.bank, self._spelling.words, self._index.keys, items)

    def _claim_keys(self, claim: Claim) -> str:
        own, *others = (" ".join(self._analyser.keys(text)) for text in claim.affirmations)
        return "\n".join((own, " ".join(others)))

    def _reading(self, number: int) -> Read:
        if number not in self._read and (kept := self._kept(number)):
            self._read[number], self._told[kept[0].claim.id] = kept
        if number not in self._read:
            claim = self.bank.claims[number]
            true = tuple(self._witness(text) for text in claim.affirmations)
            false = tuple(self._variant(variant, true) for variant in claim.false_variants)
            self._read[number] = Read(claim, true, false)
        return self._read[number]

    def _kept(self, number: int) -> Kept | None:
        return self._loads(self._compiled.read[number]) if self._compiled and self._loads else None

    def _witness(self, text: str) -> Witness:
        clause = self._analyser.clause(text)
        return Witness(text, clause, self._index.weights(clause), _keys(clause))

    def _variant(self, variant: FalseVariant, true: Sequence[Witness]) -> Witness:
        """Read a false variant, and how it differs from the true wording that is nearest to it."""
        clause = self._analyser.clause(variant.text)
        sought = seek(clause, self.bank.entity_by_id)
        best = max((align(sought, other.clause) for other in true), key=_likeness)
        said = frozenset(_said(true))
        same = {p.mine for p in best if p.strength >= SURE and not p.opposite and not _differs(p)}
        telling = frozenset(
            term
            for term in clause.terms
            if not (term in same or term.light or term.key in said or not said.isdisjoint(term.lemmas))
        )
        turned = frozenset(p.mine for p in best if p.mine in same and p.at_odds and (p.mine.target or p.theirs.target))
        return Witness(
            variant.text,
            clause,
            self._index.weights(clause),
            _keys(clause),
            variant,
            telling,
            turned,
            clause.quantifiers.difference(*(other.clause.quantifiers for other in true)),
        )

    def _neighbourhood(self, claim: Claim, without: str | None = None) -> frozenset[str]:
        """Return the keys and lemmas of everything that claims on the same sentences say."""
        if without is None and claim.id in self._told:
            return self._told[claim.id]
        read = [self._reading(number) for at in claim.locators for number in self._at[at]]
        told = frozenset(word for other in read for word in _said(w for w in other.true if w.text != without))
        if without is None:
            self._told[claim.id] = told
        return told


def _said(witnesses: Iterable[Witness]) -> Iterator[str]:
    for witness in witnesses:
        for term in witness.clause.terms:
            yield term.key
            yield from term.lemmas


def _nearest(found: Sequence[Read], wanted: Mapping[str, float], same: str = "") -> list[tuple[Read, list[Witness]]]:
    """Return the claims with those of their wordings that are worth a full comparison, the nearest claim first.

    At first sight a wording is the nearer the more it has of what is wanted, and the less besides; one that is
    the `same` text comes first. Sums are exact, so that ties do not depend on the order in which a set happens to give
    its words.
    """
    get = wanted.get
    ranked: list[tuple[float, int, bool, int]] = []
    for number, read in enumerate(found):
        for false, witnesses in ((False, read.true), (True, read.false)):
            scores = [
                (-fsum([get(key, 0.0) for key in witness.keys]) / (witness.total + 2.0), number, false, place)
                for place, witness in enumerate(witnesses)
            ]
            if same:
                scores += [(-SAME, number, false, n) for n, w in enumerate(witnesses) if bare(w.text) == same]
            scores.sort()
            ranked += scores[: FALSE_WORDINGS if false else TRUE_WORDINGS]
    owners = {number for score, number, _, _ in ranked if score == -SAME}
    ranked.sort(key=lambda row: (row[1] not in owners, row))
    first: dict[int, list[Witness]] = {}
    for _, number, _, place in [row for row in ranked if not row[2]][:TRUE_COMPARED]:
        first.setdefault(number, []).append(found[number].true[place])
    for _, number, _, place in [row for row in ranked if row[2] and row[1] in first][:FALSE_COMPARED]:
        first[number].append(found[number].false[place])
    return [(found[number], texts) for number, texts in first.items()]


def _keys(clause: Clause) -> frozenset[str]:
    return frozenset(keys(term)[0] for term in clause.terms if keys(term))


def _judged(comparison: Comparison) -> Judged:
    """Let the rules look at a comparison, unless the two texts are too far apart for it to matter."""
    if comparison.closeness < FAR or comparison.spoken_of < SPOKEN_OF:
        return Judged(comparison, ())
    return Judged(comparison, tuple(finding for _, rule in RULES for finding in rule(comparison)))


def _likeness(pairs: tuple[Pair, ...]) -> float:
    return sum(pair.strength for pair in pairs if not _differs(pair) and not pair.at_odds)


def _differs(pair: Pair) -> bool:
    """Whether two paired terms stand in one slot with different values."""
    return agree(pair.mine, pair.theirs) is False


def _date(text: str) -> Date:
    year, month, day = ([int(part) for part in text.split("-") if part] + [0, 0, 0])[:3]
    return Date(year or None, month or None, day or None)
