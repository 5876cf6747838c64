"""One word of the claim turned round: an opposite, another quantifier, before for after, in spite of for because of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.check.tags import Tag
from nkquiz.language.inflection import Shape, like, shape_of, shaped, with_article
from nkquiz.language.lexicon import PARTICLES, lexicon
from nkquiz.language.pairs import opposite
from nkquiz.language.tokens import Token
from nkquiz.language.units import is_measure, is_money
from nkquiz.language.words import kin_of
from nkquiz.model import Reason
from nkquiz.suggest.model import Said, Suggestion
from nkquiz.suggest.suiting import suits

_AGAINST = -0.6  # strength of what says the reverse
WORDS = 2  # that are turned round, each in one way
_SHORT = 7  # letters of a word that can be compared by -er and -est
_PLACING = frozenset("in on at by after before during since until".split())  # these mostly begin a place or a date
_AFTER_ALONE = frozenset("in by to from during since after before until while because with for over".split())
_ALONE = frozenset(
    "rise fall drop decline grow shrink soar plunge arrive depart agree disagree appear disappear die thrive wither "
    "descend".split()
)
_TO = {"agree": "refuse", "refuse": "agree", "decline": "agree", "fail": "manage", "manage": "fail"}
_HELPERS = frozenset("is are was were be been being has have had having".split())
# "after nine years", "before long" have no reverse.
_UNCOUNTED = r"(?! (?:all|long|an?|one|two|three|four|five|six|seven|eight|nine|ten|many|several|some)\b)"
# What is exchanged: a pattern, what stands there instead, and how that is wrong. Only the first that fits is taken.
_SWAPS: tuple[tuple[str, str, Reason], ...] = (
    (r"(?<!above )(?<!after )\ball of\b", "only some of", Reason.QUANTIFIER),
    (
        r"(?<!above )(?<!after )(?<!at )(?<!in )\ball(?= (?:the |its |their |his |her |[a-z]+s\b))",
        "only some of",
        Reason.QUANTIFIER,
    ),
    (r"\bmost of\b", "only a small part of", Reason.QUANTIFIER),
    (r"(?<!the )(?<!at )\bmost(?= [a-z]+s\b)", "few", Reason.QUANTIFIER),
    (r"\bsome of\b", "all of", Reason.QUANTIFIER),
    (r"(?<!an )(?<!so )(?<!too )(?<!how )\bmany(?= [a-z]+s\b)", "few", Reason.QUANTIFIER),
    (r"(?<!a )(?<!quite a )(?<!past )(?<!last )(?<!next )(?<!first )\bfew(?= [a-z]+s\b)", "many", Reason.QUANTIFIER),
    (
        r"\bevery(?= [a-z])(?! (?:day|week|month|year|time|other|few|\w+ (?:days|years|weeks|months))\b)",
        "hardly any",
        Reason.QUANTIFIER,
    ),
    (r"\bnobody\b", "everybody", Reason.QUANTIFIER),
    (r"\bno one\b", "everyone", Reason.QUANTIFIER),
    (r"^nothing\b(?! (?:but|except))", "everything", Reason.QUANTIFIER),
    (r"\beverybody\b", "nobody", Reason.QUANTIFIER),
    (r"\beveryone\b", "no one", Reason.QUANTIFIER),
    (r"\beverything\b", "nothing", Reason.QUANTIFIER),
    (r"\balways\b", "never", Reason.QUANTIFIER),
    (r"\bat least(?= (?:an? )?(?:hundred|thousand|dozen|\d|[a-z]+ [a-z]+s\b))", "fewer than", Reason.QUANTIFIER),
    (r"\bat most(?= (?:an? )?(?:hundred|thousand|dozen|\d|[a-z]+ [a-z]+s\b))", "more than", Reason.QUANTIFIER),
    (r"\bmore than(?= \S*\d)", "less than", Reason.QUANTIFIER),
    (r"\b(?:less|fewer) than(?= \S*\d)", "more than", Reason.QUANTIFIER),
    (r"(?<!no )(?<!any )(?<!once )(?<!what is )\bmore(?= [a-z]+s\b)(?! than)", "fewer", Reason.COMPARISON),
    (r"(?<!no )\bfewer(?= [a-z]+\b)(?! than)", "more", Reason.COMPARISON),
    (r"(?<!no )(?<!any )\bmore(?= [a-z]+ than\b)", "less", Reason.COMPARISON),
    (r"(?<!no )\bless(?= [a-z]+ than\b)", "more", Reason.COMPARISON),
    (r"\bearlier than\b", "later than", Reason.ORDER),
    (r"\blater than\b", "earlier than", Reason.ORDER),
    (
        r"(?<!day )(?<!year )(?<!twice )(?<!once )\bbefore(?= [a-z])" + _UNCOUNTED,
        "after",
        Reason.ORDER,
    ),
    (
        r"(?<!day )(?<!year )(?<!named )(?<!look )(?<!looked )(?<!soon )(?<!shortly )\bafter(?= [a-z])" + _UNCOUNTED,
        "before",
        Reason.ORDER,
    ),
    (r"\bbecause of\b", "in spite of", Reason.CAUSE),
    (r"\bbecause\b(?! of)", "although", Reason.CAUSE),
    (r"\b(?:in spite of|despite)\b", "because of", Reason.CAUSE),
    (r"\bthanks to\b", "in spite of", Reason.CAUSE),
    (r"\b(?:although|even though)\b", "because", Reason.CAUSE),
)
_KINDS = (Reason.QUANTIFIER, Reason.COMPARISON, Reason.ORDER, Reason.CAUSE)


def swaps(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with another quantifier, the reverse comparison, order or cause: one of each at most."""
    done: set[Reason] = set()
    for pattern, instead, reason in _SWAPS:
        match = re.search(pattern, said.text, re.I)
        if match is None or reason in done or (said.is_in_gap(match.start()) and "than" not in instead):
            continue
        if instead == "only some of" and re.match(r" [a-z]", said.text[match.end() :]):
            following = said.text[match.end() :].split()[0].lower()
            instead = (
                instead if match[0].lower().endswith("of") or lexicon().has("determiner", following) else "only some"
            )
        if instead == "fewer than" and _is_measured(said, match.end()):
            instead = "less than"
        done.add(reason)
        now = like(instead, match[0])
        text = said.text[: match.start()] + now + said.text[match.end() :]
        yield Suggestion(text, reason, f"The source says “{match[0].lower()}”, not “{instead}”.")


