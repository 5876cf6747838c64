"""`play` on a real terminal: single keys and typed lines, limits, Ctrl-C and Ctrl-D, no colours, few columns."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import playing
import pytest
from playing import QUIZ_BANK, kept, typed
from typer.testing import CliRunner

import nkquiz.cli
from nkquiz.model import Choice, Question
from nkquiz.quiz.types import TYPES

if sys.platform == "win32":
    pytest.skip("pexpect needs a POSIX terminal", allow_module_level=True)
pexpect = pytest.importorskip("pexpect")

UP, LEFT, F5, DELETE = "\x1b[A", "\x1b[D", "\x1b[15~", "\x1b[3~"
KEYS_LINE = r"\[\?\][^\n]*\n"
CHOOSE = "Choose an answer with"
GO_ON = r"\[any key\] go on.*\r\n"
SEED = 5


class Terminal:
    """A process on a terminal of its own, with everything that it has shown."""

    def __init__(self, arguments: list[str], columns: int = 80, lines: int = 24, **environment: str) -> None:
        self.shown = ""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "nkquiz", *arguments],
            env={**os.environ, "TERM": "xterm-256color", **environment},
            dimensions=(lines, columns),
            encoding="utf-8",
            timeout=20,
        )
        self.process.delaybeforesend = None
        self.process.delayafterclose = self.process.ptyproc.delayafterclose = 0.01

    def see(self, pattern: str) -> str:
        """Wait until `pattern` is shown; return what was shown up to there."""
        self.process.expect(pattern)
        self.shown += self.process.before + self.process.after
        return self.process.before + self.process.after

    def press(self, keys: str) -> None:
        """Wait until keys are read one by one, then send some, without Enter."""
        give_up = time.monotonic() + 20
        while self.process.getecho():
            assert time.monotonic() < give_up
            time.sleep(0.002)
        self.process.send(keys)

    def play(self, *steps: tuple[str, str]) -> None:
        """Send keys, and wait each time until something is shown."""
        for keys, expected in steps:
            self.press(keys)
            self.see(expected)

    def wait(self) -> None:
        """Wait for the end."""
        self.process.expect(pexpect.EOF)
        self.shown += self.process.before

    def end(self) -> int:
        """Wait for the end; return the exit code, or the negative number of the signal."""
        self.wait()
        self.process.close()
        return self.process.exitstatus if self.process.signalstatus is None else -self.process.signalstatus


Start = Callable[..., Terminal]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `nkquiz ...` on a terminal."""
    started: list[Terminal] = []

    def start_one(*arguments: str | Path, columns: int = 80, lines: int = 24, **environment: str) -> Terminal:
        started.append(Terminal([str(argument) for argument in arguments], columns, lines, **environment))
        return started[-1]

    yield start_one
    for terminal in started:
        terminal.process.close(force=True)


@pytest.fixture
def play(start: Start, small_file: Path) -> Start:
    """Start a round of the small bank, of true and false unless another type is asked for; wait for its question."""

    def play_one(*options: str, type_: str = "truth", **more: int | str) -> Terminal:
        seeded = ["--bank", str(small_file), "--seed", str(SEED), "--type", type_]
        terminal = start("play", *seeded, *options, **more)
        terminal.see(KEYS_LINE)
        return terminal

    return play_one


@pytest.fixture
def questions(small_file: Path) -> tuple[Question, ...]:
    return playing.asked(small_file, SEED, 10, "truth")


@pytest.fixture
def gaps(small_file: Path) -> tuple[Question, ...]:
    return playing.asked(small_file, SEED, 10, "gap")


