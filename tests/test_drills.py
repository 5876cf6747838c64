"""Drills in the progress database: each turn is kept as it happens, and what is taken back stays in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from progress import ENTRY, ORDER, answer, execute, first_version, question, rows, ticking

from nkquiz.classroom.results import Tally, by_claim, by_student, by_team, results, to_go_over
from nkquiz.errors import InputError, ProgressError
from nkquiz.model import Answer, Drill, DrillMode, DrillSettings, Mark, Question, Student, Turn, TurnKind
from nkquiz.progress.drills import Drills
from nkquiz.progress.store import Store

HOW = DrillSettings(7, DrillMode.HOT_SEAT, 20.0)
ANA, BO = Student("1", "Ána O'Neil", "a@x.org", "red", 1.5, 2), Student("2", "Bo, Jr.", team="blue", line=3)
QUESTIONS = (question(1), question(2, ENTRY), question(3, ORDER, "c1", "c2"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite"


@pytest.fixture
def drills(path: Path) -> Iterator[Drills]:
    with Store(path, ticking()) as store:
        yield Drills(store)


def begun(drills: Drills, name: str = "7b", bank: str = "bank") -> Drill:
    return drills.begin(bank, name, HOW, (ANA, BO), QUESTIONS)


def said(student: Student, given: Answer) -> Turn:
    return Turn(TurnKind.ANSWER, student.id, given.question, given)


def test_drill_comes_back(drills: Drills):
    """A drill comes back as it was begun: students, questions of every form, settings, name."""
    begun_ = begun(drills)
    assert drills.found(begun_.id) == drills.found("7b") == drills.found("") == begun_


def test_turns_come_back(drills: Drills):
    """Turns come back as they happened, answers with their marks."""
    drill = begun(drills)
    partly = Answer("q3", "choice", "b a", False, (Mark("c1", False), Mark("c2", True)), 9.0)
    turns = (
        said(ANA, answer(1, seconds=2.5)),
        Turn(TurnKind.ABSENT, BO.id),
        Turn(TurnKind.SKIP, question="q2"),
        replace(said(ANA, partly), variant="B"),
    )
    drills.record(drill.id, *turns[:1])
    drills.record(drill.id, *turns[1:])
    assert drills.turns(drill.id) == turns


def test_undo_is_logged(drills: Drills, path: Path):
    """Undo takes back the last turn that holds, one after the other, and deletes nothing."""
    drill = begun(drills)
    drills.record(drill.id, said(ANA, answer(1)), Turn(TurnKind.ABSENT, BO.id))
    assert drills.undo(drill.id)
    drills.record(drill.id, said(BO, answer(2)))
    assert drills.undo(drill.id)
    assert drills.turns(drill.id) == (said(ANA, answer(1)),)
    assert drills.undo(drill.id)
    assert not drills.undo(drill.id)
    kinds = [kind for (kind,) in rows(path, "select kind from turn order by seq")]
    assert kinds == ["answer", "absent", "undo", "answer", "undo", "undo"]


def test_open_drill(drills: Drills):
    """The last drill of a bank is open until it ends."""
    assert drills.last_open("bank") is None
    first, last = begun(drills), begun(drills)
    assert drills.last_open("bank") == last
    assert drills.last_open("other") is None
    drills.end(last.id)
    assert drills.last_open("bank") is None
    assert drills.found(last.id).ended is not None
    assert drills.found(first.id).ended is None


def test_list(drills: Drills):
    """The list has the newest first, with what each holds."""
    first = begun(drills, "Monday")
    drills.record(first.id, said(ANA, answer(1)), said(BO, answer(2)))
    drills.undo(first.id)
    begun(drills, "Tuesday")
    listed = drills.listed()
    assert [(one.name, one.mode, one.students, one.questions, one.answers) for one in listed] == [
        ("Tuesday", "hot-seat", 2, 3, 0),
        ("Monday", "hot-seat", 2, 3, 1),
    ]


def test_marked_again(drills: Drills):
    """Results of a paper that are marked again take the place of the former ones; other drills stay."""
    begun(drills, "paper")
    how = replace(HOW, mode=DrillMode.PAPER)
    _, replaced = drills.marked("bank", "paper", how, (ANA,), QUESTIONS, [said(ANA, answer(1, right=False))])
    assert not replaced
    drill, replaced = drills.marked("bank", "paper", how, (ANA, BO), QUESTIONS, [said(ANA, answer(1))])
    assert replaced
    assert [one.mode for one in drills.listed()] == ["paper", "hot-seat"]
    assert drills.turns(drill.id) == (said(ANA, answer(1)),)
    assert drills.found("").ended is not None


@pytest.mark.parametrize(
    ("students", "questions"), [((BO,), QUESTIONS), ((ANA,), QUESTIONS[:2])], ids=["class", "paper"]
)
def test_marks_of_another(drills: Drills, students: tuple[Student, ...], questions: tuple[Question, ...]):
    """The marks of another class or paper never give way, though they have the name."""
    how = replace(HOW, mode=DrillMode.PAPER)
    drill, _ = drills.marked("bank", "paper", how, (ANA,), QUESTIONS, [said(ANA, answer(1))])
    with pytest.raises(InputError, match="'paper' has the marks of another paper or class"):
        drills.marked("bank", "paper", how, students, questions, [])
    assert drills.turns(drill.id) == (said(ANA, answer(1)),)


def test_deleted(drills: Drills, path: Path):
    """A drill is forgotten whole, and can't be played any more."""
    drill = begun(drills)
    drills.record(drill.id, said(ANA, answer(1)))
    drills.delete(drill.id)
    assert rows(path, "select * from turn") == []
    with pytest.raises(ProgressError, match="no longer in"):
        drills.record(drill.id, said(ANA, answer(1)))


