"""`nkquiz bank test`: what it prints, its JSON, samples, labelled files, bounds and exit codes.

Where exact output matters, a stand-in judges; the processes run the real checker.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BAD_ROWS, SMALL_BANK, Run, line_of, replaced
from typer.testing import CliRunner, Result

import nkquiz.cli
from nkquiz.bank import load_bank
from nkquiz.model import Bank, PartReport, Report, Verdict

HOSTILE = "\x1b[31mred\x07 [bold red]markup[/] \u202eevil"
HINT = "  --labelled takes a .jsonl file: on each line an object with text and label"
OPPOSITE = "The library of Brill closed its reading room in June."
TYPO = "since june people can read in the library of brill"


def stand_in(statement: str, bank: Bank) -> Report:
    """Know the bank's labels, be wrong on two, and else say supported."""
    known = {v.text: Verdict.CONTRADICTED for claim in bank.claims for v in claim.false_variants}
    known |= {u.text: Verdict.NOT_IN_SOURCE for u in bank.unknowns}
    wrong = {OPPOSITE: Verdict.SUPPORTED, TYPO: Verdict.NOT_IN_SOURCE}
    verdict = (known | wrong).get(statement, Verdict.SUPPORTED)
    confidence = 0.55 if statement in wrong else 0.97
    claims = () if verdict is Verdict.NOT_IN_SOURCE else bank.claims[:1]
    part = PartReport(statement, 0, len(statement), verdict, confidence, "Because.", claims)
    return Report(statement, verdict, confidence, "Because.", (part,))


@pytest.fixture
def test(small_file: Path, judged_by: Callable[..., None]) -> Callable[..., Result]:
    """Run `nkquiz bank test` with the stand-in."""
    judged_by(stand_in)
    return lambda *arguments, stdin="": CliRunner().invoke(
        nkquiz.cli.app, ["bank", "test", "--bank", str(small_file), *map(str, arguments)], input=stdin
    )


def rows(*given: dict[str, object] | str) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in given)


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Two labelled statements: to the stand-in, the first is right, the second false support."""
    path = tmp_path / "some.jsonl"
    path.write_text(
        rows(
            {"text": "It opened.", "label": "supported", "phenomenon": "plain", "more": 1},
            {"text": "Trees sing.", "label": "not_in_source", "id": "t-2", "phenomenon": "nonsense"},
        )
    )
    return path


OWN = """\
brill-library: 15 texts

The bank's own texts, each left out of the bank while it was tested

wanted                        right     %  false support
supported: claims               2/2  100%
supported: restatements         5/6   83%
contradicted: false variants    5/6   83%       1/6  17%
not in source: unknowns         1/1  100%       0/1   0%
all                           13/15   87%       1/7  14%

false variant  right     %  false support
date             1/1  100%       0/1   0%
negation         1/1  100%       0/1   0%
number           1/1  100%       0/1   0%
opposite         0/1    0%       1/1 100%
quantifier       1/1  100%       0/1   0%
unit             1/1  100%       0/1   0%

confidence   right     %
below 50%      0/0
50% to 60%     0/2    0%
60% to 70%     0/0
70% to 80%     0/0
80% to 90%     0/0
90% to 95%     0/0
95% to 100%  13/13  100%

"""
CLOSING = """\
1 text passes for supported and is not: the worst error.
What to mend first:
- claim reading-room (2 of 7 wrong)
    1 of its 3 restatements is not recognised: add others that share words with these, and list every name of its \
entities
    1 of its 3 false variants passes for what the source says (opposite): add false variants of this kind in other words
"""


def test_text(test: Callable[..., Result]):
    """The tables: by what was wanted, by reason, by confidence; then what to mend."""
    result = test()
    assert result.stdout == OWN + CLOSING
    assert (result.stderr, result.exit_code) == ("", 0)


def test_failures(test: Callable[..., Result], small_file: Path):
    """--failures lists what is judged wrongly: wanted, got, the text, where it stands, and the reason given."""
    place = [f"{small_file}:{line_of(SMALL_BANK, text)}" for text in (TYPO, OPPOSITE)]
    listed = f"""\
