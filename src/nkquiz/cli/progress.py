"""`nkquiz due`, `nkquiz stats` and `nkquiz progress`: what comes next, how it goes, and carrying it elsewhere."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.opening import open_material
from nkquiz.cli.options import PROGRESS, BankOption, DataOption, data_folder
from nkquiz.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from nkquiz.model import Bank
    from nkquiz.progress.exchange import Progress
    from nkquiz.progress.stats import Due, Stats
    from nkquiz.progress.store import Store


class ProgressFormat(StrEnum):
    """How progress is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[ProgressFormat, typer.Option("--format", help="How it is written.")]
PlainOption = Annotated[
    bool, typer.Option("--plain", help="Sentences in place of bars and the heat map, for screen readers.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Progress on all banks, not just this one.")]

app = typer.Typer(add_completion=False, help="Carry progress to another computer, or forget it.", no_args_is_help=True)


def due(
    format_: FormatOption = ProgressFormat.TEXT,
    plain: PlainOption = False,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Show what is due for repetition when, and how much is new."""
    from nkquiz.progress.stats import due as what_is_due

    loaded = open_material(bank).bank
    with _store(data) as store:
        scheduled = store.scheduled(loaded.id)
    _show(what_is_due(scheduled, _topics(loaded), loaded.claim_by_id, _now(), None), loaded, format_, plain)


def stats(
    format_: FormatOption = ProgressFormat.TEXT,
    plain: PlainOption = False,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Show how it goes: answers, what was remembered, days in a row, topics, and the hardest claims."""
    from nkquiz.progress.stats import statistics

    loaded = open_material(bank).bank
    with _store(data) as store:
        log = store.log(loaded.id)
    _show(statistics(log, _topics(loaded), _now(), None), loaded, format_, plain)


def _show(found: Due | Stats, bank: Bank, format_: ProgressFormat, plain: bool) -> None:
    if format_ is ProgressFormat.TEXT:
        from nkquiz.render import progress_text, terminal

        out = terminal.console()
        out.print(progress_text.shown(found, bank, out, plain))
        return
    from nkquiz.render import progress_data

    if format_ is ProgressFormat.JSON:
        from nkquiz.render.data import to_json

        _print(to_json(progress_data.data(found, bank), indent=2) + "\n")
    else:
        _print(progress_data.rows(found, bank))


@app.command("export")
def export_(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write a file. Default: standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    all_: AllOption = False,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Write progress as JSON, to be kept or to be imported on another computer."""
    from nkquiz.cli.output import check_output, write_file
    from nkquiz.progress.exchange import to_text
    from nkquiz.progress.transfer import exported

    if output:
        check_output(output, force)
    about = _about(bank, all_)
    with _store(data) as store:
        text = to_text(exported(store, about))
    if output:
        write_file(output, text, force)
    else:
        _print(text)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` has written. - is standard input.")],
    data: DataOption = None,
) -> None:
    """Add the progress in a file to what is kept here. Importing twice changes nothing."""
    from nkquiz.cli.statements import name_of, read_file
    from nkquiz.progress.exchange import from_text
    from nkquiz.progress.transfer import merge
    from nkquiz.render.wording import counted

    name = name_of(file)
    progress = from_text(read_file(file, "name a file, or - for input"), name)
    with _store(data) as store:
        merged = merge(store, progress, name)
    others = f" and {counted(merged.others, 'other step')}" if merged.others else ""
    known = f"; {merged.known} were here already" if merged.known else ""
    print(f"{counted(merged.answers, 'answer')}{others} imported{known}.")


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    all_: AllOption = False,
    bank: BankOption = None,
    data: DataOption = None,
) -> None:
    """Forget progress. A copy that can be imported again is written first."""
    from nkquiz.progress.transfer import count_answers, exported, forget
    from nkquiz.render.terminal import safe
    from nkquiz.render.wording import counted

    about = _about(bank, all_)
    name = about or "all banks"
    if not yes and not _can_ask():
        raise InputError("nobody can be asked whether to forget the progress", "give --yes if it is meant")
    with _store(data) as store:
        kept = exported(store, about)
        if not kept.events and not kept.rounds:
            print(f"There is no progress on {safe(name)}.")
            return
        count = counted(sum(count_answers(store, about).values()), "answer")
        if not yes:
            asked = f"Forget all progress on {safe(name)}? {count} would go. A copy is kept. [y/N] "
            print(asked, end="", file=sys.stderr, flush=True)
            if sys.stdin.readline().strip().lower() not in ("y", "yes"):
                print("Nothing was forgotten.")
                return
        path = _copy_path(data_folder(data), about)
        forget(store, about, lambda progress: _write_copy(path, progress))
    print(f"Forgotten: {count}. The copy is {safe(str(path))}")
    print("`nkquiz progress import` with it brings everything back.")


def _can_ask() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _copy_path(folder: Path, about: str | None) -> Path:
    """Return the name of a file that is not there yet."""
    stem = f"before-reset-{about or 'all'}-{_now():%Y%m%dT%H%M%S}"
    number, path = 1, folder / f"{stem}.json"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.json"
    return path


def _write_copy(path: Path, progress: Progress) -> None:
    from nkquiz.cli.output import write_file
    from nkquiz.progress.exchange import to_text

    write_file(path, to_text(progress), force=False)


def _about(bank: Path | None, all_: bool) -> str | None:
    """Return the id of the bank in use, or None for all of them."""
    return None if all_ else open_material(bank).bank.id


def _topics(bank: Bank) -> dict[str, str]:
    """Return the topic of everything that a bank can ask, by its id."""
    return {claim.id: claim.topic for claim in bank.claims} | {gap.id: gap.topic for gap in bank.unknowns}


def _print(text: str) -> None:
    from nkquiz.cli.output import print_text

    print_text(text)


def _store(data: Path | None) -> Store:
    from nkquiz.progress.store import Store

    return Store(data_folder(data) / PROGRESS, _now)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)
