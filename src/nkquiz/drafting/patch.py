"""Small changes to the text of a bank file, which leave every other byte of it as it was.

A YAML library that reads and writes again would set line breaks, quotes and blanks as it likes. Here YAML is only read,
for the places where its nodes begin and end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import yaml

from nkquiz.errors import InputError

Node = yaml.Node
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # six times as fast
Pair = tuple[yaml.ScalarNode, Node]


class Patch:
    """The text of a file that is valid YAML, and the changes to be made in it.

    Raises:
        InputError: it has something that only some readers of YAML take.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        try:
            root = _composed(text)
        except yaml.MarkedYAMLError as error:  # it is stricter than libyaml, the loader's: tabs
            where = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
            raise InputError(f"the bank can't be changed: {where}{error.problem}", "mend that line first") from error
        assert isinstance(root, yaml.MappingNode), "the loader has read it as one"
        self.root = root
        self._changes: list[tuple[int, int, int, str]] = []

    def replace(self, start: int, end: int, new: str) -> None:
        """Put `new` in the place of a stretch of the text; equal to it, it is no change."""
        if self.text[start:end] != new:
            self._changes.append((start, end, len(self._changes), new))

    def insert_lines(self, at: int, lines: Sequence[str]) -> None:
        """Put lines before the line that begins at `at`, or at the end of the file."""
        if not lines:
            return
        new = "".join(line + self.newline for line in lines)
        if at == len(self.text) and at and self.text[at - 1] not in "\r\n":
            new = self.newline + new[: -len(self.newline)]
        self.replace(at, at, new)

    def result(self) -> str:
        """Return the text with all changes made. Insertions at one place keep their order."""
        parts, done = [], 0
        for start, end, _, new in sorted(self._changes):
            parts += [self.text[done:start], new]
            done = end
        return "".join((*parts, self.text[done:]))

    def line_start(self, at: int) -> int:
        """Return where the line that holds `at` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def next_line(self, at: int) -> int:
        """Return where the line after the one that holds `at` begins."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def behind(self, at: int) -> int:
        """Return where the first line begins on which nothing stands of a node that ends at `at`."""
        ended = at and self.text[at - 1] == "\n"  # a block of text ends behind its last line
        return at if ended else self.next_line(at)

    def line(self, at: int) -> str:
        """Return the line that begins at `at`."""
        return self.text[at : self.next_line(at)]

    def line_number(self, at: int) -> int:
        """Return the number of the line that holds `at`, counted from 1."""
        return self.text.count("\n", 0, at) + 1


@lru_cache(maxsize=2)
def _composed(text: str) -> Node | None:
    """Return the nodes of a text, which nobody changes: one who edits asks for those of the same text many times."""
    return yaml.compose(text, Loader=_LOADER)


def pairs(node: Node | None) -> list[Pair]:
    """Return the keys and values of a mapping; none of another node."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def items(node: Node | None) -> list[Node]:
    """Return the items of a list; none of another node."""
    return node.value if isinstance(node, yaml.SequenceNode) else []


def get(node: Node | None, key: str) -> Node | None:
    """Return the value under a key of a mapping, or None."""
    return next((value for name, value in pairs(node) if name.value == key), None)


def text_of(node: Node | None) -> str:
    """Return a text as the loader reads it."""
    return " ".join(str(node.value).split()) if isinstance(node, yaml.ScalarNode) else ""


def start(node: Node) -> int:
    """Return where a node begins."""
    return int(node.start_mark.index)


def end(node: Node) -> int:
    """Return where what is written of a node ends: PyYAML's mark for a block is where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def is_block(node: Node | None) -> bool:
    """Say whether a list or mapping has anything, and is written without brackets."""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style and bool(node.value)


def column(node: Node) -> int:
    """Return how far a node stands from the left."""
    return int(node.start_mark.column)


def item_line(patch: Patch, item: Node) -> int:
    """Return where the line with the dash of an item begins: its first line, or one above where the dash is alone."""
    first = patch.line_start(start(item))
    if patch.text[first : start(item)].strip():
        return first
    for above in _lines_above(patch, first):
        bare = patch.line(above).partition("#")[0].strip()
        if bare:
            return above if bare == "-" else first
    return first


def _lines_above(patch: Patch, at: int) -> Iterator[int]:
    while at > 0:
        at = patch.line_start(at - 1)
        yield at


def after_block(patch: Patch, node: Node, indent: int) -> int:
    """Return where lines behind a node of a block can be put: below it and the comments that belong to it, which are
    indented further than `indent`."""
    at = patch.behind(end(node))
    while at < len(patch.text):
        line = patch.line(at)
        stripped = line.strip()
        if not stripped.startswith("#") or len(line) - len(line.lstrip()) <= indent:
            break
        at = patch.next_line(at)
    return at


def comments_above(patch: Patch, at: int) -> Iterator[int]:
    """Yield where each line of comment directly above the line that begins at `at` begins, the nearest first."""
    while at > 0:
        above = patch.line_start(at - 1)
        if not patch.line(above).lstrip().startswith("#"):
            return
        yield above
        at = above