def bare(shown: str) -> str:
    """Return what was shown without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


# Keys


def test_single_keys(play: Start, questions: tuple[Question, ...]):
    """A key is an answer, without Enter: a whole round is played, with help, evidence, undo and skip."""
    terminal = play()
    terminal.play(
        ("?", "Choose an answer with"),
        ("e", "Look in the source at"),
        ("u", "There is no answer to take back"),
        ("9", r"'9' is no answer here: press t/f, or \? for help\."),
        (typed(questions[0]), "right"),
        ("U", "taken back"),
        ("s", "skipped"),
        ("u", "taken back"),
        (typed(questions[0]), "right"),
        ("", KEYS_LINE),
        (typed(questions[1]), r"2 of 2 right\."),
    )
    assert terminal.end() == 0
    assert kept() == [(question.claim, True) for question in questions]


def test_keys_are_not_echoed(play: Start):
    """What is pressed does not appear among what is shown, not even while nobody reads."""
    terminal = play()
    terminal.press("sssq")
    assert terminal.end() == 0
    assert not re.search(r"^[sq]|[sq]$", bare(terminal.shown).replace("skipped", ""), re.MULTILINE)


def test_other_keys_are_ignored(play: Start, questions: tuple[Question, ...]):
    """Arrows, function keys, Escape and the like are neither answers nor mistakes."""
    terminal = play()
    for keys in (UP + LEFT, F5, DELETE, "\x1bOP", "\x1bt", "\x1b", "\r \t"):  # and F1, Alt-T, Escape, Enter
        terminal.press(keys)
        time.sleep(0.1)  # Escape and a letter is Alt and the letter, if it comes at once
        terminal.play(("?", CHOOSE))
    terminal.play((typed(questions[0]), "right"), ("", KEYS_LINE), ("q", r"1 of 1 right"))
    assert terminal.end() == 0
    assert "is no answer here" not in terminal.shown
    assert kept() == [(questions[0].claim, True)]


def test_letters_beyond_ascii(play: Start):
    """A key of another alphabet is one wrong key, not several."""
    terminal = play()
    terminal.play(("ж", "'ж' is no answer here"))
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.shown.count("is no answer here") == 1


def test_quick_keys(play: Start, questions: tuple[Question, ...]):
    """Keys that are pressed quickly one after the other all count."""
    terminal = play()
    terminal.process.timeout = 5
    terminal.play((typed(questions[0]) + typed(questions[1]), r"2 of 2 right\."))


def test_wrong_waits(play: Start, questions: tuple[Question, ...]):
    """After a wrong answer a key is waited for, so that the correction is read; it is no answer to what comes next."""
    wrong = typed(questions[0], right=False)
    terminal = play()
    for key in (" ", "\r", "t", UP + "x"):
        terminal.play((wrong, GO_ON), (key, "2/2"), ("", KEYS_LINE), ("u", "taken back"), ("", KEYS_LINE))
    terminal.play(
        (wrong, GO_ON), ("u", "taken back"), ("", KEYS_LINE), (wrong, GO_ON), ("q", "Left at question 2 of 2")
    )
    assert terminal.end() == 0
    assert kept() == [(questions[0].claim, False)]


@pytest.mark.parametrize(
    ("word", "between"),
    [
        pytest.param("word\r", 0.0, id="pasted"),
        pytest.param("WORD\r", 0.1, id="typed"),
        pytest.param("word\r", 0.2, id="typed slowly"),
        pytest.param("1\r", 0.2, id="digit and Enter"),
    ],
)
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_whole_word(play: Start, questions: tuple[Question, ...], word: str, between: float, right: bool):
    """Of a whole word the first letter answers. The rest and Enter do nothing."""
    form = questions[0].form
    assert isinstance(form, Choice)
    digit = typed(questions[0], right)
    text = form.options[int(digit) - 1].text
    keys = word.replace("word", text).replace("WORD", text.upper()).replace("1", digit)
    terminal = play()
    for key in keys:
        terminal.press(key)
        time.sleep(between)
    if not right:
        terminal.play(("", GO_ON), (" ", "2/2"))
    terminal.play(("", KEYS_LINE), ("?", CHOOSE), ("q", f"{right:d} of 1 right"))
    assert terminal.end() == 0
    assert not re.search("is no answer|skipped|taken back|Look in", terminal.shown)
    assert kept() == [(questions[0].claim, right)]


def test_whole_word_at_the_end_of_an_exam(play: Start, questions: tuple[Question, ...]):
    """Nor does the rest of a word or Enter begin the review after the last question."""
    terminal = play("--exam")
    for question in questions:
        terminal.press("true\r" if question is questions[0] else "1\r")
    terminal.see("That was the last question")
    terminal.play(("u", "taken back"), ("", KEYS_LINE))
    assert len(kept()) == 1


# Typed lines


EDITED = [  # keys, the line that they make, and how it is shown
    ("Zed\r", "Zed", "Zed"),
    ("Zed\n", "Zed", "Zed"),
    ("\r  \rZed\r", "Zed", "  \b\b  \b\bZed"),  # blank lines are passed over
    ("Zex\x7fd\r", "Zed", "Zex\b \bd"),  # backspace
    ("Zeж\x7fd\r", "Zed", "Zeж\b \bd"),
    ("Ze東\x7fd\r", "Zed", "Ze東\b\b  \b\bd"),  # a wide letter
    ("Zee\u0301\x7fd\r", "Zed", "Zee\u0301\b \bd"),  # a letter of two characters
    ("\x7f\x7fZed\r", "Zed", "Zed"),
    ("xx\x15Zed\r", "Zed", "xx\b\b  \b\bZed"),  # Ctrl-U
    ("Ana X\x17Zed\r", "Ana Zed", "Ana X\b \bZed"),  # Ctrl-W
    (f"Ze{LEFT}{F5}\x1bxd\r", "Zed", "Zed"),  # arrows, function keys, Alt and a letter
    ("Ze\x01\x0b\td\r", "Zed", "Zed"),  # control characters
    ("Mañana Жук\r", "Mañana Жук", "Mañana Жук"),
]


def test_typed_line(play: Start, gaps: tuple[Question, ...]):
    """A line can be edited before Enter, and is shown while it is typed."""
    terminal = play(type_="gap")
    for keys, given, shown in EDITED:
        terminal.press(keys)
        assert f"> {shown}\r\n" in terminal.see("wrong")
        assert f"You answered: {given}\r\n" in terminal.see(GO_ON)
        terminal.play(("u", "taken back"), ("", KEYS_LINE))
    terminal.play(("Lund\r", "1 of 1 right"))


def test_commands_on_a_line(play: Start, gaps: tuple[Question, ...]):
    """Where a line is typed, a letter alone on it is a command."""
    terminal = play(type_="gap")
    terminal.play(
        ("?\r", "Type the answer, then Enter"),
        ("e\r", "Look in the source at"),
        ("u\r", "There is no answer to take back"),
        ("?!\r", r"is no answer here: type a person, or \? for help"),
        ("q\r", r"Left at question 1 of 1"),
    )
    assert terminal.end() == 0
    assert kept() == []


def test_long_line(play: Start, gaps: tuple[Question, ...]):
    """Of a line that is longer than the screen its end is shown, and it takes one row."""
    terminal = play(type_="gap", columns=40)
    terminal.play(("abcdefghij" * 6 + "END", "END"))
    row = terminal.shown.rpartition("> ")[2]
    assert "\n" not in row
    terminal.play(("\x15Lund\r", "right"))


# Leaving


MODES = [pytest.param("truth", id="a key"), pytest.param("gap", id="a line")]


@pytest.mark.parametrize("type_", MODES)
def test_control_c(play: Start, type_: str, small_file: Path):
    """Ctrl-C leaves at once with exit code 130; what was answered is kept."""
    asked = playing.asked(small_file, SEED, 10, type_, "truth")
    terminal = play("--type", "truth", type_=type_)
    terminal.press(typed(asked[0]) + "\r" * (type_ == "gap"))
    terminal.see("right")
    terminal.see(KEYS_LINE)
    terminal.process.sendintr()
    assert terminal.end() == 130
    assert terminal.shown.endswith("nkquiz: left; what you answered is kept\r\n")
    assert "Traceback" not in terminal.shown
    assert kept() == [(asked[0].claim, True)]


def test_control_d(play: Start, questions: tuple[Question, ...]):
    """Ctrl-D leaves as `q` does: with the score, and exit code 0."""
    terminal = play()
    terminal.play((typed(questions[0]), KEYS_LINE), ("\x04", r"1 of 1 right\."))
    assert terminal.end() == 0
    assert kept() == [(questions[0].claim, True)]


def test_hangup(play: Start, questions: tuple[Question, ...]):
    """When the terminal is closed, what was answered is kept."""
    terminal = play()
    terminal.play((typed(questions[0]), KEYS_LINE))
    terminal.process.close()
    assert kept() == [(questions[0].claim, True)]


@pytest.mark.parametrize(
    ("type_", "leave", "code"),
    [
        pytest.param("truth", "q", 0, id="leave"),
        pytest.param("gap", "q\r", 0, id="leave a line"),
        pytest.param("truth", "\x03", 130, id="Ctrl-C"),
        pytest.param("gap", "Zed\x03", 130, id="Ctrl-C in a line"),
        pytest.param("gap", "\x04", 0, id="Ctrl-D"),
        pytest.param("truth", "", 143, id="SIGTERM"),
    ],
)
def test_terminal_is_left_as_it_was(play: Start, type_: str, leave: str, code: int):
    """After leaving, the terminal echoes and reads lines as before."""
    import termios

    terminal = play(type_=type_)
    assert not termios.tcgetattr(terminal.process.child_fd)[3] & termios.ECHO
    if leave:
        if leave == "Zed\x03":  # Ctrl-C throws away what has not been read yet
            terminal.play(("Zed", "Zed"))
        terminal.press(leave[-1] if leave == "Zed\x03" else leave)
    else:
        terminal.process.kill(signal.SIGTERM)
    terminal.wait()
    assert "Zed" not in leave or "> Zed\r\nnkquiz: left" in terminal.shown
    flags = termios.tcgetattr(terminal.process.child_fd)[3]
    assert flags & termios.ECHO
    assert flags & termios.ICANON
    assert terminal.end() == code


def test_stopped_and_continued(play: Start, questions: tuple[Question, ...]):
    """After Ctrl-Z and `fg` keys are read as before, whatever the shell has done to the terminal meanwhile."""
    import termios

    terminal = play()
    terminal.process.kill(signal.SIGSTOP)
    modes = termios.tcgetattr(terminal.process.child_fd)
    modes[3] |= termios.ECHO | termios.ICANON
    termios.tcsetattr(terminal.process.child_fd, termios.TCSANOW, modes)
    terminal.process.kill(signal.SIGCONT)
    terminal.play((typed(questions[0]), "right"))


# Limits, confidence, exam


@pytest.mark.parametrize(("type_", "keys"), [("truth", ""), ("gap", "Lu")], ids=["a key", "a line"])
def test_time_up(play: Start, type_: str, keys: str, small_file: Path):
    """When the time is up, reading stops; the answer is wrong, and what was being typed answers nothing else."""
    asked = playing.asked(small_file, SEED, 10, type_)
    terminal = play("--time", "0.2", "--time-factor", "2", "--type", "truth", type_=type_)
    terminal.press(keys)
    terminal.see("time is up")
    terminal.press("nd\r")
    terminal.see(GO_ON)
    assert "0.4 seconds" in terminal.shown
    terminal.play(("", "next|$"))
    time.sleep(1.2)
    terminal.press("q")
    assert terminal.end() == 0
    assert "2/" not in terminal.shown
    assert kept() == [(asked[0].claim, False)]


def test_typing_on_after_time_up(play: Start, gaps: tuple[Question, ...]):
    """Who types on for longer does not dismiss the correction: only a key that comes after a pause does."""
    terminal = play("--time", "0.3", type_="gap")
    terminal.see("time is up")
    for key in "Ana Lund\r":
        terminal.press(key)
        time.sleep(0.3)
    assert terminal.process.expect([GO_ON, pexpect.TIMEOUT], timeout=0) == 1
    terminal.play(("", GO_ON), (" ", "0 of 1 right"))
    assert terminal.end() == 0


def test_in_time(play: Start, questions: tuple[Question, ...]):
    """Who is in time has answered; help and evidence don't stop the clock."""
    terminal = play("--time", "1.5")
    terminal.play(("?", "Choose"), ("e", "Look in"), (typed(questions[0]), "right"), ("", KEYS_LINE))
    terminal.press("e")
    terminal.see("time is up")


