"""Reading an article from a file, for all commands that take one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nkquiz.errors import InputError
from nkquiz.files import read_up_to

if TYPE_CHECKING:
    from nkquiz.documents.article import Article
    from nkquiz.model import Bank, Locator


def open_article(path: Path) -> Article:
    """Return the article in a file.

    Raises:
        InputError: it cannot be read.
    """
    from nkquiz.documents.article import read_article

    try:
        data = read_up_to(path)
    except (OSError, ValueError) as error:
        message = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {path}: {message}", "give the article as a text file") from error
    return read_article(data, str(path))


def sentences_in_copy(bank: Bank, source: Path) -> dict[Locator, str]:
    """Return the sentences of a copy of the article under their places in the bank.

    Raises:
        InputError: it cannot be read, or has none of them.
    """
    from nkquiz.drafting.coverage import sentences_of

    found = sentences_of(open_article(source), bank)
    if bank.source.locators and not found:
        raise InputError(f"not one sentence of the bank is in {source}", "is it the right file?")
    return found
