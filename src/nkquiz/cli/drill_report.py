"""`nkquiz drill list | show | report | delete`: which drills there are, what happened in them, and what came of it."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.kept import open_drills
from nkquiz.cli.options import BankAsGiven, DataOption, ForceOption, OutputOption, bank_file, data_folder
from nkquiz.cli.progress import FormatOption, ProgressFormat
from nkquiz.cli.world import can_ask, confirmed
from nkquiz.errors import InputError, NkquizError
from nkquiz.render.drills import FORMATS, By

if TYPE_CHECKING:
    from nkquiz.model import Bank, Drill
    from nkquiz.render.drills.report import DrillReport

# Choices come from the registry.
ReportFormat = StrEnum("ReportFormat", {name.upper(): name for name in ("text", *FORMATS)})  # type: ignore[misc]
_TEXT = ReportFormat("text")
_FILES = ("html", "xlsx")  # nothing to be read in a terminal

DrillArgument = Annotated[
    str,
    typer.Argument(metavar="DRILL", help="Its name, or how its id begins. Default: the newest.", show_default=False),
]
PointsOption = Annotated[float, typer.Option("--points", help="What everything right is worth.", min=0.01, max=10_000)]


def list_(format_: FormatOption = ProgressFormat.TEXT, data: DataOption = None) -> None:
    """List the drills, the newest first."""
    with open_drills(data) as drills:
        found = drills.listed()
    if format_ is ProgressFormat.TEXT:
        from nkquiz.render.drills.text import drill_list
        from nkquiz.render.terminal import console

        console().print(drill_list(found))
        return
    from nkquiz.cli.output import print_text
    from nkquiz.render.data import to_json
    from nkquiz.render.drills.log import list_csv, list_data

    as_json = format_ is ProgressFormat.JSON
    print_text(to_json(list_data(found), indent=2) + "\n" if as_json else list_csv(found))


def show(drill: DrillArgument = "", format_: FormatOption = ProgressFormat.TEXT, data: DataOption = None) -> None:
    """Show what happened in a drill, turn by turn. As csv it is the log, from which all can be worked out."""
    with open_drills(data) as drills:
        found = drills.found(drill)
        turns = drills.turns(found.id)
    if format_ is ProgressFormat.TEXT:
        from nkquiz.render.drills import text
        from nkquiz.render.terminal import console

        out = console()
        out.print(text.show(found, turns, out))
        return
    from nkquiz.cli.output import print_text
    from nkquiz.render.data import to_json
    from nkquiz.render.drills.log import log_csv, log_data

    as_json = format_ is ProgressFormat.JSON
    print_text(to_json(log_data(found, turns), indent=2) + "\n" if as_json else log_csv(found, turns))


def report(
    drill: DrillArgument = "",
    format_: Annotated[ReportFormat, typer.Option("--format", help="How it is written.")] = _TEXT,
    by: Annotated[By | None, typer.Option("--by", help="What the csv has a row for. Default: students.")] = None,
    points: PointsOption = 10.0,
    output: OutputOption = None,
    force: ForceOption = False,
    bank: BankAsGiven = None,
    data: DataOption = None,
) -> None:
    """Report on a drill: how each student and each question did, and what to go over again."""
    from nkquiz.classroom.analysis import analysed
    from nkquiz.classroom.results import results
    from nkquiz.render.drills.report import DrillReport

    name = str(format_)
    bank = bank_file(bank, data) if bank else None
    if by and name != "csv":
        raise InputError(f"--by does not go with --format {name}", "use it with --format csv")
    if output:
        from nkquiz.cli.output import check_output

        check_output(output, force, (bank,) if bank else ())
    elif name in _FILES and is_terminal():
        raise InputError(f"{name} is not for a terminal", f"give --output report.{name}")
    with open_drills(data) as drills:
        found = drills.found(drill)
        turns = drills.turns(found.id)
    made = DrillReport(analysed(results(found, turns)), _bank(found, bank, data), points, by or By.STUDENTS)
    _write(made, name, output, force)


def delete(
    drill: Annotated[str, typer.Argument(metavar="DRILL", help="Its name, or how its id begins.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataOption = None,
) -> None:
    """Forget a drill: its students, and all that they answered. There is no copy."""
    from nkquiz.render.drills.report import when
    from nkquiz.render.terminal import safe
    from nkquiz.render.wording import counted

    if not drill:
        raise InputError("no drill is named", "give its name or id; `nkquiz drill list` has them all")
    if not yes and not can_ask():
        raise InputError("nobody can be asked whether to forget the drill", "give --yes if it is meant")
    with open_drills(data) as drills:
        found = drills.found(drill)
        answers = counted(sum(turn.answer is not None for turn in drills.turns(found.id)), "answer")
        name = f"'{safe(found.name)}' of {when(found.started)} ({found.id[:8]})"
        if not yes and not confirmed(f"Forget the drill {name}? {answers} would go; no copy is kept."):
            print("Nothing was forgotten.")
            return
        drills.delete(found.id)
    print(f"Forgotten: the drill {name}, {answers}.")


def _write(made: DrillReport, name: str, output: Path | None, force: bool) -> None:
    """Write a report to standard output or to a file."""
    from nkquiz.cli.output import deliver

    if name == "text":
        import io

        from nkquiz.render.drills.text import report
        from nkquiz.render.terminal import console

        stream = io.StringIO() if output else None
        out = console(stream)
        out.print(report(made, out))
        if stream:
            deliver(stream.getvalue(), name, output, force)
        return
    from nkquiz.render.drills import writer

    deliver(writer(name)(made), name, output, force)


def _bank(drill: Drill, path: Path | None, data: Path | None) -> Bank | None:
    """Return the bank of a drill: the one at `path`, if one is named; else it is looked for, and None is returned, with
    a word on it, where it is not at hand.

    Raises:
        NkquizError: the bank that was named can't be read, or is another than the drill's.
    """
    from nkquiz.cli.opening import open_material
    from nkquiz.render.terminal import warn

    if path:
        bank = open_material(path).bank
        if bank.id != drill.bank:
            raise InputError(f"the drill is of the bank '{drill.bank}', not of '{bank.id}'", "give --bank its file")
        return bank
    for place in _places(drill.bank, data):
        with suppress(NkquizError):  # one that is damaged or gone is not the one that is looked for
            if (bank := open_material(place).bank).id == drill.bank:
                return bank
    warn(f"the bank '{drill.bank}' is not at hand: the report has no evidence", "give --bank its file")
    return None


def _places(bank: str, data: Path | None) -> list[Path | None]:
    """Return where the bank with that id may be; None stands for the shipped one."""
    from nkquiz.bank.library import places, read_library

    try:
        return places(read_library(data_folder(data)), bank)
    except InputError:
        return [None]


def is_terminal() -> bool:
    """Say whether standard output is one."""
    return bool(sys.stdout and sys.stdout.isatty())
