"""Whether one question tells the answer to another one, before or after it is answered itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nkquiz.model import Arrangement, Choice, Entry, Question
from nkquiz.quiz.gaps import BLANK
from nkquiz.quiz.material import Material, stems
from nkquiz.text import words

# The share of a question's words that a sentence must have to speak of the same thing; more where the answer is the
# whole statement, and not a word of it.
_SAME, _SAME_STATEMENT = 0.6, 0.75


@dataclass(frozen=True, slots=True)
class _Secret:
    """What must not be told: the words around it, and those of the answer itself where it is part of a statement."""

    around: frozenset[str]
    answer: frozenset[str]


def tells(one: Question, other: Question, material: Material) -> bool:
    """Say whether what is shown with `one`, its feedback included, tells the answer to `other`."""
    texts = list(_shown(one, material))
    told = sum(any(_is_told(secret, text) for text in texts) for secret in _secrets(other, material))
    return told > isinstance(other.form, Arrangement)  # of one event alone, no order can be told


def _is_told(secret: _Secret, text: str) -> bool:
    found = stems(text) | frozenset(words(text))
    least = _SAME if secret.answer else _SAME_STATEMENT
    if len(found & secret.around) < least * len(secret.around):
        return False
    return secret.answer <= frozenset(words(text))


def _shown(question: Question, material: Material) -> Iterator[str]:
    yield question.text
    for id_ in question.claims:
        if claim := material.bank.claim_by_id.get(id_):
            yield claim.text
            yield from (evidence.quote for evidence in claim.evidence)
            if claim.note:
                yield claim.note.text
    match question.form:
        case Choice():
            yield from (option.text for option in question.form.options)
        case Arrangement():
            yield from question.form.slots
            yield from (item.text for item in question.form.items)


def _secrets(question: Question, material: Material) -> Iterator[_Secret]:
    match question.form:
        case Entry():
            asked = question.text or question.prompt
            yield _Secret(stems(asked) or frozenset(words(asked)), frozenset(words(question.form.accepted[0])))
        case Choice() if BLANK in question.text:
            key = question.form.option(question.form.key)
            yield _Secret(stems(question.text), frozenset(words(key.text if key else "")))
        case _:
            for id_ in question.claims:
                if claim := material.bank.claim_by_id.get(id_):
                    yield _Secret(stems(claim.text), frozenset())
