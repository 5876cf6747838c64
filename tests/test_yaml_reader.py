"""YAML read strictly: what is text stays text, what is unusual is refused, and every node knows its line."""

from __future__ import annotations

import pytest
import yaml
from conftest import SMALL_BANK
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nkquiz.bank import yaml_reader
from nkquiz.bank.yaml_reader import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, decode, read_yaml


def plain(node: Node | None) -> object:
    """Return a tree as dicts, lists and texts, without lines; None for an empty plain value."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.pairs.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node is None or node.null else node.text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("No", "No", id="No is not false"),
        pytest.param("yes", "yes", id="yes is not true"),
        pytest.param("off", "off", id="off is not false"),
        pytest.param("true", "true", id="true is a text"),
        pytest.param("1:30", "1:30", id="1:30 is not 90"),
        pytest.param("010", "010", id="010 is not 8"),
        pytest.param("0x1F", "0x1F", id="hexadecimal"),
        pytest.param("1_000", "1_000", id="1_000 is not 1000"),
        pytest.param("3.10", "3.10", id="3.10 keeps its nought"),
        pytest.param("1e3", "1e3", id="1e3 is not 1000"),
        pytest.param(".inf", ".inf", id="infinity"),
        pytest.param("2014-12-01", "2014-12-01", id="a date stays as typed"),
        pytest.param("2014-12", "2014-12", id="a month stays as typed"),
        pytest.param("12:00:00", "12:00:00", id="a time stays as typed"),
        pytest.param("~", None, id="~ is nothing"),
        pytest.param("null", None, id="null is nothing"),
        pytest.param("", None, id="an empty value is nothing"),
        pytest.param("Null", "Null", id="Null is a text"),
        pytest.param('"~"', "~", id="a quoted ~ is a text"),
        pytest.param('""', "", id="a quoted empty text is a text"),
        pytest.param("'it''s'", "it's", id="single quotes"),
        pytest.param('"\\u00e9\\n"', "é\n", id="escapes in double quotes"),
        pytest.param("a # comment", "a", id="a comment"),
        pytest.param("a#b", "a#b", id="no comment without a blank"),
        pytest.param("<<", "<<", id="a merge key's sign"),
        pytest.param("=", "=", id="a default key's sign"),
        pytest.param("|\n  one\n  two\n", "one\ntwo\n", id="a literal block"),
        pytest.param(">\n  one\n  two\n", "one two\n", id="a folded block"),
        pytest.param("one\n  two", "one two", id="a text on two lines"),
        pytest.param("[a, No, 010]", ["a", "No", "010"], id="a list"),
        pytest.param("{a: No, 1: 010}", {"a": "No", "1": "010"}, id="a mapping"),
        pytest.param("[]", [], id="an empty list"),
    ],
)
def test_values_stay_as_typed(value: str, expected: object):
    """No value is turned into anything but a text, a list or a mapping."""
    root, problems = read_yaml(f"key: {value}".encode())
    assert problems == []
    assert plain(root) == {"key": expected}


HINT = "a text with ': ' or ' #' or a leading '%', '@', '\"' needs quotes around it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1\nb: 2\na: 3", ["f:3: duplicate key 'a' (first on line 1) (keep one of the two)"], id="key"),
        pytest.param(
            "a: {b: 1,\n b: 2}", ["f:2: duplicate key 'b' (first on line 1) (keep one of the two)"], id="inner key"
        ),
        pytest.param(
            "a: 1\n\"a\": 2\n'a': 3",
            [
                "f:2: duplicate key 'a' (first on line 1) (keep one of the two)",
                "f:3: duplicate key 'a' (first on line 1) (keep one of the two)",
            ],
            id="keys quoted in other ways",
        ),
        pytest.param("a: 1\n? [b]\n: 2", ["f:2: a key must be plain text (quote it)"], id="a list as key"),
        pytest.param("{b: 1}: 2", ["f:1: a key must be plain text (quote it)"], id="a mapping as key"),
        pytest.param("a: &x 1", ["f:1: anchor '&x' (remove it; banks have no anchors)"], id="anchor"),
        pytest.param("a: &x [1]", ["f:1: anchor '&x' (remove it; banks have no anchors)"], id="anchor of a list"),
        pytest.param("&k a: 1", ["f:1: anchor '&k' (remove it; banks have no anchors)"], id="anchor of a key"),
        pytest.param(
            "a: &x 1\nb: *x",
            [
                "f:1: anchor '&x' (remove it; banks have no anchors)",
                "f:2: alias '*x' (write the value out; banks have no aliases)",
            ],
            id="alias",
        ),
        pytest.param("a: *x", ["f:1: alias '*x' (write the value out; banks have no aliases)"], id="loose alias"),
        pytest.param(
            "a: !!int 1", ["f:1: tag 'tag:yaml.org,2002:int' (remove it; banks have no tags)"], id="tag of YAML"
        ),
        pytest.param("a:\n  !mine 1", ["f:2: tag '!mine' (remove it; banks have no tags)"], id="tag of one's own"),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]",
            ["f:1: tag 'tag:yaml.org,2002:python/object/apply:os.system' (remove it; banks have no tags)"],
            id="tag of Python",
        ),
        pytest.param(
            "a: 1\n---\nb: 2", ["f:2: a second document (a bank is one document: remove '---')"], id="second document"
        ),
        pytest.param(
            "---\n---\na: 1", ["f:2: a second document (a bank is one document: remove '---')"], id="empty first one"
        ),
        pytest.param(
            "[" * 13 + "]" * 13, ["f:1: nested more than 12 levels deep (check the indentation)"], id="13 levels"
        ),
        pytest.param(
            "[" * 100_000, ["f:1: nested more than 12 levels deep (check the indentation)"], id="a hundred thousand"
        ),
    ],
)
def test_refused(text: str, expected: list[str]):
    """These are problems, each with its line and a hint."""
    _, problems = read_yaml(text.encode())
    assert [problem.at("f") for problem in problems] == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a:\n\tb: 1", 2, id="a tab as indentation"),
        pytest.param("a: 1\nb: see: this", 2, id="a colon in a text"),
        pytest.param("a: [1, 2\nb: 3\n", 2, id="an open list"),
        pytest.param('a: "open\nb: 3\n', 3, id="an open quote"),
        pytest.param("a: 1\n  b: 2", 2, id="wrong indentation"),
        pytest.param("a: @b", 1, id="a leading @"),
        pytest.param("a: %b", 1, id="a leading %"),
        pytest.param("a: 'it's'", 1, id="an apostrophe between single quotes"),
        pytest.param("a: *", 1, id="a lone asterisk"),
        pytest.param("%YAML 9.9\n---\na: 1", 1, id="another version of YAML"),
    ],
)
def test_malformed(text: str, line: int):
    """What is no YAML gives one problem with its line, and says what needs quotes."""
    root, (problem,) = read_yaml(text.encode())
    assert root is None
    assert (problem.line, problem.hint) == (line, HINT)
    assert problem.message.startswith("not valid YAML: ")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(b"a: caf\xe9", 1, "the file is not UTF-8", id="Latin-1"),
        pytest.param(b"a: 1\nb: 2\nc: \xff\n", 3, "the file is not UTF-8", id="on the third line"),
        pytest.param("a: 1".encode("utf-16"), 1, "the file is not UTF-8", id="UTF-16"),
        pytest.param(b"a: \xed\xa0\x80", 1, "the file is not UTF-8", id="a surrogate"),
        pytest.param(b"a: 1\nb: \0", 2, "a NUL byte: this is no text file", id="NUL"),
        pytest.param(b"a: 1\nb: \x07", 2, "a character that YAML does not allow (U+0007)", id="a bell"),
        pytest.param(b"a: \x1b[31m", 1, "a character that YAML does not allow (U+001B)", id="an escape sequence"),
    ],
)
def test_not_text(data: bytes, line: int, message: str):
    """A file that is no text gives one problem, and no tree."""
    root, (problem,) = read_yaml(data)
    assert root is None
    assert (problem.line, problem.message) == (line, message)
    assert problem.hint


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", b"\xef\xbb\xbf"], ids=repr)
def test_empty_file(data: bytes):
    """A file without content has no tree and no problem; the loader says that it is empty."""
    assert read_yaml(data) == (None, [])


def test_byte_order_mark():
    """A byte order mark, as Windows writes it, does no harm."""
    root, problems = read_yaml("\ufeffa: é\r\nb: 2\r\n".encode())
    assert problems == []
    assert plain(root) == {"a": "é", "b": "2"}


def test_too_large():
    """A file beyond the limit is refused before it is parsed."""
    text, (problem,) = decode(b" " * (MAX_BYTES + 1))
    assert text == ""
    assert problem.message == "the file has more than 64 MB"


def test_deepest():
    """The deepest nesting that is allowed is read."""
    root, problems = read_yaml(("[" * MAX_DEPTH + "]" * MAX_DEPTH).encode())
    assert problems == []
    assert root is not None


def test_lines():
    """Keys, values, lists and mappings know the line on which they begin."""
    text = "# comment\na: 1\nb:\n  - x\n\n  - y: |\n      text\n    z: 2\nc: {d: 3,\n  e: 4}\n"
    root, problems = read_yaml(text.encode())
    assert problems == []
    assert isinstance(root, Mapping)
    lines = {key.text: (key.line, value.line) for key, value in root.pairs.items()}
    assert (root.line, lines) == (2, {"a": (2, 2), "b": (3, 4), "c": (9, 9)})
    items, flow = list(root.pairs.values())[1:]
    assert isinstance(items, Sequence)
    assert isinstance(flow, Mapping)
    assert [item.line for item in items.items] == [4, 6]
    assert isinstance(items.items[1], Mapping)
    assert [(key.line, value.line) for key, value in items.items[1].pairs.items()] == [(6, 6), (8, 8)]
    assert [(key.line, value.line) for key, value in flow.pairs.items()] == [(9, 9), (10, 10)]


def test_lines_of_a_bank():
    """In the small bank, every claim's id stands on the line that the tree says."""
    root, _ = read_yaml(SMALL_BANK.encode())
    assert isinstance(root, Mapping)
    claims = next(value for key, value in root.pairs.items() if key.text == "claims")
    assert isinstance(claims, Sequence)
    lines = SMALL_BANK.splitlines()
    for claim in claims.items:
        assert isinstance(claim, Mapping)
        id_ = next(value for key, value in claim.pairs.items() if key.text == "id")
        assert isinstance(id_, Scalar)
        assert lines[claim.line - 1] == f"  - id: {id_.text}"


