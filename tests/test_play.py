"""`play`, read by lines: what is shown, what is kept, and how a round goes on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import playing
import pytest
from conftest import SMALL_BANK, Run, replaced
from playing import kept, typed
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.bank import load_bank
from nkquiz.model import Arrangement, Choice, Entry, Question
from nkquiz.quiz.grading import in_words, key_of, why_wrong
from nkquiz.quiz.session import Round
from nkquiz.quiz.types import TYPES
from nkquiz.render.round import comes_back, going_on

COUNTED = "(paragraph.sentence; title and byline do not count)."
CHOOSE = "Choose an answer with t or f."
COMMANDS = (
    "e: where the source speaks of it. u: take back the last step. s: skip. q: leave; `nkquiz play` goes on with it."
)
GOES_ON = "`nkquiz play` goes on with it."
TRUTH_LINE = "[t/f] answer  [e] where  [u] undo  [s] skip  [?] help  [q] leave"
Play = Callable[..., Result]


def run(*arguments: str | Path, lines: list[str] | tuple[str, ...] = ()) -> Result:
    """Run `nkquiz play` in this process, with these lines as input."""
    given = "".join(f"{line}\n" for line in lines)
    result = CliRunner().invoke(nkquiz.cli.app, ["play", *map(str, arguments)], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def questions(small_file: Path) -> tuple[Question, ...]:
    """The round of true and false that `play --seed 5 --type truth` plays on the small bank."""
    return playing.asked(small_file, 5, 10, "truth")


@pytest.fixture
def play(small_file: Path) -> Play:
    """Play that round with these lines as input."""
    return lambda *lines: run("--bank", small_file, "--seed", 5, "--type", "truth", lines=lines)


@pytest.fixture
def small(small_file: Path) -> Play:
    """Play the small bank with these options."""
    return lambda *options, lines=(): run("--bank", small_file, *options, lines=lines)


# Every form


@pytest.mark.parametrize("type_", TYPES)
def test_every_type(type_: str):
    """A question of every type is asked, and answered right and wrong: what is said follows from its form."""
    asked = playing.asked(playing.QUIZ_BANK, 3, 2, type_)
    bank = load_bank(playing.QUIZ_BANK)
    options = ["--bank", playing.QUIZ_BANK, "--seed", 3, "-n", 2, "--type", type_]
    result = run(*options, lines=[typed(asked[0]), typed(asked[1], right=False)])
    first, second = re.split(r"^2/2 .*$", result.stdout, flags=re.M)
    assert "✓ right" in first
    assert "✗ wrong" in second
    assert "Right is: " not in first
    assert result.exit_code == 0
    for question, part in zip(asked, (first, second), strict=True):
        assert question.prompt in part
        assert question.text in part
        for id_ in question.claims:
            if claim := bank.claim_by_id.get(id_):
                assert all(str(at) in part for at in claim.locators)
                assert isinstance(question.form, Arrangement) or f'"{claim.evidence[0].quote}"' in part
    form = asked[1].form
    match form:
        case Choice():
            given = form.options[int(typed(asked[1], right=False)) - 1].id
            assert f"  You answered: {in_words(form, given)}" in second
            assert why_wrong(form, given) in second
            key = in_words(form, key_of(form))
            is_claim = key in [claim.text for claim in bank.claims]
            assert ("Right is: " in second) is not is_claim
            assert is_claim or f"  Right is: {key}" in second
        case Entry():
            assert f"  You answered: {typed(asked[1], right=False)}" in second
            assert f"  Right is: {form.accepted[0]}" in second
            assert why_wrong(form, typed(asked[1], right=False)) in second
        case Arrangement():
            assert f"  You answered: {' '.join(typed(asked[1], right=False))}" in second
            assert f"  Right is: {' '.join(typed(asked[1]))}" in second
            for number, (id_, claim) in enumerate(zip(form.key, form.claims, strict=True), 1):
                told = bank.claim_by_id[claim].text if form.is_order else form.item(id_).text  # an order with its dates
                assert re.search(rf"^  {number} .*{re.escape(told)}", second, re.M)
    assert kept("drowned-observatory") == [(asked[0].claim, True), (asked[1].claim, False)]


def test_unknown(small: Play, small_file: Path):
    """A question on what the source does not say has no evidence, but a place to look at before."""
    bank = load_bank(small_file)
    found = playing.asked(small_file, 5, 10, "verdict")
    asked = next(question for question in found if question.claim in bank.unknown_by_id)
    before = ["s"] * found.index(asked)
    result = small("--seed", 5, "--type", "verdict", lines=[*before, "e", typed(asked)])
    last = result.stdout[result.stdout.index(asked.text) :]
    assert f"Look in the source at 1.1, 2.1 {COUNTED}" in last
    assert "✓ right\n  The source does not say so.\n" in last
    assert "Evidence" not in last


@pytest.mark.parametrize(
    ("type_", "given", "said"),
    [
        pytest.param("choice", "5", "'5' is no answer here: press 1-4, or ? for help.", id="choice: digit"),
        pytest.param("choice", "t", "'t' is no answer here: press 1-4, or ? for help.", id="choice: letter"),
        pytest.param("truth", "9", "'9' is no answer here: press t/f, or ? for help.", id="truth: digit"),
        pytest.param("truth", "\u202e\x1b", "That is no answer here: press t/f, or ? for help.", id="can't be shown"),
        pytest.param(
            "truth", "x" * 999, "'xxxxxxxxxxxxxxxxx...' is no answer here: press t/f, or ? for help.", id="very long"
        ),
        pytest.param("gap", "!?", "'!?' is no answer here: type a", id="words: none"),
        pytest.param("value", "Zanzibar", "'Zanzibar' is no answer here: type a", id="number or date: neither"),
        pytest.param(
            "match", "ab", "'ab' is no answer here: type each of the letters a, b, c, d once, such as dcba", id="short"
        ),
        pytest.param("order", "aaaa", "'aaaa' is no answer here: type each of the letters a, b, c", id="letters twice"),
    ],
)
def test_no_answer(type_: str, given: str, said: str):
    """What is no answer is said with what is expected, asked again, and never counted."""
    asked = playing.asked(playing.QUIZ_BANK, 3, 1, type_)
    options = ["--bank", playing.QUIZ_BANK, "--seed", 3, "-n", 1, "--type", type_]
    result = run(*options, lines=["", given, "  ", typed(asked[0])])
    assert said in result.stdout
    assert "1 of 1 right." in result.stdout
    assert kept("drowned-observatory") == [(asked[0].claim, True)]


@pytest.mark.parametrize(
    ("form", "how"),
    [
        pytest.param("choice", "Choose an answer with 1 to 4.", id="choice"),
        pytest.param("gap", "Type the answer, then Enter.", id="entry"),
        pytest.param("match", "Type the letters that belong to 1, 2 and so on, then Enter.", id="pairs"),
        pytest.param("order", "Type the letters in the right order, the first one first, then Enter.", id="order"),
    ],
)
def test_help(form: str, how: str):
    """Help says how a form is answered, and what the letters do."""
    shown = run("--bank", playing.QUIZ_BANK, "--seed", 3, "-n", 1, "--type", form, lines=["?"]).stdout
    assert how in shown
    assert COMMANDS in shown


# Steps


def test_shows(play: Play, questions: tuple[Question, ...]):
    """A question is shown with its number, its text, its options, and the keys."""
    first = questions[0]
    lines = play("q").stdout.splitlines()
    assert lines[:8] == [
        "Source: Jo Berg, A Room to Read (2022-07)",
        "",
        "1/2",
        first.prompt,
        f"  {first.text}",
        "  t true",
        "  f false",
        TRUTH_LINE,
    ]


@pytest.mark.parametrize(
    ("steps", "head"),
    [
        pytest.param(["right"], "2/2  last answer: ✓ right", id="right"),
        pytest.param(["wrong"], "2/2  last answer: ✗ wrong", id="wrong"),
        pytest.param(["s"], "2/2", id="skipped"),
        pytest.param(["wrong", "u", "right"], "2/2  last answer: ✓ right", id="wrong, taken back, right"),
        pytest.param(["wrong", "u", "s"], "2/2", id="wrong, taken back, skipped"),
    ],
)
def test_head(play: Play, questions: tuple[Question, ...], steps: list[str], head: str):
    """Above a question stands how the last answer went, if it was not skipped; the prompt is on the next line."""
    first, second = questions
    keys = {"right": typed(first), "wrong": typed(first, right=False)}
    lines = play(*(keys.get(line, line) for line in steps)).stdout.splitlines()
    at = max(number for number, line in enumerate(lines) if line.startswith("2/2"))
    assert lines[at : at + 2] == [head, second.prompt]


@pytest.mark.parametrize(
    ("steps", "answered", "shown"),
    [
        pytest.param(["q"], [], f"Nothing answered. Left at question 1 of 2; {GOES_ON}", id="leave at once"),
        pytest.param([], [], f"Nothing answered. Left at question 1 of 2; {GOES_ON}", id="end of input at once"),
        pytest.param(["right"], [True], "1 of 1 right. Comes back: 1 ", id="end of input after an answer"),
        pytest.param(["wrong", "Q"], [False], "0 of 1 right. To look at again: - ", id="leave, in capitals"),
        pytest.param(["s", "s"], [], "Nothing answered. 2 skipped. Skipped: - ", id="skip all"),
        pytest.param(["right", "s"], [True], "1 of 1 right. 1 skipped. Skipped: - ", id="skip one"),
        pytest.param(["s", "q"], [], "skipped", id="skip says so"),
        pytest.param(["wrong", "u", "right", "q"], [True], "taken back", id="undo and answer again"),
        pytest.param(["s", "u", "right", "q"], [True], "taken back", id="undo of a skip"),
        pytest.param(["u", "q"], [], "There is no answer to take back.", id="nothing to undo"),
        pytest.param(["right", "u", "u", "q"], [], "There is no answer to take back.", id="undo once too often"),
        pytest.param(["?", "right", "q"], [True], f"{CHOOSE} {COMMANDS}", id="help"),
        pytest.param(["e", "q"], [], f"Look in the source at {{places}} {COUNTED}", id="evidence"),
        pytest.param(["word", "q"], [True], "1 of 1 right.", id="the whole word"),
        pytest.param(["WORD", "q"], [True], "1 of 1 right.", id="the whole word in capitals"),
    ],
)
def test_steps(
    play: Play, questions: tuple[Question, ...], small_file: Path, steps: list[str], answered: list[bool], shown: str
):
    """What is typed leads to these answers in the database, and to this on the screen; the exit code is 0."""
    first = questions[0]
    key = key_of(first.form)
    keys = {"right": typed(first), "wrong": typed(first, right=False), "word": key, "WORD": key.upper()}
    result = play(*(keys.get(line, line) for line in steps))
    places = ", ".join(map(str, load_bank(small_file).claim_by_id[first.claim].locators))
    assert shown.replace("{places}", places) in " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert kept() == [(first.claim, right) for right in answered]


def test_end(play: Play, questions: tuple[Question, ...], small_file: Path):
    """At the end stand the score, what was missed with its evidence, and when what was answered comes back."""
    claim = load_bank(small_file).claim_by_id[questions[1].claim]
    lines = play(typed(questions[0]), typed(questions[1], right=False)).stdout.splitlines()
    at = lines.index("1 of 2 right.")
    assert lines[at + 1 : at + 3] == ["To look at again:", f"- {claim.text}"]
    assert lines[at + 3].startswith(f'  Evidence {claim.evidence[0].at} "{claim.evidence[0].quote}"')
    assert re.fullmatch(r"Comes back: 1 to\w+, 1 on \w+\.", lines[at + 4])
    assert len(lines) == at + 5


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param(["03-06 09:00"], "Comes back: 1 today.", id="overdue"),
        pytest.param(["03-06 23:59", "03-07 00:01"], "Comes back: 1 today, 1 tomorrow.", id="midnight divides"),
        pytest.param(["03-08 01:00", "03-12 01:00"], "Comes back: 1 on Friday, 1 on Tuesday.", id="within the week"),
        pytest.param(["03-13 01:00"], "Comes back: 1 on 13 March.", id="a week on"),
        pytest.param(["03-12 01:00", "03-06 12:00", "03-06 13:00"], "Comes back: 2 today, 1 on Tuesday.", id="counted"),
    ],
)
def test_comes_back(due: list[str], shown: str):
    """Days are counted, not hours, and named as people name them."""
    now = datetime(2024, 3, 6, 12)
    assert comes_back([datetime.fromisoformat(f"2024-{when}") for when in due], now) == shown


def test_comes_back_next_year():
    """A day of another year has its year."""
    assert comes_back([datetime(2025, 1, 2)], datetime(2024, 3, 6)) == "Comes back: 1 on 2 January 2025."


# What is asked


def test_same_seed(play: Play):
    """The same seed shows the same round, whatever is due."""
    assert play("s", "s").stdout == play("s", "s").stdout
    first = play("t", "t").stdout
    assert [line for line in play("t", "t").stdout.splitlines() if "Comes back" not in line] == [
        line for line in first.splitlines() if "Comes back" not in line
    ]


def test_new_before_later(small: Play, small_file: Path):
    """Without a seed, what is new is asked before what is due later."""
    seen = set()
    for _ in range(2):
        (answer,) = playing_round(small("--new", "--type", "truth", "-n", 1).stdout, small_file, "truth")
        result = small(lines=[typed(answer)])
        assert "✓ right" in result.stdout
        seen.add(answer.claim)
    assert len(seen) == 2


def playing_round(shown: str, small_file: Path, type_: str) -> list[Question]:
    """Return the questions that the program shows, found by their text."""
    every = [question for seed in range(40) for question in playing.asked(small_file, seed, 10, type_)]
    return [next(question for question in every if f"  {question.text}\n" in shown)]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        pytest.param(["-n", "1"], 1, id="count"),
        pytest.param(["--topic", "money"], 1, id="topic"),
        pytest.param(["--topic", "money", "--topic", "opening"], 3, id="two topics"),
        pytest.param(["--type", "truth"], 2, id="type"),
        pytest.param(["--type", "truth", "--type", "verdict"], 3, id="two types"),
    ],
)
def test_options(small: Play, options: list[str], count: int):
    """The round has as many questions as the options allow."""
    assert f"1/{count}" in small(*options).stdout.splitlines()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["-n", "3", "--type", "truth"], "There are only 2 questions for this round, not 3.", id="two"),
        pytest.param(["-n", "9", "--topic", "money"], "There is only 1 question for this round, not 9.", id="one"),
        pytest.param(["-n", "2", "--type", "truth"], None, id="as many as wanted"),
        pytest.param(["--type", "truth"], None, id="no number wanted"),
    ],
)
def test_fewer_questions(small: Play, options: list[str], said: str | None):
    """Who wants more questions than there are is told how many there are, before the first one."""
    lines = small(*options).stdout.splitlines()
    assert (lines[1] == said) if said else not any(line.startswith("There ") for line in lines)


def test_fewer_to_review(small: Play, play: Play, questions: tuple[Question, ...]):
    """So is who wants to review more than was wrong; not who goes on with a round."""
    play(*(typed(question, right=False) for question in questions))
    assert "There are only 2 questions for this round, not 9." in small("--review", "-n", 9).stdout
    assert "There are only" not in small().stdout


def test_no_question(nkquiz: Run, small_file: Path):
    """A type of which the bank gives no question is said so, with exit code 2."""
    done = nkquiz("play", "--bank", small_file, "--type", "order")
    assert done.stderr.splitlines()[0] == "nkquiz: there is no question of this kind"
    assert (done.returncode, done.stdout) == (2, "")


def test_review(small: Play, questions: tuple[Question, ...], play: Play):
    """Only what was answered wrong the last time is asked again, the latest first, until it is answered right."""
    nothing = "There is nothing to review: you answered nothing wrong the last time."
    assert nothing in small("--review").stdout
    play(*(typed(question, right=False) for question in questions))
    claims = {question.claim: question for question in questions}
    assert small("--review").stdout.splitlines()[2] == "1/2"
    play(*(typed(question) for question in claims.values()))
    result = small("--review")
    assert (nothing in result.stdout, result.exit_code) == (True, 0)


# Exam, confidence, time


def test_exam(small: Play, questions: tuple[Question, ...]):
    """In an exam nothing is told before the end, and steps can be taken back; then every question is reviewed."""
    first, second = questions
    lines = [typed(first), "e", "u", typed(first, right=False), typed(second)]
    shown = small("--seed", 5, "--type", "truth", "--exam", lines=lines).stdout
    before, _, after = shown.partition("\n\n1/2\n" + first.prompt + "\n  " + first.text + "\n  t true\n  f false\n✗")
    assert after
    assert not re.search("right|wrong|Evidence|Right is", before)
    assert before.count("Kept.") == 3
    assert "Not in an exam: where the source says it is shown at the end." in before
    assert after.count("Evidence") == 2
    assert "✓ right" in after
    assert "1 of 2 right." in after
    assert kept() == [(first.claim, False), (second.claim, True)]


@pytest.mark.parametrize(
    ("lines", "shown", "resumed"),
    [
        pytest.param(["right", "q"], ["✓ right", "1 of 1 right.", "1 not answered."], False, id="left with q"),
        pytest.param(["right"], ["Left at question 2 of 2"], True, id="end of input"),
        pytest.param(["s", "right"], ["skipped", "1 of 1 right.", "1 skipped."], False, id="skipped"),
    ],
)
def test_exam_left(small: Play, questions: tuple[Question, ...], lines: list[str], shown: list[str], resumed: bool):
    """`q` ends an exam, with its review; one whose input ended goes on, and tells nothing yet."""
    keys = {"right": typed(questions[lines.index("right")])}
    options = ("--seed", 5, "--type", "truth", "--exam")
    result = small(*options, lines=[keys.get(line, line) for line in lines])
    for part in shown:
        assert part in result.stdout
    assert ("✓ right" in result.stdout) is not resumed
    again = small().stdout
    assert ("Going on with" in again) is resumed
    assert not resumed or "[e]" not in again


@pytest.mark.parametrize(
    ("right", "sure", "said", "points"),
    [
        pytest.param(True, 1, "✓ right, 1 point", "1 point, of at most 3.", id="right, a guess"),
        pytest.param(True, 2, "✓ right, 2 points", "2 points, of at most 3.", id="right, fairly sure"),
        pytest.param(True, 3, "✓ right, 3 points", "3 points, of at most 3.", id="right, sure"),
        pytest.param(False, 1, "✗ wrong, 0 points", "0 points, of at most 3.", id="wrong, a guess"),
        pytest.param(False, 2, "✗ wrong, -2 points", "-2 points, of at most 3.", id="wrong, fairly sure"),
        pytest.param(False, 3, "✗ wrong, -6 points", "-6 points, of at most 3.", id="wrong, sure"),
    ],
)
def test_confidence(small: Play, questions: tuple[Question, ...], right: bool, sure: int, said: str, points: str):
    """Points depend on how sure one was."""
    asked = questions[0]
    lines = [typed(asked, not right), "u", typed(asked, right), "7", str(sure), "q"]
    shown = small("--seed", 5, "--type", "truth", "--confidence", lines=lines).stdout
    assert shown.count("How sure are you? [1] a guess  [2] fairly  [3] sure") == 2
    assert "Press 1, 2 or 3, or u to go back to the question." in shown
    assert said in shown.splitlines()
    assert points in shown.splitlines()
    assert kept() == [(asked.claim, right)]


def test_confidence_is_no_answer_yet(small: Play):
    """Who leaves before saying how sure they are has not answered."""
    for lines in (["t", "q"], ["t"]):
        assert "Nothing answered." in small("--seed", 5, "--type", "truth", "--confidence", lines=lines).stdout
    assert kept() == []


def test_too_late(nkquiz: Run, small_file: Path, questions: tuple[Question, ...]):
    """A line that comes after the time is up counts as wrong; how long one has stands above the question."""
    command = [sys.executable, "-m", "nkquiz", "play", "--bank", str(small_file), "--seed", "5", "--type", "truth"]
    options = ["--time", "0.1", "--time-factor", "2"]
    with subprocess.Popen([*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while "[t/f]" not in (line := process.stdout.readline()):
            assert "1/2" not in line or line == "1/2  0.2 seconds to answer\n"
        time.sleep(0.4)
        process.stdin.write(typed(questions[0]) + "\n")
        process.stdin.close()
        shown = process.stdout.read()
    assert shown.startswith("✗ time is up\n  Right is: ")
    assert "2/2  last answer: ✗ time is up  0.2 seconds to answer" in shown
    assert kept() == [(questions[0].claim, False)]


# A round goes on


@pytest.mark.parametrize(
    ("first", "options", "goes_on"),
    [
        pytest.param(["right", "q"], [], True, id="left"),
        pytest.param(["right"], [], True, id="end of input"),
        pytest.param(["right", "right"], [], False, id="played to its end"),
        pytest.param(["right", "q"], ["--new"], False, id="a new one wanted"),
        pytest.param(["right", "q"], ["-n", "1"], False, id="another count"),
        pytest.param(["right", "q"], ["--seed", "1"], False, id="another seed"),
        pytest.param(["right", "q"], ["--topic", "money"], False, id="a topic"),
        pytest.param(["right", "q"], ["--type", "truth"], False, id="a type"),
        pytest.param(["right", "q"], ["--exam"], False, id="an exam"),
        pytest.param(["right", "q"], ["--time", "9"], True, id="a limit does not say what to ask"),
    ],
)
def test_goes_on(
    small: Play, play: Play, questions: tuple[Question, ...], first: list[str], options: list[str], goes_on: bool
):
    """A round that was left goes on where it was, with its score and undo, unless something else is asked for."""
    one, two = questions
    keys = iter([typed(one, right=False), typed(two)])
    play(*(next(keys) if line == "right" else line for line in first))
    shown = small(*options, lines=[typed(two)]).stdout
    line = r"^Going on with the round of \d+ \w+, \d\d:\d\d, question 2 of 2; `nkquiz play --new` starts another\.$"
    assert bool(re.search(line, shown, re.M)) is goes_on
    if goes_on:
        assert "2/2  last answer: ✗ wrong\n" + two.prompt + f"\n  {two.text}\n" in shown
        assert "1 of 2 right." in shown
        assert "Going on" not in small().stdout
    assert ("It is played as it was begun: --confidence and --time" in shown) is (goes_on and bool(options))


def test_goes_on_with_undo(small: Play, play: Play, questions: tuple[Question, ...]):
    """What was answered before can be taken back after."""
    play(typed(questions[0], right=False))
    shown = small(lines=["u", typed(questions[0])]).stdout
    assert f"taken back\n\n1/2\n{questions[0].prompt}\n" in shown
    assert kept() == [(questions[0].claim, True)]


def test_given_up_for_a_new_one(small: Play, play: Play, questions: tuple[Question, ...]):
    """A round that was given up for a new one does not come back: the new one goes on."""
    play(typed(questions[0]))
    small("--new", "-n", 1)
    assert "question 1 of 1" in small().stdout


def test_goes_on_with_an_edited_bank(small_file: Path, play: Play, small: Play, questions: tuple[Question, ...]):
    """A round goes on as it was begun when the bank has changed, and does without claims that are gone."""
    play(typed(questions[0]))
    text = replaced(SMALL_BANK, f"id: {questions[1].claim}", "id: renamed", "Brill opened a", "Brill got a")
    small_file.write_text(text, encoding="utf-8")
    shown = small(lines=["e", typed(questions[1], right=False)]).stdout
    assert questions[1].text in shown
    assert "The bank does not say where the source speaks of it." in shown
    assert "The bank no longer has the claim that this is about." in shown
    assert "1 of 2 right." in shown


def test_going_on_at_the_end():
    """An exam that was answered whole, but not reviewed, goes on at its end."""
    assert "at its end" in next(going_on(datetime(2024, 1, 1), Round((), ()), False))


# Plain


def test_plain(small: Play, questions: tuple[Question, ...]):
    """For a screen reader: words, one thing a line, the keys once."""
    lines = ["e", typed(questions[0]), "s", "q"]
    shown = small("--seed", 5, "--type", "truth", "--plain", lines=lines).stdout.splitlines()
    bank = playing.material(Path(os.environ["NKQUIZ_HOME"]).parent / "small.yaml").bank
    claim = bank.claim_by_id[questions[0].claim]
    at = "; ".join(f"paragraph {e.at.paragraph}, sentence {e.at.sentence}" for e in claim.evidence)
    assert shown[:10] == [
        "Source: Jo Berg, A Room to Read (2022-07)",
        "",
        "Question 1 of 2.",
        questions[0].prompt,
        questions[0].text,
        "Option t: true",
        "Option f: false",
        f"{CHOOSE} {COMMANDS}",
        f"Look in the source at {at}.",
        "Right.",
    ]
    assert "Question 2 of 2. Last answer: right." in shown
    assert "Skipped." in shown
    assert shown.count(f"{CHOOSE} {COMMANDS}") == 1
    assert not re.search(r"[✓✗|]|^ |  |_{2,}", "\n".join(shown))


@pytest.mark.parametrize(
    ("type_", "part"),
    [
        pytest.param("gap", "blank", id="a gap is a word"),
        pytest.param("match", "Number 1: ", id="pairs are numbered"),
        pytest.param("order", "Letter a: ", id="items have letters"),
    ],
)
def test_plain_forms(type_: str, part: str):
    """So is every form."""
    asked = playing.asked(playing.QUIZ_BANK, 3, 1, type_)
    options = ["--bank", playing.QUIZ_BANK, "--seed", 3, "-n", 1, "--type", type_, "--plain"]
    shown = run(*options, lines=[typed(asked[0], right=False)]).stdout
    assert part in shown
    assert "Wrong.\nYou answered: " in shown
    assert "____" not in shown
    assert not re.search(r"^ ", shown, re.M)


# Files, input and start


def test_quick_start(small_file: Path):
    """Until the first answer nothing is imported that only answers or banks that are not in the cache need."""
    code = (
        "import sys; from nkquiz.cli import app; app(['play', '--bank', sys.argv[1]], standalone_mode=False)\n"
        "print([name for name in ('yaml', 'fsrs', 'rapidfuzz', 'nkquiz.check') if name in sys.modules])"
    )
    for kept_before in (False, True):
        command = [sys.executable, "-c", code, str(small_file)]
        done = subprocess.run(command, input="q\n", capture_output=True, text=True, check=True)
        found = done.stdout.splitlines()[-1]
        assert not kept_before or found == "[]"


def test_data_folder(small: Play, tmp_path: Path, questions: tuple[Question, ...]):
    """--data wins over NKQUIZ_HOME."""
    folder = tmp_path / "else where"
    small("--seed", 5, "--type", "truth", "--data", folder, lines=[typed(questions[0])])
    assert len(kept(folder=folder)) == 1
    assert not (tmp_path / "home" / "progress.sqlite").exists()


def test_damaged_database(nkquiz: Run, small_file: Path, tmp_path: Path):
    """A damaged database is refused before the first question, with exit code 4, and left as it is."""
    path = tmp_path / "home" / "progress.sqlite"
    path.write_bytes(b"damaged " * 100)
    done = nkquiz("play", "--bank", small_file, stdin="1\n")
    assert done.stderr.startswith(f"nkquiz: the progress database {path} cannot be used: ")
    assert (done.returncode, done.stdout) == (4, "")
    assert path.read_bytes() == b"damaged " * 100


def test_no_folder_can_be_made(nkquiz: Run, small_file: Path):
    """A data folder that can't be made gives exit code 4."""
    done = nkquiz("play", "--bank", small_file, "--data", small_file / "home")
    first, hint = done.stderr.splitlines()
    assert first.startswith(f"nkquiz: the folder {small_file / 'home'} cannot be made: ")
    assert hint == "  use another folder with --data or NKQUIZ_HOME"
    assert (done.returncode, done.stdout) == (4, "")


def test_closed_input(small_file: Path):
    """With standard input closed, `play` says that nobody can answer, with exit code 2."""
    command = [sys.executable, "-c", "import sys; sys.stdin = None; from nkquiz.cli import main; main()"]
    done = subprocess.run([*command, "play", "--bank", small_file], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == [
        "nkquiz: standard input is closed, so there is nobody to answer",
        "  run it in a terminal, or pipe answers in",
    ]
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("type_", ["truth", "gap"])
def test_any_bytes(nkquiz_process: Run, small_file: Path, type_: str):
    """Input that is no text is no answer, and nothing worse."""
    given = b"\xff\xfe\x00\n\x1b[31m\n\xed\xa0\x80 a\nq\n"
    options = ["--bank", small_file, "--seed", "5", "--type", type_]
    done = nkquiz_process("play", *options, stdin=given, PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
