"""A bank file -> (Bank, problems). Pure: the bytes come in, nothing is read from disk here.

The loader finds what makes a bank unusable: keys, types, ids and references. What makes a bank poor (no variants,
a sentence without a claim) is found by `nkquiz.bank.validators`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence

from nkquiz.bank.fields import Fields
from nkquiz.bank.references import UNREAD, references
from nkquiz.bank.yaml_reader import Made, Mapping, Node, Scalar, read_yaml
from nkquiz.model import (
    Bank,
    Claim,
    ClaimKind,
    Entity,
    EntityKind,
    Evidence,
    FalseVariant,
    Locator,
    Lure,
    Note,
    Outside,
    Problem,
    Reason,
    Restatement,
    Slot,
    Source,
    SourceKind,
    Unknown,
    WrittenQuestion,
)

FORMAT = "1"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def parse_bank(data: bytes, path: str = "") -> tuple[Bank | None, list[Problem]]:
    """Return the bank in `data` and all problems, ordered by line. The bank is None if there are any."""
    on_claims: list[Problem] = []

    def make(key: str, node: Node, before: Sequence[Node]) -> Node:
        if key != "claims" or (source := _source_before(before)) is None:
            return node
        return Made(_claim(node, on_claims, _kind(source)), node.line)

    root, problems = read_yaml(data, make)
    if root is None:
        if not problems:
            problems = [
                Problem(0, "the file is empty", "see docs/bank.md for a small complete bank", code="empty-file")
            ]
        return None, problems
    problems += on_claims
    bank = _bank(root, path, problems)
    problems.sort(key=lambda problem: problem.line)
    return (None if problems else bank), problems


def _bank(root: Node, path: str, problems: list[Problem]) -> Bank:
    top = Fields(
        root,
        "the bank",
        problems,
        required=("format", "bank", "source", "topics", "entities", "claims"),
        optional=("unknowns", "skipped"),
    )
    if (version := top.text("format")) and version != FORMAT:
        hint = f"this nkquiz reads format {FORMAT}; a newer nkquiz may read it"
        top.note(top.line_of("format"), f"format '{version}' is unknown", hint, code="format")
    topics = {key.text: top.text_of(value, f"topic '{key.text}'") for key, value in top.pairs("topics")}
    for key, _ in top.pairs("topics"):
        _slug(top, key.text, key.line, "topic")
    entities = tuple(
        _entity(
            Fields(node, f"entity '{key.text}'", problems, ("name", "kind"), ("aliases", "in_context", "of")), key.text
        )
        for key, node in top.pairs("entities")
    )
    source = _source(top, problems)
    written = [_made(node) or _claim(node, problems, source.kind) for node in top.items("claims")]
    bank = Bank(
        id=_slug(top, top.text("bank"), top.line_of("bank"), "bank"),
        source=source,
        topics=topics,
        entities=entities,
        claims=tuple(claim for claim in written if not claim.draft),
        unknowns=tuple(_unknown(node, problems) for node in top.items("unknowns")),
        skipped={at: top.text_of(node, f"reason for {at}") for at, node in _skipped(top)},
        path=path,
        drafts=tuple(claim for claim in written if claim.draft),
    )
    problems.extend(references(bank))
    return bank


def _source_before(nodes: Sequence[Node]) -> Node | None:
    """Return the source among the bank's keys and values so far; None if it stands further down."""
    pairs = zip(nodes[::2], nodes[1::2], strict=False)
    return next((value for key, value in pairs if isinstance(key, Scalar) and key.text == "source"), None)


def _kind(source: Node) -> SourceKind:
    return SourceKind.CARDS if _says(source, "kind", SourceKind.CARDS) else SourceKind.ARTICLE


def _made(node: Node) -> Claim | None:
    return node.value if isinstance(node, Made) and isinstance(node.value, Claim) else None


def _slug(fields: Fields, text: str, line: int, what: str) -> str:
    if text and not _ID.fullmatch(text):
        fields.note(line, f"'{text}' is no {what} id", "use lower-case letters, digits and single hyphens", code="id")
    return text


