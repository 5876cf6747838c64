"""Rows as a CSV file: no cell is taken for a formula, and lines end in CR LF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from nkquiz.text import cell


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table with its head. True and False are yes and no, None is an empty cell."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(value) for value in row])
    return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cell(value) if isinstance(value, str) else value
