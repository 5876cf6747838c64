"""Explanations: what they hold, as data, as JSON and as text.

The bank is the small one of docs/bank.md. What the engine makes of a statement may change, so verdicts and measures
are not looked at; the rules that must find something are asked for what no engine could miss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.bank import load_bank
from nkquiz.check import Checker
from nkquiz.check.explain import MAX_CANDIDATES, explain
from nkquiz.check.rules import RULES
from nkquiz.model import (
    Bank,
    Candidate,
    Checked,
    Claim,
    Explanation,
    Item,
    Likeness,
    PartExplanation,
    Reading,
    ReadRelation,
    ReadTerm,
    RuleFound,
    Wording,
)
from nkquiz.render import terminal
from nkquiz.render.explain import explanation, explanation_data
from nkquiz.render.formats import FORMATS

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "bank.md").read_text(encoding="utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
WRONG_SUM = "The bridge at Lorne cost 14 million euros."


@pytest.fixture(scope="module")
def harbour_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("harbour") / "bank.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def harbour(harbour_file: Path) -> Bank:
    return load_bank(harbour_file)


@pytest.fixture(scope="module")
def checker(harbour: Bank) -> Checker:
    return Checker(harbour)


def reading(checker: Checker, text: str) -> Reading:
    return explain(checker, text).parts[0].reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The harbour town paid.", ("name", "harbour town", "Lorne"), id="name"),
        pytest.param("It cost €40m.", ("number", "€40m", "40,000,000 euro"), id="money"),
        pytest.param("It cost about 40m euros.", ("number", "40m euros", "about 40,000,000 euro"), id="about"),
        pytest.param("It took half of the sum.", ("number", "half", "50 percent"), id="fraction"),
        pytest.param("It was built in two weeks.", ("number", "two weeks", "14 days"), id="period"),
        pytest.param("It opened in May 2021.", ("date", "May 2021", "May 2021"), id="date"),
        pytest.param("It was the third bridge.", ("ordinal", "third", "3"), id="ordinal"),
        pytest.param("Lorne opened bridges.", ("word", "bridges", "bridge"), id="word"),
    ],
)  # fmt: skip
def test_terms(checker: Checker, text: str, expected: tuple[str, str, str]):
    """Each term has its kind, its words as typed, and what they were taken for."""
    assert expected in {(term.kind, term.text, term.means) for term in reading(checker, text).terms}


def test_reading(checker: Checker):
    """A reading tells who does what, what is denied, and what is only planned."""
    found = reading(checker, "Grace Okafor did not open the bridge.")
    assert ReadRelation("open", "agent", "Grace Okafor") in found.relations
    assert ReadRelation("open", "patient", "bridge") in found.relations
    assert found.denied == ("open",)
    assert reading(checker, "Lorne plans to open the bridge.").planned
    assert not reading(checker, "Lorne opened the bridge.").planned


def test_candidates(checker: Checker, harbour: Bank):
    """Candidates stand in order, with every term of the statement told of once, and every rule in its order."""
    found = explain(checker, WRONG_SUM).parts[0].candidates
    assert found[0].claim.id == "cost"
    assert [c.wording.closeness for c in found] == sorted((c.wording.closeness for c in found), reverse=True)
    for candidate in found:
        assert [rule.rule for rule in candidate.rules] == [name for name, _ in RULES]
        assert candidate.wording.text in candidate.claim.affirmations
        assert not candidate.wording.reason
    first = found[0]
    assert [(pair.statement, pair.source) for pair in first.wording.differ] in (
        [("14 million euros", "40 million euros")],
        [("14 million euros", "€40m")],
        [("14 million euros", "Forty million euros")],
    )
    assert next(rule.messages for rule in first.rules if rule.rule == "number")
    assert first.false_variant is not None
    assert (first.false_variant.reason, first.false_variant.why) == ("number", "The article says 40 million.")


def test_deciding_claims_are_shown(checker: Checker):
    """Every claim that the report names is among the candidates, and they alone are said to decide."""
    for text in (WRONG_SUM, "The bridge opened in May 2021 and it has three lanes.", "The mayor expects more guests."):
        report = checker.check(text)
        found = explain(checker, text)
        assert found == explain(checker, text, report)
        for part, judged in zip(found.parts, report.parts, strict=True):
            assert (part.text, part.start, part.end) == (judged.text, judged.start, judged.end)
            assert {c.claim.id for c in part.candidates if c.decided} == {claim.id for claim in judged.claims}
            assert len(part.candidates) <= MAX_CANDIDATES


@pytest.mark.parametrize("text", ["", "...", "Lorne", "xyzzy", "\u202e\x00", "so " * 9000], ids=repr)
def test_nothing_to_explain(checker: Checker, text: str):
    """What says nothing has an explanation too, and it can be shown."""
    found = explain(checker, text)
    assert len(found.parts) == len(checker.check(text).parts)
    assert explanation_data(found)["as_a_whole"] is False
    assert shown(found) is not None


@settings(max_examples=50)
@given(st.text(max_size=80))
def test_any_text(text: str):
    """Whatever is typed can be explained; every term stands where its offsets say."""
    for part in explain(_shared(), text).parts:
        for term in part.reading.terms:
            assert text[term.start : term.end] == term.text
            assert all(0 <= share <= 1 + 1e-9 for share in (term.confirmed, term.disputed, term.told_falsely))


_CHECKER: list[Checker] = []


def _shared() -> Checker:
    if not _CHECKER:
        _CHECKER.append(
            Checker(load_bank(Path(__file__).resolve().parent.parent / "data/examples/drowned-observatory.yaml"))
        )
    return _CHECKER[0]


# As JSON and as text, from an explanation made by hand.


def by_hand(claim: Claim) -> Explanation:
    told = Reading(
        terms=(
            ReadTerm("Lorne", 0, 5, "name", "Lorne", confirmed=0.75),
            ReadTerm("the\x1b[31m town", 10, 18, "name", "Lorne", carried=True),
            ReadTerm("14m", 20, 23, "number", "14,000,000 euro", denied=True, disputed=0.5, told_falsely=0.12345),
            ReadTerm("paid", 6, 9, "word", "pay"),
        ),
        relations=(ReadRelation("paid", "agent", "Lorne"), ReadRelation("paid", "other", "14m")),
        denied=("14m",),
        modality="possible",
        planned=True,
        quantifiers=("all",),
        speaker="Grace Okafor",
    )
    wording = Wording(
        "Lorne paid €40m.",
        0.8349,
        agree=(Likeness("Lorne", "Lorne", 1.0), Likeness("paid", "spent", 0.9), Likeness("sum", "price", 0.4)),
        differ=(Likeness("14m", "€40m", 1.0),),
        opposite=(Likeness("rose", "fell", 1.0),),
        denied=(Likeness("open", "open", 1.0),),
        extra=("lanes",),
        missing=("bridge",),
    )
    variant = Wording(
        "It cost 14 million.", 0.9, agree=(Likeness("14m", "14 million", 1.0),), reason="number", why="No."
    )
    rules = (RuleFound("number", ("Not 14m.",)), RuleFound("date"), RuleFound("order"))
    first = Candidate(claim, True, wording, variant, rules)
    second = Candidate(claim, False, Wording(claim.text, 0.3), None, (RuleFound("number"),), rules_applied=False)
    return Explanation((PartExplanation("Lorne paid 14m", 0, 14, told, (first, second)),), as_a_whole=True)


def test_json(harbour: Bank):
    """The JSON of an explanation has exactly these keys."""
    pair: Callable[..., dict[str, Any]] = lambda a, b, s: {"statement": a, "source": b, "strength": s}  # noqa: E731
    term = {"denied": False, "carried": False, "votes": {"confirmed": 0.0, "disputed": 0.0, "told_falsely": 0.0}}
    votes = [
        {"confirmed": 0.75, "disputed": 0.0, "told_falsely": 0.0},
        {"confirmed": 0.0, "disputed": 0.5, "told_falsely": 0.123},
    ]
    about = {"claim": "cost", "text": "The bridge cost 40 million euros.", "locators": ["1.2"]}
    nothing: dict[str, list[Any]] = {key: [] for key in ("agree", "differ", "opposite", "denied", "extra", "missing")}
    assert explanation_data(by_hand(harbour.claim_by_id["cost"])) == {
        "as_a_whole": True,
        "parts": [
            {
                "text": "Lorne paid 14m",
                "start": 0,
                "end": 14,
                "reading": {
                    "terms": [
                        term
                        | {"text": "Lorne", "start": 0, "end": 5, "kind": "name", "means": "Lorne", "votes": votes[0]},
                        term
                        | {"text": "the\x1b[31m town", "start": 10, "end": 18, "kind": "name", "means": "Lorne"}
                        | {"carried": True},
                        term
                        | {"text": "14m", "start": 20, "end": 23, "kind": "number", "means": "14,000,000 euro"}
                        | {"denied": True, "votes": votes[1]},
                        term | {"text": "paid", "start": 6, "end": 9, "kind": "word", "means": "pay"},
                    ],
                    "relations": [
                        {"head": "paid", "role": "agent", "member": "Lorne"},
                        {"head": "paid", "role": "other", "member": "14m"},
                    ],
                    "denied": ["14m"],
                    "modality": "possible",
                    "planned": True,
                    "conditional": False,
                    "quantifiers": ["all"],
                    "speaker": "Grace Okafor",
                },
                "candidates": [
                    about
                    | {
                        "decided": True,
                        "wording": {
                            "text": "Lorne paid €40m.",
                            "closeness": 0.835,
                            "agree": [
                                pair("Lorne", "Lorne", 1.0),
                                pair("paid", "spent", 0.9),
                                pair("sum", "price", 0.4),
                            ],
                            "differ": [pair("14m", "€40m", 1.0)],
                            "opposite": [pair("rose", "fell", 1.0)],
                            "denied": [pair("open", "open", 1.0)],
                            "extra": ["lanes"],
                            "missing": ["bridge"],
                        },
                        "false_variant": nothing
                        | {"text": "It cost 14 million.", "closeness": 0.9, "agree": [pair("14m", "14 million", 1.0)]}
                        | {"reason": "number", "why": "No."},
                        "rules_applied": True,
                        "rules": [
                            {"rule": "number", "found": ["Not 14m."]},
                            {"rule": "date", "found": []},
                            {"rule": "order", "found": []},
                        ],
                    },
                    about
                    | {
                        "decided": False,
                        "wording": nothing | {"text": "The bridge cost 40 million euros.", "closeness": 0.3},
                        "false_variant": None,
                        "rules_applied": False,
                        "rules": [{"rule": "number", "found": []}],
                    },
                ],
            }
        ],
    }


def shown(found: Explanation, width: int = 200) -> str:
    out = terminal.console()
    with out.capture() as captured:
        out.print(explanation(found), width=width)
    return captured.get()


def test_text(harbour: Bank):
    """An explanation in plain words."""
    assert shown(by_hand(harbour.claim_by_id["cost"])).splitlines() == [
        "  Judged as a whole: the source says all of its parts together.",
        "  Read as",
        "    names: Lorne; the[31m town = Lorne (from the part before)",
        "    numbers: 14m = 14,000,000 euro",
        "    words: paid",
        "    'paid': who: Lorne",
        "    denied: 14m",
        "    told as: possible, planned",
        "    how much: all",
        "    speaker: Grace Okafor",
        "  What the candidates say of each",
        "    confirmed: Lorne 75%",
        "    disputed: 14m 50%",
        "    told falsely: 14m 12%",
        "    nothing said of: the[31m town; paid",
        "  Candidates, the nearest first",
        "    1. 83% The bridge cost 40 million euros. (1.2, cost) - this decides",
        "      nearest wording: Lorne paid €40m.",
        "      agree: Lorne; paid = spent; sum ~ price",
        "      other values: 14m / €40m",
        "      opposite: rose / fell",
        "      denied on one side: open",
        "      only in the statement: lanes",
        "      only in the source: bridge",
        "      false variant, 90%: It cost 14 million.",
        "        agree: 14m = 14 million",
        "        why it is false: No.",
        "      rule number: Not 14m.",
        "      rules that found nothing: date, order",
        "    2. 30% The bridge cost 40 million euros. (1.2, cost)",
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_narrow(checker: Checker, width: int):
    """No line is longer than the screen is wide."""
    for text in (
        WRONG_SUM,
        "The bridge opened in May 2021 and Lorne City, says Okafor, never paid 40 million dollars.",
    ):
        assert max(map(cell_len, shown(explain(checker, text), width).splitlines())) <= width


# On the command line


@pytest.fixture
def check(harbour_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(
        nkquiz.cli.app, ["check", "--bank", str(harbour_file), "--exit-zero", *arguments]
    )


def test_explained_lists_and_documents(check: Callable[..., Result], tmp_path: Path):
    """Each report of a list or a document is followed by its explanation, and nothing else changes."""
    (tmp_path / "list.txt").write_text(f"{WRONG_SUM}\nThe bridge opened in May 2021.\n", encoding="utf-8")
    (tmp_path / "essay.md").write_text(
        f"# The bridge\n\n{WRONG_SUM} Was it dear? It was built at Lorne.\n", encoding="utf-8"
    )
    for name in ("list.txt", "essay.md"):
        plain, explained = check("--file", name).stdout, check("--file", name, "--explain").stdout
        assert explained.count("Read as") == 2
        assert set(plain.splitlines()) <= set(explained.splitlines())
        data = json.loads(check("--file", name, "--explain", "--format", "json").stdout)
        without = json.loads(check("--file", name, "--format", "json").stdout)
        found = [report.pop("explanation", None) for report in data["reports"]]
        assert data == without
        assert [why is not None for why in found] == [report.get("checked", True) for report in data["reports"]]


@pytest.mark.parametrize("format_", [name for name in FORMATS if name not in ("text", "json")])
def test_other_formats_refuse(nkquiz: Run, harbour_file: Path, format_: str):
    """A format that has no place for explanations says so, and writes nothing."""
    done = nkquiz("check", "--bank", harbour_file, "--explain", "--format", format_, WRONG_SUM)
    assert done.stderr == f"nkquiz: --explain does not go with --format {format_}\n  use one of text, json\n"
    assert (done.returncode, done.stdout) == (2, "")


def test_hostile_statement_is_safe(check: Callable[..., Result]):
    """Nothing of a statement reaches the terminal but text."""
    done = check("--explain", "\x1b[31mLorne\u202e opened \x9b the [bold]bridge[/bold] in 2020\x07.")
    assert not set("\x1b\u202e\x9b\x07") & set(done.stdout)
    assert "[bold]" in done.stdout


def test_items_without_explanation_say_nothing(harbour: Bank):
    """Reports that were not to be explained have no such key."""
    from nkquiz.render.data import item_data

    checker = Checker(harbour)
    checked = Checked("", (Item(1, WRONG_SUM, report=checker.check(WRONG_SUM)),))
    assert "explanation" not in item_data(checked.items[0])