def test_seconds(play: Start, questions: tuple[Question, ...]):
    """How long an answer took is kept: it was waited for."""
    terminal = play()
    time.sleep(0.3)
    terminal.play((typed(questions[0]), KEYS_LINE))
    terminal.press("q")
    terminal.end()
    (logged,) = playing.log()
    assert logged.seconds is not None
    assert 0.2 < logged.seconds < 10


def test_confidence(play: Start, questions: tuple[Question, ...]):
    """How sure one is, is one more key; `u` goes back to the question."""
    terminal = play("--confidence")
    terminal.play(
        (typed(questions[0], right=False), "How sure are you"),
        ("u", KEYS_LINE),
        (typed(questions[0]), "How sure are you"),
        ("5", "Press 1, 2 or 3"),
        ("3", "right.*3 points"),
        ("", KEYS_LINE),
        ("q", "3 points, of at most 3"),
    )
    assert playing.log()[0].confidence == 3


def test_exam(play: Start, questions: tuple[Question, ...]):
    """In an exam nothing is waited for, and the last answer can be taken back before the review."""
    terminal = play("--exam")
    terminal.play(
        (typed(questions[0], right=False), KEYS_LINE),
        (typed(questions[1]), "That was the last question"),
        ("u", "taken back"),
        ("", KEYS_LINE),
        (typed(questions[1], right=False), "That was the last question"),
    )
    assert not re.search("right|wrong", terminal.shown)
    terminal.play((" ", r"0 of 2 right\."))
    assert terminal.end() == 0
    assert kept() == [(question.claim, False) for question in questions]


