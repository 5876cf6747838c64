"""Reading labelled statements: JSON lines with `text`, `label`, and optionally `id` and `phenomenon`."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from nkquiz.cli.statements import BadLine, lines, name_of, parse_row, read_file
from nkquiz.model import Verdict

if TYPE_CHECKING:
    from nkquiz.check.trial import Trial

HINT = "--labelled takes a .jsonl file: on each line an object with text and label"


def labelled_from_file(path: Path) -> Iterator[Trial | BadLine]:
    """Yield the labelled statements of a file, `-` being standard input. Blank lines are passed over.

    Raises:
        InputError: the file can't be read.
    """
    for number, line in lines(BytesIO(read_file(path, HINT))):
        yield _parse(line, number, name_of(path))


def _parse(line: bytes, number: int, file: str) -> Trial | BadLine:
    from nkquiz.check.trial import Origin, Trial

    row = parse_row(line, number)
    if isinstance(row, BadLine):
        return row
    labels = [verdict.value for verdict in Verdict]
    label, phenomenon = row.get("label"), row.get("phenomenon", "")
    if label not in labels:
        return BadLine(number, f'"label" is none of {", ".join(labels)}')
    if not isinstance(phenomenon, str):
        return BadLine(number, '"phenomenon" is no string')
    return Trial(
        text=row["text"],
        label=Verdict(label),
        origin=Origin.LABELLED,
        id=row["id"],
        phenomenon=phenomenon,
        file=file,
        line=number,
    )
