"""What the README and the documents show is what happens."""

import re
import sys
from pathlib import Path

import pytest
from sessions import Session, run, run_quickly, same, sessions

from nkquiz import Checker, load_bank
from nkquiz.bank.validators import lint
from nkquiz.bank.verify import verify
from nkquiz.errors import ExitCode
from nkquiz.model import LeftOut
from nkquiz.quiz.types import TYPES
from nkquiz.render.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BANK_PAGE = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")
CLASSROOM_PAGE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")
LESSON = BANK_PAGE.partition("## From an article")[2].partition("\n## ")[0]
PLAY_PAGE = (ROOT / "docs" / "play.md").read_text(encoding="utf-8")
QUESTIONS_PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
DRILL_PAGE = (ROOT / "docs" / "drill.md").read_text(encoding="utf-8")
IMPORT_PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
DOCUMENTS_PAGE = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the sessions are written for a POSIX shell")


def block(document: str, language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", document, re.DOTALL)[0]


@pytest.mark.parametrize("session", sessions(README), ids=lambda s: s.command)
def test_readme_sessions(session: Session, tmp_path: Path):
    """Each session of the README prints what it shows."""
    printed = run(session.command, tmp_path)
    assert same(printed, session.output), printed


def test_readme_python():
    """The Python example of the README runs."""
    exec(compile(block(README, "python"), "README.md", "exec"), {})


def test_exit_codes_are_documented():
    """The README's table has every exit code and no other."""
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)} == {int(code) for code in ExitCode}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "my-article.yaml"
    path.write_text(block(BANK_PAGE, "yaml"), encoding="utf-8")
    (tmp_path / "my-article.txt").write_text(block(BANK_PAGE, "text"), encoding="utf-8")
    (tmp_path / "my-statements.jsonl").write_text(block(BANK_PAGE, "json"), encoding="utf-8")
    return path


def test_example_bank_is_sound(example: Path):
    """The bank of docs/bank.md has nothing to report, and its article proves it."""
    bank = load_bank(example)
    assert lint(bank) == []
    found = verify(bank, example.with_suffix(".txt").read_text(encoding="utf-8"))
    assert found.problems == ()
    assert found.proved == found.fragments == 3


def test_example_bank_checks(example: Path):
    """Every claim of the example is supported by itself."""
    bank = load_bank(example)
    checker = Checker(bank)
    for claim in bank.claims:
        report = checker.check(claim.text)
        assert (report.verdict, report.claims[0].id) == ("supported", claim.id)


def test_first_lesson(example: Path):
    """The way from an article to the first lesson is what docs/bank.md says, once its claim has been written."""
    folder = example.parent
    draft, claim = re.findall(r"```yaml\n(  .*?)```", LESSON, re.DOTALL)
    (folder / "keys").write_text(block(LESSON, "keys"), encoding="utf-8")
    lesson = folder / "lesson.yaml"
    for session in sessions(LESSON):
        edits = " edit " in session.command
        before = lesson.read_text(encoding="utf-8") if edits else ""
        printed = run_quickly(session.command + (" <keys" if edits else " </dev/null"), folder)
        shown, goes_on, _ = session.output.partition("...\n")
        assert printed.startswith(shown) if goes_on else same(printed, session.output), printed
        assert "Traceback" not in printed
        assert "nkquiz:" not in printed
        if edits:
            drafted = draft[draft.index("  - id") :]
            assert draft in before
            assert lesson.read_text(encoding="utf-8") == before.replace(drafted, claim)


def test_bank_page_commands(example: Path):
    """Every command of docs/bank.md runs on its example, one after the other, without a message on standard error."""
    for session in sessions(BANK_PAGE.replace(LESSON, "")):
        printed = run_quickly(session.command + " </dev/null", example.parent)
        assert "nkquiz:" not in printed, session.command
        assert "Traceback" not in printed, session.command


def test_documents_page_sessions(tmp_path: Path):
    """The sessions of docs/documents.md print what they show, one after the other, on the essay that it shows."""
    (tmp_path / "essay.md").write_text(block(DOCUMENTS_PAGE, "markdown"), encoding="utf-8")
    for session in sessions(DOCUMENTS_PAGE):
        assert run_quickly(session.command, tmp_path).rstrip() == session.output.rstrip()
    written = {path.name for path in tmp_path.iterdir()}
    assert written >= {"essay.html", "essay.csv", "essay.json", "lines.jsonl"}


def test_import_page(tmp_path: Path):
    """The session of docs/import.md prints what it shows; every format and option is in it."""
    import inspect

    from nkquiz.cli.bank_import import import_
    from nkquiz.imports import SOURCES

    (tmp_path / "biology.gift").write_bytes((ROOT / "tests" / "golden" / "import" / "biology.gift").read_bytes())
    for session in sessions(IMPORT_PAGE):
        assert run_quickly(session.command, tmp_path).rstrip() == session.output.rstrip()
    assert all(f"`{name}`" in IMPORT_PAGE for name in SOURCES)
    options = (name.rstrip("_") for name in inspect.signature(import_).parameters if name != "file")
    assert all(f"`--{name}" in IMPORT_PAGE for name in options)


def test_play_page_sessions(tmp_path: Path):
    """The sessions of docs/play.md show what they say, one after the other."""
    for session in sessions(PLAY_PAGE):
        printed = run_quickly(session.command, tmp_path)
        assert same(printed, session.output), printed


@pytest.mark.parametrize("session", sessions(QUESTIONS_PAGE), ids=lambda s: s.command)
def test_questions_page_sessions(session: Session, tmp_path: Path):
    """The sessions of docs/questions.md print what they show."""
    printed = run_quickly(session.command, tmp_path)
    assert same(printed, session.output), printed


def test_drill_page_sessions(tmp_path: Path):
    """The sessions of docs/drill.md show what they say, one after the other, with the roster that it shows."""
    (tmp_path / "class.csv").write_text(block(DRILL_PAGE, "csv"), encoding="utf-8")
    for session in sessions(DRILL_PAGE):
        printed = run_quickly(session.command, tmp_path)
        assert same(printed, session.output), printed


def test_classroom_page_sessions(tmp_path: Path):
    """The lesson of docs/classroom.md goes as it is shown, from the class list to the gradebook."""
    roster, answers = re.findall(r"```csv\n(.*?)```", CLASSROOM_PAGE, re.DOTALL)
    (tmp_path / "class.csv").write_text(roster, encoding="utf-8")
    for session in sessions(CLASSROOM_PAGE):
        if session.command.startswith("nkquiz mark"):
            (tmp_path / "week3.answers.csv").write_text(answers, encoding="utf-8")
        printed = run_quickly(session.command, tmp_path)
        assert same(printed, session.output), printed


def test_types_and_options_are_documented():
    """docs/play.md has every type of question, and every option of `play`; docs/drill.md those of `drill`."""
    import inspect

    from nkquiz.cli.drill import drill
    from nkquiz.cli.play import play

    for name in TYPES:
        assert f"`{name}`" in PLAY_PAGE
    for command, page in (play, PLAY_PAGE), (drill, DRILL_PAGE):
        for name in inspect.signature(command).parameters.keys() - {"ctx"}:
            option = {"type_": "type", "limit": "time", "factor": "time-factor"}.get(name, name)
            assert f"--{option}" in page


def test_formats_and_reasons_are_documented():
    """docs/documents.md has every format and every reason for leaving out."""
    for name in (*FORMATS, *LeftOut):
        assert f"`{name}`" in DOCUMENTS_PAGE