# What it looks like


def test_colours(play: Start):
    """On a terminal there are colours."""
    terminal = play()
    terminal.press("q")
    terminal.end()
    assert "\x1b[" in terminal.shown


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        pytest.param([], {"NO_COLOR": "1"}, id="NO_COLOR"),
        pytest.param([], {"TERM": "dumb"}, id="TERM=dumb"),
    ],
)
def test_no_escape_sequences(play: Start, options: list[str], environment: dict[str, str]):
    """With NO_COLOR or TERM=dumb nothing but text is shown."""
    terminal = play(*options, **environment)
    terminal.play(("s", KEYS_LINE), ("u", KEYS_LINE))
    terminal.press("q")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.shown


def test_plain(start: Start, small_file: Path, questions: tuple[Question, ...]):
    """With --plain nothing but words is shown."""
    terminal = start("play", "--bank", small_file, "--seed", str(SEED), "--type", "truth", "--plain")
    terminal.see("Choose an answer with t or f")
    terminal.play((typed(questions[0], right=False), "Press any key to go on, u to undo, q to leave"), ("q", "Left at"))
    assert terminal.end() == 0
    assert not re.search(r"[\x1b✓✗]|^ ", terminal.shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("columns", "lines", "term"),
    [(40, 15, "xterm-256color"), (40, 15, "dumb"), (80, 24, "xterm-256color")],
    ids=["40x15", "40x15 dumb", "80x24"],
)
def test_sizes(start: Start, columns: int, lines: int, term: str):
    """No line is longer than the screen is wide, whatever the form, right or wrong."""
    count = len(TYPES)
    asked = playing.asked(QUIZ_BANK, 2, count)
    options = ["--bank", QUIZ_BANK, "--seed", "2", "-n", str(count), "--confidence"]
    terminal = start("play", *options, columns=columns, lines=lines, TERM=term)
    for number, question in enumerate(asked):
        terminal.see(r"\[\?\]\s+help.*\r\n")
        enter = "" if isinstance(question.form, Choice) else "\r"
        terminal.play(("?" + enter, "goes"), ("e" + enter, r"do\s+not\s+count\)\."))
        terminal.play(("z" + enter, r"or\s+\?\s+for\s+help\.|How\s+sure"))
        right = number % 2 == 0
        if "sure" not in terminal.process.after:
            terminal.play((typed(question, right) + enter, r"How\s+sure"))
        terminal.press("2")
        terminal.see("right|wrong")
        if "wrong" in terminal.process.after:
            terminal.play(("", "go on"), (" ", ""))
    terminal.see("points")
    assert terminal.end() == 0
    assert {question.type for question in asked} >= {"choice", "gap", "value", "truth", "order"}
    assert max(len(line) for line in bare(terminal.shown).splitlines()) <= columns


