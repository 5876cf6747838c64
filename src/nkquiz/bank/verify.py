"""Prove a bank against the reader's own copy of the source: every locator and every fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkquiz.model import Bank, Locator, Problem
from nkquiz.text import fingerprint, normalise, paragraphs, sentences, words


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared, and what does not hold."""

    sentences: int  # sentences of the article that the bank lists
    found: int  # of these, found in the copy
    fragments: int
    proved: int  # fragments found in the sentence that they cite
    problems: tuple[Problem, ...]


def fingerprints(article: str) -> list[list[tuple[str, str]]]:
    """Return (fingerprint, sentence) of every sentence of a document, paragraph by paragraph."""
    return [[(fingerprint(s), s) for s in sentences(paragraph) if words(s)] for paragraph in paragraphs(article)]


def verify(bank: Bank, article: str) -> Verification:
    """Compare `bank` with a copy of its source.

    Sentences are found by their fingerprint, so line breaks, titles or menus around the article do no harm. Every
    sentence of the bank must be in the copy, and every sentence of the copy in the bank or named there as outside
    the article; every fragment must stand word for word in the sentence that it cites.
    """
    copy: dict[str, list[str]] = {}  # the same words may stand twice, with other marks between them
    for print_, text in (each for paragraph in fingerprints(article) for each in paragraph):
        copy.setdefault(print_, []).append(text)
    listed = {print_ for prints in bank.source.paragraphs for print_ in prints}
    if listed.isdisjoint(copy):
        message = "not one sentence of the bank is in this copy of the source"
        wrong = Problem(bank.source.line, message, "is it the right file?", code="missing-sentence")
        return Verification(len(bank.source.locators), 0, _fragments(bank), 0, (wrong,))
    missing = [at for at in bank.source.locators if bank.source.fingerprint(at) not in copy]
    known = listed | {outside.fingerprint for outside in bank.source.outside}
    problems = [
        Problem(
            bank.source.line,
            f"sentence {at} is not in this copy of the source",
            "is it another edition? `nkquiz bank fingerprint FILE` prints the copy's fingerprints",
            code="missing-sentence",
        )
        for at in missing
    ]
    problems += [
        Problem(
            bank.source.line,
            f"the copy has a sentence that the bank does not know: {print_} {_start(texts[0])}",
            "list it under 'paragraphs', or under 'outside' with a reason",
            code="unknown-sentence",
        )
        for print_, texts in copy.items()
        if print_ not in known
    ]
    unproved = list(_unproved(bank, copy))
    fragments = _fragments(bank)
    found = len(bank.source.locators) - len(missing)
    proved = fragments - len(unproved)
    return Verification(len(bank.source.locators), found, fragments, proved, (*problems, *unproved))


def _fragments(bank: Bank) -> int:
    return sum(len(claim.evidence) for claim in (*bank.claims, *bank.drafts))


def _unproved(bank: Bank, copy: dict[str, list[str]]) -> Iterator[Problem]:
    for claim in (*bank.claims, *bank.drafts):
        for evidence in claim.evidence:
            if not _proved(evidence.quote, evidence.at, bank, copy):
                what = "draft" if claim.draft else "claim"
                message = f"the fragment of {what} '{claim.id}' does not stand in sentence {evidence.at}"
                elsewhere = _where(evidence.quote, bank, copy)
                hint = f"it stands in {elsewhere}" if elsewhere else "copy it word for word"
                yield Problem(evidence.line, message, hint, code="fragment")


def stands_in(quote: str, sentence: str) -> bool:
    """Say whether a fragment stands word for word in a sentence, which is normalised."""
    fragment = normalise(quote)
    whole = rf"(?<!\w)(?<!\d[.,](?=\d)){re.escape(fragment)}(?!\w)(?!(?<=\d)[.,]\d)"
    return bool(words(fragment)) and re.search(whole, sentence) is not None


def _where(quote: str, bank: Bank, copy: dict[str, list[str]]) -> Locator | None:
    at: Sequence[Locator] = bank.source.locators
    return next((a for a in at if _proved(quote, a, bank, copy)), None)


def _proved(quote: str, at: Locator, bank: Bank, copy: dict[str, list[str]]) -> bool:
    return any(stands_in(quote, sentence) for sentence in copy.get(bank.source.fingerprint(at) or "", ()))


def _start(text: str) -> str:
    """Return the first words of a sentence: enough to find it, and no copy of it."""
    shown = text.split()[:6]
    return f"'{' '.join(shown)} ...'"
