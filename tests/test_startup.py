"""What a run imports: its own command, and no library that it does not use. That is what its start costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# What each of these may import beside Python's own and what Typer brings. Another library here is a slower start.
BUDGET = {
    ("--version",): set(),
    ("bank", "schema"): set(),
    ("check", "It rains."): {"rich", "platformdirs", "rapidfuzz"},
    ("play", "--seed", "1", "-n", "1"): {"rich", "platformdirs"},
    ("due",): {"rich", "platformdirs"},
    ("drill", "list"): {"rich", "platformdirs"},
}
BROUGHT_BY_TYPER = {"typer", "click", "shellingham", "annotated_doc", "pydantic", "pydantic_core", "typing_extensions"}
BROUGHT_BY_TYPER |= {"annotated_types", "typing_inspection", "rich", "pygments", "markdown_it", "mdurl", "attr"}
MAKERS = {"cython_runtime"}  # of the modules that are compiled
CODE = """
import json, sys
sys.argv = ["nkquiz", *sys.argv[1:]]
from nkquiz.cli import main
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def imported(arguments: tuple[str, ...]) -> set[str]:
    """Return the modules that a run imports, once what can be kept of the bank is in the cache."""
    for _ in range(2):
        done = run(["-c", CODE, *arguments])
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", BUDGET, ids=" ".join)
def test_libraries(arguments: tuple[str, ...]):
    """A run imports no other library than its budget has."""
    tops = {name.partition(".")[0] for name in imported(arguments)}
    extra = {name for name in tops - set(sys.stdlib_module_names) - BROUGHT_BY_TYPER - MAKERS if name[0] != "_"}
    assert extra <= BUDGET[arguments] | {"nkquiz"}


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (
            ("--version",),
            {"check", "quiz", "progress", "classroom", "export", "imports", "drafting", "language", "model"},
        ),
        (("check", "It rains."), {"quiz", "progress", "classroom", "export", "imports", "drafting"}),
        (("play", "--seed", "1", "-n", "1"), {"check", "classroom", "export", "imports", "drafting", "documents"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_parts(arguments: tuple[str, ...], others: set[str]):
    """A run imports no part of nkquiz that its command does not need."""
    parts = {name.split(".")[1] for name in imported(arguments) if name.startswith("nkquiz.")}
    assert not parts & others


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (("check", "It rains."), {"quiz", "classroom", "explanation"}),
        (("play", "--seed", "1", "-n", "1"), {"explanation", "classroom"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_words(arguments: tuple[str, ...], others: set[str]):
    """Of the model, a run imports the modules alone whose words it uses."""
    found = {name.removeprefix("nkquiz.model.") for name in imported(arguments) if name.startswith("nkquiz.model.")}
    assert found
    assert not found & others


def test_no_network(tmp_path: Path):
    """No command opens a socket: with sockets forbidden, each does its work."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n\n\ndef refuse(*arguments, **options):\n    raise AssertionError('a socket was opened')\n\n\n"
        "socket.socket.__init__ = refuse\n",
        encoding="utf-8",
    )
    for arguments in (
        ["check", "--exit-zero", "It rains."],
        ["play", "--seed", "1", "-n", "1"],
        ["drill", "--seed", "1", "-n", "1"],
        ["drill", "report"],
        ["export", "moodle", "-n", "1"],
        ["paper", "-n", "2", "--format", "html", "--output", str(tmp_path / "paper")],
        ["bank", "lint"],
        ["stats"],
    ):
        done = run(["-m", "nkquiz", *arguments], PYTHONPATH=str(tmp_path))
        assert done.returncode == 0, done.stderr
