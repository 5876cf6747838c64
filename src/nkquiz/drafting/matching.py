"""Where the sentences of an article have gone in its next edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from nkquiz.bank.verify import stands_in
from nkquiz.drafting.draft import Sentence
from nkquiz.model import Locator
from nkquiz.text import words

NEAR = 75.0  # per cent that two sentences, or a fragment and a part of a sentence, are alike
TELLING = 3  # words of a fragment that can be no chance


@dataclass(frozen=True, slots=True)
class Moves:
    """What came of each sentence. `new` are those that are in the article now and were not; `beside` says which of
    these stands where an old one stood."""

    to: dict[Locator, Locator]
    new: tuple[Sentence, ...]
    beside: dict[Locator, Sentence]

    def changed(self, old: Locator, quote: str, known: str = "") -> Sentence | None:
        """Return the new sentence that an old one has become: the one that has its fragment, or that is near the old
        sentence as far as it is `known`, or near the fragment in the same place."""
        having = [each for each in self.new if len(words(quote)) >= TELLING and stands_in(quote, each.text)]
        if len(having) == 1:
            return having[0]
        beside = self.beside.get(old)
        if beside in having:
            return beside
        if known and (best := max(self.new, key=lambda each: fuzz.ratio(known, each.text), default=None)):
            return best if fuzz.ratio(known, best.text) >= NEAR else None
        if beside is not None and len(quote) <= len(beside.text) and fuzz.partial_ratio(quote, beside.text) >= NEAR:
            return beside
        return None


def moves(old: Sequence[Sequence[str]], new: Sequence[Sentence]) -> Moves:
    """Find each old fingerprint, paragraph by paragraph, among the sentences of the article now.

    Sentences that stand several times are taken in their order.
    """
    before = [(Locator(p, s), print_) for p, prints in enumerate(old, 1) for s, print_ in enumerate(prints, 1)]
    places: dict[str, list[Locator]] = defaultdict(list)
    for sentence in new:
        places[sentence.print].append(sentence.at)
    seen: dict[str, int] = defaultdict(int)
    to = {}
    for at, print_ in before:
        if print_ in places:
            to[at] = places[print_][min(seen[print_], len(places[print_]) - 1)]
            seen[print_] += 1
    known = {print_ for _, print_ in before}
    matcher = SequenceMatcher(None, [p for _, p in before], [s.print for s in new], autojunk=False)
    beside: dict[Locator, Sentence] = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace":
            lost = [at for at, print_ in before[i1:i2] if print_ not in places]
            found = [sentence for sentence in new[j1:j2] if sentence.print not in known]
            beside.update(zip(lost, found, strict=False))
    return Moves(to, tuple(sentence for sentence in new if sentence.print not in known), beside)
