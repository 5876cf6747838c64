"""The command line: what is printed where, in which format, with which exit code. The checker itself is a stand-in."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BAD_ROWS, SMALL_BANK, Run, replaced
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz import __version__
from nkquiz.bank import load_bank
from nkquiz.errors import ExitCode
from nkquiz.model import Bank, Finding, PartReport, Question, Relation, Report, Verdict
from nkquiz.progress.store import Store
from nkquiz.quiz.session import new_round

HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold red]markup[/] \u202eevil \x9b1m :smile:"
NOTHING = 'try: nkquiz check "what you are about to write", or --file - for standard input'
FILES = "--file takes a .txt, .md, .docx or .jsonl file"
TAME = "[31mred]0;title [bold red]markup[/] evil 1m :smile:"


def stand_in(statement: str, bank: Bank) -> Report:
    """Judge by words: yes, no, and anything else; `yes and no` has two parts."""
    parts = []
    for match in re.finditer(r"\S+", statement.replace(" and ", "     ")):
        claim = bank.claims[0]
        text, verdict = match.group(), Verdict.NOT_IN_SOURCE
        findings: tuple[Finding, ...] = ()
        if text == "yes":
            verdict = Verdict.SUPPORTED
        if text == "no":
            verdict = Verdict.CONTRADICTED
            findings = (Finding("a-rule", Relation.CONFLICT, "It says yes.", match.start(), match.end(), claim.id),)
        decided = (claim,) if verdict is not Verdict.NOT_IN_SOURCE else ()
        parts.append(
            PartReport(text, match.start(), match.end(), verdict, 0.9, f"Because {text}.", decided, findings, (claim,))
        )
    verdicts = {part.verdict for part in parts} or {Verdict.NOT_IN_SOURCE}
    verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.MIXED
    return Report(statement, verdict, 0.8, "Because.", tuple(parts))


@pytest.fixture
def _checker(judged_by: Callable[..., None]) -> None:
    """Put the stand-in in the place of the checker."""
    judged_by(stand_in)


def run(*arguments: str | Path, stdin: str | bytes = "") -> Result:
    """Run `nkquiz` in this process. Errors that the user can mend are not caught here: use `nkquiz` for them."""
    return CliRunner().invoke(nkquiz.cli.app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def check(_checker: None, small_file: Path) -> Callable[..., Result]:
    """Run `nkquiz check` on the small bank with the stand-in."""
    return lambda *arguments, stdin="": run("check", "--bank", small_file, *arguments, stdin=stdin)


def statements(result: Result) -> list[tuple[object, str]]:
    """Return (id, statement) of each line of a result in JSON lines."""
    rows = [json.loads(line) for line in result.stdout.split("\n") if line]
    return [(row["id"], row["statement"]) for row in rows]


def printable(text: str) -> bool:
    """Whether a terminal takes `text` for text: no control, format or direction characters but line ends."""
    return not {c for c in text if c != "\n" and unicodedata.category(c)[0] == "C"}


# check: formats


CLAIM = {
    "claim": "reading-room",
    "text": "The library of Brill opened a reading room in June.",
    "locator": "1.1",
    "fragment": "opened a reading room in June",
}


def test_check_json(check: Callable[..., Result]):
    """The JSON of `check` has exactly these keys."""
    result = check("--format", "json", "yes and no", "perhaps")
    assert json.loads(result.stdout) == {
        "version": 1,
        "source": {
            "bank": "brill-library",
            "title": "A Room to Read",
            "author": "Jo Berg",
            "date": "2022-07",
            "url": "https://example.org/brill",
        },
        "reports": [
            {
                "id": 1,
                "statement": "yes and no",
                "verdict": "mixed",
                "confidence": 0.8,
                "reason": "Because.",
                "parts": [
                    {
                        "text": "yes",
                        "start": 0,
                        "end": 3,
                        "verdict": "supported",
                        "confidence": 0.9,
                        "reason": "Because yes.",
                        "evidence": [CLAIM],
                    },
                    {
                        "text": "no",
                        "start": 8,
                        "end": 10,
                        "verdict": "contradicted",
                        "confidence": 0.9,
                        "reason": "Because no.",
                        "evidence": [CLAIM],
                    },
                ],
                "evidence": [CLAIM],
                "findings": [
                    {
                        "rule": "a-rule",
                        "relation": "conflict",
                        "message": "It says yes.",
                        "start": 8,
                        "end": 10,
                        "claim": "reading-room",
                    }
                ],
                "closest": [CLAIM],
            },
            {
                "id": 2,
                "statement": "perhaps",
                "verdict": "not_in_source",
                "confidence": 0.8,
                "reason": "Because.",
                "parts": [
                    {
                        "text": "perhaps",
                        "start": 0,
                        "end": 7,
                        "verdict": "not_in_source",
                        "confidence": 0.9,
                        "reason": "Because perhaps.",
                        "evidence": [],
                    }
                ],
                "evidence": [],
                "findings": [],
                "closest": [CLAIM],
            },
        ],
    }


def test_check_jsonl(check: Callable[..., Result]):
    """JSON lines are the reports of the JSON, one a line."""
    reports = json.loads(check("--format", "json", "yes and no", "perhaps").stdout)["reports"]
    lines = check("--format", "jsonl", "yes and no", "perhaps").stdout.splitlines()
    assert [json.loads(line) for line in lines] == reports


def test_check_text(check: Callable[..., Result]):
    """Text has the verdict as a word and a sign, the reason, the evidence, the note, and the source."""
    assert check("--file", "-", stdin="yes\nno\nperhaps\n").stdout.splitlines() == [
        "✓ supported  yes",
        "  Because yes.",
        '  Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"',
        "  Beyond the source: The room was closed again in 2023. (The town's website.)",
        "",
        "✗ contradicted  no",
        "  Because no.",
        '  Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"',
        "  Beyond the source: The room was closed again in 2023. (The town's website.)",
        "",
        "? not in source  perhaps",
        "  Because perhaps.",
        "",
        "Source: Jo Berg, A Room to Read (2022-07)",
    ]


def test_check_text_of_one(check: Callable[..., Result]):
    """One report needs no blank line after it, and a pipe gets whole lines, however long they are."""
    long = "perhaps" + "-perhaps" * 30
    assert check(long).stdout.splitlines() == [
        f"? not in source  {long}",
        f"  Because {long}.",
        "Source: Jo Berg, A Room to Read (2022-07)",
    ]


def test_check_text_of_parts(check: Callable[..., Result]):
    """A mixed statement is shown part by part."""
    lines = check("yes and perhaps").stdout.splitlines()
    assert lines[:3] == ["± mixed  yes and perhaps", "  ✓ supported  yes", "    Because yes."]
    assert lines[-3:-1] == ["  ? not in source  perhaps", "    Because perhaps."]


# check: exit codes


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param(["yes"], 0, id="supported"),
        pytest.param(["yes yes", "yes yes"], 0, id="all supported"),
        pytest.param(["no"], 1, id="contradicted"),
        pytest.param(["yes and no"], 1, id="mixed"),
        pytest.param(["yes yes", "who knows"], 3, id="one not in the source"),
        pytest.param(["yes yes", "who knows", "no no"], 1, id="one contradicted"),
        pytest.param([""], 3, id="an empty statement"),
        pytest.param(["no", "--exit-zero"], 0, id="contradicted with --exit-zero"),
        pytest.param(["perhaps", "--exit-zero"], 0, id="not in the source with --exit-zero"),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "jsonl"])
def test_check_exit_code(check: Callable[..., Result], given: list[str], code: int, format_: str):
    """The exit code says the worst verdict, in every format."""
    assert check("--format", format_, *given).exit_code == code


# check: input


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(["yes"], ["yes"], id="a word"),
        pytest.param(["no", "rest", "for", "us"], ["no rest for us"], id="words without quotes are one statement"),
        pytest.param(["one two", "three four"], ["one two", "three four"], id="two in quotes"),
        pytest.param(["one two", "three"], ["one two", "three"], id="one in quotes and a word"),
        pytest.param(["--", "-90", "percent"], ["-90 percent"], id="a leading minus after --"),
    ],
)
def test_check_arguments(check: Callable[..., Result], given: list[str], expected: list[str]):
    """Each argument is a statement, but words typed without quotes are one."""
    assert [text for _, text in statements(check("--format", "jsonl", *given))] == expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.txt", "one\ntwo\n", [(1, "one"), (2, "two")], id="text: one a line"),
        pytest.param("a.txt", "\n one \n\n  \ntwo", [(2, "one"), (5, "two")], id="text: blank lines are passed over"),
        pytest.param("a.txt", "one\r\ntwo\r\n", [(1, "one"), (2, "two")], id="text: Windows line ends"),
        pytest.param("a.txt", "\ufeffone\n", [(1, "one")], id="text: byte order mark"),
        pytest.param("a.txt", 'one\n{"text": "x"}', [(1, "one"), (2, '{"text": "x"}')], id="text: braces are text"),
        pytest.param("a.txt", '{"text": "x", "id": "a"}', [("a", "x")], id="JSON: whatever the name"),
        pytest.param("A.JSONL", '["x"]\n{"text": "y"}', [(2, "y")], id="JSON: a name in capitals"),
        pytest.param("a", '\ufeff{"text": "x"}', [(1, "x")], id="JSON: byte order mark"),
        pytest.param("a.txt", "é “x”\u2028y", [(1, "é “x”\u2028y")], id="text: only line ends end lines"),
        pytest.param("a.jsonl", '{"text": "one"}\n{"text": "two"}', [(1, "one"), (2, "two")], id="JSON: line numbers"),
        pytest.param(
            "a.jsonl",
            '{"text": "one", "id": "s-1"}\n\n{"id": 77, "text": "two", "more": []}',
            [("s-1", "one"), (77, "two")],
            id="JSON: ids are kept, other keys do no harm",
        ),
        pytest.param("a.jsonl", '{"text": " \\u00e9\\n"}', [(1, " é\n")], id="JSON: text as it is"),
        pytest.param("-", "one\ntwo\n", [(1, "one"), (2, "two")], id="standard input: text"),
        pytest.param("-", ' {"id": "a", "text": "one"}\n', [("a", "one")], id="standard input: JSON"),
    ],
)
def test_check_file(
    check: Callable[..., Result], tmp_path: Path, name: str, data: str, expected: list[tuple[object, str]]
):
    """Statements are read from a file, or from standard input."""
    path = Path("-") if name == "-" else tmp_path / name
    if name != "-":
        path.write_bytes(data.encode())
    result = check("--format", "jsonl", "--file", path, stdin=data.encode())
    assert statements(result) == expected


@pytest.mark.parametrize(("line", "message"), BAD_ROWS)
def test_check_bad_line(check: Callable[..., Result], tmp_path: Path, line: bytes, message: str):
    """A line that is no statement is named on standard error, the others are checked, and the exit code is 2."""
    path = tmp_path / "some.jsonl"
    path.write_bytes(b'{"text": "yes", "id": "a"}\n' + line + b'\n{"text": "no", "id": "c"}\n')
    result = check("--format", "jsonl", "--exit-zero", "--file", path)
    assert statements(result) == [("a", "yes"), ("c", "no")]
    first, last = result.stderr.splitlines()
    assert first.startswith(f"nkquiz: {path}:2: {message}")
    assert last == "nkquiz: 1 of 3 lines could not be read; the others were checked"
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "stdin", "message", "hint"),
    [
        pytest.param([], "", "there is no statement to check", NOTHING, id="no statement"),
        pytest.param(
            ["--file", "-"],
            "\n \n",
            "there is no statement in standard input",
            "write one statement a line",
            id="nothing to read",
        ),
        pytest.param(["--file", "missing.txt"], "", "cannot read missing.txt: No such file", FILES, id="no such file"),
        pytest.param(["--file", "."], "", "cannot read .: ", FILES, id="a folder"),
        pytest.param(
            ["--file", "x.txt", "one"], "", "both statements and --file were given", "use one of the two", id="both"
        ),
        pytest.param(
            ["--bank", "missing.yaml", "one"],
            "",
            "cannot read the bank missing.yaml",
            "name a bank with --bank PATH",
            id="no such bank",
        ),
    ],
)
def test_check_bad_input(nkquiz: Run, arguments: list[str], stdin: str, message: str, hint: str):
    """Input that can't be used gives a message and a hint on standard error, and exit code 2."""
    done = nkquiz("check", *arguments, stdin=stdin)
    first, second = done.stderr.splitlines()
    assert first.startswith(f"nkquiz: {message}")
    assert second == f"  {hint}"
    assert (done.returncode, done.stdout) == (2, "")


