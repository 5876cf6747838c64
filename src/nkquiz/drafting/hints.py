"""Sentence -> hints: what a teacher should look at in it, and what kind of claim it most likely makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nkquiz.check.parts import split
from nkquiz.check.statement import Analyser
from nkquiz.check.terms import Clause, Modality, Term, TermKind
from nkquiz.drafting.lists import listed
from nkquiz.language.date import Date
from nkquiz.language.lexicon import lexicon
from nkquiz.language.names import Names
from nkquiz.language.spelling import Spelling
from nkquiz.language.tokens import Token, tokenise
from nkquiz.model import ClaimKind, Entity, EntityKind

_QUANTIFIERS = ("all", "most", "some", "none", "only", "both")
_NEGATIONS = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|hardly|barely|scarcely)\b|n't\b", re.I
)
NEAR = 25  # characters between "says" and who says it
_PERSONAL = frozenset("he she".split())
_NOBODYS = frozenset("it they this we".split())  # who that is does not show
_QUESTION = re.compile(r"\?[\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is to be seen in a sentence. `speaker` is an entity's id; `lines` are the remarks, each a few words."""

    kind: ClaimKind
    speaker: str
    lines: tuple[str, ...]
    clause: Clause


class Hinter:
    """Reads an article's sentences one after the other: "he says" is whoever was named last."""

    def __init__(self, entities: Sequence[Entity], sentences: Sequence[str], date: str) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._names = Names(entities)
        year, month, day = ([int(part) for part in date.split("-") if part] + [0, 0, 0])[:3]
        now = Date(year or None, month or None, day or None)
        self._analyser = Analyser(self._names, now, Spelling(sentences))
        self._last = ""  # the person named last
        self._last_body = ""  # and the organisation

    def hints(self, sentence: str) -> Hints:
        """Return what is to be seen in the next sentence."""
        clause = self._analyser.clause(sentence)
        tokens = tokenise(sentence)
        speaker, said = self._speaker(clause, tokens)
        conditional = _has(tokens, "condition") and any(token.text in _IFS for token in tokens)
        planned = _is_planned(tokens) and not conditional
        kind = ClaimKind.FACT
        if said:
            kind = ClaimKind.OPINION
        elif conditional:
            kind = ClaimKind.CONDITION
        elif planned:
            kind = ClaimKind.PLAN
        elif any(listed("judging", token.text) for token in tokens):
            kind = ClaimKind.INTERPRETATION
        lines = list(self._lines(clause, tokens, sentence, speaker, said))
        if conditional:
            lines.append(f"condition: {_first(tokens, _IFS)}")
        if planned:
            lines.append("plan: not done yet when the article was written")
        for term in clause.entities:
            if self._entities[term.key].kind is EntityKind.PERSON:
                self._last = term.key
            elif self._entities[term.key].kind is EntityKind.ORGANISATION:
                self._last_body = term.key
        return Hints(kind, speaker, tuple(lines), clause)

    def _speaker(self, clause: Clause, tokens: Sequence[Token]) -> tuple[str, bool]:
        """Return who says, believes or expects it, as far as that shows, and whether anybody does."""
        saying = [
            index
            for index, token in enumerate(tokens)
            if listed("believing", token.text) and not _is_awaited(tokens, index)
        ]
        according = any(one.text == "according" and two.text == "to" for one, two in pairwise(tokens))
        if not saying and not according:
            return "", False
        shown = [index for index in saying if not index or tokens[index - 1].text not in _NOBODYS]
        if saying and not shown:
            return "", True
        saying = shown
        first = saying[0] if saying else len(tokens)
        if clause.speaker and not _is_behind_that(clause, tokens):
            return clause.speaker, True
        if named := next((who for index in saying if (who := self._named_beside(clause, tokens, index))), ""):
            return named, True
        near = (*tokens[max(0, first - 3) : first + 2], *tokens[:1])
        if saying and any(token.text in _PERSONAL for token in near):
            return self._last, True
        described = saying and first > 1 and tokens[first - 2].text == "the" and tokens[first - 1].text
        if described and listed("organisations", described):
            return self._last_body, True  # "the company says": the organisation that was named last
        return "", True

    def _named_beside(self, clause: Clause, tokens: Sequence[Token], saying: int) -> str:
        """Return whom a verb of saying is followed by at once: '"...", says the engineer Ann Lee'; or the only person
        named before it, of whom more is told between: "Ann Lee, who lives in Kolm, doubts"."""
        end = tokens[saying].end
        opens = [token.text for token in tokens[saying + 1 : saying + 4]]
        near = [term for term in clause.entities if 0 <= term.start - end <= NEAR]
        if near and "that" not in opens:
            return near[0].key
        beside = next((term for term in clause.entities if 0 <= tokens[saying].start - term.end <= 1), None)
        if beside and self._entities[beside.key].kind in (EntityKind.PERSON, EntityKind.ORGANISATION):
            before = [token.text for token in tokens if token.end <= beside.start][-1:]
            if not (before and lexicon().has("preposition", before[0]) and before != ["by"]):
                return beside.key
        people = [term for term in clause.entities if term.end < end and self._is_person(term)]
        if len(people) != 1 or "," not in [token.text for token in tokens if people[0].end <= token.start < end]:
            return ""
        before = [token.text for token in tokens if token.end <= people[0].start][-1:]
        return "" if before and lexicon().has("preposition", before[0]) else people[0].key

    def _is_person(self, term: Term) -> bool:
        return self._entities[term.key].kind is EntityKind.PERSON

    def _lines(self, clause: Clause, tokens: Sequence[Token], sentence: str, speaker: str, said: bool) -> list[str]:
        found = []
        if said:
            who = self._entities[speaker].name if speaker else "who?"
            found.append(f"says so: {who}")
        for what, kinds in (("numbers", (TermKind.QUANTITY, TermKind.ORDINAL)), ("dates", (TermKind.DATE,))):
            if quoted := [clause.quote(term) for term in clause.terms if term.kind in kinds]:
                found.append(f"{what}: {', '.join(dict.fromkeys(quoted))}")
        if negations := [match.group().lower() for match in _NEGATIONS.finditer(sentence)]:
            found.append(f"negation: {', '.join(dict.fromkeys(negations))}")
        words = lexicon().sections
        if amounts := [t.text for t in tokens if any(t.text in words[section] for section in _QUANTIFIERS)]:
            kept = [word for word in dict.fromkeys(amounts) if word not in negations]
            if kept:
                found.append(f"quantifiers: {', '.join(kept)}")
        if any(term.modality is Modality.POSSIBLE for term in clause.terms):
            found.append("only possible")
        if clause.than >= 0:
            found.append("comparison")
        sides = [(clause.told(o.earlier), clause.told(o.later)) for o in clause.orders]
        dates = {clause.quote(term) for term in clause.terms if term.kind is TermKind.DATE}
        # What stands before or after a date alone is told by the dates already.
        told = [both for both in sides if all(side.removeprefix("the ") not in dates for side in both)]
        found += [f"order in time: “{_short(one)}” before “{_short(two)}”" for one, two in told]
        if _QUESTION.search(sentence):
            found.append("a question: it may need no claim (then list it under 'skipped')")
        elif len(parts := split(sentence, self._analyser, self._names)) > 1:
            found.append(f"says {len(parts)} things: a claim for each")
        return found


