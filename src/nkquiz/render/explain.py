"""Why a verdict is what it is: for reading, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group
from rich.text import Text

from nkquiz.model import Candidate, Explanation, Likeness, PartExplanation, Reading, ReadTerm, Wording
from nkquiz.render.terminal import Indented, safe
from nkquiz.render.wording import percent

SURE = 0.75  # strength from which two words are shown as the same thing said
LEAST = 0.005  # a vote under this is none
_HEADINGS = {"name": "names", "number": "numbers", "date": "dates", "ordinal": "ordinals", "word": "words"}
_ROLES = {"agent": "who", "patient": "what or whom", "recipient": "to, for or with"}
_REAL = {"planned": "planned", "possible": "possible", "conditional": "under a condition"}
_VOTES = (("confirmed", "confirmed"), ("disputed", "disputed"), ("told_falsely", "told falsely"))
_SORTS = (
    ("agree", "agree"),
    ("differ", "other values"),
    ("opposite", "opposite"),
    ("denied", "denied on one side"),
)


def explanation(found: Explanation) -> Group:
    """Return an explanation for reading, to stand under its report."""
    lines: list[Indented] = []
    if found.as_a_whole:
        lines.append(Indented(Text("Judged as a whole: the source says all of its parts together."), 2))
    for number, part in enumerate(found.parts, 1):
        if len(found.parts) > 1:
            lines.append(_line(2, f"Part {number}", part.text))
        lines += _part(part)
    return Group(*lines)


def _part(part: PartExplanation) -> Iterator[Indented]:
    yield _heading("Read as")
    for label, shown in _read(part.reading):
        yield _line(4, label, shown)
    yield _heading("What the candidates say of each")
    for label, shown in _votes(part.reading):
        yield _line(4, label, shown)
    yield _heading("Candidates, the nearest first" if part.candidates else "Candidates: none")
    for number, candidate in enumerate(part.candidates, 1):
        yield from _candidate(candidate, number)


def _heading(text: str) -> Indented:
    return Indented(Text(text, style="bold"))


def _line(margin: int, label: str, shown: str) -> Indented:
    return Indented(Text(f"{label}: ", style="dim").append(safe(shown), style="not dim"), margin)


def _read(reading: Reading) -> Iterator[tuple[str, str]]:
    for kind, label in _HEADINGS.items():
        terms = [_term(term) for term in reading.terms if term.kind == kind]
        if terms:
            yield label, "; ".join(terms)
    for head in dict.fromkeys(each.head for each in reading.relations):
        roles = (
            (name, [each.member for each in reading.relations if each.head == head and each.role == role])
            for role, name in _ROLES.items()
        )
        shown = "; ".join(f"{name}: {', '.join(members)}" for name, members in roles if members)
        if shown:
            yield f"'{safe(head)}'", shown
    if reading.denied:
        yield "denied", "; ".join(reading.denied)
    ways = dict.fromkeys((_REAL.get(reading.modality, ""), reading.planned and "planned"))
    if reading.conditional:
        ways["under a condition"] = None
    if told := ", ".join(way for way in ways if way):
        yield "told as", told
    if reading.quantifiers:
        yield "how much", ", ".join(reading.quantifiers)
    if reading.speaker:
        yield "speaker", reading.speaker
    if not reading.terms:
        yield "nothing", "there is no term in it"


def _term(term: ReadTerm) -> str:
    """Return a term as typed, with what it was taken for where that tells something; words are shown as typed."""
    shown = term.text
    if term.kind != "word" and term.means.casefold() != term.text.casefold():
        shown += f" = {term.means}"
    return f"{shown} (from the part before)" if term.carried else shown


def _votes(reading: Reading) -> Iterator[tuple[str, str]]:
    said: set[int] = set()
    for field, label in _VOTES:
        terms = [(term, share) for term in reading.terms if (share := getattr(term, field)) >= LEAST]
        said.update(id(term) for term, _ in terms)
        if terms:
            yield label, "; ".join(f"{term.text} {percent(share)}" for term, share in terms)
    silent = [term.text for term in reading.terms if id(term) not in said]
    if silent:
        yield "nothing said of", "; ".join(silent)


def _candidate(candidate: Candidate, number: int) -> Iterator[Indented]:
    claim, wording = candidate.claim, candidate.wording
    head = Text(f"{number}. ").append(percent(wording.closeness), style="bold").append(f" {safe(claim.text)}")
    where = ", ".join((*map(str, claim.locators), claim.id))
    head.append(f" ({safe(where)})", style="dim")
    if candidate.decided:
        head.append(" - this decides", style="bold")
    yield Indented(head, 4)
    if wording.text != claim.text:
        yield _line(6, "nearest wording", wording.text)
    yield from _compared(wording, 6)
    if told := candidate.false_variant:
        yield _line(6, f"false variant, {percent(told.closeness)}", told.text)
        yield from _compared(told, 8)
        if told.why:
            yield _line(8, "why it is false", told.why)
    yield from _rules(candidate, full=number == 1 or candidate.decided)


def _compared(wording: Wording, margin: int) -> Iterator[Indented]:
    for field, label in _SORTS:
        if pairs := getattr(wording, field):
            yield _line(margin, label, "; ".join(_pair(pair, field) for pair in pairs))
    if wording.extra:
        yield _line(margin, "only in the statement", "; ".join(wording.extra))
    if wording.missing:
        yield _line(margin, "only in the source", "; ".join(wording.missing))


def _pair(pair: Likeness, field: str) -> str:
    if pair.statement.casefold() == pair.source.casefold():
        return pair.statement
    between = "/" if field != "agree" else "=" if pair.strength >= SURE else "~"
    return f"{pair.statement} {between} {pair.source}"


def _rules(candidate: Candidate, full: bool) -> Iterator[Indented]:
    """Yield what the rules found, and if `full` is wanted, which found nothing."""
    if not candidate.rules_applied:
        if full:
            yield Indented(Text("Too far off for the rules to be applied."), 6)
        return
    for rule in candidate.rules:
        for message in rule.messages:
            yield _line(6, f"rule {rule.rule}", message)
    silent = [rule.rule for rule in candidate.rules if not rule.messages]
    if full and silent:
        yield _line(6, "rules that found nothing", ", ".join(silent))


def explanation_data(found: Explanation) -> dict[str, Any]:
    """Return an explanation as one JSON object. The keys are a contract, as those of a report are."""
    return {"as_a_whole": found.as_a_whole, "parts": [_part_data(part) for part in found.parts]}


def _part_data(part: PartExplanation) -> dict[str, Any]:
    reading = part.reading
    return {
        "text": part.text,
        "start": part.start,
        "end": part.end,
        "reading": {
            "terms": [_term_data(term) for term in reading.terms],
            "relations": [{"head": each.head, "role": each.role, "member": each.member} for each in reading.relations],
            "denied": list(reading.denied),
            "modality": reading.modality,
            "planned": reading.planned,
            "conditional": reading.conditional,
            "quantifiers": list(reading.quantifiers),
            "speaker": reading.speaker or None,
        },
        "candidates": [_candidate_data(candidate) for candidate in part.candidates],
    }


def _term_data(term: ReadTerm) -> dict[str, Any]:
    return {
        "text": term.text,
        "start": term.start,
        "end": term.end,
        "kind": term.kind,
        "means": term.means,
        "denied": term.denied,
        "carried": term.carried,
        "votes": {field: round(getattr(term, field), 3) for field, _ in _VOTES},
    }


def _candidate_data(candidate: Candidate) -> dict[str, Any]:
    told = candidate.false_variant
    return {
        "claim": candidate.claim.id,
        "text": candidate.claim.text,
        "locators": [str(at) for at in candidate.claim.locators],
        "decided": candidate.decided,
        "wording": _wording_data(candidate.wording),
        "false_variant": _wording_data(told) | {"reason": told.reason, "why": told.why} if told else None,
        "rules_applied": candidate.rules_applied,
        "rules": [{"rule": rule.rule, "found": list(rule.messages)} for rule in candidate.rules],
    }


def _wording_data(wording: Wording) -> dict[str, Any]:
    return {
        "text": wording.text,
        "closeness": round(wording.closeness, 3),
        **{field: _pairs_data(getattr(wording, field)) for field, _ in _SORTS},
        "extra": list(wording.extra),
        "missing": list(wording.missing),
    }


def _pairs_data(pairs: Iterable[Likeness]) -> Sequence[dict[str, Any]]:
    return [{"statement": pair.statement, "source": pair.source, "strength": round(pair.strength, 3)} for pair in pairs]
