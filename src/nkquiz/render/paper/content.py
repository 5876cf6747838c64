"""What stands on a paper, in words: every text on one line, without control and direction characters. Renderers only
lay it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nkquiz.classroom.paper import Variant, label_of, labels
from nkquiz.model import Arrangement, Bank, Choice, Entry, Question
from nkquiz.quiz.grading import NOT_SAID, in_words, key_of
from nkquiz.render.terminal import safe

ALSO = 4  # other right answers that a key shows
TOLD = "Write your answers on the answer form at the end. Only the form is marked."


class FieldKind(StrEnum):
    """How a question is answered on the form."""

    BOXES = "boxes"  # one of several is marked
    LINE = "line"  # something is written
    PLACES = "places"  # a letter is written into each


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the sheet. `options` have their letter, `slots` their number; an order has slots without a text,
    which are not shown here."""

    number: int
    prompt: str
    text: str
    hint: str
    slots: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A question on the answer form: the labels of its boxes, or what is to be written."""

    number: int
    kind: FieldKind
    labels: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A question in the key: the letter, the answer, what else is right, what was asked, what the source says, and
    where."""

    number: int
    label: str
    answer: str
    also: str
    asked: str
    says: tuple[str, ...]
    evidence: str


def asked(variant: Variant) -> Iterator[Asked]:
    """Yield the questions of a variant's sheet."""
    for number, question in enumerate(variant.questions, 1):
        form = question.form
        texts: list[str] = []
        slots: tuple[tuple[str, str], ...] = ()
        hint = ""
        match form:
            case Choice():
                texts = [option.text for option in form.options]
            case Entry():
                hint = f"Asked for: {safe(form.hint)}" if form.hint else ""
            case Arrangement():
                texts = [item.text for item in form.items]
                slots = tuple((str(n), safe(slot)) for n, slot in enumerate(form.slots, 1) if slot)
                hint = (
                    "Write the letters in the order asked for." if form.is_order else "Write a letter for each number."
                )
        options = tuple(zip(labels(form), map(safe, texts), strict=True))
        yield Asked(number, safe(question.prompt), safe(question.text), hint, slots, options)


def fields(variant: Variant) -> Iterator[Field]:
    """Yield the fields of a variant's answer form."""
    for number, question in enumerate(variant.questions, 1):
        match question.form:
            case Choice() as form:
                yield Field(number, FieldKind.BOXES, labels(form))
            case Entry() as form:
                yield Field(number, FieldKind.LINE, hint=safe(form.hint))
            case Arrangement() as form:
                yield Field(number, FieldKind.PLACES, tuple(str(n) for n in range(1, len(form.slots) + 1)))


def keys(variant: Variant, bank: Bank) -> Iterator[Key]:
    """Yield the right answers of a variant, with what the source says and where."""
    for number, question in enumerate(variant.questions, 1):
        form, key = question.form, key_of(question.form)
        also = "; ".join(safe(text) for text in form.accepted[1 : 1 + ALSO]) if isinstance(form, Entry) else ""
        answer = safe(in_words(form, key))
        says = tuple(text for text in _says(question, bank) if text != answer)
        asked = f"Asked: {' '.join(filter(None, (safe(question.prompt), safe(question.text))))}"
        yield Key(number, label_of(form, key), answer, also, asked, says, _evidence(question, bank))


def _says(question: Question, bank: Bank) -> Iterator[str]:
    for id_ in question.claims:
        claim = bank.claim_by_id.get(id_)
        yield safe(claim.text) if claim else NOT_SAID


def _evidence(question: Question, bank: Bank) -> str:
    claims = [bank.claim_by_id[id_] for id_ in question.claims if id_ in bank.claim_by_id]
    quoted = (f"{evidence.at} “{safe(evidence.quote)}”" for claim in claims for evidence in claim.evidence)
    return "; ".join(dict.fromkeys(quoted))
