"""What trials of a bank show: as tables for reading, and as plain data for JSON, whose keys are a contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from nkquiz.check.advice import Advice
from nkquiz.check.trial import Band, Origin, Outcome, Summary, Tally, Trial, merged
from nkquiz.model import Bank, Verdict
from nkquiz.render.data import VERSION, source_data
from nkquiz.render.tables import table
from nkquiz.render.terminal import Indented, safe, verdict_name
from nkquiz.render.wording import counted, percent

ORIGINS = {
    Origin.CLAIM: ("claims", Verdict.SUPPORTED),
    Origin.RESTATEMENT: ("restatements", Verdict.SUPPORTED),
    Origin.FALSE_VARIANT: ("false variants", Verdict.CONTRADICTED),
    Origin.UNKNOWN: ("unknowns", Verdict.NOT_IN_SOURCE),
}
_COUNTED = ("right", "%", "false support")
_MAX_ADVICE = 5
_MAX_TEXT = 300


def summary(found: Summary, bank: Bank, of: int) -> RenderableType:
    """Return the tables. `of` is the number of texts that there would have been without sampling."""
    count = found.total.count
    how_many = counted(count, "text") if count == of else f"a sample of {count} of {of} texts"
    parts: list[RenderableType] = [Indented(Text(f"{safe(bank.id)}: {how_many}", style="bold"), 0)]
    own = {Origin(name): counts for name, counts in found.by_origin.items() if name != Origin.LABELLED}
    if own:
        named = {f"{verdict_name(ORIGINS[o][1])}: {ORIGINS[o][0]}": counts for o, counts in own.items()}
        heading = "The bank's own texts, each left out of the bank while it was tested"
        parts += [Text(), Indented(Text(heading), 0), Text()]
        parts.append(_tallies("wanted", {**named, "all": merged(own.values())}))
    if found.by_reason:
        parts += [Text(), _tallies("false variant", found.by_reason)]
    for file, by_label in found.by_file.items():
        named = {verdict_name(Verdict(label)): counts for label, counts in by_label.items()}
        parts += [
            Text(),
            Indented(Text(safe(file)), 0),
            Text(),
            _tallies("wanted", {**named, "all": merged(by_label.values())}),
        ]
    if found.by_phenomenon:
        parts += [Text(), _tallies("phenomenon", found.by_phenomenon)]
    parts += [Text(), _reliability(found.confidence)]
    return Group(*parts)


def _tallies(heading: str, tallies: Mapping[str, Tally]) -> RenderableType:
    return table((heading, *_COUNTED), [(name, *_counted(counts)) for name, counts in tallies.items()])


def _counted(counts: Tally) -> tuple[str, str, str]:
    rate = counts.false_support_rate
    false = "" if rate is None else f"{counts.false_support}/{counts.not_supported} {rate:4.0%}"
    return f"{counts.right}/{counts.count}", percent(counts.accuracy), false


def _reliability(bands: Iterable[Band]) -> RenderableType:
    rows = [
        (
            f"{band.low:.0%} to {band.high:.0%}" if band.low else f"below {band.high:.0%}",
            f"{band.right}/{band.count}",
            percent(band.right / band.count if band.count else None),
        )
        for band in bands
    ]
    return table(("confidence", "right", "%"), rows)


def failures(found: Summary) -> RenderableType:
    """Return every text that is judged wrongly: what was wanted, what came, the text, where it stands, and why."""
    lines: list[RenderableType] = [Text(f"Judged wrongly: {len(found.failures)}", style="bold")]
    for outcome in found.failures:
        trial, report = outcome.trial, outcome.report
        head = f"wanted {verdict_name(trial.label)}, got {verdict_name(report.verdict)} ({report.confidence:.2f})"
        lines += [
            Text(),
            Indented(Text(head, style="bold red" if outcome.false_support else "bold"), 0),
            Indented(Text(safe(trial.text, _MAX_TEXT))),
            Indented(Text(safe(f"{_where(trial)} ({trial.file}:{trial.line})"), style="dim")),
            Indented(Text(safe(report.reason, 2 * _MAX_TEXT))),
        ]
    return Group(*lines)


def _where(trial: Trial) -> str:
    if trial.origin is Origin.LABELLED:
        return f"{trial.id}" + (f", {trial.phenomenon}" if trial.phenomenon else "")
    kind = ORIGINS[trial.origin][0].removesuffix("s")
    return ": ".join(word for word in (trial.claim, kind, trial.reason) if word)


def closing(found: Summary, advice: tuple[Advice, ...]) -> RenderableType:
    """Return what a teacher should know and do: how bad it is, and which claims to mend first."""
    if not found.failures and not advice:
        return Text("Every text is judged as it should be.")
    lines: list[RenderableType] = []
    if found.total.false_support:
        count = found.total.false_support
        told = "text passes for supported and is" if count == 1 else "texts pass for supported and are"
        lines.append(Indented(Text(f"{count} {told} not: the worst error."), 0))
    if advice:
        lines.append(Text("What to mend first:"))
    for item in advice[:_MAX_ADVICE]:
        wrong, count = item.tally.count - item.tally.right, item.tally.count
        lines.append(Indented(Text(f"claim {safe(item.claim)} ({wrong} of {count} wrong)"), 2, Text("- ")))
        lines += [Indented(Text(safe(sentence)), 4) for sentence in item.what]
    if len(advice) > _MAX_ADVICE:
        more = len(advice) - _MAX_ADVICE
        lines.append(Text(f"{more} other claim{' has' if more == 1 else 's have'} failures."))
    return Group(*lines)


def tally_data(counts: Tally) -> dict[str, Any]:
    """Return counts as one JSON object; shares of nothing are null."""
    return {
        "count": counts.count,
        "right": counts.right,
        "accuracy": counts.accuracy,
        "not_supported": counts.not_supported,
        "false_support": counts.false_support,
        "false_support_rate": counts.false_support_rate,
    }


def summary_data(found: Summary, advice: Iterable[Advice], bank: Bank, of: int) -> dict[str, Any]:
    """Return everything that trials show as one JSON object."""

    def tallies(by_name: Mapping[str, Tally]) -> dict[str, Any]:
        return {name: tally_data(counts) for name, counts in by_name.items()}

    return {
        "version": VERSION,
        "source": source_data(bank),
        "of": of,
        "total": tally_data(found.total),
        "by_label": tallies(found.by_label),
        "by_origin": tallies(found.by_origin),
        "by_reason": tallies(found.by_reason),
        "by_phenomenon": tallies(found.by_phenomenon),
        "by_file": {file: tallies(by_label) for file, by_label in found.by_file.items()},
        "confidence": [{"from": b.low, "to": b.high, "count": b.count, "right": b.right} for b in found.confidence],
        "claims": [{"claim": item.claim, **tally_data(item.tally), "advice": list(item.what)} for item in advice],
        "failures": [_failure_data(outcome) for outcome in found.failures],
    }


def _failure_data(outcome: Outcome) -> dict[str, Any]:
    trial, report = outcome.trial, outcome.report
    return {
        "wanted": trial.label.value,
        "got": report.verdict.value,
        "confidence": report.confidence,
        "text": trial.text,
        "origin": trial.origin.value,
        "claim": trial.claim or None,
        "false_because": trial.reason or None,
        "id": trial.id if not trial.own else None,
        "phenomenon": trial.phenomenon or None,
        "file": trial.file,
        "line": trial.line,
        "reason": report.reason,
        "decided_by": [claim.id for claim in report.claims],
    }