_SIDE = 6  # words that are shown of what comes before or after something


def _short(side: str) -> str:
    """Return the beginning of a long text."""
    words = side.split()
    return side if len(words) <= _SIDE else f"{' '.join(words[:_SIDE])} ..."


_IFS = frozenset("if unless provided assuming".split())
_AIMS = frozenset(
    "plans plan planned aims aim aimed intends intend intended hopes wants want proposes propose proposed promises "
    "promised promise pledged pledges vowed vows due scheduled prepares preparing seeks sought".split()
)


def _is_behind_that(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Say whether who was taken for the speaker is only named in what is said: "Legend says that the king ..."."""
    starts = [term.start for term in clause.entities if term.key == clause.speaker]
    that = next((token.start for token in tokens if token.text == "that"), -1)
    return bool(starts) and 0 <= that < min(starts)


_BE = frozenset("is are was were been be".split())


def _is_awaited(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a verb only tells that something is to come: "is expected to open"."""
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return tokens[index].text in ("expected", "hoped", "predicted") and before in _BE and after == "to"


def _is_planned(tokens: Sequence[Token]) -> bool:
    """Say whether it is to be done: by "will", or by a verb of aiming, not by "a plan to"."""
    typed = [token.text for token in tokens]
    for index, word in enumerate(typed):
        if _is_awaited(tokens, index):
            return True
        before = tokens[index - 1] if index else None
        noun = before is not None and (before.among("determiner") or before.possessive)
        if word in ("will", "shall") and not noun:
            return True
        if word in _AIMS and not noun and ("to" in typed[index : index + 3] or word in ("proposes", "intends")):
            return True
    return False


def _has(tokens: Sequence[Token], section: str) -> bool:
    return any(token.among(section) for token in tokens)


def _first(tokens: Sequence[Token], words: frozenset[str]) -> str:
    return next(token.text for token in tokens if token.text in words)


def weight(term: Term) -> float:
    """Return how telling a term is for the sentence that it stands in."""
    if term.kind in (TermKind.QUANTITY, TermKind.DATE):
        return 3.0
    if term.kind in (TermKind.ENTITY, TermKind.ORDINAL):
        return 2.0
    return 0.3 if term.light else 1.5 if term.verb else 1.0
