"""A table for spreadsheets: a row for each question. No cell is taken for a formula; several values of one stand on
lines of their own."""

from __future__ import annotations

from collections.abc import Iterable

from nkquiz.classroom.sheet import csv_text
from nkquiz.export import wording
from nkquiz.export.deck import Deck, Exported
from nkquiz.model import Arrangement, Choice, Entry, Option, Question
from nkquiz.text import one_line

COLUMNS = (
    "identifier",
    "type",
    "topic",
    "prompt",
    "text",
    "form",
    "slots",
    "options",
    "reasons",
    "answer",
    "also_right",
    "hint",
    "tolerance",
    "explanation",
    "claims",
    "said",
    "locators",
    "fragments",
    "notes",
    "source",
)


def write(deck: Deck) -> Exported:
    """Return the table with its head, as UTF-8. Rows end in CR LF."""
    rows = (_row(deck, question) for question in deck.questions)
    return Exported(csv_text(COLUMNS, ([row[column] for column in COLUMNS] for row in rows)).encode())


def _row(deck: Deck, question: Question) -> dict[str, str]:
    """Return the cells of a question. What is wrong with an option stands on its line under `reasons`."""
    claims = [claim for id_ in question.claims if (claim := deck.bank.claim_by_id.get(id_))]
    evidence = [evidence for claim in claims for evidence in claim.evidence]
    return {
        **dict.fromkeys(COLUMNS, ""),
        "identifier": wording.identifier(deck, question),
        "type": question.type,
        "topic": one_line(deck.bank.topics.get(question.topic, question.topic)),
        "prompt": one_line(question.prompt),
        "text": one_line(question.text),
        **_form(question),
        "explanation": one_line(question.explanation),
        "claims": _lines(question.claims),
        "said": _lines(claim.text for claim in claims),
        "locators": _lines(str(each.at) for each in evidence),
        "fragments": _lines(each.quote for each in evidence),
        "notes": _lines(wording.note(claim) for claim in claims if claim.note),
        "source": one_line(deck.bank.source.citation),
    }


def _form(question: Question) -> dict[str, str]:
    match question.form:
        case Choice() as form:
            return {"form": "choice", **_options(form.options), "answer": wording.key(question)}
        case Entry() as form:
            return {
                "form": "entry",
                "options": "",
                "reasons": _lines(f"{each.text}: {each.why}" for each in form.wrong if each.why),
                "answer": wording.key(question),
                "also_right": _lines(form.accepted[1:]),
                "hint": one_line(form.hint),
                "tolerance": f"{form.tolerance:g}" if form.tolerance else "",
            }
        case Arrangement() as form:
            answers = _lines(form.item(id_).text for id_ in form.key)
            return {
                "form": "arrangement",
                "slots": _lines(wording.slots(form)),
                **_options(form.items),
                "answer": answers,
            }


def _options(options: tuple[Option, ...]) -> dict[str, str]:
    reasons = [wording.why(option) for option in options]
    return {"options": _lines(option.text for option in options), "reasons": _lines(reasons) if any(reasons) else ""}


def _lines(values: Iterable[str]) -> str:
    return "\n".join(map(one_line, values))
