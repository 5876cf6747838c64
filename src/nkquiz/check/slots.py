"""Whether two words that exclude each other, or two names, stand in one slot: beside the same things."""

from __future__ import annotations

from collections.abc import Iterator

from nkquiz.check.align import SURE, Pair
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Clause, Role, Term, TermKind
from nkquiz.language.lexicon import lexicon

_KINDS = ("-era", "-style", "-like", "-type", "-time", "-made")


def one_slot(comparison: Comparison, pair: Pair) -> bool:
    """Say whether the words of a pair may stand in one slot: unless what each hangs on, or what hangs on it, is said
    on the other side of something else ("warmer to Rome, colder to Lima")."""
    return _beside_the_same(comparison, pair.mine, pair.theirs)


def in_one_place(comparison: Comparison, mine: Term, theirs: Term) -> bool:
    """Say whether two unpaired names may stand in each other's place: unless what each hangs on is said on the other
    side of something else, or is an act that the other side does not tell of ("Lima welcomed the plan of Rome")."""
    acts, their_acts = _acts(comparison.statement, mine), _acts(comparison.theirs, theirs)
    new = acts and not any(act in comparison.partner for act in acts)
    known = any(act in comparison.partner_of_theirs for act in their_acts)
    if (new and known) or _names_a_kind(comparison.statement, mine) or _names_a_kind(comparison.theirs, theirs):
        return False
    return _beside_the_same(comparison, mine, theirs) and not _in_other_roles(comparison, mine, theirs)


def _names_a_kind(clause: Clause, term: Term) -> bool:
    """Say whether a name only tells of what kind or time something is: "Roman-era", "Roman-style"."""
    return clause.source.startswith(_KINDS, term.end)


def _in_other_roles(comparison: Comparison, mine: Term, theirs: Term) -> bool:
    """Say whether two names hang on words that stand for each other, but never in one role: "the debt to Rome", "Rome's
    debt"."""
    partner, roles = comparison.partner, comparison.theirs.roles
    found = [
        theirs_plays is role
        for (head, member), role in comparison.statement.roles.items()
        if member is mine and (pair := partner.get(head)) is not None
        if (theirs_plays := roles.get((pair.theirs, theirs), Role.OTHER)) is not Role.OTHER and role is not Role.OTHER
    ]
    return bool(found) and not any(found)


def denied_of_one(comparison: Comparison, mine: Term, theirs: Term) -> bool:
    """Say whether what the one name does is denied of the other: "Rome was invited" and "Lima was not invited"."""
    acts = _acts(comparison.theirs, theirs)
    pairs = (comparison.partner.get(act) for act in _acts(comparison.statement, mine))
    return any(pair is not None and pair.theirs in acts and pair.mine.negated != pair.theirs.negated for pair in pairs)


def of_another(comparison: Comparison) -> bool:
    """Say whether the statement gives of one name what the wording gives of another, each with a value of its own."""
    if not comparison.has_other_values:
        return False
    return any(in_one_place(comparison, mine, theirs) for mine, theirs in _rivals(comparison))


def denied_of_another(comparison: Comparison) -> bool:
    """Say whether the one side denies of somebody what the other side affirms of somebody else."""
    return any(denied_of_one(comparison, mine, theirs) for mine, theirs in _rivals(comparison))


def _rivals(comparison: Comparison) -> Iterator[tuple[Term, Term]]:
    """Yield each name that only the statement has with each of its kind that only the wording has."""
    kinds = comparison.entities
    for mine in comparison.extra:
        if mine.kind is TermKind.ENTITY:
            for theirs in comparison.missing:
                if theirs.kind is TermKind.ENTITY and kinds[mine.key].kind is kinds[theirs.key].kind:
                    yield mine, theirs


def _acts(clause: Clause, term: Term) -> set[Term]:
    """Return the verbs of weight that a term hangs on, or the noun that it hangs on; those of saying and thinking are
    left out."""
    reporting = lexicon().sections["reporting"]
    heads = [head for head, member in clause.roles if member is term]
    nouns = [head for head in heads if not head.verb]
    heads += [head for head, member in clause.roles if member in nouns]
    return {head for head in heads if head.verb and not head.light and reporting.isdisjoint(head.lemmas)}


def _beside_the_same(comparison: Comparison, one: Term, two: Term) -> bool:
    mine, theirs = beside(comparison.statement, one), beside(comparison.theirs, two)
    meant = {comparison.partner[t].theirs for t in mine if _sure(comparison.partner.get(t))}
    said = {t for t in theirs if _sure(comparison.partner_of_theirs.get(t))}
    return not meant or not said or not meant.isdisjoint(said)


def beside(clause: Clause, term: Term) -> set[Term]:
    """Return what a term hangs on, and what hangs on it."""
    found = set()
    for head, member in clause.roles:
        if head is term:
            found.add(member)
        elif member is term:
            found.add(head)
    return found


def _sure(pair: Pair | None) -> bool:
    return pair is not None and pair.strength >= SURE
