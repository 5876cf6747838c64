"""The changes that an update makes in the lists of a bank file: fingerprints, entities, claims, skipped sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher

import yaml

from nkquiz.bank.marks import changed, read_mark
from nkquiz.drafting.patch import (
    Node,
    Patch,
    after_block,
    column,
    comments_above,
    end,
    get,
    is_block,
    item_line,
    items,
    pairs,
    start,
    text_of,
)
from nkquiz.drafting.writing import HINT, SENTENCE
from nkquiz.model import Locator

_UNPROVED = re.compile(
    r"[ \t]*#! sentence \S+(?:, its evidence, is no longer in the article| no longer has the fragment)"
)


def put_paragraphs(patch: Patch, new: Sequence[str]) -> None:
    """Make the list of fingerprints the `new` one, item by item, so that comments beside those that stay remain."""
    source = get(patch.root, "source")
    node = get(source, "paragraphs")
    if source is None:
        return
    if node is None:
        lines = ["paragraphs:", *(f"  - {paragraph}" for paragraph in new)]
        add_lines(patch, source, lines, [f"paragraphs: [{', '.join(new)}]"])
    elif not is_block(node):
        if [text_of(item) for item in items(node)] != list(new):
            patch.replace(start(node), end(node), f"{_gap(patch, node)}[{', '.join(new)}]")
    else:
        _put_items(patch, items(node), new)


def _put_items(patch: Patch, old: Sequence[Node], new: Sequence[str]) -> None:
    indent = " " * _dash(patch, old[0])
    matcher = SequenceMatcher(None, [text_of(item) for item in old], new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for item, prints in zip(old[i1 : i1 + both], new[j1 : j1 + both], strict=True):
            patch.replace(start(item), end(item), prints)
        for item in old[i1 + both : i2]:
            patch.replace(item_line(patch, item), patch.behind(end(item)), "")
        at = patch.behind(end(old[i2 - 1])) if i2 else item_line(patch, old[0])
        patch.insert_lines(at, [f"{indent}- {prints}" for prints in new[j1 + both : j2]])


def put_outside(patch: Patch, new: Mapping[str, str]) -> None:
    """Add lines that are no part of the article."""
    if not new:
        return
    source = get(patch.root, "source")
    node = get(source, "outside")
    each = [f"{print_}: {reason}" for print_, reason in new.items()]
    if node is not None:
        add_lines(patch, node, each, each)
    elif source is not None:
        add_lines(patch, source, ["outside:", *(f"  {line}" for line in each)], [f"outside: {{{', '.join(each)}}}"])


def add_lines(patch: Patch, node: Node, block: Sequence[str], flow: Sequence[str]) -> None:
    """Add entries at the end of a mapping: as lines if it is a block, between its braces else."""
    if is_block(node):
        indent = column(node)
        at = patch.behind(end(node))
        patch.insert_lines(at, [" " * indent + line for line in block])
    elif not flow:
        return
    elif pairs(node):
        last = end(pairs(node)[-1][1])
        patch.replace(last, last, "".join(f", {each}" for each in flow))
    else:  # nothing, or empty braces
        patch.replace(start(node), end(node), f"{_gap(patch, node)}{{{', '.join(flow)}}}")


def add_claim(patch: Patch, after: Node | None, block: Callable[[str], list[str]], flow: str) -> None:
    """Put a draft into the list of claims behind one of them, or before the first."""
    node = get(patch.root, "claims")
    assert node is not None, "the loader has seen it"
    if is_block(node):
        first = items(node)[0]
        indent = _dash(patch, first)
        if after is not None:
            at = after_block(patch, after, indent)
        else:
            at = item_line(patch, first)
            for above in comments_above(patch, at):
                if not patch.line(above).lstrip().startswith((SENTENCE, HINT, "#!")):
                    break
                at = above
        lines = block(" " * indent)
        spaced = patch.text[at : at + 1] in ("\n", "\r")
        patch.insert_lines(at, ["", *lines] if spaced and after is not None else lines)
    elif items(node):
        at = end(after) if after is not None else start(items(node)[0])
        patch.replace(at, at, f", {flow}" if after is not None else f"{flow}, ")
    elif isinstance(node, yaml.ScalarNode) or patch.text[start(node) - 1] == " ":
        lines = block("  ")
        patch.replace(start(node), end(node), patch.newline + patch.newline.join(lines))


def make_draft(patch: Patch, claim: Node, why: str) -> None:
    """Write `draft: true` into a claim, with the reason in a comment where there can be one."""
    said = get(claim, "draft")
    if said is not None:
        patch.replace(start(said), end(said), "true")
        return
    id_ = get(claim, "id")
    assert id_ is not None, "the loader has seen it"
    if is_block(claim):
        lead = " " * column(claim)
        patch.insert_lines(patch.behind(end(id_)), [f"{lead}draft: true  #! {why}"])
    else:
        patch.replace(end(id_), end(id_), ", draft: true")


def put_marks(patch: Patch, claim: Node, was: Sequence[str], now: Collection[str], is_unproved: bool) -> None:
    """Mark a claim whose sentences had the fingerprints `was`, and remove the marks that are no longer true: of
    sentences that are again what they were, and of a fragment that stands in its sentence again."""
    if not is_block(get(patch.root, "claims")):
        return
    at = item_line(patch, claim)
    own = [(above, mark[1]) for above in comments_above(patch, at) if (mark := read_mark(patch.line(above)))]
    for above, print_ in own:
        if print_ in now:
            patch.replace(above, patch.next_line(above), "")
    is_marked = any(print_ for _, print_ in own)  # by what its sentence was at first, or is again
    if not is_marked or len(items(get(claim, "evidence"))) > 1:
        lead = " " * (len(patch.line(at)) - len(patch.line(at).lstrip()))
        patch.insert_lines(at, [lead + changed(print_) for print_ in was])
    said = get(claim, "draft")
    if said is not None and not is_unproved:
        found = _UNPROVED.match(patch.text, end(said))
        patch.replace(end(said), found.end() if found else end(said), "")


def put_skipped(patch: Patch, places: Mapping[Locator, Locator | None]) -> list[tuple[Locator, str]]:
    """Give skipped sentences their new places, and return those that are gone, with the reasons that were given."""
    node = get(patch.root, "skipped")
    gone: list[tuple[Locator, str]] = []
    kept: list[str] = []
    seen: set[Locator] = set()
    for key, value in pairs(node):
        old = Locator.parse(key.value)
        new = places.get(old) if old else None
        whole = patch.text[start(key) : end(value)]
        if old is None or new is None or new in seen:
            if old is not None:
                gone.append((old, text_of(value)))
            if is_block(node):
                for offset in [0, *(i + 1 for i, c in enumerate(whole) if c == "\n")]:
                    patch.replace(start(key) + offset, start(key) + offset, "#! gone: ")
            continue
        seen.add(new)
        if new != old and is_block(node):
            patch.replace(start(key), end(key), f'"{new}"')
        kept.append(f'"{new}"{patch.text[end(key) : end(value)]}' if new != old else whole)
    if node is not None and pairs(node) and not is_block(node):
        before = [patch.text[start(key) : end(value)] for key, value in pairs(node)]
        if kept != before:
            patch.replace(start(node), end(node), f"{{{', '.join(kept)}}}")
    return gone


def _gap(patch: Patch, node: Node) -> str:
    """Return the blank that is needed before a value where nothing stood."""
    return " " if start(node) and patch.text[start(node) - 1] == ":" else ""


def _dash(patch: Patch, item: Node) -> int:
    """Return the column of the dash of an item."""
    line = patch.line(item_line(patch, item))
    return len(line) - len(line.lstrip())
