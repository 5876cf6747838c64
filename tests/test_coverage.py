"""Sentences that are only half in the bank are pointed out, and nothing is claimed of the source that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

from nkquiz.bank.loader import parse_bank
from nkquiz.check.checker import Checker
from nkquiz.documents.article import read_article
from nkquiz.drafting.coverage import half_covered, sentences_in, sentences_of
from nkquiz.model import Bank, Severity
from nkquiz.text import fingerprint

HEAD = """\
format: 1
bank: ferry
source:
  title: The Ferry
  author: Jo March
  date: 2021-05
  paragraphs:
    - {prints}
topics:
  ferry: The ferry
entities:
  tarn:
    name: Tarn
    kind: place
  ida-holt:
    name: Ida Holt
    kind: person
claims:
"""
CLAIM = """\
  - id: claim-{number}
    text: {text}
    topic: ferry
    kind: fact
    evidence:
      - {{at: "1.{at}", quote: the}}
"""


def bank_text(sentences: list[str], *claims: tuple[int, str], more: str = "") -> str:
    text = HEAD.format(prints=" ".join(map(fingerprint, sentences)))
    return text + "".join(CLAIM.format(number=n, at=at, text=said) for n, (at, said) in enumerate(claims)) + more


def loaded(text: str) -> Bank:
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    return bank


def parts(sentence: str, *claims: str) -> str:
    """Return what is said to be in no claim, as the message has it; "" where nothing is."""
    bank = loaded(bank_text([sentence], *((1, claim) for claim in claims)))
    found = list(half_covered(bank, {bank.source.locators[0]: sentence}))
    assert all((problem.severity, problem.code) == (Severity.HINT, "half-covered") for problem in found)
    return "; ".join(problem.message.partition("no claim says ")[2] for problem in found)


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("The ferry crosses in 12 minutes.", ["It takes the ferry a quarter of an hour to cross."]),  # one thing alone
        ("The ferry is blue.", ["The ferry is painted blue."]),
        ("The ferry crosses in 12 minutes and carries 40 cars.", ["A crossing takes 12 minutes.", "It holds 40 cars."]),
        ("The ferry has carried $3 million of goods since 1990.", ["Goods of 3 million dollars since the year 1990."]),
        ("Ida Holt bought the ferry, and painted it green.", ["Ida Holt purchased it, and coloured it green."]),
        ("One of the ferries sank, and the first was sold in May.", ["A ferry sank, and the other was sold."]),
        ("The crew, which the owner hired, is small.", ["The owner's small crew was hired by her."]),
        ("Nobody knew where it was, or when.", ["Its place was unknown to all."]),  # no telling words in a clause
    ],
)
def test_nothing_is_missing(sentence: str, claims: list[str]):
    """What is said in other words, or tells one thing alone, is not pointed out."""
    assert parts(sentence, *claims) == ""


@pytest.mark.parametrize(
    ("sentence", "claim", "missing"),
    [
        ("The ferry crosses in 12 minutes and carries 40 cars.", "The ferry crosses in 12 minutes.", "“40 cars”"),
        ("It cost $3 million and has run since 1990.", "The ferry cost $3 million.", "“1990”"),
        ("The ferry was sold in 1990 to Ida Holt of Tarn.", "Ida Holt bought the ferry in 1990.", "“Tarn”"),
        (
            "The ferry was sold, and its captain opened a bakery beside the church.",
            "The ferry was sold.",
            "“its captain opened a bakery beside the church”",
        ),
        (
            "The ferry was sold because the harbour had silted up beyond repair.",
            "The ferry was sold.",
            "“the harbour had silted up beyond repair”",
        ),
        (
            "The ferry was sold, and a family from far up the long valley had it turned into a hotel for anglers.",
            "The ferry was sold.",
            "“a family from far up the long valley had it turned into a ...”",
        ),
        (
            "The ferry was sold, and its captain opened 12 bakeries beside the church in 1990.",
            "The ferry was sold.",
            "“its captain opened 12 bakeries beside the church in 1990”",
        ),
    ],
)
def test_a_part_is_missing(sentence: str, claim: str, missing: str):
    """A second number, date, name or clause that no claim has is named: a clause as a whole, with what is in it."""
    assert parts(sentence, claim) == missing


SENTENCES = ["The ferry crosses in 12 minutes and carries 40 cars.", "It is blue.", "It cost $3 million in 1990."]
DRAFT = """\
  - id: cost
    draft: true
    evidence:
      - {at: "1.1", quote: the}
