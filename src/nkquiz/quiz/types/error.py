"""Find the error in a statement and correct it: what is right is typed."""

from __future__ import annotations

from dataclasses import replace

from nkquiz.model import Claim, Option, Question
from nkquiz.quiz.gaps import Gap
from nkquiz.quiz.lures import mistakes_in
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types._parts import entry, is_full_name, made, value_gaps

_PROMPT = "One of the parts in brackets is wrong. What should stand there instead?"
_HINT = "the right name, number or date"  # that of the form would tell which part is wrong
_MARKED = 4  # parts at most
_PLAIN_WORDS = frozenset("first second third last one a an once twice half both".split())


def error(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return the claim with something in it that people get wrong, and several parts in brackets, so that it is clear
    what may be changed. None where the bank knows no such mistake, or there is one part only."""
    for gap in shuffled(_spoilable(claim, material), lambda gap: str(gap.start), seed, claim.id, "error"):
        lures = mistakes_in(claim, gap, material, seed, "error")
        marked = _marked(claim, gap, material)
        if lures and len(marked) > 1:
            lure = shuffled(lures, lambda lure: lure.text, seed, claim.id)[0]
            wrong = Option(lure.id, lure.text, lure.why or "That is what the statement says, and it is wrong.")
            form = replace(entry(claim, gap, material, (wrong,)), hint=_HINT)
            return made("error", material, (claim.id,), _PROMPT, form, _bracketed(claim.text, marked, gap, lure.text))
    return None


def _spoilable(claim: Claim, material: Material) -> list[Gap]:
    """Return the numbers and dates that matter, and the names in full: others can stand in their place."""
    entities = material.bank.entity_by_id
    names = [g for g in material.by_claim[claim.id].names if is_full_name(g.text_in(claim.text), entities[g.entity])]
    return [*value_gaps(claim, material), *names]


def _marked(claim: Claim, gap: Gap, material: Material) -> list[Gap]:
    """Return the gap and others of the text that might be wrong as well, from left to right; "first" and "one" are mere
    words of the sentence."""
    others = [o for o in material.by_claim[claim.id].gaps if o != gap and not _is_plain_word(o.text_in(claim.text))]
    return sorted([gap, *others[: _MARKED - 1]], key=lambda found: found.start)


def _is_plain_word(text: str) -> bool:
    return text.lower() in _PLAIN_WORDS


def _bracketed(text: str, marked: list[Gap], gap: Gap, wrong: str) -> str:
    for found in reversed(marked):
        text = found.filled(text, f"[{wrong if found == gap else found.text_in(text)}]")
    return text
