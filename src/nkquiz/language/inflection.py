"""Putting one word into the form of another: "rise", as "opened" is of "open" -> "rose"."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise


class Shape(StrEnum):
    """A form of a word."""

    BASE = "base"
    S = "s"  # opens; towns
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    ER = "er"
    EST = "est"


# lemma: past, participle
_IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """\
become became become|begin began begun|bind bound bound|bite bit bitten|blow blew blown|break broke broken
bring brought brought|build built built|burst burst burst|buy bought bought|catch caught caught|choose chose chosen
come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found
flee fled fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got got|give gave given|go went gone|grow grew grown|hang hung hung|have had had
hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known
lay laid laid|lead led led|leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost
make made made|mean meant meant|meet met met|overcome overcame overcome|pay paid paid|put put put|quit quit quit
read read read|rebuild rebuilt rebuilt|repay repaid repaid|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken
shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung
sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken|speed sped sped|spend spent spent
split split split|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck|strike struck struck
swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught|tear tore torn
tell told told|think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|weep wept wept
beat beat beaten|win won won|withdraw withdrew withdrawn|withhold withheld withheld|write wrote written
""".replace("\n", "|").split("|")
    if line
}
# Verbs of two syllables that double their last letter all the same.
_DOUBLED = frozenset("admit commit compel expel occur omit permit prefer propel refer regret repel submit".split())
_COMPARED = {"good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther", "farthest")}
_VOWELS = "aeiou"


def shape_of(word: str, lemma: str, after_helper: bool = False) -> Shape | None:
    """Return which form of `lemma` a word is, or None where it is none that can be made. Where the past looks like the
    participle, it is one if it stands behind a form of "be" or "have"."""
    participle_first = (Shape.PARTICIPLE, Shape.PAST) if after_helper else (Shape.PAST, Shape.PARTICIPLE)
    for shape in (Shape.BASE, Shape.S, *participle_first, Shape.ING, Shape.ER, Shape.EST):
        if shaped(lemma, shape) == word:
            return shape
    return None


def shaped(lemma: str, shape: Shape) -> str:
    """Return a form of a word."""
    if shape is Shape.BASE:
        return lemma
    if shape is Shape.S:
        return _with_s(lemma)
    if shape is Shape.ING:
        return _ing(lemma)
    if shape in (Shape.ER, Shape.EST):
        number = shape is Shape.EST
        return _COMPARED[lemma][number] if lemma in _COMPARED else _joined(lemma, ("er", "est")[number])
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma][shape is Shape.PARTICIPLE]
    return _joined(lemma, "ed")


def with_article(before: str, word: str) -> str:
    """Return the text before a word with "a" or "an", if it ends so, as the word needs it."""
    for article in ("an ", "a "):
        if before.lower().endswith((" " + article, "\n" + article)) or before.lower() == article:
            right = "an " if word[:1].lower() in _VOWELS and not word.lower().startswith(("uni", "use", "eu")) else "a "
            if before[-len(article)].isupper():
                right = right.capitalize()
            return before[: -len(article)] + right
    return before


def like(word: str, model: str) -> str:
    """Return a word with a capital if the model has one."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _with_s(lemma: str) -> str:
    if lemma in ("have", "do", "go"):
        return {"have": "has", "do": "does", "go": "goes"}[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


def _joined(lemma: str, ending: str) -> str:
    if lemma.endswith("e"):
        return lemma + ending[1:]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "i" + ending
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + ending


def _doubles(lemma: str) -> bool:
    """Say whether the last letter is doubled before an ending: in words of one syllable, and some that are stressed on
    the last one."""
    if len(lemma) < 3 or lemma[-1] in _VOWELS + "wxy" or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    syllables = sum(a in _VOWELS + "y" and b not in _VOWELS + "y" for a, b in pairwise(lemma))
    return syllables == 1 or lemma in _DOUBLED
