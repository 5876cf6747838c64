"""The public interface for Python: what is public, what comes back, what is kept, threads, processes, types."""

import copy
import doctest
import gc
import itertools
import pickle
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playing import QUIZ_BANK

import nkquiz
from nkquiz import Bank, Checker, Claim, Finding, PartReport, Report
from nkquiz.check import api
from nkquiz.errors import ExitCode

ROOT = Path(__file__).resolve().parent
PAGE = (ROOT.parent / "docs" / "python.md").read_text(encoding="utf-8")
TEXTS = [
    "The room cost 13,000 crowns.",
    "According to the mayor, thirty thousand crowns was what the room cost.",
    "The mayor said that the room was worth 30,000 crowns, and the library closed its reading room in June.",
    "Elephants like music.",
    "",
]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory, small_text: str) -> Bank:
    """The small bank: what is public is the same for any."""
    path = tmp_path_factory.mktemp("small") / "small.yaml"
    path.write_text(small_text, encoding="utf-8")
    return nkquiz.load_bank(path)


def python(code: str, *arguments: str | Path) -> str:
    """Run code in a Python of its own and return what it prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# The documentation


def test_page_examples():
    """The examples of docs/python.md print what they show."""
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 3
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/python.md", "docs/python.md", 0)
    failed, tried = doctest.DocTestRunner(verbose=False).run(test)
    assert (failed, tried > 5) == (0, True)


def test_module_example():
    """So does the example in the module's docstring."""
    assert doctest.testmod(nkquiz)[:2] == (0, 3)


