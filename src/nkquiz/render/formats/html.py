"""A page of its own: the text with its verdicts marked, and beside it the reasons and the evidence.

A verdict shows as a colour, a sign, and a kind of underline, so that it reads in print and without colour. There are no
scripts and no resources from elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import islice
from typing import TextIO

from nkquiz.model import (
    Bank,
    Block,
    BlockKind,
    Checked,
    Claim,
    Item,
    PartReport,
    Relation,
    Report,
    Sentence,
    Source,
    Verdict,
)
from nkquiz.render.page import head
from nkquiz.render.wording import NO_PLACE, counted, left_out_name

SIGNS = {Verdict.SUPPORTED: "✓", Verdict.CONTRADICTED: "✗", Verdict.NOT_IN_SOURCE: "?", Verdict.MIXED: "±"}
_TAGS = {BlockKind.QUOTE: "blockquote", BlockKind.CODE: "pre", BlockKind.HEADING: "h2"}
_PAGE = """\
{head}<body>
<header>
<h1>{title}</h1>
<p class="summary">{summary}</p>
{counts}
<p class="source">Checked against: {source}. A verdict says what this source says, not what is true. Text \
without a mark was not checked.</p>
</header>
<main>
{blocks}
</main>
<footer>
<p>Written by nkquiz.</p>
</footer>
</body>
</html>
"""


def write(checked: Checked, bank: Bank, stream: TextIO) -> None:
    """Write the page. The blocks of a document keep their order; a statement from a list is a block of its own."""
    style = (files("nkquiz.render.formats") / "html.css").read_text(encoding="utf-8")
    title = text(f"Fact check: {checked.name}" if checked.name else "Fact check")
    page = _PAGE.format(
        head=head(title, style),
        title=title,
        summary=_summary(checked),
        counts=_counts(checked),
        source=_source(bank.source),
        blocks="\n".join(_rows(checked)),
    )
    stream.write(page)


def text(raw: str) -> str:
    """Return text for a page: escaped, without control and direction characters."""
    return escape("".join(c for c in raw if c in "\n\t" or unicodedata.category(c)[0] != "C"))


def _name(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _summary(checked: Checked) -> str:
    if not checked.document:
        return f"{counted(len(checked.items), 'statement')} checked."
    shown = f"{counted(len(checked.items), 'sentence')}, {len(checked.reports)} checked"
    reasons = ", ".join(f"{number} {left_out_name(reason, number)}" for reason, number in checked.left_out.items())
    return shown + (f", {sum(checked.left_out.values())} left out ({reasons})." if reasons else ".")


def _counts(checked: Checked) -> str:
    """Return how often each verdict was given, marked as in the text: the legend."""
    items = (
        f'<li><span class="sign {verdict.value}">{SIGNS[verdict]}</span> {number} '
        f'<span class="mark {verdict.value}">{_name(verdict)}</span></li>'
        for verdict, number in checked.verdicts.items()
    )
    return f'<ul class="counts">{"".join(items)}</ul>'


def _source(source: Source) -> str:
    shown = text(source.citation)
    linked = source.url.startswith(("https://", "http://"))
    return f'<a href="{text(source.url)}">{shown}</a>' if linked else shown


def _rows(checked: Checked) -> Iterator[str]:
    """Yield one row a block: the text on the left, its notes on the right."""
    numbers = {item.id: number for number, item in enumerate((i for i in checked.items if i.report), 1)}
    if not checked.document:
        for number, item in enumerate(checked.items, 1):
            yield _row(f"<p>{_sentence(item, number)}</p>", [_note(item, number)])
        return
    items = iter(checked.items)
    for block in checked.document.blocks:
        mine = [(item, numbers.get(item.id, 0)) for item in islice(items, len(block.sentences))]
        shown = " ".join(_sentence(item, number) for item, number in mine)
        yield _row(_block(block, shown), [_note(item, number) for item, number in mine if number])


def _row(shown: str, notes: Iterable[str]) -> str:
    return f'<section>\n<div class="text">{shown}</div>\n<div class="notes">{"".join(notes)}</div>\n</section>'


def _block(block: Block, shown: str) -> str:
    if block.kind is BlockKind.HEADING:
        level = min(block.level + 1, 6)
        return f"<h{level}>{shown}</h{level}>"
    tag = _TAGS.get(block.kind, "p")
    kind = f' class="{block.kind.value}"' if tag == "p" and block.kind is not BlockKind.PARAGRAPH else ""
    return f"<{tag}{kind}>{shown}</{tag}>"


def _sentence(item: Item, number: int) -> str:
    """Return a sentence: marked, with the number of its note, or plain if it was left out."""
    if not item.report:
        return _left_out(item.sentence) if item.sentence else text(item.text)
    verdict = item.report.verdict
    return (
        f'<span class="mark {verdict.value}" id="s{number}">{_with_conflicts(item.text, item.report)}</span>'
        f'<a class="ref" href="#n{number}" title="{_name(verdict)}">{SIGNS[verdict]}{number}</a>'
    )


def _left_out(sentence: Sentence) -> str:
    reason = left_out_name(sentence.left_out) if sentence.left_out else ""
    return f'<span title="not checked: {reason}">{text(sentence.text)}</span>'


def _with_conflicts(statement: str, report: Report) -> str:
    """Return a statement with the words in bold that the source has otherwise."""
    shown: list[str] = []
    last = 0
    conflicts = {(f.start, f.end) for f in report.findings if f.relation is Relation.CONFLICT}
    for start, end in sorted(conflicts):
        if last <= start < end <= len(statement):
            shown += [text(statement[last:start]), f"<b>{text(statement[start:end])}</b>"]
            last = end
    return "".join([*shown, text(statement[last:])])


def _note(item: Item, number: int) -> str:
    report = item.report
    assert report is not None
    place = f' <span class="line">line {item.line}</span>' if item.line else ""
    head = (
        f'<a href="#s{number}">{number}</a> <span class="sign {report.verdict.value}">{SIGNS[report.verdict]}</span> '
        f"<strong>{_name(report.verdict)}</strong>{place}"
    )
    parts = report.parts
    if len(parts) > 1:
        inner = "".join(
            f'<li><span class="sign {part.verdict.value}">{SIGNS[part.verdict]}</span> <em>{text(part.text)}</em>'
            f"{_explained(part)}</li>"
            for part in parts
        )
        body = f"<ul>{inner}</ul>"
    else:
        body = _explained(parts[0]) if parts else f"<p>{text(report.reason)}</p>"
    return f'<aside id="n{number}">{head}{body}</aside>'


def _explained(part: PartReport) -> str:
    return f"<p>{text(part.reason)}</p>" + "".join(_evidence(claim) for claim in part.claims)


def _evidence(claim: Claim) -> str:
    shown = "Evidence " + "; ".join(f"{each.at} <q>{text(each.quote)}</q>" for each in claim.evidence)
    if not claim.evidence:
        shown = NO_PLACE
    note = (
        f'<p class="beyond">Beyond the source: {text(claim.note.text)} ({text(claim.note.basis)})</p>'
        if claim.note
        else ""
    )
    return f'<p class="evidence">{shown}</p>{note}'
