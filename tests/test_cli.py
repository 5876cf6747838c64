"""The command line: what is printed where, in which format, with which exit code. The checker itself is a stand-in."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BAD_ROWS, HOSTILE, SMALL_BANK, Run, replaced
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz import __version__
from nkquiz.bank import load_bank
from nkquiz.errors import ExitCode
from nkquiz.model import Bank, Finding, PartReport, Relation, Report, Verdict

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


def test_check_as_a_process(nkquiz_process: Run, small_file: Path):
    """The real checker says something about anything, and the exit code fits what it says."""
    given = ["The room cost 13,000 crowns.", "Elephants like music.", "", "\x1b[31m", "a" * 3_000, "1.2.3 ?! \u202e"]
    stdin = "".join(json.dumps({"text": text, "id": number}) + "\n" for number, text in enumerate(given))
    done = nkquiz_process("check", "--bank", small_file, "--file", "-", "--format", "json", stdin=stdin)
    reports = json.loads(done.stdout)["reports"]
    assert [(report["id"], report["statement"]) for report in reports] == list(enumerate(given))
    verdicts = {report["verdict"] for report in reports}
    assert done.returncode == (1 if verdicts & {"contradicted", "mixed"} else 3)
    assert done.stderr == ""


# bank


def test_bank_list(small_file: Path):
    """Claims are listed under their topics."""
    result = run("bank", "claims", "--bank", small_file)
    assert result.stdout.splitlines() == [
        "opening: The opening",
        "  reading-room  The library of Brill opened a reading room in June.",
        "money: The money",
        "  cost  According to Ana Lund, the room cost 30,000 crowns.",
    ]


def test_bank_list_of_a_topic(small_file: Path):
    """With --topic, only the claims of that topic."""
    listed = json.loads(run("bank", "claims", "--bank", small_file, "--topic", "money", "--format", "json").stdout)
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
        "draft": False,
    }


def test_bank_stats(small_file: Path):
    """The counts of the small bank."""
    counts = json.loads(run("bank", "stats", "--bank", small_file, "--format", "json").stdout)
    assert counts == {
        "claims": 2,
        "drafts": 0,
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
            ["bank", "claims", "--topic", "x"], "unknown topic 'x'", "one of: opening, money", id="topic of claims"
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
    for name, message, hint in (
        ("article.docx", "cannot read article.docx: it is no .docx document, or a damaged one", "save it again as"),
        ("article.txt", "article.txt:1: a NUL byte: this is no text file", "save it as .docx, .md or .txt"),
        ("article.pdf", "cannot read article.pdf: a .pdf file", "save it as .docx, .html, .md or .txt"),
    ):
        (tmp_path / name).write_bytes(b"PK\3\4\0\0")
        done = nkquiz("bank", "fingerprint", name)
        first, second = done.stderr.splitlines()
        assert first == f"nkquiz: {message}"
        assert second.startswith(f"  {hint}")
        assert done.returncode == 2


# Hostile text


def test_hostile_statement(check: Callable[..., Result]):
    """A statement can't write to the terminal: its control characters go, its markup is text."""
    result = check(HOSTILE)
    assert printable(result.stdout)
    assert TAME in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["check", "yes and no"], id="check"),
        pytest.param(["bank", "claims"], id="claims"),
        pytest.param(["bank", "show", "reading-room"], id="show"),
        pytest.param(["bank", "stats"], id="stats"),
        pytest.param(["bank", "lint"], id="lint"),
        pytest.param(["play", "--type", "choice"], id="play choice"),
        pytest.param(["play", "--type", "truth"], id="play truth"),
        pytest.param(["play", "--type", "gap", "--plain"], id="play plain"),
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
    for command in (["bank", "lint"], ["bank", "claims"]):
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
def test_output_in_ascii(nkquiz_process: Run, small_file: Path, format_: str):
    """Where the output can't hold a character, something stands for it."""
    small_file.write_text(replaced(SMALL_BANK, "The library of Brill opened", "The café of Brill — opened"), "utf-8")
    done = nkquiz_process(
        "bank", "show", "reading-room", "--bank", small_file, "--format", format_, PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_signs_in_ascii(nkquiz_process: Run, small_file: Path):
    """Where the output has no ✓ and ✗, verdicts have ASCII signs."""
    done = nkquiz_process("play", "--bank", small_file, "--type", "truth", stdin="1\n2\n", PYTHONIOENCODING="ascii")
    assert re.search(r"^(\+ right|x wrong)$", done.stdout, re.MULTILINE)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise on Windows")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(
            ["bank", "claims", "--format", "json"],
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
    bank = [] if "claims" in arguments else ["--bank", str(small_file)]
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
        command = [sys.executable, "-m", "nkquiz", "bank", "claims", "--bank", str(small_file)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert b"No space left" in done.stderr
    assert done.returncode not in (ExitCode.OK, ExitCode.INTERNAL)


def test_pipe_has_no_escape_sequences(nkquiz_process: Run, small_file: Path):
    """Output to a pipe is plain text."""
    for command in (["bank", "show", "cost"], ["play"]):
        assert "\x1b" not in nkquiz_process(*command, "--bank", small_file, stdin="1\nu\n1\n").stdout


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
