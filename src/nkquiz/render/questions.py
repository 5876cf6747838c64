"""Questions with their answers, for a teacher to review: as text, as Markdown to print, and as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nkquiz.export.data import question_data
from nkquiz.model import Arrangement, Bank, Choice, Entry, Form, Option, Question
from nkquiz.quiz.grading import LETTERS
from nkquiz.render.terminal import safe
from nkquiz.render.wording import NO_PLACE

VERSION = 1
_CAPITALS = LETTERS.upper()


def as_text(questions: Iterable[Question]) -> Iterator[str]:
    """Yield lines: each question with its key marked by `=`, its lures by `-`."""
    for question in questions:
        yield f"{question.claim}  {question.type}  {question.id}"
        yield f"  {safe(question.prompt)}"
        if question.text:
            yield f"  {safe(question.text)}"
        yield from (f"    {line}" for line in _answers(question))
        yield ""


def _answers(question: Question) -> Iterator[str]:
    match question.form:
        case Choice() as form:
            for option in form.options:
                yield f"{'=' if option.id == form.key else '-'} {_with_why(option)}"
        case Entry() as form:
            yield f"= {safe(form.accepted[0])}" + (f"  ({safe(form.hint)})" if form.hint else "")
            if len(form.accepted) > 1:
                yield f"  also: {safe('; '.join(form.accepted[1:]))}"
            yield from (f"- {_with_why(option)}" for option in form.wrong if option.why)
        case Arrangement() as form:
            texts = [form.item(id_).text for id_ in form.key]
            for number, (slot, text) in enumerate(zip(form.slots, texts, strict=True), 1):
                yield f"{number} = {safe(text)}" + (f": {safe(slot)}" if slot else "")


def _with_why(option: Option) -> str:
    return safe(option.text) + (f"  ({safe(option.why)})" if option.why else "")


def as_markdown(questions: Iterable[Question], bank: Bank) -> Iterator[str]:
    """Yield the lines of a sheet of questions, and of the answers with their evidence on a page of its own."""
    numbered = list(enumerate(questions, 1))
    yield f"# {escaped(bank.source.title)}"
    yield ""
    for number, question in numbered:
        yield f"**{number}.** {escaped(question.prompt)}"
        yield ""
        if question.text:
            yield f"> {escaped(question.text)}"
            yield ""
        yield from _to_fill_in(question)
        yield ""
    yield "# Answers"
    yield ""
    for number, question in numbered:
        yield f"{number}. {escaped(_key(question.form))} {_evidence(question, bank)}"


def _to_fill_in(question: Question) -> Iterator[str]:
    match question.form:
        case Choice() as form:
            for letter, option in zip(_CAPITALS, form.options, strict=False):
                yield f"- [ ] {letter}: {escaped(option.text)}"
        case Entry() as form:
            yield f"Answer ({escaped(form.hint)}): \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"
        case Arrangement() as form:
            for number, slot in enumerate(form.slots, 1):
                if slot:
                    yield f"- {number}: {escaped(slot)}"
            if not form.is_order:
                yield ""
            yield from (f"- \\_\\_ {letter}: {escaped(i.text)}" for letter, i in zip(LETTERS, form.items, strict=False))


def _key(form: Form) -> str:
    """Return the right answer by the letters and numbers of the sheet, with the text."""
    match form:
        case Choice():
            return next(f"{c}: {o.text}" for c, o in zip(_CAPITALS, form.options, strict=False) if o.id == form.key)
        case Entry():
            return form.accepted[0]
        case Arrangement():
            letters = {item.id: letter for letter, item in zip(LETTERS, form.items, strict=False)}
            numbered = enumerate(form.key, 1)
            return "; ".join(f"{number} {letters[id_]}: {form.item(id_).text.rstrip('.')}" for number, id_ in numbered)


def _evidence(question: Question, bank: Bank) -> str:
    claims = [bank.claim_by_id[id_] for id_ in question.claims if id_ in bank.claim_by_id]
    if not claims:
        return "(the source does not say)"
    quoted = (f'{evidence.at} "{escaped(evidence.quote)}"' for claim in claims for evidence in claim.evidence)
    return f"({'; '.join(dict.fromkeys(quoted)) or NO_PLACE})"


def escaped(text: str) -> str:
    """Return a text on one line in which nothing is Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!])", r"\\\1", safe(text))


def questions_data(questions: Iterable[Question]) -> dict[str, Any]:
    """Return questions as one JSON object."""
    return {"version": VERSION, "questions": [question_data(question) for question in questions]}
