"""Students' texts: what is a document, which sentences it has, where they stand, and which are left out."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkquiz.bank import load_bank
from nkquiz.documents.leave_out import leave_out
from nkquiz.documents.reading import As, is_document, read
from nkquiz.documents.subject import Subject, stem
from nkquiz.errors import InputError
from nkquiz.model import Bank, BlockKind, Document, LeftOut

ROOT = Path(__file__).resolve().parent.parent
WRAPPED = "Brill has a library that\nopened a reading room in\nJune. It cost a lot\nof money.\n"


def sentences(document: Document) -> list[tuple[int, str, str]]:
    return [(s.line, block.kind.value, s.text) for block in document.blocks for s in block.sentences]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("a.txt", "One thing.\nAnother thing.\n", False, id="a statement a line"),
        pytest.param("a.txt", "no full stops\nin this list\nof statements\n", False, id="lines in lower case"),
        pytest.param("a.txt", "Ann paid\nBob did not\nNobody cared\n", False, id="lines without full stops"),
        pytest.param("a.txt", "One. Two.\n", False, id="one line of two sentences is a statement"),
        pytest.param("a.txt", "One. Two.\nThree.\nFour.\n", False, id="most lines hold one sentence"),
        pytest.param("a.txt", "Title\n\nOne. Two. Three.\n\nFour. Five.\n", True, id="paragraphs, each on a line"),
        pytest.param("a.txt", WRAPPED, True, id="hard-wrapped"),
        pytest.param("-", WRAPPED, True, id="hard-wrapped, from standard input"),
        pytest.param("a.txt", WRAPPED.replace("\n", "\r\n"), True, id="hard-wrapped, with Windows line ends"),
        pytest.param("a.txt", "", False, id="empty"),
        pytest.param("a.md", "One thing.\n", True, id="Markdown"),
        pytest.param("A.MARKDOWN", "{", True, id="Markdown, whatever it begins with"),
        pytest.param("a.docx", "PK", True, id="Word"),
        pytest.param("a.jsonl", WRAPPED, False, id="JSON lines"),
        pytest.param("a.txt", '{"text": "One. Two. Three. Four."}', False, id="JSON lines, whatever the name"),
    ],
)
def test_is_document(name: str, text: str, expected: bool):
    """Names and lines tell documents from lists of statements."""
    assert is_document(text.encode(), name) is expected


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "labelled").glob("*.jsonl")), ids=lambda p: p.name)
def test_a_list_of_statements_is_no_document(path: Path):
    """The labelled statements, one a line, are taken for what they are; the example article for a document."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert not is_document("\n".join(texts).encode(), "a.txt")
    assert is_document((ROOT / "data" / "examples" / "drowned-observatory.txt").read_bytes(), "a.txt")


def test_as_decides():
    """`--as` overrules name and look."""
    assert is_document(b"One.\n", "a.txt", As.DOCUMENT)
    assert not is_document(WRAPPED.encode(), "a.md", As.LINES)


MARKDOWN = """\
---
title: Not read. At all.
---
# The *library* &amp; its room

The library of **Brill** opened a [reading room](https://x.org/a_(b) "June. 7") in
June, Dr. Lund said.[^1] It cost
30,000 crowns. ![A picture](room.png)

> Nobody had
> asked. Not one.

- The first item
  goes on.
  1. A nested one.
* * *
```py
print("Code. More.")
```

| Year | What happened |
|------|---------------|
| 2022 | It was opened. |

<div>Not read.</div>

Under~~lined~~
---
`Code` starts <b>this</b> one.\\
Next \\*line\\*.

[^1]: A note here.
"""


def test_markdown():
    """Markup is left out, kinds are kept, and every sentence has the line on which it begins."""
    assert sentences(read(MARKDOWN.encode(), "a.md")) == [
        (4, "heading", "The library & its room"),
        (6, "paragraph", "The library of Brill opened a reading room in June, Dr. Lund said."),
        (7, "paragraph", "It cost 30,000 crowns."),
        (10, "quote", "Nobody had asked."),
        (11, "quote", "Not one."),
        (13, "item", "The first item goes on."),
        (15, "item", "A nested one."),
        (18, "code", 'print("Code. More.")'),
        (21, "cell", "Year"),
        (21, "cell", "What happened"),
        (23, "cell", "2022"),
        (23, "cell", "It was opened."),
        (27, "heading", "Underlined"),
        (29, "paragraph", "Code starts this one."),
        (30, "paragraph", "Next *line*."),
        (32, "paragraph", "A note here."),
    ]


