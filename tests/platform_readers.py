"""Readers of what learning platforms read, made from the rules of the platforms' own importers, not from our writers:
Moodle's question/format/{gift,xml}/format.php, Canvas' gems/plugins/qti_exporter and lib/cc/qti/qti_items.rb.

Each fails on what its importer would refuse, or read otherwise than it is meant.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

QTI_MODELS = Path(__file__).parent / "qti_1p2_used.dtd"


@dataclass
class Read:
    """A question as the platform has it: lines of plain text; answers as (is right, text, feedback)."""

    id: str
    name: str
    kind: str
    stem: list[str]
    general: list[str]
    answers: list[tuple[bool, str, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    shuffled: bool | None = None


# --- GIFT ---------------------------------------------------------------------------------------------------------

_ESCAPES = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}
_TRIMMED = " \t\n\r\0\x0b"


def gift(data: bytes) -> tuple[str, list[Read]]:
    """Read as Moodle does: blank lines part the questions, escapes are put aside first and put back last."""
    category, found, block = "", [], []
    for line in [*re.split(r"\r\n|\n|\r", data.decode()), ""]:
        if line.strip(_TRIMMED):
            block.append(line)
        elif block:
            read = _gift_block(block)
            if isinstance(read, str):
                assert not found, "the category comes first"
                category = read
            elif read:
                found.append(read)
            block = []
    return category, found


def _aside(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for character, number in _ESCAPES.items():
        text = text.replace("\\" + character, f"&&{number};")
    return text.replace("&&092;", "\\")


def _back(text: str) -> str:
    for character, number in _ESCAPES.items():
        text = text.replace(f"&&{number};", "\n" if character == "n" else character)
    return text


def _formatted(text: str, default: str) -> tuple[str, str]:
    text = text.strip(_TRIMMED)
    format_ = default
    if text.startswith("[") and (name := text[1 : text.index("]")]) in ("moodle", "html", "plain", "markdown"):
        format_, text = name, text[text.index("]") + 1 :]
    return format_, _back(text).strip(_TRIMMED)


def _plain(text: str, default: str = "moodle") -> str:
    format_, shown = _formatted(text, default)
    assert format_ == "plain" or not shown, f"{shown!r} would be taken for {format_}"
    return shown


def _gift_block(lines: list[str]) -> Read | str | None:
    comments = "".join(line.strip() + "\n" for line in lines if line.strip().startswith("//"))
    text = _aside("\n".join(" " if line.strip().startswith("//") else line.strip() for line in lines).strip())
    if text.startswith("$CATEGORY:"):
        return text[10:].strip()
    if not text:
        return None
    assert text.startswith("::")
    name, _, text = text[2:].partition("::")
    start, end = text.index("{"), text.index("}")
    assert text.endswith("}"), "else a gap would be put in"
    assert end == len(text) - 1
    inside, _, general = text[start + 1 : end].strip().rpartition("####")
    ids = re.findall(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]", comments)
    tags = re.findall(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]", comments)
    read = Read(ids[0].replace("\\]", "]"), _back(name), "", _plain(text[:start]).split("\n"), [])
    read.general = _plain(general).split("\n")
    read.tags = [tag.replace("\\]", "]").strip() for tag in tags]
    _gift_answers(read, inside.strip())
    return read


def _gift_answers(read: Read, inside: str) -> None:
    if inside.startswith("#"):
        assert "~" not in inside
        read.kind = "numerical"
        read.answers = [_gift_answer(part, number=True) for part in _parts(inside[1:], "=")]
    elif "~" in inside:
        read.kind = "multichoice"
        assert "=" in inside, "one answer is right"
        for part in _parts(inside.replace("=", "~="), "~"):
            assert not re.match(r"%-*\d{1,2}\.?\d*%", part), "a weight"
            answer, _, feedback = part.removeprefix("=").partition("#")
            read.answers.append((part.startswith("="), _plain(answer), _plain(feedback)))
    elif "=" in inside and "->" in inside:
        read.kind = "match"
        for part in _parts(inside, "="):
            slot, _, item = part.partition("->")
            read.pairs.append((_plain(slot), _back(item).strip(_TRIMMED)))
    elif (word := inside.partition("#")[0].strip()) in ("TRUE", "FALSE", "T", "F"):
        read.kind = "truefalse"
        _, wrong, right = (*inside.split("#", 2), "", "")[:3]
        true = word[0] == "T"
        told = (right, wrong) if true else (wrong, right)
        read.answers = [(true, "true", _plain(told[0])), (not true, "false", _plain(told[1]))]
    else:
        read.kind = "shortanswer"
        read.answers = [_gift_answer(part) for part in _parts(inside, "=")]


def _parts(text: str, sign: str) -> list[str]:
    first, *rest = text.split(sign)
    assert first.strip() == ""
    return [part.strip(_TRIMMED) for part in rest]


def _gift_answer(part: str, number: bool = False) -> tuple[bool, str, str]:
    right = True
    if weight := re.match(r"%(-*\d{1,2}\.?\d*)%", part):
        right, part = float(weight[1]) > 0, part[weight.end() :]
    answer, _, feedback = part.partition("#")
    text = answer if number else _plain(answer)
    if number:
        value, slack = text.split(":")
        text = f"{float(value)} {float(slack)}"
    return right, text if number else stars(text), _plain(feedback)


def stars(text: str) -> str:
    """Return the text that a typed answer of Moodle's stands for; no star in it stands for other characters."""
    assert not re.search(r"(?<!\\)\*", text)
    return text.replace("\\*", "*")


