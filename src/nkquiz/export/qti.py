"""QTI 1.2, as Canvas reads it best: a zip with a manifest, the questions, and Canvas' settings of the quiz."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from nkquiz.export import platforms, wording
from nkquiz.export.archive import zipped
from nkquiz.export.deck import Deck, Exported, LeftOut
from nkquiz.export.qti_items import item

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_LONGEST_TITLE = 255  # what Canvas holds as the title of a quiz


def write(deck: Deck) -> Exported:
    """Return the zip. Left out: what stands in the deck under the same name already."""
    id_ = wording.deck_identifier(deck)
    items, left_out, seen = [], [], set()
    for question in deck.questions:
        name = wording.identifier(deck, question)
        why = platforms.unshowable(question)
        if not why and name in seen:
            why = "the deck asks the same of the same claim already"
        if why:
            left_out.append(LeftOut(question, why))
        else:
            seen.add(name)
            items.append(item(deck, question))
    files = (
        ("imsmanifest.xml", _manifest(deck, id_)),
        (f"{id_}/{id_}.xml", _assessment(deck, id_, items)),
        (f"{id_}/assessment_meta.xml", _settings(deck, id_, len(items))),
    )
    return Exported(zipped(_serialised(files)), tuple(left_out))


def _assessment(deck: Deck, id_: str, items: Iterable[ET.Element]) -> ET.Element:
    root = _root("questestinterop", _QTI, "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd")
    assessment = ET.SubElement(root, "assessment", {"ident": id_, "title": _title(deck)})
    ET.SubElement(assessment, "section", {"ident": "root_section"}).extend(items)
    return root


def _settings(deck: Deck, id_: str, points: int) -> ET.Element:
    """Return what Canvas reads beside QTI. Answers are not shuffled: true stands before false, and the others are mixed
    already."""
    root = _root("quiz", _CANVAS, "https://canvas.instructure.com/xsd/cccv1p0.xsd")
    root.set("identifier", id_)
    values = (
        ("title", _title(deck)),
        ("description", f"<p>{html.escape(wording.source(deck.bank), quote=False)}</p>"),
        ("shuffle_answers", "false"),
        ("scoring_policy", "keep_highest"),
        ("quiz_type", "assignment"),
        ("points_possible", f"{points}.0"),
        ("show_correct_answers", "true"),
        ("allowed_attempts", "1"),
        ("one_question_at_a_time", "false"),
        ("cant_go_back", "false"),
        ("available", "false"),
    )
    for tag, value in values:
        ET.SubElement(root, tag).text = value
    return root


def _manifest(deck: Deck, id_: str) -> ET.Element:
    root = _root("manifest", _CP, "http://www.imsglobal.org/xsd/imscp_v1p1.xsd")
    root.set("identifier", f"{id_}_manifest")
    root.set("xmlns:imsmd", _MD)
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    general = ET.SubElement(ET.SubElement(metadata, "imsmd:lom"), "imsmd:general")
    ET.SubElement(ET.SubElement(general, "imsmd:title"), "imsmd:string").text = _title(deck)
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    questions = ET.SubElement(resources, "resource", {"identifier": id_, "type": "imsqti_xmlv1p2"})
    ET.SubElement(questions, "file", {"href": f"{id_}/{id_}.xml"})
    ET.SubElement(questions, "dependency", {"identifierref": f"{id_}_meta"})
    settings = {
        "identifier": f"{id_}_meta",
        "type": "associatedcontent/imscc_xmlv1p1/learning-application-resource",
        "href": f"{id_}/assessment_meta.xml",
    }
    ET.SubElement(ET.SubElement(resources, "resource", settings), "file", {"href": f"{id_}/assessment_meta.xml"})
    return root


def _title(deck: Deck) -> str:
    title = wording.title(deck)
    return title if len(title) <= _LONGEST_TITLE else deck.bank.id


def _root(tag: str, namespace: str, schema: str) -> ET.Element:
    return ET.Element(tag, {"xmlns": namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{namespace} {schema}"})


def _serialised(files: Iterable[tuple[str, ET.Element]]) -> Iterator[tuple[str, bytes]]:
    for name, root in files:
        ET.indent(root, " ")
        yield name, ET.tostring(root, "utf-8", xml_declaration=True) + b"\n"