def test_markdown_offsets():
    """Offsets point at the sentence in the original, markup and all."""
    document = read(MARKDOWN.encode(), "a.md")
    quoted = [document.text[s.start : s.end] for s in document.sentences]
    assert quoted[0] == "The *library* &amp; its room"
    assert quoted[1].startswith("The library of **Brill** opened a [reading room](https")
    assert quoted[1].endswith("June, Dr. Lund said.")
    assert quoted[2] == "It cost\n30,000 crowns."
    assert quoted[3] == "Nobody had\n> asked."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(WRAPPED, "1p 3p", id="hard-wrapped"),
        pytest.param("A title\n\nSome text here. And\nmore.", "1h 3p 3p", id="title"),
        pytest.param("a text without a mark", "1p", id="a single line is no title"),
        pytest.param("Some text here.\n\nHow It Ended\n\nMore text.", "1p 3h 5p", id="h"),
        pytest.param("Some text here.\n\nit just ended\n\nMore text.", "1p 3p 5p", id="no heading"),
        pytest.param("Points:\n- one thing.\n- another\n  thing.\n", "1p 2i 3i", id="items"),
        pytest.param("x" * 101 + ".\none line.\nanother line.", "1p 2p 3p", id="long lines"),
    ],
)
def test_plain(text: str, expected: str):
    """Paragraphs, titles (h) and items show in plain text too."""
    assert " ".join(f"{line}{kind[0]}" for line, kind, _ in sentences(read(text.encode(), "a.txt"))) == expected


def test_standard_input_may_be_markdown():
    """A text without a name is Markdown if it has headings as Markdown has them."""
    assert sentences(read(b"# A title\n\nSome *text* here.", "-")) == [
        (1, "heading", "A title"),
        (3, "paragraph", "Some text here."),
    ]


def test_docx():
    """Word's paragraphs, headings, lists, quotes and tables are read; the line is the paragraph's number."""
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_heading("A room", level=2)
    word.add_paragraph("The room was opened. It cost ").add_run("a lot").bold = True
    word.add_paragraph("")
    word.add_paragraph("An item.", style="List Bullet")
    word.add_paragraph("A quote.", style="Quote")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "One cell.", "Another."
    word.add_paragraph("The end.")
    file = BytesIO()
    word.save(file)
    document = read(file.getvalue(), "a.docx")
    assert sentences(document) == [
        (1, "heading", "A room"),
        (2, "paragraph", "The room was opened."),
        (2, "paragraph", "It cost a lot"),
        (4, "item", "An item."),
        (5, "quote", "A quote."),
        (6, "cell", "One cell."),
        (7, "cell", "Another."),
        (8, "paragraph", "The end."),
    ]
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.md", b"ok\n\xff", "a.md:2: the file is not UTF-8", id="not UTF-8"),
        pytest.param("a.txt", b"ok\0", "a.txt:1: a NUL byte: this is no text file", id="NUL"),
        pytest.param("a.docx", b"PK\3\4", "cannot read a.docx: it is no .docx document, or a damaged one", id="Word"),
        pytest.param("a.md", b"x" * (20 * 2**20 + 1), "a.md has more than 20 MB", id="huge"),
    ],
)  # fmt: skip
def test_bad_documents(name: str, data: bytes, message: str):
    """What can't be read is refused with a message."""
    with pytest.raises(InputError) as caught:
        read(data, name)
    assert caught.value.message == message
    assert caught.value.hint


