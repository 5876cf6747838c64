"""A paper as a file that `nkquiz mark` reads: the questions whole, and for each variant the order of their ids."""

from __future__ import annotations

import json
from typing import Any

from nkquiz.classroom.paper import Paper, Variant, reordered, shown_ids
from nkquiz.errors import InputError
from nkquiz.progress.records import questions_from, questions_text

FORMAT = "nkquiz-paper"
VERSION = 1
SUFFIX = ".paper.json"
_AGAIN = "print the paper again with the same seed and options, or get the file from a copy"


def paper_text(paper: Paper) -> str:
    """Return a paper as JSON, one line a question and a variant."""
    rows = [json.dumps(row, ensure_ascii=False) for row in json.loads(questions_text(paper.questions))]
    variants = [json.dumps(_variant_data(variant), ensure_ascii=False) for variant in paper.variants]
    head = {"format": FORMAT, "version": VERSION, "title": paper.title, "bank": paper.bank}
    head |= {"source": paper.source, "seed": paper.seed}
    shown = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    listed = (f' "{name}": [\n  ' + ",\n  ".join(lines) + "\n ]" for name, lines in _both(rows, variants))
    return ",\n".join((shown, *listed)) + "\n}\n"


def _both(rows: list[str], variants: list[str]) -> tuple[tuple[str, list[str]], ...]:
    return ("questions", rows), ("variants", variants)


def _variant_data(variant: Variant) -> dict[str, Any]:
    return {"letter": variant.letter, "questions": [[q.id, *shown_ids(q.form)] for q in variant.questions]}


def paper_from(data: bytes, name: str) -> Paper:
    """Return the paper in a file's bytes. `name` is the file's, for messages.

    Raises:
        InputError: it is no paper, one of a newer version, or damaged.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{name}{line}: no file of a paper: it is not JSON in UTF-8", _AGAIN) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError(f"{name} is no file of a paper", f"give the *{SUFFIX} that `nkquiz paper` wrote")
    if found.get("version") != VERSION:
        raise InputError(
            f"{name} was written by another version of nkquiz (its format is {found.get('version')}, not {VERSION})",
            "mark it with the version that made it, or a newer one",
        )
    try:
        json.dumps(found, ensure_ascii=False).encode()  # half characters can't be kept
        return _paper(found)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError(f"{name} is damaged: {error or type(error).__name__}", _AGAIN) from error


def _paper(found: dict[str, Any]) -> Paper:
    questions = questions_from(json.dumps(found["questions"]))
    by_id = {question.id: question for question in questions}
    variants = tuple(
        Variant(
            str(row["letter"]),
            tuple(reordered(by_id[id_], [str(option) for option in options]) for id_, *options in row["questions"]),
        )
        for row in found["variants"]
    )
    if not questions or not variants or len({variant.letter for variant in variants}) < len(variants):
        raise ValueError("it has no question or no variant, or one variant twice")
    for variant in variants:
        if sorted(question.id for question in variant.questions) != sorted(by_id):
            raise ValueError(f"variant {variant.letter} has other questions")
    title, bank, source = (str(found[name]) for name in ("title", "bank", "source"))
    return Paper(title, bank, source, int(found["seed"]), questions, variants)
