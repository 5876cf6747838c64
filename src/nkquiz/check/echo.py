"""What a part leaves out since the part before has told it of somebody else: "so did Rome", "but Rome did not"."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.check.grammar import Reading
from nkquiz.check.tags import Tag
from nkquiz.language.tokens import Token

_INVERTING = frozenset("so neither nor as".split())
_CLOSING = frozenset("too also either not n't so likewise as well".split())
_HELPING = (Tag.AUXILIARY, Tag.MODAL)
_SUBJECT = (Tag.NAME, Tag.NOUN, Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER, Tag.PRONOUN)


def is_echo(tokens: Sequence[Token], reading: Reading, index: int) -> bool:
    """Say whether "so did Rome" or the like stands at `index`."""
    return (
        index + 2 < len(tokens)
        and tokens[index].text in _INVERTING
        and reading.tags[index + 1] in _HELPING
        and reading.tags[index + 2] in _SUBJECT
        and not any(verb.head > index + 1 for verb in reading.verbs)
    )


def echoed(
    tokens: Sequence[Token], reading: Reading, first: int, last: int, told: tuple[Token, ...]
) -> tuple[tuple[Token, ...], int]:
    """Return what the part from `first` to `last` tells of its subject without saying it, by what was `told` before,
    and where its own words begin; nothing where it says it all itself."""
    if not told:
        return (), first
    if is_echo(tokens, reading, first):
        return told, first + 2
    verbs = [verb for verb in reading.verbs if first <= verb.head < last]
    if len(verbs) != 1 or reading.tags[verbs[0].head] not in _HELPING or verbs[0].start == first:
        return (), first
    rest = [token.text for token in tokens[verbs[0].head + 1 : last] if token.text[0].isalnum()]
    if not _CLOSING.issuperset(rest) or reading.tags[first] not in _SUBJECT:
        return (), first
    return tuple(t for n, t in enumerate(told) if not (_helps(t) and not _is_going(told, n))), first


def _helps(token: Token) -> bool:
    return token.among("negators") or token.among("auxiliary") or token.among("modal")


def _is_going(told: Sequence[Token], index: int) -> bool:
    """Say whether a "been" is all that is told of where somebody was: "had been to Rome"."""
    return [token.text for token in told[index : index + 2]] in (["been", "to"], ["been", "in"], ["been", "at"])


def predicate(tokens: Sequence[Token], reading: Reading, first: int, last: int) -> tuple[Token, ...]:
    """Return what a part tells of its subject: from its first finite verb on."""
    verb = next((v for v in reading.verbs if first < v.start and v.head < last and not v.infinitive), None)
    return tuple(tokens[verb.start : last]) if verb else ()
