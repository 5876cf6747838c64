"""The log of answers: what is recorded stays, undo is an event, and no file is ever damaged or overwritten."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from progress import (
    CHOICE,
    ENTRY,
    NOW,
    ORDER,
    SETTINGS,
    answer,
    execute,
    first_version,
    opened,
    played,
    question,
    rows,
    ticking,
)

from nkquiz.errors import ExitCode, ProgressError
from nkquiz.model import Answer, Mark, Settings
from nkquiz.progress import store as store_module
from nkquiz.progress.schedule import Rating, Review, Scheduled, replayed
from nkquiz.progress.schema import SMALL, VERSION
from nkquiz.progress.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, ticking()) as made:
        yield made


def begun(store: Store, bank: str = "bank", count: int = 5) -> str:
    return store.begin(bank, SETTINGS, [question(number) for number in range(1, count + 1)])


def given_in(store: Store, bank: str = "bank") -> tuple[Answer | None, ...]:
    found = store.last_round(bank)
    assert found is not None
    return found.given


# Rounds


def test_new_store_is_empty(store: Store, path: Path):
    """A store makes its folder and file, and has no answers."""
    assert (store.log("bank"), store.scheduled("bank"), store.last_round("bank")) == ([], {}, None)
    assert path.is_file()


def test_round_comes_back(store: Store):
    """A round comes back as it was left: settings, questions of every form, and what was given."""
    how = Settings(3, 4, ("debt", "é"), ("choice",), exam=True, review=True, confidence=True, limit=7.5)
    questions = (question(1), question(2, ENTRY), question(3, ORDER, "c1", "c2"))
    id_ = store.begin("bank", how, questions)
    first, last = (
        answer(1, seconds=2.5),
        Answer("q3", "order", "b a", False, (Mark("c1", False), Mark("c2", True)), 9.0, 3),
    )
    store.record(id_, questions[0], first)
    store.record(id_, questions[1], None)
    store.record(id_, questions[2], last)
    found = store.last_round("bank")
    assert found is not None
    assert (found.id, found.bank, found.settings, found.questions) == (id_, "bank", how, questions)
    assert found.given == (first, None, last)
    assert not found.ended
    assert found.started == NOW + timedelta(minutes=1)


def test_ids_of_rounds_differ(store: Store):
    """Each round has an id of its own."""
    assert len({begun(store) for _ in range(50)}) == 50


def test_newest_round(store: Store):
    """The round that was begun last is the one to go on with, ended or not; banks are kept apart."""
    first, other, second = begun(store), begun(store, "other"), begun(store)
    store.record(first, question(1), answer(1))
    assert getattr(store.last_round("bank"), "id", "") == second
    assert getattr(store.last_round("other"), "id", "") == other
    store.end(second)
    found = store.last_round("bank")
    assert found is not None
    assert (found.id, found.ended, found.given) == (second, True, ())


def test_rounds_begun_within_a_millisecond(path: Path):
    """Of rounds that began at the same time the one that was written last is the newest."""
    with opened(path) as store:
        ids = [begun(store) for _ in range(5)]
        assert getattr(store.last_round("bank"), "id", "") == ids[-1]


def test_questions_of_earlier_rounds_are_let_go(store: Store, path: Path):
    """Only the newest round of a bank keeps its questions; the round itself stays."""
    begun(store), begun(store, "other"), begun(store)
    assert rows(path, "select bank, questions is null from round order by rowid") == [
        ("bank", 1),
        ("other", 0),
        ("bank", 0),
    ]


def test_earlier_round_goes_on(store: Store):
    """A round that another process plays is written to after a newer one has begun."""
    first = begun(store)
    begun(store)
    store.record(first, question(1), answer(1))
    assert [logged.round for logged in store.log("bank")] == [first]


def test_end_twice(store: Store, path: Path):
    """A round ends once."""
    id_ = begun(store)
    store.end(id_)
    before = rows(path, "select * from round")
    store.end(id_)
    store.end("nothing")
    assert rows(path, "select * from round") == before


@pytest.mark.parametrize("questions", ["[{}]", "[1]", "{", '[{"form": {"drawing": {}}, "claims": []}]', "null"])
def test_questions_of_another_version(store: Store, path: Path, questions: str):
    """A round whose questions this version does not understand is none to go on with."""
    begun(store)
    execute(path, f"update round set questions = '{questions}'")
    assert store.last_round("bank") is None


def test_record_in_no_round(store: Store, path: Path):
    """An answer in a round that is not there (any more) is an error, and nothing is written."""
    with pytest.raises(ProgressError, match="no longer in ") as caught:
        store.record("gone", question(1), answer(1))
    assert str(path) in caught.value.message
    assert rows(path, "select * from event") == []


# Answers


def test_record(store: Store):
    """Answers come back as they were given, oldest first."""
    id_ = begun(store)
    store.record(id_, question(1), answer(1))
    store.record(id_, question(2), None)
    store.record(id_, question(3), answer(3, False, "c3", "c1", seconds=4.5))
    found = store.log("bank")
    assert [(logged.question, logged.type, logged.right) for logged in found] == [
        ("q1", "choice", True),
        ("q3", "choice", False),
    ]
    assert found[1].marks == (Mark("c3", False), Mark("c1", False))
    assert (found[1].seconds, found[1].confidence, found[1].round) == (4.5, None, id_)
    assert [logged.at for logged in found] == [NOW + timedelta(minutes=2), NOW + timedelta(minutes=4)]


def test_what_is_written(store: Store, path: Path):
    """Each step is a row with time, round, place in it, bank, question, type, and the option's id; each claim of an
    answer a mark."""
    id_ = begun(store)
    store.record(id_, question(7), answer(7, False, "c7", "c8", seconds=3.5))
    store.record(id_, question(2), None)
    store.undo(id_)
    columns = "at, round, seq, bank, kind, question, type, given, correct, seconds, confidence, undoes"
    assert rows(path, f"select {columns} from event order by id") == [
        ("2024-05-01T10:02:00.000+00:00", id_, 1, "bank", "answer", "q7", "choice", "o2", 0, 3.5, None, None),
        ("2024-05-01T10:03:00.000+00:00", id_, 2, "bank", "skip", "q2", "choice", *[None] * 5),
        ("2024-05-01T10:04:00.000+00:00", id_, 3, "bank", "undo", *[None] * 6, 2),
    ]
    assert rows(path, "select event, place, claim, correct, rating from mark order by event, place") == [
        (1, 0, "c7", 0, 1),
        (1, 1, "c8", 0, 1),
    ]


def test_banks_are_kept_apart(store: Store):
    """Answers on one bank are not those on another, even on a claim with the same id."""
    one, two = begun(store, "one"), begun(store, "two")
    store.record(one, question(1), answer(1))
    store.record(two, question(1), answer(1, right=False))
    assert [logged.right for logged in store.log("one")] == [True]
    assert [store.scheduled(bank)["c1"].right for bank in ("one", "two")] == [True, False]
    assert store.log("three") == []
    store.undo(two)
    assert (list(store.scheduled("one")), list(store.scheduled("two"))) == (["c1"], [])


def test_record_says_when_it_is_due(store: Store):
    """What was wrong is due in ten minutes, what was right in days; that is what is kept."""
    id_ = begun(store)
    given = Answer("q3", "order", "b a", False, (Mark("c1", False), Mark("c2", True)))
    due = store.record(id_, question(3, ORDER, "c1", "c2"), given)
    at = NOW + timedelta(minutes=2)
    assert due["c1"] == at + timedelta(minutes=10)
    assert due["c2"] > at + timedelta(days=1)
    assert {claim: kept.due for claim, kept in store.scheduled("bank").items()} == due
    assert store.record(id_, question(4), None) == {}


def test_scheduled(store: Store):
    """A claim's schedule says how many answers there were, how many wrong, and whether the last one was right."""
    id_ = begun(store)
    for right in (False, True, False):
        store.record(id_, question(1), answer(1, right))
    kept = store.scheduled("bank")["c1"]
    assert (kept.answers, kept.wrong, kept.right) == (3, 2, False)
    assert kept.last_review == NOW + timedelta(minutes=4)
    assert kept.due == kept.last_review + timedelta(minutes=10)


