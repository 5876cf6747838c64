"""`nkquiz drill`: drills of a class, and what came of them."""

from __future__ import annotations

import typer

from nkquiz.cli.drill_gradebook import gradebook
from nkquiz.cli.drill_report import delete, list_, report, show

app = typer.Typer(help="Look at the drills of a class.", no_args_is_help=True)
app.command("list")(list_)
app.command()(show)
app.command()(report)
app.command()(delete)
app.command()(gradebook)
