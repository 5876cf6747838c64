"""Running the console sessions of a document: what follows a `$ command` must be what the command prints."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from running import in_this_process


@dataclass(frozen=True)
class Session:
    command: str
    output: str


def sessions(document: str) -> list[Session]:
    found = []
    for block in re.findall(r"```console\n(.*?)```", document, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Session(command.split("  #")[0].strip(), output))
    return found


def same(printed: str, shown: str) -> bool:
    """Say whether what a command printed is what a document shows. Days, times and the ids of
    drills are those of the reading."""
    return _timeless(printed) == _timeless(shown)


def _timeless(text: str) -> str:
    text = re.sub(r"^Comes back: .*$", "Comes back: ...", text, flags=re.MULTILINE)
    text = re.sub(r"\b[0-9a-f]{8}$", "...", text, flags=re.MULTILINE)  # the id of a drill
    return re.sub(r"(?<= of )\d+ \w+, \d\d:\d\d|\d{4}-\d\d-\d\d( \d\d:\d\d)?", "...", text).rstrip()


def run(command: str, folder: Path) -> str:
    """Return what a command prints that is typed in `folder`, standard error last."""
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        **_environment(folder),
    }
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.stdout + done.stderr


def run_quickly(command: str, folder: Path) -> str:
    """Return the same as `run`. Where `nkquiz` comes last in the command, it runs in this process, which takes a tenth
    of the time."""
    match = _LAST.fullmatch(command)
    if not match:
        return run(command, folder)
    before, typed, name = match.group("before", "typed", "file")
    shell = {"shell": True, "cwd": folder, "capture_output": True, "check": True}
    given = subprocess.run(before, **shell).stdout if before else (folder / name).read_bytes() if name else b""
    done = in_this_process(shlex.split(typed), given, folder, _environment(folder))
    return done.stdout + done.stderr


_LAST = re.compile(r"(?:(?P<before>[^|]+) \| )?nkquiz (?P<typed>[^|<>;&$`*]+?)(?: ?<(?P<file>\S+))?")


def _environment(folder: Path) -> dict[str, str]:
    return {"COLUMNS": "80", "NKQUIZ_HOME": str(folder / "home"), "PYTHONUTF8": "1"}