def test_docx_without_python_docx(monkeypatch: pytest.MonkeyPatch):
    """Without python-docx, the hint says how to install it."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputError) as caught:
        read(b"", "a.docx")
    assert caught.value.hint == "python -m pip install 'nkquiz[docx]'"


@given(
    st.text(alphabet=st.sampled_from("ab.\n *_`[]()<>#>-|!&;\\~1A\t\"'"), max_size=80),
    st.sampled_from(["a.md", "a.txt"]),
)
def test_any_text_is_a_document(text: str, name: str):
    """Whatever is written, offsets are in order and inside of the text, and lines are those of the offsets."""
    document = read(text.encode(), name)
    for sentence in document.sentences:
        assert 0 <= sentence.start < sentence.end <= len(document.text)
        assert sentence.line == document.text.count("\n", 0, sentence.start) + 1
    starts = [sentence.start for sentence in document.sentences]
    assert starts == sorted(starts)


@pytest.fixture(scope="module")
def subject(small_text: str, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    path = tmp_path_factory.mktemp("bank") / "small.yaml"
    path.write_text(small_text, encoding="utf-8")
    return Subject(load_bank(path))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # checked
        ("The library of Brill was closed.", None),
        ("Lund paid 30,000 crowns.", None),
        ("It was worth thirty thousand crowns.", None),
        ("In my opinion, the library should have been built.", None),
        ("I think that the library was closed.", None),
        ("We read that the library was closed in May.", None),
        ('"I will show you the library," Lund said.', None),
        ("In this article, Lund says that the room cost 30 crowns.", None),
        ("After World War I started, the library was closed.", None),
        # left out
        ("Here I show why the library was closed.", LeftOut.FIRST_PERSON),
        ("Finally I discuss the library.", LeftOut.FIRST_PERSON),
        ("Why was the library opened?", LeftOut.QUESTION),
        ('She asked: "Why was the library opened?"', LeftOut.QUESTION),
        ("In this essay I will write about the library of Brill.", LeftOut.FIRST_PERSON),
        ("In this essay, I am going to show that the library was closed.", LeftOut.FIRST_PERSON),
        ("I'd like to discuss the library.", LeftOut.FIRST_PERSON),
        ("This essay is about the library.", LeftOut.FIRST_PERSON),
        ("This paper examines the reading room of Brill.", LeftOut.FIRST_PERSON),
        ("First, let us look at the library.", LeftOut.FIRST_PERSON),
        ("The weather is nice today.", LeftOut.OFF_SUBJECT),
        ("Many people like pizza.", LeftOut.OFF_SUBJECT),
        ("Money is not everything.", LeftOut.OFF_SUBJECT),
        ("A library!", LeftOut.FRAGMENT),
    ],
)
def test_what_is_left_out(subject: Subject, sentence: str, expected: LeftOut | None):
    """Only assertions on the source's subject are checked."""
    (found,) = leave_out(read(sentence.encode(), "a.txt"), subject).sentences
    assert found.left_out == expected


def test_blocks_that_are_left_out(subject: Subject):
    """Headings, code, cells that are no sentences, and the list of references are left out, up to the next chapter."""
    text = "# The library\n\n```\nthe library\n```\n\n|The library|\n|-|\n|The library was closed.|\n\n"
    text += "## References\n\n### Books\n\nLund on the library of Brill.\n\n## After\n\nThe library was closed.\n"
    document = leave_out(read(text.encode(), "a.md"), subject)
    assert [(s.line, s.left_out) for s in document.sentences] == [
        (1, "heading"),
        (4, "code"),
        (7, "fragment"),
        (9, None),
        (11, "heading"),
        (13, "heading"),
        (15, "bibliography"),
        (17, "heading"),
        (19, None),
    ]


@pytest.mark.parametrize("name", ["north-korea-pivot", "drowned-observatory"])
def test_nothing_is_lost(name: str, bank: Bank):
    """No labelled statement that the source says anything about is taken to be off its subject."""
    other = ROOT / "data" / "examples" / "drowned-observatory.yaml"
    subject = Subject(load_bank(other) if name == "drowned-observatory" else bank)
    for path in (ROOT / "tests" / "labelled").glob(f"{name}.*.jsonl"):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            assert subject.is_spoken_of(row["text"]) or row["label"] == "not_in_source", row["text"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("forgave", "forgav"), ("debts", "debt"), ("stopped", "stop"), ("libraries", "librari"), ("library", "librari"),
     ("russia's", "russia"), ("pass", "pass"), ("opening", "open"), ("us", "us")],
)  # fmt: skip
def test_stem(word: str, expected: str):
    """Endings go, so that both sides of a comparison meet."""
    assert stem(word) == expected


def test_every_kind_has_a_name():
    """Kinds and reasons are what JSON shows."""
    assert {kind.value for kind in BlockKind} >= {"paragraph", "heading"}