@pytest.mark.parametrize("text", ["'; drop table event; --", "é – “x”", "", "a\nb", "x" * 10_000], ids=ascii)
def test_any_text(store: Store, text: str):
    """Ids and texts are kept whatever they hold."""
    asked = question(1)
    id_ = store.begin(text, SETTINGS, [asked])
    written = Answer(text, text, text, True, (Mark(text, True),))
    store.record(id_, asked, written)
    assert given_in(store, text) == (written,)
    assert list(store.scheduled(text)) == [text]


def test_reopening(path: Path):
    """What was answered is there in the next session."""
    with opened(path) as store:
        id_ = begun(store)
        store.record(id_, question(1), answer(1))
        store.undo(id_)
        store.record(id_, question(2), answer(2))
    with opened(path) as store:
        assert given_in(store) == (answer(2),)
        store.record(id_, question(3), answer(3))
    with opened(path) as store:
        assert given_in(store) == (answer(2), answer(3))


def test_survives_without_closing(path: Path):
    """An answer is on disk when `record` returns: another connection sees it at once."""
    store = opened(path)
    store.record(begun(store), question(1), answer(1))
    with opened(path) as other:
        assert given_in(other) == (answer(1),)
    store.__exit__(None, None, None)


def test_safe_against_power_cuts(store: Store):
    """The database uses WAL, and waits for the disk."""
    assert store._db.execute("pragma journal_mode").fetchone() == ("wal",)
    assert store._db.execute("pragma synchronous").fetchone() == (2,)
    assert store._db.execute("pragma user_version").fetchone() == (VERSION,)


