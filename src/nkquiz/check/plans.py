"""What is told as done and the source only plans, demands or makes depend on something.

"The loan has been paid back" beside "the loan must be paid back by 2044": each word is the source's, and yet it is not
so. A statement that tells of what is done is set beside each true wording that has its main verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nkquiz.check.align import SURE
from nkquiz.check.compare import Comparison
from nkquiz.check.terms import Clause, Modality
from nkquiz.check.view import View
from nkquiz.check.votes import voice
from nkquiz.language.lexicon import lexicon


def tells_of_done(clause: Clause) -> bool:
    """Say whether a statement tells that something has happened, which is neither a plan nor the making of one."""
    if not clause.done or clause.planned or clause.conditional:
        return False
    lemmas = clause.terms[clause.verb].lemmas if clause.verb >= 0 else ()
    words = lexicon()
    return clause.already or not any(words.has("settling", w) or words.has("reporting", w) for w in lemmas)


def is_done(comparison: Comparison) -> bool | None:
    """Say whether in the wording what the statement's main verb tells has happened; None where it does not speak of
    it."""
    mine, theirs = comparison.statement, comparison.theirs
    ahead = (theirs.planned or theirs.conditional) and not theirs.done
    pair = comparison.partner.get(mine.terms[mine.verb]) if mine.verb >= 0 else None
    if pair is None or pair.strength < SURE:
        return False if mine.already and ahead else None
    if pair.theirs.modality in (Modality.PLANNED, Modality.CONDITIONAL):
        again = (t for t in theirs.terms if t.modality is Modality.DONE and t.verb)
        return any(not set(t.lemmas).isdisjoint(pair.theirs.lemmas) for t in again)  # "wanted to sell, and sold"
    if ahead and theirs.verb >= 0 and pair.theirs is theirs.terms[theirs.verb]:
        return False
    return True if theirs.done else None


def measures(views: Sequence[View]) -> Mapping[str, float]:
    """Return what `verdict` weighs of plans told as done: how much louder the wordings are in which it is none."""
    done = ahead = 0.0
    if tells_of_done(views[0].best.comparison.statement):
        for judged in (judged for seen in views for judged in seen.judged if not judged.is_false):
            has_happened = is_done(judged.comparison)
            if has_happened:
                done = max(done, voice(judged))
            elif has_happened is False:
                ahead = max(ahead, voice(judged))
    return {"plan told as done": max(0.0, ahead - done)}