def test_what_is_not_found(drills: Drills):
    """A drill that is not there, or not told from others, is said so."""
    with pytest.raises(InputError, match="there is no drill yet"):
        drills.found("")
    ids = [begun(drills, str(number)).id for number in range(40)]
    with pytest.raises(InputError, match="there is no drill 'zebra'"):
        drills.found("zebra")
    common = next(id_[0] for id_ in ids if sum(other[0] == id_[0] for other in ids) > 1 and id_[0] not in "0123456789")
    with pytest.raises(InputError, match=f"several drills begin with '{common}'"):
        drills.found(common)


def test_several_of_one_name(drills: Drills):
    """Of several drills with one name none is taken for the one that is meant: their ids are told, the newest first."""
    first, last = begun(drills), begun(drills)
    with pytest.raises(InputError, match="several drills are called '7b'") as caught:
        drills.found("7b")
    told = [f"  {drill.id[:8]} of {drill.started.astimezone():%Y-%m-%d %H:%M}" for drill in (last, first)]
    assert caught.value.message.splitlines()[1:] == told
    assert caught.value.hint == "give an id instead of the name"
    assert drills.found(first.id[:8]) == first
    assert drills.found("") == last


def test_older_databases_get_drills(path: Path):
    """A database of version 1 is brought up to date, and takes drills."""
    first_version(path, [("2024-04-01T10:00:00.000+00:00", "r", "a", 1)])
    with Store(path, ticking()) as store:
        assert Drills(store).found(begun(Drills(store)).id).students == (ANA, BO)


def test_deleted_meanwhile(drills: Drills):
    """A drill that another window deleted after it was found is said to be gone."""
    drill = begun(drills)
    drills.delete(drill.id)
    with pytest.raises(InputError, match="no longer there"):
        drills.turns(drill.id)


def test_damaged_drill(drills: Drills, path: Path):
    """A drill that can't be read is named, and left as it is."""
    begun(drills)
    execute(path, "update drill set students = '[{}]'")
    with pytest.raises(ProgressError, match=r"the drill '7b' in .* can't be read"):
        drills.found("7b")


def test_results():
    """Results count by student, team and claim; who came late is not absent; the worst known is first."""
    partly = Answer("q3", "order", "b a", False, (Mark("c1", False), Mark("c2", True)))
    turns = (
        Turn(TurnKind.ABSENT, "1"),
        Turn(TurnKind.ABSENT, "2"),
        Turn(TurnKind.PRESENT, "1"),
        said(ANA, answer(1)),
        Turn(TurnKind.SKIP, question="q2"),
        said(ANA, partly),
    )
    drill = Drill("d", "bank", "7b", ticking()(), HOW, (ANA, BO), QUESTIONS)
    found = results(drill, turns)
    assert found.absent == {"2"}
    assert by_student(found) == [(ANA, Tally("1", 1, 2)), (BO, Tally("2", 0, 0))]
    assert by_team(found) == [Tally("red", 1, 2), Tally("blue", 0, 0)]
    assert by_claim(found) == [Tally("c1", 1, 2), Tally("c2", 1, 1)]
    assert to_go_over(found) == [Tally("c1", 1, 2)]
