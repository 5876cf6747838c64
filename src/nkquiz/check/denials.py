"""Which words deny, and which only look like it: "no later than", "not only", "no one but", "the line lies".

A denial that makes a bound ("no more than ten"), a highest degree ("never a harder night") or an only one ("nobody but
Anna") denies nothing that the clause tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.check.focus import STOPS, all_denied, focus
from nkquiz.check.limits import denies_limit
from nkquiz.check.phrases import phrase
from nkquiz.check.tags import Tag
from nkquiz.language.tokens import CLAUSE_ENDS, Token

BE = frozenset("be am is are was were been being get got gets becomes become became".split())
INSTEAD = (("rather", "than"), ("instead", "of"), ("short", "of"))
_FAR = (("far", "from"), ("anything", "but"), ("nowhere", "near"))
_LIKELY = frozenset("likely probable possible true correct right so".split())
_COMPLEMENT = frozenset("that to for".split())
_NOT_ONLY = frozenset("only merely just simply solely but exclusively".split())
_MORE = frozenset("more less fewer better worse later earlier sooner".split())
_NOBODY = frozenset("no none nobody nothing nowhere".split())
_SAVE = frozenset("but except save besides".split())
_AS = 16  # tokens that a comparison of equals may take: "nothing on land noticed it as early as ..."
_ANY = frozenset("ever any anywhere anyone anybody anything".split())
_NEAR = 14  # tokens that a comparison may take


def negates(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the negator at `index` denies what follows."""
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return not (
        following in _NOT_ONLY
        or focus(tokens, index) >= 0
        or _bounds(tokens, index)
        or denies_limit(tokens, index)
        or tops(tokens, index)
        or _leaves_one(tokens, index)
        or is_answer(tokens, index)
        or phrase(tokens, index) is not None  # "without delay"
    )


def denies(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether the word at `index` denies another: "declined to come", "lack of means", but not "sales declined"."""
    if not tokens[index].among("denying"):
        return False
    if all_denied(tokens, index) >= 0:
        return False
    if tokens[index].lemma == "lie":
        return tags[index] is Tag.NOUN and index > 0 and tokens[index - 1].text == "a"
    following = tags[index + 1] if index + 1 < len(tokens) else None
    if tokens[index].among("denying_acts"):
        return following is Tag.TO or (following is Tag.VERB and tokens[index + 1].text.endswith("ing"))
    return was(tokens, index) or rest(tokens, tags, index + 1)


def falls_short(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether the word at `index` and the one before deny the state that follows: "far from finished", "anything
    but harmless"."""
    if not 0 < index < len(tokens) - 1 or (tokens[index - 1].text, tokens[index].text) not in _FAR:
        return False
    return tags[index + 1] in (Tag.ADJECTIVE, Tag.VERB, Tag.ADVERB) or tokens[index + 1].text == "being"


def is_transparent(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the word after the negator at `index` only makes the denial one of what follows: "not likely that",
    "not true that"."""
    if tokens[index].text not in ("not", "n't") or index + 2 >= len(tokens):
        return False
    return tokens[index + 1].text in _LIKELY and tokens[index + 2].text in _COMPLEMENT


def refuses(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the word at `index` turns something down: of "rejected a request to pay" the paying is denied, and
    not the request."""
    return tokens[index].among("refusing")


def holds_from(tokens: Sequence[Token], tags: Sequence[Tag], index: int, begin: int) -> int:
    """Return the index of the verb that makes a denial of the "from" at `index`, or -1: "kept it from sailing"."""
    if tokens[index].text != "from" or index + 1 >= len(tokens) or not tokens[index + 1].text.endswith("ing"):
        return -1
    verbs = (n for n in range(index - 1, begin - 1, -1) if tags[n] is Tag.VERB)
    last = next(verbs, -1)
    return last if last >= 0 and tokens[last].among("holding") else -1


def was(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a form of "be" stands right before: "the request was refused"."""
    return index > 0 and tokens[index - 1].text in BE


def rest(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether words of weight follow before the clause ends."""
    for number in range(index, len(tokens)):
        if tokens[number].text in STOPS or tokens[number].text in CLAUSE_ENDS or tokens[number].text == "by":
            return False
        if tags[number] in (Tag.NOUN, Tag.NAME, Tag.VERB, Tag.ADJECTIVE):
            return True
    return False


def _bounds(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a denial makes a bound of a number or a date: "no more than ten", "not later than May"."""
    if tokens[index].text not in ("no", "not", "never"):
        return False
    for number, token in enumerate(tokens[index + 1 : index + 5], index + 1):
        if token.text in _MORE and number + 1 < len(tokens) and tokens[number + 1].text in ("than", "then"):
            return number == index + 1 or (number + 2 < len(tokens) and tokens[number + 2].text[0].isdigit())
        if token.text in CLAUSE_ENDS:
            return False
    return False


def tops(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a denial makes a comparison the highest degree: "never a harder night", "no team went deeper"."""
    if [token.text for token in tokens[index : index + 2]] in (["no", "longer"], ["no", "more"]):
        return False
    if tokens[index].text in ("not", "n't") and not any(token.text in _ANY for token in tokens[index : index + _AS]):
        return False  # "the new bridge is not longer"
    for number, token in enumerate(tokens[index + 1 : index + _AS], index + 1):
        if token.text == "as" and any(t.text == "as" for t in tokens[number + 2 : number + 4]):
            return True
        if token.text in CLAUSE_ENDS or token.text in STOPS:
            return False
        comparing = token.text.endswith("er") and "a" in token.pos and token.text != token.lemma
        if number < index + _NEAR and (token.text in _MORE or comparing):
            return True
        if token.text == "so" and number + 1 < len(tokens) and not {"a", "r"}.isdisjoint(tokens[number + 1].pos):
            return True
    return False


def _leaves_one(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a denial leaves one out: "no one but Anna", "nobody other than Rome", "nothing except debts"."""
    if tokens[index].text not in _NOBODY:
        return False
    for number, token in enumerate(tokens[index + 1 : index + 6], index + 1):
        if token.text in CLAUSE_ENDS:
            return False
        than = number + 1 < len(tokens) and tokens[number + 1].text == "than"
        if token.text in _SAVE or (token.text == "other" and than):
            return True
    return False


def is_answer(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a "no" is what somebody answers: "got a no", "said yes or no"."""
    if tokens[index].text != "no" or not index:
        return False
    before = tokens[index - 1]
    if index + 1 < len(tokens) and (tokens[index + 1].text == "other" or tokens[index + 1].pos[:1] in ("n", "a")):
        return False
    return before.text in ("a", "an", "clear", "firm", "or", "and") or before.lemma in ("say", "answer", "vote")