_FIXED = re.compile(  # what has no opposite that would fit
    r"together with\b|(?<!the )last (?:year|week|month|night|spring|summer|autumn|winter|season|century|decade|time)\b"
    r"|(?:as|so) (?:long|far|well|early|late|hard) as\b|(?<=as )(?:long|far|well|early|late|hard) as\b"
    r"|(?<=so )(?:long|far) as\b|(?:cold|cool|warm|hot)(?:er)? to(?:wards?)?\b|end up\b|deaths? from\b"
    r"|full (?:text|name|time|moon|stop|board|marks)\b|open to\b"
    r"|(?:fall|falls|fell) (?:this|next|last) "
    r"|(?:fall|falls|fell) (?:in|on) (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)",
    re.I,
)
_GIVEN = re.compile(  # a reason or purpose is told, which speaks against the opposite
    r"\b(?:because|so that|in order to|so as to|as too|for being)\b|\bfor (?!(?:spring|morning|evening)\b)[a-z]+ing\b"
)
_POLAR = re.compile(
    r"\b(?:ever|any|anybody|anyone|anything|at all|any longer|yet|either|neither|nor|than once)\b", re.I
)


def _is_measured(said: Said, end: int) -> bool:
    """Say whether what follows is a sum, a share or a measure, of which there is less, not fewer."""
    gap = next((gap for gap in said.gaps(number=True) if gap.start - end <= 1 <= gap.end - end), None)
    unit = gap.quantity.unit if gap and gap.quantity else ""
    return unit in ("percent", "times") or is_money(unit) or is_measure(unit)


