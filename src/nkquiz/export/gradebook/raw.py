"""A gradebook's own export, cell by cell as it is written, so that what is not ours comes out byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nkquiz.classroom.roster import EMAILS, FIRST_NAMES, IDS, LAST_NAMES, NAMES
from nkquiz.classroom.sheet import Fault, decoded, heading, likeliest, records
from nkquiz.errors import InputError

_KNOWN = {*NAMES, *FIRST_NAMES, *LAST_NAMES, *IDS, *EMAILS, "section"}


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: the line of the file where it begins, its cells with their quotation marks, and how its line ends."""

    line: int
    cells: tuple[str, ...]
    end: str

    @property
    def is_blank(self) -> bool:
        """Say whether it is an empty line."""
        return len(self.cells) == 1 and not self.cells[0].strip()

    def value(self, place: int) -> str:
        """Return what a cell says; nothing where there is none."""
        return unquoted(self.cells[place]) if 0 <= place < len(self.cells) else ""

    def put(self, place: int, text: str, delimiter: str) -> RawRow:
        """Return the row with another text in one cell; cells that are missing up to there are empty."""
        if self.value(place) == text and place < len(self.cells):
            return self
        cells = [*self.cells, *[""] * (place + 1 - len(self.cells))]
        cells[place] = quoted(text, delimiter)
        return replace(self, cells=tuple(cells))


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A table as it stands in a file. The first row that is not blank has the headings."""

    name: str
    rows: tuple[RawRow, ...]
    delimiter: str
    encoding: str = "utf-8"
    mark: bytes = b""

    @property
    def head(self) -> int:
        """The place of the row with the headings."""
        return next(place for place, row in enumerate(self.rows) if not row.is_blank)

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings as they are written."""
        row = self.rows[self.head]
        return tuple(row.value(place).strip() for place in range(len(row.cells)))

    @property
    def places(self) -> Mapping[str, int]:
        """The place of each column by its heading, in which case and punctuation don't count; the first of several."""
        return {heading(title): place for place, title in reversed([*enumerate(self.titles)])}

    def to_bytes(self) -> bytes:
        """Return the file."""
        text = "".join(self.delimiter.join(row.cells) + row.end for row in self.rows)
        return self.mark + text.encode(self.encoding)


def read(data: bytes, name: str) -> RawSheet:
    """Return the table in a file. `name` is the file's, for messages.

    Raises:
        InputError: it is no text that can be read, no CSV, or empty.
    """
    text = decoded(data, name)
    delimiter = likeliest(text, _KNOWN.__contains__)
    if faults := [found for found in records(text, delimiter) if isinstance(found, Fault)]:
        raise InputError(
            "\n".join(f"{name}:{fault.line}: {fault.message}" for fault in faults), "export the gradebook anew"
        )
    rows = tuple(_rows(text, delimiter))
    if all(row.is_blank for row in rows):
        raise InputError(f"{name} is empty", "export the gradebook anew")
    encoding, mark = "utf-8", b""
    for code, order in (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)):
        if data.startswith(order):
            encoding, mark = code, order
    if data.startswith(codecs.BOM_UTF8):
        mark = codecs.BOM_UTF8
    return RawSheet(name, rows, delimiter, encoding, mark)


def made(name: str, rows: Iterable[Iterable[str]]) -> RawSheet:
    """Return a new table with commas and CR LF."""
    written = [tuple(quoted(cell, ",") for cell in row) for row in rows]
    return RawSheet(name, tuple(RawRow(line, cells, "\r\n") for line, cells in enumerate(written, 1)), ",")


def quoted(text: str, delimiter: str) -> str:
    """Return a text as a cell of CSV."""
    if any(c in text for c in f'"\r\n{delimiter}') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def unquoted(cell: str) -> str:
    """Return what a cell of CSV says."""
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell


def _rows(text: str, delimiter: str) -> Iterable[RawRow]:
    """Yield the rows of a text that is CSV."""
    mark = re.escape(delimiter)
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"|[^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
    at, line, cells = 0, 1, list[str]()
    begun = line
    while at < len(text) or cells:
        found = cell.match(text, at)
        assert found is not None  # `records` has seen that it is CSV
        at = found.end()
        cells.append(found[1])
        line += len(re.findall(r"\r\n|\r|\n", found[0]))
        if found[2] != delimiter:
            yield RawRow(begun, tuple(cells), found[2])
            cells, begun = [], line
