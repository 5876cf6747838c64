"""The finite verb of a claim; and the claim denied, or affirmed where it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nkquiz.check.tags import Tag
from nkquiz.language.inflection import Shape, shape_of, shaped
from nkquiz.language.words import form
from nkquiz.model import Reason
from nkquiz.quiz.material import is_well_formed
from nkquiz.suggest.model import Said, Suggestion

_UNCHANGED = frozenset("beat put cut hit cost let shut set spread split quit burst hurt shed".split())
_HELPERS = frozenset(
    "is are was were am has have had will would can could may might must should shall do does did".split()
)
PLURALS = frozenset("they we you people police men women children cattle these those".split())
_ALL = re.compile(r"\b(?:all|every|each|no|none|few|nobody|nothing|neither|only|both|hardly|never|not|n't|without)\b")


@dataclass(frozen=True, slots=True)
class Finite:
    """The finite verb of a claim: its helper's index, or -1, and the index of the verb itself, or of the helper where
    it is all there is; with the lemma and form of the verb."""

    helper: int
    head: int
    lemma: str = ""
    shape: Shape | None = None


def finite(said: Said) -> Finite | None:
    """Return the finite verb of the first clause, where it is beyond doubt which that is."""
    tokens, reading = said.tokens, said.reading
    verbs = [verb for verb in reading.verbs if not (verb.infinitive or _is_gerund(said, verb.start, verb.head))]
    if not verbs and not re.search(r"\bthat\b|\bwhich\b|\bwho\b", said.text):
        return _unmarked(said)
    if not verbs or verbs[0].start == 0 or said.is_in_gap(tokens[verbs[0].head].start):
        return None
    first = verbs[0]
    before = reading.tags[: first.start]
    doubt = (
        (Tag.SUBORDINATOR, Tag.RELATIVE, Tag.COORDINATOR)
        if not said.found.gaps
        else (
            Tag.SUBORDINATOR,
            Tag.RELATIVE,
        )
    )
    if any(tag in doubt for tag in before) or any(t.text == "that" for t in tokens[1 : first.start]):
        return None
    if before[-1] is Tag.NAME and _is_adjective(said, first.start - 1):
        return None
    if before[-1] not in (Tag.NOUN, Tag.NAME, Tag.PRONOUN, Tag.ADVERB, Tag.NUMBER, Tag.MARK):
        return None
    if len(verbs) > 1 and not _is_parted(said, first.head, verbs[1].start):
        return None
    helper = next((n for n in range(first.start, first.head + 1) if tokens[n].text in _HELPERS), -1)
    if helper >= 0:
        return Finite(helper, first.head)
    if any(tokens[n].text in _HELPERS for n in range(max(0, first.start - 3), first.start)):
        return None
    head = tokens[first.head]
    for lemma in head.lemmas:
        shape = shape_of(head.text, lemma)
        if shape is Shape.BASE and lemma in _UNCHANGED:
            shape = Shape.PAST
        if shape is Shape.BASE and not _is_plural(said, first.start):
            continue
        if shape in (Shape.BASE, Shape.S, Shape.PAST):
            return Finite(-1, first.head, lemma, shape)
    return None


def _is_plural(said: Said, end: int) -> bool:
    """Say whether a subject that ends there may be plural: a verb without an ending tells of several."""
    last = said.tokens[end - 1].text
    return last.endswith("s") or last in PLURALS or any(t.text == "and" for t in said.tokens[:end])


def _is_adjective(said: Said, index: int) -> bool:
    """Say whether a name is told by an adjective ("Dutch support"): then it is no subject."""
    gap = next((gap for gap in said.gaps(entity=True) if gap.start <= said.tokens[index].start < gap.end), None)
    if gap is None or gap.text_in(said.text) == said.material.bank.entity_by_id[gap.entity].name:
        return False
    known = form(said.tokens[index].text)
    return "a" in known.pos if known else said.tokens[index].text.endswith(("an", "ish", "ese", "ic"))


def _unmarked(said: Said) -> Finite | None:
    """Return a past that looks like a noun, where a sentence has no other verb: "The hall cost 90 crowns"."""
    for index, token in enumerate(said.tokens[1:-1], 1):
        before, after = said.reading.tags[index - 1], said.reading.tags[index + 1]
        followed = after in (Tag.DETERMINER, Tag.NUMBER) or said.is_in_gap(said.tokens[index + 1].start)
        if token.text in _UNCHANGED and before in (Tag.NOUN, Tag.NAME) and followed:
            return Finite(-1, index, token.text, Shape.PAST)
    return None


def _is_gerund(said: Said, start: int, head: int) -> bool:
    return start == head and said.tokens[head].text.endswith("ing")


def _is_parted(said: Said, first: int, second: int) -> bool:
    """Say whether something between two verbs shows that the second is not what the first one's subject does."""
    parting = (Tag.SUBORDINATOR, Tag.RELATIVE, Tag.COORDINATOR, Tag.MARK, Tag.PREPOSITION, Tag.TO)
    between = said.reading.tags[first + 1 : second]
    return any(tag in parting for tag in between) or any(t.text == "that" for t in said.tokens[first + 1 : second])


