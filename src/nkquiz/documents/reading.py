"""Bytes -> Document, or the decision that they are a list of statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import PurePath

from nkquiz.documents import As, docx, markdown, plain
from nkquiz.documents.passage import Passage, document
from nkquiz.errors import InputError
from nkquiz.model import Document
from nkquiz.text import WRAP_WIDTH, sentence_spans

# What a file's name says about it. The texts of other files, and standard input, are Markdown if they have its
# headings, and plain otherwise.
READERS: dict[str, Callable[[str], Iterator[Passage]]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plain.read,
}
DOCX = ".docx"
FOREIGN = frozenset(".doc .odt .rtf .pdf .pages .epub .html .htm .xlsx .pptx".split())

MAX_BYTES = 20 * 2**20
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_MARK = re.compile(r"[.!?:;…][\"')\]”’]*$")
MIN_SENTENCES = 4  # of lines that hold several, below which a file is a list


def is_document(data: bytes, name: str, as_: As | None = None) -> bool:
    """Say whether a file is a document, not a list of statements: by its name, or else by how its lines look."""
    suffix = PurePath(name).suffix.lower()
    if as_ is not None:
        if as_ is As.LINES and suffix == DOCX:
            raise InputError(f"{name} has no lines", "a .docx file is a document: leave out `--as lines`")
        return as_ is As.DOCUMENT
    if suffix in FOREIGN:
        raise InputError(f"cannot read {name}: a {suffix} file", "save it as .docx, .md or .txt")
    if suffix == DOCX or READERS.get(suffix) is markdown.read:
        return True
    if is_json_lines(data, name):
        return False
    return is_prose(data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))


def is_json_lines(data: bytes, name: str) -> bool:
    """Say whether a list of statements is in JSON lines: by its name, or by its first character."""
    return PurePath(name).suffix.lower() == ".jsonl" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def is_prose(text: str) -> bool:
    """Say whether a text is written in paragraphs: half of its lines hold several sentences, or it is hard-wrapped."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    counts = [len(sentence_spans(line)) for line in filled]
    if sum(count > 1 for count in counts) * 2 >= len(filled) and sum(counts) >= MIN_SENTENCES:
        return True
    if max(map(len, filled), default=0) > WRAP_WIDTH or not filled or not filled[0][0].isupper():
        return False
    breaks = [(line, after) for line, after in pairwise(lines) if line and after]
    inside = sum(not _MARK.search(line) and after[0].islower() for line, after in breaks)
    return inside * 3 >= len(breaks) and inside > 1


def read(data: bytes, name: str) -> Document:
    """Return the document that `data`, read from `name`, holds.

    Raises:
        InputError: it cannot be read.
    """
    check_size(data, name)
    suffix = PurePath(name).suffix.lower()
    if suffix == DOCX:
        return document(name, *docx.read(data, name))
    text = decode(data, name)
    reader = READERS.get(suffix) or (markdown.read if _HEADING.search(text) else plain.read)
    return document(name, text, reader(text))


def check_size(data: bytes, name: str) -> None:
    """See that a file is no longer than what is read.

    Raises:
        InputError: it is.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} has more than {MAX_BYTES // 2**20} MB", "split it")


def decode(data: bytes, name: str) -> str:
    """Return the text of a file, with one line feed for each line end."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: the file is not UTF-8", "save it as UTF-8 in your editor") from error
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError(f"{name}:{line}: a NUL byte: this is no text file", "save it as .docx, .md or .txt")
    return text.replace("\r\n", "\n").replace("\r", "\n")
