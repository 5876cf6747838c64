"""The checker: a bank's texts analysed once, and statements compared with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import fsum

from nkquiz.bank.items import Damaged
from nkquiz.check.align import SURE, Pair, Sought, acting_for, agree, align, alike, seek
from nkquiz.check.compare import Comparison, Witness
from nkquiz.check.comparing import compared
from nkquiz.check.contents import Contents, Kept, Read, contents_of
from nkquiz.check.ellipsis import of_one_claim
from nkquiz.check.elsewhere import settled
from nkquiz.check.match import Index, keys_of, sought_keys
from nkquiz.check.parts import Part, split
from nkquiz.check.polarity import settle
from nkquiz.check.rules import OF_LITTLE, RULES
from nkquiz.check.since import begun
from nkquiz.check.sums import Figure, accounted, figures
from nkquiz.check.terms import Clause, Term
from nkquiz.check.uses import comparable
from nkquiz.check.verdict import combine, judge
from nkquiz.check.view import Judged, View, bare, view
from nkquiz.language.quantities import Quantity
from nkquiz.model import Bank, FalseVariant, PartReport, Report, SourceKind, Verdict
from nkquiz.text import well_formed

TRUE_WORDINGS, FALSE_WORDINGS = 4, 4  # how many wordings of a claim are compared in full, the nearest at first sight
TRUE_COMPARED, FALSE_COMPARED = 8, 6  # and how many in all
SURE_OF_WHOLE = 0.8  # confidence from which a whole statement counts as supported although its parts are not
SPOKEN_OF = 0.5  # share of a wording that a statement must speak of to contradict it
FAR = 0.4  # closeness under which no verdict can come of a comparison
SAME = 1000.0  # how near at first sight a wording is that is the statement itself
MAX_STATEMENT = 20_000  # characters that are read of one statement
AT_HAND = 1_500  # claims that are kept as they were analysed, those used last


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
        self, bank: Bank, contents: Contents | None = None, renewed: Callable[[], Contents] | None = None
    ) -> None:
        """`contents`, made of the bank before, save reading it; `renewed` makes them again where they turn out to be
        damaged. See `check.cache`."""
        self._renewed = renewed
        self._take(contents or contents_of(to_check_with(bank)))

    def _take(self, contents: Contents) -> None:
        self.bank = contents.bank
        self._contents = contents
        self._analyser = contents.analyser()
        self._index = Index(contents.lists)
        sentences = sum(map(len, contents.bank.source.paragraphs))
        self._silent = max(0, sentences - len(contents.places))  # sentences that no claim tells of
        self._entities = contents.bank.entity_by_id
        self._acting = acting_for(self._entities)
        # Two threads may do the same work at first; both come to the same.
        self._kept = lru_cache(AT_HAND)(self._read)
        self._told = lru_cache(AT_HAND)(self._tell)

    def check(self, statement: str, without: str | None = None) -> Report:
        """Return the verdict on `statement`. Any text will do; what can't be read as a claim is not in the source.

        A text of the bank equal to `without` is left out, so that a bank can be tested with its own texts.
        """
        statement = well_formed(statement)
        try:
            return self._check(statement, without)
        except Damaged:
            if self._renewed is None:
                raise
            self._take(self._renewed())
            return self._check(statement, without)

    def _check(self, statement: str, without: str | None) -> Report:
        text = statement[:MAX_STATEMENT]
        parts = self.parts(text)
        if len(parts) < 2:
            return combine(statement, [self._part(text, part, without) for part in parts])
        whole = self._part(text, Part(parts[0].start, parts[-1].end), without)
        sure = whole.verdict is Verdict.SUPPORTED and whole.confidence >= SURE_OF_WHOLE
        if sure or bare(text.strip()) in self._contents.wordings:
            return combine(statement, [whole])
        found = combine(statement, [self._part(text, part, without) for part in parts])
        turned = whole.verdict is Verdict.CONTRADICTED and any(f.rule == "order" for f in whole.findings)
        # Each event for itself may be right where their order is not.
        return combine(statement, [whole]) if turned and found.verdict is Verdict.SUPPORTED else found

    def parts(self, text: str) -> list[Part]:
        """Return the parts of `text` that are judged one by one."""
        return split(text, self._analyser, self._contents.names)

    def views(self, text: str, part: Part, without: str | None = None) -> tuple[Clause, list[View]]:
        """Return the analysed clause, and how it meets each candidate claim, the nearest first."""
        clause = self._analyser.clause(text, part.start, part.end, part.carried, part.followed, part.parsed)
        weights = self._index.weights(clause)
        keys = sought_keys(clause, weights)
        same = bare(clause.text)
        told = self._contents.wordings.get(same, ())
        numbers = dict.fromkeys((*told, *self._index.candidates(keys)))
        found = [self._heard(number, without) for number in numbers]
        wanted = {key: max(worth for _, worth in terms) for key, terms in keys.items()}
        values = [term for term in clause.terms if isinstance(term.value, Quantity)]
        chosen = _nearest([read for read in found if read.true], wanted, values, same if told else "")
        sought = seek(clause, self._entities, self._acting)
        known = figures((w.clause, _places(read)) for read in found for w in read.true) if values else ()
        judged = [self._compared(sought, weights, read, texts, known, without) for read, texts in chosen]
        return clause, [view(wordings) for wordings in settled(judged)]

    def _part(self, text: str, part: Part, without: str | None) -> PartReport:
        clause, views = self.views(text, part, without)
        return judge(clause, views, silent=self._silent)

    def _heard(self, number: int, without: str | None) -> Read:
        read = self._reading(number)
        return read if without is None else read.leaving_out(without)

    def _compared(
        self,
        sought: Sought,
        weights: tuple[float, ...],
        read: Read,
        texts: Sequence[Witness],
        known: Sequence[Figure],
        without: str | None,
    ) -> list[Judged]:
        told = self._neighbourhood(read, without)
        return [
            _judged(
                Comparison(
                    statement=sought.clause,
                    weights=weights,
                    witness=witness,
                    claim=read.claim,
                    entities=self._entities,
                    headline=read.true[0].clause,
                    told=told,
                    pairs=_paired(sought, witness.clause, () if witness.variant else known),
                )
            )
            for witness in texts
        ]

    def kept(self, number: int) -> Kept:
        """Return a claim with all its texts analysed, and what claims on the same sentences say."""
        read = self._reading(number)
        for witness in (*read.true, *read.false):  # what is derived from a claim is kept with it
            _ = witness.total
        return read, self._neighbourhood(read)

    def _reading(self, number: int) -> Read:
        return self._kept(number)[0]

    def _read(self, number: int) -> tuple[Read, frozenset[str] | None]:
        found = self._contents.readings.get(number)
        if found is not None:
            return found
        claim = self.bank.claims[number]
        clauses = of_one_claim([self._analyser.clause(text) for text in claim.affirmations])
        true = tuple(self._witness(text, clause) for text, clause in zip(claim.affirmations, clauses, strict=True))
        return Read(number, claim, true, tuple(self._variant(variant, true) for variant in claim.false_variants)), None

    def _witness(self, text: str, clause: Clause) -> Witness:
        return Witness(text, clause, self._index.weights(clause), _keys(clause))

    def _variant(self, variant: FalseVariant, true: Sequence[Witness]) -> Witness:
        """Read a false variant, and how it differs from the true wording that is nearest to it."""
        clause = self._analyser.clause(variant.text)
        sought = seek(clause, self._entities, self._acting)
        best = max((_paired(sought, w.clause) for w in true), key=_likeness)
        said = frozenset(_said(true))
        same = {p.mine for p in best if p.strength >= SURE and not p.opposite and not p.differs}
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

    def _neighbourhood(self, read: Read, without: str | None = None) -> frozenset[str]:
        """Return the keys and lemmas of everything that claims on the same sentences say."""
        return self._told(read.number) if without is None else self._around(read, without)

    def _tell(self, number: int) -> frozenset[str]:
        read, told = self._kept(number)
        return self._around(read) if told is None else told

    def _around(self, read: Read, without: str | None = None) -> frozenset[str]:
        places = self._contents.places
        others = [self._reading(number) for at in read.claim.locators for number in places[str(at)]]
        return frozenset(word for other in others for word in _said(w for w in other.true if w.text != without))


def _said(witnesses: Iterable[Witness]) -> Iterator[str]:
    for witness in witnesses:
        for term in witness.clause.terms:
            yield term.key
            yield from term.lemmas


_Row = tuple[float, int, int]  # how near, the number of the claim, the place among its wordings


def _nearest(
    found: Sequence[Read], wanted: Mapping[str, float], values: Sequence[Term], same: str = ""
) -> list[tuple[Read, list[Witness]]]:
    """Return the claims with those of their wordings that are worth a full comparison, the nearest claim first.

    At first sight a wording is the nearer the more it has of what is wanted, and the less besides; one that is
    the `same` text comes first, and of those that have one of the `values` the nearest is always compared. Sums are
    exact, so that ties do not depend on the order in which a set happens to give its words.
    """
    worth, sought = wanted.__getitem__, frozenset(wanted)

    def scored(number: int, witnesses: Sequence[Witness]) -> list[_Row]:
        return sorted(
            (
                -SAME if same and bare(w.text) == same else -fsum(map(worth, w.keys & sought)) / (w.total + 2.0),
                number,
                place,
            )
            for place, w in enumerate(witnesses)
        )

    def ranked(rows: Iterable[Sequence[_Row]], each: int, most: int) -> list[_Row]:
        nearest = [row for of_one in rows for row in of_one[:each]]
        return sorted(nearest, key=lambda row: (row[1] not in owners, row))[:most]

    owners = {
        n for n, read in enumerate(found) if same and any(bare(w.text) == same for w in (*read.true, *read.false))
    }
    true = [scored(number, read.true) for number, read in enumerate(found)]
    first: dict[int, list[Witness]] = {}
    for _, number, place in ranked(true, TRUE_WORDINGS, TRUE_COMPARED):
        first.setdefault(number, []).append(found[number].true[place])
    for value in values:
        having = (row for rows in true for row in rows if _has(found[row[1]].true[row[2]], value))
        if row := min(having, default=None):
            wordings, witness = first.setdefault(row[1], []), found[row[1]].true[row[2]]
            wordings += [] if witness in wordings else [witness]
    false = [scored(number, found[number].false) for number in first]
    for _, number, place in ranked(false, FALSE_WORDINGS, FALSE_COMPARED):
        first[number].append(found[number].false[place])
    return [(found[number], texts) for number, texts in first.items()]


def _has(witness: Witness, value: Term) -> bool:
    return any(agree(term, value) is True and alike(term, value) for term in witness.values)


def _keys(clause: Clause) -> frozenset[str]:
    return frozenset(keys_of(term)[0] for term in clause.terms if keys_of(term))


def _places(read: Read) -> frozenset[str]:
    return frozenset(str(at) for at in read.claim.locators)


def _paired(sought: Sought, theirs: Clause, known: Sequence[Figure] = ()) -> tuple[Pair, ...]:
    """Return the pairs of two texts, with what comes of comparisons and denials on both sides, of what had not begun
    before, of numbers that follow from the figures `known`, and of numbers that are used for different things."""
    mine = sought.clause
    pairs = begun(settle(compared(align(sought, theirs), mine, theirs), mine, theirs), mine, theirs)
    return comparable(accounted(pairs, mine, theirs, known), mine, theirs)


def _judged(comparison: Comparison) -> Judged:
    """Let the rules look at a comparison, unless the two texts are too far apart for it to matter."""
    rules = RULES if comparison.spoken_of >= SPOKEN_OF else () if comparison.extra else OF_LITTLE
    if comparison.closeness < FAR:
        rules = ()
    return Judged(comparison, tuple(finding for _, rule in rules for finding in rule(comparison)))


def _likeness(pairs: tuple[Pair, ...]) -> float:
    return sum(pair.strength for pair in pairs if not pair.differs and not pair.at_odds)
