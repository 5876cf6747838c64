"""`bank edit`: what it changes in a file, and that it changes nothing else; the session through a pipe and on a
terminal; what becomes of the file when the process is killed, or somebody else writes to it."""

from __future__ import annotations

import difflib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL_ARTICLE, SMALL_BANK, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from nkquiz.bank import default_bank_path, load_bank
from nkquiz.bank.loader import parse_bank
from nkquiz.editing import changes
from nkquiz.editing.choices import changed, choices_of
from nkquiz.editing.faults import other_numbers
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, Evidence, Locator

DRAFT = """\
  #> Nobody had asked for one, J. Berg wrote.
  #? says so: J. Berg
  #? negation: nobody
  - id: asked
    draft: true
    text:  # mine
    topic: opening
    kind: fact
    evidence:
      - {at: "2.1", quote: Nobody had asked for one}
    restatements:
    false_variants:

  # a comment of the teacher
"""
FLOW = '  - {id: asked, draft: true, topic: opening, evidence: [{at: "2.1", quote: Nobody had asked for one}]}\n'
MAKING = SMALL_BANK.replace("  - id: cost\n", DRAFT + "  - id: cost\n")
IN_A_LINE = SMALL_BANK.replace("  - id: cost\n", FLOW + "  - id: cost\n")


def bank_of(text: str) -> Bank:
    bank, problems = parse_bank(text.encode())
    assert bank is not None, problems
    return bank


def claim_of(text: str, id_: str) -> Claim:
    bank = bank_of(text)
    return next(claim for claim in (*bank.claims, *bank.drafts) if claim.id == id_)


def diff(before: str, after: str) -> list[str]:
    """Return the lines that went, with -, and that came, with +."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line[0] + line[2:].strip() for line in lines if line[0] in "+-"]


CHANGES: list[tuple[str, str, Callable[[str], str], list[str]]] = [
    (
        "a text where none was, beside a comment",
        MAKING,
        lambda text: changes.set_value(text, "asked", "text", "Nobody asked."),
        ["-text:  # mine", "+text: Nobody asked.  # mine"],
    ),
    ("the same text", SMALL_BANK, lambda text: changes.set_value(text, "cost", "kind", "opinion"), []),
    (
        "a text that needs quotes",
        MAKING,
        lambda text: changes.set_value(text, "asked", "text", 'No: "never" #1'),
        ["-text:  # mine", '+text: "No: \\"never\\" #1"  # mine'],
    ),
    (
        "another topic",
        MAKING,
        lambda text: changes.set_value(text, "asked", "topic", "money"),
        ["-topic: opening", "+topic: money"],
    ),
    (
        "a speaker where none was",
        MAKING,
        lambda text: changes.set_value(text, "asked", "speaker", "ana-lund"),
        ["+speaker: ana-lund"],
    ),
    (
        "a draft in one line",
        IN_A_LINE,
        lambda text: changes.set_value(text, "asked", "text", "Nobody asked."),
        ["-" + FLOW.strip(), "+" + FLOW.strip()[:-1] + ", text: Nobody asked.}"],
    ),
    (
        "a restatement behind others",
        MAKING,
        lambda text: changes.add_restatement(text, "cost", "It cost a lot."),
        ["+- It cost a lot."],
    ),
    (
        "the first restatement",
        MAKING,
        lambda text: changes.add_restatement(text, "asked", "No one asked."),
        ["+- No one asked."],
    ),
    (
        "the first restatement of a draft in one line",
        IN_A_LINE,
        lambda text: changes.add_restatement(text, "asked", "No one asked."),
        ["-" + FLOW.strip(), "+" + FLOW.strip()[:-1] + ", restatements: [No one asked.]}"],
    ),
    (
        "a false variant",
        MAKING,
        lambda text: changes.add_variant(text, "asked", "All, asked.", "negation", "Nobody did."),
        ['+- {text: "All, asked.", reason: negation, why: Nobody did.}'],
    ),
    (
        "kept",
        MAKING,
        lambda text: changes.finish(text, "asked"),
        ["-draft: true"],
    ),
    (
        "kept, in one line",
        IN_A_LINE,
        lambda text: changes.finish(text, "asked"),
        ["-" + FLOW.strip(), "+" + FLOW.strip().replace(", draft: true", "")],
    ),
    (
        "kept, with a speaker that was left empty",
        MAKING.replace(
            '    topic: opening\n    kind: fact\n    evidence:\n      - {at: "2.1"',
            '    topic: opening\n    kind: fact\n    speaker:\n    evidence:\n      - {at: "2.1"',
        ),
        lambda text: changes.finish(text, "asked"),
        ["-draft: true", "-speaker:"],
    ),
    (
        "no speaker",
        SMALL_BANK,
        lambda text: changes.remove_key(text, "cost", "speaker"),
        ["-speaker: ana-lund"],
    ),
    (
        "dropped, with a reason",
        MAKING,
        lambda text: changes.drop(text, claim_of(text, "asked"), [Locator(2, 1)], "an aside"),
        [*("-" + line.strip() for line in DRAFT.splitlines()[:12]), "-skipped: {}", "+skipped:", '+"2.1": an aside'],
    ),
    (
        "dropped, in one line",
        IN_A_LINE,
        lambda text: changes.drop(text, claim_of(text, "asked"), [], ""),
        ["-" + FLOW.strip()],
    ),
    (
        "in two",
        MAKING,
        lambda text: changes.split(text, claim_of(text, "asked"), "One.", "Two.", "two"),
        [
            "-text:  # mine",
            "+text: One.  # mine",
            "+",
            "+- id: two",
            "+draft: true",
            "+text: Two.",
            "+topic: opening",
            "+kind: fact",
            "+evidence:",
            '+- {at: "2.1", quote: Nobody had asked for one}',
            "+restatements:",
            "+false_variants:",
        ],
    ),
]


@pytest.mark.parametrize(
    ("before", "change", "lines"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_change(before: str, change: Callable[[str], str], lines: list[str], newline: str):
    """Each change makes these lines go and come, and no others; line ends stay what they are."""
    before = before.replace("\n", newline)
    after = change(before)
    assert sorted(diff(before, after)) == sorted(lines)
    assert after.count("\r\n") == (after.count("\n") if newline == "\r\n" else 0)


@pytest.mark.parametrize(
    "nothing", ["skipped: {}\n", "skipped:\n", 'skipped:\n#  "2.1": a joke\n', "skipped: {}  # none\n", "skipped:"]
)
def test_skipped_one_a_line(nothing: str):
    """Sentences that need no claim are listed one a line, whatever stood there, and comments stay."""
    text = SMALL_BANK.replace("skipped: {}\n", nothing)
    for at in (Locator(1, 1), Locator(2, 1)):
        text = changes.drop(text, claim_of(text, bank_of(text).claims[0].id), [at], "an aside")
    assert bank_of(text).skipped == {Locator(1, 1): "an aside", Locator(2, 1): "an aside"}
    assert '  "1.1": an aside\n  "2.1": an aside' in text
    assert nothing.partition("#")[2] in text


def test_last_claim_is_dropped():
    """Without its last claim a bank has an empty list."""
    text = SMALL_BANK
    for id_ in ("reading-room", "cost"):
        text = changes.drop(text, claim_of(text, id_), [], "")
    assert bank_of(text).claims == ()


def test_no_such_claim():
    """Who asks for a claim that is not there is told by a KeyError."""
    with pytest.raises(KeyError):
        changes.set_value(SMALL_BANK, "nothing", "text", "x")


def test_checked():
    """What would not load is refused with the loader's message."""
    with pytest.raises(InputError, match="has no 'topic'"):
        changes.checked(changes.remove_key(SMALL_BANK, "cost", "topic"))


