"""Questions and sources as plain data for JSON. The keys are a contract, tested one by one."""

from __future__ import annotations

import json
import re
from typing import Any

from nkquiz.model import Arrangement, Bank, Choice, Entry, Option, Question

# Controls beyond ASCII, format and direction characters, lone surrogates: escaped in JSON, so that they neither reach
# a terminal nor fail to be encoded.
_UNSAFE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def to_json(data: Any, indent: int | None = None) -> str:
    """Return `data` as JSON that is readable and safe to print."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(data, ensure_ascii=False, indent=indent))


def source_data(bank: Bank) -> dict[str, Any]:
    """Return how to cite a bank's source."""
    source = bank.source
    return {"bank": bank.id, "title": source.title, "author": source.author, "date": source.date, "url": source.url}


def question_data(question: Question) -> dict[str, Any]:
    """Return a question with its form and its key as one JSON object."""
    return {
        "id": question.id,
        "type": question.type,
        "claims": list(question.claims),
        "topic": question.topic,
        "prompt": question.prompt,
        "text": question.text,
        "form": _form(question),
    }


def _form(question: Question) -> dict[str, Any]:
    match question.form:
        case Choice() as form:
            return {"kind": "choice", "key": form.key, "options": [_option(option) for option in form.options]}
        case Entry() as form:
            return {
                "kind": "entry",
                "expects": form.kind.value,
                "accepted": list(form.accepted),
                "hint": form.hint,
                "unit": form.unit,
                "tolerance": form.tolerance,
                "wrong": [_option(option) for option in form.wrong],
            }
        case Arrangement() as form:
            return {
                "kind": "arrangement",
                "slots": list(form.slots),
                "items": [_option(item) for item in form.items],
                "key": list(form.key),
            }


def _option(option: Option) -> dict[str, str]:
    return {"id": option.id, "text": option.text, "why": option.why}