def _source(top: Fields, problems: list[Problem]) -> Source:
    node = top.node("source")
    if node is None:
        return Source("", "", "", ())
    cards = _says(node, "kind", SourceKind.CARDS)
    required = ("title",) if cards else ("title", "author", "date")
    optional = ("kind", "url", "paragraphs", "outside", *(("author", "date") if cards else ()))
    fields = Fields(node, "the source", problems, required, optional)
    paragraphs = []
    for number, paragraph in enumerate(fields.items("paragraphs"), 1):
        what = f"paragraph {number}"
        texts = fields.text_of(paragraph, what).split()
        for text in texts:
            _fingerprint(fields, text, paragraph.line)
        paragraphs.append(tuple(texts))
    outside = []
    for key, value in fields.pairs("outside"):
        _fingerprint(fields, key.text, key.line)
        outside.append(Outside(key.text, fields.text_of(value, f"reason for {key.text}"), key.line))
    return Source(
        title=fields.text("title"),
        author=fields.text("author"),
        date=_date(fields),
        paragraphs=tuple(paragraphs),
        outside=tuple(outside),
        url=fields.text("url"),
        line=fields.line,
        kind=fields.choice("kind", SourceKind, SourceKind.ARTICLE),
    )


def _date(fields: Fields) -> str:
    text = fields.text("date")
    if text and not is_date(text):
        hint = "write year, year-month or year-month-day, for instance 2014-12"
        fields.note(fields.line_of("date"), f"'{text}' is no date", hint, code="date")
    return text


