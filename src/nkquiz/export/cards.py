"""Questions as cards: what stands in front, and what behind. Plain text, a line for each thing, nothing escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nkquiz.export import wording
from nkquiz.export.deck import Deck, LeftOut
from nkquiz.model import Arrangement, Choice, Entry, Option, Question
from nkquiz.quiz.order import digest
from nkquiz.text import one_line


@dataclass(frozen=True, slots=True)
class Card:
    """A question as a card.

    In front: what is `asked`, and what is `offered` (options, or slots and items). Behind: the `answer`, and the
    `grounds`, which are what else is right, why other answers are wrong, the claims, their evidence and the source.
    """

    asked: tuple[str, ...]
    offered: tuple[str, ...]
    answer: tuple[str, ...]
    grounds: tuple[str, ...]


def card(deck: Deck, question: Question) -> Card:
    """Return a question as a card. Options and items have capital letters, slots have numbers."""
    told = wording.feedback(deck, question)
    asked = wording.stem(question)
    match question.form:
        case Choice() as form:
            answer = next(line for option, line in _lettered(form.options) if option.id == form.key)
            return Card(asked, _lines(form.options), (answer,), (*_whys(form.options), *told))
        case Entry() as form:
            others = "; ".join(filter(None, map(one_line, form.accepted[1:])))
            rough = f"Up to {100 * form.tolerance:g} percent off counts as right" if form.tolerance else ""
            also = filter(None, (f"Also right: {others}" if others else "", rough))
            whys = (f"Not {one_line(option.text)}: {wording.why(option)}" for option in form.wrong if option.why)
            return Card(asked, (), (wording.key(question),), (*also, *whys, *told))
        case Arrangement() as form:
            slots = () if form.is_order else tuple(f"{n}. {slot}" for n, slot in enumerate(wording.slots(form), 1))
            lines = {item.id: line for item, line in _lettered(form.items)}
            key = tuple(f"{number}: {lines[id_]}" for number, id_ in enumerate(form.key, 1))
            return Card(asked, (*slots, *_lines(form.items)), key, told)


def lasting_key(deck: Deck, question: Question) -> str:
    """Return what stands for a card as long as its bank, claim and type are the same, whatever its text: 20 hex digits.
    So cards that are learned already are mended when a text changes, not doubled."""
    return digest(deck.bank.id, question.claim, question.type)[:20]


def fitting(deck: Deck, apart: bool = False) -> tuple[tuple[Question, ...], tuple[LeftOut, ...]]:
    """Return the questions that can be cards, and the others with the reason: those that have nothing in them that can
    be shown, and, where cards are to be told `apart` by their keys, those that would be taken for another one."""
    kept: list[Question] = []
    left_out: list[LeftOut] = []
    keys: set[str] = set()
    for question in deck.questions:
        key = lasting_key(deck, question)
        if not wording.stem(question):
            left_out.append(LeftOut(question, "nothing is asked that can be shown"))
        elif not wording.key(question):
            left_out.append(LeftOut(question, "its answer has no text that can be shown"))
        elif apart and key in keys:
            left_out.append(LeftOut(question, f"there is another question of type {question.type} on its claim"))
        else:
            kept.append(question)
            keys.add(key)
    return tuple(kept), tuple(left_out)


def _lettered(options: Iterable[Option]) -> list[tuple[Option, str]]:
    return [(option, f"{chr(ord('A') + n)}. {one_line(option.text)}") for n, option in enumerate(options)]


def _lines(options: Iterable[Option]) -> tuple[str, ...]:
    return tuple(line for _, line in _lettered(options))


def _whys(options: Iterable[Option]) -> tuple[str, ...]:
    """Return what is wrong with the lures, by their letters; once where all have the same reason."""
    reasons = [(line[0], why) for option, line in _lettered(options) if (why := wording.why(option))]
    if len(reasons) > 1 and len({why for _, why in reasons}) == 1:
        return (reasons[0][1],)
    return tuple(f"Not {letter}: {why}" for letter, why in reasons)