@pytest.mark.slow
def test_page_processes(tmp_path: Path):
    """The example with processes runs as a program, and its reports come back in order."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert "ProcessPoolExecutor" in code
    script = tmp_path / "many.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (
        done.stdout.splitlines()
        == [
            "contradicted Russia wrote off 80 percent of North Korea's debt",
            "not_in_source Elephants like music.",
        ]
        * 10
    ), done.stderr


@pytest.mark.parametrize("kind", [Report, PartReport, Finding], ids=lambda kind: kind.__name__)
def test_page_has_every_field(kind: type[Any]):
    """Every field of what comes back is on the page."""
    public = {field.name for field in fields(kind)} | {k for k, v in vars(kind).items() if isinstance(v, property)}
    assert {name for name in public if f"`{name}`" not in PAGE} == set()


def test_page_has_every_name():
    """Every public name is on the page but the version."""
    assert {name for name in nkquiz.__all__ if not re.search(rf"`{name}\b", PAGE)} == {"__version__"}


# A bank from the cache


def test_open_bank(small_file: Path):
    """What `open_bank` returns is the bank, and gives the same reports; it can be pickled, and is read once."""
    loaded, opened = nkquiz.load_bank(small_file), nkquiz.open_bank(str(small_file))
    assert opened == loaded
    assert list(nkquiz.check_many(TEXTS, opened)) == list(nkquiz.check_many(TEXTS, loaded))
    assert pickle.loads(pickle.dumps(opened)) == loaded
    again = nkquiz.open_bank(small_file)
    assert type(again.claims) is not tuple
    assert nkquiz.check(TEXTS[0], again) == nkquiz.check(TEXTS[0], loaded)
    with pytest.raises(nkquiz.InputError, match="cannot read the bank"):
        nkquiz.open_bank("no-such-bank.yaml")


# Names


def test_names(small_file: Path):
    """`__all__` is what is public; each name is there, and `dir` knows it before it is used."""
    assert nkquiz.__all__ == sorted(nkquiz.__all__)
    assert set(nkquiz.__all__) <= set(dir(nkquiz))
    assert all(getattr(nkquiz, name) is not None for name in nkquiz.__all__)
    python("import sys; from nkquiz import *; check('x', load_bank(sys.argv[1]))", small_file)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        nkquiz.chekc  # type: ignore[attr-defined]  # noqa: B018


def test_typed():
    """Type checkers are told that the package has types."""
    assert (files("nkquiz") / "py.typed").is_file()


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("import nkquiz", id="nothing"),
        pytest.param("import nkquiz; nkquiz.check", id="the function itself"),
        pytest.param("import nkquiz; nkquiz.Checker", id="another name of the package"),
        pytest.param("import nkquiz.check", id="the package"),
        pytest.param("import nkquiz; from nkquiz import check; check('x', nkquiz.load_bank(sys.argv[1]))", id="from"),
        pytest.param("import nkquiz, nkquiz.check.checker", id="a module of the package"),
    ],
)
def test_check_is_always_the_function(first: str, small_file: Path):
    """`nkquiz.check` can be called, and holds the package, whatever was imported before."""
    code = f"import sys; {first}\nprint(nkquiz.check('', nkquiz.load_bank(sys.argv[1])).verdict)\n"
    code += "import nkquiz.check\nprint(nkquiz.check.Checker)"
    assert python(code, small_file).splitlines() == ["not_in_source", "<class 'nkquiz.check.checker.Checker'>"]


def test_import_is_cheap():
    """Importing nkquiz, and listing its names, imports no part of it."""
    code = "import sys, nkquiz; dir(nkquiz)\nprint([n for n in sys.modules if n.startswith(('nkquiz.', 'yaml'))])"
    assert python(code) == "[]\n"


@pytest.mark.slow
def test_types():
    """A program that uses the interface passes mypy --strict, and mypy sees its mistakes."""
    api = pytest.importorskip("mypy.api")
    out, err, code = api.run(["--strict", "--config-file=", str(ROOT / "public_api.py")])
    assert (code, err) == (0, ""), out


# What comes back


def test_check_many(bank: Bank):
    """The reports are those of `check`, and those of a `Checker`, in the order of the statements."""
    reports = list(nkquiz.check_many(iter(TEXTS), bank))
    assert reports == [nkquiz.check(text, bank) for text in TEXTS]
    assert reports == [Checker(bank).check(text) for text in TEXTS]
    assert len({report.verdict for report in reports}) == 4


def test_check_many_is_lazy(bank: Bank):
    """A statement is read when its report is asked for: an endless stream will do."""
    read = []

    def endless() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield f"Statement {number}."

    reports = nkquiz.check_many(endless(), bank)
    assert read == []
    assert [next(reports).statement, next(reports).statement] == ["Statement 0.", "Statement 1."]
    assert read == [0, 1]


def test_check_many_of_nothing(bank: Bank):
    """No statements, no reports."""
    assert list(nkquiz.check_many([], bank)) == []


@pytest.mark.parametrize("text", TEXTS)
def test_reports_are_values(text: str, bank: Bank):
    """A report comes out of a pickle or a copy as it went in, and can be hashed."""
    report = nkquiz.check(text, bank)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(report, protocol)) == report
    assert copy.deepcopy(report) == report
    assert len({report, copy.copy(report)}) == 1


def test_every_claim_can_be_pickled():
    """Whatever a bank holds can travel in a report."""
    bank = nkquiz.load_bank()
    claims: tuple[Claim, ...] = pickle.loads(pickle.dumps(bank.claims))
    assert claims == bank.claims


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda bank: nkquiz.check(None, bank), "a statement is a str, not NoneType", id="no statement"),
        pytest.param(lambda bank: nkquiz.check(b"x", bank), "a statement is a str, not bytes", id="bytes"),
        pytest.param(lambda bank: nkquiz.check("x", "a.yaml"), "a bank is what load_bank returns, not str", id="path"),
        pytest.param(lambda bank: nkquiz.check_many(["x"], None), "a bank is what load_bank returns", id="no bank"),
        pytest.param(lambda bank: nkquiz.check_many("x", bank), "takes an iterable of statements", id="one str"),
        pytest.param(lambda bank: list(nkquiz.check_many(["x", 1], bank)), "a str, not int", id="a number among them"),
    ],
)
def test_wrong_types(call: Callable[[Bank], object], message: str, bank: Bank):
    """What is no statement or no bank is refused in plain words, by `check_many` before anything is read."""
    with pytest.raises(TypeError, match=message):
        call(bank)


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        pytest.param(None, nkquiz.InputError, "cannot read the bank ", id="no file"),
        pytest.param("format: 1\nclaims: 3\n", nkquiz.BankError, r"a\.yaml:2: ", id="no bank"),
    ],
)
def test_bank_errors(content: str | None, error: type[nkquiz.NkquizError], message: str, tmp_path: Path):
    """A bank that can't be loaded raises an error with message, hint and exit code."""
    path = tmp_path / "a.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=message) as caught:
        nkquiz.load_bank(path)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


