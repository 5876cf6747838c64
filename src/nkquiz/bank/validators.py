"""What makes a loaded bank poor, each as a function Bank -> problems. VALIDATORS is the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from nkquiz.bank.codes import RESTATING
from nkquiz.model import Bank, Claim, ClaimKind, Locator, Problem, Severity, SourceKind
from nkquiz.text import words

MAX_QUOTE_WORDS = 10
MIN_RESTATEMENTS = 3
MIN_FALSE_VARIANTS = 3


def quotes_too_long(bank: Bank) -> Iterator[Problem]:
    """Fragments of more than ten words: the source is somebody's work."""
    for claim in (*bank.claims, *bank.drafts):
        for evidence in claim.evidence:
            if (count := len(evidence.quote.split())) > MAX_QUOTE_WORDS:
                what = "draft" if claim.draft else "claim"
                message = f"the fragment of {what} '{claim.id}' at {evidence.at} has {count} words"
                yield Problem(
                    evidence.line, message, f"at most {MAX_QUOTE_WORDS}: choose the words that prove it", code="quote"
                )


def too_few_variants(bank: Bank) -> Iterator[Problem]:
    """Claims without enough restatements or false variants: the checker and the quiz live on them. Cards are asked with
    their own questions."""
    cards = bank.source.kind is SourceKind.CARDS
    for claim in bank.claims:
        if cards and claim.questions:
            continue
        for what, found, least in (
            ("restatements", len(claim.restatements), MIN_RESTATEMENTS),
            ("false variants", len(claim.false_variants), MIN_FALSE_VARIANTS),
        ):
            if found < least:
                message = f"claim '{claim.id}' has {found} {what if found != 1 else what[:-1]}"
                yield Problem(claim.line, message, f"write at least {least}", Severity.WARNING, code="variants")


def true_and_false(bank: Bank) -> Iterator[Problem]:
    """False variants that say the same as the claim, a restatement, or a restatement of another claim."""
    true = {tuple(words(text)): claim.id for claim in bank.claims for text in claim.affirmations}
    for claim in bank.claims:
        for variant in claim.false_variants:
            if (other := true.get(tuple(words(variant.text)))) is not None:
                whose = "its own claim" if other == claim.id else f"claim '{other}'"
                message = f"a false variant of claim '{claim.id}' equals a text of {whose}"
                yield Problem(variant.line, message, "change one of the two", code="true-and-false")


def said_twice(bank: Bank) -> Iterator[Problem]:
    """Claims, restatements, false variants or unknowns that stand twice."""
    texts = [(tuple(words(claim.text)), claim.line, f"claim '{claim.id}'") for claim in bank.claims]
    for claim in bank.claims:
        texts += [(tuple(words(r.text)), r.line, f"a restatement of claim '{claim.id}'") for r in claim.restatements]
    false = [
        (tuple(words(v.text)), v.line, f"a false variant of claim '{claim.id}'")
        for claim in bank.claims
        for v in claim.false_variants
    ]
    unknowns = [(tuple(words(u.text)), u.line, "an unknown") for u in bank.unknowns]
    for group in (texts, false, unknowns):
        for _, same in groupby(sorted(group, key=lambda item: item[:2]), key=lambda item: item[0]):
            (_, first, where), *rest = same
            for _, line, what in rest:
                yield Problem(line, f"{what} says the same as {where} on line {first}", "remove one", code="said-twice")


def alias_of_two(bank: Bank) -> Iterator[Problem]:
    """A name that stands for two entities: the checker could not tell them apart."""
    seen: dict[tuple[str, ...], str] = {}
    for entity in bank.entities:
        for alias in dict.fromkeys((entity.name, *entity.aliases, *entity.in_context)):
            other = seen.setdefault(tuple(words(alias)), entity.id)
            if other != entity.id:
                message = f"'{alias}' stands for both '{other}' and '{entity.id}'"
                yield Problem(entity.line, message, "keep it with one of them", code="alias")


def unused_topics(bank: Bank) -> Iterator[Problem]:
    """Topics without a claim."""
    used = {claim.topic for claim in (*bank.claims, *bank.drafts)}
    for topic in bank.topics:
        if topic not in used:
            yield Problem(0, f"topic '{topic}' has no claim", "remove it", Severity.WARNING, code="unused-topic")


def uncovered_sentences(bank: Bank) -> Iterator[Problem]:
    """Sentences of the source without a claim, a draft of one, and a stated reason."""
    covered = covered_sentences(bank) | {at for draft in bank.drafts for at in draft.locators}
    for at in bank.source.locators:
        if at not in covered:
            hint = "write a claim, or state under 'skipped' why there is none"
            yield Problem(bank.source.line, f"sentence {at} has no claim", hint, code="uncovered")
    for at in bank.skipped:
        if bank.source.paragraphs and bank.source.fingerprint(at) is None:
            yield Problem(bank.source.line, f"skipped sentence {at} is out of range", "remove it", code="skipped-range")


