"""Grades of a drill as the gradebooks of other programs import them: one a file, each with a `write`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from nkquiz.model import Student

if TYPE_CHECKING:
    from nkquiz.export.gradebook.raw import RawSheet

# Modules are named, not imported: a run pays for its own gradebook only.
GRADEBOOKS = {
    "canvas": "nkquiz.export.gradebook.canvas",
    "moodle": "nkquiz.export.gradebook.moodle",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """The points of one student; None where there are none to give. `absent` says why."""

    student: Student
    points: float | None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades for one assignment, called `title`, in which everything right is worth `of`. Whether those who have no
    row in the template `may_miss`, and are left out, or are an error."""

    title: str
    of: float
    grades: tuple[Grade, ...]
    may_miss: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A gradebook's file, and what to know before it is imported."""

    data: bytes
    notes: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes grades for one program."""

    def __call__(self, grades: Grades, template: RawSheet | None) -> Filled:
        """Return the file: the template, the gradebook's own export, with the one assignment filled; without one, a
        file of the drill's roster.

        Raises:
            InputError: a student can't be found in it, or not for certain; all such at once. Nothing is written then.
        """


def writer(name: str) -> Writer:
    """Return the writer of a gradebook."""
    return cast(Writer, import_module(GRADEBOOKS[name]).write)


def left_out(missing: Sequence[Student]) -> Iterator[str]:
    """Yield who is left out, for having no row in the template."""
    if missing:
        yield f"left out, since they have no row: {'; '.join(student.name for student in missing)}"


def shown(points: float) -> str:
    """Return points to the hundredth, with a point and without zeros at the end, as both programs read them."""
    text = f"{points:.2f}"
    return text.rstrip("0").rstrip(".")
