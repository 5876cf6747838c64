"""Papers as one page of HTML that nothing else is needed for; a browser prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from nkquiz.classroom.paper import Copy, Paper, Variant
from nkquiz.model import Bank
from nkquiz.render.page import head
from nkquiz.render.paper import Layout, PaperSize, Printed
from nkquiz.render.paper.content import TOLD, Asked, Field, FieldKind, asked, fields, keys
from nkquiz.render.progress import tracked
from nkquiz.render.terminal import safe

SHORT = 60  # letters in all options together, up to which they stand on one line
ROWS = 20  # of a form up to which they have room on one page below each other
_PAGE = """\
{head}<body>
{body}
</body>
</html>
"""
_SIZES = {PaperSize.A4: "A4", PaperSize.LETTER: "letter"}


def write(paper: Paper, copies: Sequence[Copy], bank: Bank, layout: Layout) -> Printed:
    """Return the copies and the keys, each as one page of HTML."""
    papers = [_copy(paper, copy) for copy in tracked(copies, len(copies), "Papers")]
    solved = [_key(paper, variant, bank) for variant in paper.variants]
    return Printed(
        _page(paper, paper.title, papers, "Variant", layout.size),
        _page(paper, f"Key: {paper.title}", solved, "Key", layout.size),
    )


def _page(paper: Paper, title: str, parts: Sequence[str], what: str, size: PaperSize) -> bytes:
    """Return the whole page. Browsers that know margin boxes print the variant and the page's number into them; they
    can't begin to count anew for each copy."""
    named = (
        f".of-{v.letter} {{ page: of-{v.letter}; }}\n"
        f'@page of-{v.letter} {{ @bottom-right {{ font: bold 9pt sans-serif; content: "{_foot(what, v)}, page " '
        'counter(page) " of " counter(pages) " in all"; } }\n'
        for v in paper.variants
    )
    style = (files("nkquiz.render.paper") / "html.css").read_text(encoding="utf-8")
    style = f"@page {{ size: {_SIZES[size]}; margin: 18mm; }}\n{''.join(named)}{style}"
    return _PAGE.format(head=head(text(title), style), body="\n".join(parts)).encode()


def _foot(what: str, variant: Variant) -> str:
    return f"Variant {variant.letter}" if what == "Variant" else f"{what}, variant {variant.letter}"


def text(raw: str) -> str:
    """Return text for a page: escaped, on one line, without control and direction characters."""
    return escape(safe(raw))


def _copy(paper: Paper, copy: Copy) -> str:
    variant = copy.variant
    questions = "\n".join(_question(question) for question in asked(variant))
    form = "\n".join(_field(field) for field in fields(variant))
    return (
        f'<section class="copy of-{variant.letter}">\n{_head(paper.title, copy)}\n'
        f'<p class="small">Source: {text(paper.source)}</p>\n<p class="small">{text(TOLD)}</p>\n'
        f'<ol class="questions">\n{questions}\n</ol>\n'
        f'<div class="sheet">\n{_head(f"Answer form: {paper.title}", copy)}\n'
        f'<ol class="form{" many" if len(variant.questions) > ROWS else ""}">\n{form}\n</ol>\n</div>\n</section>'
    )


def _head(title: str, copy: Copy) -> str:
    name = text(copy.student.name) if copy.student else ""
    return (
        f'<div class="head"><h1 dir="auto">{text(title)}</h1><span class="letter">{copy.variant.letter}</span></div>\n'
        f'<div class="who">Name <span dir="auto">{name}</span> Date <span class="date"></span></div>'
    )


def _number(number: int) -> str:
    return f'<span class="number">{number}.</span>'


def _question(question: Asked) -> str:
    return f"<li>{_number(question.number)}{''.join(_parts(question))}</li>"


def _parts(question: Asked) -> Iterator[str]:
    yield f'<p class="prompt" dir="auto">{escape(question.prompt)}</p>'
    if question.text:
        yield f'<p dir="auto">{escape(question.text)}</p>'
    if question.hint:
        yield f'<p class="small">{escape(question.hint)}</p>'
    for listed in (question.slots, question.options):
        if listed:
            short = not question.slots and sum(len(shown) for _, shown in listed) <= SHORT
            items = "".join(f"<li><b>{label}</b>{escape(shown)}</li>" for label, shown in listed)
            yield f'<ul class="listed{" short" if short else ""}">{items}</ul>'


def _field(field: Field) -> str:
    match field.kind:
        case FieldKind.BOXES:
            shown = "".join(f'<span class="circle">{label}</span>' for label in field.labels)
        case FieldKind.LINE:
            shown = f'<span class="line"></span><span class="small">{escape(field.hint)}</span>'
        case FieldKind.PLACES:
            shown = "".join(f'<span class="place">{label}<i></i></span>' for label in field.labels)
    return f"<li>{_number(field.number)}{shown}</li>"


def _key(paper: Paper, variant: Variant, bank: Bank) -> str:
    rows = "\n".join(f"<li>{''.join(row)}</li>" for row in _solved(variant, bank))
    return (
        f'<section class="copy of-{variant.letter}">\n<h1>Key: {text(paper.title)}, variant {variant.letter}</h1>\n'
        f'<p class="small">Source: {text(paper.source)}</p>\n<ol class="key">\n{rows}\n</ol>\n</section>'
    )


def _solved(variant: Variant, bank: Bank) -> Iterator[Iterator[str]]:
    for key in keys(variant, bank):
        label = f"<b>{key.label}</b>" if key.label else ""
        evidence = f"Evidence {key.evidence}" if key.evidence else ""
        small = (f"also: {key.also}" if key.also else "", key.asked, *key.says, evidence)
        yield iter(
            (
                _number(key.number),
                f'<p class="answer" dir="auto">{label}{escape(key.answer)}</p>',
                *(f'<p class="small" dir="auto">{escape(line)}</p>' for line in small if line),
            )
        )
