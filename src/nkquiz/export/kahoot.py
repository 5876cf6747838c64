"""Kahoot: the spreadsheet that its editor imports. It has choices of two to four short answers, and nothing else."""

from __future__ import annotations

from io import BytesIO

from nkquiz.export import missing, wording
from nkquiz.export.deck import Deck, Exported, LeftOut
from nkquiz.model import Choice, Question
from nkquiz.text import one_line

MOST_ASKED, MOST_ANSWER, MOST_ANSWERS = 120, 75, 4
LIMITS = (5, 10, 20, 30, 60, 90, 120, 240)
COLUMNS = (
    "",  # a number, if one likes
    f"Question - max {MOST_ASKED} characters",
    *(f"Answer {number} - max {MOST_ANSWER} characters" for number in range(1, MOST_ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_THINKING, _READ = 10, 15  # seconds, and characters a second


def write(deck: Deck) -> Exported:
    """Return a sheet with a row for each question that fits.

    Raises:
        InputError: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise missing("kahoot", "xlsxwriter") from error
    reasons = {question.id: _why_not(question) for question in deck.questions}
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": wording.title(deck), "created": deck.made})
        sheet = book.add_worksheet("Quiz")
        sheet.set_column(1, len(COLUMNS) - 1, 30)
        for column, heading in enumerate(COLUMNS[1:], 1):
            sheet.write_string(0, column, heading)
        fitting = (question for question in deck.questions if not reasons[question.id])
        for row, question in enumerate(fitting, 1):
            sheet.write_number(row, 0, row)
            for column, value in enumerate(_row(question), 1):
                if isinstance(value, int):
                    sheet.write_number(row, column, value)
                elif value:
                    sheet.write_string(row, column, value)  # never a formula or a link, whatever it begins with
    left_out = (LeftOut(question, why) for question in deck.questions if (why := reasons[question.id]))
    return Exported(file.getvalue(), tuple(left_out))


def _why_not(question: Question) -> str:
    """Return why a question does not fit, or an empty text."""
    if not isinstance(question.form, Choice):
        return "Kahoot's spreadsheet has questions to choose from only"
    answers = _answers(question.form)
    if not 2 <= len(answers) <= MOST_ANSWERS:
        return f"it has {len(answers)} answers; Kahoot takes 2 to {MOST_ANSWERS}"
    if (length := _length(_asked(question))) > MOST_ASKED:
        return f"the question has {length} characters; Kahoot takes {MOST_ASKED}"
    if (length := max(map(_length, answers))) > MOST_ANSWER:
        return f"an answer has {length} characters; Kahoot takes {MOST_ANSWER}"
    if not all((_asked(question), *answers)):
        return "the question or an answer has nothing in it that can be shown"
    return ""


def _row(question: Question) -> list[str | int]:
    assert isinstance(question.form, Choice)
    answers = _answers(question.form)
    right = next(n for n, option in enumerate(question.form.options, 1) if option.id == question.form.key)
    padding = [""] * (MOST_ANSWERS - len(answers))
    return [_asked(question), *answers, *padding, _seconds(question), right]


def _asked(question: Question) -> str:
    return " ".join(wording.stem(question))


def _answers(form: Choice) -> list[str]:
    return [one_line(option.text) for option in form.options]


def _length(text: str) -> int:
    """Return how long browsers take a text to be: an emoji counts as two."""
    return len(text.encode("utf-16-le")) // 2


def _seconds(question: Question) -> int:
    """Return the least time limit in which all can be read, and thought about."""
    assert isinstance(question.form, Choice)
    needed = _THINKING + len("".join((_asked(question), *_answers(question.form)))) / _READ
    return next(limit for limit in LIMITS if limit >= needed)
