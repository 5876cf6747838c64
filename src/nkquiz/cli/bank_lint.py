"""`nkquiz bank lint`: what is wrong with a bank, why it matters to those who learn with it, and how to mend it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption
from nkquiz.errors import ExitCode

if TYPE_CHECKING:
    from nkquiz.model import Bank, Problem


class ProblemFormat(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def codes() -> list[str]:
    """Return the codes of problems, for the shell to complete."""
    from nkquiz.bank.codes import CODES

    return list(CODES)


def bank_lint(
    format_: Annotated[
        ProblemFormat, typer.Option("--format", help="How it is written; github: as notes beside the lines.")
    ] = ProblemFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Only say what a kind of problem means.", autocompletion=codes),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", metavar="PATH", help="Your copy of the article, where its sentences are not shown."),
    ] = None,
    bank: BankOption = None,
) -> None:
    """Report everything that is wrong with a bank, as file:line: message, why it matters to a learner, and how much of
    the source is covered, if only in part. Exits with 1 if there are errors; with --strict if there are warnings."""
    from nkquiz.bank import default_bank_path, read_bank_file
    from nkquiz.bank.codes import lesson
    from nkquiz.bank.loader import parse_bank
    from nkquiz.bank.marks import marks
    from nkquiz.bank.validators import lint
    from nkquiz.bank.yaml_reader import decode
    from nkquiz.cli.articles import sentences_in_copy
    from nkquiz.drafting.coverage import half_covered, sentences_in
    from nkquiz.model import Severity
    from nkquiz.render import problems as shown

    if explain is not None:
        print("\n".join(shown.lesson_lines(explain, lesson(explain))))
        return
    path = bank or default_bank_path()
    data = read_bank_file(path)
    loaded, problems = parse_bank(data, str(path))
    if loaded is not None:
        text = decode(data)[0]
        told = sentences_in_copy(loaded, source) if source else sentences_in(text, loaded)
        problems = [*lint(loaded), *marks(text), *(half_covered(loaded, told) if told else ())]
        problems.sort(key=lambda problem: problem.line)
    problems.sort(key=lambda problem: problem.code != "draft")  # of many lines those are read that come last
    if format_ is ProblemFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json(shown.problems_data(problems, str(path)), indent=2))
    elif format_ is ProblemFormat.GITHUB:
        for problem in problems:
            print(shown.github_line(problem, str(path)))
    else:
        _print(problems, loaded, str(path))
    counting = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(problem.severity in counting for problem in problems)
    raise typer.Exit(ExitCode.CONTRADICTED if failed else ExitCode.OK)


def _print(problems: list[Problem], bank: Bank | None, path: str) -> None:
    from nkquiz.bank.validators import covered_sentences
    from nkquiz.render import problems as shown

    for problem in problems:
        print(shown.problem_line(problem, path))
    if problems:
        print("Why it matters:")
        for line in shown.why_lines(problems):
            print(f"  {line}")
        print("`nkquiz bank lint --explain CODE` says how to mend it.")
    if bank is not None and bank.source.paragraphs:
        total = len(bank.source.locators)
        covered = len(covered_sentences(bank) & set(bank.source.locators))
        half = sum(problem.code == "half-covered" for problem in problems)
        partly = f", {half} of them only in part" if half else ""
        print(f"{covered} of {total} sentences covered ({100 * covered // total}%){partly}, {_claims(bank)}")
    more = "; once they are mended, more may follow" if bank is None else ""
    if left := sum(problem.code == "draft" for problem in problems):
        more = f", {left} of them drafts to be finished"
    print(shown.count_line(problems) + more)


def _claims(bank: Bank) -> str:
    drafts = f", {len(bank.drafts)} {'draft' if len(bank.drafts) == 1 else 'drafts'}" if bank.drafts else ""
    return f"{len(bank.claims)} {'claim' if len(bank.claims) == 1 else 'claims'}{drafts}"