def test_check_as_a_process(nkquiz: Run, small_file: Path):
    """The real checker says something about anything, and the exit code fits what it says."""
    given = ["The room cost 13,000 crowns.", "Elephants like music.", "", "\x1b[31m", "a" * 3_000, "1.2.3 ?! \u202e"]
    stdin = "".join(json.dumps({"text": text, "id": number}) + "\n" for number, text in enumerate(given))
    done = nkquiz("check", "--bank", small_file, "--file", "-", "--format", "json", stdin=stdin)
    reports = json.loads(done.stdout)["reports"]
    assert [(report["id"], report["statement"]) for report in reports] == list(enumerate(given))
    verdicts = {report["verdict"] for report in reports}
    assert done.returncode == (1 if verdicts & {"contradicted", "mixed"} else 3)
    assert done.stderr == ""


# bank


def test_bank_list(small_file: Path):
    """Claims are listed under their topics."""
    result = run("bank", "list", "--bank", small_file)
    assert result.stdout.splitlines() == [
        "opening: The opening",
        "  reading-room  The library of Brill opened a reading room in June.",
        "money: The money",
        "  cost  According to Ana Lund, the room cost 30,000 crowns.",
    ]


def test_bank_list_of_a_topic(small_file: Path):
    """With --topic, only the claims of that topic."""
    listed = json.loads(run("bank", "list", "--bank", small_file, "--topic", "money", "--format", "json").stdout)
    assert [claim["id"] for claim in listed] == ["cost"]


