"""`nkquiz bank new`: from an article to the beginning of its bank, and from its next edition to the bank's."""

from __future__ import annotations

import sys
from datetime import date as calendar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.documents.article import Article
    from nkquiz.drafting.update import Told, Update
    from nkquiz.model import Bank


def bank_new(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="The article: .txt, .md, .docx or .html.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="PATH", help="The bank. Default: the article's name with .yaml; - is standard output."
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Default: the article's first heading.")] = "",
    author: Annotated[str, typer.Option("--author", help="Default: the name after 'By' under the title.")] = "",
    date: Annotated[
        str, typer.Option("--date", metavar="YYYY[-MM[-DD]]", help="When it was written: 'next year' counts from it.")
    ] = "",
    id_: Annotated[str, typer.Option("--id", help="The bank's id. Default: from the title.")] = "",
    sentences: Annotated[
        bool,
        typer.Option(
            "--sentences/--no-sentences", help="Show each sentence of the article in a comment above its claim."
        ),
    ] = True,
    update: Annotated[
        bool, typer.Option("--update", help="Bring a bank up to date with its article; all you wrote stays.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that --output names.")] = False,
) -> None:
    """Draft a bank from an article: entities, topics, and a draft of a claim for each sentence, to be finished by you.

    With --update, an edited article is compared with its bank: claims follow their sentences, new sentences get drafts,
    and claims whose sentences are gone become drafts again.
    """
    from nkquiz.cli.articles import open_article

    path = output or (article.with_suffix(".yaml") if article.name else article)  # "." has no name
    if update:
        if title or author or date or id_ or force or str(path) == "-":
            raise InputError(
                "--update goes with --output, --no-sentences and --dry-run only", "change the rest in the file"
            )
        _update(path, article, sentences, dry_run)
        return
    found = open_article(article)
    if str(path) != "-" and not dry_run:
        _check(path, article, force)
    if date and not _is_date(date):
        raise InputError(f"'{date}' is no date", "write year, year-month or year-month-day, for instance 2014-12")
    _draft(path, article, found, (id_, title, author, date), sentences, dry_run, force)


def _check(path: Path, article: Path, force: bool) -> None:
    from nkquiz.cli.output import check_output

    if path.is_file() and not force and not (article.exists() and path.samefile(article)):
        raise InputError(
            f"{path} exists",
            "--update takes up what is new in the article and keeps what you wrote; --force starts anew",
        )
    check_output(path, force, (article,))


def _is_date(text: str) -> bool:
    from nkquiz.bank.loader import is_date

    return is_date(text)


def _draft(
    path: Path,
    source: Path,
    article: Article,
    given: tuple[str, str, str, str],
    sentences: bool,
    dry_run: bool,
    force: bool,
) -> None:
    from nkquiz.cli.output import print_text, write_file
    from nkquiz.drafting.draft import draft
    from nkquiz.drafting.writing import bank_text

    id_, title, author, date = (" ".join(text.split()) for text in given)
    found = draft(article, id_, title, author, date, f"{calendar.today():%Y-%m}")
    name = "FILE.yaml" if str(path) == "-" else str(path)
    text = bank_text(found, str(source), name, sentences)
    if str(path) == "-" and not dry_run:
        print_text(text)
    elif not dry_run:
        write_file(path, text, force)
    said = f"{len(found.cut.sentences)} sentences, {len(found.claims)} drafts of claims, {len(found.entities)} entities"
    _say(f"{'Would write' if dry_run else 'Wrote'} {path}: {said}." if str(path) != "-" else f"{said}.")
    if found.author == "unknown":
        _say("Who wrote it? Set 'author', or give --author.")
    if not (date or found.cut.date):
        _say(f"When was it written? 'date' is {found.date}, today; 'last year' counts from it. Set it, or give --date.")
    if str(path) != "-" and not dry_run:
        _say(f"Next: `nkquiz bank edit --bank {path}`, or an editor; `nkquiz bank lint` says what is left to do.")


def _update(path: Path, source: Path, sentences: bool, dry_run: bool) -> None:
    from nkquiz.bank import bank_from, read_bank_file
    from nkquiz.bank.yaml_reader import decode
    from nkquiz.cli.articles import open_article
    from nkquiz.cli.output import write_file
    from nkquiz.drafting.update import update

    data = read_bank_file(path)
    bank = bank_from(data, str(path))
    text, _ = decode(data)
    found = update(text, bank, open_article(source), sentences)
    mark = data[:3] if data.startswith(b"\xef\xbb\xbf") else b""
    written = mark + found.text.encode()
    after = bank_from(written, str(path))  # what would not load is never written
    if written == data:
        _say(f"{path} is up to date.")
        return
    if not dry_run:
        if read_bank_file(path) != data:
            raise InputError(f"{path} was changed meanwhile", "nothing was written; run it again")
        write_file(path, written, force=True)
    _tell(found, after, path)
    _say(f"{'Would have updated' if dry_run else 'Updated'} {path}.")


def _tell(found: Update, bank: Bank, path: Path) -> None:
    """Say what has become different, each on the line where it now stands."""
    lines = {claim.id: claim.line for claim in (*bank.claims, *bank.drafts)}

    def each(told: list[Told], more: str = "") -> None:
        for one in told:
            hint = f" ({more})" if more else ""
            _say(f"{path}:{lines[one.claim]}: '{one.claim}': {one.message}{hint}")

    if found.moved:
        _say(f"{found.moved} {'piece' if found.moved == 1 else 'pieces'} of evidence moved with their sentences.")
    each(found.new)
    each(found.changed, "see whether the claim still says what the article says")
    each(found.gone, 'it is a draft now, with the evidence at "0.0": find it other evidence, or remove it')
    for at, reason in found.skipped:
        _say(f"{path}: skipped sentence {at} is gone: {reason}")
    if found.entities:
        _say(f"New entities: {', '.join(entity.name for entity in found.entities)}.")


def _say(text: str) -> None:
    from nkquiz.render.terminal import safe

    print(safe(text), file=sys.stderr)
