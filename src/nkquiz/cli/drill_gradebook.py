"""`nkquiz drill gradebook`: the grades of a drill, for the gradebook of Canvas or Moodle."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nkquiz.cli.drill_report import DrillArgument, PointsOption
from nkquiz.cli.kept import open_drills
from nkquiz.cli.options import DataOption, ForceOption, OutputOption
from nkquiz.errors import InputError
from nkquiz.export.gradebook import GRADEBOOKS

# Choices come from the registry.
Gradebook = StrEnum("Gradebook", {name.upper(): name for name in GRADEBOOKS})  # type: ignore[misc]


def gradebook(
    for_: Annotated[Gradebook, typer.Option("--for", help="Whose gradebook.", show_default=False)],
    drill: DrillArgument = "",
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="PATH",
            help="The gradebook's own export: its rows and columns are kept, and one column is filled.",
        ),
    ] = None,
    leave_out_missing: Annotated[
        bool, typer.Option("--leave-out-missing", help="Leave out students whom the template has no row for.")
    ] = False,
    points: PointsOption = 10.0,
    title: Annotated[
        str | None, typer.Option("--title", help="What the assignment is called. Default: the drill's name.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    data: DataOption = None,
) -> None:
    """Write the grades of a drill as a gradebook imports them. Who was absent is excused, or left out."""
    from nkquiz.classroom.analysis import TELLS_SPREAD, analysed
    from nkquiz.classroom.results import results
    from nkquiz.classroom.sheet import clean
    from nkquiz.cli.output import check_output, deliver
    from nkquiz.cli.statements import name_of, read_file
    from nkquiz.export.gradebook import Grade, Grades, writer
    from nkquiz.export.gradebook.raw import read
    from nkquiz.render.terminal import warn
    from nkquiz.render.wording import counted

    if output:
        check_output(output, force, (template,) if template else ())
    if leave_out_missing and not template:
        raise InputError("--leave-out-missing is for --template: else nobody is missing", "leave out one, or give both")
    sheet = None
    if template:
        sheet = read(read_file(template, "give --template what the gradebook exports"), name_of(template))
    with open_drills(data) as drills:
        found = drills.found(drill)
        turns = drills.turns(found.id)
    try:
        called = clean(found.name if title is None else title)
    except ValueError as error:
        raise InputError(f"the title has {error}", "give another one with --title") from error
    lines = analysed(results(found, turns)).students
    if all(line.share is None for line in lines):
        raise InputError(
            f"nobody has an answer of their own in the drill '{found.name}'", "there is nothing for a gradebook"
        )
    given = tuple(Grade(line.student, line.points(points), line.absent) for line in lines)
    grades = Grades(called, points, given, leave_out_missing)
    filled = writer(str(for_))(grades, sheet)
    deliver(filled.data, str(for_), output, force)
    for note in filled.notes:
        warn(note)
    if few := sum(0 < line.asked < TELLS_SPREAD for line in lines):
        warn(f"fewer than {TELLS_SPREAD} answers are behind the grade of {counted(few, 'student')}")
    if not found.ended:
        warn("the drill is still open: these are the grades so far")