# Undo


def test_undo(store: Store):
    """The last step is taken back, then the one before; then there is none left."""
    id_ = begun(store)
    store.record(id_, question(1), answer(1))
    store.record(id_, question(2), None)
    store.record(id_, question(3), answer(3))
    assert store.undo(id_)
    assert given_in(store) == (answer(1), None)
    assert store.undo(id_)
    assert given_in(store) == (answer(1),)
    store.record(id_, question(2), answer(2))
    assert given_in(store) == (answer(1), answer(2))
    assert [store.undo(id_) for _ in range(4)] == [True, True, False, False]
    assert given_in(store) == ()
    assert (store.scheduled("bank"), store.log("bank")) == ({}, [])


def test_undo_deletes_nothing(store: Store, path: Path):
    """Undo is logged: the answer's row stays, and another one points at it."""
    id_ = begun(store)
    store.record(id_, question(1), answer(1))
    store.undo(id_)
    assert rows(path, "select kind, undoes from event order by id") == [("answer", None), ("undo", 1)]
    assert rows(path, "select claim from mark") == [("c1",)]


@pytest.mark.parametrize("round_", ["nothing", ""])
def test_undo_of_nothing(store: Store, round_: str):
    """Taking back where there is nothing changes nothing."""
    id_ = begun(store)
    store.record(id_, question(1), answer(1))
    assert not store.undo(round_)
    assert given_in(store) == (answer(1),)


def test_undo_takes_back_what_its_own_round_did(store: Store):
    """A step of another round that came later stays, and the claim's schedule is that of the answer that stays."""
    one, two = begun(store), begun(store)
    store.record(one, question(1), answer(1, right=False))
    store.record(two, question(1), answer(1))
    assert store.undo(one)
    assert not store.undo(one)
    at = NOW + timedelta(minutes=4)
    assert store.scheduled("bank") == {"c1": replayed([Review(at, True, Rating.GOOD)])}


def test_undo_restores_the_schedule(store: Store):
    """After undo, when the claim is due is what it was before the answer."""
    id_ = begun(store)
    store.record(id_, question(1), answer(1))
    before = store.scheduled("bank")
    store.record(id_, question(1), answer(1, right=False))
    assert store.scheduled("bank") != before
    store.undo(id_)
    assert store.scheduled("bank") == before