def opposites(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with the opposite of one of its words, in the same form."""
    count = 0
    if re.search(r"\bnot\b|n't\b|\bnever\b|\bcannot\b|\bno longer\b", said.text, re.I):
        return  # of two reverses nobody sees what they say
    if _GIVEN.search(said.text) or _POLAR.search(said.text):
        return
    for index, token in enumerate(said.tokens):
        if (
            said.is_in_gap(token.start)
            or not token.text.isalpha()
            or count == WORDS
            or _FIXED.match(said.text, token.start)
        ):
            continue
        if other := _opposite(said, index, token):
            typed = said.text[token.start : token.end]
            now = like(other, typed)
            rest = _turned(said, index, said.text[token.end :])
            if rest is None or _is_contrasted(said, index) or not suits(said, index, other):
                continue
            count += 1
            text = with_article(said.text[: token.start], now) + now + rest
            yield Suggestion(text, Reason.OPPOSITE, f"The source says “{typed.lower()}”, not “{other}”.")


def _is_contrasted(said: Said, index: int) -> bool:
    """Say whether the claim has the opposite of a word already: "the old part and the new one", "neither accepted nor
    rejected"; turned round, it would say one thing twice."""
    mine = kin_of(said.tokens[index].lemmas)
    return any(
        mine.get(lemma, 0.0) <= _AGAINST
        for number, token in enumerate(said.tokens)
        if number != index
        for lemma in token.lemmas
    )


def _turned(said: Said, index: int, rest: str) -> str | None:
    """Return what follows a word that is turned round, as its opposite needs it: "sold to" becomes "bought from". None
    where it speaks against the opposite: prices do not rise from 30 to 10."""
    token = said.tokens[index]
    lemmas = {token.text, *token.lemmas}
    if said.reading.tags[index] is Tag.NOUN:
        return None if re.match(r" (?:by|against|over)\b", rest) and not lemmas.isdisjoint(_OUTCOMES) else rest
    if said.reading.tags[index] is not Tag.VERB:
        return rest
    if not lemmas.isdisjoint(_MOVES) and re.search(r"\bfrom\b.+\bto\b", rest):
        return None
    if re.search(r"\bagain\b", rest) or any(not _TURNING.isdisjoint(t.lemmas) for t in said.tokens[:index]):
        return None  # "to let them demolish houses", where they were refused to build some
    if index and said.tokens[index - 1].lemma in _WEATHER:
        return None
    for lemma, before, after in _DIRECTED:
        if lemma in lemmas:
            return re.sub(rf"\b{before}\b", after, rest, count=1)
    return rest


_OUTCOMES = frozenset("victory defeat success failure".split())
_MOVES = frozenset("rise fall drop increase decrease grow shrink decline soar plunge climb raise lower reduce".split())
_TURNING = frozenset("refuse decline fail forbid ban prevent prohibit stop avoid doubt deny reject".split())
_WEATHER = frozenset("rain snow hail sleet".split())
_DIRECTED = (
    ("sell", "to", "from"),
    ("buy", "from", "to"),
    ("lend", "to", "from"),
    ("borrow", "from", "to"),
    ("export", "to", "from"),
    ("import", "from", "to"),
    ("arrive", "(?:in|at|on)(?= [A-Z])", "from"),
    ("depart", "from", "in"),
    ("connect", "(?:with|to)", "from"),
    ("load", "(?:onto|into|on)", "from"),
    ("lower", "into", "out of"),
    ("raise", "out of", "into"),
)


def _opposite(said: Said, index: int, token: Token) -> str:
    """Return the opposite of a word in the form of it, or "" where none is sure to fit."""
    tag = said.reading.tags[index]
    if tag not in (Tag.VERB, Tag.ADJECTIVE, Tag.ADVERB, Tag.NOUN) or lexicon().has("function", token.text):
        return ""
    if token.possessive or (token.capital and index) or _is_joined(said, index):
        return ""
    before = said.tokens[index - 1] if index else None
    if (before and _measures(said, before)) or (before and before.lemma in ("take", "last")):
        return ""  # "40 metres long", "took longer"
    after = said.reading.tags[index + 1] if index + 1 < len(said.tokens) else Tag.MARK
    alone = tag is Tag.ADJECTIVE and index and said.reading.tags[index - 1] is Tag.PREPOSITION
    if (index == 0 and token.text.endswith("ing")) or (alone and after not in (Tag.NOUN, Tag.NAME, Tag.ADJECTIVE)):
        return ""  # "in common"
    helped = any(t.text in _HELPERS for t in said.tokens[max(0, index - 2) : index])
    following = said.tokens[index + 1].text if index + 1 < len(said.tokens) else ""
    for lemma in dict.fromkeys((token.text, *token.lemmas)):
        shape = shape_of(token.text, lemma, helped)
        if shape is None:
            continue
        aimed = following == "to" and tag is Tag.VERB and not _is_number(said, index + 2)
        other = _TO.get(lemma, "") if aimed else opposite(tag.value, lemma)
        if not other or (tag is Tag.VERB and not aimed and not _goes_on(said, index, lemma, helped)):
            continue
        if shape in (Shape.ER, Shape.EST) and len(other) > _SHORT:
            continue  # "difficulter"
        return shaped(other, shape)
    return ""


def _is_joined(said: Said, index: int) -> bool:
    """Say whether a word is part of a compound with a hyphen."""
    start, end = said.tokens[index].start, said.tokens[index].end
    return said.text[start - 1 : start] == "-" or said.text[end : end + 1] == "-"


def _is_number(said: Said, index: int) -> bool:
    return index < len(said.tokens) and any(
        gap.start <= said.tokens[index].start < gap.end for gap in said.gaps(number=True)
    )


def _measures(said: Said, token: Token) -> bool:
    """Say whether a word is the end of a number with its unit."""
    near = said.tokens[max(0, said.tokens.index(token) - 1)]
    return any(gap.start <= one.start < gap.end for gap in said.gaps(number=True) for one in (token, near))


def _goes_on(said: Said, index: int, lemma: str, helped: bool) -> bool:
    """Say whether what follows a verb can follow its opposite: not "up" or "down", which make it another verb; and not
    an object, where it has none."""
    if index + 1 >= len(said.tokens):
        return True
    following, tag = said.tokens[index + 1], said.reading.tags[index + 1]
    if lemma in _ALONE:
        return not helped and (following.text in _AFTER_ALONE or tag in (Tag.MARK, Tag.NUMBER, Tag.COORDINATOR))
    if following.text in _PLACING:
        return True
    return tag is not Tag.TO and following.text not in PARTICLES and (helped or tag is not Tag.PREPOSITION)
