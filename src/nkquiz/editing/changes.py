"""The changes of one claim: text of a bank file -> text of a bank file. Only what is changed is written anew.

Each function raises KeyError where the file has no claim of that id; what would not load is found by `checked`.
"""

from __future__ import annotations

from collections.abc import Sequence

from nkquiz.bank.loader import parse_bank
from nkquiz.bank.marks import read_mark
from nkquiz.drafting.edits import add_lines
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
from nkquiz.drafting.writing import HINT, SENTENCE, scalar
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, Locator

_AFTER = {  # before which keys a new one is put, so that claims look alike
    "text": ("topic", "kind", "speaker", "evidence"),
    "topic": ("kind", "speaker", "evidence"),
    "kind": ("speaker", "evidence"),
    "speaker": ("evidence",),
    "single": ("restatements", "false_variants"),
    "open": ("restatements", "false_variants"),
}
OWN = (SENTENCE, HINT, "#!")  # how the program's own comments begin


def checked(text: str, path: str = "") -> Bank:
    """Return the bank in `text`.

    Raises:
        InputError: it would not load; the message is the first problem.
    """
    bank, problems = parse_bank(text.encode(), path)
    if bank is None:
        raise InputError(problems[0].message, problems[0].hint)
    return bank


def set_value(text: str, claim: str, key: str, value: str) -> str:
    """Put a text in the place of a claim's own under `key`, or add the key."""
    patch, node = _open(text, claim)
    old = get(node, key)
    if old is None:
        return _with_key(patch, node, key, scalar(value))
    if isinstance(old.value, str) and text_of(old) == value:
        return text
    _put_scalar(patch, old, scalar(value))
    return patch.result()


def set_list(text: str, claim: str, key: str, words: Sequence[str]) -> str:
    """Put a list of words in the place of a claim's own under `key`, or add the key."""
    patch, node = _open(remove_key(text, claim, key), claim)
    return _with_key(patch, node, key, f"[{', '.join(words)}]")


def _with_key(patch: Patch, node: Node, key: str, value: str) -> str:
    if is_block(node):
        before = next((get_key(node, name) for name in _AFTER.get(key, ()) if get_key(node, name)), None)
        line = " " * column(node) + f"{key}: {value}"
        at = patch.line_start(start(before)) if before else patch.behind(end(node))
        if before is not None and patch.text[at : start(before)].strip():  # beside the dash
            at = patch.behind(end(node))
        patch.insert_lines(at, [line])
    else:
        patch.replace(end(pairs(node)[-1][1]), end(pairs(node)[-1][1]), f", {key}: {value}")
    return patch.result()


def set_evidence(text: str, claim: str, number: int, key: str, value: str) -> str:
    """Put another place or fragment into a piece of evidence, counted from 0."""
    patch, node = _open(text, claim)
    old = get(items(get(node, "evidence"))[number], key)
    assert old is not None, "the loader has seen it"
    _put_scalar(patch, old, scalar(value))
    return patch.result()


def remove_item(text: str, claim: str, key: str, number: int) -> str:
    """Remove an item of a list, counted from 0; with the last one the key."""
    patch, node = _open(text, claim)
    listed = get(node, key)
    every = items(listed)
    if len(every) == 1:
        return remove_key(text, claim, key)
    if is_block(listed):
        patch.replace(item_line(patch, every[number]), patch.behind(end(every[number])), "")
    elif number:
        patch.replace(end(every[number - 1]), end(every[number]), "")
    else:
        patch.replace(start(every[0]), start(every[1]), "")
    return patch.result()


def remove_key(text: str, claim: str, key: str) -> str:
    """Remove a key of a claim with all that stands under it."""
    patch, node = _open(text, claim)
    found = next(((name, value) for name, value in pairs(node) if name.value == key), None)
    if found is None:
        return text
    name, value = found
    if not is_block(node):
        number = pairs(node).index(found)
        if number:
            patch.replace(end(pairs(node)[number - 1][1]), end(value), "")
        else:
            patch.replace(start(name), start(pairs(node)[1][0]), "")
        return patch.result()
    first, behind = patch.line_start(start(name)), patch.behind(max(end(value), end(name)))
    if patch.text[first : start(name)].strip():  # it stands beside the dash
        patch.replace(start(name), start(pairs(node)[1][0]), "")
    else:
        patch.replace(first, behind, "")
    return patch.result()


