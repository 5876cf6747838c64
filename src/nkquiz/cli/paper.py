"""`nkquiz paper`: printed papers in variants, with answer forms and keys."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.chosen import chosen
from nkquiz.cli.options import BankOption, TopicOption, TypeOption
from nkquiz.cli.world import any_seed
from nkquiz.errors import InputError
from nkquiz.render.paper import FORMATS, PaperSize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nkquiz.classroom.paper import Paper
    from nkquiz.model import Bank, Student
    from nkquiz.render.paper import Lacking, Printed

# Choices come from the registry.
PaperFormat = StrEnum("PaperFormat", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
_PDF = PaperFormat("pdf")
_SHOWN = 5  # characters that the font lacks


def paper(
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=200, help="How many questions.")] = 20,
    variants: Annotated[int, typer.Option("--variants", min=1, max=1000, help="How many variants.")] = 2,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same papers.")] = None,
    title: Annotated[str, typer.Option("--title", help="What stands above. Default: the source's title.")] = "",
    topic: TopicOption = None,
    type_: TypeOption = None,
    roster: Annotated[
        Path | None,
        typer.Option("--roster", help="The roster: a copy with a name on it for each student.", metavar="PATH"),
    ] = None,
    size: Annotated[PaperSize, typer.Option("--paper-size", help="What is printed on.")] = PaperSize.A4,
    duplex: Annotated[
        bool, typer.Option("--duplex", help="For both sides: copies and forms begin on sheets of their own (pdf).")
    ] = False,
    format_: Annotated[PaperFormat, typer.Option("--format", help="How the papers are written.")] = _PDF,
    output: Annotated[
        Path, typer.Option("--output", help="How the files' names begin, or a folder for them.", metavar="PATH")
    ] = Path("paper"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    bank: BankOption = None,
) -> None:
    """Write papers in variants, each with an answer form, and in another file their keys; `mark` marks them."""
    from nkquiz.classroom.answers import answers_csv
    from nkquiz.classroom.paper import assigned, copies, new_paper
    from nkquiz.cli.opening import open_material
    from nkquiz.cli.output import check_output
    from nkquiz.cli.roster import read_with_delimiter
    from nkquiz.render.paper import Layout, writer
    from nkquiz.render.terminal import warn

    if duplex and not FORMATS[format_.value].duplex:
        able = ", ".join(name for name, each in FORMATS.items() if each.duplex)
        raise InputError(f"--duplex does not go with --format {format_.value}", f"it goes with {able}")
    write = writer(format_.value)
    stem = _stem(output, format_.value)
    places = _places(stem, format_.value)
    for place in places.values():
        check_output(place, force, tuple(filter(None, (roster, bank))))
    students, delimiter = read_with_delimiter(roster) if roster else ((), ",")
    material = open_material(bank)
    seed = any_seed() if seed is None else seed
    questions = chosen(material, count, topic, type_, seed)
    if len(questions) < count:
        warn(f"{len(questions)} questions instead of {count}", "no more of them go together")
    made = new_paper(
        material.bank,
        title.strip() or material.bank.source.title,
        material.bank.source.citation,
        questions,
        variants,
        seed,
    )
    _check_replaced(places, made)
    printed = write(made, copies(made, students), material.bank, Layout(size, duplex))
    _save(places, printed, made, answers_csv(made, assigned(made, students), delimiter), force)
    _tell(places, made, students, printed, material.bank, seed)


def _stem(output: Path, format_: str) -> Path:
    """Return how the names of the files begin: `output` without the format's own ending, or `paper` in that folder."""
    if output.is_dir():
        return output / "paper"
    name = output.name.removesuffix(FORMATS[format_].suffix)
    return output.with_name(name) if name else output.parent / "paper"


def _places(stem: Path, format_: str) -> dict[str, Path]:
    suffix = FORMATS[format_].suffix
    ends = {"students": f".students{suffix}", "keys": f".keys{suffix}", "paper": ".paper.json"}
    ends["answers"] = ".answers.csv"
    return {name: stem.with_name(stem.name + end) for name, end in ends.items()}


def _check_replaced(places: dict[str, Path], made: Paper) -> None:
    """See that no other paper is replaced to which answers may have been filled in.

    Raises:
        InputError: there is a table of answers, and the paper beside it is another one.
    """
    from nkquiz.classroom.paper_file import paper_from
    from nkquiz.cli.statements import read_file

    old, table = places["paper"], places["answers"]
    if not (old.exists() and table.exists()):
        return
    former = paper_from(read_file(old, "give --output another name"), str(old))
    if former.fingerprint != made.fingerprint or made.variants[: len(former.variants)] != former.variants:
        raise InputError(
            f"{old} is another paper, and {table} may have answers to it",
            "choose another --output, or remove both",
        )


def _save(places: dict[str, Path], printed: Printed, made: Paper, table: str, force: bool) -> None:
    from nkquiz.classroom.paper_file import paper_text
    from nkquiz.cli.output import write_file

    # First what can't be done without: with it, papers that are out can be marked.
    write_file(places["paper"], paper_text(made), force)
    write_file(places["keys"], printed.keys, force)
    write_file(places["students"], printed.students, force)
    _save_table(places["answers"], table)


def _save_table(place: Path, table: str) -> None:
    """Write the table to fill in. One that is there may have been filled in: not even --force replaces it."""
    from nkquiz.cli.output import write_file
    from nkquiz.cli.statements import read_file
    from nkquiz.render.terminal import warn

    if place.exists() and read_file(place, "give --output another name") != table.encode():
        warn(f"{place} was left as it is: it may have been filled in", "remove it, and run this again, for a new one")
        return
    write_file(place, table, force=True)


def _tell(
    places: dict[str, Path], made: Paper, students: Sequence[Student], printed: Printed, bank: Bank, seed: int
) -> None:
    """Say which file is for what, and what could not be printed."""
    from nkquiz.render.terminal import safe, warn
    from nkquiz.render.wording import counted

    said = [_lacking(each) for each in printed.lacking[:_SHOWN]]
    if (more := len(printed.lacking) - _SHOWN) > 0:
        said.append(f"the font lacks {more} more characters")
    if said:
        warn("\n".join(said), "--format html and docx print them with the fonts of your computer")
    each = "one for each student, and one more of each variant" if students else "one of each variant"
    variants = counted(len(made.variants), "variant")
    names = {kind: safe(str(place)) for kind, place in places.items()}
    print(f"{names['students']}: hand these out: {variants} of {counted(len(made.questions), 'question')}; {each}")
    print(f"{names['keys']}: the keys, with the evidence from {safe(bank.source.title)}")
    print(f"{names['answers']}: fill in what was answered")
    print(f"{names['paper']}: keep it: `nkquiz mark` reads it")
    print(f"Seed {seed}: the same seed and options give the same papers.")


def _lacking(each: Lacking) -> str:
    from nkquiz.render.terminal import safe

    code = f"U+{ord(each.character):04X}"
    return f"the font lacks {safe(each.character)} ({code}) in {each.where}: [{code}] is printed instead"
