"""What the exports to learning platforms share: which kind of question a form becomes, and the rules of Moodle's
question bank that hold for each of its formats."""

from __future__ import annotations

import re

from nkquiz.export import spellings, wording
from nkquiz.export.deck import Deck
from nkquiz.export.spellings import Number
from nkquiz.model import Arrangement, Choice, Entry, Question
from nkquiz.text import one_line

LONGEST_MATCH = 255  # characters in what Moodle's matching questions let one choose from
_LONGEST_TAG, _LONGEST_CATEGORY = 50, 255
_NO_TAG = re.compile(r"[<>`\\]")


def is_true_false(form: Choice) -> bool:
    """Say whether the options are true and false, which platforms have a kind of question for."""
    return form.fixed and sorted(option.id for option in form.options) == ["false", "true"]


def number(form: Entry) -> Number | None:
    """Return the number that is asked for, or None where the answer is to be compared as a text."""
    return spellings.number(form)


def stem(question: Question) -> tuple[str, ...]:
    """Return the lines of what is asked; where a number is typed, also how."""
    found = number(question.form) if isinstance(question.form, Entry) else None
    if found is None:
        return wording.stem(question)
    asked = wording.stem(question)
    unit = f", in {found.unit}" if found.unit and found.unit not in asked[-1] else ""
    return (*asked, f"Type it in digits{unit}.")


def name(question: Question) -> str:
    """Return what a question is called in a list: the claim and the type."""
    return one_line(f"{question.claim} ({question.type})")


def unshowable(question: Question) -> str:
    """Return why a question can't stand anywhere, or an empty text: without its control characters, some text of it is
    empty."""
    match question.form:
        case Choice() as form:
            shown = [option.text for option in form.options]
        case Entry() as form:
            shown = [next(filter(one_line, form.accepted), "")]
        case Arrangement() as form:
            shown = [*wording.slots(form), *(item.text for item in form.items)]
    if not wording.stem(question):
        return "nothing is asked that can be shown"
    return "" if all(map(one_line, shown)) else "one of its answers has no text that can be shown"


def moodle_misfit(question: Question) -> str:
    """Return why Moodle's question bank can't hold a question, or an empty text."""
    if isinstance(question.form, Arrangement):
        longest = max(len(one_line(item.text)) for item in question.form.items)
        if longest > LONGEST_MATCH:
            return f"an item has {longest} characters; Moodle's matching questions hold {LONGEST_MATCH}"
    return unshowable(question)


def moodle_tags(deck: Deck, question: Question) -> tuple[str, ...]:
    """Return the tags. The id of the topic stands for its title where that is no tag to Moodle, which would cut it."""
    found = wording.tags(deck, question)
    if len(found[0]) <= _LONGEST_TAG and not _NO_TAG.search(found[0]):
        return found
    return tuple(dict.fromkeys((one_line(question.topic), *found[1:])))


def moodle_category(deck: Deck) -> str:
    """Return the path of the category that questions come into. A slash in the title is doubled; a blank keeps one at
    an end of the title apart from the path's own."""
    title = wording.title(deck)
    if len(title) > _LONGEST_CATEGORY:
        title = one_line(deck.bank.id)
    title = title.replace("/", "//")
    return "top/" + (" " if title.startswith("/") else "") + title + (" " if title.endswith("/") else "")


def moodle_wildcards(text: str) -> str:
    """Return a typed answer in which a star stands for itself: to Moodle it stands for any characters."""
    return text.replace("*", "\\*")
