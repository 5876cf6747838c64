"""YAML read strictly: every scalar stays the text that stands in the file, and every node knows its line.

So `No` is not false, `1:30` is not 90, `010` is not 8 and `2014-12-01` is no date. Duplicate keys, anchors, aliases,
tags and a second document are problems. The tree is built from parser events without recursion, so that deep
nesting can't exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import yaml

from nkquiz.bank import MAX_BYTES
from nkquiz.model import Problem

MAX_DEPTH = 12

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `null` tells an empty plain value from a quoted empty text."""

    text: str
    line: int
    null: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys, each with the line it stands on, and their values."""

    pairs: dict[Scalar, Node]
    line: int


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in the place of a node that has been used already."""

    value: object
    line: int


Node = Scalar | Sequence | Mapping | Made
# Takes the key of a list right under the root, an item of it, and the keys and values of the root that stand before it;
# returns what is to stand in the item's place.
Maker = Callable[[str, Node, list[Node]], Node]


class _Open:
    """A mapping or sequence whose end has not been seen yet."""

    def __init__(self, line: int, mapping: bool) -> None:
        self.line, self.mapping = line, mapping
        self.nodes: list[Node] = []

    def close(self, problems: list[Problem]) -> Node:
        if not self.mapping:
            return Sequence(tuple(self.nodes), self.line)
        pairs: dict[Scalar, Node] = {}
        seen: dict[str, int] = {}
        for key, value in zip(self.nodes[::2], self.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                problems.append(Problem(key.line, "a key must be plain text", "quote it", code="yaml-key"))
            elif key.text in seen:
                message = f"duplicate key '{key.text}' (first on line {seen[key.text]})"
                problems.append(Problem(key.line, message, "keep one of the two", code="duplicate-key"))
            else:
                seen[key.text] = key.line
                pairs[key] = value
        return Mapping(pairs, self.line)


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Return a file's bytes as text, and the problem if they are none: too long, not UTF-8, or with NUL bytes."""
    if len(data) > MAX_BYTES:
        return "", [Problem(0, f"the file has more than {MAX_BYTES // 2**20} MB", "split the bank", code="size")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Problem(line, "the file is not UTF-8", "save it as UTF-8 in your editor", code="encoding")]
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        return "", [Problem(line, "a NUL byte: this is no text file", "save it as UTF-8", code="nul")]
    return text, []


def read_yaml(data: bytes, make: Maker | None = None) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML file (None if it has none) and all problems found on the way.

    `make` is given each item of the lists right under the root as soon as it has been read, so that the tree of a large
    file never stands in memory as a whole.
    """
    text, problems = decode(data)
    if problems:
        return None, problems
    root: Node | None = None
    stack: list[_Open] = []
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            node: Node | None = None
            if isinstance(event, yaml.AliasEvent):
                problems.append(
                    Problem(
                        line,
                        f"alias '*{event.anchor}'",
                        "write the value out; banks have no aliases",
                        code="yaml-alias",
                    )
                )
                node = Scalar("", line, null=True)
            elif isinstance(event, yaml.ScalarEvent):
                _refuse_tag(event, line, problems)
                null = not event.style and event.value in ("", "~", "null")
                node = Scalar("" if null else event.value, line, null)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                _refuse_tag(event, line, problems)
                if len(stack) >= MAX_DEPTH:
                    problems.append(_too_deep(line))
                    return None, problems
                stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                node = stack.pop().close(problems)
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                hint = "a bank is one document: remove '---'"
                problems.append(Problem(line, "a second document", hint, code="yaml-document"))
                break
            if node is not None:
                if make and len(stack) == 2 and stack[0].mapping and not stack[1].mapping:
                    key = stack[0].nodes[-1]
                    node = make(key.text, node, stack[0].nodes) if isinstance(key, Scalar) else node
                if stack:
                    stack[-1].nodes.append(node)
                else:
                    root = node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        if "maximum nesting depth" in what:  # PyYAML 6.0.4 looks far ahead, and has a limit of its own
            problems.append(_too_deep(mark.line + 1 if mark else 0))
            return None, problems
        problems.append(
            Problem(
                mark.line + 1 if mark else 0,
                f"not valid YAML: {what}",
                "indent with blanks, not tabs"
                if "\\t" in what or "tab" in what
                else "a text with ': ' or ' #' or a leading '%', '@', '\"' needs quotes around it",
                code="yaml",
            )
        )
        return None, problems
    except (OverflowError, ValueError) as error:  # an escape beyond Unicode, where PyYAML is without libyaml
        message, hint = f"not valid YAML: an escape that is no character ({error})", "write the character itself"
        problems.append(Problem(0, message, hint, code="yaml"))
        return None, problems
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"a character that YAML does not allow (U+{_code(error.character):04X})"
        problems.append(Problem(line, message, "remove it", code="yaml-character"))
        return None, problems
    return root, problems


def _too_deep(line: int) -> Problem:
    return Problem(line, f"nested more than {MAX_DEPTH} levels deep", "check the indentation", code="yaml-depth")


def _refuse_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int, problems: list[Problem]) -> None:
    if event.tag:
        problems.append(Problem(line, f"tag '{event.tag}'", "remove it; banks have no tags", code="yaml-tag"))
    if event.anchor:
        problems.append(
            Problem(line, f"anchor '&{event.anchor}'", "remove it; banks have no anchors", code="yaml-anchor")
        )


def _code(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character)
