"""What all tests share: a clean environment, the shipped bank, and a small bank with its article to be mutated."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playing import QUIZ_BANK
from running import Completed, in_its_own, in_this_process

from nkquiz.bank import bank_digest, default_bank_path, load_bank
from nkquiz.bank.kept import file_name
from nkquiz.model import Bank, Report
from nkquiz.quiz.material import Material, open_material

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=100, database=None)
settings.load_profile("suite")

# What a caller may have set that would change what is printed, or make each process compile all its modules anew.
UNSET = (
    *("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "NKQUIZ_DEBUG"),
    *("PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE"),
)

SMALL_ARTICLE = """\
The library in Brill opened a reading room in June, Mayor Ana Lund said. It cost 30,000 crowns.

"Nobody had asked for one," J. Berg of the Brill Gazette wrote.
"""

# Every sentence has a claim, every claim its restatements and false variants: `lint` and `verify` find nothing.
SMALL_BANK = """\
format: 1
bank: brill-library
source:
  title: A Room to Read
  author: Jo Berg
  date: 2022-07
  url: https://example.org/brill
  paragraphs:
    - b7b58e67bb61 c371f2687a49
    - 76d676758ea3
  outside:
    aaaabbbbcccc: title
topics:
  opening: The opening
  money: The money
entities:
  brill:
    name: Brill
    kind: place
    aliases: [the town]
  ana-lund:
    name: Ana Lund
    kind: person
    aliases: [Lund]
    in_context: [the mayor]
    of: brill
claims:
  - id: reading-room
    text: The library of Brill opened a reading room in June.
    topic: opening
    kind: fact
    evidence:
      - {at: "1.1", quote: opened a reading room in June}
      - {at: "2.1", quote: Nobody had asked for one}
    restatements:
      - Brill's library has had a reading room since June.
      - A reading room was opened in June by the library.
      - since june people can read in the library of brill
    false_variants:
      - {text: The library of Brill closed its reading room in June., reason: opposite}
      - {text: The library of Brill opened a reading room in May., reason: date, why: It was June.}
      - {text: The library of Brill never opened a reading room., reason: negation}
    open: [object]
    single: [date]
    note:
      text: The room was closed again in 2023.
      basis: The town's website.
  - id: cost
    text: According to Ana Lund, the room cost 30,000 crowns.
    topic: money
    kind: opinion
    speaker: ana-lund
    evidence:
      - {at: "1.2", quote: "It cost 30,000 crowns"}
    restatements:
      - The mayor said that the room was worth 30,000 crowns.
      - Thirty thousand crowns went into the room, says Lund.
      - the room had a price of 30000 crowns
    false_variants:
      - {text: "The room cost 13,000 crowns.", reason: number}
      - {text: "The room cost 30,000 dollars.", reason: unit}
      - {text: The room cost nothing., reason: quantifier}
    questions:
      - ask: What did the room cost?
        key: 30,000 crowns
        lures: ["13,000 crowns", "300,000 crowns", "3,000 crowns"]
unknowns:
  - {text: The library has forty thousand books., topic: opening}
skipped: {}
"""

# Escape sequences, markup and direction characters, to be put where text is shown.
HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold red]markup[/] \u202eevil \x9b1m :smile:"

# Lines of a .jsonl file that hold no statement, labelled or not, and what is said of them.
BAD_ROWS = [
    pytest.param(b"{", "not JSON: ", id="no JSON"),
    pytest.param(b"It opened.", "not JSON: ", id="plain text"),
    pytest.param(b"[" * 100_000, "not JSON: ", id="very deep JSON"),
    pytest.param(b'{"text": "\xff"}', "not UTF-8", id="not UTF-8"),
    pytest.param(b'["one"]', 'not an object with a "text" that is a string', id="a list"),
    pytest.param(b'{"txt": "one"}', 'not an object with a "text" that is a string', id="no text"),
    pytest.param(b'{"text": 1}', 'not an object with a "text" that is a string', id="a number as text"),
    pytest.param(b'{"text": "one", "id": 1.5}', '"id" is neither a string nor a whole number', id="a broken id"),
    pytest.param(b'{"text": "one", "id": null}', '"id" is neither a string nor a whole number', id="null as id"),
    pytest.param(
        b'{"text": "one", "id": true}',
        '"id" is neither a string nor a whole number',
        id="true as id",
    ),
]


@pytest.hookimpl(optionalhook=True)  # xdist may not be there
def pytest_xdist_auto_num_workers() -> int:
    """Have `-n auto` start one process more than there are processors: tests on terminals do little but wait."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return count + 1


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder for all tests, and all processes of a run: the shipped banks, which take seconds to analyse, are
    analysed once."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "shared-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def lasting() -> frozenset[str]:
    """The names of the files that the cache has for the shipped banks."""
    banks = {path: bank_digest(path) for path in (default_bank_path(), QUIZ_BANK)}
    return frozenset(file_name(kind, path, digest) for kind in ("check", "quiz") for path, digest in banks.items())


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared_cache: Path, lasting: frozenset[str]
) -> Iterator[None]:
    """Keep progress in a folder of the test's own, and colours and widths out of the caller's terminal.

    The test's cache begins with what the shipped banks have in the shared one, and gives back what it made of them. It
    is a folder of the test's own, since the banks that tests make would soon drive the shipped ones out of it.
    """
    home = tmp_path / "home"
    own = home / "cache"
    own.mkdir(parents=True)
    lend(lasting, shared_cache, own)
    monkeypatch.setenv("NKQUIZ_HOME", str(home))
    monkeypatch.setenv("PYTHONUTF8", "1")
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    yield
    lend(lasting, own, shared_cache)


