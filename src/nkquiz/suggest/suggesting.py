"""Claim -> suggestions. MAKERS is the order in which they are offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from nkquiz.model import Bank, Claim, Reason
from nkquiz.quiz.material import Material, read_material
from nkquiz.suggest import modality, roles, slots, verbs, wording
from nkquiz.suggest.model import Lures, Said, Suggestion
from nkquiz.text import words

MAKERS: tuple[Callable[[Said], Iterator[Suggestion]], ...] = (
    slots.numbers,
    slots.dates,
    slots.names,
    roles.roles,
    wording.opposites,
    verbs.polarity,
    modality.modality,
    wording.swaps,
    slots.units,
)
EACH = 3  # of one reason at most
Judge = Callable[[str], bool]  # says whether the bank makes a text true


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested for a claim."""

    claim: Claim
    variants: tuple[Suggestion, ...]
    lures: tuple[Lures, ...]


def _nobody(text: str) -> bool:  # noqa: ARG001  # nobody is asked
    return False


def suggest(claim: Claim, bank: Bank, is_true: Judge = _nobody, material: Material | None = None) -> Suggestions:
    """Return false variants and lures for a claim or draft of a bank. None of them stands in the bank already, or is
    true by it as far as `is_true` can say."""
    if not claim.text:
        return Suggestions(claim, (), ())
    if claim.draft or material is None:
        claim = replace(claim, draft=False)
        others = tuple(other for other in bank.claims if other.id != claim.id)
        material = read_material(replace(bank, claims=(*others, claim), drafts=()))
    said = Said(claim, material)
    return Suggestions(claim, tuple(_kept(said, is_true)), tuple(slots.lures(said)))


def _kept(said: Said, is_true: Judge) -> Iterator[Suggestion]:
    """Yield what no text of the bank says; of one reason only so many; the reasons that the claim lacks come first."""
    taken = {tuple(words(text)) for text in _texts(said.material.bank)}
    have = {variant.reason for variant in said.claim.false_variants}
    counts: Counter[Reason] = Counter()
    found: list[Suggestion] = []
    for maker in MAKERS:
        for one in maker(said):
            key = tuple(words(one.text))
            if key in taken or counts[one.reason] == EACH or is_true(one.text):
                continue
            taken.add(key)
            counts[one.reason] += 1
            found.append(one)
    yield from sorted(found, key=lambda one: one.reason in have)


def _texts(bank: Bank) -> Iterator[str]:
    for claim in (*bank.claims, *bank.drafts):
        yield from claim.affirmations
        yield from (variant.text for variant in claim.false_variants)
    yield from (unknown.text for unknown in bank.unknowns)
