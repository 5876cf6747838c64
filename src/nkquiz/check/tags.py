"""Tokens -> word classes: what each word is in its place, by closed classes, the word table and its neighbours.

No statistics: a word that can be several things is settled by the words beside it. Good enough to find verbs and the
noun phrases around them, which is all that is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import Token


class Tag(StrEnum):
    """A word class."""

    NOUN = "n"
    VERB = "v"
    ADJECTIVE = "a"
    ADVERB = "r"
    AUXILIARY = "x"
    MODAL = "m"
    TO = "t"
    DETERMINER = "d"
    PREPOSITION = "p"
    COORDINATOR = "c"
    SUBORDINATOR = "s"
    RELATIVE = "w"
    PRONOUN = "o"
    NUMBER = "#"
    NAME = "e"
    NEGATOR = "!"
    MARK = "."


_NOMINAL = frozenset((Tag.NOUN, Tag.NAME, Tag.PRONOUN, Tag.NUMBER))
_SECTIONS = (
    ("modal", Tag.MODAL),
    ("auxiliary", Tag.AUXILIARY),
    ("negators", Tag.NEGATOR),
    ("subordinator", Tag.SUBORDINATOR),
    ("relative", Tag.RELATIVE),
    ("coordinator", Tag.COORDINATOR),
    ("pronoun", Tag.PRONOUN),
    ("determiner", Tag.DETERMINER),
    ("preposition", Tag.PREPOSITION),
)
_LETTERS = {"n": Tag.NOUN, "v": Tag.VERB, "a": Tag.ADJECTIVE, "r": Tag.ADVERB}
_DO = frozenset("do does did not n't".split())
HAVE = frozenset("have has had having".split())
VERBAL = frozenset((Tag.VERB, Tag.AUXILIARY, Tag.MODAL))


@cache
def _closed() -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for section, tag in _SECTIONS:
        for word in lexicon().sections[section]:
            found.setdefault(word, tag)
    return found


def tags(tokens: Sequence[Token], names: Sequence[bool]) -> list[Tag]:
    """Return the word class of each token; `names` says which are part of an entity's name."""
    closed = _closed()
    found: list[Tag] = []
    for number, token in enumerate(tokens):
        if names[number]:
            found.append(Tag.NAME)
        elif not token.text[0].isalnum():
            found.append(Tag.NUMBER if token.text[0] in "$€£¥" and len(token.text) > 1 else Tag.MARK)
        elif token.text[0].isdigit():
            found.append(Tag.NUMBER)
        elif token.text in closed:
            found.append(_closed_class(closed[token.text], tokens, number, found))
        else:
            found.append(_open_class(tokens, number, found, names))
    return found


def _closed_class(tag: Tag, tokens: Sequence[Token], number: int, before: Sequence[Tag]) -> Tag:
    token = tokens[number]
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    if token.text == "to":
        verb = following is not None and following.pos.find("v") >= 0 and is_base(following)
        return Tag.TO if verb or (following is not None and following.text in ("be", "have", "do")) else tag
    if token.text == "like" and before and (before[-1] in (Tag.TO, Tag.MODAL) or tokens[number - 1].text in _DO):
        return Tag.VERB
    if token.text == "that":
        noun = following is not None and "n" in following.pos and not following.text.endswith("s")
        if before and before[-1] in (Tag.NOUN, Tag.NAME) and not (noun and following and "v" not in following.pos):
            return Tag.RELATIVE
        return Tag.DETERMINER if noun and not (before and before[-1] is Tag.VERB) else Tag.SUBORDINATOR
    return tag


