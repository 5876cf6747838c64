"""`nkquiz bank add | list | use | remove`: a small library, so that a bank is called by a name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from nkquiz.bank.library import (
    COPIES,
    FILE,
    SHIPPED,
    Library,
    Shelved,
    found,
    is_file,
    library_text,
    located,
    read_library,
)
from nkquiz.cli.options import DataOption, ListFormat, data_folder
from nkquiz.errors import InputError
from nkquiz.files import make_folder

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[\d¹²³])(\..*)?", re.IGNORECASE)  # which Windows takes for no files


def add(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The bank's file.")],
    name: Annotated[str | None, typer.Option("--name", help="What to call it. Default: the bank's id.")] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Keep a copy; else the file stays where it is.")] = False,
    use_: Annotated[bool, typer.Option("--use", help="Use it where none is named.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the bank that has this name.")] = False,
    data: DataOption = None,
) -> None:
    """Add a bank to the library, so that `--bank NAME` finds it from any folder."""
    from nkquiz.bank import bank_from, read_bank_file
    from nkquiz.cli.output import write_file

    content = read_bank_file(path)
    bank = bank_from(content, str(path))
    name, folder = name or bank.id, data_folder(data)
    library = read_library(folder)
    if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name) or name.endswith("."):
        raise InputError(f"'{name}' can't be a name", "give --name letters, digits, '-', '_' and '.', at most 64")
    if name.casefold() == SHIPPED:
        raise InputError(f"'{SHIPPED}' stands for the bank that comes with nkquiz", "give it another --name")
    if library.find(name) and not force:
        raise InputError(
            f"a bank in the library is called '{name}'", "give it another --name, or --force to replace that"
        )
    if alike := library.alike(name):  # one file for both, where case does not count in the names of files
        raise InputError(f"a bank in the library is called '{alike.name}'", "give it a --name that differs in letters")
    place = (folder / COPIES / f"{name}.yaml" if copy else path).resolve()
    if copy:
        _make(place.parent)
        write_file(place, content, force=True)
    shelved = Shelved(name, str(place), bank.id, bank.source.title, copy)
    _write(folder, library.added(shelved).using(name if use_ else library.used))
    _say(f"added '{name}': {bank.source.title}" + (f", copied to {place}" if copy else ""))
    twins = [other.name for other in (_shipped(), *library.banks) if other.bank == bank.id and other.name != name]
    if twins:
        _say(f"it has the id of '{twins[0]}' ({bank.id}): the two share one progress")
    _say("it is used now where none is named" if use_ else f"use it with `--bank {name}`, or `nkquiz bank use {name}`")


def list_(
    format_: Annotated[ListFormat, typer.Option("--format", help="How it is written.")] = ListFormat.TEXT,
    data: DataOption = None,
) -> None:
    """List the banks of the library; the one that is used where none is named has a star."""
    library = read_library(data_folder(data))
    banks = [_shipped(), *library.banks]
    used = library.used or SHIPPED
    rows = [(bank, bank.name == used, not bank.path or is_file(bank.path)) for bank in banks]
    if format_ is ListFormat.JSON:
        from nkquiz.render.data import to_json

        fields = [
            {"name": one.name, "bank": one.bank, "title": one.title, "path": one.path, "used": in_use, "there": there}
            for one, in_use, there in rows
        ]
        print(to_json({"version": 1, "banks": fields}, indent=2))
        return
    from nkquiz.render.terminal import safe

    for bank, in_use, there in rows:
        where = bank.path if there else f"{bank.path} is no longer there"
        print(f"{'*' if in_use else ' '} {safe(bank.name)}  {safe(bank.title)}  ({safe(where or 'shipped')})")


def use(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in the library, or `shipped`.")],
    data: DataOption = None,
) -> None:
    """Use a bank from now on where none is named."""
    folder = data_folder(data)
    library = read_library(folder)
    shelved = _shipped() if name == SHIPPED else located(library, name)
    _write(folder, library.using("" if name == SHIPPED else name))
    _say(f"'{name}' is used now where none is named: {shelved.title}")


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in the library.")],
    data: DataOption = None,
) -> None:
    """Take a bank out of the library. Its file stays, but for a copy that the library made; its progress stays too."""
    folder = data_folder(data)
    library = read_library(folder)
    if name == SHIPPED:
        raise InputError("the shipped bank can't be removed", "`nkquiz bank use NAME` uses another")
    shelved = found(library, name)
    _write(folder, library.removed(name))
    ours = shelved.copy and Path(shelved.path) == folder / COPIES / f"{name}.yaml"  # whatever stands in the library
    if ours:
        Path(shelved.path).unlink(missing_ok=True)
    kept = "" if ours else f"; {shelved.path} is left as it is"
    _say(f"removed '{name}'{kept}")


def _shipped() -> Shelved:
    """Return the shipped bank as if it were in the library."""
    from nkquiz.cli.opening import open_material

    bank = open_material(None).bank
    return Shelved(SHIPPED, "", bank.id, bank.source.title)


def _write(folder: Path, library: Library) -> None:
    from nkquiz.cli.output import write_file

    _make(folder)
    write_file(folder / FILE, library_text(library), force=True)


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        message = f"the folder {folder} cannot be made: {error.strerror or error}"
        raise InputError(message, "use another folder with --data or NKQUIZ_HOME") from error


def _say(text: str) -> None:
    from nkquiz.render.terminal import safe

    print(safe(text))