def test_shown_above():
    """The sentence and the remarks in the program's comments are found; those of the teacher are not taken for them."""
    sentence, remarks = changes.shown_above(MAKING, "asked")
    assert sentence == "Nobody had asked for one, J. Berg wrote."
    assert remarks == ("says so: J. Berg", "negation: nobody")
    assert changes.shown_above(MAKING, "cost") == ("", ())


# Whatever bank: nothing but the claim changes.
ROOT = Path(__file__).resolve().parent.parent
BANKS = [
    default_bank_path(),
    *sorted(ROOT.glob("data/examples/*.yaml")),
    *sorted(ROOT.glob("tests/labelled/*.yaml")),
]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20).map(
    lambda text: f"A {text} here."
)
EDITS: dict[str, Callable[[str, Claim, str], str]] = {
    "text": lambda text, claim, new: changes.set_value(text, claim.id, "text", new),
    "restatement": lambda text, claim, new: changes.add_restatement(text, claim.id, new),
    "variant": lambda text, claim, new: changes.add_variant(text, claim.id, new, "number", new),
    "split": lambda text, claim, new: changes.split(text, claim, new, new, "quite-new"),
    "finish": lambda text, claim, _: changes.finish(text, claim.id),
    "speaker": lambda text, claim, _: changes.remove_key(text, claim.id, "note"),
}


def without_lines(claim: Claim) -> object:
    """Return what a claim says, wherever it stands."""
    bare = replace(claim, line=0)
    lists = (bare.evidence, bare.restatements, bare.false_variants, bare.questions)
    note = replace(bare.note, line=0) if bare.note else None
    fields = [tuple(replace(item, line=0) for item in items) for items in lists]  # type: ignore[attr-defined]
    return replace(bare, evidence=(), restatements=(), false_variants=(), questions=(), note=note), fields


