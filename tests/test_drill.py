"""A drill as a value: who is called, what is asked, who is absent, by what happened in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress import NOW, answer, question

from nkquiz.classroom.drill import State, dealt, state
from nkquiz.classroom.results import by_student, by_team
from nkquiz.model import Drill, DrillMode, DrillSettings, Student, Turn, TurnKind

NAMES = ("Ána O'Neil", "Bo, Jr.", "Cem Öz", "Dina Łuk", "Eve", "Finn")
TEAMS = ("red", "blue", "red", "blue", "red", "")


def drill(mode: DrillMode = DrillMode.HOT_SEAT, students: int = 4, seed: int = 1, questions: int = 12) -> Drill:
    """Return a drill that has not begun; in teams, of red (students 0, 2, 4) and blue (1, 3)."""
    teams = mode is DrillMode.TEAMS
    who = tuple(Student(str(n), NAMES[n % 6], team=TEAMS[n % 6] if teams else "") for n in range(students))
    asked = tuple(question(number) for number in range(1, questions + 1))
    return Drill("d", "bank", "7b", NOW, DrillSettings(seed, mode), who, asked)


def step(now: State, what: str) -> State:
    """Take a step: `+` and `-` are answers, `s` skips, `a` says that whoever is called is absent, and a digit that the
    student with this id is here."""
    if what.isdigit():
        return now.after(Turn(TurnKind.PRESENT, what))
    called = now.called.id if now.called else ""
    if what == "a":
        return now.after(Turn(TurnKind.ABSENT, called)) if called else now
    if now.question is None or (not called and now.drill.settings.mode is not DrillMode.CLASS):
        return now
    if what == "s":
        return now.after(Turn(TurnKind.SKIP, question=now.question.id))
    return now.after(Turn(TurnKind.ANSWER, called, now.question.id, answer(now.done + 1, what == "+")))


def played(steps: str, now: State) -> State:
    for what in steps:
        now = step(now, what)
    return now


def called(steps: str, now: State) -> str:
    """Return the ids of those who were called before each step and after the last; `.` for nobody."""
    found = ""
    for what in steps:
        found += now.called.id if now.called else "."
        now = step(now, what)
    return found + (now.called.id if now.called else ".")


def order(now: State, count: int) -> list[str]:
    """Return who is called when everybody answers."""
    found = []
    for _ in range(count):
        assert now.called
        found.append(now.called.id)
        now = step(now, "+")
    return found


def test_each_in_turn():
    """In each lap everybody is called once, and nobody twice running."""
    found = order(state(drill()), 12)
    laps = [found[0:4], found[4:8], found[8:12]]
    assert all(sorted(lap) == ["0", "1", "2", "3"] for lap in laps)
    assert len({tuple(lap) for lap in laps}) > 1
    assert all(one != two for one, two in pairwise(found))


def test_seed_decides():
    """The same seed gives the same order, another one another."""
    first = order(state(drill(students=6)), 12)
    assert first == order(state(drill(students=6)), 12)
    assert first != order(state(drill(students=6, seed=2)), 12)


def test_skipped_question():
    """Whose question is skipped is called again: it was no turn."""
    now = state(drill())
    after = step(now, "s")
    assert after.called == now.called
    assert (after.done, after.question) == (1, now.drill.questions[1])


def test_absent():
    """The question goes to the next, and whoever is absent is passed over until they are here."""
    now = state(drill())
    first, second, third, fourth = order(now, 4)
    away = step(now, "a")
    assert called("++++", away)[:3] == second + third + fourth
    assert first not in called("++++++++", away)
    assert away.question == now.question


def test_late():
    """Who comes late takes nobody's turn, and is called next if not called in this lap."""
    now = state(drill())
    first, _, third, fourth = order(now, 4)
    late = played(f"a+{first}", now)
    assert late.called
    assert late.called.id == third
    assert called("+++", late)[:3] == third + first + fourth


def test_late_in_a_later_lap():
    """Who missed laps is not called for them."""
    now = played("a++++++", state(drill()))
    (gone,) = now.absent
    back = played(gone + "++++++++", now)
    assert order(now.after(Turn(TurnKind.PRESENT, gone)), 5).count(gone) <= 2
    assert not back.absent


def test_everybody_absent():
    """Where nobody is there nobody is called; the first who comes is."""
    now = played("aaaa", state(drill()))
    assert now.called is None
    assert now.question == now.drill.questions[0]
    assert step(now, "2").called == now.drill.students[2]


def test_alone():
    """Who is there alone is called each time."""
    now = played("aaa", state(drill()))
    assert len(set(called("++++", now))) == 1


def test_teams_take_turns():
    """Teams take turns in one order, and in each its students do."""
    found = order(state(drill(DrillMode.TEAMS, students=5)), 12)
    teams = [TEAMS[int(id_)] for id_ in found]
    assert teams == teams[:2] * 6
    assert set(teams) == {"red", "blue"}
    red = [id_ for id_ in found if TEAMS[int(id_)] == "red"]
    assert sorted(red[:3]) == sorted(red[3:]) == ["0", "2", "4"]


