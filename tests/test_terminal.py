"""`play` and `check` on a real terminal: single keys, arrows, Ctrl-C and Ctrl-D, no colours, few columns."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nkquiz.bank import load_bank
from nkquiz.model import Question
from nkquiz.progress.store import Store
from nkquiz.quiz.session import new_round

if sys.platform == "win32":
    pytest.skip("pexpect needs a POSIX terminal", allow_module_level=True)
pexpect = pytest.importorskip("pexpect")

UP, LEFT, F5, DELETE = "\x1b[A", "\x1b[D", "\x1b[15~", "\x1b[3~"
KEYS_LINE = r"\[q\]\s+leave(\x1b\[0m)?\r\n"
SEED = 5


class Terminal:
    """A process on a terminal of its own, with everything that it has shown."""

    def __init__(self, arguments: list[str], columns: int = 80, **environment: str) -> None:
        self.shown = ""
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "nkquiz", *arguments],
            env={**os.environ, "TERM": "xterm-256color", **environment},
            dimensions=(40, columns),
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
def start(small_file: Path) -> Iterator[Start]:
    """Start `nkquiz COMMAND --bank SMALL ...` on a terminal."""
    started: list[Terminal] = []

    def start_one(*arguments: str, columns: int = 80, **environment: str) -> Terminal:
        started.append(Terminal([*arguments, "--bank", str(small_file)], columns, **environment))
        return started[-1]

    yield start_one
    for terminal in started:
        terminal.process.close(force=True)


@pytest.fixture
def play(start: Start) -> Start:
    """Start a round of the small bank and wait for its first question."""

    def play_one(columns: int = 80, **environment: str) -> Terminal:
        terminal = start("play", "--seed", str(SEED), columns=columns, **environment)
        terminal.see(KEYS_LINE)
        return terminal

    return play_one


@pytest.fixture
def questions(small_file: Path) -> tuple[Question, ...]:
    return new_round(load_bank(small_file), SEED, 10).questions


def key_of(question: Question) -> str:
    return str([option.id for option in question.options].index(question.key) + 1)


def kept() -> list[tuple[str, bool]]:
    """Return (claim, right) of the answers in the database."""
    with Store(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite", lambda: "") as store:
        return [(answer.claim, answer.right) for answer in store.answers("brill-library")]


def test_single_keys(play: Start, questions: tuple[Question, ...]):
    """A key is an answer, without Enter: a whole round is played, with help, evidence, undo and skip."""
    terminal = play()
    for key, expected in (
        ("?", "Choose with the digit or letter before an answer"),
        ("e", "Look in the source at"),
        ("u", "There is no answer to take back"),
        ("9", r"'9' is no answer here: press t/f, or \? for help\."),
        (key_of(questions[0]), "right"),
        ("U", "taken back"),
        ("s", "skipped"),
        ("u", "taken back"),
        (key_of(questions[0]), "right"),
    ):
        terminal.press(key)
        terminal.see(expected)
    terminal.see(KEYS_LINE)
    terminal.press(key_of(questions[1]))
    terminal.see(r"2 of 2 right\.")
    assert terminal.end() == 0
    assert kept() == [(question.claim, True) for question in questions]


def test_keys_are_not_echoed(play: Start):
    """What is pressed does not appear among what is shown."""
    terminal = play()
    terminal.press("s")
    assert "s\r\n" not in terminal.see("skipped").replace("skipped", "")
    terminal.see(KEYS_LINE)
    terminal.press("q")
    assert terminal.end() == 0
    assert not re.search(r"^[sq]", terminal.shown.replace("skipped", ""), re.MULTILINE)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(UP + LEFT, id="arrows"),
        pytest.param(F5, id="a function key"),
        pytest.param(DELETE, id="delete"),
        pytest.param("\x1b", id="escape"),
    ],
)
def test_other_keys_are_ignored(play: Start, questions: tuple[Question, ...], keys: str):
    """Arrows, function keys and Escape are neither answers nor mistakes."""
    terminal = play()
    terminal.press(keys)
    with pytest.raises(pexpect.TIMEOUT):
        terminal.process.expect(r"\S", timeout=0.2)
    terminal.press(key_of(questions[0]))
    terminal.see("right")
    terminal.see(KEYS_LINE)
    terminal.press("q")
    assert terminal.end() == 0
    assert "is no answer here" not in terminal.shown
    assert kept() == [(questions[0].claim, True)]


def test_letters_beyond_ascii(play: Start):
    """A key of another alphabet is one wrong key, not several."""
    terminal = play()
    terminal.press("ж")
    terminal.see("'ж' is no answer here")
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.shown.count("is no answer here") == 1


def test_quick_keys(play: Start, questions: tuple[Question, ...]):
    """Keys that are pressed quickly one after the other all count."""
    terminal = play()
    terminal.press(key_of(questions[0]) + key_of(questions[1]))
    terminal.process.timeout = 3
    terminal.see(r"2 of 2 right\.")


def test_control_c(play: Start, questions: tuple[Question, ...]):
    """Ctrl-C leaves at once with exit code 130; what was answered is kept."""
    terminal = play()
    terminal.press(key_of(questions[0]))
    terminal.see(KEYS_LINE)
    terminal.process.sendintr()
    assert terminal.end() == 130
    assert terminal.shown.endswith("nkquiz: left; what you answered is kept\r\n")
    assert "Traceback" not in terminal.shown
    assert kept() == [(questions[0].claim, True)]


def test_control_d(play: Start, questions: tuple[Question, ...]):
    """Ctrl-D leaves as `q` does: with the score, and exit code 0."""
    terminal = play()
    terminal.press(key_of(questions[0]))
    terminal.see(KEYS_LINE)
    terminal.press("\x04")
    assert terminal.end() == 0
    assert "1 of 1 right." in terminal.shown
    assert kept() == [(questions[0].claim, True)]


def test_hangup(play: Start, questions: tuple[Question, ...]):
    """When the terminal is closed, what was answered is kept."""
    terminal = play()
    terminal.press(key_of(questions[0]))
    terminal.see(KEYS_LINE)
    terminal.process.close()
    assert kept() == [(questions[0].claim, True)]


@pytest.mark.parametrize("press", ["q", "\x03"], ids=["leave", "Ctrl-C"])
def test_terminal_is_left_as_it_was(play: Start, press: str):
    """After leaving, the terminal echoes and reads lines as before."""
    import termios

    terminal = play()
    terminal.press(press)
    terminal.wait()
    flags = termios.tcgetattr(terminal.process.child_fd)[3]
    assert flags & termios.ECHO
    assert flags & termios.ICANON


def test_colours(play: Start):
    """On a terminal there are colours."""
    terminal = play()
    terminal.press("q")
    terminal.end()
    assert "\x1b[" in terminal.shown


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(
            {"NO_COLOR": "1"},
            id="NO_COLOR",
        ),
        pytest.param({"TERM": "dumb"}, id="TERM=dumb"),
    ],
)
def test_no_escape_sequences(play: Start, environment: dict[str, str]):
    """With NO_COLOR or TERM=dumb nothing but text is shown."""
    terminal = play(**environment)
    for key in "1u2":
        terminal.press(key)
        terminal.see(KEYS_LINE)
    terminal.press("q")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.shown


@pytest.mark.parametrize(
    "term",
    [
        pytest.param("xterm-256color", id="xterm"),
        pytest.param("dumb", id="dumb"),
    ],
)
def test_forty_columns(play: Start, term: str):
    """On 40 columns no line is longer than 40."""
    terminal = play(columns=40, TERM=term)
    for key, expected in (
        ("?", r"is\s+kept"),
        ("e", r"do\s+not\s+count\)\."),
        ("1", KEYS_LINE),
        ("u", KEYS_LINE),
        ("z", r"'z'\s+is\s+no\s+answer\s+here:\s+press\s+t/f,\s+or\s+\?\s+for\s+help\."),
    ):
        terminal.press(key)
        terminal.see(expected)
    terminal.press("1")
    terminal.see(KEYS_LINE)
    terminal.press("1")
    assert terminal.end() == 0
    assert max(len(line) for line in re.sub(r"\x1b\[[0-9;]*m", "", terminal.shown).splitlines()) <= 40


def test_list_on_forty_columns(start: Start):
    """Neither when claims are listed."""
    terminal = start("bank", "list", columns=40)
    assert terminal.end() == 0
    assert max(len(line) for line in terminal.shown.splitlines()) <= 40