@pytest.mark.parametrize(
    ("exam", "first", "second", "rated"),
    [
        pytest.param(False, False, True, Rating.AGAIN, id="corrected"),
        pytest.param(False, False, False, Rating.AGAIN, id="wrong twice"),
        pytest.param(False, True, True, Rating.GOOD, id="right before: nothing was told"),
        pytest.param(False, None, True, Rating.GOOD, id="skipped before"),
        pytest.param(True, False, True, Rating.GOOD, id="exam"),
    ],
)
def test_what_was_told_is_due_as_what_is_wrong(
    store: Store, path: Path, exam: bool, first: bool | None, second: bool, rated: Rating
):
    """Who was corrected, took the answer back and is right then is right, but due again soon; whether the database was
    closed meanwhile or not. Another round, or another question, has nothing to do with it."""
    id_ = store.begin("bank", replace(SETTINGS, exam=exam), [question(1)])
    store.record(id_, question(1), None if first is None else answer(1, right=first))
    with opened(path) as again:
        again.undo(id_)
        again.record(id_, question(1), answer(1, right=second))
        assert [logged.right for logged in again.log("bank")] == [second]
        assert again.scheduled("bank") == {"c1": replayed([Review(NOW, second, rated)])}
    store.record(id_, question(2), answer(2))
    store.record(begun(store), question(1), answer(1))
    assert rows(path, "select rating from mark order by event desc limit 2") == [(3,), (3,)]


STEPS = st.tuples(
    st.integers(0, 1),  # the round
    st.sampled_from(["answer", "answer", "answer", "skip", "undo", "reopen"]),
    st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=3, unique_by=lambda mark: mark[0]),
    st.sampled_from([-3600.0, 0.0, 0.0004, 30.0, 700.0, 100_000.0, 3_000_000.0]),  # seconds until it comes
    st.sampled_from([None, 1.0, 60.0]),
)


@settings(max_examples=40)
@given(st.lists(STEPS, max_size=25))
@example([(0, "answer", [("a", True)], 0.0, None), (1, "answer", [("a", False)], -3600.0, None)])
def test_schedule_follows_from_the_log(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]):
    """Whatever was answered, skipped and taken back in two rounds, and whatever the clock did: the schedules are those
    that follow from the marks that hold, in the order of time."""
    path = tmp_path_factory.mktemp("property") / "progress.sqlite"
    now = NOW

    def clock() -> datetime:
        return now

    stores = [Store(path, clock), Store(path, clock)]
    for store in stores:
        store._db.execute("pragma synchronous = off")  # nothing here is to survive a power cut
    ids = [begun(store) for store in stores]
    held: list[list[tuple[datetime, int, tuple[Mark, ...]] | None]] = [[], []]
    for order, (which, kind, marks, later, seconds) in enumerate(steps):
        assert isinstance(which, int)
        now += timedelta(seconds=later)  # type: ignore[arg-type]
        store, id_ = stores[which], ids[which]
        if kind == "answer":
            found = tuple(Mark(claim, right) for claim, right in marks)  # type: ignore[union-attr]
            store.record(id_, question(1), Answer("q1", "choice", "o1", True, found, seconds))  # type: ignore[arg-type]
            held[which].append((now, order, found))
        elif kind == "skip":
            store.record(id_, question(1), None)
            held[which].append(None)
        elif kind == "undo":
            assert store.undo(id_) == bool(held[which])
            held[which] = held[which][:-1]
        else:
            store.__exit__(None, None, None)
            stores[which] = Store(path, clock)
    found_schedules = stores[0].scheduled("bank")
    log = stores[1].log("bank")
    for store in stores:
        store.__exit__(None, None, None)
    assert found_schedules == from_log(path)
    expected = [step for steps_ in held for step in steps_ if step]
    assert Counter(logged.marks for logged in log) == Counter(marks for _, _, marks in expected)
    counts = {claim: sum(mark.claim == claim for *_, marks in expected for mark in marks) for claim in "abc"}
    assert {claim: kept.answers for claim, kept in found_schedules.items()} == {c: n for c, n in counts.items() if n}


