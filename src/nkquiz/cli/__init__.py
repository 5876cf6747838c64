"""The command line: parse, call one function, render, exit. `main` is the one boundary where errors are caught."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from nkquiz import __version__
from nkquiz.cli.lazy import LazyGroup
from nkquiz.errors import ExitCode, NkquizError

# The commands, in the order of the help. Each is imported when it is called, or when the help lists them all.
COMMANDS = {
    "check": "nkquiz.cli.check:check",
    "play": "nkquiz.cli.play:play",
    "due": "nkquiz.cli.progress:due",
    "stats": "nkquiz.cli.progress:stats",
    "progress": "nkquiz.cli.progress:app",
    "drill": "nkquiz.cli.drill:app",
    "paper": "nkquiz.cli.paper:paper",
    "mark": "nkquiz.cli.mark:mark",
    "export": "nkquiz.cli.export:export",
    "bank": "nkquiz.cli.bank_commands:app",
}


@contextmanager
def _harmless() -> Iterator[None]:
    """Take from what Typer says of wrong arguments whatever in them would act on a terminal."""
    try:
        yield
    except Exception as error:
        if hasattr(error, "format_message") and isinstance(message := getattr(error, "message", None), str):
            from nkquiz.text import one_line

            error.__dict__["message"] = one_line(message)
        raise


class _Group(LazyGroup):
    """Commands whose reader may go away: Typer would exit 1, which here means that something is contradicted."""

    places = COMMANDS

    def make_context(self, *given: Any, **named: Any) -> Any:
        with _harmless():
            return super().make_context(*given, **named)

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                with _harmless():
                    return super().invoke(ctx)
            finally:
                if sys.stdout is not None:
                    sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the flush at exit stays silent
            raise typer.Exit(ExitCode.OK) from None


app = typer.Typer(
    cls=_Group,
    help="Check statements against a sourced bank of claims, and practise what the source says.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")
    try:
        app(prog_name="nkquiz")
    except NkquizError as error:
        from nkquiz.render.terminal import warn

        warn(error.message, error.hint)
        sys.exit(error.exit_code)
    except OSError as error:
        from nkquiz.render.terminal import warn

        warn(f"cannot write: {error.strerror or error}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(ExitCode.USAGE)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if os.environ.get("NKQUIZ_DEBUG"):
            raise
        from nkquiz.render.terminal import warn

        warn(f"internal error: {type(error).__name__}: {error}", "please report it; NKQUIZ_DEBUG=1 shows the details")
        sys.exit(ExitCode.INTERNAL)
