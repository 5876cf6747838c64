"""Text for people: each statement with its verdict, reason and evidence; for a document, a summary first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from nkquiz.model import Bank, Checked, Item, Report
from nkquiz.render import terminal
from nkquiz.render.summary import summary_lines

if TYPE_CHECKING:
    from rich.console import Console


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write the reports in order. Those on a document begin with `file:line`, as compilers have it."""
    out = terminal.console(stream)
    if not checked.document:
        write_each(checked.items, bank, stream)
        return
    for line in summary_lines(checked, out):
        out.print(line)
    out.print()
    for item in checked.items:
        if item.report:
            _write(item, item.report, out, f"{terminal.safe(checked.name)}:{item.line}: ")
            out.print()
    out.print(terminal.cited(bank))


def write_each(items: Iterable[Item], bank: Bank, stream: TextIO) -> None:
    """Write the reports in order, each as it comes; a blank line after each where there are several."""
    out = terminal.console(stream)
    rest = iter(items)
    first = list(islice(rest, 2))
    for item in chain(first, rest):
        if item.report:
            _write(item, item.report, out)
            if len(first) > 1:
                out.print()
    out.print(terminal.cited(bank))


def _write(item: Item, report: Report, out: Console, place: str = "") -> None:
    out.print(terminal.report(report, out, place))
    if item.explanation:
        from nkquiz.render.explain import explanation

        out.print(explanation(item.explanation))
