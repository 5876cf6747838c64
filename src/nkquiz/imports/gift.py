r"""GIFT, Moodle's format for questions as text.

A blank line ends a question. `\` takes the meaning from the signs `\ : # = { } ~`, and `\n` is a line break; what is so
written is kept as one private character each until the question has been cut into its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nkquiz.imports.found import Found, Imported, Misfit, Stem, to_judge, to_match
from nkquiz.imports.graded import Graded, Note, multiple, numerical, short, told
from nkquiz.imports.html import formatted
from nkquiz.imports.numbers import middle, number
from nkquiz.imports.reading import decode
from nkquiz.model import Problem

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_PRIVATE = 0xE000  # where private characters begin
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_MARKUP = re.compile(r"^\s*\[\w+\]|<[^<>]*>")
_TAGGED = re.compile(r"\[id:([^\]]+)\]")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def read(data: bytes, name: str) -> Imported:
    """Return a claim for each question.

    Raises:
        InputError: it is no text.
    """
    found: list[Found] = []
    left_out: list[Problem] = []
    topic = ""
    for line, id_, block in _blocks(decode(data, name)):
        if block.startswith("$CATEGORY:"):
            category, _, block = block.partition("\n")
            topic = category_title(_shown(category.removeprefix("$CATEGORY:")))
            line += 1
        if not block.strip():
            continue
        label, text = _named(block)
        shown = " ".join((label or _MARKUP.sub(" ", _shown(text.partition("{")[0]))).split())[:40]
        notes: list[str] = []
        try:
            found += _question(text, Stem("", line, label, topic, id_), notes.append)
        except Misfit as misfit:
            notes = [f"{misfit}: left out"]
        left_out += [Problem(line, f"the question '{shown}' {note}") for note in notes]
    return Imported(tuple(found), tuple(left_out))


def category_title(path: str) -> str:
    """Return the last part of a category's path, which a single `/` cuts."""
    parts = re.split(r"(?<!/)/(?!/)", path.strip())
    last = next((part.strip() for part in reversed(parts) if part.strip()), "")
    last = last.replace("//", "/")
    return "" if last in ("$course$", "$system$", "$cat1$", "top") else last


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each block with its first line's number and the id that a comment gives it. Comments are blank in it."""
    lines: list[str] = []
    first, id_ = 0, ""
    for number_, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            if line.lstrip().startswith("//"):
                tagged = _TAGGED.search(line)
                id_ = tagged[1].strip() if tagged else id_
                line = ""
            first = first or (number_ if line else 0)
            lines += [line] if first else []
        elif first:
            yield first, id_, _hidden("\n".join(lines)).strip()
            lines, first, id_ = [], 0, ""


def _hidden(text: str) -> str:
    """Return a text in which whatever has a backslash before it is a private character."""
    text = re.sub("[\ue000-\uf8ff]", "", text)
    return _ESCAPE.sub(lambda escape: chr(_PRIVATE + (10 if escape[1] == "n" else ord(escape[1]))), text)


def _shown(text: str) -> str:
    return re.sub("[\ue000-\ue07f]", lambda hidden: chr(ord(hidden[0]) - _PRIVATE), text).strip()


def _named(block: str) -> tuple[str, str]:
    """Return a question's name and the rest."""
    if block.startswith("::"):
        name, ended, rest = block[2:].partition("::")
        if ended:
            return _shown(name), rest.strip()
        return "", block[2:].strip()
    return "", block


def _question(text: str, stem: Stem, note: Note) -> list[Found]:
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise Misfit("is a description without an answer")
    if start < 0 or end < start:
        raise Misfit("has a brace without its partner")
    after = text[end + 1 :]
    if "{" in after or "}" in after:
        raise Misfit("has braces after its answers, which need a backslash before them")
    asked = text[:start] + ("_____" + after if after.strip() else "")
    format_, asked = _format(asked, "moodle")
    body, general = text[start + 1 : end].strip(), ""
    if "####" in body:
        body, _, general = body.rpartition("####")
        body = body.strip()
    stem = replace(stem, text=formatted(_shown(asked), format_), why=_text(general, format_))
    if not body:
        raise Misfit("is an essay")
    if body.startswith("#"):
        return [_numerical(body[1:], stem, format_, note)]
    if "~" in body:
        return [multiple(stem, _answers(body, format_), note)]
    if "=" in body and "->" in body:
        return _matching(body, stem, format_)
    if (word := body.partition("#")[0].strip()) in _TRUTH:
        return [_truth(_TRUTH[word], body, stem, format_)]
    return [short(stem, _answers(body, format_), note)]


def _format(text: str, default: str) -> tuple[str, str]:
    """Return the format that is written before a text, and the text without it."""
    written = _FORMAT.match(text)
    return (written[1], text[written.end() :]) if written else (default, text)


def _text(text: str, default: str) -> str:
    format_, text = _format(text, default)
    return formatted(_shown(text), format_)


def _answers(body: str, format_: str) -> list[Graded]:
    """Return the answers after each `=`, which count in full, and each `~`, which do not, but for written weights."""
    found = []
    for sign, text in re.findall(r"(^|[=~])([^=~]*)", body):
        if not text.strip():
            continue
        text, weight = text.strip(), 100.0 if sign != "~" else 0.0
        if written := _WEIGHT.match(text):
            weight, text = float(written[1]), text[written.end() :]
        answer, _, feedback = text.partition("#")
        found.append((_text(answer, format_), weight, _text(feedback, format_)))
    return found


def _numerical(body: str, stem: Stem, format_: str, note: Note) -> Found:
    values, _, wrong = body.partition("~")
    answers = _answers(values, format_)
    if feedback := wrong.partition("#")[2]:
        stem = replace(stem, why=told(stem.why, "other answers", _text(feedback, format_)))
    return numerical(stem, [(*_value(text), weight, said) for text, weight, said in answers], note)


def _value(text: str) -> tuple[str, str]:
    """Return a number and by how much one may be off: of `3..5`, `4:1` or `4`."""
    if ".." in text:
        low, _, high = text.partition("..")
        return middle(low, high)
    value, _, off = text.partition(":")
    return number(value), number(off) if off.strip() else "0"


def _matching(body: str, stem: Stem, format_: str) -> list[Found]:
    pairs = []
    for part in body.split("="):
        if part.strip():
            one, arrow, other = part.partition("->")
            if not arrow:
                raise Misfit("has a pair without ->")
            pairs.append((_text(one, format_), _shown(other)))
    return to_match(stem, pairs)


def _truth(true: bool, body: str, stem: Stem, format_: str) -> Found:
    _, *feedback = body.split("#", 2)
    wrong, right = (*(_text(each, format_) for each in feedback), "", "")[:2]
    return to_judge(replace(stem, why=told(stem.why, "the right answer", right)), true, wrong)
