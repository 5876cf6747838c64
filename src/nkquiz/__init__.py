"""Check statements against a sourced bank of claims, and practise what the source says.

>>> import nkquiz
>>> bank = nkquiz.load_bank()  # the shipped bank, or nkquiz.load_bank("my-article.yaml")
>>> nkquiz.check(bank.claims[0].text, bank).verdict
<Verdict.SUPPORTED: 'supported'>

What is public, and what it means, stands in docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = [
    "Bank",
    "BankError",
    "Checker",
    "Claim",
    "Evidence",
    "Finding",
    "InputError",
    "Locator",
    "NkquizError",
    "PartReport",
    "Relation",
    "Report",
    "Verdict",
    "__version__",
    "check",
    "check_many",
    "load_bank",
    "open_bank",
]

if TYPE_CHECKING:
    from nkquiz.bank import load_bank
    from nkquiz.check import Checker, check, check_many, open_bank
    from nkquiz.errors import BankError, InputError, NkquizError
    from nkquiz.model import Bank, Claim, Evidence, Finding, Locator, PartReport, Relation, Report, Verdict
else:  # hidden from type checkers: to them, a module with __getattr__ has every attribute
    _HOMES = {
        "load_bank": "nkquiz.bank",
        **dict.fromkeys(("Checker", "check", "check_many", "open_bank"), "nkquiz.check"),
        **dict.fromkeys(("BankError", "InputError", "NkquizError"), "nkquiz.errors"),
        **dict.fromkeys(
            ("Bank", "Claim", "Evidence", "Finding", "Locator", "PartReport", "Relation", "Report", "Verdict"),
            "nkquiz.model",
        ),
    }

    def __getattr__(name):
        """Import the public names when they are first used, so that `nkquiz --version` pays for none of them."""
        if name not in _HOMES:
            raise AttributeError(f"module 'nkquiz' has no attribute '{name}'")
        from importlib import import_module

        home = import_module(_HOMES[name])
        if name not in globals():  # `check` now is: importing nkquiz.check has bound the package, which can be called
            globals()[name] = getattr(home, name)
        return globals()[name]

    def __dir__():
        """List the public names too that nobody has used yet."""
        return sorted({*globals(), *_HOMES})
