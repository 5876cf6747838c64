"""`nkquiz bank questions`: what a bank gives to ask, for a teacher to review or to print."""

from __future__ import annotations

import sys
from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from nkquiz.cli.chosen import chosen
from nkquiz.cli.options import BankOption, TopicOption, TypeOption


class QuestionFormat(StrEnum):
    """How questions are listed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def bank_questions(
    topic: TopicOption = None,
    type_: TypeOption = None,
    count: Annotated[int | None, typer.Option("-n", "--count", min=1, help="At most so many: a round.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives other lures and statements.")] = 1,
    format_: Annotated[QuestionFormat, typer.Option("--format", help="How they are written.")] = QuestionFormat.TEXT,
    bank: BankOption = None,
) -> None:
    """List the questions that a bank gives, with their keys and lures: one of each type for each claim, or so many that
    none repeats another's claim or tells its answer."""
    from nkquiz.cli.opening import open_material
    from nkquiz.render import questions as render
    from nkquiz.render.data import to_json
    from nkquiz.render.wording import counted

    material = open_material(bank)
    listed = chosen(material, count, topic, type_, seed)
    if format_ is QuestionFormat.JSON:
        print(to_json(render.questions_data(listed), indent=2))
        return
    lines = render.as_text(listed) if format_ is QuestionFormat.TEXT else render.as_markdown(listed, material.bank)
    for line in lines:
        print(line)
    kinds = ", ".join(f"{name} {number}" for name, number in Counter(q.type for q in listed).items())
    print(f"{counted(len(listed), 'question')}: {kinds}", file=sys.stderr)
    if count is not None and len(listed) < count:
        print("No more of them go together; without -n all are listed.", file=sys.stderr)