def test_resized(play: Start, questions: tuple[Question, ...]):
    """When the terminal is resized, what is shown from then on is as wide as it is then."""
    terminal = play(columns=100)
    terminal.process.setwinsize(24, 40)
    terminal.play((typed(questions[0], right=False), GO_ON))
    narrow = bare(terminal.shown).partition("wrong")[2]
    assert 30 < max(len(line) for line in narrow.splitlines()) <= 40
    terminal.process.setwinsize(24, 100)
    terminal.play((" ", "2/2"), ("", r"\[t/f\] answer .*leave"))


def test_resized_while_typing(play: Start, gaps: tuple[Question, ...]):
    """A line that is being typed is shown anew, as much of its end as there is room for."""
    text = "abcdefghij" * 4
    terminal = play(type_="gap")
    terminal.play((text, text))
    terminal.process.setwinsize(24, 30)
    terminal.play(("E", re.escape(f"\r\n> {(text + 'E')[-27:]}")), ("\x15Lund\r", "right"))
    assert kept()[0][1]


def test_hostile_bank(start: Start, hostile_file: Path):
    """A bank can't write to the terminal: of all escape sequences only colours come through."""
    asked = playing.asked(hostile_file, 1, 10)
    terminal = start("play", "--bank", hostile_file, "--seed", "1")
    for question in asked:
        terminal.see(r"help.*\r\n")
        terminal.press(typed(question, False) + ("" if isinstance(question.form, Choice) else "\r"))
        terminal.play(("", "go on"), (" ", ""))
    terminal.end()
    assert "[bold red]markup[/]" in " ".join(terminal.shown.split())
    assert not re.search(r"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202e]", terminal.shown)
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", terminal.shown)


