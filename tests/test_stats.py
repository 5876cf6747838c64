"""What the log shows: days, streaks, retention, what is due when. All of it in the time zone that is handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress import NOW

from nkquiz.model import Mark
from nkquiz.progress.records import Logged
from nkquiz.progress.schedule import Scheduled
from nkquiz.progress.stats import Stats, Tally, When, calendar, due, longest_streak, statistics, streak

TODAY = NOW.date()
TOPICS = {"c1": "debt", "c2": "debt", "c3": "visits", "unknown-1": "visits"}
EAST, WEST = timezone(timedelta(hours=13)), timezone(timedelta(hours=-11))


def logged(at: datetime = NOW, right: bool = True, *claims: str, type_: str = "choice") -> Logged:
    marks = tuple(Mark(claim, right) for claim in claims or ("c1",))
    return Logged(at, "round", "question", type_, right, marks)


def days_ago(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


def shown(*log: Logged, zone: timezone = UTC) -> Stats:
    return statistics(sorted(log, key=lambda found: found.at), TOPICS, NOW, zone)


# Streaks


@pytest.mark.parametrize(
    ("days", "now", "longest"),
    [
        ([], 0, 0),
        ([2], 0, 1),
        ([5, 4, 3, 2], 0, 4),
        ([0], 1, 1),
        ([1], 1, 1),
        ([1, 2], 2, 2),
        ([0, 1, 2], 3, 3),
        ([0, 0, 1, 1], 2, 2),
        ([0, 2, 3], 1, 2),
        ([1, 3, 4, 5], 1, 3),
        ([0, 1, 4, 5, 6, 8], 2, 3),
        ([-1, 0], 1, 2),  # an answer of tomorrow: another computer's clock
    ],
)
def test_streak(days: list[int], now: int, longest: int):
    """A streak ends when a day is over without an answer, not before: yesterday's still counts today."""
    assert streak(days_ago(*days), TODAY) == now
    assert longest_streak(days_ago(*days)) == longest


@given(st.lists(st.integers(0, 40)))
def test_streaks_agree(days: list[int]):
    """No streak is longer than the longest, nor than the number of days."""
    found = days_ago(*days)
    assert streak(found, TODAY) <= longest_streak(found) <= len(set(found))
    assert bool(longest_streak(found)) == bool(found)


@pytest.mark.parametrize("today", [date(2024, 4, 29) + timedelta(days=n) for n in range(7)])
def test_calendar(today: date):
    """Each row has one day of the week, from Monday; today is the last day of all, and no day is missing."""
    rows = calendar(today, 3)
    assert [{day.weekday() for day in row} for row in rows] == [{n} for n in range(7)]
    days = sorted(day for row in rows for day in row)
    assert (days[0], days[-1]) == (date(2024, 4, 15), today)
    assert longest_streak(days) == len(days)


# Statistics


def test_nothing():
    """An empty log shows nothing, and fails nowhere."""
    found = shown()
    assert found == Stats(TODAY)
    assert (found.total.share, found.hardest) == (None, ())


def test_counts():
    """Questions are counted in total, by day and by type, claims by topic and each by itself."""
    found = shown(
        logged(NOW - timedelta(days=1), True, "c1", "c2", type_="match"),
        logged(NOW, False, "c3"),
        logged(NOW, True, "unknown-1", type_="verdict"),
    )
    assert found.total == Tally(3, 2)
    assert found.by_day == {days_ago(1)[0]: Tally(1, 1), TODAY: Tally(2, 1)}
    assert found.by_type == {"choice": Tally(1, 0), "match": Tally(1, 1), "verdict": Tally(1, 1)}
    assert found.by_topic == {"debt": Tally(2, 2), "visits": Tally(2, 1)}
    assert found.by_claim["unknown-1"] == Tally(1, 1)
    assert (found.streak, found.longest_streak, found.gone) == (2, 2, Tally())


def test_partly_right():
    """Of a question that was partly right each claim counts as it was; the question was wrong."""
    mixed = Logged(NOW, "round", "q", "match", False, (Mark("c1", True), Mark("c3", False)))
    found = shown(mixed)
    assert found.total == Tally(1, 0)
    assert found.by_topic == {"debt": Tally(1, 1), "visits": Tally(1, 0)}


def test_types_by_number():
    """The type with the most answers comes first."""
    found = shown(logged(type_="a"), logged(type_="b"), logged(type_="b"), logged(type_="c"))
    assert list(found.by_type) == ["b", "a", "c"]


def test_gone():
    """What the bank no longer has is counted by itself and in total, under no topic."""
    found = shown(logged(NOW, False, "old"), logged(NOW, True, "old", "c1"))
    assert (found.total, found.gone) == (Tally(2, 1), Tally(2, 1))
    assert found.by_topic == {"debt": Tally(1, 1)}
    assert found.by_claim["old"] == Tally(2, 1)


