"""The table of a class's answers on paper: written for the teacher to fill in, and read again, with every fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from nkquiz.classroom.paper import Copy, Paper, Variant
from nkquiz.classroom.roster import EMAILS, FIRST_NAMES, IDS, LAST_NAMES, NAMES, TEAMS
from nkquiz.classroom.sheet import (
    Fault,
    Record,
    clean,
    csv_text,
    decoded,
    first_cells,
    headings,
    likeliest,
    records,
    without_separator,
)
from nkquiz.errors import InputError
from nkquiz.model import Student
from nkquiz.text import cell

VARIANTS = ("variant", "version", "form", "paper")
_NUMBER = re.compile(r"(?:question|quest|q|no|nr|item)?0*([1-9]\d{0,3})")
_PAPER = re.compile(r"paper(p[0-9a-f]{8})")
_EMPTY = 5  # rows
_HINT = "mend these and mark again; nothing was stored"


@dataclass(frozen=True, slots=True)
class Row:
    """One student's answers, as they stand in the table: the text under each question's number. A row without a variant
    has no answer: the student was absent."""

    line: int
    student: Student
    variant: Variant | None
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table of answers, the faults found so far, and the columns that nothing was taken from."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...] = ()


def answers_csv(paper: Paper, copies: Iterable[Copy], delimiter: str = ",") -> str:
    """Return a table to fill in: a row for each student with a copy, and a column for each question; where no copy has
    a name, a few empty rows. The last heading names the paper."""
    named = [(copy.student, copy.variant.letter) for copy in copies if copy.student]
    known = [
        {"id": "" if student.id in (student.name, student.email.lower()) else student.id}
        | {"email": student.email, "team": student.team}
        for student, _ in named
    ]
    more = [name for name in ("id", "email", "team") if any(each[name] for each in known)]
    numbers = range(1, len(paper.questions) + 1)
    rows = [
        (student.name, *(each[name] for name in more), letter, *("" for _ in numbers), "")
        for (student, letter), each in zip(named, known, strict=True)
    ]
    head = ["name", *more, "variant", *numbers, f"paper {paper.fingerprint}"]
    table = csv_text(head, rows or [[""] * len(head)] * _EMPTY, delimiter)
    return "\ufeff" + table  # the mark tells Excel that it is UTF-8


def read_table(data: bytes, name: str, paper: Paper) -> Table:
    """Return the rows of a table of answers. `name` is the file's, for messages.

    Raises:
        InputError: it can't be read, is of another paper, or lacks columns without which no row has a meaning.
    """
    text, delimiter = without_separator(decoded(data, name))
    best = delimiter or likeliest(text, _is_known)
    head = headings(text, best)
    found = list(records(text, best))
    if not found:
        raise InputError(
            f"there is nothing in {name}", "a column for the name, the variant and each question is needed"
        )
    first = found[0].line
    papers = [read[1] for title in head if (read := _PAPER.fullmatch(title))]
    if others := [each for each in papers if each != paper.fingerprint]:
        raise InputError(
            f"{name}:{first}: this is the table of another paper ({others[0]}, not {paper.fingerprint})",
            "say which paper it is of with --paper",
        )
    places, numbers = _places(head), _numbers(head)
    count = len(paper.questions)
    problems = [Fault(first, message) for message in _of_columns(places, numbers, count)]
    if problems:
        raise faulty(problems, name)
    columns = {number: numbers[number][0] for number in range(1, count + 1)}
    used = {place for wanted in places.values() for place in wanted} | set(columns.values())
    rows: list[Row] = []
    faults = [each for each in found if isinstance(each, Fault)]
    for record in [each for each in found if isinstance(each, Record)][1:]:
        try:
            rows.append(_row(record, places, columns, len(head), paper))
        except ExceptionGroup as group:
            faults += [Fault(record.line, str(error)) for error in group.exceptions]
    titles = (title.strip() for title in first_cells(text, best))
    used |= {place for place, title in enumerate(head) if _PAPER.fullmatch(title)}
    ignored = tuple(title for place, title in enumerate(titles) if title and place not in used)
    return Table(tuple(rows), tuple(faults), ignored)


def faulty(faults: Iterable[Fault], name: str) -> InputError:
    """Return the error that names all faults of a file, in the order of its lines."""
    found = sorted({(fault.line, number, fault.message) for number, fault in enumerate(faults)})
    return InputError("\n".join(f"{name}:{line}: {message}" for line, _, message in found), _HINT)


_KINDS = {
    "name": NAMES,
    "first": FIRST_NAMES,
    "last": LAST_NAMES,
    "id": IDS,
    "email": EMAILS,
    "team": TEAMS,
    "variant": VARIANTS,
}


_KNOWN = {name for names in _KINDS.values() for name in names}


def _is_known(title: str) -> bool:
    return title in _KNOWN or bool(_NUMBER.fullmatch(title))


def _places(head: Sequence[str]) -> dict[str, list[int]]:
    """Return where the columns are that say who answered which variant."""
    return {kind: [place for place, title in enumerate(head) if title in names] for kind, names in _KINDS.items()}


def _numbers(head: Sequence[str]) -> dict[int, list[int]]:
    """Return where the columns of the questions are, by number."""
    found: dict[int, list[int]] = {}
    for place, title in enumerate(head):
        if read := _NUMBER.fullmatch(title):
            found.setdefault(int(read[1]), []).append(place)
    return found


def _of_columns(places: Mapping[str, list[int]], numbers: Mapping[int, list[int]], count: int) -> Iterable[str]:
    if not (places["name"] or places["first"] or places["last"] or places["id"]):
        yield "no column for names; call one `name`"
    if not places["variant"]:
        yield "no column for the variant; call it `variant`"
    lacking = [number for number in range(1, count + 1) if number not in numbers]
    if lacking:
        yield f"no column for {_listed(lacking)}; the paper has {count} questions"
    if more := sorted(number for number in numbers if number > count):
        yield f"too many columns: {_listed(more)}, but the paper has {count} questions; is it another paper's table?"
    if twice := sorted(number for number, found in numbers.items() if len(found) > 1):
        yield f"two columns for {_listed(twice)}"
    for kind, found in places.items():
        if len(found) > 1 and kind in ("name", "variant"):
            yield f"two columns for the {kind}"


def _listed(numbers: Sequence[int]) -> str:
    what = "question" if len(numbers) == 1 else "questions"
    shown = ", ".join(map(str, numbers[:10])) + (" ..." if len(numbers) > 10 else "")
    return f"{what} {shown}"


def _row(record: Record, places: Mapping[str, list[int]], columns: Mapping[int, int], width: int, paper: Paper) -> Row:
    """Return a row.

    Raises:
        ExceptionGroup: of ValueErrors, one for each fault.
    """
    errors: list[ValueError] = []

    def taken(place: int, what: str) -> str:
        try:
            return clean(record.cells[place]) if place < len(record.cells) else ""
        except ValueError as error:
            errors.append(ValueError(f"{what}: {error}"))
            return ""

    who = {
        kind: next(filter(None, (_unguarded(taken(place, kind)) for place in found)), "")
        for kind, found in places.items()
    }
    cells = {number: taken(place, f"question {number}") for number, place in columns.items()}
    cells = {number: text for number, text in cells.items() if text}
    if any(text.strip() for text in record.cells[width:]):
        errors.append(
            ValueError(f"{len(record.cells)} cells, but {width} columns; quote a cell with a delimiter in it")
        )
    full = who["name"] or " ".join(filter(None, (who["first"], who["last"])))
    if not (full or who["id"] or errors):
        errors.append(ValueError("no name"))
    variant = None
    try:
        variant = _variant(who["variant"], bool(cells), paper)
    except ValueError as error:
        errors.append(error)
    if errors:
        raise ExceptionGroup("faults of a row", errors)
    id_ = who["id"] or who["email"].lower() or full
    student = Student(id_, full or id_, who["email"], who["team"], line=record.line)
    return Row(record.line, student, variant, cells)


def _unguarded(text: str) -> str:
    """Take away the apostrophe that `answers_csv` has put before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and cell(text[1:]) == text else text