def from_log(path: Path) -> dict[str, Scheduled]:
    """Work every schedule out from the tables alone, without the store."""
    undone = {(round_, seq) for round_, seq in rows(path, "select round, undoes from event where kind = 'undo'")}
    reviews: dict[str, list[Review]] = {}
    query = "select round, seq, at, claim, mark.correct, rating from event join mark on event = id"
    for round_, seq, at, claim, right, rating in sorted(rows(path, query), key=lambda row: (row[2], row[0], row[1])):
        if (round_, seq) not in undone:
            review = Review(datetime.fromisoformat(str(at)).astimezone(UTC), bool(right), Rating(rating))
            reviews.setdefault(str(claim), []).append(review)
    return {claim: kept for claim, found in reviews.items() if (kept := replayed(found))}


# Several at once


def test_two_threads(path: Path):
    """Two stores on one file at once: every answer of both is kept."""
    opened(path).__exit__(None, None, None)
    errors: list[BaseException] = []

    def play(bank: str) -> None:
        try:
            with opened(path) as store:
                id_ = begun(store, bank)
                for number in range(20):
                    store.record(id_, question(number), answer(number))
                    if number % 5 == 0:
                        store.undo(id_)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=play, args=(bank,)) for bank in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    expected = [f"q{number}" for number in range(20) if number % 5]
    with opened(path) as store:
        for bank in ("one", "two"):
            assert [given.question for given in given_in(store, bank) if given] == expected


PLAY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from nkquiz.model import Answer, Choice, Mark, Option, Question, Settings
from nkquiz.progress.store import Store

asked = Question("q", "choice", ("c",), "t", "?", Choice((Option("o", "O"),), "o"))
with Store(Path(sys.argv[1]), lambda: datetime.now(UTC)) as store:
    id_ = sys.argv[2] or store.begin("bank", Settings(1), [asked])
    for n in range(int(sys.argv[3])):
        store.record(id_, asked, Answer("q", "choice", "o", True, (Mark("c", True),)))
        print(n + 1, flush=True)
"""


def playing(path: Path, round_: str = "", count: int = 20) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PLAY, str(path), round_, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes(path: Path):
    """Two processes at once both succeed: one goes on with a round, the other begins its own."""
    with opened(path) as store:
        id_ = begun(store)
    running = [playing(path, id_), playing(path)]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    assert rows(path, "select count(*), min(seq), max(seq) from event group by round") == [(20, 1, 20)] * 2
    with opened(path) as store:
        assert store.scheduled("bank")["c"].answers == 40
        assert store.scheduled("bank") == from_log(path)


def test_killed(path: Path):
    """After a process was killed at any moment, every answer that it had kept is there, with its schedule."""
    opened(path).__exit__(None, None, None)
    process = playing(path, count=100_000)
    assert process.stdout is not None
    for _ in range(10):
        process.stdout.readline()
    process.kill()
    said = 10 + len(process.communicate(timeout=60)[0].split())
    (count,) = rows(path, "select count(*) from event")[0]
    assert count in (said, said + 1)
    with opened(path) as store:
        assert store.scheduled("bank") == from_log(path)
        assert len(given_in(store)) == count


def test_made_by_another_process_meanwhile(path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two processes that make the database at the same moment both succeed."""
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0)

    class Slow(sqlite3.Connection):
        """Another process comes between the first look at the file and the second."""

        looks = 0

        def execute(self, *arguments, **named):
            if "sqlite_master" in arguments[0]:
                Slow.looks += 1
                if Slow.looks in (1, 3):  # the first one's first look, and what it looks at under its lock
                    with contextlib.suppress(ProgressError), opened(path):
                        pass
            return super().execute(*arguments, **named)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *arguments, **named: connect(*arguments, **named, factory=Slow))
    with opened(path) as store:
        store.record(begun(store), question(1), answer(1))
        assert given_in(store) == (answer(1),)
    assert Slow.looks > 3