def is_date(text: str) -> bool:
    """Say whether a text is a date as banks have it: year, year-month or year-month-day."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _fingerprint(fields: Fields, text: str, line: int) -> None:
    if not _FINGERPRINT.fullmatch(text):
        hint = "12 hex digits each; `nkquiz bank fingerprint FILE` prints them"
        fields.note(line, f"'{text}' is no fingerprint", hint, code="fingerprint")


def _entity(fields: Fields, id_: str) -> Entity:
    _slug(fields, id_, fields.line, "entity")
    return Entity(
        id=id_,
        name=fields.text("name"),
        kind=fields.choice("kind", EntityKind, EntityKind.THING),
        aliases=tuple(text for text, _ in fields.texts("aliases")),
        in_context=tuple(text for text, _ in fields.texts("in_context")),
        of=fields.text("of"),
        line=fields.line,
    )


def _says(node: Node, name: str, wanted: str) -> bool:
    """Say whether a mapping says `name: wanted`: what else it may lack depends on that."""
    pairs = node.pairs.items() if isinstance(node, Mapping) else ()
    return any(key.text == name and isinstance(value, Scalar) and value.text == wanted for key, value in pairs)


def _claim(node: Node, problems: list[Problem], source: SourceKind) -> Claim:
    """Read a claim. A draft may lack its text, topic, kind and speaker, or have nothing after their colons. In a set
    of cards a claim may lack evidence."""
    draft, evident = _says(node, "draft", "true"), source is not SourceKind.CARDS
    fields = Fields(
        node,
        "a claim",
        problems,
        required=("id", *(() if draft else ("text", "topic", "kind")), *(("evidence",) if evident else ())),
        optional=(
            *("restatements", "false_variants", "speaker", "open", "single", "questions", "note", "draft"),
            *(("text", "topic", "kind") if draft else ()),
            *(() if evident else ("evidence",)),
        ),
    )
    if id_ := fields.text("id"):
        fields.what = f"claim '{_slug(fields, id_, fields.line_of('id'), 'claim')}'"
    text = fields.text_or_nothing if draft else fields.text
    kind = fields.choice("kind", ClaimKind, ClaimKind.FACT)
    if not draft and kind is ClaimKind.OPINION and fields.node("speaker") is None:
        fields.note(fields.line, f"{fields.what} is an opinion without a speaker", "add 'speaker:'", code="speaker")
    evidence = tuple(_evidence(item, fields) for item in fields.items("evidence"))
    if fields.node("evidence") and not evidence:
        hint = "add a locator and a fragment: - {at: '1.1', quote: ...}"
        fields.note(fields.line_of("evidence"), f"{fields.what} has no evidence", hint, code="no-evidence")
    return Claim(
        id=id_,
        text=text("text"),
        topic=text("topic"),
        kind=kind,
        evidence=evidence,
        restatements=tuple(Restatement(text, line) for text, line in fields.texts("restatements")),
        false_variants=tuple(_false_variant(item, fields) for item in fields.items("false_variants")),
        speaker=text("speaker"),
        open=fields.choices("open", Slot, Slot.ACTOR),
        single=fields.choices("single", Slot, Slot.ACTOR),
        questions=tuple(_question(item, fields) for item in fields.items("questions")),
        note=_note(fields),
        line=fields.line,
        draft=fields.yes("draft"),
    )


def _evidence(node: Node, claim: Fields) -> Evidence:
    fields = Fields(node, f"evidence of {claim.what}", claim.problems, ("at", "quote"))
    return Evidence(_locator(fields, fields.text("at"), fields.line_of("at")), fields.text("quote"), fields.line)


def _locator(fields: Fields, text: str, line: int) -> Locator:
    at = Locator.parse(text)
    if at is None and text:
        fields.note(line, f"'{text}' is no locator", "write paragraph.sentence, for instance 3.2", code="locator")
    return at or UNREAD


def _false_variant(node: Node, claim: Fields) -> FalseVariant:
    fields = Fields(node, f"a false variant of {claim.what}", claim.problems, ("text", "reason"), ("why",))
    reason = fields.choice("reason", Reason, Reason.NEGATION)
    return FalseVariant(fields.text("text"), reason, fields.text("why"), fields.line)


def _question(node: Node, claim: Fields) -> WrittenQuestion:
    optional = ("lures", "also", "tolerance", "why")
    fields = Fields(node, f"a question of {claim.what}", claim.problems, ("ask", "key"), optional)
    lures = tuple(lure for item in fields.items("lures") if (lure := _lure(item, fields)).text)
    key, also = fields.text("key"), tuple(text for text, _ in fields.texts("also"))
    texts = [lure.text for lure in lures]
    for text in dict.fromkeys(texts):
        if (key, *also, *texts).count(text) > 1:
            what = "stands twice" if texts.count(text) > 1 else "is right" if text in also else "is the key"
            fields.note(fields.line_of("lures"), f"the lure '{text}' of {fields.what} {what}", "change it", code="lure")
    return WrittenQuestion(
        ask=fields.text("ask"),
        key=key,
        lures=lures,
        line=fields.line,
        also=also,
        tolerance=_tolerance(fields),
        why=fields.text("why"),
    )


def _lure(node: Node, question: Fields) -> Lure:
    """Read a lure: a text, or a mapping that also says why it is wrong."""
    if not isinstance(node, Mapping):
        return Lure(question.text_of(node, f"an item of 'lures' of {question.what}"))
    fields = Fields(node, f"a lure of {question.what}", question.problems, ("text",), ("why",))
    return Lure(fields.text("text"), fields.text("why"))


def _tolerance(fields: Fields) -> float:
    text = fields.text("tolerance")
    if text and not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,15})?", text):
        hint = "write by how much a number that is typed may be off, for instance 0.5"
        fields.note(fields.line_of("tolerance"), f"'{text}' is no tolerance", hint, code="tolerance")
        return 0.0
    return float(text or 0)


def _note(claim: Fields) -> Note | None:
    node = claim.node("note")
    if node is None:
        return None
    fields = Fields(node, f"the note of {claim.what}", claim.problems, ("text", "basis"))
    return Note(fields.text("text"), fields.text("basis"), fields.line)


def _unknown(node: Node, problems: list[Problem]) -> Unknown:
    fields = Fields(node, "an unknown", problems, ("text", "topic"))
    return Unknown(fields.text("text"), fields.text("topic"), fields.line)


def _skipped(top: Fields) -> list[tuple[Locator, Node]]:
    return [(_locator(top, key.text, key.line), value) for key, value in top.pairs("skipped")]
