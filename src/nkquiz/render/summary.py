"""What came of a document, in a few words: for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from nkquiz.model import Checked
from nkquiz.render import terminal
from nkquiz.render.wording import counted, left_out_name


def summary_lines(checked: Checked, out: Console) -> Iterator[Text]:
    """Yield how many sentences there are, how many were checked, why others were not, and the verdicts."""
    left_out = checked.left_out
    shown = f"{terminal.safe(checked.name)}: {counted(len(checked.items), 'sentence')}, {len(checked.reports)} checked"
    if left_out:
        reasons = ", ".join(f"{number} {left_out_name(reason, number)}" for reason, number in left_out.items())
        shown += f", {sum(left_out.values())} left out ({reasons})"
    yield Text(shown)
    verdicts = [(verdict, number) for verdict, number in checked.verdicts.items() if number]
    if verdicts:
        signs = (terminal.sign(verdict, out, f"{number} ") for verdict, number in verdicts)
        yield Text("  ").join(signs)
