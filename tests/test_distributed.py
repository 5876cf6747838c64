"""The example of docs/large.md: `check_many` on a cluster of two processes, with Dask."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import nkquiz

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "large.md").read_text(encoding="utf-8")
TEXTS = (
    "The library of Brill opened a reading room in June.",
    "The library of Brill closed its reading room in June.",
    "Elephants like music.",
)


@pytest.mark.slow
def test_dask(small_file: Path, tmp_path: Path):
    """The program on the page writes the verdicts of all statements in order, and ends by itself."""
    pytest.importorskip("distributed")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert "64MiB" in code
    (tmp_path / "spread.py").write_text(code.replace("64MiB", "1kiB"), encoding="utf-8")
    texts = [TEXTS[n % 3] for n in range(200)]
    (tmp_path / "list.txt").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    command = [sys.executable, "spread.py", str(small_file), "list.txt", "found"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    parts = sorted((tmp_path / "found").iterdir(), key=lambda path: int(path.stem))
    assert len(parts) > 4
    bank = nkquiz.load_bank(small_file)
    expected = [f"{report.verdict}\t{report.statement}" for report in nkquiz.check_many(texts, bank)]
    assert [line for path in parts for line in path.read_text(encoding="utf-8").splitlines()] == expected