def assert_nothing_else(text: str, claim: Claim, edited: str) -> None:
    """See that the lines outside of the claim are the same bytes, and the other claims say the same."""
    first, last = changes.lines_of(text, claim.id)
    lines, new = text.splitlines(keepends=True), edited.splitlines(keepends=True)
    while "quite-new" in edited and last < len(lines) and lines[last].lstrip().startswith("#"):
        last += 1  # comments below a claim that are indented belong to it: a new one comes after them
    assert new[: first - 1] == lines[: first - 1]
    behind = lines[last:]
    assert not behind or new[-len(behind) :] == behind
    before, after = bank_of(text), bank_of(edited)
    kept = {c.id: without_lines(c) for c in (*before.claims, *before.drafts) if c.id != claim.id}
    now = {c.id: without_lines(c) for c in (*after.claims, *after.drafts) if c.id not in (claim.id, "quite-new")}
    assert now == kept
    assert (after.topics, after.source.paragraphs, after.skipped) == (
        before.topics,
        before.source.paragraphs,
        before.skipped,
    )


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_nothing_else_changes(path: Path):
    """Edits of the first, a middle and the last claim leave the rest of the file byte for byte, on all banks."""
    text = path.read_bytes().decode()
    claims = load_bank(path).claims
    for number, (name, edit) in enumerate(EDITS.items()):
        claim = claims[(0, len(claims) // 2, -1)[number % 3]]
        assert_nothing_else(text, claim, edit(text, claim, f"Quite another {name}: it's “new”, #1."))


@st.composite
def banks(draw: st.DrawFn) -> str:
    """Return a bank in one of many styles: quotes, lists with and without brackets, comments, blank lines, indents."""
    comment = st.sampled_from(["", "  # note", "  #note: x"])
    own_line = st.sampled_from(["", "\n", "  # a comment\n", "    #> the sentence\n", "#? at the margin\n\n"])
    scalar = st.sampled_from(
        ["Plain words here.", "'It''s quoted: yes.'", '"Double: \\"so\\"."', ">-\n      Folded\n      text."]
    )
    lead = draw(st.sampled_from(["", "  "]))
    made = [SMALL_BANK.partition("claims:\n")[0], "claims:", draw(comment), "\n"]
    for number in range(draw(st.integers(1, 4))):
        made.append(draw(own_line))
        inside = lead + "  "
        lines = [f"{lead}- id: c{number}"]
        lines += [f"{inside}draft: true{draw(comment)}"] if draw(st.booleans()) else []
        lines += [f"{inside}text: {draw(scalar)}", f"{inside}topic: money{draw(comment)}", f"{inside}kind: fact"]
        lines += [
            inside
            + draw(
                st.sampled_from(
                    ['evidence: [{at: "1.2", quote: x}]', f'evidence:\n{inside}- at: "1.2"\n{inside}  quote: x']
                )
            )
        ]
        lines += [
            inside
            + draw(
                st.sampled_from(
                    [
                        "restatements: []",
                        "restatements: [One way., 'Another: way']",
                        "restatements:",
                        f"restatements:\n{inside}- One way.\n{inside}- >\n{inside}  Folded\n{inside}  over lines.",
                        f"restatements:\n{inside}  - One way.  # c",
                        "single: [date]",
                    ]
                )
            )
        ]
        lines += [
            inside
            + draw(
                st.sampled_from(
                    [
                        "false_variants: []",
                        f"false_variants:\n{inside}- {{text: No., reason: number}}",
                        f"false_variants:\n{inside}- text: No.\n{inside}  reason: number{draw(comment)}",
                        "open: [date]",
                    ]
                )
            )
        ]
        made.append("\n".join(lines) + "\n")
    made.append(draw(st.sampled_from(["unknowns: []\n", "unknowns: []", "\n# the end\nskipped: {}\n"])))
    text = "".join(made)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@settings(max_examples=150)
@given(banks(), st.sampled_from(sorted(EDITS)), TEXT, st.integers(0, 3))
def test_nothing_else_changes_in_any_style(text: str, name: str, new: str, number: int):
    """In whatever style a bank is written, an edit changes its claim alone, and what was written is read again."""
    bank = bank_of(text)
    claims = sorted((*bank.claims, *bank.drafts), key=lambda claim: claim.line)
    claim = claims[number % len(claims)]
    edited = EDITS[name](text, claim, new)
    assert_nothing_else(text, claim, edited)
    after = claim_of(edited, claim.id)
    if name == "text":
        assert after.text == " ".join(new.split())
    if name == "restatement":
        assert [r.text for r in after.restatements] == [*(r.text for r in claim.restatements), new]
    if name == "variant":
        assert [v.text for v in after.false_variants] == [*(v.text for v in claim.false_variants), new]
    if name == "finish":
        assert not after.draft


@settings(max_examples=80)
@given(banks(), st.integers(0, 3), TEXT)
def test_dropping_in_any_style(text: str, number: int, reason: str):
    """In whatever style a bank is written, a dropped claim is gone, and the others are there."""
    bank = bank_of(text)
    claims = sorted((*bank.claims, *bank.drafts), key=lambda claim: claim.line)
    claim = claims[number % len(claims)]
    after = bank_of(changes.drop(text, claim, [Locator(2, 1)], reason))
    assert after.skipped == {Locator(2, 1): reason}
    kept = [without_lines(c) for c in claims if c.id != claim.id]
    left = sorted((*after.claims, *after.drafts), key=lambda claim: claim.line)
    assert [without_lines(c) for c in left] == kept


HOSTILE = {
    "tabs in comments": """\
  #\ta tab\tin it
  - id: hostile
    text: It was so. #\ta tab\tinside
    topic: money
    kind: fact
    # between\t keys
    evidence:
      # between items\t
      - {at: "1.2", quote: x} #\tbehind
    restatements:
      # before the first
      - One way.

      # between them
      - 'Another: way'
      # after the last
    false_variants:
      - {text: No., reason: number}
      # after the last, too
""",
    "flow over lines": """\
  - {
      id: hostile,  # the id
      text: "It was# so, {really}.",
      topic: money, kind: fact,
      evidence: [
        {at: "1.2",
         quote: x},  # a comment
      ],
      restatements: [One way.,
        "Another: way"],
      false_variants: [{text: No., reason: number}, ],
    }
""",
    "folded and literal": """\
  - id: hostile
    text: >+
      It was
      so.

      # no comment, but text

    topic: money
    kind: fact
    evidence:
    - at: "1.2"
      quote: >-
        x
    restatements:
    - |
      One way.
    - "Another
      way"
    false_variants:
    - text: >-
        No.
        # text
      reason: number
      why: |-
        Because
          so.
""",
    "keys in another order": """\
  - false_variants:
      - reason: number
        text: No.
    restatements:
      - One way.
      - Another way.
    evidence: [{quote: x, at: "1.2"}]
    kind: fact
    topic: money
    text: It was so.
    id: hostile
""",
    "nothing yet": """\
  - id: hostile
    draft: true
    topic: money
    evidence: [{at: "1.2", quote: x}]
""",
    "dash alone": """\
  -
    # the first thing
    id: hostile

    text:
      It was so.
    topic: "money"
    kind: 'fact'
    evidence:
      -
        at: "1.2"
        quote: x
    restatements:
      -
        One way.
      - Another way.
    false_variants: []
""",
}
NEIGHBOURS = """\
  # above
  - id: before
    text: Before it.  # not theirs
    topic: money
    kind: fact
    evidence: [{at: "1.2", quote: y}]
%s
  # below: it belongs to the next one
  - id: after  # behind
    text: >-
      After
      it.
    topic: money
    kind: fact
    evidence: [{at: "1.2", quote: z}]
"""
SAYS = {
    "text": lambda claim: claim.text == "Quite: another, {text} #1.",
    "restatement": lambda claim: claim.restatements[-1].text == "Quite: another, {text} #1.",
    "variant": lambda claim: claim.false_variants[-1].text == "Quite: another, {text} #1.",
    "split": lambda claim: claim.text == "Quite: another, {text} #1.",
    "finish": lambda claim: not claim.draft,
    "speaker": lambda claim: claim.note is None,
}


@pytest.mark.parametrize("name", sorted(EDITS))
@pytest.mark.parametrize("layout", sorted(HOSTILE))
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_hostile_layouts(layout: str, name: str, newline: str):
    """However oddly a claim is laid out, an edit is read again, and what is around it stays byte for byte; so do the
    comments inside."""
    text = SMALL_BANK.partition("claims:\n")[0] + "claims:\n" + NEIGHBOURS % HOSTILE[layout]
    text = text.replace("\n", newline)
    claim = claim_of(text, "hostile")
    if name == "finish" and not claim.text:
        return  # the editor asks for a text before
    edited = EDITS[name](text, claim, "Quite: another, {text} #1.")
    assert_nothing_else(text, claim, edited)
    after = claim_of(edited, "hostile")
    assert SAYS[name](after)
    if name == "split":
        assert claim_of(edited, "quite-new").evidence == tuple(
            replace(each, line=new.line)
            for each, new in zip(claim.evidence, claim_of(edited, "quite-new").evidence, strict=True)
        )
    if name in ("restatement", "variant", "finish"):
        assert after.text == claim.text
    comments = [line.split("#", 1)[1].strip() for line in HOSTILE[layout].splitlines() if "# " in line]
    texts = ("text", "really")  # what looks like a comment, and is part of a text
    assert [each for each in comments if not any(word in each for word in texts) and each not in edited] == []
    assert edited.count("\r\n") == (edited.count("\n") if newline == "\r\n" else 0)


@pytest.mark.parametrize("layout", sorted(HOSTILE))
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_dropping_hostile_layouts(layout: str, newline: str):
    """However oddly a claim is laid out, it can be dropped, and its neighbours keep every byte."""
    text = SMALL_BANK.partition("claims:\n")[0] + "claims:\n" + NEIGHBOURS % HOSTILE[layout]
    text = text.replace("\n", newline)
    after = changes.drop(text, claim_of(text, "hostile"), [], "")
    assert [claim.id for claim in bank_of(after).claims] == ["before", "after"]
    above, _, below = (NEIGHBOURS.replace("\n", newline)).partition("%s" + newline)
    assert above in after
    assert below in after


@pytest.mark.parametrize("bad", ["text: &a It was so.", "text: *a", "text: !!str It was so."])
def test_anchors_are_refused(bad: str):
    """A file with anchors, aliases or tags is no bank: it is told so, and nothing is written."""
    text = SMALL_BANK.replace("topic: money", f"topic: money\n    {bad}", 1)
    with pytest.raises(InputError):
        changes.checked(text)


@pytest.fixture
def making(tmp_path: Path) -> Path:
    path = tmp_path / "making.yaml"
    path.write_text(MAKING, encoding="utf-8")
    return path


def edit(nkquiz: Run, path: Path, keys: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return nkquiz("bank", "edit", "--bank", path, *arguments, stdin=keys)


def test_session(nkquiz: Run, making: Path):
    """A draft is written, gets a restatement and false variants, and is kept; each step is told."""
    keys = "?\nr\nNobody had asked for 12 rooms.\na\nNot one reader wanted it.\nf\n1\n"
    keys += "f\nAll readers asked.\nnegation\n.\nk\n"
    done = edit(nkquiz, making, keys)
    assert (done.returncode, done.stderr) == (0, "")
    for told in ("Draft: asked", "lacks a text", "Reworded.", "Added.", "Kept: asked is a claim now.", "1 claim kept"):
        assert told in done.stdout
    claim = claim_of(making.read_text(encoding="utf-8"), "asked")
    assert not claim.draft
    assert claim.text == "Nobody had asked for 12 rooms."
    assert [r.text for r in claim.restatements] == ["Not one reader wanted it."]
    assert claim.false_variants[-1].text == "All readers asked."
    assert len(claim.false_variants) == 2


def test_split_tells_of_the_fragment(nkquiz: Run, making: Path):
    """Both halves have the fragment of the whole, and one is told so: it may prove but one of them."""
    quote = claim_of(MAKING, "asked").evidence[0].quote
    done = edit(nkquiz, making, "t\nOne.\nTwo.\nq\n")
    assert f"Both have the fragment “{quote}”." in " ".join(done.stdout.split())


def test_undo_goes_back_to_the_first_byte(nkquiz: Run, making: Path):
    """What was changed, split and dropped is taken back, step by step, over claims."""
    edit(nkquiz, making, "r\nNobody asked.\nt\nOne.\nTwo.\na\nThree.\nd\nyes\nu\nu\nu\nu\nu\nq\n")
    assert making.read_text(encoding="utf-8") == MAKING


def test_end_of_input(nkquiz: Run, making: Path):
    """Where the input ends, in whatever place, all that was done is kept."""
    keys = ["r", "Nobody asked.", "f", "All asked.", "number", "x", "t", "One.", "Two."]
    for count in range(len(keys) + 1):
        making.write_text(MAKING, encoding="utf-8")
        done = edit(nkquiz, making, "".join(f"{key}\n" for key in keys[:count]))
        assert (done.returncode, done.stderr) == (0, "")
        assert bank_of(making.read_text(encoding="utf-8"))
        if count >= 2:
            assert claim_of(making.read_text(encoding="utf-8"), "asked").text in ("Nobody asked.", "One.")


REFUSED = [
    ("k\nq\n", "Not done: it has no text yet (r writes one)"),
    ("r\n.\nq\n", "Left as it is."),
    ("r\nIt is.\nf\n99\nq\n", "Not done: there is no suggestion 99"),
    ("r\nIt is.\nf\nIt was.\nnumbr\nq\n", "Not done: 'numbr' is no reason (did you mean 'number'?)"),
    ("c\nkind fakt\nq\n", "Not done: 'kind fakt' can't be done (did you mean 'fact'?)"),
    ("c\nnonsense\nq\n", "begin with kind, speaker, topic, id, single, open, quote, at"),
    ("u\nq\n", "There is no change to take back."),
    ("r\nSo it is..\nq\n", "Not done: it ends in two full stops (type it again, with one)"),
    ("r\nSo.\nr\nSo.\nq\n", "Left as it is."),
    ("r\nSo.\nr\nSo..\nq\n", "Left as it is."),
    ("r\nSo it is...\nq\n", "Reworded."),
    ("d\nu\nq\n", "Left as it is."),
    ("z\nq\n", "Press one of the keys; ? tells what each does."),
    ("r\nSo.\nc\nkind opinion\nk\nq\n", "Not done: it is an opinion, and does not say whose"),
]


@pytest.mark.parametrize(("keys", "told"), REFUSED, ids=[case[1] for case in REFUSED])
def test_refused(nkquiz: Run, making: Path, keys: str, told: str):
    """What can't be done is told, with what to do, and the draft stays one."""
    done = edit(nkquiz, making, keys)
    assert told in done.stdout
    assert done.returncode == 0
    assert claim_of(making.read_text(encoding="utf-8"), "asked").draft


def test_changes_of_kind_speaker_and_topic(nkquiz: Run, making: Path):
    """They are changed to what the bank has; `speaker none` removes the speaker."""
    edit(nkquiz, making, "c\nkind opinion\nc\nspeaker ana-lund\nc\ntopic money\nq\n")
    claim = claim_of(making.read_text(encoding="utf-8"), "asked")
    assert (claim.kind.value, claim.speaker, claim.topic) == ("opinion", "ana-lund", "money")
    edit(nkquiz, making, "c\nspeaker none\nq\n")
    assert claim_of(making.read_text(encoding="utf-8"), "asked").speaker == ""


MORE_CHANGES = [
    ("quote 30,000 crowns", ["-", '+- {at: "1.2", quote: "30,000 crowns"}']),
    ("at 2.1", ["-", '+- {at: "2.1", quote: "It cost 30,000 crowns"}']),
    ("remove restatement 2", ["-- Thirty thousand crowns went into the room, says Lund."]),
    ("remove false 1", ['-- {text: "The room cost 13,000 crowns.", reason: number}']),
]
SENTENCES = {Locator(1, 2): "It cost 30,000 crowns, she said."}


@pytest.mark.parametrize(("typed", "lines"), MORE_CHANGES)
def test_changes_of_evidence_and_variants(typed: str, lines: list[str]):
    """Evidence gets another fragment or place, a restatement or false variant goes, and no other line changes."""
    bank = bank_of(SMALL_BANK)
    after = changed(SMALL_BANK, bank.claim_by_id["cost"], typed, choices_of(bank), bank, SENTENCES)
    told = ["-" if line.startswith("-- {at") else line for line in diff(SMALL_BANK, after)]
    assert told == lines
    assert bank_of(after)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("quote It cost 40,000 crowns", "does not stand in the sentence"),
        ("quote " + "word " * 11, "a fragment has one to 10 words"),
        ("at 7.7", "there is no sentence '7.7'"),
        ("remove false 9", "there is no 'false 9' to remove"),
        ("id The Price", "'the price' is no id"),
        ("id reading-room", "there is a claim 'reading-room' already"),
        ("id", "'' is no id"),
        ("single colour", "'single colour' can't be done"),
        ("open", "'open ' can't be done"),
    ],
)
def test_changes_of_evidence_that_are_refused(typed: str, message: str):
    """A fragment that the sentence has not, one too long, a place that is none, a variant that is none."""
    bank = bank_of(SMALL_BANK)
    with pytest.raises(InputError, match=message):
        changed(SMALL_BANK, bank.claim_by_id["cost"], typed, choices_of(bank), bank, SENTENCES)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("id price", ["-- id: cost", "+- id: price"]),
        ("single number", ["+single: [number]"]),
        ("single date, number and date", ["+single: [date, number]"]),
        ("open object", ["+open: [object]"]),
        ("single none", []),
    ],
)
def test_changes_of_id_and_slots(typed: str, lines: list[str]):
    """A claim gets another id, and it is said which slots have one value only, or more; no other line changes."""
    bank = bank_of(SMALL_BANK)
    after = changed(SMALL_BANK, bank.claim_by_id["cost"], typed, choices_of(bank), bank, {})
    assert diff(SMALL_BANK, after) == lines
    assert bank_of(after)


