"""Groups of commands that import a command when it is called: a run pays for its own command only."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


class LazyGroup(TyperGroup):
    """A group of commands. `places` says in the order of the help where each is, as `module:name`: a function, or a
    Typer app for a group of its own."""

    places: ClassVar[Mapping[str, str]]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # Typer's own
        """Return the names of the commands."""
        return list(self.places)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command with that name, or None. For one that is not there all are imported: Typer looks among
        them for what may have been meant."""
        for name in [cmd_name] if cmd_name in self.places else self.places:
            if name not in self.commands:
                self.commands[name] = _command(name, self.places[name])
        return self.commands.get(cmd_name)


def _command(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        found = alone
    command = typer.main.get_command(found)
    command.name = name
    return command
