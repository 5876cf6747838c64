"""`nkquiz drill`, read by lines: who is called, what is kept, how it goes on, and what is refused."""

from __future__ import annotations

import os
import re
from pathlib import Path

import playing
import pytest
import typer
from conftest import Run
from playing import QUIZ_BANK, typed
from progress import question, ticking
from typer.testing import CliRunner, Result

import nkquiz.cli
import nkquiz.cli.drill
from nkquiz.classroom.drill import State, state
from nkquiz.cli.kept import PROGRESS
from nkquiz.errors import InputError
from nkquiz.model import DrillMode, DrillSettings, Question, Student, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.progress.store import Store
from nkquiz.quiz.types import TYPES

ROSTER = """\
name,team,time factor
Ána O'Neil,red,2
"Bo, Jr.",blue,
Cem Öz,red,
Dina Łuk,blue,
"""
SCREEN = """\
Source: Jo Berg, A Room to Read (2022-07)
Drill: 7b
Only 2 questions: the bank has no more that go together. Others may come with
another --seed.
2 questions for 4 students: not everybody is called.

Question 1 of 2

» Ána O'Neil

True or false, by the source?

  The library of Brill never opened a reading room.

  t true
  f false

[t/f] answer  [a] absent  [r] show  [u] undo  [s] skip  [?] help  [q] leave
✓ right
  The library of Brill opened a reading room in June.
  Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"
  Beyond the source: The room was closed again in 2023. (The town's website.)

1 of 1 right so far. Next: Dina Łuk.

Question 2 of 2

» Dina Łuk

True or false, by the source?

  The mayor said that the room was worth 30,000 crowns.

  t true
  f false

[t/f] answer  [a] absent  [r] show  [u] undo  [s] skip  [?] help  [q] leave
✓ right
  According to Ana Lund, the room cost 30,000 crowns.
  Evidence 1.2 "It cost 30,000 crowns"

2 of 2 right so far.

Ána O'Neil  1 of 1   Cem Öz      -
Bo, Jr.     -        Dina Łuk    1 of 1
Not asked: Bo, Jr.; Cem Öz.

`nkquiz drill report` has the details.
"""
SEED = 3


