"""Outcomes of a bank's own trials -> which of its claims fail most, and what their author can do about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nkquiz.bank.codes import RESTATING
from nkquiz.check.trial import Origin, Outcome, Tally, is_lonely, tally
from nkquiz.model import Bank, Claim, Relation, Slot

MAX_WORDS = 5  # words shown of those that nothing else in a claim says
_SLOTS = frozenset(slot.value for slot in Slot)


@dataclass(frozen=True, slots=True)
class Advice:
    """A claim of which texts fail, how many, and what to do, in sentences for its author."""

    claim: str
    tally: Tally
    what: tuple[str, ...]


def advise(outcomes: Iterable[Outcome], bank: Bank) -> tuple[Advice, ...]:
    """Return advice on every claim of which a text fails or cannot be tested, those with the most failures first."""
    of_claim: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.trial.claim:
            of_claim[outcome.trial.claim].append(outcome)
    if not of_claim:  # the bank's own texts were not tested
        return ()
    found = [
        Advice(claim.id, tally(of_claim[claim.id]), tuple(_sentences(claim, of_claim[claim.id])))
        for claim in bank.claims
        if is_lonely(claim) or not all(outcome.right for outcome in of_claim[claim.id])
    ]
    return tuple(sorted(found, key=lambda a: (a.tally.right - a.tally.count, -a.tally.false_support)))


def _sentences(claim: Claim, outcomes: Sequence[Outcome]) -> Iterable[str]:
    if is_lonely(claim):
        yield "it has no restatement, so its own text cannot be tested: add at least three"
    by_origin = {origin: [o for o in outcomes if o.trial.origin is origin] for origin in Origin}
    yield from _on_restatements(by_origin[Origin.RESTATEMENT])
    if any(not outcome.right for outcome in by_origin[Origin.CLAIM]):
        yield f"its own text is not recognised by its restatements: add one more ({RESTATING})"
    yield from _on_variants(claim, by_origin[Origin.FALSE_VARIANT])


def _on_restatements(outcomes: Sequence[Outcome]) -> Iterable[str]:
    wrong = [outcome for outcome in outcomes if not outcome.right]
    if not wrong:
        return
    if len(wrong) == len(outcomes) > 1:
        much = f"none of its {len(outcomes)} restatements is"
    else:
        much = f"{_some(len(wrong), len(outcomes), 'restatement', 'is', 'are')} not"
    words = _new_words(wrong)
    which = f" ({', '.join(words)} ...)" if words else ""
    yield f"{much} recognised: add others that share words with these{which}, and list every name of its entities"


def _new_words(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the words that are most often in these texts but not in the claim that comes closest."""
    counted: Counter[str] = Counter()
    for outcome in outcomes:
        extras = (finding for finding in outcome.report.findings if finding.relation is Relation.EXTRA)
        words = (outcome.trial.text[finding.start : finding.end].lower() for finding in extras)
        counted.update(list(dict.fromkeys(words)))  # each once a text, in the order of the text
    return [f"'{word}'" for word, _ in sorted(counted.items(), key=lambda item: -item[1])[:MAX_WORDS]]


def _on_variants(claim: Claim, outcomes: Sequence[Outcome]) -> Iterable[str]:
    passing = [outcome for outcome in outcomes if outcome.false_support]
    missed = [outcome for outcome in outcomes if not outcome.right and not outcome.false_support]
    if passing:
        reasons = _reasons(passing)
        slots = [reason for reason in reasons if reason in _SLOTS - claim.single - claim.open]
        single = f"; if no other {' or '.join(slots)} can be true, add `single: [{', '.join(slots)}]`" if slots else ""
        yield (
            f"{_some(len(passing), len(outcomes), 'false variant', 'passes', 'pass')} for what the source says "
            f"({', '.join(reasons)}): add false variants of this kind in other words{single}"
        )
    if missed:
        yield (
            f"{_some(len(missed), len(outcomes), 'false variant', 'is', 'are')} not noticed "
            f"({', '.join(_reasons(missed))}): add some of this kind that are closer to its text"
        )


def _reasons(outcomes: Iterable[Outcome]) -> list[str]:
    return list(dict.fromkeys(outcome.trial.reason for outcome in outcomes))


def _some(count: int, of: int, noun: str, singular: str, plural: str) -> str:
    """Return "its restatement is", "2 of its 3 restatements are" and the like."""
    if of == 1:
        return f"its {noun} {singular}"
    return f"{count} of its {of} {noun}s {singular if count == 1 else plural}"
