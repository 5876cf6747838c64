"""Every kind of problem has a code, a lesson, and an example in docs/lint.md that really brings it about."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from conftest import SMALL_BANK, Run

from nkquiz.bank.codes import CODES
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.marks import marks
from nkquiz.bank.validators import lint
from nkquiz.bank.verify import verify
from nkquiz.bank.yaml_reader import MAX_BYTES
from nkquiz.documents.article import read_article
from nkquiz.drafting.coverage import half_covered, sentences_of
from nkquiz.model import Problem, Severity
from nkquiz.render.problems import github_line, problem_line

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
BANK_PAGE = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")
GOOD = re.findall(r"```yaml\n(format: .*?|# yaml-language-server.*?)```", BANK_PAGE, re.DOTALL)[0]
ARTICLE = re.findall(r"```text\n(.*?)```", BANK_PAGE, re.DOTALL)[0]
SECTIONS = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE))
# What a page can't show as a change of a text.
BYTES = {
    "empty-file": b"",
    "size": b" " * (MAX_BYTES + 1),
    "encoding": "title: café\n".encode("latin-1"),
    "nul": b"format: 1\x00\n",
}


def spoiled(diff: str) -> str:
    """Return the good bank with what a diff has after + changed into what it has after -."""
    text = GOOD
    for match in re.finditer(
        r"(?:^  (?P<before>.*\n))?(?P<wrong>(?:^- .*\n)*)(?P<right>(?:^\+ .*\n)*)", diff, re.MULTILINE
    ):
        wrong, right = (re.sub(r"^[-+] ", "", match[name], flags=re.MULTILINE) for name in ("wrong", "right"))
        if not (wrong or right):
            continue
        before = match["before"] or ""
        assert before + right in text, before + right
        text = text.replace(before + right, before + wrong, 1)
    return text.replace("\u2407", "\x07")


def problems_of(data: bytes, article: str = ARTICLE) -> list[Problem]:
    bank, problems = parse_bank(data)
    return problems if bank is None else [*lint(bank), *marks(data.decode()), *verify(bank, article).problems]


def test_the_page_has_every_code():
    """Each code has its section, and no section is of another."""
    assert sorted(SECTIONS) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_example(code: str):
    """The example of the page brings about the message that stands under it, and the lesson is the program's."""
    section = SECTIONS[code]
    shown = re.findall(r"```text\n(.*?)\n```", section, re.DOTALL)[0]
    if code == "unknown-sentence":
        found = problems_of(GOOD.encode(), ARTICLE + "\nIt has two lanes.\n")
    elif code == "half-covered":
        bank, _ = parse_bank(GOOD.encode())
        assert bank is not None
        found = list(half_covered(bank, sentences_of(read_article(ARTICLE.encode(), "a.txt"), bank)))
    elif code in BYTES:
        found = problems_of(BYTES[code])
    else:
        found = problems_of(spoiled(re.findall(r"```diff\n(.*?)```", section, re.DOTALL)[0]).encode())
    lines = [problem_line(problem, "my-article.yaml") for problem in found]
    if code == "yaml":  # the parser's words depend on whether libyaml is there
        shown, lines = shown.partition(" YAML")[0] + " yaml]", [line.partition(" YAML")[0] + " yaml]" for line in lines]
    assert shown in lines
    assert shown.endswith(f" {code}]")
    told = " ".join(section.split())
    assert f"**Why it matters:** {CODES[code].why}" in told
    assert f"**How to mend it:** {CODES[code].mend}" in told


def test_the_good_bank_is_good():
    """Without a change there is nothing to report."""
    assert problems_of(GOOD.encode()) == []