Judged wrongly: 2

wanted supported, got not in source (0.55)
  {TYPO}
  reading-room: restatement ({place[0]})
  Because.

wanted contradicted, got supported (0.55)
  {OPPOSITE}
  reading-room: false variant: opposite ({place[1]})
  Because.

"""
    assert test("--failures").stdout == OWN + listed + CLOSING


def test_labelled(test: Callable[..., Result], labelled: Path):
    """A labelled file has a table by label; phenomena have one for all files. Failures are named by id."""
    out = test("--only-labelled", "--labelled", labelled, "--failures").stdout
    assert out.startswith(
        f"""\
brill-library: 2 texts

{labelled}

wanted         right     %  false support
supported        1/1  100%
not in source    0/1    0%       1/1 100%
all              1/2   50%       1/1 100%

phenomenon  right     %  false support
nonsense      0/1    0%       1/1 100%
plain         1/1  100%

confidence"""
    )
    assert f"  Trees sing.\n  t-2, nonsense ({labelled}:2)\n  Because.\n" in out
    assert "reading-room" not in out


def test_both(test: Callable[..., Result], labelled: Path):
    """Without --only-labelled, the bank's own texts and the files are counted together and shown apart."""
    out = test("--labelled", labelled, "--labelled", labelled).stdout
    assert out.startswith("brill-library: 17 texts\n")
    assert "all                           13/15   87%" in out
    assert "all              1/2   50%" in out


def test_nothing_wrong(test: Callable[..., Result], tmp_path: Path):
    """Where all is well, that is said."""
    path = tmp_path / "fine.jsonl"
    path.write_text(rows({"text": "It opened.", "label": "supported"}))
    out = test("--only-labelled", "--labelled", path, "--failures").stdout
    assert out.startswith("brill-library: 1 text\n")
    assert out.endswith("\n\nJudged wrongly: 0\n\nEvery text is judged as it should be.\n")


def tally(count: int, right: int, not_supported: int, false_support: int) -> dict[str, object]:
    return {
        "count": count,
        "right": right,
        "accuracy": right / count if count else None,
        "not_supported": not_supported,
        "false_support": false_support,
        "false_support_rate": false_support / not_supported if not_supported else None,
    }


