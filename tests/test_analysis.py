"""Item analysis: figures worked out by hand, and what is said of them."""

from __future__ import annotations

from math import sqrt

import pytest
from classroom import TYPED, asked, drilled, pupils
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.classroom.analysis import Analysis, Drawn, QuestionLine, StudentLine, analysed
from nkquiz.model import DrillMode


def paper(rows: list[str], absent: tuple[str, ...] = ()) -> Analysis:
    """Analyse a paper: a row a student, a letter a question (k: right; x, y, z: lures; a dot: nothing)."""
    questions = [asked(number) for number in range(1, len(rows[0]) + 1)]
    answers = {f"s{n}": ["" if letter == "." else letter for letter in row] for n, row in enumerate(rows, 1)}
    return analysed(drilled(pupils(len(rows)), questions, answers, absent=absent))


def first(rows: list[str]) -> QuestionLine:
    return paper(rows).questions[0]


# Eight strong students with four of the other four questions right, eight weak ones with none.
STRONG, WEAK = "kkkk", "xxxx"


def split(strong: str, weak: str) -> list[str]:
    """Return rows of sixteen students whose answers to the first question are given, and who part at the others."""
    return [*(letter + STRONG for letter in strong), *(letter + WEAK for letter in weak)]


READINGS = [
    pytest.param(["k" * 5] * 4, ["too few answers to say"], id="four answers"),
    pytest.param(["k" * 5] * 5, ["too easy"], id="everybody, of five"),
    pytest.param(split("kkkkkkkk", "kkkkxyzx"), ["nothing stands out"], id="as it should be"),
    pytest.param(split("kkkkkkkk", "kkkkxxyy"), ["lure D never chosen"], id="a lure that nobody takes"),
    pytest.param(split("kkkkkkkk", "kkkkxxxx"), ["lures C and D never chosen"], id="two of them"),
    pytest.param(
        split("xxyykkzk", "kkkkkkkk"),
        ["strong students got this wrong: look at the wording and the key"],
        id="the strong are wrong",
    ),
    pytest.param(
        split("kkkkyyyy", "xxyyyyyz"),
        ["too hard: no better than guessing", "lure C drew more than the key"],
        id="a lure beats the key, guessing",
    ),
    pytest.param(split("kkkkkkkk", "xyz....."), ["left out by 5 of 16"], id="left out"),
]


@pytest.mark.parametrize(("rows", "readings"), READINGS)
def test_readings(rows: list[str], readings: list[str]):
    """The figures of a question are said in plain words."""
    assert list(first(rows).readings) == readings


def test_hard_without_options():
    """A typed question is too hard where fewer than three in ten know; it has no lures to speak of."""
    questions = [asked(1, TYPED)]
    found = analysed(drilled(pupils(5), questions, {f"s{n}": ["Berg" if n == 1 else "Lund"] for n in range(1, 6)}))
    assert found.questions[0].readings == ("too hard",)


def test_question_by_hand():
    """Right, answers and what each option drew are counted; an empty answer is wrong and chose nothing."""
    line = first(split("kkkkkkkk", "kkx....."))
    assert (line.right, line.answers, line.omitted, line.share) == (10, 16, 5, 10 / 16)
    assert line.drawn == (
        Drawn("A", "k", "Key", True, 10),
        Drawn("B", "x", "Ex", False, 1),
        Drawn("C", "y", "Why", False, 0),
        Drawn("D", "z", "Zed", False, 0),
    )


def test_discrimination_by_hand():
    """Eight strong are right; of eight weak four are. The rest is 1 for the strong and 0 for the weak, so the
    correlation is that of a table of four fields: (8*4 - 0*4) / sqrt(12 * 4 * 8 * 8)."""
    line = first(split("kkkkkkkk", "kkkkxxxx"))
    assert line.discrimination == pytest.approx(32 / sqrt(12 * 4 * 8 * 8)) == pytest.approx(0.57735, abs=1e-5)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(split("kkkkkkkk", "kkkkxxxx")[1:15], id="fourteen answers"),
        pytest.param(split("kkkkkkkk", "kkkkkkkk"), id="all right"),
        pytest.param(["kkkkk", "xkkkk"] * 8, id="the rest is alike"),
        pytest.param(["kkkk", "xxxx"] * 8, id="three other questions"),
    ],
)
def test_discrimination_is_not_told(rows: list[str]):
    """From fewer than fifteen answers, or four other questions, or where nothing differs, it is not told."""
    assert first(rows).discrimination is None


def test_reliability_by_hand():
    """KR-20 of 16 students, 5 questions. Eight have all right, eight nothing: p q is 0.25 five times, the variance of
    5 and 0 is 6.25: 5/4 (1 - 1.25/6.25) = 1."""
    assert paper(["kkkkk", "xxxxx"] * 8).reliability == pytest.approx(1.0)


