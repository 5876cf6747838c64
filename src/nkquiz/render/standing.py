"""How a drill stands: in a line between two questions, in full when asked for and at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nkquiz.classroom.drill import State
from nkquiz.classroom.results import Tally, by_student, by_team, to_go_over
from nkquiz.model import Bank, DrillMode, Student, TurnKind
from nkquiz.render.drill import absent, ended, is_class, name, place
from nkquiz.render.feedback import shown_evidence
from nkquiz.render.look import Look
from nkquiz.render.terminal import safe

_SHORTENED = 24  # columns of a name where there are too many for the screen
_WIDEST = 100  # columns beyond which a list of names gets no wider


def in_short(look: Look, state: State) -> Text:
    """Return how it stands, and who is next; on a small screen, which has scrolled, also how the last answer went."""
    shown = f"{_so_far(state)}."
    if state.called and state.question:
        shown += f" Next: {name(state, state.called)}"
    last = state.turns[-1].answer if state.turns else None
    if look.is_small and last and state.called and not look.plain:
        return look.mark(last.right).append(f"  {ended(shown)}", style="not bold default")
    return Text(ended(shown))


def _so_far(state: State) -> str:
    found = state.results
    mode = state.drill.settings.mode
    if mode is DrillMode.TEAMS:
        return "; ".join(f"{safe(tally.id)} {_of(tally)}" for tally in by_team(found))
    right = f"{sum(answer.right for _, answer in found.answers)} of {len(found.answers)}"
    return f"Most knew {right}" if mode is DrillMode.CLASS else f"{right} right so far"


def in_full(look: Look, state: State) -> RenderableType:
    """Return how each team and each student stands; for a whole class, how often most knew the answer."""
    mode = state.drill.settings.mode
    if mode is DrillMode.CLASS:
        return Text(f"{_so_far(state)}.")
    shown = []
    for student, tally in by_student(state.results):
        how = _of(tally) if tally.answered else "not asked yet" if look.plain else "-"
        if student.id in state.absent:
            how = "absent" if not tally.answered else f"{how}, absent"
        shown.append((safe(student.name), how))
    lines = list(_listed(look, shown))
    if mode is DrillMode.TEAMS:  # after the students, to be in sight
        lines += [] if look.plain else [Text()]
        lines += _listed(look, [(safe(tally.id), _of(tally)) for tally in by_team(state.results)])
    return Group(*lines)


def _listed(look: Look, pairs: Sequence[tuple[str, str]]) -> Iterator[Text]:
    if look.plain:
        yield from (Text(f"{who}: {how}.") for who, how in pairs)
    else:
        yield from _columns(pairs, min(look.out.width, _WIDEST), look.out.is_terminal and len(pairs) >= look.out.height)


def _columns(pairs: Sequence[tuple[str, str]], width: int, shorten: bool) -> Iterator[Text]:
    """Yield names with what belongs to them, in as many columns as there is room for, read downwards. `shorten` cuts
    long names, so that there are more columns."""
    cells = [(Text(who), Text(how)) for who, how in pairs]
    first = max((who.cell_len for who, _ in cells), default=0)
    second = max((how.cell_len for _, how in cells), default=0)
    first = max(1, min(first, width - second - 2, _SHORTENED if shorten else width))
    number = max(1, (width + 3) // (first + second + 5))
    height = -(-len(cells) // number)
    for row in range(height):
        line = Text()
        for who, how in cells[row::height]:
            line.append(" " * (3 if line else 0))
            left = who.copy()
            left.truncate(first, overflow="ellipsis", pad=True)
            right = how.copy()
            right.truncate(second, pad=True)
            line.append_text(left).append("  ").append_text(right)
        line.rstrip()
        yield line


def _of(tally: Tally) -> str:
    return f"{tally.right} of {tally.answered}"


def result(look: Look, state: State, bank: Bank, over: bool) -> Iterator[RenderableType]:
    """Yield what came of a drill: the standing, who was absent, who has no answer, what was skipped, the claims to go
    over again with their evidence, and what to run next. A drill that is not `over` tells where it was left, and not
    who has no answer yet."""
    yield in_full(look, state) if state.results.answers else Text("Nothing answered.")
    if gone := absent(state):
        yield look.block(ended(f"Absent: {'; '.join(safe(student.name) for student in gone)}"), 0)
    if over and (never := not_asked(state)):
        yield look.block(ended(f"Not asked: {'; '.join(safe(student.name) for student in never)}"), 0)
    if skipped := sum(turn.kind is TurnKind.SKIP for turn in state.turns):
        yield Text(f"{skipped} skipped.")
    if again := to_go_over(state.results):
        yield from ([] if look.is_small else [Text()])
        yield Text("To go over again:", style="" if look.plain else "bold")
        for tally in again:
            yield from _again(look, tally, bank)
    yield from ([] if look.is_small else [Text()])
    if not over:
        yield look.block(f"Left at {place(state)}; `nkquiz drill` goes on with it.", 0)
    yield Text("`nkquiz drill report` has the details.")


def not_asked(state: State) -> list[Student]:
    """Return who is there and has no answer, where students are called."""
    if is_class(state):
        return []
    return [who for who, tally in by_student(state.results) if not tally.answered and who.id not in state.absent]


def _again(look: Look, tally: Tally, bank: Bank) -> Iterator[RenderableType]:
    label = None if look.plain else Text("- ")
    known = f"({_of(tally)} right)"
    if claim := bank.claim_by_id.get(tally.id):
        yield look.block(f"{look.text(claim.text)} {known}", 2, label)
        yield look.block(shown_evidence(look, claim))
    elif unknown := bank.unknown_by_id.get(tally.id):
        yield look.block(f"The source does not say: {look.text(unknown.text)} {known}", 2, label)
