"""A property that is computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as once
else:

    class once:
        """`functools.cached_property` without the lock that it takes in Python 3.11, where it costs a tenth of a check.

        Two threads may compute the same value at first; all values here follow from frozen objects alone.
        """

        def __init__(self, function):
            self._function = function
            self.__doc__ = function.__doc__

        def __get__(self, owner, _=None):
            """Compute the value, and leave it where Python looks for it before it comes here."""
            if owner is None:
                return self
            value = owner.__dict__[self._function.__name__] = self._function(owner)
            return value


__all__ = ["once"]