# A round goes on


@pytest.mark.parametrize("how", ["q", "Ctrl-D", "SIGKILL", "Ctrl-C"])
def test_goes_on(start: Start, play: Start, small_file: Path, questions: tuple[Question, ...], how: str):
    """However a round was left, it goes on at the same question, with what was answered, and undo."""
    terminal = play()
    terminal.play((typed(questions[0]), KEYS_LINE))
    if how == "SIGKILL":
        terminal.process.kill(signal.SIGKILL)
    else:
        terminal.press({"q": "q", "Ctrl-D": "\x04", "Ctrl-C": "\x03"}[how])
    terminal.end()
    again = start("play", "--bank", small_file)
    again.see("Going on with the round of")
    again.see(r"question\s+2\s+of\s+2")
    again.see("right")
    again.see(KEYS_LINE)
    again.play(("u", "1/2"), ("", KEYS_LINE), (typed(questions[0]), KEYS_LINE), (typed(questions[1]), "2 of 2 right"))
    assert again.end() == 0
    assert kept() == [(question.claim, True) for question in questions]


def test_two_players(start: Start, play: Start, small_file: Path, questions: tuple[Question, ...]):
    """A round that somebody plays right now is not taken over, and the other one is told; the answers of both are
    kept."""
    one = play()
    two = start("play", "--bank", small_file, columns=120)
    two.see(r"help.*\r\n")
    told = r"^The round of \d+ \w+, \d\d:\d\d is being played in another window; this is a new one\.\r$"
    assert re.search(told, two.shown, re.MULTILINE)
    assert "another window" not in one.shown
    assert "Going on" not in two.shown
    one.play((typed(questions[0]), KEYS_LINE))
    two.play(("s" + "\r", "skipped"))
    one.play((typed(questions[1]), "2 of 2 right"))
    assert one.end() == 0
    two.process.kill(signal.SIGKILL)
    two.end()
    three = start("play", "--bank", small_file)
    three.see("Going on with the round of")
    assert kept() == [(question.claim, True) for question in questions]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_killed_at_any_moment():
    """Killed fifty times while it plays, it loses nothing that it has acknowledged, and goes on there each time."""
    playing_once = CliRunner().invoke(nkquiz.cli.app, ["play", "--bank", str(QUIZ_BANK), "-n", "1"], input="1\n")
    assert playing_once.exit_code == 0  # and all is imported
    chance = random.Random(1)
    begin = ["--type", "truth", "-n", "92", "--seed", "1"]
    steps: list[bool | None] = []
    goes_on, acknowledged_in_all = False, 0
    for _ in range(50):
        moves = "".join(chance.choice("ttffsu") + "\n" for _ in range(2000))
        shown = killed([] if goes_on else begin, moves, chance.uniform(0, 0.2))
        assert not goes_on or "Going on with the round of" in shown
        expected = acknowledged(shown, steps if goes_on else [])
        with playing.opened() as store:
            last = store.last_round("drowned-observatory")
        assert last is not None
        given = [answer and answer.right for answer in last.given]
        # One step may have been kept and not been shown yet.
        assert expected in (given, given[:-1]) or given == expected[:-1]
        acknowledged_in_all += abs(len(expected) - len(steps))
        steps, goes_on = given, len(given) < len(last.questions)
    assert acknowledged_in_all > 50


