"""How long papers in many variants take: prints a Markdown table. See README.md beside it.

python benchmarks/paper.py [--variants 200] [--questions 20] [--formats pdf html docx markdown]
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from check import environment

from nkquiz.render.paper import FORMATS


def measured(format_: str, variants: int, questions: int, folder: Path) -> tuple[float, float, int]:
    """Return the seconds that the whole program took, its peak memory in MiB so far, and the bytes it wrote."""
    size = ["-n", str(questions), "--variants", str(variants), "--format", format_]
    command = [sys.executable, "-m", "nkquiz", "paper", "--seed", "7", *size, "--output", str(folder / format_)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment(folder))
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return took, memory, sum(path.stat().st_size for path in folder.glob(f"{format_}.*"))


def main() -> None:
    """Measure each format and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=200)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    wanted = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores\n")
    print(f"{wanted.variants} variants of {wanted.questions} questions, with forms and keys:\n")
    print("| format | whole process | peak memory, of this and those above | size |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured("markdown", 1, 1, folder)  # the bank is read once
        for path in folder.glob("markdown.*"):
            path.unlink()
        for format_ in wanted.formats:
            took, memory, size = measured(format_, wanted.variants, wanted.questions, folder)
            print(f"| {format_} | {took:.1f} s | {memory:.0f} MiB | {size / 2**20:.1f} MiB |", flush=True)


if __name__ == "__main__":
    main()