def finish(text: str, claim: str) -> str:
    """Make a draft a claim, and remove the marks of a claim, and the key of a speaker where none is named."""
    patch, node = _open(text, claim)
    for at in _marked(patch, node):
        patch.replace(at, patch.next_line(at), "")
    text = remove_key(patch.result(), claim, "draft")
    nobody = get(node, "speaker")
    return remove_key(text, claim, "speaker") if nobody is not None and not text_of(nobody) else text


def marks_of(text: str, claim: str) -> tuple[str, ...]:
    """Return what the marks of a claim say: those above it, and the one beside `draft: true`."""
    patch, node = _open(text, claim)
    key = get_key(node, "draft")
    places = [*reversed(_marked(patch, node)), *([patch.line_start(start(key))] if key is not None else [])]
    return tuple(mark[0] for at in places if (mark := read_mark(patch.line(at))))


def _marked(patch: Patch, node: Node) -> list[int]:
    """Return where the lines of marks above a claim begin, the nearest first."""
    if not is_block(get(patch.root, "claims")):
        return []
    return [at for at in comments_above(patch, item_line(patch, node)) if read_mark(patch.line(at))]


def add_restatement(text: str, claim: str, said: str) -> str:
    """Add a restatement behind the others."""
    return _add(text, claim, "restatements", scalar(said))


def add_variant(text: str, claim: str, said: str, reason: str, why: str = "") -> str:
    """Add a false variant behind the others."""
    more = f", why: {scalar(why)}" if why else ""
    line = f"{{text: {scalar(said)}, reason: {reason}{more}}}"
    return _add(text, claim, "false_variants", line)


def _add(text: str, claim: str, key: str, line: str) -> str:
    patch, node = _open(text, claim)
    listed = get(node, key)
    if listed is None:
        if is_block(node):
            lead = " " * column(node)
            patch.insert_lines(patch.behind(end(node)), [f"{lead}{key}:", f"{lead}  - {line}"])
        else:
            last = end(pairs(node)[-1][1])
            patch.replace(last, last, f", {key}: [{line}]")
    elif is_block(listed):
        lead = " " * column_of_dash(patch, listed)
        patch.insert_lines(patch.behind(end(listed)), [f"{lead}- {line}"])
    elif items(listed):
        last = end(items(listed)[-1])
        patch.replace(last, last, f", {line}")
    elif is_block(node):  # nothing, or empty brackets
        name = get_key(node, key)
        assert name is not None, "its value is there"
        if end(listed) > start(listed):
            patch.replace(end(name) + 1, end(listed), "")
        patch.insert_lines(patch.behind(max(end(name), end(listed))), [" " * column(node) + f"  - {line}"])
    else:
        gap = " " if patch.text[start(listed) - 1] == ":" else ""
        patch.replace(start(listed), end(listed), f"{gap}[{line}]")
    return patch.result()


def split(text: str, claim: Claim, first: str, second: str, new_id: str) -> str:
    """Give a claim the first text, and put a draft with the second one and the same evidence behind it."""
    patch, node = _open(set_value(text, claim.id, "text", first), claim.id)
    evidence = [f'{{at: "{e.at}", quote: {scalar(e.quote)}}}' for e in claim.evidence]
    values = [("topic", claim.topic), ("kind", claim.kind.value), ("speaker", claim.speaker)]
    keys = [f"{key}: {value}" for key, value in values if value]
    listed = get(patch.root, "claims")
    if is_block(listed):
        lead = " " * column_of_dash(patch, listed)
        lines = [f"{lead}- id: {new_id}", f"{lead}  draft: true", f"{lead}  text: {scalar(second)}"]
        lines += [f"{lead}  {key}" for key in keys]
        lines += [f"{lead}  evidence:", *(f"{lead}    - {e}" for e in evidence)] if evidence else []
        lines += [f"{lead}  restatements:", f"{lead}  false_variants:"]
        at = after_block(patch, node, len(lead))
        spaced = patch.text[at : at + 1] in ("\n", "\r")
        patch.insert_lines(at, ["", *lines] if spaced else lines)
    else:
        more = "".join(f", {key}" for key in keys)
        more += f", evidence: [{', '.join(evidence)}]" if evidence else ""
        flow = f"{{id: {new_id}, draft: true, text: {scalar(second)}{more}}}"
        patch.replace(end(node), end(node), f", {flow}")
    return patch.result()


