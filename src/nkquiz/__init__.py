"""Check statements against a sourced bank of claims, and practise what the source says.

>>> from nkquiz import check, load_bank
>>> bank = load_bank()            # the shipped bank, or load_bank("my-article.yaml")
>>> check("...", bank).verdict    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nkquiz.bank import load_bank
    from nkquiz.check import Checker, check

__version__ = "0.1.0"
__all__ = ["Checker", "__version__", "check", "load_bank"]

_HOMES = {"load_bank": "nkquiz.bank", "check": "nkquiz.check", "Checker": "nkquiz.check"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that `nkquiz --version` pays for none of them."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'nkquiz' has no attribute '{name}'")
