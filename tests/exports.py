"""What the tests of exports share: a deck with hostile text in every field, and one of the small bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from conftest import SMALL_BANK

from nkquiz.bank import load_bank
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
from nkquiz.quiz.material import read_material
from nkquiz.quiz.session import every_question

MADE = datetime(2024, 5, 1, 10, tzinfo=UTC)

# What each text begins with, in turn, and what it ends in: whatever means something to one of the formats.
LEADS = ("=1+1 ", "+1 ", "-1 ", "@me ", "# ", '"', "1. ", "\t", "- ", "> ", "'", "~~~", "```", "| ", "::", "<!-- ")
TAIL = (
    " \"q\" ''s <b>b</b> <script>x()</script> &amp; a\ttab, a\nline, cr\r\nlf # h\n- item\n\n1. one\n"
    "[l](https://e.org) ![p](p.png) www.e.org m@e.org `code` | p *em* **st** _em_ __st__ ~~no~~ :smile: {{c1::gap}}"
    " {T#no} [sound:x.mp3] [latex]x[/latex] \\(x^2\\) \\[y\\] $z$ a::b \\n %50% =A1 😀 שלום "
    "\u202eevil\u202c \x1b[31m\x07\x00\x1f\x9b \ufffe\ufeff-->"
)


def hostile(name: str) -> str:
    """Return a text that tries everything, and is told from others by its name."""
    return LEADS[sum(map(ord, name)) % len(LEADS)] + name + TAIL


def _options(name: str, *why: bool) -> tuple[Option, ...]:
    return tuple(
        Option(f"{name}{n}", hostile(f"{name}{n}"), hostile(f"{name}{n} why") if reason else "")
        for n, reason in enumerate(why)
    )


def _claim(name: str) -> Claim:
    quotes = (Evidence(Locator(1, 1), hostile(f"{name} quote")), Evidence(Locator(2, 10), hostile(f"{name} more")))
    note = Note(hostile(f"{name} note"), hostile(f"{name} basis"))
    return Claim(name, hostile(f"{name} text"), "topic", ClaimKind.FACT, quotes, note=note)


HOSTILE_BANK = Bank(
    "hostile",
    Source(hostile("title"), hostile("author"), hostile("date"), (), url=hostile("url")),
    {"topic": hostile("topic")},
    (),
    (_claim("one"), _claim("two"), _claim("three")),
    (Unknown(hostile("unknown"), "topic"),),
)
_TRUE = (Option("true", "true", hostile("true why"), "t"), Option("false", "false", "", "f"))
_ITEMS = _options("item", False, False, False)
_KEY = ("item2", "item0", "item1")
_CLAIMS = ("one", "two", "three")
HOSTILE_FORMS = {
    "choice": Choice(_options("option", True, False, True, True), "option1"),
    "truth": Choice(_TRUE, "false", fixed=True),
    "gap": Entry(
        (hostile("right"), hostile("also"), hostile("too")),
        EntryKind.WORDS,
        hostile("hint"),
        hostile("unit"),
        0.05,
        _options("wrong", True, False),
    ),
    "order": Arrangement(("",) * 3, _ITEMS, _KEY, _CLAIMS),
    "match": Arrangement(tuple(hostile(f"slot{n}") for n in range(3)), _ITEMS, _KEY, _CLAIMS),
}


def _hostile_questions() -> Iterator[Question]:
    for type_, form in HOSTILE_FORMS.items():
        claims = _CLAIMS if isinstance(form, Arrangement) else ("one",)
        prompt, text, why = (hostile(f"{type_} {what}") for what in ("prompt", "text", "explanation"))
        yield Question(f"id-{type_}", type_, claims, "topic", prompt, form, text, why)
    unknown = HOSTILE_BANK.unknowns[0]
    yield Question("id-silent", "verdict", (unknown.id,), "topic", "Is it so?", HOSTILE_FORMS["truth"], unknown.text)
    yield Question("id-gone", "truth", ("gone",), "gone", "Is it so?", HOSTILE_FORMS["truth"])


def hostile_deck() -> Deck:
    """Return a deck in which every text is hostile."""
    return Deck(hostile("deck"), HOSTILE_BANK, tuple(_hostile_questions()), MADE)


def small_deck(path: Path, seed: int = 1) -> Deck:
    """Return every question of the small bank; `path` is where it may be written."""
    path.write_text(SMALL_BANK, encoding="utf-8")
    bank = load_bank(path)
    return Deck("A Room to Read", bank, tuple(every_question(read_material(bank), seed)), MADE)


def with_texts(deck: Deck, *texts: str) -> Deck:
    """Return the deck with a choice between these texts as its only question, the first of which is asked too."""
    options = tuple(Option(f"o{n}", text) for n, text in enumerate(texts))
    asked = Question(
        "q", "choice", (deck.bank.claims[0].id,), deck.bank.claims[0].topic, "Which?", Choice(options, "o0")
    )
    return replace(deck, questions=(replace(asked, text=texts[0]),))


class Texts(HTMLParser):
    """The texts of the blocks of a field; no other tags are in it."""

    def __init__(self, field: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.depth = 0
        self.feed(field)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "div"
        self.depth += 1
        if self.depth == 2:
            assert attrs == [("dir", "auto")]
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        assert self.depth == 2
        self.texts[-1] += data
