"""What is wrong with one claim."""

from __future__ import annotations

from nkquiz.bank.validators import lint
from nkquiz.editing.changes import lines_of
from nkquiz.model import Bank, Problem


def problems_of(bank: Bank, text: str, claim: str) -> list[Problem]:
    """Return what lint finds on the lines of a claim."""
    first, last = lines_of(text, claim)
    return [problem for problem in lint(bank) if first <= problem.line <= last]
