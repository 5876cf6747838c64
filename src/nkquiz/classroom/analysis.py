"""What the answers of a drill say about its students and about its questions: item analysis.

Difficulty is the share of right answers. Discrimination is the corrected item-total correlation: that of having this
question right with the share of the others that the same student had right. From below about 0.2 a question tells
little about who knows (R. L. Ebel & D. A. Frisbie, Essentials of Educational Measurement, 5th ed. 1991, ch. 13). A lure
that nobody takes might as well not be there (T. M. Haladyna & S. M. Downing, Educational and Psychological Measurement
53, 1993, 999-1010). Reliability is KR-20 (G. F. Kuder & M. W. Richardson, Psychometrika 2, 1937, 151-160).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median, pvariance

from nkquiz.classroom.results import Results, Tally, to_go_over
from nkquiz.model import Answer, Choice, DrillMode, Question, Student
from nkquiz.quiz.grading import LETTERS, grade, in_words
from nkquiz.text import rounded

TELLS_DIFFICULTY = 5  # answers to a question
TELLS_MORE = 15  # answers from which discrimination, unused lures and reliability are told
OTHERS = 4  # other questions that a student must have answered to count for discrimination
TOO_EASY, TOO_HARD, LEFT_OUT = 0.95, 0.30, 0.25
TELLS_SPREAD = 3  # answers a student: with fewer, shares are all or nothing
BINS = 10
_WRONG_SHOWN = 5


@dataclass(frozen=True, slots=True)
class StudentLine:
    """How one student did. `asked` counts the questions that were put to them, `omitted` those without an answer."""

    student: Student
    right: int
    asked: int
    omitted: int
    absent: bool

    @property
    def share(self) -> float | None:
        """The share of right answers, 0 to 1; None where nothing was asked."""
        return self.right / self.asked if self.asked else None

    def points(self, of: float) -> float | None:
        """Return the points, to the hundredth, where all right are `of`; None where nothing was asked."""
        return rounded(self.right * of / self.asked, 2) if self.asked else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many chose an option. Its letter is that of its position in the question as stored."""

    letter: str
    id: str
    text: str
    is_key: bool
    count: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """How a question did. `wrong` has the most frequent wrong answers in words; `readings` say it plainly."""

    number: int
    question: Question
    right: int
    answers: int
    omitted: int
    discrimination: float | None
    drawn: tuple[Drawn, ...]
    wrong: tuple[tuple[str, int], ...]
    readings: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The difficulty: the share of right answers, 0 to 1; None where there are none."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Spread:
    """How the students' shares spread. `bins` counts them by tenths, the last one with those who had all right."""

    students: int
    mean: float
    median: float
    lowest: float
    highest: float
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that a report says. `spread` is None where nobody has an answer of their own, `reliability` where it can't be
    told. `facts` are the claims to go over, known least first."""

    results: Results
    students: tuple[StudentLine, ...]
    questions: tuple[QuestionLine, ...]
    spread: Spread | None
    reliability: float | None
    facts: tuple[Tally, ...]

    @property
    def answers(self) -> int:
        """How many answers there are, those left empty among them."""
        return sum(line.answers for line in self.questions)

    @property
    def tells_spread(self) -> bool:
        """Say whether students have answers enough, on average, that it means something how their shares spread."""
        return (
            self.spread is not None and sum(line.asked for line in self.students) >= TELLS_SPREAD * self.spread.students
        )


def analysed(found: Results) -> Analysis:
    """Return the analysis of a drill."""
    found = completed(found)
    students = tuple(_student_line(found, student) for student in found.drill.students)
    of_student = {line.student.id: line for line in students}
    questions = tuple(
        _question_line(number, question, found.by_question[question.id], of_student)
        for number, question in enumerate(found.drill.questions, 1)
    )
    shares = [line.share for line in students if line.share is not None]
    return Analysis(found, students, questions, _spread(shares), _reliability(found), tuple(to_go_over(found)))


def completed(found: Results) -> Results:
    """Return the results with an empty answer, which is wrong, for each question that a student left out on paper."""
    if found.drill.settings.mode is not DrillMode.PAPER:
        return found
    left_out: list[tuple[str, Answer]] = []
    for student, answers in found.by_student.items():
        there = {answer.question for answer in answers}
        if there:
            missing = (question for question in found.drill.questions if question.id not in there)
            left_out += [(student, grade(question, "")) for question in missing]
    return Results(found.drill, (*found.answers, *left_out), found.absent)


def _student_line(found: Results, student: Student) -> StudentLine:
    answers = found.by_student[student.id]
    absent = student.id in found.absent or (found.drill.settings.mode is DrillMode.PAPER and not answers)
    right, omitted = sum(answer.right for answer in answers), sum(not answer.given for answer in answers)
    return StudentLine(student, right, len(answers), omitted, absent)


def _question_line(
    number: int, question: Question, answers: Sequence[tuple[str, Answer]], students: Mapping[str, StudentLine]
) -> QuestionLine:
    given = [answer for _, answer in answers]
    right, omitted = sum(answer.right for answer in given), sum(not answer.given for answer in given)
    discrimination = _discrimination(answers, students)
    drawn = _drawn(question, given)
    readings = tuple(_readings(right, len(given), omitted, discrimination, drawn)) or ("nothing stands out",)
    wrong = () if drawn else _wrong(question, given)
    return QuestionLine(number, question, right, len(given), omitted, discrimination, drawn, wrong, readings)


def _drawn(question: Question, given: Iterable[Answer]) -> tuple[Drawn, ...]:
    if not isinstance(form := question.form, Choice):
        return ()
    counts = Counter(answer.given for answer in given)
    return tuple(
        Drawn(letter, option.id, option.text, option.id == form.key, counts[option.id])
        for letter, option in zip(LETTERS.upper(), form.options, strict=False)
    )


def _wrong(question: Question, given: Iterable[Answer]) -> tuple[tuple[str, int], ...]:
    """Return the most frequent wrong answers; case and blanks don't count, and the first way of writing is shown."""
    texts: dict[str, list[str]] = {}
    for answer in given:
        if answer.given and not answer.right:
            text = " ".join(in_words(question.form, answer.given).split())
            texts.setdefault(text.casefold(), []).append(text)
    found = sorted(texts.values(), key=len, reverse=True)
    return tuple((same[0], len(same)) for same in found[:_WRONG_SHOWN])


