"""How another name in a place of the claim makes it wrong: who did it, who says it, where, or to whom."""

from __future__ import annotations

import re

from nkquiz.check.tags import Tag
from nkquiz.language.lexicon import lexicon
from nkquiz.model import Entity, EntityKind, Reason
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.material import begins
from nkquiz.suggest.model import Said

_WHERE = re.compile(
    r"\b(?:in|at|near|from|to|into|through|across|above|below|on|off|around|outside|inside|towards?|beyond|via|of) "
    r"(?:the )?$"
)
_JOINED = re.compile(r"(?:[Tt]he |, | and |, and )*")


def reason_of(said: Said, gap: Gap, entity: Entity) -> Reason:
    """Return how the claim is wrong with another name in that gap."""
    if gap.entity == said.claim.speaker or (begins(said.text, gap) and _says(said, gap)):
        return Reason.SPEAKER
    before = said.text[: gap.start]
    if begins(said.text, gap) or re.search(r" by (?:the )?$", before) or _is_joined(said, gap) or _acts(said, gap):
        return Reason.ACTOR
    if entity.kind is EntityKind.PLACE:
        return Reason.PLACE
    if entity.kind is EntityKind.ORGANISATION and _is_in_subject(said, gap):
        return Reason.ACTOR
    where = _WHERE.search(before)
    return Reason.PLACE if where and entity.kind is EntityKind.COUNTRY and "of" not in where[0] else Reason.OBJECT


def _index(said: Said, offset: int) -> int:
    return next((n for n, token in enumerate(said.tokens) if token.start >= offset), len(said.tokens))


def _says(said: Said, gap: Gap) -> bool:
    """Say whether what a name is followed by is that it says or thinks something: a verb of saying, and "that"."""
    rest = said.tokens[_index(said, gap.end) :]
    that = next((n for n, token in enumerate(rest) if token.text == "that"), len(rest))
    return that < len(rest) and any(
        lexicon().has("reporting", lemma) for token in rest[: min(that, 3)] for lemma in token.lemmas
    )


def _is_joined(said: Said, gap: Gap) -> bool:
    """Say whether a name is one of several with which the claim begins: "Ada Berg and Tom Hale"."""
    text = said.text[: gap.start]
    for other in reversed([each for each in said.found.gaps if each.entity and each.end <= gap.start]):
        text = text[: other.start] + text[other.end :]
    return bool(text) and _JOINED.fullmatch(text) is not None


def _is_in_subject(said: Said, gap: Gap) -> bool:
    """Say whether a name is part of what the claim begins with, before any verb: "The team at Orin University"."""
    at = _index(said, gap.start)
    inside = re.search(r" (?:at|of|in|from) (?:the )?$", said.text[: gap.start])
    return inside is not None and not any(
        tag in (Tag.VERB, Tag.AUXILIARY, Tag.MODAL, Tag.MARK) for tag in said.reading.tags[:at]
    )


def _acts(said: Said, gap: Gap) -> bool:
    """Say whether a name begins a clause of its own: "when Ada Berg became mayor"."""
    at, after = _index(said, gap.start), _index(said, gap.end)
    tags = said.reading.tags
    if at == 0 or after >= len(tags) or said.tokens[at].possessive:
        return False
    opens = tags[at - 1] in (Tag.SUBORDINATOR, Tag.RELATIVE) or said.tokens[at - 1].text == "that"
    return opens and tags[after] in (Tag.VERB, Tag.AUXILIARY, Tag.MODAL)