def test_slots_are_changed_in_any_layout():
    """Slots that stand there already are replaced, in a list of lines or of brackets, and are removed again."""
    for before in ("    single:\n      - date\n      - place\n", "    single: [date, place]\n"):
        head, _, rest = SMALL_BANK.rpartition("    restatements:")
        text = f"{head}{before}    restatements:{rest}"
        bank = bank_of(text)
        claim = bank.claim_by_id["cost"]
        after = changed(text, claim, "single number", choices_of(bank), bank, {})
        assert {slot.value for slot in bank_of(after).claim_by_id[claim.id].single} == {"number"}
        assert changed(text, claim, "single none", choices_of(bank), bank, {}) == SMALL_BANK
        with pytest.raises(InputError, match="'date' can't be single and open at once"):
            changed(text, claim, "open date", choices_of(bank), bank, {})


def test_another_id_in_the_editor(nkquiz: Run, making: Path):
    """The claim stays in hand under its new id, and undo gives it the old one; whose answers are kept is told."""
    before = making.read_text(encoding="utf-8")
    done = edit(nkquiz, making, "c\nid price\nc\nsingle number\nu\nu\nq\n", "cost")
    assert "Changed: its id is price. Answers that were given are kept under the old one." in done.stdout
    assert "Claim: price" in done.stdout
    assert making.read_text(encoding="utf-8") == before


