"""What all formats say of a question, as plain text: every text is one line without control, format and direction
characters, and nothing in it is escaped yet."""

from __future__ import annotations

from nkquiz.export.deck import Deck
from nkquiz.model import Arrangement, Bank, Claim, Entry, Option, Question
from nkquiz.quiz.grading import NOT_SAID, in_words, key_of
from nkquiz.quiz.order import digest
from nkquiz.text import normalise, one_line

_DIGITS = 20


def identifier(deck: Deck, question: Question) -> str:
    """Return the name under which other programs know a question: a letter and 20 hex digits.

    It stands for the bank, the type, the claims, and what is asked about them: the text, or the prompt where there is
    no text. So it stays what it is when lures, the order of options or the other questions of the deck change, and two
    questions of one type on one claim differ if they ask about different statements.
    """
    first, *others = question.claims
    asked = normalise(question.text or question.prompt)
    return "q" + digest(deck.bank.id, question.type, first, *sorted(others), asked)[:_DIGITS]


def deck_identifier(deck: Deck) -> str:
    """Return the name under which other programs know a deck: a letter and 20 hex digits for the bank and the title."""
    return "d" + digest(deck.bank.id, normalise(deck.title))[:_DIGITS]


def title(deck: Deck) -> str:
    """Return the deck's title; the id of the bank where nothing of it can be shown."""
    return one_line(deck.title) or one_line(deck.bank.id)


def tags(deck: Deck, question: Question) -> tuple[str, ...]:
    """Return what a question is found by: the title of its topic, its type, the id of the bank."""
    topic = deck.bank.topics.get(question.topic, question.topic)
    found = (one_line(text) for text in (topic, question.type, deck.bank.id))
    return tuple(dict.fromkeys(filter(None, found)))


def stem(question: Question) -> tuple[str, ...]:
    """Return the lines of what is asked: the prompt, the text that it is about, and how to answer where one types."""
    hint = one_line(question.form.hint) if isinstance(question.form, Entry) else ""
    lines = (one_line(question.prompt), one_line(question.text), f"Asked for: {hint}" if hint else "")
    return tuple(filter(None, lines))


def key(question: Question) -> str:
    """Return the right answer as people read it."""
    return one_line(in_words(question.form, key_of(question.form)))


def why(option: Option) -> str:
    """Return what is wrong with an option, or an empty text."""
    return one_line(option.why)


def slots(form: Arrangement) -> tuple[str, ...]:
    """Return what the slots are called: their texts, or 1st, 2nd ... where items are put in order."""
    if form.is_order:
        return tuple(_ordinal(number) for number, _ in enumerate(form.slots, 1))
    return tuple(one_line(slot) for slot in form.slots)


def feedback(deck: Deck, question: Question) -> tuple[str, ...]:
    """Return the lines of what is told after any answer: the explanation; each claim, its evidence and its note; and
    how the source is cited."""
    lines = [one_line(question.explanation)]
    for id_ in question.claims:
        if claim := deck.bank.claim_by_id.get(id_):
            lines += [one_line(claim.text), evidence(claim), note(claim)]
        elif id_ in deck.bank.unknown_by_id:
            lines.append(NOT_SAID)
    return tuple(dict.fromkeys(filter(None, (*lines, source(deck.bank)))))


def evidence(claim: Claim) -> str:
    """Return where the source says a claim, with the fragments."""
    return "Evidence " + "; ".join(f'{e.at} "{one_line(e.quote)}"' for e in claim.evidence) if claim.evidence else ""


def note(claim: Claim) -> str:
    """Return a claim's note, marked as being beyond the source; an empty text where there is none."""
    return f"Beyond the source: {one_line(claim.note.text)} ({one_line(claim.note.basis)})" if claim.note else ""


def source(bank: Bank) -> str:
    """Return how the source is cited."""
    return f"Source: {one_line(bank.source.citation)}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
