"""Short ways to write findings."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE
from nkquiz.check.bindings import exchanged
from nkquiz.check.compare import Comparison
from nkquiz.check.events import turned
from nkquiz.check.slots import of_another
from nkquiz.check.terms import Term, TermKind
from nkquiz.model import Finding, Relation


def conflict(rule: str, comparison: Comparison, term: Term | None, message: str) -> Finding:
    """Return a conflict on `term`, or on the whole clause where it lies on no single term."""
    statement = comparison.statement
    if term is None or term.start < statement.start:
        return Finding(rule, Relation.CONFLICT, message, statement.start, statement.end, comparison.claim.id)
    return Finding(rule, Relation.CONFLICT, message, term.start, term.end, comparison.claim.id)


def differing(rule: str, comparison: Comparison, kind: TermKind) -> Iterator[Finding]:
    """Yield a conflict for each pair of values of a kind that can't both be meant, and for each value that the source
    has with another name or noun."""
    if of_another(comparison):
        return
    for mine, theirs in exchanged(comparison, kind):
        said, typed = comparison.said(theirs), comparison.statement.quote(mine)
        yield conflict(rule, comparison, mine, f"The source says {said} of this, not {typed}.")
    for pair in comparison.pairs:
        if pair.mine.kind is kind and pair.differs != pair.at_odds:
            if turned(comparison):
                return  # the one text tells what it was before something, the other one what it was after that
            said, typed = comparison.said(pair.theirs), comparison.statement.quote(pair.mine)
            if said.replace(",", "") != typed.replace(",", ""):
                message = f"The source says {said}, not {typed}."
            else:  # "more than 9,000", "until 2014": the number is the same, what is said of it is not
                message = f"The source does not say just this of {typed}: {comparison.claim.text}"
            yield conflict(rule, comparison, pair.mine, message)


def sides_changed(comparison: Comparison, mine: int, theirs: int) -> bool | None:
    """Say whether what stands on the two sides of a word (its offsets in both texts) has changed places.

    None where nothing can be said: the texts do not share something on each side.
    """
    same_before = same_after = moved_on = moved_back = 0
    for pair in comparison.pairs:
        if pair.strength < SURE or pair.mine.light or pair.opposite:
            continue
        before, theirs_before = pair.mine.start < mine, pair.theirs.start < theirs
        same_before += before and theirs_before
        same_after += not before and not theirs_before
        moved_on += theirs_before and not before
        moved_back += before and not theirs_before
    if (moved_on and moved_back) or ((moved_on or moved_back) and not same_after):
        return True
    return False if same_before and same_after and not (moved_on or moved_back) else None