def test_one_claim(nkquiz: Run, making: Path):
    """A finished claim can be edited too; it is none to be kept."""
    done = edit(nkquiz, making, "k\na\nThe price was 30,000 crowns.\nq\n", "cost")
    assert "Claim: cost" in done.stdout
    assert "It is a claim already." in done.stdout
    assert "[k]" not in done.stdout
    assert len(claim_of(making.read_text(encoding="utf-8"), "cost").restatements) == 4


def test_dropping_lists_the_sentence_where_no_other_claim_has_it(nkquiz: Run, making: Path):
    """A sentence that another claim cites is not listed as skipped; then a plain yes is asked for."""
    assert "Drop it? yes or no" in edit(nkquiz, making, "d\nno\nq\n").stdout
    assert bank_of(making.read_text(encoding="utf-8")).drafts
    assert "Dropped: asked." in edit(nkquiz, making, "d\nyes\n").stdout
    making.write_text(MAKING.replace('      - {at: "2.1", quote: Nobody had asked for one}\n', "", 1), encoding="utf-8")
    assert "listed as skipped: 2.1" in edit(nkquiz, making, "d\nan aside\n").stdout
    assert bank_of(making.read_text(encoding="utf-8")).skipped == {Locator(2, 1): "an aside"}


def test_source(nkquiz: Run, making: Path, tmp_path: Path):
    """With a copy of the article its sentence is shown, else the one in the comment; a wrong copy is refused."""
    article = tmp_path / "article.txt"
    article.write_text(SMALL_ARTICLE, encoding="utf-8")
    assert "J. Berg of the Brill Gazette wrote." in edit(nkquiz, making, "q\n", "--source", article).stdout
    assert "The article: Nobody had asked for one, J. Berg wrote." in edit(nkquiz, making, "q\n").stdout
    article.write_text("Something else.", encoding="utf-8")
    done = edit(nkquiz, making, "q\n", "--source", article)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not one sentence of the bank is in" in done.stderr


