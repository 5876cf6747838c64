"""What is due, and how it goes, for reading: with bars and a heat map, or in sentences for screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.text import Text

from nkquiz.model import Bank
from nkquiz.progress.stats import Due, Stats, Tally, When, calendar
from nkquiz.render.tables import table
from nkquiz.render.terminal import Indented, safe
from nkquiz.render.wording import counted, percent

if TYPE_CHECKING:
    from datetime import date

WEEKS = 12
_SHOWN = 20  # claims due now, and hardest claims: `--format csv` has all
_HARDEST = 10
_NARROW = 60  # columns below which bars are short
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = tuple("January February March April May June July August September October November December".split())
_HEAT, _ASCII_HEAT = "·░▒▓█", ".-+*#"  # none, and four steps
_HEAT_STYLES = ("dim", "green", "green", "bold green", "bold green")
_BAR, _ASCII_BAR = "█░", "#."
_NOTHING = "Nothing has been answered on {bank} yet: begin with `nkquiz play`."


def described(bank: Bank, id_: str) -> str:
    """Return the text of what was asked about and its topic, or its id if the bank no longer has it."""
    asked = bank.claim_by_id.get(id_) or bank.unknown_by_id.get(id_)
    return f"{safe(asked.text)} ({safe(bank.topics[asked.topic])})" if asked else f"{safe(id_)} (no longer in the bank)"


def shown(found: Due | Stats, bank: Bank, out: Console, plain: bool) -> RenderableType:
    """Return what is due, or how it goes."""
    return due(found, bank, out, plain) if isinstance(found, Due) else stats(found, bank, out, plain)


def due(found: Due, bank: Bank, out: Console, plain: bool) -> RenderableType:
    """Return what is due when, and the claims that are due now."""
    if not found.claims and not found.gone:
        return Indented(Text(_NOTHING.format(bank=safe(bank.id))), 0)
    counts = [*_due_counts(found)]
    if plain:
        shown = (f"{_claims(n)} {'is' if n == 1 else 'are'} due {when}." for when, n in counts if n)
        lines: list[RenderableType] = [Text(line) for line in shown] or [Text("Nothing is due.")]
    else:
        most, width = max(n for _, n in counts) or 1, _bar_width(out)
        full = _signs(out, _BAR, _ASCII_BAR)[0]
        rows = [(when, str(n), Text(full * -(-n * width // most), style="cyan")) for when, n in counts]
        lines = [table(("due", "claims", ""), rows)]
    now = [claim.claim for claim in found.claims if claim.when is When.NOW]
    lines += [Text(), Text("Due now:", style="bold")] * bool(now)
    lines += _listed(described(bank, claim) for claim in now[:_SHOWN])
    if len(now) > _SHOWN:
        lines.append(Indented(Text(f"and {len(now) - _SHOWN} more: `nkquiz due --format csv` has all"), 0))
    lines.append(Text())
    have = "has" if len(found.new) == 1 else "have"
    lines.append(Indented(Text(f"{len(found.new)} of {_claims(len(bank.claims))} {have} not been asked yet."), 0))
    if found.gone:
        gone = f"No longer in the bank: {', '.join(map(safe, found.gone))}."
        lines.append(Indented(Text(gone), 0))
    if now or found.new:
        lines.append(Text("Go on with: nkquiz play"))
    return Group(*lines)


def _due_counts(found: Due) -> Iterator[tuple[str, int]]:
    for when in (When.NOW, When.TODAY, When.TOMORROW):
        yield when.value, found.count(when)
    for day, number in found.days:
        yield f"on {_day(day)}", number
    yield When.LATER.value, found.count(When.LATER)


def stats(found: Stats, bank: Bank, out: Console, plain: bool) -> RenderableType:
    """Return how it goes: answers, retention, streaks, days, topics, types, and the hardest claims."""
    if not found.total.answers:
        return Indented(Text(_NOTHING.format(bank=safe(bank.id))), 0)
    lines: list[RenderableType] = [Indented(Text(line), 0) for line in _figures(found)]
    lines.append(Text())
    lines += _days_in_words(found) if plain else _heat_map(found, out)
    topics = {bank.topics[topic]: found.by_topic[topic] for topic in bank.topics if topic in found.by_topic}
    if found.gone.answers:
        topics["no longer in the bank"] = found.gone
    for heading, tallies in (("topic", topics), ("type", found.by_type)):
        lines.append(Text())
        lines += _in_words(heading, tallies) if plain else [_tallies(heading, tallies, out)]
    if found.hardest:
        lines += [Text(), Text("Hardest, by how often they were wrong:", style="bold")]
        hardest = found.hardest[:_HARDEST]
        lines += _listed(f"{described(bank, claim)}: {c.wrong} of {c.answers} wrong" for claim, c in hardest)
    return Group(*lines)


def _figures(found: Stats) -> Iterator[str]:
    total, kept = found.total, found.retention
    yield f"{counted(total.answers, 'answer')}, {total.right} right ({percent(total.share)})."
    if kept.answers:
        count = counted(kept.answers, "answer")
        yield f"Remembered on a later day: {kept.right} of {count} ({percent(kept.share)})."
    else:
        yield "Remembered on a later day: nothing to tell yet."
    yield f"Days in a row: {found.streak}. The most so far: {found.longest_streak}."


def _heat_map(found: Stats, out: Console) -> list[RenderableType]:
    """Return a line for each day of the week and a column for each week, and what the signs stand for."""
    signs, rows = _signs(out, _HEAT, _ASCII_HEAT), calendar(found.today, WEEKS)
    counts = {day: found.by_day[day].answers for row in rows for day in row if day in found.by_day}
    most = max(counts.values(), default=0)
    heading = f"Answers a day, {WEEKS} weeks from {_day(rows[0][0])}"
    lines: list[RenderableType] = [Indented(Text(heading, style="bold"), 0)]
    for name, row in zip(_DAYS, rows, strict=True):
        line = Text(name)
        for day in row:
            level = _level(counts.get(day, 0), most)
            line.append(" ").append(signs[level], style=_HEAT_STYLES[level])
        lines.append(line)
    legend = [f"{signs[0]} none"]
    for level in range(1, len(signs)):
        within = [n for n in range(1, most + 1) if _level(n, most) == level]
        if within:
            some = f"{within[0]}-{within[-1]}" if len(within) > 1 else str(within[0])
            legend.append(f"{signs[level]} {some}")
    return [*lines, Indented(Text("  ".join(legend), style="dim"), 0)]


def _level(number: int, most: int) -> int:
    """Return the step, 0 to 4, of so many answers where the most on one day are `most`."""
    return -(-number * (len(_HEAT) - 1) // most) if number else 0


def _days_in_words(found: Stats) -> list[RenderableType]:
    first = calendar(found.today, WEEKS)[0][0]
    days = {day: counts for day, counts in found.by_day.items() if first <= day <= found.today}
    lines = [f"In the last {WEEKS} weeks there were answers on {counted(len(days), 'day')}."]
    if days:
        best = max(days, key=lambda day: (days[day].answers, day))
        lines.append(f"Most on {_day(best, long=True)}: {counted(days[best].answers, 'answer')}.")
    for day in sorted(days)[-7:]:
        lines.append(f"{_day(day, long=True)}: {counted(days[day].answers, 'answer')}, {days[day].right} right.")
    return [Indented(Text(line), 0) for line in lines]


def _in_words(heading: str, tallies: Mapping[str, Tally]) -> list[RenderableType]:
    shown = (f"{name}: {c.right} of {c.answers} right, {percent(c.share)}." for name, c in tallies.items())
    return [Text(f"By {heading}:"), *(Indented(Text(safe(line)), 0) for line in shown)]


def _tallies(heading: str, tallies: Mapping[str, Tally], out: Console) -> RenderableType:
    signs = _signs(out, _BAR, _ASCII_BAR)
    width = _bar_width(out)
    rows = []
    for name, counts in tallies.items():
        filled = round(width * (counts.share or 0))
        bar = Text(signs[0] * filled, style="green").append(signs[1] * (width - filled), style="dim")
        rows.append((name, f"{counts.right}/{counts.answers}", percent(counts.share), bar))
    return table((heading, "right", "%", ""), rows)


def _listed(lines: Iterable[str]) -> list[RenderableType]:
    return [Indented(Text(line), 2, Text("- ")) for line in lines]


def _claims(number: int) -> str:
    return counted(number, "claim")


def _day(day: date, long: bool = False) -> str:
    name, month = (_DAY_NAMES, _MONTHS) if long else (_DAYS, tuple(month[:3] for month in _MONTHS))
    return f"{name[day.weekday()]} {day.day} {month[day.month - 1]}" + (f" {day.year}" if long else "")


def _bar_width(out: Console) -> int:
    return 8 if out.width < _NARROW else 20


def _signs(out: Console, signs: str, in_ascii: str) -> str:
    try:
        signs.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return in_ascii
    return signs
