"""What the editor of a bank keeps of its work: the file, the steps that can be taken back, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


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
