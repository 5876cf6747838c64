"""`nkquiz bank questions`: what is listed, in which format, and that no text of a bank acts in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import playing
import pytest
from conftest import SMALL_BANK, Run, replaced

from nkquiz.cli.options import TypeOption
from nkquiz.model import Arrangement, Choice, Entry
from nkquiz.quiz.grading import in_words
from nkquiz.quiz.session import new_round
from nkquiz.quiz.types import TYPES


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--type", "essay"], "'essay' is no type of question", id="no such type"),
        pytest.param(["--topic", "sports"], "unknown topic 'sports'", id="no such topic"),
        pytest.param(["-n", "0"], "--count", id="no question wanted"),
        pytest.param(["--format", "pdf"], "pdf", id="no such format"),
        pytest.param(["--type", "match", "--format", "json"], "there is no question of this kind", id="none as JSON"),
        pytest.param(["--type", "match"], "there is no question of this kind", id="the bank gives none"),
    ],
)
def test_nothing_listed(nkquiz: Run, small_file: Path, options: list[str], message: str):
    """What does not exist is said, with exit code 2."""
    done = nkquiz("bank", "questions", "--bank", small_file, *options)
    assert message in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_help_names_every_type():
    """The help of --type has all names of the registry, and no other."""
    told = str(TypeOption.__metadata__[0].help).partition(": ")[2].partition(";")[0]
    assert told.replace(" or ", ", ").split(", ") == list(TYPES)


def test_text(nkquiz: Run, small_file: Path):
    """Each question stands under its claim and type, the key marked by =, the lures by - with their reasons."""
    done = nkquiz("bank", "questions", "--bank", small_file, "--type", "value", "--seed", "1")
    head, prompt, text, key, *_ = done.stdout.splitlines()
    assert head.startswith("reading-room  value  ")
    assert prompt == "  What is missing?"
    assert text == "  The library of Brill opened a reading room in ____."
    assert key == "    = June  (a month)"
    assert done.stderr == "2 questions: value 2\n"
    written = nkquiz("bank", "questions", "--bank", small_file, "--type", "choice", "--topic", "money").stdout
    assert "    = 30,000 crowns\n" in written
    assert "    - 300,000 crowns\n" in written


def test_same_seed_same_list(nkquiz: Run, small_file: Path):
    """The same seed lists the same; other seeds list other questions."""
    lists = [nkquiz("bank", "questions", "--bank", small_file, "--seed", seed).stdout for seed in ("1", "1", "2", "3")]
    assert lists[0] == lists[1]
    assert len(set(lists)) > 1


def test_json(nkquiz: Run, small_file: Path):
    """The keys of the JSON are a contract."""
    data = json.loads(nkquiz("bank", "questions", "--bank", small_file, "--format", "json").stdout)
    assert set(data) == {"version", "questions"}
    assert data["version"] == 1
    forms = {}
    for question in data["questions"]:
        assert set(question) == {"id", "type", "claims", "topic", "prompt", "text", "form"}
        forms[question["form"]["kind"]] = set(question["form"])
    assert forms["choice"] == {"kind", "key", "options"}
    assert forms["entry"] == {"kind", "expects", "accepted", "hint", "unit", "tolerance", "wrong"}


def test_json_of_arrangements(nkquiz: Run):
    """Orders and pairs have slots, items, and the ids of the right items slot by slot."""
    done = nkquiz("bank", "questions", "--type", "order", "--type", "match", "-n", "4", "--format", "json")
    for question in json.loads(done.stdout)["questions"]:
        form = question["form"]
        assert set(form) == {"kind", "slots", "items", "key"}
        assert set(form["key"]) == {item["id"] for item in form["items"]}


def test_markdown(nkquiz: Run, small_file: Path):
    """A sheet with numbered questions without their keys, then the answers with their letters and evidence."""
    done = nkquiz("bank", "questions", "--bank", small_file, "--type", "truth", "--format", "markdown")
    sheet, _, answers = done.stdout.partition("# Answers")
    assert sheet.startswith("# A Room to Read\n")
    assert sheet.count("- [ ] A: true") == sheet.count("- [ ] B: false") == sheet.count("\n**") == 2
    assert len(re.findall(r"^\d\. (?:A: true|B: false) \(1\.[12] ", answers, re.MULTILINE)) == 2
    assert '1.1 "opened a reading room in June"' in answers
    assert answers.strip().count("\n") == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_key_of_a_sheet(nkquiz: Run, seed: int):
    """The answers name options by the letters of the sheet, and what is put in order or together by numbers too."""
    asked = playing.asked(playing.QUIZ_BANK, seed, 20)
    done = nkquiz(
        "bank", "questions", "--bank", playing.QUIZ_BANK, "-n", "20", "--seed", str(seed), "--format", "markdown"
    )
    sheet, _, answers = done.stdout.replace("\\", "").partition("# Answers")
    questions = re.split(r"^\*\*\d+\.\*\* ", sheet, flags=re.MULTILINE)[1:]
    keys = re.findall(r"^\d+\. (.*)$", answers, re.MULTILINE)
    assert len(questions) == len(keys) == 20
    for question, shown, key in zip(asked, questions, keys, strict=True):
        match question.form:
            case Choice() as form:
                text = in_words(form, form.key)
                letter = re.findall(rf"^- \[ \] ([A-D]): {re.escape(text)}$", shown, re.MULTILINE)
                assert key.startswith(f"{letter[0]}: {text} (")
            case Arrangement() as form:
                for number, id_ in enumerate(form.key, 1):
                    (letter,) = re.findall(rf"^- __ ([a-d]): {re.escape(form.item(id_).text)}$", shown, re.MULTILINE)
                    assert f"{number} {letter}: {form.item(id_).text.rstrip('.')}" in key
            case Entry() as form:
                assert key.startswith(f"{form.accepted[0]} (")


@pytest.mark.parametrize("options", [[], ["--type", "choice", "--type", "gap"], ["--topic", "money"]])
def test_so_many_are_a_round(nkquiz: Run, small_file: Path, options: list[str]):
    """With -n the questions are those of a round with the same seed; if there are fewer, that is said."""
    done = nkquiz("bank", "questions", "--bank", small_file, "-n", "3", "--seed", "4", "--format", "json", *options)
    listed = [question["id"] for question in json.loads(done.stdout)["questions"]]
    types = [value for value in options if value in TYPES]
    topics = [value for value in options if value == "money"]
    asked = new_round(playing.material(small_file), 4, 3, types, topics).questions
    assert listed == [question.id for question in asked]
    told = nkquiz("bank", "questions", "--bank", small_file, "-n", "3", "--seed", "4", *options).stderr
    assert ("No more of them go together; without -n all are listed." in told) is (len(listed) < 3)


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_texts_do_not_act(nkquiz: Run, tmp_path: Path, format_: str):
    """Escape sequences, markup and Markdown of a bank are shown as text or left out."""
    hostile = r"The library of Brill opened <b>a</b> [bold]room[/bold] *in* \e[31m\u202e June."
    path = tmp_path / "hostile.yaml"
    path.write_text(
        replaced(
            SMALL_BANK,
            "text: The library of Brill opened a reading room in June.",
            f'text: "{hostile}"',
        ),
        encoding="utf-8",
    )
    done = nkquiz("bank", "questions", "--bank", path, "--format", format_)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    if format_ == "markdown":
        assert "<b>" not in done.stdout.replace(r"\<b\>", "")
        assert r"\*in\*" in done.stdout
