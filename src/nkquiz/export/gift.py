"""GIFT: the questions as a text that Moodle and other platforms read, and people too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.export import platforms, spellings, wording
from nkquiz.export.deck import Deck, Exported, LeftOut
from nkquiz.export.spellings import plain
from nkquiz.model import Arrangement, Choice, Entry, Question
from nkquiz.text import one_line

# What Moodle puts in place of escaped characters while it reads: it would turn these into the characters themselves.
_STAND_INS = re.compile(r"&&0(?:10|35|58|61|92|123|125|126);|&&(?:123|125|126);")
_ARROW = "->"  # parts the halves of a pair, and can't be escaped


def write(deck: Deck) -> Exported:
    """Return the text, in UTF-8. Left out: the few texts that GIFT has no way to write (see `_misfit`)."""
    blocks = ["$CATEGORY: " + platforms.moodle_category(deck).rstrip().replace("\\", "\\\\")]
    left_out = []
    for question in deck.questions:
        if why := _misfit(deck, question):
            left_out.append(LeftOut(question, why))
        else:
            blocks.append("\n".join(_block(deck, question)))
    return Exported(("\n\n".join(blocks) + "\n").encode(), tuple(left_out))


def _misfit(deck: Deck, question: Question) -> str:
    """Return why GIFT can't hold a question, or an empty text."""
    if why := platforms.moodle_misfit(question):
        return why
    if any(map(_STAND_INS.search, _texts(deck, question))):
        return "it has what Moodle writes for escaped characters, such as &&058;"
    match question.form:
        case Arrangement() as form:
            arrow = any(_ARROW in slot for slot in wording.slots(form))
        case Entry() as form if not platforms.number(form):
            known = [text for option in spellings.wrong(form) for text in (option.text, option.why)]
            arrow = any(_ARROW in text for text in (*spellings.texts(question, form), *known))
        case _:
            arrow = False
    return f"it has {_ARROW}, which parts the halves of a pair in GIFT" if arrow else ""


def _texts(deck: Deck, question: Question) -> Iterator[str]:
    """Yield every text of a question that is written."""
    yield from platforms.stem(question)
    yield from wording.feedback(deck, question)
    yield platforms.name(question)
    match question.form:
        case Choice() as form:
            options = form.options
        case Entry() as form:
            options = form.wrong
            yield from spellings.texts(question, form)
        case Arrangement() as form:
            options = form.items
            yield from wording.slots(form)
    for option in options:
        yield from (option.text, option.why)


def _block(deck: Deck, question: Question) -> Iterator[str]:
    tags = " ".join(f"[tag:{_in_brackets(tag)}]" for tag in platforms.moodle_tags(deck, question))
    yield f"// [id:{wording.identifier(deck, question)}] {tags}"
    stem = f"::{_escaped(platforms.name(question))}::{_plain(*platforms.stem(question))}"
    general = f"####{_plain(*wording.feedback(deck, question))}"
    match question.form:
        case Choice() as form if platforms.is_true_false(form):
            lure = next(option for option in form.options if option.id != form.key)
            right = form.option(form.key)
            told = _told(wording.why(lure)), _told(wording.why(right) if right else "")
            yield f"{stem}{{{form.key.upper()}{told[0] or '#' * bool(told[1])}{told[1]}{general}}}"
            return
        case Choice() as form:
            yield f"{stem}{{"
            for option in form.options:
                sign = "=" if option.id == form.key else "~"
                yield f"\t{sign}{_plain(one_line(option.text))}{_told(wording.why(option))}"
        case Entry() as form if found := platforms.number(form):
            yield f"{stem}{{#"
            for value, slack in found.right:
                yield f"\t={plain(value)}:{plain(slack)}"
            for value, why in found.wrong:
                yield f"\t=%0%{plain(value)}:0#{_plain(why)}"
        case Entry() as form:
            yield f"{stem}{{"
            for text in spellings.texts(question, form):
                yield f"\t={_plain(platforms.moodle_wildcards(text))}"
            for option in spellings.wrong(form):
                text = platforms.moodle_wildcards(one_line(option.text))
                yield f"\t=%0%{_plain(text)}#{_plain(wording.why(option))}"
        case Arrangement() as form:
            yield f"{stem}{{"
            for slot, id_ in zip(wording.slots(form), form.key, strict=True):
                # What is chosen from has no format of its own: a leading [plain] would be shown.
                yield f"\t={_plain(slot)} {_ARROW} {_escaped(one_line(form.item(id_).text))}"
    yield f"\t{general}"
    yield "}"


def _plain(*lines: str) -> str:
    """Return a text marked as plain: without the mark, Moodle takes it for HTML, and a [html] or %50% at its beginning
    for a command."""
    return "[plain]" + r"\n".join(map(_escaped, lines))


def _told(feedback: str) -> str:
    return f"#{_plain(feedback)}" if feedback else ""


def _escaped(text: str) -> str:
    return re.sub(r"([\\#=~{}:])", r"\\\1", text)


def _in_brackets(text: str) -> str:
    return text.replace("]", r"\]")
