"""Students' texts: bytes -> Document, whose sentences know their place in the original and whether they are checked."""

from __future__ import annotations

from enum import StrEnum


class As(StrEnum):
    """How a file is read, where its name and look are not to decide."""

    DOCUMENT = "document"
    LINES = "lines"
