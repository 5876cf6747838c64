"""A bank is proved against the reader's own copy of its source: every sentence and every fragment."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SMALL_ARTICLE, SMALL_BANK, Run, line_of, replaced

from nkquiz.bank.loader import parse_bank
from nkquiz.bank.verify import Verification, fingerprints, verify

ELSEWHERE = "is it another edition? `nkquiz bank fingerprint FILE` prints the copy's fingerprints"
OUTSIDE = "list it under 'paragraphs', or under 'outside' with a reason"


def verified(article: str = SMALL_ARTICLE, *changes: str) -> Verification:
    """Verify the small bank with `changes` against `article`."""
    bank, problems = parse_bank(replaced(SMALL_BANK, *changes).encode())
    assert bank is not None, problems
    return verify(bank, article)


def test_all_proved():
    """With the article itself, every sentence is found and every fragment proved."""
    assert verified() == Verification(sentences=3, found=3, fragments=3, proved=3, problems=())


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(" ".join(SMALL_ARTICLE.split()), id="all on one line"),
        pytest.param(SMALL_ARTICLE.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(SMALL_ARTICLE.replace(" room in", "\nroom\n   in"), id="other line breaks"),
        pytest.param(SMALL_ARTICLE.replace("said. It", "said.\n\nIt"), id="other paragraphs"),
        pytest.param(SMALL_ARTICLE.replace('"Nobody', "“Nobody").replace('one,"', "one,”"), id="curly quotes"),
        pytest.param(SMALL_ARTICLE.replace('"', "'"), id="single quotes"),
        pytest.param(SMALL_ARTICLE.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(SMALL_ARTICLE.replace("reading", "read\u00ading"), id="soft hyphens"),
        pytest.param("\ufeff" + SMALL_ARTICLE, id="byte order mark"),
        pytest.param("\n".join(reversed(SMALL_ARTICLE.splitlines())), id="paragraphs in another order"),
        pytest.param(SMALL_ARTICLE + "\n" + SMALL_ARTICLE, id="the article twice"),
    ],
)
def test_typography_does_no_harm(article: str):
    """Line breaks, quotes and blanks may differ from the copy that the bank was made from."""
    assert verified(article) == verified()


def test_outside_does_no_harm():
    """A sentence that the bank lists as outside the article may be there."""
    ((title,),) = fingerprints("A Room to Read")
    found = verified(f"A Room to Read\n\n{SMALL_ARTICLE}", "aaaabbbbcccc", title[0])
    assert found.problems == ()


def test_changed_sentence():
    """A changed sentence is missing, unknown, and does not prove its fragments."""
    found = verified(SMALL_ARTICLE.replace("It cost 30,000 crowns", "It cost 31,000 crowns"))
    assert (found.found, found.proved) == (2, 2)
    assert [(p.line, p.code, p.message, p.hint) for p in found.problems] == [
        (4, "missing-sentence", "sentence 1.2 is not in this copy of the source", ELSEWHERE),
        (
            4,
            "unknown-sentence",
            "the copy has a sentence that the bank does not know: 030ee9d040e5 'It cost 31,000 crowns. ...'",
            OUTSIDE,
        ),
        (
            line_of(SMALL_BANK, '      - {at: "1.2"'),
            "fragment",
            "the fragment of claim 'cost' does not stand in sentence 1.2",
            "copy it word for word",
        ),
    ]


def test_same_words_twice():
    """Where the same words stand twice with other marks between them, a fragment may stand in either."""
    found = verified(SMALL_ARTICLE + "\nIt cost: 30,000 crowns!\n")
    assert found.problems == ()


def test_extra_sentence_is_not_copied():
    """Of a sentence that the bank does not know, only the first words are shown."""
    (problem,) = verified(SMALL_ARTICLE + "\nOne two three four five six seven eight nine ten.\n").problems
    assert problem.message.endswith("'One two three four five six ...'")


@pytest.mark.parametrize(
    ("fragment", "hint"),
    [
        pytest.param("It cost 30,000 dollars", "copy it word for word", id="another word"),
        pytest.param("it cost 30,000 crowns", "copy it word for word", id="another case"),
        pytest.param("t cost 30,000 crowns", "copy it word for word", id="from the middle of a word"),
        pytest.param(
            "It cost 30",
            "copy it word for word",
            id="a part of a number",
        ),
        pytest.param("cost It 30,000 crowns", "copy it word for word", id="another order"),
        pytest.param("opened a reading room in June", "it stands in 1.1", id="in another sentence"),
        pytest.param("Nobody had asked for one", "it stands in 2.1", id="in another paragraph"),
        pytest.param("June, Mayor Ana Lund said. It cost", "copy it word for word", id="across two sentences"),
        pytest.param(r".* cost .*", "copy it word for word", id="a pattern is a text"),
        pytest.param(
            "\u200b",
            "copy it word for word",
            id="an invisible character",
        ),
        pytest.param("...", "copy it word for word", id="no word at all"),
    ],
)
def test_fragment_not_there(fragment: str, hint: str):
    """A fragment that does not stand in its sentence is reported; the hint names the sentence where it does."""
    found = verified(SMALL_ARTICLE, '"It cost 30,000 crowns"', f"'{fragment}'")
    (problem,) = found.problems
    assert problem.message == "the fragment of claim 'cost' does not stand in sentence 1.2"
    assert (problem.hint, problem.line) == (hint, line_of(SMALL_BANK, '      - {at: "1.2"'))
    assert (found.found, found.proved, found.fragments) == (3, 2, 3)


@pytest.mark.parametrize(
    "fragment",
    [
        pytest.param("It cost 30,000 crowns", id="without the full stop"),
        pytest.param("It cost 30,000 crowns.", id="with the full stop"),
        pytest.param("cost 30,000", id="a part"),
        pytest.param("  It  cost  ", id="with blanks"),
        pytest.param("It cost 30,000\u00a0crowns", id="with a no-break space"),
    ],
)
def test_fragment_there(fragment: str):
    """These stand in the sentence."""
    assert verified(SMALL_ARTICLE, '"It cost 30,000 crowns"', f"'{fragment}'").problems == ()


@pytest.mark.parametrize("article", ["", "\n\n", "Something else entirely."], ids=["empty", "blank", "another"])
def test_another_article(article: str):
    """With another text nothing is found, which is one problem, not one for each sentence."""
    found = verified(article)
    assert (found.sentences, found.found, found.fragments, found.proved) == (3, 0, 3, 0)
    assert [(p.line, p.code, p.message, p.hint) for p in found.problems] == [
        (4, "missing-sentence", "not one sentence of the bank is in this copy of the source", "is it the right file?")
    ]


def test_verify_command(nkquiz: Run, small_file: Path, tmp_path: Path):
    """`bank verify` prints every problem as file:line: message, the counts, and exits 1 if there is one."""
    article = tmp_path / "article.txt"
    article.write_text(SMALL_ARTICLE, encoding="utf-8")
    proved = nkquiz("bank", "verify", "--bank", small_file, "--source", article)
    assert proved.stdout == "3 of 3 sentences found, 3 of 3 fragments proved\n"
    assert (proved.returncode, proved.stderr) == (0, "")
    small_file.write_text(replaced(SMALL_BANK, '"It cost 30,000 crowns"', "Lund said"), encoding="utf-8")
    unproved = nkquiz("bank", "verify", "--bank", small_file, "--source", article)
    line = line_of(SMALL_BANK, '      - {at: "1.2"')
    assert unproved.stdout.splitlines() == [
        f"{small_file}:{line}: the fragment of claim 'cost' does not stand in sentence 1.2 (it stands in 1.1) "
        "[error fragment]",
        "3 of 3 sentences found, 2 of 3 fragments proved",
    ]
    assert unproved.returncode == 1
    article.write_text("Something else entirely.", encoding="utf-8")
    another = nkquiz("bank", "verify", "--bank", small_file, "--source", article)
    assert another.stdout.splitlines() == [
        f"{small_file}:4: not one sentence of the bank is in this copy of the source (is it the right file?) "
        "[error missing-sentence]",
        "0 of 3 sentences found, 0 of 3 fragments proved",
    ]
    assert (another.returncode, another.stderr) == (1, "")