def test_json(test: Callable[..., Result], labelled: Path, small_file: Path):
    """The JSON has exactly these keys, failures included."""
    result = test("--format", "json", "--labelled", labelled)
    fine = tally(1, 1, 1, 0)
    assert json.loads(result.stdout) == {
        "version": 1,
        "source": {
            "bank": "brill-library",
            "title": "A Room to Read",
            "author": "Jo Berg",
            "date": "2022-07",
            "url": "https://example.org/brill",
        },
        "of": 17,
        "total": tally(17, 14, 8, 2),
        "by_label": {
            "supported": tally(9, 8, 0, 0),
            "contradicted": tally(6, 5, 6, 1),
            "not_in_source": tally(2, 1, 2, 1),
        },
        "by_origin": {
            "claim": tally(2, 2, 0, 0),
            "restatement": tally(6, 5, 0, 0),
            "false_variant": tally(6, 5, 6, 1),
            "unknown": tally(1, 1, 1, 0),
            "labelled": tally(2, 1, 1, 1),
        },
        "by_reason": {
            "date": fine,
            "negation": fine,
            "number": fine,
            "opposite": tally(1, 0, 1, 1),
            "quantifier": fine,
            "unit": fine,
        },
        "by_phenomenon": {"nonsense": tally(1, 0, 1, 1), "plain": tally(1, 1, 0, 0)},
        "by_file": {str(labelled): {"supported": tally(1, 1, 0, 0), "not_in_source": tally(1, 0, 1, 1)}},
        "confidence": [
            {"from": 0.0, "to": 0.5, "count": 0, "right": 0},
            {"from": 0.5, "to": 0.6, "count": 2, "right": 0},
            {"from": 0.6, "to": 0.7, "count": 0, "right": 0},
            {"from": 0.7, "to": 0.8, "count": 0, "right": 0},
            {"from": 0.8, "to": 0.9, "count": 0, "right": 0},
            {"from": 0.9, "to": 0.95, "count": 0, "right": 0},
            {"from": 0.95, "to": 1.0, "count": 15, "right": 14},
        ],
        "claims": [
            {
                "claim": "reading-room",
                **tally(7, 5, 3, 1),
                "advice": [line.strip() for line in CLOSING.splitlines()[3:]],
            }
        ],
        "failures": [
            {
                "wanted": "supported",
                "got": "not_in_source",
                "confidence": 0.55,
                "text": TYPO,
                "origin": "restatement",
                "claim": "reading-room",
                "false_because": None,
                "id": None,
                "phenomenon": None,
                "file": str(small_file),
                "line": line_of(SMALL_BANK, TYPO),
                "reason": "Because.",
                "decided_by": [],
            },
            {
                "wanted": "contradicted",
                "got": "supported",
                "confidence": 0.55,
                "text": OPPOSITE,
                "origin": "false_variant",
                "claim": "reading-room",
                "false_because": "opposite",
                "id": None,
                "phenomenon": None,
                "file": str(small_file),
                "line": line_of(SMALL_BANK, OPPOSITE),
                "reason": "Because.",
                "decided_by": ["reading-room"],
            },
            {
                "wanted": "not_in_source",
                "got": "supported",
                "confidence": 0.97,
                "text": "Trees sing.",
                "origin": "labelled",
                "claim": None,
                "false_because": None,
                "id": "t-2",
                "phenomenon": "nonsense",
                "file": str(labelled),
                "line": 2,
                "reason": "Because.",
                "decided_by": ["reading-room"],
            },
        ],
    }
    assert result.exit_code == 0


# Samples


def test_sample(test: Callable[..., Result]):
    """A sample is so many texts; the same seed gives the same; several seeds reach every text."""

    def sampled(count: int, seed: int) -> dict[str, object]:
        return json.loads(test("--format", "json", "--sample", count, "--seed", seed).stdout)

    found = [sampled(4, seed) for seed in range(20)]
    assert {(one["total"]["count"], one["of"]) for one in found} == {(4, 15)}
    assert found[7] == sampled(4, 7)
    assert len({json.dumps(one) for one in found}) > 5
    assert sampled(1000, 0)["total"] == tally(15, 13, 7, 1)


def test_sample_in_text(test: Callable[..., Result]):
    """A sample says that it is one."""
    assert test("--sample", 4).stdout.startswith("brill-library: a sample of 4 of 15 texts\n")


# Bounds


