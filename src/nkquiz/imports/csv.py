"""Tables of terms and definitions; also the table that `nkquiz export csv` writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from nkquiz.errors import InputError
from nkquiz.imports.found import Found, Imported, Misfit, Stem, card, to_choose, to_judge, to_type
from nkquiz.imports.reading import decode
from nkquiz.model import Lure, Problem

_TERM = ("term", "front", "question", "word", "prompt", "name", "key")
_DEFINITION = ("definition", "back", "answer", "meaning", "translation", "description", "value")
_TOPIC = ("topic", "category", "unit", "chapter", "deck")
_OURS = {"identifier", "prompt", "text", "form", "options", "answer"}
_DELIMITERS = "\t|;,"  # of two that fit alike, the one that is rarer in prose
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what exports put an apostrophe before


def read(data: bytes, name: str) -> Imported:
    """Return a claim for each row.

    A head tells which columns are meant; without one they are the first two.

    Raises:
        InputError: it is no table, or has one column only.
    """
    rows = list(_rows(decode(data, name), name))
    if not rows:
        raise InputError(f"{name} is empty")
    head = [cell.strip().lower() for cell in rows[0][1]]
    if set(head) >= _OURS:
        return _all(rows[1:], lambda line, row: _ours(line, dict(zip(head, row, strict=False))))
    columns = [next((head.index(each) for each in names if each in head), None) for names in (_TERM, _DEFINITION)]
    term, definition = columns
    topic = next((head.index(each) for each in _TOPIC if each in head), None)
    if term is None or definition is None:
        term, definition, topic = 0, 1, None
    else:
        rows = rows[1:]
    wide = max((len(row) for _, row in rows), default=0)
    if rows and wide < 2:
        hint = "put the definition into a second column, with a comma between the two"
        raise InputError(f"{name}:{rows[0][0]}: the table has one column only", hint)
    imported = _all(rows, lambda line, row: _card(line, row, term, definition, topic))
    used = {term, definition, topic}
    others = [n for n in range(wide) if n not in used and any(_cell(row, n) for _, row in rows)]
    if not others:
        return imported
    headed = None not in columns
    names = ", ".join(f"'{head[n]}'" if headed and n < len(head) else f"number {n + 1}" for n in others)
    note = Problem(1, f"the columns {names} are left out", "term and definition are read, and a topic")
    return Imported(imported.found, (note, *imported.left_out))


def _all(rows: list[tuple[int, list[str]]], make: Callable[[int, list[str]], Found]) -> Imported:
    found, left_out = [], []
    for line, row in rows:
        try:
            found.append(make(line, row))
        except Misfit as misfit:
            shown = next((cell.strip() for cell in row if cell.strip()), "")
            left_out.append(Problem(line, f"the row '{shown[:40]}' {misfit}"))
    return Imported(tuple(found), tuple(left_out))


def _card(line: int, row: list[str], term: int, definition: int, topic: int | None) -> Found:
    return card(_cell(row, term), _cell(row, definition), line, _cell(row, topic) if topic is not None else "")


def _ours(line: int, row: dict[str, str]) -> Found:
    """Return a question that nkquiz has exported."""
    cells = {name: _unguarded(text) for name, text in row.items()}
    get = cells.get
    statement = get("text", "")
    prompt = " ".join(filter(None, (get("prompt", ""), statement)))
    stem = Stem(prompt, line, topic=get("topic", ""), why=get("explanation", ""))
    answer = get("answer", "")
    if get("form") == "choice":
        options, reasons = get("options", "").split("\n"), get("reasons", "").split("\n")
        if set(options) == {"true", "false"} and statement:
            judged = Stem(statement, line, topic=stem.topic, why=get("said", ""))
            return to_judge(judged, answer == "true", "".join(reasons))
        pairs = zip(options, [*reasons, *[""] * len(options)], strict=False)
        return to_choose(stem, answer, [Lure(text, why) for text, why in pairs if text != answer])
    if get("form") == "entry":
        return to_type(stem, (answer, *get("also_right", "").split("\n")), _tolerance(get("tolerance", ""), answer))
    raise Misfit("is to be put in order or together")


def _tolerance(share: str, answer: str) -> float:
    """Return by how much a number may be off, of which the table has the share."""
    try:
        return float(f"{float(share) * abs(float(answer.replace(',', ''))):.4g}") if share else 0.0
    except ValueError:
        raise Misfit("has a tolerance, but its answer is no plain number") from None


def _unguarded(text: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _cell(row: list[str], number: int) -> str:
    return _unguarded(row[number].strip()) if number < len(row) else ""


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line that it begins on."""
    delimiter = _delimiter(text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            what = "a quotation mark that is not closed" if "end of data" in str(error) else str(error)
            hint = 'put cells with quotation marks between "...", and write each mark in them twice: ""'
            raise InputError(f"{name}:{line}: {what}", hint) from error
        if any(cell.strip() for cell in row):
            yield line, row
        line = table.line_num + 1


def _delimiter(text: str) -> str:
    """Return what stands between cells: what most of the first lines have, and alike often."""
    lines = [line for line in text.split("\n")[:200] if line.strip()]

    def fit(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, sum(count > 0 for count in counts))

    return max(_DELIMITERS, key=fit)
