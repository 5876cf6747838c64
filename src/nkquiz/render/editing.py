"""What the editor of a bank shows: a claim in the making, what it lacks, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from nkquiz.model import Claim, Problem
from nkquiz.render.look import Look
from nkquiz.render.terminal import Indented, evidence

KEYS = (
    ("k", "keep", "it is a claim now, and no draft; its mark is removed"),
    ("r", "reword", "write its text, or mend it"),
    ("t", "two", "split it into two claims"),
    ("d", "drop", "its sentence needs no claim; you say why"),
    ("a", "add", "a restatement"),
    ("f", "false", "add a false variant: suggested, or typed"),
    ("c", "change", "its kind, speaker, topic, evidence, id or slots; remove a restatement or false variant"),
    ("s", "skip", "leave it for later"),
    ("u", "undo", "take the last change back"),
    ("q", "quit", "all changes are kept already"),
)
BACK = "u"  # typed alone where a reason or a why is asked for: the question before is asked again
OTHER_CHANGES = "id NAME, single date, open number, quote TEXT, at 3.2, remove restatement 1, remove false 1"
CANCEL = "."  # typed alone on a line: nothing is changed


def claim(look: Look, shown: Claim, head: str, sentence: str, remarks: Sequence[str]) -> Iterator[Indented]:
    """Yield a claim or draft with the sentence that it rests on, and what was pointed out in it."""
    yield look.block(Text(head, style="" if look.plain else "bold"), 0)
    if sentence:
        yield look.block(look.text(f"The article: {sentence}"))
    if shown.evidence:
        yield look.block(evidence(shown))
    for remark in remarks:
        yield look.block(look.text(f"Note: {remark}"))
    yield look.block(look.text(f"Text: {shown.text or '(none yet)'}"))
    about = [shown.kind.value, f"topic {shown.topic or '(none)'}"]
    about += [f"speaker {shown.speaker}"] if shown.speaker else []
    for name, slots in (("single", shown.single), ("open", shown.open)):
        about += [f"{name} {' and '.join(sorted(slots))}"] if slots else []
    yield look.block(look.text(", ".join(about)))
    for name, texts in (
        ("Restatement", [one.text for one in shown.restatements]),
        ("False", [f"{one.text} ({one.reason})" for one in shown.false_variants]),
    ):
        for text in texts:
            yield look.block(look.text(f"{name}: {text}"))


def marks(look: Look, said: Sequence[str]) -> Iterator[Indented]:
    """Yield what the marks of a claim say."""
    for one in said:
        yield look.block(look.text(f"Mark: {one}"))


def keys(look: Look, can_be_kept: bool) -> Indented:
    """Return the line of keys."""
    shown = [(key, name) for key, name, _ in KEYS if can_be_kept or key != "k"]
    if look.plain:
        return look.block("Keys: " + ", ".join(f"{key} {name}" for key, name in shown) + ", question mark help.")
    return look.block(Text("  ".join(f"[{key}] {name}" for key, name in shown) + "  [?] help", style="dim"), 0)


def help_lines(look: Look, can_be_kept: bool) -> Iterator[Indented]:
    """Yield what each key does."""
    for key, name, what in KEYS:
        if can_be_kept or key != "k":
            yield look.option("Key", key, f"{name}: {what}")
    yield look.block(f"Where a line is asked for, {CANCEL} alone leaves everything as it is.")


def wrong(look: Look, problems: Sequence[Problem]) -> Iterator[Indented]:
    """Yield what is wrong with a claim, or still lacking."""
    for problem in problems:
        hint = f" ({problem.hint})" if problem.hint and problem.code != "draft" else ""
        yield look.block(look.text(f"{problem.severity}: {problem.message}{hint}"))