def run(*arguments: str | Path | int, lines: list[str] | tuple[str, ...] | str = ()) -> Result:
    """Run `nkquiz drill` in this process, with these lines as input."""
    given = "".join(f"{line}\n" for line in lines)
    result = CliRunner().invoke(nkquiz.cli.app, ["drill", *map(str, arguments)], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def kept(which: str = "") -> State:
    """Return where the drill with that name is that is in the database; without a name, the newest."""
    with playing.opened() as store:
        drill = Drills(store).found(which)
        return state(drill, Drills(store).turns(drill.id))


def given(now: State) -> list[tuple[str, bool]]:
    """Return who answered, and whether it was right."""
    return [(turn.student, turn.answer.right) for turn in now.turns if turn.answer]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "class.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def questions() -> tuple[Question, ...]:
    """What the drills of these tests ask."""
    return playing.asked(QUIZ_BANK, SEED, 10, "truth")


@pytest.fixture
def options(roster: Path) -> list[str | Path | int]:
    return ["--bank", QUIZ_BANK, "--roster", roster, "--seed", SEED, "--type", "truth", "--name", "7b, Tuesday"]


def called(shown: str) -> list[str]:
    """Return who was called, as it was shown."""
    return re.findall(r"^» (.*)$", shown, re.M)


def test_screen(nkquiz: Run, small_file: Path, roster: Path):
    """What a drill looks like, from its beginning to its end."""
    options = ["--bank", small_file, "--roster", roster, "--seed", "1", "--type", "truth", "--name", "7b"]
    done = nkquiz("drill", *options, stdin="f\nt\n", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == SCREEN


def test_answers_are_kept(options: list[str], questions: tuple[Question, ...]):
    """Each answer is kept with who gave it, each student comes once in a lap, and the end has the result."""
    result = run(
        *options, lines=[typed(asked, right) for asked, right in zip(questions, [True, False] * 5, strict=True)]
    )
    now = kept("7b, Tuesday")
    assert now.drill.questions == questions
    assert now.drill.ended
    assert [right for _, right in given(now)] == [True, False] * 5
    names = {student.id: student.name for student in now.drill.students}
    assert called(result.stdout) == [names[id_] for id_, _ in given(now)]
    assert sorted(called(result.stdout)[:4]) == sorted(names.values()) == sorted(called(result.stdout)[4:8])
    assert "To go over again:" in result.stdout
    assert result.stdout.endswith("\n`nkquiz drill report` has the details.\n")
    assert result.exit_code == 0


@pytest.mark.parametrize("type_", TYPES)
def test_every_type(type_: str, roster: Path):
    """A question of every type is asked, answered right and wrong, and shown."""
    asked = playing.asked(QUIZ_BANK, SEED, 3, type_)
    lines = [typed(asked[0]), typed(asked[1], right=False), *["r"] * (len(asked) - 2)]
    result = run("--bank", QUIZ_BANK, "--roster", roster, "--seed", SEED, "-n", 3, "--type", type_, lines=lines)
    assert [right for _, right in given(kept())] == [True, False, False][: len(asked)]
    assert [turn.answer.given for turn in kept().turns if turn.answer][2:] == [""][: len(asked) - 2]
    for one in asked:
        assert one.prompt in result.stdout
    assert re.findall(r"^[✓✗] .*$", result.stdout, re.M) == ["✓ right", "✗ wrong", "✗ no answer"][: len(asked)]


def test_teams(options: list[str], questions: tuple[Question, ...]):
    """Teams take turns, and the score stands after each question."""
    result = run(*options, "--mode", "teams", lines=[typed(asked) for asked in questions])
    teams = [name.rpartition(", ")[2] for name in called(result.stdout)]
    assert teams == teams[:2] * 5
    assert set(teams) == {"red", "blue"}
    assert "\nred 5 of 5; blue 5 of 5.\n" in result.stdout
    assert re.search(r"^red +5 of 5   blue +5 of 5$", result.stdout, re.M)


def test_dealt_teams(tmp_path: Path, questions: tuple[Question, ...]):
    """Without teams on the roster they are dealt."""
    names = tmp_path / "names.txt"
    names.write_text("Ana\nBo\nCem\nDina\nEve\n", encoding="utf-8")
    run("--bank", QUIZ_BANK, "--roster", names, "--seed", SEED, "--teams", 2, lines=["q"])
    now = kept()
    assert now.drill.settings.mode is DrillMode.TEAMS
    assert sorted(student.team for student in now.drill.students) == ["Team 1"] * 3 + ["Team 2"] * 2


def test_class(questions: tuple[Question, ...]):
    """Without a roster the answer is shown, and it is said whether most knew it."""
    result = run("--bank", QUIZ_BANK, "--seed", SEED, "--type", "truth", "-n", 4, lines="ryrnrsrury")
    now = kept()
    assert now.drill.settings.mode is DrillMode.CLASS
    assert given(now) == [("", True), ("", False), ("", True)]
    assert [turn.kind for turn in now.turns if not turn.answer] == [TurnKind.SKIP]
    assert "not counted" in result.stdout
    assert "Most knew 2 of 3.\n1 skipped.\n" in result.stdout


def test_class_keys(small_file: Path):
    """Where nobody is called, nobody can be absent, and nothing is typed as an answer."""
    result = run("--bank", small_file, "--type", "truth", "--seed", 1, lines="t?apuebrxq")
    assert result.stdout.count("Press r, or space or Enter, to show the answer, or ? for help.") == 3
    assert "There is nothing to take back." in result.stdout
    assert "Look in the source at" in result.stdout
    assert "Press y, n or s, or u to go back to the question." in result.stdout
    assert "absent" not in result.stdout
    assert "Nothing answered." in result.stdout


def test_absent_and_late(options: list[str], questions: tuple[Question, ...]):
    """The question goes to the next; who is here after all is called in this lap; undo takes each back."""
    result = run(*options, lines=["a", "p", "x", "9", "u", "p", "1", typed(questions[0]), "u", "u", "u", "q"])
    now = kept()
    assert now.turns == ()
    first, second, *more = called(result.stdout)
    assert {first} != {second}
    assert f"{first} is absent\n" in result.stdout
    assert f"{first} is here\n" in result.stdout
    assert f"Next: {first}" in result.stdout
    assert result.stdout.count("Type the number of who is here, or u to go back.") == 4
    assert f"taken back: the answer of {second}\n" in result.stdout
    assert f"taken back: {first} is here\n" in result.stdout
    assert f"taken back: {first} is absent\n" in result.stdout
    assert more[-1] == first


def test_everybody_absent(options: list[str], questions: tuple[Question, ...]):
    """When nobody is left to be called, somebody who comes gets the question."""
    result = run(*options, lines=["a", "a", "a", "a", "x", "p", "2", typed(questions[0]), "a", "u", "a", "q"])
    assert "Everybody is absent.  [p] somebody is here  [u] undo  [q] leave" in result.stdout
    assert given(kept()) == [("Bo, Jr.", True)]
    assert "Absent: Ána O'Neil; Bo, Jr.; Cem Öz; Dina Łuk.\n" in result.stdout


def test_nobody_is_absent(options: list[str]):
    """Where nobody is absent nobody can come late."""
    result = run(*options, lines=["p", "q"])
    assert "Nobody is absent.\n" in result.stdout


def test_skip(options: list[str], questions: tuple[Question, ...]):
    """A skipped question is nobody's turn, and is counted apart."""
    result = run(*options, lines=["s", typed(questions[1]), "q"])
    assert len(set(called(result.stdout)[:2])) == 1
    assert kept().done == 2
    assert "1 skipped.\n" in result.stdout
    assert "Not asked" not in result.stdout


def test_not_asked(options: list[str], questions: tuple[Question, ...]):
    """At the end those are named whom a skipped question left without one, but for the absent."""
    result = run(*options, "-n", 4, lines=["s", typed(questions[1]), "a", *map(typed, questions[2:4])])
    assert "\nAbsent: " in result.stdout
    assert "Not asked" not in result.stdout
    result = run(*options, "-n", 4, lines=["s", *map(typed, questions[1:4])])
    (last,) = {"Ána O'Neil", "Bo, Jr.", "Cem Öz", "Dina Łuk"} - set(called(result.stdout))
    assert f"\nNot asked: {last.rstrip('.')}.\n" in result.stdout


def test_no_answer(options: list[str]):
    """What is no answer is not counted."""
    result = run(*options, lines=["t t", "9", "q"])
    assert result.stdout.count("is no answer here: press t/f, or ? for help.") == 2
    assert kept().turns == ()


def test_as_many_as_students(tmp_path: Path, options: list[str]):
    """There are as many questions as students, ten at least, unless it is said how many."""
    names = tmp_path / "names.txt"
    names.write_text("".join(f"Student {n}\n" for n in range(14)), encoding="utf-8")
    for more, expected in (["--roster", names], 14), (["--roster", names, "-n", 3], 3), ([], 10):
        result = run("--bank", QUIZ_BANK, "--seed", SEED, *more, lines=["q"])
        assert f"Question 1 of {expected}" in result.stdout
    assert "not everybody is called" not in result.stdout


def test_few_questions(small_file: Path, roster: Path):
    """It is said when the bank has not enough, and when not everybody will be called."""
    result = run("--bank", small_file, "--roster", roster, "--type", "truth", lines=["q"])
    assert "Only 2 questions: the bank has no more that go together." in result.stdout
    assert "2 questions for 4 students: not everybody is called." in result.stdout


def test_time(options: list[str], questions: tuple[Question, ...]):
    """The limit is shown, stretched for who needs more."""
    result = run(*options, "--time", 20, lines=[typed(asked) for asked in questions])
    shown = re.findall(r"^Question \d+ of 10   (\d+) seconds to answer\n\n» (.*)$", result.stdout, re.M)
    assert {(seconds, name) for seconds, name in shown} == {
        ("40", "Ána O'Neil"),
        ("20", "Bo, Jr."),
        ("20", "Cem Öz"),
        ("20", "Dina Łuk"),
    }


def test_plain(options: list[str], questions: tuple[Question, ...]):
    """With --plain there are words and nothing else, and the keys are told once."""
    result = run(
        *options, "--plain", lines=["a", typed(questions[0], right=False), typed(questions[1]), "b", "p", "1", "q"]
    )
    assert not re.search(r"[✓✗»\[\]]|^ ", result.stdout, re.M)
    assert result.stdout.count("Choose an answer with t or f.") == 1
    assert re.search(r"^Called: (Bo, Jr|.*[^.])\.$", result.stdout, re.M)
    assert re.search(r"^.* is absent\.$", result.stdout, re.M)
    assert re.search(r": not asked yet\.$", result.stdout, re.M)


def test_hostile_names(small_file: Path, tmp_path: Path):
    """Neither a roster nor a name can write to the terminal."""
    path = tmp_path / "class.csv"
    path.write_text("name,team\nAna [bold]x[/],:smile:\nBo,red\n", encoding="utf-8")
    options = [
        "--bank",
        small_file,
        "--roster",
        path,
        "--mode",
        "teams",
        "--type",
        "truth",
        "--name",
        "\x1b[31m\x9b7b\n\u202e",
    ]
    result = run(*options, lines="abp1aap2q")
    assert "Ana [bold]x[/], :smile:" in result.stdout
    assert "Going on with the drill '[31m7b" in run("--bank", small_file, lines="q").stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout)


# Going on


@pytest.mark.parametrize("mode", ["hot-seat", "teams", "class"])
def test_going_on(mode: str, options: list[str], questions: tuple[Question, ...]):
    """Stopping after each line gives the same as never stopping: questions, order, absent, standing."""
    lines = []
    for number, asked in enumerate(questions):
        right = number % 3 > 0
        lines += ["r\n" + "ny"[right]] if mode == "class" else ["a"] * (number in (2, 5)) + [typed(asked, right)]
    whole = run(*options, "--mode", mode, lines=lines)
    expected = kept()
    run(*options, "--mode", mode, lines=[])
    for line in lines:
        result = run("--bank", QUIZ_BANK, lines=[line])
        assert "Going on with the drill '7b, Tuesday' of " in result.stdout
    now = kept()
    assert now.drill.id != expected.drill.id
    assert (now.turns, now.absent, now.done) == (expected.turns, expected.absent, 10)
    assert now.drill.ended
    assert ending(result.stdout) == ending(whole.stdout)


def ending(shown: str) -> str:
    """Return what was shown from the last question on."""
    return shown[shown.rindex("Question 10 of 10") :]


def test_undo_after_going_on(options: list[str], questions: tuple[Question, ...]):
    """What happened before a drill was left can be taken back."""
    run(*options, lines=[typed(questions[0]), "a"])
    result = run("--bank", QUIZ_BANK, lines="uuu")
    assert "taken back: the answer of" in result.stdout
    assert "There is nothing to take back." in result.stdout
    assert kept().turns == ()


@pytest.mark.parametrize(
    "more", [["--new"], ["--seed", 1], ["-n", 3], ["--type", "gap"], ["--mode", "class"], ["--name", "7c"]], ids=str
)
def test_another(more: list[str | int], options: list[str], questions: tuple[Question, ...]):
    """What says what to ask begins another drill, and tells that the last one was not over."""
    run(*options, lines=[typed(questions[0])])
    result = run("--bank", QUIZ_BANK, *more, lines=[])
    assert "The drill '7b, Tuesday' was not over. It is kept: " in result.stdout
    assert kept().turns == ()
    assert len(kept("7b, Tuesday").turns) == 1


def test_over(options: list[str], questions: tuple[Question, ...]):
    """A drill that is over does not go on."""
    run(*options, lines=[typed(asked) for asked in questions])
    result = run("--bank", QUIZ_BANK, lines=[])
    assert "Going on" not in result.stdout
    assert "was not over" not in result.stdout
    assert kept().drill.settings.mode is DrillMode.CLASS


def test_one_of_two(options: list[str], questions: tuple[Question, ...]):
    """--resume goes on with a drill that is not the last, by its name or the beginning of its id."""
    run(*options, lines=[typed(questions[0])])
    first = kept().drill
    run("--bank", QUIZ_BANK, "--name", "7c", lines=[])
    for which in (first.name, first.id[:20]):
        result = run("--bank", QUIZ_BANK, "--resume", which, lines=[])
        assert "Going on with the drill '7b, Tuesday'" in result.stdout
    assert "question 2 of 10" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--resume", "7d"], "there is no drill '7d'"),
        (["--resume", "7b", "-n", "3"], "a drill that goes on has its students and questions already"),
        (["--resume", "7b", "--new"], "a drill that goes on has its students and questions already"),
        (["--resume", "over"], "the drill 'over' is over"),
        (["--resume", "other"], "the drill 'other' is on another bank, 'x'"),
    ],
)
def test_what_cannot_go_on(arguments: list[str], message: str):
    """A drill that is not there, is over, or is on another bank does not go on, and the message says so."""
    with Store(Path(os.environ["NKQUIZ_HOME"]) / PROGRESS, ticking()) as store:
        drills, how = Drills(store), DrillSettings(1, DrillMode.CLASS)
        for name, bank in (("over", "brill-library"), ("other", "x")):
            drill = drills.begin(bank, name, how, (), (question(1),))
            if name == "over":
                drills.end(drill.id)
    result = CliRunner().invoke(nkquiz.cli.app, ["drill", "--bank", str(QUIZ_BANK), *arguments], input="")
    assert isinstance(result.exception, InputError)
    assert result.exception.message == message


