"""What a text gives as the cause of what: "the gas was cut off because of unpaid bills"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nkquiz.check.align import SURE, Pair
from nkquiz.check.terms import Cause, Clause, Term, TermKind
from nkquiz.check.timeline import Span

_CAUSE_BEHIND = re.compile(
    r"\b(?:because(?:\s+of)?|owing\s+to|due\s+to|thanks\s+to|as\s+a\s+(?:result|consequence)\s+of|on\s+account\s+of|"
    r"(?:caused|triggered|prompted|brought\s+about)\s+by|result(?:s|ed)?\s+from|stem(?:s|med)?\s+from|"
    r"over(?=\s+(?:un\w+|fears?|concerns?|allegations)\s+))\b",
    re.IGNORECASE,
)
_CAUSE_AHEAD = re.compile(
    r"\b(?:(?:led|leads?|leading)\s+to|brought\s+about|brings\s+about|caused|triggered|result(?:s|ed)?\s+in|"
    r"(?:which|that)\s+(?:is|was)\s+why|as\s+a\s+(?:result|consequence)(?!\s+of)|therefore)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|n't|never)\s+(?:only\s+|just\s+)?$", re.IGNORECASE)


def cause_of(text: str, start: int, end: int) -> Cause | None:
    """Return what `text[start:end]` tells as the cause of what; None where it tells none, or more than one."""
    behind = list(_CAUSE_BEHIND.finditer(text, start, end))
    taken = [found.span() for found in behind]
    ahead = [
        found
        for found in _CAUSE_AHEAD.finditer(text, start, end)
        if not any(first <= found.start() < last for first, last in taken)
    ]
    if len(behind) + len(ahead) != 1:
        return None
    found = (behind or ahead)[0]
    if _NOT.search(text, start, found.start()):
        return None
    before, after = Span(start, found.start()), Span(found.end(), end)
    if not behind:
        return Cause(before, after)
    if not text[start : found.start()].strip():  # "Because of unpaid bills, the gas was cut off"
        comma = text.find(",", found.end(), end)
        return Cause(Span(found.end(), comma), Span(comma, end)) if comma > 0 else None
    return Cause(after, before)


def reversed_cause(mine: Clause, theirs: Clause, partner: Mapping[Term, Pair]) -> bool:
    """Say whether what the one text tells as the cause is the effect in the other one, and the other way round."""
    own, other = mine.cause, theirs.cause
    if own is None or other is None:
        return False
    kept = to_effect = to_cause = 0
    for term, pair in partner.items():
        if term.kind is not TermKind.WORD or term.light or pair.strength < SURE or pair.opposite:
            continue
        is_cause, is_effect = _within(term, own.cause), _within(term, own.effect)
        was_cause, was_effect = _within(pair.theirs, other.cause), _within(pair.theirs, other.effect)
        kept += (is_cause and was_cause) or (is_effect and was_effect)
        to_effect += is_cause and was_effect
        to_cause += is_effect and was_cause
    return bool(to_effect and to_cause) and to_effect + to_cause > kept


def _within(term: Term, span: Span) -> bool:
    return span.start <= term.start < span.end
