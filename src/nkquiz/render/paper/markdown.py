"""Papers as Markdown, to be edited, or printed by another program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nkquiz.classroom.paper import Copy, Paper, Variant
from nkquiz.model import Bank
from nkquiz.render.paper import Layout, Printed
from nkquiz.render.paper.content import TOLD, Asked, Field, FieldKind, asked, fields, keys
from nkquiz.render.progress import tracked
from nkquiz.render.questions import escaped

_LINE = r"\_" * 24


def write(paper: Paper, copies: Sequence[Copy], bank: Bank, layout: Layout) -> Printed:  # noqa: ARG001
    """Return the papers and the keys as Markdown; it has no pages, and so no paper size."""
    papers = [line for copy in tracked(copies, len(copies), "Papers") for line in _copy(paper, copy)]
    solved = [line for variant in paper.variants for line in _key(paper, variant, bank)]
    return Printed(_bytes(papers), _bytes(solved))


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _copy(paper: Paper, copy: Copy) -> Iterator[str]:
    variant = copy.variant
    name = escaped(copy.student.name) if copy.student else _LINE
    yield from (f"# {escaped(paper.title)}: variant {variant.letter}", "")
    yield from (f"Source: {escaped(paper.source)}", "", f"Name: {name} Date: {_LINE}", "", TOLD, "")
    for question in asked(variant):
        yield from _question(question)
    yield from (f"## Answer form: {escaped(paper.title)}, variant {variant.letter}", "")
    yield from (f"Name: {name} Date: {_LINE}", "")
    for field in fields(variant):
        yield from (_field(field), "")
    yield from ("---", "")


def _question(question: Asked) -> Iterator[str]:
    yield from (f"**{question.number}.** {escaped(question.prompt)}", "")
    if question.text:
        yield from (f"> {escaped(question.text)}", "")
    if question.hint:
        yield from (escaped(question.hint), "")
    for listed in (question.slots, question.options):
        yield from (f"- {label}: {escaped(text)}" for label, text in listed)
        if listed:
            yield ""


def _field(field: Field) -> str:
    match field.kind:
        case FieldKind.BOXES:
            shown = " ".join(f"[ ] {label}" for label in field.labels)
        case FieldKind.LINE:
            shown = _LINE + (f" ({escaped(field.hint)})" if field.hint else "")
        case FieldKind.PLACES:
            shown = " ".join(rf"{label}: \_\_\_" for label in field.labels)
    return f"**{field.number}.** {shown}"


def _key(paper: Paper, variant: Variant, bank: Bank) -> Iterator[str]:
    yield from (f"# Key: {escaped(paper.title)}, variant {variant.letter}", "", f"Source: {escaped(paper.source)}", "")
    for key in keys(variant, bank):
        label = f"**{key.label}** " if key.label else ""
        yield f"{key.number}. {label}{escaped(key.answer)}" + (f" (also: {escaped(key.also)})" if key.also else "")
        yield from (f"    - {escaped(text)}" for text in (key.asked, *key.says))
        if key.evidence:
            yield f"    - Evidence {escaped(key.evidence)}"
    yield ""
