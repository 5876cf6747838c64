"""A bank file, and a new edition of its article -> the file brought up to date, with all that stood in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nkquiz.bank.verify import stands_in
from nkquiz.documents.article import Article
from nkquiz.drafting import edits
from nkquiz.drafting.draft import Cut, DraftClaim, Sentence, cut, draft_claims
from nkquiz.drafting.entities import propose
from nkquiz.drafting.matching import Moves, moves
from nkquiz.drafting.patch import Node, Patch, comments_above, end, get, item_line, items, start, text_of
from nkquiz.drafting.slugs import Ids
from nkquiz.drafting.writing import (
    SENTENCE,
    claim_in_a_line,
    claim_lines,
    entity_in_a_line,
    prints,
    scalar,
    sentence_lines,
)
from nkquiz.errors import InputError
from nkquiz.model import Bank, Claim, Entity, Locator
from nkquiz.text import normalise

NOWHERE = Locator(0, 0)  # the place of evidence whose sentence is gone


@dataclass(frozen=True, slots=True)
class Told:
    """What an update has to tell of one claim."""

    claim: str
    message: str


@dataclass
class Update:
    """The new text of a bank file, and what has become different in it."""

    text: str = ""
    moved: int = 0  # pieces of evidence whose sentence has another number now
    changed: list[Told] = field(default_factory=list)
    gone: list[Told] = field(default_factory=list)
    new: list[Told] = field(default_factory=list)
    skipped: list[tuple[Locator, str]] = field(default_factory=list)
    entities: tuple[Entity, ...] = ()


def update(text: str, bank: Bank, article: Article, with_sentences: bool = True) -> Update:
    """Bring the text of a bank file up to date; `bank` is what the loader has read of it.

    Raises:
        InputError: the article has no sentence, or none of those that the bank lists.
    """
    old = bank.source.paragraphs
    listed = frozenset(print_ for paragraph in old for print_ in paragraph)
    pieces = cut(article, listed, frozenset(outside.fingerprint for outside in bank.source.outside))
    if listed and listed.isdisjoint(sentence.print for sentence in pieces.sentences):
        raise InputError("not one sentence of the bank is in this article", "is it the right file?")
    made = _Making(text, bank, pieces)
    if old:
        made.moves = moves(old, pieces.sentences)
    made.run(with_sentences)
    return made.update


class _Making:
    """One update in the making."""

    def __init__(self, text: str, bank: Bank, pieces: Cut) -> None:
        self.bank, self.pieces = bank, pieces
        self.patch = Patch(text)
        self.update = Update()
        self.nodes = dict(zip(_ids(self.patch), items(get(self.patch.root, "claims")), strict=True))
        self.at = {sentence.at: sentence for sentence in pieces.sentences}
        cited = {at for claim in (*bank.claims, *bank.drafts) for at in claim.locators} | set(bank.skipped)
        new = tuple(sentence for sentence in pieces.sentences if sentence.at not in cited)
        self.moves = Moves({at: at for at in self.at}, new, {})  # where the bank has no fingerprints
        self.taken: set[Locator] = set()  # new sentences that some claim is about already
        self.places: dict[str, list[Locator]] = {}  # where the claims are now

    def run(self, with_sentences: bool) -> None:
        """Make all changes."""
        claims = sorted((*self.bank.claims, *self.bank.drafts), key=lambda claim: claim.line)
        self.update.entities = self._entities()
        drafts = self._drafts()
        for claim in claims:
            self._claim(claim, drafts)
        self.update.skipped = self._skipped()
        edits.put_paragraphs(self.patch, [prints(s.print for s in paragraph) for paragraph in self.pieces.paragraphs])
        known = {outside.fingerprint for outside in self.bank.source.outside}
        edits.put_outside(
            self.patch, {p: scalar(reason) for p, reason in self.pieces.outside.items() if p not in known}
        )
        named = get(self.patch.root, "entities")
        if named is not None and self.update.entities:
            lines = [entity_in_a_line(entity) for entity in self.update.entities]
            edits.add_lines(self.patch, named, lines, lines)
        for found in drafts.values():
            if found.at not in self.taken:
                self._add(found, claims, with_sentences)
        self.update.text = self.patch.result()
        if not with_sentences:
            self.update.text = without_sentences(self.update.text)

    def _entities(self) -> tuple[Entity, ...]:
        """Return what is named in new sentences alone, under no name that the bank has."""
        fresh = {sentence.at for sentence in self.moves.new}
        before = " ".join(sentence.text for sentence in self.pieces.sentences if sentence.at not in fresh)
        taken = [n for e in self.bank.entities for n in (e.name, *e.aliases, *e.in_context)]
        ids = Ids(entity.id for entity in self.bank.entities)
        found = propose([sentence.text for sentence in self.moves.new], ids, taken)
        kept = [entity for entity in found if entity.name not in before]
        known = {entity.id for entity in (*self.bank.entities, *kept)}
        return tuple(entity if entity.of in known or not entity.of else _free(entity) for entity in kept)

    def _drafts(self) -> dict[Locator, DraftClaim]:
        """Return a draft for each new sentence."""
        if not self.moves.new:
            return {}
        ids = Ids(claim.id for claim in (*self.bank.claims, *self.bank.drafts))
        entities = (*self.bank.entities, *self.update.entities)
        topics = self._topics()
        found = draft_claims(self.moves.new, self.pieces.sentences, entities, self.bank.source.date, topics, ids)
        return {claim.at: claim for claim in found}

    def _topics(self) -> dict[Locator, str]:
        """Return for every sentence the topic of the claim on it, or of that on the nearest one before."""
        told: dict[Locator, str] = {}
        for claim in (*self.bank.claims, *self.bank.drafts):
            for at in claim.locators:
                if (new := self.moves.to.get(at)) and claim.topic in self.bank.topics:
                    told.setdefault(new, claim.topic)
        last = next((told[at] for at in sorted(told)), next(iter(self.bank.topics), ""))
        found = {}
        for at in self.at:
            last = told.get(at, last)
            found[at] = last
        return found

    def _claim(self, claim: Claim, drafts: dict[Locator, DraftClaim]) -> None:
        """Give the evidence of a claim its new places."""
        node = self.nodes[claim.id]
        places = self.places[claim.id] = []
        unproved, is_proved = "", True
        was: list[str] = []  # fingerprints of sentences that have changed
        for evidence, written in zip(claim.evidence, items(get(node, "evidence")), strict=True):
            at_node, quote_node = get(written, "at"), get(written, "quote")
            assert at_node is not None, "the loader has seen it"
            assert quote_node is not None, "the loader has seen it"
            new = self.moves.to.get(evidence.at)
            if evidence.at == NOWHERE or (new is None and evidence.at not in self._old()):
                new = self._found_again(evidence.quote) or evidence.at
            elif new is None:
                known = self._known(node) if len(claim.evidence) == 1 else ""
                sentence = self.moves.changed(evidence.at, normalise(evidence.quote), known)
                if sentence is None:
                    new = NOWHERE
                    unproved = f"sentence {evidence.at}, its evidence, is no longer in the article"
                    self.update.gone.append(Told(claim.id, unproved))
                else:
                    new = sentence.at
                    self.taken.add(new)
                    self._show(node, sentence)
                    was += [self.bank.source.fingerprint(evidence.at) or ""] if not _is_untouched(claim) else []
                    message = f"sentence {new} has changed"
                    if not stands_in(evidence.quote, sentence.text):
                        if _is_untouched(claim):
                            self.patch.replace(start(quote_node), end(quote_node), scalar(drafts[new].quote))
                        else:
                            message += ", and no longer has the fragment"
                            unproved = f"sentence {new} no longer has the fragment"
                    self.update.changed.append(Told(claim.id, message))
            elif new != evidence.at:
                self.update.moved += 1
            if new != evidence.at:
                self.patch.replace(start(at_node), end(at_node), f'"{new}"')
            is_proved = is_proved and new in self.at and stands_in(evidence.quote, self.at[new].text)
            if new != NOWHERE:
                places.append(new)
        edits.put_marks(self.patch, node, was, {self.at[at].print for at in places if at in self.at}, not is_proved)
        if unproved and not claim.draft:
            edits.make_draft(self.patch, node, unproved)

    def _old(self) -> set[Locator]:
        return set(self.bank.source.locators) if self.bank.source.paragraphs else set()

    def _found_again(self, quote: str) -> Locator | None:
        """Return the only sentence that has a fragment, if its own sentence has been gone."""
        found = [sentence.at for sentence in self.moves.new if stands_in(quote, sentence.text)]
        self.taken.update(found if len(found) == 1 else [])
        return found[0] if len(found) == 1 else None

    def _known(self, node: Node) -> str:
        """Return the sentence that stands in the comment above a claim, or ""."""
        lines = [self.patch.line(at).strip() for at in self._shown(node)]
        return " ".join(line.removeprefix(SENTENCE).strip() for line in reversed(lines))

    def _shown(self, node: Node) -> list[int]:
        above = comments_above(self.patch, item_line(self.patch, node))
        return [at for at in above if self.patch.line(at).lstrip().startswith(SENTENCE)]

    def _show(self, node: Node, sentence: Sentence) -> None:
        """Put a changed sentence into the comment above its claim, if there is one."""
        shown = self._shown(node)
        if not shown:
            return
        first = shown[-1]
        line = self.patch.line(first)
        indent = line[: len(line) - len(line.lstrip())]
        new = "".join(each + self.patch.newline for each in sentence_lines(sentence.text, indent))
        for at in shown[:-1]:
            self.patch.replace(at, self.patch.next_line(at), "")
        self.patch.replace(first, self.patch.next_line(first), new)

    def _skipped(self) -> list[tuple[Locator, str]]:
        places: dict[Locator, Locator | None] = {}
        for at in self.bank.skipped:
            beside = self.moves.beside.get(at)
            places[at] = self.moves.to.get(at) or (beside.at if beside else None)
            if beside and at not in self.moves.to:
                self.taken.add(beside.at)
            if at not in self._old():
                places[at] = at
        return edits.put_skipped(self.patch, places)

    def _add(self, found: DraftClaim, claims: Sequence[Claim], with_sentences: bool) -> None:
        """Put a draft behind the claim on the nearest sentence before its own."""
        before = [
            (self.places[claim.id][0], number)
            for number, claim in enumerate(claims)
            if self.places[claim.id] and self.places[claim.id][0] < found.at
        ]
        after = self.nodes[claims[max(before)[1]].id] if before else None
        edits.add_claim(
            self.patch, after, lambda indent: claim_lines(found, indent, with_sentences), claim_in_a_line(found)
        )
        self.update.new.append(Told(found.id, f"sentence {found.at} is new: a draft of a claim"))


def _ids(patch: Patch) -> Iterator[str]:
    return (text_of(get(node, "id")) for node in items(get(patch.root, "claims")))


def _free(entity: Entity) -> Entity:
    return Entity(entity.id, entity.name, entity.kind, entity.aliases, entity.in_context)


def _is_untouched(claim: Claim) -> bool:
    return claim.draft and not (claim.text or claim.restatements or claim.false_variants or claim.note)


def without_sentences(text: str) -> str:
    """Return a bank file without the comments that show the article's sentences."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith(SENTENCE))
