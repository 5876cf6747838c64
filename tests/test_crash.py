"""A process that is killed at any moment loses nothing that it has acknowledged: a short run of tools/crash.py."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_random_moments(tmp_path: Path):
    """Fourteen commands are killed: what was shown is kept, and every file loads."""
    from crash import crash

    assert crash(14, 7, tmp_path) == []
