"""XML read with care: no document type, hence no entities of its own and nothing from elsewhere; every element knows
its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from nkquiz.errors import InputError
from nkquiz.imports.reading import MAX_BYTES

MAX_DEPTH = 40


@dataclass(slots=True)
class Element:
    """An element with the texts that stand directly in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children with that name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """Return the first child with that name, or None."""
        return next(self.all(tag), None)

    def text_of(self, tag: str) -> str:
        """Return the text of the first child with that name; "" where there is none."""
        child = self.first(tag)
        return child.text if child else ""


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.root: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise InputError(f"{self.name}:{self.parser.CurrentLineNumber}: nested more than {MAX_DEPTH} levels deep")
        element = Element(tag, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        self.texts.append([])

    def end(self, _: str) -> None:
        self.open.pop().text = "".join(self.texts.pop())

    def data(self, text: str) -> None:
        if self.open[-1].tag != "file":  # a picture as text
            self.texts[-1].append(text)

    def refuse(self, *_: object) -> None:
        message = f"{self.name}:{self.parser.CurrentLineNumber}: it has a document type (<!DOCTYPE>)"
        raise InputError(message, "remove it: Moodle writes none")


def parse(data: bytes, name: str) -> Element:
    """Return the root element.

    Raises:
        InputError: it is too long, no XML, too deep, or has a document type.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} has more than {MAX_BYTES // 2**20} MB", "export it in parts, or without files")
    builder = _Builder(name)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        what = expat.errors.messages[error.code] if error.code in expat.errors.messages else str(error)
        raise InputError(f"{name}:{error.lineno}: not valid XML: {what}", "export it from Moodle again") from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that is none of bytes
        raise InputError(f"{name}: not valid XML: {error}", "save it as UTF-8") from error
    assert builder.root is not None
    return builder.root