def _variant(text: str, answered: bool, paper: Paper) -> Variant | None:
    if not text:
        if not answered:
            return None
        if len(paper.variants) == 1:
            return paper.variants[0]
        raise ValueError("answers, but no variant")
    letter = text.upper().removeprefix("VARIANT").strip()
    if letter in paper.by_letter:
        return paper.by_letter[letter]
    first, last = paper.variants[0].letter, paper.variants[-1].letter
    raise ValueError(f"variant: there is no {text}; " + (f"{first} to {last}" if first != last else f"only {first}"))


def on_roster(table: Table, roster: Sequence[Student]) -> Table:
    """Return the table with the students of the roster in place of its own. Who is not on it is a fault. They are told
    by id, else by email address, else by name."""
    if not roster:
        return table
    by_id = {student.id.casefold(): student for student in roster}
    by_email = {student.email.casefold(): student for student in roster if student.email}
    by_name = {student.name.casefold(): student for student in roster}
    several = {name for name, number in Counter(student.name.casefold() for student in roster).items() if number > 1}
    rows, faults = [], []
    for row in table.rows:
        mine = row.student
        found = by_id.get(mine.id.casefold()) or (by_email.get(mine.email.casefold()) if mine.email else None)
        if found is None and mine.id == (mine.email.lower() or mine.name):  # no id of its own
            if mine.name.casefold() in several:
                faults.append(Fault(row.line, f"several on the roster are called {mine.name}; add a column `id`"))
                continue
            found = by_name.get(mine.name.casefold())
        if found is None:
            told = mine.name if mine.id in (mine.name, mine.email.lower()) else f"{mine.name} ({mine.id})"
            faults.append(Fault(row.line, f"{told} is not on the roster"))
            continue
        rows.append(replace(row, student=found))
    return replace(table, rows=tuple(rows), faults=(*table.faults, *faults))