def test_other_time(options: list[str]):
    """A time limit is that of the beginning."""
    run(*options, "--time", 20, lines=[])
    assert "--time is for new drills" in run("--bank", QUIZ_BANK, "--time", 30, lines=[]).stdout
    assert "--time is for new drills" not in run("--bank", QUIZ_BANK, "--time", 20, lines=[]).stdout


def test_roster_is_kept(options: list[str], roster: Path):
    """A drill goes on with the students that it was begun with, though the roster is gone."""
    run(*options, lines=[])
    roster.unlink()
    assert "Going on" in run("--bank", QUIZ_BANK, lines=["q"]).stdout
    assert kept().drill.students[1] == Student("Bo, Jr.", "Bo, Jr.", team="blue", line=3)


def test_default_name(options: list[str], roster: Path):
    """A drill is called as the roster's file, or as the source, with the date."""
    run(*options[:-2], lines=[])
    assert re.fullmatch(r"class, \d{4}-\d\d-\d\d", kept().drill.name)
    run("--bank", QUIZ_BANK, "--new", lines=[])
    assert re.fullmatch(r".+, \d{4}-\d\d-\d\d", kept().drill.name)
    assert not kept().drill.name.startswith("class")


def test_default_names_differ(options: list[str]):
    """Drills of one roster on one day have names that tell them apart, which Canvas takes for titles."""
    for _ in range(3):
        run(*options[:-2], lines=[])
    with playing.opened() as store:
        names = [one.name for one in Drills(store).listed()]
    assert names == [f"{names[-1]}, no. 3", f"{names[-1]}, no. 2", names[-1]]


