"""The command line: parse, call one function, render, exit. `main` is the one boundary where errors are caught."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from nkquiz import __version__
from nkquiz.cli.bank import app as bank_app
from nkquiz.cli.check import check
from nkquiz.cli.play import play
from nkquiz.errors import ExitCode, NkquizError

app = typer.Typer(
    help="Check statements against a sourced bank of claims, and practise what the source says.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check)
app.command()(play)
app.add_typer(bank_app, name="bank")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"nkquiz {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Check statements against a sourced bank of claims, and practise what the source says."""


def main() -> None:
    """Run the program. Every error ends here: a message and a hint on standard error, and the documented exit code."""
    try:
        app(prog_name="nkquiz")
    except NkquizError as error:
        from nkquiz.render.terminal import warn

        warn(error.message, error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the flush at exit stays silent
        sys.exit(ExitCode.OK)
    except Exception as error:
        if os.environ.get("NKQUIZ_DEBUG"):
            raise
        from nkquiz.render.terminal import warn

        warn(f"internal error: {type(error).__name__}: {error}", "please report it; NKQUIZ_DEBUG=1 shows the details")
        sys.exit(ExitCode.INTERNAL)
