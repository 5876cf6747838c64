"""Which drill is played: the last one goes on, or another one begins, with these students and questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count as counting
from pathlib import Path

from nkquiz.classroom.drill import dealt
from nkquiz.cli.chosen import chosen
from nkquiz.cli.roster import read_students
from nkquiz.errors import InputError
from nkquiz.model import Drill, DrillMode, DrillSettings, Student, Turn
from nkquiz.progress.drills import Drills
from nkquiz.progress.lock import hold
from nkquiz.quiz.material import Material
from nkquiz.text import one_line

LEAST = 10  # questions, unless --count says otherwise


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the teacher asked for. `count` is None for as many questions as there are students, ten at least. `resume`
    names a drill that is to go on; empty for the last."""

    seed: int
    mode: DrillMode | None = None
    roster: Path | None = None
    teams: int | None = None
    count: int | None = None
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    limit: float = 0.0
    name: str = ""
    new: bool = False
    resume: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A drill to be played, and what happened in it so far. `goes_on` says that it was begun before, `left` is one that
    was not over and is left for this one, `wanted` how many questions were asked for."""

    drill: Drill
    turns: tuple[Turn, ...] = ()
    goes_on: bool = False
    left: Drill | None = None
    wanted: int = 0


@contextmanager
def opened(drills: Drills, folder: Path, material: Material, wanted: Wanted, today: datetime) -> Iterator[Opened]:
    """Give the drill to be played, which no other process plays meanwhile. `today` is in local time.

    Raises:
        InputError: the drill is being played elsewhere, or can't go on; the roster can't be used; the bank gives no
            question of this kind.
        ProgressError: the store can't be used.
    """
    bank = material.bank.id
    last = _found(drills, bank, wanted.resume) if wanted.resume else drills.last_open(bank)
    if last and not wanted.new:
        lock = hold(folder, last.id)
        if lock is None:
            raise InputError(
                f"the drill '{last.name}' is being played in another window",
                "go on with it there, or begin another one with --new",
            )
        with lock:
            if drills.found(last.id).ended is None:  # it may have been played to its end before we held it
                yield Opened(last, drills.turns(last.id), goes_on=True)
                return
        last = None
    students, mode = _class(wanted)
    count = wanted.count or max(LEAST, len(students) if mode is not DrillMode.CLASS else 0)
    questions = chosen(material, count, wanted.topics, wanted.types, wanted.seed)
    settings = DrillSettings(wanted.seed, mode, wanted.limit)
    stem = wanted.roster.stem if wanted.roster else material.bank.source.title
    taken = {one.name for one in drills.listed()}
    name = one_line(wanted.name) or _unused(one_line(f"{stem}, {today:%Y-%m-%d}"), taken)
    drill = drills.begin(bank, name, settings, students, questions)
    lock = hold(folder, drill.id)
    assert lock is not None, "a new drill's id is its own"
    with lock:
        yield Opened(drill, left=last, wanted=count)


def _unused(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number where it is taken; not in brackets, for Canvas refuses titles that end so."""
    numbered = (f"{name}, no. {number}" for number in counting(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _found(drills: Drills, bank: str, which: str) -> Drill:
    """Return the open drill of the bank with that name or id.

    Raises:
        InputError: there is none, or it can't go on.
    """
    drill = drills.found(which)
    if drill.ended is not None:
        raise InputError(
            f"the drill '{drill.name}' is over", f"`nkquiz drill report {drill.id[:8]}` says what came of it"
        )
    if drill.bank != bank:
        raise InputError(f"the drill '{drill.name}' is on another bank, '{drill.bank}'", "name its bank with --bank")
    return drill


def _class(wanted: Wanted) -> tuple[tuple[Student, ...], DrillMode]:
    """Return who plays, and how.

    Raises:
        InputError: the roster can't be read, or does not go with the mode.
    """
    students = read_students(wanted.roster) if wanted.roster else ()
    mode = wanted.mode or (DrillMode.TEAMS if wanted.teams else DrillMode.HOT_SEAT if students else DrillMode.CLASS)
    if mode is not DrillMode.CLASS and not students:
        raise InputError(f"nobody can be called in --mode {mode} without a roster", "name one with --roster class.csv")
    if wanted.teams and mode is not DrillMode.TEAMS:
        raise InputError("--teams is for --mode teams", "leave out one of the two")
    if mode is DrillMode.TEAMS:
        return _in_teams(students, wanted), mode
    return students, mode


def _in_teams(students: Sequence[Student], wanted: Wanted) -> tuple[Student, ...]:
    """Return the students in their teams: the roster's, or as many as are to be dealt."""
    alone = [student for student in students if not student.team]
    if not wanted.teams:
        if len(alone) == len(students):
            raise InputError("the roster has no teams", "deal them with --teams 3, or give it a column `team`")
        if alone:
            lines = "\n".join(f"{wanted.roster}:{student.line}: {student.name} is in no team" for student in alone)
            raise InputError(lines, "give everybody a team in the roster")
        return tuple(students)
    if len(alone) < len(students):
        raise InputError("the roster has teams already", "leave out --teams, or the roster's column of teams")
    if wanted.teams > len(students):
        raise InputError(f"--teams {wanted.teams} is more than there are students", "give fewer teams than students")
    return dealt(students, wanted.teams, wanted.seed)
