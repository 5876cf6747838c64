"""Papers: the same questions on several variants, in other orders and with other letters, for a class to answer.

What is answered is kept under the ids of questions and options. A letter means something on one variant only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase

from nkquiz.model import Arrangement, Bank, Choice, Entry, Form, Question, Student
from nkquiz.quiz.order import digest, shuffled
from nkquiz.quiz.session import balanced

MOST = 1000  # variants
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Variant:
    """The questions as one variant has them: in its order, each with its options in their order."""

    letter: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    """A paper: what is asked, in the base order, and its variants. `source` is the citation, `bank` the bank's id."""

    title: str
    bank: str
    source: str
    seed: int
    questions: tuple[Question, ...]
    variants: tuple[Variant, ...]

    @cached_property
    def fingerprint(self) -> str:
        """What tells the paper from others, however many variants are printed: letters and digits that no spreadsheet
        takes for a number."""
        shown = (f"{question.id} {' '.join(shown_ids(question.form))}" for question in self.questions)
        return "p" + digest(self.bank, self.seed, *shown)[:8]

    @cached_property
    def by_letter(self) -> dict[str, Variant]:
        """Every variant under its letter."""
        return {variant.letter: variant for variant in self.variants}


@dataclass(frozen=True, slots=True)
class Copy:
    """One printed copy of a variant, with the student's name on it; without a student it is for anybody."""

    variant: Variant
    student: Student | None = None


def new_paper(bank: Bank, title: str, source: str, questions: Sequence[Question], count: int, seed: int) -> Paper:
    """Return a paper with `count` variants. The first has the questions as they are handed in.

    The same questions, count and seed give the same paper; a greater count gives more variants and the same first ones.
    """
    variants: list[Variant] = []
    seen: set[tuple[object, ...]] = set()
    for letter in (letters(number) for number in range(count)):
        # Few questions have few orders: then variants come to be the same.
        for attempt in range(_TRIES):
            variant = _variant(letter, questions, seed, attempt) if variants else Variant(letter, tuple(questions))
            if (order := tuple((q.id, shown_ids(q.form)) for q in variant.questions)) not in seen:
                break
        seen.add(order)
        variants.append(variant)
    return Paper(title, bank.id, source, seed, tuple(questions), tuple(variants))


def letters(number: int) -> str:
    """Return what the variant with that number is called, counted from 0: A to Z, then AA, AB ..."""
    name = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(ascii_uppercase))
        name = ascii_uppercase[place] + name
    return name


def _variant(letter: str, questions: Sequence[Question], seed: int, attempt: int) -> Variant:
    salt = (seed, letter, attempt)
    order = shuffled(questions, lambda question: question.id, *salt)
    return Variant(letter, tuple(balanced((_mixed(question, salt) for question in order), digest(*salt))))


def _mixed(question: Question, salt: tuple[object, ...]) -> Question:
    """Return a question with its options or items in another order, but for those that keep theirs."""
    form = question.form
    match form:
        case Choice(fixed=False):
            options = shuffled(form.options, lambda option: option.id, *salt, question.id)
            return replace(question, form=replace(form, options=tuple(options)))
        case Arrangement():
            items = shuffled(form.items, lambda item: item.id, *salt, question.id)
            return replace(question, form=replace(form, items=tuple(items)))
        case _:
            return question


def shown_ids(form: Form) -> tuple[str, ...]:
    """Return the ids of the options or items in the order in which they are shown."""
    match form:
        case Choice():
            return tuple(option.id for option in form.options)
        case Arrangement():
            return tuple(item.id for item in form.items)
        case Entry():
            return ()


def reordered(question: Question, ids: Sequence[str]) -> Question:
    """Return a question with its options or items in the order of their ids.

    Raises:
        ValueError: these are not the ids that it has.
    """
    form = question.form
    if sorted(ids) != sorted(shown_ids(form)):
        raise ValueError(f"the question {question.id} has other options")
    match form:
        case Choice():
            by_id = {option.id: option for option in form.options}
            return replace(question, form=replace(form, options=tuple(by_id[id_] for id_ in ids)))
        case Arrangement():
            return replace(question, form=replace(form, items=tuple(form.item(id_) for id_ in ids)))
        case Entry():
            return question


def labels(form: Form) -> tuple[str, ...]:
    """Return what stands before each option or item on the sheet: its own letter (T, F) where all have one, else A, B,
    C by their order."""
    if isinstance(form, Choice) and all(option.letter for option in form.options):
        return tuple(option.letter.upper() for option in form.options)
    return tuple(ascii_uppercase[: len(shown_ids(form))])


def label_of(form: Form, given: str) -> str:
    """Return the letter or letters of an answer (see `Answer.given`) on the sheet; nothing for what is typed."""
    if isinstance(form, Entry):
        return ""
    named = dict(zip(shown_ids(form), labels(form), strict=True))
    return " ".join(named.get(id_, "?") for id_ in (given.split() if isinstance(form, Arrangement) else [given]))


def assigned(paper: Paper, students: Iterable[Student]) -> Iterator[Copy]:
    """Yield a copy for each student, in their order. Neighbours on the list have different variants where there are two
    or more; which comes first depends on the seed."""
    order = shuffled(paper.variants, lambda variant: variant.letter, paper.seed, "assigned")
    for number, student in enumerate(students):
        yield Copy(order[number % len(order)], student)


def copies(paper: Paper, students: Sequence[Student] = ()) -> tuple[Copy, ...]:
    """Return what is printed: one for each student, and one of each variant for anybody."""
    return (*assigned(paper, students), *(Copy(variant) for variant in paper.variants))
