"""The marks `#!` that an update leaves in a bank file where an author should look: they stand until somebody has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.model import Problem, Severity

_MARK = re.compile(r"\s*(?:(?:- )?draft:\s*\w+\s+)?#!\s*(?P<said>.*?)(?:\s*\(was (?P<was>[0-9a-f]{12})\))?\s*")


def changed(was: str) -> str:
    """Return the mark of a claim whose sentence had another fingerprint."""
    return f"#! the sentence has changed; see whether the claim still holds (was {was})"


def read_mark(line: str) -> tuple[str, str] | None:
    """Return what the mark on a line says, and the fingerprint in it, or None."""
    found = _MARK.fullmatch(line)
    return (found["said"], found["was"] or "") if found else None


def marks(text: str) -> Iterator[Problem]:
    """Yield the marks that stand in a bank file."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := read_mark(line):
            hint = "remove the mark when you have seen to it"
            yield Problem(number, f"a mark stands here: {found[0]}", hint, Severity.WARNING, code="mark")
