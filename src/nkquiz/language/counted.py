"""What is counted by a number, and numbers that count nothing: labels, scores, times of day, "one" as a pronoun."""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.language.numbers import SMALL
from nkquiz.language.tokens import Token
from nkquiz.language.units import CURRENCIES, Unit, unit_at

_COLLECTIVE = frozenset("people troops police cattle aircraft personnel staff sheep fish spacecraft crew".split())
_LABELS = frozenset(
    "article section chapter page paragraph resolution flight number no nos room route highway phase volume annex "
    "appendix amendment clause item figure table protocol channel apartment platform gate grade category version level "
    "type catch psalm boeing airbus apollo soyuz sputnik windows formula district ward building war".split()
)
# What a hyphen may join to a number that is no label.
_NO_NAMES = frozenset({*SMALL, "mid", "early", "late", "pre", "post", "to", "or", "and", "a", "non", "over", "under"})
AT_HOME = frozenset({"us", "u.s.", "uk", "u.k."})
_NO_PRONOUN = frozenset("no this that these each every any which another number".split())
_TIES = ("-", ":", "/", ",")  # between digits, with no blank
_CLOCK = frozenset({"a.m.", "p.m.", "a.m", "p.m", "am", "pm", "o'clock"})
_IDIOMS = frozenset("time way another side hand sided off".split())  # "one-time", "on one hand"


def is_label(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the number at `index` tells one thing from others, as "Resolution 242", "F-16" and "MH17" do."""
    if not index:
        return False
    before, glued = tokens[index - 1], tokens[index - 1].end == tokens[index].start
    if before.text == "#":
        return True
    if glued and before.text == "-" and index > 1:
        first = tokens[index - 2]
        return first.end == before.start and first.text[0].isalpha() and first.text not in _NO_NAMES
    if glued:
        return before.text[0].isalpha()
    dotted = before.text == "." and index > 1 and before.start == tokens[index - 2].end
    before = tokens[index - 2] if dotted else before
    if before.text not in _LABELS or (dotted and before.text not in ("no", "nos")):
        return False
    if before.text == "no" and not dotted:
        return False
    after = unit_at(tokens, index + 1, 1e9)
    return after is None and not tokens[index].text.endswith("%")


def is_no_number(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Say whether the number from `index` to `end` is a score, a time of day, or part of "9/11" or "24/7"."""
    after = tokens[end] if end < len(tokens) else None
    if after and (after.text in _CLOCK or (after.text == "o" and end + 1 < len(tokens))):
        return True
    if after and after.text in _TIES and after.start == tokens[end - 1].end and end + 1 < len(tokens):
        then = tokens[end + 1]
        if then.start == after.end and (then.text[0].isdigit() or then.text in SMALL or then.text == "to"):
            return True
    if index < 2:
        return False
    before = tokens[index - 1]
    if before.text == "past" and tokens[index - 2].text in ("half", "quarter"):
        return True
    if before.text not in _TIES or before.end != tokens[index].start or before.start != tokens[index - 2].end:
        return False
    return tokens[index - 2].text[-1].isdigit() or tokens[index - 2].text in SMALL or tokens[index - 2].text == "to"


def is_pronoun(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "one" at `index` stands for somebody or something: "no one", "this one", "one another", "one day"."""
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if before in _NO_PRONOUN or after in ("another", "by", "thing") or (before == "at" and after == "with"):
        return True
    if before == "the" and (not after or not {"n", "a"} & set(tokens[index + 1].pos) or after.endswith("ing")):
        return True
    joined = after == "-"
    word = tokens[index + 2].text if joined and index + 2 < len(tokens) else after
    if word in _IDIOMS and (joined or before in ("on", "the")):
        return True
    if after == "day":
        then = tokens[index + 2].text if index + 2 < len(tokens) else ""
        return before not in _LASTING and then not in _LATER
    return False


_LATER = frozenset("later earlier ago before after old long of".split())
# After these, "a year" and "one day" are as long as that.
_LASTING = frozenset(
    "for in within after lasted last lasts lasting took take takes taking taken spent spend than only just nearly "
    "almost about over least most under exactly every".split()
)


def lasts_one(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Say whether "a" at `index`, before a period, is the number one: "for a year", not "ten percent a year"."""
    before = tokens[index - 1].text if index else ""
    after = tokens[end].text if end < len(tokens) else ""
    if after in ("later", "earlier", "ago"):
        return before != "than"
    if after == "and" and end + 2 < len(tokens) and tokens[end + 2].text in ("half", "quarter"):
        return True
    if after == "-" or tokens[index + 1].possessive or tokens[index + 1].text in ("second", "minute"):
        return False
    return before in _LASTING and before not in ("in", "every")


def counted_noun(tokens: Sequence[Token], index: int, value: float, joined: bool = False) -> Unit | None:
    """Return the unit that follows a number, adjectives passed over: a measure, or the noun that is counted, which is
    left in the text. Of more nouns it is the first plural: "ten army trucks" are trucks."""
    found: Unit | None = None
    for position in range(index, min(index + 3, len(tokens))):
        token = tokens[position]
        unit = unit_at(tokens, position, value)
        if unit and not (position > index and token.text == "m"):
            light = position > index and tokens[position - 1].text in ("light", "man")
            return Unit(f"{tokens[position - 1].text}-year", index) if light else unit
        if token.text in AT_HOME and position + 1 < len(tokens) and tokens[position + 1].text in CURRENCIES:
            continue
        if not token.text.replace(".", "").isalpha() or token.among("function"):
            break
        if token.pos and not {"n", "a"} & set(token.pos):
            break
        if found and token.pos.startswith("v"):
            break  # "ten billion equals"
        plural = token.text != token.lemma or token.text in _COLLECTIVE
        unknown = not token.pos and token.text.endswith("s") and not token.capital
        if joined and token.pos.startswith("n"):
            return Unit(token.lemma, index - 1)
        if joined:
            return None
        if ("n" in token.pos and plural) or unknown:
            if value == 1 and plural and token.text not in _COLLECTIVE:
                break
            return Unit(token.lemma[:-1] if unknown else token.lemma, index)
        if found is None and token.pos.startswith("n"):
            found = Unit(token.lemma, index)
            if value == 1:
                break
    return found
