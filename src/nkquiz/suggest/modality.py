"""A plan told as done, something possible told as certain, and a deed told as a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.check.tags import Tag
from nkquiz.language.inflection import Shape, shape_of, shaped
from nkquiz.language.words import form
from nkquiz.model import ClaimKind, EntityKind, Reason
from nkquiz.quiz.material import is_well_formed
from nkquiz.suggest.model import Said, Suggestion
from nkquiz.suggest.verbs import PLURALS, finite

_AIMS = frozenset("plan aim intend hope want wish expect propose promise pledge vow".split())
_ACTORS = (EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION)
_AHEAD = re.compile(r"\b(?:next|by|soon|tomorrow|later|within|from|until|before|after|when|once|over (?:\d|the next))")
_MAYBE = ("may", "might", "could")
_PLANNED = "By the source it is planned, not done yet."
_DONE = "By the source it has been done, it is no plan."
_POSSIBLE = "By the source it is only possible, not certain."
_HAVE = {Shape.BASE: "have", Shape.S: "has", Shape.PAST: "had", "is": "has", "are": "have", "was": "had", "were": "had"}
_DUE = re.compile(r"\b(is|are|was|were) (?:planned|expected|scheduled|due|set|supposed|to be|going)\b(?: to)? (\w+)\b")


def modality(said: Said) -> Iterator[Suggestion]:
    """Yield a plan told as done, something possible told as certain, and something done told as a plan."""
    if not is_well_formed(said.text) or re.search(r"\bnot\b|n't\b|\bnever\b|\bif\b|\bunless\b", said.text):
        return
    yield from _as_done(said)
    found = finite(said)
    helper = said.tokens[found.helper].text if found and found.helper >= 0 else ""
    if helper and (match := re.search(rf"\b({helper}) (?!have\b)([a-z]+)\b", said.text)) and helper in _MAYBE:
        yield Suggestion(
            f"{said.text[: match.start()]}will {match[2]}{said.text[match.end() :]}", Reason.MODALITY, _POSSIBLE
        )
    yield from _as_planned(said)


def _as_done(said: Said) -> Iterator[Suggestion]:
    text, tokens = said.text, said.tokens
    if _looks_ahead(said):
        return  # "already opened next year"
    for index, token in enumerate(tokens[:-2]):
        after = tokens[index + 1]
        if token.text in ("that", "whether") or (index and tokens[index - 1].text.endswith("ly")):
            return  # what somebody says or doubts; "increasingly hopes"
        if token.text == "will" and index and said.reading.tags[index - 1] is not Tag.DETERMINER:
            have = _have(said, index)
            if have and after.text.isalpha() and after.text == after.lemma and after.text not in _NO_DEEDS:
                done = f"{have} already {shaped(after.text, Shape.PARTICIPLE)}"
                yield Suggestion(text[: token.start] + done + text[after.end :], Reason.MODALITY, _PLANNED)
            return
        aiming = next((lemma for lemma in token.lemmas if lemma in _AIMS), "")
        verb = tokens[index + 2]
        if aiming and after.text == "to" and said.reading.tags[index] is Tag.VERB and verb.text.isalpha():
            shape = shape_of(token.text, aiming)
            if shape in _HAVE and verb.text not in ("be", "have"):
                done = f"{_HAVE[shape]} already {shaped(verb.text, Shape.PARTICIPLE)}"
                yield Suggestion(text[: token.start] + done + text[verb.end :], Reason.MODALITY, _PLANNED)
            return
    match = _DUE.search(text)
    if match and " to " in match[0] and match[2] not in ("be", "have", "the", "a"):
        verb_form = match[2] if "to be" in match[0] else shaped(match[2], Shape.PARTICIPLE)
        already = f"{_HAVE[match[1]]} already {'been ' if 'to be' in match[0] else ''}{verb_form}"
        yield Suggestion(text[: match.start()] + already + text[match.end() :], Reason.MODALITY, _PLANNED)


_NO_DEEDS = ("be", "have", "never", "not")


def _have(said: Said, end: int) -> str:
    """Return "has" or "have" for the subject that ends there, or "" where it is not sure which."""
    tags = said.reading.tags[:end]
    cut = next((n for n, tag in enumerate(tags) if tag in (Tag.PREPOSITION, Tag.RELATIVE, Tag.MARK)), end)
    if not cut or any(tag is Tag.VERB for tag in tags) or tags[cut - 1] not in (Tag.NOUN, Tag.NAME, Tag.PRONOUN):
        return ""
    head = said.tokens[cut - 1]
    if any(tag is Tag.COORDINATOR for tag in tags[:cut]) or head.text in PLURALS or head.text in ("i", "you"):
        return "have"
    if head.text.endswith("s"):  # "the councils", but "the bus", and "Rovers" may be either
        known = form(head.text)
        plural = known is not None and head.text not in known.lemmas and not head.capital
        return "have" if plural else ""
    return "has"


def _looks_ahead(said: Said) -> bool:
    year = int(said.material.bank.source.date[:4] or 0)
    ahead = any(gap.date and gap.date.year is not None and gap.date.year >= year for gap in said.gaps(date=True))
    return ahead or _AHEAD.search(said.text.lower()) is not None


_DEEDS = frozenset(  # what people plan for long, and tell of beforehand
    "build open close buy sell launch found hire invest publish move sign introduce ban restore borrow lend expand "
    "merge demolish abolish ratify approve visit send withdraw privatise privatize nationalise nationalize join leave "
    "create establish rename replant renovate rebuild install release raise lower reduce pay".split()
)


def _as_planned(said: Said) -> Iterator[Suggestion]:
    """Yield what somebody has done told as what they plan: where a name of one is the subject, and no date is told."""
    found = finite(said)
    if said.claim.kind not in (ClaimKind.FACT, ClaimKind.BACKGROUND) or found is None or found.helper >= 0:
        return
    subject = next((gap for gap in said.gaps(entity=True) if gap.start <= 4), None)
    if subject is None or said.material.bank.entity_by_id[subject.entity].kind not in _ACTORS:
        return
    head = said.tokens[found.head]
    alone = said.text[subject.end : head.start].strip() == "" and not subject.text_in(said.text).endswith("s")
    dated = any(said.gaps(date=True)) or re.search(r"\b(?:ago|last|past|since|after|when|again)\b", said.text)
    following = said.tokens[found.head + 1].text if found.head + 1 < len(said.tokens) else ""
    deed = following != "to" and found.lemma in _DEEDS
    if alone and not dated and deed and found.shape is Shape.PAST:
        text = f"{said.text[: head.start]}plans to {found.lemma}{said.text[head.end :]}"
        yield Suggestion(text, Reason.MODALITY, _DONE)
