"""The items of QTI 1.2: each question in the kind that Canvas has for its form, built as Canvas builds its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from nkquiz.export import platforms, spellings, wording
from nkquiz.export.deck import Deck
from nkquiz.export.spellings import Number, plain
from nkquiz.model import Arrangement, Choice, Entry, Option, Question
from nkquiz.quiz.order import digest
from nkquiz.text import one_line

_RESPONSE = "response1"  # what Canvas calls the one answer to a question
_MARKUP = re.compile(r"[<>&]")
_NUMBERS = 10**9


def item(deck: Deck, question: Question) -> ET.Element:
    """Return a question, worth one point, with all feedback: on each option, for wrong answers, and in general."""
    node = ET.Element("item", {"ident": wording.identifier(deck, question), "title": platforms.name(question)})
    fields = ET.SubElement(ET.SubElement(node, "itemmetadata"), "qtimetadata")
    presentation = ET.SubElement(node, "presentation")
    _html(presentation, *platforms.stem(question))
    rules = ET.SubElement(node, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    ET.SubElement(ET.SubElement(rules, "outcomes"), "decvar", score)
    ET.SubElement(_rule(rules, shows="general_fb", stops=False), "other")
    match question.form:
        case Choice() as form:
            kind, told = _choice(form, presentation, rules)
        case Entry() as form:
            kind, told = _entry(question, form, presentation, rules)
        case Arrangement() as form:
            kind, told = _matching(question, form, presentation, rules)
    for label, value in (("question_type", kind), ("points_possible", "1.0")):
        field = ET.SubElement(fields, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = value
    for id_, lines in (("general_fb", wording.feedback(deck, question)), *told):
        _html(ET.SubElement(ET.SubElement(node, "itemfeedback", {"ident": id_}), "flow_mat"), *lines)
    return node


Told = list[tuple[str, tuple[str, ...]]]  # feedback: its name, and its lines


def _choice(form: Choice, presentation: ET.Element, rules: ET.Element) -> tuple[str, Told]:
    true_false = platforms.is_true_false(form)
    options = ET.SubElement(_response(presentation, "response_lid"), "render_choice")
    told: Told = []
    key = ""
    for option in form.options:
        id_ = _name(option)
        text = option.id.capitalize() if true_false else one_line(option.text)  # Canvas looks for these very words
        _label(options, id_, text)
        if option.id == form.key:
            key = id_
        if why := wording.why(option):
            told.append((f"{id_}_fb", (why,)))
            _equals(_rule(rules, shows=f"{id_}_fb", stops=False), id_)
    _equals(_rule(rules, points="100"), key)
    return "true_false_question" if true_false else "multiple_choice_question", told


def _entry(question: Question, form: Entry, presentation: ET.Element, rules: ET.Element) -> tuple[str, Told]:
    found = platforms.number(form)
    typed = ET.SubElement(_response(presentation, "response_str"), "render_fib")
    ET.SubElement(typed, "response_label", {"ident": "answer1", "rshuffle": "No"})
    if found:
        typed.set("fibtype", "Decimal")
        _numbers(found, rules)
    else:
        right = _rule(rules, points="100")
        for text in spellings.texts(question, form):
            _equals(right, text)
    # To Canvas every text that a rule names is a right one: what is known of wrong ones is told after any wrong answer.
    known = tuple(f"{one_line(option.text)}: {wording.why(option)}" for option in spellings.wrong(form))
    if known:
        ET.SubElement(_rule(rules, shows="general_incorrect_fb", stops=False), "other")
    return "numerical_question" if found else "short_answer_question", [("general_incorrect_fb", known)] * bool(known)


def _numbers(found: Number, rules: ET.Element) -> None:
    for value, slack in found.right:
        either = ET.SubElement(_rule(rules, points="100"), "or")
        _equals(either, plain(value))
        between = ET.SubElement(either, "and")
        for tag, limit in (("vargte", value - slack), ("varlte", value + slack)):
            ET.SubElement(between, tag, {"respident": _RESPONSE}).text = plain(limit)


def _matching(question: Question, form: Arrangement, presentation: ET.Element, rules: ET.Element) -> tuple[str, Told]:
    items = _numbered(question.id, (item_.id for item_ in form.items))
    slots = wording.slots(form)
    places = _numbered(question.id, (f"{number} {slot}" for number, slot in enumerate(slots)))
    share = f"{100 / len(slots):.2f}"
    for slot, place, id_ in zip(slots, places.values(), form.key, strict=True):
        response = _response(presentation, "response_lid", f"response_{place}")
        _material(response, slot)
        options = ET.SubElement(response, "render_choice")
        for item_ in form.items:
            label = ET.SubElement(options, "response_label", {"ident": items[item_.id]})
            ET.SubElement(ET.SubElement(label, "material"), "mattext").text = one_line(item_.text)
        _equals(_rule(rules, points=share, adds=True), items[id_], f"response_{place}")
    return "matching_question", []


def _numbered(asked: str, ids: Iterable[str]) -> dict[str, str]:
    """Return a number for each id, the same in each export: Canvas keeps of a name in a match its first number only."""
    numbers: dict[str, str] = {}
    for id_ in ids:
        number = int(digest(asked, id_), 16) % _NUMBERS
        while str(number) in numbers.values():
            number += 1
        numbers[id_] = str(number)
    return numbers


def _name(option: Option) -> str:
    """Return a name for an option that is the same in each export, and has no word in it that Canvas would act on."""
    return "o" + digest(option.id, option.text)[:12]


def _rule(rules: ET.Element, points: str = "", adds: bool = False, shows: str = "", stops: bool = True) -> ET.Element:
    """Add a rule that gives points, or shows a feedback; return where its condition is to be put."""
    rule = ET.SubElement(rules, "respcondition", {} if adds else {"continue": "No" if stops else "Yes"})
    condition = ET.SubElement(rule, "conditionvar")
    if points:
        ET.SubElement(rule, "setvar", {"action": "Add" if adds else "Set", "varname": "SCORE"}).text = points
    if shows:
        ET.SubElement(rule, "displayfeedback", {"feedbacktype": "Response", "linkrefid": shows})
    return condition


def _equals(condition: ET.Element, value: str, response: str = _RESPONSE) -> None:
    ET.SubElement(condition, "varequal", {"respident": response}).text = value


def _response(presentation: ET.Element, tag: str, id_: str = _RESPONSE) -> ET.Element:
    return ET.SubElement(presentation, tag, {"ident": id_, "rcardinality": "Single"})


def _label(options: ET.Element, id_: str, text: str) -> None:
    _material(ET.SubElement(options, "response_label", {"ident": id_}), text)


def _material(parent: ET.Element, text: str) -> None:
    """Add a text, as plain where nothing in it could be taken for markup: Canvas strips tags even from plain texts."""
    marked = _MARKUP.search(text)
    shown = ET.SubElement(ET.SubElement(parent, "material"), "mattext")
    shown.set("texttype", "text/html" if marked else "text/plain")
    shown.text = html.escape(text, quote=False) if marked else text


def _html(parent: ET.Element, *lines: str) -> None:
    shown = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", {"texttype": "text/html"}).text = f"<div>{shown}</div>"
