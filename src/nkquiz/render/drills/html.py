"""The report as a page of its own, to read and to print. There are no scripts and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from nkquiz.classroom.analysis import TELLS_DIFFICULTY, TELLS_MORE, QuestionLine, StudentLine
from nkquiz.model import DrillMode
from nkquiz.render import page
from nkquiz.render.drills.charts import PATTERNS, bar, distribution
from nkquiz.render.drills.report import (
    ANONYMOUS,
    NUMBERS,
    DrillReport,
    discrimination,
    facts,
    key,
    number,
    when,
    whole,
)
from nkquiz.render.formats.html import text
from nkquiz.render.wording import counted, percent

_PAGE = """\
{head}<body>
{patterns}
<header>
<h1>{title}</h1>
<p>{about}</p>
</header>
<main>
{sections}
</main>
<footer>
<p>Written by nkquiz. The names of students are in it: keep it where they may be.</p>
</footer>
</body>
</html>
"""
_GUIDE = f"""\
<dl>
<dt>Difficulty</dt><dd>The share of right answers; what was left out counts as wrong. Readings are given from \
{TELLS_DIFFICULTY} answers.</dd>
<dt>Discrimination</dt><dd>Whether those who had this question right had the others right too: from −1 to 1. Below \
about 0.2 it tells little about who knows; clearly below 0, look at the wording and the key. It is told from \
{TELLS_MORE} students who were asked enough others.</dd>
<dt>Reliability</dt><dd>KR-20, of papers with {TELLS_MORE} students or more: how much of what parts the totals is not \
chance, 1 at best. Below 0.7, do not decide much by one total.</dd>
</dl>"""


def write(report: DrillReport) -> str:
    """Return the page."""
    drill = report.drill
    style = (files("nkquiz.render.drills") / "report.css").read_text(encoding="utf-8")
    ended = "" if drill.ended else ", still open"
    about = (
        f"{drill.settings.mode.value}, {when(drill.started)}{ended}; {counted(len(drill.students), 'student')}, "
        f"{counted(len(drill.questions), 'question')}."
    )
    if report.bank:
        about += f" Source: {report.bank.source.citation}."
    sections = (
        ("At a glance", _glance(report)),
        ("Go over again", _facts(report)),
        ("Students", _students(report)),
        ("Teams", _teams(report)),
        ("Questions", _overview(report)),
        ("Question by question", "\n".join(_question(line) for line in report.analysis.questions)),
        ("What the figures mean", _GUIDE),
    )
    title = text(f"Report: {drill.name}" if drill.name else "Report")
    return _PAGE.format(
        head=page.head(title, style, '<meta name="color-scheme" content="light dark">\n'),
        title=title,
        patterns=PATTERNS,
        about=text(about),
        sections="\n".join(f"<section>\n<h2>{name}</h2>\n{body}\n</section>" for name, body in sections if body),
    )


def _table(caption: str, headings: Iterable[tuple[str, str]], rows: Iterable[str]) -> str:
    """Return a table. A heading has its kind, which says how its column stands; the rows are written already."""
    head = "".join(
        f'<th scope="col" class="{kind}">{name}</th>' if name else _cell("", kind) for name, kind in headings
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    inner = f"<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>"
    return f'<div class="scroll"><table>\n{inner}\n</table></div>'


def _cell(shown: str, kind: str = "") -> str:
    return f'<td class="{kind}">{shown}</td>' if kind else f"<td>{shown}</td>"


def _glance(report: DrillReport) -> str:
    analysis = report.analysis
    right = sum(line.right for line in analysis.questions)
    shown = [("answers", str(analysis.answers))]
    if analysis.answers:
        shown.append(("of them right", percent(right / analysis.answers)))
    if spread := analysis.spread:
        shown += [
            ("students with answers", str(spread.students)),
            ("right on average", percent(spread.mean)),
        ]
    if spread and analysis.tells_spread:
        shown += [
            ("right, the middle student", percent(spread.median)),
            ("right, lowest and highest", f"{percent(spread.lowest)} – {percent(spread.highest)}"),
        ]
    if analysis.reliability is not None:
        shown.append(("reliability (KR-20)", f"{analysis.reliability:.2f}"))
    figures = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in shown)
    chart = f"<figure>{distribution(spread.bins)}</figure>" if spread and analysis.tells_spread else ""
    return f'<dl class="figures">{figures}</dl>\n{chart}'


def _facts(report: DrillReport) -> str:
    items = []
    for fact in facts(report):
        evidence = "; ".join(f"{at} <q>{text(quote)}</q>" for at, quote in fact.evidence)
        items.append(
            f"<li><strong>{text(fact.text)}</strong> "
            f'<span class="told">{fact.right} of {fact.answered} right, {percent(fact.share)}</span>'
            + (f'<span class="evidence">Evidence {evidence}</span>' if evidence else "")
            + "</li>"
        )
    return f"<p>What fewer than three in four knew, known least first.</p>\n<ol>{''.join(items)}</ol>" if items else ""


def _students(report: DrillReport) -> str:
    if report.is_anonymous:
        return f"<p>{ANONYMOUS}</p>"
    teams = len({student.team for student in report.drill.students}) > 1
    headings = [("Student", ""), *([("Team", "")] if teams else []), ("Right", "number"), ("Share", "number")]
    headings += [(f"Points of {number(report.of)}", "number"), ("", "chart")]
    rows = (_student(line, report.of, teams) for line in report.analysis.students)
    return _table("In the order of the roster", headings, rows) if report.drill.students else ""


def _student(line: StudentLine, of: float, teams: bool) -> str:
    name = f'<th scope="row">{text(line.student.name)}</th>' + (_cell(text(line.student.team)) if teams else "")
    if line.share is None:
        return f'{name}<td colspan="4" class="none">{"absent" if line.absent else "not asked"}</td>'
    note = " left early" if line.absent else ""
    left_out = f" {line.omitted} left out" if line.omitted else ""
    return (
        f"{name}{_cell(f'{line.right} of {line.asked}', 'number')}{_cell(percent(line.share), 'number')}"
        f"{_cell(f'{line.points(of):.2f}', 'number')}{_cell(bar(line.share) + left_out + note, 'chart')}"
    )


def _teams(report: DrillReport) -> str:
    rows = [
        f'<th scope="row">{text(team.id) or "no team"}</th>{_cell(f"{team.right} of {team.answered}", "number")}'
        f"{_cell(percent(team.share), 'number')}{_cell('' if team.share is None else bar(team.share), 'chart')}"
        for team in report.teams
    ]
    headings = (("Team", ""), ("Right", "number"), ("Share", "number"), ("", "chart"))
    return _table("Best first", headings, rows) if rows else ""


def _overview(report: DrillReport) -> str:
    headings = (
        ("No.", "number"), ("Question", ""), ("Right", "number"), ("", "chart"), ("Discrimination", "number"),
        ("Reading", ""),
    )  # fmt: skip
    rows = (
        f'{_cell(str(line.number), "number")}<th scope="row"><a href="#q{line.number}">{text(whole(line.question))}</a>'
        f"</th>{_cell(percent(line.share), 'number')}{_cell('' if line.share is None else bar(line.share), 'chart')}"
        f"{_cell(discrimination(line), 'number')}{_cell(text('; '.join(line.readings)))}"
        for line in report.analysis.questions
    )
    order = NUMBERS if report.drill.settings.mode is DrillMode.PAPER else "In the order in which they were asked"
    return _table(order, headings, rows) if report.analysis.questions else ""


def _question(line: QuestionLine) -> str:
    asked = f"<blockquote>{text(line.question.text)}</blockquote>" if line.question.text else ""
    if not line.answers:
        figures = "<p>not answered</p>"
    else:
        left_out = f"; {line.omitted} left out" if line.omitted else ""
        figures = (
            f"<p>{line.right} of {line.answers} right ({percent(line.share)}); discrimination {discrimination(line)}"
            f'{left_out}.</p>\n<p class="reading">Reading: <strong>{text("; ".join(line.readings))}</strong></p>'
            f'\n<table class="drawn">\n<caption class="hidden">Answers to question {line.number}</caption>\n<thead '
            'class="hidden"><tr><th scope="col">Answer</th><th scope="col">Students</th><th scope="col">Share</th></tr>'
            f"</thead>\n<tbody>\n{''.join(_drawn(line))}</tbody>\n</table>"
        )
    return (
        f'<article id="q{line.number}">\n<h3>{line.number}. {text(line.question.prompt)}</h3>\n{asked}\n{figures}\n'
        "</article>"
    )


def _drawn(line: QuestionLine) -> Iterator[str]:
    """Yield a row for the key, marked as such, and for each lure or frequent wrong answer."""
    if line.drawn:
        rows = [(f"{each.letter} {each.text}", each.count, each.is_key) for each in line.drawn]
    else:
        rows = [(key(line.question), line.right, True), *((shown, count, False) for shown, count in line.wrong)]
    if line.omitted:
        rows.append(("(left out)", line.omitted, False))
    for shown, count, is_key in rows:
        marked = "<strong>✓ {}</strong> (key)" if is_key else "{}"
        kind = "right" if is_key else "wrong"
        yield (
            f'<tr><th scope="row">{marked.format(text(shown))}</th>{_cell(str(count), "number")}'
            f"{_cell(bar(count / line.answers, kind) + ' ' + percent(count / line.answers), 'chart')}</tr>\n"
        )
