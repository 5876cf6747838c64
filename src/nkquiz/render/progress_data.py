"""What is due, and how it goes, for programs: plain data for JSON, whose keys are a contract, and rows for CSV."""

from __future__ import annotations

from typing import Any

from nkquiz.classroom.sheet import csv_text
from nkquiz.model import Bank
from nkquiz.progress.stats import Due, Stats, Tally, When
from nkquiz.render.data import VERSION, source_data

DUE_COLUMNS = ("claim", "topic", "text", "due", "when", "answers", "wrong", "last_right")
STATS_COLUMNS = ("section", "name", "text", "answers", "right", "share")


def data(found: Due | Stats, bank: Bank) -> dict[str, Any]:
    """Return what is due, or how it goes, as one JSON object."""
    return due_data(found, bank) if isinstance(found, Due) else stats_data(found, bank)


def rows(found: Due | Stats, bank: Bank) -> str:
    """Return what is due, or how it goes, as CSV."""
    return due_csv(found, bank) if isinstance(found, Due) else stats_csv(found, bank)


def due_data(found: Due, bank: Bank) -> dict[str, Any]:
    """Return what is due as one JSON object. Times are in UTC; days are those of the computer's time zone."""
    return {
        "version": VERSION,
        "source": source_data(bank),
        "today": found.today.isoformat(),
        "due": {when.name.lower(): found.count(when) for when in When},
        "days": [{"date": day.isoformat(), "claims": number} for day, number in found.days],
        "new": len(found.new),
        "gone": list(found.gone),
        "claims": [
            {
                **_asked(bank, item.claim),
                "due": item.kept.due.isoformat(timespec="seconds"),
                "when": item.when.name.lower(),
                "answers": item.kept.answers,
                "wrong": item.kept.wrong,
                "last_right": item.kept.right,
            }
            for item in found.claims
        ],
    }


def due_csv(found: Due, bank: Bank) -> str:
    """Return a row for each claim that is scheduled, what is due first at the top."""
    return csv_text(DUE_COLUMNS, ([row[name] for name in DUE_COLUMNS] for row in due_data(found, bank)["claims"]))


def stats_data(found: Stats, bank: Bank) -> dict[str, Any]:
    """Return the statistics as one JSON object; shares of nothing are null."""
    claims = sorted(found.by_claim.items(), key=lambda item: (-item[1].wrong, item[1].right, item[0]))
    return {
        "version": VERSION,
        "source": source_data(bank),
        "today": found.today.isoformat(),
        "total": _tally(found.total),
        "retention": _tally(found.retention),
        "streak": found.streak,
        "longest_streak": found.longest_streak,
        "by_day": [{"date": day.isoformat(), **_tally(counts)} for day, counts in found.by_day.items()],
        "by_topic": [
            {"topic": topic, "title": title, **_tally(found.by_topic[topic])}
            for topic, title in bank.topics.items()
            if topic in found.by_topic
        ],
        "by_type": [{"type": name, **_tally(counts)} for name, counts in found.by_type.items()],
        "gone": _tally(found.gone),
        "claims": [{**_asked(bank, claim), **_tally(counts)} for claim, counts in claims],
    }


def stats_csv(found: Stats, bank: Bank) -> str:
    """Return a row for each figure: in total, of each day, topic, type and claim."""
    data = stats_data(found, bank)
    rows = [("total", "", "", data["total"]), ("retention", "", "", data["retention"])]
    rows += [("day", row["date"], "", row) for row in data["by_day"]]
    rows += [("topic", row["topic"], row["title"], row) for row in data["by_topic"]]
    rows += [("type", row["type"], "", row) for row in data["by_type"]]
    rows += [("claim", row["claim"], row["text"], row) for row in data["claims"]]
    return csv_text(STATS_COLUMNS, ([*row, c["answers"], c["right"], c["share"]] for *row, c in rows))


def _tally(counts: Tally) -> dict[str, Any]:
    share = None if counts.share is None else round(counts.share, 4)
    return {"answers": counts.answers, "right": counts.right, "share": share}


def _asked(bank: Bank, id_: str) -> dict[str, Any]:
    asked = bank.claim_by_id.get(id_) or bank.unknown_by_id.get(id_)
    return {"claim": id_, "topic": asked.topic if asked else None, "text": asked.text if asked else None}
