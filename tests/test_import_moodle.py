"""Moodle XML: the questions that Moodle exports, what of them is left out, and what is refused."""

from __future__ import annotations

import pytest
from test_import_gift import shown

from nkquiz.errors import InputError
from nkquiz.imports import reading
from nkquiz.imports.moodle import read

NAME = "<name><text>Tub</text></name>"


def quiz(*questions: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n").encode()


def question(type_: str, inner: str, text: str = "Who sat in the tub?", format_: str = "html") -> str:
    asked = f'<questiontext format="{format_}"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<question type="{type_}">{NAME}{asked}{inner}</question>'


def answer(text: str, fraction: str = "100", feedback: str = "", more: str = "", format_: str = "html") -> str:
    told = f'<feedback format="html"><text>{feedback}</text></feedback>' if feedback else ""
    return f'<answer fraction="{fraction}" format="{format_}"><text>{text}</text>{told}{more}</answer>'


def general(text: str) -> str:
    return f'<generalfeedback format="html"><text>{text}</text></generalfeedback>'


BEN_OR_ANN = answer("Ben") + answer("Ann", "0")
CASES = [
    ("choice", question("multichoice", BEN_OR_ANN), ["Who sat in the tub?", "Ben", "Ann"]),
    ("single", question("multichoice", f"<single>true</single>{BEN_OR_ANN}"), ["Who sat in the tub?", "Ben", "Ann"]),
    (
        "one right of several",
        question("multichoice", f"<single>false</single>{BEN_OR_ANN}"),
        ["Who sat in the tub?", "Ben", "Ann"],
    ),
    (
        "feedback",
        question(
            "multichoice", answer("Ben", "100", "Yes") + answer("Ann", "0", "No") + general("&lt;b&gt;See&lt;/b&gt; 3.")
        ),
        ["Who sat in the tub?", "Ben", ("Ann", "No"), "why=See 3. (To the right answer: Yes)"],
    ),
    (
        "HTML",
        question("multichoice", BEN_OR_ANN, "<p>Who&nbsp;sat<br>in the <b>tub</b>?</p>"),
        ["Who sat in the tub?", "Ben", "Ann"],
    ),
    (
        "HTML in answers",
        question("multichoice", answer("<![CDATA[<p>Ben &amp; Co</p>]]>") + answer("Ann", "0")),
        ["Who sat in the tub?", "Ben & Co", "Ann"],
    ),
    ("plain", question("multichoice", BEN_OR_ANN, "Is <b> bold?", "plain_text"), ["Is <b> bold?", "Ben", "Ann"]),
    ("Markdown", question("multichoice", BEN_OR_ANN, "Who **sat**?", "markdown"), ["Who sat?", "Ben", "Ann"]),
    (
        "Moodle's own",
        question("multichoice", BEN_OR_ANN, "Is a < b?", "moodle_auto_format"),
        ["Is a < b?", "Ben", "Ann"],
    ),
    ("LaTeX", question("multichoice", BEN_OR_ANN, r"<p>\(\frac{1}{2}\)?</p>"), [r"\(\frac{1}{2}\)?", "Ben", "Ann"]),
    (
        "scripts",
        question("multichoice", BEN_OR_ANN, "<script>x()</script><style>p{}</style>Who?"),
        ["Who?", "Ben", "Ann"],
    ),
    (
        "short",
        question("shortanswer", answer("Ben") + answer("Benjamin")),
        ["Who sat in the tub?", "Ben", "also=('Benjamin',)"],
    ),
    (
        "short is plain",
        question("shortanswer", answer("&lt;b&gt;", format_="moodle_auto_format")),
        ["Who sat in the tub?", "<b>"],
    ),
    ("a star of its own", question("shortanswer", answer(r"2\*3")), ["Who sat in the tub?", "2*3"]),
    (
        "number",
        question("numerical", answer("1822", more="<tolerance>5</tolerance>")),
        ["Who sat in the tub?", "1822", "tolerance=5.0"],
    ),
    (
        "number, other answers",
        question("numerical", answer("3") + answer("*", "0", "Count.")),
        ["Who sat in the tub?", "3", "why=(To other answers: Count.)"],
    ),
    (
        "true",
        question("truefalse", answer("true") + answer("false", "0", "It is."), "Dogs bark."),
        ["True or false: Dogs bark.", "true", ("false", "It is.")],
    ),
    (
        "false",
        question("truefalse", answer("true", "0") + answer("false") + general("Young dogs bark."), "Young dogs meow."),
        ["True or false: Young dogs meow.", "false", "true", "why=Young dogs bark."],
    ),
    (
        "matching",
        question(
            "matching",
            "<subquestion><text>dog</text><answer><text>barks</text></answer></subquestion>"
            "<subquestion><text></text><answer><text>meows</text></answer></subquestion>",
            "What does it do?",
        ),
        ["What does it do? dog", "barks", "meows"],
    ),
]
LEFT_OUT = [
    (question("essay", ""), "is an essay"),
    (question("description", ""), "is a description without an answer"),
    (question("cloze", ""), "is a text with several gaps (cloze)"),
    (question("calculated", ""), "is of a type that does not fit (calculated)"),
    (question("ddwtos", ""), "is of a type that does not fit (ddwtos)"),
    (question("", ""), "is of a type that does not fit (none)"),
    (question("multichoice", BEN_OR_ANN, '<img src="@@PLUGINFILE@@/a.png">'), "has a picture"),
    (question("multichoice", BEN_OR_ANN, "<video>x</video>"), "has a film"),
    (question("multichoice", BEN_OR_ANN, "x" * 100_001), "is too long"),
    (
        question("multichoice", answer("a", "50") + answer("b", "50") + answer("c", "-100")),
        "has several answers to choose together",
    ),
    (question("multichoice", answer("a", "0") + answer("b", "0")), "has no right answer"),
    (question("multichoice", answer("a", "x")), "has a fraction that is no number (line 3)"),
    (question("multichoice", BEN_OR_ANN, ""), "has no text"),
    (question("multichoice", ""), "has no right answer"),
    (question("shortanswer", answer("B*n")), "has a * in its answer, which stands for anything"),
    (question("numerical", answer("soon")), "has an answer that is no number: 'soon'"),
    (question("truefalse", answer("yes")), "is true or false with an answer that is neither"),
    (question("truefalse", answer("true", "0")), "has no right answer"),
    (question("matching", ""), "has no pair to match"),
]


@pytest.mark.parametrize(("xml", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_question(xml: str, expected: list[object]):
    """Each question becomes a claim with this question."""
    imported = read(quiz(xml), "a.xml")
    assert not imported.left_out
    assert shown(imported.found[0].questions[0]) == expected


@pytest.mark.parametrize(("xml", "why"), LEFT_OUT, ids=[case[1] for case in LEFT_OUT])
def test_left_out(xml: str, why: str):
    """What does not fit is listed with its line, name and reason."""
    imported = read(quiz(xml), "a.xml")
    assert not imported.found
    assert [problem.at("a.xml") for problem in imported.left_out] == [f"a.xml:3: the question 'Tub' {why}: left out"]


def test_units_and_parts():
    """Units and answers that count in part are left out, and told; the question is kept."""
    units = "<units><unit><unit_name>km</unit_name></unit></units>"
    imported = read(quiz(question("numerical", answer("3") + answer("4", "50") + units)), "a.xml")
    assert len(imported.found) == 1
    assert [problem.message.partition("' ")[2] for problem in imported.left_out] == [
        "has an answer that counts 50 percent: '4' is left out",
        "has units, which are left out: km",
    ]


def test_category_id_and_line():
    """A category is the topic of the questions after it; an idnumber is kept."""
    category = "<question type='category'><category><text>$course$/top/Zoo/Cats</text></category></question>"
    imported = read(quiz(category, question("multichoice", f"<idnumber>tub-1</idnumber>{BEN_OR_ANN}")), "a.xml")
    assert [(f.topic, f.id, f.name, f.line) for f in imported.found] == [("Cats", "tub-1", "Tub", 4)]


BOMB = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB.encode(), "a.xml:1: it has a document type"),
        (b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', "a.xml:1: it has a document type"),
        (b"<quiz>\n<question>", "a.xml:2: not valid XML"),
        (b"<quiz>\n&nbsp;</quiz>", "a.xml:2: not valid XML"),
        (b"", "a.xml:1: not valid XML"),
        (b"\x00", "a.xml:1: not valid XML"),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "a.xml"),
        (b"<quiz>caf\xe9</quiz>", "a.xml:1: not valid XML"),
        (b"<quiz>\n" + b"<a>" * 50, "a.xml:2: nested more than 40 levels deep"),
        (b"<html>\n</html>", "a.xml:1: <html> is no quiz of Moodle"),
    ],
    ids=["bomb", "file", "open", "entity", "empty", "nul", "encoding", "latin", "deep", "html"],
)
def test_refused(data: bytes, message: str):
    """What is no quiz, or could do harm, is refused with its line."""
    with pytest.raises(InputError) as caught:
        read(data, "a.xml")
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str):
    """XML says its own encoding."""
    text = (
        quiz(question("multichoice", BEN_OR_ANN, "Wer saß?")).decode().replace("UTF-8", encoding.removesuffix("-sig"))
    )
    assert read(text.encode(encoding), "a.xml").found[0].questions[0].ask == "Wer saß?"


def test_too_large(monkeypatch: pytest.MonkeyPatch):
    """A file that is too large is refused before it is read."""
    monkeypatch.setattr("nkquiz.imports.xml.MAX_BYTES", 10)
    with pytest.raises(InputError, match="MB"):
        read(quiz(), "a.xml")
    assert reading.MAX_BYTES > 10
