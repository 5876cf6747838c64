"""Problems of a bank for reading, for programs, and as annotations on GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nkquiz.bank.codes import CODES, Lesson
from nkquiz.model import Problem, Severity
from nkquiz.render.terminal import safe
from nkquiz.render.wording import counted

VERSION = 1
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def problem_line(problem: Problem, path: str) -> str:
    """Return a problem as `file:line: message (hint) [severity code]`."""
    return safe(f"{problem.at(path)} [{problem.severity} {problem.code}]")


def why_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield once for each code why its problems matter."""
    for code in dict.fromkeys(problem.code for problem in problems):
        if code in CODES:
            yield f"{code}: {CODES[code].why}"


def count_line(problems: Sequence[Problem]) -> str:
    """Return how many problems there are; by their severity where some are no errors."""
    of = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    shown = counted(len(problems), "problem")
    if len(problems) > of[Severity.ERROR]:
        shown += f" ({', '.join(counted(number, severity.value) for severity, number in of.items() if number)})"
    return shown


def lesson_lines(code: str, lesson: Lesson) -> Iterator[str]:
    """Yield what a kind of problem means, at length."""
    yield code
    yield f"  Why it matters: {lesson.why}"
    yield f"  How to mend it: {lesson.mend}"
    yield "  An example:     docs/lint.md"


def problems_data(problems: Sequence[Problem], path: str) -> dict[str, Any]:
    """Return problems as one JSON object."""
    return {
        "version": VERSION,
        "file": path,
        **{f"{severity}s": sum(problem.severity is severity for problem in problems) for severity in Severity},
        "problems": [
            {
                "line": problem.line,
                "severity": problem.severity.value,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
                "why": CODES[problem.code].why,
                "mend": CODES[problem.code].mend,
            }
            for problem in problems
        ],
    }


def github_line(problem: Problem, path: str) -> str:
    """Return a problem as a command that GitHub shows as a note beside the line."""
    place = f"file={_property(path)}" + (f",line={problem.line}" if problem.line else "")
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return f"::{_GITHUB[problem.severity]} {place},title={_property(problem.code)}::{_data(safe(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
