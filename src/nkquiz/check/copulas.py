"""What a mere "is" says: of what something is said, and which two names it makes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nkquiz.check.grammar import Reading, Verb
from nkquiz.check.tags import Tag
from nkquiz.check.terms import Role, Term, TermKind
from nkquiz.language.tokens import Token

_NAMING = frozenset("call name know".split())  # "is called", "is known as"
_BE = frozenset("is are was were".split())
_BETWEEN = (Tag.DETERMINER, Tag.ADVERB, Tag.NAME)


def subjects(reading: Reading, place: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each term of which something is said by a mere "is", with the last term of what is said."""
    for verb in reading.verbs:
        if place[verb.head] >= 0:
            continue
        members = [n for n, head in enumerate(reading.head) if head == verb.head and place[n] >= 0]
        said = [place[n] for n in members if n > verb.head and reading.role[n] is Role.PATIENT]
        for n in members:
            if n < verb.head and said and reading.role[n] is Role.AGENT and place[n] != said[-1]:
                yield place[n], said[-1]


def identities(
    tokens: Sequence[Token], reading: Reading, place: Sequence[int], terms: Sequence[Term]
) -> Iterator[tuple[int, int]]:
    """Yield two names that a clause says are one: "the capital is Lorne", "the director is called Ann Lee"; nothing
    else may stand on either side."""
    for verb in reading.verbs:
        one, two = _before(reading, place, verb), _after(tokens, reading, place, verb)
        names = one >= 0 and two >= 0 and terms[one].kind is terms[two].kind is TermKind.ENTITY
        if names and not (terms[one].negated or terms[two].negated or reading.scopes.negated[verb.head]):
            yield one, two


def _before(reading: Reading, place: Sequence[int], verb: Verb) -> int:
    """Return the one term that stands before the verb from the beginning of the clause, or -1."""
    found = set(place[: verb.start]) - {-1}
    only = len(found) == 1 and all(tag in _BETWEEN for tag in reading.tags[: verb.start])
    return found.pop() if only else -1


def _after(tokens: Sequence[Token], reading: Reading, place: Sequence[int], verb: Verb) -> int:
    """Return the one term that follows a mere "is" or "is called" to the end of its phrase, or -1."""
    named = verb.passive and tokens[verb.head].lemma in _NAMING
    if not named and not (verb.start == verb.head and tokens[verb.head].text in _BE):
        return -1
    index = verb.head + 1
    if named and index < len(tokens) and tokens[index].text == "as":
        index += 1
    end = index
    while end < len(tokens) and reading.tags[end] in _BETWEEN:
        end += 1
    closed = end == len(tokens) or reading.tags[end] is Tag.MARK
    found = {place[n] for n in range(index, end)} - {-1}
    return found.pop() if closed and len(found) == 1 else -1
