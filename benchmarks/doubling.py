"""No input takes more than linear time: each shape is made twice as long, again and again, and the work is counted.

`python benchmarks/doubling.py` counts seconds of the processor on long inputs; tests/test_doubling.py counts calls on
short ones, the same everywhere. Work that grows by more than 2.8 from one length to its double,
twice in a row, is named; the exit code is 1 then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from nkquiz.bank import load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.check import Checker
from nkquiz.classroom.roster import read_roster
from nkquiz.documents.article import read_article
from nkquiz.documents.reading import read
from nkquiz.errors import NkquizError
from nkquiz.imports import csv, gift, html, moodle, quizlet
from nkquiz.imports.found import Misfit
from nkquiz.text import normalise, sentence_spans

BANK = Path(__file__).resolve().parent.parent / "data" / "examples" / "drowned-observatory.yaml"
TOO_MUCH = 2.8  # times as much work for twice the length

# What is repeated up to a length, and what stands before and after.
SHAPES: dict[str, tuple[str, str, str]] = {
    "sentences": ("", "The library of Brill opened a room in June. ", ""),
    "one word": ("", "a", ""),
    "words": ("", "and he said that ", ""),
    "initials": ("", "A. ", ""),
    "dots": ("", ".", ""),
    "dots and quotes": ("", ".'\"", ""),
    "blanks": ("a.", " ", "b"),
    "empty lines": ("a", "\n", "b"),
    "lines": ("", "a\n", ""),
    "numbers": ("", "1,", ""),
    "percents": ("", "90 percent of ", ""),
    "quotes": ("", '"', ""),
    "brackets": ("", "[", ""),
    "braces": ("", "{", ""),
    "links": ("", "[a](", ""),
    "stars": ("", "*a ", ""),
    "ticks": ("", "`a", ""),
    "tags that never end": ("", "<a ", ""),
    "comments that never end": ("", "<!--", ""),
    "nested powers": ("", "<sup>x", ""),
    "entities": ("", "&amp;", ""),
    "questions": ("", "a {T}\n\n", ""),
    "answers": ("a {", "=a ~b ", "}"),
    "pairs": ("a {", "=a->b ", "}"),
    "cards": ("", "term\tanswer\n", ""),
    "rows": ("question,answer\n", 'a,"b ""c"""\n', ""),
    "students": ("name,id\n", "Ann,1\n", ""),
    "keys": ("", "k: v\n", ""),
    "items": ("claims:\n", "  - a: b\n", ""),
    "marks": ("a", "\u0301", ""),
    "backslashes": ("", "\\", ""),
    "XML": ("<quiz>", "<question type='truefalse'><name><text>a</text></name></question>", "</quiz>"),
}


def readers() -> dict[str, Callable[[str], object]]:
    """Return what takes a text, by name."""
    checker = Checker(load_bank(BANK))
    return {
        "check": checker.check,
        "normalise": normalise,
        "sentences": sentence_spans,
        "bank": lambda text: parse_bank(text.encode()),
        "document .md": lambda text: read(text.encode(), "a.md"),
        "document .txt": lambda text: read(text.encode(), "a.txt"),
        "article .md": lambda text: read_article(text.encode(), "a.md"),
        "roster": lambda text: read_roster(text.encode(), "a.csv"),
        "GIFT": lambda text: gift.read(text.encode(), "a.gift"),
        "Moodle XML": lambda text: moodle.read(text.encode(), "a.xml"),
        "CSV": lambda text: csv.read(text.encode(), "a.csv"),
        "Quizlet": lambda text: quizlet.read(text.encode(), "a.txt"),
        "HTML": html.plain_text,
    }


def made(shape: str, length: int) -> str:
    """Return a text of a shape, about so long."""
    before, repeated, after = SHAPES[shape]
    return before + repeated * (length // len(repeated)) + after


def seconds(function: Callable[[str], object], text: str) -> float:
    """Return how long the processor takes."""
    start = time.process_time()
    run(function, text)
    return time.process_time() - start


def calls(function: Callable[[str], object], text: str) -> float:
    """Return how many calls are made, of functions in Python and in C."""
    count = 0

    def step(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        run(function, text)
    finally:
        sys.setprofile(None)
    return float(count)


def run(function: Callable[[str], object], text: str) -> None:
    """Call a reader; a text that it refuses is refused in good time too."""
    with suppress(NkquizError, Misfit):
        function(text)


def too_steep(work: list[float], least: float) -> bool:
    """Say whether work grew by too much twice in a row; below `least` it is only noise."""
    steps = [b / a > TOO_MUCH for a, b in pairwise(work) if a > least]
    return any(one and two for one, two in pairwise(steps))


def main() -> None:
    """Measure all shapes with all readers."""
    steep = 0
    for name, reader in readers().items():
        for shape in SHAPES:
            work: list[float] = []
            length = 4000
            while length <= 512_000 and (not work or work[-1] < 1.0):
                work.append(seconds(reader, made(shape, length)))
                length *= 2
            if too_steep(work, 0.01):
                steep += 1
                print(f"{name}, {shape}: {', '.join(f'{each:.3f}' for each in work)} s")
    print(f"{len(readers()) * len(SHAPES)} pairs measured, {steep} of them more than linear")
    sys.exit(bool(steep))


if __name__ == "__main__":
    main()
