"""`nkquiz bank`: its commands, in the order of the help."""

from __future__ import annotations

import typer

from nkquiz.cli.lazy import LazyGroup

COMMANDS = {
    "new": "nkquiz.cli.bank_new:bank_new",
    "import": "nkquiz.cli.bank_import:import_",
    "edit": "nkquiz.cli.bank_edit:bank_edit",
    "suggest": "nkquiz.cli.bank_suggest:bank_suggest",
    "lint": "nkquiz.cli.bank_lint:bank_lint",
    "verify": "nkquiz.cli.bank:verify",
    "test": "nkquiz.cli.bank_test:bank_test",
    "questions": "nkquiz.cli.bank_questions:bank_questions",
    "claims": "nkquiz.cli.bank:claims",
    "show": "nkquiz.cli.bank:show",
    "stats": "nkquiz.cli.bank:stats",
    "add": "nkquiz.cli.bank_library:add",
    "list": "nkquiz.cli.bank_library:list_",
    "use": "nkquiz.cli.bank_library:use",
    "remove": "nkquiz.cli.bank_library:remove",
    "schema": "nkquiz.cli.bank:schema",
    "fingerprint": "nkquiz.cli.bank:fingerprint",
}


class _Bank(LazyGroup):
    places = COMMANDS


app = typer.Typer(
    cls=_Bank,
    add_completion=False,
    help="Make a bank of claims, look at it, check it, and prove it against the source.",
    no_args_is_help=True,
)


@app.callback()
def _bank() -> None:
    """Make a bank of claims, look at it, check it, and prove it against the source."""
