"""`nkquiz bank test`: how well a bank works, measured with its own texts and with labelled statements."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.bank import FormatOption
from nkquiz.cli.options import BankOption, ListFormat
from nkquiz.errors import ExitCode, InputError

if TYPE_CHECKING:
    from nkquiz.check.trial import Summary, Trial
    from nkquiz.cli.statements import BadLine


def bank_test(
    labelled: Annotated[
        list[Path] | None,
        typer.Option(
            "--labelled",
            metavar="FILE",
            help="Statements with the verdicts that they should get: .jsonl with text, label, and if you like id and "
            "phenomenon. - is standard input. May be repeated.",
        ),
    ] = None,
    only_labelled: Annotated[
        bool, typer.Option("--only-labelled", help="Leave the bank's own texts out, and test the files alone.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Test only N of the bank's own texts, for a quick look."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which ones: the same seed gives the same sample.")] = 0,
    failures: Annotated[bool, typer.Option("--failures", help="Also list every text that is judged wrongly.")] = False,
    format_: FormatOption = ListFormat.TEXT,
    min_accuracy: Annotated[
        float | None,
        typer.Option("--min-accuracy", min=0, max=1, help="Exit 1 if a smaller share comes out right (0 to 1)."),
    ] = None,
    max_false_support: Annotated[
        float | None,
        typer.Option(
            "--max-false-support",
            min=0,
            max=1,
            help="Exit 1 if a greater share of what is not supported is judged supported (0 to 1).",
        ),
    ] = None,
    bank: BankOption = None,
) -> None:
    """Test how well a bank works, with its own texts and with labelled statements.

    Claims and restatements should be supported, false variants contradicted,
    unknowns not in the source. Each is left out of the bank while it is tested.

    Exit code 0: it worked; 1: a bound that you set is missed; 2: bad input.
    """
    for bound in (min_accuracy, max_false_support):
        if bound is not None and math.isnan(bound):
            raise InputError("a bound must be a number from 0 to 1")
    from nkquiz.check.advice import advise
    from nkquiz.check.trial import own_trials, run, summarise
    from nkquiz.cli.opening import open_bank
    from nkquiz.cli.statements import unread
    from nkquiz.render import terminal
    from nkquiz.render import trial as shown
    from nkquiz.render.progress import tracked

    checker = open_bank(bank)
    loaded = checker.bank
    given, bad = _labelled(labelled or [])
    for message in bad:
        terminal.warn(message)
    own = [] if only_labelled else own_trials(loaded)
    trials = [*own, *given]
    if not trials:
        raise InputError("there is nothing to test", "give labelled statements with --labelled FILE")
    chosen = trials if sample is None else [*_sampled(own, sample, seed), *given]
    outcomes = tuple(tracked(run(chosen, checker), len(chosen), "testing"))
    found, advice = summarise(outcomes), advise(outcomes, loaded)
    if format_ is ListFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json(shown.summary_data(found, advice, loaded, len(trials)), indent=2))
    else:
        out = terminal.console()
        out.print(shown.summary(found, loaded, len(trials)))
        out.print()
        if failures:
            out.print(shown.failures(found))
            out.print()
        out.print(shown.closing(found, advice))
    missed = list(_missed(found, min_accuracy, max_false_support))
    for message in missed:
        terminal.warn(message)
    if bad:
        terminal.warn(unread(len(bad), len(given), "tested"))
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.CONTRADICTED if missed else ExitCode.OK)


def _labelled(paths: list[Path]) -> tuple[list[Trial], list[str]]:
    """Return the statements of the files, and what is wrong with lines, as `file:line: message`."""
    from nkquiz.cli.labelled import HINT, labelled_from_file
    from nkquiz.cli.statements import BadLine, name_of

    given: list[Trial] = []
    bad: list[str] = []
    for path in dict.fromkeys(paths):
        rows: list[Trial | BadLine] = list(labelled_from_file(path))
        if not rows:
            raise InputError(f"there is no statement in {name_of(path)}", HINT)
        for row in rows:
            if isinstance(row, BadLine):
                bad.append(f"{name_of(path)}:{row.line}: {row.message}")
            else:
                given.append(row)
    return given, bad


def _sampled(trials: Sequence[Trial], count: int, seed: int) -> list[Trial]:
    """Return `count` of the trials, in their order. Which ones depends on the seed and on nothing else."""
    from nkquiz.quiz.order import shuffled

    chosen = shuffled(range(len(trials)), lambda number: f"{number}/{trials[number].text}", seed)[:count]
    return [trials[number] for number in sorted(chosen)]


def _missed(found: Summary, min_accuracy: float | None, max_false_support: float | None) -> Iterator[str]:
    """Yield a message for each bound that is missed."""
    total = found.total
    accuracy, false = total.accuracy, total.false_support_rate
    if min_accuracy is not None and accuracy is not None and accuracy < min_accuracy:
        yield f"accuracy is {accuracy:.4g} ({total.right} of {total.count}), less than {min_accuracy:g}"
    if max_false_support is not None and false is not None and false > max_false_support:
        counts = f"{total.false_support} of {total.not_supported}"
        yield f"false support is {false:.4g} ({counts}), more than {max_false_support:g}"
