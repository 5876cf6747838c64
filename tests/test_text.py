"""Plain text: normalising, words, paragraphs, sentences, fingerprints."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkquiz.text import WRAP_WIDTH, fingerprint, normalise, one_line, paragraphs, sentences, words

LONG = "Every line of this file is a paragraph of its own, however wide it may be, because one of them is " + "w" * 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain", "plain", id="plain text stays"),
        pytest.param("“Yes,” ‘no’", "\"Yes,\" 'no'", id="curly quotes"),
        pytest.param("«oui» „ja‟", '"oui" "ja"', id="quotes of other languages"),
        pytest.param("1990–2014 — a ‑ b − c", "1990-2014 - a - b - c", id="dashes, hyphens and the minus sign"),
        pytest.param("a\u00a0b\u2009c\t d\n\ne", "a b c d e", id="all blanks are single blanks"),
        pytest.param("  x  ", "x", id="no blanks at the ends"),
        pytest.param("soft\u00adhyphen \ufeffmark\u200b", "softhyphen mark", id="format characters go"),
        pytest.param("a\x1b[31mb\x07", "a[31mb", id="control characters go"),
        pytest.param("\u202eevil\u202c", "evil", id="direction characters go"),
        pytest.param("ﬁne ２０１４", "fine 2014", id="ligatures and full-width digits"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("wait…", "wait...", id="ellipsis"),
        pytest.param("", "", id="empty"),
    ],
)
def test_normalise(text: str, expected: str):
    """Look-alikes become one and the same."""
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Kremlin's plan.", ["the", "kremlin's", "plan"], id="an apostrophe inside a word stays"),
        pytest.param("'quoted' “words”", ["quoted", "words"], id="quotes go"),
        pytest.param("90% of $10.9bn", ["90", "of", "10", "9bn"], id="signs go, digits stay"),
        pytest.param("Six-Party Talks", ["six", "party", "talks"], id="hyphens part words"),
        pytest.param("snake_case", ["snake", "case"], id="an underscore is no letter"),
        pytest.param("Élysée", ["élysée"], id="letters beyond ASCII"),
        pytest.param(" ... ", [], id="no words"),
    ],
)
def test_words(text: str, expected: list[str]):
    """Words come in lower case and without punctuation."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\n", [], id="blank"),
        pytest.param("one\ntwo\n\nthree\n", ["one two", "three"], id="hard-wrapped: a blank line ends a paragraph"),
        pytest.param("one\n  \t\ntwo", ["one", "two"], id="hard-wrapped: a line of blanks is a blank line"),
        pytest.param("one\r\ntwo\r\n\r\nthree", ["one two", "three"], id="hard-wrapped: Windows line ends"),
        pytest.param("\n\n\none\n\n\n\ntwo\n\n", ["one", "two"], id="hard-wrapped: many blank lines"),
        pytest.param("  indented\n  text", ["indented text"], id="hard-wrapped: indented"),
        pytest.param(f"{LONG}\nshort\n\nlast", [LONG, "short", "last"], id="long lines: every line is a paragraph"),
        pytest.param(f"{'x' * WRAP_WIDTH}\ny", [f"{'x' * WRAP_WIDTH} y"], id="a line of the wrap width is wrapped"),
        pytest.param(f"{'x' * (WRAP_WIDTH + 1)}\ny", ["x" * (WRAP_WIDTH + 1), "y"], id="a wider one is not"),
    ],
)
def test_paragraphs(text: str, expected: list[str]):
    """A document is cut at blank lines if it is hard-wrapped, else at every line."""
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param([], id="empty"),
        pytest.param(["One."], id="one"),
        pytest.param(["no full stop"], id="without a full stop"),
        pytest.param(["One.", "Two!", "Three?", "Four."], id="stops, exclamations, questions"),
        pytest.param(["Really?!", "Yes."], id="several marks"),
        pytest.param(["In 2014.", "2015 was better."], id="a digit begins a sentence"),
        pytest.param(["It rose by 3.5 percent."], id="a decimal point"),
        pytest.param(["See nkquiz.toml for more.", "Done."], id="a dot inside a word"),
        pytest.param(["Mr. Smith met Dr. Jones and Gen. Lee.", "They left."], id="titles"),
        pytest.param(["J. R. Berg came.", "So did D.P. Kim."], id="initials"),
        pytest.param(["The U.S. Army left."], id="U.S. before a capital"),
        pytest.param(["The D.P.R.K. Army stayed."], id="D.P.R.K. before a capital"),
        pytest.param(["Some, e.g. Russia, agreed.", "Others did not."], id="e.g."),
        pytest.param(["It is No. 5 of the list."], id="No. before a number"),
        pytest.param(["At 3 p.m. Moscow time it began."], id="p.m."),
        pytest.param(['"It is over."', "He left."], id="a quote ends after the stop"),
        pytest.param(['He said: "It is over."', '"No," she said.'], id="a quote begins a sentence"),
        pytest.param(['"Is it?" asked Kim.'], id="a small letter after a quoted question"),
        pytest.param(["(It was late.)", "They left."], id="brackets"),
        pytest.param(["It ended...", "Then it began."], id="an ellipsis before a capital"),
        pytest.param(["It went ... on."], id="an ellipsis before a small letter"),
        pytest.param(
            ["The answer was no.", "They left."],
            id="the word no ends a sentence",
        ),
        pytest.param(
            ["It was over.", "Élysée officials denied it."],
            id="a capital beyond ASCII begins a sentence",
        ),
    ],
)
def test_sentences(expected: list[str]):
    """A paragraph is cut into these sentences."""
    assert sentences(" ".join(expected)) == expected


