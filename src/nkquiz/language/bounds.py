"""How a number is meant, by the words around it: exactly, roughly, or as a limit."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from nkquiz.language.tokens import Token
from nkquiz.language.units import LENGTH, PERIOD, is_measure


class Bound(StrEnum):
    """How a number is meant: exactly, roughly, as a limit, within a range, or as a vague word has it ("dozens")."""

    EXACT = "="
    ABOUT = "~"
    ABOVE = ">"
    BELOW = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    RANGE = "-"
    VAGUE = "?"
    JUST_OVER = "+"  # these two only while they are read: then they are vague
    JUST_UNDER = "-+"


_COMPARED = "more greater longer higher larger bigger older heavier farther further later taller deeper"
_LESS = "less fewer shorter smaller lower younger lighter"
_BEFORE = {f"{word} than": Bound.ABOVE for word in _COMPARED.split()}
_BEFORE |= {f"{word} than": Bound.BELOW for word in _LESS.split()}
_LISTED = {
    Bound.ABOVE: "over|above|beyond|exceeding|exceeded|exceeds|exceed|in excess of|upwards of|upward of|surpassing|"
    "surpassed|topping|topped|north of|well over|well above",
    Bound.BELOW: "under|below|well under|well below|south of",
    Bound.AT_LEAST: "at least|at the least|at the very least|a minimum of|minimum of|minimum|as few as|as little as",
    Bound.AT_MOST: "at most|at the most|within|up to|a maximum of|maximum of|maximum|as many as|as much as|as high as|"
    "not exceeding",
    Bound.ABOUT: "about|around|approximately|approx|approx .|roughly|nearly|almost|circa|ca|ca .|c .|some|estimated|"
    "an estimated|virtually|practically|close to|near|in the region of|on the order of|in the order of|perhaps|maybe|"
    "in the neighborhood of|in the neighbourhood of|somewhere around|more or less|just about|barely|close on|~|≈",
    Bound.JUST_OVER: "just over|just above|slightly over|slightly above|a little over|a bit over|little over|"
    "barely over",
    Bound.JUST_UNDER: "just under|just below|slightly under|slightly below|a little under|a bit under|little under|"
    "just short of|just shy of|shy of|not quite",
}
_BEFORE |= {phrase: bound for bound, phrases in _LISTED.items() for phrase in phrases.split("|")}
_ROUGH = frozenset({"slightly", "little", "marginally", "bit"})  # more than 90
_LAST = frozenset(phrase.rpartition(" ")[2] for phrase in _BEFORE) | {"then"}
_NOT = frozenset({"no", "not", "never", "nothing", "hardly", "scarcely"})
_DENIED = {
    Bound.ABOVE: Bound.AT_MOST,
    Bound.BELOW: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.BELOW,
    Bound.AT_MOST: Bound.ABOVE,
}
# "Over ten days" is more than that after one of these, else it may be during them.
_FOR = frozenset(
    "for take takes took taken taking last lasts lasted lasting spend spends spent than just well of at is was are "
    "were be been after in with wait waited waiting live lived serve served within every least a an".split()
)
# Over ten countries, or under two flags, is where.
_WHERE = frozenset("spread fly flies flew flown fought fight dispute argue argued war row control power".split())
_APART = frozenset("ago old - earlier later before after away apart long behind younger older separate".split())
_AFTER = {
    "or more": Bound.AT_LEAST, "or greater": Bound.AT_LEAST, "or longer": Bound.AT_LEAST, "or above": Bound.AT_LEAST,
    "or over": Bound.AT_LEAST, "or higher": Bound.AT_LEAST, "- plus": Bound.AT_LEAST, "and over": Bound.AT_LEAST,
    "at least": Bound.AT_LEAST, "or less": Bound.AT_MOST, "or fewer": Bound.AT_MOST, "or under": Bound.AT_MOST,
    "or below": Bound.AT_MOST, "at most": Bound.AT_MOST, "or so": Bound.ABOUT, "or thereabouts": Bound.ABOUT,
    "- odd": Bound.ABOUT, "- something": Bound.ABOUT, "give or": Bound.ABOUT, "more or": Bound.ABOUT,
    "- ish": Bound.ABOUT,
}  # fmt: skip
_AFTER_FIRST = frozenset(phrase.partition(" ")[0] for phrase in _AFTER)


def bound_before(tokens: Sequence[Token], index: int) -> Bound:
    """Return how the number at `index` is meant, by the words before it."""
    if not index or tokens[index - 1].text not in _LAST:
        return Bound.EXACT
    before = [token.text for token in tokens[max(0, index - 6) : index]]
    if before[-1] == "then":
        before[-1] = "than"  # "more then half"
    for length in range(min(5, len(before)), 0, -1):
        found = _BEFORE.get(" ".join(before[-length:]))
        if found is None:
            continue
        rest = before[:-length]
        if rest and rest[-1] in _NOT:
            return _DENIED.get(found, found)
        if rest and rest[-1] in _ROUGH and found in (Bound.ABOVE, Bound.BELOW):
            return Bound.JUST_OVER if found is Bound.ABOVE else Bound.JUST_UNDER
        return found
    return Bound.EXACT


def bound_after(tokens: Sequence[Token], index: int) -> tuple[Bound, int] | None:
    """Return how a number that ends before `index` is meant, by the words after it, and the index after these."""
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if text == "+" and tokens[index - 1].end == tokens[index].start:
        return Bound.AT_LEAST, index + 1
    if text in _AFTER_FIRST and index + 1 < len(tokens):
        found = _AFTER.get(f"{text} {tokens[index + 1].text}")
        if found:
            long = text in ("give", "more")
            return found, index + 2 + long
    if text in ("odd", "plus") and index + 1 < len(tokens) and tokens[index + 1].text[0].isalpha():
        return (Bound.ABOUT if text == "odd" else Bound.AT_LEAST), index + 1
    return None


def without_place(tokens: Sequence[Token], index: int, end: int, value: float, unit: str, bound: Bound) -> Bound:
    """Return how the number at `index` is meant: "over" and "under" may be no limit, "mapped over 19 days"."""
    if bound in (Bound.EXACT, Bound.JUST_OVER, Bound.JUST_UNDER):
        return bound
    if not _is_where_or_when(tokens, index, end, value, unit):
        return bound
    return Bound.AT_LEAST if index == 1 and unit == PERIOD else Bound.EXACT  # "Over 19 days it was", or "have passed"


def _is_where_or_when(tokens: Sequence[Token], index: int, end: int, value: float, unit: str) -> bool:
    last = tokens[index - 1].text if index else ""
    before = tokens[index - 2].text if index > 1 else ""
    if last == "within":
        return unit not in (PERIOD, LENGTH)
    if last == "over" and unit == PERIOD:
        after = tokens[end].text if end < len(tokens) else ""
        return before not in _FOR and after not in _APART
    if last == "over":
        return before in _WHERE
    if last in ("under", "above", "below", "near", "around", "beyond"):
        return value <= 3 and not is_measure(unit) and last != "around"
    return last == "some" and value == 1
