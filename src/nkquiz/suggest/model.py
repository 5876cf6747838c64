"""What is suggested, and what it is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nkquiz.check.grammar import Reading, read
from nkquiz.check.tags import tags
from nkquiz.language.names import Names
from nkquiz.language.tokens import Token, tokenise
from nkquiz.model import Claim, Reason
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.material import Found, Material


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A false variant for an author to take: what it says, how it is wrong, and what to tell who believes it."""

    text: str
    reason: Reason
    why: str


@dataclass(frozen=True, slots=True)
class Lures:
    """A question for an author to take: what stands in a gap of the claim, and what else could."""

    ask: str
    key: str
    lures: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A claim, read: its text, its places, and its grammar."""

    claim: Claim
    material: Material

    @property
    def text(self) -> str:
        """The claim's text."""
        return self.claim.text

    @property
    def found(self) -> Found:
        """What the quiz found in it."""
        return self.material.by_claim[self.claim.id]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return tokenise(self.text)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that it tells."""
        return frozenset(gap.date.year for gap in self.found.gaps if gap.date and gap.date.year)

    @cached_property
    def every_text(self) -> str:
        """What the claims of its bank say."""
        return "\n".join(claim.text for claim in self.material.bank.claims)

    @cached_property
    def reading(self) -> Reading:
        """Its grammar."""
        named = [False] * len(self.tokens)
        for first, (_, after) in Names(self.material.bank.entities).spans(self.tokens).items():
            named[first:after] = [True] * (after - first)
        return read(self.tokens, tags(self.tokens, named))

    def is_in_gap(self, start: int) -> bool:
        """Say whether a place is inside a name, number or date."""
        return any(gap.start <= start < gap.end for gap in self.found.gaps)

    def gaps(self, entity: bool = False, number: bool = False, date: bool = False) -> Iterator[Gap]:
        """Yield its gaps of some kinds."""
        for gap in self.found.gaps:
            if (gap.entity and entity) or (gap.quantity and number) or (gap.date and date):
                yield gap
