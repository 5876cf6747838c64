"""What of a claim is changed by a word and what it is to be: `kind opinion`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nkquiz.bank.fields import did_you_mean
from nkquiz.editing.changes import remove_key, set_value
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, ClaimKind


def choices_of(bank: Bank) -> dict[str, list[str]]:
    """Return what a bank has for each key that one of a few values stands under."""
    return {
        "kind": [kind.value for kind in ClaimKind],
        "speaker": [*bank.entity_by_id, "none"],
        "topic": list(bank.topics),
    }


def changed(text: str, claim: Claim, typed: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return the text of a bank file with a claim's kind, speaker or topic changed.

    Raises:
        InputError: there is no such key, or no such value for it.
    """
    key, _, value = (part.strip().lower() for part in typed.partition(" "))
    if key not in choices or value not in choices[key]:
        near = did_you_mean(value, choices[key]) if key in choices else "begin with kind, speaker or topic"
        raise InputError(f"'{typed}' can't be done", near)
    return remove_key(text, claim.id, key) if value == "none" else set_value(text, claim.id, key, value)
