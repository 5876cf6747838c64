"""`nkquiz bank suggest`: false variants and lures for a claim, for its author to take or leave."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nkquiz.cli.options import BankOption
from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.model import Bank, Claim


class SuggestionFormat(StrEnum):
    """How suggestions are written."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


def bank_suggest(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim, or of a draft that has a text.")],
    format_: Annotated[
        SuggestionFormat, typer.Option("--format", help="How it is written; yaml: to be pasted into the bank.")
    ] = SuggestionFormat.TEXT,
    plain: Annotated[bool, typer.Option("--plain", help="For screen readers: words, and nothing else.")] = False,
    bank: BankOption = None,
) -> None:
    """Suggest false variants of a claim, each with one thing changed in it, its reason and why; and lures for
    questions."""
    from nkquiz.cli.opening import open_material
    from nkquiz.render import suggestions as shown
    from nkquiz.render.look import Look
    from nkquiz.render.terminal import console
    from nkquiz.suggest.suggesting import suggest

    material = open_material(bank)
    chosen = claim_or_draft(material.bank, claim)
    if not chosen.text:
        raise InputError(
            f"the draft '{claim}' has no text yet", "write it first, in the file or with `nkquiz bank edit`"
        )
    found = suggest(chosen, material.bank, says_so(material.bank, chosen, bank), material)
    if format_ is SuggestionFormat.JSON:
        from nkquiz.render.data import to_json

        print(to_json(shown.suggestions_data(found), indent=2))
    elif format_ is SuggestionFormat.YAML:
        print(shown.suggestions_yaml(found), end="")
    else:
        look = Look(console(plain=plain), plain)
        look.show(*shown.shown(look, found))


def claim_or_draft(bank: Bank, id_: str) -> Claim:
    """Return the claim or draft of that id.

    Raises:
        InputError: there is none.
    """
    from nkquiz.bank.fields import did_you_mean

    by_id = {each.id: each for each in (*bank.claims, *bank.drafts)}
    if id_ not in by_id:
        hint = did_you_mean(id_, list(by_id)) or "`nkquiz bank claims` shows all"
        raise InputError(f"no claim '{id_}' in {bank.path}", hint)
    return by_id[id_]


def says_so(bank: Bank, claim: Claim, path: Path | None) -> Callable[[str], bool]:
    """Return what says whether another claim of the bank makes a text true. The bank is read when it is first asked."""
    from functools import cache

    from nkquiz.cli.opening import open_bank
    from nkquiz.model import Verdict

    checker = cache(lambda: open_bank(path))

    def is_true(text: str) -> bool:
        if not any(other.id != claim.id for other in bank.claims):
            return False
        report = checker().check(text)
        return report.verdict is Verdict.SUPPORTED and any(found.id != claim.id for found in report.claims)

    return is_true