# --- Moodle XML ---------------------------------------------------------------------------------------------------


def moodle(data: bytes) -> tuple[str, list[Read]]:
    """Read as Moodle does, and ask for what it has defaults for that differ from place to place."""
    root = etree.fromstring(data)
    assert root.tag == "quiz"
    head, *nodes = root
    assert head.get("type") == "category"
    return head.findtext("category/text") or "", [_moodle_question(node) for node in nodes]


def _text(node: etree._Element | None, format_: str | None = "plain_text") -> str:
    assert node is not None
    texts = node.findall("text")
    assert len(texts) == 1
    assert len(texts[0]) == 0
    if format_:
        assert node.get("format") == format_
    text = texts[0].text or ""
    assert text == text.strip(_TRIMMED), "Moodle trims it"
    return text


def _moodle_question(node: etree._Element) -> Read:
    read = Read(
        node.findtext("idnumber"),
        _text(node.find("name"), None),
        node.get("type"),
        _text(node.find("questiontext")).split("\n"),
        _text(node.find("generalfeedback")).split("\n"),
    )
    assert len(read.id) <= 100
    assert float(node.findtext("defaultgrade")) == 1
    read.tags = [_text(tag, None) for tag in node.findall("tags/tag")]
    typed = read.kind in ("shortanswer", "numerical")
    for answer in node.findall("answer"):
        assert answer.get("fraction") in ("0", "100")
        text = _text(answer, "moodle_auto_format" if typed else "plain_text")
        if read.kind == "numerical":
            text = f"{float(text)} {float(answer.findtext('tolerance'))}"
        feedback = _text(answer.find("feedback"))
        read.answers.append((answer.get("fraction") == "100", stars(text) if typed else text, feedback))
    if read.kind in ("multichoice", "match"):
        assert node.findtext("shuffleanswers") in ("true", "false")
        read.shuffled = node.findtext("shuffleanswers") == "true"
    if read.kind == "multichoice":
        assert node.findtext("single") == "true"
    if read.kind == "shortanswer":
        assert node.findtext("usecase") == "0"
    if read.kind == "truefalse":
        assert {text for _, text, _ in read.answers} == {"true", "false"}
    for pair in node.findall("subquestion"):
        read.pairs.append((_text(pair), _text(pair.find("answer"), None)))
        assert len(read.pairs[-1][1]) <= 255, "the database holds no more"
    assert read.kind == "match" or any(right for right, _, _ in read.answers)
    return read


# --- QTI 1.2 ------------------------------------------------------------------------------------------------------

_QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
_CP = {"c": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"}
_CANVAS = {"m": "http://canvas.instructure.com/xsd/cccv1p0"}
_SETTINGS = set(  # of those that Canvas' schema (cccv1p0.xsd) has for a quiz, those that need no other file
    "title description points_possible shuffle_answers hide_results show_correct_answers anonymous_submissions "
    "could_be_locked available time_limit allowed_attempts one_question_at_a_time cant_go_back quiz_type "
    "scoring_policy".split()
)
_KINDS = {
    "multiple_choice_question": "multichoice",
    "true_false_question": "truefalse",
    "short_answer_question": "shortanswer",
    "numerical_question": "numerical",
    "matching_question": "match",
}


def qti(data: bytes) -> tuple[str, list[Read]]:
    """Read as Canvas does: by the manifest, the questions of the one assessment, valid by the standard's models."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = etree.fromstring(files.pop("imsmanifest.xml"))
    resources = {node.get("identifier"): node for node in manifest.iterfind("c:resources/c:resource", _CP)}
    (questions,) = (node for node in resources.values() if node.get("type") == "imsqti_xmlv1p2")
    id_ = questions.get("identifier")
    settings = resources[questions.find("c:dependency", _CP).get("identifierref")]
    assert settings.get("type") == "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    paths = [node.find("c:file", _CP).get("href") for node in (questions, settings)]
    assert paths == [f"{id_}/{id_}.xml", f"{id_}/assessment_meta.xml"]
    assert set(files) == set(paths)
    quiz = etree.fromstring(files[paths[1]])
    assert quiz.get("identifier") == id_
    assert quiz.findtext("m:shuffle_answers", namespaces=_CANVAS) == "false"
    tags = [etree.QName(node).localname for node in quiz]
    assert set(tags) <= _SETTINGS
    assert len(set(tags)) == len(tags)
    root = etree.fromstring(files[paths[0]])
    models = etree.DTD(str(QTI_MODELS))
    assert models.validate(root), models.error_log
    assessment = root.find("q:assessment", _QTI)
    assert assessment.get("ident") == id_
    assert assessment.get("title") == quiz.findtext("m:title", namespaces=_CANVAS)
    items = [_item(node) for node in assessment.iterfind("q:section/q:item", _QTI)]
    assert float(quiz.findtext("m:points_possible", namespaces=_CANVAS)) == len(items)
    assert len({item.id for item in items}) == len(items)
    return assessment.get("title"), items


class _Lines(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("div", "p"), f"<{tag}> would act"
        assert not attrs
        if tag == "p":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    unknown_decl = handle_pi = handle_decl = handle_comment


def _material(node: etree._Element) -> list[str]:
    (text,) = node.iterfind("q:material/q:mattext", _QTI)
    shown = text.text or ""
    if text.get("texttype") == "text/html":
        return _Lines(shown if shown.startswith("<div>") else f"<p>{shown}</p>").lines
    return [shown]


def _item(node: etree._Element) -> Read:
    def all_(path: str) -> list[etree._Element]:
        return node.findall(path, _QTI)

    fields = {f[0].text: f[1].text for f in all_("q:itemmetadata/q:qtimetadata/q:qtimetadatafield")}
    assert float(fields["points_possible"]) == 1
    feedback = {f.get("ident"): _material(f.find("q:flow_mat", _QTI)) for f in all_("q:itemfeedback")}
    assert not [id_ for id_ in feedback if id_ not in _GENERAL and re.search("correct|wrong|general|_all|solut", id_)]
    presentation = node.find("q:presentation", _QTI)
    read = Read(node.get("ident"), node.get("title"), _KINDS[fields["question_type"]], _material(presentation), [])
    assert re.fullmatch(r"[A-Za-z][\w-]*", read.id)
    read.general = feedback.pop("general_fb")
    rules = all_("q:resprocessing/q:respcondition")
    told = {
        d.get("linkrefid"): [v.text for v in r.iterfind(".//q:varequal", _QTI)]
        for r in rules
        for d in r.iterfind("q:displayfeedback", _QTI)
    }
    assert set(told) == {*feedback, "general_fb"}, "each feedback is shown by one rule"
    scoring = [rule for rule in rules if rule.find("q:setvar", _QTI) is not None]
    labels = presentation.findall("q:response_lid/q:render_choice/q:response_label", _QTI)
    if read.kind == "match":
        _read_pairs(read, presentation, scoring)
    elif read.kind in ("multichoice", "truefalse"):
        (key,) = (v.text for r in scoring for v in r.iterfind(".//q:varequal", _QTI))
        ids = [label.get("ident") for label in labels]
        assert len(set(ids)) == len(ids)
        for label in labels:
            id_ = label.get("ident")
            why = [line for name, of in told.items() if of == [id_] for line in feedback[name]]
            (text,) = _material(label)
            read.answers.append((id_ == key, text.lower() if read.kind == "truefalse" else text, "\n".join(why)))
    elif read.kind == "numerical":
        for rule in scoring:
            value = float(rule.findtext("q:conditionvar/q:or/q:varequal", namespaces=_QTI))
            low, high = (float(rule.findtext(f".//q:{tag}", namespaces=_QTI)) for tag in ("vargte", "varlte"))
            assert abs((high - value) - (value - low)) < 1e-9
            read.answers.append((True, f"{value} {round(high - value, 6)}", ""))
    else:
        read.answers = [(True, v.text, "") for r in scoring for v in r.iterfind("q:conditionvar/q:varequal", _QTI)]
    read.tags = feedback.get("general_incorrect_fb", [])
    return read


_GENERAL = ("general_fb", "general_incorrect_fb")


def _read_pairs(read: Read, presentation: etree._Element, scoring: list[etree._Element]) -> None:
    keys = {v.get("respident"): v.text for r in scoring for v in r.iterfind("q:conditionvar/q:varequal", _QTI)}
    slots = presentation.findall("q:response_lid", _QTI)
    assert len(keys) == len(slots)
    for slot in slots:
        assert re.fullmatch(r"response_\d+", slot.get("ident"))
        items = {i.get("ident"): _material(i) for i in slot.iterfind("q:render_choice/q:response_label", _QTI)}
        assert all(id_.isdigit() for id_ in items), "of other names, Canvas keeps the first number"
        read.pairs.append((_material(slot)[0], items[keys[slot.get("ident")]][0]))
    assert abs(sum(float(r.findtext("q:setvar", namespaces=_QTI)) for r in scoring) - 100) < 0.1
