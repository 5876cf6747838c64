"""What the little words of a clause say: who does it to whom, denials, modality, speakers, quantifiers, order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkquiz.check.lexicon import lexicon
from nkquiz.check.terms import Modality, Role, Term, TermKind
from nkquiz.check.tokens import Token

_BE = frozenset("be am is are was were been being got get".split())
# What follows these did not happen, or not to this one.
_RATHER_THAN = {("rather", "than"), ("instead", "of")}
_BEFORE_NAMES = frozenset("the a an than of in on at to from by for with through".split())
CLAUSE_ENDS = frozenset(",;:.!?()")


def with_roles(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Give the entities their roles: before the verb the agent, after it the patient; in the passive the reverse."""
    by_start = {token.start: number for number, token in enumerate(tokens)}
    by_end = {token.end: number for number, token in enumerate(tokens)}
    verb = _main_verb(tokens, terms)
    if verb is None:
        return terms
    passive = _is_passive(tokens, verb)
    found = []
    for term in terms:
        if term.kind is TermKind.ENTITY:
            first, last = by_start[term.start], by_end.get(term.end, by_start[term.start])
            before = next((t.text for t in reversed(tokens[:first]) if t.text not in ("the", "a", "an")), "")
            bare = not tokens[last].possessive and before not in (
                "of",
                "in",
                "from",
                "for",
                "with",
                "on",
                "at",
                "between",
                "under",
            )
            if before == "by" and passive:
                term = replace(term, role=Role.AGENT)
            elif bare and first < verb:
                term = replace(term, role=Role.PATIENT if passive else Role.AGENT)
            elif bare and not passive and before != "by":
                term = replace(term, role=Role.PATIENT)
        found.append(term)
    return tuple(found)


def main_verb_term(terms: Sequence[Term], tokens: Sequence[Token]) -> Term | None:
    """Return the term of the main verb, if there is one and it carries meaning."""
    verb = _main_verb(tokens, terms)
    start = tokens[verb].start if verb is not None else -1
    return next((term for term in terms if term.start == start and term.kind is TermKind.WORD), None)


def is_done(terms: Sequence[Term], tokens: Sequence[Token]) -> bool:
    """Say whether a perfect, a past tense or "already" tells that something has happened."""
    if any(token.text in ("has", "have", "had", "was", "were", "already") for token in tokens):
        return True
    verb = _main_verb(tokens, terms)
    if verb is None or (verb and tokens[verb - 1].text in _BE):
        return False
    return tokens[verb].text != tokens[verb].lemma and not tokens[verb].text.endswith(("s", "ing"))


def _main_verb(tokens: Sequence[Token], terms: Sequence[Term]) -> int | None:
    """Return the index of the first token that can be the main verb: an inflected verb, or one after an auxiliary."""
    entity = {
        n for n, t in enumerate(tokens) for e in terms if e.kind is TermKind.ENTITY and e.start <= t.start < e.end
    }
    for number, token in enumerate(tokens):
        if number in entity or number == 0 or not token.text.isalpha():
            continue
        if token.text in _BE or token.text in ("has", "have", "had", "did", "does", "do") or token.among("plan"):
            ahead = [n for n in range(number + 1, min(number + 5, len(tokens))) if n not in entity]
            return next((n for n in ahead if "v" in tokens[n].pos and not tokens[n].among("function")), number)
        if "v" in token.pos and not token.among("function") and token.text != token.lemma:
            return number
    return None


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    before = {t.text for t in tokens[max(0, verb - 4) : verb]}
    participle = tokens[verb].text != tokens[verb].lemma and not tokens[verb].text.endswith("ing")
    return participle and bool(before & _BE)


def with_flags(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Mark what is negated, and what is only planned, possible or conditional.

    A negator holds for the next term; "declined to", "failed to" and the like negate what follows, and two
    negators cancel each other. A modality holds until the end of its clause.
    """
    by_start = {term.start: number for number, term in enumerate(terms)}
    flagged = list(terms)
    negated, modality = False, Modality.DONE
    last = -1  # the last negator, or what stands for one
    for number, token in enumerate(tokens):
        following = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if token.text in CLAUSE_ENDS:
            negated, modality = False, Modality.DONE
        elif (token.among("negators") and following != "only") or (token.text, following) in _RATHER_THAN:
            negated, last = not negated, number
        if token.among("condition"):
            modality = Modality.CONDITIONAL
        elif token.among("possible") and modality is Modality.DONE:
            modality = Modality.POSSIBLE
        elif token.among("plan") and (following == "to" or lexicon().has("function", token.text)):
            modality = Modality.PLANNED
        here = by_start.get(token.start)
        if here is None:
            continue
        word = terms[here].kind is TermKind.WORD
        next_to_it = all(t.text in _BEFORE_NAMES for t in tokens[last + 1 : number])
        flagged[here] = replace(terms[here], negated=negated and (word or next_to_it), modality=modality)
        if negated and not (token.among("denying") and following == "to"):
            negated = not (word or next_to_it)
    return _spread_denial(tuple(flagged), tokens)


def _spread_denial(terms: tuple[Term, ...], tokens: Sequence[Token]) -> tuple[Term, ...]:
    """Negate the verb after "declined to", "refused to", "failed to"."""
    texts = {token.start: (token, tokens[n + 1].text if n + 1 < len(tokens) else "") for n, token in enumerate(tokens)}
    found: list[Term] = []
    deny = False
    for term in terms:
        token, following = texts[term.start]
        if term.kind is TermKind.WORD and token.among("denying") and following == "to":
            deny = not term.negated
            continue
        found.append(replace(term, negated=not term.negated) if deny else term)
        deny = deny and term.kind is not TermKind.WORD
    return tuple(found)


def speaker(tokens: Sequence[Token], terms: Sequence[Term]) -> str:
    """Return the entity that says, believes or doubts the rest, or ""."""
    for token in tokens:
        if not token.among("reporting"):
            continue
        named = [t for t in terms if t.kind is TermKind.ENTITY]
        if token.text == "according":
            return next((t.key for t in named if t.start > token.start), "")
        before = [t for t in named if t.end <= token.start]
        if before and "v" in token.pos:
            return before[0].key
    return ""


def quantifiers(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the quantifiers of a clause: all, most, some, none, only, both."""
    for number, token in enumerate(tokens):
        for section in ("all", "most", "some", "none", "only", "both"):
            if token.text in lexicon().sections[section]:
                before = tokens[number - 1].text if number else ""
                if section == "only" and before == "not":
                    continue
                yield section


def order(tokens: Sequence[Token]) -> str:
    """Return "before" or "after" where a clause orders two events, else ""."""
    for token in tokens:
        if token.text in ("before", "prior", "precede", "preceded"):
            return "before"
        if token.text in ("after", "following", "followed"):
            return "after"
    return ""
