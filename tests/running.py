"""Running `nkquiz`: in this process, as if it were one of its own, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from nkquiz.cli import main

Completed = subprocess.CompletedProcess[str]


def in_this_process(arguments: Sequence[str], stdin: bytes, folder: Path, environment: Mapping[str, str]) -> Completed:
    """Run `nkquiz` with these arguments in `folder`, without what starting Python and importing its modules takes.

    What Python itself takes from the environment, signals, and pipes that break need a process of their own.
    """
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch, io.TextIOWrapper(io.BytesIO(stdin), "utf-8") as reads:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["nkquiz", *arguments])
        patch.setattr(sys, "stdin", reads)
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
        with pytest.raises(SystemExit) as left:
            main()
        sys.stdout.flush()
        return _completed(arguments, int(left.value.code or 0), out.getvalue(), err.getvalue())


def in_its_own(arguments: Sequence[str], stdin: bytes, folder: Path, environment: Mapping[str, str]) -> Completed:
    """Run `nkquiz` with these arguments in `folder` as users do."""
    done = subprocess.run(
        [sys.executable, "-m", "nkquiz", *arguments],
        input=stdin,
        env={**os.environ, **environment},
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return _completed(arguments, done.returncode, done.stdout, done.stderr)


def _completed(arguments: Sequence[str], code: int, *shown: bytes) -> Completed:
    out, err = (stream.decode("utf-8").replace("\r\n", "\n") for stream in shown)
    assert "Traceback" not in out + err
    return Completed(arguments, code, out, err)
