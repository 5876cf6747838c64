"""Questions whose answers each give a share of the grade, as Moodle has them, in GIFT as in XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nkquiz.imports.found import Found, Misfit, Stem, to_choose, to_type
from nkquiz.model import Lure
from nkquiz.text import one_line

FULL = 100.0
_WILDCARD = re.compile(r"(?<!\\)\*")  # one with a backslash stands for itself
Note = Callable[[str], None]  # notes what of a question is left out; it goes on a sentence that begins with its name
Graded = tuple[str, float, str]  # an answer, its share of the grade in percent, its feedback


def told(why: str, whom: str, feedback: str) -> str:
    """Return what is told after any answer, with feedback that was meant for one of them."""
    feedback = one_line(feedback)
    return "\n".join(filter(None, (why, f"(To {whom}: {feedback})" if feedback else "")))


def multiple(stem: Stem, answers: Sequence[Graded], note: Note) -> Found:
    """Return a question with options. One that counts in part is left out.

    Raises:
        Misfit: several answers are right, or none.
    """
    answers = [each for each in answers if one_line(each[0])]
    right = [each for each in answers if each[1] >= FULL]
    if not right and any(weight > 0 for _, weight, _ in answers):
        raise Misfit("has several answers to choose together")
    if len(right) > 1:
        raise Misfit("has several right answers")
    if not right:
        raise Misfit("has no right answer")
    key, _, feedback = right[0]
    lures = [Lure(text, why) for text, weight, why in answers if weight <= 0]
    found = to_choose(replace(stem, why=told(stem.why, "the right answer", feedback)), key, lures)
    _note_partial(answers, note)
    return found


def short(stem: Stem, answers: Sequence[Graded], note: Note) -> Found:
    """Return a question whose answer is typed.

    Raises:
        Misfit: no answer counts in full, or one has a `*` that stands for anything.
    """
    right = [text for text, weight, _ in answers if weight >= FULL]
    if any(_WILDCARD.search(text) for text in right):
        raise Misfit("has a * in its answer, which stands for anything")
    for text, _, feedback in answers:
        whom = "other answers" if text == "*" else "the right answer" if text in right else f"'{one_line(text)}'"
        stem = replace(stem, why=told(stem.why, whom, feedback))
    found = to_type(stem, [text.replace("\\*", "*") for text in right])
    _note_partial(answers, note)
    return found


def numerical(stem: Stem, answers: Sequence[tuple[str, str, float, str]], note: Note) -> Found:
    """Return a question whose answer is a number: each answer is a number and by how much one may be off.

    Raises:
        Misfit: no answer counts in full, or nkquiz could not grade it.
    """
    right = [(value, float(off)) for value, off, weight, _ in answers if weight >= FULL]
    if not right:
        raise Misfit("has no right answer")
    (key, tolerance), *others = right
    if any(off or tolerance for _, off in others):
        raise Misfit("has several right numbers that may be missed by something")
    if tolerance and float(key) == 0:
        raise Misfit("asks for 0, with a tolerance")
    for value, _, _, feedback in answers:
        whom = "the right answer" if value == key else f"'{value}'"
        stem = replace(stem, why=told(stem.why, whom, feedback))
    found = to_type(stem, [value for value, _ in right], tolerance)
    _note_partial([(value, weight, "") for value, _, weight, _ in answers], note)
    return found


def _note_partial(answers: Sequence[Graded], note: Note) -> None:
    for text, weight, _ in answers:
        if 0 < weight < FULL:
            note(f"has an answer that counts {weight:g} percent: '{one_line(text)[:40]}' is left out")
