"""What a statement adds to what the source says: the heaviest of its phrases of which no wording has a word.

"It opened in May with a concert" beside "It opened in May" is true but for a phrase that nothing bears out; what the
statement leaves out does no harm. A phrase is what stands between two verbs, prepositions, conjunctions or marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from nkquiz.check.terms import Clause, Term
from nkquiz.check.view import View
from nkquiz.language.lexicon import lexicon

HEARD = 0.45  # strength from which a pair says something of a word
HEAVY = 2.0  # how many words of common weight make a phrase as heavy as it counts
TOLD = 0.8  # how surely a word is heard that claims on the same sentences have

_WORD = re.compile(r"[^\W\d_]+|[,;:()–—]")
_JOINTS = frozenset(", ; : ( ) – — because since while whereas than if when after before".split())


def phrases(clause: Clause) -> Iterator[tuple[Term, ...]]:
    """Yield the phrases of a clause: terms with no verb, preposition, conjunction or mark between them."""
    found: list[Term] = []
    end = clause.start
    for term in clause.terms:
        if found and (term.verb or found[-1].verb or _parts(clause.source[end : term.start])):
            yield tuple(found)
            found = []
        found.append(term)
        end = max(end, term.end)
    if found:
        yield tuple(found)


def _parts(between: str) -> bool:
    """Say whether what stands between two terms keeps them in two phrases."""
    words = lexicon()
    return any(
        word in _JOINTS or any(words.has(section, word) for section in ("preposition", "coordinator", "relative"))
        for word in _WORD.findall(between.lower())
    )


def measures(views: Sequence[View]) -> Mapping[str, float]:
    """Return what `verdict` weighs of added phrases: how heavy the heaviest is of which nothing is heard; `views`: the
    nearest first."""
    nearest = views[0].best.comparison
    heard, weights = _heard(views), dict(zip(nearest.statement.terms, nearest.weights, strict=True))
    heaviest = 0.0
    for words in phrases(nearest.statement):
        content = [term for term in words if not term.light and not term.verb]
        unheard = 1.0 - max((heard.get(term, 0.0) for term in content), default=1.0)
        heaviest = max(heaviest, unheard * min(1.0, sum(weights[term] for term in content) / HEAVY))
    return {"added phrase": heaviest}


def _heard(views: Sequence[View]) -> dict[Term, float]:
    """Return how surely each term is spoken of, whatever is said of it, by a true wording or on the same sentences."""
    heard: dict[Term, float] = {}
    for seen in views:
        for judged in seen.judged:
            if judged.is_false:
                continue
            for pair in judged.comparison.pairs:
                if pair.strength >= HEARD:
                    heard[pair.mine] = max(heard.get(pair.mine, 0.0), pair.strength)
    nearest = views[0].best.comparison
    for term in nearest.statement.terms:
        if nearest.is_told(term):
            heard[term] = max(heard.get(term, 0.0), TOLD)
    return heard
