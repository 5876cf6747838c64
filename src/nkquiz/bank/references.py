"""What a bank refers to: each id once, and every topic, entity and sentence that is named is there."""

from __future__ import annotations

from nkquiz.bank.fields import near
from nkquiz.model import Bank, Locator, Problem

UNREAD = Locator(-1, -1)  # in place of a locator that could not be read; no text gives it


def references(bank: Bank) -> list[Problem]:
    """Find ids that stand twice, and references to topics, entities and sentences that the bank does not have.

    Where drafts refer to is seen by lint: a bank in the making loads, and what is finished in it works.
    """
    problems = []
    first: dict[str, int] = {}
    for claim in sorted((*bank.claims, *bank.drafts), key=lambda claim: claim.line):
        if claim.id and claim.id in first:
            message = f"duplicate claim id '{claim.id}' (first on line {first[claim.id]})"
            hint = "ids must be unique: progress is kept under them"
            problems.append(Problem(claim.line, message, hint, code="duplicate-id"))
        first.setdefault(claim.id, claim.line)
    entity_ids, topic_ids = [entity.id for entity in bank.entities], list(bank.topics)
    known = frozenset(entity_ids)
    named = [(claim.speaker, claim.line, f"speaker of claim '{claim.id}'") for claim in bank.claims]
    named += [(entity.of, entity.line, f"'of' of entity '{entity.id}'") for entity in bank.entities]
    for id_, line, what in named:
        if id_ and id_ not in known:
            message = f"unknown entity '{id_}' ({what})"
            problems.append(Problem(line, message, near(id_, entity_ids, problems), code="unknown-entity"))
    filed = [(claim.topic, claim.line, f"claim '{claim.id}'") for claim in bank.claims]
    filed += [(unknown.topic, unknown.line, f"unknown '{unknown.text[:40]}'") for unknown in bank.unknowns]
    for topic, line, what in filed:
        if topic and topic not in bank.topics:
            message = f"unknown topic '{topic}' ({what})"
            problems.append(Problem(line, message, near(topic, topic_ids, problems), code="unknown-topic"))
    if bank.source.paragraphs:
        last = max(bank.source.locators, default=Locator(0, 0))
        for claim in bank.claims:
            for evidence in claim.evidence:
                if evidence.at != UNREAD and bank.source.fingerprint(evidence.at) is None:
                    message = f"locator {evidence.at} of claim '{claim.id}' is out of range"
                    problems.append(Problem(evidence.line, message, f"the last is {last}", code="locator-range"))
    return problems
