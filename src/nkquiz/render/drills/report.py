"""What a report of a drill is made from, and words that all its formats share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nkquiz.classroom.analysis import Analysis, QuestionLine
from nkquiz.classroom.results import Tally, by_team
from nkquiz.model import Bank, Drill, DrillMode, Question
from nkquiz.quiz.grading import in_words, key_of
from nkquiz.render.drills import By

if TYPE_CHECKING:
    from datetime import datetime

ANONYMOUS = "The class answered as a whole: nobody has an answer of their own."

NUMBERS = "Questions are numbered as on variant A; other variants have another order."


@dataclass(frozen=True, slots=True)
class DrillReport:
    """A report. `bank` is None where the drill's own is not at hand; `of` are the points for everything right."""

    analysis: Analysis
    bank: Bank | None
    of: float = 10.0
    by: By = By.STUDENTS

    @property
    def drill(self) -> Drill:
        """The drill that it is about."""
        return self.analysis.results.drill

    @property
    def is_anonymous(self) -> bool:
        """Say whether the class answered as a whole, and nobody has an answer of their own."""
        return self.drill.settings.mode is DrillMode.CLASS and self.analysis.spread is None

    @property
    def teams(self) -> list[Tally]:
        """The teams, best first, those that were not asked last; none where the roster has no two."""
        teams = by_team(self.analysis.results)
        if len(teams) < 2 or self.is_anonymous:
            return []
        return sorted(teams, key=lambda team: -1 if team.share is None else team.share, reverse=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim to go over again: what it says, where the source says so, and how many knew it."""

    text: str
    evidence: tuple[tuple[str, str], ...]
    right: int
    answered: int

    @property
    def share(self) -> float:
        """The share that knew it, 0 to 1."""
        return self.right / self.answered


def facts(report: DrillReport) -> list[Fact]:
    """Return the claims to go over. Without the bank, the question stands for its claim."""
    questions = {claim: question for question in reversed(report.drill.questions) for claim in question.claims}
    return [_fact(tally, report.bank, questions.get(tally.id)) for tally in report.analysis.facts]


def _fact(tally: Tally, bank: Bank | None, question: Question | None) -> Fact:
    text = whole(question) if question else tally.id
    evidence: tuple[tuple[str, str], ...] = ()
    if bank and (claim := bank.claim_by_id.get(tally.id)):
        text, evidence = claim.text, tuple((str(each.at), each.quote) for each in claim.evidence)
    elif bank and (unknown := bank.unknown_by_id.get(tally.id)):
        text = f"The source does not say: {unknown.text}"
    return Fact(text, evidence, tally.right, tally.answered)


def whole(question: Question) -> str:
    """Return what is asked, with the text that it is asked about."""
    return f"{question.prompt} {question.text}".strip()


def key(question: Question) -> str:
    """Return the right answer in words."""
    return in_words(question.form, key_of(question.form))


def number(value: float | None) -> str:
    """Return points or a correlation, to the hundredth, without zeros at the end; nothing where there is none."""
    if value is None:
        return ""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def when(moment: datetime) -> str:
    """Return day and time where the computer is."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def discrimination(line: QuestionLine) -> str:
    """Return the discrimination of a question as people read it."""
    return "not told" if line.discrimination is None else f"{line.discrimination:.2f}".replace("-0.00", "0.00")
