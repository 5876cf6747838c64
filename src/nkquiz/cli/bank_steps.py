"""What the editor of a bank keeps of its work: the file, the steps that can be taken back, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from nkquiz.errors import InputError
from nkquiz.model import Claim
from nkquiz.suggest.model import Suggestion


class ChangedMeanwhile(Exception):
    """Somebody else has written to the file."""


class Ended(Exception):
    """The input has ended."""


class File(Protocol):
    """The file that is edited. When `save` returns, the step is on disk."""

    text: str

    def save(self, text: str) -> None:
        """Write the file anew, whole or not at all; raises ChangedMeanwhile if it is not what it was."""

    def reload(self) -> None:
        """Read the file again."""


@dataclass
class Tally:
    """What was done."""

    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Step:
    """A step that can be taken back: the file before it, and the claim that was in hand."""

    text: str
    claim: str
    todo: tuple[str, ...]
    done: int
    closes: bool = False  # whether the last claim was kept or dropped by it


@dataclass
class Offered:
    """What was suggested for the claim in hand: a suggestion keeps its number as long as the claim keeps its text."""

    _claim: tuple[str, str] = ("", "")
    _known: list[Suggestion] = field(default_factory=list)

    def numbered(self, claim: Claim, found: Iterable[Suggestion]) -> dict[int, Suggestion]:
        """Return what can be taken, under its numbers: what was offered before and is not taken yet, then what is
        new."""
        if self._claim != (claim.id, claim.text):
            self._claim, self._known = (claim.id, claim.text), []
        self._known += [one for one in found if all(one.text != other.text for other in self._known)]
        taken = {variant.text for variant in claim.false_variants}
        return {number: one for number, one in enumerate(self._known, 1) if one.text not in taken}


def chosen(typed: str, offered: dict[int, Suggestion]) -> list[Suggestion]:
    """Return the suggestions whose numbers were typed, or nothing where something else was.

    Raises:
        InputError: a number is none of theirs.
    """
    numbers = re.sub(r"\band\b|[,;&]", " ", typed.lower()).split()
    if not offered or not all(number.isdecimal() for number in numbers):
        return []
    for number in map(int, numbers):
        if number not in offered:
            raise InputError(f"there is no suggestion {number}", f"there are {', '.join(map(str, offered))}")
    return [offered[number] for number in dict.fromkeys(map(int, numbers))]
