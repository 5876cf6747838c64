"""Grading: what was chosen against the key."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.model import Answer, Option, Question, Score


def chosen(question: Question, typed: str) -> Option | None:
    """Return the option that a typed digit or letter stands for, or None."""
    wanted = typed.strip().lower()
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= 2 and 1 <= int(wanted) <= len(question.options):
        return question.options[int(wanted) - 1]
    named = (option for option in question.options if option.letter and wanted in (option.letter, option.text.lower()))
    return next(named, None)


def grade(question: Question, option: Option) -> Answer:
    """Return the answer that choosing `option` makes."""
    return Answer(question.id, question.claim, option.id, option.id == question.key)


def score(answers: Sequence[Answer]) -> Score:
    """Count answers and right answers."""
    return Score(sum(answer.right for answer in answers), len(answers))
