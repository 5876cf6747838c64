"""Hand-written questions: those to choose from, those to judge, and those whose answer is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nkquiz.model import Choice, Claim, Entry, EntryKind, Option, Question, WrittenQuestion
from nkquiz.quiz.lures import LURES, mixed, option
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.typed import plain
from nkquiz.quiz.types._parts import made

_LONGEST = 5  # words: more than that nobody types as it is written
_FEWEST = 2  # lures
_ALIKE = 4  # letters; twice as many as a typing error may have
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_TRUTH = ("true", "false")


def to_choose(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return a question with its lures. One that has none takes them from the keys of other questions; None where those
    are too few."""
    for written in _shuffled(claim, seed):
        lures = [option(lure.text, lure.why) for lure in written.lures] or _keys(written, claim, material, seed)
        if is_judgement(written) or not (written.lures or len(lures) >= _FEWEST):
            continue
        key = option(written.key)
        form = Choice(mixed([key, *lures], seed, claim.id), key.id)
        return _told(made("choice", material, (claim.id,), written.ask, form), written)
    return None


def to_judge(claim: Claim, material: Material, seed: int) -> Question | None:
    """Return a question whose options are true and false."""
    for written in filter(is_judgement, _shuffled(claim, seed)):
        key = written.key.casefold()
        why = written.lures[0].why
        options = (Option(name, name, "" if name == key else why, name[0]) for name in _TRUTH)
        return _told(
            made("truth", material, (claim.id,), written.ask, Choice(tuple(options), key, fixed=True)), written
        )
    return None


def to_type(claim: Claim, kind: EntryKind, type_: str, material: Material, seed: int) -> Question | None:
    """Return a question whose answer is typed, and is of this kind."""
    for written in _shuffled(claim, seed):
        form = None if written.lures else _entry(written, material)
        if form and form.kind is kind:
            return _told(made(type_, material, (claim.id,), written.ask, form), written)
    return None


def is_judgement(written: WrittenQuestion) -> bool:
    """Say whether true and false are all there is to choose from."""
    return sorted(text.casefold() for text in (written.key, *(lure.text for lure in written.lures))) == sorted(_TRUTH)


def _shuffled(claim: Claim, seed: int) -> list[WrittenQuestion]:
    return shuffled(claim.questions, lambda question: question.ask, seed, claim.id)


def _told(question: Question, written: WrittenQuestion) -> Question:
    return replace(question, explanation=written.why) if written.why else question


def _entry(written: WrittenQuestion, material: Material) -> Entry | None:
    """Return the form in which the answer is typed; None where nobody could, or would, type it. Answers to others of
    the kind that are spelt much like it are known to be wrong, so that no typing error is forgiven that is one."""
    accepted = (written.key, *written.also)
    if all(_NUMBER.fullmatch(text) for text in accepted):
        value = abs(float(written.key.replace(",", "").rstrip("%")))
        hint = f"a number; up to {written.tolerance:g} off counts as right" if written.tolerance else "a number"
        return Entry(accepted, EntryKind.NUMBER, hint, tolerance=written.tolerance / value if value else 0.0)
    if not plain(written.key) or len(written.key.split()) > _LONGEST:
        return None
    from rapidfuzz.distance import OSA

    key, right, asked = plain(written.key), set(map(plain, accepted)), _prompt(written)
    others = {plain(other.key): other.key for _, other in _alone(material) if _prompt(other) == asked}
    alike = (text for name, text in others.items() if name not in right and OSA.distance(name, key) <= _ALIKE)
    return Entry(accepted, EntryKind.WORDS, "a word or a few words", wrong=tuple(map(option, alike)))


def _keys(written: WrittenQuestion, claim: Claim, material: Material, seed: int) -> list[Option]:
    """Return keys of other questions without lures that can stand beside this one's, for they ask for the same sort of
    thing: those of its topic first, those of a like length before others; none that is right too."""
    right = {_same(text) for text in (written.key, *written.also)}
    right |= {_same(other.key) for _, other in _alone(material) if _same(other.ask) == _same(written.ask)}
    asked, number = _prompt(written), bool(_NUMBER.fullmatch(written.key))
    others = [
        (its, other)
        for its, other in _alone(material)
        if its.id != claim.id
        and _same(other.key) not in right
        and _prompt(other) == asked
        and bool(_NUMBER.fullmatch(other.key)) == number
    ]

    def apart(pair: tuple[Claim, WrittenQuestion]) -> tuple[bool, int]:
        its, other = pair
        return its.topic != claim.topic, abs(len(other.key) - len(written.key)) // max(8, len(written.key) // 2)

    start = int(digest(seed, claim.id, written.ask), 16) % max(1, len(others))  # cheaper than to shuffle a large set
    near = sorted((*others[start:], *others[:start]), key=apart)
    lures: dict[str, Option] = {}
    for _, other in near:
        lures.setdefault(_same(other.key), option(other.key))
        if len(lures) == LURES:
            break
    return list(lures.values())


def _alone(material: Material) -> Iterator[tuple[Claim, WrittenQuestion]]:
    return ((claim, written) for claim in material.bank.claims for written in claim.questions if not written.lures)


def _prompt(written: WrittenQuestion) -> str:
    """Return what a question begins with, up to a colon: questions that ask for the same sort of thing begin alike."""
    before, colon, _ = written.ask.partition(":")
    return before if colon else ""


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