# What is kept


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Checker]:
    """Every checker that `check` and `check_many` make."""
    made: list[Checker] = []

    def make(bank: Bank) -> Checker:
        made.append(Checker(bank))
        return made[-1]

    monkeypatch.setattr(api, "Checker", make)
    return made


def test_one_checker_a_bank(counted: list[Checker], small_file: Path):
    """A bank is read once, however often and in whatever way it is asked; another object is another bank."""
    bank = nkquiz.load_bank(small_file)
    for _ in range(3):
        nkquiz.check("The room cost 30,000 crowns.", bank)
        list(nkquiz.check_many(["The room cost nothing.", "x"], bank))
    assert len(counted) == 1
    nkquiz.check("x", nkquiz.load_bank(small_file))
    nkquiz.check("x", replace(bank, unknowns=()))
    assert [checker.bank.unknowns != () for checker in counted] == [True, True, False]


def test_nothing_outlives_the_bank(small_file: Path):
    """With the last reference to a bank, its checker goes too."""
    bank = nkquiz.load_bank(small_file)
    nkquiz.check("x", bank)
    gone = weakref.ref(api.checker_of(bank))
    del bank
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize(
    "duplicate",
    [lambda bank: pickle.loads(pickle.dumps(bank)), copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deep"],
)
def test_banks_travel_without_their_checker(small_file: Path, duplicate: Callable[[Bank], Bank]):
    """A bank that was used to check can be pickled and copied: its fields travel, its checker stays."""
    bank = nkquiz.load_bank(small_file)
    report = nkquiz.check("The room cost nothing.", bank)
    assert bank.claim_by_id
    other = duplicate(bank)
    assert other == bank
    assert set(vars(other)) == {field.name for field in fields(Bank)}
    assert nkquiz.check("The room cost nothing.", other) == report


def test_check_can_be_sent_to_a_process(small_file: Path):
    """`nkquiz.check` can be pickled, as functions can."""
    bank = nkquiz.load_bank(small_file)
    sent = pickle.loads(pickle.dumps(partial(nkquiz.check, bank=bank)))
    assert sent("The room cost nothing.") == nkquiz.check("The room cost nothing.", bank)


# Threads


def statements(bank: Bank) -> list[str]:
    return [text for claim in bank.claims[:4] for text in (claim.text, *(v.text for v in claim.false_variants[:2]))]


def test_threads():
    """Eight threads that start at once on a new bank say what one says."""
    first, bank = nkquiz.load_bank(QUIZ_BANK), nkquiz.load_bank(QUIZ_BANK)
    texts = statements(first)
    alone = list(nkquiz.check_many(texts, first))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(partial(nkquiz.check, bank=bank), texts))
    assert together == alone


def test_threads_share_a_checker(small_file: Path):
    """So do eight threads that each check everything with one checker."""
    bank = nkquiz.load_bank(small_file)
    texts = [*(t for claim in bank.claims for t in claim.affirmations), *(u.text for u in bank.unknowns), *TEXTS]
    alone = [Checker(bank).check(text) for text in texts]
    checker = Checker(bank)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [checker.check(text) for text in texts], range(8)):
            assert found == alone
