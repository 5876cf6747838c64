"""Grading: what was typed or chosen against the key. It looks at a question's form, never at its type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkquiz.model import Answer, Arrangement, Choice, Entry, Form, Mark, Question, Score
from nkquiz.quiz import typed as typed_answers
from nkquiz.quiz.gaps import BLANK

# Confidence-based marking, as Moodle has it: the points for right and wrong, by how sure one was.
POINTS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
LETTERS = "abcdefghij"
NOT_SAID = "The source does not say so."  # what is told of an unknown after the answer


def read(form: Form, typed: str) -> str | None:
    """Return what was typed as an answer is kept (see `Answer.given`), or None where it is no answer to this form."""
    match form:
        case Choice():
            return _chosen(form, typed)
        case Entry():
            return typed.strip() if typed_answers.is_answer(form, typed) else None
        case Arrangement():
            return _arranged(form, typed)


def grade(question: Question, given: str, seconds: float | None = None, confidence: int | None = None) -> Answer:
    """Return the graded answer. `given` is what `read` returned, or empty when the time was up, which is wrong."""
    form = question.form
    match form:
        case Choice():
            right = given == form.key
        case Entry():
            right = bool(given) and typed_answers.is_right(form, given)
        case Arrangement():
            right = tuple(given.split()) == form.key
    marks = tuple(Mark(claim, right) for claim in question.claims)
    if isinstance(form, Arrangement) and given and not right:
        hits = {c for c, put, key in zip(form.claims, given.split(), form.key, strict=True) if put == key}
        marks = tuple(Mark(claim, claim in hits) for claim in question.claims)
    return Answer(question.id, question.type, given, right, marks, seconds, confidence)


def key_of(form: Form) -> str:
    """Return the right answer as an answer is kept."""
    match form:
        case Choice():
            return form.key
        case Entry():
            return form.accepted[0]
        case Arrangement():
            return " ".join(form.key)


def in_words(form: Form, given: str) -> str:
    """Return an answer as people read it; nothing for the empty answer of the clock."""
    if not given:
        return ""
    match form:
        case Choice():
            option = form.option(given)
            return option.text if option else ""
        case Entry():
            return given
        case Arrangement():
            texts = [form.item(id_).text for id_ in given.split()]
            if form.is_order:
                return " ".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
            return "; ".join(put_together(slot, text).rstrip(".") for slot, text in zip(form.slots, texts, strict=True))


def put_together(slot: str, text: str) -> str:
    """Return what belongs together as one text: the sentence without its gap, or the event with its date."""
    return slot.replace(BLANK, text) if BLANK in slot else f"{slot.rstrip('.')}: {text}"


def why_wrong(form: Form, given: str) -> str:
    """Return what the bank knows about this wrong answer, or an empty text."""
    match form:
        case Choice():
            option = form.option(given)
        case Entry():
            option = typed_answers.known_wrong(form, given)
        case Arrangement():
            option = None
    return option.why if option else ""


def score(answers: Sequence[Answer]) -> Score:
    """Count answers, right answers, and the points of those that say how sure they were."""
    sure = [(answer.right, answer.confidence) for answer in answers if answer.confidence]
    points = sum(POINTS[confidence][0 if right else 1] for right, confidence in sure)
    return Score(sum(answer.right for answer in answers), len(answers), points if sure else None)


def rest_of_word(form: Choice, typed: str) -> str:
    """Return what is left of an option's text after the letter that chooses it ("rue" after t); nothing for a digit."""
    option = next((option for option in form.options if option.letter and typed.lower() == option.letter), None)
    return option.text[len(typed) :].lower() if option else ""


def _chosen(form: Choice, typed: str) -> str | None:
    wanted = typed.strip().lower()
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= 2 and 1 <= int(wanted) <= len(form.options):
        return form.options[int(wanted) - 1].id
    named = (option.id for option in form.options if option.letter and wanted in (option.letter, option.text.lower()))
    return next(named, None)


def _arranged(form: Arrangement, typed: str) -> str | None:
    """Read the letters of the items, slot by slot: "bca", "b c a", "1b 2c 3a" or "b, c, a"."""
    letters = re.sub(r"[\s,;.\-\d>)]", "", typed.casefold())
    known = LETTERS[: len(form.items)]
    if len(letters) != len(form.key) or len(set(letters)) != len(letters) or not set(letters) <= set(known):
        return None
    if (numbers := re.findall(r"\d+", typed)) and numbers != [str(n) for n in range(1, len(form.slots) + 1)]:
        return None
    return " ".join(form.items[known.index(letter)].id for letter in letters)
