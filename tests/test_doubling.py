"""No text takes more than linear time to be read, counted in calls: see benchmarks/doubling.py for seconds."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from doubling import SHAPES, TOO_MUCH, calls, made, readers

READERS = {name: read for name, read in readers().items() if name != "check"}
LEAST = 1000  # calls


@pytest.mark.parametrize("name", READERS)
def test_twice_the_length_takes_twice_the_calls(name: str):
    """Of whatever a text is made."""
    for shape in SHAPES:
        work = [calls(READERS[name], made(shape, length)) for length in (400, 800, 1600)]
        steep = [two / one > TOO_MUCH for one, two in pairwise(work) if two > LEAST]
        assert not steep or not all(steep), (shape, work)


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["dots", "initials"])
def test_no_more_of_a_statement_is_read(shape: str):
    """Of a statement of any length, the first 20,000 characters are read."""
    from nkquiz.check.checker import MAX_STATEMENT

    check = readers()["check"]
    assert calls(check, made(shape, 200_000)) <= 1.3 * calls(check, made(shape, MAX_STATEMENT))
