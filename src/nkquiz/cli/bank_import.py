"""`nkquiz bank import`: a bank from what teachers have elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.errors import InputError
from nkquiz.imports import SOURCES

if TYPE_CHECKING:
    from nkquiz.model import Problem


def _format(name: str) -> str:
    if name not in SOURCES:
        raise typer.BadParameter(f"'{name}' is no format. There are: {', '.join(SOURCES)}.")
    return name


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A set, a table, questions or a deck.")],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            help=f"What it is: {', '.join(SOURCES)}. Default: what its name and content tell.",
            metavar="FORMAT",
            parser=_format,
            autocompletion=lambda: list(SOURCES),
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="PATH", help="The bank's file. Default: standard output.")
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", help="The bank's id. Default: from --title or FILE.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its title. Default: the file's name.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote the questions.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="When: year, year-month or year-month-day.", metavar="DATE")
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="The topic of what has none. Default: the title.", metavar="TITLE")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Make a bank from a Quizlet set, a CSV table, GIFT, Moodle XML or an Anki deck; list what does not fit."""
    from nkquiz.bank.loader import parse_bank
    from nkquiz.cli.output import check_output, print_text, write_file
    from nkquiz.imports import reader
    from nkquiz.imports.reading import guess
    from nkquiz.imports.writer import Heading, bank_text, slug
    from nkquiz.text import one_line

    if output:
        check_output(output, force, (file,))
    data = _read(file)
    imported = reader(from_ or guess(data, str(file)))(data, str(file))
    named = one_line(title or "")
    title = one_line(title or imported.title or file.stem) or "Cards"
    heading = Heading(
        id=id_ or slug(named or file.stem) or "cards",
        title=title,
        topic=one_line(topic or "") or title,
        origin=file.name,
        author=one_line(author or ""),
        date=one_line(date or ""),
    )
    text, count, left_out = bank_text(imported, heading)
    _tell(left_out, file)
    if not count:
        raise InputError(f"nothing in {file} fits a bank", "docs/import.md says what does")
    bank, problems = parse_bank(text.encode(), str(output or "the bank"))
    if bank is None:  # an id or a date that was given
        hint = problems[0].hint if problems[0].code in ("id", "date") else "please report it"
        raise InputError(f"cannot make a bank of {file}: {problems[0].message}", hint)
    if output:
        write_file(output, text, force)
    else:
        print_text(text)
    drafts = len(bank.drafts)
    parts = [f"{len(bank.claims)} {'claim' if len(bank.claims) == 1 else 'claims'}"]
    parts += [f"{drafts} {'draft' if drafts == 1 else 'drafts'} to be finished"] if drafts else []
    parts += [f"{len(left_out)} left out"] if left_out else []
    print(", ".join(parts) + (f"; play them with `nkquiz play --bank {output}`" if output else ""), file=sys.stderr)


def _read(file: Path) -> bytes:
    from nkquiz.files import read_up_to
    from nkquiz.imports.reading import MAX_PACKAGE

    try:
        data = read_up_to(file, MAX_PACKAGE)
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror or error}") from error
    if len(data) > MAX_PACKAGE:
        raise InputError(f"{file} has more than {MAX_PACKAGE // 2**20} MB", "import a part of it")
    return data


def _tell(left_out: tuple[Problem, ...], file: Path) -> None:
    from nkquiz.render.terminal import safe

    for problem in left_out:
        print(safe(problem.at(str(file))), file=sys.stderr)
