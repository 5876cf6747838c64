"""Imports point one way, modules stay small, and nothing in the code knows about one article."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from nkquiz import load_bank

SRC = Path(__file__).resolve().parent.parent / "src" / "nkquiz"
MODULES = sorted(SRC.rglob("*.py"))

# Each may import those before it. `check` and `quiz` share a rank: they never import each other.
RANKS = (
    ("__init__", "errors"),
    ("model", "text", "files", "once"),
    ("bank", "documents"),
    ("imports",),
    ("language",),
    ("check", "quiz"),
    ("drafting", "suggest"),
    ("editing",),
    ("progress",),
    ("classroom",),
    ("export",),
    ("render",),
    ("cli",),
    ("__main__",),
)
RANK = {name: number for number, names in enumerate(RANKS) for name in names}
IMPURE = {"random", "time", "secrets", "datetime", "socket", "urllib", "http"}
MAY_TOUCH_THE_WORLD = {"cli": IMPURE, "progress": {"time", "datetime"}}  # the store waits; `now` is handed in
MAX_LINES = 320
EVERYDAY = {"western", "america", "american", "the author"}  # names that any text may have
EVERYWHERE = {"countries.txt"}  # lists that name everything of a kind, and so those of the article too
LISTS = [path for path in sorted(SRC.rglob("*.txt")) if path.name not in EVERYWHERE]


def part(path: Path) -> str:
    return path.relative_to(SRC).with_suffix("").parts[0]


@cache
def imports(path: Path) -> list[tuple[int, str]]:
    """Every absolute import of a module, wherever it stands; those for type checkers only don't count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for child in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_point_one_way(path: Path):
    """No module imports from a part that comes after its own, nor `check` from `quiz` or the reverse."""
    mine = part(path)
    for line, name in imports(path):
        if name.startswith("nkquiz."):
            theirs = name.split(".")[1]
            theirs = theirs if theirs in RANK else "__init__"
            allowed = RANK[theirs] < RANK[mine] or theirs == mine or {mine, theirs} == {"model", "text"}
            assert allowed, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_the_world_enters_at_the_command_line(path: Path):
    """Clock, chance and network are not imported below `cli`; Rich only in `render`."""
    for line, name in imports(path):
        top = name.split(".")[0]
        assert top not in IMPURE or top in MAY_TOUCH_THE_WORLD.get(part(path), ()), f"{path}:{line} imports {name}"
        assert top != "rich" or part(path) == "render", f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_modules_stay_small(path: Path):
    """A module that outgrows 300 lines is to be cut before more is added."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.fixture(scope="module")
def names() -> re.Pattern[str]:
    """Every distinctive name of the shipped bank's entities, as one expression."""
    found = {name.lower() for entity in load_bank().entities for name in (entity.name, *entity.aliases)}
    distinctive = sorted(map(re.escape, (name for name in found - EVERYDAY if len(name) > 4)))
    assert distinctive
    return re.compile(rf"\b(?:{'|'.join(distinctive)})\b")


@pytest.mark.parametrize("path", [*MODULES, *LISTS], ids=lambda path: str(path.relative_to(SRC)))
def test_no_word_about_the_article(path: Path, names: re.Pattern[str]):
    """No distinctive name of the shipped bank's entities stands in the code or the lexicon."""
    assert not (found := names.search(path.read_text(encoding="utf-8").lower())), f"{path}: {found[0]}"


def test_every_part_has_a_rank():
    """A new part of the program is given its place in RANKS."""
    assert {part(path) for path in MODULES} <= set(RANK)
    assert sys.version_info >= (3, 11)