def test_absent_in_a_team():
    """The question stays in the team; a team of which nobody is there is passed over."""
    now = state(drill(DrillMode.TEAMS, students=5))
    assert now.called
    team = now.called.team
    away = step(now, "a")
    assert away.called
    assert away.called.team == team
    while away.called and away.called.team == team:
        away = step(away, "a")
    assert {TEAMS[int(id_)] for id_ in called("+++", away)} == {"red", "blue"} - {team}


def test_whole_class():
    """Where the whole class answers nobody is called, with a roster or without."""
    for students in (0, 4):
        now = state(drill(DrillMode.CLASS, students=students))
        assert now.called is None
        assert now.following is None
        after = step(now, "+")
        assert (after.done, after.called) == (1, None)


def test_end():
    """After the last question there is none, and nobody is next."""
    now = played("+++", state(drill(questions=4)))
    assert now.following is None
    assert step(now, "+").question is None


def test_following():
    """Who is next is called next, if nobody is absent and no question skipped."""
    now = state(drill())
    for _ in range(11):
        expected = now.following
        now = step(now, "+")
        assert now.called == expected


def test_standing():
    """The answers count for the student and the team."""
    now = played("+-+", state(drill(DrillMode.TEAMS)))
    teams = {tally.id: (tally.right, tally.answered) for tally in by_team(now.results)}
    assert sorted(teams.values()) == [(0, 1), (2, 2)]
    assert sum(tally.answered for _, tally in by_student(now.results)) == 3


@pytest.mark.parametrize(("students", "number", "sizes"), [(6, 2, [3, 3]), (5, 3, [1, 2, 2]), (2, 2, [1, 1])])
def test_dealt(students: int, number: int, sizes: list[int]):
    """Teams differ by one student at most; the seed decides, the roster keeps its order."""
    who = drill(students=students).students
    found = dealt(who, number, 7)
    assert sorted(Counter(student.team for student in found).values()) == sizes
    assert [replace(student, team="") for student in found] == list(who)
    assert found == dealt(who, number, 7)
    assert sorted({student.team for student in found}) == [f"Team {n}" for n in range(1, number + 1)]


def test_deals_differ():
    """Another seed deals otherwise."""
    who = drill(students=6).students
    assert len({dealt(who, 2, seed) for seed in range(5)}) > 1


# Whatever happens

MODES = st.sampled_from([DrillMode.HOT_SEAT, DrillMode.TEAMS])
STEPS = st.text("++--s" + "a" + "01234", max_size=60)
DRILLS = st.builds(drill, MODES, st.integers(1, 5), st.integers(0, 50), st.just(40))


@given(DRILLS, STEPS)
def test_absent_are_never_called(begun: Drill, steps: str):
    """Whoever is called is there; somebody is called as long as somebody is there."""
    now = state(begun)
    for what in steps:
        now = step(now, what)
        assert (now.called is None) is (len(now.absent & {s.id for s in begun.students}) == len(begun.students))
        assert now.called is None or now.called.id not in now.absent


@given(DRILLS, STEPS)
def test_fair(begun: Drill, steps: str):
    """Of those who were there all the time nobody answered twice more often than another: in the hot seat among all, in
    teams within each."""
    now, ever_absent = state(begun), set()
    for what in steps:
        now = step(now, what)
        ever_absent |= now.absent
    count = Counter(turn.student for turn in now.turns if turn.answer)
    for team in {student.team for student in begun.students}:
        there = [count[s.id] for s in begun.students if s.team == team and s.id not in ever_absent]
        assert max(there, default=0) - min(there, default=0) <= 1


@given(DRILLS, STEPS)
def test_nobody_twice_running(begun: Drill, steps: str):
    """Nobody answers twice running where others of the team are there."""
    now, last = state(begun), {}
    for what in steps:
        before, now = now, step(now, what)
        if now.turns and now.turns != before.turns and (turn := now.turns[-1]).answer:
            team = before.called.team
            there = {s.id for s in begun.students if s.team == team} - before.absent
            # Who was called before the others came stays called.
            arrived = any(t.kind is TurnKind.PRESENT for t in now.turns)
            assert turn.student != last.get(team) or len(there) == 1 or arrived
            last[team] = turn.student


@given(DRILLS, STEPS)
def test_turns_say_all(begun: Drill, steps: str):
    """Stopping anywhere and going on from the turns gives the same as never stopping, and taking back a turn what was
    before it."""
    now = state(begun)
    for what in steps:
        before, now = now, step(now, what)
        assert state(begun, now.turns) == now
        if now.turns != before.turns:
            assert state(begun, now.turns[:-1]) == before


@given(DRILLS, STEPS)
def test_each_question_once(begun: Drill, steps: str):
    """The questions come in their order, each to be answered or skipped once."""
    now = played(steps, state(begun))
    ids = [turn.question for turn in now.turns if turn.question]
    assert ids == [asked.id for asked in begun.questions[: now.done]]