def lend(names: Iterable[str], source: Path, target: Path) -> None:
    """Put the files with these names that are in one folder into another one too, if it has none of that name."""
    for name in names:
        with suppress(OSError):  # not there, there already, or a file system that has no links
            os.link(source / name, target / name)


@pytest.fixture(scope="session")
def bank() -> Bank:
    """The shipped bank."""
    return load_bank()


@pytest.fixture(scope="session")
def material(shared_cache: Path) -> Material:
    """What questions on the shipped bank are made from."""
    return open_material(None, shared_cache)


@pytest.fixture(scope="session")
def small_text() -> str:
    """A small complete bank with nothing wrong, as text to be mutated."""
    return SMALL_BANK


@pytest.fixture(scope="session")
def small_article() -> str:
    """The article of the small bank, hard-wrapped."""
    return SMALL_ARTICLE


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    """The small bank as a file."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_BANK, encoding="utf-8")
    return path


@pytest.fixture
def hostile_file(small_file: Path) -> Path:
    """The small bank with escape sequences, markup and direction characters in every text."""
    text = small_file.read_text(encoding="utf-8")
    value = json.dumps(HOSTILE)[1:-1].replace("\x9b", "\\u009b")
    for old in (
        "title: A Room to Read",
        "author: Jo Berg",
        "opening: The opening",
        "money: The money",
        "text: The library of Brill opened a reading room in June.",
        'text: "The room cost 13,000 crowns."',
        'text: "The room cost 30,000 dollars."',
        "why: It was June.",
        "quote: opened a reading room in June",
        "basis: The town's website.",
        "text: The room was closed again in 2023.",
        "ask: What did the room cost?",
        "key: 30,000 crowns",
    ):
        key, _, rest = old.partition(": ")
        rest = rest.strip('"')
        text = replaced(text, old, f'{key}: "{rest} {value}"')
    text = replaced(text, '"13,000 crowns", "300,000 crowns"', f'"13 {value}", "300 {value}"')
    small_file.write_text(text, encoding="utf-8")
    return small_file


@pytest.fixture
def judged_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str, Bank], Report]], None]:
    """Put a stand-in in the place of the checker: `judged_by(judge)`, where `judge(statement, bank)` is a report."""

    def put(judge: Callable[[str, Bank], Report]) -> None:
        class StandIn:
            def __init__(self, bank: Bank) -> None:
                self.bank = bank

            def check(self, statement: str, without: str | None = None) -> Report:
                return judge(statement, self.bank)

        monkeypatch.setattr("nkquiz.check.Checker", StandIn)
        monkeypatch.setattr("nkquiz.check.api.Checker", StandIn)
        monkeypatch.setattr("nkquiz.check.cache.open_checker", lambda path, *_: StandIn(load_bank(path)))

    return put


Run = Callable[..., Completed]


@pytest.fixture
def nkquiz(tmp_path: Path) -> Run:
    """Run `nkquiz`: `nkquiz("check", "a statement", stdin=..., NAME=value)`; see `in_this_process`."""
    return partial(_run, in_this_process, tmp_path)


@pytest.fixture
def nkquiz_process(tmp_path: Path) -> Run:
    """Run `nkquiz` as a process of its own, which takes ten times as long."""
    return partial(_run, in_its_own, tmp_path)


def _run(
    run: Callable[..., Completed],
    folder: Path,
    *arguments: str | Path,
    stdin: str | bytes = b"",
    **environment: str,
) -> Completed:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    if any(name.startswith(("PYTHON", "LC_")) for name in environment):  # Python reads them when it starts
        run = in_its_own
    return run([os.fspath(argument) for argument in arguments], given, folder, environment)


def replaced(text: str, *changes: str) -> str:
    """Return `text` with each pair of `changes` (old, new) made once; `old` must be there."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    """Return the number of the line on which `part` begins."""
    assert part in text
    return text[: text.index(part)].count("\n") + 1