def killed(options: list[str], typed_ahead: str, seconds: float) -> str:
    """Play the larger bank with what is typed ahead; kill the process some time after it has begun to show something.
    Return what it has shown. It is forked, not started: it need not import anything."""
    (read_shown, write_shown), (read_typed, write_typed) = os.pipe(), os.pipe()
    os.write(write_typed, typed_ahead.encode())
    pid = os.fork()
    if pid == 0:
        try:
            sys.stdin = os.fdopen(read_typed, encoding="utf-8")
            sys.stdout = os.fdopen(write_shown, "w", buffering=1, encoding="utf-8")
            nkquiz.cli.app(["play", "--bank", str(QUIZ_BANK), *options], standalone_mode=False)
        finally:
            os._exit(1)
    for handle in (write_shown, read_typed, write_typed):
        os.close(handle)
    with os.fdopen(read_shown, "rb") as shown:
        first = shown.readline()
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return (first + shown.read()).decode(errors="ignore")


def acknowledged(shown: str, before: list[bool | None]) -> list[bool | None]:
    """Return the steps of a round after those that are acknowledged in what was shown, whole lines only."""
    steps = [*before]
    for line in shown.split("\n")[:-1]:
        if line == "taken back":
            steps.pop()
        elif line in ("✓ right", "✗ wrong", "skipped"):
            steps.append(None if line == "skipped" else line == "✓ right")
    return steps


def test_list_on_forty_columns(start: Start, small_file: Path):
    """Neither when claims are listed."""
    terminal = start("bank", "claims", "--bank", small_file, columns=40)
    assert terminal.end() == 0
    assert max(len(line) for line in terminal.shown.splitlines()) <= 40