# What is refused


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["--mode", "teams"], "nobody can be called in --mode teams without a roster", "--roster class.csv"),
        (["--mode", "hot-seat"], "nobody can be called in --mode hot-seat without a roster", "--roster class.csv"),
        (["--roster", "none.csv"], "cannot read none.csv: No such file or directory", "--roster"),
        (["--roster", "class.csv", "--teams", "2"], "the roster has teams already", "leave out --teams"),
        (["--roster", "class.csv", "--teams", "2", "--mode", "class"], "--teams is for --mode teams", "leave out"),
        (["--roster", "names.txt", "--mode", "teams"], "the roster has no teams", "--teams 3"),
        (["--roster", "names.txt", "--teams", "3"], "--teams 3 is more than there are students", "fewer teams"),
        (["--roster", "some.csv", "--mode", "teams"], "some.csv:3: Bo is in no team", "give everybody a team"),
        (["--roster", "empty.csv"], "there is no student in empty.csv", "write one name a line"),
        (["--topic", "none"], "unknown topic 'none'", "one of: opening, money"),
        (["--type", "order"], "there is no question of this kind", "leave out --type"),
        (["--mode", "paper"], "Invalid value for '--mode'", "hot-seat"),
        (["foo"], "No such command 'foo'", "nkquiz drill -h"),
    ],
)
def test_refused(nkquiz: Run, small_file: Path, roster: Path, arguments: list[str], message: str, hint: str):
    """What can't be is refused with what to do, exit code 2, and nothing is begun."""
    (roster.parent / "names.txt").write_text("Ana\nBo\n", encoding="utf-8")
    (roster.parent / "some.csv").write_text("name,team\nAna,red\nBo,\n", encoding="utf-8")
    (roster.parent / "empty.csv").write_text("name\n", encoding="utf-8")
    done = nkquiz("drill", *(["--bank", small_file] if arguments != ["foo"] else []), *arguments, stdin="q\n")
    said = " ".join(done.stderr.replace("│", " ").split())
    assert message in said
    assert hint in said
    assert (done.returncode, done.stdout) == (2, "")
    with playing.opened() as store:
        assert Drills(store).listed() == []


