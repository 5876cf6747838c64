"""`nkquiz check`: what the source says about statements, and about the sentences of a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption
from nkquiz.cli.statements import BadLine, Given, from_arguments, from_lines, name_of, read_file, unread
from nkquiz.documents import As
from nkquiz.errors import ExitCode, InputError
from nkquiz.model import Bank, Checked, Document, Explanation, Item, Report, Verdict
from nkquiz.render.formats import FORMATS

if TYPE_CHECKING:
    from nkquiz.check import Checker

# Choices come from the registry.
Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
_TEXT = Format("text")
EXPLAINED = ("text", "json")  # the formats that have a place for explanations
HINT = "--file takes a .txt, .md, .docx or .jsonl file"


@dataclass(frozen=True, slots=True)
class _Input:
    """What is to be checked: a document, or statements and the lines that hold none."""

    name: str
    document: Document | None = None
    statements: tuple[Given, ...] = ()
    bad: tuple[BadLine, ...] = ()


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
) -> None:
    """Check statements, or the sentences of a document, against the source.

    Exit code 0: all are supported; 1: one is contradicted or mixed; 3: else, one is not in the source; 2: bad input.
    """
    if explain and format_ not in EXPLAINED:
        raise InputError(f"--explain does not go with --format {format_}", f"use one of {', '.join(EXPLAINED)}")
    output = None if output is None or str(output) == "-" else output
    if output:
        from nkquiz.cli.output import check_output

        check_output(output, force, tuple(path for path in (file, bank) if path))
    given = _given(statements or [], file, as_)
    from nkquiz.cli.opening import open_bank

    checker = open_bank(bank)
    checked = _checked(given, checker, explain)
    _write(checked, checker.bank, str(format_), output, force)
    if given.bad:
        _complain(given)
        raise typer.Exit(ExitCode.USAGE)
    if not exit_zero:
        raise typer.Exit(_exit_code(checked.reports))


def _given(statements: list[str], file: Path | None, as_: As | None) -> _Input:
    if statements == ["-"] and file is None:
        file, statements = Path("-"), []
    if file and statements:
        raise InputError("both statements and --file were given", "use one of the two")
    if as_ and not file:
        raise InputError("--as says how a file is read, but no file was given", "name one with --file PATH")
    if file is None:
        if not statements:
            raise _nothing()
        return _Input("", statements=tuple(from_arguments(statements)))
    data = read_file(file, HINT)
    name = name_of(file)
    from nkquiz.documents.reading import is_document, is_json_lines, read

    if is_document(data, str(file), as_):
        document = read(data, name)
        if not document.sentences:
            raise InputError(f"there is no sentence in {name}", "see docs/documents.md for what is read")
        return _Input(name, document)
    lines = tuple(from_lines(data, is_json_lines(data, str(file))))
    if not lines:
        raise InputError(f"there is no statement in {name}", "write one statement a line")
    good = tuple(line for line in lines if isinstance(line, Given))
    return _Input(name, None, good, tuple(line for line in lines if isinstance(line, BadLine)))


def _nothing() -> InputError:
    hint = 'try: nkquiz check "what you are about to write", or --file - for standard input'
    return InputError("there is no statement to check", hint)


def _checked(given: _Input, checker: Checker, explained: bool) -> Checked:
    """Check everything that is to be checked."""
    from nkquiz.render.progress import tracked

    document = given.document
    if document is None:
        items = [Item(each.id, each.text, each.line) for each in given.statements]
    else:
        from nkquiz.documents.leave_out import leave_out
        from nkquiz.documents.subject import Subject

        document = leave_out(document, Subject(checker.bank))
        items = [Item(n, each.text, each.line, sentence=each) for n, each in enumerate(document.sentences, 1)]
    texts = [item.text for item in items if not item.left_out]
    found = iter(list(tracked(_judged(texts, checker, explained), len(texts), "checking")))
    done = []
    for item in items:
        report, why = (None, None) if item.left_out else next(found)
        done.append(replace(item, report=report, explanation=why))
    return Checked(given.name, tuple(done), document)


def _judged(texts: list[str], checker: Checker, explained: bool) -> Iterator[tuple[Report, Explanation | None]]:
    """Yield the report on each text, with its explanation if it is to be explained."""
    if not explained:
        yield from ((checker.check(text), None) for text in texts)
        return
    from nkquiz.check.explain import explain

    for text in texts:
        report = checker.check(text)
        yield report, explain(checker, text, report)


def _write(checked: Checked, bank: Bank, format_: str, output: Path | None, force: bool) -> None:
    from nkquiz.render.formats import writer

    write = writer(format_)
    if output is None and format_ == "text":
        write(checked, bank, sys.stdout)  # the terminal's width and colours count
        return
    from io import StringIO

    from nkquiz.cli.output import print_text, write_file

    text = StringIO(newline="")
    write(checked, bank, text)
    if output is None:
        print_text(text.getvalue())
    else:
        write_file(output, text.getvalue(), force)


def _complain(given: _Input) -> None:
    """Name the lines that hold no statement."""
    from nkquiz.render.terminal import warn

    for line in given.bad:
        warn(f"{given.name}:{line.line}: {line.message}")
    warn(unread(len(given.bad), len(given.statements), "checked"))


def _exit_code(reports: Sequence[Report]) -> ExitCode:
    verdicts = {report.verdict for report in reports}
    if verdicts & {Verdict.CONTRADICTED, Verdict.MIXED}:
        return ExitCode.CONTRADICTED
    return ExitCode.NOT_IN_SOURCE if Verdict.NOT_IN_SOURCE in verdicts else ExitCode.OK
