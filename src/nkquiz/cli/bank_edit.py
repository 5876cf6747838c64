"""`nkquiz bank edit`: goes through the drafts of a bank in the terminal, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption
from nkquiz.errors import ExitCode, InputError

if TYPE_CHECKING:
    from nkquiz.cli.bank_editor import Suggest
    from nkquiz.model import Bank, Claim
    from nkquiz.suggest.model import Suggestion


def bank_edit(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[CLAIM]", help="Only this claim or draft. Default: all drafts, and all marked."),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", metavar="PATH", help="Your copy of the article, to be shown sentence by sentence."),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="For screen readers: words, and nothing else.")] = False,
    bank: BankOption = None,
) -> None:
    """Go through the drafts of a bank one by one: keep, reword, split or drop each, add restatements and false
    variants. Every step is saved at once; comments, order and everything else in the file stay as they are."""
    from nkquiz.cli.articles import sentences_in_copy
    from nkquiz.cli.bank_editor import Editor
    from nkquiz.cli.bank_suggest import claim_or_draft
    from nkquiz.cli.keys import standard_input_is_closed
    from nkquiz.cli.lines import long_line_reader
    from nkquiz.editing.changes import checked
    from nkquiz.editing.faults import unfinished
    from nkquiz.render.look import Look
    from nkquiz.render.terminal import console, warn
    from nkquiz.render.wording import counted

    if bank is None:
        raise InputError("the bank that comes with nkquiz is not edited", "name your own with --bank FILE")
    if standard_input_is_closed():
        raise InputError("standard input is closed, so nobody can edit", "run it in a terminal, or pipe keys in")
    file = BankFile(bank)
    loaded = checked(file.text, str(bank))
    wanted = [claim_or_draft(loaded, claim).id] if claim else unfinished(loaded, file.text)
    look = Look(console(plain=plain), plain)
    if not wanted:
        look.show(
            "There are no drafts, and no marks. `nkquiz bank edit CLAIM` edits one; `nkquiz bank claims` lists them."
        )
        return
    sentences = sentences_in_copy(loaded, source) if source else {}
    try:
        with long_line_reader() as keys:
            editor = Editor(file, keys, look, _suggester(bank), sentences)
            over = editor.run(wanted)
    except KeyboardInterrupt:
        warn("left; every change is kept")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    left = len(checked(file.text).drafts)
    tally = editor.tally
    look.gap()
    look.show(f"{counted(len(tally.kept), 'claim')} kept, {len(tally.dropped)} dropped, {counted(left, 'draft')} left.")
    if over and not left:
        look.show(f"Next: nkquiz bank lint --bank {bank}")


class BankFile:
    """The file of a bank that is edited, as it was last read or written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.reload()

    def reload(self) -> None:
        """Read the file again.

        Raises:
            NkquizError: it can't be read, or is no valid bank any more.
        """
        from nkquiz.bank import bank_from, read_bank_file
        from nkquiz.bank.yaml_reader import decode

        self._data = read_bank_file(self._path)
        bank_from(self._data, str(self._path))
        self.text, _ = decode(self._data)

    def save(self, text: str) -> None:
        """Write the file anew, whole or not at all.

        Raises:
            ChangedMeanwhile: it is not what it was when it was last read or written.
        """
        from nkquiz.bank import read_bank_file
        from nkquiz.cli.bank_steps import ChangedMeanwhile
        from nkquiz.cli.output import write_file

        if read_bank_file(self._path) != self._data:
            raise ChangedMeanwhile
        mark = b"\xef\xbb\xbf" if self._data.startswith(b"\xef\xbb\xbf") else b""
        data = mark + text.encode()
        write_file(self._path, data, force=True)
        self._data, self.text = data, text


def _suggester(path: Path) -> Suggest:
    from nkquiz.cli.bank_suggest import says_so
    from nkquiz.suggest.suggesting import suggest

    def suggested(claim: Claim, bank: Bank) -> Sequence[Suggestion]:
        return suggest(claim, bank, says_so(bank, claim, path)).variants

    return suggested
