"""Options that several commands share."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

BankOption = Annotated[
    Path | None, typer.Option("--bank", help="The bank to use. Default: the shipped one.", metavar="PATH")
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder for progress. Default: NKQUIZ_HOME, or the platform's folder.", metavar="FOLDER"
    ),
]


class ListFormat(StrEnum):
    """How lists are written."""

    TEXT = "text"
    JSON = "json"


def data_folder(given: Path | None) -> Path:
    """Return the folder for progress: the one given, else NKQUIZ_HOME, else the platform's data folder."""
    if given is not None:
        return given
    if home := os.environ.get("NKQUIZ_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("nkquiz", appauthor=False)
