"""Draft -> the text of a bank file, made to be edited.

The program's own comments begin with `#>` (the article's sentence) and `#?` (what to look at in it). Those of the
teacher begin with anything else, and are never touched.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Sequence

from nkquiz.drafting.draft import Cut, Draft, DraftClaim
from nkquiz.model import Entity

SENTENCE, HINT = "#>", "#?"
_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z][\w ./%€$£()'+-]*[\w.%)]|[A-Za-z]")
_NOT_PLAIN = re.compile(r"(?:null|true|false|yes|no|on|off|y|n)", re.I)


def scalar(text: str) -> str:
    """Return a text as YAML, plain where that is safe in every place, else in double quotes."""
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.fullmatch(text) and text.isprintable():
        return text
    return _escaped(json.dumps(text, ensure_ascii=False))


def _escaped(quoted: str) -> str:
    return "".join(c if c.isprintable() else _escape(c) for c in quoted)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _comment(text: str) -> str:
    """Return `text` with nothing in it that a comment can't hold."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def sentence_lines(sentence: str, indent: str) -> list[str]:
    """Return the comment that shows a sentence of the article."""
    lead = f"{indent}{SENTENCE} "
    return textwrap.wrap(
        _comment(sentence),
        _WIDTH + len(lead),
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


def claim_lines(claim: DraftClaim, indent: str, with_sentences: bool) -> list[str]:
    """Return a draft as the lines of a block, its comments above it."""
    lines = sentence_lines(claim.sentence, indent) if with_sentences else []
    lines += [f"{indent}{HINT} {_comment(hint)}" for hint in claim.hints]
    lines += [f"{indent}- id: {claim.id}", f"{indent}  draft: true", f"{indent}  text:"]
    lines += [f"{indent}  topic: {claim.topic}"] if claim.topic else []
    lines += [f"{indent}  kind: {claim.kind.value}"]
    if claim.kind.value == "opinion":
        lines.append(f"{indent}  speaker: {claim.speaker}".rstrip())
    lines += [
        f"{indent}  evidence:",
        f"{indent}    - {evidence(claim)}",
        f"{indent}  restatements:",
        f"{indent}  false_variants:",
    ]
    return lines


def evidence(claim: DraftClaim) -> str:
    """Return the evidence of a draft on one line."""
    return f'{{at: "{claim.at}", quote: {scalar(claim.quote)}}}'


def claim_in_a_line(claim: DraftClaim) -> str:
    """Return a draft for a list that stands in brackets."""
    topic = f"topic: {claim.topic}, " if claim.topic else ""
    speaker = f"speaker: {claim.speaker}, " if claim.speaker else ""
    kind = f"kind: {claim.kind.value}, "
    return f"{{id: {claim.id}, draft: true, {topic}{kind}{speaker}evidence: [{evidence(claim)}]}}"


def entity_lines(entity: Entity, indent: str) -> list[str]:
    """Return an entity as the lines of a block."""
    lines = [f"{indent}{entity.id}:", f"{indent}  name: {scalar(entity.name)}", f"{indent}  kind: {entity.kind.value}"]
    for key, names in (("aliases", entity.aliases), ("in_context", entity.in_context)):
        if names:
            lines.append(f"{indent}  {key}: [{', '.join(map(scalar, names))}]")
    if entity.of:
        lines.append(f"{indent}  of: {entity.of}")
    return lines


def entity_in_a_line(entity: Entity) -> str:
    """Return an entity as one line, for a mapping of any style."""
    parts = [f"name: {scalar(entity.name)}", f"kind: {entity.kind.value}"]
    parts += [f"aliases: [{', '.join(map(scalar, entity.aliases))}]"] if entity.aliases else []
    parts += [f"in_context: [{', '.join(map(scalar, entity.in_context))}]"] if entity.in_context else []
    parts += [f"of: {entity.of}"] if entity.of else []
    return f"{entity.id}: {{{', '.join(parts)}}}"


def prints(paragraph: Iterable[str]) -> str:
    """Return the fingerprints of a paragraph as one item."""
    return " ".join(paragraph)


def _head(article: str, path: str) -> list[str]:
    return [
        "# yaml-language-server: $schema=claims.schema.json",
        "#",
        "# A bank in the making: each sentence of the article has a draft of a claim. Write its text in your own",
        "# words, three restatements and three false variants, then remove 'draft: true'. Drafts are neither asked",
        "# nor checked with, so what is finished can be used at once. Sentences that need no claim: see 'skipped'.",
        f"# What is left to do:       nkquiz bank lint --bank {path}",
        f"# After the article changed: nkquiz bank new {article} --output {path} --update",
        "# Comments with #> are the article's own sentences: before you pass the file on, drop them with",
        "#   --update --no-sentences",
        "# The format: docs/bank.md",
    ]


def bank_text(draft: Draft, article: str, path: str, with_sentences: bool = True) -> str:
    """Return the whole file. `article` and `path` are the names that its comments call the two files by."""
    lines = _head(_comment(article), _comment(path))
    lines += ["format: 1", f"bank: {draft.id}", "source:"]
    lines += [f"  title: {scalar(draft.title)}", f"  author: {scalar(draft.author)}", f"  date: {draft.date}"]
    lines += ["  paragraphs:", *(f"    - {prints(s.print for s in paragraph)}" for paragraph in draft.cut.paragraphs)]
    lines += _outside(draft.cut)
    lines += ["topics:", *(f"  {id_}: {scalar(title)}" for id_, title in draft.topics.items())]
    if draft.entities:
        lines.append("# Guessed from capital letters: mend the kinds, add names and descriptions, remove what is none.")
        lines.append("entities:")
    else:
        lines.append("entities: {}")
    lines += [line for entity in draft.entities for line in entity_lines(entity, "  ")]
    lines.append("claims:")
    lines += _claims(draft.claims, with_sentences)
    last = draft.claims[-1]
    lines += ["# Statements on the subject that the article neither supports nor contradicts:"]
    lines += ["unknowns:", f"#  - {{text: ..., topic: {last.topic}}}"]
    lines += ["# Sentences that need no claim, and why:", "skipped:", f'#  "{last.at}": a joke']
    return "\n".join(lines) + "\n"


def _outside(cut: Cut) -> list[str]:
    return ["  outside:", *(f"    {p}: {scalar(reason)}" for p, reason in cut.outside.items())] if cut.outside else []


def _claims(claims: Sequence[DraftClaim], with_sentences: bool) -> list[str]:
    lines: list[str] = []
    for claim in claims:
        lines += ["", *claim_lines(claim, "  ", with_sentences)]
    return [*lines, ""]
