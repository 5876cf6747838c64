"""Drafts: claims in the making. They load, are told as such, and are neither asked nor checked with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import SMALL_ARTICLE, SMALL_BANK, Run, replaced

import nkquiz as program
from nkquiz.bank.loader import parse_bank
from nkquiz.bank.verify import verify
from nkquiz.model import Bank, ClaimKind, Verdict
from nkquiz.quiz.material import read_material

BARE = """\
  - id: closing
    draft: true
    evidence:
      - {at: "2.1", quote: Nobody had asked for one}
"""
HALF = """\
  - id: roof
    draft: true
    text: The roof of the library is made of copper.
    topic: opening
    kind: opinion
    speaker:
    evidence:
      - {at: "2.1", quote: Nobody had asked for one}
    restatements:
    false_variants:
      - {text: The roof of the library is made of straw., reason: object}
"""
MAKING = replaced(SMALL_BANK, "  - id: cost", f"{BARE}{HALF}  - id: cost")


def loaded(text: str = MAKING) -> Bank:
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    return bank


def test_drafts_stand_apart():
    """Claims and drafts are each in the order of the file, and a draft knows that it is one."""
    bank = loaded()
    assert [claim.id for claim in bank.claims] == ["reading-room", "cost"]
    assert [(draft.id, draft.draft, draft.text, draft.kind) for draft in bank.drafts] == [
        ("closing", True, "", ClaimKind.FACT),
        ("roof", True, "The roof of the library is made of copper.", ClaimKind.OPINION),
    ]
    assert not any(claim.draft for claim in bank.claims)


def test_draft_false_is_a_claim():
    """`draft: false` says what is so without it."""
    assert loaded(SMALL_BANK.replace("  - id: cost", "  - id: cost\n    draft: false")) == loaded(
        SMALL_BANK.replace("  - id: cost", "  - id: cost\n    #")
    )


FAULTS = [
    pytest.param(
        ("draft: true", "draft: yes"), "'draft' of claim 'closing' must be true or false, not 'yes'", id="yes"
    ),
    pytest.param(("    draft: true\n", ""), "a claim has no 'text' (add 'text:')", id="no draft any more"),
    pytest.param(("  - id: closing\n    draft", "  - draft"), "a claim has no 'id' (add 'id:')", id="no id"),
    pytest.param(("id: closing", "id: cost"), "duplicate claim id 'cost' (first on line", id="the id of a claim"),
    pytest.param(('{at: "2.1"', '{at: "here"'), "'here' is no locator", id="no locator"),
    pytest.param(("draft: true", "draft: true\n    txt: It."), "unknown key 'txt' in a claim", id="a typo"),
]


@pytest.mark.parametrize(("changes", "message"), FAULTS)
def test_faults(changes: tuple[str, str], message: str):
    """These are errors in a draft too: they would never become right by being finished."""
    bank, problems = parse_bank(
        replaced(SMALL_BANK, "  - id: cost", replaced(BARE, *changes) + "  - id: cost").encode()
    )
    assert bank is None
    assert any(message in problem.at("") for problem in problems), problems


def test_drafts_decide_no_verdict():
    """What only a draft says is not in the source, nor is the contrary of it."""
    bank = loaded()
    assert program.check("The library of Brill opened a reading room in June.", bank).verdict is Verdict.SUPPORTED
    for text in ("The roof of the library is made of copper.", "The roof of the library is made of straw."):
        report = program.check(text, bank)
        assert report.verdict is Verdict.NOT_IN_SOURCE
        assert "roof" not in [claim.id for claim in (*report.claims, *report.closest)]


def test_drafts_are_not_asked():
    """No question is made from a draft."""
    assert set(read_material(loaded()).by_claim) == {"reading-room", "cost"}


def test_only_drafts(nkquiz: Run, tmp_path: Path):
    """A bank that has nothing but drafts can be checked with, although it supports nothing."""
    path = tmp_path / "drafts.yaml"
    path.write_text(
        SMALL_BANK.replace("  - id: cost", "  - id: cost\n    draft: true").replace(
            "  - id: reading-room", "  - id: reading-room\n    draft: true"
        ),
        encoding="utf-8",
    )
    done = nkquiz("check", "--bank", path, "The room cost 30,000 crowns.")
    assert (done.returncode, done.stderr) == (3, "")
    assert nkquiz("play", "--bank", path, stdin="").returncode in (0, 2)


def test_fragments_of_drafts_are_proved():
    """`verify` proves the fragments of drafts as it does those of claims."""
    assert (verify(loaded(), SMALL_ARTICLE).fragments, verify(loaded(), SMALL_ARTICLE).problems) == (5, ())
    wrong = loaded(
        MAKING.replace("quote: Nobody had asked for one}\n  - id: roof", "quote: Nobody asked}\n  - id: roof")
    )
    (problem,) = verify(wrong, SMALL_ARTICLE).problems
    assert problem.message == "the fragment of draft 'closing' does not stand in sentence 2.1"


def test_commands_tell_drafts(nkquiz: Run, tmp_path: Path):
    """`stats` counts them, `claims` and `show` call them drafts, `lint` says what they lack."""
    path = tmp_path / "making.yaml"
    path.write_text(MAKING, encoding="utf-8")
    assert nkquiz("bank", "stats", "--bank", path).stdout.splitlines()[:2] == ["claims: 2", "drafts: 2"]
    listed = nkquiz("bank", "claims", "--bank", path).stdout.splitlines()
    assert "  roof  (draft) The roof of the library is made of copper." in listed
    assert listed[-2:] == ["(no topic): ", "  closing  (draft)"]
    assert nkquiz("bank", "show", "roof", "--bank", path).stdout.startswith("roof (opening, opinion), a draft\n")
    shown = json.loads(nkquiz("bank", "show", "cost", "--bank", path, "--format", "json").stdout)
    assert shown["draft"] is False
    lint = nkquiz("bank", "lint", "--bank", path)
    told = [
        "3 of 3 sentences covered (100%), 2 claims, 2 drafts",
        "2 problems (2 warnings), 2 of them drafts to be finished",
    ]
    assert lint.stdout.splitlines()[-2:] == told
    assert lint.returncode == 0
    assert nkquiz("bank", "lint", "--strict", "--bank", path).returncode == 1


def test_caches_hold_drafts(nkquiz: Run, tmp_path: Path):
    """What is kept in the cache folder serves a bank with drafts, the second time as the first."""
    path = tmp_path / "making.yaml"
    path.write_text(MAKING, encoding="utf-8")
    runs = [nkquiz("check", "--bank", path, "The roof of the library is made of copper.") for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert [run.returncode for run in runs] == [3, 3]
    plays = [nkquiz("play", "--bank", path, "--seed", "1", "-n", "2", stdin="") for _ in range(2)]
    assert plays[0].returncode == plays[1].returncode
    assert "roof" not in plays[0].stdout + plays[1].stdout