def test_bank_show(small_file: Path):
    """A claim is shown with all that the bank holds of it."""
    assert run("bank", "show", "reading-room", "--bank", small_file).stdout.splitlines() == [
        "reading-room (opening, fact)",
        "The library of Brill opened a reading room in June.",
        'Evidence 1.1 "opened a reading room in June"; 2.1 "Nobody had asked for one"',
        "Restatements:",
        "  - Brill's library has had a reading room since June.",
        "  - A reading room was opened in June by the library.",
        "  - since june people can read in the library of brill",
        "False variants:",
        "  - The library of Brill closed its reading room in June. (opposite)",
        "  - The library of Brill opened a reading room in May. (date)",
        "  - The library of Brill never opened a reading room. (negation)",
        "Beyond the source: The room was closed again in 2023. (The town's website.)",
    ]


def test_bank_show_json(small_file: Path):
    """The JSON of a claim has exactly these keys."""
    result = run("bank", "show", "reading-room", "--bank", small_file, "--format", "json")
    assert json.loads(result.stdout) == {
        "id": "reading-room",
        "text": "The library of Brill opened a reading room in June.",
        "topic": "opening",
        "kind": "fact",
        "speaker": None,
        "evidence": [
            {"locator": "1.1", "fragment": "opened a reading room in June"},
            {"locator": "2.1", "fragment": "Nobody had asked for one"},
        ],
        "restatements": [
            "Brill's library has had a reading room since June.",
            "A reading room was opened in June by the library.",
            "since june people can read in the library of brill",
        ],
        "false_variants": [
            {"text": "The library of Brill closed its reading room in June.", "reason": "opposite", "why": ""},
            {"text": "The library of Brill opened a reading room in May.", "reason": "date", "why": "It was June."},
            {"text": "The library of Brill never opened a reading room.", "reason": "negation", "why": ""},
        ],
        "note": {"text": "The room was closed again in 2023.", "basis": "The town's website."},
    }