def test_sentences_are_normalised():
    """Curly quotes and line breaks do not stay in a sentence."""
    assert sentences("“It is\nover.”  He\u00a0left.") == ['"It is over."', "He left."]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("nobody had asked for one, j. berg wrote", id="case and punctuation"),
        pytest.param("“Nobody had asked for one,” J. Berg wrote.", id="curly quotes"),
        pytest.param("'Nobody had asked for one', J. Berg wrote.", id="single quotes"),
        pytest.param('"Nobody  had\nasked\u00a0for one,"\tJ. Berg wrote. ', id="blanks"),
        pytest.param('"No\u00adbody had asked for one," J. Berg wrote.', id="soft hyphens"),
    ],
)
def test_fingerprint_same(other: str):
    """These do not change a fingerprint."""
    assert fingerprint(other) == fingerprint('"Nobody had asked for one," J. Berg wrote.')


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Somebody had asked for one.", id="another word"),
        pytest.param("Had nobody asked for one.", id="another order"),
        pytest.param("Nobody had asked for 1.", id="a number"),
        pytest.param("Nobody had asked for.", id="a word less"),
    ],
)
def test_fingerprint_differs(other: str):
    """A change of the words changes the fingerprint."""
    assert fingerprint(other) != fingerprint("Nobody had asked for one.")


def test_fingerprint_is_lasting():
    """Fingerprints stand in banks, so that their making must never change."""
    assert fingerprint("It cost 30,000 crowns.") == "c371f2687a49"


def test_fingerprint_of_letters_whose_capitals_differ():
    """Case does not count in other languages either."""
    assert fingerprint("Die Straße") == fingerprint("DIE STRASSE")


# Letters whose upper and lower case are each other's inverse, and what stands between words.
LETTERS = "abcdefghijklmnopqrstuvwxyzäéøñжω"
PROSE = st.lists(st.text(LETTERS + "0123456789", min_size=1, max_size=8), min_size=1, max_size=12)


@given(st.text())
@example("`\u0301 \uff40")
@example("\u1ffd\u2026\xa0\x85")
def test_normalise_leaves_nothing_to_normalise(text: str):
    """No double blanks, no control character, no curly quote is left."""
    result = normalise(text)
    assert result == " ".join(result.split())
    assert result.isprintable() or not result.isascii()
    assert not set(result) & set("‘’“”–—\u200b\u202e\x1b")


@given(st.text(st.characters(exclude_categories=["Cf", "Cc", "Cs"])))
def test_normalise_is_idempotent(text: str):
    """Normalising twice is normalising once."""
    assert normalise(normalise(text)) == normalise(text)


def test_normalise_is_idempotent_with_format_characters():
    """An invisible character between a letter and its accent does not matter."""
    assert normalise("e\u200b\u0301") == normalise(normalise("e\u200b\u0301"))


@given(PROSE, st.data())
def test_fingerprint_is_stable(prose: list[str], data: st.DataObject):
    """Whatever is done to case, quotes and blanks, the fingerprint stays."""
    blank = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", "\r\n"])
    quote = st.sampled_from([("", ""), ('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("'", "'"), ("(", ")")])
    changed = ""
    for word in prose:
        before, after = data.draw(quote)
        changed += before + data.draw(st.sampled_from([word, word.upper(), word.title()])) + after + data.draw(blank)
    assert fingerprint(changed) == fingerprint(" ".join(prose))


@given(st.text(st.sampled_from("aB1 .!?'\"()\n“”…") | st.characters(), max_size=80))
def test_sentences_lose_nothing(text: str):
    """The sentences of a paragraph, put together again, are the paragraph; none is empty."""
    found = sentences(text)
    assert " ".join(found) == normalise(text)
    assert all(found)


@given(st.text())
def test_paragraphs_lose_no_word(text: str):
    """Every word of a document is in one of its paragraphs, in order; no paragraph has a line break."""
    found = paragraphs(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(paragraph.splitlines()) == 1 for paragraph in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“Yes” – ﬁne", "“Yes” – ﬁne", id="typography stays"),
        pytest.param(" a\n\tb\u2028c \r\n", "a b c", id="one line, single blanks"),
        pytest.param("a\x1b[31mb\x00\u202ec\ufeff\ud800", "a[31mbc", id="control, direction and format characters go"),
        pytest.param("😀 שלום", "😀 שלום", id="other scripts and emoji stay"),
    ],
)
def test_one_line(text: str, expected: str):
    """Nothing that moves a cursor or turns a line stays, and everything else does."""
    assert one_line(text) == expected
