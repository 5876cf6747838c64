"""`nkquiz export`: questions as other programs read them, to a file or to standard output."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.chosen import chosen
from nkquiz.cli.options import BankOption, ForceOption, OutputOption, TopicOption, TypeOption
from nkquiz.cli.world import now
from nkquiz.errors import InputError
from nkquiz.export import FORMATS

if TYPE_CHECKING:
    from nkquiz.export.deck import LeftOut

# Choices come from the registry.
ExportFormat = StrEnum("ExportFormat", {name.upper().replace("-", "_"): name for name in FORMATS})  # type: ignore[misc]


def _list(wanted: bool) -> None:
    if wanted:
        width, ending = max(map(len, FORMATS)), max(len(format_.suffix) for format_ in FORMATS.values())
        for name, format_ in FORMATS.items():
            needs = f" Needs the extra `{format_.extra}`." if format_.extra else ""
            print(f"{name:{width}}  .{format_.suffix:{ending}}  {format_.summary}.{needs}")
        raise typer.Exit


def export(
    format_: Annotated[
        ExportFormat, typer.Argument(metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.", show_default=False)
    ],
    list_: Annotated[
        bool, typer.Option("--list", help="Say what each format is for, and leave.", callback=_list, is_eager=True)
    ] = False,
    output: OutputOption = None,
    force: ForceOption = False,
    count: Annotated[
        int | None,
        typer.Option("-n", "--count", min=1, help="A round of so many. Default: every question that the bank gives."),
    ] = None,
    topic: TopicOption = None,
    type_: TypeOption = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives other lures and statements.")] = 1,
    title: Annotated[
        str, typer.Option("--title", help="Their title. Default: the source's.", metavar="TEXT", show_default=False)
    ] = "",
    bank: BankOption = None,
) -> None:
    """Write questions for another program: to learn with, to play in class, or to work on.

    With -n they are a round, in which no question tells the answer to another. What a format can't hold is left out,
    and named on standard error; the exit code is 0 all the same, unless nothing is left.
    """
    from nkquiz.cli.opening import open_material
    from nkquiz.cli.output import check_output, deliver
    from nkquiz.export import writer
    from nkquiz.export.deck import Deck
    from nkquiz.render.wording import counted

    del list_
    if output:
        check_output(output, force, (bank,) if bank else ())
    material = open_material(bank)
    questions = chosen(material, count, topic, type_, seed)
    deck = Deck(title.strip() or material.bank.source.title, material.bank, questions, now())
    exported = writer(format_.value)(deck)
    _tell(exported.left_out)
    if len(exported.left_out) == len(questions):
        raise InputError(f"{format_.value} can hold none of the questions", "name other types with --type")
    deliver(exported.data, format_.value, output, force)
    written = len(questions) - len(exported.left_out)
    left = f", {len(exported.left_out)} left out" if exported.left_out else ""
    print(f"{counted(written, 'question')} written{left}", file=sys.stderr)
    if count and len(questions) < count:
        print("No more of them go together; without -n all are written.", file=sys.stderr)


def _tell(left_out: tuple[LeftOut, ...]) -> None:
    """Name the questions that are not in the file."""
    from nkquiz.render.terminal import safe

    for each in left_out:
        asked = each.question
        print(f"left out: {asked.id} ({asked.type}, {asked.claim}): {safe(each.why)}", file=sys.stderr)
