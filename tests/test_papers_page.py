"""docs/papers.md shows what happens, and has every option and format."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import pytest
from sessions import run_quickly, same, sessions

from nkquiz.cli.mark import mark
from nkquiz.cli.paper import paper
from nkquiz.render.paper import FORMATS

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "papers.md").read_text(encoding="utf-8")
NAMES = {"type_": "type", "format_": "format", "size": "paper-size"}


@pytest.mark.skipif(sys.platform == "win32", reason="the sessions are written for a POSIX shell")
def test_sessions(tmp_path: Path):
    """The sessions, one after the other in one folder, print what the page shows."""
    for session in sessions(PAGE):
        printed = run_quickly(session.command, tmp_path)
        assert same(printed, session.output), printed


def test_every_option_and_format():
    """Every option of both commands and every format stands on the page."""
    for command in (paper, mark):
        for name in inspect.signature(command).parameters:
            if name != "answers":
                assert f"--{NAMES.get(name, name)}" in PAGE
    for name in FORMATS:
        assert f"| `{name}` |" in PAGE
