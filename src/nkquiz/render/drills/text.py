"""Drills for reading in a terminal: the list of all, what happened in one, and the report on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from nkquiz.classroom.analysis import Analysis, QuestionLine
from nkquiz.model import Choice, Drill, DrillMode, Turn, TurnKind
from nkquiz.progress.drills import Listed
from nkquiz.quiz.grading import in_words
from nkquiz.render.drills.report import (
    ANONYMOUS,
    NUMBERS,
    DrillReport,
    discrimination,
    facts,
    key,
    number,
    when,
    whole,
)
from nkquiz.render.look import Look
from nkquiz.render.tables import table
from nkquiz.render.terminal import Indented, can_unicode, cited, safe
from nkquiz.render.wording import counted, percent

_NARROW = 60
_BARS, _ASCII_BARS = ("█", "░"), ("#", ".")
_NO_DRILL = "There is no drill yet: `nkquiz drill` begins one."


def drill_list(drills: Sequence[Listed]) -> RenderableType:
    """Return the drills, one a paragraph of two lines."""
    lines: list[RenderableType] = []
    for one in drills:
        head = Text(safe(one.name) or "(no name)", style="bold").append(f"  {one.id[:8]}", style="dim not bold")
        state = "ended" if one.ended else "open"
        counts = f"{counted(one.students, 'student')}, {counted(one.questions, 'question')}"
        figures = f"{when(one.started)}, {one.mode.value}, {counts}, {counted(one.answers, 'answer')}, {state}"
        lines += [Indented(head, 0), Indented(Text(figures), 2)]
    return Group(*lines) if lines else Indented(Text(_NO_DRILL), 0)


def show(drill: Drill, turns: Sequence[Turn], out: Console) -> RenderableType:
    """Return what happened in a drill, turn by turn."""
    look = Look(out)
    names = {student.id: safe(student.name) for student in drill.students}
    questions = {question.id: (place, question) for place, question in enumerate(drill.questions, 1)}
    lines: list[RenderableType] = [_head(drill), Indented(Text(_state(drill)), 0), Text()]
    asked = ""
    for turn in turns:
        id_ = turn.answer.question if turn.answer else turn.question
        if id_ in questions and id_ != asked:
            place, question = questions[id_]
            lines.append(Indented(Text(safe(whole(question))), 4, Text(f"{place:>3} ", style="dim")))
            asked = id_
        name = names.get(turn.student, safe(turn.student)) or "the class"
        if turn.answer:
            given = safe(in_words(questions[id_][1].form, turn.answer.given)) if id_ in questions else ""
            said = look.mark(turn.answer.right).append(f"  {name}: {given or 'no answer'}", style="not bold default")
            if turn.variant:
                said.append(f" (variant {safe(turn.variant)})", style="not bold dim")
        else:
            said = Text(_HAPPENED[turn.kind].format(name=name), style="dim")
        lines.append(Indented(said, 4))
    if not turns:
        lines.append(Indented(Text("Nothing has happened in it yet."), 0))
    return Group(*lines)


_HAPPENED = {
    TurnKind.SKIP: "passed over",
    TurnKind.ABSENT: "{name} is absent",
    TurnKind.PRESENT: "{name} is here after all",
}


def report(found: DrillReport, out: Console) -> RenderableType:
    """Return the report: by student, by question, and what to go over again."""
    analysis = found.analysis
    lines: list[RenderableType] = [_head(found.drill), Indented(Text(_state(found.drill)), 0)]
    lines += [Indented(Text(line), 0) for line in figures(analysis)]
    lines += [Indented(Text(NUMBERS), 0)] if found.drill.settings.mode is DrillMode.PAPER else []
    for heading, shown in (
        ("By student", _students(found, out)),
        ("By team", _teams(found, out)),
        ("By question", _questions(analysis)),
        ("Go over again", _facts(found)),
    ):
        if some := list(shown):
            lines += [Text(), Text(heading, style="bold"), *some]
    if found.bank:
        lines += [Text(), Indented(cited(found.bank), 0)]
    return Group(*lines)


def figures(analysis: Analysis) -> Iterator[str]:
    """Yield sentences on the whole: how much was answered, how the shares spread, how reliable a paper is."""
    right = sum(line.right for line in analysis.questions)
    if analysis.answers:
        share = percent(right / analysis.answers)
        yield f"{counted(analysis.answers, 'answer')}, {right} right ({share})."
    else:
        yield "There are no answers."
    if spread := analysis.spread:
        told = f"{counted(spread.students, 'student')} with answers: {percent(spread.mean)} right on average"
        if analysis.tells_spread:
            told += (
                f", the middle one {percent(spread.median)}, from {percent(spread.lowest)} to {percent(spread.highest)}"
            )
        yield f"{told}."
    if analysis.reliability is not None:
        yield f"Reliability (KR-20): {analysis.reliability:.2f}."


def _head(drill: Drill) -> RenderableType:
    return Indented(Text(safe(drill.name) or "(no name)", style="bold").append(f"  {drill.id[:8]}", style="dim"), 0)


def _state(drill: Drill) -> str:
    ended = f"ended {when(drill.ended)}" if drill.ended else "still open"
    counts = f"{counted(len(drill.students), 'student')}, {counted(len(drill.questions), 'question')}"
    return f"{drill.settings.mode.value}, {when(drill.started)}, {ended}; {counts}."


def _students(found: DrillReport, out: Console) -> Iterator[RenderableType]:
    told = [line for line in found.analysis.students if line.share is not None]
    rows = [
        (
            line.student.name,
            f"{line.right}/{line.asked}",
            percent(line.share),
            f"{line.points(found.of):.2f}",
            _bar(line.share, out),
        )
        for line in told
    ]
    if rows:
        yield table(("student", "right", "%", f"of {number(found.of)}", ""), rows)
    if found.is_anonymous:
        yield Indented(Text(ANONYMOUS), 0)
        return
    for word, absent in (("Absent", True), ("Not asked", False)):
        names = [line.student.name for line in found.analysis.students if line.share is None and line.absent is absent]
        if names:
            yield Indented(Text(f"{word}: {safe('; '.join(names))}"), 0)
    if left := [line.student.name for line in told if line.absent]:
        yield Indented(Text(f"Left early: {safe('; '.join(left))}"), 0)


def _teams(found: DrillReport, out: Console) -> Iterator[RenderableType]:
    rows = [
        (team.id or "(no team)", f"{team.right}/{team.answered}", percent(team.share), _bar(team.share, out))
        for team in found.teams
    ]
    if rows:
        yield table(("team", "right", "%", ""), rows)


def _bar(share: float | None, out: Console) -> Text:
    if share is None:
        return Text()
    full, empty = _BARS if can_unicode(out) else _ASCII_BARS
    width = 6 if out.width < _NARROW else 20
    filled = round(width * share)
    return Text(full * filled, style="green").append(empty * (width - filled), style="dim")


def _questions(analysis: Analysis) -> Iterator[RenderableType]:
    for line in analysis.questions:
        yield Indented(Text(safe(whole(line.question))), 4, Text(f"{line.number:>3} ", style="bold"))
        yield from (Indented(text, 4) for text in _question(line))


def _question(line: QuestionLine) -> Iterator[Text]:
    if not line.answers:
        yield Text("not answered", style="dim")
        return
    yield Text(
        f"{line.right} of {line.answers} right ({percent(line.share)}); discrimination {discrimination(line)}"
        + (f"; {line.omitted} left out" if line.omitted else "")
    )
    if isinstance(line.question.form, Choice):
        for option in line.drawn:
            sign = "=" if option.is_key else "-"
            yield Text(f"{sign} {option.letter} {safe(option.text)}: {option.count}")
    else:
        yield Text(f"= {safe(key(line.question))}: {line.right}")
        yield from (Text(f"- {safe(text)}: {count}") for text, count in line.wrong)
    yield Text(f"Reading: {'; '.join(line.readings)}", style="italic")


def _facts(found: DrillReport) -> Iterable[RenderableType]:
    for fact in facts(found):
        yield Indented(Text(f"{safe(fact.text)} ({fact.right} of {fact.answered} right)"), 2, Text("- "))
        if fact.evidence:
            shown = "; ".join(f'{at} "{safe(quote)}"' for at, quote in fact.evidence)
            yield Indented(Text("Evidence ", style="dim").append(shown, style="not dim"), 2)
