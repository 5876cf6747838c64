"""Who does it and to whom it is done, exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkquiz.language.lexicon import lexicon
from nkquiz.model import Reason
from nkquiz.suggest.model import Said, Suggestion
from nkquiz.suggest.slots import is_name
from nkquiz.suggest.verbs import finite

_SIDES = re.compile(r"\b(?:and|or|between|with|both|together)\b")


def roles(said: Said) -> Iterator[Suggestion]:
    """Yield the claim with who does it and to whom it is done exchanged."""
    entities = said.material.bank.entity_by_id
    gaps = [gap for gap in said.gaps(entity=True) if is_name(said, gap, entities[gap.entity])]
    every = list(said.gaps(entity=True))
    found = finite(said)
    if len(every) != 2 or len(gaps) != 2 or found is None:
        return
    one, two = gaps
    between = said.text[one.end : two.start]
    verb = said.tokens[found.head]
    same_kind = entities[one.entity].kind is entities[two.entity].kind and one.entity != two.entity
    if not same_kind or not one.end <= verb.start < two.start or one.start > 4 or _SIDES.search(between):
        return
    lemmas = {*verb.lemmas, *(lemma for token in said.tokens for lemma in token.lemmas)}
    if not lemmas.isdisjoint(lexicon().sections["symmetric"]) or "be" in verb.lemmas:
        return
    articles = {e.id in said.material.with_article for e in (entities[one.entity], entities[two.entity])}
    if len(articles) > 1:
        return
    mine, theirs = one.text_in(said.text), two.text_in(said.text)
    text = said.text[: one.start] + theirs + between + mine + said.text[two.end :]
    yield Suggestion(text, Reason.ROLES, f"It is the other way round: {said.text}")
