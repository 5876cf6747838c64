"""The verbs of a clause with their subjects and objects, and what hangs on what.

A shallow parse: noun phrases and verb groups from word classes, each phrase hung on the nearest verb or noun that can
hold it. Wrong now and then on long sentences; whatever is read from it is weighed against everything else that a
comparison sees, never taken as proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nkquiz.check.denials import BE
from nkquiz.check.inversion import asked, speaks_before
from nkquiz.check.nouns import PHRASE, begins_another, dates, joined, owning, trails
from nkquiz.check.scopes import Scopes, is_to, scopes
from nkquiz.check.tags import HAVE, VERBAL, Tag, is_base
from nkquiz.check.terms import Role
from nkquiz.language.lexicon import lexicon
from nkquiz.language.tokens import Token

_UNCHANGED = frozenset("set put cut hit cost let shut spread split read bet quit burst cast hurt run overrun".split())
_PAST = frozenset("was were had did been".split())
_INSIDE_GROUP = frozenset((Tag.AUXILIARY, Tag.MODAL, Tag.NEGATOR, Tag.ADVERB, Tag.TO))
_RECEIVING = frozenset("to for against toward towards on with at into".split())


@dataclass(slots=True)
class Verb:
    """A verb group: `head` is its main verb's index, or that of "be" where a noun or adjective follows."""

    start: int
    head: int
    passive: bool = False
    infinitive: bool = False
    ahead: bool = False  # "is to build", which tells of what has not happened
    perfect: bool = False
    past: bool = False
    modal: str = ""


@dataclass(slots=True)
class Reading:
    """What grammar says of each token of a clause, in lists as long as the tokens."""

    tags: list[Tag]
    scopes: Scopes
    verbs: list[Verb] = field(default_factory=list)
    head: list[int] = field(default_factory=list)  # the index of the verb or noun that a word hangs on, or -1
    role: list[Role] = field(default_factory=list)
    shared: list[tuple[int, int, Role]] = field(default_factory=list)  # subjects of more verbs: member, head, role


def read(tokens: Sequence[Token], tags: list[Tag]) -> Reading:
    """Return the reading of a clause."""
    reading = Reading(tags, scopes(tokens, tags))
    reading.verbs = _verbs(tokens, tags)
    _hang(tokens, reading)
    return reading


def _verbs(tokens: Sequence[Token], tags: Sequence[Tag]) -> list[Verb]:
    found: list[Verb] = []
    question = asked(tags)
    for index, tag in enumerate(tags):
        if tag is Tag.VERB:
            start = index
            while start and tags[start - 1] in _INSIDE_GROUP and not (found and start - 1 <= found[-1].head):
                start -= 1
            group = [tokens[n].text for n in range(start, index)]
            group += [tokens[0].text] if index == question else []
            inflected = not is_base(tokens[index]) and not tokens[index].text.endswith(("ing", "s"))
            participle = inflected or (tokens[index].text in _UNCHANGED and tags[index - 1] is not Tag.TO)
            bare = index != question and not any(
                tags[n] in (Tag.AUXILIARY, Tag.MODAL, Tag.TO) for n in range(start, index)
            )
            to = any(tags[n] is Tag.TO for n in range(start, index))  # "to pay", but also "has to pay"
            by = _done_by(tokens, tags, index + 1)
            reduced = participle and bare and bool(found or by) and start > 0 and tags[start - 1] in PHRASE and by
            found.append(
                Verb(
                    start,
                    index,
                    passive=reduced or (participle and not BE.isdisjoint(group) and tokens[index].text != "become"),
                    infinitive=to and tags[start] not in VERBAL,
                    ahead=any(
                        tags[n] is Tag.TO and (is_to(tokens, tags, n) or _must(tokens, tags, start, n + 1))
                        for n in range(start, index)
                    ),
                    perfect=not to and not HAVE.isdisjoint(group),
                    past=(participle and bare) or (not to and not _PAST.isdisjoint(group)),
                    modal=next((tokens[n].text for n in range(start, index) if tags[n] is Tag.MODAL), ""),
                )
            )
        elif tag is Tag.AUXILIARY and not _helps(tags, index) and not (question > 0 and index == 0):
            past = tokens[index].text in _PAST
            modal = next((tokens[n].text for n in range(max(0, index - 2), index) if tags[n] is Tag.MODAL), "")
            found.append(Verb(index, index, past=past, perfect=tokens[index].text in HAVE, modal=modal))
    return found


