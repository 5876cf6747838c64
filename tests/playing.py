"""What tests of `play` share: what to type for a right or a wrong answer, and what is in the database."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from nkquiz.model import Arrangement, Choice, Entry, EntryKind, Question
from nkquiz.progress.records import Logged
from nkquiz.progress.store import Store
from nkquiz.quiz.grading import LETTERS, grade, read
from nkquiz.quiz.material import Material, open_material
from nkquiz.quiz.session import new_round

QUIZ_BANK = Path(__file__).resolve().parent.parent / "data" / "examples" / "drowned-observatory.yaml"
SMALL = "brill-library"


def opened(folder: Path | None = None) -> Store:
    """Return the progress database, to be closed."""
    return Store((folder or Path(os.environ["NKQUIZ_HOME"])) / "progress.sqlite", lambda: datetime.now(UTC))


def log(bank: str = SMALL, folder: Path | None = None) -> list[Logged]:
    """Return the answers in the database that were not taken back."""
    with opened(folder) as store:
        return store.log(bank)


def kept(bank: str = SMALL, folder: Path | None = None) -> list[tuple[str, bool]]:
    """Return (claim, right) of them."""
    return [(logged.marks[0].claim, logged.right) for logged in log(bank, folder)]


def material(path: Path | None = None) -> Material:
    """Return the material of a bank, from the cache that the program uses too."""
    return open_material(path, Path(os.environ["NKQUIZ_HOME"]) / "cache")


def asked(path: Path | None, seed: int, count: int = 10, *types: str) -> tuple[Question, ...]:
    """Return the questions of a round with a seed."""
    return new_round(material(path), seed, count, types).questions


def typed(question: Question, right: bool = True) -> str:
    """Return what to type for a right or a wrong answer."""
    form = question.form
    match form:
        case Choice():
            return str(next(n for n, option in enumerate(form.options, 1) if (option.id == form.key) is right))
        case Arrangement():
            ids = [item.id for item in form.items]
            key = "".join(LETTERS[ids.index(id_)] for id_ in form.key)
            return key if right else key[1] + key[0] + key[2:]
        case Entry():
            if right:
                return form.accepted[0]
            dates = (form.accepted[0].replace(str(year), "1806") for year in range(1900, 2030))
            tries = [option.text for option in form.wrong]
            tries += ["7777"] if form.kind is EntryKind.NUMBER else [*dates, "May", "3 May", "Zanzibar"]
            return next(text for text in tries if read(form, text) and not grade(question, text).right)
