"""A list of statements: read, checked and written one by one, so that there may be any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, cast

from nkquiz import __version__
from nkquiz.bank import bank_digest, default_bank_path
from nkquiz.cli.statements import BadLine, Given
from nkquiz.errors import InputError
from nkquiz.model import Item, Verdict

_BLOCK = 2**20  # bytes
MAX_TOLD = 1_000  # bad lines that are named
RESUMED = "jsonl"  # the format that an interrupted run can go on in


@dataclass
class Tally:
    """What has been met so far: lines that hold no statement, how many do, and the verdicts."""

    bad: list[BadLine] = field(default_factory=list)  # the first of them
    number_bad: int = 0
    good: int = 0
    verdicts: set[Verdict] = field(default_factory=set)

    def statements(self, lines: Iterable[Given | BadLine]) -> Iterator[Item]:
        """Yield the statements among the lines."""
        for line in lines:
            if isinstance(line, Given):
                self.good += 1
                yield Item(line.id, line.text, line.line)
            else:
                self.number_bad += 1
                if len(self.bad) < MAX_TOLD:
                    self.bad.append(line)

    def judged(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, and take note of their verdicts."""
        for item in items:
            if item.report:
                self.verdicts.add(item.report.verdict)
            yield item


@dataclass(frozen=True)
class Goal:
    """The file that a run writes, and what must be the same for another run to go on with it."""

    path: Path
    bank: Path | None
    explained: bool
    force: bool

    @property
    def notes(self) -> Path:
        """The file beside it that is there until the run is over."""
        return self.path.with_name(self.path.name + ".resume")

    def same(self) -> dict[str, Any]:
        """Return what must be the same."""
        bank = bank_digest(self.bank or default_bank_path()).hex()
        return {"nkquiz": __version__, "bank": bank, "explain": self.explained}

    @contextmanager
    def opened(self, format_: str, done: int | None = None) -> Iterator[TextIO]:
        """Open the file for writing, from its start or after the bytes that are `done`. Every write is whole, whatever
        ends the run; if that is not its end, notes stay beside the file, with which `--resume` goes on."""
        from nkquiz.cli.output import WholeWrites

        try:
            if format_ == RESUMED:
                self.notes.write_text(json.dumps(self.same()) + "\n", encoding="utf-8")
            with WholeWrites(self.path, self.force, done) as stream:
                yield cast(TextIO, stream)
            self.notes.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"cannot write {self.path}: {error.strerror or error}") from error

    def can_go_on(self) -> bool:
        """Say whether an earlier run has begun the file and not ended it.

        Raises:
            InputError: it has ended it; or this run would not go on as that one began.
        """
        if not self.path.exists():
            return False
        try:
            noted = json.loads(self.notes.read_bytes())
        except FileNotFoundError as error:
            message = f"{self.path} is not a file that a run was interrupted at"
            raise InputError(message, "it may be complete: see its last line; or give --output another name") from error
        except (OSError, ValueError) as error:
            raise InputError(f"cannot read {self.notes}", _ANEW) from error
        for name, now in self.same().items():
            if not isinstance(noted, dict) or noted.get(name) != now:
                message = f"cannot go on with {self.path}: {_CHANGED[name]} since it was begun"
                raise InputError(message, _ANEW)
        return True


_ANEW = "begin anew with --force instead of --resume"
_CHANGED = {
    "nkquiz": "nkquiz has changed",
    "bank": "the bank has changed",
    "explain": "--explain was given or left out",
}


def gone_over(path: Path, items: Iterator[Item], tally: Tally) -> int:
    """Pass over the items whose reports are in the file at `path`, and return how many bytes these reports take.

    Raises:
        InputError: the file has reports on other statements, or cannot be read.
    """
    done = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):  # the last one, which was cut off
                    break
                row, item = _row(line), next(items, None)
                if item is None or (row.get("id"), row.get("statement")) != (item.id, item.text):
                    raise InputError(f"cannot go on: line {number} of {path} is on another statement", _ANEW)
                tally.verdicts.add(Verdict(row["verdict"]))
                done += len(line)
    except (ValueError, KeyError) as error:
        raise InputError(f"cannot go on: line {number} of {path} is no report", _ANEW) from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    return done


def _row(line: bytes) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def number_of_lines(path: Path) -> int | None:
    """Return how many lines a file has, at most; None for what is no plain file."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return 1 + sum(block.count(b"\n") for block in iter(partial(file.read, _BLOCK), b""))


def peeked(items: Iterator[Item]) -> tuple[bool, Iterator[Item]]:
    """Say whether there is any item, and return all of them."""
    first = list(islice(items, 1))
    return bool(first), (item for part in (first, items) for item in part)
