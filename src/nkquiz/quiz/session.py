"""A round of questions as a value: each step returns the next round, so that undo is a step like any other."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nkquiz.model import Answer, Arrangement, Choice, Entry, Question, Verdict
from nkquiz.quiz.giveaway import tells
from nkquiz.quiz.material import Material
from nkquiz.quiz.order import shuffled
from nkquiz.quiz.types import JUDGED, KEYS, OF_UNKNOWNS, TYPES

_FAR = 2  # fewer of one key than of another


@dataclass(frozen=True, slots=True)
class Round:
    """The questions of a round and what was answered so far. A skipped question has None."""

    questions: tuple[Question, ...]
    given: tuple[Answer | None, ...] = ()

    @property
    def current(self) -> Question | None:
        """The question to be answered now, or None at the end."""
        return self.questions[len(self.given)] if len(self.given) < len(self.questions) else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers without the skipped questions."""
        return tuple(answer for answer in self.given if answer is not None)

    def answered(self, answer: Answer) -> Round:
        """Return the round after that answer to the current question.

        Raises:
            ValueError: the round is over, or the answer is one to another question.
        """
        if self.current is None:
            raise ValueError("the round is over")
        if answer.question != self.current.id:
            raise ValueError("that is an answer to another question")
        return replace(self, given=(*self.given, answer))

    def skipped(self) -> Round:
        """Return the round after skipping the current question."""
        return replace(self, given=(*self.given, None)) if self.current else self

    def undone(self) -> Round:
        """Return the round before the last step; the same round if there was none."""
        return replace(self, given=self.given[:-1])


def new_round(
    material: Material,
    seed: int,
    count: int,
    types: Collection[str] = (),
    topics: Collection[str] = (),
    first: Sequence[str] = (),
    only: bool = False,
) -> Round:
    """Return a round of at most `count` questions, each made from another claim, of which none tells the answer to
    another.

    The same material, seed and options give the same round. Empty `types` and `topics` stand for all. The claims (and
    unknowns) with the ids `first` are asked about before all others, in that order; with `only`, the others not at all.
    Of statements to be judged as many are true as false; unknowns wait for their turn, while there is anything else.
    """
    wanted = [name for name in TYPES if not types or name in types]
    ids = [*enumerate(_asked(material, seed, topics, first, only))]
    claims = deque(pair for pair in ids if pair[1] in material.bank.claim_by_id)
    unknowns = deque(pair for pair in ids if pair[1] in material.bank.unknown_by_id)
    chosen: list[Question] = []
    while (claims or unknowns) and len(chosen) < count:
        turn = _is_turn_of_unknowns(chosen, seed, ahead=unknowns[0] < claims[0]) if claims and unknowns else not claims
        _, id_ = (unknowns if turn else claims).popleft()
        if any(id_ == question.claim for question in chosen):
            continue
        if question := _question(id_, material, seed, wanted, chosen):
            chosen.append(question)
    return Round(tuple(balanced(chosen, seed)))


def every_question(material: Material, seed: int, types: Collection[str] = ()) -> Iterator[Question]:
    """Yield the questions that each type makes from each claim and unknown with this seed, in the bank's order, each
    once."""
    wanted = [name for name in TYPES if not types or name in types]
    seen = set()
    for claim in material.bank.claims:
        for name in wanted:
            question = TYPES[name](claim, material, seed)
            if question and question.id not in seen:
                seen.add(question.id)
                yield question
    for unknown in material.bank.unknowns:
        for name in wanted:
            if name in OF_UNKNOWNS:
                yield OF_UNKNOWNS[name](unknown, material)


def _asked(material: Material, seed: int, topics: Collection[str], first: Sequence[str], only: bool) -> Iterator[str]:
    """Yield the ids of claims and unknowns in the order in which they are asked about."""
    bank = material.bank
    topic_of = {claim.id: claim.topic for claim in bank.claims} | {u.id: u.topic for u in bank.unknowns}
    rest = [] if only else shuffled((id_ for id_ in topic_of if id_ not in set(first)), str, seed, "claims")
    for id_ in (*first, *rest):
        if id_ in topic_of and (not topics or topic_of[id_] in topics):
            yield id_


def _question(
    id_: str, material: Material, seed: int, types: Sequence[str], chosen: Sequence[Question]
) -> Question | None:
    """Return a question on a claim or unknown, of the type that the round has least of; None if there is none that
    goes with the others."""
    claim, unknown = material.bank.claim_by_id.get(id_), material.bank.unknown_by_id.get(id_)
    asked = Counter(question.type for question in chosen)
    for name in sorted(shuffled(types, str, seed, id_, "type"), key=lambda name: asked[name]):
        if claim and name in JUDGED:
            key = next(key for key in _rarest(name, chosen, seed) if key != Verdict.NOT_IN_SOURCE)
            question = JUDGED[name](claim, material, seed, key)
        elif claim:
            question = TYPES[name](claim, material, seed)
        else:
            question = OF_UNKNOWNS[name](unknown, material) if unknown and name in OF_UNKNOWNS else None
        if question and not any(_clash(question, other, material) for other in chosen):
            return question
    return None


def _rarest(name: str, chosen: Sequence[Question], seed: int) -> list[str]:
    """Return the keys of a type by how often the round has them, the rarest first; the seed decides among equals, each
    time anew, so that they don't come in turns that one can see through."""
    had = Counter(q.form.key for q in chosen if q.type == name and isinstance(q.form, Choice))
    fewest = min(had[key] for key in KEYS[name])
    return sorted(shuffled(KEYS[name], str, seed, name, fewest, "key"), key=lambda key: had[key])


def _is_turn_of_unknowns(chosen: Sequence[Question], seed: int, ahead: bool) -> bool:
    """Say whether that the source does not say it is what the round has too little of: too little by far, where no
    unknown stands before the next claim."""
    for name in OF_UNKNOWNS:
        had = Counter(q.form.key for q in chosen if q.type == name and isinstance(q.form, Choice))
        behind = max(had.values(), default=0) - had[Verdict.NOT_IN_SOURCE]
        if _rarest(name, chosen, seed)[0] == Verdict.NOT_IN_SOURCE and (ahead or behind >= _FAR):
            return True
    return False


def _clash(one: Question, other: Question, material: Material) -> bool:
    """Say whether two questions must not stand in one round: they are about the same (orders and pairs may share one
    claim of several), one tells the answer to the other, or the same is to be typed twice."""
    shared = set(one.claims) & set(other.claims)
    both_many = isinstance(one.form, Arrangement) and isinstance(other.form, Arrangement)
    if len(shared) > both_many:
        return True
    if isinstance(one.form, Entry) and isinstance(other.form, Entry) and one.form.accepted == other.form.accepted:
        return True
    return tells(one, other, material) or tells(other, one, material)


def balanced(questions: Iterable[Question], *seed: object) -> Iterator[Question]:
    """Put the keys of choices on the positions in turn, so that no position is right more often than another."""
    dealt: Counter[int] = Counter()
    for question in questions:
        form = question.form
        if not isinstance(form, Choice) or form.fixed:
            yield question
            continue
        count = len(form.options)
        turn, place = divmod(dealt[count], count)
        position = shuffled(range(count), str, *seed, count, turn, "position")[place]
        dealt[count] += 1
        key = next(option for option in form.options if option.id == form.key)
        lures = [option for option in form.options if option is not key]
        yield replace(question, form=replace(form, options=(*lures[:position], key, *lures[position:])))