def test_bank_stats(small_file: Path):
    """The counts of the small bank."""
    counts = json.loads(run("bank", "stats", "--bank", small_file, "--format", "json").stdout)
    assert counts == {
        "claims": 2,
        "restatements": 6,
        "false variants": 6,
        "notes": 1,
        "unknowns": 1,
        "entities": 2,
        "sentences": 3,
        "sentences covered": 3,
        "by topic": {"opening": 1, "money": 1},
        "by kind": {"fact": 1, "opinion": 1},
        "false by reason": {"opposite": 1, "date": 1, "negation": 1, "number": 1, "unit": 1, "quantifier": 1},
    }
    lines = run("bank", "stats", "--bank", small_file).stdout.splitlines()
    assert lines[0] == "claims: 2"
    assert lines[-2] == "by kind: fact 1, opinion 1"


def test_bank_fingerprint(small_article: str, tmp_path: Path):
    """Fingerprints are printed as YAML that can be pasted into a bank, with the first words only."""
    article = tmp_path / "article.txt"
    article.write_text(small_article, encoding="utf-8")
    printed = run("bank", "fingerprint", article).stdout
    assert printed.splitlines() == [
        "  paragraphs:",
        "    - b7b58e67bb61 c371f2687a49  # 1: The library in Brill opened ...",
        '    - 76d676758ea3  # 2: "Nobody had asked for one," ...',
    ]
    old = "  paragraphs:\n    - b7b58e67bb61 c371f2687a49\n    - 76d676758ea3\n"
    pasted = tmp_path / "pasted.yaml"
    pasted.write_text(replaced(SMALL_BANK, old, printed), encoding="utf-8")
    assert load_bank(pasted).source.paragraphs == (("b7b58e67bb61", "c371f2687a49"), ("76d676758ea3",))


def test_bank_fingerprint_of_an_invisible_paragraph(tmp_path: Path):
    """A paragraph that holds only a zero-width space is passed over."""
    article = tmp_path / "article.txt"
    article.write_text("\u200b\n\nOne sentence.\n", encoding="utf-8")
    result = run("bank", "fingerprint", article)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        pytest.param(
            ["bank", "show", "reading-rom"], "no claim 'reading-rom' in ", "did you mean 'reading-room'?", id="near"
        ),
        pytest.param(["bank", "show", "zzz"], "no claim 'zzz' in ", "one of: reading-room, cost", id="like no other"),
        pytest.param(
            ["bank", "list", "--topic", "x"], "unknown topic 'x'", "one of: opening, money", id="topic of list"
        ),
        pytest.param(["play", "--topic", "x"], "unknown topic 'x'", "one of: opening, money", id="topic of play"),
        pytest.param(
            ["bank", "verify", "--source", "missing.txt"],
            "cannot read missing.txt: No such file",
            "give the article as a text file",
            id="no such article",
        ),
    ],
)
def test_unknown_names(nkquiz: Run, small_file: Path, arguments: list[str], message: str, hint: str):
    """A name that does not exist gives exit code 2, and a hint at the names that do."""
    done = nkquiz(*arguments, "--bank", small_file)
    first, second = done.stderr.splitlines()
    assert first.startswith(f"nkquiz: {message}")
    assert second == f"  {hint}"
    assert (done.returncode, done.stdout) == (2, "")


def test_article_that_is_no_text(nkquiz: Run, tmp_path: Path):
    """An article that is a picture or a word processor's file is refused with a hint."""
    (tmp_path / "article.docx").write_bytes(b"PK\3\4\0\0")
    done = nkquiz("bank", "fingerprint", "article.docx")
    assert done.stderr.splitlines() == [
        "nkquiz: article.docx:1: a NUL byte: this is no text file (save it as UTF-8)",
        "  save the article as plain text in UTF-8",
    ]
    assert done.returncode == 2


# play, in line mode

AGAIN = "The same round again: nkquiz play --seed 5 -n 10 --bank "
COUNTED = "(paragraph.sentence; title and byline do not count)."
HELP = (
    "Choose with the digit or letter before an answer. e: where the source speaks of it. u: take back the last step. "
    "s: skip. q: leave; what you answered is kept."
)
WRONG_KEY = "is no answer here: press t/f, or ? for help."


@pytest.fixture
def questions(small_file: Path) -> tuple[Question, ...]:
    """The round that `play --seed 5` plays on the small bank."""
    return new_round(load_bank(small_file), 5, 10).questions


def place(question: Question, right: bool = True) -> str:
    """Return the digit of the key, or of the first lure."""
    return str(next(n for n, option in enumerate(question.options, 1) if (option.id == question.key) is right))


