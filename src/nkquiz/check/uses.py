"""What a number is used for: how long something took is no answer to how long before something else it was.

Two values that differ are in conflict only where they are of the same thing: both are used alike ("for two days", not
"two days before", and "30 million more", not "30 million in all"), and not both the number and the date are other ones,
for then it is another event. What a number is used for is read from the words around it; where these don't tell, it may
be anything but a difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from nkquiz.check.align import Pair, agree
from nkquiz.check.terms import Clause, Term
from nkquiz.language.quantities import PERIOD, Quantity, is_measure

_AROUND = 60  # characters that are looked at on either side
_ROUGHLY = r"(?:(?:about|around|some|over|nearly|almost|roughly|only|just|up to|at|least|most|more|less|than|no|well|" \
    r"the|a|an|last|past|next|first|another|full|whole|further)\s+)*$"  # fmt: skip
_MORE = "more|less|fewer|extra|additional|longer|shorter|higher|lower|deeper|larger|smaller|bigger|greater|wider|" \
    "cheaper|dearer|costlier|heavier|lighter|faster|slower|taller|further|farther|warmer|colder"  # fmt: skip
_CHANGE = "rise|increase|cut|drop|fall|decline|reduction|growth|discount|decrease|gain|overrun|surplus|saving"
_CHANGED = "rose|risen|grew|grown|fell|fallen|dropped|declined|shrank|shrunk|increased|decreased|climbed|jumped"

_OFFSET = re.compile(r"\s*-?\s*(before|after|later|earlier|ago|apart|beforehand|afterwards?|prior|previously)\b")
_AGE = re.compile(r"\s*-?\s*(old|of age)\b")
_LONG = re.compile(r"\s*-?\s*(long)\b")
_EVERY = re.compile(r"\b(every|each|per)\s+$")
_BY = re.compile(r"\bby\s+" + _ROUGHLY)
_LASTING = re.compile(
    r"\b(for|lasts?|lasted|lasting|takes?|took|taken|taking|spends?|spent|throughout|during|over|needs?|needed)\s+"
    + _ROUGHLY
)
_MORE_AFTER = re.compile(rf"(?:\s+(?!than\b)\w+){{0,2}}?\s+({_MORE}|{_CHANGE})\b(?!\s+than\s+\d)")
_JUST_MORE = re.compile(r"\s+(more|fewer|extra|additional|further)\b")
_MORE_BEFORE = re.compile(rf"\b(another|additional|extra|further|({_CHANGE}) of|{_CHANGED})\s+{_ROUGHLY}")


class Use(StrEnum):
    """What a number is used for."""

    UNKNOWN = ""
    DIFFERENCE = "difference"  # "30 million more", "by a third", "two others besides"
    DURATION = "duration"
    OFFSET = "offset"  # how long before or after something else
    FREQUENCY = "frequency"
    AGE = "age"


def comparable(pairs: Sequence[Pair], mine: Clause, theirs: Clause) -> tuple[Pair, ...]:
    """Return the pairs without those of two values that differ but are not of the same thing."""
    differing = {pair for pair in pairs if agree(pair.mine, pair.theirs) is False}
    if not differing:
        return tuple(pairs)
    if len({pair.mine.kind for pair in differing}) > 1:
        return tuple(pair for pair in pairs if pair not in differing)
    apart = {pair for pair in differing if not _used_alike(pair, mine, theirs)}
    return tuple(pair for pair in pairs if pair not in apart)


def _used_alike(pair: Pair, mine: Clause, theirs: Clause) -> bool:
    one, two = use(mine, pair.mine), use(theirs, pair.theirs)
    return one is two or (Use.UNKNOWN in (one, two) and Use.DIFFERENCE not in (one, two))


def use(clause: Clause, term: Term) -> Use:
    """Return what the number of a term is used for."""
    if not isinstance(term.value, Quantity):
        return Use.UNKNOWN
    before = clause.source[max(0, term.start - _AROUND) : term.start].lower()
    after = clause.source[term.end : term.end + _AROUND].lower()
    if term.value.unit == PERIOD:
        return _of_period(before, after)
    measure = is_measure(term.value.unit)
    if (_MORE_AFTER if measure else _JUST_MORE).match(after) or _MORE_BEFORE.search(before):
        return Use.DIFFERENCE
    return Use.DIFFERENCE if measure and _BY.search(before) else Use.UNKNOWN


def _of_period(before: str, after: str) -> Use:
    if _EVERY.search(before):
        return Use.FREQUENCY
    if _AGE.match(after):
        return Use.AGE
    if _LASTING.search(before) or _LONG.match(after):
        return Use.DURATION
    if _OFFSET.match(after) or _BY.search(before):
        return Use.OFFSET
    return Use.UNKNOWN
