"""Text for people: each statement with its verdict, reason and evidence; for a document, a summary first."""

from __future__ import annotations

from typing import TextIO

from nkquiz.model import Bank, Checked
from nkquiz.render import terminal
from nkquiz.render.summary import summary_lines


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write the reports in order. Those on a document begin with `file:line`, as compilers have it."""
    out = terminal.console(stream)
    if checked.document:
        for line in summary_lines(checked, out):
            out.print(line)
        out.print()
    for item in checked.items:
        if item.report:
            place = f"{terminal.safe(checked.name)}:{item.line}: " if checked.document else ""
            out.print(terminal.report(item.report, out, place))
            if item.explanation:
                from nkquiz.render.explain import explanation

                out.print(explanation(item.explanation))
            if checked.document or len(checked.reports) > 1:
                out.print()
    out.print(terminal.cited(bank))
