"""What is wrong with one claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nkquiz.bank.validators import lint
from nkquiz.bank.verify import stands_in
from nkquiz.drafting.coverage import half_covered, sentences_in
from nkquiz.editing.changes import lines_of, marks_of
from nkquiz.model import Bank, Claim, Locator, Problem, Severity
from nkquiz.quiz.finding import NO_NAMES, gaps
from nkquiz.quiz.gaps import Gap


def problems_of(bank: Bank, text: str, claim: Claim, sentences: Mapping[Locator, str] | None = None) -> list[Problem]:
    """Return what lint finds on the lines of a claim, and what the sentences of the article, where they are at hand,
    show to be wrong."""
    first, last = lines_of(text, claim.id)
    found = [problem for problem in lint(bank) if first <= problem.line <= last]
    known = {**sentences_in(text, bank), **(sentences or {})}
    half = half_covered(bank, {at: known[at] for at in claim.locators if at in known})
    return [*found, *unproved(claim, sentences or {}), *other_numbers(claim, sentences or {}), *half]


def unfinished(bank: Bank, text: str) -> list[str]:
    """Return the ids of drafts, and of claims that a mark stands at, in the order of the file."""
    claims = sorted((*bank.claims, *bank.drafts), key=lambda claim: claim.line)
    return [claim.id for claim in claims if claim.draft or marks_of(text, claim.id)]


def unproved(claim: Claim, sentences: Mapping[Locator, str]) -> Iterator[Problem]:
    """Yield the fragments of a claim that do not stand in their sentences."""
    for evidence in claim.evidence:
        sentence = sentences.get(evidence.at)
        if sentence is not None and not stands_in(evidence.quote, sentence):
            message = f"its fragment “{evidence.quote}” does not stand in sentence {evidence.at}"
            yield Problem(evidence.line, message, "copy it word for word: c, then quote TEXT", code="fragment")


def other_numbers(claim: Claim, sentences: Mapping[Locator, str]) -> Iterator[Problem]:
    """Yield the numbers and dates of a claim's text that its evidence tells otherwise: in the same unit, or of the same
    form, but not the same."""
    told = [sentences.get(evidence.at, evidence.quote) for evidence in claim.evidence]
    proved = [(gap, gap.text_in(text)) for text in told for gap in gaps(text, NO_NAMES)]
    for mine in gaps(claim.text, NO_NAMES):
        alike = [(gap, shown) for gap, shown in proved if _is_alike(gap, mine)]
        if alike and not any(_is_same(gap, mine) for gap, _ in alike):
            others = " and ".join(dict.fromkeys(shown for _, shown in alike))
            message = f"its text has {mine.text_in(claim.text)}, its evidence {others}"
            yield Problem(claim.line, message, "see which is right", Severity.WARNING, code="fragment")


def _is_alike(one: Gap, two: Gap) -> bool:
    if one.quantity and two.quantity:
        return one.quantity.unit == two.quantity.unit
    return bool(one.date and two.date and one.date.year and two.date.year)


def _is_same(one: Gap, two: Gap) -> bool:
    if one.quantity and two.quantity:
        return one.quantity.value == two.quantity.value
    return bool(one.date and two.date and one.date.agrees(two.date))
