"""What an import finds: claims in the making with their questions, and what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nkquiz.model import Lure, Problem, WrittenQuestion
from nkquiz.text import one_line, words

BLANK = "____"
_BLANKS = re.compile(r"_{2,}")
_ASKS = "true or false"
_SHARED = 0.5  # of a false statement's words: from so many on, a sentence about it is taken to set it right
_ENDS = tuple(".:;!?")
_SHORT = 3  # letters of words that tell nothing of what a sentence is about


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in the making. Without a text it becomes a draft.

    `name` is what its id is made from, if not from its text; `id` is one that it has elsewhere; `topic` is a title.
    """

    text: str
    questions: tuple[WrittenQuestion, ...]
    line: int = 0
    name: str = ""
    topic: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found in a file, in its order, and what was left out of it, each with its line and the reason."""

    found: tuple[Found, ...]
    left_out: tuple[Problem, ...] = ()
    title: str = ""


class Misfit(Exception):
    """A question that nkquiz can't ask; the message says why, and goes on a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Stem:
    """What is common to all sorts of questions: what is asked, where it stands, and how it is known."""

    text: str
    line: int = 0
    name: str = ""
    topic: str = ""
    id: str = ""
    why: str = ""  # told after any answer

    def found(self, text: str, *questions: WrittenQuestion) -> Found:
        """Return the claim `text` with its questions."""
        return Found(text, questions, self.line, self.name or self.asked, self.topic, self.id)

    @property
    def asked(self) -> str:
        """The text on one line, its blanks of one length."""
        return _BLANKS.sub(BLANK, one_line(self.text))


def card(term: str, definition: str, line: int, topic: str = "", both: bool = True) -> Found:
    """Return a card as a claim: what the term is, asked for in both directions. A term that is a question already, or
    has a gap, is asked as it is.

    Raises:
        Misfit: one of the two is empty.
    """
    term, definition = _BLANKS.sub(BLANK, one_line(term)), one_line(definition)
    if not term or not definition:
        raise Misfit("has no definition" if term else "has no term")
    if term.endswith("?") or BLANK in term:
        text = _filled(term, definition)
        return Found(text, (WrittenQuestion(term, definition, line=line),), line, term, one_line(topic))
    there = WrittenQuestion(f"Meaning of: {term}", definition, line=line)
    back = (WrittenQuestion(f"Term for: {definition}", term, line=line),) if both else ()
    return Found(f"{term}: {definition}", (there, *back), line, term, one_line(topic))


def to_choose(stem: Stem, key: str, lures: Iterable[Lure]) -> Found:
    """Return a question with options.

    Raises:
        Misfit: it has no stem, no key, or no lure, or a lure is the key.
    """
    key = _asked_for(stem, key)
    told: dict[str, Lure] = {}
    for lure in lures:
        text = one_line(lure.text)
        if text == key:
            raise Misfit(f"has the right answer '{key}' among the wrong ones")
        if text:
            told.setdefault(text, Lure(text, one_line(lure.why)))
    if not told:
        raise Misfit("has no wrong answer to choose")
    question = WrittenQuestion(stem.asked, key, tuple(told.values()), stem.line, why=one_line(stem.why))
    return stem.found(_filled(stem.asked, key), question)


def to_type(stem: Stem, accepted: Sequence[str], tolerance: float = 0.0) -> Found:
    """Return a question whose answer is typed.

    Raises:
        Misfit: it has no stem or no answer.
    """
    key, *also = dict.fromkeys(filter(None, map(one_line, accepted))) or ("",)
    key = _asked_for(stem, key)
    question = WrittenQuestion(stem.asked, key, (), stem.line, tuple(also), tolerance, one_line(stem.why))
    return stem.found(_filled(stem.asked, key), question)


def to_judge(stem: Stem, true: bool, why: str = "") -> Found:
    """Return a statement to be judged; `why` is told to those who judge it wrongly. What is false becomes a claim only
    if something that is told says it right; else a draft.

    Raises:
        Misfit: there is no statement.
    """
    first, _, rest = stem.text.strip().partition("\n")
    asks = first.casefold().startswith(_ASKS) and rest.strip()
    statement = replace(stem, text=rest).asked if asks else stem.asked
    why = one_line(why)
    if not statement:
        raise Misfit("has no text")
    key, lure = ("true", "false") if true else ("false", "true")
    ask = f"True or false: {statement}"
    question = WrittenQuestion(ask, key, (Lure(lure, why),), stem.line, why=one_line(stem.why))
    said = [*map(one_line, stem.why.split("\n")), why]
    right = statement if true else next((text for text in said if _sets_right(text, statement)), "")
    return replace(stem, text=statement).found(right, question)


def to_match(stem: Stem, pairs: Sequence[tuple[str, str]], extra: Iterable[str] = ()) -> list[Found]:
    """Return pairs that belong together as a claim each, with the other answers as lures.

    Raises:
        Misfit: there are fewer than two different answers.
    """
    pairs = [(one_line(one), one_line(other)) for one, other in pairs]
    answers = dict.fromkeys(filter(None, [*(other for _, other in pairs), *map(one_line, extra)]))
    found = []
    for one, other in pairs:
        if not one or not other:
            continue
        right = {theirs for mine, theirs in pairs if mine == one}
        lures = [Lure(answer) for answer in answers if answer not in right]
        if not lures:
            raise Misfit("has fewer than two different answers to match")
        before = stem.asked if stem.asked.endswith(_ENDS) else f"{stem.asked}:"
        asked = f"{before} {one}" if stem.asked else one
        question = WrittenQuestion(asked, other, tuple(lures), stem.line, why=one_line(stem.why))
        id_ = f"{stem.id} {one}" if stem.id else ""
        found.append(Found(f"{one}: {other}", (question,), stem.line, one, stem.topic, id_))
    if not found:
        raise Misfit("has no pair to match")
    return found


def _asked_for(stem: Stem, key: str) -> str:
    if not stem.asked:
        raise Misfit("has no text")
    if not (key := one_line(key)):
        raise Misfit("has no right answer")
    return key


def _filled(asked: str, key: str) -> str:
    """Return what a question and its answer say together."""
    if asked.count(BLANK) == 1:
        return asked.replace(BLANK, key)
    return f"{asked} {key}"


def _sets_right(text: str, statement: str) -> bool:
    """Say whether a text is likely to be a false statement put right: a sentence with most of its words."""
    theirs, mine = ({word for word in words(each) if len(word) > _SHORT} for each in (text, statement))
    said_otherwise = words(text) != words(statement)
    return bool(mine) and text.endswith(".") and said_otherwise and len(theirs & mine) >= _SHARED * len(mine)
