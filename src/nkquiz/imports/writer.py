"""Claims in the making -> a bank as YAML, made to be edited: short lines, no more quotes than needed, and at the end
what was left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nkquiz.imports.found import Found, Imported
from nkquiz.model import Lure, Problem, WrittenQuestion
from nkquiz.text import fingerprint, one_line, words

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What needs no quotes anywhere in YAML, and is nothing but a text in any of its versions.
_PLAIN = re.compile(r"[A-Za-z(][\w ,.()'/+?!;-]*", re.ASCII)
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)
_LONGEST_ID, _HASH = 48, 6


@dataclass(frozen=True, slots=True)
class Heading:
    """What a bank is called: its id, title, author and date, the title of the topic of cards without one, and the file
    that it came from."""

    id: str
    title: str
    topic: str
    origin: str
    author: str = ""
    date: str = ""


def bank_text(imported: Imported, heading: Heading) -> tuple[str, int, tuple[Problem, ...]]:
    """Return the bank as text, how many claims it has, and all that was left out, what stands twice included."""
    found, twice = _merged(imported.found)
    left_out = tuple(sorted((*imported.left_out, *twice), key=lambda problem: problem.line))
    topics = _topics(found, heading)
    lines = [
        "# yaml-language-server: $schema=claims.schema.json",
        f"# Imported from {_comment(heading.origin)}. docs/import.md says how to go on.",
        "format: 1",
        f"bank: {quoted(heading.id)}",
        "source:",
        "  kind: cards  # claims need no evidence",
        f"  title: {quoted(heading.title)}",
    ]
    lines += [
        f"  {name}: {quoted(text)}" for name, text in (("author", heading.author), ("date", heading.date)) if text
    ]
    lines += [
        "topics:",
        *(f"  {quoted(id_)}: {quoted(title)}" for title, id_ in topics.items()),
        "entities: {}",
        "claims:",
    ]
    for each, id_ in zip(found, _ids(found), strict=True):
        lines += _claim(each, id_, topics[_topic(each, heading)])
    if left_out:
        lines += ["", "# Left out:", *(f"#   {_comment(problem.at(heading.origin))}" for problem in left_out)]
    return "\n".join(lines) + "\n", len(found), left_out


def slug(text: str, longest: int = _LONGEST_ID) -> str:
    """Return an id made from a text's first words in Latin letters; "" where it has none."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", ascii_.lower().replace("'", ""))
    while parts and len("-".join(parts)) > longest:
        parts.pop()
    if not parts and (first := re.search(r"[a-z0-9]+", ascii_.lower())):
        return first[0][:longest]
    letters = sum(character.isalnum() for character in unicodedata.normalize("NFKD", text))
    return "-".join(parts) if 2 * sum(map(len, parts)) >= min(letters, longest) else ""


def quoted(text: str) -> str:
    """Return a text as YAML that every reader takes for this text."""
    text = one_line(text)
    if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text) and not text.endswith(" "):
        return text
    if '"' in text or "\\" in text:  # LaTeX, above all, is easier to read and edit so
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _comment(text: str) -> str:
    return one_line(text)


def _claim(each: Found, id_: str, topic: str) -> Iterator[str]:
    yield f"  - id: {quoted(id_)}"
    if each.text:
        yield f"    text: {quoted(each.text)}"
    else:
        yield "    draft: true  # write what is right as its text, and remove this line"
    yield f"    topic: {quoted(topic)}"
    yield "    kind: fact"
    yield "    questions:"
    for question in each.questions:
        yield from _question(question)


def _question(question: WrittenQuestion) -> Iterator[str]:
    yield f"      - ask: {quoted(question.ask)}"
    yield f"        key: {quoted(question.key)}"
    yield from _list("also", (quoted(text) for text in question.also))
    yield from _list("lures", map(_lure, question.lures))
    if question.tolerance:
        yield f"        tolerance: {question.tolerance:.15f}".rstrip("0").rstrip(".")
    if question.why:
        yield f"        why: {quoted(question.why)}"


def _list(name: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"          - {item}" for item in items]
    if lines:
        yield f"        {name}:"
        yield from lines


def _lure(lure: Lure) -> str:
    return f"text: {quoted(lure.text)}\n            why: {quoted(lure.why)}" if lure.why else quoted(lure.text)


def _merged(found: Iterable[Found]) -> tuple[list[Found], list[Problem]]:
    """Return what says the same as one, with the questions of all, and a problem for each that is not kept."""
    kept: dict[str, Found] = {}
    problems = []
    for each in found:
        key = " ".join((each.text or f"draft {each.questions[0].ask}").casefold().split())
        if (first := kept.get(key)) is None:
            kept[key] = each
            continue
        asked = set(map(_content, first.questions))
        new = tuple(question for question in each.questions if _content(question) not in asked)
        kept[key] = replace(first, questions=(*first.questions, *new))
        if not new:
            where = f" on line {first.line}" if first.line else ""
            shown = (each.text or each.questions[0].ask)[:40]
            problems.append(Problem(each.line, f"'{shown}' says the same as what stands{where}: left out"))
    return list(kept.values()), problems


def _content(question: WrittenQuestion) -> tuple[str, frozenset[str]]:
    return question.ask.casefold(), frozenset(lure.text.casefold() for lure in question.lures)


def _topic(each: Found, heading: Heading) -> str:
    return one_line(each.topic) or heading.topic


def _topics(found: Iterable[Found], heading: Heading) -> dict[str, str]:
    """Return the id of each topic under its title."""
    titles = dict.fromkeys(_topic(each, heading) for each in found)
    return dict(zip(titles, _unique((slug(title), title) for title in titles), strict=True))


def _ids(found: Iterable[Found]) -> list[str]:
    """Return an id for each claim: the one that it has elsewhere, if it can be one; else one made from its name or
    text. So a file that is imported again, with cards added or mended, gives the same ids."""
    made = []
    for each in found:
        content = each.text or each.questions[0].ask
        own = each.id if _ID.fullmatch(each.id) and len(each.id) <= _LONGEST_ID else slug(each.id)
        made.append((own or slug(each.name) or slug(content), content))
    return _unique(made)


def _unique(made: Iterable[tuple[str, str]]) -> list[str]:
    """Return ids that differ: the second of a kind gets a hash of what it stands for, and so does one without words."""
    taken: set[str] = set()
    ids = []
    for id_, content in made:
        hash_ = fingerprint(content) if words(content) else fingerprint(" ".join(map(hex, map(ord, content))))
        number = 0
        candidate = id_ or f"card-{hash_[:_HASH]}"
        while candidate in taken:
            number += 1
            candidate = f"{id_ or 'card'}-{hash_[:_HASH]}" + (f"-{number}" if number > 1 else "")
        taken.add(candidate)
        ids.append(candidate)
    return ids
