"""Which questions a command is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nkquiz.cli.options import check_topics
from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.model import Question
    from nkquiz.quiz.material import Material


def chosen(
    material: Material, count: int | None, topics: Iterable[str] | None, types: Iterable[str] | None, seed: int
) -> tuple[Question, ...]:
    """Return a round of `count` questions, none of which tells another's answer; with None, every question that the
    bank gives, in the bank's order.

    Raises:
        InputError: the bank has no such topic, or gives no such question.
    """
    from nkquiz.quiz.session import every_question, new_round

    topics, types = tuple(topics or ()), tuple(types or ())
    check_topics(topics, material.bank)
    if count is not None:
        found = new_round(material, seed, count, types, topics).questions
    else:
        found = tuple(each for each in every_question(material, seed, types) if not topics or each.topic in topics)
    if not found:
        raise no_question()
    return found


def no_question() -> InputError:
    """Return the error that says that a bank gives no question of the kind that was asked for."""
    return InputError("there is no question of this kind", "leave out --type or --topic; see `nkquiz bank stats`")
