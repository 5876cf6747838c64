"""Papers as a Word document, to be edited before they are printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from nkquiz.classroom.paper import Copy, Paper, Variant
from nkquiz.export.archive import zipped
from nkquiz.model import Bank
from nkquiz.render.paper import Layout, PaperSize, Printed
from nkquiz.render.paper.content import TOLD, Asked, Field, FieldKind, Key, asked, fields, keys
from nkquiz.render.progress import tracked
from nkquiz.render.terminal import safe

T = TypeVar("T")
SHORT = 60  # letters in all options together, up to which they stand on one line
_FONT = "Arial"
_SIZES = {PaperSize.A4: (Mm(210), Mm(297)), PaperSize.LETTER: (Mm(215.9), Mm(279.4))}
_MOST = 255  # letters in a document's title
_MARGIN, _NUMBER, _LETTER = Mm(18), Mm(9), Mm(16)
_STYLES = (  # name, size, bold, indent, and how far the first line hangs out of it
    ("Title of paper", 16, True, Mm(0), Mm(0)),
    ("Variant", 14, True, Mm(0), Mm(0)),
    ("Who", 11, False, Mm(0), Mm(0)),
    ("Note", 9, False, Mm(0), Mm(0)),
    ("Question", 11, True, _NUMBER, _NUMBER),
    ("Question text", 11, False, _NUMBER, Mm(0)),
    ("Question note", 9, False, _NUMBER, Mm(0)),
    ("Option", 11, False, _LETTER, _LETTER - _NUMBER),
    ("Form", 11, False, _NUMBER, _NUMBER),
    ("Key", 11, False, _NUMBER, _NUMBER),
)


def write(paper: Paper, copies: Sequence[Copy], bank: Bank, layout: Layout) -> Printed:
    """Return the copies, each a section with its own page numbers, and the keys."""
    students = _written(
        paper.title,
        layout.size,
        tracked(copies, len(copies), "Papers"),
        lambda copy: (f"{safe(copy.student.name)}, " if copy.student else "") + f"Variant {copy.variant.letter}",
        lambda document, copy: _copy(document, paper, copy),
    )
    solved = _written(
        f"Key: {paper.title}",
        layout.size,
        tracked(paper.variants, len(paper.variants), "Keys"),
        lambda variant: f"Key, variant {variant.letter}",
        lambda document, variant: _key(document, paper, variant, bank),
    )
    return Printed(students, solved)


def _written(
    title: str, size: PaperSize, parts: Iterable[T], foot: Callable[[T], str], draw: Callable[[Document, T], Paragraph]
) -> bytes:
    document = docx.Document()
    document.core_properties.title = safe(title, _MOST)
    document.core_properties.author = "nkquiz"
    document.core_properties.comments = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    _add_styles(document)
    for number, part in enumerate(parts, 1):
        section = document.sections[0] if number == 1 else document.add_section(WD_SECTION.NEW_PAGE)
        _set_up(section, size)
        _foot(section, foot(part), number, draw(document, part))
    return _dated(document)


def _set_up(section: Section, size: PaperSize) -> None:
    section.page_width, section.page_height = _SIZES[size]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    count = OxmlElement("w:pgNumType")
    count.set(qn("w:start"), "1")
    section._sectPr.append(count)


def _foot(section: Section, text: str, number: int, last: Paragraph) -> None:
    """Write "Variant B, page 2 of 3" into the footer. The last page's number is that of a mark at the section's end:
    Word has a field for it, but LibreOffice hasn't."""
    mark = f"end{number}"
    for name in ("start", "end"):
        bookmark = OxmlElement(f"w:bookmark{name.capitalize()}")
        bookmark.set(qn("w:id"), str(number))
        if name == "start":
            bookmark.set(qn("w:name"), mark)
        last._p.append(bookmark)
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = 2
    paragraph.add_run(f"{text}, page ").font.size = Pt(9)
    _field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ").font.size = Pt(9)
    _field(paragraph, f"PAGEREF {mark}", "1")


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that the program works out; `shown` stands there until it has."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        run.font.size = Pt(9)
        if kind == "":
            element = OxmlElement("w:instrText")
            element.text = f" {text} "
            run._r.append(element)
        elif kind != "shown":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _dated(document: Document) -> bytes:
    """Return the document's bytes without the time at which they were written: the same paper gives the same bytes."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as made:
        return zipped((name, made.read(name)) for name in made.namelist())


def _add_styles(document: Document) -> None:
    """Add the styles of all that is on a paper, so that one can change how it looks in one place. All of them keep a
    paragraph on a page with the next one."""
    for name, size, bold, indent, hanging in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), bold
        shape = style.paragraph_format
        shape.keep_together = shape.keep_with_next = True
        shape.space_after = Pt(3)
        shape.left_indent = indent
        if hanging:
            shape.first_line_indent = -hanging
            shape.tab_stops.add_tab_stop(indent)
    document.styles["Form"].paragraph_format.line_spacing = Pt(24)
    for stop in (Mm(115), Mm(172)):
        document.styles["Who"].paragraph_format.tab_stops.add_tab_stop(stop, leader=WD_TAB_LEADER.LINES)
    document.styles["Who"].paragraph_format.space_before = Pt(12)
    document.styles["Form"].paragraph_format.tab_stops.add_tab_stop(Mm(105), leader=WD_TAB_LEADER.LINES)


def _line(document: Document, style: str, text: str = "") -> Paragraph:
    """Add a paragraph at the end. `document.add_paragraph` would go through all the styles and paragraphs each time."""
    element = OxmlElement("w:p")
    document.element.body[-1].addprevious(element)
    element.style = style.replace(" ", "")  # the style's id
    paragraph = Paragraph(element, document._body)
    if text:
        _add(paragraph, text)
    return paragraph


def _add(paragraph: Paragraph, text: str, bold: bool = False, small: bool = False, boxed: bool = False) -> None:
    """Add text to a paragraph; a tab may stand before it. `paragraph.add_run` takes ten times as long, and there are
    many thousands."""
    run, kind = OxmlElement("w:r"), OxmlElement("w:rPr")
    for wanted, name, values in (
        (bold, "b", {}),
        (small, "sz", {"val": "18"}),
        (boxed, "bdr", {"val": "single", "sz": "6", "space": "0", "color": "000000"}),
    ):
        if wanted:
            element = OxmlElement(f"w:{name}")
            for key, value in values.items():
                element.set(qn(f"w:{key}"), value)
            kind.append(element)
    if len(kind):
        run.append(kind)
    if text.startswith("\t"):
        run.append(OxmlElement("w:tab"))
    shown = OxmlElement("w:t")
    shown.text = text.removeprefix("\t")
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(shown)
    paragraph._p.append(run)


def _labelled(document: Document, label: str, text: str, style: str) -> Paragraph:
    """Add a paragraph with a label in the margin before it."""
    paragraph = _line(document, style)
    _add(paragraph, label, bold=True)
    _add(paragraph, f"\t{text}")
    return paragraph


def _ended(paragraph: Paragraph, after: float) -> None:
    """End what stays together with this paragraph."""
    paragraph.paragraph_format.keep_with_next = False
    paragraph.paragraph_format.space_after = Pt(after)


def _copy(document: Document, paper: Paper, copy: Copy) -> Paragraph:
    """Add a copy, and return its last paragraph."""
    _head(document, paper.title, copy)
    _line(document, "Note", f"Source: {safe(paper.source)}")
    _ended(_line(document, "Note", TOLD), 12)
    for question in asked(copy.variant):
        _question(document, question)
    _head(document, f"Answer form: {paper.title}", copy, new_page=True)
    return [_to_fill_in(document, field) for field in fields(copy.variant)][-1]


def _head(document: Document, title: str, copy: Copy, new_page: bool = False) -> None:
    first = _line(document, "Title of paper", safe(title))
    first.paragraph_format.page_break_before = new_page or None
    _line(document, "Variant", f"Variant {copy.variant.letter}")
    name = safe(copy.student.name) if copy.student else ""
    who = _line(document, "Who", f"Name {name}")
    _add(who, "\t Date ")
    _add(who, "\t")
    _ended(who, 12)


def _question(document: Document, question: Asked) -> None:
    last = _labelled(document, f"{question.number}.", question.prompt, "Question")
    if question.text:
        last = _line(document, "Question text", question.text)
    if question.hint:
        last = _line(document, "Question note", question.hint)
    short = sum(len(text) for _, text in question.options) <= SHORT and not question.slots
    if question.options and short:
        last = _line(document, "Question text")
        for label, text in question.options:
            _add(last, f"{label}\u2002", bold=True)
            _add(last, f"{text}\u2003\u2003")
    else:
        for label, text in question.slots:
            last = _labelled(document, label, text, "Option")
        if question.slots:
            last.paragraph_format.space_after = Pt(8)
        for label, text in question.options:
            last = _labelled(document, label, text, "Option")
    _ended(last, 12)


def _to_fill_in(document: Document, field: Field) -> Paragraph:
    row = _labelled(document, f"{field.number}.", "", "Form")
    match field.kind:
        case FieldKind.BOXES:
            for label in field.labels:
                _add(row, f"\u2002{label}\u2002", boxed=True)
                _add(row, "\u2003")
        case FieldKind.LINE:
            _add(row, "\t")
            _add(row, f" {field.hint}", small=True)
        case FieldKind.PLACES:
            for label in field.labels:
                _add(row, f"{label}\u2002", small=True)
                _add(row, "\u2003\u2003", boxed=True)
                _add(row, "\u2003")
    _ended(row, 3)
    return row


def _key(document: Document, paper: Paper, variant: Variant, bank: Bank) -> Paragraph:
    """Add the key of a variant, and return its last paragraph."""
    _line(document, "Title of paper", f"Key: {safe(paper.title)}, variant {variant.letter}")
    _ended(_line(document, "Note", f"Source: {safe(paper.source)}"), 12)
    return [_solved(document, key) for key in keys(variant, bank)][-1]


def _solved(document: Document, key: Key) -> Paragraph:
    last = _labelled(document, f"{key.number}.", "", "Key")
    if key.label:
        _add(last, f"{key.label}\u2002", bold=True)
    _add(last, key.answer)
    evidence = f"Evidence {key.evidence}" if key.evidence else ""
    for text in (f"also: {key.also}" if key.also else "", key.asked, *key.says, evidence):
        if text:
            last = _line(document, "Question note", text)
    _ended(last, 8)
    return last