def drop(text: str, claim: Claim, skipped: Sequence[Locator], reason: str) -> str:
    """Remove a claim with the program's comments above it, and say of sentences why they need none."""
    patch, node = _open(text, claim.id)
    listed = get(patch.root, "claims")
    if is_block(listed):
        own = _own_comments(patch, node)
        first = own[-1] if own else item_line(patch, node)
        behind = patch.behind(end(node))
        above = patch.line_start(max(first - 1, 0))
        blank = first and not patch.line(above).strip() and not patch.text[behind : patch.next_line(behind)].strip()
        last = len(items(listed)) == 1
        patch.replace(above if blank else first, behind, "")
        if last:  # what stands beside the key is a list still
            name = get_key(patch.root, "claims")
            assert name is not None, "the loader has seen it"
            patch.replace(end(name) + 1, end(name) + 1, " []")
    else:
        number = items(listed).index(node)
        others = items(listed)
        if number:
            patch.replace(end(others[number - 1]), end(node), "")
        else:
            patch.replace(start(node), start(others[1]) if len(others) > 1 else end(node), "")
    return _skip(patch.result(), skipped, reason)


def _skip(text: str, places: Sequence[Locator], reason: str) -> str:
    if not places:
        return text
    patch = Patch(text)
    each = [f'"{at}": {scalar(reason)}' for at in places]
    node = get(patch.root, "skipped")
    if node is None:
        lead = " " * column(patch.root)
        patch.insert_lines(len(patch.text), [f"{lead}skipped:", *(f"{lead}  {one}" for one in each)])
    elif not pairs(node) and (name := get_key(patch.root, "skipped")) is not None:  # nothing, or empty braces
        if end(node) > start(node):
            patch.replace(end(name) + 1, end(node), "")
        lead = " " * column(patch.root) + "  "
        patch.insert_lines(patch.behind(max(end(name), end(node))), [lead + one for one in each])
    else:
        add_lines(patch, node, each, each)
    return patch.result()


def shown_above(text: str, claim: str) -> tuple[str, tuple[str, ...]]:
    """Return the sentence and the remarks that stand in the program's comments above a claim."""
    patch, node = _open(text, claim)
    lines = [patch.line(at).strip() for at in reversed(_own_comments(patch, node))]
    sentence = " ".join(line.removeprefix(SENTENCE).strip() for line in lines if line.startswith(SENTENCE))
    remarks = tuple(line[2:].strip() for line in lines if line.startswith(HINT))
    return sentence, remarks


def lines_of(text: str, claim: str) -> tuple[int, int]:
    """Return the first and last line of a claim."""
    patch, node = _open(text, claim)
    return patch.line_number(item_line(patch, node)), patch.line_number(max(start(node), end(node) - 1))


def _open(text: str, claim: str) -> tuple[Patch, Node]:
    patch = Patch(text)
    for node in items(get(patch.root, "claims")):
        if text_of(get(node, "id")) == claim:
            return patch, node
    raise KeyError(claim)


def _own_comments(patch: Patch, node: Node) -> list[int]:
    """Return where the program's own comments above a claim begin, the nearest first."""
    found = []
    for at in comments_above(patch, item_line(patch, node)):
        if not patch.line(at).lstrip().startswith(OWN):
            break
        found.append(at)
    return found


def get_key(node: Node | None, key: str) -> Node | None:
    """Return the key itself, as it stands in a mapping."""
    return next((name for name, _ in pairs(node) if name.value == key), None)


def column_of_dash(patch: Patch, listed: Node | None) -> int:
    """Return the column of the dashes of a list."""
    first = items(listed)[0]
    line = patch.line(item_line(patch, first))
    return line.index("-") if line.lstrip().startswith("-") else column(first) - 2


def _put_scalar(patch: Patch, old: Node, new: str) -> None:
    if start(old) == end(old):  # nothing stands there
        gap = " " if patch.text[start(old) - 1] == ":" else ""
        patch.replace(start(old), start(old), gap + new)
        return
    block = getattr(old, "style", None) in ("|", ">")
    patch.replace(start(old), end(old), new + (patch.newline if block else ""))
