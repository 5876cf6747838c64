"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.model import Bank

BankOption = Annotated[
    Path | None, typer.Option("--bank", help="The bank to use. Default: the shipped one.", metavar="PATH")
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder for progress. Default: NKQUIZ_HOME, or the platform's folder.", metavar="FOLDER"
    ),
]
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


PROGRESS = "progress.sqlite"  # the database in the folder for progress


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
