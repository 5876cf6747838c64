"""`nkquiz check`: what the source says about statements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nkquiz.cli.options import BankOption, Format
from nkquiz.cli.statements import BadLine, Given, from_arguments, from_file
from nkquiz.errors import ExitCode, InputError
from nkquiz.model import Bank, Report, Verdict


def check(
    statements: Annotated[
        list[str] | None,
        typer.Argument(metavar="STATEMENT...", help="What you are about to write.", show_default=False),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="PATH", help="Statements, one a line, or .jsonl with text and id; - is standard input."
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How reports are written.")] = Format.TEXT,
    bank: BankOption = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever the verdicts are.")] = False,
) -> None:
    """Check statements against the source.

    Exit code 0: all are supported; 1: one is contradicted or mixed; 3: else, one is not in the source; 2: bad input.
    """
    given = _given(statements or [], file)
    from nkquiz.bank import load_bank
    from nkquiz.check import Checker

    loaded = load_bank(bank)
    checker = Checker(loaded)
    reports = [(item, checker.check(item.text)) for item in given if isinstance(item, Given)]
    bad = [item for item in given if isinstance(item, BadLine)]
    _write(reports, loaded, format_)
    if bad:
        from nkquiz.render.terminal import warn

        for item in bad:
            warn(f"{file}:{item.line}: {item.message}")
        rest = "; the others were checked" if reports else ""
        warn(f"{len(bad)} of {len(given)} lines could not be read{rest}")
        raise typer.Exit(ExitCode.USAGE)
    if not exit_zero:
        raise typer.Exit(_exit_code([report for _, report in reports]))


def _given(statements: list[str], file: Path | None) -> list[Given | BadLine]:
    if file and statements:
        raise InputError("both statements and --file were given", "use one of the two")
    given: list[Given | BadLine] = list(from_file(file)) if file else list(from_arguments(statements))
    if not given:
        raise InputError("there is no statement to check", 'try: nkquiz check "what you are about to write"')
    return given


def _exit_code(reports: list[Report]) -> ExitCode:
    verdicts = {report.verdict for report in reports}
    if verdicts & {Verdict.CONTRADICTED, Verdict.MIXED}:
        return ExitCode.CONTRADICTED
    return ExitCode.NOT_IN_SOURCE if Verdict.NOT_IN_SOURCE in verdicts else ExitCode.OK


def _write(reports: list[tuple[Given, Report]], bank: Bank, format_: Format) -> None:
    if format_ is Format.TEXT:
        from nkquiz.render import terminal

        out = terminal.console()
        for _, report in reports:
            out.print(terminal.report(report, out))
            if len(reports) > 1:
                out.print()
        out.print(terminal.cited(bank))
        return
    from nkquiz.render.data import VERSION, report_data, source_data, to_json

    rows = [report_data(report, given.id) for given, report in reports]
    if format_ is Format.JSONL:
        for row in rows:
            print(to_json(row))
    else:
        print(to_json({"version": VERSION, "source": source_data(bank), "reports": rows}, indent=2))
