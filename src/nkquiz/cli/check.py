"""`nkquiz check`: what the source says about statements, and about the sentences of a text."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.jobs import checked as checked_in
from nkquiz.cli.listed import RESUMED, Goal, Tally, gone_over, number_of_lines, peeked
from nkquiz.cli.options import BankOption
from nkquiz.cli.statements import BadLine, Given, from_arguments, from_lines, name_of, read_from, reading, unread
from nkquiz.documents import As
from nkquiz.errors import ExitCode, InputError
from nkquiz.model import Bank, Checked, Document, Item, Verdict
from nkquiz.render.formats import FORMATS, STREAMED

if TYPE_CHECKING:
    from nkquiz.check import Checker

# Choices come from the registry.
Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
_TEXT = Format("text")
EXPLAINED = ("text", "json")  # the formats that have a place for explanations
LOOKED_AT = 2**20  # bytes of a file from which one sees whether it is a document or a list
HINT = "--file takes a .txt, .md, .docx or .jsonl file"


@dataclass(frozen=True, slots=True)
class _Asked:
    """How statements are to be checked, and how written."""

    bank: Path | None
    format: str
    explained: bool
    jobs: int
    goal: Goal | None = None
    resume: bool = False


def check(
    statements: Annotated[
        list[str] | None,
        typer.Argument(metavar="STATEMENT...", help="What you are about to write.", show_default=False),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            metavar="PATH",
            help="A document (.md, .docx, .txt in paragraphs), which is checked sentence by sentence; or statements, "
            "one a line, or .jsonl with text and id. - is standard input.",
        ),
    ] = None,
    as_: Annotated[
        As | None,
        typer.Option("--as", help="How the file is read. Default: as its name and its lines suggest."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How reports are written.")] = _TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="PATH", help="Write to this file, whole or not at all.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that --output names.")] = False,
    bank: BankOption = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show how each statement was read, and what decided; as text or json."),
    ] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever the verdicts are.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=256, help="How many processes check; for files of many statements.")
    ] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the --output of a run that was interrupted; as jsonl.")
    ] = False,
) -> None:
    """Check statements, or the sentences of a document, against the source.

    Exit code 0: all are supported; 1: one is contradicted or mixed; 3: else, one is not in the source; 2: bad input.
    """
    if explain and format_ not in EXPLAINED:
        raise InputError(f"--explain does not go with --format {format_}", f"use one of {', '.join(EXPLAINED)}")
    output = None if output is None or str(output) == "-" else output
    if output:
        from nkquiz.cli.output import check_output

        check_output(output, force or resume, tuple(path for path in (file, bank) if path))
    if statements == ["-"] and file is None:
        file, statements = Path("-"), []
    if resume and (output is None or file is None or str(file) == "-" or format_ != RESUMED):
        message = "--resume needs --file with a name, --output, and --format jsonl"
        raise InputError(message, "docs/documents.md says how a run is resumed")
    goal = Goal(output, bank, explain, force) if output else None
    asked = _Asked(bank, str(format_), explain, jobs, goal, resume)
    verdicts = _on_arguments(statements or [], as_, asked) if file is None else _on_file(file, statements, as_, asked)
    if not exit_zero:
        raise typer.Exit(_exit_code(verdicts))


def _on_arguments(statements: list[str], as_: As | None, asked: _Asked) -> Collection[Verdict]:
    """Check statements, and return what verdicts there were."""
    if as_:
        raise InputError("--as says how a file is read, but no file was given", "name one with --file PATH")
    if not statements:
        raise _nothing()
    return _on_list(from_arguments(statements), len(statements), "", asked)


def _on_file(file: Path, statements: list[str] | None, as_: As | None, asked: _Asked) -> Collection[Verdict]:
    """Check what is in a file, and return what verdicts there were."""
    if statements:
        raise InputError("both statements and --file were given", "use one of the two")
    from nkquiz.documents.reading import is_document, is_json_lines, read

    name = name_of(file)
    with reading(file, HINT) as opened:
        begun = read_from(opened, name, HINT, LOOKED_AT)
        if not is_document(begun, str(file), as_):
            lines = from_lines(opened, is_json_lines(begun, str(file)), begun)
            return _on_list(lines, number_of_lines(file), name, asked)
        if asked.resume:
            raise InputError("--resume is for lists of statements", "leave it out, or give --as lines")
        document = read(begun + read_from(opened, name, HINT), name)
    if not document.sentences:
        raise InputError(f"there is no sentence in {name}", "see docs/documents.md for what is read")
    return _on_document(document, asked)


def _nothing() -> InputError:
    hint = 'try: nkquiz check "what you are about to write", or --file - for standard input'
    return InputError("there is no statement to check", hint)


def _on_document(document: Document, asked: _Asked) -> Collection[Verdict]:
    from nkquiz.cli.opening import open_bank
    from nkquiz.documents.leave_out import leave_out
    from nkquiz.documents.subject import Subject

    checker = open_bank(asked.bank)
    document = leave_out(document, Subject(checker.bank))
    items = [Item(n, each.text, each.line, sentence=each) for n, each in enumerate(document.sentences, 1)]
    done = _done(items, sum(not item.left_out for item in items), checker, asked)
    checked = Checked(document.name, tuple(done), document)
    _write(checked, checker.bank, asked)
    return {report.verdict for report in checked.reports}


def _on_list(lines: Iterable[Given | BadLine], total: int | None, name: str, asked: _Asked) -> Collection[Verdict]:
    """Check the statements among the lines, of which there are at most `total`."""
    tally = Tally()
    items = tally.statements(lines)
    any_, items = peeked(items)
    if not any_ and not tally.bad:
        raise InputError(f"there is no statement in {name}", "write one statement a line")
    from nkquiz.cli.opening import open_bank

    done = None
    if asked.resume and asked.goal and asked.goal.can_go_on():
        done = gone_over(asked.goal.path, items, tally)
    checker = open_bank(asked.bank)
    total = None if total is None else total - tally.good - tally.number_bad
    judged = tally.judged(_done(items, total, checker, asked))
    try:
        if asked.format in STREAMED:
            _write_each(judged, checker.bank, asked, done)
        else:
            _write(Checked(name, tuple(judged)), checker.bank, asked)
    except KeyboardInterrupt:
        _interrupted(asked)
        raise
    if tally.bad:
        _complain(tally, name)
        raise typer.Exit(ExitCode.USAGE)
    return tally.verdicts


def _done(items: Iterable[Item], total: int | None, checker: Checker, asked: _Asked) -> Iterator[Item]:
    """Yield the items with their reports, and show how far it is, unless what is written shows that."""
    found = checked_in(items, checker, asked.bank, asked.explained, asked.jobs)
    if asked.format in STREAMED and asked.goal is None and sys.stdout.isatty():
        return found
    from nkquiz.render.progress import tracked

    return tracked(found, total, "checking")


def _write_each(items: Iterable[Item], bank: Bank, asked: _Asked, done: int | None) -> None:
    """Write the items as they come."""
    from nkquiz.render.formats import each_writer

    write = each_writer(asked.format)
    if asked.goal:
        with asked.goal.opened(asked.format, done) as stream:
            write(items, bank, stream)
    elif asked.format == "text":
        write(items, bank, sys.stdout)  # the terminal's width and colours count
    else:
        from nkquiz.cli.output import plain_line_ends

        write(items, bank, plain_line_ends())


def _write(checked: Checked, bank: Bank, asked: _Asked) -> None:
    """Write everything at once."""
    from nkquiz.render.formats import writer

    write = writer(asked.format)
    if asked.goal is None and asked.format == "text":
        write(checked, bank, sys.stdout)
        return
    from io import StringIO

    from nkquiz.cli.output import print_text, write_file

    text = StringIO(newline="")
    write(checked, bank, text)
    if asked.goal is None:
        print_text(text.getvalue())
    else:
        write_file(asked.goal.path, text.getvalue(), asked.goal.force)


def _interrupted(asked: _Asked) -> None:
    """Say what there is of a file that was being written."""
    if asked.goal and asked.goal.path.exists() and asked.format in STREAMED:
        from nkquiz.render.terminal import warn

        can_go_on = "the same command with --resume goes on" if asked.format == RESUMED else ""
        warn(f"left; what was checked is in {asked.goal.path}", can_go_on)


def _complain(tally: Tally, name: str) -> None:
    """Name the lines that hold no statement."""
    from nkquiz.render.terminal import warn

    for line in tally.bad:
        warn(f"{name}:{line.line}: {line.message}")
    warn(unread(tally.number_bad, tally.good, "checked"))


def _exit_code(verdicts: Collection[Verdict]) -> ExitCode:
    if set(verdicts) & {Verdict.CONTRADICTED, Verdict.MIXED}:
        return ExitCode.CONTRADICTED
    return ExitCode.NOT_IN_SOURCE if Verdict.NOT_IN_SOURCE in verdicts else ExitCode.OK
