"""What single words of a clause mark: its speaker, quantifiers, a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.check.denials import is_answer, tops
from nkquiz.check.focus import all_denied
from nkquiz.check.grammar import Reading
from nkquiz.check.limits import denies_limit, limits
from nkquiz.check.tags import VERBAL, Tag
from nkquiz.check.terms import Role
from nkquiz.language.lexicon import lexicon
from nkquiz.language.quantities import WORDS as _NUMBERS
from nkquiz.language.tokens import CLAUSE_ENDS, Token

_LARGER = frozenset("larger bigger greater greatest better largest biggest main".split())
_NOT = frozenset("not n't never".split())
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


def quantifiers(tokens: Sequence[Token], topped: bool = False) -> frozenset[str]:
    """Return the quantifiers of a clause: all, not all, most, some, none, only, not only, both. "Not all" counts as
    some too; the denial of a clause that is `topped` by one ("no team went deeper") is none."""
    found = set()
    words = lexicon().sections
    for number, token in enumerate(tokens):
        if token.text in ("not", "n't") and all_denied(tokens, number) >= 0:
            found.add("not all")
        for section in ("all", "most", "some", "none", "only", "both"):
            if token.text in words[section] and not _is_another(tokens, number, section, topped):
                found.add(_meant(tokens, number, section))
    if "not all" in found:
        found -= {"all"}
        found.add("some")
    return frozenset(found)


def _is_another(tokens: Sequence[Token], number: int, section: str, topped: bool) -> bool:
    """Say whether a word that may be a quantifier is none here: "at most", "some twenty years", "said no"."""
    text = tokens[number].text
    before = tokens[number - 1].text if number else ""
    after = tokens[number + 1].text if number + 1 < len(tokens) else ""
    counts = after in _NUMBERS or after[:1].isdigit()
    if (before == "not" and section in ("only", "all")) or denies_limit(tokens, number):
        return True
    if text == "some":
        return counts  # about
    if text == "most":
        return before in ("at", "the") or after in ("", *CLAUSE_ENDS) or tokens[number + 1].pos[:1] == "r"
    if text == "many":
        return before in ("as", "how", "so", "too")
    if text in ("number", "part"):  # "the number of dead", "takes part in"
        return (after != "of" and before != "in") or before in ("the", "what", "any", "no")
    if section == "none":
        return is_answer(tokens, number) or (topped and tops(tokens, number))
    return False


def _meant(tokens: Sequence[Token], number: int, section: str) -> str:
    """Return what a quantifier comes to: "the bigger part of" to most, "not the only" to "not only"."""
    before = [token.text for token in tokens[max(0, number - 3) : number]]
    if tokens[number].text == "part" and not _LARGER.isdisjoint(before):
        return "most"
    if section == "only" and before and tokens[number - 1].among("determiner") and not _NOT.isdisjoint(before):
        return "not only"
    return section


def than(tokens: Sequence[Token]) -> int:
    """Return the offset of the word that sets two things against each other, "than" (or "then" so meant), or -1."""
    for index, token in enumerate(tokens):
        comparing = [t.text for t in tokens[max(0, index - 3) : index] if t.text.endswith("er") or t.text in _MORE]
        if (token.text == "than" or (token.text == "then" and comparing)) and not (index and limits(tokens, index - 1)):
            return token.start
    return -1