def test_locked(path: Path, monkeypatch: pytest.MonkeyPatch):
    """If another process holds the database for too long, that is said, and nothing is lost."""
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    with opened(path) as store, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        id_ = begun(store)
        store.record(id_, question(1), answer(1))
        other.execute("begin immediate")
        with pytest.raises(ProgressError, match="locked"):
            store.record(id_, question(2), answer(2))
        assert given_in(store) == (answer(1),)
        other.execute("rollback")
        store.record(id_, question(3), answer(3))
        assert given_in(store) == (answer(1), answer(3))


def test_opening_waits_for_nobody(path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database that is up to date is opened and read while another process writes."""
    played(path, answer(1))
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with opened(path) as store:
            assert given_in(store) == (answer(1),)


def test_nothing_is_half_written(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch):
    """When something fails within an answer, neither log nor schedule has any of it."""
    id_ = begun(store)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("nkquiz.progress.rows.advance", fail)
    with pytest.raises(KeyboardInterrupt):
        store.record(id_, question(1), answer(1))
    assert rows(path, "select (select count(*) from event), (select count(*) from mark)") == [(0, 0)]
    monkeypatch.undo()
    store.record(id_, question(1), answer(1))
    assert given_in(store) == (answer(1),)


# Databases of version 1


def test_first_version_is_brought_up_to_date(path: Path):
    """A database of version 1 keeps all its answers, right ones as Good, wrong ones as Again, and what was taken back
    stays taken back."""
    first_version(
        path,
        [
            ("2024-04-01T10:00:00.000+00:00", "2024-04-01/7", "a", 1),
            ("2024-04-01T10:00:10.000+00:00", "2024-04-01/7", "b", 0),
            ("2024-04-01T10:00:20.000+00:00", "2024-04-01/8", "a", 0),
            ("2024-04-01T10:00:30.000+00:00", 2),
            ("2024-04-01T10:00:40.000+00:00", "2024-04-01/7", "b", 1),
            ("2024-04-09T10:00:00.000+00:00", "2024-04-09/1", "a", 1),
            ("2024-04-09T10:00:00.500+00:00", 6),
            ("2024-04-09T10:00:00.600+00:00", 6),
        ],
    )
    with opened(path) as store:
        log = store.log("bank")
        assert [(found.round, found.question, found.marks) for found in log] == [
            ("2024-04-01/7", "a/truth", (Mark("a", True),)),
            ("2024-04-01/8", "a/truth", (Mark("a", False),)),
            ("2024-04-01/7", "b/truth", (Mark("b", True),)),
        ]
        assert store.scheduled("bank") == from_log(path)
        assert store.scheduled("bank")["a"].wrong == 1
        assert store.last_round("bank") is None
        store.record(begun(store), question(1), answer(1))
    assert rows(path, "select round, seq, kind, undoes from event where round like '2024-%' order by id") == [
        ("2024-04-01/7", 1, "answer", None),
        ("2024-04-01/7", 2, "answer", None),
        ("2024-04-01/8", 1, "answer", None),
        ("2024-04-01/7", 3, "undo", 2),
        ("2024-04-01/7", 4, "answer", None),
        ("2024-04-09/1", 1, "answer", None),
        ("2024-04-09/1", 2, "undo", 1),
        ("2024-04-09/1", 3, "undo", 1),
    ]
    assert rows(path, "select claim, rating from mark where claim in ('a', 'b') order by event") == [
        ("a", 3),
        ("b", 1),
        ("a", 1),
        ("b", 3),
        ("a", 3),
    ]
    assert rows(path, "pragma integrity_check") == [("ok",)]
    assert rows(path, "select name from sqlite_master where name = 'event_1'") == []


def test_empty_first_version(path: Path):
    """A database of version 1 without answers becomes an empty one."""
    first_version(path, [])
    with opened(path) as store:
        assert (store.log("bank"), store.scheduled("bank")) == ([], {})


def test_first_version_with_a_broken_time(path: Path):
    """What can't be understood is not brought up to date: the file stays as it is."""
    first_version(path, [("2024-04-01T10:00:00.000+00:00", "r", "a", 1), ("yesterday", "r", "a", 1)])
    before = path.read_bytes()
    with pytest.raises(ProgressError, match="'yesterday' is no time"):
        opened(path)
    assert path.read_bytes() == before


def test_migration_that_is_cut_short(path: Path, monkeypatch: pytest.MonkeyPatch):
    """If bringing it up to date fails halfway, the database is what it was, and the next time it works."""
    first_version(path, [("2024-04-01T10:00:00.000+00:00", "r", "a", 1)])
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("nkquiz.progress.schema.replay", fail)
        with pytest.raises(KeyboardInterrupt):
            opened(path)
    assert path.read_bytes() == before
    with opened(path) as store:
        assert len(store.log("bank")) == 1


# Files that are left as they are


def filled(path: Path, count: int = 200) -> bytes:
    """Make a database with many answers at `path`, and return its bytes."""
    with opened(path) as store:
        id_ = begun(store)
        with store.writing() as db:
            for number in range(count):
                db.execute(
                    "insert into event (at, round, seq, bank, kind, question, type, given, correct) "
                    "values (?, ?, ?, 'bank', 'answer', ?, 'choice', 'o1', 1)",
                    (f"2024-05-01T{number:06}", id_, number + 1, f"question-{number}"),
                )
            for number in range(200):
                db.execute(
                    "insert into schedule values ('bank', ?, '2024-05-01T10:00:00+00:00', 2, null, 1, 1, "
                    "'2024-05-01T10:00:00+00:00', 1, 1, 0)",
                    (f"claim-{number}",),
                )
    return path.read_bytes()


def newer(path: Path) -> None:
    filled(path, 3)
    execute(path, f"pragma user_version = {VERSION + 1}")


def half(path: Path) -> None:
    data = filled(path)
    path.write_bytes(data[: len(data) // 2])


def half_of_a_large_one(path: Path) -> None:
    data = filled(path, 20_000)
    assert len(data) > 2 * SMALL
    path.write_bytes(data[: len(data) * 3 // 4])


def last_page_of_a_large_one(path: Path) -> None:
    path.write_bytes(filled(path, 20_000)[:-4096])


def first_bytes(path: Path) -> None:
    path.write_bytes(filled(path)[:60])


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database at all " * 400)


def page_overwritten(path: Path) -> None:
    data = bytearray(filled(path))
    data[8192:12288] = b"\xaa" * 4096
    path.write_bytes(data)


def schedule_of_a_large_one(path: Path) -> None:
    data = bytearray(filled(path, 20_000))
    (root,) = rows(path, "select rootpage from sqlite_master where name = 'schedule'")[0]
    assert isinstance(root, int)
    data[(root - 1) * 4096 : root * 4096] = b"\xaa" * 4096
    path.write_bytes(data)


def foreign(path: Path) -> None:
    execute(path, "create table recipe (name text)", "insert into recipe values ('soup')")


def foreign_with(version: int, table: str = "recipe") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        execute(path, f"create table {table} (name text)", f"pragma user_version = {version}")

    return make


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            newer, r"was written by a newer nkquiz \(its version is 4, this one reads 3\)", id="newer version"
        ),
        pytest.param(half, "cannot be used: database disk image is malformed", id="truncated in the middle"),
        pytest.param(half_of_a_large_one, "cannot be used: database disk image is malformed", id="large and truncated"),
        pytest.param(last_page_of_a_large_one, "cannot be used: database disk image is malformed", id="a page missing"),
        pytest.param(first_bytes, "cannot be used: ", id="truncated in the header"),
        pytest.param(garbage, "cannot be used: file is not a database", id="garbage"),
        pytest.param(page_overwritten, "cannot be used: ", id="a damaged page"),
        pytest.param(schedule_of_a_large_one, "cannot be used: ", id="large, with damaged schedules"),
        pytest.param(foreign, "is a database, but not of nkquiz", id="another program's database"),
        pytest.param(
            foreign_with(VERSION),
            "is a database, but not of nkquiz",
            id="another program's database with our version number",
        ),
        pytest.param(
            foreign_with(VERSION, "event"),
            "is a database, but not of nkquiz",
            id="another program's database with our version number and a table of ours",
        ),
        pytest.param(
            foreign_with(1, "event"),
            "cannot be used: ",
            id="another program's database that looks like version 1",
        ),
        pytest.param(
            foreign_with(VERSION + 4),
            "is a database, but not of nkquiz",
            id="another program's database with a higher version number",
        ),
    ],
)
def test_refused_and_unchanged(make: Callable[[Path], None], message: str, path: Path):
    """A file that is damaged, newer, or not ours is refused, and stays byte by byte as it is."""
    path.parent.mkdir()
    make(path)
    before = path.read_bytes()
    with pytest.raises(ProgressError, match=message) as caught:
        opened(path).__exit__(None, None, None)
    assert path.read_bytes() == before
    assert str(path) in caught.value.message
    assert "--data" in caught.value.hint
    assert caught.value.exit_code is ExitCode.DATA
    assert {found.name for found in path.parent.iterdir()} <= {path.name, f"{path.name}-wal", f"{path.name}-shm"}


def test_damage_that_is_met_later(path: Path):
    """Damage in the log of a large database is an error where it is met, and the file stays as it is."""
    path.parent.mkdir()
    data = bytearray(filled(path, 20_000))
    (root,) = rows(path, "select rootpage from sqlite_master where name = 'event'")[0]
    assert isinstance(root, int)
    data[(root - 1) * 4096 : root * 4096] = b"\xaa" * 4096
    path.write_bytes(data)
    with opened(path) as store:
        with pytest.raises(ProgressError, match="cannot be used: "):
            store.log("bank")
        with pytest.raises(ProgressError, match="cannot be used: "):
            store.record(begun(store), question(1), answer(1))
        assert len(store.scheduled("bank")) == 200


def test_newer_database_keeps_its_answers(path: Path):
    """After being refused, the newer nkquiz still finds everything."""
    path.parent.mkdir()
    newer(path)
    with pytest.raises(ProgressError):
        opened(path)
    assert rows(path, "select count(*) from event") == [(3,)]


def test_empty_file_is_a_new_database(path: Path):
    """A file of no bytes holds nothing that could be lost."""
    path.parent.mkdir()
    path.touch()
    with opened(path) as store:
        assert store.log("bank") == []


@pytest.mark.parametrize("where", ["file/progress.sqlite", "file/deeper/progress.sqlite"])
def test_folder_that_cannot_be_made(where: str, tmp_path: Path):
    """If the folder can't be made, that is said with the path, and what is in the way stays."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProgressError, match="cannot be made: ") as caught:
        opened(tmp_path / where)
    assert caught.value.message.startswith(f"the folder {(tmp_path / where).parent} cannot be made: ")
    assert caught.value.hint == "use another folder with --data or NKQUIZ_HOME"
    assert (tmp_path / "file").read_text() == "in the way"


def test_folder_in_place_of_the_file(path: Path):
    """A folder of the database's name is an error too."""
    path.mkdir(parents=True)
    with pytest.raises(ProgressError, match="unable to open database file"):
        opened(path)


def test_opening_imports_no_scheduler(path: Path):
    """What is due is read without importing FSRS, which takes longer than all the rest."""
    played(path, answer(1))
    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from nkquiz.progress.store import Store\n"
        "with Store(Path(sys.argv[1]), lambda: datetime.now(UTC)) as store:\n"
        "    assert store.scheduled('bank') and store.last_round('bank') and store.log('bank')\n"
        "sys.exit('fsrs' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 0


def test_forms_cover_every_field():
    """The forms of these tests have a value in every field that can have one, so that a new field is not forgotten."""
    for form in (CHOICE, ENTRY, ORDER):
        for name in form.__slots__:
            if name not in ("fixed", "kind"):
                assert getattr(form, name), name