def _done_by(tokens: Sequence[Token], tags: Sequence[Tag], index: int) -> bool:
    """Say whether a "by" follows a verb with no object between: "made in Rome by Anna", not "cut the plan by half"."""
    ahead = next((n for n in range(index, min(index + 3, len(tokens))) if tokens[n].text == "by"), -1)
    if ahead < 0 or (ahead + 1 < len(tags) and tags[ahead + 1] is Tag.NUMBER):
        return False
    return ahead == index or tags[index] in (Tag.ADVERB, Tag.PREPOSITION)


def _must(tokens: Sequence[Token], tags: Sequence[Tag], start: int, end: int) -> bool:
    """Say whether a verb group has "have to", "has yet to": what must be has not been."""
    have = [n for n in range(start, end) if tokens[n].text in ("have", "has")]
    return bool(have) and any(tags[n] is Tag.TO for n in range(have[0], end))


def _helps(tags: Sequence[Tag], index: int) -> bool:
    """Say whether the auxiliary at `index` has a main verb behind it."""
    for number in range(index + 1, min(index + 5, len(tags))):
        if tags[number] is Tag.VERB:
            return True
        if tags[number] not in _INSIDE_GROUP:
            return False
    return False


def _hang(tokens: Sequence[Token], reading: Reading) -> None:
    """Hang each noun phrase on the verb or noun that it belongs to, and say in what role."""
    tags, count = reading.tags, len(tokens)
    head, role = [-1] * count, [Role.OTHER] * count
    verb_at = {verb.head: verb for verb in reading.verbs}
    starts = {verb.start: verb for verb in reading.verbs}
    last_verb: Verb | None = None
    last_noun = -1
    waiting: list[tuple[int, int]] = []  # phrases before a verb that has not come yet
    outer: list[tuple[int, int]] = []  # those before a relative clause, which wait for the verb behind it
    preposition = -1
    beneficiary = -1  # the last word of a phrase behind "for", which may do what an infinitive tells
    index = 0
    while index < count:
        if index in starts:
            verb = starts[index]
            if index and tags[index - 1] is Tag.RELATIVE and last_noun >= 0:
                reading.shared.append((last_noun, verb.head, Role.PATIENT if verb.passive else Role.AGENT))
            elif not waiting and not verb.infinitive:
                waiting, outer = outer, []
            if waiting and not verb.infinitive:
                for first, last in waiting:
                    for n in range(first, last + 1):
                        if head[n] < 0:
                            head[n] = verb.head
                            role[n] = _subject_role(tokens, verb)
                waiting = []
            if verb.infinitive and beneficiary == index - 1:
                reading.shared.append((beneficiary, verb.head, Role.PATIENT if verb.passive else Role.AGENT))
                role[beneficiary] = Role.OTHER
            elif last_verb is not None and verb.infinitive:
                directs = tokens[last_verb.head].among("directing")
                reading.shared += _shared_subject(last_verb, verb, last_noun, head, role, directs)
        if index in verb_at:
            last_verb, preposition, last_noun = verb_at[index], -1, -1
            index += 1
            continue
        tag = tags[index]
        if tag is Tag.PREPOSITION:
            preposition = index
        elif tag is Tag.RELATIVE and waiting:
            outer, waiting = waiting, []
        elif trails(tags, index):
            pass  # "to Rome late in the year"
        elif tag in (Tag.MARK, Tag.SUBORDINATOR, Tag.COORDINATOR):
            preposition = -1
            if tag is Tag.SUBORDINATOR:
                last_verb, last_noun, waiting = None, -1, []
        elif tag in PHRASE:
            end = index
            while end + 1 < count and tags[end + 1] in PHRASE and end + 1 not in starts:
                if begins_another(tokens, tags, end + 1) or trails(tags, end + 1):
                    break
                end += 1
            if last_verb and preposition < 0 and speaks_before(tokens, tags, last_verb.head, index, end):
                for n in range(index, end + 1):
                    head[n], role[n] = last_verb.head, Role.AGENT
            elif (one := joined(tokens, tags, index, end, last_noun, starts)) >= 0 and head[one] >= 0:
                for n in range(index, end + 1):
                    head[n], role[n] = head[one], role[one]
            else:
                _phrase(tokens, tags, index, end, preposition, last_verb, last_noun, head, role, waiting)
            beneficiary = end if preposition >= 0 and tokens[preposition].text == "for" else -1
            last_noun, preposition = end, -1
            index = end
        index += 1
    reading.head, reading.role = head, role


