"""`drill` on a real terminal: a projector of 80 columns and a small one of 40, keys, limits, and being killed."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import playing
import pytest
from playing import QUIZ_BANK, typed

if sys.platform == "win32":
    pytest.skip("pexpect needs a POSIX terminal", allow_module_level=True)
pytest.importorskip("pexpect")

from test_drill_cli import ROSTER, called, given, kept
from test_terminal import Start, Terminal, bare

from nkquiz.model import Choice, Question
from nkquiz.quiz.types import TYPES

SIZES = [pytest.param(80, 24, id="80x24"), pytest.param(40, 15, id="40x15")]
READY = r"\[\?\] help[^\n]*\n"
GO_ON = r"\[any key\] go\s+on"
LAST = "That was the last"
SEED = 3
NAMES = [
    *("Ána O'Neil", "Bo Smith, Jr.", "Cem Öztürk", "Dina Łukasiewicz", "Élodie Ñuñez", "François Lefèvre"),
    *("Grażyna Żółć", "Hüseyin Çelik", "Íñigo Urrutia", "Jörg Müller", "Kateřina Dvořáková", "Léa D'Angelo"),
    *("Małgorzata Wiśniewska-Szczepańska", "Nguyễn Văn An", "Øystein Ås", "Pál Kovács", "Quentin Roy", "Rūta Šimkutė"),
    *("Siobhán Ní Bhriain", "Tomáš Novák", "Uğur Şahin", "Vojtěch Horák", "Wei Zhang", "Xóchitl Peña", "Yağmur Ak"),
    *("Zoë Brontë", "Ágnes Tóth", "Ye Ý"),
]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `nkquiz drill ...` on a terminal, and wait for the first question."""
    started: list[Terminal] = []

    def start_one(*arguments: str | Path | int, columns: int = 80, lines: int = 24, **environment: str) -> Terminal:
        terminal = Terminal(["drill", *map(str, arguments)], columns, lines, **environment)
        started.append(terminal)
        terminal.see(READY)
        return terminal

    yield start_one
    for terminal in started:
        terminal.process.close(force=True)


@pytest.fixture
def options(tmp_path: Path) -> list[str | Path | int]:
    path = tmp_path / "class.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return ["--bank", QUIZ_BANK, "--roster", path, "--seed", SEED, "--type", "truth"]


@pytest.fixture
def questions() -> tuple[Question, ...]:
    return playing.asked(QUIZ_BANK, SEED, 10, "truth")


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_killed_in_the_middle(
    start: Start, options: list[str | Path | int], questions: tuple[Question, ...], columns: int, lines: int
):
    """A wrong key is taken back, somebody is absent and comes late; killed, it goes on with the same questions and the
    same standing."""
    terminal = start(*options, columns=columns, lines=lines, NO_COLOR="1")
    terminal.play(
        (typed(questions[0], right=False), GO_ON),
        ("u", "taken back"),
        ("", READY),
        (typed(questions[0]), "1 of 1 right so far"),
        ("", GO_ON),
        (" ", READY),
        ("a", "is absent"),
        ("", READY),
        (typed(questions[1], right=False), "1 of 2 right so far"),
        ("", GO_ON),
        (" ", READY),
    )
    terminal.process.kill(signal.SIGKILL)
    terminal.end()
    before = kept()
    assert [right for _, right in given(before)] == [True, False]
    assert len(before.absent) == 1
    again = start("--bank", QUIZ_BANK, columns=columns, lines=lines, NO_COLOR="1")
    assert called(again.shown.replace("\r", ""))[-1] == called(terminal.shown.replace("\r", ""))[-1]
    assert re.search(r"question\s+3\s+of\s+10", again.shown)
    assert " ".join(questions[2].text.split()) in " ".join(again.shown.split())
    again.play(("p", "who\\s+is\\s+here"), ("1\r", "is here"), ("", READY), ("b", "1 of 1"), ("\r", ""))
    again.play((typed(questions[2]), "2 of 3 right so far"), ("", GO_ON), ("q", "Left at question 4 of 10"))
    assert again.end() == 0
    assert not kept().absent
    assert kept().drill == before.drill
    assert kept().turns[: len(before.turns)] == before.turns
    assert "\x1b" not in terminal.shown + again.shown


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_sizes(start: Start, tmp_path: Path, columns: int, lines: int, environment: dict[str, str]):
    """No line is longer than the screen is wide, whatever the form and the name."""
    path = tmp_path / "class.csv"
    quoted = (f'"{name}"' for name in NAMES)
    path.write_text("name,team\n" + "".join(f"{name},{'ab'[n % 2] * 9}\n" for n, name in enumerate(quoted)), "utf-8")
    count = len(TYPES)
    asked = playing.asked(QUIZ_BANK, 2, count)
    size = {"columns": columns, "lines": lines}
    more = ["--roster", path, "--seed", 2, "-n", count, "--mode", "teams", "--time", 500]
    terminal = start("--bank", QUIZ_BANK, *more, **size, **environment)
    for number, question in enumerate(asked):
        enter = "" if isinstance(question.form, Choice) else "\r"
        terminal.play(("?" + enter, r"goes\s+on\s+with\s+it"), ("\r", ""))  # where it waits for a key, Enter is one
        terminal.play(("e" + enter, r"do\s+not\s+count\)\."), ("\r", ""))
        if number == 0:
            terminal.play(("a" + enter, "is absent"), ("", READY), ("p" + enter, "or u to"), ("u\r", READY))
        terminal.play(("b" + enter, r"aaaaaaaaa  \d of"), ("\r", ""))
        right = number % 2 == 0
        terminal.play((typed(question, right) + enter, "right" if right else "wrong"))
        if number < count - 1:
            terminal.play(("", GO_ON), ("b", GO_ON), (" ", READY))
    terminal.play(("", LAST), (" ", r"To go over again"))
    assert terminal.end() == 0
    assert max(len(line) for line in bare(terminal.shown).splitlines()) <= columns
    assert ("\x1b" in terminal.shown) is (not environment)


