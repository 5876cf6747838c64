"""Questions as text for a terminal. It looks at a question's form, never at its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nkquiz.model import Answer, Arrangement, Choice, Entry, Form, Locator, Question
from nkquiz.quiz.grading import LETTERS
from nkquiz.render.look import Look
from nkquiz.render.terminal import Indented, safe

_ALONE = "Alone on the line, these are commands:"
_LEVELS = ("a guess", "fairly", "sure")


def head(look: Look, number: int, count: int, last: Answer | None, limit: float) -> Text:
    """Return how far a round is, how the last answer went (on a small screen its feedback has scrolled away), and for
    how long one may think."""
    if look.plain:
        shown = Text(f"Question {number} of {count}.")
        if last:
            shown.append(f" Last answer: {outcome(last)}.")
        return shown.append(f" {seconds(limit)} to answer.") if limit else shown
    shown = Text(f"{number}/{count}", style="dim")
    if last:
        shown.append("  last answer: ").append_text(look.mark(last.right, outcome(last)))
    return shown.append(f"  {seconds(limit)} to answer", style="dim") if limit else shown


def seconds(number: float) -> str:
    """Return `1 second`, `2.5 seconds`."""
    return f"{number:g} second" + ("" if number == 1 else "s")


def question(look: Look, asked: Question, head_: Text | None = None, wide: bool = False) -> RenderableType:
    """Return a question: the prompt, the text that it is about, and what its form shows. A `wide` one is for a
    projector: blank lines between its parts where there is room, and nothing dim."""
    gap = [Text()] if wide and not look.is_small else []
    lines: list[RenderableType] = [head_] if head_ else []
    lines.append(Indented(Text(look.text(asked.prompt), style="bold"), 0))
    if asked.text:
        lines += [*gap, look.block(look.text(asked.text))]
    if form := list(_form(look, asked.form, wide)):
        lines += [*gap, *form]
    return Group(*lines)


def _form(look: Look, form: Form, wide: bool) -> Iterator[RenderableType]:
    match form:
        case Choice():
            for position, option in enumerate(form.options, 1):
                yield look.option("Option", option.letter or str(position), option.text)
        case Entry():
            if form.hint:
                yield look.block(Text(f"Asked for: {look.text(form.hint)}", style="" if wide else "dim"))
        case Arrangement():
            if not form.is_order:
                for number, slot in enumerate(form.slots, 1):
                    yield look.option("Number", str(number), slot)
            for letter, item in zip(LETTERS, form.items, strict=False):
                yield look.option("Letter", letter, item.text)


def keys_line(look: Look, form: Form, exam: bool) -> Text:
    """Return the line of keys that stays in sight."""
    how = answer_keys(form)
    where = "" if exam else "[e] where  "
    line = f"{how} answer  {where}[u] undo  [s] skip  [?] help  [q] {'end' if exam else 'leave'}"
    if len(line) > look.out.width:
        line = f"{how}  [{'' if exam else 'e '}u s q]  [?] help"
    return Text(line, style="dim")


def answer_keys(form: Form) -> str:
    """Return the keys that answer, in brackets."""
    return f"[{keys_of(form)}]" if isinstance(form, Choice) else f"[{keys_of(form)} + Enter]"


def keys_of(form: Form) -> str:
    """Return what is typed for an answer."""
    match form:
        case Choice():
            return "/".join(o.letter for o in form.options if o.letter) or f"1-{len(form.options)}"
        case Entry():
            return "text"
        case Arrangement():
            return f"a-{LETTERS[len(form.items) - 1]}"


def keys(look: Look, line: str, in_words: str) -> Text:
    """Return the keys that one can press now."""
    return Text(in_words if look.plain else line, style="" if look.plain else "dim")


def asked_for(form: Form) -> str:
    """Return what to do for an answer: it follows "please"."""
    match form:
        case Choice():
            return f"press {keys_of(form)}"
        case Entry():
            return f"type {safe(form.hint) or 'the answer'}"
        case Arrangement():
            letters = LETTERS[: len(form.items)]
            return f"type each of the letters {', '.join(letters)} once, such as {_example(letters)}"


def _example(letters: str) -> str:
    """Return the letters in an order that has nothing to do with the key: always the last one first."""
    return letters[::-1]


def no_answer(look: Look, form: Form, typed: str) -> Text:
    """Return that what was typed is no answer, and what is expected."""
    shown = safe(typed, 20)
    said = "That" if not shown else shown if look.plain else f"'{shown}'"
    return Text(f"{said} is no answer here: {asked_for(form)}, or ? for help.")


def how_to_answer(form: Form) -> str:
    """Return how one answers; where lines are typed, it ends with what introduces the commands."""
    match form:
        case Choice():
            letters = [option.letter for option in form.options if option.letter]
            return f"Choose an answer with {' or '.join(letters) or f'1 to {len(form.options)}'}."
        case Entry():
            return f"Type the answer, then Enter. {_ALONE}"
        case Arrangement() if form.is_order:
            return f"Type the letters in the right order, the first one first, then Enter. {_ALONE}"
        case Arrangement():
            return f"Type the letters that belong to 1, 2 and so on, then Enter. {_ALONE}"


def help_text(form: Form, exam: bool) -> str:
    """Return what one can do."""
    how = how_to_answer(form)
    where = "" if exam else " e: where the source speaks of it."
    leave = "q: end the exam." if exam else "q: leave; `nkquiz play` goes on with it."
    return f"{how}{where} u: take back the last step. s: skip. {leave}"


def places(look: Look, found: Sequence[Locator]) -> Text:
    """Return where to look before one answers."""
    if not found:
        return Text("The bank does not say where the source speaks of it.")
    if look.plain:
        return Text("Look in the source at " + "; ".join(spoken(at) for at in found) + ".")
    shown = ", ".join(map(str, found))
    return Text(f"Look in the source at {shown} (paragraph.sentence; title and byline do not count).")


def spoken(at: Locator) -> str:
    """Return a place in the source as it is read aloud."""
    return f"paragraph {at.paragraph}, sentence {at.sentence}"


def how_sure(look: Look) -> Text:
    """Return the question about confidence."""
    levels = (f"{n} {level}" if look.plain else f"[{n}] {level}" for n, level in enumerate(_LEVELS, 1))
    return Text(f"How sure are you? {', '.join(levels)}" if look.plain else f"How sure are you? {'  '.join(levels)}")


def outcome(answer: Answer) -> str:
    """Return how an answer went, in a word."""
    return "right" if answer.right else "wrong" if answer.given else "time is up"
