"""Which sentences of a document are not checked, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nkquiz.documents.subject import Subject
from nkquiz.model import Block, BlockKind, Document, LeftOut, Sentence
from nkquiz.text import ONE_TO_ONE

MIN_WORDS = 3  # of a sentence; what has less, and no mark at its end, is a fragment
_OF_ITSELF = {BlockKind.HEADING: LeftOut.HEADING, BlockKind.CODE: LeftOut.CODE}
_BIBLIOGRAPHY = re.compile(
    r"[\W\d]*(?:references|bibliography|works cited|sources?|literature|further reading|footnotes|endnotes)\W*",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[!?]*[\"')\]]*$")
_SENTENCE_END = re.compile(r"[.!…][\"')\]]*$")
_QUOTED = re.compile(r'"[^"]*"')
_ITSELF = r"(?:essay|paper|text|report|summary|assignment|paragraph|section|chapter|introduction|conclusion|homework)"
_WRITING = (
    "analy[sz]e|argue|answer|begin|cite|chose|choose|compare|conclude|cover|deal|describe|discuss|enjoy|examine|explain"
    "|explore|focus|finish|hope|illustrate|introduce|investigate|learn|look|mention|outline|present|read|review|show"
    "|start|stud(?:y|i)|summari[sz]e|talk|tell|thank|turn|wish|write|wrote|written"
)
_VERB = rf"(?:{_WRITING})(?:s|d|e?d|ing)?\b"
_HELPERS = (
    r"(?:(?:have|had|will|shall|would|am|want|going|need|try|tried|like|to|also|now|first|then|next|briefly|finally"
    r"|just|only|be|been|really|already|should|must|can|could|intend|plan|aim)\s+|'(?:ll|d|m|ve)\s+)*"
)
_FIRST_PERSON = re.compile(
    rf"\b(?:I|we)\s*{_HELPERS}{_VERB}"
    rf"|\b(?:this|my|our|the\s+(?:present|following|next|first|last))\s+{_ITSELF}\s+"
    rf"(?:also\s+)?(?:is\s+about|{_HELPERS}(?:aims?|tries|attempts|seeks|wants|{_VERB}))"
    rf"|\blet\s+(?:me|us)\s+(?:now\s+|first\s+|briefly\s+)*{_VERB}",
    re.IGNORECASE,
)

_INTENT = re.compile(r"\b(?:will|shall|going|want|aim|plan|intend|would|try|hope|let)\b|'(?:ll|d|m)\b", re.IGNORECASE)

# The I of a name ("World War I began"), not that after an adverb with which a sentence begins ("Here I show").
_NUMERAL = re.compile(r"\b(?!Here|First|Second|Third|Next|Then|Now|Today|Below|Later|\w+ly\b)[A-Z]\w+ I$")


def leave_out(document: Document, subject: Subject) -> Document:
    """Return the document with a reason at each sentence that is not to be checked."""
    return replace(document, blocks=tuple(_blocks(document, subject)))


def _blocks(document: Document, subject: Subject) -> Iterator[Block]:
    level = 0  # of the heading over a bibliography; 0 outside of one
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and (not level or block.level <= level):
            level = block.level if _BIBLIOGRAPHY.fullmatch(block.sentences[0].text) else 0
        sentences = (replace(s, left_out=reason(s, block.kind, level > 0, subject)) for s in block.sentences)
        yield replace(block, sentences=tuple(sentences))


def reason(sentence: Sentence, kind: BlockKind, in_bibliography: bool, subject: Subject) -> LeftOut | None:
    """Return why a sentence is not checked, or None if it is."""
    text = sentence.text.translate(ONE_TO_ONE)
    if kind in _OF_ITSELF:
        return _OF_ITSELF[kind]
    if in_bibliography:
        return LeftOut.BIBLIOGRAPHY
    if _QUESTION.search(text):
        return LeftOut.QUESTION
    if len(re.findall(r"\w+", text)) < MIN_WORDS or (kind is BlockKind.CELL and not _SENTENCE_END.search(text)):
        return LeftOut.FRAGMENT
    if _is_about_itself(_QUOTED.sub('""', text)):
        return LeftOut.FIRST_PERSON
    return None if subject.is_spoken_of(text) else LeftOut.OFF_SUBJECT


def _is_about_itself(text: str) -> bool:
    """Say whether the writer speaks of the writing. "We read that ..." goes on to what the source says."""
    return any(
        (_INTENT.search(found.group()) or not re.match(r",?\s+that\b", text[found.end() :]))
        and not _NUMERAL.search(text[: found.start() + 1])
        for found in _FIRST_PERSON.finditer(text)
    )
