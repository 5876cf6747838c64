"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.model import Bank

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="Folder for progress and the library. Default: NKQUIZ_HOME, or the platform's folder.",
        metavar="FOLDER",
        is_eager=True,  # --bank looks into it
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        help="Write to this file, whole or not at all.",
        metavar="PATH",
        callback=lambda given: None if str(given) == "-" else given,
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file that --output names.")]
TopicOption = Annotated[
    list[str] | None, typer.Option("--topic", help="Only this topic; may be repeated.", metavar="TOPIC")
]


class ListFormat(StrEnum):
    """How lists are written."""

    TEXT = "text"
    JSON = "json"


def question_types() -> list[str]:
    """Return the names of the question types, for the shell to complete."""
    from nkquiz.quiz.types import TYPES

    return list(TYPES)


def question_type(name: str) -> str:
    """Return the name of a question type. The registry is imported only where one is given.

    Raises:
        typer.BadParameter: there is no such type.
    """
    if name not in question_types():
        raise typer.BadParameter(f"'{name}' is no type of question. There are: {', '.join(question_types())}.")
    return name


def check_topics(topics: Iterable[str] | None, bank: Bank) -> None:
    """See that the bank has these topics.

    Raises:
        InputError: it has not.
    """
    for name in topics or []:
        if name not in bank.topics:
            raise InputError(f"unknown topic '{name}'", f"one of: {', '.join(bank.topics)}")


def data_folder(given: Path | None) -> Path:
    """Return the folder for progress: the one given, else NKQUIZ_HOME, else the platform's data folder."""
    if given is not None:
        return given
    if home := os.environ.get("NKQUIZ_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("nkquiz", appauthor=False)


TypeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        help="Only this type: choice, truth, verdict, gap, value, who, order, match or error; may be repeated.",
        metavar="TYPE",
        parser=question_type,
        autocompletion=question_types,
    ),
]


def bank_file(given: Path | None, data: Path | None) -> Path | None:
    """Return the file of the bank that was named, by its name in the library or its path; else of the one in use; None
    for the shipped one.

    Raises:
        InputError: there is no such bank, or the library can't be read and the bank is not named by its file.
    """
    from nkquiz.bank.library import bank_path, read_library

    try:
        library = read_library(data_folder(data))
    except InputError:
        if given and given.is_file():
            return given
        raise
    return bank_path(library, str(given or ""))


def _bank(context: typer.Context, given: Path | None) -> Path | None:
    if context.resilient_parsing:  # the shell completes
        return given
    data = context.params.get("data")  # a text still, with some versions of Typer
    return bank_file(given, Path(data) if data else None)


def _bank_names() -> list[str]:
    from nkquiz.bank.library import SHIPPED, read_library

    return [SHIPPED, *(bank.name for bank in read_library(data_folder(None)).banks)]


_BANK: dict[str, Any] = {
    "help": "The bank: a name of `nkquiz bank list`, or a file. Default: the one in use.",
    "metavar": "BANK",
    "autocompletion": _bank_names,
}
BankOption = Annotated[Path | None, typer.Option("--bank", callback=_bank, **_BANK)]
BankAsGiven = Annotated[
    Path | None, typer.Option("--bank", **_BANK)
]  # `bank_file` says which it is, where one is needed
