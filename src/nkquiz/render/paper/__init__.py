"""Papers for the printer: one format a file, each with a `write`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.classroom.paper import Copy, Paper
    from nkquiz.model import Bank


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, how a file's name ends, the extra that it needs and what that installs, and
    whether it can keep copies apart that are printed on both sides."""

    module: str
    suffix: str
    extra: str = ""
    packages: tuple[str, ...] = ()
    duplex: bool = False


# Modules are named, not imported: a run pays for its own format only.
FORMATS = {
    "pdf": Format("nkquiz.render.paper.pdf", ".pdf", "pdf", ("fpdf", "uharfbuzz"), duplex=True),
    "html": Format("nkquiz.render.paper.html", ".html"),
    "docx": Format("nkquiz.render.paper.docx", ".docx", "docx", ("docx",)),
    "markdown": Format("nkquiz.render.paper.markdown", ".md"),
}


class PaperSize(StrEnum):
    """The sheets that are printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages are printed. With `duplex`, on both sides: each copy and each form begins on a sheet of its own."""

    size: PaperSize
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """A character that the font lacks, and where it stands."""

    character: str
    where: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The file for the students, the file with the keys, and what could not be printed in them."""

    students: bytes
    keys: bytes
    lacking: tuple[Lacking, ...] = ()


class Writer(Protocol):
    """Lays a paper out."""

    def __call__(self, paper: Paper, copies: Sequence[Copy], bank: Bank, layout: Layout) -> Printed:
        """Return the copies, each with its answer form, and the keys of all variants."""


def writer(name: str) -> Writer:
    """Return the writer of a format.

    Raises:
        InputError: the extra that it needs is not installed.
    """
    wanted = FORMATS[name]
    try:
        for package in wanted.packages:
            import_module(package)
    except ImportError as error:
        bare = " or ".join(f"--format {name}" for name, each in FORMATS.items() if not each.extra)
        raise InputError(
            f"--format {name} needs a package that is not installed: {error}",
            f"python -m pip install 'nkquiz[{wanted.extra}]'; without it, {bare} works",
        ) from error
    return cast(Writer, import_module(wanted.module).write)
