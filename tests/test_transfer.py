"""Progress carried from one computer to another: nothing is lost, nothing counts twice, nothing broken gets in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from progress import NOW, ORDER, SETTINGS, answer, first_version, opened, played, question, rows, ticking

from nkquiz.errors import ExitCode, InputError
from nkquiz.model import Answer, Mark
from nkquiz.progress.exchange import Progress, from_text, to_text
from nkquiz.progress.store import Store
from nkquiz.progress.transfer import Merged, count_answers, exported, forget, merge


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite"


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("transfer") / "progress.sqlite"
    with Store(path, ticking()) as made:
        first = made.begin("bank", SETTINGS, [question(1)])
        made.record(first, question(1), answer(1, seconds=3.5))
        given = Answer("q3", "order", "b é", False, (Mark("c2", False), Mark("c1", True)), None, 2)
        made.record(first, question(3, ORDER, "c1", "c2"), given)
        made.end(first)
        second = made.begin("bank", SETTINGS, [question(1)])
        made.record(second, question(1), None)
        made.record(second, question(2), answer(2, right=False))
        made.undo(second)
        other = made.begin("other", SETTINGS, [question(1)])
        made.record(other, question(1), answer(1, right=False))
    return path


@pytest.fixture
def store(_made_once: Path, path: Path) -> Iterator[Store]:
    """A store with an ended round, one with an undo, and one on another bank."""
    shutil.copy(_made_once, path)
    with Store(path, ticking(NOW + timedelta(hours=1))) as made:
        yield made


def text_of(store: Store, bank: str | None = None) -> str:
    return to_text(exported(store, bank))


def data_of(store: Store) -> dict[str, Any]:
    found = json.loads(text_of(store))
    assert isinstance(found, dict)
    return found


def brought(store: Store, text: str | bytes) -> Merged:
    data = text.encode() if isinstance(text, str) else text
    return merge(store, from_text(data, "file"), "file")


def everything(path: Path) -> list[list[tuple[object, ...]]]:
    return [rows(path, f"select * from {table} order by 1, 2") for table in ("round", "event", "mark", "schedule")]


# The file


def test_file(store: Store):
    """The file has these keys and no others."""
    found = data_of(store)
    assert list(found) == ["nkquiz", "version", "rounds", "events"]
    assert (found["nkquiz"], found["version"]) == ("progress", 1)
    ids = [row["id"] for row in found["rounds"]]
    settings = {"seed": 7, "count": 10, "topics": [], "types": [], "exam": False, "review": False, "confidence": False}
    assert found["rounds"][0] == {
        "id": ids[0],
        "bank": "bank",
        "started": "2024-05-01T10:01:00.000+00:00",
        "settings": {**settings, "limit": 0.0},
        "ended": "2024-05-01T10:04:00.000+00:00",
    }
    assert [row["ended"] is None for row in found["rounds"]] == [False, True, True]
    assert found["events"][1:5] == [
        {
            "round": ids[0],
            "seq": 2,
            "at": "2024-05-01T10:03:00.000+00:00",
            "bank": "bank",
            "kind": "answer",
            "question": "q3",
            "type": "order",
            "given": "b é",
            "right": False,
            "seconds": None,
            "confidence": 2,
            "marks": [{"claim": "c2", "right": False, "rating": 1}, {"claim": "c1", "right": True, "rating": 3}],
        },
        {
            "round": ids[1],
            "seq": 1,
            "at": "2024-05-01T10:06:00.000+00:00",
            "bank": "bank",
            "kind": "skip",
            "question": "q1",
            "type": "choice",
        },
        {
            "round": ids[1],
            "seq": 2,
            "at": "2024-05-01T10:07:00.000+00:00",
            "bank": "bank",
            "kind": "answer",
            "question": "q2",
            "type": "choice",
            "given": "o2",
            "right": False,
            "seconds": None,
            "confidence": None,
            "marks": [{"claim": "c2", "right": False, "rating": 1}],
        },
        {
            "round": ids[1],
            "seq": 3,
            "at": "2024-05-01T10:08:00.000+00:00",
            "bank": "bank",
            "kind": "undo",
            "undoes": 2,
        },
    ]


def test_file_of_one_bank(store: Store):
    """The file of a bank has what is about it, and nothing else."""
    found = json.loads(text_of(store, "other"))
    assert [row["bank"] for row in found["rounds"] + found["events"]] == ["other", "other"]
    assert text_of(store, "nothing") == '{"nkquiz": "progress", "version": 1, "rounds": [], "events": []}\n'


def test_file_has_a_line_for_each_row(store: Store):
    """A version control system shows what has changed; the file is ASCII."""
    lines = text_of(store).splitlines()
    assert len(lines) == 3 + 3 + 6
    assert text_of(store).isascii()


# Round trips


def test_round_trip(store: Store, path: Path):
    """Export, reset, import, export: the same file, and the same schedules."""
    before, schedules = text_of(store), {bank: store.scheduled(bank) for bank in ("bank", "other")}
    kept: list[Progress] = []
    forget(store, None, kept.append)
    assert to_text(kept[0]) == before
    assert everything(path) == [[], [], [], []]
    assert brought(store, before) == Merged(4, 2, 0)
    assert text_of(store) == before
    assert {bank: store.scheduled(bank) for bank in ("bank", "other")} == schedules


def test_import_twice(store: Store, path: Path):
    """Importing what is there changes nothing, and a round can still be gone on with."""
    before = everything(path)
    assert brought(store, text_of(store)) == Merged(0, 0, 6)
    assert everything(path) == before
    assert store.last_round("bank") is not None


def test_two_laptops(tmp_path: Path):
    """What was answered on two computers is put together on both; a claim's schedule has the answers of both, in the
    order of time."""
    one, two, both = tmp_path / "one", tmp_path / "two", tmp_path / "both"
    played(one, answer(1), answer(2), clock=ticking(NOW))
    played(two, answer(1, right=False), clock=ticking(NOW - timedelta(days=3)))
    played(one, answer(1), clock=ticking(NOW + timedelta(days=3)))
    with opened(one) as first, opened(two) as second, opened(both) as third:
        assert brought(first, text_of(second)) == Merged(1, 0, 0)
        assert brought(second, text_of(first)) == Merged(3, 0, 1)
        assert text_of(first) == text_of(second)
        assert first.scheduled("bank") == second.scheduled("bank")
        kept = first.scheduled("bank")["c1"]
        assert (kept.answers, kept.wrong, kept.right) == (3, 1, True)
        brought(third, text_of(second))
        assert third.scheduled("bank") == kept_of(first)


def kept_of(store: Store) -> object:
    return store.scheduled("bank")


def test_undone_elsewhere(store: Store, tmp_path: Path):
    """An answer that was imported and is then taken back where it was given is taken back here too."""
    with opened(tmp_path / "other.sqlite") as other:
        brought(other, text_of(store))
        assert "c1" in other.scheduled("other")
        ids = [row["id"] for row in data_of(store)["rounds"]]
        store.undo(ids[2])
        store.end(ids[2])
        assert brought(other, text_of(store)) == Merged(0, 1, 6)
        assert other.scheduled("other") == {}
        assert text_of(other) == text_of(store)


def test_round_goes_on_only_where_it_began(store: Store, tmp_path: Path):
    """A round that was imported is none to go on with: two computers would go on with it in two ways."""
    with opened(tmp_path / "other.sqlite") as other:
        brought(other, text_of(store))
        assert other.last_round("bank") is None


def test_an_older_file_ends_no_round_again(store: Store, tmp_path: Path):
    """A file from before a round ended does not open it again."""
    before = text_of(store)
    second = data_of(store)["rounds"][1]["id"]
    store.end(second)
    after = text_of(store)
    brought(store, before)
    assert text_of(store) == after


def test_first_version(tmp_path: Path):
    """What version 1 has kept is carried too, though its rounds have no row."""
    first_version(
        tmp_path / "old",
        [("2024-04-01T10:00:00.000+00:00", "r/7", "a", 1), ("2024-04-01T10:00:10.000+00:00", 1)],
    )
    with opened(tmp_path / "old") as old, opened(tmp_path / "new") as new:
        assert brought(new, text_of(old)) == Merged(1, 1, 0)
        assert text_of(new) == text_of(old)


def test_other_time_zones(store: Store):
    """Times in other zones are the same times."""
    text = text_of(store).replace("2024-05-01T10:06:00.000+00:00", "2024-05-01T12:06:00+02:00")
    assert brought(store, text) == Merged(0, 0, 6)


# Forgetting


def test_forget_one_bank(store: Store):
    """What is about other banks stays."""
    before = text_of(store, "bank")
    forget(store, "other", lambda _: None)
    assert text_of(store) == before
    assert count_answers(store) == {"bank": 2}
    assert store.scheduled("other") == {}


def test_forget_without_a_copy(store: Store, path: Path):
    """If no copy can be kept, nothing is forgotten."""
    before = everything(path)

    def fail(_: Progress) -> None:
        raise InputError("the disk is full")

    with pytest.raises(InputError):
        forget(store, None, fail)
    assert everything(path) == before


def test_count_answers(store: Store):
    """Only answers that hold are counted."""
    assert count_answers(store) == {"bank": 2, "other": 1}
    assert count_answers(store, "bank") == {"bank": 2}
    assert count_answers(store, "nothing") == {}


# What is refused


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "file is no progress file: "),
        (b"{", "file is no progress file: "),
        (b"\xff\xfe", "file is no progress file: "),
        (b"[" * 100_000, "file is no progress file: "),
        (b"[]", "file is no progress file of nkquiz"),
        (b'"progress"', "file is no progress file of nkquiz"),
        (b'{"version": 1, "rounds": [], "events": []}', "file is no progress file of nkquiz"),
        (b'{"nkquiz": "report", "version": 1}', "file is no progress file of nkquiz"),
        (b'{"nkquiz": "progress"}', "file: the version is None"),
        (b'{"nkquiz": "progress", "version": "1"}', "file: the version is '1'"),
        (b'{"nkquiz": "progress", "version": true}', "file: the version is True"),
        (b'{"nkquiz": "progress", "version": 0}', "file: the version is 0"),
        (
            b'{"nkquiz": "progress", "version": 2, "rounds": [], "events": []}',
            "file was written by a newer nkquiz (its version is 2, this one reads 1)",
        ),
        (b'{"nkquiz": "progress", "version": 1}', "file: there is no list of rounds"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": {}}', "file: there is no list of rounds"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": []}', "file: there is no list of events"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": [1], "events": []}', "file: round 1 is no object"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": [{}], "events": []}', "file: round 1: 'settings' is missing"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": [], "events": [{}]}', "file: event 1: 'kind' is missing"),
        (b'{"nkquiz": "progress", "version": 1, "rounds": [], "events": [NaN]}', "file is no progress file: NaN is"),
    ],
)
def test_no_file_of_ours(data: bytes, message: str):
    """A file that is not ours, or of a newer version, is refused."""
    with pytest.raises(InputError) as caught:
        from_text(data, "file")
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


Change = Callable[[dict[str, Any]], object]


def changed(which: str, row: int, **values: Any) -> Change:
    return lambda data: data[which][row].update(values)


# Of the file of `store`: event 0 is an answer, 1 one on two claims, 2 a skip, 3 an answer that 4 takes back, 5 another
# bank's answer. (kind of row, its number, what is changed, what is said)
BROKEN: list[tuple[Change, str]] = [
    (changed("rounds", 1, settings=[]), "round 2: the settings are no object"),
    (changed("rounds", 1, settings={}), "round 2: the settings cannot be read: "),
    (changed("rounds", 1, settings={"seed": 1, "colour": 2}), "round 2: the settings cannot be read: "),
    (changed("rounds", 1, id=7), "round 2: 'id' is no text"),
    (changed("rounds", 1, id="\ud800"), "round 2: 'id' has half a character"),
    (changed("rounds", 1, started="yesterday"), "round 2: 'started' is no time: "),
    (changed("rounds", 1, started="2024-05-01T10:00:00"), "round 2: 'started' is no time: no time zone"),
    (changed("rounds", 1, ended=5), "round 2: 'ended' is no text"),
    (changed("events", 0, kind="guess"), "event 1: an unknown kind, 'guess'"),
    (changed("events", 0, kind=["answer"]), "event 1: an unknown kind, "),
    (changed("events", 0, seq=0), "event 1: 'seq' is no number from 1"),
    (changed("events", 0, seq=True), "event 1: 'seq' is no number from 1"),
    (changed("events", 0, seq=1.0), "event 1: 'seq' is no number from 1"),
    (changed("events", 0, seq=2**70), "event 1: 'seq' is no number from 1"),
    (changed("events", 0, at="0001-01-01T00:00:00+14:00"), "event 1: 'at' is no time: "),
    (changed("events", 0, question=None), "event 1: 'question' is no text"),
    (changed("events", 0, given="\udfff"), "event 1: 'given' has half a character"),
    (changed("events", 0, right=1), "event 1: 'right' is neither true nor false"),
    (changed("events", 0, seconds=-1), "event 1: the seconds are -1"),
    (changed("events", 0, seconds="3"), "event 1: the seconds are '3'"),
    (changed("events", 0, seconds=True), "event 1: the seconds are True"),
    (changed("events", 0, confidence=4), "event 1: 'confidence' is no number from 1 to 3"),
    (changed("events", 0, marks={}), "event 1: the marks are no list"),
    (changed("events", 0, marks=[1]), "event 1: "),
    (changed("events", 0, marks=[{"claim": "c"}]), "event 1: 'right' is missing"),
    (changed("events", 0, marks=[{"claim": "c", "right": True, "rating": 5}]), "event 1: 'rating' is no number"),
    (
        changed("events", 0, marks=[{"claim": "c", "right": False, "rating": 3}]),
        "event 1: the rating 3 does not go with wrong",
    ),
    (changed("events", 4, undoes=3), "event 5: it takes back something that came later"),
    (lambda data: data["events"][0].pop("at"), "event 1: 'at' is missing"),
    # rows that contradict each other
    (lambda data: data["events"].append(data["events"][0]), "event 7 (number 1 of round "),
    (lambda data: data["rounds"].append(data["rounds"][0]), "round 4 ("),
    (changed("events", 5, bank="bank"), "event 6 is about bank, but its round "),
    (
        lambda data: data["events"].insert(5, {**data["events"][4], "seq": 8, "undoes": 7}),
        "event 6 (number 8 of round ",
    ),
    (
        lambda data: data["events"].insert(5, {**data["events"][4], "seq": 8, "undoes": 3}),
        "event 6 (number 8 of round ",
    ),
    # rows that contradict what is kept
    (changed("rounds", 1, bank="other"), "round 2 ("),
    (changed("rounds", 1, started="2024-05-01T10:05:01+00:00"), "round 2 ("),
    (changed("rounds", 0, ended="2024-05-01T10:05:01+00:00"), "round 1 ("),
    (changed("rounds", 1, started="2024-05-01T10:05:01+00:00", ended="2024-05-01T11:00:00+00:00"), "round 2 ("),
    (changed("events", 0, given="o2"), "event 1 (number 1 of round "),
    (changed("events", 0, seconds=3.6), "event 1 (number 1 of round "),
    (changed("events", 2, question="q2"), "event 3 (number 1 of round "),
]


@pytest.mark.parametrize(("change", "message"), BROKEN, ids=[f"{n}: {said[:50]}" for n, (_, said) in enumerate(BROKEN)])
def test_broken(store: Store, path: Path, change: Change, message: str):
    """What is damaged, or contradicts itself or what is kept, is refused as a whole, with the place of the fault."""
    before = everything(path)
    data = data_of(store)
    new = {**data["events"][0], "seq": 9}  # it is sound, but must not get in either
    data["events"].append(new)
    change(data)
    if message.startswith("event 7"):
        data["events"].remove(new)
    with pytest.raises(InputError) as caught:
        brought(store, json.dumps(data))
    assert caught.value.message.startswith(f"file: {message}")
    assert caught.value.hint
    assert everything(path) == before


def test_round_about_another_bank_than_its_events(tmp_path: Path):
    """A round whose answers are kept without a row can't come in about another bank."""
    first_version(tmp_path / "old", [("2024-04-01T10:00:00.000+00:00", "r", "a", 1)])
    played_at = datetime(2024, 4, 1, tzinfo=UTC).isoformat()
    row = {"id": "r", "bank": "other", "started": played_at, "settings": {"seed": 1}, "ended": None}
    with opened(tmp_path / "old") as old, pytest.raises(InputError, match="is about another bank"):
        brought(old, json.dumps({"nkquiz": "progress", "version": 1, "rounds": [row], "events": []}))
