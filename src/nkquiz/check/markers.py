"""What single words of a clause mark: its speaker, quantifiers, a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.check.focus import all_denied
from nkquiz.check.grammar import Reading
from nkquiz.check.limits import denies_limit, limits
from nkquiz.check.tags import VERBAL, Tag
from nkquiz.check.terms import Role
from nkquiz.language.lexicon import lexicon
from nkquiz.language.quantities import WORDS as _NUMBERS
from nkquiz.language.tokens import Token

_MORE = frozenset("more less fewer worse".split())


def speaker(tokens: Sequence[Token], reading: Reading, entity_at: Sequence[str]) -> str:
    """Return the entity that says, believes or doubts the rest, or ""."""
    for index, token in enumerate(tokens):
        if not token.among("reporting"):
            continue
        if token.text == "according" or reading.tags[index] is Tag.NOUN:
            after = next((e for e in entity_at[index:] if e), "")
            before = [e for e in entity_at[max(0, index - 4) : index] if e]
            if token.text == "according":
                return after
            if before and tokens[index - 1].possessive:
                return before[-1]
            continue
        if reading.tags[index] in VERBAL or "v" in token.pos or "a" in token.pos:
            own = [n for n, head in enumerate(reading.head) if head == index and reading.role[n] is Role.AGENT]
            named = next((entity_at[n] for n in own if entity_at[n]), "")
            if named:
                return named
            before = [e for e in entity_at[:index] if e]
            if before:
                return before[0]
    return ""


def quantifiers(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the quantifiers of a clause: all, most, some, none, only, both; "not all" counts as most."""
    found = set()
    words = lexicon().sections
    for number, token in enumerate(tokens):
        if token.text in ("not", "n't") and all_denied(tokens, number) >= 0:
            found.add("not all")
        for section in ("all", "most", "some", "none", "only", "both"):
            if token.text in words[section]:
                before = tokens[number - 1].text if number else ""
                after = tokens[number + 1].text if number + 1 < len(tokens) else ""
                if (before == "not" and section in ("only", "all")) or denies_limit(tokens, number):
                    continue
                if token.text in ("number", "part") and (after != "of" or before in ("the", "what", "any", "no")):
                    continue  # "the number of dead", "takes part in"
                if token.text == "some" and (after in _NUMBERS or after[:1].isdigit()):
                    continue  # "some twenty years": about
                found.add(section)
    if "not all" in found:
        found -= {"all", "not all"}
        found.add("some")
    return frozenset(found)


def than(tokens: Sequence[Token]) -> int:
    """Return the offset of the word that sets two things against each other, "than" (or "then" so meant), or -1."""
    for index, token in enumerate(tokens):
        comparing = [t.text for t in tokens[max(0, index - 3) : index] if t.text.endswith("er") or t.text in _MORE]
        if (token.text == "than" or (token.text == "then" and comparing)) and not (index and limits(tokens, index - 1)):
            return token.start
    return -1
