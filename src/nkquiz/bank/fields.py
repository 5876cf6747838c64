"""Typed access to the nodes of a bank file. Each getter notes a problem and goes on: all are reported."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from nkquiz.bank.yaml_reader import Mapping, Node, Scalar
from nkquiz.bank.yaml_reader import Sequence as SequenceNode
from nkquiz.model import Problem

E = TypeVar("E", bound=StrEnum)
_LONGEST = 100  # characters of a word for which a near one is looked for
_MOST = 1000  # choices that are compared with a word
_MANY = 100  # problems, from which on no hint is looked for: a file may have millions


def shape(node: Node) -> str:
    """Say in plain words what a node is."""
    if isinstance(node, Mapping):
        return "a mapping (key: value)"
    if isinstance(node, SequenceNode):
        return "a list"
    return "nothing" if isinstance(node, Scalar) and node.null else "a text"


def did_you_mean(word: str, choices: Sequence[str]) -> str:
    """Return a hint with the nearest of `choices`, or with all of them if none is near and they are few."""
    choices = choices[:_MOST]
    if len(word) <= _LONGEST and (near := difflib.get_close_matches(word, choices, n=1)):
        return f"did you mean '{near[0]}'?"
    return f"one of: {', '.join(choices)}" if 0 < len(choices) <= 15 else ""


def near(word: str, choices: Sequence[str], problems: Sequence[Problem]) -> str:
    """Return the same hint, as long as there are not too many problems already."""
    return did_you_mean(word, choices) if len(problems) < _MANY else ""


class Fields:
    """The fields of one mapping, called `what` in messages."""

    def __init__(
        self, node: Node, what: str, problems: list[Problem], required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        self.line = node.line
        self.what = what
        self.problems = problems
        self._nodes: dict[str, Node] = {}
        if not isinstance(node, Mapping):
            self.note(node.line, f"{what} must be a mapping (key: value), not {shape(node)}", code="type")
            return
        known = (*required, *optional)
        for key, value in node.pairs.items():
            if key.text in known:
                self._nodes[key.text] = value
            else:
                hint = near(key.text, known, problems)
                if " " in key.text:
                    hint = "a text with a comma or a colon needs quotes around it"
                self.note(key.line, f"unknown key '{key.text}' in {what}", hint, code="unknown-key")
        for name in required:
            if name not in self._nodes:
                self.note(node.line, f"{what} has no '{name}'", f"add '{name}:'", code="missing-key")

    def note(self, line: int, message: str, hint: str = "", code: str = "") -> None:
        """Report a problem."""
        self.problems.append(Problem(line, message, hint, code=code))

    def line_of(self, name: str) -> int:
        """Return the line of a field's value, or that of the mapping if the field is missing."""
        node = self._nodes.get(name)
        return node.line if node else self.line

    def node(self, name: str) -> Node | None:
        """Return a field as it was read, or None."""
        return self._nodes.get(name)

    def text(self, name: str) -> str:
        """Return a field as text without blanks around it; "" if it is missing or, which is a problem, no text."""
        node = self._nodes.get(name)
        return self.text_of(node, f"'{name}' of {self.what}") if node else ""

    def text_of(self, node: Node, what: str) -> str:
        """Return `node` as text; it is a problem if it is none or empty."""
        if not isinstance(node, Scalar):
            hint = "a text with ': ' needs quotes around it" if isinstance(node, Mapping) else ""
            self.note(node.line, f"{what} must be a text, not {shape(node)}", hint, code="type")
            return ""
        if not node.text.strip():
            self.note(node.line, f"{what} is empty", "fill it in or remove it", code="empty")
        return " ".join(node.text.split())

    def text_or_nothing(self, name: str) -> str:
        """Return a field as `text` does, but "" without a problem where nothing stands after the colon."""
        node = self._nodes.get(name)
        return "" if isinstance(node, Scalar) and node.null else self.text(name)

    def yes(self, name: str) -> bool:
        """Return whether a field says `true`; it is a problem if it says neither that nor `false`."""
        node = self._nodes.get(name)
        if node is None or (text := self.text_of(node, f"'{name}' of {self.what}")) in ("", "false"):
            return False
        if text != "true":
            self.note(node.line, f"'{name}' of {self.what} must be true or false, not '{text}'", code="type")
        return True

    def items(self, name: str) -> Iterator[Node]:
        """Yield the items of a list; it is a problem if the field is no list."""
        node = self._nodes.get(name)
        if isinstance(node, SequenceNode):
            yield from node.items
        elif node and not (isinstance(node, Scalar) and node.null):
            self.note(node.line, f"'{name}' of {self.what} must be a list, not {shape(node)}", code="type")

    def texts(self, name: str) -> list[tuple[str, int]]:
        """Return a list of texts, each with its line."""
        found = [(self.text_of(item, f"an item of '{name}' of {self.what}"), item.line) for item in self.items(name)]
        return [(text, line) for text, line in found if text]

    def pairs(self, name: str) -> Iterator[tuple[Scalar, Node]]:
        """Yield the pairs of a mapping; it is a problem if the field is no mapping."""
        node = self._nodes.get(name)
        if isinstance(node, Mapping):
            yield from node.pairs.items()
        elif node and not (isinstance(node, Scalar) and node.null):
            self.note(node.line, f"'{name}' of {self.what} must be a mapping, not {shape(node)}", code="type")

    def choice(self, name: str, enum: type[E], default: E) -> E:
        """Return a field as a member of `enum`; `default` if it is missing or, which is a problem, no member."""
        node = self._nodes.get(name)
        return self.member(node, enum, default, name) if node else default

    def choices(self, name: str, enum: type[E], default: E) -> frozenset[E]:
        """Return a list of members of `enum`."""
        return frozenset(self.member(node, enum, default, name) for node in self.items(name))

    def member(self, node: Node, enum: type[E], default: E, name: str) -> E:
        """Return `node` as a member of `enum`, or `default` with a problem."""
        text = self.text_of(node, f"'{name}' of {self.what}")
        try:
            return enum(text)
        except ValueError:
            if text:
                hint = near(text, [member.value for member in enum], self.problems)
                self.note(node.line, f"'{text}' is no {name} ({self.what})", hint, code="choice")
            return default
