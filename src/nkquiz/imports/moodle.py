"""Moodle XML: the questions that Moodle itself exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nkquiz.errors import InputError
from nkquiz.imports.found import Found, Imported, Misfit, Stem, to_judge, to_match
from nkquiz.imports.gift import category_title
from nkquiz.imports.graded import FULL, Graded, Note, multiple, numerical, short, told
from nkquiz.imports.html import formatted
from nkquiz.imports.numbers import number
from nkquiz.imports.xml import Element, parse
from nkquiz.model import Problem
from nkquiz.text import one_line

_NAMES = {  # of types that do not fit
    "essay": "is an essay",
    "description": "is a description without an answer",
    "cloze": "is a text with several gaps (cloze)",
    "multianswer": "is a text with several gaps (cloze)",
}


def read(data: bytes, name: str) -> Imported:
    """Return a claim for each question.

    Raises:
        InputError: it is no XML, has a document type, or is no quiz.
    """
    root = parse(data, name)
    if root.tag != "quiz":
        raise InputError(f"{name}:{root.line}: <{root.tag}> is no quiz of Moodle", "export the questions as Moodle XML")
    found: list[Found] = []
    left_out: list[Problem] = []
    topic = ""
    for each in root.all("question"):
        type_ = each.attributes.get("type", "")
        if type_ == "category":
            topic = category_title(_string(each, "category"))
            continue
        label = one_line(_string(each, "name"))
        notes: list[str] = []
        try:
            found += _question(each, type_, label, topic, notes.append)
        except Misfit as misfit:
            notes = [f"{misfit}: left out"]
        shown = label or one_line(_string(each, "questiontext"))
        left_out += [Problem(each.line, f"the question '{shown[:40]}' {note}") for note in notes]
    return Imported(tuple(found), tuple(left_out))


def _question(each: Element, type_: str, label: str, topic: str, note: Note) -> list[Found]:
    if type_ not in _TYPES:
        raise Misfit(_NAMES.get(type_, f"is of a type that does not fit ({type_[:30] or 'none'})"))
    id_ = one_line(each.text_of("idnumber"))
    why = _text(each, "generalfeedback")
    stem = Stem(_text(each, "questiontext"), each.line, label, topic, id_, why)
    return _TYPES[type_](each, stem, note)


def _string(element: Element, name: str) -> str:
    """Return the <text> in a child as it is written."""
    child = element.first(name)
    return child.text_of("text") if child else ""


def _text(element: Element, name: str, default: str = "html") -> str:
    """Return the <text> in a child, by its format, as plain text."""
    child = element.first(name)
    return _own(child, default) if child else ""


def _own(element: Element, default: str = "html") -> str:
    text = element.text_of("text")
    if element.first("file") and "@@PLUGINFILE@@" in text and "<" not in text:
        raise Misfit("has a file")
    return formatted(text, element.attributes.get("format", default))


def _answers(each: Element, default: str) -> list[Graded]:
    return [(_own(answer, default), _fraction(answer), _text(answer, "feedback")) for answer in each.all("answer")]


def _fraction(answer: Element) -> float:
    try:
        return float(answer.attributes.get("fraction", "0"))
    except ValueError:
        raise Misfit(f"has a fraction that is no number (line {answer.line})") from None


def _multichoice(each: Element, stem: Stem, note: Note) -> list[Found]:
    answers = _answers(each, "html")
    if each.text_of("single").strip() in ("false", "0") and sum(weight > 0 for _, weight, _ in answers) > 1:
        raise Misfit("has several answers to choose together")
    return [multiple(stem, answers, note)]


def _short(each: Element, stem: Stem, note: Note) -> list[Found]:
    # What is typed is plain, whatever its format says.
    answers = [(answer.text_of("text"), _fraction(answer), _text(answer, "feedback")) for answer in each.all("answer")]
    return [short(stem, answers, note)]


def _numerical(each: Element, stem: Stem, note: Note) -> list[Found]:
    answers = []
    for answer in each.all("answer"):
        value, feedback = answer.text_of("text").strip(), _text(answer, "feedback")
        if value == "*":
            stem = replace(stem, why=told(stem.why, "other answers", feedback))
            continue
        off = answer.text_of("tolerance").strip()
        answers.append((number(value), number(off) if off else "0", _fraction(answer), feedback))
    found = numerical(stem, answers, note)
    if (units := each.first("units")) and (named := [one_line(u.text_of("unit_name")) for u in units.all("unit")]):
        note(f"has units, which are left out: {', '.join(named)[:60]}")
    return [found]


def _truth(each: Element, stem: Stem, _: Note) -> list[Found]:
    feedback = {"true": "", "false": ""}
    right = ""
    for answer in each.all("answer"):
        text = answer.text_of("text").strip().lower()
        if text not in feedback:
            raise Misfit("is true or false with an answer that is neither")
        feedback[text] = _text(answer, "feedback")
        right = text if _fraction(answer) >= FULL else right
    if not right:
        raise Misfit("has no right answer")
    wrong = "false" if right == "true" else "true"
    stem = replace(stem, why=told(stem.why, "the right answer", feedback[right]))
    return [to_judge(stem, right == "true", feedback[wrong])]


def _matching(each: Element, stem: Stem, _: Note) -> list[Found]:
    pairs, extra = [], []
    for pair in each.all("subquestion"):
        one, other = _own(pair), _string(pair, "answer")
        pairs.append((one, other))
        extra += [other] if not one.strip() else []
    return to_match(stem, pairs, extra)


_TYPES: dict[str, Callable[[Element, Stem, Note], list[Found]]] = {
    "multichoice": _multichoice,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
}
