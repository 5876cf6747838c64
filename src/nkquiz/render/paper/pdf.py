"""Papers as PDF: laid out by us, so that no question is split over pages; written by fpdf2, with the fonts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nkquiz.classroom.paper import Copy, Paper, Variant
from nkquiz.model import Bank
from nkquiz.render.paper import Layout, PaperSize, Printed
from nkquiz.render.paper.content import TOLD, Asked, Field, FieldKind, Key, asked, fields, keys
from nkquiz.render.paper.pdf_text import Pen
from nkquiz.render.progress import tracked

MARGIN, FOOT = 51.0, 62.0  # points: 18 mm, and below the text
BODY, SMALL, HEAD = 11.0, 9.0, 16.0
LEADING = 1.35  # of a line, by the size of its type
NUMBER, LETTER = 26.0, 20.0  # columns of numbers, and of letters
GAP = 11.0  # between questions
T = TypeVar("T")
BOX = 15.0  # a box to mark
FIELD, ROOMY = 27.0, 36.0  # the height of a row of the form: at least, and where there is room
BESIDE = 30.0  # between short options on one line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: where it begins, from the left edge of the text, and how high it is. Before its text stands a
    label, or in its place there are cells: each with its own place, text and style."""

    x: float
    text: str
    size: float = BODY
    style: str = ""
    after: float = 0.0  # free space under it
    label: str = ""
    label_x: float = 0.0
    cells: tuple[tuple[float, str, str], ...] = ()

    @property
    def height(self) -> float:
        """The height with the free space."""
        return self.size * LEADING + self.after


