"""`nkquiz bank`: look at a bank, check it, prove it against the source."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption, ListFormat
from nkquiz.errors import ExitCode, InputError

if TYPE_CHECKING:
    from nkquiz.model import Bank, Claim

FormatOption = Annotated[ListFormat, typer.Option("--format", help="How it is written.")]


def verify(
    source: Annotated[
        Path, typer.Option("--source", metavar="PATH", help="Your own copy of the source: .txt, .md, .docx or .html.")
    ],
    bank: BankOption = None,
) -> None:
    """Prove every locator and every fragment of a bank against your own copy of its source."""
    from nkquiz.bank import load_bank
    from nkquiz.bank.verify import verify as verify_bank
    from nkquiz.render.problems import problem_line

    loaded = load_bank(bank)
    found = verify_bank(loaded, _read_text(source))
    for problem in found.problems:
        print(problem_line(problem, loaded.path))
    print(f"{found.found} of {found.sentences} sentences found, {found.proved} of {found.fragments} fragments proved")
    raise typer.Exit(ExitCode.CONTRADICTED if found.problems else ExitCode.OK)


def fingerprint(
    source: Annotated[Path, typer.Argument(metavar="PATH", help="An article: .txt, .md, .docx or .html.")],
) -> None:
    """Print the fingerprints of an article's sentences, ready to be pasted under `source` of a bank."""
    from nkquiz.bank.verify import fingerprints

    print("  paragraphs:")
    for number, paragraph in enumerate((p for p in fingerprints(_read_text(source)) if p), 1):
        start = " ".join(paragraph[0][1].split()[:5])
        print(f"    - {' '.join(print_ for print_, _ in paragraph)}  # {number}: {start} ...")


def claims(
    topic: Annotated[str | None, typer.Option("--topic", help="Only this topic.")] = None,
    format_: FormatOption = ListFormat.TEXT,
    bank: BankOption = None,
) -> None:
    """List the claims of a bank, by topic."""
    from nkquiz.bank import load_bank
    from nkquiz.render import terminal
    from nkquiz.render.data import claim_details

    loaded = load_bank(bank)
    if topic is not None and topic not in loaded.topics:
        raise InputError(f"unknown topic '{topic}'", f"one of: {', '.join(loaded.topics)}")
    chosen = [claim for claim in (*loaded.claims, *loaded.drafts) if topic in (None, claim.topic)]
    if format_ is ListFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json([claim_details(claim) for claim in chosen], indent=2))
        return
    out = terminal.console()
    unknown = {claim.topic: "" for claim in chosen if claim.topic not in loaded.topics}  # those of drafts may be
    for name, title in {**loaded.topics, **unknown}.items():
        filed = [claim for claim in chosen if claim.topic == name]
        if filed:
            out.print(f"{name or '(no topic)'}: {terminal.safe(title)}")
        for claim in filed:
            if claim.draft:
                out.print(f"  {claim.id}  (draft)" + (f" {terminal.safe(claim.text)}" if claim.text else ""))
            else:
                out.print(f"  {claim.id}  {terminal.safe(claim.text)}")


def show(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.")],
    format_: FormatOption = ListFormat.TEXT,
    bank: BankOption = None,
) -> None:
    """Show one claim with its evidence, restatements, false variants and note."""
    from nkquiz.bank import load_bank
    from nkquiz.bank.fields import did_you_mean
    from nkquiz.render.data import claim_details

    loaded = load_bank(bank)
    by_id = {each.id: each for each in (*loaded.claims, *loaded.drafts)}
    found = by_id.get(claim)
    if found is None:
        hint = did_you_mean(claim, list(by_id)) or "`nkquiz bank claims` shows all"
        raise InputError(f"no claim '{claim}' in {loaded.path}", hint)
    if format_ is ListFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json(claim_details(found), indent=2))
    else:
        _print_claim(found)


def schema() -> None:
    """Print the JSON Schema of banks, for editors and other tools."""
    from importlib.resources import files

    print((files("nkquiz.bank") / "schema.json").read_text(encoding="utf-8"), end="")


def stats(format_: FormatOption = ListFormat.TEXT, bank: BankOption = None) -> None:
    """Count what a bank holds."""
    from nkquiz.bank import load_bank

    counts = _counts(load_bank(bank))
    if format_ is ListFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json(counts, indent=2))
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            print(f"{name}: " + ", ".join(f"{key} {number}" for key, number in value.items()))
        else:
            print(f"{name}: {value}")


def _counts(bank: Bank) -> dict[str, int | dict[str, int]]:
    from nkquiz.bank.validators import covered_sentences

    claims = bank.claims
    return {
        "claims": len(claims),
        "drafts": len(bank.drafts),
        "restatements": sum(len(claim.restatements) for claim in claims),
        "false variants": sum(len(claim.false_variants) for claim in claims),
        "notes": sum(claim.note is not None for claim in claims),
        "unknowns": len(bank.unknowns),
        "entities": len(bank.entities),
        "sentences": len(bank.source.locators),
        "sentences covered": len(covered_sentences(bank) & set(bank.source.locators)),
        "by topic": dict(Counter(claim.topic for claim in claims).most_common()),
        "by kind": dict(Counter(claim.kind.value for claim in claims).most_common()),
        "false by reason": dict(
            Counter(v.reason.value for claim in claims for v in claim.false_variants).most_common()
        ),
    }


def _print_claim(claim: Claim) -> None:
    from nkquiz.render import terminal

    out = terminal.console()
    out.print(f"{claim.id} ({claim.topic}, {claim.kind.value})" + (", a draft" if claim.draft else ""))
    out.print(terminal.safe(claim.text))
    out.print(terminal.evidence(claim))
    for heading, lines in (
        ("Restatements", [r.text for r in claim.restatements]),
        ("False variants", [f"{v.text} ({v.reason.value})" for v in claim.false_variants]),
    ):
        out.print(f"{heading}:")
        for line in lines:
            out.print(f"  - {terminal.safe(line)}")
    if claim.note:
        out.print(terminal.note(claim))


def _read_text(path: Path) -> str:
    from nkquiz.cli.articles import open_article

    return open_article(path).text
