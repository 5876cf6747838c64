"""Broken files and odd options bring nothing but the project's own errors: a short run of tools/fuzz.py."""

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_broken_inputs(seed: int, tmp_path: Path):
    """Three hundred of them: rosters, answers, papers, all that is imported, articles, the database, options."""
    from fuzz import fuzz

    assert fuzz(0, seed, tmp_path, least=300, longest=math.inf) == []
