"""Tables in text files: reading them as spreadsheets and gradebooks write them, their characters, their records, their
headings; and writing them so that no cell is taken for a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nkquiz.errors import InputError
from nkquiz.text import cell

DELIMITERS = ",;\t|"
NONE = "\x1f"  # the delimiter of a table of one column: it stands in no text
_SAVE_AS = "save it as “CSV UTF-8”: in Excel a type of file, elsewhere an encoding to choose when saving"
_JOINERS = "\u200c\u200d"  # some scripts need them within a word


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table and the line of the file where it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of a file."""

    line: int
    message: str


def decoded(data: bytes, name: str) -> str:
    """Return a file's text: UTF-8 with or without its mark, or UTF-16 with one, as Excel's "Unicode text" is.

    Raises:
        InputError: it is something else; the message says in which line.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: damaged UTF-16 at byte {error.start}", _SAVE_AS) from error
    if data.startswith(b"PK\x03\x04"):
        raise InputError(f"{name} is a workbook or another zip file, not a CSV file", _SAVE_AS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}:{line}: not UTF-8 (byte 0x{data[error.start]:02X})", _SAVE_AS) from error


def records(text: str, delimiter: str) -> Iterator[Record | Fault]:
    """Yield the rows of a table that are not blank. A quotation mark that isn't closed is a fault, and the last."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(line, _said(error))
            if "end of data" in str(error):
                return
        else:
            if any(cell.strip() for cell in cells):
                yield Record(line, tuple(cells))
        line = reader.line_num + 1


def _said(error: csv.Error) -> str:
    message = str(error)
    if "end of data" in message:
        return "a quotation mark is not closed"
    if "expected after" in message:
        return "something stands after a closing quotation mark; double those within a cell"
    return f"not CSV: {message}"


def without_separator(text: str) -> tuple[str, str]:
    """Return a text and the delimiter that its first line names, `sep=;`, as Excel has it. The line is left blank."""
    named = re.match(r'"?sep=([^\r\n])"?(?=[\r\n])', text, re.IGNORECASE)
    return (text[named.end() :], named[1]) if named else (text, "")


def heading(text: str) -> str:
    """Return the heading of a column so that others write it the same: case and punctuation don't count."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def first_cells(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of the first row that is not blank."""
    return next((each.cells for each in records(text, delimiter) if isinstance(each, Record)), ())


def headings(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the headings of a table, as they are compared."""
    return tuple(map(heading, first_cells(text, delimiter)))


def likeliest(text: str, is_known: Callable[[str], bool], delimiters: str = DELIMITERS) -> str:
    """Return the delimiter by which the most headings are known; of equals, the one that gives the most."""

    def worth(delimiter: str) -> tuple[int, int]:
        head = headings(text, delimiter)
        return sum(map(is_known, head)), len(head)

    return max(delimiters, key=worth)


def clean(text: str) -> str:
    """Return a cell as NFC with single blanks, without characters that format or turn text; joiners stay.

    Raises:
        ValueError: it has a control character; the message names it.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if bad := next((c for c in text if unicodedata.category(c) == "Cc"), ""):
        raise ValueError(f"a control character, U+{ord(bad):04X}, in {_shown(text)}")
    kept = "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in ("Cf", "Cs"))
    return " ".join(kept.split())


def _shown(text: str) -> str:
    return "'" + "".join(c for c in text if c.isprintable())[:40] + "'"


def csv_text(columns: Iterable[Any], rows: Iterable[Iterable[Any]], delimiter: str = ",") -> str:
    """Return a table with its head, whose lines end in CR LF. No text is taken for a formula; True and False are yes
    and no, None is an empty cell."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter=delimiter)
    table.writerow(columns)
    for row in rows:
        table.writerow([_to_write(value) for value in row])
    return file.getvalue()


def _to_write(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cell(value) if isinstance(value, str) else value