def written_codes() -> set[str]:
    """Return every code that the program writes, as it stands in the source."""
    found = set()
    source = ROOT / "src" / "nkquiz"
    for path in (*(source / "bank").glob("*.py"), source / "drafting" / "coverage.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "code":
                assert isinstance(node.value, ast.Constant | ast.Name), f"{path}:{node.lineno}"
                if isinstance(node.value, ast.Constant):
                    found.add(node.value.value)
    return found


def test_every_code_has_a_lesson():
    """What the loader, lint and verify report under, the program can explain; and it explains nothing else."""
    assert written_codes() == set(CODES)


def test_lessons_are_sentences():
    """A lesson says why and how in whole sentences, short enough for a line or two."""
    for code, lesson in CODES.items():
        assert lesson.why.endswith("."), code
        assert len(lesson.why) <= 160, code
        assert len(lesson.mend) <= 160, code


@pytest.mark.parametrize("code", ["quote", "draft"])
def test_explain(nkquiz: Run, code: str):
    """`--explain` says at length what a code means, whatever bank there is."""
    done = nkquiz("bank", "lint", "--explain", code)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == [
        code,
        f"  Why it matters: {CODES[code].why}",
        f"  How to mend it: {CODES[code].mend}",
    ]


def test_explain_nothing(nkquiz: Run):
    """A code that there is not is told, with the nearest."""
    done = nkquiz("bank", "lint", "--explain", "qoute")
    assert (done.returncode, done.stderr) == (2, "nkquiz: there is no code 'qoute'\n  did you mean 'quote'?\n")


@pytest.fixture
def poor(small_file: Path) -> Path:
    """A bank with an error and a warning."""
    text = SMALL_BANK.replace("  money: The money", "  money: The money\n  books: The books")
    small_file.write_text(text.replace("aliases: [Lund]", "aliases: [brill]"), encoding="utf-8")
    return small_file


def test_json(nkquiz: Run, poor: Path):
    """JSON has every problem with all that is known of it, under these keys."""
    done = nkquiz("bank", "lint", "--bank", poor, "--format", "json")
    data = json.loads(done.stdout)
    assert list(data) == ["version", "file", "errors", "warnings", "hints", "problems"]
    assert (data["version"], data["file"]) == (1, str(poor))
    assert (data["errors"], data["warnings"], data["hints"]) == (1, 1, 0)
    assert {tuple(one) for one in data["problems"]} == {("line", "severity", "code", "message", "hint", "why", "mend")}
    assert done.returncode == 1


def test_github(nkquiz: Run, poor: Path):
    """For GitHub there is one command for each problem, and nothing else."""
    done = nkquiz("bank", "lint", "--bank", poor, "--format", "github")
    assert done.stdout.splitlines() == [
        f"::warning file={poor},title=unused-topic::topic 'books' has no claim (remove it)",
        f"::error file={poor},line=23,title=alias::'brill' stands for both 'brill' and 'ana-lund' "
        "(keep it with one of them)",
    ]


def test_github_escapes():
    """Nothing in a message or a name can end the command or begin another one."""
    line = github_line(Problem(3, "100% \n::error::x\r", "", Severity.HINT, code="id"), "a,b:c\n.yaml")
    assert line == "::notice file=a%2Cb%3Ac .yaml,line=3,title=id::100%25 ::error::x"


@pytest.mark.parametrize(
    ("changes", "plain", "strict"),
    [
        ([], 0, 0),
        (
            [
                (
                    "Brill's library has had a reading room since June.",
                    "In June the library of Brill opened a reading room.",
                )
            ],
            0,
            0,
        ),
        ([("      - Brill's library has had a reading room since June.\n", "")], 0, 1),
        ([("aliases: [Lund]", "aliases: [brill]")], 1, 1),
        ([("format: 1", "format: 2")], 1, 1),
    ],
    ids=["nothing", "a hint", "a warning", "an error", "it does not load"],
)
def test_exit_codes(nkquiz: Run, small_file: Path, changes: list[tuple[str, str]], plain: int, strict: int):
    """Errors fail, warnings fail with --strict, hints never do."""
    text = SMALL_BANK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    small_file.write_text(text, encoding="utf-8")
    assert nkquiz("bank", "lint", "--bank", small_file).returncode == plain
    assert nkquiz("bank", "lint", "--bank", small_file, "--strict").returncode == strict
