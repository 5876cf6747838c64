"""The words of nkquiz as frozen dataclasses. No input or output happens here.

A module here is imported when one of its words is first used: to make a dataclass takes Python most of a millisecond,
and no command uses all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkquiz.model.bank import *
    from nkquiz.model.classroom import *
    from nkquiz.model.document import *
    from nkquiz.model.explanation import *
    from nkquiz.model.quiz import *
    from nkquiz.model.report import *
else:  # hidden from type checkers: to them, a module with __getattr__ has every attribute
    _WORDS = {
        "bank": """
            Bank Claim ClaimKind Entity EntityKind Evidence FalseVariant Locator Lure Note Outside Problem
            Reason Restatement Severity Slot Source SourceKind Unknown WrittenQuestion
        """,
        "classroom": "Drill DrillMode DrillSettings Student Turn TurnKind",
        "document": "Block BlockKind Checked Document Item LeftOut Sentence",
        "explanation": "Candidate Explanation Likeness PartExplanation ReadRelation ReadTerm Reading RuleFound Wording",
        "quiz": "Answer Arrangement Choice Entry EntryKind Form Mark Option Question Score Settings",
        "report": "Finding PartReport Relation Report Verdict",
    }
    _HOMES = {word: home for home, words in _WORDS.items() for word in words.split()}
    __all__ = sorted(_HOMES)

    def __getattr__(name):
        """Import the module where a word is at home."""
        if name not in _HOMES:
            raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
        from importlib import import_module

        globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found
