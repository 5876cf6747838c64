"""Words highlighted in a statement: where they stand once what is unsafe is left out, their marks, narrow screens."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from nkquiz.model import Finding, PartReport, Relation, Report, Verdict
from nkquiz.render.highlight import highlighted, marks, placed
from nkquiz.render.terminal import report, safe

CONFLICT, EXTRA, AGREE = Relation.CONFLICT, Relation.EXTRA, Relation.AGREE


def finding(text: str, words: str, relation: Relation) -> Finding:
    start = text.index(words)
    return Finding("some", relation, "Because.", start, start + len(words))


def judged(text: str, *found: Finding) -> Report:
    part = PartReport(text, 0, len(text), Verdict.CONTRADICTED, 0.9, "Because.", findings=found)
    return Report(text, Verdict.CONTRADICTED, 0.9, "Because.", (part,))


def shown(found: Report, width: int = 80, terminal: bool = True, colours: bool = False) -> str:
    stream = io.StringIO()
    out = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        color_system="standard" if colours else None,
        legacy_windows=False,
    )
    out.print(report(found, out))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("It cost 14 euros.", "14", "14", id="plain"),
        pytest.param("  It \t cost\n\n14   euros.", "14   euros", "14 euros", id="blanks"),
        pytest.param("\x1b[31mIt\u202e cost\x00 1\u200b4 euros.", "1\u200b4", "14", id="controls"),
        pytest.param("It cost \u200b14\u200b euros.", "\u200b14\u200b", "14", id="controls at the ends"),
        pytest.param("Это стоило 14 €.", "стоило", "стоило", id="Cyrillic"),
        pytest.param("It cost 14 euros, all of it.", "It cost 14 euros, all of it.", "", id="everything"),
        pytest.param("It cost 14 euros.", "It cost 14 euros", "", id="all but the full stop"),
        pytest.param("\u200b It", "\u200b", "", id="nothing that is shown"),
    ],
)
def test_highlighted(text: str, words: str, expected: str):
    """The words of a finding are highlighted where they stand in what is shown; all words together are not."""
    styled = highlighted(text, [finding(text, words, CONFLICT)])
    assert styled.plain == safe(text)
    assert [styled.plain[span.start : span.end] for span in styled.spans] == ([expected] if expected else [])


def test_offsets_count_from_the_whole_statement():
    """A part is highlighted by offsets in the statement that it stands in."""
    text = "It opened in May, and it cost 14 euros."
    styled = highlighted("it cost 14 euros.", [finding(text, "14", CONFLICT), finding(text, "May", CONFLICT)], 22)
    assert [styled.plain[span.start : span.end] for span in styled.spans] == ["14"]


def test_cut_text():
    """What is cut off takes its highlights with it."""
    text = "It cost 14 euros or 15 euros or 16 euros."
    styled = highlighted(text, [finding(text, w, CONFLICT) for w in ("14", "15 euros", "16")], limit=25)
    assert styled.plain == "It cost 14 euros or 15..."
    assert [styled.plain[span.start : span.end] for span in styled.spans] == ["14", "15"]


@given(st.text(max_size=40), st.integers(0, 45), st.integers(0, 45), st.sampled_from([0, 10]))
def test_any_offsets(text: str, start: int, end: int, limit: int):
    """Whatever the text and the offsets, what is shown is safe, and every place holds the character that it is for."""
    styled = highlighted(text, [Finding("some", CONFLICT, "", start, end)], 0, limit)
    plain, place = placed(text, limit)
    assert styled.plain == plain == safe(text, limit)
    assert len(place) == len(text)
    assert all(plain[where] == text[n] for n, where in enumerate(place) if where >= 0)
    line = marks(styled, 80)
    assert line is None or line.plain.strip()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([("14", CONFLICT)], "^^ conflict", id="a conflict"),
        pytest.param([("euros", EXTRA)], "????? not in the source", id="not in the source"),
        pytest.param([("14", CONFLICT), ("euros", EXTRA)], "^^ ?????", id="both"),
        pytest.param([("14", CONFLICT), ("14 euros", EXTRA)], "^^ ?????", id="overlapping"),
        pytest.param([("14", AGREE)], None, id="agreement"),
        pytest.param([("It cost 14 euros.", CONFLICT)], None, id="everything"),
    ],
)
def test_marks(found: list[tuple[str, Relation]], expected: str | None):
    """On a terminal the words of conflicts and those that the source has not are marked; in a pipe they are not."""
    text = "It cost 14 euros."
    said = judged(text, *(finding(text, words, relation) for words, relation in found))
    plain = [f"✗ contradicted  {text}", "  Because."]
    assert shown(said, terminal=False).splitlines() == plain
    margin = " " * plain[0].index(found[0][0])
    assert shown(said).splitlines() == [plain[0], *([margin + expected] if expected else []), plain[1]]


def test_forty_columns():
    """Words that are wrapped are marked on each of their lines, and no line is too long, whatever the characters."""
    text = "According to 日本 the bridge, which nobody wanted, cost fourteen million euros and seven cents."
    lines = shown(judged(text, finding(text, "fourteen million euros and", CONFLICT), finding(text, "日本", EXTRA)), 40)
    assert max(map(cell_len, lines.splitlines())) <= 40
    assert lines.count("^") == sum(map(len, "fourteen million euros and".split())) + 2 - _breaks(lines)
    assert "????" in lines


def _breaks(lines: str) -> int:
    """Count the line ends inside the conflict, each in the place of a blank that would have its mark."""
    marked = [line for line in lines.splitlines() if "^" in line]
    return len(marked) - 2


def test_parts():
    """In a statement of parts the marks stand under the parts."""
    text = "It opened in May and it cost 14 euros"
    cut = text.index(" and ")
    parts = (
        PartReport(text[:cut], 0, cut, Verdict.SUPPORTED, 0.9, "So it is.", findings=(finding(text, "May", AGREE),)),
        PartReport(
            text[cut + 5 :],
            cut + 5,
            len(text),
            Verdict.CONTRADICTED,
            0.9,
            "No.",
            findings=(finding(text, "14", CONFLICT),),
        ),
    )
    lines = shown(Report(text, Verdict.MIXED, 0.9, "Both.", parts)).splitlines()
    assert lines[3] == "  ✗ contradicted  it cost 14 euros"
    assert lines[4] == " " * lines[3].index("14") + "^^ conflict"
    assert sum("^" in line for line in lines) == 1


def test_colours():
    """With colours, each kind of finding has its own."""
    text = "It cost 14 new euros"
    found = [finding(text, "14", CONFLICT), finding(text, "new", EXTRA), finding(text, "euros", AGREE)]
    coloured = shown(judged(text, *found), colours=True)
    for code, word in (("1;31", "14"), ("33", "new"), ("32", "euros")):
        assert f"\x1b[{code}m{word}" in coloured