def test_not_dim(start: Start, options: list[str | Path | int]):
    """Nothing that a class reads is dim: who is called, the question, what is asked for."""
    terminal = start(*options[:-2], "--type", "gap")
    (dim,) = re.findall(r"\x1b\[[\d;]*\b2m([^\x1b]*)", terminal.shown[terminal.shown.index("Drill: ") :])
    assert dim.strip() == "With Enter: [text] [a] absent  [r] show  [u] undo  [s] skip  [?] help  [q] leave"
    assert re.search(r"\x1b\[1;7m (Ána O'Neil|Bo, Jr\.|Cem Öz|Dina Łuk) \x1b\[0m", terminal.shown)


def test_standing_in_sight(tmp_path: Path, start: Start):
    """The standing of a whole class goes on one screen of 24 lines, though one name is long."""
    path = tmp_path / "class.txt"
    path.write_text("".join(f"{name.replace(',', '')}\n" for name in NAMES), encoding="utf-8")
    terminal = start("--bank", QUIZ_BANK, "--roster", path, "--seed", 1, "--type", "truth", NO_COLOR="1")
    terminal.press("b")
    shown = terminal.see(r"Ye Ý +-\r\n")
    assert "Małgorzata Wiśniewska-S…" in shown
    assert len(shown.splitlines()) <= 16


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        pytest.param(18, [("?", "back to the question"), ("x", READY)], id="no room for both"),
        pytest.param(24, [("e", r"count\)\.")] * 6 + [("", READY)], id="pushed off bit by bit"),
    ],
)
def test_question_again(start: Start, options: list[str | Path | int], lines: int, keys: list[tuple[str, str]]):
    """A question that was pushed off the screen is shown again under a line, after a key where there is no room."""
    terminal = start(*options, lines=lines, NO_COLOR="1")
    terminal.play(*keys, ("q", "Left at"))
    assert terminal.end() == 0
    assert len(called(terminal.shown.replace("\r", ""))) == terminal.shown.count("─" * 80) == 2
    assert ("back to the question" in terminal.shown) is (lines < 24)


def test_question_stays(start: Start, options: list[str | Path | int]):
    """A question that is in sight is not shown again."""
    terminal = start(*options, lines=40, NO_COLOR="1")
    terminal.play(("?", "goes on with it"), ("e", r"count\)\."), ("b", "Dina"), ("q", "Left at"))
    assert terminal.end() == 0
    assert len(called(terminal.shown.replace("\r", ""))) == 1


def test_time_up(start: Start, options: list[str | Path | int], questions: tuple[Question, ...]):
    """When the time is up the answer is wrong, and what is typed just then is not the next answer."""
    terminal = start(*options, "--time", "0.3")
    terminal.see("time is up")
    terminal.process.send("t")
    terminal.play(("", GO_ON), (" ", "time is up"))
    terminal.play(("", GO_ON), ("q", "0 of"))
    assert [(turn.answer.given, turn.answer.right) for turn in kept().turns if turn.answer] == [("", False)] * 2


def test_class(start: Start, questions: tuple[Question, ...]):
    """Space shows the answer to the whole class; time that is up shows it too."""
    terminal = start("--bank", QUIZ_BANK, "--seed", SEED, "--type", "truth", "-n", 3, "--time", 3)
    terminal.play((" ", "Did most know it"), ("u", READY), ("\r", "Did most know it"), ("y", "Most knew 1 of 1"))
    terminal.see(READY)
    terminal.see("time is up")
    terminal.play(("", "Did most know it"), ("n", "Most knew 1 of 2"), ("", READY))
    terminal.play(("r", "Did most know it"), (" ", "not counted"), ("", LAST), ("u", "taken back"), ("", READY))
    terminal.play(("r", "Did most know it"), ("y", "Most knew 2 of 3"), ("", LAST), (" ", "drill report"))
    assert terminal.end() == 0
    assert given(kept()) == [("", True), ("", False), ("", True)]


@pytest.mark.parametrize("key", ["\x04", "\x03", "q"], ids=["Ctrl-D", "Ctrl-C", "q"])
def test_leaving(start: Start, options: list[str | Path | int], questions: tuple[Question, ...], key: str):
    """However a drill is left, it is kept, and the terminal is as it was."""
    import termios

    terminal = start(*options)
    terminal.play((typed(questions[0]), GO_ON), (" ", READY))
    terminal.press(key)
    terminal.wait()
    assert termios.tcgetattr(terminal.process.child_fd)[3] & termios.ECHO
    assert terminal.end() == (130 if key == "\x03" else 0)
    assert "Traceback" not in terminal.shown
    assert len(kept().turns) == 1


def test_two_windows(start: Start, options: list[str | Path | int], questions: tuple[Question, ...]):
    """Two windows don't play the same drill."""
    one = start(*options)
    two = Terminal(["drill", "--bank", str(QUIZ_BANK)])
    two.see("is being played in another window")
    assert two.end() == 2
    one.play((typed(questions[0]), GO_ON))
    assert len(kept().turns) == 1