UNPROVED = [
    ("Nobody had asked for one", "It cost 1 crown.", "", True),
    (
        "Somebody had asked for one",
        "Nobody asked.",
        "“Somebody had asked for one” does not stand in sentence 2.1",
        False,
    ),
    ("Nobody had asked for", "Nobody asked.", "1 claim kept", True),
    ("asked for two", "Nobody asked.", "does not stand in sentence 2.1", False),
]


@pytest.mark.parametrize(("quote", "text", "told", "kept"), UNPROVED)
def test_what_the_article_does_not_prove(
    nkquiz: Run, making: Path, tmp_path: Path, quote: str, text: str, told: str, kept: bool
):
    """With the article at hand a fragment that is not in its sentence is told, and the draft is not kept."""
    article = tmp_path / "article.txt"
    article.write_text(SMALL_ARTICLE, encoding="utf-8")
    draft = DRAFT.replace("Nobody had asked for one}", quote + "}")
    making.write_text(MAKING.replace(DRAFT, draft), encoding="utf-8")
    done = edit(nkquiz, making, f"r\n{text}\nk\nq\n", "--source", article)
    assert told in " ".join(done.stdout.split())
    assert claim_of(making.read_text(encoding="utf-8"), "asked").draft is not kept


NUMBERS = [
    ("It cost 40 million euros.", "a cost of 50 million euros", ["its text has 40 million euros, its evidence 50"]),
    ("It cost 40 million euros.", "a cost of 40 million euros", []),
    ("It cost 40 million euros.", "built in three years", []),
    ("It was opened in 2019.", "opened in 2021", ["its text has 2019, its evidence 2021"]),
    ("It was opened in 2021.", "opened in May 2021", []),
]