def _subject_role(tokens: Sequence[Token], verb: Verb) -> Role:
    """Return the role of a subject; unknown in headlines ("minister purged"), where "was" may have been left out."""
    if verb.passive or (verb.start and tokens[verb.start - 1].text == "-"):  # "tax-paying"
        return Role.PATIENT
    bare = verb.start == verb.head and verb.past
    ends = verb.head + 1 >= len(tokens) or not tokens[verb.head + 1].text[0].isalpha()
    if bare and (ends or tokens[verb.head + 1].text in ("in", "on", "at", "by") or dates(tokens[verb.head + 1])):
        return Role.OTHER
    return Role.AGENT


def _phrase(
    tokens: Sequence[Token],
    tags: Sequence[Tag],
    first: int,
    last: int,
    preposition: int,
    verb: Verb | None,
    noun: int,
    head: list[int],
    role: list[Role],
    waiting: list[tuple[int, int]],
) -> None:
    """Hang the phrase from `first` to `last`; owners within it ("the firm's debt") hang on its noun."""
    owner_end = max((n for n in range(first, last) if tokens[n].possessive), default=first - 1)
    for n in range(first, owner_end + 1):
        head[n], role[n] = last, Role.AGENT
    for n in range(owner_end + 1, last):
        if tags[n] is Tag.NAME and tags[last] is not Tag.NAME:
            head[n], role[n] = last, Role.AGENT  # "the Roman debt"
    rest = [n for n in range(owner_end + 1, last + 1) if head[n] < 0]
    where = tokens[preposition].text if preposition >= 0 else ""
    if where == "by" and verb is not None and verb.passive:
        target, as_ = verb.head, Role.AGENT
    elif where == "of" and noun >= 0:
        target, as_ = noun, owning(tokens, tags, noun)
    elif where in _RECEIVING and not (where == "with" and verb and verb.passive):
        target, as_ = (noun if noun >= 0 else verb.head if verb else -1), Role.RECIPIENT
    elif where:
        target, as_ = (verb.head if verb else noun), Role.OTHER
    elif verb is not None and noun < 0 and not waiting:
        target, as_ = verb.head, (Role.OTHER if verb.passive or dates(tokens[first]) else Role.PATIENT)
    elif verb is not None and noun == first - 1 and head[noun] == verb.head and role[noun] is Role.PATIENT:
        target, as_ = verb.head, Role.PATIENT  # "gave Rome the ship"
        for n in range(noun, verb.head, -1):
            role[n] = Role.RECIPIENT if head[n] == verb.head else role[n]
    else:
        waiting.append((owner_end + 1, last))
        return
    for n in rest:
        head[n], role[n] = target, as_


def _shared_subject(
    main: Verb, verb: Verb, noun: int, head: Sequence[int], role: Sequence[Role], directs: bool
) -> list[tuple[int, int, Role]]:
    """Return who does what an infinitive tells: the object of a verb that directs it ("invited him to visit"), else
    the subject; nobody where another noun stands between ("opposed efforts in Rome to pay")."""
    as_ = Role.PATIENT if verb.passive else Role.AGENT
    if noun >= 0 and directs and head[noun] == main.head and role[noun] in (Role.PATIENT, Role.OTHER):
        return [(noun, verb.head, as_)]
    objects = [n for n, h in enumerate(head) if h == main.head and role[n] is Role.PATIENT and n > main.head]
    if noun >= 0 and (head[noun] != main.head or (objects and noun not in objects)):
        return []
    subject = Role.PATIENT if main.passive else Role.AGENT
    return [(n, verb.head, as_) for n, h in enumerate(head) if h == main.head and role[n] is subject]


def done(reading: Reading) -> bool:
    """Say whether the main verb tells that something has happened."""
    for verb in reading.verbs:
        if verb.ahead or not verb.infinitive:
            told = not reading.scopes.negated[verb.head]
            return told and not verb.ahead and (verb.past or verb.perfect)
    return False


def main_verb(tokens: Sequence[Token], reading: Reading) -> int:
    """Return the index of the first finite verb that carries meaning, else of the first, else -1."""
    heads = [verb.head for verb in reading.verbs]
    full = [n for n in heads if reading.tags[n] is Tag.VERB and not lexicon().has("light", tokens[n].lemma)]
    return (full or heads or [-1])[0]
