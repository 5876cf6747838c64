"""Papers for tests: questions of every form, with marks in their first and last text by which a page is searched."""

from __future__ import annotations

from dataclasses import replace

from nkquiz.bank.loader import parse_bank
from nkquiz.classroom.paper import Paper, new_paper
from nkquiz.model import Arrangement, Bank, Choice, Entry, Option, Question

ORDERED = "Put these in order, the earliest first."


def choice(number: int, key: int = 0, count: int = 4, text: str = "") -> Question:
    """A question with options of some length; its first text has `first7x`, its last one `last7x`."""
    options = tuple(
        Option(f"{number}-{place}", f"{place} is what some of them take for right, others don't{text} last{number}x")
        for place in range(count)
    )
    form = Choice(options, options[key].id)
    return Question(f"c{number}", "choice", ("reading-room",), "opening", f"Which, first{number}x?{text}", form, text)


def truth(number: int, key: str = "true", text: str = "") -> Question:
    """A statement to be judged."""
    form = Choice((Option("true", "true", "", "t"), Option("false", "false", "", "f")), key, fixed=True)
    shown = f"first{number}x is so, last{number}x.{text}"
    return Question(f"t{number}", "truth", ("cost",), "money", "True or false?", form, shown)


def entry(number: int, text: str = "") -> Question:
    """A number to be written."""
    form = Entry((f"{number},000 crowns{text}",), hint=f"a number{text} last{number}x", unit="crowns")
    return Question(
        f"e{number}", "value", ("cost",), "money", "What is missing?", form, f"It cost first{number}x ____."
    )


def arranged(number: int, paired: bool = False, text: str = "") -> Question:
    """Something to be put in order, or together."""
    items = tuple(Option(f"{number}{name}", f"{name} came{text} last{number}x") for name in ("one", "two", "three"))
    key = tuple(item.id for item in items)
    slots = tuple(f"{n}. of them{text}" for n in "xyz") if paired else ("", "", "")
    form = Arrangement(slots, (items[2], items[0], items[1]), key, ("reading-room", "cost", "reading-room"))
    claims = ("reading-room", "cost")
    return Question(f"a{number}", "match" if paired else "order", claims, "opening", f"{ORDERED} first{number}x", form)


def of_every_form(count: int, text: str = "") -> tuple[Question, ...]:
    """So many questions, of all forms in turn."""
    made = (choice, truth, entry, arranged, lambda n, text: arranged(n, True, text))
    return tuple(made[n % len(made)](n, text=text) for n in range(count))


def small_paper(bank_text: str, count: int = 10, variants: int = 3, text: str = "") -> tuple[Paper, Bank]:
    """A paper on the small bank, with `text` in every field."""
    bank, _ = parse_bank(bank_text.encode(), "small.yaml")
    assert bank is not None
    source = replace(bank.source, title=bank.source.title + text)
    bank = replace(bank, source=source)
    questions = of_every_form(count, text)
    return new_paper(bank, f"Week 3{text}", f"Jo Berg, A Room to Read{text}", questions, variants, 7), bank