@pytest.fixture
def play(small_file: Path) -> Callable[..., Result]:
    """Play the small bank's round with seed 5, with these lines as input."""
    return lambda *lines: run("play", "--bank", small_file, "--seed", 5, stdin="".join(f"{line}\n" for line in lines))


def kept(bank: str = "brill-library") -> list[tuple[str, bool]]:
    """Return (claim, right) of the answers in the database."""
    with Store(Path(os.environ["NKQUIZ_HOME"]) / "progress.sqlite", lambda: "") as store:
        return [(answer.claim, answer.right) for answer in store.answers(bank)]


def test_play_right_and_wrong(play: Callable[..., Result], questions: tuple[Question, ...], small_file: Path):
    """Each answer is followed by right or wrong, what was chosen, the claim and its evidence, and is kept."""
    first, second = questions
    result = play(place(first), place(second, right=False))
    assert (result.exit_code, result.stderr) == (0, "")
    bank = load_bank(Path(result.stdout and os.environ["NKQUIZ_HOME"]).parent / "small.yaml")
    lines = result.stdout.splitlines()
    right, wrong = lines.index("✓ right"), lines.index("✗ wrong")
    assert right < wrong
    assert f"  {bank.claim_by_id[first.claim].text}" in lines[right:wrong]
    assert f"  {bank.claim_by_id[second.claim].text}" in lines[wrong:]
    lure, key = second.options[int(place(second, right=False)) - 1], second.option(second.key)
    chosen = [f"  You chose: {lure.text}", f"  Right is: {key.text}"]
    assert key.text != bank.claim_by_id[second.claim].text
    assert lines[wrong + 1 : wrong + 3] == chosen
    assert [line for line in lines if "You chose: " in line or "Right is: " in line] == chosen
    score = lines.index("1 of 2 right.")
    again = shlex.join(["nkquiz", "play", "--seed", "5", "-n", "10", "--bank", str(small_file)])
    assert lines[score + 1 : score + 3] == [f"The same round again: {again}", "To look at again:"]
    assert lines[lines.index("To look at again:") + 1].startswith(f"- {bank.claim_by_id[second.claim].text}")
    assert kept() == [(first.claim, True), (second.claim, False)]


def test_play_shows(play: Callable[..., Result], questions: tuple[Question, ...]):
    """A question is shown with its number, its options, and the keys."""
    first = questions[0]
    lines = [line.strip() for line in play("q").stdout.splitlines()]
    assert lines[0] == "Source: Jo Berg, A Room to Read (2022-07)"
    assert lines[2:4] == ["1/2", first.prompt]
    options = [f"{option.letter or number} {option.text}" for number, option in enumerate(first.options, 1)]
    assert lines[4 : 4 + len(options)] == options
    assert lines[4 + len(options)] == "[t/f] answer  [e] where  [u] undo  [s] skip  [?] help  [q] leave"


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        pytest.param(["right"], "2/2  last answer: ✓ right", id="right"),
        pytest.param(["wrong"], "2/2  last answer: ✗ wrong", id="wrong"),
        pytest.param(["s"], "2/2", id="skipped"),
        pytest.param(["wrong", "u", "right"], "2/2  last answer: ✓ right", id="wrong, taken back, right"),
        pytest.param(["wrong", "u", "s"], "2/2", id="wrong, taken back, skipped"),
    ],
)
def test_play_head(play: Callable[..., Result], questions: tuple[Question, ...], typed: list[str], head: str):
    """Above a question stands how the last answer went, if it was not skipped; the prompt is on the next line."""
    first, second = questions
    keys = {"right": place(first), "wrong": place(first, right=False)}
    lines = play(*(keys.get(line, line) for line in typed)).stdout.splitlines()
    at = max(number for number, line in enumerate(lines) if line.startswith("2/2"))
    assert lines[at : at + 2] == [head, second.prompt]


def test_play_choice(small_file: Path):
    """A wrong key names the digits; after a wrong answer the key is named only where it is not the claim itself."""
    bank = load_bank(small_file)
    named = []
    for seed in range(10):
        (asked,) = new_round(bank, seed, 1, ["choice"]).questions
        typed = f"5\nt\n{place(asked, right=False)}\n"
        result = run("play", "--bank", small_file, "--type", "choice", "--seed", seed, "-n", 1, stdin=typed)
        lines = result.stdout.splitlines()
        last = f"1-{len(asked.options)}"
        assert [line for line in lines if "is no answer here" in line] == [
            f"'5' is no answer here: press {last}, or ? for help.",
            f"'t' is no answer here: press {last}, or ? for help.",
        ]
        lure, key = asked.options[int(place(asked, right=False)) - 1], asked.option(asked.key)
        named.append(key.text != bank.claim_by_id[asked.claim].text)
        expected = [f"  You chose: {lure.text}", *([f"  Right is: {key.text}"] if named[-1] else [])]
        wrong = lines.index("✗ wrong")
        assert lines[wrong + 1 : wrong + 1 + len(expected)] == expected
        assert [line for line in lines if "You chose: " in line or "Right is: " in line] == expected
    assert set(named) == {True, False}