def _discrimination(answers: Sequence[tuple[str, Answer]], students: Mapping[str, StudentLine]) -> float | None:
    """Return the correlation of this question with the rest; None from too few answers, or where all are alike."""
    pairs = []
    for id_, answer in answers:
        line = students.get(id_)
        if line and line.asked > OTHERS:
            pairs.append((float(answer.right), (line.right - answer.right) / (line.asked - 1)))
    if len(pairs) < TELLS_MORE:
        return None
    mine, rest = zip(*pairs, strict=True)
    mean, rest_mean = fmean(mine), fmean(rest)
    spread = sqrt(sum((x - mean) ** 2 for x in mine) * sum((y - rest_mean) ** 2 for y in rest))
    if spread < 1e-9:
        return None
    return sum((x - mean) * (y - rest_mean) for x, y in pairs) / spread


def _readings(
    right: int, answers: int, omitted: int, discrimination: float | None, drawn: Sequence[Drawn]
) -> Iterable[str]:
    """Yield what the figures of a question say in plain words."""
    if answers < TELLS_DIFFICULTY:
        yield "too few answers to say" if answers else "not answered"
        return
    share = right / answers
    if share >= TOO_EASY:
        yield "too easy"
    elif drawn and share <= 1 / len(drawn):
        yield "too hard: no better than guessing"
    elif share <= TOO_HARD:
        yield "too hard"
    if discrimination is not None and discrimination < -1 / sqrt(answers - 1):  # by more than one standard error
        yield "strong students got this wrong: look at the wording and the key"
    key = next((option.count for option in drawn if option.is_key), 0)
    if stronger := [option.letter for option in drawn if option.count > key]:
        yield f"{_lures(stronger)} drew more than the key"
    unused = [option.letter for option in drawn if not option.is_key and not option.count]
    if answers >= TELLS_MORE and share < TOO_EASY and unused:
        yield f"{_lures(unused)} never chosen"
    if omitted > LEFT_OUT * answers:
        yield f"left out by {omitted} of {answers}"


def _lures(letters: Sequence[str]) -> str:
    if len(letters) == 1:
        return f"lure {letters[0]}"
    return f"lures {', '.join(letters[:-1])} and {letters[-1]}"


def _spread(shares: Sequence[float]) -> Spread | None:
    if not shares:
        return None
    bins = Counter(min(BINS - 1, int(share * BINS + 1e-9)) for share in shares)
    counts = tuple(bins[number] for number in range(BINS))
    return Spread(len(shares), fmean(shares), median(shares), min(shares), max(shares), counts)


def _reliability(found: Results) -> float | None:
    """Return KR-20 of a paper; None for other drills, for too few students or questions, or where all did alike."""
    drill = found.drill
    rows = [{a.question: a.right for a in answers} for answers in found.by_student.values() if answers]
    number = len(drill.questions)
    if drill.settings.mode is not DrillMode.PAPER or len(rows) < TELLS_MORE or number <= OTHERS:
        return None
    variance = pvariance([sum(row.values()) for row in rows])
    if variance < 1e-9:
        return None
    shares = [fmean(row[question.id] for row in rows) for question in drill.questions]
    return number / (number - 1) * (1 - sum(share * (1 - share) for share in shares) / variance)