class Page:
    """The page that is being written, and how much of it is full. `head` and `foot` say what stands on each."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.width, self.bottom = pen.pdf.w - 2 * MARGIN, pen.pdf.h - FOOT
        self.y = 0.0
        self._pages: list[int] = []

    def new(self) -> None:
        """Begin a page."""
        self.pen.pdf.add_page()
        self._pages.append(self.pen.pdf.page)
        self.y = MARGIN

    def block(self, lines: Sequence[Line], gap: float = GAP) -> None:
        """Write lines that stay together, on a new page if this one has no room; split them only if no page has."""
        height = sum(line.height for line in lines)
        if self.y + height > self.bottom and self.y > MARGIN and height <= self.bottom - MARGIN:
            self.new()
        for line in lines:
            if self.y + line.size * LEADING > self.bottom:
                self.new()
            self._line(line)
        self.y += gap

    def _line(self, line: Line) -> None:
        baseline = self.y + line.size
        if line.label:
            self.pen.write(MARGIN + line.label_x, baseline, line.label, line.size, "B")
        for x, text, style in line.cells:
            self.pen.write(MARGIN + x, baseline, text, line.size, style)
        if line.text:
            self.pen.write(MARGIN + line.x, baseline, line.text, line.size, line.style, self.width - line.x)
        self.y += line.height

    def even(self) -> None:
        """Leave a page blank if an odd number was begun since they were last numbered: what follows begins a sheet."""
        if len(self._pages) % 2:
            self.new()

    def footed(self, what: str, name: str = "") -> None:
        """Number the pages that were begun since the last call, at their foot: "Variant B, page 2 of 3". A name
        stands on the left: sheets come apart."""
        pen, total = self.pen, len(self._pages)
        for number, page in enumerate(self._pages, 1):
            pen.pdf.page = page
            pen.pdf.current_font_is_set_on_page = False
            text = f"{what}, page {number} of {total}"
            pen.write(pen.pdf.w - MARGIN - pen.width(text, SMALL, "B"), pen.pdf.h - 34, text, SMALL, "B")
            if name:
                pen.write(MARGIN, pen.pdf.h - 34, pen.lines(name, self.width * 0.6, SMALL)[0], SMALL)
        self._pages = []


def write(paper: Paper, copies: Sequence[Copy], bank: Bank, layout: Layout) -> Printed:
    """Return the copies, each of them questions and then its form, and the keys of all variants."""
    students, students_pen = _written(
        paper.title, layout.size, copies, "Papers", lambda page, copy: _copy(page, paper, copy, layout.duplex)
    )
    solved, solved_pen = _written(
        f"Key: {paper.title}",
        layout.size,
        paper.variants,
        "Keys",
        lambda page, variant: _key(page, paper, variant, bank),
    )
    lacking = {each.character: each for each in (*solved_pen.lacking, *students_pen.lacking)}
    return Printed(students, solved, tuple(lacking.values()))


def _written(
    title: str, size: PaperSize, parts: Sequence[T], what: str, draw: Callable[[Page, T], None]
) -> tuple[bytes, Pen]:
    pen = Pen(title, size)
    page = Page(pen)
    for part in tracked(parts, len(parts), what):
        draw(page, part)
    return bytes(pen.pdf.output()), pen


def _copy(page: Page, paper: Paper, copy: Copy, duplex: bool) -> None:
    variant = copy.variant
    page.new()
    _head(page, paper.title, copy)
    page.pen.where = "the source"
    page.block([*_wrapped(page, f"Source: {paper.source}", 0, SMALL), *_wrapped(page, TOLD, 0, SMALL)], GAP + 5)
    for question in asked(variant):
        page.pen.where = f"question {question.number} of variant {variant.letter}"
        page.block(list(_question(page, question)))
    if duplex:
        page.even()
    _new_form(page, paper, copy)
    height = min(ROOMY, max(FIELD, (page.bottom - page.y) / len(variant.questions)))
    for field in fields(variant):
        if page.y + height > page.bottom:
            _new_form(page, paper, copy)
        _field(page, field, height)
    if duplex:
        page.even()
    page.footed(f"Variant {variant.letter}", page.pen.printable(copy.student.name) if copy.student else "")


def _new_form(page: Page, paper: Paper, copy: Copy) -> None:
    page.new()
    _head(page, f"Answer form: {paper.title}", copy)


def _head(page: Page, title: str, copy: Copy) -> None:
    """Write the title, the variant in a box, and the lines for name and date."""
    pen, pdf = page.pen, page.pen.pdf
    pen.where = "the title"
    letter = copy.variant.letter
    wide = max(34.0, pen.width(letter, 20, "B") + 16)
    pdf.rect(pdf.w - MARGIN - wide, page.y, wide, 34)
    pen.write(pdf.w - MARGIN - wide / 2 - pen.width(letter, 20, "B") / 2, page.y + 24, letter, 20, "B")
    page.block(list(_wrapped(page, title, 0, HEAD, "B", page.width - wide - 16)), 0)
    page.y = max(page.y, MARGIN + 34) + 22
    pen.where = f"the name {copy.student.name}" if copy.student else ""
    name = pen.printable(copy.student.name) if copy.student else ""
    date_x = MARGIN + page.width * 0.68
    for x, label, text, end in (
        (MARGIN, "Name", name, date_x - 14),
        (date_x, "Date", "", pdf.w - MARGIN),
    ):
        pen.write(x, page.y, label, SMALL)
        start = x + pen.width(label, SMALL) + 6
        pdf.line(start, page.y + 3, end, page.y + 3)
        if text:
            room = end - start - 6
            fits = next((size for size in (12.0, 10.0, 8.0, 6.0) if pen.width(text, size) <= room), 5.0)
            pen.write(start + 4, page.y, pen.lines(text, room, fits)[0], fits)
    page.y += 20


def _wrapped(
    page: Page, text: str, x: float, size: float = BODY, style: str = "", width: float = 0, after: float = 0
) -> Iterator[Line]:
    pen = page.pen
    lines = pen.lines(pen.printable(text), (width or page.width) - x, size, style)
    for number, line in enumerate(lines, 1):
        yield Line(x, line, size, style, after if number == len(lines) else 0)


def _labelled(lines: Iterable[Line], label: str, x: float) -> Iterator[Line]:
    """Put a label before the first of these lines."""
    for number, line in enumerate(lines):
        yield line if number else Line(line.x, line.text, line.size, line.style, line.after, label, x)


def _question(page: Page, question: Asked) -> Iterator[Line]:
    yield from _labelled(_wrapped(page, question.prompt, NUMBER, style="B", after=3), f"{question.number}.", 0)
    if question.text:
        yield from _wrapped(page, question.text, NUMBER, after=4)
    if question.hint:
        yield from _wrapped(page, question.hint, NUMBER, SMALL, after=3)
    if not question.slots and (row := _row(page, question.options)):
        yield row
        return
    for listed, apart in ((question.slots, 8.0), (question.options, 3.0)):
        for number, (label, text) in enumerate(listed, 1):
            wide = max(LETTER, page.pen.width(label, BODY, "B") + 8)
            after = apart if number == len(listed) else 3.0
            yield from _labelled(_wrapped(page, text, NUMBER + wide, after=after), label, NUMBER)


def _row(page: Page, options: Sequence[tuple[str, str]]) -> Line | None:
    """Return short options on one line; None where they have no room, or there is none."""
    pen, x = page.pen, NUMBER
    cells = []
    for label, text in options:
        printable = pen.printable(text)
        cells += [(x, label, "B"), (x + LETTER, printable, "")]
        x += LETTER + pen.width(printable, BODY) + BESIDE
    return Line(0, "", after=3, cells=tuple(cells)) if cells and x - BESIDE <= page.width else None


def _field(page: Page, field: Field, height: float) -> None:
    """Write a row of the form: boxes with their letters in them, a line, or a place for each number."""
    pen, pdf = page.pen, page.pen.pdf
    pen.where = f"the form at question {field.number}"
    baseline = page.y + BODY + 4
    pen.write(MARGIN, baseline, f"{field.number}.", BODY, "B")
    x = MARGIN + NUMBER + 6
    match field.kind:
        case FieldKind.BOXES:
            for label in field.labels:
                pdf.circle(x + BOX / 2, baseline - 4, BOX / 2 + 1)
                pen.write(x + BOX / 2 - pen.width(label, SMALL) / 2, baseline - 0.7, label, SMALL)
                x += BOX + 20
        case FieldKind.LINE:
            pdf.line(x, baseline + 4, x + 255, baseline + 4)
            hint = pen.lines(pen.printable(field.hint), page.width - 302, 8.5)
            for number, line in enumerate(hint[:2]):
                pen.write(x + 265, baseline + 2 - 9 * (len(hint[:2]) - 1 - number), line, 8.5)
        case FieldKind.PLACES:
            for label in field.labels:
                pen.write(x, baseline, label, SMALL)
                pdf.rect(x + 10, baseline - 14, 20, 20)
                x += 48
    page.y += height


def _key(page: Page, paper: Paper, variant: Variant, bank: Bank) -> None:
    page.new()
    page.pen.where = "the title"
    page.block(list(_wrapped(page, f"Key: {paper.title}, variant {variant.letter}", 0, HEAD, "B")), 2)
    page.block(list(_wrapped(page, f"Source: {paper.source}", 0, SMALL)), GAP)
    for key in keys(variant, bank):
        page.pen.where = f"the key of question {key.number} of variant {variant.letter}"
        page.block(list(_solved(page, key)), 7)
    page.footed(f"Key, variant {variant.letter}")


def _solved(page: Page, key: Key) -> Iterator[Line]:
    wide = page.pen.width(key.label, BODY, "B") + 8 if key.label else 0
    answer = _wrapped(page, key.answer, NUMBER + wide, after=1)
    first, *rest = _labelled(answer, key.label, NUMBER)
    yield Line(0, f"{key.number}.", BODY, "B", -BODY * LEADING)  # the answer stands beside it
    yield from (first, *rest)
    if key.also:
        yield from _wrapped(page, f"also: {key.also}", NUMBER, SMALL)
    for text in (key.asked, *key.says):
        yield from _wrapped(page, text, NUMBER, SMALL)
    if key.evidence:
        yield from _wrapped(page, f"Evidence {key.evidence}", NUMBER, SMALL)
