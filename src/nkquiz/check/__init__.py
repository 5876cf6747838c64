"""statement -> Report: what the source says about it."""

from __future__ import annotations

from nkquiz.check.checker import Checker
from nkquiz.model import Bank, Report


def check(statement: str, bank: Bank) -> Report:
    """Return the verdict on `statement`. For many statements, keep a `Checker`."""
    return Checker(bank).check(statement)


__all__ = ["Checker", "check"]
