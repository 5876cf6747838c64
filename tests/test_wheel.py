"""The wheel works by itself: built, installed in an empty environment, run with the checkout out of sight."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "NKQUIZ"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_wheel_runs_without_the_checkout(tmp_path: Path):
    """`check`, `play` and `bank lint` run from the wheel alone, and the licences travel with it."""
    checkout = tmp_path / "checkout"
    shutil.copytree(
        ROOT, checkout, ignore=shutil.ignore_patterns(".git", ".venv", "*_cache", ".hypothesis", "__pycache__")
    )
    environment = tmp_path / "venv"
    venv.create(environment)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (sys.executable, "-m", "pip")
    built = run(*pip, "wheel", "--no-deps", "-w", tmp_path / "dist", checkout, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("nkquiz-*.whl")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    installed = run(*pip, "--python", python, "install", "--no-compile", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    shutil.rmtree(checkout)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    home = {"NKQUIZ_HOME": str(tmp_path / "home")}
    statement = "Russia wrote off 80 percent of North Korea's debt"
    checked = run(scripts / "nkquiz", "check", statement, cwd=elsewhere, **home)
    assert checked.returncode == 1, checked.stderr
    assert "contradicted" in checked.stdout
    assert "90 percent" in checked.stdout
    played = run(python, "-m", "nkquiz", "play", "-n", "1", cwd=elsewhere, **home)
    assert played.returncode == 0, played.stderr
    assert "1/1" in played.stdout
    linted = run(scripts / "nkquiz", "bank", "lint", cwd=elsewhere)
    assert linted.returncode == 0, linted.stdout + linted.stderr
    assert str(environment) in run(scripts / "nkquiz", "bank", "show", "no-such-claim", cwd=elsewhere).stderr
    licences = {path.name for path in environment.rglob("*.dist-info/licenses/**/*") if path.is_file()}
    assert {"LICENSE", "WORDNET-LICENSE.txt", "DEJAVU-LICENSE.txt"} <= licences
