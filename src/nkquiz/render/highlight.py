"""A statement with the words of its findings highlighted, each kind by a style, and by marks for those who see none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from nkquiz.model import Finding, Relation

# By what a word is known: the style, and the mark that stands under it. The later wins where findings overlap.
STYLES = {
    Relation.AGREE: Style.parse("not bold green"),
    Relation.EXTRA: Style.parse("not bold yellow"),
    Relation.CONFLICT: Style.parse("bold red"),
}
MARKS = {Relation.EXTRA: ("?", "not in the source"), Relation.CONFLICT: ("^", "conflict")}
_OF_STYLE = {STYLES[relation]: mark for relation, mark in MARKS.items()}


def placed(text: str, limit: int = 0) -> tuple[str, list[int]]:
    """Return `text` on one line, without control, format and direction characters, cut after `limit` characters; and
    for each of its characters where that stands in what is returned, or -1 if it does not."""
    kept: list[str] = []
    place: list[int] = []
    blank = False
    for character in text:
        if character.isspace():
            blank = bool(kept)
        elif unicodedata.category(character)[0] != "C":
            if blank:
                kept.append(" ")
                blank = False
            place.append(len(kept))
            kept.append(character)
            continue
        place.append(-1)
    if not limit or len(kept) <= limit:
        return "".join(kept), place
    end = limit - 3
    return "".join(kept[:end]) + "...", [where if where < end else -1 for where in place]


def highlighted(text: str, findings: Iterable[Finding], start: int = 0, limit: int = 0, base: str = "") -> Text:
    """Return `text`, which stands at `start` of the statement, safe to print, with the words of the findings in their
    style. Findings on all of its words tell nothing about any, and are left out. A negative `start`: none is shown."""
    shown, place = placed(text, limit)
    styled = Text(shown, style=base)
    relations: list[Relation | None] = [None] * len(shown)
    by_weight = sorted(findings if start >= 0 else (), key=lambda finding: list(STYLES).index(finding.relation))
    words = {where for where in place if where >= 0 and shown[where].isalnum()}
    for finding in by_weight:
        there = [where for where in place[max(0, finding.start - start) : max(0, finding.end - start)] if where >= 0]
        if there and not words <= set(there):
            for where in range(there[0], there[-1] + 1):
                relations[where] = finding.relation
    for relation, run in groupby(range(len(shown)), key=relations.__getitem__):
        if relation:
            span = list(run)
            styled.stylize(STYLES[relation], span[0], span[-1] + 1)
    return styled


def marks(line: Text, width: int) -> Text | None:
    """Return the line of marks under one line that `highlighted` made: `^^^` under a conflict, `???` under what is not
    in the source, with the word for it where there is one kind only and room; None where there is nothing to mark."""
    under = [*_under(line)]
    if not under:
        return None
    shown = ""
    for at, length, mark in sorted(under):
        shown = shown.ljust(at) + mark * length
    names = {name for mark, name in MARKS.values() if mark in shown}
    if len(names) == 1 and len(labelled := f"{shown} {names.pop()}") <= width:
        shown = labelled
    return Text(shown)


def _under(line: Text) -> Iterator[tuple[int, int, str]]:
    for span in line.spans:
        if isinstance(span.style, Style) and span.style in _OF_STYLE and span.start < span.end:
            inside = line.plain[span.start : span.end]
            inner = inside.strip()
            if inner:
                start = span.start + inside.index(inner)
                yield cell_len(line.plain[:start]), cell_len(inner), _OF_STYLE[span.style][0]
