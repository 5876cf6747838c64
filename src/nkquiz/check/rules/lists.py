"""Lists: another member in the place of one of the source's."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules._finding import conflict
from nkquiz.model import Finding


def lists(comparison: Comparison) -> Iterator[Finding]:
    """Yield a conflict where the statement's list is the source's but for one member, exchanged for another."""
    if comparison.claim.open:
        return
    found = comparison.list_change
    if found and found.instead_of is not None:
        said, typed = comparison.theirs.quote(found.instead_of), comparison.statement.quote(found.added)
        yield conflict("lists", comparison, found.added, f"The source lists '{said}' here, not '{typed}'.")