def _open_class(tokens: Sequence[Token], number: int, before: Sequence[Tag], names: Sequence[bool]) -> Tag:
    token = tokens[number]
    options = [_LETTERS[letter] for letter in token.pos]
    if token.text.endswith("ed") and _after_have(tokens, number, before):
        return Tag.VERB  # "has diversified", though the table has it as an adjective alone
    if not options:
        return Tag.ADVERB if token.text.endswith("ly") else Tag.NOUN
    if len(options) == 1 and not (options[0] is Tag.VERB and token.text.endswith("ing")):
        return options[0]
    last = before[-1] if before else None
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    after_noun = last in _NOMINAL or (last is Tag.ADVERB and len(before) > 1 and before[-2] in _NOMINAL)
    if Tag.VERB in options:
        if last in (Tag.TO, Tag.MODAL) or (last is Tag.RELATIVE and tokens[number - 1].text in ("that", "who")):
            return Tag.VERB
        if last is Tag.AUXILIARY and number > 1 and tokens[number - 2].text == "there" and Tag.NOUN in options:
            return Tag.NOUN  # "there are plans for a bridge"
        if last is Tag.AUXILIARY or (
            last in (Tag.NEGATOR, Tag.ADVERB) and len(before) > 1 and before[-2] in (Tag.AUXILIARY, Tag.MODAL)
        ):
            inflected = token.text != token.lemma or tokens[number - 1].text in ("do", "does", "did", "not")
            if inflected:
                return Tag.VERB
        possessed = number > 0 and tokens[number - 1].possessive
        inflected = token.text != token.lemma and not token.text.endswith("ing")
        if after_noun and not possessed and inflected:
            plural = token.text.endswith("s") and Tag.NOUN in options
            if not plural or _starts_phrase(following, names, number + 1):
                return Tag.VERB
            if _ends_phrase(following) and not VERBAL.isdisjoint(before):
                return Tag.NOUN  # "has pumps and pressure gauges"
        if last is Tag.PRONOUN and not possessed and Tag.NOUN not in options[:1]:
            return Tag.VERB
        if token.text.endswith("ing") and last is Tag.PREPOSITION and options[0] is Tag.VERB:
            return Tag.VERB
        if last is None and Tag.NOUN in options and token.text.endswith("s"):
            closed = _closed().get(following.text) if following else None
            if closed is Tag.PREPOSITION or not _starts_phrase(following, names, 1):
                return Tag.NOUN  # "Ties with them have cooled"
    if last in (Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER) or (number and tokens[number - 1].possessive):
        noun_next = following is not None and "n" in following.pos
        if Tag.ADJECTIVE in options and (noun_next or Tag.NOUN not in options):
            return Tag.ADJECTIVE
        if Tag.NOUN in options:
            return Tag.NOUN
    return options[0]


def is_base(token: Token) -> bool:
    """Say whether a verb has no ending, whichever way it is spelled: "modernise" is "modernize"."""
    if token.text.endswith("ed") and len(token.lemmas) > 1:
        return False  # "licensed", which is an adjective first
    return token.lemma in (token.text, token.text.replace("is", "iz"), token.text.replace("ys", "yz"))


def _after_have(tokens: Sequence[Token], number: int, before: Sequence[Tag]) -> bool:
    """Say whether "have" stands before the token, with nothing but adverbs between."""
    last = number - 1
    while last >= 0 and before[last] in (Tag.ADVERB, Tag.NEGATOR):
        last -= 1
    return last >= 0 and tokens[last].text in HAVE


def _starts_phrase(token: Token | None, names: Sequence[bool], number: int) -> bool:
    """Say whether what follows can be the object of a verb rather than the next noun of a compound."""
    if token is None:
        return False
    if (number < len(names) and names[number]) or token.text[0].isdigit() or token.text[0] in "$€£¥":
        return True  # "costs 59 crowns"
    return _closed().get(token.text) in (Tag.DETERMINER, Tag.PREPOSITION, Tag.PRONOUN, Tag.SUBORDINATOR, Tag.NEGATOR)


def _ends_phrase(token: Token | None) -> bool:
    """Say whether a phrase is over before this token, and no object follows."""
    return token is None or not token.text[0].isalnum() or _closed().get(token.text) is Tag.COORDINATOR
