"""Moodle XML: the questions as a category of Moodle's question bank, with all that Moodle can hold."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from nkquiz.export import platforms, spellings, wording
from nkquiz.export.deck import Deck, Exported, LeftOut
from nkquiz.export.spellings import Number, plain
from nkquiz.model import Arrangement, Choice, Entry, Question
from nkquiz.text import one_line

_TYPED = "moodle_auto_format"  # what Moodle itself writes where an answer is compared, and shown nowhere
# Texts are given as plain: Moodle shows every character of them as it is, and each line on one of its own.
_PLAIN = {"format": "plain_text"}


def write(deck: Deck) -> Exported:
    """Return the XML file. Left out: items to be put together that are too long for Moodle."""
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", {"type": "category"})
    _text(category, "category", platforms.moodle_category(deck))
    _text(category, "info", wording.source(deck.bank), **_PLAIN)
    left_out = []
    for question in deck.questions:
        if why := platforms.moodle_misfit(question):
            left_out.append(LeftOut(question, why))
        else:
            quiz.append(_question(deck, question))
    ET.indent(quiz, " ")
    return Exported(ET.tostring(quiz, "utf-8", xml_declaration=True) + b"\n", tuple(left_out))


def _question(deck: Deck, question: Question) -> ET.Element:
    type_, parts = _answers(question)
    node = ET.Element("question", {"type": type_})
    _text(node, "name", platforms.name(question))
    _text(node, "questiontext", "\n".join(platforms.stem(question)), **_PLAIN)
    _text(node, "generalfeedback", "\n".join(wording.feedback(deck, question)), **_PLAIN)
    for tag, value in (("defaultgrade", "1"), ("penalty", "1" if type_ == "truefalse" else "0.3333333")):
        ET.SubElement(node, tag).text = value
    ET.SubElement(node, "hidden").text = "0"
    ET.SubElement(node, "idnumber").text = wording.identifier(deck, question)
    node.extend(parts)
    tags = ET.SubElement(node, "tags")
    for tag in platforms.moodle_tags(deck, question):
        _text(tags, "tag", tag)
    return node


def _answers(question: Question) -> tuple[str, list[ET.Element]]:
    """Return Moodle's name of the type of question, and what that type has beside the parts that all types have."""
    match question.form:
        case Choice() as form if platforms.is_true_false(form):
            texts = [(option.id, option.id == form.key, wording.why(option)) for option in form.options]
            return "truefalse", [_answer(*each) for each in texts]
        case Choice() as form:
            options = [
                _answer(one_line(option.text), option.id == form.key, wording.why(option)) for option in form.options
            ]
            settings = _settings(
                single="true",
                shuffleanswers="false" if form.fixed else "true",  # Moodle's own default differs from place to place
                answernumbering="abc",
                showstandardinstruction="0",
            )
            return "multichoice", [*settings, *options]
        case Entry() as form:
            if found := platforms.number(form):
                return "numerical", [*_numbers(found), *_settings(unitgradingtype="0", showunits="3")]
            return "shortanswer", [*_settings(usecase="0"), *_texts(question, form)]
        case Arrangement() as form:
            # Not Moodle's own "ordering": it came with 4.4 only, and an import stops at a type that is unknown.
            pairs = zip(wording.slots(form), form.key, strict=True)
            shuffled = _settings(shuffleanswers="false" if form.is_order else "true")
            return "match", [*shuffled, *(_pair(slot, form.item(id_).text) for slot, id_ in pairs)]


def _texts(question: Question, form: Entry) -> Iterator[ET.Element]:
    for text in spellings.texts(question, form):
        yield _answer(platforms.moodle_wildcards(text), True, "", _TYPED)
    for option in spellings.wrong(form):
        text = platforms.moodle_wildcards(one_line(option.text))
        yield _answer(text, False, wording.why(option), _TYPED)


def _numbers(found: Number) -> Iterator[ET.Element]:
    known = [(value, slack, True, "") for value, slack in found.right]
    known += [(value, spellings.ZERO, False, why) for value, why in found.wrong]
    for value, slack, right, why in known:
        node = _answer(plain(value), right, why, _TYPED)
        ET.SubElement(node, "tolerance").text = plain(slack)
        yield node


def _pair(slot: str, item: str) -> ET.Element:
    node = ET.Element("subquestion", _PLAIN)
    ET.SubElement(node, "text").text = slot
    _text(node, "answer", one_line(item))
    return node


def _answer(text: str, right: bool, why: str, format_: str = "plain_text") -> ET.Element:
    node = ET.Element("answer", {"fraction": "100" if right else "0", "format": format_})
    ET.SubElement(node, "text").text = text
    _text(node, "feedback", why, **_PLAIN)
    return node


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, tag, attributes), "text").text = text


def _settings(**values: str) -> Iterator[ET.Element]:
    for tag, value in values.items():
        node = ET.Element(tag)
        node.text = value
        yield node
