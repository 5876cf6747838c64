"""Which of the events that a clause tells of comes first: "A came before B", "after B, A", "first A, then B"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nkquiz.check.limits import limits
from nkquiz.language.tokens import Token

_BEFORE = frozenset("before until till preceded precedes preceding".split())
_AFTER = frozenset("after following followed follows succeeded".split())
_UP_TO = frozenset("before until till".split())
_THAT = frozenset("that this which".split())
_LATER = frozenset("then afterwards afterward later subsequently thereafter".split())
_FIRST = frozenset("first initially originally firstly".split())
_ENDS = frozenset(", ; . : ! ?".split())
_JOINTS = frozenset(", ; and but only".split())
_PUT_OFF = frozenset(
    "wait waits waited waiting delay delays delayed postpone postponed defer deferred slip slips slipped".split()
)
_NOT = frozenset("not n't never no nobody".split())


class Span(NamedTuple):
    """What the text tells from one offset to another."""

    start: int
    end: int


class Order(NamedTuple):
    """Two pieces of a text, of which the first tells of what happened before what the second tells of."""

    earlier: tuple[Span, ...]
    later: tuple[Span, ...]


def orders(tokens: Sequence[Token]) -> tuple[Order, ...]:
    """Return in what order a clause tells that things happened."""
    spans = _named(tokens)
    asides = [span for _, span in spans.values()]
    found = []
    for index, (before, span) in spans.items():
        rest = tuple(_rest(tokens, index, asides))
        first = before != _is_denied(tokens, index, span)
        found.append(Order(rest, (span,)) if first else Order((span,), rest))
    return tuple(order for order in (*found, *_in_a_row(tokens)) if order.earlier and order.later)


def asides(tokens: Sequence[Token]) -> list[Span]:
    """Return the events that words like "before" name after them."""
    return [span for _, span in _named(tokens).values()]


def _named(tokens: Sequence[Token]) -> dict[int, tuple[bool, Span]]:
    """Return the events that words like "before" name after them, by the index of the word, and whether the rest comes
    before it."""
    marks = {index: mark for index in range(len(tokens)) if (mark := _mark(tokens, index))}
    found = {index: (before, _other(tokens, index, begin, marks)) for index, (before, begin) in marks.items()}
    return {index: (before, span) for index, (before, span) in found.items() if span}


def _mark(tokens: Sequence[Token], index: int) -> tuple[bool, int] | None:
    """Return whether the word at `index` puts the rest before what follows it (or after), and where that begins."""
    text = tokens[index].text
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if _is_adverb(tokens, index):
        return None
    if text in ("earlier", "later") and after in ("than", "then"):
        if limits(tokens, index):
            return None
        return text == "earlier", index + 2
    if (text, after) in (("prior", "to"), ("ahead", "of")):
        return True, index + 2
    if text == "by" and after == "the" and _text(tokens, index + 2) == "time":
        return True, index + 3
    if text == "when" and any(t.text == "already" for t in tokens):
        return True, index + 1
    if text == "when" and any(t.text == "yet" for t in tokens):
        return False, index + 1
    if text == "followed" and after == "by":
        return True, index + 2
    if text == "preceded" and after == "by":
        return False, index + 2
    if text in _BEFORE or text in _AFTER:
        return text in _BEFORE, index + 1
    return None


def _is_adverb(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "after" or "before" at `index` has but "that" after it: "and after that", not "after that of Ann"."""
    that = tokens[index].text in ("after", "before") and _text(tokens, index + 1) in _THAT
    return that and _text(tokens, index + 2) != "of"


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _other(tokens: Sequence[Token], index: int, begin: int, marks: Container[int]) -> Span | None:
    """Return the event that a word like "before" names after it."""
    end = begin
    while end < len(tokens) and tokens[end].text not in _ENDS and end not in marks:
        end += 1
    if end <= begin or (index == 0 and end == len(tokens)):
        return None
    return _span(tokens[begin:end])


def _rest(tokens: Sequence[Token], index: int, asides: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands in none of the events that such words name."""
    for number, token in enumerate(tokens):
        if number != index and not any(span.start <= token.start < span.end for span in asides):
            yield Span(token.start, token.end)


def _is_denied(tokens: Sequence[Token], index: int, span: Span) -> bool:
    """Say whether what is told did not happen "before" or "until" the other, or was put off until then."""
    main = tokens[:index] if index else [token for token in tokens if token.start >= span.end]
    off = tokens[index].text in ("until", "till") and any(
        token.text in _PUT_OFF or (token.text == "off" and before.text == "put") for before, token in pairwise(main)
    )
    denied = tokens[index].text in _UP_TO and any(token.text in _NOT for token in main)
    return off or denied


def _in_a_row(tokens: Sequence[Token]) -> Iterator[Order]:
    """Yield the order of "first A, then B", "A, and after that B", "A; before that, B"."""
    opened = any(token.text in _FIRST for token in tokens)
    for index, token in enumerate(tokens):
        that = _is_adverb(tokens, index)
        joined = index > 0 and tokens[index - 1].text in _JOINTS
        if not that and not (token.text in _LATER and (joined or (opened and token.text == "then"))):
            continue
        if _text(tokens, index + 1) in ("than", "on"):
            continue
        cut = index
        if that and index + 2 >= len(tokens) - 1:  # "... and B came after that"
            cut = max((n for n in range(index) if tokens[n].text in _JOINTS), default=0)
        if 0 < cut < len(tokens):
            one, two = (_span(tokens[:cut]),), (_span(tokens[cut:]),)
            yield Order(two, one) if token.text == "before" else Order(one, two)


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)