def survives(data: bytes) -> None:
    root, problems = read_yaml(data)
    assert root is not None or problems or not decode(data)[0].strip(" \n\r\t") or plain(root) is None
    for problem in problems:
        assert problem.line >= 0
        assert problem.message
        assert "Error" not in problem.message


LOADERS = [pytest.param(loader, id=loader) for loader in ("SafeLoader", "CSafeLoader") if hasattr(yaml, loader)]


@pytest.mark.parametrize("loader", LOADERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
@example(data=b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
@example(data=b"%TAG ! x\n---\n!a b")
@example(data=b"%YAML 1.1\n%YAML 1.1\n---\na")
def test_random_bytes(data: bytes, loader: str, monkeypatch: pytest.MonkeyPatch):
    """No bytes raise anything, with libyaml or without."""
    monkeypatch.setattr(yaml_reader, "_Loader", getattr(yaml, loader))
    survives(data)


SIGNS = st.sampled_from("ab:-[]{}#&*!|>'\"%@`,?\n\t ~\\0.\r\x85\u2028\ufeff\u0007")


@pytest.mark.parametrize("loader", LOADERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=60))
@example(text="\U0010ffff")
@example(text="a: \ufeffb")
@example(text='"\\ud800"')
@example(text="- ? :")
def test_random_text(text: str, loader: str, monkeypatch: pytest.MonkeyPatch):
    """No text raises anything, with libyaml or without."""
    monkeypatch.setattr(yaml_reader, "_Loader", getattr(yaml, loader))
    survives(text.encode())


def test_impossible_escape_without_libyaml(monkeypatch: pytest.MonkeyPatch):
    """An escape beyond Unicode is a problem, also where PyYAML was built without libyaml."""
    monkeypatch.setattr(yaml_reader, "_Loader", yaml.SafeLoader)
    survives(b'"\\UFFFFFFFF"')
