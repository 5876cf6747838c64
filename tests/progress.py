"""What the tests of progress share: questions, answers, clocks, and a database as version 1 made it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nkquiz.model import Answer, Arrangement, Choice, Entry, Form, Mark, Option, Question, Settings
from nkquiz.progress.store import Store

NOW = datetime(2024, 5, 1, 10, tzinfo=UTC)  # a Wednesday
SETTINGS = Settings(seed=7)

CHOICE = Choice((Option("o1", "Yes"), Option("o2", "No", "It is not.", "n")), "o1")
ENTRY = Entry(
    ("30,000 crowns", "30000"), hint="a sum", unit="crowns", tolerance=0.05, wrong=(Option("w", "13", "No."),)
)
ORDER = Arrangement(("", ""), (Option("a", "First"), Option("b", "Then")), ("a", "b"), ("c1", "c2"))


def question(number: int = 1, form: Form = CHOICE, *claims: str, type_: str = "choice") -> Question:
    """Return a question about claim c1 for number 1, or about the claims given."""
    return Question(f"q{number}", type_, claims or (f"c{number}",), "topic", "What is so?", form)


def answer(number: int = 1, right: bool = True, *claims: str, seconds: float | None = None) -> Answer:
    """Return an answer to the question of the same number."""
    marks = tuple(Mark(claim, right) for claim in claims or (f"c{number}",))
    return Answer(f"q{number}", "choice", "o1" if right else "o2", right, marks, seconds)


def ticking(start: datetime = NOW, **step: float) -> Callable[[], datetime]:
    """Return a clock that is a minute later each time, or as much later as is said."""
    passed = timedelta(0)

    def now() -> datetime:
        nonlocal passed
        passed += timedelta(**step) if step else timedelta(minutes=1)
        return start + passed

    return now


def opened(path: Path, clock: Callable[[], datetime] = lambda: NOW) -> Store:
    """Open a store whose clock stands still."""
    return Store(path, clock)


def played(path: Path, *answers: Answer | None, bank: str = "bank", clock: Callable[[], datetime] | None = None) -> str:
    """Play a round of these answers (None: skipped), a minute each, and return its id."""
    with Store(path, clock or ticking()) as store:
        id_ = store.begin(bank, SETTINGS, [question(number) for number, _ in enumerate(answers, 1)])
        for given in answers:
            number = int(given.question[1:]) if given else 99
            store.record(id_, question(number), given)
        return id_


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds, through a connection of its own."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def execute(path: Path, *statements: str) -> None:
    """Change a database behind nkquiz' back."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


FIRST = """
create table event (
    id integer primary key,
    at text not null,                -- UTC, ISO 8601
    round text not null,
    bank text not null,
    kind text not null check (kind in ('answer', 'undo')),
    claim text not null,
    question text not null,
    type text not null,
    option text not null,            -- the option's id, never its position
    correct integer not null check (correct in (0, 1)),
    undoes integer references event (id)
);
create index event_by_bank on event (bank, claim);
pragma user_version = 1;
pragma journal_mode = wal;
"""


def first_version(path: Path, events: Iterable[tuple[object, ...]]) -> None:
    """Make a database with the SQL of version 1.

    An event is (at, round, claim, right), or (at, number of the event that is taken back), counted from 1.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(FIRST)
        for event in events:
            if len(event) == 4:
                at, round_, claim, right = event
                db.execute(
                    "insert into event (at, round, bank, kind, claim, question, type, option, correct) "
                    "values (?, ?, 'bank', 'answer', ?, ?, 'truth', 'true', ?)",
                    (at, round_, claim, f"{claim}/truth", right),
                )
            else:
                db.execute(
                    "insert into event (at, round, bank, kind, claim, question, type, option, correct, undoes) select "
                    "?, round, bank, 'undo', claim, question, type, option, correct, id from event where id = ?",
                    event,
                )
        db.commit()
