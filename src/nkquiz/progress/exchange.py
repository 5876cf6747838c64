"""The file that progress is carried in from one computer to another: JSON, a line for each round and event."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nkquiz.errors import InputError
from nkquiz.progress.records import settings_from, time_from, time_text

VERSION = 1
_HINT = "it is to be a file that `nkquiz progress export` has written"
_MAX = 2**31


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it is carried: without its questions, so that it goes on only where it was begun."""

    id: str
    bank: str
    started: str
    settings: str
    ended: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of the log, known by its round and its number in it. `marks` are claim, right, rating."""

    round: str
    seq: int
    at: str
    bank: str
    kind: str
    question: str | None = None
    type: str | None = None
    given: str | None = None
    right: bool | None = None
    seconds: float | None = None
    confidence: int | None = None
    marks: tuple[tuple[str, bool, int], ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A log, or the part of it that is about one bank."""

    rounds: tuple[RoundRow, ...]
    events: tuple[EventRow, ...]


def to_text(progress: Progress) -> str:
    """Return the file. The same progress gives the same text, in ASCII."""
    rounds = (_line(_round_data(row)) for row in progress.rounds)
    events = (_line(_event_data(row)) for row in progress.events)
    head = f'{{"nkquiz": "progress", "version": {VERSION}'
    return f'{head}, "rounds": [{_lines(rounds)}], "events": [{_lines(events)}]}}\n'


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, allow_nan=False)


def _lines(rows: Iterable[str]) -> str:
    joined = ",\n".join(rows)
    return f"\n{joined}\n" if joined else ""


def _round_data(row: RoundRow) -> dict[str, Any]:
    settings = json.loads(row.settings)
    return {"id": row.id, "bank": row.bank, "started": row.started, "settings": settings, "ended": row.ended}


def _event_data(row: EventRow) -> dict[str, Any]:
    data: dict[str, Any] = {"round": row.round, "seq": row.seq, "at": row.at, "bank": row.bank, "kind": row.kind}
    if row.kind == "undo":
        return data | {"undoes": row.undoes}
    data |= {"question": row.question, "type": row.type}
    if row.kind == "skip":
        return data
    marks = [{"claim": claim, "right": right, "rating": rating} for claim, right, rating in row.marks]
    data |= {"given": row.given, "right": row.right, "seconds": row.seconds, "confidence": row.confidence}
    return data | {"marks": marks}


def from_text(data: bytes, name: str) -> Progress:
    """Return the progress in a file called `name`.

    Raises:
        InputError: it is none of ours, of a newer version, or something in it is wrong; the message names the place.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no progress file: {error}", _HINT) from error
    if not isinstance(found, dict) or found.get("nkquiz") != "progress":
        raise InputError(f"{name} is no progress file of nkquiz", _HINT)
    version = found.get("version")
    if type(version) is not int or version < 1:
        raise InputError(f"{name}: the version is {version!r}", _HINT)
    if version > VERSION:
        message = f"{name} was written by a newer nkquiz (its version is {version}, this one reads {VERSION})"
        raise InputError(message, "update nkquiz")
    return Progress(
        tuple(_rows(found, "rounds", name, _round)),
        tuple(_rows(found, "events", name, _event)),
    )


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _rows(found: Mapping[str, Any], key: str, name: str, read: Callable[[Mapping[str, Any]], Any]) -> Iterable[Any]:
    rows = found.get(key)
    if not isinstance(rows, list):
        raise InputError(f"{name}: there is no list of {key}", _HINT)
    for number, row in enumerate(rows, 1):
        where = f"{name}: {key.removesuffix('s')} {number}"
        if not isinstance(row, dict):
            raise InputError(f"{where} is no object", _HINT)
        try:
            yield read(row)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            missing = isinstance(error, KeyError)
            raise InputError(f"{where}: {f'{error} is missing' if missing else error}", _HINT) from error


def _round(row: Mapping[str, Any]) -> RoundRow:
    settings = row["settings"]
    if not isinstance(settings, dict):
        raise ValueError("the settings are no object")
    text = json.dumps(settings, ensure_ascii=False)
    try:
        settings_from(text)
        text.encode()
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"the settings cannot be read: {error}") from error
    ended = row["ended"]
    return RoundRow(
        _text(row, "id"),
        _text(row, "bank"),
        _time(row, "started"),
        text,
        None if ended is None else _time(row, "ended"),
    )


def _event(row: Mapping[str, Any]) -> EventRow:
    kind = row["kind"]
    head = _text(row, "round"), _number(row, "seq", 1, _MAX), _time(row, "at"), _text(row, "bank")
    if kind == "undo":
        undoes = _number(row, "undoes", 1, _MAX)
        if undoes >= head[1]:
            raise ValueError("it takes back something that came later")
        return EventRow(*head, kind, undoes=undoes)
    if kind not in ("answer", "skip"):
        raise ValueError(f"an unknown kind, {kind!r}")
    asked = _text(row, "question"), _text(row, "type")
    if kind == "skip":
        return EventRow(*head, kind, *asked)
    seconds = row["seconds"]
    if seconds is not None and (type(seconds) not in (int, float) or not math.isfinite(seconds) or seconds < 0):
        raise ValueError(f"the seconds are {seconds!r}")
    if not isinstance(row["marks"], list):
        raise ValueError("the marks are no list")
    return EventRow(
        *head,
        kind,
        *asked,
        _text(row, "given"),
        _truth(row, "right"),
        None if seconds is None else float(seconds),
        None if row["confidence"] is None else _number(row, "confidence", 1, 3),
        tuple((_text(mark, "claim"), _truth(mark, "right"), _rating(mark)) for mark in row["marks"]),
    )


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise ValueError(f"{key!r} is no text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{key!r} has half a character") from error
    return value


def _time(row: Mapping[str, Any], key: str) -> str:
    text = _text(row, key)
    try:
        return time_text(time_from(text))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{key!r} is no time: {error}") from error


def _number(row: Mapping[str, Any], key: str, least: int, most: int) -> int:
    value = row[key]
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{key!r} is no number from {least} to {most}")
    return value


def _truth(row: Mapping[str, Any], key: str) -> bool:
    if not isinstance(row[key], bool):
        raise ValueError(f"{key!r} is neither true nor false")
    return bool(row[key])


def _rating(mark: Mapping[str, Any]) -> int:
    rating = _number(mark, "rating", 1, 4)
    if rating > 1 and not mark["right"]:  # what is right may be rated 1: it was told before
        raise ValueError(f"the rating {rating} does not go with wrong")
    return rating
