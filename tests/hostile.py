"""A deck of each form of question with hostile text in every field, for exports."""

from __future__ import annotations

from collections.abc import Iterable

from progress import NOW

from nkquiz.export.deck import Deck
from nkquiz.model import (
    Arrangement,
    Bank,
    Choice,
    Claim,
    ClaimKind,
    Entry,
    EntryKind,
    Evidence,
    Locator,
    Note,
    Option,
    Question,
    Source,
    Unknown,
)

# Each begins, ends or is cut where some format has a meaning of its own.
NASTY = (
    "[html]<b>bold</b> & \"quoted\" 'single'",
    "~%50%half =right #note {TRUE} :end ::name::",
    "// comment [id:x] [tag:y] ]]> <![CDATA[ &amp; &lt;",
    "=SUM(1+1)\\n \\ \\\\ 100% 50 %",
    "@cmd|' /C calc'!A0 -- \u05e9\u05dc\u05d5\u05dd \u202eevil\u202c 😀 𝔘\U0001f469\u200d\U0001f52c",
    "a\u2028b\u2029c\r\nd\te\x0b\x00\x1b[31mf\x85g\ufeffh\ufffe",
    "$CATEGORY: top/x\n\n::next:: question {T}",
    "-1+2; *any* \\* [plain]x $$x$$ \\(y\\) <script>alert(1)</script>",
)


def at(number: int) -> str:
    """Return one of the texts, each time another one."""
    return f"{NASTY[number % len(NASTY)]} {number}"


def bank(texts: Iterable[str] = NASTY) -> Bank:
    """Return a bank of a claim for each text, which stands in all its fields, and an unknown."""
    claims = tuple(
        Claim(
            f"claim-{number}",
            text,
            "topic",
            ClaimKind.FACT,
            (Evidence(Locator(1, number), text), Evidence(Locator(2, 1), text)),
            note=Note(text, text),
        )
        for number, text in enumerate(texts, 1)
    )
    source = Source(NASTY[0], NASTY[1], NASTY[2], ())
    return Bank(
        "hostile-bank", source, {"topic": "A & [b]", "long": NASTY[2]}, (), claims, (Unknown(NASTY[3], "long"),)
    )


def questions(bank: Bank, text: object = at) -> tuple[Question, ...]:
    """Return a question of each form. `text` gives the text of a field by its number."""
    t = text if callable(text) else at
    choice = Choice((Option("a", t(1), t(2)), Option("b", t(3), t(4)), Option("c", t(5))), "b")
    fixed = Choice((Option("yes", t(6)), Option("no", t(7), t(0)), Option("maybe", t(2))), "yes", fixed=True)
    truth = Choice((Option("true", "true", t(1), "t"), Option("false", "false", "", "f")), "false", fixed=True)
    words = Entry((t(1), t(2), "Ana Lund"), hint=t(3), wrong=(Option("w", t(4), t(5)), Option("v", t(6))))
    number = Entry(
        ("30,000 crowns",), EntryKind.NUMBER, "a number of crowns", "crowns", 0.05, (Option("w", "13 crowns", t(7)),)
    )
    rank = Entry(("second",), EntryKind.NUMBER, "a rank, such as fifth")
    date = Entry(("April 2014",), EntryKind.DATE, "a month and year", wrong=(Option("w", "May 2014", t(0)),))
    items = (Option("x", t(1)), Option("y", t(2)), Option("z", t(3)))
    match = Arrangement((t(4), t(5), t(6)), items, ("z", "x", "y"), ("claim-1", "claim-2", "claim-3"))
    order = Arrangement(("", "", ""), items, ("y", "z", "x"), ("claim-1", "claim-2", "claim-3"))
    forms = (choice, fixed, truth, words, number, rank, date, match, order)
    made = [
        Question(
            f"q{n}",
            "type",
            tuple(form.claims) if isinstance(form, Arrangement) else (f"claim-{n % len(bank.claims) + 1}",),
            "topic",
            t(n),
            form,
            t(n + 1),
            t(n + 2),
        )
        for n, form in enumerate(forms)
    ]
    return (*made, Question("u", "verdict", (bank.unknowns[0].id,), "long", t(1), fixed, t(0)))


def deck() -> Deck:
    """Return the deck of which the golden files are made."""
    made = bank()
    return Deck(f"/{NASTY[0]}/", made, questions(made), NOW)