@pytest.mark.parametrize("given", [["--seed", "3"], ["--plain"], ["--data", "x"], ["--bank", str(QUIZ_BANK)]], ids=str)
def test_options_before_a_command(given: list[str]):
    """An option before the name of a command, which would not heed it, is refused; none is fine, whatever bank is in
    use."""
    app = typer.Typer()
    app.callback(invoke_without_command=True)(nkquiz.cli.drill.drill)
    app.command("list")(lambda: print("listed"))
    runner = CliRunner()
    error = runner.invoke(app, [*given, "list"], prog_name="nkquiz drill").exception
    assert isinstance(error, InputError)
    assert error.message == f"{given[0]} before `list` would not be heeded"
    assert error.hint == "options stand at the end; `nkquiz drill list --help` has those that it takes"
    assert runner.invoke(nkquiz.cli.app, ["bank", "add", str(QUIZ_BANK), "--use"]).exit_code == 0
    assert runner.invoke(app, ["list"]).stdout == "listed\n"


def test_played_elsewhere(options: list[str]):
    """A drill that is being played in another window is not played here."""
    from nkquiz.progress.lock import hold

    run(*options, lines=[])
    lock = hold(Path(os.environ["NKQUIZ_HOME"]), kept().drill.id)
    assert lock
    with lock:
        runner = CliRunner().invoke(nkquiz.cli.app, ["drill", "--bank", str(QUIZ_BANK)], input="")
        assert str(runner.exception) == "the drill '7b, Tuesday' is being played in another window"
        assert "Question 1" in run("--bank", QUIZ_BANK, "--new", lines=["q"]).stdout


@pytest.mark.parametrize("type_", ["truth", "gap"])
def test_any_bytes(nkquiz_process: Run, small_file: Path, roster: Path, type_: str):
    """Input that is no text is no answer, and nothing worse."""
    given = b"\xff\xfe\x00\n\x1b[31m\n\xed\xa0\x80 a\na\np\n\xff\nu\nq\n"
    options = ["--bank", small_file, "--seed", "5", "--type", type_, "--roster", roster]
    done = nkquiz_process("drill", *options, stdin=given, PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