"""


@pytest.mark.parametrize(
    ("more", "others"),
    [
        (DRAFT, []),  # somebody is at it
        ('skipped:\n  "1.1": the rest is trifling\n', []),
        ("", [(2, "The ferry carries 40 cars.")]),  # another claim on the paragraph has it
    ],
)
def test_what_is_seen_to(more: str, others: list[tuple[int, str]]):
    """A sentence with a draft, one that is skipped, and one whose rest another claim beside it tells, is let be."""
    bank = loaded(bank_text(SENTENCES, (1, "The ferry crosses in 12 minutes."), *others, more=more))
    assert list(half_covered(bank, dict(zip(bank.source.locators, SENTENCES, strict=True)))) == []


def test_where_the_sentences_come_from():
    """Sentences are found by their fingerprints: in the comments of a bank, however they are wrapped, and in a copy."""
    text = bank_text(SENTENCES, (1, "The ferry crosses in 12 minutes."))
    text += "  #> It is\n  #> blue.\n  #? a remark\n  #> Another sentence.\n"
    bank = loaded(text)
    assert {str(at): said for at, said in sentences_in(text, bank).items()} == {"1.2": "It is blue."}
    copy = read_article(("# The Ferry\n\n" + " ".join(SENTENCES)).encode(), "ferry.md")
    assert list(sentences_of(copy, bank).values()) == SENTENCES


def test_lint_counts_them(nkquiz: Run, tmp_path: Path):
    """`bank lint` counts what is covered in part only, by a copy of the article or by the comments."""
    path, copy = tmp_path / "ferry.yaml", tmp_path / "ferry.txt"
    text = bank_text(SENTENCES, (1, "The ferry crosses in 12 minutes."), (2, "It is blue."), (3, "It cost $3 million."))
    path.write_text(text, encoding="utf-8")
    copy.write_text(" ".join(SENTENCES), encoding="utf-8")
    assert "3 of 3 sentences covered (100%), 3 claims" in nkquiz("bank", "lint", "--bank", path).stdout
    told = nkquiz("bank", "lint", "--bank", path, "--source", copy)
    assert "3 of 3 sentences covered (100%), 2 of them only in part, 3 claims" in told.stdout
    assert "sentence 1.3 has a claim, but no claim says “1990”" in told.stdout
    path.write_text(text + f"  #> {SENTENCES[0]}\n", encoding="utf-8")
    assert "1 of them only in part" in nkquiz("bank", "lint", "--bank", path).stdout
    copy.write_text("Something else.", encoding="utf-8")
    wrong = nkquiz("bank", "lint", "--bank", path, "--source", copy)
    assert (wrong.returncode, f"not one sentence of the bank is in {copy}" in wrong.stderr) == (2, True)


def test_check_claims_no_more_than_it_knows():
    """Where sentences of the source have no claim, that no claim says something is told of the claims alone."""
    claims = [(1, "The ferry crosses in 12 minutes."), (2, "The ferry is blue."), (3, "The ferry cost $3 million.")]
    asked = "The ferry has an old piano on board."
    for count, told in (
        (3, "The source does not say this."),
        (2, "No claim of the bank says this; 1 sentence of the source has none."),
        (1, "No claim of the bank says this; 2 sentences of the source have none."),
    ):
        report = Checker(loaded(bank_text(SENTENCES, *claims[:count]))).check(asked)
        assert report.verdict == "not_in_source"
        assert report.reason.startswith(told)
    report = Checker(loaded(bank_text(SENTENCES, claims[0]))).check("Bees sleep badly.")
    assert report.reason == "No claim of the bank speaks of this; 2 sentences of the source have none."
