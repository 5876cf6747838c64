"""The question types: each makes a question from a claim. A new type is one file here and one line in TYPES."""

from __future__ import annotations

from collections.abc import Callable

from nkquiz.model import Bank, Claim, Question
from nkquiz.quiz.types.choice import choice
from nkquiz.quiz.types.truth import truth

Maker = Callable[[Claim, Bank, int], Question | None]

TYPES: dict[str, Maker] = {
    "choice": choice,
    "truth": truth,
}