def test_reliability_by_hand_again():
    """Four each of kkkkk, kkkxx, kxxkx and xxxxx: totals 5, 3, 2, 0, mean 2.5, variance 13/4. The questions have 3, 2,
    2, 2 and 1 of 4 right: p q is 3/16, 4/16, 4/16, 4/16, 3/16, in all 18/16: 5/4 (1 - (18/16) / (13/4)) = 0.8173."""
    rows = ["kkkkk", "kkkxx", "kxxkx", "xxxxx"] * 4
    assert paper(rows).reliability == pytest.approx(1.25 * (1 - (18 / 16) / (13 / 4)))
    assert paper(rows[:14]).reliability is None
    assert paper([row[:4] for row in rows]).reliability is None
    assert paper(["kkkkk"] * 16).reliability is None


def test_students():
    """What was left out on paper is wrong, who handed nothing in was absent, and what nobody was asked has no share."""
    found = drilled(pupils(3), [asked(1), asked(2), asked(3)], {"s1": ["k", "x"], "s2": ["k", "k", "k"]})
    analysis = analysed(found)
    one, two, three = pupils(3)
    assert analysis.students == (
        StudentLine(one, 1, 3, 1, False),
        StudentLine(two, 3, 3, 0, False),
        StudentLine(three, 0, 0, 0, True),
    )
    assert [line.share for line in analysis.students] == [1 / 3, 1, None]
    assert [line.points(10) for line in analysis.students] == [3.33, 10, None]
    assert [fact.id for fact in analysis.facts] == ["c2", "c3"]


@pytest.mark.parametrize(
    ("right", "asked_", "of", "points"), [(25, 40, 10, 6.25), (13, 16, 10, 8.13), (1, 8, 1, 0.13), (2, 3, 100, 66.67)]
)
def test_points(right: int, asked_: int, of: float, points: float):
    """Points are rounded to the hundredth, a half up."""
    assert StudentLine(pupils(1)[0], right, asked_, 0, False).points(of) == points


def test_hot_seat():
    """In the hot seat only what a student was asked counts, and reliability is not told."""
    found = drilled(
        pupils(3), [asked(1), asked(2)], {"s1": ["k", None], "s2": [None, "x"]}, DrillMode.HOT_SEAT, absent=["s3"]
    )
    analysis = analysed(found)
    assert [(line.right, line.asked, line.absent) for line in analysis.students] == [
        (1, 1, False),
        (0, 1, False),
        (0, 0, True),
    ]
    assert analysis.reliability is None
    assert [line.readings for line in analysis.questions] == [("too few answers to say",)] * 2


def test_frequent_wrong_answers():
    """Wrong texts are counted without case and blanks, the most frequent first, empty ones apart."""
    typed = ["Lund", "lund ", "LUND", "Hall", "Berg", "", "Hall", "Moe"]
    found = drilled(pupils(8), [asked(1, TYPED)], {f"s{n}": [text] for n, text in enumerate(typed, 1)})
    line = analysed(found).questions[0]
    assert line.wrong == (("Lund", 3), ("Hall", 2), ("Moe", 1))
    assert (line.right, line.omitted, line.drawn) == (1, 1, ())


def test_spread():
    """Shares are counted by tenths; the last tenth has those with everything right."""
    spread = paper(["kkkkkkkkkk", "kkkkkkkkkx", "kkkxxxxxxx", "xxxxxxxxxx"]).spread
    assert spread is not None
    assert spread.bins == (1, 0, 0, 1, 0, 0, 0, 0, 0, 2)
    assert (spread.students, spread.mean, spread.median) == (4, pytest.approx(0.55), pytest.approx(0.6))
    assert (spread.lowest, spread.highest) == (0, 1)
    assert analysed(drilled(pupils(2), [asked(1)], {})).spread is None


@pytest.mark.parametrize(("row", "tells"), [("k", False), ("kx", False), ("kxk", True)])
def test_spread_of_few_answers(row: str, tells: bool):
    """How shares spread is told from three answers a student."""
    assert paper([row] * 4).tells_spread is tells


@given(st.lists(st.text("kxyz.", min_size=6, max_size=6), min_size=1, max_size=40))
def test_what_always_holds(rows: list[str]):
    """Counts add up whatever was answered, and no figure leaves its range."""
    found = paper(rows)
    assert sum(line.right for line in found.students) == sum(line.right for line in found.questions)
    for line in found.questions:
        assert sum(option.count for option in line.drawn) + line.omitted == line.answers == len(rows)
        assert line.discrimination is None or -1 - 1e-9 <= line.discrimination <= 1 + 1e-9
        assert line.readings
    assert found.spread is not None
    assert sum(found.spread.bins) == len(rows)
    assert found.reliability is None or found.reliability <= 1 + 1e-9