@pytest.mark.parametrize(("text", "quote", "told"), NUMBERS)
def test_other_numbers(text: str, quote: str, told: list[str]):
    """Numbers and dates of a text are told that its evidence has otherwise."""
    claim = replace(claim_of(MAKING, "cost"), text=text, evidence=(Evidence(Locator(1, 1), quote),))
    found = [problem.message for problem in other_numbers(claim, {})]
    assert len(found) == len(told)
    assert all(message.startswith(start) for message, start in zip(found, told, strict=True))


@pytest.mark.parametrize("keys", ["d\nyes\nu\nq\n", "r\nNobody asked.\nk\nu\nu\nq\n", "r\nSo.\nk\nu\nd\ny\nu\nu\n"])
def test_the_last_one_can_be_taken_back(nkquiz: Run, making: Path, keys: str):
    """After the last claim was kept or dropped there is one more key, and `u` takes that back too."""
    done = edit(nkquiz, making, keys)
    assert "That was the last one: u takes it back, Enter leaves." in done.stdout
    assert making.read_text(encoding="utf-8") == MAKING


def test_going_back(nkquiz: Run, making: Path):
    """`u` where a reason or a why is asked for asks again what was asked before, and is never stored."""
    edit(nkquiz, making, "f\nAll askd.\nu\nAll asked.\nnumber\nu\nnegation\nNobody did.\nq\n")
    variants = claim_of(making.read_text(encoding="utf-8"), "asked").false_variants
    assert [(v.text, v.reason.value, v.why) for v in variants] == [("All asked.", "negation", "Nobody did.")]


@pytest.mark.parametrize("typed", ["1 2", "1, 2", "1 and 2", "1; 2", "2 & 1"])
def test_numbers_of_suggestions(nkquiz: Run, making: Path, typed: str):
    """However numbers are listed, those suggestions are taken."""
    edit(nkquiz, making, f"r\nBrill opened 12 rooms in 2019.\nf\n{typed}\nq\n")
    assert len(claim_of(making.read_text(encoding="utf-8"), "asked").false_variants) == 2


def test_suggestions_keep_their_numbers(nkquiz: Run, making: Path):
    """When some are taken, the others keep their numbers; a number that is taken is none any more; another text of the
    claim has a list of its own."""
    keys = "r\nBrill opened 12 rooms in 2019.\nf\n1\nf\n.\nf\n2\nf\n1\nr\nBrill shut 9 rooms.\nf\n.\nq\n"
    done = edit(nkquiz, making, keys)
    lists = [
        dict(re.findall(r"^  (\d+) (\S.*)$", part, re.MULTILINE)) for part in done.stdout.split("numbers of those")
    ]
    first, second, third, fourth, other = lists[:5]
    assert list(first)[:3] == ["1", "2", "3"]
    assert "1" not in second
    assert {n: text for n, text in second.items() if n in first} == {n: t for n, t in first.items() if n != "1"}
    assert third == second
    assert {"1", "2"}.isdisjoint(fourth)
    assert fourth["3"] == first["3"]
    assert "Not done: there is no suggestion 1 (there are 3, 4" in done.stdout
    assert "1" in other


def test_marks(nkquiz: Run, making: Path):
    """A claim with a mark is gone through beside the drafts; keeping it removes the mark, and nothing else."""
    mark = "#! the sentence has changed; see whether the claim still holds (was dc7008c71c85)"
    making.write_text(SMALL_BANK.replace("  - id: cost\n", f"  {mark}\n  # mine\n  - id: cost\n"), encoding="utf-8")
    assert "a mark stands here: the sentence has changed; see" in nkquiz("bank", "lint", "--bank", making).stdout
    done = edit(nkquiz, making, "k\n")
    assert "Mark: the sentence has changed; see whether the claim still holds\n" in done.stdout
    assert "Kept: the mark of cost is removed." in done.stdout
    assert making.read_text(encoding="utf-8") == SMALL_BANK.replace("  - id: cost\n", "  # mine\n  - id: cost\n")


def test_what_is_not_edited(nkquiz: Run, making: Path, small_file: Path):
    """The shipped bank is not edited, nor a claim that is not there; a bank without drafts says so."""
    done = nkquiz("bank", "edit", stdin="q\n")
    assert done.returncode == 2
    assert "  name your own with --bank FILE" in done.stderr
    assert "did you mean 'cost'?" in edit(nkquiz, making, "q\n", "cst").stderr
    assert edit(nkquiz, small_file, "").stdout.startswith("There are no drafts, and no marks.")


