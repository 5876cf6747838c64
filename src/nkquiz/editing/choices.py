"""What of a claim is changed by a word and what it is to be: `kind opinion`, `at 3.2`, `single date`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nkquiz.bank.fields import did_you_mean
from nkquiz.bank.validators import MAX_QUOTE_WORDS
from nkquiz.bank.verify import stands_in
from nkquiz.drafting.slugs import slug
from nkquiz.editing.changes import remove_item, remove_key, set_evidence, set_list, set_value
from nkquiz.editing.faults import unproved
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, ClaimKind, Locator, Slot

_SLOTS = ("single", "open")
_MORE = ("id", *_SLOTS, "quote", "at", "remove")


def choices_of(bank: Bank) -> dict[str, list[str]]:
    """Return what a bank has for each key that one of a few values stands under."""
    return {
        "kind": [kind.value for kind in ClaimKind],
        "speaker": [*bank.entity_by_id, "none"],
        "topic": list(bank.topics),
    }


def changed(
    text: str,
    claim: Claim,
    typed: str,
    choices: Mapping[str, Sequence[str]],
    bank: Bank,
    sentences: Mapping[Locator, str],
) -> str:
    """Return the text of a bank file with a claim's kind, speaker, topic, evidence, id or slots changed, or a
    variant removed.

    Raises:
        InputError: there is no such key, or no such value for it.
    """
    key, _, rest = typed.strip().partition(" ")
    key, value = key.lower(), rest.strip().lower()
    if key in ("quote", "at"):
        return _with_evidence(text, claim, key, rest.strip().strip('"“”'), bank, sentences)
    if key == "remove":
        return _without(text, claim, value)
    if key == "id":
        return _with_id(text, claim, value, bank)
    if key in _SLOTS:
        return _with_slots(text, claim, key, value)
    if key not in choices or value not in choices[key]:
        near = did_you_mean(value, choices[key]) if key in choices else f"begin with {', '.join((*choices, *_MORE))}"
        raise InputError(f"'{typed}' can't be done", near)
    return remove_key(text, claim.id, key) if value == "none" else set_value(text, claim.id, key, value)


def _with_evidence(text: str, claim: Claim, key: str, value: str, bank: Bank, sentences: Mapping[Locator, str]) -> str:
    wrong = {problem.line for problem in unproved(claim, sentences)}
    chosen = [number for number, one in enumerate(claim.evidence) if len(claim.evidence) == 1 or one.line in wrong]
    if len(chosen) != 1:
        raise InputError(f"it has {len(claim.evidence)} pieces of evidence", "change the one you mean in the file")
    if key == "at":
        at = Locator.parse(value)
        if at is None or (bank.source.paragraphs and bank.source.fingerprint(at) is None):
            raise InputError(f"there is no sentence '{value}'", "at 3.2 is the second of the third paragraph")
        return set_evidence(text, claim.id, chosen[0], "at", str(at))
    sentence = sentences.get(claim.evidence[chosen[0]].at)
    if not value or len(value.split()) > MAX_QUOTE_WORDS:
        raise InputError(f"a fragment has one to {MAX_QUOTE_WORDS} words", "choose the words that prove it")
    if sentence is not None and not stands_in(value, sentence):
        raise InputError(f"“{value}” does not stand in the sentence", f"copy it word for word from: {sentence}")
    return set_evidence(text, claim.id, chosen[0], "quote", value)


def _without(text: str, claim: Claim, value: str) -> str:
    what, _, number = value.partition(" ")
    lists = {"restatement": ("restatements", claim.restatements), "false": ("false_variants", claim.false_variants)}
    if what not in lists or not number.isdecimal() or not 1 <= int(number) <= len(lists[what][1]):
        raise InputError(f"there is no '{value}' to remove", "for instance: remove false 2, the second false variant")
    return remove_item(text, claim.id, lists[what][0], int(number) - 1)


def renamed(typed: str) -> str:
    """Return the id that a claim has after the change that was typed, or "" where that changes none."""
    key, _, value = typed.strip().lower().partition(" ")
    return value.strip() if key == "id" else ""


def _with_id(text: str, claim: Claim, value: str, bank: Bank) -> str:
    if slug(value) != value or not value:
        raise InputError(f"'{value}' is no id", "use lower-case letters, digits and single hyphens")
    if any(value == each.id for each in (*bank.claims, *bank.drafts)):
        raise InputError(f"there is a claim '{value}' already", "an id stands for one claim")
    return set_value(text, claim.id, "id", value)


def _with_slots(text: str, claim: Claim, key: str, value: str) -> str:
    """Say of slots that they hold one value only, or that others may be true too; `none` says that of no slot."""
    wanted = re.sub(r"\band\b|,", " ", value).split()
    known = [slot.value for slot in Slot]
    if wanted == ["none"]:
        return remove_key(text, claim.id, key)
    if not wanted or not set(wanted) <= set(known):
        raise InputError(f"'{key} {value}' can't be done", f"{key} and some of {', '.join(known)}, or {key} none")
    other = claim.open if key == "single" else claim.single
    if both := next((slot for slot in wanted if slot in other), ""):
        raise InputError(f"'{both}' can't be single and open at once", "take it out of the other first")
    return set_list(text, claim.id, key, list(dict.fromkeys(wanted)))
