"""A drill on a projector: who is called, what is asked, the keys, and what happened. Nothing dim that a class reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from nkquiz.classroom.drill import State
from nkquiz.model import Choice, Drill, DrillMode, Form, Student, Turn, TurnKind
from nkquiz.render.look import Look
from nkquiz.render.quiz import answer_keys, how_to_answer, keys_of, question, seconds
from nkquiz.render.terminal import can_unicode, safe
from nkquiz.render.wording import counted

if TYPE_CHECKING:
    from datetime import datetime

Keys = tuple[str, str]  # a line of keys, and the same in words

GO_ON = (
    "[any key] go on  [u] undo  [b] standing  [q] leave",
    "Press any key to go on, u to undo, b for the standing, q to leave.",
)
BACK = ("[any key] back to the question", "Press any key to go back to the question.")
LAST = (
    "That was the last question.  [any key] result  [u] undo",
    "That was the last question. Press any key for the result, u to undo.",
)
KNEW = (
    "Did most know it?  [y] yes  [n] no  [s] not counted  [u] back  [q] leave",
    "Did most know it? Press y for yes, n for no, s if it is not to count, u to go back to the question, q to leave.",
)
NOBODY = (
    "Everybody is absent.  [p] somebody is here  [u] undo  [q] leave",
    "Everybody is absent. Press p if somebody is here after all, u to undo, q to leave.",
)
WHO_IS_HERE = "Type the number of who is here, or u to go back."
_COMMANDS = (
    ("a", "whoever is called is absent: the question goes to the next"),
    ("p", "somebody who was absent is here"),
    ("r", "show the answer: nobody knew it"),
    ("e", "where the source speaks of it"),
    ("s", "skip the question: it does not count"),
    ("u", "take back what happened last"),
    ("b", "the standing"),
    ("q", "leave; `nkquiz drill` goes on with it"),
)


def is_class(state: State) -> bool:
    """Say whether the whole class answers."""
    return state.drill.settings.mode is DrillMode.CLASS


def name(state: State, student: Student) -> str:
    """Return a student's name, with the team where teams play."""
    if state.drill.settings.mode is DrillMode.TEAMS:
        return f"{safe(student.name)}, {safe(student.team)}"
    return safe(student.name)


def ended(text: str) -> str:
    """Return a text that ends with a full stop: names may have one of their own."""
    return text if text.endswith(".") else f"{text}."


def begun(look: Look, state: State, wanted: int, left: Drill | None) -> Iterator[Text | str]:
    """Yield what begins, and what a teacher may not expect: that there are fewer questions than were `wanted`, or than
    students, or that an earlier drill is `left`."""
    count, students = len(state.drill.questions), len(state.drill.students)
    yield Text(f"Drill: {safe(state.drill.name)}", style="" if look.plain else "bold")
    if left:
        yield (
            f"The drill '{safe(left.name)}' was not over. It is kept: `nkquiz drill --resume {left.id[:8]}` goes on "
            "with it."
        )
    if count < wanted:
        few = counted(count, "question")
        yield f"Only {few}: the bank has no more that go together. Others may come with another --seed."
    if not is_class(state) and count < students:
        yield f"{counted(count, 'question')} for {students} students: not everybody is called."


def going_on(state: State, started: datetime, otherwise: bool) -> Iterator[str]:
    """Yield that a drill is taken up again, and that it is played as it was begun if the teacher wants it `otherwise`.
    `started` is in local time."""
    when = f"{started.day} {started:%B, %H:%M}"
    yield f"Going on with the drill '{safe(state.drill.name)}' of {when}, {place(state)}."
    yield "`nkquiz drill --new` starts another."
    if otherwise:
        yield "It is played as it was begun: --time is for new drills."


def place(state: State) -> str:
    """Return how far a drill is."""
    count = len(state.drill.questions)
    return f"question {state.done + 1} of {count}" if state.done < count else "at its end"


def asked(look: Look, state: State, limit: float) -> RenderableType:
    """Return the current question under how far the drill is and who is called. `limit` is in seconds, 0 for none."""
    assert state.question
    number, count, called = state.done + 1, len(state.drill.questions), state.called
    if look.plain:
        lines = [Text(f"Question {number} of {count}." + (f" {seconds(limit)} to answer." if limit else ""))]
        lines += [Text(ended(f"Called: {name(state, called)}"))] if called else []
        return Group(*lines, question(look, state.question))
    gap = [] if look.is_small else [Text()]
    lines = [Text(f"Question {number} of {count}" + (f"   {seconds(limit)} to answer" if limit else "")), *gap]
    lines += [_banner(look, name(state, called)), *gap] if called else []
    return Group(*lines, question(look, state.question, wide=True))


def _banner(look: Look, shown: str) -> Text:
    """Return a name that is seen from the back row."""
    sign = "» " if can_unicode(look.out) else "> "
    if look.out.color_system is None:
        return Text(sign + shown)
    return Text(sign, style="bold").append(f" {shown} ", style="bold reverse")


def keys_line(look: Look, state: State, form: Form) -> Text:
    """Return the line of keys that stays in sight: as much of it as goes on one line. Where the answer is typed, Enter
    ends commands too."""
    how, rest = answer_keys(form), "[a] absent  [r] show  [u] undo  [s] skip  [?] help  [q] leave"
    lines = [f"{how} answer  {rest}", f"{how}  {rest}", f"{how}  [a p r e u s b q]  [?] help"]
    shortest = f"{how}  [a r u q]  [?] help"
    if not isinstance(form, Choice):
        how = f"With Enter: [{keys_of(form)}]"
        lines = [f"{how} answer  {rest}", f"{how} {rest}", f"{how}  [a p r e u s b q]  [?] help"]
        shortest = f"{how}  [a r u q]  [?] help"
    if is_class(state):
        lines = ["[space/r] answer  [e] where  [s] skip  [u] undo  [?] help  [q] leave"]
        shortest = "[space/r] answer  [e s u b q]  [?] help"
    return Text(next((line for line in lines if len(line) <= look.out.width), shortest), style="dim")


def keys(look: Look, which: Keys) -> Text:
    """Return the keys that one can press now."""
    return Text(which[1] if look.plain else which[0], style="" if look.plain else "dim")


def help_text(look: Look, state: State, form: Form) -> RenderableType:
    """Return what one can do, one key a line."""
    if is_class(state):
        first = "Let the class think, then show the answer with r, space or Enter, and say whether most knew it."
        commands = [(key, text) for key, text in _COMMANDS if key not in "apr"]
    else:
        first, commands = how_to_answer(form), list(_COMMANDS)
    shown = (look.block(f"{key}: {text}") if look.plain else look.option("", key, text) for key, text in commands)
    return Group(look.block(first, 0), *shown)


def happened(state: State, turn: Turn) -> str:
    """Return what a turn was, to follow "taken back: "."""
    student = state.student(turn.student)
    who = name(state, student) if student else "the class"
    match turn.kind:
        case TurnKind.ANSWER:
            return f"the answer of {who}"
        case TurnKind.SKIP:
            return "a question was skipped"
        case TurnKind.ABSENT:
            return f"{who} is absent"
        case TurnKind.PRESENT:
            return f"{who} is here"


def absent(state: State) -> list[Student]:
    """Return who is absent, in the order of the roster."""
    return [student for student in state.drill.students if student.id in state.absent]


def to_choose(look: Look, state: State, students: Sequence[Student]) -> RenderableType:
    """Return students to choose from, with numbers."""
    shown = (look.option("Number", str(number), name(state, who)) for number, who in enumerate(students, 1))
    return Group(*shown, look.block(WHO_IS_HERE, 0))
