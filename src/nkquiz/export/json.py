"""JSON: everything that there is to know about each question, texts as they stand in the bank."""

from __future__ import annotations

from typing import Any

from nkquiz.export import wording
from nkquiz.export.data import question_data, source_data, to_json
from nkquiz.export.deck import Deck, Exported
from nkquiz.model import Claim, Question, Unknown
from nkquiz.quiz.grading import in_words, key_of

VERSION = 1


def write(deck: Deck) -> Exported:
    """Return one JSON object with the source and every question, its answer and its grounds."""
    data = {
        "version": VERSION,
        "title": deck.title,
        "made": deck.made.isoformat(timespec="seconds"),
        "source": source_data(deck.bank),
        "topics": dict(deck.bank.topics),
        "questions": [_question(deck, question) for question in deck.questions],
    }
    return Exported((to_json(data, indent=2) + "\n").encode())


def _question(deck: Deck, question: Question) -> dict[str, Any]:
    """Return a question as `bank questions` has it, the name under which other programs know it, and what follows the
    answer."""
    bank = deck.bank
    grounds = [bank.claim_by_id.get(id_) or bank.unknown_by_id.get(id_) for id_ in question.claims]
    return {
        "identifier": wording.identifier(deck, question),
        **question_data(question),
        "answer": in_words(question.form, key_of(question.form)),
        "explanation": question.explanation,
        "grounds": [_ground(ground) for ground in grounds if ground],
    }


def _ground(ground: Claim | Unknown) -> dict[str, Any]:
    """Return a claim with where the source says it, or what the source does not say."""
    if isinstance(ground, Unknown):
        return {"claim": ground.id, "in_source": False, "text": ground.text, "evidence": [], "note": None}
    return {
        "claim": ground.id,
        "in_source": True,
        "text": ground.text,
        "evidence": [{"locator": str(evidence.at), "fragment": evidence.quote} for evidence in ground.evidence],
        "note": {"text": ground.note.text, "basis": ground.note.basis} if ground.note else None,
    }