@pytest.mark.parametrize(
    ("typed", "answered", "shown"),
    [
        pytest.param(["q"], [], f"Nothing answered. {AGAIN}", id="leave at once"),
        pytest.param([], [], f"Nothing answered. {AGAIN}", id="end of input at once"),
        pytest.param(["right"], [True], f"1 of 1 right. {AGAIN}", id="end of input after an answer"),
        pytest.param(["wrong", "Q"], [False], f"0 of 1 right. {AGAIN}", id="leave after an answer, in capitals"),
        pytest.param(["s", "s"], [], f"Nothing answered. 2 skipped. {AGAIN}", id="skip all"),
        pytest.param(["right", "s"], [True], f"1 of 1 right. 1 skipped. {AGAIN}", id="skip one"),
        pytest.param(["s", "q"], [], "skipped", id="skip says so"),
        pytest.param(["wrong", "u", "right", "q"], [True], "taken back", id="undo and answer again"),
        pytest.param(["s", "u", "right", "q"], [True], "taken back", id="undo of a skip"),
        pytest.param(["u", "q"], [], "There is no answer to take back.", id="nothing to undo"),
        pytest.param(["right", "u", "u", "q"], [], "There is no answer to take back.", id="undo once too often"),
        pytest.param(["?", "right", "q"], [True], HELP, id="help"),
        pytest.param(["e", "q"], [], f"Look in the source at {{places}} {COUNTED}", id="evidence"),
        pytest.param(["9", "right", "q"], [True], f"'9' {WRONG_KEY}", id="a wrong digit"),
        pytest.param(["\u202e\x1b", "q"], [], f"That {WRONG_KEY}", id="a line that can't be shown"),
        pytest.param(["word", "q"], [True], "1 of 1 right.", id="the whole word"),
        pytest.param(["WORD", "q"], [True], "1 of 1 right.", id="the whole word in capitals"),
        pytest.param(["hello there", "q"], [], f"'hello there' {WRONG_KEY}", id="a wrong line"),
        pytest.param(["x" * 999, "q"], [], f"'xxxxxxxxxxxxxxxxx...' {WRONG_KEY}", id="a very long line"),
        pytest.param(["", "  ", "right", "q"], [True], "1 of 1 right.", id="blank lines are passed over"),
    ],
)
def test_play_steps(
    play: Callable[..., Result],
    questions: tuple[Question, ...],
    small_file: Path,
    typed: list[str],
    answered: list[bool],
    shown: str,
):
    """What is typed leads to these answers in the database, and to this on the screen; the exit code is 0."""
    first = questions[0]
    assert first.type == "truth"
    keys = {"right": place(first), "wrong": place(first, right=False), "word": first.key, "WORD": first.key.upper()}
    result = play(*(keys.get(line, line) for line in typed))
    places = ", ".join(map(str, load_bank(small_file).claim_by_id[first.claim].locators))
    shown = shown.replace("{places}", places)
    assert shown in " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert kept() == [(first.claim, right) for right in answered]


def test_play_same_seed(play: Callable[..., Result]):
    """The same seed shows the same round."""
    assert play("s", "s").stdout == play("s", "s").stdout


def test_play_without_a_seed_names_one(small_file: Path):
    """A round without a seed says with which command it can be played again: seed, count, topics, types and bank."""
    bank = small_file.rename(small_file.with_name("a small bank.yaml"))
    options = ["-n", "1", "--topic", "money", "--topic", "opening", "--type", "truth", "--bank", str(bank)]
    shown = run("play", *options).stdout
    again = re.findall(r"^The same round again: (.*)$", shown, re.MULTILINE)[0]
    program, command, option, seed, *others = shlex.split(again)
    assert (program, command, option, others) == ("nkquiz", "play", "--seed", options)
    assert seed.isdigit()
    assert run(command, option, seed, *others).stdout == shown


@pytest.mark.parametrize(
    ("options", "claims"),
    [
        pytest.param(["-n", "1"], 1, id="count"),
        pytest.param(["--topic", "money"], 1, id="topic"),
        pytest.param(["--topic", "money", "--topic", "opening"], 2, id="two topics"),
        pytest.param(["--type", "truth"], 2, id="type"),
    ],
)
def test_play_options(small_file: Path, options: list[str], claims: int):
    """The round has as many questions as the options allow."""
    assert f"1/{claims}" in run("play", "--bank", small_file, *options).stdout.splitlines()


def test_play_data_folder(small_file: Path, tmp_path: Path, questions: tuple[Question, ...]):
    """--data wins over NKQUIZ_HOME."""
    typed = place(questions[0])
    run("play", "--bank", small_file, "--seed", 5, "--data", tmp_path / "else where", stdin=typed)
    with Store(tmp_path / "else where" / "progress.sqlite", lambda: "") as store:
        assert len(store.answers("brill-library")) == 1
    assert not (tmp_path / "home" / "progress.sqlite").exists()


def test_play_with_a_damaged_database(nkquiz: Run, small_file: Path, tmp_path: Path):
    """A damaged database is refused before the first question, with exit code 4, and left as it is."""
    path = tmp_path / "home" / "progress.sqlite"
    path.write_bytes(b"damaged " * 100)
    done = nkquiz("play", "--bank", small_file, stdin="1\n")
    assert done.stderr.startswith(f"nkquiz: the progress database {path} cannot be used: ")
    assert (done.returncode, done.stdout) == (4, "")
    assert path.read_bytes() == b"damaged " * 100


