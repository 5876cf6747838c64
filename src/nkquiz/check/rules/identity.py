"""Identity: one name said to be what is the description or the name of another: "The capital is Port Lorne"."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def identity(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the statement says of one entity that it is another of its kind, and the wording speaks
    of either."""
    statement, entities = comparison.statement, comparison.entities
    told = {frozenset(comparison.theirs.terms[n].key for n in pair) for pair in comparison.theirs.same}
    for one, two in statement.same:
        first, second = statement.terms[one], statement.terms[two]
        a, b = entities[first.key], entities[second.key]
        other_two = a.kind is b.kind and a.of != b.id != a.id != b.of and {a.id, b.id} not in told
        if other_two and not {first, second}.isdisjoint(comparison.partner):
            typed, other = statement.quote(first), statement.quote(second)
            yield conflict("identity", comparison, second, f"In the source '{typed}' is not the same as '{other}'.")
            return