@pytest.mark.parametrize(
    ("log", "kept"),
    [
        ([], Tally()),
        ([(0, "c1", True)], Tally()),
        ([(0, "c1", True), (0, "c1", False)], Tally()),  # on one day
        ([(1, "c1", True), (0, "c2", True)], Tally()),  # another claim
        ([(1, "c1", False), (0, "c1", True)], Tally(1, 1)),
        ([(9, "c1", True), (2, "c1", False), (2, "c1", True), (0, "c1", True)], Tally(3, 2)),
        ([(2, "c1", True), (1, "c2", True), (0, "c1", False), (0, "c2", True)], Tally(2, 1)),
    ],
)
def test_retention(log: list[tuple[int, str, bool]], kept: Tally):
    """What was remembered: answers on claims that had been answered on an earlier day."""
    found = shown(*(logged(NOW - timedelta(days=ago, seconds=-n), right, c) for n, (ago, c, right) in enumerate(log)))
    assert found.retention == kept


def test_days_are_local():
    """An evening in one time zone is the next morning in another."""
    late = datetime(2024, 4, 30, 23, 30, tzinfo=UTC)
    early = datetime(2024, 5, 1, 0, 30, tzinfo=UTC)
    assert list(shown(logged(late), logged(early)).by_day) == [late.date(), early.date()]
    assert list(shown(logged(late), logged(early), zone=EAST).by_day) == [date(2024, 5, 1)]
    assert list(shown(logged(late), logged(early), zone=WEST).by_day) == [date(2024, 4, 30)]
    assert shown(logged(late), logged(early)).retention.answers == 1
    assert shown(logged(late), logged(early), zone=EAST).retention.answers == 0
    assert shown(zone=EAST).today == shown(zone=WEST).today + timedelta(days=1)


def test_hardest():
    """The claims that are most often wrong come first; one answer alone says nothing, nor do claims never wrong."""
    wrong = {"once": (1, 1), "twice": (2, 2), "half": (4, 2), "good": (5, 0), "thrice": (9, 3)}
    log = [logged(NOW, n >= bad, claim) for claim, (count, bad) in wrong.items() for n in range(count)]
    assert [claim for claim, _ in shown(*log).hardest] == ["thrice", "twice", "half"]


# Due


def kept(at: datetime) -> Scheduled:
    return Scheduled(at, 2, None, 1.0, 5.0, NOW - timedelta(days=1), True, 1, 0)


@pytest.mark.parametrize(
    ("hours", "when"),
    [
        (-1000, When.NOW),
        (0, When.NOW),
        (0.001, When.TODAY),
        (13.9, When.TODAY),
        (14, When.TOMORROW),  # now is ten o'clock
        (37.9, When.TOMORROW),
        (38, When.THIS_WEEK),
        (24 * 6 + 13.9, When.THIS_WEEK),
        (24 * 6 + 14, When.LATER),
        (9999, When.LATER),
    ],
)
def test_when(hours: float, when: When):
    """A claim is due now, later today, tomorrow, on one of the five days after, or later."""
    found = due({"c1": kept(NOW + timedelta(hours=hours))}, TOPICS, ["c1"], NOW, UTC)
    assert [claim.when for claim in found.claims] == [when]
    assert found.count(when) == 1
    assert sum(number for _, number in found.days) == (when is When.THIS_WEEK)


def test_due():
    """Claims come in the order in which they are due; days without any are there too; what is new or gone is said."""
    hours = {"c3": 50, "c1": -5, "unknown-1": -7, "old": -9, "older": 9}
    scheduled = {claim: kept(NOW + timedelta(hours=n)) for claim, n in hours.items()}
    found = due(scheduled, TOPICS, ["c1", "c2", "c3"], NOW, UTC)
    assert [claim.claim for claim in found.claims] == ["unknown-1", "c1", "c3"]
    assert found.days == tuple((TODAY + timedelta(days=n), int(n == 2)) for n in range(2, 7))
    assert (found.new, found.gone) == (("c2",), ("old", "older"))
    assert found.count(When.NOW) == 2


def test_due_is_local():
    """Tomorrow begins at the reader's midnight."""
    scheduled = {"c1": kept(NOW + timedelta(hours=6))}
    assert due(scheduled, TOPICS, [], NOW, UTC).count(When.TODAY) == 1
    assert due(scheduled, TOPICS, [], NOW, timezone(timedelta(hours=9))).count(When.TOMORROW) == 1


def test_nothing_due():
    """With nothing answered everything is new."""
    found = due({}, TOPICS, ["c1", "c2"], NOW, UTC)
    assert (found.claims, found.new, found.gone) == ((), ("c1", "c2"), ())
    assert {found.count(when) for when in When} == {0}
