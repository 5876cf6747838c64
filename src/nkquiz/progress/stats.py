"""What the answers show: what is due when, how well it goes, and where it does not. Pure functions over the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from nkquiz.progress.records import Logged
from nkquiz.progress.schedule import Scheduled

WEEK = 7
MIN_ANSWERS = 2  # to a claim, before it counts as hard


class When(StrEnum):
    """How soon a claim is due."""

    NOW = "now"
    TODAY = "later today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this week"  # on one of the five days after tomorrow
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DueClaim:
    """A claim, its schedule, how soon it is due, and on which day."""

    claim: str
    kept: Scheduled
    when: When
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """What is due when. `claims` are in the order in which they are due; `days` are the five after tomorrow; `new` are
    the claims that nobody was asked yet, `gone` those that were answered but that the bank no longer has."""

    today: date
    claims: tuple[DueClaim, ...]
    days: tuple[tuple[date, int], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    def count(self, when: When) -> int:
        """Return how many claims are due then."""
        return sum(claim.when is when for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers there were, and how many of them right."""

    answers: int = 0
    right: int = 0

    @property
    def wrong(self) -> int:
        """The answers that were wrong."""
        return self.answers - self.right

    @property
    def share(self) -> float | None:
        """The share that was right, or None of nothing."""
        return self.right / self.answers if self.answers else None

    def plus(self, right: bool) -> Tally:
        """Return the tally with one more answer."""
        return Tally(self.answers + 1, self.right + right)


@dataclass(frozen=True, slots=True)
class Stats:
    """What the log of a bank shows.

    `total`, `by_day` and `by_type` count questions. `retention`, `by_topic` and `by_claim` count claims: a question
    that is about four counts for each of them. `gone` counts those that the bank no longer has.
    """

    today: date
    total: Tally = Tally()
    retention: Tally = Tally()
    streak: int = 0
    longest_streak: int = 0
    by_day: Mapping[date, Tally] = field(default_factory=dict)
    by_type: Mapping[str, Tally] = field(default_factory=dict)
    by_topic: Mapping[str, Tally] = field(default_factory=dict)
    by_claim: Mapping[str, Tally] = field(default_factory=dict)
    gone: Tally = Tally()

    @property
    def hardest(self) -> tuple[tuple[str, Tally], ...]:
        """The claims that were wrong, the most often wrong first, of those with two answers or more."""
        wrong = [(claim, c) for claim, c in self.by_claim.items() if c.wrong and c.answers >= MIN_ANSWERS]
        return tuple(sorted(wrong, key=lambda item: (-item[1].wrong, item[1].right, item[0])))


def local_day(at: datetime, zone: tzinfo | None) -> date:
    """Return the day on which something happened in a time zone; None is the computer's own."""
    return at.astimezone(zone).date()


def due(
    scheduled: Mapping[str, Scheduled],
    topics: Mapping[str, str],
    claims: Iterable[str],
    now: datetime,
    zone: tzinfo | None,
) -> Due:
    """Return what is due when. `topics` are those of all that the bank can ask, by id; `claims` its claims."""
    today = local_day(now, zone)
    found = []
    for claim, kept in sorted(scheduled.items(), key=lambda item: (item[1].due, item[0])):
        if claim in topics:
            day = local_day(kept.due, zone)
            found.append(DueClaim(claim, kept, _when(kept.due, day, now, today), day))
    per_day = Counter(claim.day for claim in found if claim.when is When.THIS_WEEK)
    days = tuple((day, per_day[day]) for day in (today + timedelta(days=n) for n in range(2, WEEK)))
    new = tuple(claim for claim in claims if claim not in scheduled)
    return Due(today, tuple(found), days, new, tuple(sorted(set(scheduled) - set(topics))))


def _when(due: datetime, day: date, now: datetime, today: date) -> When:
    if due <= now:
        return When.NOW
    ahead = (day - today).days
    if ahead < 2:
        return When.TOMORROW if ahead == 1 else When.TODAY
    return When.THIS_WEEK if ahead < WEEK else When.LATER


def statistics(log: Sequence[Logged], topics: Mapping[str, str], now: datetime, zone: tzinfo | None) -> Stats:
    """Return what the log shows. It is sorted by time; `topics` are those of all that the bank can ask, by id."""
    total = retention = gone = Tally()
    by_day: dict[date, Tally] = {}
    by_type: dict[str, Tally] = {}
    by_topic = {topic: Tally() for topic in topics.values()}
    by_claim: dict[str, Tally] = {}
    first_day: dict[str, date] = {}
    for logged in log:
        day = local_day(logged.at, zone)
        total = total.plus(logged.right)
        by_day[day] = by_day.get(day, Tally()).plus(logged.right)
        by_type[logged.type] = by_type.get(logged.type, Tally()).plus(logged.right)
        for mark in logged.marks:
            by_claim[mark.claim] = by_claim.get(mark.claim, Tally()).plus(mark.right)
            if mark.claim in topics:
                by_topic[topics[mark.claim]] = by_topic[topics[mark.claim]].plus(mark.right)
            else:
                gone = gone.plus(mark.right)
            if first_day.setdefault(mark.claim, day) < day:
                retention = retention.plus(mark.right)
    today = local_day(now, zone)
    return Stats(
        today,
        total,
        retention,
        streak(by_day, today),
        longest_streak(by_day),
        by_day,
        dict(sorted(by_type.items(), key=lambda item: (-item[1].answers, item[0]))),
        {topic: counts for topic, counts in by_topic.items() if counts.answers},
        by_claim,
        gone,
    )


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row there were answers, up to today, or to yesterday as long as today has none."""
    answered = set(days)
    day = today if today in answered else today - timedelta(days=1)
    length = 0
    while day in answered:
        length += 1
        day -= timedelta(days=1)
    return length


def longest_streak(days: Iterable[date]) -> int:
    """Return the greatest number of days in a row on which there were answers."""
    longest = length = 0
    previous: date | None = None
    for day in sorted(set(days)):
        length = length + 1 if previous and day - previous == timedelta(days=1) else 1
        longest, previous = max(longest, length), day
    return longest


def calendar(today: date, weeks: int) -> tuple[tuple[date, ...], ...]:
    """Return the days of so many weeks up to today: a row for each day of the week from Monday, a column for each week.
    The days of this week that are to come are left out."""
    first = today - timedelta(days=today.weekday() + WEEK * (weeks - 1))
    rows = ((first + timedelta(days=WEEK * week + weekday) for week in range(weeks)) for weekday in range(WEEK))
    return tuple(tuple(day for day in row if day <= today) for row in rows)
