"""What each format of `check` writes, compared with a file of its own in tests/golden/.

After a change that is meant, NKQUIZ_GOLDEN=1 writes the files anew: look at the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from nkquiz.bank import load_bank
from nkquiz.documents.leave_out import leave_out
from nkquiz.documents.reading import read
from nkquiz.documents.subject import Subject
from nkquiz.model import Bank, Checked, Finding, Item, PartReport, Relation, Report, Verdict
from nkquiz.render.formats import FORMATS, writer
from nkquiz.render.formats.csv import COLUMNS
from nkquiz.render.formats.html import text
from nkquiz.text import cell

HOSTILE = "</p><script>alert('1')</script> & \u0000 reading room"
GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"text": "txt", "claimreview": "claimreview.json"}
ESSAY = """\
# A <b>room</b> in Brill

In this essay I will show what Lund did. The library opened a *reading room*
in June. The room cost 13,000 crowns & more.

> Was it worth it? The library has forty thousand books. Many people like pizza.

- The library opened a reading room in June, and Lund <i>ate</i> it. "=1+1" <script>alert(1)</script> cost 30 crowns.

## References

Lund, A Room.
"""


def part(bank: Bank, statement: str, start: int, end: int, verdict: Verdict, claim: int | None = None) -> PartReport:
    claims = () if claim is None else (bank.claims[claim],)
    findings = ()
    if verdict is Verdict.CONTRADICTED:
        at = statement.index("13,000")
        findings = (Finding("number", Relation.CONFLICT, "Not 13,000.", at, at + 6, claims[0].id),)
    reason = f"Because <it> is {verdict.value}."
    return PartReport(statement[start:end], start, end, verdict, 0.9, reason, claims, findings, bank.claims[:1])


def judge(bank: Bank, statement: str) -> Report:
    """Judge by words, one kind of verdict for each."""
    if "13,000" in statement:
        parts = [part(bank, statement, 0, len(statement), Verdict.CONTRADICTED, 1)]
    elif ", and " in statement:
        cut = statement.index(", and ")
        parts = [
            part(bank, statement, 0, cut, Verdict.SUPPORTED, 0),
            part(bank, statement, cut + 2, len(statement), Verdict.NOT_IN_SOURCE),
        ]
    else:
        known = "reading room" in statement
        verdict = Verdict.SUPPORTED if known else Verdict.NOT_IN_SOURCE
        parts = [part(bank, statement, 0, len(statement), verdict, 0 if known else None)]
    verdict = parts[0].verdict if len(parts) == 1 else Verdict.MIXED
    return Report(statement, verdict, 0.9, parts[0].reason if len(parts) == 1 else "Its parts differ.", tuple(parts))


@pytest.fixture
def small(small_file: Path) -> Bank:
    return load_bank(small_file)


@pytest.fixture
def essay(small: Bank) -> Checked:
    document = leave_out(read(ESSAY.encode(), "an <essay>.md"), Subject(small))
    items = (
        Item(n, s.text, s.line, None if s.left_out else judge(small, s.text), s)
        for n, s in enumerate(document.sentences, 1)
    )
    return Checked(document.name, tuple(items), document)


@pytest.fixture
def listed(small: Bank) -> Checked:
    given = [
        ("a", "The room cost 13,000 crowns."),
        (-7, "-2+3 \x1b[31m\u202e"),
        ("=b", "reading room\n and more"),
        (4, HOSTILE),
    ]
    return Checked(
        "list.jsonl", tuple(Item(id_, said, n, judge(small, said)) for n, (id_, said) in enumerate(given, 1))
    )


def written(name: str, checked: Checked, bank: Bank) -> str:
    stream = io.StringIO(newline="")
    writer(name)(checked, bank, stream)
    return stream.getvalue()


@pytest.mark.parametrize("what", ["essay", "listed"])
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, what: str, small: Bank, request: pytest.FixtureRequest):
    """Each format writes what its golden file has, for a document and for a list, the same every time."""
    checked = request.getfixturevalue(what)
    found = written(name, checked, small)
    path = GOLDEN / f"{what}.{SUFFIXES.get(name, name)}"
    if os.environ.get("NKQUIZ_GOLDEN"):
        path.write_bytes(found.encode())
    assert found == path.read_bytes().decode() == written(name, checked, small)


def test_every_golden_file_has_a_format():
    """No file is left behind by a format that went."""
    expected = {f"{what}.{SUFFIXES.get(name, name)}" for what in ("essay", "listed") for name in FORMATS}
    found = {path.name for path in GOLDEN.iterdir() if path.is_file()}
    assert {name for name in found if not name.startswith("paper.")} == expected


class Page(HTMLParser):
    """The tags of a page, balanced, with their attributes, and its text."""

    VOID = frozenset(("meta", "br"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


@pytest.mark.parametrize("what", ["essay", "listed"])
def test_html_is_one_safe_page(what: str, small: Bank, request: pytest.FixtureRequest):
    """The page is well-formed, has no script and loads nothing; every mark has its note and every note its mark."""
    page = Page(written("html", request.getfixturevalue(what), small))
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    targets = [attributes[key] or "" for _, attributes in page.tags for key in ("href", "src") if key in attributes]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {t for t in targets if t.startswith("#")} == {f"#{id_}" for id_ in ids}
    assert {t for t in targets if not t.startswith("#")} == {"https://example.org/brill"}
    assert not any(key.startswith("on") or key == "style" for _, attributes in page.tags for key in attributes)


def test_html_shows_the_whole_text(essay: Checked, small: Bank):
    """Every sentence stands on the page, checked or not, in order, and every verdict with sign, word and mark."""
    raw = written("html", essay, small)
    page = Page(raw)
    position = 0
    for item in essay.items:
        position = raw.index(text(item.text)[:12].split("13")[0], position)
    for verdict, sign in zip(Verdict, "✓✗?±", strict=True):
        assert f'class="mark {verdict.value}"' in raw
        assert f".mark.{verdict.value} " in raw
        assert sign in page.words
    styles = {
        line.split("text-decoration-style: ")[1].split(";")[0]
        for line in raw.splitlines()
        if "decoration-style: " in line
    }
    assert styles == {"solid", "wavy", "dotted", "dashed"}
    assert "<b>13,000</b>" in raw


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain", "plain"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=x", "'\t=x"),
        ("\rx", "'\rx"), ("\n=x", "'\n=x"), ("＝x", "'＝x"), ("\x1b=x", "'=x"), ("a=b", "a=b"), ("", ""),
        ("\u202ee", "e"),
    ],
)  # fmt: skip
def test_csv_cell(raw: str, expected: str):
    """Nothing in a cell is a formula, nor moves a cursor."""
    assert cell(raw) == expected


def test_csv(listed: Checked, small: Bank):
    """The table reads back: one row a statement, lines ending in CR LF."""
    table = written("csv", listed, small)
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["id"], row["line"], row["verdict"]) for row in rows] == [
        ("a", "1", "contradicted"),
        ("-7", "2", "not_in_source"),
        ("'=b", "3", "supported"),
        ("4", "4", "supported"),
    ]
    assert rows[2]["locators"] == "1.1; 2.1"
    assert rows[0]["fragments"] == "It cost 30,000 crowns"
    assert table.count("\r\n") == 5


def test_claimreview(essay: Checked, small: Bank):
    """Every review has what schema.org and its readers ask for; no date but the source's own."""
    data = json.loads(written("claimreview", essay, small))
    assert set(data) == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    assert len(data["@graph"]) == len(essay.reports)
    for review, report in zip(data["@graph"], essay.reports, strict=True):
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"] == review["itemReviewed"]["text"] == report.statement
        assert review["itemReviewed"]["@type"] == "Claim"
        assert review["author"] == {"@type": "Organization", "name": "nkquiz"}
        rating = review["reviewRating"]
        assert rating["@type"] == "Rating"
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert rating["alternateName"]
        assert review["citation"]["url"] == "https://example.org/brill"
        assert "datePublished" not in review
    names = {review["reviewRating"]["alternateName"] for review in data["@graph"]}
    assert len(names) == len(Verdict)


def test_json_says_what_was_left_out(essay: Checked, small: Bank):
    """Sentences that were not checked have the reason, and all have their place."""
    data = json.loads(written("json", essay, small))
    assert data["document"] == {
        "name": "an <essay>.md",
        "sentences": 10,
        "checked": 4,
        "verdicts": {"supported": 1, "contradicted": 1, "not_in_source": 1, "mixed": 1},
        "left_out": {
            "heading": 2,
            "bibliography": 1,
            "question": 1,
            "first_person": 1,
            "off_subject": 1,
        },
    }