def no_fingerprints(bank: Bank) -> Iterator[Problem]:
    """A source whose sentences are not listed: its locators can't be proved."""
    if not bank.source.paragraphs and bank.source.kind is not SourceKind.CARDS:
        hint = "`nkquiz bank fingerprint ARTICLE` prints what to paste under 'source'"
        message = "the source has no fingerprints, so no locator can be verified"
        yield Problem(bank.source.line, message, hint, Severity.WARNING, code="no-fingerprints")


def no_evidence(bank: Bank) -> Iterator[Problem]:
    """Claims of a set of cards that is being attached to an article, and that have no place in it yet."""
    for claim in bank.claims if bank.source.paragraphs else ():
        if not claim.evidence:
            hint = "add where the article says it, or remove the claim"
            yield Problem(claim.line, f"claim '{claim.id}' has no evidence", hint, Severity.WARNING, code="evidence")


def unfinished(bank: Bank) -> Iterator[Problem]:
    """Drafts, with all that each still lacks."""
    for draft in bank.drafts:
        lacks = list(_lacking(draft, bank))
        message = f"draft '{draft.id}' " + (f"lacks {', '.join(lacks)}" if lacks else "has all that a claim needs")
        hint = "remove 'draft: true' when it is finished" if lacks else "remove 'draft: true'"
        severity = Severity.WARNING if lacks else Severity.HINT
        yield Problem(draft.line, message, hint, severity, code="draft")


def _lacking(draft: Claim, bank: Bank) -> Iterator[str]:
    if not draft.text:
        yield "a text"
    for what, id_, known in (("topic", draft.topic, bank.topics), ("speaker", draft.speaker, bank.entity_by_id)):
        if id_ and id_ not in known:
            yield f"a {what} that the bank has ('{id_}' is none)"
    if not draft.topic:
        yield "a topic"
    if draft.kind is ClaimKind.OPINION and not draft.speaker:
        yield "a speaker"
    gone = [at for at in draft.locators if bank.source.paragraphs and bank.source.fingerprint(at) is None]
    if gone:
        yield f"a sentence of the article as its evidence ({', '.join(map(str, gone))} is none)"
    if bank.source.kind is SourceKind.CARDS and draft.questions:
        return
    if (count := len(draft.restatements)) < MIN_RESTATEMENTS:
        yield f"{MIN_RESTATEMENTS - count} restatements" if count < MIN_RESTATEMENTS - 1 else "a restatement"
    if (count := len(draft.false_variants)) < MIN_FALSE_VARIANTS:
        yield f"{MIN_FALSE_VARIANTS - count} false variants" if count < MIN_FALSE_VARIANTS - 1 else "a false variant"


def one_reason(bank: Bank) -> Iterator[Problem]:
    """Claims whose false variants are all wrong in the same way: who sees one sees through the others."""
    for claim in bank.claims:
        reasons = {variant.reason for variant in claim.false_variants}
        if len(claim.false_variants) >= MIN_FALSE_VARIANTS and len(reasons) == 1:
            message = f"all false variants of claim '{claim.id}' have the reason '{min(reasons)}'"
            hint = f"`nkquiz bank suggest {claim.id}` offers others"
            yield Problem(claim.line, message, hint, Severity.HINT, code="one-reason")


def same_words(bank: Bank) -> Iterator[Problem]:
    """Restatements that have no other words than their claim: nobody is recognised by them who puts it differently."""
    for claim in bank.claims:
        for restatement in claim.restatements:
            mine, theirs = words(claim.text), words(restatement.text)
            if mine != theirs and sorted(mine) == sorted(theirs):
                message = f"a restatement of claim '{claim.id}' has the words of the claim in another order"
                yield Problem(restatement.line, message, RESTATING, Severity.HINT, code="same-words")


VALIDATORS: tuple[Callable[[Bank], Iterator[Problem]], ...] = (
    quotes_too_long,
    too_few_variants,
    true_and_false,
    said_twice,
    alias_of_two,
    unused_topics,
    no_fingerprints,
    uncovered_sentences,
    no_evidence,
    unfinished,
    one_reason,
    same_words,
)


def covered_sentences(bank: Bank) -> frozenset[Locator]:
    """Return the locators that have a claim or a stated reason for having none."""
    cited = {evidence.at for claim in bank.claims for evidence in claim.evidence}
    return frozenset(cited | set(bank.skipped))


def lint(bank: Bank) -> list[Problem]:
    """Return everything the validators find, ordered by line."""
    found = (problem for validator in VALIDATORS for problem in validator(bank))
    return sorted(found, key=lambda problem: problem.line)