def test_play_where_no_folder_can_be_made(nkquiz: Run, small_file: Path, tmp_path: Path):
    """A data folder that can't be made gives exit code 4."""
    done = nkquiz("play", "--bank", small_file, "--data", small_file / "home")
    first, hint = done.stderr.splitlines()
    assert first.startswith(f"nkquiz: the folder {small_file / 'home'} cannot be made: ")
    assert hint == "  use another folder with --data or NKQUIZ_HOME"
    assert (done.returncode, done.stdout) == (4, "")


def test_play_with_closed_input(small_file: Path):
    """With standard input closed, `play` says that nobody can answer, with exit code 2."""
    command = [sys.executable, "-c", "import sys; sys.stdin = None; from nkquiz.cli import main; main()"]
    done = subprocess.run([*command, "play", "--bank", small_file], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines() == [
        "nkquiz: standard input is closed, so there is nobody to answer",
        "  run it in a terminal, or pipe answers in",
    ]
    assert (done.returncode, done.stdout) == (2, "")


def test_play_takes_any_bytes(nkquiz: Run, small_file: Path):
    """Input that is no text is no answer, and nothing worse."""
    done = nkquiz("play", "--bank", small_file, stdin=b"\xff\xfe\x00\n\x1b[31m\nq\n", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout


# Hostile text


@pytest.fixture
def hostile_file(small_file: Path) -> Path:
    """The small bank with escape sequences, markup and direction characters in every text."""
    text = small_file.read_text(encoding="utf-8")
    value = json.dumps(HOSTILE)[1:-1].replace("\x9b", "\\u009b")
    for old in (
        "title: A Room to Read",
        "author: Jo Berg",
        "opening: The opening",
        "money: The money",
        "text: The library of Brill opened a reading room in June.",
        'text: "The room cost 13,000 crowns."',
        'text: "The room cost 30,000 dollars."',
        "why: It was June.",
        "quote: opened a reading room in June",
        "basis: The town's website.",
        "text: The room was closed again in 2023.",
        "ask: What did the room cost?",
        "key: 30,000 crowns",
    ):
        key, _, rest = old.partition(": ")
        rest = rest.strip('"')
        text = replaced(text, old, f'{key}: "{rest} {value}"')
    text = replaced(text, '"13,000 crowns", "300,000 crowns"', f'"13 {value}", "300 {value}"')
    small_file.write_text(text, encoding="utf-8")
    return small_file


def test_hostile_statement(check: Callable[..., Result]):
    """A statement can't write to the terminal: its control characters go, its markup is text."""
    result = check(HOSTILE)
    assert printable(result.stdout)
    assert TAME in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["check", "yes and no"], id="check"),
        pytest.param(["bank", "list"], id="list"),
        pytest.param(["bank", "show", "reading-room"], id="show"),
        pytest.param(["bank", "stats"], id="stats"),
        pytest.param(["bank", "lint"], id="lint"),
        pytest.param(["play", "--type", "choice"], id="play choice"),
        pytest.param(["play", "--type", "truth"], id="play truth"),
    ],
)
@pytest.mark.usefixtures("_checker")
def test_hostile_bank(hostile_file: Path, command: list[str]):
    """Neither can a bank, whichever command shows its texts."""
    result = run(*command, "--bank", hostile_file, stdin="1\ne\n2\n\x1b[31m\n")
    assert result.exit_code in (0, 1)
    assert printable(result.stdout + result.stderr)
    if command != ["bank", "stats"] and command[1:] != ["lint"]:
        assert "[bold red]markup[/]" in " ".join(result.stdout.split())


def test_hostile_faults(nkquiz: Run, tmp_path: Path):
    """Neither can the faults of a bank, nor its file's name."""
    path = tmp_path / "a [bold]b[.].yaml"
    value = json.dumps(HOSTILE)
    path.write_text(replaced(SMALL_BANK, "kind: fact", f"kind: {value}", "format: 1", "format: 1\n" + value + ": 1"))
    for command in (["bank", "lint"], ["bank", "list"]):
        done = nkquiz(*command, "--bank", path)
        assert printable(done.stdout + done.stderr)
        assert "[bold red]markup[/]" in done.stdout + done.stderr
        assert "a [bold]b[.].yaml:2: unknown key" in done.stdout + done.stderr


def test_hostile_arguments(nkquiz: Run, small_file: Path):
    """Neither can names that are given as arguments."""
    done = nkquiz("bank", "show", HOSTILE, "--bank", small_file)
    assert printable(done.stderr)
    assert "[bold red]markup[/]" in done.stderr


def test_hostile_statement_in_json(check: Callable[..., Result]):
    """In JSON too, control and direction characters are escaped, and come back as they were."""
    result = check("--format", "json", HOSTILE)
    assert json.loads(result.stdout)["reports"][0]["statement"] == HOSTILE
    assert printable(result.stdout)


