"""What the store hands out, and how times, settings and questions are written in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from nkquiz.model import Answer, Arrangement, Choice, Entry, EntryKind, Form, Mark, Option, Question, Settings

_FORMS: dict[str, type[Form]] = {"choice": Choice, "entry": Entry, "arrangement": Arrangement}
_NAMES = {form: name for name, form in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round as it was left: its questions as they were asked, and for each step the answer, or None for a question
    that was skipped. What was taken back is not among them."""

    id: str
    bank: str
    started: datetime
    settings: Settings
    questions: tuple[Question, ...]
    given: tuple[Answer | None, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """An answer that was not taken back: when it was given, to what, and whether it was right about each claim."""

    at: datetime
    round: str
    question: str
    type: str
    right: bool
    marks: tuple[Mark, ...]
    seconds: float | None = None
    confidence: int | None = None


def time_text(at: datetime) -> str:
    """Return a time as the store writes it: UTC, ISO 8601, milliseconds. Later times are greater texts."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


_FIRST_YEAR, _LAST_YEAR = 1900, 9000  # between them one can add a century, or the hours of a time zone


def time_from(text: str) -> datetime:
    """Return the time, in UTC.

    Raises:
        ValueError: `text` is no time with a time zone, or too far from ours to be reckoned with.
    """
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"the year of {text!r} is not from {_FIRST_YEAR} to {_LAST_YEAR}")
    return at.astimezone(UTC)


def settings_text(settings: Settings) -> str:
    """Return settings as JSON."""
    return json.dumps(asdict(settings), ensure_ascii=False)


def settings_from(text: str) -> Settings:
    """Return the settings in a JSON text.

    Raises:
        ValueError, TypeError: they are not those of this version.
    """
    data: dict[str, Any] = json.loads(text)
    return Settings(**data | {name: tuple(data[name]) for name in ("topics", "types") if name in data})


def questions_text(questions: Sequence[Question]) -> str:
    """Return questions as JSON, whole: nothing of the bank is needed to ask them again."""
    rows = [asdict(question) | {"form": {_NAMES[type(question.form)]: asdict(question.form)}} for question in questions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def questions_from(text: str) -> tuple[Question, ...]:
    """Return the questions in a JSON text.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: they are not those of this version.
    """
    rows: list[dict[str, Any]] = json.loads(text)
    return tuple(Question(**row | {"claims": tuple(row["claims"]), "form": _form(row["form"])}) for row in rows)


def _form(data: dict[str, dict[str, Any]]) -> Form:
    ((name, fields),) = data.items()
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    for key in ("options", "items", "wrong"):
        if key in values:
            values[key] = tuple(Option(**option) for option in values[key])
    if name == "entry":
        values["kind"] = EntryKind(values["kind"])
    return _FORMS[name](**values)
