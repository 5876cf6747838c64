"""`nkquiz mark`: answers on paper become results, kept like those of a drill."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.kept import open_drills
from nkquiz.cli.options import DataOption
from nkquiz.errors import InputError
from nkquiz.text import one_line

if TYPE_CHECKING:
    from nkquiz.classroom.marking import Marked
    from nkquiz.classroom.results import Results


def mark(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="The table of answers, a CSV file.")],
    paper: Annotated[
        Path | None,
        typer.Option("--paper", help="The paper. Default: the *.paper.json beside the answers.", metavar="PATH"),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What it is kept as. Default: the answers file's name.")] = "",
    roster: Annotated[
        Path | None,
        typer.Option("--roster", help="The roster: tells who is absent, and slips in names.", metavar="PATH"),
    ] = None,
    data: DataOption = None,
) -> None:
    """Mark the papers of a class. Nothing is stored if anything in the table is wrong; all of that is named."""
    from nkquiz.classroom.marking import marked
    from nkquiz.classroom.paper_file import paper_from
    from nkquiz.classroom.results import results
    from nkquiz.cli.roster import read_students
    from nkquiz.cli.statements import name_of, read_file
    from nkquiz.model import DrillMode, DrillSettings

    content = read_file(answers, "name the table of answers, a CSV file")
    place = paper or _beside(answers)
    made = paper_from(read_file(place, "give --paper the *.paper.json that `nkquiz paper` wrote"), str(place))
    students = read_students(roster) if roster else ()
    found = marked(made, content, name_of(answers), students)
    name = one_line(name) or one_line(answers.name.removesuffix(".csv").removesuffix(".answers")) or "answers"
    with open_drills(data) as drills:
        settings = DrillSettings(made.seed, DrillMode.PAPER)
        drill, replaced = drills.marked(made.bank, name, settings, found.students, made.questions, found.turns)
    _tell(found, results(drill, found.turns), replaced=replaced)


def _beside(answers: Path) -> Path:
    """Return the one paper in the folder of the answers, or of several the one that has their name.

    Raises:
        InputError: there is none, or several.
    """
    from nkquiz.classroom.paper_file import SUFFIX

    folder = answers.parent
    own = folder / (answers.name.removesuffix(".csv").removesuffix(".answers") + SUFFIX)
    if own.is_file():
        return own
    found = sorted(folder.glob(f"*{SUFFIX}"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"there is no *{SUFFIX} beside {answers}", "say where it is with --paper")
    listed = ", ".join(each.name for each in found)
    raise InputError(f"several papers beside {answers}: {listed}", "say which with --paper")


def _tell(found: Marked, came: Results, replaced: bool) -> None:
    """Say how it went in a few lines, what may be a slip, and what to run next."""
    import shlex

    from nkquiz.render.terminal import safe, warn
    from nkquiz.render.wording import counted, percent

    if found.ignored:
        warn(f"nothing was taken from {', '.join(safe(each) for each in found.ignored)}", "these columns are unknown")
    if found.blank:
        names = ", ".join(safe(student.name) for student in found.blank)
        warn(
            f"a variant but no answer: {names}", "counted as all wrong; for absent ones, empty the cell of the variant"
        )
    drill, absent = came.drill, len(came.absent)
    right = sum(answer.right for _, answer in came.answers)
    share = f" ({percent(right / len(came.answers))})" if came.answers else ""
    present = counted(len(drill.students) - absent, "student")
    print(f"{safe(drill.name)}: {present} marked" + (f", {absent} absent" if absent else ""))
    print(f"{right} of {counted(len(came.answers), 'answer')} right{share}")
    if replaced:
        print(f"This replaces what was marked as {safe(drill.name)} before.")
    print(f"Next: nkquiz drill report {shlex.quote(safe(drill.name))}")
