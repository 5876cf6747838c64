"""What a checker looks up of a bank: names, words, the index, which claims have a text or a sentence.

In a bank that was just read all of it stands in memory; in one from the cache, `check.cache` reads each thing from the
file when it is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from nkquiz.check.compare import Witness
from nkquiz.check.match import Lists, lists
from nkquiz.check.statement import Analyser
from nkquiz.check.view import bare
from nkquiz.language.dates import Date
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.model import Bank, Claim

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
# Yields the items, of which there are so many, and shows people how far it is: items, their number, what is done.
Tracked = Callable[[Iterable[Any], int, str], Iterator[Any]]


def untracked(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield the items, and show nothing."""
    del total, what
    yield from items


@dataclass(frozen=True)
class Read:
    """A claim whose texts have been analysed."""

    number: int  # of the claim in its bank
    claim: Claim
    true: tuple[Witness, ...]
    false: tuple[Witness, ...]

    def leaving_out(self, text: str) -> Read:
        """Return the same without one of the claim's texts."""
        true = tuple(w for w in self.true if w.text != text)
        false = tuple(w for w in self.false if w.text != text)
        if len(true) == len(self.true) and len(false) == len(self.false):
            return self
        return Read(self.number, self.claim, true, false)


Kept = tuple[Read, frozenset[str]]  # a claim, and what claims on the same sentences say


@dataclass(frozen=True)
class Contents:
    """What is looked up. `readings` may have none, some or all of the claims: the others are analysed when needed."""

    bank: Bank
    names: Names
    spelling: Spelling
    lists: Lists
    wordings: Mapping[str, Sequence[int]]  # the numbers of the claims that have a text, by what `bare` makes of it
    places: Mapping[str, Sequence[int]]  # and of those that a sentence of the source says, by its locator
    readings: Mapping[int, Kept]

    def analyser(self) -> Analyser:
        """Return what reads texts as this bank has them read."""
        return Analyser(self.names, _date(self.bank.source.date), self.spelling)


def contents_of(bank: Bank, tracked: Tracked = untracked) -> Contents:
    """Return what is looked up of `bank`, all in memory."""
    names = Names(bank.entities)
    named = (name for e in bank.entities for name in (e.name, *e.aliases, *e.in_context))
    spelling = Spelling((*named, *(claim.text for claim in bank.claims)))
    analyser = Analyser(names, _date(bank.source.date), spelling)
    keys = (_keys(claim, analyser) for claim in bank.claims)
    return Contents(
        bank=bank,
        names=names,
        spelling=spelling,
        lists=lists(tracked(keys, len(bank.claims), "indexing")),
        wordings=_numbers((number, bare(text)) for number, claim in enumerate(bank.claims) for text in _texts(claim)),
        places=_numbers((number, str(at)) for number, claim in enumerate(bank.claims) for at in claim.locators),
        readings={},
    )


def _keys(claim: Claim, analyser: Analyser) -> str:
    own, *others = (" ".join(analyser.keys(text)) for text in claim.affirmations)
    return "\n".join((own, " ".join(others)))


def _texts(claim: Claim) -> Iterator[str]:
    yield from claim.affirmations
    yield from (variant.text for variant in claim.false_variants)


def _numbers(found: Iterable[tuple[int, H]]) -> dict[H, list[int]]:
    """Return the numbers of the claims that have a thing, in order."""
    numbers: defaultdict[H, list[int]] = defaultdict(list)
    for number, thing in found:
        numbers[thing].append(number)
    return dict(numbers)


def _date(text: str) -> Date:
    year, month, day = ([int(part) for part in text.split("-") if part] + [0, 0, 0])[:3]
    return Date(year or None, month or None, day or None)