def polarity(said: Said) -> Iterator[Suggestion]:
    """Yield the claim denied; or, where it denies something, affirmed."""
    if not is_well_formed(said.text):
        return
    if re.search(r"\b(?:not|never)\b|n't\b|\bcannot\b", said.text, re.I):
        yield from _affirmed(said)
        return
    if match := _NO.search(said.text):
        some = "Some" if match.start() == 0 else "some"
        if len(re.findall(r"\bno\b", said.text, re.I)) == 1:
            text = said.text[: match.start()] + some + said.text[match.end() :]
            yield Suggestion(text, Reason.NEGATION, f"The source says the reverse: {said.text}")
        return
    found = finite(said)
    if found is None or _ALL.search(said.text.lower()) or _counts(said) or found.lemma in _LOOSELY:
        return
    if (bound := _BOUND.search(said.text)) and " that " not in said.text[: bound.start()]:
        return  # "all did not" may mean that some did
    tokens, text = said.tokens, said.text
    if found.helper == found.head and tokens[found.head].text in ("has", "have", "had"):
        helper = {"has": "does", "have": "do", "had": "did"}[tokens[found.head].text]
        denied = f"{text[: tokens[found.head].start]}{helper} not have{text[tokens[found.head].end :]}"
    elif found.helper >= 0:
        at = tokens[found.helper].end
        denied = text[:at] + " not" + text[at:]
    else:
        head = tokens[found.head]
        helper = {Shape.BASE: "do", Shape.S: "does", Shape.PAST: "did"}[found.shape or Shape.PAST]
        denied = f"{text[: head.start]}{helper} not {found.lemma}{text[head.end :]}"
    yield Suggestion(denied, Reason.NEGATION, f"The source says that it is so: {text}")


_LOOSELY = ("estimate", "guess", "reckon")  # what nobody denies of another
_SOME = re.compile(
    r"(?:some|many|several|certain|part|half|at least|at most|more than|less than|fewer than|up to)\b", re.I
)


_BOUND = re.compile(r"\b(?:at least|at most|up to) |\b(?:more|less|fewer) than (?:[£$€]|\d|an? )", re.I)


def _counts(said: Said) -> bool:
    """Say whether the claim is of some, or of so many, of whom as many others may not do it."""
    first = next(iter(said.gaps(number=True)), None)
    opening = said.text[: first.start].strip().lower() if first else "?"
    counted = first is not None and opening in ("", "about", "around", "over", "nearly", "almost", "the first")
    return bool(_SOME.match(said.text)) or (counted and " of " not in said.text[: first.end + 8] if first else False)


_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)(?: not|n't)\b", re.I)
_DID_NOT = re.compile(r"\b(do|does|did)(?: not|n't) (\w+)", re.I)
_NO = re.compile(  # what there can be some of
    r"\b[Nn]o(?= (?:money|help|support|water|food|evidence|aid|rain|snow|power|fuel|information|[a-z]{3,}[a-rt-z]s)\b)"
)
_NEVER = re.compile(r"\bnever (?=\w)", re.I)


def _affirmed(said: Said) -> Iterator[Suggestion]:
    text = said.text
    why = f"The source says the reverse: {text}"
    if len(re.findall(r"\b(?:not|never)\b|n't\b|\bcannot\b", text, re.I)) != 1 or re.search(
        r"\bnot only\b|\bnot \w+,? but\b|\b(?:any|yet|either|until|at all|than)\b", text
    ):
        return
    if match := _DID_NOT.search(text):
        known = form(match[2].lower())
        if known is None or known.lemmas[0] != match[2].lower() or "v" not in known.pos or "r" in known.pos:
            return  # "did not even see"
        shape = {"do": Shape.BASE, "does": Shape.S, "did": Shape.PAST}[match[1].lower()]
        verb = shaped(match[2].lower(), shape)
        yield Suggestion(text[: match.start()] + verb + text[match.end() :], Reason.NEGATION, why)
    elif match := _NOT.search(text):
        yield Suggestion(text[: match.end(1)] + text[match.end() :], Reason.NEGATION, why)
    elif (match := re.search(r"\bcannot\b", text)) or (match := _NEVER.search(text)):
        put = "can" if match[0] == "cannot" else ""
        changed = text[: match.start()] + put + text[match.end() :]
        yield Suggestion(changed[:1].upper() + changed[1:], Reason.NEGATION, why)