@pytest.mark.parametrize(
    ("bounds", "missed"),
    [
        pytest.param([], [], id="none"),
        pytest.param(["--min-accuracy", "0.86"], [], id="accuracy met"),
        pytest.param(["--min-accuracy", 13 / 15], [], id="accuracy met exactly"),
        pytest.param(["--min-accuracy", "0.9"], ["accuracy is 0.8667 (13 of 15), less than 0.9"], id="accuracy missed"),
        pytest.param(["--max-false-support", 1 / 7], [], id="false support met exactly"),
        pytest.param(
            ["--max-false-support", "0.03"],
            ["false support is 0.1429 (1 of 7), more than 0.03"],
            id="false support missed",
        ),
        pytest.param(
            ["--min-accuracy", "1", "--max-false-support", "0"],
            ["accuracy is 0.8667 (13 of 15), less than 1", "false support is 0.1429 (1 of 7), more than 0"],
            id="both missed",
        ),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json"])
def test_bounds(test: Callable[..., Result], bounds: list[object], missed: list[str], format_: str):
    """A bound that is missed is named on standard error, and the exit code is 1."""
    result = test("--format", format_, *bounds)
    assert result.stderr.splitlines() == [f"nkquiz: {message}" for message in missed]
    assert result.exit_code == (1 if missed else 0)
    assert result.stdout


# Bad input


@pytest.mark.parametrize(
    ("line", "message"),
    [
        *BAD_ROWS,
        pytest.param(b'{"text": "one"}', '"label" is none of supported, contradicted, not_in_source, mixed', id="none"),
        pytest.param(b'{"text": "one", "label": "true"}', '"label" is none of supported', id="another label"),
        pytest.param(b'{"text": "one", "label": ["mixed"]}', '"label" is none of supported', id="a list as label"),
        pytest.param(b'{"text": "one", "label": "mixed", "phenomenon": 3}', '"phenomenon" is no string', id="a number"),
    ],
)
def test_bad_line(test: Callable[..., Result], labelled: Path, line: bytes, message: str):
    """A line that is no labelled statement is named, the others are tested, and the exit code is 2."""
    labelled.write_bytes(labelled.read_bytes().replace(b"\n", b"\n" + line + b"\n", 1))
    result = test("--labelled", labelled, "--format", "json", "--min-accuracy", "1")
    first, bound, last = result.stderr.splitlines()
    assert first.startswith(f"nkquiz: {labelled}:2: {message}")
    assert bound.startswith("nkquiz: accuracy is ")
    assert last == "nkquiz: 1 of 3 lines could not be read; the others were tested"
    assert json.loads(result.stdout)["by_origin"]["labelled"]["count"] == 2
    assert result.exit_code == 2


def test_only_bad_lines(test: Callable[..., Result], labelled: Path):
    """Where no labelled line can be read, there are no others to speak of; the bank's own texts are tested still."""
    labelled.write_text("It opened.\n")
    result = test("--labelled", labelled)
    assert result.stdout == OWN + CLOSING
    assert result.stderr.splitlines()[1:] == ["nkquiz: 1 of 1 lines could not be read"]
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "stderr"),
    [
        pytest.param(
            ["--labelled", "missing.jsonl"],
            ["nkquiz: cannot read missing.jsonl: No such file or directory", HINT],
            id="no such file",
        ),
        pytest.param(
            ["--labelled", "-"], ["nkquiz: there is no statement in standard input", HINT], id="nothing to read"
        ),
        pytest.param(
            ["--only-labelled"],
            ["nkquiz: there is nothing to test", "  give labelled statements with --labelled FILE"],
            id="nothing to test",
        ),
    ],
)
def test_bad_input(nkquiz: Run, small_file: Path, arguments: list[str], stderr: list[str]):
    """What can't be used is said before anything is tested, with exit code 2."""
    done = nkquiz("bank", "test", "--bank", small_file, *arguments)
    assert done.stderr.splitlines() == stderr
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--min-accuracy", "80"],
        ["--max-false-support", "-1"],
        ["--min-accuracy", "nan"],
        ["--sample", "0"],
        ["--sample", "x"],
        ["--format", "jsonl"],
        ["--labelled"],
    ],
    ids=" ".join,
)
def test_usage(nkquiz: Run, arguments: list[str]):
    """Wrong options give exit code 2, and nothing on standard output."""
    done = nkquiz("bank", "test", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


# The real checker, as a process


def test_process(nkquiz: Run, small_file: Path):
    """The small bank tests itself; labelled statements come through a pipe; nothing is said on standard error."""
    (claim, *_) = load_bank(small_file).claims
    given = rows({"text": claim.text, "label": "contradicted", "id": 7}, {"text": "Fish fly.", "label": "supported"})
    options = ("--labelled", "-", "--format", "json")
    done = nkquiz("bank", "test", "--bank", small_file, *options, stdin=given)
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert found["total"]["count"] == 17
    wrong = [failure for failure in found["failures"] if failure["file"] == "standard input"]
    assert [(f["id"], f["wanted"], f["got"]) for f in wrong] == [
        (7, "contradicted", "supported"),
        (2, "supported", "not_in_source"),
    ]
    for bound in (("--min-accuracy", "1"), ("--max-false-support", "0")):
        assert nkquiz("bank", "test", "--bank", small_file, *options, *bound, stdin=given).returncode == 1
    loose = ("--min-accuracy", "0", "--max-false-support", "1")
    assert nkquiz("bank", "test", "--bank", small_file, *options, *loose, stdin=given).returncode == 0


def test_a_bank_with_little_in_it(nkquiz: Run, small_file: Path):
    """A bank without restatements and false variants is tested as far as it goes."""
    text = SMALL_BANK
    for key, end in (("restatements", "    false_variants:"), ("false_variants", "    open:")):
        start = text.index(f"    {key}:")
        text = text[:start] + text[text.index(end, start) :]
    small_file.write_text(text, encoding="utf-8")
    done = nkquiz("bank", "test", "--bank", small_file, "--failures")
    assert (done.returncode, done.stderr) == (0, "")
    assert "it has no restatement, so its own text cannot be tested: add at least three" in done.stdout


def test_hostile(nkquiz: Run, small_file: Path, tmp_path: Path):
    """Neither a bank nor a labelled file can write to the terminal."""
    value = json.dumps(HOSTILE)[1:-1]
    small_file.write_text(
        replaced(SMALL_BANK, "text: The library has forty thousand books.", f'text: "Brill {value} room"'), "utf-8"
    )
    path = tmp_path / "hostile [bold]x.jsonl"
    path.write_text(
        rows({"text": HOSTILE, "label": "supported", "id": HOSTILE, "phenomenon": HOSTILE}, '{"text": "\x1b"}')
    )
    done = nkquiz("bank", "test", "--bank", small_file, "--labelled", path, "--failures")
    assert done.returncode == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout + done.stderr)
    assert "[bold red]markup[/]" in done.stdout
    assert "hostile [bold]x.jsonl" in done.stdout


