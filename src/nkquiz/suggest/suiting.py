"""Whether the opposite of a word suits what stands beside it: its complement, its noun, its subject."""

from __future__ import annotations

import re

from nkquiz.check.tags import Tag
from nkquiz.language.units import is_measure
from nkquiz.language.words import form
from nkquiz.model import EntityKind
from nkquiz.suggest.model import Said
from nkquiz.suggest.verbs import PLURALS

_PREDICATIVE = frozenset("alive asleep awake alone afraid ill well unlikely likely closed".split())  # before no noun
_ALONE = frozenset("die depart disappear thrive wither".split())  # they have no object
_BOTH_WAYS = frozenset("rise fall".split())  # of figures, not of what stands or lies somewhere
_SEASONS = frozenset("spring summer autumn winter".split())
_MEMBERS = frozenset("party union club team league alliance federation pact treaty army council group".split())


def suits(said: Said, index: int, other: str) -> bool:
    """Say whether an opposite can stand where a word of the claim does."""
    tag, token = said.reading.tags[index], said.tokens[index]
    before = said.reading.tags[index - 1] if index else Tag.MARK
    after = said.reading.tags[index + 1] if index + 1 < len(said.tokens) else Tag.MARK
    following = said.tokens[index + 1] if index + 1 < len(said.tokens) else None
    if tag is Tag.ADJECTIVE:
        # "alive debt", "the most desirable unlikely candidate", "slow becoming"
        before_noun = after in (Tag.NOUN, Tag.NAME, Tag.ADJECTIVE)
        return not (other in _PREDICATIVE and before_noun) and not (after is Tag.VERB and following is not None)
    if tag is Tag.NOUN:
        if token.lemma == "end":  # of a time or a deed, not of a thing
            return following is not None and following.text in ("of", "to") and before is Tag.DETERMINER
        if token.lemma in _SEASONS and before is Tag.DETERMINER and said.tokens[index - 1].text in ("the", "a", "an"):
            return False  # it may be a spring of water
        return before is not Tag.NOUN and after is not Tag.NOUN  # "ticket sales"
    return tag is not Tag.VERB or (_is_finite_or_led(said, index) and _verb_suits(said, index, other, after))


def _is_finite_or_led(said: Said, index: int) -> bool:
    """Say whether a word in the form of an infinitive is one, or stands behind a plural: "keep the door open" and "is
    open as a museum" have an adjective."""
    token = said.tokens[index]
    if token.text != token.lemma:
        return True
    at = index - 1
    while at > 0 and said.reading.tags[at] is Tag.ADVERB:
        at -= 1
    led = said.tokens[at] if at >= 0 else None
    if led is None:
        return True
    plural = led.text in PLURALS or (led.text.endswith("s") and said.reading.tags[at] in (Tag.NOUN, Tag.NAME))
    return plural or led.text in _LEADING


_LEADING = frozenset(
    "to will would can could may might must shall should do does did not who which that i you we they and or".split()
)


def _verb_suits(said: Said, index: int, other: str, after: Tag) -> bool:
    lemmas = {said.tokens[index].text, *said.tokens[index].lemmas}
    rest = said.text[said.tokens[index].end :]
    object_follows = after in (Tag.DETERMINER, Tag.NOUN, Tag.NAME, Tag.ADJECTIVE, Tag.NUMBER)
    known = form(other)
    if object_follows and not _ALONE.isdisjoint(known.lemmas if known else (other,)):
        return False  # "died the fire"
    if "join" in lemmas:
        return _names_members(said, said.tokens[index].end)
    if not lemmas.isdisjoint(_BOTH_WAYS):
        measured = re.match(r" (?:by|from|to|sharply|slightly|steadily)\b|\.?$", rest) or _tells_figures(said)
        return bool(measured) and not re.match(r" (?:off|down|over|into|onto|behind|apart|asleep|ill)\b", rest)
    # "before the Union dissolved" has an opposite that needs an object or a helper.
    return not _ALONE_ITSELF & lemmas or _is_helped(said, index) or object_follows


_ALONE_ITSELF = frozenset(("dissolve", "contract", "evaporate"))


def _is_helped(said: Said, index: int) -> bool:
    return any(token.lemma == "be" or "be" in token.lemmas for token in said.tokens[max(0, index - 2) : index])


def _names_members(said: Said, start: int) -> bool:
    """Say whether what is joined has members, who can leave it."""
    entities = said.material.bank.entity_by_id
    after = [gap for gap in said.gaps(entity=True) if start < gap.start <= start + 6]
    if any(entities[gap.entity].kind in (EntityKind.ORGANISATION, EntityKind.GROUP) for gap in after):
        return True
    return any(word in _MEMBERS for word in re.findall(r"[a-z]+", said.text[start:].lower())[:4])


def _tells_figures(said: Said) -> bool:
    """Say whether a claim tells how much something is, in money, percent or plain numbers: prices rise and fall."""
    numbers = [gap.quantity for gap in said.gaps(number=True) if gap.quantity]
    return any(not is_measure(quantity.unit) for quantity in numbers)
