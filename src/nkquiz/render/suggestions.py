"""Suggestions for reading, for programs, and as YAML to be pasted into a bank."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from nkquiz.render.look import Look
from nkquiz.render.terminal import Indented, safe
from nkquiz.suggest.model import Suggestion
from nkquiz.suggest.suggesting import Suggestions

VERSION = 1


def suggestion(look: Look, number: int, one: Suggestion) -> Iterator[Indented]:
    """Yield a false variant behind its number, and why it is false."""
    yield look.option("False variant", str(number), f"{one.text} ({one.reason})")
    yield look.block(look.text(one.why), 4)


def shown(look: Look, found: Suggestions) -> Iterator[Indented]:
    """Yield all that is suggested for a claim."""
    yield look.block(look.text(f"{found.claim.id}: {found.claim.text}"), 0)
    for number, one in enumerate(found.variants, 1):
        yield from suggestion(look, number, one)
    if found.lures:
        yield look.block("Lures for questions:", 0)
    for lures in found.lures:
        yield look.block(look.text(f"{lures.key}: {', '.join(lures.lures)}"), 2)
    if not (found.variants or found.lures):
        yield look.block(Text("Nothing is sure enough to be suggested."), 0)


def suggestions_data(found: Suggestions) -> dict[str, Any]:
    """Return suggestions as one JSON object."""
    return {
        "version": VERSION,
        "claim": found.claim.id,
        "text": found.claim.text,
        "false_variants": [{"text": v.text, "reason": v.reason.value, "why": v.why} for v in found.variants],
        "questions": [{"ask": q.ask, "key": q.key, "lures": list(q.lures)} for q in found.lures],
    }


def suggestions_yaml(found: Suggestions) -> str:
    """Return suggestions as the lines of a claim, indented as in the bank that `nkquiz bank new` writes."""
    lines = [f"    # suggested for {found.claim.id}: keep what is really false, and what people would believe"]
    if found.variants:
        lines.append("    false_variants:")
    for one in found.variants:
        lines.append(f"      - {{text: {_quoted(one.text)}, reason: {one.reason}, why: {_quoted(one.why)}}}")
    if found.lures:
        lines.append("    questions:")
    for lures in found.lures:
        lines.append(f"      - ask: {_quoted(lures.ask)}")
        lines.append(f"        key: {_quoted(lures.key)}")
        lines.append(f"        lures: [{', '.join(map(_quoted, lures.lures))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(safe(text), ensure_ascii=False)
