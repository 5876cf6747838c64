"""A table for spreadsheets: one row for each statement that was checked. No cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from nkquiz.model import Bank, Checked, Item
from nkquiz.text import cell

COLUMNS = ("id", "line", "text", "verdict", "confidence", "reason", "claims", "locators", "fragments")


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write the table with its head. Lines end in CR LF; several values of a cell are parted by "; "."""
    write_each(checked.items, bank, stream)


def write_each(items: Iterable[Item], bank: Bank, stream: TextIO) -> None:
    """Write the table, each row as it comes."""
    del bank
    table = csv.writer(stream)
    table.writerow(COLUMNS)
    for item in items:
        if item.report:
            table.writerow([cell(value) if isinstance(value, str) else value for value in _row(item)])


def _row(item: Item) -> tuple[str | int | float, ...]:
    report = item.report
    assert report is not None
    evidence = [evidence for claim in report.claims for evidence in claim.evidence]
    return (
        item.id,
        item.line or "",
        item.text,
        report.verdict.value,
        report.confidence,
        report.reason,
        "; ".join(claim.id for claim in report.claims),
        "; ".join(str(each.at) for each in evidence),
        "; ".join(each.quote for each in evidence),
    )