# Encodings and pipes


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_lone_surrogate(check: Callable[..., Result], format_: str):
    """A lone surrogate, as a JSON escape or an argument that is not UTF-8 can hold it, does no harm."""
    result = check("--file", "-", "--format", format_, stdin='{"text": "a \\ud800 b"}\n')
    assert (result.exception is None or isinstance(result.exception, SystemExit), result.exit_code) == (True, 3)


def test_lone_surrogate_in_text(check: Callable[..., Result]):
    """As text it is left out."""
    assert "? not in source  a b" in check("--file", "-", stdin='{"text": "a \\ud800 b"}\n').stdout


@pytest.mark.parametrize("format_", ["text", "json"])
def test_output_in_ascii(nkquiz: Run, small_file: Path, format_: str):
    """Where the output can't hold a character, something stands for it."""
    small_file.write_text(replaced(SMALL_BANK, "The library of Brill opened", "The café of Brill — opened"), "utf-8")
    done = nkquiz("bank", "show", "reading-room", "--bank", small_file, "--format", format_, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")


def test_signs_in_ascii(nkquiz: Run, small_file: Path):
    """Where the output has no ✓ and ✗, verdicts have ASCII signs."""
    done = nkquiz("play", "--bank", small_file, stdin="1\n2\n1\n", PYTHONIOENCODING="ascii")
    assert re.search(r"^(\+ right|x wrong)$", done.stdout, re.MULTILINE)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise on Windows")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(
            ["bank", "list", "--format", "json"],
            id="much output",
        ),
        pytest.param(
            ["bank", "stats"],
            id="little output",
        ),
    ],
)
def test_reader_goes_away(small_file: Path, arguments: list[str]):
    """`nkquiz ... | head -1` is silent and exits 0."""
    bank = [] if "list" in arguments else ["--bank", str(small_file)]
    command = [sys.executable, "-m", "nkquiz", *arguments, *bank]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk(small_file: Path):
    """A disk that is full is no fault of nkquiz."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "nkquiz", "bank", "list", "--bank", str(small_file)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert b"No space left" in done.stderr
    assert done.returncode not in (ExitCode.OK, ExitCode.INTERNAL)


def test_pipe_has_no_escape_sequences(nkquiz: Run, small_file: Path):
    """Output to a pipe is plain text."""
    for command in (["bank", "show", "cost"], ["play"]):
        assert "\x1b" not in nkquiz(*command, "--bank", small_file, stdin="1\nu\n1\n").stdout


@pytest.mark.parametrize("command", [["check", "yes and no and " + "perhaps " * 12], ["play"]], ids=" ".join)
@pytest.mark.usefixtures("_checker")
def test_forty_columns(small_file: Path, command: list[str], monkeypatch: pytest.MonkeyPatch):
    """With 40 columns no line is longer than 40."""
    monkeypatch.setenv("COLUMNS", "40")
    result = run(*command, "--bank", small_file, stdin="?\ne\n1\nu\n1\n2\n")
    assert max(len(line) for line in result.stdout.splitlines()) <= 40


# The program


def test_version():
    """--version prints name and version."""
    assert run("--version").stdout == f"nkquiz {__version__}\n"


@pytest.mark.parametrize("command", [[], ["check"], ["play"], ["bank"], ["bank", "lint"]], ids=" ".join)
def test_help(command: list[str]):
    """Every command explains itself."""
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["dance"], id="unknown command"),
        pytest.param(["check", "--loud"], id="unknown option"),
        pytest.param(["check", "--format", "xml", "x"], id="unknown format"),
        pytest.param(["play", "-n", "0"], id="no question"),
        pytest.param(["play", "-n", "x"], id="a count that is no number"),
        pytest.param(["play", "--type", "essay"], id="unknown type"),
        pytest.param(["bank", "verify"], id="no source"),
    ],
)
def test_usage(arguments: list[str]):
    """Wrong options give exit code 2, and nothing on standard output."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        pytest.param(RuntimeError("oh\nno"), 70, "nkquiz: internal error: RuntimeError: oh", id="a fault of nkquiz"),
        pytest.param(KeyboardInterrupt(), 130, "", id="Ctrl-C"),
    ],
)
def test_boundary(
    raised: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Whatever goes wrong ends as a message and an exit code, without a traceback."""

    def broken(**_: object) -> None:
        raise raised

    monkeypatch.setattr(nkquiz.cli, "app", broken)
    with pytest.raises(SystemExit) as caught:
        nkquiz.cli.main()
    assert caught.value.code == code
    assert capsys.readouterr().err.startswith(message)


def test_debug(monkeypatch: pytest.MonkeyPatch):
    """NKQUIZ_DEBUG=1 shows the details of a fault."""

    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(nkquiz.cli, "app", broken)
    monkeypatch.setenv("NKQUIZ_DEBUG", "1")
    with pytest.raises(RuntimeError):
        nkquiz.cli.main()


def test_quick_start_pays_for_nothing(nkquiz: Run):
    """`nkquiz --version` imports neither the checker, nor YAML, nor SQLite."""
    code = (
        "import sys; from nkquiz.cli import app; app(['--version'], standalone_mode=False)\n"
        "print([name for name in ('yaml', 'sqlite3', 'nkquiz.check', 'nkquiz.bank.loader') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