@pytest.mark.parametrize("columns", [40, 60])
def test_narrow(test: Callable[..., Result], labelled: Path, columns: int, monkeypatch: pytest.MonkeyPatch):
    """On narrow terminals nothing is wider, nothing is cut, and no line ends in blanks."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = test("--failures", "--labelled", labelled).stdout.splitlines()
    assert max(len(line) for line in lines) <= columns
    assert all(line == line.rstrip() for line in lines)
    assert "…" not in "".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
@pytest.mark.parametrize(("term", "shown"), [("xterm-256color", True), ("dumb", False)])
def test_progress(small_file: Path, labelled: Path, term: str, shown: bool):
    """On a terminal a bar shows how far it is, and is gone at the end; a dumb one is spared it."""
    labelled.write_text(labelled.read_text() * 30)
    pexpect = pytest.importorskip("pexpect")
    output = small_file.with_suffix(".json")
    options = f"--bank {small_file} --only-labelled --labelled {labelled} --format json"
    command = f"{sys.executable} -m nkquiz bank test {options} > {output}"
    process = pexpect.spawn("sh", ["-c", command], env={**os.environ, "TERM": term}, encoding="utf-8", timeout=30)
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 0
    assert json.loads(output.read_text(encoding="utf-8"))["of"] == 60
    assert ("testing" in process.before) is shown
    if shown:
        assert "60/60" in process.before
        assert process.before.rstrip().endswith("\x1b[2K")


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
def test_interrupt():
    """Ctrl-C leaves at once, with exit code 130 and without a traceback."""
    pexpect = pytest.importorskip("pexpect")
    process = pexpect.spawn(sys.executable, ["-m", "nkquiz", "bank", "test"], encoding="utf-8", timeout=30)
    process.expect("testing")
    process.sendintr()
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 130
    assert "Traceback" not in process.before