def test_narrow_and_plain(nkquiz: Run, making: Path, monkeypatch: pytest.MonkeyPatch):
    """In 40 columns no line is longer; a plain look has no brackets; neither has an escape sequence."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    narrow = edit(nkquiz, making, "?\nr\nNobody asked for 12 rooms.\nf\n.\nq\n").stdout
    assert max(len(line) for line in narrow.splitlines()) <= 40
    assert "\x1b" not in narrow
    plain = edit(nkquiz, making, "?\nq\n", "--plain").stdout
    assert "[" not in plain
    assert "Keys: k keep, r reword" in plain


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "nkquiz", "bank", "edit", "--bank", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def send(process: subprocess.Popen[str], keys: str, until: str) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(keys)
    process.stdin.flush()
    for line in process.stdout:
        if until in line:
            return
    raise AssertionError(f"{until} was never shown")


def close(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_somebody_else_writes(making: Path):
    """What an editor has saved meanwhile is not overwritten: it is read again, and the step is told not to be made."""
    process = start(making)
    send(process, "r\nNobody asked.\n", "Reworded.")
    text = making.read_text(encoding="utf-8").replace("Nobody asked.", "Not one asked.") + "# theirs\n"
    making.write_text(text, encoding="utf-8")
    send(process, "a\nNo one did.\n", "your step was NOT made")
    assert making.read_text(encoding="utf-8") == text
    send(process, "u\n", "There is no change to take back.")
    send(process, "a\nNo one did.\n", "Added.")
    process.communicate("q\n")
    claim = claim_of(making.read_text(encoding="utf-8"), "asked")
    assert claim.text == "Not one asked."
    assert [r.text for r in claim.restatements] == ["No one did."]
    assert making.read_text(encoding="utf-8").endswith("# theirs\n")


def test_somebody_else_breaks_it(making: Path):
    """A file that was made unreadable meanwhile is left alone, and where it is wrong is told."""
    process = start(making)
    send(process, "r\nNobody asked.\n", "Reworded.")
    making.write_text("format: [", encoding="utf-8")
    process.communicate("a\nNo one did.\n")
    assert process.returncode == 2
    assert making.read_text(encoding="utf-8") == "format: ["


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("pause", [0.0, 0.004, 0.01, 0.03])
def test_killed(making: Path, pause: float):
    """Whenever the process is killed, the file loads, with every step in it that was told to be made."""
    process = start(making)
    send(process, "r\nNobody asked.\n", "Reworded.")
    send(process, "a\nNo one did.\n", "Added.")
    assert process.stdin is not None
    process.stdin.write("".join(f"a\nAnd {number} more.\n" for number in range(20)))
    process.stdin.flush()
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    told, _ = process.communicate()
    claim = claim_of(making.read_text(encoding="utf-8"), "asked")
    assert claim.text == "Nobody asked."
    assert len(claim.restatements) >= 1 + told.count("Added.")


def on_a_terminal(making: Path, *claims: str, **more: Any) -> Any:
    """Start `bank edit` on a terminal, and wait for its keys."""
    pexpect = pytest.importorskip("pexpect")
    typed = ["-m", "nkquiz", "bank", "edit", *claims, "--bank", str(making)]
    process = pexpect.spawn(sys.executable, typed, encoding="utf-8", timeout=20, **more)
    process.expect(r"\[\?\]\s+help")
    return process


def ended(process: Any) -> int:
    """Wait until it has ended, and return its exit code."""
    process.expect(pytest.importorskip("pexpect").EOF)
    process.close()
    return process.exitstatus


def test_prefilled_on_a_terminal(making: Path):
    """On a terminal single keys do, and a text stands there to be mended."""
    process = on_a_terminal(
        making, "cost", env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1"}, dimensions=(24, 40)
    )
    process.send("r")
    process.expect("30,000 crowns\\.")
    process.send("\x7f in all.\r")
    process.expect("Reworded")
    process.send("q")
    assert ended(process) == 0
    text = claim_of(making.read_text(encoding="utf-8"), "cost").text
    assert text == "According to Ana Lund, the room cost 30,000 crowns in all."


LEFT, HOME, END = "\x1b[D", "\x1b[H", "\x1b[F"


@pytest.mark.skipif(sys.platform == "win32", reason="readline")
@pytest.mark.parametrize("columns", [80, 40])
def test_arrows_on_a_terminal(making: Path, columns: int):
    """In a text that is mended the arrows, Home and End move; the next question does not remember it."""
    process = on_a_terminal(
        making, "cost", env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1"}, dimensions=(24, columns)
    )
    process.send("r")
    process.expect("crowns\\.")
    process.send(f"{HOME}Once, {END}{LEFT} in all\r")
    process.expect("Reworded")
    process.send("a")
    process.expect("say it:")
    process.send("\x1b[AIt cost a löt.\r")
    process.expect("Added")
    process.send("a")
    process.expect("say it:")
    process.send("\x04")
    assert ended(process) == 0
    claim = claim_of(making.read_text(encoding="utf-8"), "cost")
    assert claim.text == "Once, According to Ana Lund, the room cost 30,000 crowns in all."
    assert claim.restatements[-1].text == "It cost a löt."


def test_interrupted_in_a_line(making: Path):
    """Ctrl-C while a text is typed leaves with 130, and the terminal as it was."""
    process = on_a_terminal(making)
    process.send("r")
    process.expect("own words")
    process.send("Half a te\x03")
    process.expect("every change is kept")
    assert ended(process) == 130
    assert making.read_text(encoding="utf-8") == MAKING


def test_interrupted_on_a_terminal(making: Path):
    """Ctrl-C leaves with 130, and what was done is kept."""
    process = on_a_terminal(making)
    process.send("r")
    process.expect("own words")
    process.send("Nobody asked.\r")
    process.expect("Reworded")
    process.send("\x03")
    assert ended(process) == 130
    assert claim_of(making.read_text(encoding="utf-8"), "asked").text == "Nobody asked."
