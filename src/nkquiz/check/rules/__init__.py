"""The rules: each compares a clause with a witness of a claim and yields findings. RULES is the order of the report;
OF_LITTLE has those that also hear a statement which says little of the claim.

A new rule is one file here, one line in RULES, and one file of cases in `tests/cases/check/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nkquiz.check.compare import Comparison
from nkquiz.check.rules.actor import actor
from nkquiz.check.rules.cause import cause
from nkquiz.check.rules.comparison import comparison
from nkquiz.check.rules.date import date
from nkquiz.check.rules.identity import identity
from nkquiz.check.rules.lists import lists
from nkquiz.check.rules.modality import modality
from nkquiz.check.rules.negation import negation
from nkquiz.check.rules.number import number
from nkquiz.check.rules.opinion import opinion
from nkquiz.check.rules.opposite import opposite
from nkquiz.check.rules.order import order
from nkquiz.check.rules.ordinal import ordinal
from nkquiz.check.rules.quantifier import quantifier
from nkquiz.check.rules.roles import roles
from nkquiz.check.rules.speaker import speaker
from nkquiz.check.rules.substitution import substitution
from nkquiz.model import Finding

Rule = Callable[[Comparison], Iterator[Finding]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("number", number),
    ("date", date),
    ("ordinal", ordinal),
    ("negation", negation),
    ("opposite", opposite),
    ("quantifier", quantifier),
    ("modality", modality),
    ("speaker", speaker),
    ("roles", roles),
    ("actor", actor),
    ("identity", identity),
    ("order", order),
    ("comparison", comparison),
    ("cause", cause),
    ("opinion", opinion),
    ("lists", lists),
    ("substitution", substitution),
)
# What says little of a claim can't contradict it, but for four things: it may make two names one, and all that it says
# may be planned only, be said there of another, or be compared the other way round.
OF_LITTLE: tuple[tuple[str, Rule], ...] = (
    ("modality", modality),
    ("roles", roles),
    ("identity", identity),
    ("comparison", comparison),
)
