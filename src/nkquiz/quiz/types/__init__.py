"""The question types: each makes a question from a claim. A new type is one file here and one line in TYPES."""

from __future__ import annotations

from collections.abc import Callable

from nkquiz.model import Claim, Question, Unknown, Verdict
from nkquiz.quiz.material import Material
from nkquiz.quiz.types.choice import choice
from nkquiz.quiz.types.error import error
from nkquiz.quiz.types.gap import gap
from nkquiz.quiz.types.match import match
from nkquiz.quiz.types.order import order
from nkquiz.quiz.types.truth import truth
from nkquiz.quiz.types.value import value
from nkquiz.quiz.types.verdict import of_unknown, verdict
from nkquiz.quiz.types.who import who

Maker = Callable[[Claim, Material, int], Question | None]

TYPES: dict[str, Maker] = {
    "choice": choice,
    "truth": truth,
    "verdict": verdict,
    "gap": gap,
    "value": value,
    "who": who,
    "order": order,
    "match": match,
    "error": error,
}
# Those that can also ask about what the source does not say.
OF_UNKNOWNS: dict[str, Callable[[Unknown, Material], Question]] = {"verdict": of_unknown}
# Those that make a statement whose key can be asked for, with all the keys that such questions have.
JUDGED: dict[str, Callable[[Claim, Material, int, str], Question | None]] = {"truth": truth, "verdict": verdict}
KEYS: dict[str, tuple[str, ...]] = {
    "truth": ("true", "false"),
    "verdict": (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE),
}
