"""A drill as a value: what happened in it says who is called now and what is asked, so that undo and going on later
are nothing but fewer turns, and the same turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from nkquiz.classroom.results import Results, results
from nkquiz.model import Drill, DrillMode, Question, Student, Turn, TurnKind
from nkquiz.quiz.order import shuffled


@dataclass(frozen=True, slots=True)
class Rota:
    """Who comes next among students, or among teams. In each lap everybody who is there comes once.

    Students come in another order in each lap, so that nobody knows when; teams, which are `steady`, always in the
    same. `been` are those who have come in this lap, `last` is who came last.
    """

    ids: tuple[str, ...]
    seed: tuple[object, ...]
    steady: bool = False
    lap: int = 0
    been: frozenset[str] = frozenset()
    last: str | None = None

    def upcoming(self, there: Collection[str]) -> str | None:
        """Return who of those that are there comes next, or None if nobody is. Nobody comes twice running, but who is
        there alone."""
        if waiting := [id_ for id_ in self._order(self.lap) if id_ in there and id_ not in self.been]:
            return waiting[0]
        following = [id_ for id_ in self._order(self.lap + 1) if id_ in there]
        return next((id_ for id_ in following if id_ != self.last), following[0] if following else None)

    def came(self, id_: str) -> Rota:
        """Return the rota after somebody's turn: a new lap begins with whoever has been in this one already."""
        if id_ in self.been:
            return replace(self, lap=self.lap + 1, been=frozenset((id_,)), last=id_)
        return replace(self, been=self.been | {id_}, last=id_)

    def _order(self, lap: int) -> list[str]:
        return shuffled(self.ids, str, *self.seed, *(() if self.steady else (lap,)))


@dataclass(frozen=True, slots=True)
class State:
    """Where a drill is. `called` is whose turn it is: None where the whole class answers, or where everybody is absent.

    Whoever is called stays so until the answer, or until found to be absent: somebody who comes late takes nobody's
    turn. `done` counts the questions that were answered or skipped.
    """

    drill: Drill
    turns: tuple[Turn, ...] = ()
    done: int = 0
    absent: frozenset[str] = frozenset()
    called: Student | None = None
    teams: Rota = field(default_factory=lambda: Rota((), ()))
    members: Mapping[str, Rota] = field(default_factory=dict)

    @property
    def question(self) -> Question | None:
        """The question that is asked now, or None at the end."""
        return self.drill.questions[self.done] if self.done < len(self.drill.questions) else None

    @property
    def following(self) -> Student | None:
        """Who is called after this turn, if all stay; None where nobody is called, or no question is left."""
        if self.called is None or self.done + 1 >= len(self.drill.questions):
            return None
        return self._turn_taken(self.called)._choice()

    @property
    def results(self) -> Results:
        """What came of the drill so far."""
        return results(self.drill, self.turns)

    def after(self, turn: Turn) -> State:
        """Return where the drill is after one more turn."""
        now = replace(self, turns=(*self.turns, turn))
        called = self.called
        if turn.kind is TurnKind.ANSWER:
            student = self.student(turn.student)
            now = replace(now._turn_taken(student) if student else now, done=self.done + 1)
            called = None
        elif turn.kind is TurnKind.SKIP:
            now = replace(now, done=self.done + 1)
        elif turn.kind is TurnKind.ABSENT:
            now = replace(now, absent=self.absent | {turn.student})
            called = None if called and called.id == turn.student else called
        elif turn.kind is TurnKind.PRESENT:
            now = replace(now, absent=self.absent - {turn.student})
        return replace(now, called=called or now._choice())

    def student(self, id_: str) -> Student | None:
        """Return the student of the roster with that id, or None."""
        return next((student for student in self.drill.students if student.id == id_), None)

    def _turn_taken(self, student: Student) -> State:
        team = _team(self.drill, student)
        members = {**self.members, team: self.members[team].came(student.id)}
        return replace(self, teams=self.teams.came(team), members=members)

    def _choice(self) -> Student | None:
        """Return who is to be called."""
        there = [student for student in self.drill.students if student.id not in self.absent]
        team = self.teams.upcoming({_team(self.drill, student) for student in there})
        if team is None:
            return None
        id_ = self.members[team].upcoming({student.id for student in there})
        return self.student(id_) if id_ is not None else None


def state(drill: Drill, turns: Iterable[Turn] = ()) -> State:
    """Return where a drill is after these turns."""
    now = _begun(drill)
    for turn in turns:
        now = now.after(turn)
    return now


def dealt(students: Iterable[Student], number: int, seed: int) -> tuple[Student, ...]:
    """Return the students, each in one of so many teams, in an order that the seed decides. Teams differ by one student
    at most."""
    students = tuple(students)
    order = shuffled((student.id for student in students), str, seed, "deal")
    teams = {id_: f"Team {place % number + 1}" for place, id_ in enumerate(order)}
    return tuple(replace(student, team=teams[student.id]) for student in students)


def _begun(drill: Drill) -> State:
    if drill.settings.mode not in (DrillMode.HOT_SEAT, DrillMode.TEAMS):
        return State(drill)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for student in drill.students:
        members[_team(drill, student)].append(student.id)
    seed = drill.settings.seed
    rotas = {team: Rota(tuple(ids), (seed, "students")) for team, ids in members.items()}
    now = State(drill, teams=Rota(tuple(members), (seed, "teams"), steady=True), members=rotas)
    return replace(now, called=now._choice())


def _team(drill: Drill, student: Student) -> str:
    """Return the team in which a student is called: in the hot seat all are one."""
    return student.team if drill.settings.mode is DrillMode.TEAMS else ""
