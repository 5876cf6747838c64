"""statement -> Report: what the source says about it.

This package is also the function `nkquiz.check`: `nkquiz.check(text, bank)` is `nkquiz.check.check(text, bank)`. A
package and a function of its parent cannot have one name unless the package can be called.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from nkquiz.check.api import check, check_many, open_bank
from nkquiz.check.checker import Checker
from nkquiz.model import Bank, Report


class _CallablePackage(ModuleType):
    """A package that can be called, and pickled by its name as functions are."""

    def __call__(self, text: str, bank: Bank) -> Report:
        """Return what the source of `bank` says about `text`: see `nkquiz.check.check`."""
        return check(text, bank)

    def __reduce__(self) -> tuple[Any, ...]:
        from importlib import import_module

        return import_module, (__name__,)


sys.modules[__name__].__class__ = _CallablePackage

__all__ = ["Checker", "check", "check_many", "open_bank"]
