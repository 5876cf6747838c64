"""`nkquiz drill`: a class answers at one screen, each student in turn, in teams, or all at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.drill_gradebook import gradebook
from nkquiz.cli.drill_report import delete, list_, report, show
from nkquiz.cli.kept import open_drills
from nkquiz.cli.options import (
    BankAsGiven,
    DataOption,
    TopicOption,
    TypeOption,
    bank_file,
    check_topics,
    data_folder,
)
from nkquiz.cli.world import any_seed, now
from nkquiz.errors import ExitCode, InputError

if TYPE_CHECKING:
    from nkquiz.cli.drill_opening import Wanted
    from nkquiz.quiz.material import Material


class Mode(StrEnum):
    """How a class answers at one screen."""

    HOT_SEAT = "hot-seat"
    TEAMS = "teams"
    CLASS = "class"


app = typer.Typer(
    add_completion=False, help="Drill a class at one screen: each student in turn, in teams, or all at once."
)
app.command("list")(list_)
app.command()(show)
app.command()(report)
app.command()(gradebook)
app.command()(delete)


@app.callback(invoke_without_command=True)
def drill(
    ctx: typer.Context,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="PATH", help="The roster: CSV, or one name a line.")
    ] = None,
    mode: Annotated[
        Mode | None,
        typer.Option(
            "--mode",
            help="Call each student, let teams take turns, or ask all. Default: hot-seat, without a roster class.",
        ),
    ] = None,
    teams: Annotated[
        int | None, typer.Option("--teams", min=2, max=100, help="Deal the students to so many teams.")
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "-n", "--count", min=1, max=1000, help="How many questions. Default: one for each student, 10 at least."
        ),
    ] = None,
    topic: TopicOption = None,
    type_: TypeOption = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="The same seed: the same questions, the same order.")
    ] = None,
    limit: Annotated[
        float | None, typer.Option("--time", min=0, help="Seconds for each question, by the roster's time factor.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="What the drill is called. Default: as the roster's file, with the date."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="A new drill, though the last one is not over.")] = False,
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="DRILL", help="Go on with this one, by its name or id.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="For screen readers: words, and nothing else.")] = False,
    bank: BankAsGiven = None,
    data: DataOption = None,
) -> None:
    """Drill a class at one screen: each student in turn, in teams, or all at once.

    Every answer is kept at once. A drill that was left goes on with `nkquiz drill` alone.
    """
    if ctx.invoked_subcommand is not None:
        _check_nothing_given(ctx)
        return
    from nkquiz.cli.drill_opening import Wanted
    from nkquiz.cli.keys import standard_input_is_closed
    from nkquiz.cli.opening import open_material
    from nkquiz.model import DrillMode

    if standard_input_is_closed():
        raise InputError(
            "standard input is closed, so there is nobody to answer", "run it in a terminal, or pipe answers in"
        )
    material = open_material(bank_file(bank, data))
    check_topics(topic, material.bank)
    says_what = any(option is not None for option in (roster, mode, teams, count, seed, name)) or topic or type_
    if resume and (says_what or new):
        raise InputError(
            "a drill that goes on has its students and questions already", "give --resume alone, or leave it out"
        )
    wanted = Wanted(
        seed=any_seed() if seed is None else seed,
        mode=DrillMode(mode) if mode else None,
        roster=roster,
        teams=teams,
        count=count,
        topics=tuple(topic or ()),
        types=tuple(type_ or ()),
        limit=limit or 0.0,
        name=name or "",
        new=new or bool(says_what),
        resume=resume or "",
    )
    _play(material, wanted, data_folder(data), plain)


def _check_nothing_given(ctx: typer.Context) -> None:
    """See that no option of a drill stands before the name of a subcommand, which would not heed it."""
    given = [
        max(parameter.opts, key=len)
        for parameter in ctx.command.params
        if parameter.name and (source := ctx.get_parameter_source(parameter.name)) and source.name == "COMMANDLINE"
    ]
    if given:
        command = f"{ctx.command_path} {ctx.invoked_subcommand}"
        raise InputError(
            f"{' and '.join(given)} before `{ctx.invoked_subcommand}` would not be heeded",
            f"options stand at the end; `{command} --help` has those that it takes",
        )


def _play(material: Material, wanted: Wanted, folder: Path, plain: bool) -> None:
    """Go on with a drill, or begin one, and play it."""
    from nkquiz.classroom.drill import state
    from nkquiz.cli.asking import Left
    from nkquiz.cli.drill_opening import opened
    from nkquiz.cli.drill_player import DrillPlayer
    from nkquiz.cli.keys import reader
    from nkquiz.render import drill as shown
    from nkquiz.render import standing
    from nkquiz.render.look import Look
    from nkquiz.render.round import opening
    from nkquiz.render.terminal import console, warn

    look = Look(console(plain=plain), plain)
    with open_drills(folder) as drills, opened(drills, folder, material, wanted, now().astimezone()) as kept:
        begun = state(kept.drill, kept.turns)
        look.show(opening(look, material.bank))
        if kept.goes_on:
            otherwise = wanted.limit not in (0.0, kept.drill.settings.limit)
            look.show(*shown.going_on(begun, kept.drill.started.astimezone(), otherwise))
        else:
            look.show(*shown.begun(look, begun, kept.wanted, kept.left))
        try:
            with reader() as keys:
                player = DrillPlayer(material, begun, keys, look, drills)
                left = player.play()
        except KeyboardInterrupt:
            warn("left; what was answered is kept")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        if left is Left.OVER:
            drills.end(kept.drill.id)
        look.gap()
        look.show(*standing.result(look, player.state, material.bank, left is Left.OVER))
