"""Reading an article from a file, for all commands that take one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nkquiz.errors import InputError

if TYPE_CHECKING:
    from nkquiz.documents.article import Article


def open_article(path: Path) -> Article:
    """Return the article in a file.

    Raises:
        InputError: it cannot be read.
    """
    from nkquiz.documents.article import read_article

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", "give the article as a text file") from error
    return read_article(data, str(path))
